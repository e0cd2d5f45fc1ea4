// @ts-check
// Versions of a text: shows what changed between the two that a reader chooses.
"use strict";
for (const weave of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".weave"))) {
  const form = /** @type {HTMLFormElement | null} */ (weave.parentElement?.querySelector("form"));
  const [from, to] = form ? form.querySelectorAll("select") : [];
  if (!form || !from || !to) continue;

  const show = () => {
    const [old, now] = [Number(from.value), Number(to.value)];
    for (const piece of /** @type {NodeListOf<HTMLElement>} */ (weave.querySelectorAll("[data-begin]"))) {
      const [begin, end] = [Number(piece.dataset.begin), Number(piece.dataset.end)];
      const [isOld, isNow] = [begin <= old && old < end, begin <= now && now < end];
      // The element says what happened, so that it is told without colours as well.
      const shown = document.createElement(isOld === isNow ? "span" : isNow ? "ins" : "del");
      shown.textContent = piece.textContent;
      shown.hidden = !isOld && !isNow;
      Object.assign(shown.dataset, { begin: piece.dataset.begin, end: piece.dataset.end });
      piece.replaceWith(shown);
    }
  };
  form.hidden = false;
  form.addEventListener("change", show);
}
