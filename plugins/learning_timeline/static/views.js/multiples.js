// @ts-check
/** A small picture for each topic, all on one scale: a picture of the page's own. */

const MULTIPLES = 24;

/** @type {Picture} */
function multiples(context, figure) {
  const { selection } = context;
  const { grain, starts, topics: all } = byPeriod(context);
  const shown = all.slice(0, MULTIPLES);
  const most = Math.max(0, ...shown.flatMap(({ values }) => values));
  const list = /** @type {HTMLElement} */ (figure.querySelector(".multiples"));
  const home = list.dataset.topics ?? "";
  list.replaceChildren(...shown.map((topic) => smallPicture(topic, home, columnsPath(topic.values, most))));
  const noun = selection.measure.slice(0, -1);
  const topics = counted(all.length, "topic");
  return {
    sentence: shown.length
      ? _(
          {
            month: _("%(topics)s, each from zero to %(number)s a month, from %(first)s to %(last)s."),
            quarter: _("%(topics)s, each from zero to %(number)s a quarter, from %(first)s to %(last)s."),
            year: _("%(topics)s, each from zero to %(number)s a year, from %(first)s to %(last)s."),
          }[grain],
          {
            topics: all.length > MULTIPLES ? _("The %(number)s largest of %(topics)s", { number: MULTIPLES, topics }) : topics,
            number: counted(most, noun),
            first: calendar.name(starts[0], grain),
            last: calendar.name(starts[starts.length - 1], grain),
          },
        )
      : NOTHING,
    columns: [capital(grain)],
    names: shown.map(({ name }) => name),
    rows: starts.map((start, column) => [calendar.name(start, grain), ...shown.map(({ values }) => values[column])]),
  };
}

/**
 * @param {Topic & {total: number}} topic
 * @param {string} home
 * @param {string} path
 */
function smallPicture({ slug, name, colour, total }, home, path) {
  const svg = shape("svg", { viewBox: "0 0 1000 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  svg.append(shape("path", { d: path, fill: colour }));
  return element("li", "", linkTo(site.pageAt(`${home}${slug}/`), name), element("span", "", number(total)), svg);
}

/** @param {number[]} values @param {number} most */
function columnsPath(values, most) {
  const step = 1000 / Math.max(values.length, FEW_PERIODS);
  const width = Math.max(1, Math.round(step * 0.94));
  return values
    .map((value, index) => (value ? `M${Math.round(index * step)} 100V${Math.round(100 - (100 * value) / most)}h${width}V100z` : ""))
    .join("");
}

/** Drawing in a small picture chooses a window. */
document.querySelector(".multiples")?.addEventListener("pointerdown", (event) => {
  const { target, clientX, pointerType, button } = /** @type {PointerEvent} */ (event);
  const picture = /** @type {Element} */ (target).closest("svg");
  const selection = site.context?.().selection;
  if (!picture || !selection || pointerType !== "mouse" || button) return;
  event.preventDefault();
  const { from, to } = selection;
  const box = picture.getBoundingClientRect();
  const dayAt = (/** @type {number} */ x) => from + (Math.min(Math.max((x - box.left) / box.width, 0), 1) * (to + 1 - from));
  const drag = new AbortController();
  const stop = (/** @type {PointerEvent} */ { type, clientX: end }) => {
    drag.abort();
    const [left, right] = [clientX, end].sort((a, b) => a - b).map(dayAt);
    if (type === "pointerup" && right - left >= 1) site.choose?.([Math.floor(left), Math.ceil(right) - 1]);
  };
  document.addEventListener("pointerup", stop, drag);
  document.addEventListener("pointercancel", stop, drag);
});

site.pictures.multiples = multiples;
