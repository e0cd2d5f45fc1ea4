#!/usr/bin/env bash
# Day.js 1.11.23 reads ISO 8601. The 334th day of a year, "2026-334", becomes 4 September 2028, without a word: it is taken for the 4th of
# the 33rd month. And a duration with a sign, "-PT1H30M", which Day.js itself has written of minus 90 minutes, it reads as 90 minutes. What
# is right: 30 November 2026 (ISO 8601-1, 5.2.3, "Ordinal date"), and minus 90 minutes (ISO 8601-2, which has the sign), as Moment 2.31.0
# has both.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund dayjs@1.11.23 moment@2.31.0 >/dev/null
cat >read.mjs <<'SCRIPT'
import dayjs from "dayjs";
import duration from "dayjs/plugin/duration.js";
import moment from "moment";
dayjs.extend(duration);
for (const [name, library] of [["Day.js", dayjs], ["Moment", moment]]) {
  const written = library.duration(-90, "minutes").toISOString();
  console.log(name, library("2026-334").format("YYYY-MM-DD"), written, library.duration(written).asMinutes());
}
SCRIPT
TZ=UTC node read.mjs | tee found
grep -qx "Day.js 2028-09-04 -PT1H30M 90" found
grep -qx "Moment 2026-11-30 -PT1H30M -90" found
echo "as it was: Day.js 1.11.23 takes the day of a year for a month that there is not, and loses the sign of a duration"
