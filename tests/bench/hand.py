"""Compare how the timeline page answers the hand: what a drag, a choice and a drawn window cost, and what is there before them.

The journal and its pages are those of `timeline_page`; Chromium runs at a quarter of its speed, as a cheap phone would. A handle is
dragged by the mouse in steps, with each chart of the page in view in its turn: of each step the work is told (from the event to
the frame that shows it) and the time between two frames. An answer to a click is what browsers call interaction to next paint; what
follows once the hand rests is told apart, by its longest task.
"""

from __future__ import annotations

import math
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from .timeline_page import ARGUMENTS, CHROMIUM, WATCH, Contender, contenders, medians, serving, synthetic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page, Playwright

    from .results import Row, Size

SLOWER = 4
MOVES = 40
# Long enough for what loads by itself, and for what follows when the hand rests.
REST = 2500
WIDTH, HEIGHT = 1440, 900
# Runs before the page's own scripts, after those of `WATCH`.
HAND = """
window.work = [];
window.frames = [];
window.answers = [];
window.tasks = [];
window.shift = 0;
let last = 0;
const tick = (now) => { if (last) frames.push(now - last); last = now; requestAnimationFrame(tick); };
requestAnimationFrame(tick);
addEventListener("pointermove", ({ buttons }) => {
    if (!buttons) return;
    const began = performance.now();
    requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => work.push(performance.now() - began);
        port2.postMessage(0);
    });
}, true);
const observe = (type, keep) =>
    new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, buffered: true, durationThreshold: 16 });
observe("event", ({ name, duration }) => { if (/^(pointerup|click)$/.test(name)) answers.push(duration); });
observe("longtask", ({ duration }) => tasks.push(duration));
observe("layout-shift", ({ value, hadRecentInput }) => { if (!hadRecentInput) window.shift += value; });
"""
# How many charts a page has, and where the handle is to be taken once one of them is in view.
CHARTS = "document.querySelectorAll('.js-plotly-plot, .uplot, figure.chart, .life-box').length"
SHOW = """(at) => {
    document.querySelectorAll('.js-plotly-plot, .uplot, figure.chart, .life-box')[at].scrollIntoView({ block: "center" });
    // The strip of time is in view whatever else is.
    const below = (document.querySelector(".navigator")?.getBoundingClientRect().bottom ?? 0) - innerHeight;
    if (below > 0) scrollBy(0, below);
}"""
HANDLE = """() => {
    const thumb = document.querySelector('.navigator [role="slider"]');
    const [{ left, top, height }, strip] = [(thumb ?? document.querySelector("#handle")).getBoundingClientRect(), !thumb];
    return [strip ? left + 4 : left + 37, top + height / 2];
}"""


@dataclass(frozen=True)
class Felt:
    """One visit; times in milliseconds, see `COLUMNS`."""

    kilobytes: float
    paint: float
    blocking: float
    shift: float
    work: float
    frame: float
    worst: float
    all_kilobytes: float
    all_blocking: float
    nodes: float
    toggle: float | None = None
    after_toggle: float | None = None
    brush: float | None = None
    after_brush: float | None = None


COLUMNS = {
    "kilobytes": "first screen kB",
    "paint": "first paint ms",
    "blocking": "blocking ms",
    "shift": "layout shift",
    "work": "drag: work p95 ms",
    "frame": "drag: frame p95 ms",
    "worst": "drag: worst frame ms",
    "toggle": "topic toggle ms",
    "after_toggle": "longest task after it",
    "brush": "brush release ms",
    "after_brush": "longest task after",
    "all_kilobytes": "with all charts kB",
    "all_blocking": "blocking with all charts ms",
    "nodes": "elements",
}


def p95(values: Sequence[float]) -> float:
    """The value that a twentieth of all values exceed.

    >>> p95(range(1, 101))
    95
    """
    return sorted(values)[math.ceil(len(values) * 0.95) - 1]


