#!/usr/bin/env bash
# uniorg-stringify 1.4.0 writes Org from what uniorg-parse 3.2.2 has read. What stands behind the language of a block of code is lost, so
# that code which ":exports none" keeps out of a page is shown; an item that begins at [@5] reads "5five"; and "\deg{}C" becomes "\degC",
# which is no entity. What is right: each as it stands (Org's syntax, "Blocks", whose PARAMETERS are a part of the block, "Items",
# "[@COUNTER-SET]", and "Entities", whose {} ends a name before a letter).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund unified@11.0.5 uniorg-parse@3.2.2 uniorg-stringify@1.4.0 >/dev/null
cat >write.mjs <<'SCRIPT'
import { unified } from "unified";
import parse from "uniorg-parse";
import { stringify } from "uniorg-stringify/lib/stringify.js";
for (const text of ["#+begin_src python :exports none\nprint(1)\n#+end_src\n", "5. [@5] five\n6. six\n", "At 20 \\deg{}C.\n"])
  console.log(JSON.stringify(text), "becomes", JSON.stringify(stringify(unified().use(parse).parse(text))));
SCRIPT
node write.mjs | tee found
grep -qxF '"#+begin_src python :exports none\nprint(1)\n#+end_src\n" becomes "#+begin_src python\nprint(1)\n#+end_src\n"' found
grep -qxF '"5. [@5] five\n6. six\n" becomes "5. 5five\n6. six\n"' found
grep -qxF '"At 20 \\deg{}C.\n" becomes "At 20 \\degC.\n"' found
echo "as it was: uniorg-stringify 1.4.0 loses the arguments of blocks, and breaks counters and entities"
