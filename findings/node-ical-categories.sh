#!/usr/bin/env bash
# node-ical 0.26.1 reads iCalendar. A category with a comma in its name, which is written "\,", it parts in two, and the backslash stays:
# "READING\, SLOW" becomes "READING\" and "SLOW". In a summary it reads the same sign right. What is right: "READING, SLOW" and "HOME"
# (RFC 5545, sections 3.3.11 and 3.8.1.2), as ical.js 2.2.1 has it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund node-ical@0.26.1 ical.js@2.2.1 >/dev/null
cat >read.mjs <<'SCRIPT'
import nodeIcal from "node-ical";
import ICAL from "ical.js";
const lines = String.raw`BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example.org//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T000000Z
DTSTART:20261130T090000Z
SUMMARY:One\, two
CATEGORIES:READING\, SLOW,HOME
END:VEVENT
END:VCALENDAR
`.replaceAll("\n", "\r\n");
const event = nodeIcal.sync.parseICS(lines)["1"];
console.log("node-ical", JSON.stringify(event.summary), JSON.stringify(event.categories));
const other = new ICAL.Component(ICAL.parse(lines)).getFirstSubcomponent("vevent");
const categories = other.getFirstProperty("categories").getValues();
console.log("ical.js", JSON.stringify(other.getFirstPropertyValue("summary")), JSON.stringify(categories));
SCRIPT
node read.mjs | tee found
grep -qxF 'node-ical "One, two" ["READING\\","SLOW","HOME"]' found
grep -qxF 'ical.js "One, two" ["READING, SLOW","HOME"]' found
echo "as it was: node-ical 0.26.1 parts a category at a comma that belongs to it"
