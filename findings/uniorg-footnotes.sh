#!/usr/bin/env bash
# uniorg-rehype 2.2.0 makes pages of Org. A footnote whose words stand in the text, [fn:: Words], gets those of the note [fn:1] before it,
# and its own are lost; a list that begins at [@5] begins at 1; and which tasks of a list are done is lost. What is right: its own words
# (Org's syntax, "Footnote References"), 5, and a sign for what is done (Org's manual, "Plain Lists" and "Checkboxes"), as pandoc 3.9,
# which pypandoc_binary 1.17 carries, has all three.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund unified@11.0.5 uniorg-parse@3.2.2 uniorg-rehype@2.2.0 rehype-stringify@10.0.1 >/dev/null
cat >notes.org <<'ORG'
One[fn:1] and two[fn:: My own words].

1. [@5] [X] done
2. [ ] open

[fn:1] Words of the first.
ORG
cat >page.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import { unified } from "unified";
import parse from "uniorg-parse";
import rehype from "uniorg-rehype";
import stringify from "rehype-stringify";
console.log(String(unified().use(parse).use(rehype).use(stringify).processSync(readFileSync("notes.org", "utf8"))));
SCRIPT
node page.mjs >uniorg.html
v/bin/python -c 'import pypandoc; print(pypandoc.convert_file("notes.org", "html"))' >pandoc.html
for page in uniorg pandoc; do
  echo "$page:" $(grep -o 'Words of the first\|My own words\|start="5"\|checked' $page.html)
done | tee found
grep -qx "uniorg: Words of the first Words of the first" found
grep -qx 'pandoc: start="5" checked Words of the first My own words' found
echo "as it was: uniorg-rehype 2.2.0 gives a footnote the words of another, and loses where a list begins and what is done"
