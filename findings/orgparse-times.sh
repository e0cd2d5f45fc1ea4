#!/usr/bin/env bash
# orgparse 0.5.20260926 reads Org. The hour of a time may have one digit, as in <2026-11-30 Mon 9:05>: orgparse then drops the time and
# says the day alone. Where one tag has "%" or "#", all tags of the heading are lost and stay in its title. What is right: 9:05, and the
# tags, since Org's syntax has H:MM "with one or two digits" in a timestamp, and "#" and "%" among the letters of a tag.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet orgparse==0.5.20260926 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import orgparse

for line in ("* Call :work:c#:\n<2026-11-30 Mon 9:05>", "* Call :work:home:\n<2026-11-30 Mon 09:05>"):
    (_, heading) = orgparse.loads(line)
    (time,) = heading.get_timestamps(active=True, point=True)
    print(repr(heading.heading), sorted(heading.tags), time.start)
PYTHON
grep -qxF "'Call :work:c#:' [] 2026-11-30" found
grep -qxF "'Call' ['home', 'work'] 2026-11-30 09:05:00" found
echo "as it was: orgparse 0.5.20260926 loses times of one digit, and all tags beside one with # or %"
