// @ts-check
/**
 * The timeline page's one selection: a window of time, a set of topics and a measure. It lives in the address, is set by the navigator, the
 * chips, the weeks and by drawing in any chart, and everything on the page follows it.
 */
"use strict";

(() => {
  const site = window.learningTimeline;
  const page = /** @type {HTMLElement} */ (document.querySelector(".timeline"));
  if (!site.files?.facts) return;
  const facts = site.facts();
  const { calendar, words } = site;
  const { counted } = words;
  const HOME = page.dataset.root ?? "";
  const SHOWN = 10;
  const MORE = 200;
  const CHIPS = 6;
  /** A hand that has not moved for so many milliseconds after a frame rests. */
  const REST = 200;
  /** @type {Measure[]} */
  const MEASURES = ["posts", "words", "revisions"];
  const { title } = document;
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (page.querySelector(selector));
  facts.later.views = page.dataset.views ?? "";
  site.loadViews = () => site.load("views");
  const slugs = new Map(facts.topics.map(({ slug }, index) => [slug, index]));

  // ── The selection and the address ─────────────────────────────────────────────────────────────────────────

  /** @returns {Choice} */
  const whole = () => ({ from: 0, to: facts.today, topics: [], measure: "posts", share: false });

  /** @param {number} day */
  const within = (day) => Math.min(Math.max(day, 0), facts.today);

  /**
   * A day of the address: a year, a month, a day, or the end that is named.
   * @param {string} text
   * @param {"from" | "to"} end
   */
  function dayIn(text, end) {
    if (text === "latest") return facts.today;
    if (text === "earliest") return 0;
    const parts = /^([1-9]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
    if (!parts) return null;
    const [, year, month = "01", date = "01"] = parts;
    const first = `${year}-${month}-${date}`;
    const start = calendar.dayOf(first);
    if (Number.isNaN(start) || calendar.iso(start) !== first) return null;
    if (parts[3] || end === "from") return start;
    return calendar.next(start, parts[2] ? "month" : "year") - 1;
  }

  /**
   * What the address selects, and what of it could not be understood.
   * @param {string} search
   * @returns {{selection: Choice, problems: string[]}}
   */
  function read(search) {
    const query = new URLSearchParams(search);
    const selection = whole();
    /** @type {string[]} */
    const problems = [];
    let [from, to] = ["from", "to"].map((end) => {
      const text = query.get(end);
      if (text === null || dayIn(text, "from") !== null) return text;
      problems.push(_("“%(text)s” is not a day: write it as 2026-03 or 2026-03-21.", { text }));
      return null;
    });
    // From 2013 to 2011 is from 2011 to 2013, whole years both of them.
    if (from && to && Number(dayIn(from, "from")) > Number(dayIn(to, "to"))) [from, to] = [to, from];
    if (from && Number(dayIn(from, "from")) > facts.today) problems.push(_("“%(day)s” is after today.", { day: from }));
    if (to && Number(dayIn(to, "to")) < 0) problems.push(_("“%(day)s” is before the first post, on %(first)s.", { day: to, first: words.day(0) }));
    if (from) selection.from = within(Number(dayIn(from, "from")));
    if (to) selection.to = within(Number(dayIn(to, "to")));
    for (const name of (query.get("topics") ?? "").split(",").filter(Boolean)) {
      const alias = name.trim().toLowerCase().replace(/[\s_]+/g, "-");
      // An object knows more than what is in it: "constructor" is no topic.
      const slug = slugs.has(alias) ? alias : Object.hasOwn(facts.aliases, alias) ? facts.aliases[alias] : undefined;
      if (slug === undefined) problems.push(_("There is no topic “%(name)s”.", { name }));
      else if (!selection.topics.includes(slug)) selection.topics.push(slug);
    }
    const measure = /** @type {Measure} */ (query.get("measure") ?? "posts");
    if (MEASURES.includes(measure)) selection.measure = measure;
    else problems.push(_("“%(name)s” is not a measure: use %(names)s.", { name: measure, names: MEASURES.join(", ") }));
    selection.share = query.get("mode") === "share";
    return { selection, problems };
  }

  /**
   * The shortest address of a selection.
   * @param {Choice} selection
   */
  function address({ from, to, topics, measure, share }) {
    const query = [];
    if (from > 0) query.push(`from=${calendar.start(from, "month") === from ? calendar.iso(from).slice(0, 7) : calendar.iso(from)}`);
    if (to < facts.today) {
      query.push(`to=${calendar.next(calendar.start(to, "month"), "month") - 1 === to ? calendar.iso(to).slice(0, 7) : calendar.iso(to)}`);
    } else if (from > 0) query.push("to=latest");
    if (topics.length) query.push(`topics=${topics.map(encodeURIComponent).join(",")}`);
    if (measure !== "posts") query.push(`measure=${measure}`);
    if (share) query.push("mode=share");
    if (site.at) query.push(`at=${site.at}`);
    if (site.vs) query.push(`vs=${encodeURIComponent(site.vs).replace(/%2F/g, "/")}`);
    return `${location.pathname}${query.length ? `?${query.join("&")}` : ""}${location.hash}`;
  }

  site.address = { read, write: address };

  /** @type {Choice} */
  let selection = whole();
  /** @type {Omit<ViewContext, "isNarrow" | "chosen" | "data">} */
  let context;
  let postCount = 0;
  /** How many of them there are of each chosen topic. @type {Map<number | undefined, number>} */
  let postsAbout = new Map();
  /** Whether the present gesture has its entry in the history already. */
  let isDragging = false;
  let isWaiting = false;
  /** Whether charts and lists do not show the selection yet. */
  let isBehind = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  function pick() {
    const { from, to, topics } = selection;
    const chosen = (postsAbout = new Map(topics.map((slug) => [slugs.get(slug), 0])));
    const hasTopic = (/** @type {number} */ topic) => !chosen.size || chosen.has(topic);
    const [first, end] = [site.postsBefore(from), site.postsBefore(to + 1)];
    /** @type {number[] | undefined} */
    let posts;
    context = {
      facts,
      selection,
      // While the hand moves nobody asks for them.
      get posts() {
        if (posts) return posts;
        posts = [];
        for (let post = first; post < end; post += 1) if (hasTopic(facts.topicOf[post])) posts.push(post);
        return posts;
      },
      hasTopic,
      isWhole: from === 0 && to === facts.today && !topics.length,
    };
    if (!chosen.size) postCount = end - first;
    else {
      postCount = 0;
      for (let post = first; post < end; post += 1) {
        const posts = chosen.get(facts.topicOf[post]);
        if (posts === undefined) continue;
        chosen.set(facts.topicOf[post], posts + 1);
        postCount += 1;
      }
    }
  }
  site.context = () => context;

  /**
   * Changes the selection. While a gesture lasts it has one entry in the history, which is replaced.
   * @param {Partial<Choice>} change
   * @param {{isGesture?: boolean}} [how]
   */
  function select(change, { isGesture = false } = {}) {
    const next = { ...selection, ...change };
    if (next.from > next.to) [next.from, next.to] = [next.to, next.from];
    next.from = within(next.from);
    next.to = within(next.to);
    if (JSON.stringify(next) === JSON.stringify(selection)) return;
    selection = next;
    note(isGesture);
    later();
  }

  let replaced = 0;
  /** @param {boolean} isGesture */
  function note(isGesture) {
    if (!isGesture || !isDragging) remember("pushState");
    // Browsers allow few replacements a second; the last one is made when the gesture ends.
    else if (performance.now() - replaced > 300) remember("replaceState");
    else return;
    replaced = performance.now();
    isDragging = isGesture;
  }

  /** Browsers take some time for it, so that the answer is painted first. @param {"pushState" | "replaceState"} how */
  function remember(how) {
    const url = address(selection);
    requestAnimationFrame(() => setTimeout(() => history[how](null, "", url)));
  }

  function endGesture() {
    if (isDragging) remember("replaceState");
    isDragging = false;
    if (isBehind) later();
  }

  /** Everything follows once a frame. */
  function later() {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      follow();
    });
  }

  function restSoon() {
    clearTimeout(resting);
    resting = setTimeout(() => isBehind && follow(false), REST);
  }

  /** While the hand moves, the pictures of the page's own follow; charts and lists of posts do when it rests. */
  function follow(isMoving = isDragging) {
    pick();
    showNavigator();
    if (!isMoving) {
      showDates();
      showChips();
    }
    for (const follower of site.followers ?? []) follower(isMoving);
    clearTimeout(resting);
    isBehind = isMoving;
    // On a slow machine the frame itself takes long; the wait begins behind it.
    if (isMoving) requestAnimationFrame(restSoon);
    // The answer is painted first: what is pressed, the strip of time, the count. Charts that have not started yet will know the selection.
    else if (document.readyState === "complete") setTimeout(followAtRest);
    else followAtRest();
  }

  function followAtRest() {
    if (isBehind) return;
    document.title = context.isWhole ? title : `${find(".selection-says").textContent} · ${title}`;
    void showList(SHOWN);
    setTimeout(() => isBehind || void showNumbers());
    site.redraw?.();
  }

  site.choose = (days, how) => select(days ? { from: days[0], to: days[1] } : { from: 0, to: facts.today }, how);
  site.rest = endGesture;

  site.pick = (target) => (typeof target === "string" ? toggle(target) : site.choose?.(target));

  // ── The numbers of the head ───────────────────────────────────────────────────────────────────────────────

  const heads = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-number]")]);
  const written = heads.map((head) => [...head.children].map(({ textContent }) => textContent));
  let numbersAsked = 0;

  /** @param {typeof context} shown */
  async function loadNumbers(shown) {
    await site.loadViews?.();
    await Promise.all(site.numbers.needs(shown).map(site.load));
    return true;
  }

  /** They are the page's own for the whole journal, else those of the selection. */
  async function showNumbers() {
    numbersAsked += 1;
    const ticket = numbersAsked;
    const shown = context;
    const isLoaded = shown.isWhole || (await loadNumbers(shown).then(Boolean, () => false));
    if (ticket !== numbersAsked) return;
    const values = shown.isWhole || !isLoaded ? {} : site.numbers.of(shown);
    heads.forEach((head, index) => {
      const name = head.dataset.number ?? "";
      const value = values[name];
      head.hidden = !isLoaded || (value === 0 && name !== "posts");
      const [noun, number] = head.children;
      [noun.textContent, number.textContent] = written[index];
      if (value === undefined) return;
      number.textContent = words.number(value);
      if (name !== "silence") noun.textContent = ngettext(name.slice(0, -1), name, value);
    });
  }

  // ── Navigator: two thumbs over the journal's life ─────────────────────────────────────────────────────────

  const slider = find(".navigator");
  const windowOf = find(".navigator-window");
  const [begin, end] = [slider.dataset.begin ?? "", slider.dataset.end ?? ""].map(calendar.dayOf);
  const thumbs = /** @type {HTMLElement[]} */ ([...slider.querySelectorAll("[role=slider]")]);
  const [fromInput, toInput] = /** @type {HTMLInputElement[]} */ ([...page.querySelectorAll(".navigator-dates input")]);

  /** @param {number} day */
  const place = (day) => (100 * (day - begin)) / (end - begin);
  const monthEnd = (/** @type {number} */ day) => calendar.next(calendar.start(day, "month"), "month") - 1;

  function showNavigator() {
    const { from, to } = selection;
    windowOf.style.setProperty("--from", `${place(from)}%`);
    windowOf.style.setProperty("--to", `${place(to + 1)}%`);
    thumbs.forEach((thumb, index) => {
      const day = index ? to : from;
      thumb.setAttribute("aria-valuemin", String(index ? from : 0));
      thumb.setAttribute("aria-valuemax", String(index ? facts.today : to));
      thumb.setAttribute("aria-valuenow", String(day));
      thumb.setAttribute("aria-valuetext", words.day(day));
    });
    const posts = counted(postCount, "post");
    // A topic without any is not what they are about.
    const about = [...postsAbout].filter(([, number]) => number || !postCount);
    const topics = words.listed(about.map(([topic]) => facts.topics[/** @type {number} */ (topic)].name));
    const span = { first: words.day(from), last: to === facts.today ? _("today") : words.day(to) };
    find(".selection-says").textContent = topics ? _("%(posts)s about %(topics)s, %(first)s to %(last)s", { posts, topics, ...span }) : _("%(posts)s, %(first)s to %(last)s", { posts, ...span });
  }

  /** What need not follow each move: fields of dates are slow. */
  function showDates() {
    const { from, to } = selection;
    fromInput.value = calendar.iso(from);
    toInput.value = calendar.iso(to);
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (page.querySelectorAll("[data-years]"))) {
      const years = Number(button.dataset.years);
      const start = years ? yearsBack(facts.today, years) : 0;
      button.setAttribute("aria-pressed", String(to === facts.today && from === start));
    }
    find(".selection-reset").hidden = context.isWhole && selection.measure === "posts" && !selection.share;
  }

  /** @param {number} day @param {number} years */
  function yearsBack(day, years) {
    const at = calendar.date(day);
    return calendar.dayAt(at.getUTCFullYear() - years, at.getUTCMonth(), at.getUTCDate() + 1);
  }

  /**
   * Where a thumb goes by a key: a month, a year, or the end.
   * @param {string} key
   * @param {boolean} isTo
   * @param {number} day
   */
  function stepped(key, isTo, day) {
    const steps = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 12, PageDown: -12 });
    if (key === "Home") return isTo ? selection.from : 0;
    if (key === "End") return isTo ? facts.today : selection.to;
    const months = steps[key];
    if (!months) return null;
    const start = calendar.start(day, "month");
    const isAtEdge = isTo ? monthEnd(day) === day : start === day;
    // From within a month the first step goes to its edge.
    const moved = isAtEdge || (isTo ? months < 0 : months > 0) || Math.abs(months) > 1 ? months : 0;
    const at = calendar.date(start);
    const month = calendar.dayAt(at.getUTCFullYear(), at.getUTCMonth() + moved, 1);
    return isTo ? monthEnd(month) : month;
  }

  thumbs.forEach((thumb, index) => {
    const isTo = index === 1;
    thumb.addEventListener("keydown", (event) => {
      const day = stepped(event.key, isTo, isTo ? selection.to : selection.from);
      if (day === null) return;
      event.preventDefault();
      if (isTo) select({ to: Math.max(day, selection.from) }, { isGesture: true });
      else select({ from: Math.min(Math.max(day, 0), selection.to) }, { isGesture: true });
    });
    thumb.addEventListener("keyup", endGesture);
    thumb.addEventListener("blur", endGesture);
  });

  /** @param {PointerEvent} event */
  function dayUnder(event) {
    const box = slider.getBoundingClientRect();
    return begin + ((event.clientX - box.left) / box.width) * (end - begin);
  }

  /**
   * The edge of a month near a day, where the journal is long enough for days to be finer than a pixel.
   * @param {number} day
   * @param {boolean} isTo
   */
  function snapped(day, isTo) {
    if (end - begin < 1100) return isTo ? Math.round(day) - 1 : Math.round(day);
    const start = calendar.start(Math.round(day), "month");
    const next = calendar.next(start, "month");
    const edge = day - start < next - day ? start : next;
    return isTo ? edge - 1 : edge;
  }

  slider.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const target = /** @type {HTMLElement} */ (event.target);
    const at = dayUnder(event);
    const { from, to } = selection;
    const isInside = at > from && at < to + 1;
    /** @type {"from" | "to" | "both"} */
    let part = Math.abs(at - from) < Math.abs(at - to) ? "from" : "to";
    if (thumbs.includes(target)) part = target === thumbs[1] ? "to" : "from";
    else if (isInside && !context.isWhole && from + to > 0) part = "both";
    else if (context.isWhole) part = "from";
    slider.setPointerCapture(event.pointerId);
    event.preventDefault();
    if (part !== "both") thumbs[part === "to" ? 1 : 0].focus();
    // A thumb is held where it was taken and does not jump under the pointer.
    const grab = thumbs.includes(target) ? at - (part === "to" ? to + 1 : from) : 0;
    const move = (/** @type {PointerEvent} */ moved) => {
      const day = dayUnder(moved) - grab;
      if (part === "both") {
        const shift = Math.min(Math.max(Math.round(day - at), -from), facts.today - to);
        select({ from: from + shift, to: to + shift }, { isGesture: true });
      } else if (part === "from") select({ from: Math.min(snapped(day, false), selection.to) }, { isGesture: true });
      else select({ to: Math.max(snapped(day, true), selection.from) }, { isGesture: true });
    };
    const drag = new AbortController();
    const stop = () => {
      drag.abort();
      endGesture();
    };
    if (part !== "both") move(event);
    slider.addEventListener("pointermove", move, drag);
    slider.addEventListener("pointerup", stop, drag);
    slider.addEventListener("pointercancel", stop, drag);
  });

  page.querySelector(".navigator-dates")?.addEventListener("change", () => {
    const [from, to] = [fromInput, toInput].map(({ value }) => (value ? calendar.dayOf(value) : null));
    select({ from: from ?? 0, to: to ?? facts.today });
  });
  page.querySelector(".navigator-dates")?.addEventListener("submit", (event) => event.preventDefault());
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (page.querySelectorAll("[data-years]"))) {
    button.addEventListener("click", () => {
      const years = Number(button.dataset.years);
      select({ from: years ? Math.max(yearsBack(facts.today, years), 0) : 0, to: facts.today });
    });
  }
  fromInput.min = toInput.min = calendar.iso(0);
  fromInput.max = toInput.max = calendar.iso(facts.today);

  // ── Another window beside it: drawn by a script of its own, which comes when it is asked for ─────────────

  const comparer = find(".selection-compare");
  const comparison = find(".comparison");
  comparer.hidden = facts.today < 60;
  const bringComparison = () => void (site.vs && loaded(comparison.dataset.script ?? "").catch(String));
  comparer.addEventListener("click", () => {
    site.vs = "before";
    if (context.isWhole) select({ from: Math.max(yearsBack(facts.today, 1), Math.ceil(facts.today / 2)) });
    else history.pushState(null, "", address(selection));
    bringComparison();
    later();
    comparison.hidden = false;
    comparison.scrollIntoView();
    comparison.focus({ preventScroll: true });
  });

  // ── Topics, measure, reset ────────────────────────────────────────────────────────────────────────────────

  const chips = find(".chips");
  const more = /** @type {HTMLSelectElement} */ (page.querySelector(".chips-more"));
  const measure = /** @type {HTMLSelectElement} */ (page.querySelector("[name=measure]"));
  const share = /** @type {HTMLInputElement} */ (page.querySelector("[name=share]"));
  const counts = facts.topics.map(() => 0);
  for (const topic of facts.topicOf) counts[topic] += 1;
  const byPosts = facts.topics.map((topic, index) => ({ ...topic, posts: counts[index] })).sort((a, b) => b.posts - a.posts);

  /** @param {string} slug */
  function toggle(slug) {
    const { topics } = selection;
    select({ topics: topics.includes(slug) ? topics.filter((other) => other !== slug) : [...topics, slug] });
  }

  /** @type {Map<string, HTMLButtonElement>} */
  const chipOf = new Map();

  let isLaidOut = false;

  function showChips() {
    const isPressed = (/** @type {{slug: string}} */ { slug }) => selection.topics.includes(slug);
    // What is chosen stands first, where it is seen.
    const shown = [...byPosts.filter(isPressed), ...byPosts.slice(0, CHIPS).filter((topic) => !isPressed(topic))];
    const focused = document.activeElement;
    const all = /** @type {HTMLCollectionOf<HTMLElement>} */ (chips.children);
    shown.forEach(({ slug, name, colour }, index) => {
      let chip = chipOf.get(slug);
      if (!chip) {
        chip = element("button", "", name);
        chip.type = "button";
        chip.dataset.slug = slug;
        chip.style.setProperty("--colour", colour);
        chipOf.set(slug, chip);
      }
      chip.setAttribute("aria-pressed", String(isPressed({ slug })));
      if (all[index] !== chip) chips.insertBefore(chip, all[index] ?? null);
    });
    if (focused instanceof HTMLElement && chips.contains(focused)) focused.focus();
    // What is not chosen stands in the first row, or is counted as more.
    for (let at = all.length - 1; at >= selection.topics.length; at -= 1) {
      if (at < shown.length && !(isLaidOut && all[at].offsetTop > all[0].offsetTop)) break;
      chipOf.delete(all[at].dataset.slug ?? "");
      all[at].remove();
    }
    const rest = byPosts.length - all.length;
    more.replaceChildren(new Option(_("%(number)s more …", { number: words.number(rest) }), ""));
    more.hidden = !rest;
    measure.value = selection.measure;
    share.checked = selection.share;
  }

  // At once when the page is first laid out, and whenever it gets another width: that of a line which each page has, a young journal's too.
  new ResizeObserver(() => {
    isLaidOut = true;
    showChips();
  }).observe(find(".selection-problems"));
  chips.addEventListener("click", (event) => {
    const { slug } = /** @type {HTMLElement} */ (event.target).dataset;
    if (slug) toggle(slug);
  });
  /** Hundreds of names are listed when somebody is about to choose from them. */
  function listTopics() {
    if (more.options.length > 1) return;
    const { compare } = new Intl.Collator(SPOKEN.lang);
    const byName = [...byPosts].sort((a, b) => compare(a.name, b.name));
    more.append(...byName.filter(({ slug }) => !chipOf.has(slug)).map(({ slug, name }) => new Option(name, slug)));
  }
  for (const kind of ["pointerdown", "focus", "keydown"]) more.addEventListener(kind, listTopics);
  more.addEventListener("change", () => more.value && toggle(more.value));
  measure.addEventListener("change", () => select({ measure: /** @type {Measure} */ (measure.value) }));
  share.addEventListener("change", () => select({ share: share.checked }));
  const copy = find(".selection-copy");
  // Browsers give the clipboard to pages of the web alone, not to a file.
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", () => {
    navigator.clipboard.writeText(location.href).then(
      () => (copy.textContent = _("Copied")),
      () => (copy.textContent = _("Not copied")),
    );
    setTimeout(() => (copy.textContent = _("Copy link")), 2000);
  });
  const picture = find(".selection-picture");
  picture.addEventListener("click", () => loaded(picture.dataset.script ?? "").then(() => site.saveCard?.()).catch(String));
  find(".selection-reset").addEventListener("click", () => {
    select(whole());
    thumbs[0].focus();
  });

  // ── The posts of the selection ────────────────────────────────────────────────────────────────────────────

  const list = find(".selected-posts");
  const further = /** @type {HTMLButtonElement} */ (page.querySelector(".selected-more"));
  const count = find(".selected-count");
  /** How many posts the button asks for. */
  let next = SHOWN;
  let asked = 0;

  /** @param {number} most */
  async function showList(most) {
    const { posts, isWhole } = context;
    const shown = posts.slice(-most).reverse();
    if (!isWhole || most !== SHOWN || asked) {
      asked += 1;
      const ticket = asked;
      const isLoaded = await Promise.all(site.titleFiles(shown).map(site.load)).then(Boolean, () => false);
      // A later selection may have overtaken this one.
      if (ticket !== asked) return;
      list.replaceChildren(...(isLoaded ? shown.map(entry) : []));
      if (!isLoaded) list.textContent = _("The titles of these posts could not be loaded.");
      else if (!shown.length) list.textContent = _("There are no posts in this selection.");
      further.textContent = isLoaded ? _("Show more") : _("Try again");
      next = isLoaded ? most + MORE : most;
    } else next = most + MORE;
    // The number and the list change together.
    count.textContent = counted(posts.length, "post");
    further.hidden = next > most && shown.length === posts.length;
  }

  /** @param {number} post */
  function entry(post) {
    const [title, url] = site.titleOf(post);
    const { name, colour } = facts.topics[facts.topicOf[post]];
    const time = element("time", "", words.day(facts.days[post]));
    time.dateTime = calendar.iso(facts.days[post]);
    const topic = element("span", "", name);
    topic.style.setProperty("--colour", colour);
    return element("li", "", time, linkTo(site.pageAt(`${HOME}${url}`), title), topic);
  }
  further.addEventListener("click", async () => {
    asked ||= 1;
    const first = list.children.length;
    await showList(next);
    /** @type {HTMLElement | null} */ (list.children[first]?.querySelector("a"))?.focus();
  });

  // ── Walking the weeks ─────────────────────────────────────────────────────────────────────────────────────

  const grid = /** @type {HTMLElement | null} */ (page.querySelector(".weeks-grid"));
  if (grid) walkWeeks(grid);

  /** @param {HTMLElement} grid */
  function walkWeeks(grid) {
    const cursor = /** @type {HTMLElement} */ (grid.querySelector(".weeks-cursor"));
    const says = find(".weeks-says");
    const rows = Number(grid.dataset.rows);
    const firstYear = calendar.week(0).year;
    const [firstMonday, lastMonday] = [calendar.week(0).monday, calendar.week(facts.today).monday];
    let monday = lastMonday;
    /** @type {number | null} */
    let anchor = null;
    const tip = find(".weeks-tip");
    let isPinned = false;
    find(".weeks-by-topic").addEventListener("change", () => site.redraw?.());

    const isInWeek = (/** @type {number} */ post) => facts.days[post] >= monday && facts.days[post] < monday + 7;

    /** Names the posts of the week at its cell; where it is pinned, its titles can be followed. */
    function showTip() {
      const here = monday;
      const posts = [...facts.days.keys()].filter(isInWeek);
      tip.hidden = !posts.length;
      if (!posts.length) return;
      const { year, week } = calendar.week(here);
      const heading = element("p", "", _("Week %(week)s of %(year)s: %(posts)s", { week, year, posts: counted(posts.length, "post") }));
      const list = element("ol");
      tip.replaceChildren(heading, list);
      tip.classList.toggle("is-pinned", isPinned);
      const cell = cursor.getBoundingClientRect();
      const around = /** @type {HTMLElement} */ (tip.offsetParent).getBoundingClientRect();
      const left = cell.left - around.left + cell.width + 8;
      tip.style.left = `${left + tip.offsetWidth > around.width ? Math.max(left - cell.width - tip.offsetWidth - 16, 0) : left}px`;
      tip.style.top = `${cell.top - around.top}px`;
      Promise.all(site.titleFiles(posts).map(site.load)).then(
        () => here === monday && list.replaceChildren(...posts.slice(0, isPinned ? 15 : 5).map(titleOnly)),
        () => {},
      );
    }

    /** @param {number} post */
    function titleOnly(post) {
      const [title, url] = site.titleOf(post);
      return element("li", "", linkTo(site.pageAt(`${HOME}${url}`), title));
    }

    function unpin() {
      isPinned = false;
      tip.hidden = true;
    }

    /** @param {number} at */
    function go(at) {
      monday = Math.min(Math.max(at, firstMonday), lastMonday);
      const { year, week } = calendar.week(monday);
      cursor.hidden = false;
      cursor.style.left = `${(100 * (week - 1)) / 53}%`;
      cursor.style.top = `${(100 * (year - firstYear)) / rows}%`;
      cursor.style.height = `${100 / rows}%`;
      const posts = context.posts.filter(isInWeek).length;
      says.textContent = _("Week %(week)s of %(year)s, from %(day)s: %(posts)s", { week, year, day: words.day(monday), posts: counted(posts, "post") });
    }

    /** @param {PointerEvent} event */
    function under(event) {
      const box = grid.getBoundingClientRect();
      const week = Math.floor(((event.clientX - box.left) / box.width) * 53);
      return mondayOf(firstYear + Math.floor(((event.clientY - box.top) / box.height) * rows), Math.min(Math.max(week, 0), 52) + 1);
    }

    /**
     * The Monday of a week, or of the year's last one where it has no week 53.
     * @param {number} year
     * @param {number} week
     */
    function mondayOf(year, week) {
      const found = calendar.week(calendar.dayAt(year, 0, 4)).monday + 7 * (week - 1);
      return calendar.week(found).year === year ? found : found - 7;
    }

    grid.addEventListener("keydown", (event) => {
      const { year, week } = calendar.week(monday);
      const targets = /** @type {Record<string, number>} */ ({
        ArrowRight: monday + 7,
        ArrowLeft: monday - 7,
        ArrowDown: mondayOf(year + 1, week),
        ArrowUp: mondayOf(year - 1, week),
        Home: mondayOf(year, 1),
        End: mondayOf(year, 53),
      });
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        const [first, last] = event.shiftKey ? [Math.min(selection.from, monday), Math.max(selection.to, monday + 6)] : [monday, monday + 6];
        site.choose?.([first, last]);
      } else if (event.key === "Escape") {
        unpin();
        site.choose?.(null);
      } else if (event.key in targets) {
        event.preventDefault();
        go(targets[event.key]);
        showTip();
      }
    });
    grid.addEventListener("focus", () => go(monday));
    grid.addEventListener("blur", () => (cursor.hidden = true));
    grid.addEventListener("pointermove", (event) => {
      if (isPinned && anchor === null) return;
      if (event.pointerType === "mouse" || anchor !== null) go(under(event));
      if (event.pointerType === "mouse") showTip();
      if (anchor !== null && monday !== anchor) select({ from: Math.min(anchor, monday), to: Math.max(anchor, monday) + 6 }, { isGesture: true });
    });
    grid.addEventListener("pointerdown", (event) => {
      go(under(event));
      isPinned = event.pointerType !== "mouse";
      if (isPinned) showTip();
      if (event.pointerType !== "mouse" || event.button) return;
      anchor = monday;
      grid.setPointerCapture(event.pointerId);
    });
    const stop = () => {
      anchor = null;
      endGesture();
    };
    grid.addEventListener("pointerup", () => {
      // A click opens the week where it lies; a drag has selected more than one.
      if (anchor !== null && anchor === monday && tip.hidden === false) {
        isPinned = true;
        site.choose?.([monday, monday + 6]);
        showTip();
      }
      stop();
    });
    grid.addEventListener("pointercancel", stop);
    for (const kind of ["pointerleave", "blur"]) grid.addEventListener(kind, () => isPinned || unpin());
    grid.addEventListener("pointerleave", () => document.activeElement !== grid && anchor === null && (cursor.hidden = true));
  }

  // ── Beginning ─────────────────────────────────────────────────────────────────────────────────────────────

  function arrive() {
    const arrived = read(location.search);
    selection = arrived.selection;
    site.vs = new URLSearchParams(location.search).get("vs")?.trim() ?? "";
    bringComparison();
    find(".selection-problems").textContent = arrived.problems.join(" ");
    follow();
  }
  /** Lays out the charts that are far from the screen, one at a time. @param {Iterator<Element>} figures */
  function layOut(figures) {
    const { value, done } = figures.next();
    if (done) return;
    value.classList.add("is-laid-out");
    idle(() => layOut(figures));
  }
  const idle = window.requestIdleCallback ?? setTimeout;
  const figures = page.querySelectorAll(".timeline-charts > .chart");
  const layOutAll = () => figures.forEach(({ classList }) => classList.add("is-laid-out"));
  // Where an address or a link names a chart, what stands above it has its height.
  if (location.hash) layOutAll();
  else window.addEventListener("load", () => idle(() => layOut(figures.values())));
  page.querySelector(".timeline-contents")?.addEventListener("click", layOutAll);
  window.addEventListener("popstate", arrive);
  for (const part of page.querySelectorAll(".needs-script")) /** @type {HTMLElement} */ (part).hidden = false;
  arrive();
})();
