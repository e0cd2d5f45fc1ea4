#!/usr/bin/env bash
# edtf 4.11.1, for JavaScript, reads dates of which not all is known. The first third of a year, "2001-37", it ends on 31 May, and the
# second, "2001-38", on 30 September: both have five months, and overlap the third that follows. What is right: 30 April and 31 August,
# since a quadrimester has four months (EDTF, level 2, "Sub-year groupings"), as edtf 5.0.2 for Python has it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet edtf==5.0.2 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund edtf@4.11.1 >/dev/null
cat >read.mjs <<'SCRIPT'
import edtf from "edtf";
const day = (time) => new Date(time).toISOString().slice(0, 10);
for (const third of ["2001-37", "2001-38", "2001-39"].map(edtf)) console.log(`JavaScript: ${day(third.min)} to ${day(third.max)}`);
SCRIPT
node read.mjs | tee found
v/bin/python - <<'PYTHON' | tee -a found
from edtf import parse_edtf

for third in map(parse_edtf, ("2001-37", "2001-38", "2001-39")):
    print("Python:", *("-".join(f"{part:02}" for part in day[:3]) for day in (third.lower_strict(), third.upper_strict())))
PYTHON
grep -qx "JavaScript: 2001-01-01 to 2001-05-31" found
grep -qx "JavaScript: 2001-05-01 to 2001-09-30" found
grep -qx "JavaScript: 2001-09-01 to 2001-12-31" found
grep -qx "Python: 2001-01-01 2001-04-30" found
grep -qx "Python: 2001-05-01 2001-08-31" found
echo "as it was: edtf 4.11.1 gives five months to a third of a year"
