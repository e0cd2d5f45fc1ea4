"""A real Chromium, and sites that many tests look at; the summary says aloud what was skipped, and for want of what."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import signal
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import hypothesis
import pytest
from filelock import FileLock
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Route, sync_playwright

from learning_timeline.core.typed import FOLDER, VARIABLE
from tests.builders.site import ROOT, Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NO_BROWSER = "no chromium, chromium-browser or google-chrome on PATH"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What `invoke test` runs; the tests' own numbers follow it (see `tests.builders.share`).
_LONG = ("slow", "torture", "fifty")
# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile(
    "default", hypothesis.settings(), deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("default")
hypothesis.settings.register_profile("fast", hypothesis.settings(), max_examples=12)

# Where tests run in the background of a shell, Ctrl-C is ignored by all that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
# Processes that tests start keep what they compile, wherever they are told not to: that is half of a small build.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".pytest_cache" / "pycache"))


@dataclass
class Visit:
    """A page that is open in the browser, with what it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    close: Callable[[], None] = lambda: None

    @property
    def foreign(self) -> list[str]:
        """Requests to other hosts, those that the page's own policy stopped included; `refused` are the others."""
        return [url for url in self.requests if not _is_local(url)]

    def draw_all(self) -> None:
        """Scroll to each chart, and wait for its picture."""
        for figure in self.page.locator("figure.chart:has(.chart-plot)").all():
            figure.scroll_into_view_if_needed()
            self.page.locator(f"#{figure.get_attribute('id')}[data-drawn]").wait_for()


@pytest.fixture(autouse=True)
def nothing_typed() -> Iterator[None]:
    """No test knows how a command of another one was started."""
    os.environ.pop(VARIABLE, None)
    os.environ.pop(FOLDER, None)
    yield
    os.environ.pop(VARIABLE, None)
    os.environ.pop(FOLDER, None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    assert CHROMIUM is not None, NO_BROWSER
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Tab:
    """A tab of the browser in a context of its own, which tests use one after the other: to open one takes a second.

    Args:
        browser: where it is opened.
        options: of Playwright's `new_context`.
    """

    def __init__(self, browser: Browser, options: Mapping[str, object]) -> None:
        self.page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
        self.seen = Visit(self.page)
        self.page.on("request", lambda request: self.seen.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.seen.problems.append(str(error)))
        self.page.on("console", self._hear)
        self._stay()

    def visit(self, url: str, scheme: str, width: int) -> Visit:
        """Open an address, seen anew."""
        self.seen = Visit(self.page)
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme, media="null")  # type: ignore[arg-type]
        self.page.goto(url)
        return self.seen

    def clear(self) -> bool:
        """Leave nothing of the page to the next one; whether that could be done."""
        try:
            self.page.evaluate("[localStorage, sessionStorage].forEach((kept) => kept.clear())")
            self.page.unroute_all()
            self.page.context.unroute_all()
            self._stay()
            self.page.goto("about:blank")
            self.page.mouse.move(0, 0)
        except Error:  # closed by the test, or on a page that may keep nothing
            return False
        return True

    def _stay(self) -> None:
        def let_stay(route: Route) -> None:
            if _is_local(route.request.url):
                route.continue_()
            else:
                self.seen.refused.append(route.request.url)
                route.abort()

        self.page.context.route("**/*", let_stay)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.seen.problems.append(message.text)


@pytest.fixture(scope="session")
def tabs() -> dict[bool, list[Tab]]:
    """Those that are free, with scripts and without."""
    return {True: [], False: []}


@pytest.fixture
def visit(browser: Browser, tabs: dict[bool, list[Tab]]) -> Iterator[Callable[..., Visit]]:
    """Opens an address in a tab that holds nothing of other pages.

    Options of Playwright's `new_context`, and `own`, ask for a tab that no other test uses.
    """
    used: list[tuple[Tab, list[Tab] | None]] = []

    def leave(tab: Tab, free: list[Tab] | None) -> None:
        used.remove((tab, free))
        if free is not None and tab.clear():
            free.append(tab)
        else:
            tab.page.context.close()

    def open_page(
        url: str,
        *,
        scheme: str = "light",
        width: int = 1280,
        java_script_enabled: bool = True,
        own: bool = False,
        **options: object,
    ) -> Visit:
        free = None if own or options else tabs[java_script_enabled]
        tab = free.pop() if free else Tab(browser, {"java_script_enabled": java_script_enabled, **options})
        used.append((tab, free))
        seen = tab.visit(url, scheme, width)
        seen.close = functools.partial(leave, tab, free)
        return seen

    yield open_page
    for tab, free in [*used]:
        leave(tab, free)


@pytest.fixture(scope="session")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """This repository's own journal, built once for all of pytest's workers."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "journal"
    with FileLock(shared / "journal.lock"):
        if (folder / "output").exists():
            return Built(folder / "output")
        return Site(folder, content=ROOT / "content", LEARNING_TIMELINE_SEARCH=True).build()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Serves a folder from this machine, as a host would, under a content security policy where one is given."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(folder: Path, policy: str = "") -> str:
        class Quiet(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def end_headers(self) -> None:
                if policy:
                    self.send_header("Content-Security-Policy", policy)
                super().end_headers()

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def address(journal: Built, serve: Callable[..., str]) -> str:
    """The journal served from this machine."""
    return serve(journal.folder)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take what CI asks for, which runs the quick tests as a newcomer does."""
    parser.addoption("--rest", action="store_true", help="leave out what a plain `invoke test` has run on any machine")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Files with long tests come first, the longest of all before them, so that no worker ends alone with one of them.

    Without a Chromium the tests that need one are skipped; with `REQUIRE_BROWSER` they fail.
    """
    if config.getoption("--rest"):
        quick = [item for item in items if _is_quick_anywhere(item)]
        config.hook.pytest_deselected(items=quick)
        items[:] = [item for item in items if item not in set(quick)]
    long = {item.path for item in items if any(map(item.get_closest_marker, _LONG))}
    items.sort(key=lambda item: (item.path.name != "test_growth.py", item.path not in long))
    if CHROMIUM is not None or os.environ.get("REQUIRE_BROWSER"):
        return
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what was not tested, and what was missing."""
    skipped = Counter(
        str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr).removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
    )
    if not skipped:
        return
    terminalreporter.section(f"NOT TESTED: {skipped.total()} TESTS WERE SKIPPED", sep="!", red=True, bold=True)
    for reason, tests in skipped.most_common():
        terminalreporter.line(f"{tests:5}  {reason}")


def _is_quick_anywhere(item: pytest.Item) -> bool:
    """Whether a plain `invoke test` runs all of a test: not of a property, nor of what another machine may lack."""
    return not (
        any(map(item.get_closest_marker, (*_LONG, "skipif")))
        or getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    )


def _is_local(url: str) -> bool:
    return url.startswith(("file:", "data:", "blob:", "about:", "http://127.0.0.1:", "http://localhost:"))
