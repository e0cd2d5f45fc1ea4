// @ts-check
/** What is selected in numbers, as the head of the page tells the whole journal's. */

// A shorter silence is a pause.
const TOLD_SILENCE = 30;

/** @type {LearningTimeline["numbers"]} */
const numbers = {
  needs: ({ facts }) => ["amounts", ...(facts.later.resources ? ["resources"] : [])],
  of(context) {
    const { facts, posts, selection } = context;
    const { words: wordsOf } = known(context);
    const days = [...new Set(posts.map((post) => facts.days[post]))];
    if (selection.to === facts.today) days.push(selection.to);
    const silence = longestGap(days);
    return {
      posts: posts.length,
      years: Math.floor((selection.to - selection.from) / 365.25 + 0.05),
      topics: new Set(posts.map((post) => facts.topicOf[post])).size,
      resources: facts.resources ? studied(context).length : 0,
      words: sum(posts.map((post) => wordsOf[post])),
      revisions: revisions(context).length,
      silence: silence >= TOLD_SILENCE ? silence : 0,
    };
  },
};
site.numbers = numbers;
