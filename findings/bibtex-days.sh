#!/usr/bin/env bash
# BibTeX has no field for a day. Its manual puts the day beside the abbreviation of the month, as in month = "30~" # nov. Pandoc 3.9,
# which pypandoc_binary 1.17 carries, and plugin-bibtex 0.8.2 of Citation.js then lose the month as well as the day, without a word. What
# is right: 30 November 2026 (btxdoc, section 4, item 9), or at least November, which both read where it is alone.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @citation-js/core@0.8.2 @citation-js/plugin-bibtex@0.8.2 >/dev/null
cat >works.bib <<'BIBTEX'
@article{a, author = {Rivera, Ana}, title = {A}, journal = {J}, year = 2026, month = nov}
@article{b, author = {Rivera, Ana}, title = {B}, journal = {J}, year = 2026, month = "30~" # nov}
BIBTEX
v/bin/python - <<'PYTHON' | tee found
import json

import pypandoc

works = json.loads(pypandoc.convert_file("works.bib", "csljson", "bibtex"))
print("pandoc", pypandoc.get_pandoc_version(), *(work["issued"]["date-parts"] for work in works))
PYTHON
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
console.log("Citation.js", ...new Cite(readFileSync("works.bib", "utf8")).data.map((work) => JSON.stringify(work.issued["date-parts"])));
SCRIPT
node read.mjs | tee -a found
grep -qxF "pandoc 3.9 [[2026, 11]] [[2026]]" found
grep -qxF "Citation.js [[2026,11]] [[2026]]" found
echo "as it was: pandoc 3.9 and Citation.js lose the month that has a day beside it"
