"""Pages in, shown by a real browser; out, what keeps people from reading them, as far as axe-core finds it.

The browser is shown the site at its own address, with no server and no network: what a page asks for is taken from the
site's folder, and what is not there, or lies with another host, is found as well.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Error, Page, Playwright, Route, sync_playwright

from .findings import Finding

# WCAG 2.2, levels A and AA.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# A wide screen in daylight, and a telephone at night.
_SCREENS: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}},
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PATIENCE_MS = 60_000


class NoBrowser(Exception):  # noqa: N818 - it reads as what happened
    """There is no Chromium, or it does not start; the text says which."""


def violations(page: Page) -> Iterator[tuple[str, str, str]]:
    """What axe-core finds in a page that is open: the rule and the element, what is wrong, and how to fix it."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}}).then((all) => all.violations)", list(RULES)
    )
    for rule in found:
        for node in rule["nodes"]:
            target = " ".join(map(str, node["target"]))
            yield f"{rule['id']}: {target}", rule["help"], node["failureSummary"].splitlines()[-1].strip()


def check_barriers(
    site: Path, address: str, pages: Sequence[str], lost: AbstractSet[tuple[str, str]], report: Callable[[int], None]
) -> list[Finding]:
    """What a browser and axe-core find in these pages.

    Args:
        site: the folder of the site.
        address: of the site on the web, without a slash at its end.
        pages: paths from the folder.
        lost: what pages name themselves and is not there, as page and path; it has been told.
        report: is told how many pages have been looked at.

    Raises:
        NoBrowser: there is none.
    """
    with sync_playwright() as playwright:
        browser = _started(playwright)
        visitor = _Visitor(site, address, lost)
        try:
            for screen in _SCREENS:
                context = browser.new_context(**screen)
                context.route("**/*", visitor.answer)
                page = context.new_page()
                page.set_default_timeout(_PATIENCE_MS)
                for number, file in enumerate(pages, start=1):
                    visitor.visit(page, file)
                    report(number)
                context.close()
        finally:
            browser.close()
    return list(dict.fromkeys(visitor.findings))


def _started(playwright: Playwright) -> Any:  # noqa: ANN401 - a browser, of a package without which this module is not loaded
    known = next(filter(None, map(shutil.which, _NAMES)), None) or playwright.chromium.executable_path
    if not Path(known).exists():
        raise NoBrowser("there is no Chromium (on Debian: apt-get install chromium)")
    try:
        # Chromium's own sandbox refuses to run for root, as whom containers work; it is shown nothing but this site.
        return playwright.chromium.launch(executable_path=known, args=_OPTIONS, chromium_sandbox=False)
    except Error as error:
        raise NoBrowser(f"{known} does not start: {error.message.splitlines()[0]}") from None


class _Visitor:
    """Goes from page to page of one site, and notes what is wrong."""

    def __init__(self, site: Path, address: str, lost: AbstractSet[tuple[str, str]]) -> None:
        self.findings: list[Finding] = []
        self._site, self._address = site.resolve(), address
        self._lost = lost
        self._file = ""

    def visit(self, page: Page, file: str) -> None:
        self._file = file
        try:
            page.goto(f"{self._address}/{file.removesuffix('index.html')}")
            page.wait_for_load_state("networkidle")
            page.locator("details").evaluate_all("all => all.forEach((details) => (details.open = true))")
            found = list(violations(page))
        except Error as error:
            first = error.message.splitlines()[0]
            self._note(
                f"the browser could not look at it: {first}", "open the page, and look into the browser's console"
            )
            return
        for place, wrong, mend in found:
            self._note(f"accessibility: {place}: {wrong}", mend)

    def answer(self, route: Route) -> None:
        """Give the browser a file of the site, or note that there is none."""
        url = route.request.url
        root = f"{self._address}/"
        if not url.startswith(root):
            if urlsplit(url).scheme in {"http", "https"}:
                self._note(f"asks another host for {url}", "save the file in the content folder, and name it there")
            route.abort()
            return
        path = unquote(urlsplit(url[len(root) :]).path)
        file = (self._site / path / "index.html" if path.endswith("/") or not path else self._site / path).resolve()
        if file.is_file() and file.is_relative_to(self._site):
            route.fulfill(path=file)
        else:
            # Browsers ask for an icon unasked.
            if not path.endswith("favicon.ico") and (self._file, path) not in self._lost:
                self._note(f"asks for {path}, which is not there", "fix the script or the template that asks for it")
            route.fulfill(status=404, body="")

    def _note(self, wrong: str, mend: str) -> None:
        self.findings.append(Finding(self._file, wrong, mend))
