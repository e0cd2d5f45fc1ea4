#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, and plugin-bibtex 0.8.2 of Citation.js read BibTeX. A given name that begins with an
# accent, as "{\'E}mile Zola" in the usual form of exporters, they take for a particle like "von": the author then has no given name, and
# a style that cites by initials prints none. What is right: given name "Émile", since the letter that the accent is on decides, and it is
# a capital (btxdoc, section 4, "special character"), as pybtex 0.26.1 has it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 pybtex==0.26.1 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @citation-js/core@0.8.2 @citation-js/plugin-bibtex@0.8.2 >/dev/null
cat >works.bib <<'BIBTEX'
@book{a, author = {{\'E}mile Zola}, title = {Germinal}, year = {1885}, publisher = {Charpentier}}
BIBTEX
PYTHONUTF8=1 v/bin/python - <<'PYTHON' | tee found
import json

import pybtex.database
import pypandoc

author = json.loads(pypandoc.convert_file("works.bib", "csljson", "bibtex"))[0]["author"][0]
print("pandoc", pypandoc.get_pandoc_version(), *sorted(author.items()))
person = pybtex.database.parse_file("works.bib").entries["a"].persons["author"][0]
print("pybtex", person.first_names, person.prelast_names, person.last_names)
PYTHON
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
console.log("Citation.js", JSON.stringify(new Cite(readFileSync("works.bib", "utf8")).data[0].author));
SCRIPT
node read.mjs | tee -a found
grep -qxF "pandoc 3.9 ('dropping-particle', 'Émile') ('family', 'Zola')" found
grep -qxF "pybtex [\"{\\\\'E}mile\"] [] ['Zola']" found
grep -qxF 'Citation.js [{"family":"Zola","non-dropping-particle":"Émile"}]' found
echo "as it was: pandoc 3.9 and Citation.js take a given name that begins with an accent for a particle"
