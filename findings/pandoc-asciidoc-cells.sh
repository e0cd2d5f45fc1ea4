#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, reads AsciiDoc. Where no space stands before the sign | between two cells, as in
# "|read|2026", the last letter of the cell is lost: "rea". It is taken for the style of the next cell, so that the page of "|small|3" has
# "smal" and a block of code. What is right: "read" and "small", as the JavaScript of Asciidoctor 4.1.0 has it: what a cell is like stands
# behind a space (its documentation, "Format Cell Content").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund asciidoctor@4.1.0 >/dev/null
printf '[cols="1,1"]\n|===\n|read|2026\n|small|3\n|done |4\n|===\n' >table.adoc
v/bin/python - <<'PYTHON' | tee found
import re

import pypandoc

html = pypandoc.convert_file("table.adoc", "html", "asciidoc")
print("pandoc:", *re.sub("<[^>]*>", " ", html).split(), "with", html.count("<code>"), "blocks of code")
PYTHON
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import { convert } from "asciidoctor";
const html = await convert(readFileSync("table.adoc", "utf8"));
const words = html.replace(/<[^>]*>/g, " ").trim().split(/\s+/);
console.log("Asciidoctor:", words.join(" "), "with", html.split("<pre>").length - 1, "blocks of code");
SCRIPT
node read.mjs | tee -a found
grep -qx "pandoc: rea 2026 smal 3 done 4 with 1 blocks of code" found
grep -qx "Asciidoctor: read 2026 small 3 done 4 with 0 blocks of code" found
echo "as it was: pandoc 3.9 loses the last letter of cells of AsciiDoc"
