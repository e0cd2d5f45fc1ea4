// @ts-check
/** The picture takes the place of the still one, and follows the selection, the theme and the size of the window. */

let isWaiting = false;

/** Draws once a frame, however often it is asked for. */
function later() {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => {
    isWaiting = false;
    refresh();
  });
}

function refresh() {
  place();
  paint();
  paintHand();
}

function paintNow() {
  const x = across(shareOf(playhead));
  over.fillStyle = paper.accent;
  over.fillRect(x - 0.75, 0, 1.5, size.height - size.foot);
}

function begin() {
  placeMilestones(shared.files.milestones ?? []);
  measure();
  refresh();
  box.classList.add("is-live");
  (shared.followers ??= []).push(later);
  const again = () => {
    measure();
    refresh();
  };
  new ResizeObserver(again).observe(box);
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(query).addEventListener("change", again);
  new MutationObserver(again).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
}

shared.life = {
  marks: () => [...placeOfPost].map((place, post) => [axis.before + ((1 - axis.before) * place) / axis.length, stream.heights[post]]),
  seen: () => [view.from, view.to],
};

shared.load("milestones").then(begin, begin);
