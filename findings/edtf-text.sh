#!/usr/bin/env bash
# edtf 5.0.2, for Python, turns dates in words into EDTF. The year 44 BC becomes "-0044", which is 45 BC, and the day of "March 15, 44 BC"
# is lost; "2-3 November 2026" becomes the third day of November 2002. What is right: "-0043" and "-0043-03-15", since the year 0 is 1 BC
# (ISO 8601-1, section 4.2.1, which EDTF follows), and at least the year 2026.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet edtf==5.0.2 >/dev/null
v/bin/python - <<'PYTHON' | tee found
from edtf import text_to_edtf

for words in ("44 BC", "March 15, 44 BC", "3 November 2026", "2-3 November 2026"):
    print(words, "->", text_to_edtf(words))
PYTHON
grep -qx "44 BC -> -0044" found
grep -qx "March 15, 44 BC -> -0044" found
grep -qx "3 November 2026 -> 2026-11-03" found
grep -qx "2-3 November 2026 -> 2002-11-03" found
echo "as it was: edtf 5.0.2 takes a year before our era for the one before it, and a day for a year"
