// @ts-check
/** Posts and words so far. */

/** @type {View["draw"]} */
function cumulative(context) {
  const { facts, posts, selection, data } = context;
  const { words: wordsOf } = known(context);
  /** @type {{on: number, posts: number, words: number}[]} */
  const byDay = [];
  let all = 0;
  let allWords = 0;
  for (const post of posts) {
    all += 1;
    allWords += wordsOf[post];
    const last = byDay[byDay.length - 1];
    if (last?.on === facts.days[post]) Object.assign(last, { posts: all, words: allWords });
    else byDay.push({ on: facts.days[post], posts: all, words: allWords });
  }
  const grain = calendar.grain(selection.from, selection.to);
  const days =
    grain === "month" && byDay.length <= 120
      ? byDay.map(({ on }) => on)
      : calendar.periods(byDay[0]?.on ?? 0, selection.to, grain === "month" ? "month" : "quarter").map(
          (start) => calendar.next(start, grain === "month" ? "month" : "quarter") - 1,
        );
  const at = [...new Set([...days.filter((on) => on <= selection.to), selection.to])];
  let cursor = -1;
  const totals = at.flatMap((on) => {
    while (byDay[cursor + 1] && byDay[cursor + 1].on <= on) cursor += 1;
    return cursor < 0 ? [] : [{ ...byDay[cursor], on }];
  });
  const last = totals[totals.length - 1] ?? { on: selection.to, posts: 0, words: 0 };
  const begin = totals[0]?.on ?? selection.from;
  const { end, axis } = timeRange(context, begin, last.on);
  const rows = totals.map((total) => ({ ...total, on: calendar.iso(total.on) }));
  const panels = /** @type {["posts", "words"]} */ (["posts", "words"]);
  return {
    traces: panels.map((role) => ({ role, rows, mode: rows.length <= FEW_PERIODS ? "lines+markers" : "lines" })),
    layout: {
      ...axis,
      ...countAxis("yaxis", last.posts),
      ...countAxis("yaxis2", last.words),
      annotations: panels.map((name, index) => ({
        ...data.marks[end > last.on ? "beside" : "above"],
        text: `<b>${number(last[name])}</b> ${last[name] === 1 ? name.slice(0, -1) : name}`,
        x: calendar.iso(last.on),
        y: last[name],
        yref: index ? "y2" : "y",
      })),
    },
    sentence: posts.length
      ? _("%(posts)s with %(words)s from %(first)s to %(last)s: %(mean)s a post on average.", {
          posts: counted(last.posts, "post"),
          words: counted(last.words, "word"),
          first: day(selection.from),
          last: day(selection.to),
          mean: counted(Math.round(last.words / last.posts), "word"),
        })
      : NOTHING,
    rows: rows.map(({ on, posts: some, words: many }) => [on, some, many]),
  };
}

site.views.cumulative = { needs: amounts, draw: cumulative };
