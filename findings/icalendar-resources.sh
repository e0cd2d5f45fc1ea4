#!/usr/bin/env bash
# icalendar 7.3.2 reads iCalendar and writes it back. Of a list of resources, "EASEL,PROJECTOR,VCR", it makes a single one,
# "EASEL\,PROJECTOR\,VCR", and of the status of a request, "2.0;Success", a text without parts, "2.0\;Success". What is right: both as
# they stand, since the comma parts resources, and the semicolon a status (RFC 5545, sections 3.8.1.10, whose example this is, and
# 3.8.8.3); CATEGORIES it does right.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet icalendar==7.3.2 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import icalendar

LINES = """BEGIN:VEVENT
UID:1@example.org
DTSTAMP:20261101T000000Z
DTSTART:20261130T090000Z
CATEGORIES:WORK,HOME
REQUEST-STATUS:2.0;Success
RESOURCES:EASEL,PROJECTOR,VCR
END:VEVENT
"""
written = icalendar.Event.from_ical(LINES.replace("\n", "\r\n")).to_ical().decode()
print(*(line for line in written.splitlines() if line.startswith(("CATEGORIES", "RE"))), sep="\n")
PYTHON
grep -qxF 'CATEGORIES:WORK,HOME' found
grep -qxF 'RESOURCES:EASEL\,PROJECTOR\,VCR' found
grep -qxF 'REQUEST-STATUS:2.0\;Success' found
echo "as it was: icalendar 7.3.2 makes one resource of several, and one text of a status"
