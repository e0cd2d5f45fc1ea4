#!/usr/bin/env bash
# ultimate-sitemap-parser 1.8.1 reads when pages of a site last changed. Where a map says only the year, 2019, or the month, 2019-01, it
# fills in the day and the month of the day on which it is run: the same map says another date each day. What is right: no more than is
# said, or the first day. The W3C's note on dates, which the protocol of site maps names, has both forms.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet ultimate-sitemap-parser==1.8.1 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import datetime

from usp.objects.sitemap import PagesXMLSitemap
from usp.tree import sitemap_from_str

text = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <url><loc>https://example.org/year</loc><lastmod>2019</lastmod></url>
  <url><loc>https://example.org/month</loc><lastmod>2019-01</lastmod></url>
</urlset>"""
today = datetime.date.today()
for page in sitemap_from_str(text).all_pages():
    day = page.last_modified.date()
    is_of_today = day.day == today.day and (day.month == today.month or page.url.endswith("month"))
    print(page.url, day, "has the day of today" if is_of_today else "has another day")
PYTHON
test "$(grep -c "has the day of today" found)" = 2
echo "as it was: ultimate-sitemap-parser 1.8.1 takes what a date leaves out from the day on which it is run"
