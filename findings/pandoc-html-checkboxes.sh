#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, reads HTML. A list of tasks in the form of GitHub and of remark, whose items begin with
# a checkbox, is no list any more: each item becomes a paragraph, and which tasks are done is lost. What is right: a list of two, one of
# them done (HTML, "The ul element" and "The li element"), as pandoc reads its own form, which has a label around the box.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund remark@15.0.1 remark-gfm@4.0.1 remark-rehype@11.1.2 rehype-stringify@10.0.1 >/dev/null
cat >write.mjs <<'SCRIPT'
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import remarkRehype from "remark-rehype";
import rehypeStringify from "rehype-stringify";
const page = remark().use(remarkGfm).use(remarkRehype).use(rehypeStringify);
console.log(String(await page.process("* [x] read\n* [ ] write\n")));
SCRIPT
node write.mjs >remark.html
v/bin/python - <<'PYTHON' | tee found
import pypandoc

own = pypandoc.convert_text("- [x] read\n- [ ] write\n", "html", "gfm")
for writer, html in (("pandoc", own), ("remark", open("remark.html").read())):
    print(html.strip())
    print(f"of {writer}: {pypandoc.convert_text(html, 'gfm', 'html')!r}")
PYTHON
grep -qxF "of pandoc: '- [x] read\n- [ ] write\n'" found
grep -qxF "of remark: 'read\n\nwrite\n'" found
echo "as it was: pandoc 3.9 makes paragraphs of a list with checkboxes"
