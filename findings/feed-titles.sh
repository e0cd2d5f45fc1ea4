#!/usr/bin/env bash
# feed 6.0.0 writes feeds. The title of an entry, which is plain words in JSON Feed and RSS, is HTML with the same letters in Atom: of "How
# List<int> works" a reader of Atom shows "How List works". And an entry that is known by its address alone has no "id" in JSON Feed. What
# is right: "&amp;lt;int>" in Atom, or no type="html" (RFC 4287, section 3.1.1.2), as the feed's own title has it; and the address, as in
# Atom and RSS (JSON Feed 1.1, "Items", where "id" is required and "title" is plain text).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet feedparser==6.0.14 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund feed@6.0.0 >/dev/null
cat >write.mjs <<'SCRIPT'
import { writeFileSync } from "fs";
import { Feed } from "feed";
const [address, day] = ["https://example.org/", new Date("2026-11-30T09:05:00Z")];
const feed = new Feed({ title: "Notes on List<T>", id: address, link: address, updated: day, copyright: "none" });
feed.addItem({ title: "How List<int> works", link: `${address}1`, date: day });
for (const [name, text] of [["atom", feed.atom1()], ["rss", feed.rss2()], ["json", feed.json1()]]) writeFileSync(name, text);
SCRIPT
node write.mjs
v/bin/python - <<'PYTHON' | tee found
import json
import pathlib

import feedparser

for form in ("atom", "rss"):
    feed = feedparser.parse(pathlib.Path(form).read_text())
    print(f"{form}: {feed.feed.title}: {feed.entries[0].title}:", feed.entries[0].id)
feed = json.loads(pathlib.Path("json").read_text())
print(f"json: {feed['title']}: {feed['items'][0]['title']}:", feed["items"][0].get("id"))
PYTHON
grep -qxF "atom: Notes on List<T>: How List works: https://example.org/1" found
grep -qxF "rss: Notes on List<T>: How List<int> works: https://example.org/1" found
grep -qxF "json: Notes on List<T>: How List<int> works: None" found
echo "as it was: feed 6.0.0 makes HTML of plain titles in Atom, and leaves entries in JSON Feed without an id"
