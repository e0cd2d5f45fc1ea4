#!/usr/bin/env bash
# bibtexparser 2.1.0 splits a field of authors into names. Where a name after " and " begins with an accent, as in valid BibTeX from
# many exporters, the backslash and the letter behind it are lost: "Østby" becomes "{}stby". What is right: the names as they stand.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet bibtexparser==2.1.0 >/dev/null
v/bin/python - <<'PYTHON' | tee found
from bibtexparser.middlewares.names import split_multiple_persons_names

for authors in (r"\O{}stby, Ada", r"Rivera, Ana and \O{}stby, Ada", r"Rivera, Ana and {\O}stby, Ada"):
    print(authors, "->", split_multiple_persons_names(authors))
PYTHON
grep -qF "['Rivera, Ana', '{}stby, Ada']" found
echo "as it was: bibtexparser 2.1.0 loses the letter that an accent after \" and \" makes"
