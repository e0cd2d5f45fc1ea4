// @ts-check
/** A mark for each post in the row of its topic; of too many, cells that show their density. */

/** @type {View["draw"]} */
function everyPost(context) {
  const { posts, data } = context;
  const rows = lives(context);
  const rowOf = new Map(rows.map(({ topic }, row) => [topic, row]));
  const isMarks = posts.length <= data.limits.marks;
  const height = Math.max(60, Math.min(rows.length * 22, 760));
  const labelled = rowLabels(context, rows, height);
  const told = { posts: counted(posts.length, "post"), topics: counted(rows.length, "topic") };
  const cells = posts.length && !isMarks ? density(context, rowOf) : null;
  return {
    ...(cells ? { key: cells.key, keyOf: { month: _("posts a month"), quarter: _("posts a quarter"), year: _("posts a year") }[cells.grain] } : {}),
    traces: !posts.length ? [] : [cells ? cells.trace : marks(context, rowOf)],
    layout: {
      ...selectedTime(context),
      "yaxis.range": [rows.length - 0.5, -0.5],
      ...labelled,
    },
    height: height + 60,
    sentence: posts.length
      ? isMarks
        ? _("%(posts)s in %(topics)s, the oldest topic on top.", told)
        : _("%(posts)s in %(topics)s, the oldest topic on top. There are too many to draw one by one, so cells show their density.", told)
      : NOTHING,
    rows: rows.map(({ name, days }) => [name, days.length]),
  };
}

/** @param {ViewContext} context @param {Map<number, number>} rowOf */
function marks({ facts, posts }, rowOf) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  const rows = posts.map((post) => {
    const place = `${facts.days[post]} ${facts.topicOf[post]}`;
    const nth = seen.get(place) ?? 0;
    seen.set(place, nth + 1);
    const [title, url] = site.titleOf(post);
    const row = rounded((rowOf.get(facts.topicOf[post]) ?? 0) + Math.min(nth, 4) * 0.15, 2);
    return { on: calendar.iso(facts.days[post]), row, title: plotly(cut(title, 90)), url, colour: facts.topics[facts.topicOf[post]].colour };
  });
  return { role: "mark", rows };
}

/** @type {View["needs"]} */
const titlesOfMarks = ({ posts, data }) => (posts.length <= data.limits.marks ? site.titleFiles(posts) : []);

/**
 * Ticks for rows: every topic where there is room, else those with the most posts that fit.
 * @param {ViewContext} context
 * @param {ReturnType<typeof lives>} rows
 * @param {number} height
 */
function rowLabels(context, rows, height) {
  const apart = (13 * rows.length) / height;
  /** @type {number[]} */
  const chosen = [];
  const order = rows.map((_, row) => row).sort((a, b) => rows[b].days.length - rows[a].days.length || a - b);
  for (const row of order) if (chosen.every((other) => Math.abs(row - other) >= apart)) chosen.push(row);
  chosen.sort((a, b) => a - b);
  return { "yaxis.tickvals": chosen, "yaxis.ticktext": chosen.map((row) => labelOf(context, rows[row].name)) };
}

/** @param {ViewContext} context @param {Map<number, number>} rowOf */
function density({ facts, posts, selection, isNarrow, data }, rowOf) {
  const [from, to] = [calendar.date(selection.from), calendar.date(selection.to)];
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth() + 1;
  // A cell has to be a few pixels wide.
  const most = isNarrow ? data.limits.months / 2 : data.limits.months;
  const grain = months <= most ? "month" : months <= 3 * most || !isNarrow ? "quarter" : "year";
  const starts = calendar.periods(selection.from, selection.to, grain);
  const columnOf = new Map(starts.map((start, column) => [start, column]));
  /** @type {(number | null)[][]} */
  const counts = [...rowOf].map(() => new Array(starts.length).fill(null));
  for (const post of posts) {
    const row = counts[rowOf.get(facts.topicOf[post]) ?? 0];
    const column = columnOf.get(calendar.start(facts.days[post], grain)) ?? 0;
    row[column] = (row[column] ?? 0) + 1;
  }
  const bounds = densityBounds(counts.flat().map((value) => value ?? 0));
  const trace = {
    role: "density",
    start: starts.map(calendar.iso),
    row: counts.map((_, row) => row),
    levels: counts.map((row) => row.map((value) => (value === null ? null : densityLevel(value, bounds)))),
    counts,
    gap: isNarrow || rowOf.size > 60 ? 0 : 1,
  };
  return { trace, key: densityKey(bounds, [0, ...counts.flat().map((value) => value ?? 0)]), grain };
}

site.views["every-post"] = { needs: titlesOfMarks, draw: everyPost };
