#!/usr/bin/env bash
# vobject 0.9.9 reads address books and writes them back. What stands behind a comma is lost: an address, "https://example.org/a,b",
# becomes "https://example.org/a", and of two nicknames one is left. What is right: both as they stand, since NICKNAME is a list, and a URL
# is a "uri", in which a comma is a letter like others (RFC 2426, sections 3.1.3, 3.6.8 and 4, "uri" and "text-list"), as ical.js 2.2.1 has
# them.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet vobject==0.9.9 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 >/dev/null
printf '%s\r\n' BEGIN:VCARD VERSION:3.0 "FN:Ada L" "N:L;Ada;;;" NICKNAME:Countess,Enchantress URL:https://example.org/a,b END:VCARD >ada.vcf
v/bin/python - <<'PYTHON' | tee found
import vobject

with open("ada.vcf", newline="") as cards:
    written = vobject.readOne(cards.read()).serialize().splitlines()
print("vobject", *(line for line in written if line.startswith(("NICKNAME", "URL"))))
PYTHON
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import ICAL from "ical.js";
const written = ICAL.Component.fromString(readFileSync("ada.vcf", "utf8")).toString().split("\r\n");
console.log("ical.js", ...written.filter((line) => /^(NICKNAME|URL)/.test(line)));
SCRIPT
node read.mjs | tee -a found
grep -qxF "vobject NICKNAME:Countess URL:https://example.org/a" found
grep -qxF "ical.js NICKNAME:Countess,Enchantress URL:https://example.org/a,b" found
echo "as it was: vobject 0.9.9 loses what stands behind a comma in an address book"
