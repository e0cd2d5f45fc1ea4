// @ts-check
/**
 * In: what is selected, and its words. Out: a picture of 1200 by 630 pixels to send: the words, the days, a mark for each post in its topic's
 * colour in columns of time, the topics with the most posts, and whose it is. It comes when the picture is asked for.
 */
"use strict";

(() => {
  const site = window.learningTimeline;
  const own = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ?? "";
  const { calendar, words } = site;
  const [WIDE, HIGH, EDGE, TOP, FOOT] = [1200, 630, 64, 210, 480];
  const ROOM = WIDE - 2 * EDGE;
  const MOST_COLUMNS = 120;
  const MOST_NAMED = 5;
  /** @type {Grain[]} */
  const GRAINS = ["month", "quarter", "year"];

  /**
   * The first days of the finest columns that are few enough; years where none are.
   * @param {number} from
   * @param {number} to
   */
  function columnsOf(from, to) {
    const by = (/** @type {number} */ first, /** @type {number} */ days) => Array.from({ length: Math.floor((to - first) / days) + 1 }, (_, at) => first + days * at);
    const all = [by(from, 1), by(calendar.week(from).monday, 7), ...GRAINS.map((grain) => calendar.periods(from, to, grain))];
    return all.find(({ length }) => length <= MOST_COLUMNS) ?? all[all.length - 1];
  }

  /** Posts by topic, the most first. @param {ViewContext["facts"]} facts @param {number[]} posts */
  function topicsOf({ topicOf, topics }, posts) {
    const counts = topics.map(() => 0);
    for (const post of posts) counts[topicOf[post]] += 1;
    return [...topics.keys()].filter((topic) => counts[topic]).sort((a, b) => counts[b] - counts[a] || a - b);
  }

  /** @param {string} said @param {Pick<ViewContext, "facts" | "posts" | "selection">} context */
  function cardOf(said, { facts, posts, selection }) {
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
    const below = writeLines(pen, said, serif);
    pen.font = `28px ${sans}`;
    pen.fillText(words.days(selection.from, selection.to), EDGE, below + 42, ROOM);
    const starts = columnsOf(selection.from, selection.to);
    const step = Math.min(ROOM / starts.length, 64);
    paintMarks(pen, starts, step, posts.map((post) => [facts.days[post], order.indexOf(facts.topicOf[post])]), order.map(colour));
    pen.fillStyle = ink;
    pen.fillRect(EDGE, FOOT + 3, ROOM, 1);
    pen.font = `22px ${sans}`;
    pen.fillText(words.day(selection.from), EDGE, FOOT + 32);
    const last = words.day(selection.to);
    const end = Math.min(EDGE + step * starts.length, WIDE - EDGE) - pen.measureText(last).width;
    if (end > EDGE + pen.measureText(words.day(selection.from)).width + 24) pen.fillText(last, end, FOOT + 32);
    let x = EDGE;
    for (const topic of order.slice(0, MOST_NAMED)) {
      const name = words.cut(facts.topics[topic].name, 26);
      const wide = 30 + pen.measureText(name).width;
      if (x + wide > WIDE - EDGE) break;
      pen.fillStyle = colour(topic);
      pen.fillRect(x, FOOT + 56, 16, 16);
      pen.fillStyle = ink;
      pen.fillText(name, x + 24, FOOT + 71);
      x += wide + 24;
    }
    pen.fillText(words.cut(site.source ?? "", 90), EDGE, HIGH - 36, ROOM);
    return canvas;
  }

  /**
   * The words in at most two lines, as large as they have room; those that have none are left out. Answers where the last line stands.
   * @param {CanvasRenderingContext2D} pen
   * @param {string} said
   * @param {string} font
   */
  function writeLines(pen, said, font) {
    // A line of Chinese or Japanese may end after any letter.
    const parts = said.match(/\p{Ideographic}\p{Punctuation}*\s*|[^\s\p{Ideographic}]+\s*/gu) ?? [];
    let size = 54;
    let lines = linesOf();
    while (lines.length > 2 && size > 32) {
      size -= 2;
      lines = linesOf();
    }
    if (lines.length > 2) lines[1] += " …";
    const shown = lines.slice(0, 2);
    shown.forEach((line, at) => pen.fillText(line, EDGE, 20 + (at + 1) * size * 1.2, ROOM));
    return 20 + shown.length * size * 1.2;

    function linesOf() {
      pen.font = `600 ${size}px ${font}`;
      const found = [""];
      for (const part of parts) {
        const longer = found[found.length - 1] + part;
        if (found[found.length - 1] && pen.measureText(longer.trim()).width > ROOM) found.push(part);
        else found[found.length - 1] = longer;
      }
      return found.map((line) => line.trim());
    }
  }

  /**
   * A mark for each post, as long as they can be told apart; else a bar for each topic of a column.
   * @param {CanvasRenderingContext2D} pen
   * @param {number[]} starts
   * @param {number} step
   * @param {[day: number, rank: number][]} posts
   * @param {string[]} colours
   */
  function paintMarks(pen, starts, step, posts, colours) {
    /** @type {number[][]} */
    const columns = starts.map(() => []);
    let column = 0;
    for (const [day, rank] of posts) {
      while (column + 1 < starts.length && starts[column + 1] <= day) column += 1;
      columns[column].push(rank);
    }
    const unit = Math.min((FOOT - TOP) / Math.max(1, ...columns.map(({ length }) => length)), step * 2.5);
    const [gap, between] = [step >= 8 ? 2 : 1, unit >= 8 ? 2 : unit >= 4 ? 1 : 0];
    columns.forEach((ranks, at) =>
      ranks
        .sort((a, b) => a - b)
        .forEach((rank, level) => {
          pen.fillStyle = colours[rank];
          pen.fillRect(EDGE + at * step, FOOT - (level + 1) * unit, Math.max(step - gap, 1), Math.max(unit - between, 0.5));
        }),
    );
  }

  site.saveCard = async (said) => {
    const context = site.context?.();
    if (!context) return;
    const canvas = cardOf(said, context);
    await loaded(new URL("export.js", own).href);
    canvas.toBlob((blob) => blob && site.exporting?.save("timeline.png", blob));
  };
})();
