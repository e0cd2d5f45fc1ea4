// @ts-check
/**
 * In: the facts and what is selected of them. Out: the values of each chart of the timeline page, its sentence and its table. Python draws
 * the same charts for the whole journal, and tests hold the two to the same values; how a chart looks is decided there alone.
 */
"use strict";

(() => {
  const site = window.learningTimeline;
  const { calendar, words } = site;
  const { counted, cut, day, duration, listed, number, percent, plotly } = words;
  const TOP_TOPICS = 11;
  const LIFELINES = 30;
  const MOST_LIFE_MARKS = 800;
  const MOST_MARKS = 1200;
  const MONTHS_OF_DENSITY = 120;
  const MULTIPLES = 24;
  const FEW_PERIODS = 6;
  const MOST_REVISED = 12;
  const MOST_WAITING = 24;
  const HALF_A_YEAR = 180;
  const BARS = { month: [5, 20], quarter: [15, 60], year: [62, 240] };
  const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
  const NOTHING = "No post lies in this selection.";
  const DAY = 86_400_000;

  /** @type {(context: ViewContext) => string[]} */
  const amounts = () => ["amounts"];
  /** @type {(context: ViewContext) => string[]} */
  const amountsOfMeasure = ({ selection }) => (selection.measure === "posts" ? [] : ["amounts"]);

  /** @param {ViewContext} context */
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
   * @param {ViewContext} context
   */
  function revisions(context) {
    const { facts, selection, hasTopic } = context;
    const { days, posts } = known(context);
    const found = [];
    for (let change = 0; change < days.length; change += 1) {
      // The whole journal has texts that are older than its first post.
      if (days[change] > selection.to || (days[change] < selection.from && !context.isWhole)) continue;
      if (hasTopic(facts.topicOf[posts[change]])) found.push(change);
    }
    return found;
  }

  /**
   * Sums of the measure in periods, by topic.
   * @param {ViewContext} context
   * @param {number[]} starts
   * @param {Grain} grain
   */
  function periodSums(context, starts, grain) {
    const columnOf = new Map(starts.map((start, column) => [start, column]));
    /** @type {Map<number, number[]>} */
    const sums = new Map();
    count(context, context.selection.measure, (at, topic, value) => {
      const column = columnOf.get(calendar.start(at, grain));
      if (column === undefined) return;
      let row = sums.get(topic);
      if (!row) sums.set(topic, (row = new Array(starts.length).fill(0)));
      row[column] += value;
    });
    return sums;
  }

  /** @param {number[]} numbers */
  const sum = (numbers) => numbers.reduce((total, value) => total + value, 0);

  /**
   * Keys in the order of their numbers, the largest first; equals by slug.
   * @param {Map<number, number>} totals
   * @param {Facts} facts
   */
  const byTotal = (totals, facts) =>
    [...totals.keys()].sort(
      (a, b) =>
        /** @type {number} */ (totals.get(b)) - /** @type {number} */ (totals.get(a)) ||
        (facts.topics[a].slug < facts.topics[b].slug ? -1 : 1),
    );

  /**
   * Ticks on the first days of years, or of months in a short time.
   * @param {number} from
   * @param {number} to
   * @param {boolean} isNarrow
   */
  function timeTicks(from, to, isNarrow) {
    const most = isNarrow ? 5 : 13;
    const years = (to - from) / 365.25;
    if (years <= 3) {
      const step = [1, 2, 3, 6, 12].find((step) => (years * 12) / step <= most) ?? 12;
      return { "xaxis.tick0": "2000-01-01", "xaxis.dtick": `M${step}`, "xaxis.tickformat": "%b\n%Y" };
    }
    const step = [1, 2, 5, 10, 20, 50].find((step) => years / step <= most) ?? 50;
    return { "xaxis.tick0": "2000-01-01", "xaxis.dtick": `M${12 * step}`, "xaxis.tickformat": "%Y" };
  }

  /** @param {number} top */
  const wholeTicks = (top) => (top <= 4 ? 1 : null);

  /** @param {number} value @param {number} places */
  const rounded = (value, places) => Number(value.toFixed(places));

  /**
   * Upper bounds of the density steps zero to four, each of which holds about a fifth of the values above zero.
   * @param {number[]} values
   */
  function densityBounds(values) {
    const above = values.filter((value) => value > 0).sort((a, b) => a - b);
    const distinct = [...new Set(above)];
    if (distinct.length <= 5) return [0, ...distinct.slice(0, -1)];
    const bounds = [0];
    for (let fifth = 1; fifth < 5; fifth += 1) {
      const bound = above[Math.floor((fifth * above.length) / 5) - 1];
      const larger = distinct.filter((value) => value > bounds[bounds.length - 1]);
      if (larger.length > 1) bounds.push(Math.min(Math.max(bound, larger[0]), distinct[distinct.length - 2]));
    }
    return bounds;
  }

  /** @param {number} value @param {number[]} bounds */
  const densityLevel = (value, bounds) => Math.ceil((bounds.filter((bound) => value > bound).length * 5) / bounds.length);

  /**
   * @param {number[]} bounds
   * @param {number[]} values
   * @returns {[number, string][]}
   */
  function densityKey(bounds, values) {
    const most = Math.max(0, ...values);
    if (!most) return [[0, "0"]];
    /** @type {[number, string][]} */
    const key = [[0, "0"]];
    for (let step = 1; step <= bounds.length; step += 1) {
      const held = values.filter((value) => value > bounds[step - 1] && value <= (bounds[step] ?? most));
      const [low, high] = [Math.min(...held), Math.max(...held)].map(number);
      key.push([Math.ceil((step * 5) / bounds.length), low === high ? low : `${low} to ${high}`]);
    }
    return key;
  }

  /**
   * The placeholder of one of the theme's colours.
   * @param {ChartData} data
   * @param {string} name
   */
  const token = (data, name) => Object.keys(data.tokens).find((placeholder) => data.tokens[placeholder] === name) ?? "";

  // ── Topics over time ──────────────────────────────────────────────────────────────────────────────────────

  /** @type {View["draw"]} */
  function topicsOverTime(context) {
    const { facts, selection, isNarrow, data } = context;
    const grain = calendar.grain(selection.from, selection.to);
    const starts = calendar.periods(selection.from, selection.to, grain);
    const sums = periodSums(context, starts, grain);
    const totals = new Map([...sums].map(([topic, row]) => [topic, sum(row)]));
    const order = byTotal(totals, facts);
    const top = order.length <= TOP_TOPICS + 1 ? order : order.slice(0, TOP_TOPICS);
    const bands = top.map((topic) => ({ ...facts.topics[topic], values: /** @type {number[]} */ (sums.get(topic)) }));
    if (order.length > top.length) {
      const rest = order.slice(TOP_TOPICS).map((topic) => /** @type {number[]} */ (sums.get(topic)));
      const values = starts.map((_, column) => sum(rest.map((row) => row[column])));
      bands.push({ slug: "", name: "other topics", colour: token(data, "rule"), values });
    }
    const isFew = starts.length <= FEW_PERIODS;
    const columnTotals = starts.map((_, column) => sum(bands.map(({ values }) => values[column])));
    const lastFull = columnTotals.findLastIndex((total) => total > 0);
    const at = isFew ? Math.max(lastFull, 0) : starts.length - 1;
    const most = Math.max(0, ...columnTotals);
    const { share, measure } = selection;
    const topValue = share ? 100 : rounded(most * 1.06, 2) || 1;
    const ends = bands.map(({ values }) => (share ? (100 * values[at]) / (columnTotals[at] || 1) : values[at]));
    const height = 420;
    const places = labelPlaces(ends, topValue, height - 12 - 44);
    const few = isFew ? later(starts[0], grain, FEW_PERIODS - 1) : 0;
    const end = Math.max(starts[starts.length - 1], few);
    const last = isFew ? later(end, grain, 1) : starts[starts.length - 1];
    const labels = bands.map(({ name }) => cut(name, 24));
    const [offset, width] = BARS[grain].map((days) => days * DAY);
    const isOpen = selection.to === facts.today && calendar.next(starts[starts.length - 1], grain) > facts.today + 1;
    const legendLines = Math.ceil(sum(labels.map((label) => label.length * 7 + 52)) / 330);
    const flags = (data.layout.annotations ?? []).filter((/** @type {Attributes} */ mark) => mark.text === "◆");
    return {
      traces: bands.map(({ colour, values }, index) => ({
        role: isFew ? "bar" : "area",
        x: starts.map(calendar.iso),
        y: values,
        name: plotly(labels[index]),
        hovertemplate: share ? "%{y:.0f} %" : "%{y:,}",
        ...(isFew ? { offset, width, "marker.color": colour } : { fillcolor: colour }),
        ...(share && !isFew ? { groupnorm: "percent" } : {}),
      })),
      layout: {
        "xaxis.range": [calendar.iso(starts[0]), calendar.iso(last)],
        ...timeTicks(starts[0], end, isNarrow),
        "xaxis.ticklabelmode": isFew ? "period" : "instant",
        "xaxis.hoverformat": grain === "year" ? "%Y" : "%b %Y",
        "yaxis.range": [0, topValue],
        "yaxis.dtick": share ? null : wholeTicks(most),
        "yaxis.title.text": share ? `% of ${measure}` : measure,
        barnorm: share ? "percent" : "",
        annotations: isNarrow
          ? flags
          : [...bands.map(({ colour }, index) => endLabel(labels[index], colour, places[index])), ...flags],
        shapes: [
          ...(data.layout.shapes ?? []).filter((/** @type {Attributes} */ shape) => shape.type === "line"),
          ...(isOpen && !isFew ? [veil(starts, token(data, "paper"))] : []),
        ],
        showlegend: isNarrow && bands.length > 0,
        ...(isNarrow ? { "margin.b": 44 + 24 * legendLines } : {}),
      },
      height: isNarrow ? height - 60 + 24 * legendLines : height,
      sentence: topicsSentence(context, order, totals),
      columns: [grain === "month" ? "Month" : grain === "quarter" ? "Quarter" : "Year", ...bands.map(({ name }) => name)],
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

  /** @param {string} label @param {string} colour @param {number} place */
  const endLabel = (label, colour, place) => ({
    text: `<span style="color:${colour}">■</span> ${plotly(label)}`,
    x: 1,
    xref: "paper",
    xanchor: "left",
    xshift: 8,
    y: place,
    yref: "paper",
    yanchor: "middle",
    showarrow: false,
    font: { size: 13 },
  });

  /** @param {number[]} starts @param {string} paper */
  const veil = (starts, paper) => ({
    type: "rect",
    x0: calendar.iso(starts[starts.length - 2]),
    x1: calendar.iso(starts[starts.length - 1]),
    y0: 0,
    y1: 1,
    yref: "paper",
    fillcolor: paper,
    opacity: 0.45,
    line: { width: 0 },
  });

  /** @param {ViewContext} context @param {number[]} order @param {Map<number, number>} totals */
  function topicsSentence({ facts, selection }, order, totals) {
    const total = sum([...totals.values()]);
    if (!total) return NOTHING;
    const noun = selection.measure.slice(0, -1);
    const foremost = order
      .slice(0, 3)
      .map((topic) => `${facts.topics[topic].name} (${number(totals.get(topic) ?? 0)}, ${percent(totals.get(topic) ?? 0, total)})`);
    const most = order.length > 3 ? ", most of them about" : ":";
    return `${counted(total, noun)} about ${counted(order.length, "topic")}${most} ${listed(foremost)}.`;
  }

  // ── Lifelines ─────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * The selected topics in the order of their first posts, with the days of their posts.
   * @param {ViewContext} context
   */
  function lives({ facts, posts }) {
    /** @type {Map<number, number[]>} */
    const days = new Map();
    for (const post of posts) {
      const list = days.get(facts.topicOf[post]);
      if (list) list.push(facts.days[post]);
      else days.set(facts.topicOf[post], [facts.days[post]]);
    }
    return [...days]
      .map(([topic, list]) => ({ topic, days: list, ...facts.topics[topic] }))
      .sort((a, b) => a.days[0] - b.days[0] || (a.slug < b.slug ? -1 : 1));
  }

  /**
   * The window on an axis of time with a little room at its ends.
   * @param {ViewContext} context
   * @param {number} pad
   */
  function timeRange({ selection, isNarrow }, pad) {
    const end = Math.max(selection.to, selection.from + HALF_A_YEAR);
    const room = (end - selection.from) * pad;
    const ends = [Math.floor(selection.from - room), Math.floor(end + room)];
    return { "xaxis.range": ends.map(calendar.iso), ...timeTicks(selection.from, end, isNarrow) };
  }

  /** @type {View["draw"]} */
  function lifelines(context) {
    const { selection, isNarrow } = context;
    const all = lives(context);
    const most = [...all]
      .sort((a, b) => b.days.length - a.days.length || (a.slug < b.slug ? -1 : 1))
      .slice(0, LIFELINES);
    const shown = all.filter((life) => most.includes(life));
    const isYoung = calendar.grain(selection.from, selection.to) === "month";
    const marks = lifeMarks(shown, isYoung ? "month" : "year");
    const hasMarks = marks.length <= MOST_LIFE_MARKS && marks.length > 0;
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
    const sizes = marks.map(({ posts }) => rounded((6 + 11 * Math.sqrt(posts / top)) * (isNarrow ? 0.55 : 1), 1));
    const labels = shown.map(({ name }) => plotly(cut(name, isNarrow ? 15 : 26)));
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
            ({ row, start, length }) => `<b>${plotly(shown[row].name)}</b><br>${calendar.iso(start)}, ${number(length)} days`,
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
        ...timeRange(context, 0.015),
        "yaxis.range": [shown.length - 0.4, -0.6],
        "yaxis.tickvals": labels.map((_, row) => row),
        "yaxis.ticktext": labels,
        ...(isNarrow ? { "margin.l": 118 } : {}),
      },
      height: 52 + (shown.length <= 20 ? 24 : 19) * shown.length,
      sentence: lifelinesSentence(all, shown.length),
      columns: ["Topic", "First post", "Last post", "Posts", "Longest gap in days"],
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
    const rest = drawn < all.length ? ` The ${drawn} topics with the most posts are drawn.` : "";
    return `In this time the longest life is that of ${name}: from ${day(days[0])} to ${day(days[days.length - 1])}.${rest}`;
  }

  // ── Every post ────────────────────────────────────────────────────────────────────────────────────────────

  /** @type {View["draw"]} */
  function everyPost(context) {
    const { posts, isNarrow } = context;
    const rows = lives(context);
    const rowOf = new Map(rows.map(({ topic }, row) => [topic, row]));
    const isMarks = posts.length <= MOST_MARKS;
    const height = Math.max(60, Math.min(rows.length * 22, 760));
    const labelled = rowLabels(rows, height, isNarrow ? 15 : 26);
    const cells = posts.length && !isMarks ? density(context, rowOf) : null;
    return {
      ...(cells ? { key: cells.key, keyOf: `posts a ${cells.grain}` } : {}),
      traces: !posts.length ? [] : [cells ? cells.trace : marks(context, rowOf)],
      layout: {
        ...timeRange(context, 0.015),
        "yaxis.range": [rows.length - 0.5, -0.5],
        ...labelled,
        ...(isNarrow ? { "margin.l": 118 } : {}),
      },
      height: height + 60,
      sentence: posts.length
        ? `${counted(posts.length, "post")} in ${counted(rows.length, "topic")}, the oldest topic on top${
            isMarks ? "." : ": too many to be drawn one by one, so that cells show their density."
          }`
        : NOTHING,
      columns: ["Topic", "Posts"],
      rows: rows.map(({ name, days }) => [name, days.length]),
    };
  }

  /** @param {ViewContext} context @param {Map<number, number>} rowOf */
  function marks({ facts, posts }, rowOf) {
    /** @type {Map<string, number>} */
    const seen = new Map();
    return {
      role: "mark",
      x: posts.map((post) => calendar.iso(facts.days[post])),
      y: posts.map((post) => {
        const place = `${facts.days[post]} ${facts.topicOf[post]}`;
        const nth = seen.get(place) ?? 0;
        seen.set(place, nth + 1);
        return rounded((rowOf.get(facts.topicOf[post]) ?? 0) + Math.min(nth, 4) * 0.15, 2);
      }),
      "marker.color": posts.map((post) => facts.topics[facts.topicOf[post]].colour),
      text: posts.map((post) => plotly(cut(site.titleOf(post)[0], 90))),
      customdata: posts.map((post) => site.titleOf(post)[1]),
    };
  }

  /** @type {View["needs"]} */
  const titlesOfMarks = ({ posts }) => (posts.length <= MOST_MARKS ? site.titleFiles(posts) : []);

  /**
   * Ticks for rows: every topic where there is room, else those with the most posts that fit.
   * @param {ReturnType<typeof lives>} rows
   * @param {number} height
   * @param {number} most
   */
  function rowLabels(rows, height, most) {
    const apart = (13 * rows.length) / height;
    /** @type {number[]} */
    const chosen = [];
    const order = rows.map((_, row) => row).sort((a, b) => rows[b].days.length - rows[a].days.length || a - b);
    for (const row of order) if (chosen.every((other) => Math.abs(row - other) >= apart)) chosen.push(row);
    chosen.sort((a, b) => a - b);
    return { "yaxis.tickvals": chosen, "yaxis.ticktext": chosen.map((row) => plotly(cut(rows[row].name, most))) };
  }

  /** @param {ViewContext} context @param {Map<number, number>} rowOf */
  function density({ facts, posts, selection, isNarrow }, rowOf) {
    const [from, to] = [calendar.date(selection.from), calendar.date(selection.to)];
    const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth() + 1;
    // A cell has to be a few pixels wide.
    const most = isNarrow ? MONTHS_OF_DENSITY / 2 : MONTHS_OF_DENSITY;
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
    const gap = isNarrow || rowOf.size > 60 ? 0 : 1;
    const trace = {
      role: "density",
      x: starts.map(calendar.iso),
      y: counts.map((_, row) => row),
      z: counts.map((row) => row.map((value) => (value === null ? null : densityLevel(value, bounds)))),
      customdata: counts,
      xgap: gap,
      ygap: gap,
    };
    return { trace, key: densityKey(bounds, [0, ...counts.flat().map((value) => value ?? 0)]), grain };
  }

  // ── Running totals ────────────────────────────────────────────────────────────────────────────────────────

  /** @type {View["draw"]} */
  function cumulative(context) {
    const { facts, posts, selection, isNarrow } = context;
    const { words: wordsOf } = known(context);
    /** @type {{on: number, posts: number, words: number}[]} */
    const byDay = [];
    let all = 0;
    let allWords = 0;
    for (const post of posts) {
      all += 1;
      allWords += wordsOf[post];
      const last = byDay[byDay.length - 1];
      if (last?.on === facts.days[post]) Object.assign(last, { posts: all, words: allWords });
      else byDay.push({ on: facts.days[post], posts: all, words: allWords });
    }
    const grain = calendar.grain(selection.from, selection.to);
    const days =
      grain === "month" && byDay.length <= 120
        ? byDay.map(({ on }) => on)
        : calendar.periods(byDay[0]?.on ?? 0, selection.to, grain === "month" ? "month" : "quarter").map(
            (start) => calendar.next(start, grain === "month" ? "month" : "quarter") - 1,
          );
    const at = [...new Set([...days.filter((on) => on <= selection.to), selection.to])];
    let cursor = -1;
    const totals = at.flatMap((on) => {
      while (byDay[cursor + 1] && byDay[cursor + 1].on <= on) cursor += 1;
      return cursor < 0 ? [] : [{ ...byDay[cursor], on }];
    });
    const last = totals[totals.length - 1] ?? { on: selection.to, posts: 0, words: 0 };
    const begin = totals[0]?.on ?? selection.from;
    const end = Math.max(last.on, begin + HALF_A_YEAR);
    const pad = (end - begin) * 0.01;
    const isYoung = end > last.on;
    const panels = /** @type {["posts", "words"]} */ (["posts", "words"]);
    return {
      traces: panels.map((name) => ({
        role: name,
        x: totals.map(({ on }) => calendar.iso(on)),
        y: totals.map((total) => total[name]),
        mode: totals.length <= FEW_PERIODS ? "lines+markers" : "lines",
      })),
      layout: {
        "xaxis.range": [calendar.iso(Math.floor(begin - pad)), calendar.iso(Math.floor(end + pad))],
        ...timeTicks(begin, end, isNarrow),
        ...countAxis("yaxis", last.posts),
        ...countAxis("yaxis2", last.words),
        annotations: panels.map((name, index) => ({
          text: `<b>${number(last[name])}</b> ${last[name] === 1 ? name.slice(0, -1) : name}`,
          x: calendar.iso(last.on),
          y: last[name],
          yref: index ? "y2" : "y",
          xanchor: isYoung ? "left" : "right",
          yanchor: isYoung ? "middle" : "bottom",
          xshift: isYoung ? 10 : 0,
          yshift: isYoung ? 0 : 4,
          showarrow: false,
          font: { size: 14 },
        })),
      },
      sentence: posts.length
        ? `${counted(last.posts, "post")} with ${counted(last.words, "word")} from ${day(selection.from)} to ${day(selection.to)}: ` +
          `${counted(Math.round(last.words / last.posts), "word")} a post on average.`
        : NOTHING,
      columns: ["Until", "Posts", "Words"],
      rows: totals.map(({ on, posts: some, words: many }) => [calendar.iso(on), some, many]),
    };
  }

  /** @param {string} axis @param {number} top */
  const countAxis = (axis, top) => ({
    [`${axis}.range`]: [0, rounded(top * 1.12, 2) || 1],
    [`${axis}.tickformat`]: top < 10_000 ? ",d" : "~s",
    [`${axis}.dtick`]: wholeTicks(top),
  });

  // ── Text kept ─────────────────────────────────────────────────────────────────────────────────────────────

  /** @type {View["draw"]} */
  function textKept(context) {
    const { selection, hasTopic } = context;
    const [from, to] = [selection.from, selection.to].map((on) => calendar.date(on).getUTCFullYear());
    /** @type {Map<number, [number, number]>} */
    const years = new Map();
    for (const [topic, year, written, kept] of known(context).kept) {
      if (!hasTopic(topic) || (!context.isWhole && (year < from || year > to))) continue;
      const sums = years.get(year) ?? [0, 0];
      years.set(year, [sums[0] + written, sums[1] + kept]);
    }
    const rows = [...years].sort(([a], [b]) => a - b);
    const x = rows.map(([year]) => year);
    const written = sum(rows.map(([, sums]) => sums[0]));
    const kept = sum(rows.map(([, sums]) => sums[1]));
    const most = Math.max(0, ...rows.map(([, sums]) => sums[0]));
    return {
      targets: x.map((year) => yearWindow(context.facts, year)),
      traces: [
        { role: "written", x, y: rows.map(([, sums]) => sums[0]) },
        { role: "kept", x, y: rows.map(([, sums]) => sums[1]), customdata: rows.map(([, sums]) => percent(sums[1], sums[0])) },
      ],
      layout: { ...countAxis("yaxis", most), ...yearAxis(x, context.isNarrow) },
      sentence: written
        ? `Of ${counted(written, "word")} written in this time, ${number(kept)} still stand (${percent(kept, written)}).`
        : "No words of this selection are known to the history.",
      columns: ["Year", "Words written", "Words that stand"],
      rows: rows.map(([year, sums]) => [String(year), ...sums]),
    };
  }

  /**
   * The days of a year.
   * @param {Facts} facts
   * @param {number} year
   * @returns {[number, number]}
   */
  function yearWindow(facts, year) {
    const start = Math.round((Date.UTC(year, 0) - facts.origin) / DAY);
    return [start, calendar.next(start, "year") - 1];
  }

  /** @param {number[]} years @param {boolean} isNarrow */
  const yearAxis = (years, isNarrow) => ({
    "xaxis.range": [(years[0] ?? 0) - 0.6, Math.max(years[years.length - 1] ?? 0, (years[0] ?? 0) + 5) + 0.6],
    "xaxis.dtick": years.length <= (isNarrow ? 6 : 12) ? 1 : years.length <= 30 ? 5 : 10,
  });

  // ── Rhythm ────────────────────────────────────────────────────────────────────────────────────────────────

  /** @type {View["draw"]} */
  function rhythm(context) {
    const { days, hours } = known(context);
    const counts = WEEKDAYS.map(() => new Array(24).fill(0));
    for (const change of revisions(context)) counts[(calendar.date(days[change]).getUTCDay() + 6) % 7][hours[change]] += 1;
    const values = counts.flat();
    const bounds = densityBounds(values);
    const most = Math.max(...values);
    const fullest = values.indexOf(most);
    const total = sum(values);
    return {
      key: densityKey(bounds, values),
      keyOf: "revisions in this hour of the week",
      traces: [{ role: "cells", z: counts.map((row) => row.map((value) => densityLevel(value, bounds))), customdata: counts }],
      layout: {},
      sentence: total
        ? `Of ${counted(total, "revision")}, ${Math.round((100 * (sum(counts[5]) + sum(counts[6]))) / total)} % were made at a weekend; ` +
          `the fullest hour of the week is ${WEEKDAYS[Math.floor(fullest / 24)]} from ${fullest % 24}:00, with ${number(most)}.`
        : "No revision lies in this selection.",
      columns: ["Weekday", ...counts[0].map((_, hour) => String(hour))],
      rows: counts.map((row, weekday) => [WEEKDAYS[weekday], ...row]),
    };
  }

  // ── Posts that kept changing, topics that wait ────────────────────────────────────────────────────────────

  /**
   * The posts with the most revisions in the selection.
   * @param {ViewContext} context
   */
  function revised(context) {
    const { days, posts } = known(context);
    /** @type {Map<number, {post: number, revisions: number, first: number, last: number}>} */
    const found = new Map();
    for (const change of revisions(context)) {
      const post = posts[change];
      const row = found.get(post);
      if (row) Object.assign(row, { revisions: row.revisions + 1, last: days[change] });
      else found.set(post, { post, revisions: 1, first: days[change], last: days[change] });
    }
    return [...found.values()].filter((row) => row.revisions > 1).sort((a, b) => b.revisions - a.revisions || a.post - b.post);
  }

  /** @type {View["draw"]} */
  function mostRevised(context) {
    const { facts, isNarrow } = context;
    const rows = revised(context).slice(0, MOST_REVISED);
    const titles = rows.map(({ post }) => site.titleOf(post)[0]);
    const most = rows[0];
    return {
      targets: rows.map(({ post }) => facts.topics[facts.topicOf[post]].slug),
      ...bars(
        rows.map(({ revisions }) => revisions),
        titles.map((title) => cut(title, isNarrow ? 22 : 44)),
        rows.map(({ post }) => facts.topics[facts.topicOf[post]].colour),
        titles.map((title) => plotly(cut(title, 90))),
        "revisions",
      ),
      sentence: most
        ? `“${titles[0]}” was revised most: ${counted(most.revisions, "revision")}, from ${day(most.first)} to ${day(most.last)}.`
        : "No post was revised more than once in this selection.",
      columns: ["Post", "Revisions", "First revision", "Last revision"],
      rows: rows.map(({ revisions, first, last }, index) => [titles[index], revisions, calendar.iso(first), calendar.iso(last)]),
    };
  }

  /** @type {View["needs"]} */
  const titlesOfRevised = (context) =>
    context.facts.amounts ? site.titleFiles(revised(context).slice(0, MOST_REVISED).map(({ post }) => post)) : ["amounts"];

  /** @type {View["draw"]} */
  function waiting(context) {
    const { facts, selection, isNarrow } = context;
    /** @type {Map<number, number>} */
    const touched = new Map();
    /** @param {number} on @param {number} topic */
    const touch = (on, topic) => touched.set(topic, Math.max(on, touched.get(topic) ?? -Infinity));
    count(context, "posts", touch);
    count(context, "revisions", touch);
    const rows = [...touched]
      .map(([topic, on]) => ({ ...facts.topics[topic], on, days: selection.to - on }))
      .sort((a, b) => b.days - a.days || (a.slug < b.slug ? -1 : 1));
    const shown = rows.slice(0, MOST_WAITING);
    const isInYears = (rows[0]?.days ?? 0) > 730;
    return {
      targets: shown.map(({ slug }) => slug),
      ...bars(
        shown.map(({ days }) => (isInYears ? rounded(days / 365.25, 2) : days)),
        shown.map(({ name }) => cut(name, isNarrow ? 16 : 26)),
        shown.map(({ colour }) => colour),
        shown.map(({ name, days }) => `${plotly(name)}: ${counted(days, "day")} ago`),
        isInYears ? "years" : "days",
      ),
      sentence: rows.length ? waitingSentence(rows[0], selection.to) : NOTHING,
      columns: ["Topic", "Last written about or revised", "Days ago"],
      rows: rows.map(({ name, on, days }) => [name, calendar.iso(on), days]),
    };
  }

  /** @param {{name: string, days: number}} longest @param {number} to */
  const waitingSentence = ({ name, days }, to) =>
    days ? `${name} waits longest: it was touched ${duration(days)} before ${day(to)}.` : `All of them were touched on ${day(to)}.`;

  /**
   * @param {number[]} values
   * @param {string[]} labels
   * @param {string[]} colours
   * @param {string[]} said
   * @param {string} unit
   */
  const bars = (values, labels, colours, said, unit) => ({
    traces: values.length ? [{ role: "bar", x: values, y: values.map((_, row) => row), "marker.color": colours, customdata: said }] : [],
    layout: {
      "xaxis.title.text": unit,
      "xaxis.range": [0, rounded(Math.max(0, ...values) * 1.04, 2) || 1],
      "yaxis.range": [values.length - 0.5, -0.5],
      "yaxis.tickvals": values.map((_, row) => row),
      "yaxis.ticktext": labels.map(plotly),
    },
    height: values.length * 22 + 48,
  });

  site.views = {
    "topics-over-time": { needs: amountsOfMeasure, draw: topicsOverTime },
    lifelines: { draw: lifelines },
    "every-post": { needs: titlesOfMarks, draw: everyPost },
    cumulative: { needs: amounts, draw: cumulative },
    "text-kept": { needs: amounts, draw: textKept },
    rhythm: { needs: amounts, draw: rhythm },
    "most-revised": { needs: (context) => ["amounts", ...(titlesOfRevised(context) ?? [])], draw: mostRevised },
    waiting: { needs: amounts, draw: waiting },
  };

  // ── Pictures of the page's own ────────────────────────────────────────────────────────────────────────────

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
        ? `${number(active)} of ${counted(values.length, "week")} ${active === 1 ? "has" : "have"} ${name} (${percent(active, values.length)}); ` +
          `the fullest is week ${week} of ${year}, with ${counted(most, noun)}.`
        : NOTHING,
      columns: ["Year", "Weeks", `Weeks with ${name}`, capital(selection.measure), "Most in a week"],
      rows: weeksByYear(sums),
      key: densityKey(bounds, values),
      keyOf: `${selection.measure} a week`,
    };
  }

  /** @param {string} text */
  const capital = (text) => text[0].toUpperCase() + text.slice(1);

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

  /** @type {Picture} */
  function multiples(context, figure) {
    const { facts, selection } = context;
    const grain = calendar.grain(selection.from, selection.to);
    const starts = calendar.periods(selection.from, selection.to, grain);
    const sums = periodSums(context, starts, grain);
    const totals = new Map([...sums].map(([topic, row]) => [topic, sum(row)]));
    const order = byTotal(totals, facts);
    const shown = order.slice(0, MULTIPLES).map((topic) => ({
      ...facts.topics[topic],
      total: totals.get(topic) ?? 0,
      values: /** @type {number[]} */ (sums.get(topic)),
    }));
    const most = Math.max(0, ...shown.flatMap(({ values }) => values));
    const list = /** @type {HTMLElement} */ (figure.querySelector(".multiples"));
    const home = list.dataset.topics ?? "";
    list.replaceChildren(...shown.map((topic) => smallPicture(topic, home, columnsPath(topic.values, most))));
    const noun = selection.measure.slice(0, -1);
    return {
      sentence: shown.length
        ? `${order.length > MULTIPLES ? `The ${MULTIPLES} largest of ${counted(order.length, "topic")}` : counted(order.length, "topic")}, ` +
          `each from zero to ${counted(most, noun)} a ${grain}, from ${calendar.name(starts[0], grain)} to ` +
          `${calendar.name(starts[starts.length - 1], grain)}.`
        : NOTHING,
      columns: [capital(grain), ...shown.map(({ name }) => name)],
      rows: starts.map((start, column) => [calendar.name(start, grain), ...shown.map(({ values }) => values[column])]),
    };
  }

  /**
   * @param {Topic & {total: number}} topic
   * @param {string} home
   * @param {string} path
   */
  function smallPicture({ slug, name, colour, total }, home, path) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = site.pageAt(`${home}${slug}/`);
    link.textContent = name;
    const amount = document.createElement("span");
    amount.textContent = number(total);
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [key, value] of Object.entries({ viewBox: "0 0 1000 100", preserveAspectRatio: "none", "aria-hidden": "true" })) {
      svg.setAttribute(key, value);
    }
    const area = document.createElementNS("http://www.w3.org/2000/svg", "path");
    area.setAttribute("d", path);
    area.setAttribute("fill", colour);
    svg.append(area);
    item.append(link, amount, svg);
    return item;
  }

  /** @param {number[]} values @param {number} most */
  function columnsPath(values, most) {
    const step = 1000 / Math.max(values.length, FEW_PERIODS);
    const width = Math.max(1, Math.round(step * 0.94));
    return values
      .map((value, index) => (value ? `M${Math.round(index * step)} 100V${Math.round(100 - (100 * value) / most)}h${width}V100z` : ""))
      .join("");
  }

  site.pictures = { weeks, multiples };
})();
