// @ts-check
/** From the first to the last post of each topic, with its silences. */

/** @type {View["draw"]} */
function lifelines(context) {
  const { selection, isNarrow, data } = context;
  const all = lives(context);
  const most = [...all]
    .sort((a, b) => b.days.length - a.days.length || bySlug(a, b))
    .slice(0, data.limits.rows);
  const shown = all.filter((life) => most.includes(life));
  const grain = calendar.grain(selection.from, selection.to) === "month" ? "month" : "year";
  const marks = lifeMarks(shown, grain);
  const hasMarks = marks.length <= data.limits.marks && marks.length > 0;
  /** @type {{on: string | null, row: number | null}[]} */
  const silences = [];
  /** @type {{on: string, length: number, row: number, colour: string, said: string}[]} */
  const bars = [];
  shown.forEach(({ days, name, colour }, row) => {
    const each = [...new Set(days)];
    let start = each[0];
    each.forEach((before, index) => {
      const after = each[index + 1];
      if (after !== undefined && after - before <= 365) return;
      const [on, length] = [calendar.iso(start), Math.max(before - start, 1)];
      const said = `<b>${plotly(name)}</b><br>${on}, ${_("%(number)s days", { number: number(length) })}`;
      bars.push({ on, length: length * DAY, row, colour, said });
      if (after === undefined) return;
      silences.push({ on: calendar.iso(before), row }, { on: calendar.iso(after), row }, { on: null, row: null });
      start = after;
    });
  });
  const top = Math.max(4, ...marks.map(({ posts }) => posts));
  const scale = isNarrow ? data.narrow["meta.marks"] : 1;
  const rows = marks.map(({ row, on, posts, start }) => ({
    on: calendar.iso(on),
    row,
    posts,
    colour: shown[row].colour,
    name: plotly(shown[row].name),
    size: rounded((6 + 11 * Math.sqrt(posts / top)) * scale, 1),
    period: calendar.name(start, grain),
  }));
  return {
    traces: [
      { role: "silence", rows: silences },
      { role: "life", rows: bars, width: hasMarks ? 0.14 : 0.5 },
      ...(hasMarks ? [{ role: "mark", rows }] : []),
    ],
    layout: {
      ...selectedTime(context),
      ...rowAxis(context, shown, 0.4),
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
    .flatMap(({ days, slug }, row) =>
      grouped(days, (on) => calendar.start(on, grain)).map(([start, list]) => ({
        row,
        slug,
        start,
        posts: list.length,
        on: Math.floor(sum(list) / list.length),
      })),
    )
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
