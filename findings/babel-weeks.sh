#!/usr/bin/env bash
# Babel 2.19.0 formats dates by CLDR. For a language without a territory, such as "de", it counts weeks as the world's default says and
# not as the language's own territory does: 1 January 2027 is in week 1 of 2027, with "de_DE" in week 53 of 2026; and English weeks begin
# on Monday. What is right: 53, and Sunday, as ICU has it: without a territory the likely one decides (UTS 35, part 4, "First Day
# Overrides", step 6).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv v
v/bin/pip install --quiet babel==2.19.0 >/dev/null
v/bin/python - <<'PYTHON' | tee found
import datetime

from babel import Locale
from babel.dates import format_date

for name in ("de", "de_DE", "en", "en_US"):
    week = format_date(datetime.date(2027, 1, 1), "YYYY 'week' w", locale=name)
    print(f"{name}: {week}, weeks begin on day {Locale.parse(name).first_week_day + 1}")
PYTHON
node -e 'for (const name of ["de", "en"]) {
  const locale = new Intl.Locale(name), { firstDay, minimalDays } = locale.getWeekInfo?.() ?? locale.weekInfo;
  console.log(`ICU, ${name}: weeks begin on day ${firstDay}, the first has ${minimalDays} days or more`);
}' | tee -a found
grep -qx "de: 2027 week 1, weeks begin on day 1" found
grep -qx "de_DE: 2026 week 53, weeks begin on day 1" found
grep -qx "en: .*, weeks begin on day 1" found
grep -qx "en_US: .*, weeks begin on day 7" found
grep -qx "ICU, de: weeks begin on day 1, the first has 4 days or more" found
grep -qx "ICU, en: weeks begin on day 7, the first has 1 days or more" found
echo "as it was: Babel 2.19.0 counts the weeks of a language without its territory"
