// @ts-check
/** What is selected in numbers, as the head of the page tells the whole journal's. */

// A shorter silence is a pause.
const TOLD_SILENCE = 30;

/** @type {LearningTimeline["numbers"]} */
const numbers = {
  needs: ({ facts }) => ["amounts", ...(facts.later.resources ? ["resources"] : [])],
  of(context) {
    const { facts, posts, selection } = context;
    const { words: wordsOf, posts: changed } = known(context);
    /** Posts whose first version was met. @type {Set<number>} */
    const begun = new Set();
    const inSelection = new Set(revisions(context));
    let later = 0;
    changed.forEach((post, change) => {
      if (begun.has(post)) later += Number(inSelection.has(change));
      begun.add(post);
    });
    const days = [...new Set(posts.map((post) => facts.days[post]))];
    if (selection.to === facts.today) days.push(selection.to);
    const silence = longestGap(days);
    return {
      posts: posts.length,
      years: Math.floor((selection.to - selection.from) / 365.25 + 0.05),
      topics: new Set(posts.map((post) => facts.topicOf[post])).size,
      resources: facts.resources ? studied(context).length : 0,
      words: sum(posts.map((post) => wordsOf[post])),
      revisions: later,
      silence: silence >= TOLD_SILENCE ? silence : 0,
    };
  },
};
site.numbers = numbers;
