// @ts-check
/** In: where everything stands, and what of it is seen. Out: the picture, on two canvases: the life, and above it what the hand points at. */

/** @param {"canvas" | "div"} kind @param {string} name */
function layer(kind, name) {
  const made = element(kind, name);
  made.setAttribute("aria-hidden", "true");
  box.append(made);
  return made;
}

const canvases = ["life-under", "life-over"].map((name) => /** @type {HTMLCanvasElement} */ (layer("canvas", name)));
const [under, over] = canvases.map((canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")));
/** What is not selected lies behind these, so that a selection that moves leaves the picture alone. */
const veils = ["life-veil", "life-veil is-after"].map((name) => layer("div", name));
/** What is seen of the picture, as shares of its width. */
const view = { from: 0, to: 1 };
const size = { width: 0, height: 0, ratio: 1, top: 0, tall: 0, foot: 0, ribbon: 0, mark: 4 };
/** The last day that is told yet; all of them while time does not run. */
let playhead = Infinity;
/** Whether the picture has been drawn, and the still one is gone. */
let isLive = false;
const paper = { ink: "", soft: "", rule: "", paper: "", accent: "", font: "" };
/** @type {Stream} */
let stream;
const [marksX, marksY] = [new Float32Array(placeOfPost.length), new Float32Array(placeOfPost.length)];
/** Which marks lie in a small square; known once somebody points at them. @type {Map<number, number[]> | null} */
let cells = null;
const CELL = 16;
/** As many marks as are drawn at once, while the page has other things to do. */
const MOST_MARKS = 2500;
/** Where so few marks are seen, names cover none. */
const FEW_MARKS = 100;

/** @param {number} share */
const across = (share) => ((share - view.from) / (view.to - view.from)) * size.width;
/** @param {number} x */
const shareAt = (x) => view.from + (x / size.width) * (view.to - view.from);
/** @param {number} height */
const down = (height) => size.top + height * size.tall;
/** @param {number} level */
const dotHeight = (level) => size.ribbon - Math.min(level, LEVELS - 1) * (size.height - size.foot) * 0.012;

/** Measures the box and reads the theme's colours. */
function measure() {
  const { clientWidth: width, clientHeight: height } = box;
  size.width = width;
  size.height = height;
  size.ratio = Math.min(devicePixelRatio || 1, 2);
  size.foot = 24;
  const inner = height - size.foot;
  const top = inner * (axis.ribbon + 0.02);
  Object.assign(size, { ribbon: inner * axis.ribbon, top, tall: inner * 0.98 - top });
  for (const one of veils) Object.assign(one.style, { top: `${size.ribbon + 4}px`, bottom: `${size.foot}px` });
  size.mark = ofTopic < 0 ? Number(width < 640 ? box.dataset.narrowSize : box.dataset.size) : width < 640 ? 4 : 6;
  for (const context of [under, over]) {
    context.canvas.width = Math.round(width * size.ratio);
    context.canvas.height = Math.round(height * size.ratio);
    context.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
  }
  const style = getComputedStyle(box);
  for (const [name, property] of Object.entries({ ink: "color", paper: "backgroundColor", rule: "borderTopColor", accent: "outlineColor" })) {
    paper[/** @type {"ink"} */ (name)] = style[/** @type {any} */ (property)];
  }
  paper.soft = getComputedStyle(/** @type {Element} */ (box.querySelector(".life-tick") ?? box)).color;
  paper.font = style.fontFamily;
}

/** The stream as fine as the part that is seen asks for. */
function divide() {
  let times = 1;
  while (times < 32 && times * (view.to - view.from) < 0.75) times *= 2;
  stream = streamOf(times);
}

/** Where all marks stand in the part that is seen. */
function place() {
  const [left, right] = [view.from, view.to].map((share) => (Math.max(dayOf(share), 0) * stream.columns) / axis.length);
  let most = stream.full;
  for (let column = Math.floor(left); column < Math.min(Math.ceil(right), stream.columns); column += 1) most = Math.max(most, stream.totals[column]);
  settle(stream, most);
  cells = null;
  for (let post = 0; post < marksX.length; post += 1) {
    marksX[post] = across(axis.before + ((1 - axis.before) * placeOfPost[post]) / axis.length);
    marksY[post] = down(stream.heights[post]);
  }
}

function marksByCell() {
  if (cells) return cells;
  cells = new Map();
  for (let post = 0; post < marksX.length; post += 1) {
    if (marksX[post] < -CELL || marksX[post] > size.width + CELL) continue;
    const key = Math.floor(marksX[post] / CELL) * 4096 + Math.floor(marksY[post] / CELL);
    const cell = cells.get(key);
    if (cell) cell.push(post);
    else cells.set(key, [post]);
  }
  return cells;
}

/** What is selected: all of it, or of one topic, on a page where nothing can be. */
const chosen = () =>
  shared.context?.() ?? {
    selection: { from: 0, to: facts.today },
    hasTopic: (/** @type {number} */ topic) => ofTopic < 0 || topic === ofTopic,
  };

/** How many drawings have begun. */
let drawings = 0;

/**
 * Draws the life, in steps between which the page can answer; a later drawing ends an earlier one.
 * @returns {Generator<void>}
 */
function* drawing() {
  // What has no width yet, or is hidden, is drawn once it has one: half of a name's share of none would be without end.
  if (!size.width) return;
  const { hasTopic } = chosen();
  drawings += 1;
  const mine = drawings;
  const ground = () => {
    under.clearRect(0, 0, size.width, size.height);
    paintAxis();
    paintBands(hasTopic);
    paintLines(hasTopic);
  };
  const marks = runs().map(([first, end]) => () => paintMarks(hasTopic, first, end));
  const names = () => {
    paintDots();
    paintNames(hasTopic);
  };
  for (const step of [divide, place, ground, ...marks, names]) {
    if (mine !== drawings) return;
    step();
    yield;
  }
}

/** Draws the life at once. */
const paint = () => void [...drawing()];

/** Veils what lies outside the selected time. */
function veilTime() {
  const { from, to } = chosen().selection;
  const ends = [from > 0 ? across(shareOf(from)) : 0, to < facts.today ? across(shareOf(to + 1)) : size.width];
  const [left, right] = ends.map((x) => Math.min(Math.max(x, 0), size.width));
  veils[0].style.width = `${left}px`;
  veils[1].style.width = `${size.width - right}px`;
}

function paintAxis() {
  const { width, height, foot } = size;
  const middle = down(0.5);
  under.strokeStyle = paper.rule;
  under.lineWidth = 1;
  under.beginPath();
  under.moveTo(across(shareOf(0)), middle);
  under.lineTo(across(shareOf(facts.today + 1)), middle);
  under.moveTo(0, Math.round(height - foot) + 0.5);
  under.lineTo(width, Math.round(height - foot) + 0.5);
  under.stroke();
  under.fillStyle = paper.soft;
  under.font = `12px ${paper.font}`;
  under.textBaseline = "middle";
  let free = -Infinity;
  for (const [label, day] of ticks()) {
    const x = across(shareOf(day));
    const wide = under.measureText(label).width;
    if (x < free || x + 4 + wide > width) continue;
    under.strokeStyle = paper.rule;
    under.strokeRect(Math.round(x) + 0.5, height - foot, 0, 6);
    under.fillText(label, x + 4, height - foot + 13);
    free = x + wide + 18;
  }
}

/**
 * Years, or months and days where the picture is enlarged so far.
 * @returns {[label: string, day: number][]}
 */
function ticks() {
  const [from, to] = [dayOf(Math.max(view.from, axis.before)), dayOf(view.to)];
  const days = to - from;
  /** @returns {[string, number][]} */
  const named = (/** @type {number} */ first, /** @type {number} */ last, /** @type {"month" | "year"} */ grain) =>
    dates.periods(Math.max(Math.ceil(first), axis.begin), Math.floor(last), grain).map((day) => [dates.name(day, grain), day]);
  const years = (/** @type {number} */ first, /** @type {number} */ last, /** @type {number} */ step) =>
    named(first, last, "year").filter(([year]) => Number(year) % step === 0);
  /** @type {[string, number][]} */
  let own = [];
  if (days > 400) own = years(from, to, [1, 2, 5, 10, 20, 50].find((step) => days / 365.25 / step <= Math.max(size.width / 90, 3)) ?? 50);
  else if (days > 60) own = named(from, to, "month");
  else for (let day = Math.ceil(from); day < to; day += 1) own.push([wording.day(day).replace(/ (\w{3})\w* \d+$/, " $1"), day]);
  return [...(view.from < axis.before ? years(axis.begin + 366, -9 * 366, 10) : []), ...own.filter(([, day]) => day >= from)];
}

/** @param {(topic: number) => boolean} hasTopic */
function paintBands(hasTopic) {
  const { columns, edges } = stream;
  const step = (1 - axis.before) / columns;
  const from = Math.max(Math.floor((view.from - axis.before) / step) - 2, 0);
  const to = Math.min(Math.ceil((view.to - axis.before) / step) + 2, columns);
  const x = (/** @type {number} */ column) => across(axis.before + (column + 0.5) * step);
  for (let band = 0; band < bands.length; band += 1) {
    under.fillStyle = colourOfBand(band);
    under.globalAlpha = bands[band].some(hasTopic) ? 0.3 : 0.07;
    const [low, high] = [edges[band], edges[band + 1]];
    for (let begin = from; begin < to; begin += 1) {
      if (high[begin] - low[begin] < 1e-9) continue;
      let end = begin;
      while (end < to && high[end] - low[end] >= 1e-9) end += 1;
      const [first, last] = [Math.max(begin - 1, 0), Math.min(end, columns - 1)];
      under.beginPath();
      under.moveTo(x(first), down(low[first]));
      for (let column = first + 1; column <= last; column += 1) under.lineTo(x(column), down(low[column]));
      for (let column = last; column >= first; column -= 1) under.lineTo(x(column), down(high[column]));
      under.fill();
      begin = end;
    }
  }
  under.globalAlpha = 1;
}

/** Neighbouring topics that have a few thousand posts together. */
function runs() {
  /** @type {[first: number, end: number][]} */
  const found = [];
  let posts = 0;
  postsOf.forEach((list, topic) => {
    if (!topic || posts + list.length > MOST_MARKS) {
      found.push([topic, topic]);
      posts = 0;
    }
    posts += list.length;
    found[found.length - 1][1] = topic + 1;
  });
  return found;
}

/** In CSS pixels: marks grow with the picture. */
function markRadius() {
  const zoomed = Math.min(size.mark * Math.min(1 / Math.sqrt(view.to - view.from), 3), 13);
  return Math.max(zoomed, size.mark) / 2;
}

/** Whether a mark is seen, were it only its edge. @param {number} post */
const isNear = (post) => marksX[post] > -8 && marksX[post] < size.width + 8;

/** @param {(topic: number) => boolean} hasTopic @param {number} first @param {number} end */
function paintMarks(hasTopic, first, end) {
  const radius = markRadius();
  for (let topic = first; topic < end; topic += 1) {
    under.fillStyle = facts.topics[topic].colour;
    under.globalAlpha = hasTopic(topic) ? 0.9 : 0.12;
    const posts = postsOf[topic].filter(isNear);
    if (radius <= 1.2) for (const post of posts) under.fillRect(marksX[post] - radius, marksY[post] - radius, 2 * radius, 2 * radius);
    else {
      under.beginPath();
      for (const post of posts) {
        under.moveTo(marksX[post] + radius, marksY[post]);
        under.arc(marksX[post], marksY[post], radius, 0, 7);
      }
      under.fill();
    }
  }
  under.globalAlpha = 1;
}

/** @param {(topic: number) => boolean} hasTopic */
function paintLines(hasTopic) {
  // A narrow picture has no room for them; pointing at a milestone draws its own.
  if (size.width < 640) return;
  under.lineWidth = 1;
  for (const { day, level, post } of milestones) {
    if (post < 0 || !isNear(post)) continue;
    under.strokeStyle = facts.topics[facts.topicOf[post]].colour;
    under.globalAlpha = hasTopic(facts.topicOf[post]) ? 0.55 : 0.1;
    line(under, across(shareOf(day)), dotHeight(level), marksX[post], marksY[post]);
  }
  under.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} toX @param {number} toY */
function line(context, x, y, toX, toY) {
  const bend = Math.max((toY - y) / 2, 16);
  context.beginPath();
  context.moveTo(x, y);
  context.bezierCurveTo(x, y + bend, toX, toY - bend, toX, toY);
  context.stroke();
}

function paintDots() {
  for (const one of milestones) {
    under.fillStyle = one.isOwn ? paper.accent : one.post >= 0 ? facts.topics[facts.topicOf[one.post]].colour : paper.soft;
    under.globalAlpha = one.isOwn || one.post >= 0 ? 1 : 0.45;
    under.beginPath();
    under.arc(across(shareOf(one.day)), dotHeight(one.level), one.isOwn || one.post >= 0 ? 3 : 2, 0, 7);
    under.fill();
  }
  under.globalAlpha = 1;
}

/** @param {(topic: number) => boolean} hasTopic */
function paintNames(hasTopic) {
  /** @type {[number, number, number, number][]} */
  const boxes = [];
  const isFree = (/** @type {[number, number, number, number]} */ [left, right, top, foot]) =>
    left >= 0 && right <= size.width && boxes.every((one) => left >= one[1] || right <= one[0] || top >= one[3] || foot <= one[2]);
  under.textBaseline = "middle";
  under.lineJoin = "round";
  const write = (/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y) => {
    under.strokeStyle = paper.paper;
    under.lineWidth = 3.5;
    under.strokeText(text, x, y);
    under.fillText(text, x, y);
  };
  under.font = `600 12.5px ${paper.font}`;
  under.fillStyle = paper.ink;
  const most = size.width < 640 ? 6 : 16;
  const marks = [...marksX.keys()].filter(isNear);
  for (const { band, text, wide, places } of thickest()) {
    if (boxes.length === most) break;
    // On a topic's page the others are its ground.
    if (ofTopic >= 0 && !bands[band].includes(ofTopic)) continue;
    for (const column of places) {
      const middle = down((stream.edges[band][column] + stream.edges[band + 1][column]) / 2);
      const at = across(axis.before + ((1 - axis.before) * (column + 0.5)) / stream.columns);
      const centred = Math.min(Math.max(at - wide / 2, 2), size.width - wide - 6);
      const left = marks.length > FEW_MARKS ? centred : besideMarks(marks, centred, wide, middle);
      if (!isFree([left, left + wide + 6, middle - 9, middle + 9]) || (isEnlarged() && coversOthers(band, left, wide, middle))) continue;
      boxes.push([left, left + wide + 6, middle - 9, middle + 9]);
      under.globalAlpha = bands[band].some(hasTopic) ? 1 : 0.3;
      write(text, left, middle);
      break;
    }
  }
  under.globalAlpha = 1;
  under.font = `12px ${paper.font}`;
  const lanes = size.width < 640 ? 1 : 3;
  const worth = [...milestones].sort(
    (a, b) => Number(b.isOwn) - Number(a.isOwn) || b.weight - a.weight || Number(b.post >= 0) - Number(a.post >= 0) || b.day - a.day,
  );
  for (const one of worth) {
    const x = across(shareOf(one.day));
    if (x < 0 || x > size.width) continue;
    const text = wording.cut(one.title, size.width < 640 ? 22 : 34);
    const wide = under.measureText(text).width;
    const left = x + wide + 12 > size.width ? x - wide - 12 : x;
    for (let lane = 0; lane < lanes; lane += 1) {
      const top = 8 + (lanes - 1 - lane) * 15;
      if (!isFree([left, left + wide + 12, top - 7, top + 7])) continue;
      boxes.push([left, left + wide + 12, top - 7, top + 7]);
      under.fillStyle = one.isOwn ? paper.accent : one.post >= 0 ? paper.ink : paper.soft;
      write(text, left + 4, top);
      under.fillStyle = paper.rule;
      under.fillRect(Math.round(x), top + 7, 1, Math.max(dotHeight(one.level) - top - 9, 0));
      break;
    }
  }
}

/**
 * Where a name begins so that it covers no mark: beside those in its way, on the side that is nearer.
 * @param {number[]} marks
 * @param {number} left
 * @param {number} wide
 * @param {number} middle
 */
function besideMarks(marks, left, wide, middle) {
  const reach = markRadius() + 3;
  const level = marks.filter((post) => Math.abs(marksY[post] - middle) < 8 + reach).map((post) => marksX[post]);
  level.sort((a, b) => a - b);
  let [after, before] = [left, left];
  for (const x of level) if (x > after - reach && x < after + wide + reach) after = x + reach;
  for (const x of level.reverse()) if (x > before - reach && x < before + wide + reach) before = x - reach - wide;
  const isBefore = before >= 2 && (left - before < after - left || after + wide > size.width - 6);
  if (isBefore) return before;
  return after + wide > size.width - 6 ? left : after;
}

const isEnlarged = () => view.to - view.from < 0.999;

/**
 * Whether a name would lie on marks of another band. Of a whole life it may, where marks are many and small.
 * @param {number} band
 * @param {number} left
 * @param {number} wide
 * @param {number} middle
 */
function coversOthers(band, left, wide, middle) {
  for (let x = left; x < left + wide + 12; x += 12) {
    if (marksNear(x, middle, 8 + markRadius()).some((post) => bandOf[facts.topicOf[post]] !== band)) return true;
  }
  return false;
}

/** Where each band has room for its name in the part that is seen: where it is thick for the name's whole length; of the whole, one place each. */
function thickest() {
  const [from, to] = [view.from, view.to].map((share) => ((share - axis.before) / (1 - axis.before)) * stream.columns);
  return bands
    .map((_, band) => {
      const text = wording.cut(nameOfBand(band), 26);
      const wide = under.measureText(text).width;
      const thick = stream.edges[band + 1].map((high, column) => (high - stream.edges[band][column]) * size.tall);
      const broad = blurred(thick, Math.round((wide / 2 / size.width) * (to - from)));
      const places = [...thick.keys()].filter((column) => thick[column] >= 17 && column > from - 1 && column < to);
      const most = Math.max(0, ...places.map((column) => thick[column]));
      places.sort((a, b) => broad[b] - broad[a]);
      return { band, text, wide, most, places: places.slice(0, isEnlarged() ? 40 : 1) };
    })
    .sort((a, b) => b.most - a.most);
}
