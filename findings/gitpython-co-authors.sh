#!/usr/bin/env bash
# GitPython 3.2.1 lists who wrote a commit together. `Commit.co_authors` sees a trailer in the one spelling "Co-authored-by" alone, and
# passes over "Co-Authored-By" and "co-authored-by", which its own list of trailers has. What is right: all three people, as git 2 finds
# them by the key of a trailer: it is matched without regard to case (git-log, "trailers:key=").
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet GitPython==3.2.1 >/dev/null
git init --quiet r
git -C r -c user.name=A -c user.email=a@example.org commit --quiet --allow-empty --message "Notes on attention

Co-authored-by: First <first@example.org>
Co-Authored-By: Second <second@example.org>
co-authored-by: Third <third@example.org>"
v/bin/python - <<'PYTHON' | tee found
import git

commit = git.Repo("r").head.commit
print("co_authors:", *(one.name for one in commit.co_authors))
print("trailers:", *(value.split()[0] for _, value in commit.trailers_list))
PYTHON
echo "git:" $(git -C r log --format="%(trailers:key=Co-authored-by,valueonly)" | cut -d" " -f1) | tee -a found
grep -qx "co_authors: First" found
grep -qx "trailers: First Second Third" found
grep -qx "git: First Second Third" found
echo "as it was: GitPython 3.2.1 knows co-authors by one spelling of the trailer"
