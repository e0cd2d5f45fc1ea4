#!/usr/bin/env bash
# Citation.js writes bibliographies by plugin-bibtex 0.8.2 and plugin-ris 0.8.2. Of "Juan de la Cruz", whose "de la" is a dropping
# particle in CSL-JSON, it writes "Cruz, Juan": the particle is lost, without a word; in RIS "van" of "van Gogh" as well, which is none
# that drops. What is right: "de la Cruz, Juan" and "van Gogh, Vincent" (btxdoc, section 4), since a dropping particle is printed wherever
# the given name is (CSL 1.0.2, "Names").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @citation-js/core@0.8.2 @citation-js/plugin-bibtex@0.8.2 @citation-js/plugin-ris@0.8.2 >/dev/null
cat >write.mjs <<'SCRIPT'
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-ris";
const author = [
  { family: "Cruz", given: "Juan", "dropping-particle": "de la" },
  { family: "Gogh", given: "Vincent", "non-dropping-particle": "van" },
];
const work = new Cite([{ id: "a", type: "book", title: "A", author, issued: { "date-parts": [[2026]] } }]);
for (const format of ["bibtex", "biblatex", "ris"])
  for (const line of work.format(format).split("\n")) if (/author|AU/.test(line)) console.log(`${format}: ${line.trim()}`);
SCRIPT
node write.mjs | tee found
grep -qxF "bibtex: author = {Cruz, Juan and van Gogh, Vincent}," found
grep -qxF "biblatex: author = {Cruz, Juan and van Gogh, Vincent}," found
grep -qxF "ris: AU  - Cruz, Juan" found
grep -qxF "ris: AU  - Gogh, Vincent" found
echo "as it was: plugin-bibtex and plugin-ris 0.8.2 of Citation.js lose particles of names"
