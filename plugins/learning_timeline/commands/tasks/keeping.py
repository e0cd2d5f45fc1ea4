"""The commands that keep a journal for decades: links, archive, restore, world."""

from __future__ import annotations

import json as json_format
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.exceptions import Exit

from ...core.amounts import amount
from ..registry import command
from ..workplace import Workplace, refuse
from . import options

if TYPE_CHECKING:
    from invoke.context import Context


@command(
    examples=("links --most 50", "links --report", "links --report --json"),
    help={
        "content": options.CONTENT,
        "report": "report what is known to be gone, without asking any other site",
        "most": "check at most this many addresses (default: all that are due)",
        "json": options.JSON,
    },
)
def links(here: Workplace, content: str = "", report: bool = False, most: int = 0, json: bool = False) -> None:
    """Check external links, save the text of each page beside the posts, and report what is gone."""
    from .. import outside

    folder = options.folder(here, content)

    def say(sentence: str) -> None:
        print(sentence, file=sys.stderr if json else sys.stdout)

    if not report:
        settings = options.settings(here, folder)
        outside.look_at_due(folder, lambda site: here.pelican(folder, site, settings, is_quiet=json), most, say)
    if json:
        print(json_format.dumps({"links": outside.looks_as_json(folder)}, ensure_ascii=False, indent=2))
    else:
        outside.tell(folder, say)
    if not report:
        say(f"What was found is in {folder / 'snapshots'}: commit it.")


@command(
    examples=("archive --output journal.tar", "archive --no-wheels"),
    help={
        "output": "a new folder, or a .tar or .zip file (default: journal-DAY.tar, with the day of the last commit)",
        "wheels": "include the packages that build the site without a network (default: yes)",
    },
)
def archive(here: Workplace, output: str = "", wheels: bool = True) -> None:
    """Pack the whole journal as a BagIt package: posts, history, site, data, software, and instructions for its finder."""
    from ..archive import pack

    pack(here.root, output, name=str(here.settings.get("SITENAME") or ""), wheels=wheels, say=print)


@command(
    examples=("restore ~/Downloads/site --into journal-again",),
    needs_site=False,
    positional=["site"],
    help={
        "site": "folder of a site that carries its source, or the `data` folder of an archive",
        "into": "where the repository goes: an empty or new folder",
    },
)
def restore(_: Context, site: str, into: str) -> None:
    """Rebuild the repository of a site from nothing but the site."""
    from .. import restore as work

    if not into:
        refuse("--into: name a new folder")
    try:
        restored = work.restore(Path(site).resolve(), Path(into).resolve())
    except work.CannotRestore as failure:
        raise Exit(f"{failure}. Nothing was written.", code=1) from None
    except OSError as error:
        raise Exit(f"{error.filename or into}: {error.strerror}. Nothing was written.", code=1) from None
    commits = amount(restored.commits, "commit is", "commits are")
    print(f"{commits} in {into}; all files are those of tree {restored.tree}, as the site says.")


@command(
    examples=("world", "world --series compute --write"),
    help={
        "series": "one series, by its file name (default: all that have an `upstream`)",
        "everything": "offer every new point, not only new bests",
        "write": "add the points to the files (default: only show them)",
    },
)
def world(here: Workplace, series: str = "", everything: bool = False, write: bool = False) -> None:
    """Show newer points for the series in content/world, and add them with --write; existing points stay as they are."""
    from ...core.clock import authors_day
    from ..world import update

    update(here.content / "world", only=series, is_all=everything, is_writing=write, today=authors_day(), say=print)
