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
  const rows = [...years].sort(([a], [b]) => a - b).map(([year, [written, kept]]) => ({ year, written, kept, percent: percent(kept, written) }));
  const written = sum(rows.map((row) => row.written));
  const kept = sum(rows.map((row) => row.kept));
  const most = Math.max(0, ...rows.map((row) => row.written));
  // Words are known by the year, so that whole years are counted.
  const isUntilToday = selection.to === facts.today;
  const told = { words: counted(written, "word"), number: number(kept), percent: percent(kept, written), first: from, last: to };
  return {
    targets: rows.map(({ year }) => yearWindow(year)),
    traces: [
      { role: "written", rows },
      { role: "kept", rows },
    ],
    layout: { ...countAxis("yaxis", most), ...yearAxis(rows.map(({ year }) => year), context.isNarrow) },
    sentence: written
      ? selection.from
        ? from === to
          ? _("Of %(words)s written in %(last)s, code included, %(number)s still stand (%(percent)s).", told)
          : _("Of %(words)s written in the years %(first)s to %(last)s, code included, %(number)s still stand (%(percent)s).", told)
        : isUntilToday
          ? _("Of %(words)s ever written, code included, %(number)s still stand (%(percent)s).", told)
          : _("Of %(words)s written until the end of %(last)s, code included, %(number)s still stand (%(percent)s).", told)
      : _("The history has no words for this selection."),
    rows: rows.map((row) => [String(row.year), row.written, row.kept]),
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
