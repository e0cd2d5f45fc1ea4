// @ts-check
/** The comparison as the parts of a page: its sentence and numbers, its figures, and two columns of what was written. */

/**
 * A figure as Python writes them, with its numbers as a table and as a file.
 * @param {{id: string, title: string, sentence: string, parts: Node[], columns: string[], rows: (string | number)[][]}} told
 */
function figureOf({ id, title, sentence, parts, columns, rows }) {
  const figure = element("figure", "chart compare-figure");
  figure.id = id;
  const heading = element("h2", "chart-title", element("span", "chart-title-text", title));
  heading.id = `${id}-title`;
  figure.setAttribute("aria-labelledby", heading.id);
  const picture = element("div", "chart-picture", ...parts);
  // As in figures that Python writes: the table is made when it is looked at.
  const kept = element("noscript");
  kept.textContent = tableWith(title, columns, rows).outerHTML;
  const table = element("div", "chart-table", kept);
  table.tabIndex = 0;
  table.setAttribute("role", "region");
  table.setAttribute("aria-label", _("Table: %(caption)s", { caption: title }));
  const details = element("details", "chart-details", element("summary", "", _("Table, files")), element("p", "chart-files"), table);
  figure.append(heading, element("p", "chart-sentence", sentence), picture, details);
  return figure;
}

/** @param {number} change */
const signed = (change) => (change > 0 ? `+${number(change)}` : change < 0 ? `−${number(-change)}` : "0");

/** The numbers of both, and how they differ. @param {[Side, Side]} sides */
function numbersOf(sides) {
  const [one, other] = sides.map(totals);
  /** @type {[string, keyof typeof one][]} */
  const names = [
    [_("Posts"), "posts"],
    [_("Words"), "words"],
    [_("Days with a post"), "days"],
    [_("Topics"), "topics"],
    [_("Topics met for the first time"), "met"],
    [_("Revisions"), "revisions"],
    [_("Longest silence in days"), "pause"],
  ];
  const rows = names.map(([name, key]) => [name, one[key], other[key], signed(one[key] - other[key])]);
  const table = tableWith(_("%(one)s and %(other)s in numbers", { one: sides[0].name, other: sides[1].name }), ["", sides[0].name, sides[1].name, _("Difference")], rows);
  table.className = "compare-numbers";
  table.caption?.classList.add("lt-hidden");
  for (const cell of table.querySelectorAll("td:last-child")) cell.classList.add("number");
  return table;
}

/** Which of the two is which. @param {[Side, Side]} sides */
function legend(sides) {
  const list = element("ul", "compare-key", element("li", "compare-key-one", sides[0].name), element("li", "compare-key-other", sides[1].name));
  list.setAttribute("aria-label", _("What the colours mean"));
  return list;
}

/** @param {[Side, Side]} sides */
function figuresOf(sides) {
  const days = Math.max(...sides.map((side) => side.days));
  const step = stepOf(days);
  const posts = /** @type {[(number | null)[], (number | null)[]]} */ (sides.map(running));
  const words = /** @type {[(number | null)[], (number | null)[]]} */ (sides.map((side) => sums(side, step, ([, , amount]) => amount)));
  const names = sides.map(({ name }) => name);
  const every = Array.from({ length: Math.ceil(days / step) }, (_, place) => place);
  return [
    figureOf({
      id: "compare-posts",
      title: _("Posts, added up"),
      sentence: aheadOf(sides, posts),
      parts: [legend(sides), ...plotOf({ sides, step: 1, values: posts, isRunning: true, noun: "post", label: _("Posts, added up: left and right walk through the time") })],
      columns: [_("Until the end of"), ...names],
      rows: every.map((place) => [`${STEPS[step].one} ${place + 1}`, ...posts.map((row) => row[Math.min((place + 1) * step, row.length) - 1] ?? "")]),
    }),
    figureOf({
      id: "compare-words",
      title: STEPS[step].title,
      sentence: fullest(sides, words, step),
      parts: [legend(sides), ...plotOf({ sides, step, values: words, isRunning: false, noun: "word", label: _("Words: left and right walk through the time") })],
      columns: [STEPS[step].one, ...names],
      rows: every.filter((place) => words.some((row) => place < row.length)).map((place) => [`${place + 1}`, ...words.map((row) => row[place] ?? "")]),
    }),
    topicFigure(sides),
    figureOf({
      id: "compare-calendars",
      title: _("The calendars of both"),
      sentence: _("A colour means the same in both."),
      parts: calendarsOf(sides),
      columns: ["", _("Posts"), _("Days with a post"), _("Longest silence in days")],
      rows: sides.map((side) => [side.name, totals(side).posts, totals(side).days, totals(side).pause]),
    }),
  ];
}

/** Who was ahead, where both had come equally far. @param {[Side, Side]} sides @param {(number | null)[][]} rows */
function aheadOf(sides, rows) {
  const last = Math.min(...sides.map(({ lived, days }) => Math.min(lived[1], days - 1)));
  const whole = sides.every(({ lived, days }) => lived[1] >= days - 1);
  // A leap year ends a day later than another.
  const [one, other] = rows.map((row) => (whole ? row.findLast((value) => value !== null) : row[last]) ?? 0);
  const told = { one: sides[0].name, other: sides[1].name, days: counted(last + 1, "day"), posts: counted(one, "post"), number: number(other) };
  if (one === other) return whole ? _("In the end both had %(posts)s.", told) : _("After %(days)s both had %(posts)s.", told);
  if (whole) return _("In the end, %(one)s had %(posts)s and %(other)s %(number)s.", told);
  return _("After %(days)s, %(one)s had %(posts)s and %(other)s %(number)s.", told);
}

