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
    post.classList.remove("has-place-beside");
    if (!isBeside) return;
    const { top: origin, right, bottom } = prose.getBoundingClientRect();
    const facts = post.querySelector(".post-facts");
    const studied = /** @type {HTMLElement | null} */ (post.querySelector(".beside"));
    const below = facts?.getBoundingClientRect().bottom ?? 0;
    const blocks = [...prose.querySelectorAll(":scope > :is(.highlight, .table, .output, .math)")];
    for (const block of blocks) block.toggleAttribute("data-below-facts", block.getBoundingClientRect().top > below);
    const wide = [...prose.querySelectorAll(":scope > *")].filter((block) => block.getBoundingClientRect().right > right + 1);
    const taken = [...(facts ? [facts] : []), ...wide].map((one) => one.getBoundingClientRect()).sort((a, b) => a.top - b.top);
    /** Where so much has room, from a height on. @param {number} from @param {number} height */
    const roomFrom = (from, height) =>
      taken.reduce((top, box) => (top < box.bottom - origin + GAP && top + height > box.top - origin - GAP ? box.bottom - origin + GAP : top), from);
    if (studied) {
      // What was studied has the first place that is high enough, or stays at the foot.
      post.classList.toggle("has-place-beside", blocks.length > 0);
      const height = studied.getBoundingClientRect().height;
      const down = roomFrom(below - origin + GAP, height) + origin - below;
      if (blocks.length) studied.style.setProperty("--down", `${Math.round(down)}px`);
      if (blocks.length && below + down + height > bottom) post.classList.remove("has-place-beside");
      else taken.push(studied.getBoundingClientRect());
      taken.sort((a, b) => a.top - b.top);
    }
    let free = -Infinity;
    for (const [note, at] of notes) {
      const height = note.getBoundingClientRect().height;
      const top = roomFrom(Math.max(at.getBoundingClientRect().top - origin, free), height);
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
