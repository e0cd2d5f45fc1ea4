#!/usr/bin/env bash
# ts-ics 2.4.6 lists the days on which an event of iCalendar takes place. "The last day of each month" it gives as the last but one, "the
# 31st of each month" as the 29th from the first February on, and the Monday of week 1 as one of the last week of the year before. What
# is right: 31 January, 29 February; January, March, May; and 4 January 2027 (RFC 5545, section 3.3.10: BYMONTHDAY, "-10 represents the
# tenth to the last day", invalid dates are ignored, and week 1 has at least four days of its year), as rrule 2.8.1 has them.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ts-ics@2.4.6 rrule@2.8.1 >/dev/null
cat >list.mjs <<'SCRIPT'
import { convertIcsRecurrenceRule, extendByRecurrenceRule } from "ts-ics";
import rrule from "rrule";
for (const [rule, first] of [
  ["FREQ=MONTHLY;BYMONTHDAY=-1", "2024-01-31T09:00:00Z"],
  ["FREQ=MONTHLY", "2024-01-31T09:00:00Z"],
  ["FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "2025-12-29T09:00:00Z"],
]) {
  const [start, end] = [new Date(first), new Date("2032-01-01T00:00:00Z")];
  const told = (days) => days.slice(0, 3).map((day) => day.toISOString().slice(0, 10)).join(" ");
  console.log(`ts-ics ${rule}:`, told(extendByRecurrenceRule(convertIcsRecurrenceRule(undefined, { value: rule }), { start, end })));
  console.log(`rrule ${rule}:`, told(rrule.rrulestr(`DTSTART:${first.replace(/[-:]/g, "")}\nRRULE:${rule}`).between(start, end, true)));
}
SCRIPT
TZ=UTC node list.mjs | tee found
grep -qx "ts-ics FREQ=MONTHLY;BYMONTHDAY=-1: 2024-02-28 2024-03-30 2024-04-29" found
grep -qx "rrule FREQ=MONTHLY;BYMONTHDAY=-1: 2024-01-31 2024-02-29 2024-03-31" found
grep -qx "ts-ics FREQ=MONTHLY: 2024-01-31 2024-02-29 2024-03-29" found
grep -qx "rrule FREQ=MONTHLY: 2024-01-31 2024-03-31 2024-05-31" found
grep -qx "ts-ics FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO: 2025-12-29 2026-12-28 2027-12-27" found
grep -qx "rrule FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO: 2025-12-29 2027-01-04 2028-01-03" found
echo "as it was: ts-ics 2.4.6 ends months a day too early, moves the 31st to the 29th, and begins years a week too early"
