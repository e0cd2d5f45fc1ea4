"""What a person gives as an option in, a value that will do out; the command ends with 2 where it will not."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from ...core.typed import remember_folder
from ..workplace import Workplace, refuse

# Help of options that several commands have.
CONTENT = "folder of posts (default: the site's)"
TODAY = "the day that counts as today, as 2026-11-23 (default: the day of the build)"
AS = "the program of the notes, such as obsidian, jekyll or plain; an unknown one lists all (default: by its files)"
FUTURE = "publish posts dated after today too"
JSON = "print the result as JSON, and everything else to standard error"


def day(text: str, option: str = "--today") -> str:
    """A day as ISO 8601 has it."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        refuse(f"{option} {text}: that is not a day: write it as 2026-11-23")


def dialect(name: str) -> str:
    """The name of a program whose notes can be read."""
    from ...reading.dialects.detection import DIALECTS

    if name not in DIALECTS:
        refuse(f"--as {name}: there is no such program here: name one of {', '.join(DIALECTS)}")
    return name


def path(text: str, default: Path) -> Path:
    """A path, from where the person stands."""
    return Path(text).resolve() if text else default


def folder(here: Workplace, content: str) -> Path:
    """The folder of posts that is meant, which must be there; of a site of another program that of the site."""
    found = path(content, here.content)
    if not found.is_dir():
        refuse(f"--content {content or found}: there is no such folder")
    remember_folder("" if found == here.content else content)
    if found == here.content:
        return found
    from ...reading.dialects.detection import site_of

    site = site_of(found)
    if site != found:
        # Not to standard output, which may be JSON or a `topics.yaml`.
        print(f"{found} is read as a part of the site in {site}.", file=sys.stderr)
    return site


def settings(
    here: Workplace, content: Path, *, name: str = "", today: str = "", future: bool = False, as_: str = ""
) -> dict[str, object]:
    """Pelican's settings of a build that differ from the site's own."""
    changed: dict[str, object] = {}
    if name or content != here.content:
        title = name or content.name.replace("-", " ").replace("_", " ").title()
        changed |= {"SITENAME": title, "SITESUBTITLE": ""}
    if content != here.content:
        changed["LEARNING_TIMELINE_ADDRESSES"] = ""
    if today:
        changed["LEARNING_TIMELINE_TODAY"] = day(today)
    if as_:
        changed["LEARNING_TIMELINE_DIALECT"] = dialect(as_)
    return changed | ({"LEARNING_TIMELINE_FUTURE": True} if future else {})
