// @ts-check
/** The picture takes the place of the still one, and follows the selection, the theme and the size of the window. */

let isWaiting = false;
let isSeen = true;
/** The topics that are drawn strong. */
let strong = "";

/** Draws once a frame, however often it is asked for; what is not seen, when it is. */
function later() {
  if (isWaiting) return;
  isWaiting = true;
  if (isSeen) requestAnimationFrame(drawn);
}

function drawn() {
  if (!isWaiting) return;
  isWaiting = false;
  refresh();
}

function refresh() {
  if (playhead < Infinity) {
    prepare();
    uncover();
    return;
  }
  paint();
  veilTime();
  paintHand();
}

/** Of a selection only the topics ask for another picture; its time moves the veils. @param {boolean} isMoving */
function follow(isMoving) {
  veilTime();
  const { selection } = chosen();
  const topics = String("topics" in selection ? selection.topics : "");
  if (topics !== strong) later();
  strong = topics;
  // The titles come behind the answer.
  if (!isMoving) setTimeout(tellSelection);
}

function paintNow() {
  const x = across(shareOf(playhead));
  over.fillStyle = paper.accent;
  over.fillRect(x - 0.75, 0, 1.5, size.height - size.foot);
}

/** The titles beside the picture are those of the newest posts of the selection, until something is pointed at. */
function tellSelection() {
  const context = shared.context?.();
  if (!context || context.isWhole) return;
  const posts = context.posts.slice(-MOST_TITLES).reverse();
  tell({ posts, more: context.posts.length - posts.length, heading: _("Selected: %(posts)s", { posts: wording.counted(context.posts.length, "post") }) });
}

async function begin() {
  placeMilestones(shared.files.milestones ?? []);
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".life-figure .needs-script"))) part.hidden = false;
  measure();
  timeOfAddress();
  const again = () => {
    measure();
    refresh();
  };
  // It tells the present size first.
  new ResizeObserver(() => (box.clientWidth !== size.width || box.clientHeight !== size.height) && again()).observe(box);
  new IntersectionObserver(([{ isIntersecting }]) => {
    isSeen = isIntersecting;
    if (isSeen) drawn();
  }).observe(box);
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(query).addEventListener("change", again);
  new MutationObserver(again).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  // Meanwhile the still picture is seen. Another size or theme draws all of it at once, which ends these steps.
  for (const _step of drawing()) await new Promise((resolve) => setTimeout(resolve));
  if (playhead < Infinity) {
    keep();
    uncover();
  }
  veilTime();
  isLive = true;
  box.classList.add("is-live");
  (shared.followers ??= []).push(follow);
  follow(false);
}

shared.life = {
  marks: () => [...placeOfPost].map((place, post) => [axis.before + ((1 - axis.before) * place) / axis.length, stream.heights[post]]),
  seen: () => [view.from, view.to],
  show: (from, to) => look(from, Math.max(to - from, 1e-4)),
  window(from, to) {
    // With as much before and after, so that a time is seen in its place.
    const [begin, end] = [shareOf(Math.max(from, 0)), shareOf(to + 1)];
    const span = Math.min(Math.max((end - begin) * 1.6, Math.min(60 / axis.length, 1) * (1 - axis.before)), 1);
    const first = Math.min(Math.max((begin + end - span) / 2, 0), 1 - span);
    return [first, first + span];
  },
};

(axis.ribbon ? shared.load("milestones") : Promise.resolve()).then(begin, begin);
