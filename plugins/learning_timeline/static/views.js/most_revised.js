// @ts-check
/** The posts that kept changing. */

/**
 * The posts with the most revisions in the selection.
 * @param {ViewContext} context
 */
function revised(context) {
  const { days, posts } = known(context);
  /** @type {Map<number, {post: number, revisions: number, first: number, last: number}>} */
  const found = new Map();
  for (const change of revisions(context)) {
    const post = posts[change];
    const row = found.get(post);
    if (row) Object.assign(row, { revisions: row.revisions + 1, last: days[change] });
    else found.set(post, { post, revisions: 1, first: days[change], last: days[change] });
  }
  return [...found.values()]
    .filter((row) => row.revisions > 1)
    .sort((a, b) => b.revisions - a.revisions || a.post - b.post)
    .slice(0, context.data.limits.rows);
}

/** @type {View["draw"]} */
function mostRevised(context) {
  const { facts } = context;
  const rows = revised(context);
  const titles = rows.map(({ post }) => site.titleOf(post)[0]);
  const most = rows[0];
  return {
    targets: rows.map(({ post }) => facts.topics[facts.topicOf[post]].slug),
    ...bars(
      rows.map(({ revisions }) => revisions),
      titles.map((title) => labelOf(context, title)),
      rows.map(({ post }) => facts.topics[facts.topicOf[post]].colour),
      titles.map((title) => plotly(cut(title, 90))),
      _("revisions"),
    ),
    sentence: most
      ? _("“%(title)s” was revised most: %(revisions)s, from %(first)s to %(last)s.", {
          title: titles[0],
          revisions: counted(most.revisions, "revision"),
          first: day(most.first),
          last: day(most.last),
        })
      : _("No post was revised more than once in this selection."),
    rows: rows.map(({ revisions, first, last }, index) => [titles[index], revisions, calendar.iso(first), calendar.iso(last)]),
  };
}

/** @type {View["needs"]} */
const titlesOfRevised = (context) =>
  context.facts.amounts ? site.titleFiles(revised(context).map(({ post }) => post)) : ["amounts"];

site.views["most-revised"] = { needs: (context) => ["amounts", ...(titlesOfRevised(context) ?? [])], draw: mostRevised };
