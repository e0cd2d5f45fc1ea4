// @ts-check
/** The posts that kept changing. */

/**
 * The posts with a revision in the selection, the most revised first.
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
  return [...found.values()].sort((a, b) => b.revisions - a.revisions || a.post - b.post);
}

/** @type {View["draw"]} */
function mostRevised(context) {
  const { facts } = context;
  const all = revised(context);
  const rows = all.slice(0, context.data.limits.rows);
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
      ? mostRevisedSentence(most, titles[0], all.filter(({ revisions }) => revisions === most.revisions).length - 1)
      : _("No post was revised in this selection."),
    rows: rows.map(({ revisions, first, last }, index) => [titles[index], revisions, calendar.iso(first), calendar.iso(last)]),
  };
}

/**
 * @param {ReturnType<typeof revised>[number]} most
 * @param {string} title
 * @param {number} equals how many others were revised as often
 */
function mostRevisedSentence(most, title, equals) {
  const told = { title, revisions: counted(most.revisions, "revision") };
  if (equals) {
    return ngettext("“%(title)s” and %(num)s other were revised most: %(revisions)s each.", "“%(title)s” and %(num)s others were revised most: %(revisions)s each.", equals, told);
  }
  if (most.first === most.last) return _("“%(title)s” was revised most: %(revisions)s, on %(day)s.", { ...told, day: day(most.last) });
  return _("“%(title)s” was revised most: %(revisions)s, from %(first)s to %(last)s.", { ...told, first: day(most.first), last: day(most.last) });
}

/** @type {View["needs"]} */
const titlesOfRevised = (context) =>
  context.facts.amounts
    ? site.titleFiles(revised(context).slice(0, context.data.limits.rows).map(({ post }) => post))
    : ["amounts"];

site.views["most-revised"] = { needs: (context) => ["amounts", ...(titlesOfRevised(context) ?? [])], draw: mostRevised };
