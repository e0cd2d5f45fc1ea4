"""Pelican's settings in, one frozen ``Settings`` out: read once, then trusted.

Every setting of the plugin starts with ``LEARNING_TIMELINE_``. A misspelt one is an error that names the right one,
since a setting that silently does nothing costs an evening. The table of settings in docs/settings.md is generated from
``Settings`` and checked by a test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .programs import pagefind_version

PREFIX = "LEARNING_TIMELINE_"
# Pelican's own, which nothing else looks at before they are used.
_TEXTS = ("SITENAME", "TIMEZONE", "CACHE_PATH", "DEFAULT_LANG")
# The programs whose journals are read; each has a module in `reading.dialects`.
DIALECTS = (
    "obsidian",
    "logseq",
    "garden",
    "tiddlywiki",
    "dendron",
    "foam",
    "jekyll",
    "hexo",
    "hugo",
    "zola",
    "quarto",
    "rmarkdown",
    "nikola",
    "mkdocs",
    "myst",
    "docusaurus",
    "vitepress",
    "astro",
    "observable",
    "gatsby",
    "eleventy",
    "nextjs",
    "pelican",
    "plain",
)
_CHOICES = {
    "TRUST": ("html", "text"),
    "SOURCE_HISTORY": ("published", "everything"),
    "DIALECT": ("", *DIALECTS),
    "DATE_ORDER": ("", "dmy", "mdy"),
}
# https://www.rfc-editor.org/rfc/rfc4151#section-2.1
_AUTHORITY = r"(?:(?:[A-Za-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?)?"


class SettingError(Exception):
    """A setting is misspelt or has a value of the wrong type; says which, and what it takes."""


def _documented(default: Any, says: str) -> Any:  # noqa: ANN401 - one helper for fields of every type
    return field(default=default, metadata={"says": says})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the plugin was asked to do.

    The fields with a description are the settings a person may give, under ``LEARNING_TIMELINE_`` and in capitals; the
    others are Pelican's own.
    """

    content: Path
    zone: ZoneInfo
    cache: Path
    language: str = "en"
    today: date | None = _documented(
        None,
        "the day that counts as today, `YYYY-MM-DD`; by default the day of `SOURCE_DATE_EPOCH`, otherwise that of the "
        "build, in `TIMEZONE`",
    )
    future: bool = _documented(
        True,  # noqa: FBT003 - the default of a field, not an argument
        "whether to publish posts dated after today; if not, the build lists them and leaves them out",
    )
    markdown: bool = _documented(
        False,  # noqa: FBT003 - the default of a field, not an argument
        "read Markdown with the plugin's reader: YAML front matter or none, dates from file names and git, formulas",
    )
    dialect: str = _documented(
        "",
        "the program that the notes were written with, such as `'obsidian'` or `'hugo'`, or `'plain'` for none; by "
        "default the build recognises it by its files",
    )
    date_order: str = _documented(
        "",
        "whether `03/04/2024` starts with the day, `'dmy'`, or the month, `'mdy'`; by default a site of Jekyll, Nikola or "
        "Quarto has the order of its program, and any other such date is reported and not used",
    )
    topics: str = _documented("topics.yaml", "the file of topics, relative to the content folder; optional")
    milestones: str = _documented("milestones.yaml", "the file of milestones, relative to the content folder; optional")
    story: str = _documented(
        "story.yaml", "the file with your changes to the story, relative to the content folder; optional"
    )
    bibliography: str = _documented(
        "resources.bib", "the bibliography in BibTeX, relative to the content folder; optional"
    )
    world: str = _documented("world", "the folder of series of the world, relative to the content folder; optional")
    citation_style: str = _documented(
        "author-date",
        "the citation style: `'author-date'`, an installed style such as `'apa'` or `'ieee'`, or a file such as "
        "`'my.csl'`, relative to the content folder",
    )
    addresses: str = _documented(
        "", "the record of all published addresses, relative to the content folder; builds then keep each of them alive"
    )
    ignore_revs: tuple[str, ...] = _documented(
        (), "files that list bulk commits, one id per line, in addition to the repository's `.git-blame-ignore-revs`"
    )
    ignore_authors: tuple[str, ...] = _documented(
        (), "names or e-mail addresses whose commits never move a date, such as bots; `*` matches anything"
    )
    plotly_js: Path | None = _documented(
        None,
        "a smaller bundle of plotly.js, relative to the content folder; used only if it has the version that "
        "plotly.py comes with",
    )
    macros: Mapping[str, Any] | None = _documented(
        None,
        r"commands for formulas, each with its definition, such as `{'R': r'\mathbb{R}'}`, or with its definition and "
        "its number of arguments",
    )
    trust: Literal["html", "text"] = _documented(
        "html", "`'text'` removes scripts, frames and the like from posts, for a journal that accepts posts from others"
    )
    feed_id: str = _documented(
        "",
        "the start of all ids in feeds, such as `example.org,2026` or `ada@example.org,2026`: a host or e-mail "
        "address of yours, and a year in which it was yours; by default made from `SITENAME`, so that no host is part "
        "of it",
    )
    licence: str = _documented(
        "",
        "the licence of the site's texts and data, preferably an SPDX id such as `CC-BY-4.0`; without one, all rights "
        "are reserved",
    )
    snapshots: bool = _documented(
        False,  # noqa: FBT003 - the default of a field, not an argument
        "if a linked page is gone, show the text that `invoke links` saved of it",
    )
    source: Path | None = _documented(
        None,
        "the folder of the repository whose published files the site carries in `/source/`; by default none",
    )
    source_history: Literal["published", "everything"] = _documented(
        "published",
        "`'everything'` makes the site carry everything that was ever committed: drafts, deleted text, and who "
        "committed it",
    )
    check: bool = _documented(False, "read everything, report problems, and write nothing")  # noqa: FBT003 - a default
    strict: bool = _documented(
        False,  # noqa: FBT003 - the default of a field, not an argument
        "stop the build for remarks as well: a formula that cannot be shown, a field of another program, and the like",
    )
    search: bool | None = _documented(
        None,
        "whether Pagefind indexes posts for `/search/`; by default if `SITEURL` is set and Pagefind is installed",
    )
    simulated: str = _documented("", "a sentence shown on every page of a journal that is not real")

    @classmethod
    def from_pelican(cls, mapping: Mapping[str, Any]) -> Settings:
        """Read Pelican's settings.

        Raises:
            SettingError: a name under the prefix is unknown, or a value is of the wrong type.
        """
        given = {name.removeprefix(PREFIX): value for name, value in mapping.items() if name.startswith(PREFIX)}
        known = {name.upper() for name in documented()}
        for name in given:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                mend = f"did you mean {PREFIX}{near[0]}?" if near else "remove it; docs/settings.md lists all"
                msg = f"{PREFIX}{name}: there is no such setting: {mend}"
                raise SettingError(msg)
        for name in _TEXTS:
            if not isinstance(mapping.get(name, ""), str | Path):
                raise SettingError(f"{name}: {mapping[name]!r} is not valid: use text")
        values: dict[str, Any] = {name.lower(): _read(name, value) for name, value in given.items()}
        if values.get("search") is None:
            # A stranger's site is not told to install a program that it never asked for.
            is_wanted = bool(values.get("markdown") or pagefind_version())
            values["search"] = bool(mapping.get("SITEURL")) and is_wanted
        # A stranger's site decides by Pelican's own setting, so that the plugin hides none of its posts.
        values.setdefault("future", bool(mapping.get("WITH_FUTURE_DATES", True)))
        content = Path(mapping["PATH"])
        if values.get("source"):
            values["source"] = content / values["source"]
        if values.get("plotly_js"):
            values["plotly_js"] = content / values["plotly_js"]
        return cls(
            content=content,
            zone=_zone(mapping.get("TIMEZONE", "UTC")),
            cache=Path(mapping["CACHE_PATH"]) / "learning_timeline",
            language=mapping.get("DEFAULT_LANG", "en"),
            **values,
        )


