// @ts-check
/** Time runs: marks appear, bands grow, milestones pass, and a caption says what begins and ends. The address holds the month. */

const player = /** @type {HTMLButtonElement | null} */ (document.querySelector(".life-play"));
const speed = /** @type {HTMLSelectElement | null} */ (document.querySelector(".life-speed"));
const caption = /** @type {HTMLElement | null} */ (document.querySelector(".life-caption"));
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const YEAR = 365.25;
/** A topic that was silent for so many days has ended, as far as can be told. */
const ENDED = 730;
/** When the last picture was drawn, while time runs, and when titles were last told. */
let [ran, titled] = [0, 0];
/** The whole life, of which time uncovers more and more. */
const kept = document.createElement("canvas");

/** First and last day of each topic's posts. */
const spans = postsOf.map((posts) => [facts.days[posts[0]], facts.days[posts[posts.length - 1]]]);

/** The posts of the topic that the page is about. */
const postsOfTopic = postsOf[ofTopic] ?? [];

/** The day on which time begins to run. */
const opening = ofTopic < 0 ? 0 : spans[ofTopic][0];

/** A moment as the address holds it: its month, or its day in a life of a few months. @param {number} day */
const momentOf = (day) => dates.iso(Math.min(Math.floor(day), facts.today)).slice(0, facts.today < YEAR ? 10 : 7);

/**
 * What begins and ends in the months before a day.
 * @param {number} day
 */
function toldAt(day) {
  if (ofTopic >= 0) return toldOfTopic(day);
  const since = day - Math.max(YEAR / 4, Math.min(axis.length / 60, YEAR));
  const year = dates.date(Math.floor(day)).getUTCFullYear();
  const begun = facts.topics.filter((_, topic) => spans[topic][0] > since && spans[topic][0] <= day).map(({ name }) => name);
  const ended = facts.topics.filter((_, topic) => spans[topic][1] > since && spans[topic][1] <= day && facts.today - spans[topic][1] > ENDED);
  const passed = milestones.filter((one) => one.day > since && one.day <= day && (one.isOwn || one.post >= 0));
  const said = [
    ...(begun.length ? [ngettext("%(topics)s begins", "%(topics)s begin", begun.length, { topics: wording.listed(begun.slice(0, 3)) })] : []),
    ...ended.slice(0, 2).map(({ name }) => _("%(topic)s ends", { topic: name })),
    ...passed.slice(0, 1).map(({ title }) => title),
  ];
  return `${year}${said.length ? `: ${said.join("; ")}` : ""}`;
}

/** How far the topic of the page had come on a day, and its newest post. @param {number} day */
function toldOfTopic(day) {
  const posts = postsOfTopic.filter((post) => facts.days[post] <= day);
  const year = dates.date(Math.floor(day)).getUTCFullYear();
  const [title] = posts.length ? shared.titleOf(posts[posts.length - 1]) : [""];
  return `${year}: ${wording.counted(posts.length, "post")}${title ? `; ${title}` : ""}`;
}

/** Shows the life as it was on a day; the whole of it from today on. @param {number} day */
function seek(day) {
  playhead = day > facts.today ? Infinity : Math.max(day, 0);
  shared.at = playhead === Infinity ? undefined : momentOf(playhead);
  if (caption) {
    const text = playhead === Infinity ? "" : toldAt(playhead);
    if (caption.textContent !== text) caption.textContent = text;
    caption.hidden = playhead === Infinity;
  }
}

/** Uncovers the picture up to the day that time has come to. */
function uncover() {
  const { width, height, ratio } = size;
  const x = Math.min(Math.max(across(shareOf(playhead)), 0), width);
  under.clearRect(0, 0, width, height);
  paintAxis();
  if (x > 0) under.drawImage(kept, 0, 0, x * ratio, (height - size.foot) * ratio, 0, 0, x, height - size.foot);
  shown = null;
  paintHand();
  over.fillStyle = paper.ink;
  over.globalAlpha = 0.85;
  over.font = `700 ${width < 640 ? 34 : 56}px ${paper.font}`;
  over.textBaseline = "alphabetic";
  over.textAlign = "right";
  over.fillText(String(dates.date(Math.floor(playhead)).getUTCFullYear()), width - 4, height - size.foot - 14);
  over.textAlign = "left";
  over.globalAlpha = 1;
}

/** Draws the whole, of which each moment shows a part. */
function prepare() {
  paint();
  veilTime();
  keep();
}

/** Keeps the picture of the whole, so that each moment costs no more than a copy of a part of it. */
function keep() {
  kept.width = under.canvas.width;
  kept.height = under.canvas.height;
  kept.getContext("2d")?.drawImage(under.canvas, 0, 0);
}

/** @param {number} time */
function run(time) {
  if (!ran) return;
  seek((playhead === Infinity ? opening : playhead) + (Math.min(time - ran, 100) / 1000) * YEAR * pace());
  ran = time;
  if (playhead === Infinity) {
    stop();
    return;
  }
  uncover();
  // As often as a reader can follow.
  if (time - titled > 800) {
    titled = time;
    tellNewest();
  }
  requestAnimationFrame(run);
}

/** Years a second: about one, and a life shorter than ten years takes ten seconds. */
const pace = () => Number(speed?.value ?? 1) * Math.min(1, facts.today / YEAR / 10);

function start() {
  fetchTitles(postsOfTopic);
  if (playhead === Infinity || playhead >= facts.today) seek(opening);
  prepare();
  if (calm.matches) {
    step(YEAR);
    return;
  }
  ran = performance.now();
  tellState();
  requestAnimationFrame(run);
}

function stop() {
  ran = 0;
  tellState();
  noteTime();
  later();
}

/** Shows the whole again, of which a hand may select what has not passed yet. */
function endTime() {
  if (playhead === Infinity) return;
  seek(Infinity);
  stop();
}

/** Goes on by some days, and shows that moment. @param {number} days */
function step(days) {
  const isRunning = ran > 0;
  ran = 0;
  seek((playhead === Infinity ? (days < 0 ? facts.today : opening) : playhead) + days);
  tellState();
  noteTime();
  later();
  if (isRunning) start();
}

function tellState() {
  if (!player) return;
  player.setAttribute("aria-pressed", String(ran > 0));
  player.textContent = ran ? _("Pause") : calm.matches ? _("Next year") : _("Play");
}

/** The address says which moment is shown, and the titles beside the picture are the newest of it. */
function noteTime() {
  const url = new URL(location.href);
  if (shared.at) url.searchParams.set("at", shared.at);
  else url.searchParams.delete("at");
  history.replaceState(history.state, "", url);
  tellNewest();
}

player?.addEventListener("click", () => (ran ? stop() : start()));
calm.addEventListener("change", tellState);
tellState();

/** What the address asks for: a month or a year, as it ended. */
function timeOfAddress() {
  const text = new URLSearchParams(location.search).get("at") ?? "";
  if (!/^\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?$/.test(text)) return;
  const first = dates.dayOf(`${text}-01-01`.slice(0, 10));
  const last = text.length > 7 ? first : dates.next(first, text.length > 4 ? "month" : "year") - 1;
  if (last < 0 || !(first <= facts.today)) return;
  seek(Math.min(last, facts.today));
  tellNewest();
}
window.addEventListener("popstate", () => {
  timeOfAddress();
  later();
});
