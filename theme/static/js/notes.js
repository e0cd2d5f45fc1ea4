// @ts-check
// In: a post whose notes stand at its foot. Out, where there is room: each note beside the place that has it, and the work that is cited there
// beside its first citation; code below what is said about the post may be wider. Nothing is moved in the page, so that who reads by ear or by
// the keyboard meets all of it where it stood.
"use strict";
{
  const post = /** @type {HTMLElement | null} */ (document.querySelector(".post"));
  const prose = /** @type {HTMLElement | null} */ (post?.querySelector(".prose"));
  // The same as in the style: paper and narrow screens have their notes at the foot.
  const room = matchMedia("screen and (width >= 68.75rem)");
  const GAP = 12;

  /** The notes with the places that have them, in the order of the text. @param {HTMLElement} prose */
  const notesOf = (prose) => {
    /** @type {Map<HTMLElement, Element>} */
    const notes = new Map();
    for (const place of prose.querySelectorAll(".footnote-ref, .cite > .citation[id]")) {
      const id = place.querySelector("a")?.getAttribute("href")?.slice(1);
      const isCitation = place.matches(".citation");
      const note = isCitation ? place.nextElementSibling : id ? document.getElementById(decodeURIComponent(id)) : null;
      // A note of a note stays below it.
      if (note instanceof HTMLElement && !notes.has(note) && !place.closest(".footnotes")) notes.set(note, place);
    }
    return notes;
  };

  /** @param {HTMLElement} post @param {HTMLElement} prose */
  const place = (post, prose) => {
    const notes = notesOf(prose);
    const isBeside = room.matches && getComputedStyle(post).direction === "ltr";
    post.classList.toggle("has-notes-beside", isBeside);
    for (const note of notes.keys()) note.toggleAttribute("data-beside", isBeside);
    post.style.paddingBottom = "";
    if (!isBeside) return;
    const { top: origin, right } = prose.getBoundingClientRect();
    const said = [...post.querySelectorAll(".post-facts, .beside")];
    const below = Math.max(...said.map((one) => one.getBoundingClientRect().bottom));
    for (const block of prose.querySelectorAll(":scope > :is(.highlight, .table, .output, .math)")) {
      block.toggleAttribute("data-below-facts", block.getBoundingClientRect().top > below);
    }
    const wide = [...prose.querySelectorAll(":scope > *")].filter((block) => block.getBoundingClientRect().right > right + 1);
    const taken = [...said, ...wide].map((one) => one.getBoundingClientRect()).sort((a, b) => a.top - b.top);
    let free = -Infinity;
    for (const [note, at] of notes) {
      const height = note.getBoundingClientRect().height;
      let top = Math.max(at.getBoundingClientRect().top - origin, free);
      for (const box of taken) {
        if (top < box.bottom - origin + GAP && top + height > box.top - origin - GAP) top = box.bottom - origin + GAP;
      }
      note.style.setProperty("--top", `${Math.round(top)}px`);
      free = top + height + GAP;
    }
    post.style.paddingBottom = `${Math.max(Math.ceil(free + origin - post.getBoundingClientRect().bottom), 0)}px`;
  };

  if (post && prose) {
    const again = () => place(post, prose);
    new ResizeObserver(again).observe(prose);
    room.addEventListener("change", again);
    void document.fonts.ready.then(again);
  }
}
