#!/usr/bin/env bash
# Pygments 2.21.0 colours code on pages of Pelican and MkDocs; Turndown 7.2.5 turns pages into Markdown. Pygments puts an empty <span>
# first in <pre>, and Turndown then takes the block for code within a line: its lines become one, so that a program in Python is none any
# more. What is right: a block of two lines, as Turndown makes it where the <span> is not there, since that shows nothing (HTML, "The pre
# element"; CommonMark, "Code spans", where ends of lines become spaces).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet Pygments==2.21.0 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund turndown@7.2.5 >/dev/null
v/bin/python - <<'PYTHON' >page.html
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

print(highlight("def f():\n    return 1\n", PythonLexer(), HtmlFormatter(wrapcode=True)))
PYTHON
cat >turn.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import Turndown from "turndown";
const html = readFileSync("page.html", "utf8");
const turndown = new Turndown({ codeBlockStyle: "fenced" });
console.log("with <span>:", JSON.stringify(turndown.turndown(html)));
console.log("without:", JSON.stringify(turndown.turndown(html.replace("<span></span>", ""))));
SCRIPT
node turn.mjs | tee found
grep -qxF 'with <span>: "`def f():     return 1`"' found
grep -qxF 'without: "```\ndef f():\n    return 1\n```"' found
echo "as it was: Turndown 7.2.5 joins the lines of code that Pygments has coloured"
