#!/usr/bin/env bash
# node-html-markdown 2.0.0 turns pages into Markdown. Code that shows three backticks, as notes on Markdown do, ends at these, and the rest
# of it becomes text; code within an item of a list ends the list, with two spaces more at the end of each line; a list that begins at 5
# begins at 1; and two lines in a cell of a table become one word, "Rua XLisboa". What is right: a longer fence, lines that are indented,
# and 5 (CommonMark, "Fenced code blocks" and "List items"), as Turndown 7.2.5 has them, and a space or <br>.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund node-html-markdown@2.0.0 turndown@7.2.5 >/dev/null
cat >write.mjs <<'SCRIPT'
import { NodeHtmlMarkdown } from "node-html-markdown";
import Turndown from "turndown";
const turndown = new Turndown({ codeBlockStyle: "fenced" });
for (const page of [
  "<pre><code>Write:\n```\ncode\n```\nand go on.</code></pre>",
  "<ol><li>run<pre><code>pelican\nls</code></pre></li></ol>",
  '<ol start="5"><li>five</li></ol>',
]) {
  console.log("node-html-markdown", JSON.stringify(NodeHtmlMarkdown.translate(page)));
  console.log("Turndown", JSON.stringify(turndown.turndown(page)));
}
const table = "<table><tr><th>Place</th></tr><tr><td>Rua X<br>Lisboa</td></tr></table>";
console.log("node-html-markdown", JSON.stringify(NodeHtmlMarkdown.translate(table)));
SCRIPT
node write.mjs | tee found
grep -qxF 'node-html-markdown "```\nWrite:\n```\ncode\n```\nand go on.\n```"' found
grep -qxF 'Turndown "````\nWrite:\n```\ncode\n```\nand go on.\n````"' found
grep -qxF 'node-html-markdown "1. run  \n```  \npelican  \nls  \n```"' found
grep -qxF 'node-html-markdown "1. five"' found
grep -qxF 'Turndown "5.  five"' found
grep -qF 'Rua XLisboa' found
echo "as it was: node-html-markdown 2.0.0 ends code too early, takes it out of lists, numbers from 1, and joins lines of cells"
