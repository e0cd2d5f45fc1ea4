// @ts-check
/** The hand: pointing names, a drag selects, the wheel and two fingers enlarge, a click opens; and the same by keys. */

/** The post that the keys have come to, or the one that is pointed at. */
let current = -1;
/** @type {Found | null} */
let shown = null;
/** Where the picture was pressed until it is let go, and where other fingers are. */
/** @type {Map<number, {x: number, y: number}>} */
const fingers = new Map();
/** @type {{x: number, y: number, day: number, isDrag: boolean, selection: [number, number]} | null} */
let press = null;
let pinch = 0;

/** @param {MouseEvent} event */
function pointOf(event) {
  const { left, top } = box.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

/** Draws what is pointed at. */
function paintHand() {
  over.clearRect(0, 0, size.width, size.height);
  if (playhead < Infinity) paintNow();
  if (!shown) return;
  if (shown.mark !== undefined) {
    const [x, y] = [marksX[shown.mark], marksY[shown.mark]];
    over.strokeStyle = paper.ink;
    over.fillStyle = facts.topics[facts.topicOf[shown.mark]].colour;
    over.lineWidth = 2;
    over.beginPath();
    over.arc(x, y, Math.max(size.mark / 2 + 2, 5), 0, 7);
    over.fill();
    over.stroke();
    const [title] = shared.titleOf(shown.mark);
    if (title) label(title, x, y);
  }
  if (shown.milestone) {
    const { day, level, post, title } = shown.milestone;
    const [x, y] = [across(shareOf(day)), dotHeight(level)];
    over.strokeStyle = paper.ink;
    over.lineWidth = 2;
    over.beginPath();
    over.arc(x, y, 5, 0, 7);
    over.stroke();
    if (post >= 0) line(over, x, y, marksX[post], marksY[post]);
    label(title, x, y + 10);
  }
}

/** @param {string} text @param {number} x @param {number} y */
function label(text, x, y) {
  over.font = `600 13px ${paper.font}`;
  over.textBaseline = "middle";
  const short = wording.cut(text, size.width < 640 ? 34 : 60);
  const wide = over.measureText(short).width + 16;
  const left = Math.min(Math.max(x - wide / 2, 2), size.width - wide - 2);
  const top = y < 44 ? y + 14 : y - 38;
  over.fillStyle = paper.ink;
  over.beginPath();
  over.roundRect(left, top, wide, 24, 4);
  over.fill();
  over.fillStyle = paper.paper;
  over.fillText(short, left + 8, top + 12.5);
}

/** @param {Found | null} found */
function point(found) {
  shown = found;
  box.style.cursor = found?.mark !== undefined ? "pointer" : "";
  if (found) {
    tell(found);
    const files = shared.titleFiles(found.posts);
    if (!files.every(isLoaded)) Promise.all(files.map(shared.load)).then(paintHand, () => {});
  }
  paintHand();
}

/** @param {number} post */
function openPost(post, event = /** @type {MouseEvent | KeyboardEvent | null} */ (null)) {
  Promise.all(shared.titleFiles([post]).map(shared.load)).then(() => {
    const url = shared.pageAt(`${root}${shared.titleOf(post)[1]}`);
    if (event?.ctrlKey || event?.metaKey) window.open(url, "_blank", "noopener");
    else location.href = url;
  });
}

// ── Enlarging ────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Shows more or less of the picture, so that what is under a point stays there.
 * @param {number} factor
 * @param {number} x
 */
function enlarge(factor, x) {
  const span = Math.min(Math.max((view.to - view.from) * factor, Math.min(20 / axis.length, 1)), 1);
  const at = shareAt(x);
  look(at - (x / size.width) * span, span);
}

/** @param {number} from @param {number} span */
function look(from, span) {
  view.from = Math.min(Math.max(from, 0), 1 - span);
  view.to = view.from + span;
  whole.hidden = span > 0.999;
  figure.style.setProperty("--seen", String(view.from));
  figure.style.setProperty("--span", String(span));
  later();
}

const figure = /** @type {HTMLElement} */ (box.parentElement);
const whole = /** @type {HTMLButtonElement} */ (document.querySelector(".life-whole"));
whole.addEventListener("click", () => {
  look(0, 1);
  box.focus();
});

box.addEventListener(
  "wheel",
  (event) => {
    // The page scrolls, until the picture was taken by a click or a key, or the hand says that it means the picture.
    const isMeant = event.ctrlKey || event.metaKey || document.activeElement === box;
    if (!isMeant) return;
    event.preventDefault();
    const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    if (isSideways) look(view.from + ((event.deltaX || event.deltaY) / size.width) * (view.to - view.from), view.to - view.from);
    else enlarge(Math.exp(Math.min(Math.max(event.deltaY, -60), 60) / 150), pointOf(event).x);
  },
  { passive: false },
);

// ── Pointing, dragging, opening ──────────────────────────────────────────────────────────────────────────────

box.addEventListener("pointerenter", () => fetchTitles([...facts.days.keys()]), { once: true });

box.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  const at = pointOf(event);
  fingers.set(event.pointerId, at);
  box.setPointerCapture(event.pointerId);
  if (fingers.size === 2) {
    press = null;
    pinch = distance();
    return;
  }
  const selection = shared.context?.().selection;
  press = { ...at, day: dayOf(shareAt(at.x)), isDrag: false, selection: [selection?.from ?? 0, selection?.to ?? 0] };
});

