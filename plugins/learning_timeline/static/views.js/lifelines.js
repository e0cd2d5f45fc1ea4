// @ts-check
/** From the first to the last post of each topic, with its silences. */

/** @type {View["draw"]} */
function lifelines(context) {
  const { selection, isNarrow, data } = context;
  const all = lives(context);
  const most = [...all]
    .sort((a, b) => b.days.length - a.days.length || (a.slug < b.slug ? -1 : 1))
    .slice(0, data.limits.rows);
  const shown = all.filter((life) => most.includes(life));
  const isYoung = calendar.grain(selection.from, selection.to) === "month";
  const marks = lifeMarks(shown, isYoung ? "month" : "year");
  const hasMarks = marks.length <= data.limits.marks && marks.length > 0;
  /** @type {(string | null)[]} */
  const silentX = [];
  /** @type {(number | null)[]} */
  const silentY = [];
  /** @type {{row: number, start: number, length: number}[]} */
  const bars = [];
  shown.forEach(({ days }, row) => {
    const each = [...new Set(days)];
    let start = each[0];
    each.forEach((before, index) => {
      const after = each[index + 1];
      if (after !== undefined && after - before <= 365) return;
      bars.push({ row, start, length: Math.max(before - start, 1) });
      if (after === undefined) return;
      silentX.push(calendar.iso(before), calendar.iso(after), null);
      silentY.push(row, row, null);
      start = after;
    });
  });
  const top = Math.max(4, ...marks.map(({ posts }) => posts));
  const sizes = marks.map(({ posts }) => rounded((6 + 11 * Math.sqrt(posts / top)) * (isNarrow ? data.narrow["meta.marks"] : 1), 1));
  const labels = shown.map(({ name }) => labelOf(context, name));
  return {
    traces: [
      { role: "silence", x: silentX, y: silentY },
      {
        role: "life",
        base: bars.map(({ start }) => calendar.iso(start)),
        x: bars.map(({ length }) => length * DAY),
        y: bars.map(({ row }) => row),
        width: hasMarks ? 0.14 : 0.5,
        "marker.color": bars.map(({ row }) => shown[row].colour),
        customdata: bars.map(
          ({ row, start, length }) => `<b>${plotly(shown[row].name)}</b><br>${calendar.iso(start)}, ${_("%(number)s days", { number: number(length) })}`,
        ),
      },
      ...(hasMarks
        ? [
            {
              role: "mark",
              x: marks.map(({ on }) => calendar.iso(on)),
              y: marks.map(({ row }) => row),
              "marker.color": marks.map(({ row }) => shown[row].colour),
              "marker.size": sizes,
              text: marks.map(({ row }) => plotly(shown[row].name)),
              customdata: marks.map(({ posts, start }) => [posts, calendar.name(start, isYoung ? "month" : "year")]),
            },
          ]
        : []),
    ],
    layout: {
      ...selectedTime(context),
      ...rowAxis(labels, 0.4),
    },
    height: 52 + (shown.length <= 20 ? 24 : 19) * shown.length,
    sentence: lifelinesSentence(all, shown.length),
    rows: all.map(({ name, days }) => [name, calendar.iso(days[0]), calendar.iso(days[days.length - 1]), days.length, longestGap(days)]),
  };
}

/** @param {number[]} days */
const longestGap = (days) => Math.max(0, ...days.map((on, index) => (index ? on - days[index - 1] : 0)));

/**
 * Posts of one topic in one period, at the mean of their days; by topic and then by time.
 * @param {(Topic & {topic: number, days: number[]})[]} shown
 * @param {Grain} grain
 */
function lifeMarks(shown, grain) {
  return shown
    .flatMap(({ days, slug }, row) => {
      /** @type {Map<number, number[]>} */
      const periods = new Map();
      for (const on of days) {
        const start = calendar.start(on, grain);
        periods.set(start, [...(periods.get(start) ?? []), on]);
      }
      return [...periods].map(([start, list]) => ({ row, slug, start, posts: list.length, on: Math.floor(sum(list) / list.length) }));
    })
    .sort((a, b) => (a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : a.start - b.start));
}

/** @param {ReturnType<typeof lives>} all @param {number} drawn */
function lifelinesSentence(all, drawn) {
  if (!all.length) return NOTHING;
  const span = (/** @type {{days: number[]}} */ { days }) => days[days.length - 1] - days[0];
  const longest = all.reduce((best, life) => (span(life) > span(best) ? life : best));
  const { days, name } = longest;
  const rest = drawn < all.length ? ` ${_("The %(number)s topics with the most posts are drawn.", { number: drawn })}` : "";
  if (all.filter((life) => span(life) === span(longest)).length > 1) return _("%(topics)s in this time.", { topics: counted(all.length, "topic") }) + rest;
  const life = { topic: name, first: day(days[0]), last: day(days[days.length - 1]) };
  return _("Longest life in this time: %(topic)s, from %(first)s to %(last)s.", life) + rest;
}

site.views.lifelines = { draw: lifelines };
