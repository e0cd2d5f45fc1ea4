#!/usr/bin/env bash
# aniso8601 10.0.1 reads ISO 8601. The end of a day, 2026-11-30T24:00, it reads as the beginning of the same day, without a word: 24 hours
# too early, so that what lasts from 18:00 to the end of the day ends before it has begun. What is right: 1 December, 0:00, since the end
# of one day is the beginning of the next (ISO 8601:2004, 4.2.3, "Midnight", and ISO 8601-1 since its amendment of 2022), as dateutil
# 2.9.0 has it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet aniso8601==10.0.1 python-dateutil==2.9.0.post0 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import aniso8601
import dateutil.parser

print("aniso8601:", aniso8601.parse_datetime("2026-11-30T24:00"))
start, end = aniso8601.parse_interval("2026-11-30T18:00/2026-11-30T24:00")
print("aniso8601: from", start, "to", end)
print("dateutil:", dateutil.parser.isoparse("2026-11-30T24:00"))
PYTHON
grep -qx "aniso8601: 2026-11-30 00:00:00" found
grep -qx "aniso8601: from 2026-11-30 18:00:00 to 2026-11-30 00:00:00" found
grep -qx "dateutil: 2026-12-01 00:00:00" found
echo "as it was: aniso8601 10.0.1 takes the end of a day for its beginning"
