// @ts-check
/**
 * In: the facts. Out: where everything stands in the picture of a life: the stream of topics, each post in it, milestones above. Places
 * across are shares of the whole picture, from 0 to 1; heights are shares of the stream. Python works out the same for the still picture
 * (`charts/life/`), and a test holds the two to one another.
 */

const shared = window.learningTimeline;
const box = /** @type {HTMLElement} */ (document.querySelector(".life-box"));
const facts = shared.facts();
const { calendar: dates, words: wording } = shared;
const COLUMNS = 160;
const MOST_BANDS = 40;
/** So many posts at once fill the height; where there are never so many, the stream is thinner. */
const FULL = 2;
const MARGIN = 0.06;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const OTHERS = "#8a8f98";
/** A topic's page shows its part of the life, without milestones, and says no more than which topic it is. */
const ofTopic = facts.topics.findIndex(({ slug }) => slug === box.dataset.topic);
/** @param {number} post */
const isShown = (post) => ofTopic < 0 || facts.topicOf[post] === ofTopic;
const axis =
  ofTopic < 0
    ? {
        begin: dates.dayOf(box.dataset.begin ?? ""),
        length: dates.dayOf(box.dataset.end ?? ""),
        before: Number(box.dataset.before),
        /** The share of the height that milestones have. */
        ribbon: Number(box.dataset.ribbon),
      }
    : { begin: 0, length: Math.max(facts.today + 1, 7), before: 0, ribbon: 0 };

/** @param {number} day */
const shareOf = (day) =>
  day < 0 ? (axis.before * (day - axis.begin)) / -axis.begin : axis.before + ((1 - axis.before) * day) / axis.length;

/** @param {number} share */
const dayOf = (share) =>
  axis.before && share < axis.before ? axis.begin * (1 - share / axis.before) : ((share - axis.before) / (1 - axis.before)) * axis.length;

/** Each post's place on the axis of days: those of one day stand side by side within it. */
const placeOfPost = withinDays(facts.days);

/** @param {Int32Array} days */
function withinDays(days) {
  const places = new Float64Array(days.length);
  for (let first = 0; first < days.length; ) {
    let end = first;
    while (end < days.length && days[end] === days[first]) end += 1;
    for (let at = first; at < end; at += 1) places[at] = days[first] + (at - first + 0.5) / (end - first);
    first = end;
  }
  return places;
}

/** The posts of each topic, by time. @type {number[][]} */
const postsOf = facts.topics.map(() => []);
facts.topicOf.forEach((topic, post) => postsOf[topic].push(post));

/**
 * A band for each topic in the order of first posts, or for the largest ones and the rest together.
 * @type {number[][]}
 */
const bands = (() => {
  const topics = [...postsOf.keys()];
  if (topics.length <= MOST_BANDS) return topics.map((topic) => [topic]);
  const largest = new Set([...topics].sort((a, b) => postsOf[b].length - postsOf[a].length).slice(0, MOST_BANDS - 1));
  const rest = topics.filter((topic) => !largest.has(topic));
  return [...topics.filter((topic) => largest.has(topic)).map((topic) => [topic]), rest];
})();
const bandOf = new Uint16Array(facts.topics.length);
bands.forEach((members, band) => members.forEach((topic) => (bandOf[topic] = band)));
/** @param {number} band */
const colourOfBand = (band) => (bands[band].length === 1 ? facts.topics[bands[band][0]].colour : OTHERS);
/** @param {number} band */
const nameOfBand = (band) => (bands[band].length === 1 ? facts.topics[bands[band][0]].name : ngettext("%(num)s other topic", "%(num)s other topics", bands[band].length));

/** Where each post stands in its band, from 0 to 1: spread by the golden ratio, which never repeats itself. */
const heightInBand = new Float64Array(facts.topicOf.length);
for (const posts of postsOf) posts.forEach((post, nth) => (heightInBand[post] = MARGIN + (1 - 2 * MARGIN) * (((nth + 1) * GOLDEN) % 1)));

/**
 * The stream, cut into more columns where the picture is enlarged.
 * @typedef {{columns: number, sizes: Float64Array[], totals: Float64Array, edges: Float64Array[], heights: Float64Array, most: number, full: number}} Stream
 */

