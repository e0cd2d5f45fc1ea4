#!/usr/bin/env bash
# ical.js 2.2.1 reads address books and writes them back. In a note or a title, a semicolon is written "\;" in vCard 3.0: ical.js keeps the
# backslash as a part of the text, "Lisbon\; later Berlin", for whoever asks for the note. In an address, or in a calendar, it reads the
# same sign right. What is right: "Lisbon; later Berlin" (RFC 2426, section 4, "ESCAPED-CHAR", and RFC 6350, section 3.4, for 4.0), as
# vobject 0.9.9 has it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet vobject==0.9.9 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 >/dev/null
note='NOTE:Lisbon\; later Berlin'
printf '%s\r\n' BEGIN:VCARD VERSION:3.0 "FN:Ada L" "N:L;Ada;;;" "$note" 'ADR:;;Rua X\; 5;Lisbon;;;' END:VCARD >ada.vcf
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "fs";
import ICAL from "ical.js";
const card = ICAL.Component.fromString(readFileSync("ada.vcf", "utf8"));
console.log(`ical.js: ${card.getFirstPropertyValue("note")}: ${card.getFirstPropertyValue("adr")[2]}`);
SCRIPT
node read.mjs | tee found
v/bin/python - <<'PYTHON' | tee -a found
import vobject

with open("ada.vcf", newline="") as cards:
    card = vobject.readOne(cards.read())
print(f"vobject: {card.note.value}: {card.adr.value.street}")
PYTHON
grep -qxF 'ical.js: Lisbon\; later Berlin: Rua X; 5' found
grep -qxF 'vobject: Lisbon; later Berlin: Rua X; 5' found
echo "as it was: ical.js 2.2.1 keeps the backslash before a semicolon in a note of an address book"
