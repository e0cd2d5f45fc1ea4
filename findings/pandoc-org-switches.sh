#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, reads Org. Behind the language of a block of code may be switches, and then arguments.
# After "-n 5" it reads no argument and forgets the language: code that ":exports none" keeps out of a page is shown. After "-r" or "-n
# -r", which Org's manual has, the language is lost as well. What is right: no code, and "python" (Org's manual, "Literal Examples" for
# switches, and "Exporting Code Blocks").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import pypandoc

for behind in (":exports none", "-n :exports none", "-n 5 :exports none", "-n 5", "-n -r"):
    print(behind, repr(pypandoc.convert_text(f"#+begin_src python {behind}\nkey = 1\n#+end_src\n", "gfm", "org")))
PYTHON
grep -qxF -- ":exports none '\n'" found
grep -qxF -- "-n :exports none '\n'" found
grep -qxF -- "-n 5 :exports none '    key = 1\n'" found
grep -qxF -- "-n 5 '\`\`\` python\nkey = 1\n\`\`\`\n'" found
grep -qxF -- "-n -r '    key = 1\n'" found
echo "as it was: pandoc 3.9 shows hidden code of Org whose lines have numbers"
