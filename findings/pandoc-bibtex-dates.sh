#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, turns CSL-JSON into BibTeX and BibLaTeX. The days of a conference in one year become
# "year = {2026--2026}" and "month = {mar--mar}"; "about 1995" and a year before our era become dates that BibLaTeX does not know. When
# pandoc reads what it has written, each of these works has no date. What is right: 2026 and mar, as four numerals and an abbreviation
# (btxdoc, section 3.2); 1995~ and -0043 (the manual of BibLaTeX, section 2.3.8: four digits at least, "~" for circa, and 0 is 1 before
# our era).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import json

import pypandoc

for kind, date in (
    ("bibtex", {"date-parts": [[2026, 3, 1], [2026, 3, 5]]}),
    ("biblatex", {"date-parts": [[1995]], "circa": True}),
    ("biblatex", {"date-parts": [[-44]]}),
):
    work = {"id": "a", "type": "book", "title": "A", "issued": date}
    written = pypandoc.convert_text(json.dumps([work]), kind, "csljson")
    fields = [line.strip(" ,") for line in written.splitlines() if line.strip().startswith(("date", "year", "month"))]
    again = json.loads(pypandoc.convert_text(written, "csljson", kind))[0].get("issued")
    print(*fields, "is read as", (again or {}).get("date-parts") or "no date")
PYTHON
grep -qxF "year = {2026--2026} month = {mar--mar} is read as no date" found
grep -qxF 'date = {1995\textasciitilde{}} is read as no date' found
grep -qxF "date = {-44} is read as no date" found
echo "as it was: pandoc 3.9 writes dates into bibliographies that it cannot read itself"
