#!/usr/bin/env bash
# ics 0.7.3 reads iCalendar and writes it back. A weekly event at 9:00 in Berlin, read in winter, is written as one at 8:00 UTC: from the
# end of March on it takes place an hour late. A time without a zone, which is 9:00 wherever one is, becomes 9:00 UTC. And
# "CALSCALE:GEORGIAN" is added. What is right: both times as they stand (RFC 5545, section 3.3.5, forms 1 and 3), and GREGORIAN, which
# need not be said (3.7.1).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet ics==0.7.3 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import ics

LINES = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example.org//EN
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:weekly@example.org
DTSTAMP:20261101T000000Z
DTSTART;TZID=Europe/Berlin:20261130T090000
DURATION:PT1H
RRULE:FREQ=WEEKLY
END:VEVENT
BEGIN:VEVENT
UID:anywhere@example.org
DTSTAMP:20261101T000000Z
DTSTART:20261130T090000
DURATION:PT1H
END:VEVENT
END:VCALENDAR
"""
written = ics.Calendar(LINES.replace("\n", "\r\n")).serialize()
print(*sorted(line for line in written.splitlines() if line.startswith(("CALSCALE", "DTSTART", "RRULE"))), sep="\n")
PYTHON
grep -qx "CALSCALE:GEORGIAN" found
grep -qx "DTSTART:20261130T080000Z" found
grep -qx "DTSTART:20261130T090000Z" found
grep -qx "RRULE:FREQ=WEEKLY" found
echo "as it was: ics 0.7.3 writes times as UTC whatever their zone, and names a calendar that does not exist"
