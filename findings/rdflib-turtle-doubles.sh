#!/usr/bin/env bash
# rdflib 7.6.0 writes graphs of linked data. In Turtle, N3 and TriG it rounds each xsd:double to seven digits, without a word: the time
# 1796029500.5 becomes 1796030000, which is eight minutes later. What is right: the number as it stands, as rdflib itself writes it in
# N-Triples and JSON-LD, since the letters of a number in Turtle are those of the literal (RDF 1.1 Turtle, section 2.5.2, "Numbers").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet rdflib==7.6.0 >/dev/null
v/bin/python - <<'PYTHON' | tee found
from rdflib import Graph

text = """
@prefix : <http://example.org/> .
:note :written 1796029500.5e0 ; :longitude 13.4049541e0 .
"""
graph = Graph()
graph.parse(data=text, format="turtle")
for form in ("nt", "json-ld", "turtle", "n3"):
    again = Graph()
    again.parse(data=graph.serialize(format=form), format=form)
    print(form, *sorted(f"{of.rpartition('/')[2]} {number.toPython()!r}" for _, of, number in again))
PYTHON
grep -qx "nt longitude 13.4049541 written 1796029500.5" found
grep -qx "json-ld longitude 13.4049541 written 1796029500.5" found
grep -qx "turtle longitude 13.40495 written 1796030000.0" found
grep -qx "n3 longitude 13.40495 written 1796030000.0" found
echo "as it was: rdflib 7.6.0 rounds numbers to seven digits in Turtle and N3"
