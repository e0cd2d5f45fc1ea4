#!/usr/bin/env bash
# iso8601 2.1.0 reads ISO 8601. Of a time whose minutes have a decimal fraction, 09:05,5, it makes 9:00 and 5.5 seconds: the minutes count
# as seconds, without an error. Of an hour with one, 09,5, it raises an error. What is right: 9:05:30 and 9:30, since a fraction belongs
# to the last part that is given, behind a comma or a full stop (ISO 8601-1, "Representations with decimal fraction"), as aniso8601
# 10.0.1 has it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet iso8601==2.1.0 aniso8601==10.0.1 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import aniso8601
import iso8601

for text in ("2026-11-30T09:05", "2026-11-30T09:05,5", "2026-11-30T09:05.5", "2026-11-30T09,5"):
    try:
        found = iso8601.parse_date(text, default_timezone=None)
    except iso8601.ParseError:
        found = "ParseError"
    print(f"{text}: iso8601 {found}, aniso8601 {aniso8601.parse_datetime(text)}")
PYTHON
grep -qxF "2026-11-30T09:05: iso8601 2026-11-30 09:05:00, aniso8601 2026-11-30 09:05:00" found
grep -qxF "2026-11-30T09:05,5: iso8601 2026-11-30 09:00:05.500000, aniso8601 2026-11-30 09:05:30" found
grep -qxF "2026-11-30T09:05.5: iso8601 2026-11-30 09:00:05.500000, aniso8601 2026-11-30 09:05:30" found
grep -qxF "2026-11-30T09,5: iso8601 ParseError, aniso8601 2026-11-30 09:30:00" found
echo "as it was: iso8601 2.1.0 takes decimal minutes for seconds"
