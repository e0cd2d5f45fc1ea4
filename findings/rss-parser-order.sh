#!/usr/bin/env bash
# rss-parser 3.13.0 reads feeds. An entry of Atom whose content is XHTML comes out in another order: words in the text first, then those
# in its marks, so that "One <em>two</em> three" reads "One  three two" and the formula x + y = 1 "x y + = 1". What is right: the markup
# as it stands (RFC 4287, sections 3.1.1.3 and 4.1.3.3), as feedparser and feedsmith give it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund rss-parser@3.13.0 >/dev/null
cat >read.js <<'SCRIPT'
const Parser = require("rss-parser");
const feed = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>tag:example.org,2026:f</id><title>F</title><updated>2026-11-30T10:00:00Z</updated><author><name>A</name></author>
  <entry><id>tag:example.org,2026:1</id><title>E</title><updated>2026-11-30T10:00:00Z</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <em>two</em> three</p><math
      xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi><mo>+</mo><mi>y</mi><mo>=</mo><mn>1</mn></math></div></content>
  </entry>
</feed>`;
new Parser().parseString(feed).then(({ items: [entry] }) => {
  console.log(entry.content.replace(/<[^>]*>/g, " ").split(/\s+/).filter(Boolean).join(" "));
});
SCRIPT
node read.js | tee found
grep -qx "One three two x y + = 1" found
echo "as it was: rss-parser 3.13.0 shuffles the words of an entry in XHTML"
