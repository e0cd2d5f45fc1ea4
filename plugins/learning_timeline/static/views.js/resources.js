// @ts-check
/** What was studied: when it was published, when it was first learned, and how long that took. */

const NO_RESOURCE = _("No resource was first learned in this selection.");

/**
 * The selected resources by the day on which they were first learned; from the beginning on, also those learned before the first post.
 * @param {Pick<ViewContext, "facts" | "selection" | "hasTopic">} context
 */
const studied = ({ facts, selection, hasTopic }) =>
  /** @type {Resource[]} */ (facts.resources).filter(
    ({ on, topic }) => on <= selection.to && (!selection.from || on >= selection.from) && hasTopic(topic),
  );

/**
 * Those of which it is known when they were published.
 * @typedef {Resource & {lag: number}} Dated
 * @param {ViewContext} context
 */
const dated = (context) => /** @type {Dated[]} */ (studied(context).filter(({ lag }) => lag !== null));

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A half goes to the even neighbour, as in Python. @param {number} value */
const halfEven = (value) => (Math.abs(value % 1) === 0.5 && Math.floor(value) % 2 === 0 ? Math.floor(value) : Math.round(value));

/** @param {number} days */
const lagOf = (days) => duration(Math.max(days, 1));

/** @type {View["draw"]} */
function frontier(context) {
  const { facts, selection, isNarrow } = context;
  const rows = dated(context);
  const first = rows[0]?.on ?? selection.from;
  const time = timeRange(context, first, selection.to);
  const [left, right] = time.axis["xaxis.range"];
  const published = rows.map(({ on, lag }) => on - lag);
  const oldest = Math.min(first, ...published);
  const newest = Math.max(time.end, ...published);
  const room = Math.max((newest - oldest) * 0.04, 120);
  const notes = context.data.layout.annotations ?? [];
  return {
    traces: [
      { role: "line", x: [left, right], y: [left, right] },
      ...(rows.length > context.data.limits.marks ? [manyResources(rows)] : rows.length ? [eachResource(facts, rows)] : []),
    ],
    layout: {
      ...time.axis,
      "yaxis.range": [Math.floor(oldest - room), Math.floor(Math.max(newest, time.end + time.room) + room)].map(calendar.iso),
      ...Object.fromEntries(
        Object.entries(timeTicks(oldest, newest, isNarrow, 7)).map(([name, value]) => [name.replace("xaxis", "yaxis"), value]),
      ),
      annotations: notes.map((/** @type {Attributes} */ note) => ({ ...note, x: right, y: right })),
    },
    sentence: rows.length ? frontierSentence(rows, context.data.limits.fewest) : NO_RESOURCE,
    rows: rows.map(({ on, lag, title, topic }) => [calendar.iso(on), calendar.iso(on - lag), title, facts.topics[topic].name, lag]),
  };
}

/** @param {Facts} facts @param {Dated[]} rows */
const eachResource = (facts, rows) => ({
  role: "resource",
  x: rows.map(({ on }) => calendar.iso(on)),
  y: rows.map(({ on, lag }) => calendar.iso(on - lag)),
  "marker.color": rows.map(({ topic }) => facts.topics[topic].colour),
  text: rows.map(({ title }) => plotly(cut(title, 70))),
  customdata: rows.map(({ lag }) => duration(Math.max(lag, 0))),
});

