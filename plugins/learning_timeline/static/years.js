// @ts-check
/**
 * Compares the year of this page with another: `?vs=2025` in the address, or the choice in "Compare with". The other year's page is fetched;
 * the records of both are drawn on one scale, and what was written stands in two columns. Where pages cannot be fetched, as from a disk, a
 * link leads there instead. It needs no inline script, and writes text of posts nowhere as markup: what is shown is the other page's own,
 * parsed apart.
 */
"use strict";

(() => {
  const own = /** @type {HTMLElement | null} */ (document.querySelector("article.lt-year"));
  const head = own?.querySelector(".lt-head");
  const year = own?.dataset.year ?? "";
  /** The addresses of the other years, newest first. */
  const addresses = new Map(
    [...document.querySelectorAll(".lt-all-years a[data-year]")]
      .map((link) => /** @type {HTMLAnchorElement} */ (link))
      .reverse()
      .map((link) => /** @type {[string, string]} */ ([link.dataset.year ?? "", link.href])),
  );
  addresses.delete(year);
  if (!own || !head) return;

  const comparer = document.currentScript?.dataset.compare ?? "";
  const title = document.title;
  const isDisk = location.protocol === "file:";

  const note = element("p", "lt-vs-note");
  note.setAttribute("role", "status");
  const select = element("select");
  // The address says what is chosen, and not what a browser remembers of an earlier visit.
  select.autocomplete = "off";
  select.append(new Option(_("no other year"), ""), ...[...addresses.keys()].map((other) => new Option(other, other)));
  const label = element("label", "lt-vs-choice", `${_("Compare with")} `);
  label.append(select);
  const controls = element("div", "lt-vs");
  if (addresses.size) controls.append(label);
  controls.append(note);
  head.append(controls);

  /** What stands in a row of both columns, in the order of a year's page; the rest is told by the comparison. */
  const ROWS = ["of-note", "first-met", "resources", "predictions", "field", "posts", "milestones"];
  /** The comparison that is shown, with the places that this page's sections have without it. @type {{shown: HTMLElement, places: [Comment, Element][]} | null} */
  let comparison = null;
  /** Counts the answers asked for, so that a late one does not replace a later one. */
  let asked = 0;

  select.addEventListener("change", () => {
    if (!isDisk) {
      const address = new URL(location.href);
      address.hash = "";
      if (select.value) address.searchParams.set("vs", select.value);
      else address.searchParams.delete("vs");
      history.pushState(null, "", address);
    }
    void show(select.value);
  });
  addEventListener("popstate", () => void show(wanted()));
  if (document.readyState === "complete") void show(wanted());
  else addEventListener("load", () => void show(wanted()), { once: true });

  function wanted() {
    return new URLSearchParams(location.search).get("vs")?.trim() ?? "";
  }

  /**
   * Shows a year beside this page's; the empty text stands for none.
   * @param {string} other
   */
  async function show(other) {
    const turn = ++asked;
    alone();
    select.value = addresses.has(other) ? other : "";
    if (!other) return;
    const address = addresses.get(other);
    if (!address) {
      explainMissing(other);
      return;
    }
    if (isDisk) {
      say(`${_("Years can be compared only on a web server. This page was opened from a disk, so read %(year)s by itself:", { year: other })} `, link(other));
      return;
    }
    say(_("Fetching %(year)s …", { year: other }));
    const article = await Promise.all([fetched(address), loaded(comparer)]).then(
      ([found]) => found,
      () => null,
    );
    if (turn !== asked) return;
    if (!article) {
      say(`${_("The page of %(year)s could not be fetched:", { year: other })} `, link(other));
      return;
    }
    beside(article, other);
  }

  /**
   * The article of another year's page, ready to stand in this one.
   * @param {string} address
   */
  async function fetched(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const article = /** @type {HTMLElement | null} */ (page.querySelector("article.lt-year"));
    // A browser may have kept the page of an earlier build, which holds no record.
    if (!article?.querySelector(".year-record")) throw new Error(`${address} holds no year`);
    for (const place of article.querySelectorAll("a[href]")) {
      const href = place.getAttribute("href") ?? "";
      if (!href.startsWith("#")) place.setAttribute("href", new URL(href, address).href);
    }
    // Apart from a window these hold elements; in a page with scripts they hold text, which charts read their tables from.
    for (const place of article.querySelectorAll("noscript")) place.textContent = place.innerHTML;
    return article;
  }

  /**
   * @param {HTMLElement} article
   * @param {string} other
   */
  function beside(article, other) {
    const { compare } = window.learningTimeline;
    if (!own || !compare) return;
    document.adoptNode(article);
    const sides = /** @type {[Side, Side]} */ ([side(compare, own, year), side(compare, article, other)]);
    /** @type {[Comment, Element][]} */
    const places = [];
    const mine = sections(own);
    for (const section of mine.values()) {
      const place = document.createComment("");
      section.before(place);
      places.push([place, section]);
    }
    const theirs = sections(article);
    const rows = ROWS.filter((row) => mine.has(row) || theirs.has(row));
    const shown = compare.show(sides, [panel(mine, rows), panel(theirs, rows)]);
    own.classList.add("is-compared");
    head?.after(shown);
    comparison = { shown, places };
    document.body.classList.add("lt-has-pair");
    own.querySelector(".lt-numeral")?.append(element("span", "lt-hidden", ` ${_("and")} `), element("span", "lt-vs-other", other));
    document.title = _("%(first)s and %(second)s", { first: year, second: title.replace(year, other) });
    say("");
  }

  /**
   * @param {NonNullable<LearningTimeline["compare"]>} compare
   * @param {HTMLElement} article
   * @param {string} name
   */
  function side(compare, article, name) {
    const record = /** @type {YearRecord} */ (JSON.parse(article.querySelector(".year-record")?.textContent ?? ""));
    const isWhole = record.lived[1] >= record.days - 1;
    return compare.yearSide(isWhole ? name : _("%(year)s so far", { year: name }), record);
  }

  /** The sections of a year's page that stand in a column, by the row that they belong to. @param {HTMLElement} article */
  function sections(article) {
    const all = [...article.querySelectorAll(":scope > section")].map((section) => {
      const name = section.getAttribute("aria-labelledby")?.replace(/-\d+$/, "") ?? "";
      return /** @type {[string, HTMLElement]} */ ([name, section]);
    });
    return new Map(all.filter(([name]) => ROWS.includes(name)));
  }

  /**
   * @param {Map<string, HTMLElement>} own
   * @param {string[]} rows
   */
  function panel(own, rows) {
    const made = element("div", "lt-column lt-rows");
    // The first row has the name of the year.
    made.style.setProperty("--rows", String(rows.length + 1));
    rows.forEach((row, place) => {
      const section = own.get(row);
      section?.style.setProperty("--row", String(place + 2));
      if (section) made.append(section);
    });
    return made;
  }

  /** Leaves this page's year by itself. */
  function alone() {
    for (const [place, section] of comparison?.places ?? []) place.replaceWith(section);
    comparison?.shown.remove();
    comparison = null;
    own?.classList.remove("is-compared");
    own?.querySelectorAll(".lt-numeral > *").forEach((part) => part.remove());
    document.body.classList.remove("lt-has-pair");
    document.title = title;
    say("");
  }

  /** @param {string} other */
  function explainMissing(other) {
    const reason =
      other === year
        ? _("%(year)s is the year of this page.", { year })
        : _("There is no year “%(year)s” with posts in this journal.", { year: shortened(other) });
    if (!addresses.size) {
      say(`${reason} ${_("It has no other year yet.")}`);
      return;
    }
    const links = [...addresses.keys()].flatMap((known) => [link(known, `?vs=${known}`), ", "]);
    say(`${reason} ${_("Compare with")} `, ...links.slice(0, -1), ".");
  }

  /** @param {string} text */
  function shortened(text) {
    return text.length > 20 ? `${text.slice(0, 20)}…` : text;
  }

  /**
   * @param {string} other
   * @param {string} [address]
   */
  function link(other, address = addresses.get(other) ?? "") {
    return linkTo(address, other);
  }

  /** @param {...(string | Node)} parts */
  function say(...parts) {
    note.replaceChildren(...parts);
  }
})();
