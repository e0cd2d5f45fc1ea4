#!/usr/bin/env bash
# obsidiantools 0.11.0 reads vaults of Obsidian. It cuts a tag at its first hyphen or letter beyond ASCII, so that "#reading-list" becomes
# "reading-" and "#größe" "gr", and takes the end of a web address, "/page#section", for a tag. What is right: "reading-list" and "größe",
# and no other, since a tag has letters of any alphabet, digits, "_", "-" and "/" (Obsidian's help, "Tags"), and none begins within a
# word.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet obsidiantools==0.11.0 >/dev/null
mkdir vault
printf 'Of a #reading-list and a #größe.\n\nSee https://example.org/page#section for more.\n' >vault/note.md
PYTHONUTF8=1 v/bin/python - <<'PYTHON' | tee found
from pathlib import Path

import obsidiantools.api as otools

print(otools.Vault(Path("vault")).connect().gather().get_tags("note"))
PYTHON
grep -qxF "['reading-', 'gr', 'section']" found
echo "as it was: obsidiantools 0.11.0 cuts tags at hyphens and letters beyond ASCII, and finds some in web addresses"
