#!/usr/bin/env bash
# An event of each year that begins on 29 February, such as a birthday (RRULE:FREQ=YEARLY), takes place each fourth year: where a day does
# not exist, there is none (RFC 5545, section 3.3.10, "invalid date"). ical.js 2.2.1 has it on 1 March in the years between, and ts-ics
# 2.4.6 on 28 February; rrule 2.8.1 has it right. The third such day is in 2026 for the one and for the other, and in 2032.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 ts-ics@2.4.6 rrule@2.8.1 >/dev/null
cat >list.mjs <<'SCRIPT'
import ICAL from "ical.js";
import { convertIcsRecurrenceRule, extendByRecurrenceRule } from "ts-ics";
import rrule from "rrule";
const rule = "FREQ=YEARLY;COUNT=3";
const told = (days) => days.map((day) => day.toISOString().slice(0, 10)).join(" ");
const days = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString("2024-02-29T09:00:00Z"));
console.log("ical.js", [1, 2, 3].map(() => days.next().toString().slice(0, 10)).join(" "));
const start = new Date("2024-02-29T09:00:00Z");
console.log("ts-ics", told(extendByRecurrenceRule(convertIcsRecurrenceRule(undefined, { value: rule }), { start })));
console.log("rrule", told(rrule.rrulestr(`DTSTART:20240229T090000Z\nRRULE:${rule}`).all()));
SCRIPT
TZ=UTC node list.mjs | tee found
grep -qx "ical.js 2024-02-29 2025-03-01 2026-03-01" found
grep -qx "ts-ics 2024-02-29 2025-02-28 2026-02-28" found
grep -qx "rrule 2024-02-29 2028-02-29 2032-02-29" found
echo "as it was: what is yearly from 29 February on is on 1 March for ical.js 2.2.1 and on 28 February for ts-ics 2.4.6"
