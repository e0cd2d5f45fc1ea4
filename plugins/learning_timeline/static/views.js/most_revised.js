// @ts-check
/** The posts that kept changing. */

/**
 * The posts with a revision in the selection, the most revised first.
 * @param {ViewContext} context
 */
function revised(context) {
  const { days, posts } = known(context);
  return grouped(revisions(context), (change) => posts[change])
    .map(([post, changes]) => ({ post, revisions: changes.length, first: days[changes[0]], last: days[changes[changes.length - 1]] }))
    .sort((a, b) => b.revisions - a.revisions || a.post - b.post);
}

/** @type {View["draw"]} */
function mostRevised(context) {
  const { facts } = context;
  const all = revised(context);
  const rows = all.slice(0, context.data.limits.rows);
  const drawn = rows.map(({ post, revisions }) => {
    const [name] = site.titleOf(post);
    return { ...facts.topics[facts.topicOf[post]], name, value: revisions, said: plotly(cut(name, 90)) };
  });
  const most = rows[0];
  return {
    targets: drawn.map(({ slug }) => slug),
    ...bars(context, drawn, _("revisions")),
    sentence: most
      ? mostRevisedSentence(most, drawn[0].name, all.filter(({ revisions }) => revisions === most.revisions).length - 1)
      : _("No post was revised in this selection."),
    rows: rows.map(({ revisions, first, last }, index) => [drawn[index].name, revisions, calendar.iso(first), calendar.iso(last)]),
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