/** @type {Map<number, Stream>} */
const streams = new Map();

/** @param {number} times */
function streamOf(times) {
  const known = streams.get(times);
  if (known) return known;
  const columns = COLUMNS * times;
  const rows = bands.map(() => new Float64Array(columns));
  const all = new Float64Array(columns);
  // Where a day has several columns, a post is of all of them.
  const parts = Math.ceil(columns / axis.length);
  placeOfPost.forEach((place, post) => {
    for (let part = 0; part < parts; part += 1) {
      const within = parts > 1 ? facts.days[post] + (part + 0.5) / parts : place;
      const column = Math.min(Math.floor((within * columns) / axis.length), columns - 1);
      rows[bandOf[facts.topicOf[post]]][column] += 1 / parts;
      all[column] += 1 / parts;
    }
  });
  const radius = Math.max(Math.round(Math.sqrt(times)), Math.round((0.2 * columns) / axis.length));
  const lived = blurred(all, 2 * radius - 1);
  const sizes = rows.map((row) => blurred(blurred(row, radius), radius).map((size, column) => (lived[column] > 0 ? size : 0)));
  const totals = sizes.reduce((sums, row) => sums.map((sum, column) => sum + row[column]), new Float64Array(columns));
  /** @type {Stream} */
  const stream = { columns, sizes, totals, edges: [], heights: new Float64Array(placeOfPost.length), most: NaN, full: FULL * Math.min(1 / (2 * radius + 1), axis.length / columns) };
  streams.set(times, stream);
  return stream;
}

/**
 * Gives the stream its heights, thick enough to fill the picture where it is thickest in the part that is seen.
 * @param {Stream} stream
 * @param {number} most
 */
function settle(stream, most) {
  if (stream.most === most) return;
  stream.most = most;
  const { columns, totals } = stream;
  const sum = totals.map((total) => 0.5 - total / most / 2);
  stream.edges = [sum];
  for (const size of stream.sizes) {
    const below = stream.edges[stream.edges.length - 1];
    stream.edges.push(size.map((value, column) => below[column] + value / most));
  }
  for (let post = 0; post < placeOfPost.length; post += 1) {
    const band = bandOf[facts.topicOf[post]];
    const place = Math.min(Math.max((placeOfPost[post] * columns) / axis.length - 0.5, 0), columns - 1);
    const low = between(stream.edges[band], place);
    stream.heights[post] = low + (between(stream.edges[band + 1], place) - low) * heightInBand[post];
  }
}

/** @param {Float64Array} row @param {number} place */
function between(row, place) {
  const left = Math.floor(place);
  const part = place - left;
  return row[left] * (1 - part) + row[Math.min(left + 1, row.length - 1)] * part;
}

/**
 * The mean of each value and its neighbours to both sides; beyond the ends lie zeros.
 * @param {Float64Array} row
 * @param {number} radius
 */
function blurred(row, radius) {
  const means = new Float64Array(row.length);
  let sum = 0;
  for (let at = -radius; at < row.length; at += 1) {
    sum += (row[at + radius] ?? 0) - (row[at - radius - 1] ?? 0);
    if (at >= 0) means[at] = Math.round(sum * 1e9) / 1e9 / (2 * radius + 1);
  }
  return means;
}

/**
 * @typedef {{day: number, label: string, title: string, url: string, isOwn: boolean, topic: number, post: number, weight: number,
 *   level: number}} Milestone
 * @type {Milestone[]}
 */
let milestones = [];
const LEVELS = 8;

/** @param {[number, string, string, string, number, number, number, number][]} rows */
function placeMilestones(rows) {
  const width = 5 / 1000;
  /** @type {number[]} */
  const latest = new Array(LEVELS).fill(-Infinity);
  milestones = rows.map(([day, label, title, url, isOwn, topic, post, weight]) => {
    const share = shareOf(day);
    let level = latest.findIndex((busy) => share - busy >= width);
    if (level < 0) level = LEVELS - 1;
    latest[level] = share;
    return { day, label, title, url, isOwn: Boolean(isOwn), topic, post, weight, level };
  });
}
