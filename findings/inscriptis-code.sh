#!/usr/bin/env bash
# inscriptis 2.7.6 turns pages into text. Lines of code in <pre><code>, the form in which HTML has blocks of code, come out as one line,
# so that a program in Python is none any more; in <pre> alone they stay. What is right: lines and spaces as they stand, since elements
# within <pre> inherit its white space (CSS Text 3, section 3), and the HTML standard gives this very form for code (section 4.4.3).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet inscriptis==2.7.6 >/dev/null
v/bin/python - <<'PYTHON' | tee found
from inscriptis import get_text

for html in ("<pre>for n in x:\n    print(n)</pre>", "<pre><code>for n in x:\n    print(n)</code></pre>"):
    print(f"{html!r} -> {get_text(html)!r}")
PYTHON
grep -qF "</pre>' -> 'for n in x:\n    print(n)'" found
grep -qF "</code></pre>' -> 'for n in x: print(n)'" found
echo "as it was: inscriptis 2.7.6 joins the lines of code in <pre><code>"
