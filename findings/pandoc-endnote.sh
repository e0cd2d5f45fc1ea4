#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, reads the XML that EndNote exports. The pages of an article become "pages", which is no
# variable of CSL, so that no style prints them; its issue becomes "number"; and its DOI and its address are left out. What is right:
# "page", "issue", "DOI" and "URL" (CSL 1.0.2, appendix IV), as pandoc itself makes them of the same work in RIS.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import json

import pypandoc

ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records><record>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author>Shannon, C. E.</author></authors></contributors>
<titles><title>A mathematical theory of communication</title><secondary-title>Bell System Technical Journal</secondary-title></titles>
<pages>379-423</pages><volume>27</volume><number>3</number><dates><year>1948</year></dates>
<urls><related-urls><url>https://example.org/theory</url></related-urls></urls>
<electronic-resource-num>10.1002/j.1538-7305.1948.tb01338.x</electronic-resource-num>
</record></records></xml>"""
RIS = """TY  - JOUR
AU  - Shannon, C. E.
TI  - A mathematical theory of communication
T2  - Bell System Technical Journal
SP  - 379
EP  - 423
VL  - 27
IS  - 3
PY  - 1948
UR  - https://example.org/theory
DO  - 10.1002/j.1538-7305.1948.tb01338.x
ER  - 

"""
for kind, text in (("endnotexml", ENDNOTE), ("ris", RIS)):
    work = json.loads(pypandoc.convert_text(text, "csljson", kind))[0]
    print(kind, *sorted(work.keys() & {"page", "pages", "issue", "number", "volume", "DOI", "URL"}))
PYTHON
grep -qx "endnotexml number pages volume" found
grep -qx "ris DOI URL issue page volume" found
echo "as it was: pandoc 3.9 takes pages, issue, DOI and address of EndNote's XML for what no style prints"
