#!/usr/bin/env bash
# calcurse 4.7.1, of Debian 12, imports iCalendar. Of an event that takes place a number of times, of which some are left out, it adds as
# many at the end as are left out: a course of six lessons from 30 November on, without those of 2 and 7 December, ends on 23 December in
# place of 16. What is right: four lessons, since the rule is counted first and the exceptions are taken away then (RFC 5545, sections
# 3.3.10, "COUNT", and 3.8.5.1), as rrule 2.8.1 has it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
apt-get --quiet=2 --option APT::Sandbox::User=root download calcurse=4.7.1-1 >/dev/null
dpkg-deb --extract calcurse_*.deb debian
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund rrule@2.8.1 >/dev/null
cat >rule <<'ICALENDAR'
DTSTART:20261130T090000Z
RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6
EXDATE:20261202T090000Z,20261207T090000Z
ICALENDAR
{
  printf 'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example.org//EN\nBEGIN:VEVENT\nUID:1@example.org\nDTSTAMP:20261101T000000Z\n'
  printf 'SUMMARY:Lesson\nDURATION:PT1H\n'
  cat rule
  printf 'END:VEVENT\nEND:VCALENDAR\n'
} | sed 's/$/\r/' >course.ics
mkdir calendar
export TZ=UTC
debian/usr/bin/calcurse --datadir calendar --confdir calendar --import course.ics >/dev/null
lessons=$(debian/usr/bin/calcurse --datadir calendar --confdir calendar --query --from 11/30/2026 --days 60 --filter-type cal \
  --output-datefmt 1 --format-recur-apt '- %(start:%m-%d)\n' | sed -n 's/^- //p' | paste -sd ' ')
echo "calcurse: $lessons" | tee found
cat >list.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import rrule from "rrule";
const days = rrule.rrulestr(readFileSync("rule", "utf8").trim()).all();
console.log("rrule:", ...days.map((day) => day.toISOString().slice(5, 10)));
SCRIPT
node list.mjs | tee -a found
grep -qx "calcurse: 11-30 12-09 12-14 12-16 12-21 12-23" found
grep -qx "rrule: 11-30 12-09 12-14 12-16" found
echo "as it was: calcurse 4.7.1 adds as many occurrences as are left out"
