#!/usr/bin/env bash
# pylatexenc 2.11 turns LaTeX into text. Of valid LaTeX with \href{address}{words}, which bibliographies hold, it raises IndexError:
# its rule for \href asks for a second argument that its own list of macros does not read. What is right: the words.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pylatexenc==2.11 >/dev/null
v/bin/python - <<'PYTHON' | tee found
from pylatexenc.latex2text import LatexNodes2Text

try:
    print(LatexNodes2Text().latex_to_text(r"A note on \href{https://example.org/x}{linked things}"))
except IndexError as error:
    print(f"IndexError: {error}")
PYTHON
grep -q "^IndexError" found
echo "as it was: pylatexenc 2.11 raises IndexError for \\href with both of its arguments"
