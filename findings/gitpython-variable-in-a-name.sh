#!/usr/bin/env bash
# GitPython 3.2.1 opens the repository of a folder. Of one with a "$NAME" in its own name, which is an ordinary name of a folder, it finds the
# repository, also with expand_vars=False; but each command of git it starts in the folder that the value of such a variable would lead to,
# and where there is none, in the folder that the program happens to be in. So it tells, without an error, the history of another repository.
# What is right: the commit of the repository that was opened.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet GitPython==3.2.1 >/dev/null
for name in 'price in $LANGUAGE' here; do
  git init --quiet "$name"
  git -C "$name" -c user.name=A -c user.email=a@example.org commit --quiet --allow-empty --message "of $name"
done
cd here
LANGUAGE=en ../v/bin/python - <<'PYTHON' | tee ../found
import git

repository = git.Repo("../price in $LANGUAGE", expand_vars=False)
print("opened:", repository.working_dir.rpartition("/")[2])
print("told:", repository.git.log("--format=%s"))
PYTHON
cd ..
grep -qxF 'opened: price in $LANGUAGE' found
grep -qx "told: of here" found
echo "as it was: GitPython 3.2.1 tells the history of the present folder's repository"
