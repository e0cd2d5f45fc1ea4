// @ts-check
/**
 * Two times in, what can be said of both on one scale out. A time is a year of its page, or a window of the timeline; its days count from its
 * first, which is day 0, so that two of them lie over one another.
 */
"use strict";

const DAY_LENGTH = 86_400_000;
/** @param {Side} side @param {number} day */
const dateOf = (side, day) => new Date(Date.parse(side.first) + day * DAY_LENGTH);
/** @param {Side} side @param {number} day */
const dayName = (side, day) => dateName(dateOf(side, day));

/**
 * The record of a year's page as a time.
 * @param {string} name
 * @param {YearRecord} record
 * @returns {Side}
 */
function yearSide(name, { first, days, lived, topics, posts, met, revisions }) {
  return { name, first, days, lived, topics: topics.map(([slug, label]) => ({ slug, name: label })), posts, met, revisions };
}

/** So many days make a step of two times of this length: weeks, and four or thirteen of them where those would be too many. @param {number} days */
const stepOf = (days) => (days <= 800 ? 7 : days <= 3700 ? 28 : 91);
/** What is said of each step. @type {Record<number, {one: string, title: string, fullest: string}>} */
const STEPS = {
  7: { one: _("Week"), title: _("Words per week"), fullest: _("The fullest week") },
  28: { one: _("Four weeks"), title: _("Words per four weeks"), fullest: _("The fullest four weeks") },
  91: { one: _("Thirteen weeks"), title: _("Words per thirteen weeks"), fullest: _("The fullest thirteen weeks") },
};

/**
 * Sums by step, up to the last day that was lived; later ones are null.
 * @param {Side} side
 * @param {number} step
 * @param {(post: [day: number, topic: number, words: number]) => number} value
 * @returns {(number | null)[]}
 */
function sums(side, step, value) {
  const [begin, end] = side.lived;
  /** @type {(number | null)[]} */
  const all = Array.from({ length: Math.ceil(side.days / step) }, (_, place) => (place * step > end || (place + 1) * step <= begin ? null : 0));
  // A year's last day or two are part of its last whole week.
  const last = all.length - (side.days % step && side.days % step < step / 2 && all.length > 1 ? 2 : 1);
  for (const post of side.posts) {
    const at = Math.min(Math.floor(post[0] / step), last);
    all[at] = (all[at] ?? 0) + value(post);
  }
  return all.slice(0, last + 1);
}

/** Posts until the end of each day. @param {Side} side @returns {(number | null)[]} */
function running(side) {
  let sum = 0;
  return sums(side, 1, () => 1).map((posts) => (posts === null ? null : (sum += posts)));
}

/** @param {Side} side */
function totals(side) {
  const days = new Set(side.posts.map(([day]) => day));
  const [begin, end] = side.lived;
  const active = [...days].sort((a, b) => a - b);
  const pauses = [begin - 1, ...active, end].map((day, place, all) => (place ? day - all[place - 1] : 0));
  return {
    posts: side.posts.length,
    words: side.posts.reduce((sum, [, , words]) => sum + words, 0),
    days: days.size,
    topics: new Set(side.posts.map(([, topic]) => topic)).size,
    met: side.met.length,
    revisions: side.revisions,
    pause: Math.max(0, ...pauses),
  };
}

/**
 * @typedef {{slug: string, name: string, posts: [number, number]}} TopicPair
 * Each topic of either time with its posts in both: those that came, those that left, those that stayed, the most posts first.
 * @param {[Side, Side]} sides
 */
function topicsOf(sides) {
  /** @type {Map<string, TopicPair>} */
  const all = new Map();
  sides.forEach((side, place) => {
    for (const [, topic] of side.posts) {
      const { slug, name } = side.topics[topic];
      const pair = all.get(slug) ?? { slug, name, posts: /** @type {[number, number]} */ ([0, 0]) };
      pair.posts[place] += 1;
      all.set(slug, pair);
    }
  });
  // What came is in the later time alone, whichever of the two stands first.
  const late = sides[0].first >= sides[1].first ? 0 : 1;
  const pairs = [...all.values()].sort((a, b) => Math.max(...b.posts) - Math.max(...a.posts) || a.slug.localeCompare(b.slug));
  return {
    late,
    came: pairs.filter(({ posts }) => !posts[1 - late]),
    left: pairs.filter(({ posts }) => !posts[late]),
    stayed: pairs.filter(({ posts }) => posts[0] && posts[1]),
  };
}

/** What is to be said first of both. @param {[Side, Side]} sides */
function summary(sides) {
  const [one, other] = sides.map(totals);
  const { came, left, stayed } = topicsOf(sides);
  const parts = sides.map(({ name }, place) => `${name}: ${counted([one, other][place].posts, "post")}, ${counted([one, other][place].words, "word")}`);
  const moved = [
    came.length ? _("%(topics)s came", { topics: `${counted(came.length, "topic")}${named(came)}` }) : _("no topic came"),
    left.length ? _("%(number)s left", { number: `${number(left.length)}${named(left)}` }) : _("none left"),
    stayed.length ? _("%(number)s stayed", { number: number(stayed.length) }) : _("none stayed"),
  ];
  return `${parts.join(". ")}. ${_("From the earlier to the later, %(changes)s.", { changes: listed(moved) })}`;
}

/** Few are named. @param {TopicPair[]} pairs */
const named = (pairs) => (pairs.length > 3 ? "" : ` (${listed(pairs.map(({ name }) => name))})`);
