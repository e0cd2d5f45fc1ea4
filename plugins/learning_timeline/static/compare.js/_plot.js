// @ts-check
/**
 * Two rows of numbers on one scale: the first as a filled shape, the second as a line over it. The pointer and the arrow keys name what is
 * under them. The picture has the width of its place, and is drawn again when that changes.
 */

/** Round marks from zero to what is most, about four of them. @param {number} most */
function roundMarks(most) {
  const rough = Math.max(most, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough) ?? rough);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, place) => place * step);
}

/**
 * Marks of the axis that both times share: months of a year, else years, months or weeks from their first day.
 * @param {[Side, Side]} sides
 * @param {number} width in pixels
 * @returns {[day: number, label: string][]}
 */
function timeMarks(sides, width) {
  const days = Math.max(...sides.map((side) => side.days));
  if (days <= 366 && sides.every(({ first }) => first.slice(5) === sides[0].first.slice(5))) {
    const all = Array.from({ length: days }, (_, day) => /** @type {const} */ ([day, dateOf(sides[0], day)]));
    const firsts = all.filter(([day, at]) => at.getUTCDate() === 1 || !day);
    return firsts.map(([day, at]) => [day, width < 480 ? MONTHS[at.getUTCMonth()][0] : SHORT_MONTHS[at.getUTCMonth()]]);
  }
  const unit = days > 1100 ? 365.25 : days > 120 ? 30.44 : 7;
  const named = (/** @type {number} */ number) =>
    unit > 300 ? _("year %(number)s", { number }) : unit > 7 ? _("month %(number)s", { number }) : _("week %(number)s", { number });
  const room = Math.max(1, Math.ceil(days / unit / (width / 70)));
  return Array.from({ length: Math.floor(days / unit / room) + 1 }, (_, place) => [place * room * unit, named(place * room + 1)]);
}

/**
 * @typedef {object} Plot
 * @property {[Side, Side]} sides
 * @property {number} step how many days one number stands for
 * @property {[(number | null)[], (number | null)[]]} values
 * @property {boolean} isRunning whether each number includes those before
 * @property {string} noun what is counted
 * @property {string} label what the picture shows and how to walk through it, for those who do not see it
 */

/**
 * A picture of two rows of numbers.
 * @param {Plot} plot
 */
function plotOf(plot) {
  const box = element("div", "compare-plot");
  box.tabIndex = 0;
  box.setAttribute("role", "application");
  box.setAttribute("aria-roledescription", _("chart"));
  box.setAttribute("aria-label", plot.label);
  const says = element("p", "compare-says");
  says.setAttribute("role", "status");
  const steps = Math.max(...plot.values.map((row) => row.length));
  let at = -1;

  const draw = () => {
    const width = Math.max(box.clientWidth, 240);
    const [left, right, top, height] = [44, plot.isRunning ? 12 : 4, 22, width < 480 ? 230 : 320];
    const bottom = height - 24;
    const most = Math.max(1, ...plot.values.flat().map(Number));
    const marks = roundMarks(most);
    const x = (/** @type {number} */ place) => left + ((width - left - right) * place) / steps;
    const y = (/** @type {number} */ value) => bottom - ((bottom - top) * value) / most;
    const svg = shape("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", focusable: "false" });
    for (const mark of marks) {
      svg.append(shape("path", { class: "compare-grid", d: `M${left} ${y(mark).toFixed(1)}H${width - right}` }));
      svg.append(shape("text", { x: left - 8, y: (y(mark) + 4).toFixed(1), "text-anchor": "end" }, number(mark)));
    }
    for (const [day, label] of timeMarks(plot.sides, width - left - right)) {
      // A word that begins at the edge has no room.
      if (x(day / plot.step) > width - 20 - 5 * label.length) continue;
      svg.append(shape("text", { x: (x(day / plot.step) + 2).toFixed(1), y: height - 6 }, label));
    }
    plot.values.forEach((row, place) => {
      const line = stairs(row, x, y);
      if (!place) svg.append(shape("path", { class: "compare-one", d: areaOf(row, x, y) }));
      svg.append(shape("path", { class: place ? "compare-line compare-line-other" : "compare-line compare-line-one", d: line }));
    });
    const cursor = shape("path", { class: "compare-cursor", d: at < 0 ? "" : `M${x(at + 0.5).toFixed(1)} ${top}V${bottom}` });
    svg.append(cursor);
    const before = box.querySelector("svg");
    if (before) before.replaceWith(svg);
    else box.append(svg);
    const tell = (/** @type {number} */ place) => {
      at = Math.min(Math.max(place, 0), steps - 1);
      cursor.setAttribute("d", `M${x(at + 0.5).toFixed(1)} ${top}V${bottom}`);
      says.textContent = toldAt(plot, at);
    };
    box.onpointermove = ({ clientX }) => tell(Math.floor(((clientX - box.getBoundingClientRect().left - left) / (width - left - right)) * steps));
    box.onpointerdown = box.onpointermove;
    box.onkeydown = (event) => {
      const jump = plot.isRunning ? 7 : 1;
      const to = /** @type {Record<string, number>} */ ({ ArrowLeft: at - jump, ArrowRight: at + jump, Home: 0, End: steps - 1 })[event.key];
      if (to === undefined) return;
      event.preventDefault();
      tell(to);
    };
  };
  new ResizeObserver(draw).observe(box);
  return [box, says];
}

/**
 * @param {(number | null)[]} row
 * @param {(place: number) => number} x
 * @param {(value: number) => number} y
 */
function stairs(row, x, y) {
  let path = "";
  row.forEach((value, place) => {
    if (value === null) return;
    const before = place ? row[place - 1] : null;
    path += `${before === null ? "M" : "L"}${x(place).toFixed(1)} ${y(value).toFixed(1)}H${x(place + 1).toFixed(1)}`;
  });
  return path;
}

/**
 * @param {(number | null)[]} row
 * @param {(place: number) => number} x
 * @param {(value: number) => number} y
 */
function areaOf(row, x, y) {
  const bars = row.map((value, place) => (value ? `M${x(place).toFixed(1)} ${y(0).toFixed(1)}V${y(value).toFixed(1)}H${x(place + 1).toFixed(1)}V${y(0).toFixed(1)}Z` : ""));
  return bars.join("");
}

/** What both times have at one step. @param {Plot} plot @param {number} at */
function toldAt({ sides, step, values, isRunning, noun }, at) {
  const parts = sides.map((side, place) => {
    const value = values[place][at];
    const day = dayName(side, Math.min(at * step, side.days - 1));
    if (at * step >= side.days) return _("%(name)s is over", { name: side.name });
    if (value === null || value === undefined) {
      return at * step > side.lived[1] ? _("%(day)s is still to come", { day }) : _("%(day)s lies before the first post", { day });
    }
    const told = { day, amount: counted(value, noun) };
    return isRunning ? _("until %(day)s: %(amount)s", told) : _("from %(day)s: %(amount)s", told);
  });
  return parts.join("; ");
}
