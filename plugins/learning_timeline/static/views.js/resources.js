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
      { role: "line", end: [left, right] },
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
  rows: rows.map(({ on, lag, topic, title }) => ({
    learned: calendar.iso(on),
    published: calendar.iso(on - lag),
    colour: facts.topics[topic].colour,
    title: plotly(cut(title, 70)),
    lag: duration(Math.max(lag, 0)),
  })),
});

/** @param {Dated[]} rows */
function manyResources(rows) {
  const ends = (/** @type {Dated} */ { on, lag }) => [calendar.start(on, "quarter"), calendar.start(on - lag, "year")].map(calendar.iso).join(" ");
  const cells = grouped(rows, ends).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    role: "resources",
    rows: cells.map(([key, { length }]) => {
      const [learned, published] = key.split(" ");
      return { learned, published, size: rounded(5 + 4 * Math.sqrt(length), 1), said: counted(length, "resource") };
    }),
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
  return grouped(rows, keyOf).map(([key, group]) => ({ key, resources: group.length, lag: halfEven(median(group.map(({ lag }) => lag))) }));
}

/** @type {View["draw"]} */
function lagByYear(context) {
  const rows = lagsBy(dated(context), ({ on }) => calendar.date(on).getUTCFullYear()).sort((a, b) => a.key - b.key);
  const drawn = rows.map(({ key, lag, resources }) => ({ year: key, lag: rounded(lag / 365.25, 2), said: counted(resources, "resource") }));
  const years = rows.map(({ key }) => key);
  const [first, last] = [years[0] ?? 0, years[years.length - 1] ?? 0];
  const told = rows.map(({ key, lag }) => _("%(time)s in %(year)s", { time: lagOf(lag), year: key }));
  return {
    targets: years.map(yearWindow),
    traces: [{ role: "lag", rows: drawn, mode: rows.length <= 5 * FEW_PERIODS ? "lines+markers" : "lines" }],
    layout: {
      "xaxis.range": [first - 0.5, last + 0.5],
      "xaxis.dtick": context.isNarrow ? Math.ceil((last - first + 1) / 6) : Math.max(1, Math.floor(rows.length / 8)),
      "yaxis.range": [0, Math.max(0, ...drawn.map(({ lag }) => lag)) * 1.15 || 1],
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
  const rows = lagsBy(dated(context), ({ topic }) => topic)
    .map((row) => ({ ...facts.topics[row.key], ...row }))
    .sort((a, b) => a.lag - b.lag || bySlug(a, b));
  const largest = [...rows].sort((a, b) => b.resources - a.resources || bySlug(a, b)).slice(0, data.limits.rows);
  const shown = rows.filter((row) => largest.includes(row));
  const drawn = shown.map((row) => ({
    ...row,
    value: rounded(row.lag / 365.25, 2),
    said: `${plotly(row.name)}<br>${counted(row.resources, "resource")}`,
  }));
  const carried = shown.filter(({ resources }) => resources >= fewest);
  const told = carried.map(({ name, lag, resources }) =>
    _("%(topic)s (%(time)s, %(resources)s)", { topic: name, time: lagOf(lag), resources: counted(resources, "resource") }),
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
    targets: shown.map(({ slug }) => slug),
    ...bars(context, drawn, _("years")),
    sentence: !rows.length ? NO_RESOURCE : others ? `${lags} ${notAll}` : lags,
    rows: rows.map(({ name, resources, lag }) => [name, resources, lag]),
  };
}

/** @type {View["needs"]} */
const resourcesOfAll = () => ["resources"];
site.views.frontier = { needs: resourcesOfAll, draw: frontier };
site.views["lag-by-year"] = { needs: resourcesOfAll, draw: lagByYear };
site.views["lag-by-topic"] = { needs: resourcesOfAll, draw: lagByTopic };
