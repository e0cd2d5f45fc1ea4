// In: `journal`, the days and topics of all posts. Out: the numbers of the four pictures, the same for each library.
"use strict";

const DAY = 86400;
const days = [];
for (const step of journal.steps) days.push((days.at(-1) ?? journal.first) + step);
const seconds = days.map((day) => day * DAY);
window.span = [seconds[0], seconds.at(-1)];

/** Weeks with posts, as [week of the year, year, posts]. */
const weeks = (() => {
  const counts = new Map();
  for (const at of seconds) {
    const date = new Date(at * 1000);
    const year = date.getUTCFullYear();
    const week = Math.floor((at - Date.UTC(year, 0, 1) / 1000) / (7 * DAY)) + 1;
    counts.set(year * 100 + week, (counts.get(year * 100 + week) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => [key % 100, Math.floor(key / 100), count]);
})();

/** Posts a quarter of the largest twelve topics and of the rest: {starts, names, rows}. */
const quarters = (() => {
  const totals = journal.names.map(() => 0);
  for (const topic of journal.topics) totals[topic] += 1;
  const order = totals.map((_, topic) => topic).sort((a, b) => totals[b] - totals[a]);
  const rowOf = totals.map((_, topic) => Math.min(order.indexOf(topic), 12));
  const quarterOf = (at) => {
    const date = new Date(at * 1000);
    return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
  };
  const first = quarterOf(seconds[0]);
  const size = quarterOf(seconds.at(-1)) - first + 1;
  const rows = Array.from({ length: 13 }, () => new Array(size).fill(0));
  seconds.forEach((at, post) => (rows[rowOf[journal.topics[post]]][quarterOf(at) - first] += 1));
  const starts = Array.from({ length: size }, (_, at) => Date.UTC(Math.floor((first + at) / 4), ((first + at) % 4) * 3) / 1000);
  return { starts, names: [...order.slice(0, 12).map((topic) => journal.names[topic]), "others"], rows };
})();

const cumulated = seconds.map((_, post) => post + 1);
const COLOURS = "#0a4f4a #b45309 #1d4ed8 #9d174d #4d7c0f #6d28d9 #0e7490 #a16207 #be123c #15803d #4338ca #c2410c #78716c".split(" ");
const LEVELS = ["#cfe8e3", "#8fc7be", "#4f9f95", "#257a70", "#0a4f4a"];
const level = (count) => Math.min(count, LEVELS.length) - 1;
