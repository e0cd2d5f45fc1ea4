#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, reads Org. "#+OPTIONS: ^:nil" keeps each "_" and "^" of a file as it is, such as those of
# names and regular expressions. Pandoc takes it for "^:{}", by which only what is in braces is lowered and raised: "a_{k}" and "2^{n}" are
# still changed, without a word. What is right: both as they stand, since nil turns off what {} leaves on (Org's manual, "Export Settings",
# "^", and its variable org-export-with-sub-superscripts).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import pypandoc

for option in ("t", "{}", "nil"):
    print(option, pypandoc.convert_text(f"#+OPTIONS: ^:{option}\na_{{k}} 2^{{n}} a_k 2^n", "html", "org").strip())
PYTHON
grep -qxF "t <p>a<sub>k</sub> 2<sup>n</sup> a<sub>k</sub> 2<sup>n</sup></p>" found
grep -qxF "{} <p>a<sub>k</sub> 2<sup>n</sup> a_k 2^n</p>" found
grep -qxF "nil <p>a<sub>k</sub> 2<sup>n</sup> a_k 2^n</p>" found
echo "as it was: pandoc 3.9 lowers and raises letters in an Org file that asks for neither"