/** @param {Dated[]} rows */
function manyResources(rows) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { on, lag } of rows) {
    const key = `${calendar.iso(calendar.start(on, "quarter"))} ${calendar.iso(calendar.start(on - lag, "year"))}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const cells = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, number]) => ({ ends: key.split(" "), number }));
  return {
    role: "resources",
    x: cells.map(({ ends }) => ends[0]),
    y: cells.map(({ ends }) => ends[1]),
    "marker.size": cells.map((cell) => rounded(5 + 4 * Math.sqrt(cell.number), 1)),
    text: cells.map((cell) => counted(cell.number, "resource")),
  };
}

/** @param {Dated[]} rows @param {number} fewest */
function frontierSentence(rows, fewest) {
  const oldest = rows.reduce((best, row) => (row.on - row.lag < best.on - best.lag ? row : best));
  const begin = _("%(resources)s, the oldest of %(year)s (“%(title)s”).", {
    resources: counted(rows.length, "resource"),
    year: calendar.date(oldest.on - oldest.lag).getUTCFullYear(),
    title: cut(oldest.title, 60),
  });
  if (rows.length < fewest) return begin;
  const lag = lagOf(halfEven(median(rows.map((row) => row.lag))));
  return `${begin} ${_("The median lag between publication and learning is %(lag)s.", { lag })}`;
}

/**
 * The median lag of each group.
 * @template Key
 * @param {Dated[]} rows
 * @param {(row: Dated) => Key} keyOf
 */
function lagsBy(rows, keyOf) {
  /** @type {Map<Key, number[]>} */
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row.lag);
    else groups.set(key, [row.lag]);
  }
  return [...groups].map(([key, lags]) => ({ key, resources: lags.length, lag: halfEven(median(lags)) }));
}

/** @type {View["draw"]} */
function lagByYear(context) {
  const rows = lagsBy(dated(context), ({ on }) => calendar.date(on).getUTCFullYear()).sort((a, b) => a.key - b.key);
  const lags = rows.map(({ lag }) => rounded(lag / 365.25, 2));
  const years = rows.map(({ key }) => key);
  const [first, last] = [years[0] ?? 0, years[years.length - 1] ?? 0];
  const told = rows.map(({ key, lag }) => _("%(time)s in %(year)s", { time: lagOf(lag), year: key }));
  return {
    targets: years.map(yearWindow),
    traces: [
      {
        role: "lag",
        x: years,
        y: lags,
        mode: rows.length <= 5 * FEW_PERIODS ? "lines+markers" : "lines",
        customdata: rows.map(({ resources }) => counted(resources, "resource")),
      },
    ],
    layout: {
      "xaxis.range": [first - 0.5, last + 0.5],
      "xaxis.dtick": context.isNarrow ? Math.ceil((last - first + 1) / 6) : Math.max(1, Math.floor(rows.length / 8)),
      "yaxis.range": [0, Math.max(0, ...lags) * 1.15 || 1],
    },
    sentence: !rows.length
      ? NO_RESOURCE
      : rows.length === 1
        ? _("The median lag was %(lag)s, over %(resources)s.", { lag: told[0], resources: counted(rows[0].resources, "resource") })
        : _("The median lag was %(first)s and %(last)s.", { first: told[0], last: told[told.length - 1] }),
    rows: rows.map(({ key, resources, lag }) => [String(key), resources, lag]),
  };
}

/** @type {View["draw"]} */
function lagByTopic(context) {
  const { facts, data } = context;
  const { fewest } = data.limits;
  const slug = (/** @type {{key: number}} */ { key }) => facts.topics[key].slug;
  const bySlug = (/** @type {{key: number}} */ a, /** @type {{key: number}} */ b) => (slug(a) < slug(b) ? -1 : 1);
  const rows = lagsBy(dated(context), ({ topic }) => topic).sort((a, b) => a.lag - b.lag || bySlug(a, b));
  const largest = [...rows].sort((a, b) => b.resources - a.resources || bySlug(a, b)).slice(0, data.limits.rows);
  const shown = rows.filter((row) => largest.includes(row));
  const carried = shown.filter(({ resources }) => resources >= fewest);
  const told = carried.map(({ key, lag, resources }) =>
    _("%(topic)s (%(time)s, %(resources)s)", { topic: facts.topics[key].name, time: lagOf(lag), resources: counted(resources, "resource") }),
  );
  const lags = !told.length
    ? _("A median needs %(number)s resources, and no topic has that many in this selection.", { number: fewest })
    : told.length <= fewest
      ? _("The median lag by topic: %(topics)s.", { topics: listed(told) })
      : _("Nearest to the frontier: %(nearest)s; farthest: %(farthest)s.", {
          nearest: listed(told.slice(0, fewest)),
          farthest: told[told.length - 1],
        });
  const others = rows.length - shown.length;
  const notAll = _("The %(drawn)s topics with the most resources are drawn; the other %(others)s are in the table.", { drawn: shown.length, others });
  return {
    targets: shown.map(slug),
    ...bars(
      shown.map(({ lag }) => rounded(lag / 365.25, 2)),
      shown.map(({ key }) => labelOf(context, facts.topics[key].name)),
      shown.map(({ key }) => facts.topics[key].colour),
      shown.map(({ key, resources }) => `${plotly(facts.topics[key].name)}<br>${counted(resources, "resource")}`),
      _("years"),
    ),
    sentence: !rows.length ? NO_RESOURCE : others ? `${lags} ${notAll}` : lags,
    rows: rows.map(({ key, resources, lag }) => [facts.topics[key].name, resources, lag]),
  };
}

/** @type {View["needs"]} */
const resourcesOfAll = () => ["resources"];
site.views.frontier = { needs: resourcesOfAll, draw: frontier };
site.views["lag-by-year"] = { needs: resourcesOfAll, draw: lagByYear };
site.views["lag-by-topic"] = { needs: resourcesOfAll, draw: lagByTopic };
