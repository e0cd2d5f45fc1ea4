#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, reads AsciiDoc. A link to another document, xref:other.adoc#part[there], leads to a place
# of the same page that there is not, "#other.adoc#part"; and a link by which one writes a letter, mailto:ana@example.org[], to a page
# "ana@example.org". What is right: "other.html#part" and "mailto:ana@example.org", as the JavaScript of Asciidoctor 4.1.0 has both (its
# documentation, "Document to Document Cross References" and "Email Macro").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund asciidoctor@4.1.0 >/dev/null
echo 'See xref:other.adoc#part[there], xref:other.adoc[that page], link:third.html[a third] and mailto:ana@example.org[a letter].' >page.adoc
v/bin/python -c 'import pypandoc; print(pypandoc.convert_file("page.adoc", "html", "asciidoc"))' >pandoc.html
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import { convert } from "asciidoctor";
console.log(await convert(readFileSync("page.adoc", "utf8")));
SCRIPT
node read.mjs >asciidoctor.html
for program in pandoc asciidoctor; do
  echo "$program: $(tr '\n' ' ' <"$program.html" | grep -o 'href="[^"]*"' | cut -d'"' -f2 | paste -sd ' ')"
done | tee found
grep -qxF "pandoc: #other.adoc#part #other.adoc third.html ana@example.org" found
grep -qxF "asciidoctor: other.html#part other.html third.html mailto:ana@example.org" found
echo "as it was: pandoc 3.9 breaks links of AsciiDoc to other documents, and to people"
