// @ts-check
/** Words by the year in which they were written, and those that still stand. */

/** @type {View["draw"]} */
function textKept(context) {
  const { facts, selection, hasTopic } = context;
  const [from, to] = [selection.from, selection.to].map((on) => calendar.date(on).getUTCFullYear());
  /** @type {Map<number, [number, number]>} */
  const years = new Map();
  for (const [topic, year, written, kept] of known(context).kept) {
    // As with revisions, some words are older than the first post.
    if (!hasTopic(topic) || (selection.from && year < from) || year > to) continue;
    const sums = years.get(year) ?? [0, 0];
    years.set(year, [sums[0] + written, sums[1] + kept]);
  }
  const rows = [...years].sort(([a], [b]) => a - b);
  const x = rows.map(([year]) => year);
  const written = sum(rows.map(([, sums]) => sums[0]));
  const kept = sum(rows.map(([, sums]) => sums[1]));
  const most = Math.max(0, ...rows.map(([, sums]) => sums[0]));
  // Words are known by the year, so that whole years are counted.
  const isUntilToday = selection.to === facts.today;
  const told = { words: counted(written, "word"), number: number(kept), percent: percent(kept, written), first: from, last: to };
  return {
    targets: x.map(yearWindow),
    traces: [
      { role: "written", x, y: rows.map(([, sums]) => sums[0]) },
      { role: "kept", x, y: rows.map(([, sums]) => sums[1]), customdata: rows.map(([, sums]) => percent(sums[1], sums[0])) },
    ],
    layout: { ...countAxis("yaxis", most), ...yearAxis(x, context.isNarrow) },
    sentence: written
      ? selection.from
        ? from === to
          ? _("Of %(words)s written in %(last)s, code included, %(number)s still stand (%(percent)s).", told)
          : _("Of %(words)s written in the years %(first)s to %(last)s, code included, %(number)s still stand (%(percent)s).", told)
        : isUntilToday
          ? _("Of %(words)s ever written, code included, %(number)s still stand (%(percent)s).", told)
          : _("Of %(words)s written until the end of %(last)s, code included, %(number)s still stand (%(percent)s).", told)
      : _("The history has no words for this selection."),
    rows: rows.map(([year, sums]) => [String(year), ...sums]),
  };
}

/**
 * The days of a year.
 * @param {number} year
 * @returns {[number, number]}
 */
function yearWindow(year) {
  const start = calendar.dayAt(year, 0);
  return [start, calendar.next(start, "year") - 1];
}

/** @param {number[]} years @param {boolean} isNarrow */
const yearAxis = (years, isNarrow) => ({
  "xaxis.range": [(years[0] ?? 0) - 0.6, Math.max(years[years.length - 1] ?? 0, (years[0] ?? 0) + 5) + 0.6],
  "xaxis.dtick": years.length <= (isNarrow ? 6 : 12) ? 1 : years.length <= 30 ? 5 : 10,
});

site.views["text-kept"] = { needs: amounts, draw: textKept };
