#!/usr/bin/env bash
# Pandoc 3.9, which pypandoc_binary 1.17 carries, reads Org. Lines that say when one worked on a thing (CLOCK) are shown to
# readers, and so they are with "#+options: c:nil", unless they are in a drawer. And a link by a short name that #+link has set leads
# nowhere, "wp:Bandit", unless it has words of its own. What is right: no clocks, which are exported if one asks for them alone (Org's
# manual, "Export Settings", option c), and the address that the short name stands for ("Link Abbreviations").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet pypandoc_binary==1.17 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import pypandoc

CLOCK = "CLOCK: [2026-11-30 Mon 09:00]--[2026-11-30 Mon 10:00] =>  1:00\n"
for text in (
    f"* Read\n{CLOCK}",
    f"#+options: c:nil\n* Read\n{CLOCK}",
    f"* Read\n:LOGBOOK:\n{CLOCK}:END:\n",
    "#+link: wp https://example.org/wiki/\n\n[[wp:Bandit][Bandits]] and [[wp:Bandit]]\n",
):
    print(repr(pypandoc.convert_text(text, "markdown", "org", extra_args=["--wrap=none"])))
PYTHON
test "$(grep -c '^.# Read.n.nCLOCK: ' found)" = 2
test "$(grep -c 'CLOCK' found)" = 2
grep -qxF "'[Bandits](https://example.org/wiki/Bandit) and [wp:Bandit](wp:Bandit)\\n'" found
echo "as it was: pandoc 3.9 shows clocks of Org, and does not follow short names of links that have no words"
