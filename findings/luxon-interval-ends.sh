#!/usr/bin/env bash
# Luxon 3.7.2 reads intervals of ISO 8601. Where the end leaves out the year, as it may, "2026-11-30/12-05", it takes the end for a time, 12
# o'clock five hours behind UTC: a journey of five days becomes one of 17 hours, without a word. What is right: until 5 December 2026, since
# the parts that the end leaves out are those of the start (ISO 8601:2004, 4.4.5, "Representations other than complete"), as aniso8601
# 10.0.1 has it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet aniso8601==10.0.1 >/dev/null
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund luxon@3.7.2 >/dev/null
cat >read.mjs <<'SCRIPT'
import { Interval } from "luxon";
console.log("Luxon", Interval.fromISO("2026-11-30/12-05", { zone: "utc" }).toISO());
SCRIPT
node read.mjs | tee found
v/bin/python -c 'import aniso8601; print("aniso8601", *aniso8601.parse_interval("2026-11-30/12-05"))' | tee -a found
grep -qxF "Luxon 2026-11-30T00:00:00.000Z/2026-11-30T17:00:00.000Z" found
grep -qx "aniso8601 2026-11-30 2026-12-05" found
echo "as it was: Luxon 3.7.2 takes the month and day at which an interval ends for a time of day and an offset"
