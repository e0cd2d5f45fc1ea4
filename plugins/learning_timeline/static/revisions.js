// @ts-check
/**
 * Versions of a text: a slider goes through them, and shows what each changed in the one before it, or in any other that a reader chooses.
 */
"use strict";
for (const weave of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".changes > .weave"))) {
  const form = /** @type {HTMLFormElement | null} */ (weave.parentElement?.querySelector("form"));
  const slider = form?.querySelector("input");
  const select = form?.querySelector("select");
  const says = form?.querySelector("output");
  if (!form || !slider || !select || !says) continue;
  const labels = [...select.options].slice(1).map(({ text }) => text);
  const counted = (/** @type {string[]} */ texts) => texts.join(" ").split(/\s+/).filter(Boolean).length;

  const show = () => {
    const now = Number(slider.value);
    const old = select.value === "before" ? Math.max(now - 1, 0) : Number(select.value);
    /** @type {{INS: string[], DEL: string[]}} */
    const changed = { INS: [], DEL: [] };
    for (const piece of /** @type {NodeListOf<HTMLElement>} */ (weave.querySelectorAll("[data-begin]"))) {
      const [begin, end] = [Number(piece.dataset.begin), Number(piece.dataset.end)];
      const [isOld, isNow] = [begin <= old && old < end, begin <= now && now < end];
      // The element says what happened, so that it is told without colours as well.
      const shown = document.createElement(isOld === isNow ? "span" : isNow ? "ins" : "del");
      shown.textContent = piece.textContent;
      shown.hidden = !isOld && !isNow;
      Object.assign(shown.dataset, { begin: piece.dataset.begin, end: piece.dataset.end });
      piece.replaceWith(shown);
      if (shown.tagName === "INS" || shown.tagName === "DEL") changed[shown.tagName].push(shown.textContent ?? "");
    }
    const place = _("%(number)s of %(all)s, %(day)s", { number: now + 1, all: labels.length, day: labels[now] });
    slider.setAttribute("aria-valuetext", place);
    const [came, went] = [counted(changed.INS), counted(changed.DEL)];
    says.textContent =
      old === now
        ? place
        : _("%(place)s: %(came)s, %(went)s", {
            place,
            came: ngettext("%(num)s word came", "%(num)s words came", came),
            went: ngettext("%(num)s went", "%(num)s went", went),
          });
  };
  // Who moves through the versions asks what each changed.
  slider.addEventListener("input", () => {
    if (select.dataset.chosen === undefined) select.value = "before";
    show();
  });
  select.addEventListener("change", () => {
    select.dataset.chosen = "";
    show();
  });
  form.hidden = false;
  show();
}
