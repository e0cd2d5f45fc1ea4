#!/usr/bin/env bash
# Citation.js reads BibLaTeX by plugin-bibtex 0.8.2. What entries share, which BibLaTeX keeps in an @xdata, it does not give them: the book
# has no publisher, and the @xdata itself is listed as a work without a title. And "and others", the sign that there are more authors,
# becomes an author of this name, also in RIS. What is right: publisher and place, and one work ("xdata" is never printed: the manual of
# BibLaTeX 3.20, section 2.1.1, and "Data Containers"), and one author (btxdoc, section 4), as pandoc 3.9, which pypandoc_binary 1.17
# carries, has both.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @citation-js/core@0.8.2 @citation-js/plugin-bibtex@0.8.2 @citation-js/plugin-ris@0.8.2 >/dev/null
cat >works.bib <<'BIBLATEX'
@xdata{press, publisher = {P}, location = {Berlin}}
@book{a, author = {Rivera, Ana and others}, title = {A}, date = {2026}, xdata = {press}}
BIBLATEX
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-ris";
const works = new Cite(readFileSync("works.bib", "utf8"));
for (const work of works.data) console.log("Citation.js:", work.id, "has publisher", work.publisher, "and title", work.title);
console.log("Citation.js:", works.format("ris").match(/AU.*/g).join("; "));
SCRIPT
node read.mjs | tee found
PYTHONUTF8=1 v/bin/python - <<'PYTHON' | tee -a found
import json

import pypandoc

for work in json.loads(pypandoc.convert_file("works.bib", "csljson", "biblatex")):
    print("pandoc:", work["id"], "has publisher", work["publisher"], "and title", work["title"])
text = pypandoc.convert_text("[@a]", "plain", "markdown", extra_args=["--citeproc", "--bibliography=works.bib"])
print("pandoc:", text.splitlines()[0])
PYTHON
grep -qx "Citation.js: press has publisher P and title undefined" found
grep -qx "Citation.js: a has publisher undefined and title A" found
grep -qxF "Citation.js: AU  - Rivera, Ana; AU  - others" found
test "$(grep -c '^pandoc: .* has' found)" = 1
grep -qx "pandoc: a has publisher P and title A" found
grep -qxF "pandoc: (Rivera et al. 2026)" found
echo "as it was: plugin-bibtex 0.8.2 of Citation.js lists @xdata as a work of its own, and \"others\" as an author"
