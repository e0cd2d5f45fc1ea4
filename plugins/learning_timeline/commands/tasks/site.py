"""The commands that make a site and look at it: build, check, serve."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ..registry import command
from ..workplace import Workplace, refuse
from . import options


@command(
    examples=("build", "build --content ~/notes --output ~/notes-site", "build --reproducible"),
    help={
        "content": options.CONTENT,
        "output": "where the site goes (default: as in the settings)",
        "name": "name of the site (default: as in the settings, or that of the folder)",
        "today": options.TODAY,
        "as_": options.AS,
        "future": options.FUTURE,
        "reproducible": "use the time of the last commit as the clock, so one commit gives the same bytes on any day",
    },
)
def build(
    here: Workplace,
    content: str = "",
    output: str = "",
    name: str = "",
    today: str = "",
    future: bool = False,
    as_: str = "",
    reproducible: bool = False,
) -> None:
    """Build the site; if anything is wrong, the old one stays as it is."""
    folder = options.folder(here, content)
    if reproducible:
        _stop_clock(folder)
    changed = options.settings(here, folder, name=name, today=today, future=future, as_=as_)
    here.build(folder, options.path(output, here.output), changed)


def _stop_clock(folder: Path) -> None:
    """Let what is started now take the time of the last commit for the clock (reproducible-builds.org)."""
    from ..._seam import analytics

    time = analytics.read_last_commit_time(folder)
    if time is None:
        refuse(f"--reproducible: nothing is committed in {folder}: commit it first, or name the day by --today")
    os.environ["SOURCE_DATE_EPOCH"] = str(time)


@command(
    examples=("check", "check --quick", "check --strict --json"),
    help={
        "content": options.CONTENT,
        "quick": "check only the content, without building the site",
        "strict": "fail for remarks too",
        "today": options.TODAY,
        "as_": options.AS,
        "future": "check posts dated after today as well",
        "json": options.JSON,
    },
)
def check(
    here: Workplace,
    content: str = "",
    quick: bool = False,
    today: str = "",
    future: bool = False,
    strict: bool = False,
    as_: str = "",
    json: bool = False,
) -> None:
    """Report all problems of the content and of the site as it will be published (links, HTML, feeds, accessibility)."""
    from ..whole_check import WholeCheck

    folder = options.folder(here, content)
    changed = options.settings(here, folder, today=today, future=future, as_=as_)
    with tempfile.TemporaryDirectory(prefix="learning-timeline-") as made:
        WholeCheck(here, folder, Path(made), changed, is_strict=strict, is_json=json).run(quick=quick)


@command(
    examples=("serve", "serve --content ~/notes --port 8080"),
    help={
        "content": options.CONTENT,
        "port": "port on this machine (default: 8000)",
        "today": options.TODAY,
        "as_": options.AS,
        "future": options.FUTURE,
    },
)
def serve(
    here: Workplace, content: str = "", port: int = 8000, today: str = "", future: bool = False, as_: str = ""
) -> None:
    """Show the site at http://localhost:8000 while you write: pages update with each save, with drafts and problems."""
    from .. import serve as work

    folder = options.folder(here, content)
    try:
        work.serve(
            here.config,
            options.settings(here, folder, today=today, future=future, as_=as_) | work.FOR_ITS_AUTHOR,
            content=folder,
            looks=here.looks,
            programs=here.programs,
            port=port,
        )
    except OSError as error:
        refuse(f"--port {port}: {error.strerror}: choose another one")
    except OverflowError:
        refuse(f"--port {port}: there is no such port: choose one up to 65535")
