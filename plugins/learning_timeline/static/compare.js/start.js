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
  kept.textContent = tableOf(title, columns, rows).outerHTML;
  const table = element("div", "chart-table", kept);
  table.tabIndex = 0;
  table.setAttribute("role", "region");
  table.setAttribute("aria-label", `Table: ${title}`);
  const details = element("details", "chart-details", element("summary", "", "Table, files"), element("p", "chart-files"), table);
  figure.append(heading, element("p", "chart-sentence", sentence), picture, details);
  return figure;
}

/**
 * @param {string} title
 * @param {string[]} columns
 * @param {(string | number)[][]} rows
 */
function tableOf(title, columns, rows) {
  const table = element("table", "", element("caption", "", title));
  const head = table.createTHead().insertRow();
  columns.forEach((name) => head.append(cellOf("th", name, "col")));
  const body = table.createTBody();
  for (const cells of rows) {
    const row = body.insertRow();
    cells.forEach((value, place) => row.append(place ? cellOf("td", value) : cellOf("th", value, "row")));
  }
  return table;
}

/**
 * @param {"td" | "th"} kind
 * @param {string | number} value
 * @param {string} [scope]
 */
function cellOf(kind, value, scope) {
  const cell = element(kind, typeof value === "number" ? "number" : "", typeof value === "number" ? digits(value) : value);
  if (scope) cell.setAttribute("scope", scope);
  return cell;
}

/** @param {number} change */
const signed = (change) => (change > 0 ? `+${digits(change)}` : change < 0 ? `−${digits(-change)}` : "0");

/** The numbers of both, and how they differ. @param {[Side, Side]} sides */
function numbersOf(sides) {
  const [one, other] = sides.map(totals);
  /** @type {[string, keyof typeof one][]} */
  const names = [
    ["Posts", "posts"],
    ["Words", "words"],
    ["Days with a post", "days"],
    ["Topics", "topics"],
    ["Topics met for the first time", "met"],
    ["Revisions", "revisions"],
    ["Longest silence in days", "pause"],
  ];
  const rows = names.map(([name, key]) => [name, one[key], other[key], signed(one[key] - other[key])]);
  const table = tableOf(`${sides[0].name} and ${sides[1].name} in numbers`, ["", sides[0].name, sides[1].name, "Difference"], rows);
  table.className = "compare-numbers";
  for (const cell of table.querySelectorAll("td:last-child")) cell.classList.add("number");
  return table;
}

/** Which of the two is which. @param {[Side, Side]} sides */
function legend(sides) {
  const list = element("ul", "compare-key", element("li", "compare-key-one", sides[0].name), element("li", "compare-key-other", sides[1].name));
  list.setAttribute("aria-label", "What the colours mean");
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
      title: "Posts, added up",
      sentence: aheadOf(sides, posts),
      parts: [legend(sides), ...plotOf({ sides, step: 1, values: posts, isRunning: true, noun: "post", label: "Posts, added up" })],
      columns: ["Until the end of", ...names],
      rows: every.map((place) => [`${STEP_NAMES[step]} ${place + 1}`, ...posts.map((row) => row[Math.min((place + 1) * step, row.length) - 1] ?? "")]),
    }),
    figureOf({
      id: "compare-words",
      title: `Words per ${STEP_NAMES[step]}`,
      sentence: fullest(sides, words, step),
      parts: [legend(sides), ...plotOf({ sides, step, values: words, isRunning: false, noun: "word", label: "Words" })],
      columns: [STEP_NAMES[step], ...names],
      rows: every.filter((place) => words.some((row) => place < row.length)).map((place) => [`${place + 1}`, ...words.map((row) => row[place] ?? "")]),
    }),
    topicFigure(sides),
    figureOf({
      id: "compare-calendars",
      title: "The calendars of both",
      sentence: "A colour means the same in both.",
      parts: calendarsOf(sides),
      columns: ["", "Posts", "Days with a post", "Longest silence in days"],
      rows: sides.map((side) => [side.name, totals(side).posts, totals(side).days, totals(side).pause]),
    }),
  ];
}

