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
    .sort((a, b) => b.days - a.days || bySlug(a, b));
  const isInYears = (rows[0]?.days ?? 0) > 730;
  const shown = rows.slice(0, data.limits.rows).map((topic) => ({
    ...topic,
    value: isInYears ? rounded(topic.days / 365.25, 2) : topic.days,
    said: _("%(topic)s: %(days)s ago", { topic: plotly(topic.name), days: counted(topic.days, "day") }),
  }));
  return {
    targets: shown.map(({ slug }) => slug),
    ...bars(context, shown, isInYears ? _("years") : _("days")),
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
