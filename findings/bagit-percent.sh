#!/usr/bin/env bash
# bagit 1.9.0 makes bags for archives and checks them. It neither writes nor reads the sign % in a file's name as the standard demands: a
# bag it has just made of a folder with the file "a%0Ab.txt" it calls incomplete, and so it calls a valid bag of another program with the
# file "50% done.txt". What is right: "%25" in the manifest for each % of a name, and both bags valid (RFC 8493, section 2.1.3).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet bagit==1.9.0 >/dev/null
v/bin/python - <<'PYTHON' 2>/dev/null | tee found
import hashlib
import pathlib

import bagit


def outcome(bag):
    try:
        return "valid" if bag.validate() else "not valid"
    except bagit.BagValidationError as error:
        return f"not valid: {type(error).__name__}"


own = pathlib.Path("own")
own.mkdir()
(own / "a%0Ab.txt").write_text("words")
print("its own:", outcome(bagit.make_bag("own", checksums=["sha256"])))

payload = pathlib.Path("other/data/50% done.txt")
payload.parent.mkdir(parents=True)
payload.write_text("words")
digest = hashlib.sha256(b"words").hexdigest()
pathlib.Path("other/bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
pathlib.Path("other/manifest-sha256.txt").write_text(f"{digest}  data/50%25 done.txt\n")
print("of another program:", outcome(bagit.Bag("other")))
PYTHON
grep -qx "its own: not valid: BagValidationError" found
grep -qx "of another program: not valid: BagValidationError" found
echo "as it was: bagit 1.9.0 neither writes nor reads %25 for the sign % in a file's name"