def documented() -> dict[str, str]:
    """The settings that a person may give, by field name, with their descriptions."""
    return {f.name: f.metadata["says"] for f in fields(Settings) if "says" in f.metadata}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        msg = f"TIMEZONE: {name!r} is not a time zone: give one such as 'Europe/Zurich' or 'UTC'"
        raise SettingError(msg) from error


def _read(name: str, value: Any) -> Any:  # noqa: ANN401 - this is the edge where untyped values become typed
    match name:
        case _ if name in _CHOICES:
            read: Callable[[str, Any], Any] = _choice
        case "TODAY":
            read = _day
        case "FEED_ID":
            read = _authority
        case "FUTURE" | "MARKDOWN" | "SNAPSHOTS" | "CHECK" | "STRICT":
            read = _truth
        case "SEARCH":
            read = _truth_or_none
        case (
            "TOPICS"
            | "MILESTONES"
            | "STORY"
            | "BIBLIOGRAPHY"
            | "CITATION_STYLE"
            | "LICENCE"
            | "ADDRESSES"
            | "SIMULATED"
        ):
            read = _text
        case "MACROS":
            read = _commands
        case "PLOTLY_JS":
            read = _file
        case "SOURCE":
            read = _folder
        case _:
            read = _texts
    return read(name, value)


def _truth(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name, value, "True or False")
    return value


def _truth_or_none(name: str, value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise _wrong(name, value, "True, False or None")
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _wrong(name, value, "text")
    return value


def _commands(name: str, value: object) -> dict[str, Any] | None:
    if value is None:
        return None
    is_mapping = isinstance(value, dict) and all(isinstance(key, str) for key in value)
    bodies = (
        [one[0] if isinstance(one, list | tuple) and one else one for one in value.values()]
        if isinstance(value, dict)
        else []
    )
    if not is_mapping or not all(isinstance(body, str) for body in bodies):
        raise _wrong(name, value, r"commands and what they stand for, such as {'R': r'\mathbb{R}'}")
    return dict(value)  # type: ignore[call-overload, no-any-return] # it is a mapping


def _authority(name: str, value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(_AUTHORITY, value):
        raise _wrong(name, value, "a host or an e-mail address and a year, such as 'example.org,2026'")
    return value


def _choice(name: str, value: object) -> str:
    for one in _CHOICES[name]:
        if value == one:
            return one
    *others, last = [repr(one) for one in _CHOICES[name] if one]
    raise _wrong(name, value, f"{', '.join(others)} or {last}")


def _file(name: str, value: object) -> Path | None:
    if value is not None and not isinstance(value, str | Path):
        raise _wrong(name, value, "the path of a file")
    return Path(value) if value else None


def _folder(name: str, value: object) -> Path | None:
    if value is not None and not isinstance(value, str | Path):
        raise _wrong(name, value, "the path of a folder")
    return Path(value) if value else None


def _texts(name: str, value: object) -> tuple[str, ...]:
    values = [value] if isinstance(value, str | Path) else value
    if not isinstance(values, list | tuple) or not all(isinstance(item, str | Path) for item in values):
        raise _wrong(name, value, "a list of texts")
    return tuple(str(item) for item in values)


def _day(name: str, value: Any) -> date | None:  # noqa: ANN401 - see _read
    if value is None or value == "":
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong(name, value, "a day such as '2026-11-23'") from None


def _wrong(name: str, value: object, wanted: str) -> SettingError:
    return SettingError(f"{PREFIX}{name}: {value!r} is not valid: use {wanted}")
