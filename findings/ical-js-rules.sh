#!/usr/bin/env bash
# ical.js 2.2.1 lists the days on which an event of iCalendar takes place. "The 20th Monday of each year" it gives as that Monday and each
# Monday after it, "Monday of week 20" as all Mondays from a week too late on; and "the last working day of the week" as each working day,
# since it leaves out BYSETPOS. What is right: one day each year, and each Friday (RFC 5545, section 3.3.10; the first two are examples in
# 3.8.5.3), as rrule 2.8.1 has them.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 rrule@2.8.1 >/dev/null
cat >list.mjs <<'SCRIPT'
import ICAL from "ical.js";
import rrule from "rrule";
for (const [rule, start] of [
  ["FREQ=YEARLY;BYDAY=20MO", "1997-05-19T09:00:00Z"],
  ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12T09:00:00Z"],
  ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-02T09:00:00Z"],
]) {
  const days = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString(start));
  console.log(`ical.js ${rule}:`, ...[1, 2, 3].map(() => days.next().toString().slice(0, 10)));
  const text = `DTSTART:${start.replace(/[-:]/g, "")}\nRRULE:${rule};COUNT=3`;
  console.log(`rrule ${rule}:`, ...rrule.rrulestr(text).all().map((day) => day.toISOString().slice(0, 10)));
}
SCRIPT
node list.mjs | tee found
grep -qx "ical.js FREQ=YEARLY;BYDAY=20MO: 1997-05-19 1997-05-26 1997-06-02" found
grep -qx "rrule FREQ=YEARLY;BYDAY=20MO: 1997-05-19 1998-05-18 1999-05-17" found
grep -qx "ical.js FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO: 1997-05-19 1997-05-26 1997-06-02" found
grep -qx "rrule FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO: 1997-05-12 1998-05-11 1999-05-17" found
grep -qx "ical.js FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1: 2026-01-02 2026-01-05 2026-01-06" found
grep -qx "rrule FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1: 2026-01-02 2026-01-09 2026-01-16" found
echo "as it was: ical.js 2.2.1 makes a day of the year a day of each week, and leaves out BYSETPOS"
