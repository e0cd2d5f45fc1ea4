// @ts-check
/** Two times in, their calendars out, whose colours mean the same in both. */

const CELL_SIZE = 10;
const MOST_LEVEL = 5;

/**
 * Where each cell of a time lies: of a year its days, a column a week; of a longer time its weeks, a row a year.
 * @param {Side} side
 * @param {boolean} isByWeek
 * @returns {{columns: number, rows: number, cells: {column: number, row: number, day: number}[], marks: [column: number, row: number, label: string][]}}
 */
function cellsOf(side, isByWeek) {
  const [begin, end] = side.lived;
  const cells = [];
  /** @type {[number, number, string][]} */
  const marks = [];
  if (isByWeek) {
    const length = 53;
    const rows = Math.max(1, Math.ceil((side.days - 3) / 365.25));
    for (let row = 0; row < rows; row += 1) {
      const start = Math.round(row * 365.25);
      if (rows < 12 || row % 5 === 0) marks.push([-1, row, `${dateOf(side, start).getUTCFullYear()}`]);
      for (let column = 0; column < length; column += 1) {
        const day = start + 7 * column;
        if (day <= end && day + 6 >= begin && day < Math.min(side.days, Math.round((row + 1) * 365.25))) cells.push({ column, row, day });
      }
    }
    return { columns: length, rows, cells, marks };
  }
  const shift = (dateOf(side, 0).getUTCDay() + 6) % 7;
  for (let day = Math.max(begin, 0); day <= Math.min(end, side.days - 1); day += 1) {
    cells.push({ column: Math.floor((day + shift) / 7), row: (day + shift) % 7, day });
  }
  for (let day = 0; day < side.days; day += 1) {
    const at = dateOf(side, day);
    if (at.getUTCDate() === 1) marks.push([Math.floor((day + shift + 6) / 7), -1, SHORT_MONTHS[at.getUTCMonth()]]);
  }
  return { columns: Math.floor((side.days - 1 + shift) / 7) + 1, rows: 7, cells, marks };
}

/** @param {[Side, Side]} sides */
function calendarsOf(sides) {
  const isByWeek = sides.some(({ days }) => days > 371);
  const grids = sides.map((side) => cellsOf(side, isByWeek));
  const values = sides.map((side, place) => valuesOf(side, grids[place].cells, isByWeek ? 7 : 1));
  const most = Math.max(0, ...values.flat());
  const level = (/** @type {number} */ value) => Math.ceil((MOST_LEVEL * value) / Math.max(most, MOST_LEVEL));
  const columns = Math.max(...grids.map((grid) => grid.columns));
  const parts = sides.map((side, place) => oneCalendar(side, grids[place], values[place], level, columns, isByWeek));
  return [element("div", "compare-calendars", ...parts), keyOf(most, level, isByWeek ? _("posts a week") : _("posts a day"))];
}

/**
 * @param {Side} side
 * @param {{day: number}[]} cells
 * @param {number} step
 */
function valuesOf(side, cells, step) {
  const posts = new Map();
  for (const [day] of side.posts) posts.set(day, (posts.get(day) ?? 0) + 1);
  return cells.map(({ day }) => Array.from({ length: step }, (_, more) => posts.get(day + more) ?? 0).reduce((sum, one) => sum + one, 0));
}

/**
 * @param {Side} side
 * @param {ReturnType<typeof cellsOf>} grid
 * @param {number[]} values
 * @param {(value: number) => number} level
 * @param {number} columns
 * @param {boolean} isByWeek
 */
function oneCalendar(side, { rows, cells, marks }, values, level, columns, isByWeek) {
  const [left, top] = isByWeek ? [34, 2] : [2, 16];
  const size = { width: left + columns * CELL_SIZE, height: top + rows * CELL_SIZE };
  const svg = shape("svg", { viewBox: `0 0 ${size.width} ${size.height}`, "aria-hidden": "true", focusable: "false" });
  if (isByWeek) svg.classList.add("is-by-week");
  /** @type {string[]} */
  const paths = Array(MOST_LEVEL + 1).fill("");
  cells.forEach(({ column, row }, place) => (paths[level(values[place])] += `M${left + column * CELL_SIZE} ${top + row * CELL_SIZE}h8.5v8.5h-8.5z`));
  paths.forEach((d, step) => d && svg.append(shape("path", { class: `density-${step}`, d })));
  for (const [column, row, label] of marks) {
    if (column < 0) svg.append(shape("text", { x: 0, y: top + row * CELL_SIZE + 8 }, label));
    else svg.append(shape("text", { x: left + column * CELL_SIZE, y: 10 }, label));
  }
  const says = element("p", "compare-says", _("%(posts)s on %(days)s", { posts: counted(side.posts.length, "post"), days: counted(totals(side).days, "day") }));
  const whole = says.textContent ?? "";
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    const column = Math.floor((((event.clientX - box.left) / box.width) * size.width - left) / CELL_SIZE);
    const row = Math.floor((((event.clientY - box.top) / box.height) * size.height - top) / CELL_SIZE);
    const place = cells.findIndex((cell) => cell.column === column && cell.row === row);
    if (place < 0) says.textContent = whole;
    else {
      const told = { day: dayName(side, cells[place].day), posts: counted(values[place], "post") };
      says.textContent = isByWeek ? _("Week from %(day)s: %(posts)s", told) : `${told.day}: ${told.posts}`;
    }
  });
  svg.addEventListener("pointerleave", () => (says.textContent = whole));
  return element("div", "compare-calendar", element("h3", "", side.name), svg, says);
}

/**
 * @param {number} most
 * @param {(value: number) => number} level
 * @param {string} of
 */
function keyOf(most, level, of) {
  const key = element("ol", "chart-key");
  key.dataset.of = of;
  key.setAttribute("aria-label", _("What the colours mean in both: %(subject)s", { subject: of }));
  /** @type {Map<number, number[]>} */
  const held = new Map();
  for (let value = 0; value <= most; value += 1) held.set(level(value), [...(held.get(level(value)) ?? []), value]);
  for (const [step, all] of held) {
    const [low, high] = [all[0], all[all.length - 1]].map(number);
    key.append(element("li", `density-${step}`, low === high ? low : _("%(first)s to %(last)s", { first: low, last: high })));
  }
  return key;
}
