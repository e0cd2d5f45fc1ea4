// @ts-check
// The page of resources: shows those that a reader chooses by kind, topic, status and year, and keeps the choice in the address. Of
// several pages it opens the one that has the resource of the address, and fetches the others once something is chosen.
"use strict";
{
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector(".lt-choices"));
  const entries = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".lt-entries > li"))];
  const pages = /** @type {HTMLElement | null} */ (document.querySelector(".lt-library-pages"));
  const selects = form ? [...form.querySelectorAll("select")] : [];
  // A page that was opened from a disk may not fetch.
  let others = pages && location.protocol !== "file:" ? [...pages.querySelectorAll("a")] : [];
  const isWhole = () => !pages || pages.dataset.whole !== undefined;

  /** @param {boolean} isToBeKept */
  const choose = (isToBeKept) => {
    const chosen = selects.filter((select) => select.value !== "");
    let shown = 0;
    for (const entry of entries) {
      // A resource may have several topics. Where nothing is chosen, a page is what it was.
      entry.hidden = chosen.length
        ? !chosen.every((select) => (entry.dataset[select.name] ?? "").split(" ").includes(select.value))
        : entry.dataset.other !== undefined;
      shown += Number(!entry.hidden);
    }
    for (const shelf of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".lt-shelf"))) {
      shelf.hidden = shelf.querySelector(".lt-entries > li:not([hidden])") === null;
    }
    const output = form?.querySelector("output");
    const told = { number: shown, all: entries.length };
    // Of a large library the others are on other pages.
    const count = isWhole() ? _("%(number)s of %(all)s", told) : _("%(number)s of %(all)s on this page", told);
    if (chosen.length && others.length) gather().catch(() => {});
    if (output) output.textContent = chosen.length ? count : "";
    if (!isToBeKept) return;
    const address = new URL(location.href);
    for (const select of selects) {
      if (select.value) address.searchParams.set(select.name, select.value);
      else address.searchParams.delete(select.name);
    }
    history.replaceState(null, "", address);
  };

  /** Adds what is on the other pages, one page after the other, where it would be in a library of one page. */
  const gather = async () => {
    const links = others;
    others = [];
    const here = links.findIndex((link) => link.getAttribute("aria-current"));
    const [first, last] = [entries[0], entries[entries.length - 1]].map((entry) => entry.closest(".lt-shelf"));
    const end = document.createElement("div");
    last?.after(end);
    for (const [number, { href }] of links.entries()) {
      if (number === here) continue;
      const answer = await fetch(href);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const link of page.querySelectorAll("a[href]")) link.setAttribute("href", new URL(link.getAttribute("href") ?? "", href).href);
      const shelves = [...page.querySelectorAll(".lt-shelf")];
      const found = /** @type {HTMLElement[]} */ (shelves.flatMap((shelf) => [...shelf.querySelectorAll(".lt-entries > li")]));
      for (const entry of found) entry.dataset.other = "";
      entries.push(...found);
      if (number < here) first?.before(...shelves);
      else end.before(...shelves);
      if (pages && number >= links.length - 1 - Number(here === links.length - 1)) pages.dataset.whole = "";
      choose(false);
    }
  };

  if (form) {
    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = asked.get(select.name);
      if (value && [...select.options].some((option) => option.value === value)) select.value = value;
    }
    form.hidden = false;
    form.addEventListener("change", () => choose(true));
    // The fields have their first values only after the event.
    form.addEventListener("reset", () => setTimeout(() => choose(true)));
    form.addEventListener("submit", (event) => event.preventDefault());
    choose(false);
  }

  const turn = async () => {
    if (!pages?.dataset.places || !location.hash) return;
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (document.getElementById(wanted)) return;
    await loaded(pages.dataset.places);
    const number = (window.learningTimeline.places ?? []).findIndex((keys) => keys.includes(wanted));
    const link = pages.querySelectorAll("a")[number];
    if (link) location.replace(`${link.href}${location.hash}`);
  };
  window.addEventListener("hashchange", turn);
  turn();
}
