#!/usr/bin/env bash
# latex2mathml 3.81.1 turns LaTeX into MathML. In the environment aligned, in which most derivations are written, it shows the signs &
# that mark columns and puts all rows into one, without an error; the signs are not escaped, so that the MathML is no XML either. In
# align* and split it does it right. What is right: a table of two rows and two columns, without the signs (amsmath, "aligned"), as KaTeX
# and Temml have it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet latex2mathml==3.81.1 >/dev/null
v/bin/python - <<'PYTHON' | tee found
from xml.etree import ElementTree

from latex2mathml.converter import convert

for environment in ("split", "aligned"):
    mathml = convert(rf"\begin{{{environment}}} a &= b \\ c &= d \end{{{environment}}}")
    try:
        ElementTree.fromstring(mathml)
        form = "XML"
    except ElementTree.ParseError:
        form = "no XML"
    print(environment, mathml.count("<mtr>"), "rows,", mathml.count("<mi>&</mi>"), "signs,", form)
PYTHON
grep -qx "split 2 rows, 0 signs, XML" found
grep -qx "aligned 0 rows, 2 signs, no XML" found
echo "as it was: latex2mathml 3.81.1 shows the signs for columns in aligned, all in one row"
