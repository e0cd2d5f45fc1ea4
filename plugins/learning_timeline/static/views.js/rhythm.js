// @ts-check
/** Revisions by weekday and hour. */

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** @type {View["draw"]} */
function rhythm(context) {
  const { days, hours } = known(context);
  const counts = WEEKDAYS.map(() => new Array(24).fill(0));
  for (const change of revisions(context)) counts[(calendar.date(days[change]).getUTCDay() + 6) % 7][hours[change]] += 1;
  const values = counts.flat();
  const bounds = densityBounds(values);
  const most = Math.max(...values);
  const fullest = values.indexOf(most);
  const total = sum(values);
  return {
    key: densityKey(bounds, values),
    keyOf: "revisions in this hour of the week",
    traces: [{ role: "cells", z: counts.map((row) => row.map((value) => densityLevel(value, bounds))), customdata: counts }],
    layout: {},
    sentence: total
      ? `Of ${counted(total, "revision")}, ${Math.round((100 * (sum(counts[5]) + sum(counts[6]))) / total)} % were made at a weekend` +
        (values.lastIndexOf(most) > fullest
          ? "."
          : `; the fullest hour of the week is ${WEEKDAYS[Math.floor(fullest / 24)]} from ${fullest % 24}:00, with ${number(most)}.`)
      : "No revision lies in this selection.",
    rows: counts.map((row, weekday) => [WEEKDAYS[weekday], ...row]),
  };
}

site.views.rhythm = { needs: amounts, draw: rhythm };
