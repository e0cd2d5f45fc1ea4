// @ts-check
/**
 * In: what is selected. Out: a picture of 1200 by 630 pixels to send: the words, the days, a mark for each post in its topic's
 * colour in columns of time, the most posts of a column, what the colours mean, and whose it is. It comes when the picture is asked for.
 */
"use strict";

(() => {
  const site = window.learningTimeline;
  const own = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ?? "";
  const { calendar, words } = site;
  const [WIDE, HIGH, EDGE, TOP, FOOT] = [1200, 630, 64, 236, 456];
  const ROOM = WIDE - 2 * EDGE;
  const MOST_COLUMNS = 120;
  const MOST_NAMED = 11;
  const OTHERS = "#909090";
  /** @type {Grain[]} */
  const GRAINS = ["month", "quarter", "year"];

  /**
   * The first days of the finest columns that are few enough, years where none are; and what is counted in them.
   * @param {number} from
   * @param {number} to
   */
  function columnsOf(from, to) {
    const by = (/** @type {number} */ first, /** @type {number} */ days) => Array.from({ length: Math.floor((to - first) / days) + 1 }, (_, at) => first + days * at);
    const all = [by(from, 1), by(calendar.week(from).monday, 7), ...GRAINS.map((grain) => calendar.periods(from, to, grain))];
    const counts = [_("posts a day"), _("posts a week"), _("posts a month"), _("posts a quarter"), _("posts a year")];
    const found = all.findIndex(({ length }) => length <= MOST_COLUMNS);
    const at = found < 0 ? all.length - 1 : found;
    return { starts: all[at], count: counts[at] };
  }

  /** Posts by topic, the most first. @param {ViewContext["facts"]} facts @param {number[]} posts */
  function topicsOf({ topicOf, topics }, posts) {
    const counts = topics.map(() => 0);
    for (const post of posts) counts[topicOf[post]] += 1;
    return [...topics.keys()].filter((topic) => counts[topic]).sort((a, b) => counts[b] - counts[a] || a - b);
  }

  /**
   * How many posts there are, and about which of the topics that were chosen.
   * @param {ViewContext["facts"]} facts
   * @param {number} count
   * @param {string[]} chosen
   * @param {number[]} found topics with posts
   */
  function saidOf(facts, count, chosen, found) {
    const posts = words.counted(count, "post");
    const topics = facts.topics.filter(({ slug }, topic) => chosen.includes(slug) && (!found.length || found.includes(topic)));
    return topics.length ? _("%(posts)s about %(topics)s", { posts, topics: words.listed(topics.map(({ name }) => name)) }) : posts;
  }

  /** @param {Pick<ViewContext, "facts" | "posts" | "selection">} context */
  function cardOf({ facts, posts, selection }) {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [WIDE, HIGH];
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const { backgroundColor: paper, color: ink, fontFamily: serif } = getComputedStyle(document.body);
    const { fontFamily: sans, direction } = getComputedStyle(document.querySelector(".selection") ?? document.body);
    // Text of any direction begins at the left, as time does.
    pen.direction = direction === "rtl" ? "rtl" : "ltr";
    pen.textAlign = "left";
    const order = topicsOf(facts, posts);
    const colour = (/** @type {number} */ topic) => facts.topics[topic].colour;
    // The paper of some themes is transparent.
    for (const ground of ["white", paper]) {
      pen.fillStyle = ground;
      pen.fillRect(0, 0, WIDE, HIGH);
    }
    pen.fillStyle = order.length ? colour(order[0]) : ink;
    pen.fillRect(0, 0, WIDE, 12);
    pen.fillStyle = ink;
    const below = writeLines(pen, saidOf(facts, posts.length, selection.topics, order), serif);
    pen.font = `28px ${sans}`;
    pen.fillText(words.days(selection.from, selection.to), EDGE, below + 42, ROOM);
    pen.font = `22px ${sans}`;
    const key = keyOf(pen, order.map((topic) => ({ text: words.cut(facts.topics[topic].name, 26), fill: colour(topic) })));
    const { starts, count } = columnsOf(selection.from, selection.to);
    const step = Math.min(ROOM / starts.length, 160);
    const end = EDGE + step * starts.length;
    const ranks = new Map(order.map((topic, rank) => [topic, Math.min(rank, key.length - 1)]));
    const columns = columnsWith(starts, posts.map((post) => [facts.days[post], ranks.get(facts.topicOf[post]) ?? 0]));
    const most = columns.reduce((so, { length }) => Math.max(so, length), 0);
    const unit = Math.min((FOOT - TOP) / Math.max(1, most), Math.min(step, 32) * 2.5);
    paintMarks(pen, columns, step, unit, key.map(({ fill }) => fill));
    pen.fillStyle = ink;
    pen.fillRect(EDGE, FOOT + 3, end - EDGE, 1);
    for (const x of [EDGE, end - 1]) pen.fillRect(x, FOOT + 3, 1, 8);
    if (most) {
      const top = FOOT - most * unit - 4;
      pen.globalAlpha = 0.3;
      pen.fillRect(EDGE, top, end - EDGE, 1);
      pen.globalAlpha = 1;
      pen.fillText(`${count}: ${words.number(most)}`, EDGE, top - 8);
    }
    const [first, last] = [words.day(selection.from), words.day(selection.to)];
    pen.fillText(first, EDGE, FOOT + 34);
    const before = end - pen.measureText(last).width;
    if (before > EDGE + pen.measureText(first).width + 24) pen.fillText(last, before, FOOT + 34);
    for (const { text, fill, x, row } of key) {
      pen.fillStyle = fill;
      pen.fillRect(x, FOOT + 56 + 29 * row, 16, 16);
      pen.fillStyle = ink;
      pen.fillText(text, x + 24, FOOT + 71 + 29 * row);
    }
    pen.fillText(words.cut(site.source ?? "", 90), EDGE, HIGH - 28, ROOM);
    return canvas;
  }

  /**
   * What the colours mean, in two rows: of as many topics as have room, and of all others together.
   * @param {CanvasRenderingContext2D} pen
   * @param {{text: string, fill: string}[]} topics
   */
  function keyOf(pen, topics) {
    for (let named = topics.length > MOST_NAMED + 1 ? MOST_NAMED : topics.length; ; named -= 1) {
      const shown = named < topics.length ? [...topics.slice(0, named), { text: _("other topics"), fill: OTHERS }] : topics;
      let [x, row] = [EDGE, 0];
      const placed = shown.map((one) => {
        const wide = 30 + pen.measureText(one.text).width;
        if (x + wide > WIDE - EDGE) [x, row] = [EDGE, row + 1];
        x += wide + 24;
        return { ...one, x: x - wide - 24, row };
      });
      if (row < 2) return placed;
    }
  }

  /**
   * The words in at most two lines, as large as they have room; those that have none are left out. Answers where the last line stands.
   * @param {CanvasRenderingContext2D} pen
   * @param {string} said
   * @param {string} font
   */
  function writeLines(pen, said, font) {
    let size = 56;
    /** @type {string[]} */
    let lines;
    do {
      size -= 2;
      pen.font = `600 ${size}px ${font}`;
      lines = linesOf(pen, said, ROOM);
    } while (lines.length > 2 && size > 32);
    if (lines.length > 2) lines[1] += " …";
    const shown = lines.slice(0, 2);
    shown.forEach((line, at) => pen.fillText(line, EDGE, 20 + (at + 1) * size * 1.2, ROOM));
    return 20 + shown.length * size * 1.2;
  }

  /**
   * The ranks of each column's posts, the first below.
   * @param {number[]} starts
   * @param {[day: number, rank: number][]} posts
   */
  function columnsWith(starts, posts) {
    /** @type {number[][]} */
    const columns = starts.map(() => []);
    let column = 0;
    for (const [day, rank] of posts) {
      while (column + 1 < starts.length && starts[column + 1] <= day) column += 1;
      columns[column].push(rank);
    }
    return columns.map((ranks) => ranks.sort((a, b) => a - b));
  }

  /**
   * A mark for each post, as long as they can be told apart; else a bar for each topic of a column.
   * @param {CanvasRenderingContext2D} pen
   * @param {number[][]} columns
   * @param {number} step
   * @param {number} unit
   * @param {string[]} colours
   */
  function paintMarks(pen, columns, step, unit, colours) {
    const [gap, between] = [step >= 8 ? 2 : 1, unit >= 8 ? 2 : unit >= 4 ? 1 : 0];
    columns.forEach((ranks, at) =>
      ranks.forEach((rank, level) => {
        pen.fillStyle = colours[rank];
        pen.fillRect(EDGE + at * step, FOOT - (level + 1) * unit, Math.max(step - gap, 1), Math.max(unit - between, 0.5));
      }),
    );
  }

  site.saveCard = async () => {
    const context = site.context?.();
    if (!context) return;
    const canvas = cardOf(context);
    await loaded(new URL("export.js", own).href);
    canvas.toBlob((blob) => blob && site.exporting?.save("timeline.png", blob));
  };
})();
