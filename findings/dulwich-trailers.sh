#!/usr/bin/env bash
# dulwich 1.2.21 reads the trailers of a message of git, such as who wrote a commit together. Where the commit was picked from another
# branch (git cherry-pick -x, which adds a line of its own), it finds no trailer at all, so that the second author is gone. What is right:
# the co-author, as git 2 has it: a block of trailers may have other lines if one of them is git's own (git-interpret-trailers(1),
# "Description").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet dulwich==1.2.21 >/dev/null
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
git init --quiet --initial-branch=main notes
cd notes
git commit --quiet --allow-empty --message=Begin
git checkout --quiet -b draft
echo words >bandits.md
git add bandits.md
git commit --quiet --message "Notes on bandits

Co-authored-by: Ada <ada@example.org>"
git checkout --quiet main
git cherry-pick -x draft >/dev/null
for branch in draft main; do
  echo "git, $branch: $(git log -1 --format='%(trailers:key=Co-authored-by,valueonly,separator=%x2C)' "$branch")"
done | tee ../found
../v/bin/python - <<'PYTHON' | tee -a ../found
from dulwich.repo import Repo
from dulwich.trailers import parse_trailers

repository = Repo(".")
for branch in (b"draft", b"main"):
    _, trailers = parse_trailers(repository[b"refs/heads/" + branch].message)
    print(f"dulwich, {branch.decode()}:", *(one.value for one in trailers))
PYTHON
cd ..
grep -qxF "git, draft: Ada <ada@example.org>" found
grep -qxF "git, main: Ada <ada@example.org>" found
grep -qxF "dulwich, draft: Ada <ada@example.org>" found
grep -qx "dulwich, main:" found
echo "as it was: dulwich 1.2.21 finds no trailers beside the line that git cherry-pick -x adds"
