#!/usr/bin/env bash
# cffconvert 2.0.0 turns CITATION.cff into other formats. "Jr." goes into the family name; a group whose name has "and" in it becomes two
# authors in BibTeX; and where there is a choice of licences, the address of the licence in schema.org is that of the whole list,
# "https://spdx.org/licenses/['MIT', 'Apache-2.0']". What is right: "King, Jr., Martin Luther" and braces around the group (btxdoc, section
# 4), "honorificSuffix" in schema.org, and an address for each licence (the guide to CFF 1.2.0, "license" and "definitions.person").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet cffconvert==2.0.0 'setuptools<81' >/dev/null
cat >CITATION.cff <<'CFF'
cff-version: 1.2.0
message: Please cite this journal.
title: A journal
authors:
  - family-names: King
    given-names: Martin Luther
    name-suffix: Jr.
  - name: Society of Reading and Writing
date-released: 2026-11-30
license: [MIT, Apache-2.0]
CFF
v/bin/cffconvert --validate | tee found
v/bin/cffconvert --format bibtex | grep author | tee -a found
v/bin/cffconvert --format schema.org | grep -E 'familyName|license' | tee -a found
grep -qx "Citation metadata are valid according to schema version 1.2.0." found
grep -qxF "author = {King Jr., Martin Luther and Society of Reading and Writing}," found
grep -qxF '      "familyName": "King Jr.",' found
grep -qxF "  \"license\": \"https://spdx.org/licenses/['MIT', 'Apache-2.0']\"," found
echo "as it was: cffconvert 2.0.0 writes a suffix into the family name, a group as two authors, and a list as a licence"
