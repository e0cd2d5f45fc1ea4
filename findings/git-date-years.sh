#!/usr/bin/env bash
# git 2.39.5, of Debian 12, dates commits by ISO 8601, as when old letters are put in a repository. It cannot hold a day before 1970 or
# after 2099, and takes it for a day of another year, without a word: of --date=1969-07-20T20:17:00Z it makes one of this year. What is
# right: the day, or the error that git itself gives for the same text in GIT_AUTHOR_DATE (git-commit(1), "Date Formats", which has one
# list for both).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
git init --quiet .
for day in 1970-01-02T00:00:00Z 2099-12-30T00:00:00Z 1969-07-20T20:17:00Z 2100-01-01T00:00:00Z; do
  git commit --quiet --allow-empty --message=Letter --date="$day"
  option=$(git log -1 --format=%ad --date=format:%Y)
  if GIT_AUTHOR_DATE=$day git commit --quiet --allow-empty --message=Letter 2>error; then
    variable=$(git log -1 --format=%ad --date=format:%Y)
  else
    variable=$(cut -d' ' -f2- error | cut -d: -f1)
  fi
  echo "$day: by --date in $option, by GIT_AUTHOR_DATE $variable"
done | tee found
this=$(date +%Y)
grep -qx "1970-01-02T00:00:00Z: by --date in 1970, by GIT_AUTHOR_DATE 1970" found
grep -qx "2099-12-30T00:00:00Z: by --date in 2099, by GIT_AUTHOR_DATE 2099" found
grep -qx "1969-07-20T20:17:00Z: by --date in $this, by GIT_AUTHOR_DATE invalid date format" found
grep -qx "2100-01-01T00:00:00Z: by --date in $this, by GIT_AUTHOR_DATE invalid date format" found
echo "as it was: git 2.39.5 takes days before 1970 and after 2099 for days of another year"