/** When the most was written. @param {[Side, Side]} sides @param {(number | null)[][]} rows @param {number} step */
function fullest(sides, rows, step) {
  const parts = rows.map((row, place) => {
    const most = Math.max(0, ...row.map(Number));
    if (!most) return _("none in %(name)s", { name: sides[place].name });
    return _("from %(day)s with %(words)s", { day: dayName(sides[place], row.indexOf(most) * step), words: counted(most, "word") });
  });
  return `${STEPS[step].fullest}: ${listed(parts)}.`;
}

/** @param {[Side, Side]} sides */
function topicFigure(sides) {
  const { late, came, left, stayed } = topicsOf(sides);
  const [early, later] = [sides[1 - late].name, sides[late].name];
  const all = [...came, ...left, ...stayed];
  const most = Math.max(1, ...all.flatMap(({ posts }) => posts));
  const groups = /** @type {[string, TopicPair[]][]} */ ([
    [_("Came: in %(later)s, not in %(early)s", { early, later }), came],
    [_("Left: in %(early)s, not in %(later)s", { early, later }), left],
    [_("Stayed"), stayed],
  ]);
  const parts = groups.filter(([, pairs]) => pairs.length).map(([name, pairs]) => element("section", "compare-topics", element("h3", "", `${name} (${number(pairs.length)})`), topicList(pairs, most, sides, late)));
  const numbers = { topics: counted(came.length, "topic"), left: number(left.length), stayed: number(stayed.length) };
  return figureOf({
    id: "compare-topics",
    title: _("Topics that came, left and stayed"),
    sentence: _("Only in %(later)s: %(topics)s; only in %(early)s: %(left)s; in both: %(stayed)s.", { early, later, ...numbers }),
    parts: [legend(sides), element("div", "compare-groups", ...parts)],
    columns: [_("Topic"), ...sides.map(({ name }) => _("Posts in %(time)s", { time: name }))],
    rows: all.map(({ name, posts }) => [name, ...posts]),
  });
}

/**
 * @param {TopicPair[]} pairs
 * @param {number} most posts of any topic in either time
 * @param {[Side, Side]} sides
 * @param {number} late the later of the two, whose numbers stand after the other's
 */
function topicList(pairs, most, sides, late) {
  const at = (/** @type {number} */ posts) => `${(2 + (96 * posts) / most).toFixed(2)}%`;
  /** A cell of each time. @param {(place: number) => (Node | string)[]} told */
  const both = (told) => [1 - late, late].map((place) => element(place ? "span" : "b", "compare-change", ...told(place)));
  const head = element("li", "", ...both((place) => [sides[place].name]));
  head.ariaHidden = "true";
  const rows = pairs.map(({ name, posts }) => {
    const [one, other] = posts;
    const svg = shape("svg", { width: "100%", height: 18, "aria-hidden": "true", focusable: "false" });
    svg.append(shape("line", { class: "compare-axis", x1: at(0), x2: at(most), y1: 9, y2: 9 }));
    svg.append(shape("line", { class: "compare-way", x1: at(one), x2: at(other), y1: 9, y2: 9 }));
    svg.append(shape("circle", { class: "compare-ring", cx: at(other), cy: 9, r: 5.5 }));
    svg.append(shape("circle", { class: "compare-disc", cx: at(one), cy: 9, r: 4.5 }));
    return element("li", "", element("span", "", name), svg, ...both((place) => [element("span", "lt-hidden", `${sides[place].name}: `), number(posts[place])]));
  });
  return element("ol", "", head, ...rows);
}

/**
 * Two columns; where there is room for one alone, a row of tabs says which.
 * @param {[string, string]} names
 * @param {[HTMLElement, HTMLElement]} panels
 */
function columnsOf(names, panels) {
  const tabs = names.map((name, place) => {
    const tab = element("button", "", name);
    tab.type = "button";
    tab.id = `compare-tab-${place}`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", `compare-panel-${place}`);
    return tab;
  });
  const list = element("div", "compare-tabs", ...tabs);
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", _("Which of the two is shown"));
  panels.forEach((panel, place) => {
    panel.id = `compare-panel-${place}`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", `compare-tab-${place}`);
    panel.prepend(element("p", "compare-name", names[place]));
  });
  const pair = element("div", "lt-pair", ...panels);
  const choose = (/** @type {number} */ shown) => {
    pair.dataset.shown = String(shown);
    tabs.forEach((tab, place) => {
      tab.setAttribute("aria-selected", String(place === shown));
      tab.tabIndex = place === shown ? 0 : -1;
    });
  };
  tabs.forEach((tab, place) => {
    tab.addEventListener("click", () => choose(place));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowLeft: 0, Home: 0, ArrowRight: 1, End: 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      choose(to);
      tabs[to].focus();
    });
  });
  choose(0);
  return [list, pair];
}

/** @param {[Side, Side]} sides @param {[HTMLElement, HTMLElement]} panels */
function compareOf(sides, panels) {
  const names = /** @type {[string, string]} */ (sides.map(({ name }) => name));
  const summed = element("p", "compare-summary", summary(sides));
  const made = element("div", "compare", summed, numbersOf(sides), ...figuresOf(sides), ...columnsOf(names, panels));
  window.learningTimeline.startCharts(made);
  return made;
}

(window.learningTimeline ??= /** @type {any} */ ({})).compare = { yearSide, show: compareOf };
