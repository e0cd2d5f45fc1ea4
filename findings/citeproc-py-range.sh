#!/usr/bin/env bash
# citeproc-py 0.11.1 prints citations. Of a work dated by a range within one year, such as the days of a conference, a style that asks for
# the year alone, as those by author and date do, prints no date at all. What is right, and what citeproc-js 2.4.63 prints: 2026, since a
# range is drawn at the largest part in which its dates differ (CSL 1.0.2, "Date Ranges"), and these do not differ in what is asked for.
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
    <layout><group delimiter=", "><text variable="title"/><date variable="issued"><date-part name="year"/></date></group></layout>
  </bibliography>
</style>
CSL
echo '{"id": "a", "type": "book", "title": "Proceedings", "issued": {"date-parts": [[2026, 3, 1], [2026, 3, 5]]}}' >item.json
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
grep -qx "citeproc-py: Proceedings" found
grep -qx "citeproc-js: Proceedings, 2026" found
echo "as it was: citeproc-py 0.11.1 prints no year of a range within a year"