def feel(playwright: Playwright, contender: Contender) -> Felt:
    """Visit a page with a browser that has never seen it, and use it by the mouse."""
    with serving(contender.folder) as server:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_default_timeout(240_000)
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.add_init_script(WATCH + HAND)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(f"http://127.0.0.1:{server.server_port}/{contender.url}", wait_until="load")
        page.wait_for_timeout(REST)
        kilobytes = server.sent / 1000
        paint, blocking, shift = page.evaluate(
            "[performance.getEntriesByName('first-contentful-paint')[0].startTime, blocked, shift]"
        )
        page.evaluate(contender.finish)
        page.wait_for_timeout(REST)
        all_kilobytes = server.sent / 1000
        all_blocking, nodes = page.evaluate("[blocked, document.querySelectorAll('*').length]")
        works, frames = drag(page)
        answers = use(page) if page.query_selector(".chips button") else (None,) * 4
        browser.close()
    assert not problems, f"{contender.name}: {problems}"
    return Felt(
        kilobytes,
        paint,
        blocking,
        shift,
        p95(works),
        p95(frames),
        max(frames),
        all_kilobytes,
        all_blocking,
        nodes,
        *answers,
    )


def drag(page: Page) -> tuple[list[float], list[float]]:
    """Drag the handle with each chart in view, and tell the work of each move and the time of each frame."""
    works: list[float] = []
    frames: list[float] = []
    for at in range(page.evaluate(CHARTS)):
        page.evaluate(SHOW, at)
        page.wait_for_timeout(REST)
        x, y = page.evaluate(HANDLE)
        page.mouse.move(x, y)
        page.mouse.down()
        page.evaluate("work.length = frames.length = 0")
        for step in range(MOVES):
            page.mouse.move(x + 4 * step + 4, y)
        found = page.evaluate("[[...work], [...frames]]")
        works += found[0]
        frames += found[1]
        page.mouse.move(x, y, steps=2)
        page.mouse.up()
        print(
            f"  chart {at}: work {p95(found[0]):.0f}, frames {p95(found[1]):.0f}, worst {max(found[1]):.0f} ms",
            flush=True,
        )
    return works, frames


def use(page: Page) -> tuple[float, float, float, float]:
    """Toggle a topic and draw a window with a chart of all topics in view: the answer to each, and the longest task after."""
    chart = page.locator("#topics-over-time")
    chart.scroll_into_view_if_needed()
    page.wait_for_timeout(REST)
    found: list[float] = []

    def answered(act: str) -> None:
        page.wait_for_timeout(REST)
        answers, tasks = page.evaluate("[answers, tasks]")
        print(f"  {act}: answers {answers}, tasks {[round(task) for task in tasks]}", flush=True)
        found.extend((max(answers, default=16), max(tasks, default=0)))

    page.evaluate("answers.length = tasks.length = 0")
    page.locator(".chips button").first.click()
    answered("toggle")
    box = chart.locator(".nsewdrag").first.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.4, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, middle, steps=8)
    page.evaluate("answers.length = tasks.length = 0")
    page.mouse.up()
    answered("brush")
    return found[0], found[1], found[2], found[3]


def run(size: Size, folder: Path | None = None) -> list[Row]:
    """Build, visit each page so many times in turn, and tell medians, a row a contender.

    Raises:
        SystemExit: there is no browser.
    """
    if CHROMIUM is None:
        sys.exit("no chromium, chromium-browser or google-chrome on PATH: on Debian: apt-get install chromium")
    journal = synthetic(size.posts, size.topics, size.years)
    with tempfile.TemporaryDirectory(prefix="hand-bench-", dir=folder) as temporary:
        pages = list(contenders(journal, Path(temporary), ("ours", "uplot", "plotly")))
        return compare(pages, size.runs)


def compare(pages: Sequence[Contender], runs: int) -> list[Row]:
    """Visit each page in turn, and tell medians."""
    felt: dict[str, list[Felt]] = {page.name: [] for page in pages}
    with sync_playwright() as playwright:
        for turn in range(runs):
            for page in pages:
                print(f"Run {turn + 1} of {runs}: {page.name}", flush=True)
                felt[page.name].append(feel(playwright, page))
    return [{"picture by": name, **medians(visits, COLUMNS)} for name, visits in felt.items()]
