// @ts-check
/** In: what the hand points at. Out: its name, and the titles beside the picture, as links. */

const panel = /** @type {HTMLElement} */ (document.querySelector(".life-panel"));
const root = box.closest("[data-root]")?.getAttribute("data-root") ?? "";
const MOST_TITLES = 7;

/**
 * What lies somewhere in the picture.
 * @typedef {{posts: number[], more: number, heading: string, note?: string, milestone?: Milestone, mark?: number}} Found
 */

let told = "";
let ticket = 0;

/**
 * Names in the panel what was found.
 * @param {Found} found
 */
function tell(found) {
  const key = `${found.heading}|${found.note}|${found.posts}`;
  if (key === told) return;
  told = key;
  ticket += 1;
  const mine = ticket;
  const heading = element("p", "life-heading", found.milestone?.url ? linkTo(found.milestone.url, found.heading) : found.heading);
  const note = found.note ? [element("p", "life-note", found.note)] : [];
  const list = element("ol", "", ...found.posts.map(entry));
  const more = element("p", "life-note", found.more > 0 ? _("and %(number)s more", { number: wording.number(found.more) }) : "");
  panel.replaceChildren(heading, ...note, list, more);
  const files = shared.titleFiles(found.posts);
  if (files.every(isLoaded)) return;
  Promise.all(files.map(shared.load)).then(
    () => mine === ticket && list.replaceChildren(...found.posts.map(entry)),
    () => mine === ticket && (more.textContent = _("The titles could not be loaded.")),
  );
}

/** The newest posts of the moment that is shown. */
function tellNewest() {
  const day = Math.min(Math.floor(playhead), facts.today);
  const heading = playhead < Infinity ? _("Newest on %(day)s", { day: wording.day(day) }) : _("Newest");
  tell({ posts: nearestPosts(day, isShown).reverse(), more: 0, heading });
}

/** Has titles at hand before they are asked for. @param {number[]} posts */
const fetchTitles = (posts) => shared.titleFiles(posts).forEach((file) => void shared.load(file).catch(() => {}));

/** @param {string} file */
const isLoaded = (file) => facts.titles[file.replace("titles-", "")] !== undefined;

/** @param {number} post */
function entry(post) {
  const [title, url] = shared.titleOf(post);
  const topic = facts.topics[facts.topicOf[post]];
  const link = url ? linkTo(shared.pageAt(`${root}${url}`), title) : element("a", "", "…");
  const item = element("li", "", link, element("span", "", `${wording.day(facts.days[post])} · ${topic.name}`));
  item.style.setProperty("--colour", topic.colour);
  return item;
}

/**
 * What lies under a point of the picture.
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 * @returns {Found | null}
 */
function foundAt(x, y, reach) {
  if (!isLive) return null;
  if (y < size.ribbon + 8) return milestoneAt(x, y, reach);
  const near = marksNear(x, y, reach);
  if (near.length) {
    const [mark] = near;
    const topic = facts.topics[facts.topicOf[mark]];
    const heading = near.length === 1 ? topic.name : wording.counted(near.length, "post");
    return { posts: near.slice(0, MOST_TITLES), more: near.length - MOST_TITLES, heading, mark };
  }
  const day = Math.floor(dayOf(shareAt(x)));
  if (day < 0 || day > facts.today) return null;
  return bandAt(day, y) ?? silenceAt(day);
}

/**
 * Posts whose marks are near, the nearest first.
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 */
function marksNear(x, y, reach) {
  const found = [];
  const cells = marksByCell();
  const span = Math.ceil(reach / CELL);
  for (let column = Math.floor(x / CELL) - span; column <= Math.floor(x / CELL) + span; column += 1) {
    for (let row = Math.floor(y / CELL) - span; row <= Math.floor(y / CELL) + span; row += 1) {
      for (const post of cells.get(column * 4096 + row) ?? []) {
        const distance = Math.hypot(marksX[post] - x, marksY[post] - y);
        if (distance <= reach && facts.days[post] <= playhead && isShown(post)) found.push({ post, distance });
      }
    }
  }
  return found.sort((a, b) => a.distance - b.distance || a.post - b.post).map(({ post }) => post);
}

/** @param {number} x @param {number} y @param {number} reach */
function milestoneAt(x, y, reach) {
  let best = null;
  let least = Math.max(reach, 10);
  for (const one of milestones) {
    const distance = Math.hypot(across(shareOf(one.day)) - x, dotHeight(one.level) - y);
    if (distance < least && one.day <= playhead) [best, least] = [one, distance];
  }
  return best && ofMilestone(best);
}

/** @param {Milestone} milestone @returns {Found} */
function ofMilestone(milestone) {
  const { title, label, post, isOwn } = milestone;
  const note = isOwn || post < 0 ? label : _("%(title)s. I met it on %(day)s:", { title: label, day: wording.day(facts.days[post]) });
  return { posts: post < 0 ? [] : [post], more: 0, heading: title, note, milestone };
}

/** @param {number} day @param {number} y @returns {Found | null} */
function bandAt(day, y) {
  const place = Math.min(Math.max((day * stream.columns) / axis.length - 0.5, 0), stream.columns - 1);
  const height = (y - size.top) / size.tall;
  const band = bands.findIndex((_, at) => height >= between(stream.edges[at], place) && height < between(stream.edges[at + 1], place));
  if (band < 0) return null;
  const members = new Set(bands[band]);
  const around = nearestPosts(day, (post) => members.has(facts.topicOf[post]));
  const total = bands[band].reduce((sum, topic) => sum + postsOf[topic].length, 0);
  return { posts: around, more: 0, heading: nameOfBand(band), note: _("%(posts)s in all; around %(day)s:", { posts: wording.counted(total, "post"), day: wording.day(day) }) };
}

/**
 * The posts of a kind that are nearest to a day, by time.
 * @param {number} day
 * @param {(post: number) => boolean} is
 */
function nearestPosts(day, is) {
  let right = shared.postsBefore(day);
  let left = right - 1;
  const found = [];
  while (found.length < MOST_TITLES && (left >= 0 || right < facts.days.length)) {
    const isLeft = right >= facts.days.length || (left >= 0 && day - facts.days[left] <= facts.days[right] - day);
    const post = isLeft ? left : right;
    if (isLeft) left -= 1;
    else right += 1;
    if (is(post) && facts.days[post] <= playhead) found.push(post);
  }
  return found.sort((a, b) => a - b);
}

/** @param {number} day @returns {Found} */
function silenceAt(day) {
  const next = shared.postsBefore(day);
  const [last, back] = [facts.days[next - 1], facts.days[next]];
  if (last === day || back === day) return { posts: nearestPosts(day, () => true), more: 0, heading: wording.day(day) };
  const posts = [next - 1, next].filter((post) => post >= 0 && post < facts.days.length);
  if (back === undefined) {
    return { posts, more: 0, heading: _("No post since"), note: _("%(days)s since %(day)s", { days: wording.counted(facts.today - last, "day"), day: wording.day(last) }) };
  }
  return { posts, more: 0, heading: _("%(days)s between two posts", { days: wording.counted(back - last, "day") }), note: _("%(first)s to %(last)s", { first: wording.day(last), last: wording.day(back) }) };
}
