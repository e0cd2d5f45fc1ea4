#!/usr/bin/env bash
# date-fns 4.4.0 writes durations by ISO 8601. Weeks are lost, without a word: of two weeks and a day, which its own type can hold, one
# day is left, and of two weeks alone nothing. What is right: "P2W1D" or "P15D" (ISO 8601-1, 5.5.2.3, and ISO 8601-2, which has weeks
# beside other parts; date-fns' documentation, "Duration", which has "weeks"), as Luxon 3.7.2 has it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund date-fns@4.4.0 luxon@3.7.2 >/dev/null
cat >write.mjs <<'SCRIPT'
import { add, formatISODuration } from "date-fns";
import { Duration } from "luxon";
for (const time of [{ weeks: 2, days: 1 }, { weeks: 2 }])
  console.log(JSON.stringify(time), "date-fns", formatISODuration(time), "Luxon", Duration.fromObject(time).toISO());
console.log("date-fns adds", add(new Date("2026-11-30"), { weeks: 2, days: 1 }).toISOString().slice(0, 10));
SCRIPT
TZ=UTC node write.mjs | tee found
grep -qxF '{"weeks":2,"days":1} date-fns P0Y0M1DT0H0M0S Luxon P2W1D' found
grep -qxF '{"weeks":2} date-fns P0Y0M0DT0H0M0S Luxon P2W' found
grep -qx "date-fns adds 2026-12-15" found
echo "as it was: date-fns 4.4.0 writes durations without their weeks"
