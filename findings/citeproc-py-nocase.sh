#!/usr/bin/env bash
# citeproc-py 0.11.1 prints citations. Where CSL-JSON keeps the capitals of a word (<span class="nocase">) and a style capitalises titles,
# a space is printed behind that word, before its colon. What is right, and what citeproc-js 2.4.63 prints: "BERT: A Study of Language".
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet citeproc-py==0.11.1 >/dev/null
cat >style.csl <<'CSL'
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>T</title><id>t</id><updated>2026-11-29T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout><text variable="title" text-case="title"/></layout></bibliography>
</style>
CSL
v/bin/python - <<'PYTHON' | tee found
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

title = '<span class="nocase">BERT</span>: a study of language'
style = CitationStylesStyle("style.csl", validate=False)
bibliography = CitationStylesBibliography(style, CiteProcJSON([{"id": "a", "type": "book", "title": title}]), formatter.plain)
bibliography.register(Citation([CitationItem("a")]))
print(*bibliography.bibliography())
PYTHON
grep -qF "BERT : A" found
echo "as it was: citeproc-py 0.11.1 puts a space behind what keeps its capitals"
