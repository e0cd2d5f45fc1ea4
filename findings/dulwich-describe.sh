#!/usr/bin/env bash
# dulwich 1.2.21 names a commit by the tag before it, as `git describe` does. Where a branch was merged whose commits are older than the
# tag, as after work of weeks, it does not count them: "v1-1" in place of "v1-3". What is right: the number of commits that have come since
# the tag (git-describe(1), "Examples"), as git 2 and pygit2 1.21.0 have it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet dulwich==1.2.21 pygit2==1.21.0 >/dev/null
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
git init --quiet --initial-branch=main notes
on() {
  local day=$1T12:00:00Z
  shift
  GIT_AUTHOR_DATE=$day GIT_COMMITTER_DATE=$day git -C notes "$@"
}
on 2026-01-01 commit --quiet --allow-empty --message=Begin
git -C notes checkout --quiet -b side
on 2026-01-02 commit --quiet --allow-empty --message=Read
on 2026-01-03 commit --quiet --allow-empty --message=Write
git -C notes checkout --quiet main
on 2026-02-01 commit --quiet --allow-empty --message=Publish
on 2026-02-01 tag --annotate --message=v1 v1
on 2026-02-02 merge --quiet --no-ff --message=Merge side
echo "git: $(git -C notes describe)" | tee found
v/bin/python - <<'PYTHON' | tee -a found
import pygit2
from dulwich import porcelain

print("pygit2:", pygit2.Repository("notes").describe())
print("dulwich:", porcelain.describe("notes"))
PYTHON
grep -qE "^git: v1-3-g[0-9a-f]+$" found
grep -qE "^pygit2: v1-3-g[0-9a-f]+$" found
grep -qE "^dulwich: v1-1-g[0-9a-f]+$" found
echo "as it was: dulwich 1.2.21 does not count commits that are older than the tag"
