#!/usr/bin/env bash
# idutils 1.7.1 makes web addresses of identifiers. Of the DOI 10.1000/456#789 it makes https://doi.org/10.1000/456#789, which leads to
# another DOI, 10.1000/456, since what follows # is not sent; and the right address it takes for the DOI "10.1000/456%23789". What is
# right: https://doi.org/10.1000/456%23789, and back (DOI Handbook, "DOI Name Encoding Rules for URL Presentation", where this is the
# example).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet idutils==1.7.1 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import idutils

print(idutils.to_url("10.1000/456#789", "doi", "https"))
print(idutils.normalize_doi("https://doi.org/10.1000/456%23789"))
PYTHON
grep -qx "https://doi.org/10.1000/456#789" found
grep -qx "10.1000/456%23789" found
echo "as it was: idutils 1.7.1 neither encodes nor decodes a DOI in an address"
