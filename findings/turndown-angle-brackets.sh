#!/usr/bin/env bash
# Turndown 7.2.5 and node-html-markdown 2.0.0 turn pages into Markdown. Of a page that says "List<int>" they make Markdown with just these
# letters, which is a tag: whoever reads it again sees "List". And of "&copy;", in words on how to write that sign, they and pandoc 3.9,
# which pypandoc_binary 1.17 carries, make the sign. What is right: "List\<int\>", as pandoc has it, and "\&copy;", since a backslash
# keeps either sign as it is (CommonMark, "Backslash escapes", and "Entity and numeric character references").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund turndown@7.2.5 node-html-markdown@2.0.0 commonmark@0.31.2 >/dev/null
echo '<p>A List&lt;int&gt; of numbers; write &amp;copy; for it.</p>' >page.html
cat >write.mjs <<'SCRIPT'
import { readFileSync, writeFileSync } from "fs";
import { NodeHtmlMarkdown } from "node-html-markdown";
import Turndown from "turndown";
const page = readFileSync("page.html", "utf8");
writeFileSync("turndown.md", new Turndown().turndown(page));
writeFileSync("node-html-markdown.md", NodeHtmlMarkdown.translate(page));
SCRIPT
node write.mjs
v/bin/python -c 'import pypandoc; pypandoc.convert_file("page.html", "commonmark", outputfile="pandoc.md")'
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import * as commonmark from "commonmark";
for (const name of ["turndown", "node-html-markdown", "pandoc"]) {
  const markdown = readFileSync(`${name}.md`, "utf8").trim();
  console.log(`${name}:`, markdown);
  console.log(`${name}, as a page:`, new commonmark.HtmlRenderer().render(new commonmark.Parser().parse(markdown)).trim());
}
SCRIPT
node read.mjs | tee found
for name in turndown node-html-markdown; do
  grep -qxF "$name: A List<int> of numbers; write &copy; for it." found
  grep -qxF "$name, as a page: <p>A List<int> of numbers; write © for it.</p>" found
done
grep -qxF 'pandoc: A List\<int\> of numbers; write &copy; for it.' found
grep -qxF "pandoc, as a page: <p>A List&lt;int&gt; of numbers; write © for it.</p>" found
echo "as it was: Turndown 7.2.5 and node-html-markdown 2.0.0 make tags of words, and pandoc 3.9 with them signs of their names"
