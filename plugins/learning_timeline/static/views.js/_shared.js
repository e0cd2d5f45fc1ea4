// @ts-check
/**
 * In: the facts and what is selected of them. Out: the values of each chart of the timeline page, its sentence and its table. Python draws
 * the same charts for the whole journal, and tests hold the two to the same values; how a chart looks is decided there alone.
 *
 * A file for each view says what it draws; this one and others whose names begin so hold what several views use.
 */

const site = window.learningTimeline;
const { calendar, words } = site;
const { cut, day, duration, percent, plotly } = words;
const FEW_PERIODS = 6;
const HALF_A_YEAR = 180;
const NOTHING = _("There are no posts in this selection.");
const DAY = 86_400_000;

site.views = {};
site.pictures = {};

/**
 * A trace with what it shows: where its look says `@name` stands the value of that name, or the column of that name. A list of names stands
 * for a list of as many values in each row. Python has a function of the same name.
 * @type {LearningTimeline["filled"]}
 */
site.filled = (look, values) => {
  const { rows = [] } = values;
  if (typeof look === "string" && look.startsWith("@")) return values[look.slice(1)] ?? rows.map((row) => /** @type {Attributes} */ (row)[look.slice(1)]);
  if (Array.isArray(look) && typeof look[0] === "string") return rows.map((row) => look.map((name) => /** @type {Attributes} */ (row)[name.slice(1)]));
  if (!look || typeof look !== "object" || Array.isArray(look)) return look;
  return Object.fromEntries(Object.entries(look).map(([name, item]) => [name, site.filled(item, values)]));
};

/** @type {(context: ViewContext) => string[]} */
const amounts = () => ["amounts"];

/** @param {Pick<ViewContext, "facts">} context */
const known = ({ facts }) => /** @type {Amounts} */ (facts.amounts);

/**
 * Calls back with the day, topic and value of each event that the measure counts.
 * @param {ViewContext} context
 * @param {Measure} measure
 * @param {(day: number, topic: number, value: number) => void} each
 */
function count(context, measure, each) {
  const { facts } = context;
  if (measure === "revisions") {
    for (const change of revisions(context)) {
      const { days, posts } = known(context);
      each(days[change], facts.topicOf[posts[change]], 1);
    }
    return;
  }
  for (const post of context.posts) {
    each(facts.days[post], facts.topicOf[post], measure === "words" ? known(context).words[post] : 1);
  }
}

/**
 * The positions of the revisions in the selection.
 * @param {Pick<ViewContext, "facts" | "selection" | "hasTopic">} context
 */
function revisions(context) {
  const { facts, selection, hasTopic } = context;
  const { days, posts } = known(context);
  const found = [];
  for (let change = 0; change < days.length; change += 1) {
    // From the beginning on there are texts that are older than the first post.
    if (days[change] > selection.to || (selection.from && days[change] < selection.from)) continue;
    if (hasTopic(facts.topicOf[posts[change]])) found.push(change);
  }
  return found;
}

/**
 * The periods of the selection, and its topics with the sums of the measure in each of them: the largest first, equals by slug.
 * @param {ViewContext} context
 */
function byPeriod(context) {
  const { facts, selection } = context;
  const grain = calendar.grain(selection.from, selection.to);
  const starts = calendar.periods(selection.from, selection.to, grain);
  const columnOf = new Map(starts.map((start, column) => [start, column]));
  /** @type {Map<number, number[]>} */
  const sums = new Map();
  count(context, selection.measure, (at, topic, value) => {
    const column = columnOf.get(calendar.start(at, grain));
    if (column === undefined) return;
    let row = sums.get(topic);
    if (!row) sums.set(topic, (row = new Array(starts.length).fill(0)));
    row[column] += value;
  });
  const topics = [...sums].map(([topic, values]) => ({ ...facts.topics[topic], values, total: sum(values) }));
  return { grain, starts, topics: topics.sort((a, b) => b.total - a.total || bySlug(a, b)) };
}

/**
 * The selected topics in the order of their first posts, with the days of their posts.
 * @param {ViewContext} context
 */
function lives({ facts, posts }) {
  return grouped(posts, (post) => facts.topicOf[post])
    .map(([topic, list]) => ({ topic, days: list.map((post) => facts.days[post]), ...facts.topics[topic] }))
    .sort((a, b) => a.days[0] - b.days[0] || bySlug(a, b));
}

/** @param {{slug: string}} a @param {{slug: string}} b */
const bySlug = (a, b) => (a.slug < b.slug ? -1 : 1);

/**
 * Items by what they have in common, in the order in which it is met.
 * @template Item, Key
 * @param {Iterable<Item>} items
 * @param {(item: Item) => Key} keyOf
 */
function grouped(items, keyOf) {
  /** @type {Map<Key, Item[]>} */
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups];
}

/**
 * As many letters of a name as a chart has room for.
 * @param {ViewContext} context
 * @param {string} name
 */
const labelOf = ({ data, isNarrow }, name) => plotly(cut(name, isNarrow ? data.limits.narrow_label : data.limits.label));

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, value) => total + value, 0);

/** @param {number} value @param {number} places */
const rounded = (value, places) => Number(value.toFixed(places));

/** @param {string} text */
const capital = (text) => text[0].toUpperCase() + text.slice(1);

/**
 * The placeholder of one of the theme's colours.
 * @param {ChartData} data
 * @param {string} name
 */
const token = (data, name) => Object.keys(data.tokens).find((placeholder) => data.tokens[placeholder] === name) ?? "";
