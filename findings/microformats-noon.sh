#!/usr/bin/env bash
# microformats-parser 2.0.6 reads microformats of pages. Where a date is in parts, as <span class="value">, noon ("12pm") becomes 24:00,
# which is the midnight after it, and midnight ("12am") becomes noon. What is right: 12:00 and 00:00 (microformats.org, "Value Class
# Pattern", "Date and time parsing", where a time may have "am" or "pm"), as mf2py 2.0.2 has it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet mf2py==2.0.2 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund microformats-parser@2.0.6 >/dev/null
for time in 9:05pm 12am 12pm 12:30pm; do
  echo "<div class=\"h-entry\"><p class=\"dt-published\"><span class=\"value\">2026-11-30</span> <span class=\"value\">$time</span></p></div>"
done >entries.html
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import { mf2 } from "microformats-parser";
const { items } = mf2(readFileSync("entries.html", "utf8"), { baseUrl: "https://example.org/" });
console.log("microformats-parser:", items.map((entry) => entry.properties.published[0].slice(11)).join(" "));
SCRIPT
node read.mjs | tee found
v/bin/python - <<'PYTHON' | tee -a found
import mf2py

items = mf2py.parse(doc=open("entries.html").read())["items"]
print("mf2py:", *(entry["properties"]["published"][0][11:] for entry in items))
PYTHON
grep -qx "microformats-parser: 21:05 12:00 24:00 24:30" found
grep -qx "mf2py: 21:05 00:00 12:00 12:30" found
echo "as it was: microformats-parser 2.0.6 takes noon for midnight, and midnight for noon"
