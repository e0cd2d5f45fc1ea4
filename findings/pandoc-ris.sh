#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, reads RIS, as reference managers export it. A day in the form of the format, year/month/day
# between slashes, is lost with its year: such a work has no date. And of "Strunk, W., Jr." the given name becomes "Jr." and the suffix
# "W.". What is right: the year 1948, its month and its day; "Lastname, Firstname, Suffix" (the specification of RIS, tags PY and AU),
# as plugin-ris 0.8.2 of Citation.js reads both.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @citation-js/core@0.8.2 @citation-js/plugin-ris@0.8.2 >/dev/null
cat >works.ris <<'RIS'
TY  - JOUR
AU  - Strunk, W., Jr.
TI  - A work with a year and a day
PY  - 1948/07/15/
ER  - 

RIS
v/bin/python - <<'PYTHON' | tee found
import json

import pypandoc

work = json.loads(pypandoc.convert_file("works.ris", "csljson"))[0]
author = work["author"][0]
print("pandoc", pypandoc.get_pandoc_version(), work["issued"]["date-parts"], author["given"], "suffix", author["suffix"])
PYTHON
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-ris";
const [work] = new Cite(readFileSync("works.ris", "utf8")).data;
console.log("Citation.js", JSON.stringify(work.issued["date-parts"]), work.author[0].given, "suffix", work.author[0].suffix);
SCRIPT
node read.mjs | tee -a found
grep -qx "pandoc 3.9 \[\] Jr. suffix W." found
grep -qxF "Citation.js [[1948,7,15]] W. suffix Jr." found
echo "as it was: pandoc 3.9 loses a day of RIS, and takes a suffix for a given name"
