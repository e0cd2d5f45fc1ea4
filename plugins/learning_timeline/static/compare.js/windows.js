// @ts-check
/**
 * The timeline's selection compared with another window of time: `?vs=2035`, `?vs=2030-03/2031-02` or `?vs=before`, the time of the same
 * length just before. The selection's topics hold for both. The script comes when a comparison is asked for.
 */

const LISTED_TITLES = 30;
const SETTLED = 150;

/** @param {HTMLElement} place the section of the timeline that holds the comparison */
function startWindows(place) {
  const timeline = window.learningTimeline;
  const facts = timeline.facts();
  const { calendar, words } = timeline;
  const [from, to] = /** @type {HTMLInputElement[]} */ ([...place.querySelectorAll("input")]);
  const note = /** @type {HTMLElement} */ (place.querySelector(".comparison-note"));
  const content = /** @type {HTMLElement} */ (place.querySelector(".comparison-content"));
  from.min = to.min = calendar.iso(0);
  from.max = to.max = calendar.iso(facts.today);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** Counts the comparisons asked for, so that one whose titles come late does not replace a later one. */
  let turn = 0;

  /** The window that the address compares with, and what of it could not be understood. */
  function other() {
    const { selection } = /** @type {NonNullable<ReturnType<NonNullable<typeof timeline.context>>>} */ (timeline.context?.());
    const asked = timeline.vs ?? "";
    if (asked === "before") {
      const end = selection.from - 1;
      const begin = Math.max(0, sameLengthBefore(selection.from, selection.to));
      return end < 0 ? { problem: _("No time of this journal lies before the selection: choose one that begins later.") } : { window: [begin, end] };
    }
    const [begin, end = begin] = asked.split("/").map((part) => part.trim());
    const read = timeline.address?.read(`?${new URLSearchParams({ from: begin, to: end })}`);
    if (!begin || !read || read.problems.length) return { problem: `${[...new Set(read?.problems)].join(" ")} ${_("Write the other time as 2035 or 2030-03/2031-02.")}`.trim() };
    return { window: [read.selection.from, read.selection.to] };
  }

  /** The first day of the time of the same length before: so many months where the time has whole months. @param {number} begin @param {number} end */
  function sameLengthBefore(begin, end) {
    const [first, next] = [calendar.date(begin), calendar.date(end + 1)];
    if (first.getUTCDate() !== 1 || next.getUTCDate() !== 1) return 2 * begin - end - 1;
    const months = 12 * (next.getUTCFullYear() - first.getUTCFullYear()) + next.getUTCMonth() - first.getUTCMonth();
    return calendar.dayAt(first.getUTCFullYear(), first.getUTCMonth() - months);
  }

  /**
   * What a time is called, and the days that it has: a year whole, also where the journal saw a part of it alone.
   * @param {number} begin
   * @param {number} end
   */
  function extent(begin, end) {
    const [first, last] = [begin, end].map((day) => calendar.date(day).getUTCFullYear());
    const [start, stop] = [calendar.start(begin, "year"), calendar.next(calendar.start(end, "year"), "year") - 1];
    const isFromStart = begin === start || begin === 0;
    if (!isFromStart || (end !== stop && end !== facts.today)) {
      return { name: _("%(first)s to %(last)s", { first: words.day(begin), last: end === facts.today ? _("today") : words.day(end) }), start: begin, stop: end };
    }
    const name = first === last ? `${first}` : _("%(first)s to %(last)s", { first, last });
    return { name: end === stop ? name : _("%(year)s so far", { year: name }), start, stop };
  }

  /**
   * @param {number} begin
   * @param {number} end
   * @param {(topic: number) => boolean} hasTopic
   * @returns {{side: Side, posts: number[]}}
   */
  function windowSide(begin, end, hasTopic) {
    const { amounts } = facts;
    const posts = [];
    const known = new Set();
    const met = [];
    for (let post = 0; post < facts.days.length && facts.days[post] <= end; post += 1) {
      const topic = facts.topicOf[post];
      if (facts.days[post] >= begin && hasTopic(topic)) {
        posts.push(post);
        if (!known.has(topic)) met.push(facts.topics[topic].slug);
      }
      known.add(topic);
    }
    let revisions = 0;
    amounts?.days.forEach((day, place) => {
      const topic = facts.topicOf[amounts.posts[place]];
      if (day >= begin && day <= end && hasTopic(topic)) revisions += 1;
    });
    const { name, start, stop } = extent(begin, end);
    const side = {
      name,
      first: calendar.iso(start),
      days: stop - start + 1,
      lived: /** @type {[number, number]} */ ([begin - start, end - start]),
      topics: facts.topics,
      posts: posts.map((post) => /** @type {[number, number, number]} */ ([facts.days[post] - start, facts.topicOf[post], amounts?.words[post] ?? 0])),
      met,
      revisions,
    };
    return { side, posts };
  }

  /** The newest posts of a window, as links. @param {number[]} posts */
  function listOf(posts) {
    const list = element("ol", "compare-posts");
    for (const post of posts.slice(-LISTED_TITLES).reverse()) {
      const [title, url] = timeline.titleOf(post);
      const link = linkTo(timeline.pageAt(`${place.closest("[data-root]")?.getAttribute("data-root") ?? ""}${url}`), title);
      const time = element("time", "", words.day(facts.days[post]));
      time.dateTime = calendar.iso(facts.days[post]);
      list.append(element("li", "", link, " ", time));
    }
    const more = posts.length - LISTED_TITLES;
    return element("div", "lt-column", list, ...(more > 0 ? [element("p", "compare-says", ngettext("and %(num)s earlier post", "and %(num)s earlier posts", more))] : []));
  }

  async function follow() {
    turn += 1;
    const mine = turn;
    const context = timeline.context?.();
    place.hidden = !timeline.vs;
    if (!context || !timeline.vs) {
      content.replaceChildren();
      return;
    }
    const found = other();
    note.textContent = found.problem ?? "";
    if (!found.window) {
      content.replaceChildren();
      return;
    }
    const [begin, end] = found.window;
    from.value = calendar.iso(begin);
    to.value = calendar.iso(end);
    const { selection, hasTopic } = context;
    const isLoaded = await Promise.all([timeline.load("amounts")]).then(Boolean, () => false);
    const [one, two] = [windowSide(selection.from, selection.to, hasTopic), windowSide(begin, end, hasTopic)];
    const titled = [one, two].flatMap(({ posts }) => posts.slice(-LISTED_TITLES));
    const hasTitles = await Promise.all(timeline.titleFiles(titled).map(timeline.load)).then(Boolean, () => false);
    if (mine !== turn) return;
    if (!isLoaded || !hasTitles) {
      note.textContent = _("What is to be compared could not be loaded.");
      return;
    }
    content.replaceChildren(compareOf([one.side, two.side], [listOf(one.posts), listOf(two.posts)]));
  }

  /** @param {string} vs */
  function ask(vs) {
    timeline.vs = vs;
    const context = timeline.context?.();
    if (context && timeline.address) history.pushState(null, "", timeline.address.write(context.selection));
    void follow();
  }

  place.addEventListener("change", () => {
    const [begin, end] = [from, to].map(({ value }) => value || calendar.iso(0));
    ask(begin <= end ? `${begin}/${end}` : `${end}/${begin}`);
  });
  place.querySelector(".comparison-before")?.addEventListener("click", () => ask("before"));
  place.querySelector(".comparison-year")?.addEventListener("click", () => {
    const { selection } = timeline.context?.() ?? { selection: { from: 0, to: 0 } };
    ask([selection.from, selection.to].map((day) => yearEarlier(calendar.iso(day))).join("/"));
  });
  place.querySelector(".comparison-end")?.addEventListener("click", () => {
    ask("");
    /** @type {HTMLElement | null} */ (document.querySelector(".selection-compare"))?.focus();
  });
  (timeline.followers ??= []).push(() => {
    place.hidden = !timeline.vs;
    clearTimeout(waiting);
    waiting = setTimeout(() => void follow(), SETTLED);
  });
  void follow();
}

/** The same day of the year before; of 29 February the 28th. @param {string} iso */
function yearEarlier(iso) {
  const year = `${Number(iso.slice(0, 4)) - 1}`.padStart(4, "0");
  return iso.endsWith("-02-29") ? `${year}-02-28` : `${year}${iso.slice(4)}`;
}

const own = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ?? "";
const comparisonPlace = /** @type {HTMLElement | null} */ (document.querySelector(".timeline .comparison"));
// A year's page names its style; on the timeline it comes with the script.
if (comparisonPlace) {
  const style = element("link");
  style.rel = "stylesheet";
  style.href = new URL("compare.css", own).href;
  style.onload = style.onerror = () => startWindows(comparisonPlace);
  document.head.append(style);
}
