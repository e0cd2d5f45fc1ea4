#!/usr/bin/env bash
# d3-time-format 4.1.1, by which D3 and Vega read dates, reads ISO 8601's week dates by "%G-W%V-%u". It leaves out the day: each day of a
# week becomes its Monday, also where it has written the week date itself. What is right: the day, since %u is the weekday from Monday
# to Sunday as 1 to 7 (its documentation, "locale.format", whose directives are those for reading, too), as it reads "%G-W%V-%w" and
# "%Y-W%W-%u".
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund d3-time-format@4.1.1 >/dev/null
cat >read.mjs <<'SCRIPT'
import { utcFormat, utcParse } from "d3-time-format";
for (const day of ["2026-12-02", "2027-01-01", "2027-01-03"]) {
  const read = (form) => utcParse(form)(utcFormat(form)(new Date(day))).toISOString().slice(0, 10);
  console.log(day, "is", utcFormat("%G-W%V-%u")(new Date(day)), ...["%G-W%V-%u", "%G-W%V-%w", "%Y-W%W-%u"].map(read));
}
SCRIPT
node read.mjs | tee found
grep -qx "2026-12-02 is 2026-W49-3 2026-11-30 2026-12-02 2026-12-02" found
grep -qx "2027-01-01 is 2026-W53-5 2026-12-28 2027-01-01 2027-01-01" found
grep -qx "2027-01-03 is 2026-W53-7 2026-12-28 2027-01-03 2027-01-03" found
echo "as it was: d3-time-format 4.1.1 reads each day of a week of ISO 8601 as its Monday"
