#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, reads Org. Words behind a backslash are lost without a word: "C:\Users\ada\notes.txt"
# becomes "C:.txt"; and so is a formula in \begin{align}, unless the output is LaTeX or a way to show mathematics is named. A backslash
# before a sign, as in "50\% of it", stops it: no line of the file is read. What is right: the text as it stands, as Org's own export has
# it, since what is no entity is kept (Org's syntax, "Entities" and "LaTeX fragments"), and the formula.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import pypandoc

for text in (
    r"It is in C:\Users\ada\notes.txt now.",
    "So\n\\begin{align}\na &= b\n\\end{align}\nholds.",
    r"It is 50\% of it.",
):
    for kind in ("html", "gfm", "plain"):
        try:
            print(f"{text!r} as {kind}: {pypandoc.convert_text(text, kind, 'org')!r}")
        except RuntimeError as error:
            print(f"{text!r} as {kind}: not read, {str(error).splitlines()[1]}")
PYTHON
grep -qF "html: '<p>It is in C:.txt now.</p>" found
grep -qF "gfm: 'It is in C:.txt now." found
grep -qF "plain: 'It is in C:.txt now." found
grep -qF "html: '<p>So holds.</p>" found
grep -qF "gfm: 'So holds." found
test "$(grep -c "50.* not read, unexpected '%'" found)" = 3
echo "as it was: pandoc 3.9 loses what is behind a backslash in Org, and formulas in environments"
