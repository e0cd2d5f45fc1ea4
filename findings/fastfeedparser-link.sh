#!/usr/bin/env bash
# fastfeedparser 0.6.5 reads feeds. For the address of an entry of Atom it takes the first link that the entry has, be it the one to a
# recording or to replies, and addresses stay relative where the feed names its base. What is right: the link without "rel" or with
# "alternate" (RFC 4287, section 4.2.7.2), from the base in "xml:base" (section 2), as feedparser 6.0.12 has it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet fastfeedparser==0.6.5 feedparser==6.0.12 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import fastfeedparser
import feedparser

FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/blog/">
  <id>urn:example:blog</id><title>A blog</title><updated>2026-11-30T00:00:00Z</updated>
  <entry>
    <id>urn:example:1</id><title>Bandits</title><updated>2026-11-30T00:00:00Z</updated>
    <link rel="enclosure" href="bandits.mp3"/><link rel="replies" href="bandits/replies/"/><link href="bandits/"/>
    <content type="html">A talk.</content>
  </entry>
</feed>"""
for reader in (feedparser, fastfeedparser):
    print(reader.__name__, reader.parse(FEED).entries[0].link)
PYTHON
grep -qx "feedparser https://example.org/blog/bandits/" found
grep -qx "fastfeedparser bandits.mp3" found
echo "as it was: fastfeedparser 0.6.5 takes the first link of an entry for its address"
