#!/usr/bin/env bash
# rdflib 7.6.0 reads linked data. A day with a zone, "2026-11-30+14:00"^^xsd:date, loses the zone as it is read, without a word, so that a
# day in Kiribati, one in Honolulu and one of no place become the same: of three statements one is left, and what is written back has no
# zone. What is right: three, since an xsd:date has a zone or none, and each is another interval (XML Schema 1.1, part 2, section 3.3.9),
# and literals are equal if their letters are (RDF 1.1 Concepts, section 3.3), as N3.js 2.13.12 has them.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet rdflib==7.6.0 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund n3@2.13.12 >/dev/null
cat >days.ttl <<'TURTLE'
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <http://example.org/> .
:walk :on "2026-11-30+14:00"^^xsd:date, "2026-11-30-10:00"^^xsd:date, "2026-11-30"^^xsd:date .
TURTLE
v/bin/python - <<'PYTHON' | tee found
from rdflib import Graph

graph = Graph()
graph.parse("days.ttl")
print("rdflib", *sorted(graph.objects()))
PYTHON
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import { Parser } from "n3";
const days = new Parser().parse(readFileSync("days.ttl", "utf8")).map((statement) => statement.object.value);
console.log("N3.js", ...days.sort());
SCRIPT
node read.mjs | tee -a found
grep -qx "rdflib 2026-11-30" found
grep -qxF "N3.js 2026-11-30 2026-11-30+14:00 2026-11-30-10:00" found
echo "as it was: rdflib 7.6.0 loses the zone of a day, and takes three days for one"
