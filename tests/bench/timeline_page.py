"""Compare the timeline page with other ways to show the same journal: weight, time to see it, and time to move in it.

A synthetic journal (the same in every run) is built by this repository's own settings, and drawn as the same four pictures by
uPlot, by ECharts and by plain plotly.py: posts a week, topics over time stacked, every post as a mark of its day and topic,
and the cumulative number. Each is loaded by a Chromium that was just started, from a server on this machine that gzips; all
contenders take turns in each repetition, and medians are told.

A contender whose library `invoke assets` has not fetched is left out, and that is said.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import itertools
import json
import math
import mimetypes
import shutil
import sys
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
from playwright.sync_api import Page, sync_playwright

from tests.builders.site import ROOT, Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from playwright.sync_api import Playwright

    from tests.bench.results import Row, Size

PAGES = Path(__file__).with_name("pages")
MODULES = ROOT / "node_modules"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
FIRST = date(2026, 1, 1)
STEPS = 30
LIBRARIES = {
    "uplot": ("uPlot", "uplot/dist/uPlot.iife.min.js", "uplot/dist/uPlot.min.css"),
    "echarts": ("ECharts", "echarts/dist/echarts.min.js", None),
}
PICTURES = ("weeks", "topics", "posts", "cumulative")

# ── The journal ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Journal:
    """Days and topics of all posts, by time; a topic is a position among `names`."""

    days: Sequence[date]
    topics: Sequence[int]
    names: Sequence[str]


def synthetic(posts: int, topics: int, years: int) -> Journal:
    """A journal in which topics come up one after the other, stay for some years, and are of very different sizes."""
    random = Random(1)
    span = round(years * 365.25)
    days = sorted(random.randrange(span) for _ in range(posts))
    size = [1 / (rank + 1) ** 0.8 for rank in range(topics)]
    begins = [random.uniform(-0.3, 0.9) * span for _ in range(topics)]

    def weight(topic: int, day: int) -> float:
        return size[topic] * (math.exp(-(((day - begins[topic]) / (span / 6)) ** 2)) + 0.02)

    chosen: list[int] = []
    for start in range(0, posts, 100):  # the weights hardly change within a hundred posts
        part = days[start : start + 100]
        chosen += random.choices(range(topics), [weight(topic, part[0]) for topic in range(topics)], k=len(part))
    return Journal([FIRST + timedelta(days=day) for day in days], chosen, [f"Topic {topic}" for topic in range(topics)])


# ── The contenders, each as a folder with an index.html ──────────────────────────────────────────────────────────────


def build_ours(journal: Journal, folder: Path) -> Path:
    """The whole site of the journal; the page is at timeline/."""
    site = Site(folder)
    for number, (day, topic) in enumerate(zip(journal.days, journal.topics, strict=True)):
        name = journal.names[topic]
        text = f"---\ntitle: Post {number} on {name}\ndate: {day}\ncategory: {name}\n---\nSome words on {name}.\n"
        site.post(f"{day.year}/{number}.md", text)
    # Feeds and lists of all posts are no part of what is measured.
    unread = {"FEED_ALL_ATOM": None, "CATEGORY_FEED_ATOM": None, "DIRECT_TEMPLATES": []}
    return site.build(**unread, LEARNING_TIMELINE_TODAY=str(journal.days[-1])).folder


def build_library(journal: Journal, folder: Path, name: str) -> Path:
    """A page by one of the libraries of `LIBRARIES`."""
    title, script, style = LIBRARIES[name]
    folder.mkdir()
    ordinals = [(day - date(1970, 1, 1)).days for day in journal.days]
    steps = [0, *(later - day for day, later in itertools.pairwise(ordinals))]
    data = {"first": ordinals[0], "steps": steps, "topics": journal.topics, "names": journal.names}
    packed = json.dumps(data, separators=(",", ":"))
    (folder / "data.js").write_text(f"const journal = {packed};", encoding="utf-8")
    own = ["journal.js", f"{name}.js", "handle.js"]
    sources = [MODULES / script, *(PAGES / file for file in own), *([MODULES / style] if style else [])]
    for source in sources:
        shutil.copy(source, folder)
    scripts = ["data.js", "journal.js", Path(script).name, f"{name}.js", "handle.js"]
    (folder / "index.html").write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        + (f'<link rel="stylesheet" href="{Path(style).name}">' if style else "")
        + f"<h1>By {title}</h1>"
        + "".join(f'<h2>{picture}</h2><div id="{picture}" style="height: 400px"></div>' for picture in PICTURES)
        + "".join(f'<script src="{name}"></script>' for name in scripts),
        encoding="utf-8",
    )
    return folder


def build_plotly(journal: Journal, folder: Path) -> Path:
    """A page as plotly.py writes it when asked for nothing else."""
    folder.mkdir()
    parts = ['<!doctype html><html lang="en"><meta charset="utf-8"><title>plotly.py</title><h1>By plotly.py</h1>']
    for number, figure in enumerate(plotly_figures(journal)):
        parts.append(f"<h2>{PICTURES[number]}</h2>")
        parts.append(
            figure.to_html(
                full_html=False,
                include_plotlyjs=number == 0,
                div_id=PICTURES[number],
                default_height="400px",
                post_script="drawn()",
            )
        )
    ids = json.dumps(PICTURES[1:])
    range_ = "[new Date(from * 1000), new Date(to * 1000)]"
    parts.append(f"<script>window.showWindow = (from, to) => Promise.all({ids}.map((id) =>")
    parts.append(f"Plotly.relayout(id, {{'xaxis.range': {range_}}})));")
    seconds = [
        datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() for day in (journal.days[0], journal.days[-1])
    ]
    parts.append(
        f"window.span = {seconds};</script><script>{(PAGES / 'handle.js').read_text(encoding='utf-8')}</script>"
    )
    (folder / "index.html").write_text("".join(parts), encoding="utf-8")
    return folder


def plotly_figures(journal: Journal) -> list[go.Figure]:
    """The four pictures, in the order of `PICTURES`."""
    years = list(range(journal.days[0].year, journal.days[-1].year + 1))
    cells = [[0] * 53 for _ in years]
    for day in journal.days:
        cells[day.year - years[0]][(day.timetuple().tm_yday - 1) // 7] += 1
    quarters = [f"{year}-{month:02}-01" for year in years for month in (1, 4, 7, 10)]
    totals = [journal.topics.count(topic) for topic in range(len(journal.names))]
    order = sorted(range(len(totals)), key=lambda topic: -totals[topic])
    rows = [[0] * len(quarters) for _ in range(13)]
    rank = {topic: min(place, 12) for place, topic in enumerate(order)}
    for day, topic in zip(journal.days, journal.topics, strict=True):
        rows[rank[topic]][(day.year - years[0]) * 4 + (day.month - 1) // 3] += 1
    names = [*(journal.names[topic] for topic in order[:12]), "others"]
    return [
        go.Figure(go.Heatmap(z=cells, x=list(range(1, 54)), y=years)),
        go.Figure([go.Scatter(x=quarters, y=row, name=n, stackgroup="a") for n, row in zip(names, rows, strict=False)]),
        go.Figure(go.Scatter(x=journal.days, y=[journal.names[topic] for topic in journal.topics], mode="markers")),
        go.Figure(go.Scatter(x=journal.days, y=list(range(1, len(journal.days) + 1)), mode="lines")),
    ]


# ── How each page is waited for and moved in; what differs between ours and the others stands here and nowhere else ──


@dataclass(frozen=True)
class Contender:
    """A page to be measured.

    Attributes:
        name: as it is told.
        folder: what the server shows.
        url: of the page, from the folder.
        finish: JavaScript, a function that ends when all charts are drawn.
        move: JavaScript, a function of (from, to) in seconds since 1970 that shows this window, or null where the page cannot;
            it answers the functions [zoom, step], of which `step` moves the window by a thirtieth of its length.
    """

    name: str
    folder: Path
    url: str
    finish: str
    move: str


OURS = {
    # Charts are drawn when they come near the screen: so each is scrolled to, as soon as the one before is there.
    "finish": """async () => {
        for (const figure of document.querySelectorAll("figure.chart:has(.chart-plot)")) {
            if (!("drawn" in figure.dataset)) figure.scrollIntoView();
            await until(() => "drawn" in figure.dataset);
        }
        scrollTo(0, 0);
    }""",
    # The window is chosen as by drawing in a chart, then moved by the keys of the navigator.
    "move": """(from, to) => {
        const [left] = document.querySelectorAll('[role="slider"]');
        const site = window.learningTimeline;
        if (!left || !site?.choose) return null;
        const day = (at) => site.calendar.dayOf(new Date(at * 1000).toISOString().slice(0, 10));
        const press = () => left.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
        return [() => site.choose([day(from), day(to)]), press];
    }""",
}
OTHERS = {
    "finish": "() => until(() => window.times.length >= 4)",
    "move": """(from, to) => {
        const length = (to - from) / 30;
        let at = 0;
        return [() => showWindow(from, to), () => { at += length; return showWindow(from + at, to + at); }];
    }""",
}
# Runs before the page's own scripts.
WATCH = """
window.times = [];
window.drawn = () => requestAnimationFrame(() => times.push(performance.now()));
window.blocked = 0;
new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.blocked += Math.max(0, duration - 50);
}).observe({ type: "longtask", buffered: true });
window.frame = () => new Promise((done) => requestAnimationFrame(() => done()));
window.until = async (is) => { while (!is()) await frame(); };
// A chart of ours that says it is drawn.
new MutationObserver((changes) => changes.forEach(({ target }) => {
    if (target.matches("figure.chart") && !target.wasDrawn) { target.wasDrawn = true; drawn(); }
})).observe(document, { subtree: true, attributeFilter: ["data-drawn"] });
window.timed = async (act) => {
    const begin = performance.now();
    await act();
    await frame();
    await frame();
    return performance.now() - begin;
};
"""
# Ours shows the weeks as a picture within the page: then the first chart is there with the first paint.
TIMES = """() => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
    const within = document.querySelector("figure.chart:not(:has(.chart-plot)) svg");
    return { paint, first: within ? paint : times[0], all: Math.max(...times), blocked,
        nodes: document.querySelectorAll("*").length };
}"""


def contenders(journal: Journal, folder: Path, only: Sequence[str]) -> Iterator[Contender]:
    """Build each page that was asked for."""
    wanted = [name for name in ("ours", *LIBRARIES, "plotly") if not only or name in only]
    for name in wanted:
        if name in LIBRARIES and not (MODULES / LIBRARIES[name][1]).exists():
            print(f"LEFT OUT: {LIBRARIES[name][0]} is not there: run `invoke assets` first")
            continue
        print(f"Building {name}", flush=True)
        place = folder / name
        match name:
            case "ours":
                yield Contender("this timeline", build_ours(journal, place), "timeline/", **OURS)
            case "plotly":
                yield Contender("plain plotly.py", build_plotly(journal, place), "", **OTHERS)
            case _:
                yield Contender(LIBRARIES[name][0], build_library(journal, place, name), "", **OTHERS)


# ── Measuring ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder gzipped, and counts what it sent."""

    sent = 0


