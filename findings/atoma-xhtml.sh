#!/usr/bin/env bash
# atoma 0.0.17 reads feeds. An entry of Atom whose content is XHTML has no content at all, without a word; the same text as HTML has. And
# its title has no language, though "xml:lang" names one. What is right: the child elements of the "div" (RFC 4287, section 3.1.1.3), which is
# a form that each reader of Atom has to know.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet atoma==0.0.17 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import atoma

XHTML = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>two</b></p></div></content>'
HTML = '<content type="html">&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;</content>'
for content in (HTML, XHTML):
    feed = f"""<?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <id>urn:example:blog</id><title>A blog</title><updated>2026-11-30T00:00:00Z</updated>
      <entry><id>urn:example:1</id><title>A</title><updated>2026-11-30T00:00:00Z</updated>{content}</entry>
    </feed>"""
    entry = atoma.parse_atom_bytes(feed.strip().encode()).entries[0]
    print(content[:24], entry.content and entry.content.value, entry.title.lang)
PYTHON
grep -qx '<content type="html">&lt <p>One <b>two</b></p> None' found
grep -qx '<content type="xhtml"><d None None' found
echo "as it was: atoma 0.0.17 drops content that is XHTML, and the language of a title"
