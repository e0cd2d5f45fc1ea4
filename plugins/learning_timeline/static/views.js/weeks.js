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
  const all = weeksOfAll(facts);
  const allBounds = densityBounds([...all.values()].map(({ first, end }) => end - first));
  const byTopic = /** @type {HTMLInputElement | null} */ (figure.querySelector(".weeks-by-topic"))?.checked;
  /** Within the selection by level, then outside it by level. @type {string[][]} */
  const cells = Array.from({ length: 13 }, () => []);
  /** @type {Map<string, string[]>} */
  const coloured = new Map();
  for (let monday = first.monday; monday <= calendar.week(facts.today).monday; monday += 7) {
    const { year, week } = calendar.week(monday);
    const value = sums.get(monday);
    const whole = all.get(monday);
    const cell = `M${(week - 1) * 10} ${(year - first.year) * 10}h9v9h-9z`;
    if (!value && whole) cells[7 + densityLevel(whole.end - whole.first, allBounds)].push(cell);
    else if (value && whole && byTopic) {
      const key = `${mainTopic(facts, whole)} ${densityLevel(value, bounds)}`;
      const list = coloured.get(key);
      if (list) list.push(cell);
      else coloured.set(key, [cell]);
    } else cells[value === undefined ? 6 : densityLevel(value, bounds)].push(cell);
  }
  figure.querySelectorAll(".weeks-grid svg > path:not(.weeks-to-come)").forEach((path, level) => path.setAttribute("d", cells[level].join("")));
  figure.querySelector(".weeks-topics")?.replaceChildren(...[...coloured].map(([key, list]) => topicCells(facts, key, list)));
  const active = values.filter(Boolean).length;
  const most = Math.max(...values);
  const fullest = [...sums].find(([, value]) => value === most);
  const { year, week } = calendar.week(fullest?.[0] ?? 0);
  const noun = selection.measure.slice(0, -1);
  const isOfPosts = selection.measure !== "revisions";
  const told = { weeks: counted(values.length, "week"), percent: percent(active, values.length) };
  const sentence = isOfPosts
    ? ngettext("%(num)s of %(weeks)s has a post (%(percent)s)", "%(num)s of %(weeks)s have a post (%(percent)s)", active, told)
    : ngettext("%(num)s of %(weeks)s has a revision (%(percent)s)", "%(num)s of %(weeks)s have a revision (%(percent)s)", active, told);
  return {
    sentence: most
      ? values.filter((value) => value === most).length > 1
        ? `${sentence}.`
        : _("%(sentence)s; the fullest is week %(week)s of %(year)s, with %(posts)s.", { sentence, week, year, posts: counted(most, noun) })
      : NOTHING,
    columns: ["Year", "Weeks", isOfPosts ? "Weeks with a post" : "Weeks with a revision", capital(selection.measure), "Most in a week"],
    rows: weeksByYear(sums),
    key: densityKey(bounds, values),
    keyOf: { posts: _("posts a week"), words: _("words a week"), revisions: _("revisions a week") }[selection.measure],
  };
}

/** @type {Map<number, {first: number, end: number}> | undefined} */
let allWeeks;
/**
 * The weeks with any posts, by their Mondays, and which posts those are.
 * @param {Facts} facts
 */
function weeksOfAll({ days }) {
  if (allWeeks) return allWeeks;
  allWeeks = new Map();
  for (let first = 0, end = 0; first < days.length; first = end) {
    const { monday } = calendar.week(days[first]);
    while (end < days.length && days[end] < monday + 7) end += 1;
    allWeeks.set(monday, { first, end });
  }
  return allWeeks;
}

/**
 * The topic of most of a week's posts: of several with as many the one that was written about first.
 * @param {Facts} facts
 * @param {{first: number, end: number}} week
 */
function mainTopic({ topicOf }, { first, end }) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (let post = first; post < end; post += 1) counts.set(topicOf[post], (counts.get(topicOf[post]) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts.keys()].find((topic) => counts.get(topic) === most);
}

/**
 * Weeks of one main topic and one level, the stronger the more there was.
 * @param {Facts} facts
 * @param {string} key
 * @param {string[]} list
 */
function topicCells(facts, key, list) {
  const [topic, level] = key.split(" ").map(Number);
  const path = shape("path", { d: list.join("") });
  path.style.setProperty("--colour", facts.topics[topic].colour);
  path.style.opacity = String(0.35 + 0.13 * level);
  return path;
}

/** @param {Map<number, number>} sums */
const weeksByYear = (sums) =>
  grouped(sums, ([monday]) => calendar.week(monday).year).map(([year, weeks]) => {
    const list = weeks.map(([, value]) => value);
    return [String(year), list.length, list.filter(Boolean).length, sum(list), Math.max(...list)];
  });

site.pictures.weeks = weeks;
