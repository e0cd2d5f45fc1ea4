#!/usr/bin/env bash
# A line that holds a carriage return, as what a program with a progress bar has printed does, is one line for git, which ends lines with
# \n alone. GitPython 3.2.1 loses what follows the carriage return from its blame; dulwich 1.2.21 counts one line more, so that each line
# behind has another number. What is right: two lines, whole, as `git blame` prints them.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet GitPython==3.2.1 dulwich==1.2.21 >/dev/null
git init --quiet log
printf 'read 10%%\rread 100%%\ndone\n' >log/run.txt
git -C log add run.txt
git -C log -c user.name=A -c user.email=a@example.org commit --quiet --message=run
echo "git: $(git -C log blame -s run.txt | wc -l) lines" | tee found
v/bin/python - <<'PYTHON' | tee -a found
import git
from dulwich.annotate import annotate_lines
from dulwich.repo import Repo

print("GitPython:", [line for _, lines in git.Repo("log").blame("HEAD", "run.txt") for line in lines])
repository = Repo("log")
print("dulwich:", [line for _, line in annotate_lines(repository.object_store, repository.head(), b"run.txt")])
PYTHON
grep -qx "git: 2 lines" found
grep -qxF "GitPython: ['read 10%', 'done']" found
grep -qxF "dulwich: [b'read 10%\r', b'read 100%\n', b'done\n']" found
echo "as it was: GitPython 3.2.1 and dulwich 1.2.21 end lines at carriage returns"
