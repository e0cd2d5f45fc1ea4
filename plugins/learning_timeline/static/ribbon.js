// @ts-check
/**
 * Names the milestone that the pointer is near, at once; a tap names it with a link, a click opens its source. Without this script the dots
 * are links with titles; by keys the list below has the same.
 */
"use strict";

(() => {
  const NEAR = 22;
  for (const ribbon of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".ribbon"))) {
    const tip = /** @type {HTMLElement} */ (ribbon.querySelector(".ribbon-tip"));
    const dots = [...ribbon.querySelectorAll(".ribbon-dots a")].map((dot) => ({
      dot,
      path: /** @type {Element} */ (dot.querySelector("path")),
      text: dot.querySelector("title")?.textContent ?? "",
    }));
    // The browser's own tooltip would come late, beside ours.
    for (const { dot } of dots) dot.querySelector("title")?.remove();

    /** @param {PointerEvent} event */
    function nearest({ clientX, clientY }) {
      let best = null;
      let least = NEAR;
      for (const one of dots) {
        const { left, right, top, bottom } = one.path.getBoundingClientRect();
        const distance = Math.hypot((left + right) / 2 - clientX, (top + bottom) / 2 - clientY);
        if (distance < least) [best, least] = [one, distance];
      }
      return best;
    }

    /** @param {ReturnType<typeof nearest>} found @param {boolean} isTouch */
    function tell(found, isTouch) {
      for (const { dot } of dots) dot.classList.toggle("is-told", dot === found?.dot);
      tip.hidden = !found;
      if (!found) return;
      const url = found.dot.getAttribute("href");
      const name = document.createElement(isTouch && url ? "a" : "span");
      name.textContent = found.text;
      if (url) name.setAttribute("href", url);
      tip.replaceChildren(name);
      const [at, around] = [found.path.getBoundingClientRect(), ribbon.getBoundingClientRect()];
      const left = (at.left + at.right) / 2 - around.left;
      tip.style.left = `${Math.max(Math.min(left - tip.offsetWidth / 2, around.width - tip.offsetWidth), 0)}px`;
      tip.style.top = `${at.bottom - around.top + 8}px`;
    }

    ribbon.addEventListener("pointermove", (event) => event.pointerType === "mouse" && tell(nearest(event), false));
    ribbon.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && tell(null, false));
    ribbon.addEventListener("click", (event) => {
      if (event.target instanceof Node && tip.contains(event.target)) return;
      const pointer = /** @type {PointerEvent} */ (event);
      const found = nearest(pointer);
      const isTouch = pointer.pointerType !== "mouse";
      // A finger is broader than a dot: it names first, and the name is a link.
      if (isTouch) event.preventDefault();
      if (isTouch) tell(found, true);
      else if (found && !(event.target instanceof Element && event.target.closest("a"))) location.href = found.dot.getAttribute("href") ?? location.href;
    });
  }
})();
