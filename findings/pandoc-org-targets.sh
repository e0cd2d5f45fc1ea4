#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, reads Org. A word that is a radio target, <<<bandits>>>, is lost, and two signs are left in
# its place: "Ideas of <> matter"; one of several words is shown with all its signs, and so is a target that is hidden, <<My Target>>. A
# caption that has a short form too, #+caption[Short]: Long, is lost whole. What is right: "Ideas of bandits matter", no hidden target, and
# the long caption (Org's manual, "Radio Targets", "Internal Links", whose example <<My Target>> is, and "Captions").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import pypandoc

for text in (
    "Ideas of <<<bandits>>> matter.",
    "Ideas of <<<machine learning>>> matter.",
    "An idea. <<My Target>>",
    "#+caption: What was learned\n| a |",
    "#+caption[Learned]: What was learned\n| a |",
):
    print(repr(text), "->", repr(pypandoc.convert_text(text, "plain", "org")))
PYTHON
grep -qF "'Ideas of <<<bandits>>> matter.' -> 'Ideas of <> matter." found
grep -qF "'Ideas of <<<machine learning>>> matter.' -> 'Ideas of <<<machine learning>>> matter." found
grep -qF "'An idea. <<My Target>>' -> 'An idea. <<My Target>>" found
grep -qF "'#+caption: What was learned\n| a |' -> '  ---\n  a\n  ---\n\n  : What was learned\n'" found
grep -qF "'#+caption[Learned]: What was learned\n| a |' -> '  ---\n  a\n  ---\n'" found
echo "as it was: pandoc 3.9 loses words of Org that are radio targets, shows hidden ones, and loses captions with a short form"
