#!/usr/bin/env bash
# bibutils 7.2, of Debian 12, turns BibTeX into other formats. The authors of a book that a chapter refers to by "crossref" become authors
# of the chapter, beside its own; and of "and others", the sign that there are more, it makes an author whose name is "others". What is
# right: the chapter's own author alone, since only missing fields are inherited (btxdoc, section 2.1, on cross-references), and no author
# more (section 4, on names: "and others"), as pandoc 3.9, which pypandoc_binary 1.17 carries, prints both.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
apt-get --quiet=2 --option APT::Sandbox::User=root download bibutils=7.2-2 libbibutils8=7.2-2 >/dev/null
for package in ./*.deb; do dpkg-deb --extract "$package" debian; done
LD_LIBRARY_PATH=$(dirname debian/usr/lib/*/libbibutils.so.8)
export LD_LIBRARY_PATH
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
cat >works.bib <<'BIBTEX'
@incollection{chapter, author = {Lovelace, Ada}, title = {Notes}, booktitle = {Machines}, pages = {1--9}, crossref = {book}}
@book{many, author = {Shannon, Claude and others}, title = {Signals}, publisher = {P}, year = 1948}
@book{book, author = {Rivera, Ana}, title = {Machines}, publisher = {P}, year = 1843}
BIBTEX
debian/usr/bin/bib2xml works.bib 2>/dev/null | debian/usr/bin/xml2ris 2>/dev/null | tr -d '\r' | grep -E '^(AU|TI)' | tee found
v/bin/python - <<'PYTHON' | tee -a found
import pypandoc

for key in ("chapter", "many"):
    text = pypandoc.convert_text(f"[@{key}]", "plain", "markdown", extra_args=["--citeproc", "--bibliography=works.bib"])
    print("pandoc:", text.splitlines()[0])
PYTHON
test "$(paste -sd '|' found)" = "$(paste -sd '|' - <<'LINES'
AU  - Lovelace, Ada
AU  - Rivera, Ana
TI  - Notes
AU  - Shannon, Claude
AU  - others
TI  - Signals
AU  - Rivera, Ana
TI  - Machines
pandoc: (Lovelace 1843)
pandoc: (Shannon et al. 1948)
LINES
)"
echo "as it was: bibutils 7.2 takes the authors of a book for those of its chapter, and \"others\" for an author"
