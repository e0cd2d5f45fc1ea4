#!/usr/bin/env bash
# citeproc-py 0.11.1 prints citations. Where a style puts the editors of a work without authors in their place (cs:substitute), it prints
# them once more where the style has editors anyway. What is right, and what citeproc-js 2.4.63 prints: the editors once, since what has
# been substituted is left out of the rest (CSL 1.0.2, "Substitute").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet citeproc-py==0.11.1 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund citeproc@2.4.63 >/dev/null
cat >style.csl <<'CSL'
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
  <info><title>T</title><id>t</id><updated>2026-11-29T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography>
    <layout>
      <group delimiter=", ">
        <names variable="author"><name/><substitute><names variable="editor"/></substitute></names>
        <text variable="title"/>
        <names variable="editor" prefix="edited by "/>
      </group>
    </layout>
  </bibliography>
</style>
CSL
echo '{"id": "a", "type": "book", "title": "Proceedings", "editor": [{"family": "Rivera", "given": "Ana"}]}' >item.json
v/bin/python - <<'PYTHON' | tee found
import json

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

style = CitationStylesStyle("style.csl", validate=False)
source = CiteProcJSON([json.load(open("item.json"))])
bibliography = CitationStylesBibliography(style, source, formatter.plain)
bibliography.register(Citation([CitationItem("a")]))
print("citeproc-py:", *map(str, bibliography.bibliography()))
PYTHON
cat >print.js <<'SCRIPT'
const { readFileSync } = require("fs");
const CSL = require("citeproc");
const locale = readFileSync(process.argv[2], "utf8");
const item = JSON.parse(readFileSync("item.json", "utf8"));
const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: () => item }, readFileSync("style.csl", "utf8"));
engine.updateItems(["a"]);
console.log("citeproc-js:", engine.makeBibliography()[1].join("").replace(/<[^>]*>/g, "").trim());
SCRIPT
node print.js v/lib/python3*/site-packages/citeproc/data/locales/locales-en-US.xml | tee -a found
grep -qx "citeproc-py: Ana Rivera, Proceedings, edited by Ana Rivera" found
grep -qx "citeproc-js: Ana Rivera, Proceedings" found
echo "as it was: citeproc-py 0.11.1 prints names again that stood in for others"
