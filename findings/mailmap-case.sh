#!/usr/bin/env bash
# A .mailmap gives the commits of a person one name. dulwich 1.2.21 and pygit2 1.21.0 find a person in it only where each letter is of the
# same case, so whoever once committed as Ada@Example.org counts as two. What is right: names and addresses match in either case
# (gitmailmap(5), "Syntax"), as `git check-mailmap` has it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet dulwich==1.2.21 pygit2==1.21.0 >/dev/null
git init --quiet .
printf 'Ada Rivera <ada@example.org> <ada@old.example.org>\n' >.mailmap
echo "git: $(git check-mailmap 'A. R. <Ada@Old.example.org>')" | tee found
v/bin/python - <<'PYTHON' | tee -a found
import io

import pygit2
from dulwich.mailmap import Mailmap, read_mailmap

text = open(".mailmap", "rb").read()
print("dulwich:", Mailmap(read_mailmap(io.BytesIO(text))).lookup(b"A. R. <Ada@Old.example.org>").decode())
name, address = pygit2.Mailmap.from_buffer(text.decode()).resolve("A. R.", "Ada@Old.example.org")
print(f"pygit2: {name} <{address}>")
PYTHON
grep -qx "git: Ada Rivera <ada@example.org>" found
grep -qx "dulwich: A. R. <Ada@Old.example.org>" found
grep -qx "pygit2: A. R. <Ada@Old.example.org>" found
echo "as it was: dulwich 1.2.21 and pygit2 1.21.0 read a .mailmap by the case of letters"