function distance() {
  const [a, b] = [...fingers.values()];
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** How fast the pointer moves, in CSS pixels a millisecond. */
let before = { x: 0, y: 0, time: 0 };
/** @type {ReturnType<typeof setTimeout> | undefined} */
let hurrying;

box.addEventListener("pointermove", (event) => {
  const at = pointOf(event);
  if (fingers.has(event.pointerId)) fingers.set(event.pointerId, at);
  if (fingers.size === 2) {
    const wide = distance();
    const middle = [...fingers.values()].reduce((sum, { x }) => sum + x / 2, 0);
    if (pinch) enlarge(pinch / wide, middle);
    pinch = wide;
    return;
  }
  if (press && (press.isDrag || Math.abs(at.x - press.x) > 5)) {
    if (!press.isDrag) endTime();
    press.isDrag = true;
    const [from, to] = [press.day, dayOf(shareAt(at.x))].sort((a, b) => a - b);
    point(null);
    shared.choose?.([Math.max(Math.floor(from), 0), Math.max(Math.ceil(to) - 1, 0)], { isGesture: true });
    return;
  }
  if (event.pointerType !== "mouse") return;
  const speed = Math.hypot(at.x - before.x, at.y - before.y) / Math.max(event.timeStamp - before.time, 1);
  before = { ...at, time: event.timeStamp };
  clearTimeout(hurrying);
  const name = () => {
    const found = foundAt(at.x, at.y, Math.max(size.mark, 6));
    if (found) point(found);
  };
  // A hand on its way to the titles beside the picture does not change them.
  if (speed > 1.6) hurrying = setTimeout(name, 80);
  else name();
});

box.addEventListener("pointerup", (event) => {
  fingers.delete(event.pointerId);
  pinch = 0;
  if (!press) return;
  const { isDrag, x, y } = press;
  press = null;
  if (isDrag) {
    shared.rest?.();
    return;
  }
  const isTouch = event.pointerType !== "mouse";
  const found = foundAt(x, y, isTouch ? 22 : Math.max(size.mark, 6));
  if (found) point(found);
  if (!found || isTouch) return;
  if (found.mark !== undefined) openPost(found.mark, event);
  else if (found.milestone?.url) window.open(found.milestone.url, "_blank", "noopener");
});

box.addEventListener("pointercancel", (event) => {
  fingers.delete(event.pointerId);
  if (press?.isDrag) shared.rest?.();
  press = null;
  pinch = 0;
});

box.addEventListener("pointerleave", () => {
  clearTimeout(hurrying);
  if (document.activeElement === box) return;
  shown = null;
  paintHand();
});

// ── Keys ─────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * The post that a key leads to.
 * @param {string} key
 */
function ledTo(key) {
  const end = facts.days.length - 1;
  if (current < 0) return key === "End" || key === "ArrowLeft" ? shownFrom(end, -1) : shownFrom(0, 1);
  const day = facts.days[current];
  if (key === "Home") return shownFrom(0, 1);
  if (key === "End") return shownFrom(end, -1);
  if (key === "ArrowRight") return shownFrom(current + 1, 1);
  if (key === "ArrowLeft") return shownFrom(current - 1, -1);
  if (key === "PageUp") return shownFrom(Math.min(shared.postsBefore(day + 365), end), -1);
  if (key === "PageDown") return shownFrom(Math.max(Math.min(shared.postsBefore(day - 365), current - 1), 0), 1);
  if (ofTopic >= 0) return current;
  const direction = key === "ArrowUp" ? -1 : 1;
  // The oldest topic flows on top; each has a post.
  const topic = facts.topicOf[current] + direction;
  return topic < 0 || topic >= facts.topics.length ? current : nearestOf(day, topic);
}

/**
 * The nearest post from one on that the page is about; the one that is shown where there is none.
 * @param {number} post
 * @param {1 | -1} direction
 */
function shownFrom(post, direction) {
  let at = post;
  while (at in facts.days && !isShown(at)) at += direction;
  return at in facts.days ? at : current;
}

/**
 * The post of a topic that is nearest to a day.
 * @param {number} day
 * @param {number} topic
 */
function nearestOf(day, topic) {
  const away = (/** @type {number} */ post) => Math.abs(facts.days[post] - day);
  return postsOf[topic].reduce((best, post) => (away(post) < away(best) ? post : best));
}

const KEYS = ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];
box.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const middle = current < 0 ? size.width / 2 : marksX[current];
  const isSideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
  // While a moment is shown, the arrows lead through time.
  if (playhead < Infinity && isSideways) step((event.shiftKey ? YEAR : YEAR / 12) * (event.key === "ArrowLeft" ? -1 : 1));
  else if (KEYS.includes(event.key)) walk(ledTo(event.key));
  else if (event.key === "Enter" && current >= 0) openPost(current, event);
  else if (event.key === "+" || event.key === "=") enlarge(0.6, middle);
  else if (event.key === "-") enlarge(1 / 0.6, middle);
  else if (event.key === "0") look(0, 1);
  else if (event.key === " ") player?.click();
  else if (event.key === "Escape") {
    endTime();
    shared.choose?.(null);
    look(0, 1);
  } else return;
  event.preventDefault();
});

/** @param {number} post */
function walk(post) {
  current = post;
  const x = marksX[post];
  if (x < 0 || x > size.width) {
    const span = view.to - view.from;
    look(shareAt(x) - span / 2, span);
    refresh();
  }
  point({ posts: [post], more: 0, heading: facts.topics[facts.topicOf[post]].name, mark: post });
}
box.addEventListener("focus", () => current >= 0 && walk(current));
box.addEventListener("blur", () => {
  shown = null;
  paintHand();
});
