#!/usr/bin/env bash
# Citation.js reads BibLaTeX by plugin-bibtex 0.8.2. A decade or a century of which no more is known, 199X or 19XX, becomes the year 1990
# or 1900, as if it were known; and every year before our era becomes the year 0. What is right: a range from 1990 to 1999, and 45 before
# our era (the manual of BibLaTeX 3.20, section 2.3.8, and ISO 8601-2, where -0044 is that year).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @citation-js/core@0.8.2 @citation-js/plugin-bibtex@0.8.2 >/dev/null
cat >read.mjs <<'SCRIPT'
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
for (const date of ["1990", "199X", "1990/1999", "19XX", "-0044", "-0876"]) {
  const [work] = new Cite(`@book{a, title = {A}, date = {${date}}}`).data;
  console.log(date, JSON.stringify(work.issued["date-parts"]));
}
SCRIPT
node read.mjs | tee found
grep -qxF "1990 [[1990]]" found
grep -qxF "199X [[1990]]" found
grep -qxF "1990/1999 [[1990],[1999]]" found
grep -qxF "19XX [[1900]]" found
grep -qxF -- "-0044 [[0]]" found
grep -qxF -- "-0876 [[0]]" found
echo "as it was: plugin-bibtex 0.8.2 of Citation.js takes a decade for its first year, and all years before our era for the year 0"
