#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, reads AsciiDoc. A block that stands directly below a line of text is taken for more of
# that text: what is in a block comment, between two lines of ////, is shown to readers. And a term that follows a list within a
# description goes into the last item of that list. What is right: no comment, and two terms of one list, as the JavaScript of
# Asciidoctor 4.1.0 has it (its documentation, "Comments", "Block comments", and "Description Lists", "Mixing lists").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund asciidoctor@4.1.0 >/dev/null
cat >page.adoc <<'ASCIIDOC'
What I learned.
////
not for readers
////

Bandits:: choose again and again
* greedy
* optimistic
Trees:: grow
ASCIIDOC
v/bin/python -c 'import pypandoc; print(pypandoc.convert_file("page.adoc", "html", "asciidoc"))' >pandoc.html
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import { convert } from "asciidoctor";
console.log(await convert(readFileSync("page.adoc", "utf8")));
SCRIPT
node read.mjs >asciidoctor.html
for program in pandoc asciidoctor; do
  echo "$program: $(grep -c 'not for readers' "$program.html") comments, $(grep -c '<dl' "$program.html") lists of terms"
done | tee found
grep -qx "pandoc: 1 comments, 2 lists of terms" found
grep -qx "asciidoctor: 0 comments, 1 lists of terms" found
echo "as it was: pandoc 3.9 shows comments of AsciiDoc below a line, and puts a term into a list"
