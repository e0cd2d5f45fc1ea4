// @ts-check
// A post's citations: where nothing can hover, a first tap shows what is cited, beside it, and a second one leads to the list.
"use strict";
{
  /** @type {Element | null} */
  let shown = null;

  /** @param {Element | null} cite */
  const show = (cite) => {
    shown?.classList.remove("is-shown");
    cite?.classList.add("is-shown");
    shown = cite;
  };

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest(".cite > .citation") : null;
    const cite = link?.parentElement ?? null;
    const isTap = event instanceof PointerEvent && event.pointerType === "touch";
    if (cite !== null && cite !== shown && isTap) {
      event.preventDefault();
      show(cite);
    } else if (!(event.target instanceof Element && event.target.closest(".cited"))) {
      show(null);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    show(null);
    if (document.activeElement instanceof HTMLElement && document.activeElement.matches(".cite > .citation")) document.activeElement.blur();
  });
}
