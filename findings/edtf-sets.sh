#!/usr/bin/env bash
# edtf 4.11.1, for JavaScript, reads dates of which not all is known. Of a set that ends with consecutive years, "[1667,1670..1672]", it
# says that the last day is in 1670, though it counts 1671 and 1672 itself when asked for all years. What is right: 31 December 1672,
# since ".." within a set stands for all years between and both ends (EDTF, level 2, "Set representation").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund edtf@4.11.1 >/dev/null
cat >read.mjs <<'SCRIPT'
import edtf from "edtf";
const set = edtf("[1667,1670..1672]");
const years = [...set].map((date) => new Date(date.min).getUTCFullYear());
console.log(`ends in ${new Date(set.max).getUTCFullYear()}, has ${years.join(" ")}`);
SCRIPT
node read.mjs | tee found
grep -qx "ends in 1670, has 1667 1670 1671 1672" found
echo "as it was: edtf 4.11.1 takes the first year of consecutive ones for the end of a set"
