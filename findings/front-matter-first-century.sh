#!/usr/bin/env bash
# gray-matter 4.0.3 and yaml 2.9.1, which is told to read YAML 1.1, read dates in front matter. The day on which Pompeii was buried,
# 0079-08-24, becomes one in 1979. And @iarna/toml 3.0.0 writes it as 79-08-24, and any day before the year 1000 with fewer than four
# digits, which is no TOML and which it cannot read again. What is right: the year 79, as both give the year 926, and four digits (YAML
# 1.1, "timestamp"; RFC 3339, section 5.6, which TOML follows). Date.UTC takes 79 for 1979, so that a year below 100 has to be set apart.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund gray-matter@4.0.3 yaml@2.9.1 @iarna/toml@3.0.0 >/dev/null
cat >read.mjs <<'SCRIPT'
import matter from "gray-matter";
import { parse } from "yaml";
import toml from "@iarna/toml";
for (const day of ["0926-08-24", "0079-08-24"]) {
  console.log(day, "gray-matter", matter(`---\ndate: ${day}\n---\n`).data.date.toISOString());
  console.log(day, "yaml", parse(`date: ${day}`, { version: "1.1" }).date.toISOString());
  const written = toml.stringify(toml.parse(`date = ${day}`)).trim();
  let outcome = "is read again";
  try {
    toml.parse(written);
  } catch {
    outcome = "cannot be read again";
  }
  console.log(day, "@iarna/toml", written, outcome);
}
SCRIPT
node read.mjs | tee found
grep -qx "0079-08-24 gray-matter 1979-08-24T00:00:00.000Z" found
grep -qx "0079-08-24 yaml 1979-08-24T00:00:00.000Z" found
grep -qx "0079-08-24 @iarna/toml date = 79-08-24 cannot be read again" found
grep -qx "0926-08-24 gray-matter 0926-08-24T00:00:00.000Z" found
grep -qx "0926-08-24 yaml 0926-08-24T00:00:00.000Z" found
grep -qx "0926-08-24 @iarna/toml date = 926-08-24 cannot be read again" found
echo "as it was: gray-matter 4.0.3 and yaml 2.9.1 take the first century for the twentieth, and @iarna/toml 3.0.0 drops zeros of a year"
