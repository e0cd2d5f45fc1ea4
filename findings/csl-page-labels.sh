#!/usr/bin/env bash
# Citations say "page" or "pages" by what is in the field. citeproc-js 2.4.63 says "page" of "12,15"; pandoc 3.9, which pypandoc_binary 1.17
# carries, says "page" of "12&34"; citeproc-js and citeproc-py 0.11.1 say "page" of a work that has none. What is right: "pages" of both,
# since several numbers stand there (CSL 1.0.2, "Label", plural "contextual"), which a comma, a hyphen or an ampersand parts, with spaces or
# without ("is-numeric"); and nothing of the last, since the term is printed only if the field is not empty ("Label").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet citeproc-py==0.11.1 pypandoc_binary==1.17 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund citeproc@2.4.63 >/dev/null
cat >style.csl <<'CSL'
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
  <info><title>T</title><id>t</id><updated>2026-11-29T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography>
    <layout><group delimiter=" "><text variable="title"/><label variable="page"/><text variable="page"/></group></layout>
  </bibliography>
</style>
CSL
cat >items.json <<'JSON'
[
  {"id": "i0", "type": "book", "title": "Hyphen", "page": "12-34"},
  {"id": "i1", "type": "book", "title": "Comma", "page": "12,15"},
  {"id": "i2", "type": "book", "title": "Ampersand", "page": "12&34"},
  {"id": "i3", "type": "book", "title": "None"}
]
JSON
printf -- '---\nnocite: "@*"\n---\n' >all.md
cat >print.py <<'PYTHON'
import json

import pypandoc
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

items = json.load(open("items.json"))
bibliography = CitationStylesBibliography(CitationStylesStyle("style.csl", validate=False), CiteProcJSON(items), formatter.plain)
for item in items:
    bibliography.register(Citation([CitationItem(item["id"])]))
for entry in bibliography.bibliography():
    print("citeproc-py:", entry)
options = ["--citeproc", "--csl=style.csl", "--bibliography=items.json", "--wrap=none"]
for entry in pypandoc.convert_file("all.md", "plain", extra_args=options).split("\n\n"):
    print("pandoc:", entry.strip())
PYTHON
cat >print.js <<'SCRIPT'
const { readFileSync } = require("fs");
const CSL = require("citeproc");
const locale = readFileSync(process.argv[2], "utf8");
const items = Object.fromEntries(JSON.parse(readFileSync("items.json", "utf8")).map((item) => [item.id, item]));
const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: (id) => items[id] }, readFileSync("style.csl", "utf8"));
engine.updateItems(Object.keys(items));
for (const entry of engine.makeBibliography()[1]) console.log("citeproc-js:", entry.replace(/<[^>]*>/g, "").replace("&#38;", "&").trim());
SCRIPT
{
  v/bin/python print.py
  node print.js v/lib/python3*/site-packages/citeproc/data/locales/locales-en-US.xml
} | tee found
grep -qx "citeproc-js: Comma page 12,15" found
grep -qx "citeproc-js: Ampersand pages 12 & 34" found
grep -qx "citeproc-js: None page" found
grep -qx "citeproc-py: Comma pages 12, 15" found
grep -qx "citeproc-py: Ampersand pages 12 & 34" found
grep -qx "citeproc-py: None page" found
grep -qx "pandoc: Comma pages 12, 15" found
grep -qx "pandoc: Ampersand page 12 & 34" found
grep -qx "pandoc: None" found
echo "as it was: three processors of CSL say page and pages in three ways"
