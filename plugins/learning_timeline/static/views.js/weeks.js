// @ts-check
/** A cell for each week: a picture of the page's own. */

/** @type {Picture} */
function weeks(context, figure) {
  const { facts, selection } = context;
  const first = calendar.week(0);
  /** @type {Map<number, number>} */
  const sums = new Map();
  const begin = calendar.week(selection.from).monday;
  const lastWeek = calendar.week(selection.to).monday;
  for (let monday = begin; monday <= lastWeek; monday += 7) sums.set(monday, 0);
  count(context, selection.measure, (at, _, value) => {
    const { monday } = calendar.week(at);
    const before = sums.get(monday);
    if (before !== undefined) sums.set(monday, before + value);
  });
  const values = [...sums.values()];
  const bounds = densityBounds(values);
  /** @type {string[][]} */
  const cells = [[], [], [], [], [], [], []];
  for (let monday = first.monday; monday <= calendar.week(facts.today).monday; monday += 7) {
    const { year, week } = calendar.week(monday);
    const value = sums.get(monday);
    const level = value === undefined ? 6 : densityLevel(value, bounds);
    cells[level].push(`M${(week - 1) * 10} ${(year - first.year) * 10}h9v9h-9z`);
  }
  figure.querySelectorAll(".weeks-grid path").forEach((path, level) => path.setAttribute("d", cells[level].join("")));
  const active = values.filter(Boolean).length;
  const most = Math.max(...values);
  const fullest = [...sums].find(([, value]) => value === most);
  const { year, week } = calendar.week(fullest?.[0] ?? 0);
  const noun = selection.measure.slice(0, -1);
  const name = { posts: "a post", words: "a post", revisions: "a revision" }[selection.measure];
  return {
    sentence: most
      ? `${number(active)} of ${counted(values.length, "week")} ${active === 1 ? "has" : "have"} ${name} (${percent(active, values.length)})` +
        (values.filter((value) => value === most).length > 1 ? "." : `; the fullest is week ${week} of ${year}, with ${counted(most, noun)}.`)
      : NOTHING,
    columns: ["Year", "Weeks", `Weeks with ${name}`, capital(selection.measure), "Most in a week"],
    rows: weeksByYear(sums),
    key: densityKey(bounds, values),
    keyOf: `${selection.measure} a week`,
  };
}

/** @param {Map<number, number>} sums */
function weeksByYear(sums) {
  /** @type {Map<number, number[]>} */
  const years = new Map();
  for (const [monday, value] of sums) {
    const { year } = calendar.week(monday);
    years.set(year, [...(years.get(year) ?? []), value]);
  }
  return [...years].map(([year, list]) => [
    String(year),
    list.length,
    list.filter(Boolean).length,
    sum(list),
    Math.max(...list),
  ]);
}

site.pictures.weeks = weeks;