/** Who was ahead, where both had come equally far. @param {[Side, Side]} sides @param {(number | null)[][]} rows */
function aheadOf(sides, rows) {
  const last = Math.min(...sides.map(({ lived, days }) => Math.min(lived[1], days - 1)));
  const [one, other] = rows.map((row) => row[last] ?? 0);
  const whole = sides.every(({ lived, days }) => lived[1] >= days - 1);
  const when = whole ? "In the end" : `After ${amountOf(last + 1, "day")}`;
  if (one === other) return `${when} both had ${amountOf(one, "post")}.`;
  return `${when}, ${sides[0].name} had ${amountOf(one, "post")} and ${sides[1].name} ${digits(other)}.`;
}

/** When the most was written. @param {[Side, Side]} sides @param {(number | null)[][]} rows @param {number} step */
function fullest(sides, rows, step) {
  const parts = rows.map((row, place) => {
    const most = Math.max(0, ...row.map(Number));
    if (!most) return `none in ${sides[place].name}`;
    return `from ${dayName(sides[place], row.indexOf(most) * step)} with ${amountOf(most, "word")}`;
  });
  return `The fullest ${STEP_NAMES[step]}: ${enumerated(parts)}.`;
}

/** @param {[Side, Side]} sides */
function topicFigure(sides) {
  const { late, came, left, stayed } = topicsOf(sides);
  const [early, later] = [sides[1 - late].name, sides[late].name];
  const all = [...came, ...left, ...stayed];
  const most = Math.max(1, ...all.flatMap(({ posts }) => posts));
  const groups = /** @type {[string, TopicPair[]][]} */ ([
    [`Came: in ${later}, not in ${early}`, came],
    [`Left: in ${early}, not in ${later}`, left],
    ["Stayed", stayed],
  ]);
  const parts = groups.filter(([, pairs]) => pairs.length).map(([name, pairs]) => element("section", "compare-topics", element("h3", "", `${name} (${digits(pairs.length)})`), topicList(pairs, most, sides)));
  return figureOf({
    id: "compare-topics",
    title: "Topics that came, left and stayed",
    sentence: `${amountOf(came.length, "topic")} of ${later} had no post in ${early}; ${digits(left.length)} of ${early} have none in ${later}; ${digits(stayed.length)} are in both.`,
    parts: [legend(sides), element("div", "compare-groups", ...parts)],
    columns: ["Topic", `Posts in ${sides[0].name}`, `Posts in ${sides[1].name}`],
    rows: all.map(({ name, posts }) => [name, ...posts]),
  });
}

/**
 * @param {TopicPair[]} pairs
 * @param {number} most posts of any topic in either time
 * @param {[Side, Side]} sides
 */
function topicList(pairs, most, sides) {
  const at = (/** @type {number} */ posts) => `${(2 + (96 * posts) / most).toFixed(2)}%`;
  const rows = pairs.map(({ name, posts: [one, other] }) => {
    const svg = shape("svg", { width: "100%", height: 18, "aria-hidden": "true", focusable: "false" });
    svg.append(shape("line", { class: "compare-axis", x1: at(0), x2: at(most), y1: 9, y2: 9 }));
    svg.append(shape("line", { class: "compare-way", x1: at(one), x2: at(other), y1: 9, y2: 9 }));
    svg.append(shape("circle", { class: "compare-ring", cx: at(other), cy: 9, r: 5.5 }));
    svg.append(shape("circle", { class: "compare-disc", cx: at(one), cy: 9, r: 4.5 }));
    const figures = element("span", "compare-change", element("span", "lt-hidden", `${sides[0].name}: `), element("b", "", digits(one)), element("span", "lt-hidden", `, ${sides[1].name}:`), ` ${digits(other)}`);
    return element("li", "", element("span", "", name), svg, figures);
  });
  return element("ol", "", ...rows);
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
  list.setAttribute("aria-label", "Which of the two is shown");
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
