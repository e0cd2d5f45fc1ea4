// @ts-check
// The page of resources: shows those that a reader chooses by kind, topic, status and year, and keeps the choice in the address. Of
// several pages it opens the one that has the resource of the address.
"use strict";
{
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector(".lt-choices"));
  const entries = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".lt-entries > li"))];
  const pages = /** @type {HTMLElement | null} */ (document.querySelector(".lt-library-pages"));
  const selects = form ? [...form.querySelectorAll("select")] : [];

  /** @param {boolean} isToBeKept */
  const choose = (isToBeKept) => {
    const chosen = selects.filter((select) => select.value !== "");
    let shown = 0;
    for (const entry of entries) {
      // A resource may have several topics.
      entry.hidden = !chosen.every((select) => (entry.dataset[select.name] ?? "").split(" ").includes(select.value));
      shown += Number(!entry.hidden);
    }
    for (const shelf of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".lt-shelf"))) {
      shelf.hidden = shelf.querySelector(".lt-entries > li:not([hidden])") === null;
    }
    const output = form?.querySelector("output");
    const told = { number: shown, all: entries.length };
    // Of a large library the others are on other pages.
    const count = pages ? _("%(number)s of %(all)s on this page", told) : _("%(number)s of %(all)s", told);
    if (output) output.textContent = chosen.length ? count : "";
    if (!isToBeKept) return;
    const address = new URL(location.href);
    for (const select of selects) {
      if (select.value) address.searchParams.set(select.name, select.value);
      else address.searchParams.delete(select.name);
    }
    history.replaceState(null, "", address);
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
