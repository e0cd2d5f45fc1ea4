// @ts-check
/**
 * The search page: what a reader asks for is looked up in Pagefind's index, which is fetched in pieces, none before the first
 * question. The address keeps the question. What comes from posts is written as text, never as markup.
 */
"use strict";

(() => {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.lt-search"));
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector(".lt-search input[name=q]"));
  const status = document.querySelector(".lt-found-count");
  const list = document.querySelector(".lt-found");
  const more = /** @type {HTMLButtonElement | null} */ (document.querySelector(".lt-more"));
  if (form && field && status && list && more) startSearch(form, field, status, list, more);
})();

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} field
 * @param {Element} status
 * @param {Element} list
 * @param {HTMLButtonElement} more
 */
function startSearch(form, field, status, list, more) {
  const AT_ONCE = 10;
  /** Words of a post that a result shows. */
  const EXCERPT = 34;
  /** Milliseconds without a key after which a question is taken for finished. */
  const PAUSE = 180;

  const selects = [...form.querySelectorAll("select")];
  const narrowing = selects.filter((select) => select.name !== "order");
  const order = selects.find((select) => select.name === "order");
  /** The colour of each topic, by its name. */
  const colours = new Map([.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-colour]"))].map((one) => [one.textContent, one.dataset.colour]));
  const root = new URL(form.dataset.root ?? "/", location.href).href;
  /** @type {[url: string, digest: string][]} */
  const chapters = JSON.parse(form.dataset.chapters ?? "[]");

  if (location.protocol === "file:") {
    status.textContent = _("This page was opened from a disk, where browsers do not let it read the search index. The search works on a web server.");
    return;
  }

  /** @type {Promise<PagefindIndex> | undefined} */
  let index;
  /** Counts the questions, so that a late answer does not replace a later one. */
  let asked = 0;
  let pause = 0;
  /** @type {AsyncIterator<PagefindResult> | undefined} */
  let following;

  function opened() {
    index ??= open().catch((error) => {
      index = undefined;
      throw error;
    });
    return index;
  }

  async function open() {
    const [[first, digest], ...others] = chapters;
    /** @type {PagefindModule} */
    const pagefind = await import(`${root}${first}pagefind.js`);
    const made = pagefind.createInstance({ basePath: `${root}${first}`, baseUrl: "/", metaCacheTag: digest });
    await made.init();
    await Promise.all(others.map(([url, tag]) => made.mergeIndex(`${root}${url}`, { metaCacheTag: tag })));
    return made;
  }

  /** @returns {Record<string, string>} */
  function filters() {
    return Object.fromEntries(narrowing.filter((one) => one.value).map((one) => [one.name, one.value]));
  }

  async function search() {
    const turn = ++asked;
    clearTimeout(pause);
    const words = field.value.trim();
    const narrowed = filters();
    if (!words && !Object.keys(narrowed).length) {
      show("");
      return;
    }
    list.setAttribute("aria-busy", "true");
    try {
      const made = await opened();
      const { results } = await made.search(words || null, { filters: narrowed });
      if (turn !== asked) return;
      // What is best says nothing where no words were asked for.
      const isByTime = !words || order?.value === "newest";
      const found = isByTime ? newestFirst(made, words || null, narrowed) : each(results);
      await show(results.length ? ngettext("%(num)s post", "%(num)s posts", results.length) : nothing(words), found, turn);
    } catch (error) {
      if (turn !== asked) return;
      console.error(error);
      show(_("The search index could not be loaded. Check the connection and try again, or look through all posts."));
    } finally {
      if (turn === asked) list.removeAttribute("aria-busy");
    }
  }

  /** @param {string} words */
  function nothing(words) {
    const isNarrowed = narrowing.some((one) => one.value);
    if (!words) return isNarrowed ? _("No posts match this choice.") : _("No posts found.");
    return isNarrowed ? _("No posts for “%(words)s” match this choice.", { words }) : _("No posts found for “%(words)s”.", { words });
  }

  /** @param {PagefindResult[]} results */
  async function* each(results) {
    yield* results;
  }

  /**
   * Pagefind orders within each chapter alone, and chapters follow one another in time: they are asked one after the other.
   * @param {PagefindIndex} made
   * @param {string | null} words
   * @param {Record<string, string>} narrowed
   */
  async function* newestFirst(made, words, narrowed) {
    for (const [chapter] of chapters.toReversed()) {
      const { results } = await made.search(words, { filters: { ...narrowed, chapter }, sort: { place: "desc" } });
      yield* results;
    }
  }

  /**
   * @param {string} said
   * @param {AsyncIterator<PagefindResult>} [found]
   * @param {number} [turn]
   */
  async function show(said, found, turn = asked) {
    following = found;
    const entries = found ? await next(found) : [];
    if (turn !== asked) return;
    list.replaceChildren(...entries);
    more.hidden = entries.length < AT_ONCE;
    const words = field.value.trim();
    const isFar = words && entries.length && !isNear(words, entries);
    status.textContent = isFar ? _("No post has “%(words)s”. These come nearest:", { words }) : said;
  }

  /**
   * Whether a result has half of a word that was asked for, or its stem: of a word that no post has, Pagefind looks for its first letters,
   * down to one.
   * @param {string} words
   * @param {Element[]} entries
   */
  function isNear(words, entries) {
    const split = (/** @type {string} */ text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [""];
    const text = entries.map((one) => one.textContent?.toLowerCase()).join(" ");
    const said = [...new Set(split(text))].filter((word) => word.length > 2);
    return split(words).some(
      (word) =>
        text.includes(word.slice(0, Math.max(3, Math.ceil(word.length / 2)))) || said.some((stem) => word.startsWith(stem) && word.length - stem.length < 5),
    );
  }

  /** @param {AsyncIterator<PagefindResult>} found */
  async function next(found) {
    const results = [];
    while (results.length < AT_ONCE) {
      const { value, done } = await found.next();
      if (done) break;
      results.push(value);
    }
    return (await Promise.all(results.map((result) => result.data()))).map(entry);
  }

  /** @param {PagefindPost} post */
  function entry(post) {
    // Never another scheme: what stands before it is the site's own address.
    const title = element("h2", "", linkTo(`${root}${post.raw_url ?? ""}`, post.meta.title));
    const day = element("time", "", dateName(new Date(`${post.meta.date}T00:00Z`)));
    day.dateTime = post.meta.date;
    const topic = element("span", "lt-found-topic", post.meta.topic);
    topic.style.setProperty("--colour", colours.get(post.meta.topic) ?? "");
    const kind = post.meta.kind === "note" ? [] : [element("span", "", post.meta.kind)];
    const facts = element("p", "lt-found-facts", day, topic, ...kind);
    return element("li", "", title, facts, element("p", "", ...excerpt(post)));
  }

  /**
   * The words around those that were asked for, where most of them are. Pagefind makes an excerpt too, as HTML, which says of a text
   * that holds HTML itself something else.
   * @param {PagefindPost} post
   */
  function excerpt(post) {
    const words = post.content.split(/\s+/);
    const places = [...new Set(post.locations)].sort((one, other) => one - other);
    const within = places.map((place) => places.filter((other) => other >= place && other < place + EXCERPT).length);
    const first = Math.max(0, (places[within.indexOf(Math.max(...within))] ?? 0) - 4);
    const last = first + EXCERPT;
    const shown = words.slice(first, last).flatMap((word, place) => [place ? " " : "", ...marked(word, places.includes(first + place))]);
    return [first ? "… " : "", ...shown, last < words.length ? " …" : ""];
  }

  /**
   * @param {string} word
   * @param {boolean} isAskedFor
   */
  function marked(word, isAskedFor) {
    const [, before, middle, after] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su.exec(word) ?? ["", "", word, ""];
    if (!isAskedFor) return [word];
    return [before, element("mark", "", middle), after];
  }

  // ── The address ──

  /** @param {boolean} isStep whether the way back leads to what was asked before */
  function remember(isStep) {
    const address = new URL(location.href);
    for (const { name, value } of [field, ...selects]) {
      if (value.trim()) address.searchParams.set(name, value.trim());
      else address.searchParams.delete(name);
    }
    if (address.href !== location.href) history[isStep ? "pushState" : "replaceState"](null, "", address);
  }

  function recall() {
    const said = new URLSearchParams(location.search);
    field.value = said.get("q") ?? "";
    for (const select of selects) {
      const value = said.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    void search();
  }

  // ── What a reader does ──

  field.addEventListener("input", () => {
    clearTimeout(pause);
    void opened().catch(() => {});
    pause = setTimeout(() => {
      remember(false);
      void search();
    }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    remember(true);
    void search();
  });
  for (const select of selects) {
    select.addEventListener("change", () => {
      remember(true);
      void search();
    });
  }
  more.addEventListener("click", async () => {
    if (!following) return;
    const turn = asked;
    more.disabled = true;
    const entries = await next(following);
    more.disabled = false;
    if (turn !== asked) return;
    list.append(...entries);
    more.hidden = entries.length < AT_ONCE;
    entries[0]?.querySelector("a")?.focus();
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const links = [...list.querySelectorAll("a")];
    const place = links.findIndex((link) => link === document.activeElement);
    const isInField = document.activeElement === field;
    if (event.key === "Escape" && place >= 0) field.focus();
    else if (event.key === "Escape" && isInField && field.value) {
      field.value = "";
      remember(false);
      void search();
    } else if (event.key === "Escape" && isInField) field.blur();
    else if (event.key === "ArrowDown" && (isInField || place >= 0)) links[Math.min(place + 1, links.length - 1)]?.focus();
    else if (event.key === "ArrowUp" && place >= 0) (links[place - 1] ?? field).focus();
    else return;
    event.preventDefault();
  });
  addEventListener("popstate", recall);

  form.hidden = false;
  for (const keys of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".lt-keys"))) keys.hidden = false;
  recall();
  if (!location.search) field.focus();
}
