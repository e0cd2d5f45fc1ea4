// @ts-check
// The map of topics: shows it as it was in the year that a reader chooses.
"use strict";
for (const map of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".lt-map"))) {
  const slider = /** @type {HTMLInputElement | null} */ (map.querySelector("input[type=range]"));
  const output = map.querySelector("output");
  if (!slider) continue;

  const show = () => {
    for (const part of /** @type {NodeListOf<SVGElement>} */ (map.querySelectorAll("[data-since]"))) {
      part.classList.toggle("lt-later", Number(part.dataset.since) > Number(slider.value));
    }
    if (output) output.textContent = slider.value;
  };
  const label = slider.closest("p");
  if (label) label.hidden = false;
  slider.addEventListener("input", show);
  // A browser may come back to the page with the slider where it was.
  show();
}
