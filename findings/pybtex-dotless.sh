#!/usr/bin/env bash
# pybtex 0.26.1, with latexcodec 3.0.1, prints bibliographies. The i with an acute accent, written {\'{\i}} as many exporters have it, is
# printed as a backslash, an apostrophe and a dotless i: "Garc\'ıa". What is right: "García", as LaTeX prints it, and as pybtex prints
# {\'\i}, which is the same.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pybtex==0.26.1 latexcodec==3.0.1 >/dev/null
PYTHONUTF8=1 v/bin/python - <<'PYTHON' | tee found
import pybtex

for name in (r"Garc{\'\i}a", r"Garc{\'{\i}}a"):
    entry = f"@book{{a, author={{{name}, Ana}}, title={{T}}, publisher={{P}}, year=2026}}"
    text = pybtex.format_from_string(entry, "plain", citations=["a"], output_backend="plaintext")
    print(name, "is printed", text.split(".")[0].removeprefix("[1] "))
PYTHON
grep -qxF "Garc{\'\i}a is printed Ana García" found
grep -qxF "Garc{\'{\i}}a is printed Ana Garc\'ıa" found
echo "as it was: pybtex 0.26.1 prints an accent on a dotless i in braces as its source"
