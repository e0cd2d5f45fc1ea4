#!/usr/bin/env bash
# ruamel.yaml 0.19.1 reads and writes YAML, such as front matter. A time with an offset loses it when what was read is copied by Python's
# copy.deepcopy, as one does before changing it: of "2026-11-30T23:30:00-05:00" the copy has "2026-11-30T23:30:00", without a word, five
# hours earlier for whoever takes it for UTC. What is right: an equal time (Python's documentation, "copy"), as copy.copy and the copy of
# the same document read by PyYAML 6.0.4 have it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet ruamel.yaml==0.19.1 PyYAML==6.0.4 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import copy
import io

import yaml
from ruamel.yaml import YAML

post = "title: Evening\ndate: 2026-11-30T23:30:00-05:00\n"
read = YAML().load(post)
for name, one in (("itself", read), ("its copy", copy.copy(read)), ("its deep copy", copy.deepcopy(read))):
    written = io.StringIO()
    YAML().dump(one, written)
    print(f"ruamel.yaml, {name}:", written.getvalue().splitlines()[1])
print("ruamel.yaml, equal:", copy.deepcopy(read["date"]) == read["date"])
read = yaml.safe_load(post)
print("PyYAML, equal:", copy.deepcopy(read["date"]) == read["date"])
PYTHON
grep -qx "ruamel.yaml, itself: date: 2026-11-30T23:30:00-05:00" found
grep -qx "ruamel.yaml, its copy: date: 2026-11-30T23:30:00-05:00" found
grep -qx "ruamel.yaml, its deep copy: date: 2026-11-30T23:30:00" found
grep -qx "ruamel.yaml, equal: False" found
grep -qx "PyYAML, equal: True" found
echo "as it was: a deep copy of what ruamel.yaml 0.19.1 has read loses the offset of its times"
