// @ts-check
/** What was written about each topic in each period, as bands or bars. */

/** @type {(context: ViewContext) => string[]} */
const amountsOfMeasure = ({ selection }) => (selection.measure === "posts" ? [] : ["amounts"]);

// Of the legend of a narrow chart, in pixels, as Python counts it: a line's height and its width.
const LEGEND_LINE = 24;
const LEGEND_WIDTH = 300;

/**
 * How many lines the legend of a narrow chart has: Plotly sets names that do not fit into one line in columns as wide as the longest.
 * @param {string[]} labels
 */
function legendLines(labels) {
  const widths = labels.map((label) => label.length * 7 + 45);
  if (sum(widths) <= LEGEND_WIDTH) return Math.min(labels.length, 1);
  return Math.ceil(labels.length / Math.max(Math.floor(LEGEND_WIDTH / Math.max(...widths)), 1));
}

/** @type {View["draw"]} */
function topicsOverTime(context) {
  const { facts, selection, isNarrow, data } = context;
  const { grain, starts, topics } = byPeriod(context);
  const { rows } = data.limits;
  const bands = topics.slice(0, topics.length <= rows + 1 ? rows + 1 : rows);
  if (topics.length > bands.length) {
    const rest = topics.slice(rows);
    const values = starts.map((_, column) => sum(rest.map((topic) => topic.values[column])));
    bands.push({ slug: "", name: _("other topics"), colour: token(data, "rule"), values, total: sum(values) });
  }
  const isFew = starts.length <= FEW_PERIODS;
  const columnTotals = starts.map((_, column) => sum(bands.map(({ values }) => values[column])));
  const lastFull = columnTotals.findLastIndex((total) => total > 0);
  const at = isFew ? Math.max(lastFull, 0) : starts.length - 1;
  const most = Math.max(0, ...columnTotals);
  const { share, measure } = selection;
  const topValue = share ? 100 : rounded(most * 1.06, 2) || 1;
  const ends = bands.map(({ values }) => (share ? (100 * values[at]) / (columnTotals[at] || 1) : values[at]));
  const { height, margin } = data.layout;
  const places = labelPlaces(ends, topValue, height - margin.t - margin.b);
  const few = isFew ? later(starts[0], grain, FEW_PERIODS - 1) : 0;
  const end = Math.max(starts[starts.length - 1], few);
  const middles = starts.map((start) => start + Math.floor((calendar.next(start, grain) - start) / 2));
  const last = isFew ? later(end, grain, 1) : middles[middles.length - 1];
  const labels = bands.map(({ name }) => cut(name, data.limits.label));
  const isOpen = selection.to === facts.today && calendar.next(starts[starts.length - 1], grain) > facts.today + 1;
  const legend = LEGEND_LINE * legendLines(labels);
  const flags = (data.layout.annotations ?? []).filter((/** @type {Attributes} */ mark) => mark.text === "◆");
  return {
    traces: bands.map(({ colour, values }, index) => ({
      role: isFew ? "bar" : "area",
      on: (isFew ? starts : middles).map(calendar.iso),
      value: values,
      name: plotly(labels[index]),
      colour,
      hover: share ? "%{y:.0f} %" : "%{y:,}",
      norm: share ? "percent" : "",
      ...data.marks.bars[grain],
    })),
    layout: {
      "xaxis.range": [calendar.iso(isFew ? starts[0] : middles[0]), calendar.iso(last)],
      ...timeTicks(starts[0], end, isNarrow),
      "xaxis.ticklabelmode": isFew ? "period" : "instant",
      "xaxis.hoverformat": grain === "year" ? "%Y" : "%b %Y",
      "yaxis.range": [0, topValue],
      "yaxis.dtick": share ? null : wholeTicks(most),
      "yaxis.title.text": share ? _("%(percent)s of %(measure)s", { percent: "%", measure: _(measure) }) : _(measure),
      barnorm: share ? "percent" : "",
      annotations: isNarrow
        ? flags
        : [
            ...bands.map(({ colour }, index) => ({
              ...data.marks.end,
              text: `<span style="color:${colour}">■</span> ${plotly(labels[index])}`,
              y: places[index],
            })),
            ...flags,
          ],
      shapes: [
        ...(data.layout.shapes ?? []).filter((/** @type {Attributes} */ shape) => shape.type === "line"),
        ...(isOpen && !isFew ? [{ ...data.marks.veil, x0: calendar.iso(middles[middles.length - 2]), x1: calendar.iso(last) }] : []),
      ],
      showlegend: isNarrow && bands.length > 0,
      ...(isNarrow ? { "margin.b": margin.b + legend } : {}),
    },
    height: isNarrow ? height - 60 + legend : height,
    sentence: topicsSentence(selection.measure, topics),
    columns: [capital(grain)],
    names: bands.map(({ name }) => name),
    rows: starts.map((start, column) => [calendar.name(start, grain), ...bands.map(({ values }) => values[column])]),
  };
}

/** @param {number} start @param {Grain} grain @param {number} periods */
function later(start, grain, periods) {
  let at = start;
  for (let nth = 0; nth < periods; nth += 1) at = calendar.next(at, grain);
  return at;
}

/**
 * Heights of the labels at the bands' ends, from 0 to 1: at the middle of each, moved apart until none overlaps.
 * @param {number[]} ends
 * @param {number} top
 * @param {number} inner
 */
function labelPlaces(ends, top, inner) {
  const step = Math.min(19 / inner, 1 / Math.max(ends.length, 1));
  let below = 0;
  const places = ends.map((end) => {
    below += end;
    return (below - end / 2) / top;
  });
  for (let index = 1; index < places.length; index += 1) places[index] = Math.max(places[index], places[index - 1] + step);
  let ceiling = 1 - step / 2;
  for (let index = places.length - 1; index >= 0; index -= 1) {
    places[index] = Math.min(places[index], ceiling);
    ceiling = places[index] - step;
  }
  return places.map((place) => rounded(place, 4));
}

/** @param {Measure} measure @param {{name: string, total: number}[]} topics */
function topicsSentence(measure, topics) {
  const total = sum(topics.map((topic) => topic.total));
  if (!total) return NOTHING;
  const noun = measure.slice(0, -1);
  const foremost = topics.slice(0, 3);
  const isMost = 2 * sum(foremost.map((topic) => topic.total)) > total;
  const names = listed(foremost.map((topic) => `${topic.name} (${number(topic.total)}, ${percent(topic.total, total)})`));
  const told = { number: counted(total, noun), topics: counted(topics.length, "topic"), names };
  if (topics.length <= 3) return _("%(number)s about %(topics)s: %(names)s.", told);
  if (isMost) return _("%(number)s about %(topics)s, most of them about %(names)s.", told);
  return _("%(number)s about %(topics)s, such as %(names)s.", told);
}

site.views["topics-over-time"] = { needs: amountsOfMeasure, draw: topicsOverTime };
