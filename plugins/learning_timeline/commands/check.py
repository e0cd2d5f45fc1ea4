"""A built site in; out, all that is wrong with it: links, HTML, feeds, and what keeps people from reading it.

What cannot be checked here, for lack of a program, is said as plainly as what is wrong.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..core.amounts import amount
from ..core.progress import Progress
from ..core.typed import install
from .findings import Finding, Sources, Told, told
from .links import LinkChecker
from .markup import check_markup, checker_command

# So many pages are checked by the slower checkers; of more, those of all kinds and a fair share of the others.
MOST_MARKUP = 1_000
MOST_BARRIERS = 40
_BEGINNING_BYTES = 1_000
# A photograph that fills a large screen has less than half of it.
_MOST_PICTURE_BYTES = 3_000_000
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff")
# Where a site is thought to be as long as nobody has said where it will be.
NOWHERE = "http://localhost:8000"
_NUMBER = re.compile(r"^\d+(?=s?$)")


@dataclass(slots=True)
class Report:
    """What the checks of a site came to.

    Attributes:
        findings: what is wrong.
        done: what was checked, a phrase each.
        left_out: what was not, a sentence each.
        lost: what is named and not there, as file and path; findings tell it.
    """

    findings: list[Finding] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    lost: set[tuple[str, str]] = field(default_factory=set)


def check_site(site: Path, address: str, root: Path) -> Report:
    """Check a built site.

    Args:
        site: its folder.
        address: of the site on the web, without a slash at its end; of this machine where it has none yet.
        root: the folder whose `node_modules` may hold the checker of HTML.
    """
    report, progress = Report(), Progress()
    files = _files_of(site)
    pages = [file for file in files if file.endswith(".html")]
    try:
        links = LinkChecker(site, address)
        report.findings += links.check(files, _reporter(progress, "Following links", len(files)))
        report.lost = links.lost
        report.done.append(f"the links of {amount(len(pages), 'page')}")
        report.findings += _heavy_pictures(site, files)
        _check_feeds(site, files, report, progress)
        _check_markup(site, pages, root, report, progress)
        _check_barriers(site, address, pages, report, progress)
    finally:
        progress.end()
    return report


def _heavy_pictures(site: Path, files: Sequence[str]) -> Iterator[Finding]:
    """Pictures that take readers long to load."""
    for file in files:
        if file.lower().endswith(_PICTURES) and (size := (site / file).stat().st_size) > _MOST_PICTURE_BYTES:
            what = f"has {size / 1e6:,.1f} MB, which everyone who sees it has to load"
            yield Finding(file, what, f"make it smaller, to at most {_MOST_PICTURE_BYTES / 1e6:.0f} MB")


def tell(report: Report, sources: Sources, seconds: float, say: Callable[[str], None]) -> list[Told]:
    """Say what is wrong, what was checked and what was not; all that is wrong."""
    found = told(report.findings, sources)
    for one in found:
        say(str(one))
    for sentence in report.left_out:
        say(f"NOT CHECKED: {sentence}")
    outcome = f"{amount(len(found), 'remark')} on the site" if found else "no problems with the site"
    say(f"Checked {', '.join(report.done)} in {seconds:.1f} seconds: {outcome}.")
    return found


def checked(
    site: Path, content: Path, address: str, root: Path, say: Callable[[str], None]
) -> tuple[list[Told], Report]:
    """Check a site and say all of it; what is wrong, and what was checked and what was not.

    Args:
        site: its folder.
        content: the folder of posts.
        address: of the site on the web; empty if nobody has said it.
        root: the folder whose `node_modules` may hold the checker of HTML.
        say: is told of it.
    """
    began = time.monotonic()
    report = check_site(site, address or NOWHERE, root)
    if not address:
        report.left_out.append("links that begin with /, since SITEURL is not set: a site may lie below a path.")
    return tell(report, Sources.of(site, content), time.monotonic() - began, say), report


def sample(site: Path, pages: Sequence[str], most: int) -> list[str]:
    """Some of the pages: the largest of each kind, then of the others one in so many.

    Pages are of one kind that lie equally deep in a folder of one name, years and months being one.
    """
    largest: dict[tuple[str, ...], tuple[int, str]] = {}
    for page in pages:
        size = (site / page).stat().st_size
        largest[_kind(page)] = max(largest.get(_kind(page), (0, "")), (size, page))
    first = sorted(page for _, page in largest.values())[:most]
    others = sorted(set(pages) - set(first))
    room = most - len(first)
    step = max(1, -(-len(others) // room)) if room else 0
    return [*first, *(others[::step] if step else [])]


def kinds(site: Path, pages: Sequence[str], most: int) -> list[str]:
    """The largest page of each kind, but no more than so many."""
    return sample(site, pages, min(most, len({_kind(page) for page in pages})))


def _kind(page: str) -> tuple[str, ...]:
    *folders, name = page.removesuffix("/index.html").split("/")
    parts = [_NUMBER.sub("0", folder) for folder in folders]
    # A page in a folder is one of many; those at the top differ from each other.
    return (*parts, "*" if folders else _NUMBER.sub("0", name))


def _files_of(site: Path) -> list[str]:
    """All files of a site, sorted, but those that no host shows."""
    found = []
    for place, folders, names in os.walk(site):
        folders.sort()
        inside = os.path.relpath(place, site)
        prefix = "" if inside == "." else f"{inside.replace(os.sep, '/')}/"
        found += [f"{prefix}{name}" for name in sorted(names)]
    return found


def _check_feeds(site: Path, files: Sequence[str], report: Report, progress: Progress) -> None:
    try:
        # Its parser of feeds is more than a person needs whose site another program writes.
        from .feed_rules import check_feed, feed_kind  # noqa: PLC0415
    except ImportError:
        report.left_out.append(f"the feeds: feedparser is not installed (run `{install('journal')}`).")
        return
    feeds = []
    for file in files:
        if file.endswith((".xml", ".json")):
            with (site / file).open("rb") as stream:
                if kind := feed_kind(file, stream.read(_BEGINNING_BYTES)):
                    feeds.append((file, kind))
    told_of = _reporter(progress, "Reading feeds", len(feeds))
    for number, (file, kind) in enumerate(feeds, start=1):
        report.findings += check_feed(file, kind, (site / file).read_bytes())
        told_of(number)
    report.done.append(amount(len(feeds), "feed"))


def _check_markup(site: Path, pages: Sequence[str], root: Path, report: Report, progress: Progress) -> None:
    command = checker_command(root)
    if isinstance(command, str):
        report.left_out.append(f"the HTML: {command}.")
        return
    some = sample(site, pages, MOST_MARKUP)
    try:
        report.findings += check_markup(command, site, some, _reporter(progress, "Checking HTML", len(some)))
    except OSError as error:
        report.left_out.append(f"the HTML: {error}.")
        return
    report.done.append(f"the HTML of {_share(len(some), len(pages))}")


def _check_barriers(site: Path, address: str, pages: Sequence[str], report: Report, progress: Progress) -> None:
    try:
        # A browser is more than a person needs who writes.
        from .barriers import NoBrowser, check_barriers  # noqa: PLC0415
    except ImportError:
        report.left_out.append(f"accessibility: Playwright is not installed (run `{install('check')}`).")
        return
    some = kinds(site, pages, MOST_BARRIERS)
    try:
        report.findings += check_barriers(
            site, address, some, report.lost, _reporter(progress, "Looking at pages", len(some))
        )
    except NoBrowser as why:
        report.left_out.append(f"accessibility: {why}.")
        return
    report.done.append(f"accessibility of {amount(len(some), 'page')}, one of each kind")


def _reporter(progress: Progress, stage: str, total: int) -> Callable[[int], None]:
    return lambda done: progress.report(stage, done, total)


def _share(some: int, all_of_them: int) -> str:
    return f"all {all_of_them:,}" if some == all_of_them else f"{some:,} of the {all_of_them:,}"
