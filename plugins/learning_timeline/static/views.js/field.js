// @ts-check
/** How far the field has come by one of its numbers, and the posts of the selection on that line. */

const LABEL = { letter: 6.6, line: 18 };
const FIELD = { wide: 536, narrow: 268 };

/**
 * The series that the figure shows, the first one unless another is chosen.
 * @param {ViewContext} context
 */
function chosenSeries({ facts, chosen }) {
  const all = /** @type {WorldSeries[]} */ (facts.world);
  return all.find(({ slug }) => slug === chosen) ?? all[0];
}

/** @type {View["draw"]} */
function field(context) {
  const { facts, selection, isNarrow, isWhole, data } = context;
  const series = chosenSeries(context);
  const points = series.points.map(([date, level, label, value, isBest, weight, caution]) => ({
    date,
    on: calendar.dayOf(`${date}-01-01`.slice(0, 10)),
    level,
    label,
    value,
    isBest,
    weight,
    said: `<b>${plotly(cut(label, 60))}</b>, ${date}<br>${plotly(value + caution)}`,
  }));
  const begin = isWhole ? points[0].on : selection.from;
  const end = Math.max(selection.to, isWhole ? points[points.length - 1].on : selection.from, begin + 365);
  const pad = (end - begin) * 0.02;
  const [left, right] = [begin - Math.ceil(pad), end + Math.floor(pad)];
  const best = points.filter(({ isBest }) => isBest);
  const bestOn = (/** @type {number} */ day) => best.findLast(({ on }) => on <= day);
  const last = best[best.length - 1];
  const days = thinned([...new Set(context.posts.map((post) => facts.days[post]))].filter(bestOn), data.limits.marks);
  const [first, now] = [bestOn(begin) ?? best[0], bestOn(selection.to)];
  const isShown = (/** @type {{on: number}} */ { on }) => on >= begin && on <= end;
  const posts = days.map((on) => {
    const { level = 0, value, label } = bestOn(on) ?? {};
    return { on, level, said: _("I wrote on %(day)s<br>best then: %(best)s", { day: calendar.iso(on), best: plotly(`${value} (${label})`) }) };
  });
  const [reached, about] = series.human ?? [];
  const axis = Object.fromEntries(Object.entries(series.axis).map(([name, value]) => [`yaxis.${name}`, value]));
  return {
    traces: [
      { role: "other", rows: onDays(points.filter(({ isBest }) => !isBest)) },
      { role: "since", rows: onDays([last, { ...last, on: Math.max(facts.today, last.on) }]) },
      { role: "best", rows: onDays(best) },
      { role: "post", rows: onDays(posts) },
    ],
    layout: {
      "xaxis.range": [left, right].map(calendar.iso),
      ...timeTicks(begin, end, isNarrow),
      "yaxis.tickvals": null,
      "yaxis.ticktext": null,
      "yaxis.title": null,
      "yaxis.nticks": 0,
      ...axis,
      shapes: [
        { ...data.marks.life, x0: calendar.iso(selection.from), x1: calendar.iso(selection.to) },
        ...(reached === undefined ? [] : [{ ...data.marks["human line"], x0: calendar.iso(left), x1: calendar.iso(right), y0: reached, y1: reached }]),
      ],
      annotations: [
        ...fieldLabels(points.filter((point) => isShown(point) && (point.isBest || point.weight > 1)), context, left, right),
        ...(reached === undefined ? [] : [{ ...data.marks.human, text: about, x: calendar.iso(left), y: reached }]),
      ],
    },
    title: series.name,
    sentence: now
      ? now === first
        ? _("%(series)s stood at %(value)s (%(what)s) all this time.", { series: capital(series.about), value: now.value, what: now.label })
        : _("%(series)s went from %(first)s (%(before)s) to %(last)s (%(after)s) in this time.", {
            series: capital(series.about),
            first: first.value,
            before: first.label,
            last: now.value,
            after: now.label,
          })
      : _("There is no data on %(series)s for this time.", { series: series.about }),
    columns: ["Date", "What"],
    names: [series.name],
    rows: best.filter(isShown).map(({ date, label, value }) => [date, label, value]),
  };
}

/** @type {<Row extends {on: number}>(rows: Row[]) => object[]} */
const onDays = (rows) => rows.map((row) => ({ ...row, on: calendar.iso(row.on) }));

/**
 * As many days as can be told apart on the line: one of each month or year where there are more.
 * @param {number[]} days
 * @param {number} most
 */
function thinned(days, most) {
  if (days.length <= most) return days;
  for (const grain of /** @type {Grain[]} */ (["month", "year"])) {
    const kept = new Map(days.toReversed().map((day) => [calendar.start(day, grain), day]));
    if (kept.size <= most || grain === "year") return [...kept.values()].toReversed();
  }
  return days;
}

/**
 * Names beside points, each where it has room: by weight, then the newest first. Those of the line stand to the left of it and away from it,
 * those of other points, which need some weight, on its other side.
 * @param {{on: number, level: number, label: string, isBest: 0 | 1, weight: number}[]} points
 * @param {ViewContext} context
 * @param {number} begin
 * @param {number} end
 */
function fieldLabels(points, context, begin, end) {
  const { better, axis } = chosenSeries(context);
  const { height, margin } = context.data.layout;
  const width = context.isNarrow ? FIELD.narrow : FIELD.wide;
  const [low, high] = axis.range;
  /** @type {[left: number, right: number, below: number, above: number][]} */
  const boxes = [];
  const notes = [];
  for (const { on, level, label, isBest } of points.toReversed().sort((a, b) => b.weight - a.weight)) {
    const text = cut(label, context.data.limits.label);
    const side = isBest ? -1 : 1;
    const up = Boolean(isBest) === (better === "higher") ? 9 : -9;
    const at = ((on - begin) / (end - begin)) * width + 6 * side;
    const middle = ((level - low) / (high - low)) * (height - margin.t - margin.b) + up;
    const [left, right] = [at, at + LABEL.letter * text.length * side].sort((a, b) => a - b);
    const [below, above] = [middle - LABEL.line / 2, middle + LABEL.line / 2];
    if (left < 0 || right > width) continue;
    if (boxes.some((box) => left < box[1] && box[0] < right && below < box[3] && box[2] < above)) continue;
    boxes.push([left, right, below, above]);
    notes.push({ ...context.data.marks[isBest ? "best" : "other"], text: plotly(text), x: calendar.iso(on), y: level, yshift: up });
  }
  return notes;
}

site.views["field-measured"] = { needs: () => ["world"], draw: field };
