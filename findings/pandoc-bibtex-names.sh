#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, turns CSL-JSON into BibTeX. Between a family name and its suffix it writes no comma, so
# that "Jr." becomes a part of the family name; and a family name with "and" in it becomes two authors. Both are so when pandoc reads its
# own file. What is right: "King, Jr., Martin Luther" and "{Saxe-Coburg and Gotha}, Albert" (btxdoc, section 4: the three forms of a name,
# and "and").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import json

import pypandoc

for author in (
    {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
    {"family": "Saxe-Coburg and Gotha", "given": "Albert"},
):
    work = {"id": "a", "type": "book", "title": "A", "author": [author], "issued": {"date-parts": [[2026]]}}
    for kind in ("bibtex", "biblatex"):
        written = pypandoc.convert_text(json.dumps([work]), kind, "csljson")
        print(kind, *(line.strip() for line in written.splitlines() if "author" in line))
        print("read again:", json.dumps(json.loads(pypandoc.convert_text(written, "csljson", kind))[0]["author"]))
PYTHON
test "$(grep -cxE 'bib(la)?tex author = \{King Jr\., Martin Luther\},' found)" = 2
test "$(grep -cxF 'read again: [{"family": "King Jr.", "given": "Martin Luther"}]' found)" = 2
test "$(grep -cxF 'read again: [{"family": "Saxe-Coburg"}, {"family": "Gotha", "given": "Albert"}]' found)" = 2
echo "as it was: pandoc 3.9 writes a suffix into the family name, and an author of two names joined by \"and\" as two"
