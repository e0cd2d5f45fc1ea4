// @ts-check
/** The topics by the time since they were last touched. */

/** @type {View["draw"]} */
function waiting(context) {
  const { facts, selection, data } = context;
  /** @type {Map<number, number>} */
  const touched = new Map();
  /** @param {number} on @param {number} topic */
  const touch = (on, topic) => touched.set(topic, Math.max(on, touched.get(topic) ?? -Infinity));
  count(context, "posts", touch);
  count(context, "revisions", touch);
  const rows = [...touched]
    .map(([topic, on]) => ({ ...facts.topics[topic], on, days: selection.to - on }))
    .sort((a, b) => b.days - a.days || (a.slug < b.slug ? -1 : 1));
  const shown = rows.slice(0, data.limits.rows);
  const isInYears = (rows[0]?.days ?? 0) > 730;
  return {
    targets: shown.map(({ slug }) => slug),
    ...bars(
      shown.map(({ days }) => (isInYears ? rounded(days / 365.25, 2) : days)),
      shown.map(({ name }) => labelOf(context, name)),
      shown.map(({ colour }) => colour),
      shown.map(({ name, days }) => _("%(topic)s: %(days)s ago", { topic: plotly(name), days: counted(days, "day") })),
      isInYears ? _("years") : _("days"),
    ),
    sentence: rows.length ? waitingSentence(rows, selection.to) : NOTHING,
    rows: rows.map(({ name, on, days }) => [name, calendar.iso(on), days]),
  };
}

/** @param {{name: string, days: number}[]} rows @param {number} to */
function waitingSentence([{ name, days }, ...others], to) {
  if (!days) return _("All of them were touched on %(day)s.", { day: day(to) });
  const told = { topics: counted(others.length + 1, "topic"), topic: name, time: duration(days), day: day(to) };
  if (others[0]?.days === days) return _("%(topics)s, touched at the latest %(time)s before %(day)s.", told);
  return _("Longest untouched: %(topic)s, %(time)s before %(day)s.", told);
}

site.views.waiting = { needs: amounts, draw: waiting };
