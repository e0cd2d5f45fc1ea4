#!/usr/bin/env bash
# yaml 2.9.1, for JavaScript, reads YAML 1.1 where it is told to. A time of day before ten, "09:05", becomes the number 545; a day without
# zeros, "2026-1-5", a date. What is right: the texts "09:05" and "2026-1-5", since whole numbers to base 60 begin with 1 to 9, and a day
# alone has two digits for the month and two for the day (the types "int" and "timestamp" of YAML 1.1), as PyYAML 6.0.4 has them. For
# "10:05" a number is right.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet PyYAML==6.0.4 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund yaml@2.9.1 >/dev/null
printf 'from: 09:05\nto: 10:05\nday: 2026-1-5\n' >day.yaml
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import { parse } from "yaml";
console.log("yaml", JSON.stringify(parse(readFileSync("day.yaml", "utf8"), { version: "1.1" })));
SCRIPT
node read.mjs | tee found
v/bin/python -c 'import json, yaml; print("PyYAML", json.dumps(yaml.safe_load(open("day.yaml"))))' | tee -a found
grep -qxF 'yaml {"from":545,"to":605,"day":"2026-01-05T00:00:00.000Z"}' found
grep -qxF 'PyYAML {"from": "09:05", "to": 605, "day": "2026-1-5"}' found
echo "as it was: yaml 2.9.1 takes 09:05 for a number and 2026-1-5 for a date"
