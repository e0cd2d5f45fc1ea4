// @ts-check
/** The chapter that is read is the one that the picture shows; it moves there within a third of a second, or at once where motion is unwanted. */
"use strict";

(() => {
  const site = window.learningTimeline;
  const steps = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".story-steps > li")]);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let moves = 0;

  /** @param {HTMLElement} step */
  function show(step) {
    const { life, calendar } = site;
    if (!life || step.classList.contains("is-read")) return;
    for (const other of steps) other.classList.toggle("is-read", other === step);
    const [from, to] = [step.dataset.begin ?? "", step.dataset.end ?? ""].map(calendar.dayOf);
    move(life, life.window(from, to));
  }

  /**
   * @param {NonNullable<typeof site.life>} life
   * @param {[number, number]} target
   */
  function move(life, target) {
    const mine = (moves += 1);
    const begin = life.seen();
    const started = performance.now();
    const frame = (/** @type {number} */ now) => {
      if (mine !== moves) return;
      const part = calm.matches ? 1 : Math.min((now - started) / 350, 1);
      const eased = part * part * (3 - 2 * part);
      life.show(begin[0] + (target[0] - begin[0]) * eased, begin[1] + (target[1] - begin[1]) * eased);
      if (part < 1) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  // What crosses the line a little below the picture is read.
  const seen = new IntersectionObserver(
    (entries) => {
      const [entry] = entries.filter(({ isIntersecting }) => isIntersecting);
      if (entry) show(/** @type {HTMLElement} */ (entry.target));
    },
    { rootMargin: "-72% 0px -27% 0px" },
  );
  for (const step of steps) seen.observe(step);
})();
