#!/usr/bin/env bash
# undate 0.8.0 reads and compares dates of which not all is known. Its parser for all calendars loses the day of a Hebrew date: of
# "4 Tishrei 5787" it keeps the month, without a word, where its parser for the Hebrew calendar keeps the day. And a year before our era,
# -0044 in EDTF, it writes as "0-44", which is no EDTF and which it cannot read again. What is right: one day, 15 September 2026; and
# "-0044" (EDTF, level 1, "Negative calendar year").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet undate==0.8.0 >/dev/null
v/bin/python - <<'PYTHON' | tee found
from undate import Undate

for parser in ("Hebrew", "omnibus"):
    day = Undate.parse("4 Tishrei 5787", parser)
    print(f"{parser}: {day.earliest} to {day.latest}")
written = Undate.parse("-0044", "EDTF").format("EDTF")
try:
    outcome = Undate.parse(written, "EDTF")
except ValueError:
    outcome = "ValueError"
print(f"-0044 is written {written}, which is read as {outcome}")
PYTHON
grep -qx "Hebrew: 2026-09-15 to 2026-09-15" found
grep -qx "omnibus: 2026-09-12 to 2026-10-11" found
grep -qx -- "-0044 is written 0-44, which is read as ValueError" found
echo "as it was: undate 0.8.0 loses the day of a Hebrew date, and writes years before our era as what is no EDTF"
