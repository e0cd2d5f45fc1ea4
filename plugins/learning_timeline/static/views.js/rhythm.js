// @ts-check
/** Revisions by weekday and hour. */

const ENGLISH_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/** @type {string[]} From Monday on; d3's begin with Sunday. */
const WEEKDAYS = SPOKEN.plotly ? [...SPOKEN.plotly.format.days.slice(1), SPOKEN.plotly.format.days[0]] : ENGLISH_WEEKDAYS;

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
  const weekend = Math.round((100 * (sum(counts[5]) + sum(counts[6]))) / total);
  const told = { revisions: counted(total, "revision"), percent: `${weekend} %` };
  return {
    key: densityKey(bounds, values),
    keyOf: _("revisions in this hour of the week"),
    traces: [
      {
        role: "cells",
        levels: counts.map((row) => row.map((value) => densityLevel(value, bounds))),
        weekdays: counts.map((row, weekday) => row.map(() => WEEKDAYS[weekday])),
        counts,
      },
    ],
    layout: {},
    sentence: total
      ? values.lastIndexOf(most) > fullest
        ? _("Of %(revisions)s, %(percent)s were made at a weekend.", told)
        : _(
            "Of %(revisions)s, %(percent)s were made at a weekend; the busiest hour of the week is %(weekday)s from %(hour)s, with %(number)s.",
            { ...told, weekday: WEEKDAYS[Math.floor(fullest / 24)], hour: `${fullest % 24}:00`, number: number(most) },
          )
      : _("There are no revisions in this selection."),
    rows: counts.map((row, weekday) => [WEEKDAYS[weekday], ...row]),
  };
}

site.views.rhythm = { needs: amounts, draw: rhythm };
