#!/usr/bin/env bash
# trafilatura 2.3.1 takes the text of an article from a page. Formulas in MathML are dropped without a trace, as text and as Markdown, so
# that "the loss is x² + 1" becomes "the loss is"; and in Markdown a list that begins at 5 begins at 1. What is right: at least the words of a
# formula, as html2text 2025.4.15 has them, and 5 (HTML, "The ol element", attribute start).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet trafilatura==2.3.1 html2text==2025.4.15 lxml_html_clean==0.4.6 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import html2text
import trafilatura

WORDS = "These are words of an article, and there are enough of them for a program to see that they are what the page is about."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>On loss</title></head><body><article><h1>On loss</h1>
<p>{WORDS}</p>
<p>So the loss is <math><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mn>1</mn></math></p>
<p>{WORDS}</p>
<ol start="5"><li>the fifth step</li></ol>
<p>{WORDS}</p></article></body></html>"""
for name, text in (
    ("trafilatura, text", trafilatura.extract(PAGE)),
    ("trafilatura, Markdown", trafilatura.extract(PAGE, output_format="markdown")),
    ("html2text", html2text.HTML2Text(bodywidth=0).handle(PAGE)),
):
    for line in text.splitlines():
        if "loss is" in line or "fifth" in line:
            print(f"{name}: {line.strip()}")
PYTHON
grep -qx "trafilatura, text: So the loss is" found
grep -qx "trafilatura, Markdown: So the loss is" found
grep -qx "trafilatura, Markdown: 1. the fifth step" found
grep -qxF "html2text: So the loss is x2+1" found
grep -qx "html2text: 5. the fifth step" found
echo "as it was: trafilatura 2.3.1 drops formulas in MathML, and the number that a list begins with"
