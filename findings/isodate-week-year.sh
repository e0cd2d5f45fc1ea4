#!/usr/bin/env bash
# isodate 0.7.2 writes ISO 8601's week dates with the year of the calendar: 1 January 2027, a Friday of the last week of 2026, becomes
# "2027-W53-5", a week that 2027 does not have, and 29 December 2025 becomes "2025-W01-1", which isodate itself reads as 30 December 2024.
# What is right: "2026-W53-5" and "2026-W01-1", since the year of a week date is that of the week's Thursday (ISO 8601-1, 5.2.4), as
# Python's date.isocalendar has it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet isodate==0.7.2 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import datetime

import isodate

for day in (datetime.date(2027, 1, 1), datetime.date(2025, 12, 29)):
    year, week, weekday = day.isocalendar()
    written = isodate.date_isoformat(day, isodate.DATE_EXT_WEEK_COMPLETE)
    print(day, "is written", written, "and is", f"{year}-W{week:02}-{weekday}")
print("2025-W01-1 is read as", isodate.parse_date("2025-W01-1"))
PYTHON
grep -qx "2027-01-01 is written 2027-W53-5 and is 2026-W53-5" found
grep -qx "2025-12-29 is written 2025-W01-1 and is 2026-W01-1" found
grep -qx "2025-W01-1 is read as 2024-12-30" found
echo "as it was: isodate 0.7.2 writes week dates with the year of the calendar, which are other days when they are read"
