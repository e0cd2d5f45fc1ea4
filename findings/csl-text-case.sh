#!/usr/bin/env bash
# Styles of CSL ask for titles as sentences or with capitals, and three processors print them in three ways. As sentences, citeproc-js
# 2.4.63 prints "The dna of machines", "An iphone in berlin" and "ALL capitals"; citeproc-py 0.11.1 "An iphone in berlin", pandoc 3.9,
# which pypandoc_binary 1.17 carries, "An iPhone in berlin", and both "ALL CAPITALS". What is right: "DNA", "iPhone" and "Berlin" as they
# are, and "All capitals": only where all letters are capitals are they made small (CSL 1.0.2, "Sentence Case Conversion"). With capitals,
# citeproc-py and pandoc print "Humans Vs. The Machine"; citeproc-py "Self-driving" and "X-ray", pandoc "x-Ray". What is right, as
# citeproc-js has it: "Humans vs. the Machine", "Self-Driving" and "X-Ray", since stop words such as "vs." and "the" are small, and the
# parts of a word with hyphens are words ("Title Case Conversion", and its stop-words.json).
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
    <layout>
      <choose>
        <if type="book"><text variable="title" text-case="sentence"/></if>
        <else><text variable="title" text-case="title"/></else>
      </choose>
    </layout>
  </bibliography>
</style>
CSL
cat >items.json <<'JSON'
[
  {"id": "i0", "type": "book", "title": "The DNA of machines"},
  {"id": "i1", "type": "book", "title": "An iPhone in Berlin"},
  {"id": "i2", "type": "book", "title": "ALL CAPITALS"},
  {"id": "i3", "type": "article", "title": "humans vs. the machine"},
  {"id": "i4", "type": "article", "title": "on self-driving cars"},
  {"id": "i5", "type": "article", "title": "an x-ray of the web"}
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
grep -qx "citeproc-js: The dna of machines" found
grep -qx "citeproc-js: An iphone in berlin" found
grep -qx "citeproc-js: ALL capitals" found
grep -qx "citeproc-js: Humans vs. the Machine" found
grep -qx "citeproc-js: On Self-Driving Cars" found
grep -qx "citeproc-js: An X-Ray of the Web" found
grep -qx "citeproc-py: The DNA of machines" found
grep -qx "citeproc-py: An iphone in berlin" found
grep -qx "citeproc-py: ALL CAPITALS" found
grep -qx "citeproc-py: Humans Vs. The Machine" found
grep -qx "citeproc-py: On Self-driving Cars" found
grep -qx "citeproc-py: An X-ray of the Web" found
grep -qx "pandoc: The DNA of machines" found
grep -qx "pandoc: An iPhone in berlin" found
grep -qx "pandoc: ALL CAPITALS" found
grep -qx "pandoc: Humans Vs. The Machine" found
grep -qx "pandoc: On Self-Driving Cars" found
grep -qx "pandoc: An x-Ray of the Web" found
echo "as it was: three processors of CSL print titles as sentences, and titles with capitals, in three ways"