class Gzipping(http.server.BaseHTTPRequestHandler):
    """Answers with a file of the folder, compressed once."""

    server: Server

    def __init__(self, *args: Any, folder: Path) -> None:
        self.folder = folder
        super().__init__(*args)

    def do_GET(self) -> None:
        path = self.folder / self.path.partition("?")[0].strip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = compressed(path)
        self.server.sent += len(body)
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@functools.cache
def compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), functools.partial(Gzipping, folder=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@dataclass(frozen=True)
class Measured:
    """One load of one page; times in milliseconds. A field's metadata would say less than its column: see `COLUMNS`."""

    kilobytes: float
    first_paint: float
    first_chart: float
    all_charts: float
    blocking: float
    zoom: float | None
    move: float | None
    nodes: float
    heap: float


COLUMNS = {
    "kilobytes": "kB gzipped",
    "first_paint": "first paint ms",
    "first_chart": "first chart ms",
    "all_charts": "all charts ms",
    "blocking": "blocking ms",
    "zoom": "zoom ms",
    "move": "move p95 ms",
    "nodes": "elements",
    "heap": "heap MB",
}


def measure(playwright: Playwright, contender: Contender, window: tuple[float, float]) -> Measured:
    """Load a page once in a browser that has never seen it, and move in it."""
    with serving(contender.folder) as server:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(180_000)
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.add_init_script(WATCH)
        page.goto(f"http://127.0.0.1:{server.server_port}/{contender.url}", wait_until="load")
        page.evaluate(contender.finish)
        page.wait_for_timeout(300)  # until the last frame and the last long task are told
        times = page.evaluate(TIMES)
        kilobytes = server.sent / 1000
        heap = heap_of(page)
        zoom, moves = interact(page, contender, window)
        browser.close()
    assert not problems, f"{contender.name}: {problems}"
    return Measured(
        kilobytes=kilobytes,
        first_paint=times["paint"],
        first_chart=times["first"],
        all_charts=times["all"],
        blocking=times["blocked"],
        zoom=zoom,
        move=sorted(moves)[math.ceil(len(moves) * 0.95) - 1] if moves else None,
        nodes=times["nodes"],
        heap=heap,
    )


def heap_of(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def interact(page: Page, contender: Contender, window: tuple[float, float]) -> tuple[float | None, list[float]]:
    """Milliseconds from asking for a window to the frame that shows it, and the same for each of the steps after it."""
    script = f"""async ([from, to, steps]) => {{
        const acts = ({contender.move})(from, to);
        if (!acts) return [null, []];
        const zoom = await timed(acts[0]);
        const moves = [];
        for (let step = 0; step < steps; step += 1) moves.push(await timed(acts[1]));
        return [zoom, moves];
    }}"""
    zoom, moves = page.evaluate(script, [*window, STEPS])
    return zoom, moves


def run(size: Size, folder: Path | None = None, *, only: Sequence[str] = ()) -> list[Row]:
    """Build, load each page so many times, and tell medians, a row a contender.

    Raises:
        SystemExit: there is no browser.
    """
    if CHROMIUM is None:
        sys.exit("no chromium, chromium-browser or google-chrome on PATH: on Debian: apt-get install chromium")
    journal = synthetic(size.posts, size.topics, size.years)
    begin, end = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (journal.days[0], journal.days[-1]))
    # A fifth of the journal, so that thirty steps of a thirtieth stay within it.
    span = (end - begin).total_seconds()
    window = (begin.timestamp() + 0.4 * span, begin.timestamp() + 0.6 * span)
    with tempfile.TemporaryDirectory(prefix="timeline-bench-", dir=folder) as temporary:
        pages = list(contenders(journal, Path(temporary), only))
        results: dict[str, list[Measured]] = {page.name: [] for page in pages}
        with sync_playwright() as playwright:
            for turn in range(size.runs):
                for page in pages:
                    print(f"Run {turn + 1} of {size.runs}: {page.name}", flush=True)
                    results[page.name].append(measure(playwright, page, window))
    return [{"picture by": name, **medians(loads, COLUMNS)} for name, loads in results.items()]


def medians(measured: Sequence[object], columns: Mapping[str, str]) -> Row:
    """The median of each attribute that was measured, by its title in `columns`; None if it never was."""
    found: Row = {}
    for name, title in columns.items():
        values = [value for one in measured if (value := getattr(one, name)) is not None]
        found[title] = median(values) if values else None
    return found
