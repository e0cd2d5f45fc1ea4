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
from typing import Any, Literal, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .programs import pagefind_version

PREFIX = "LEARNING_TIMELINE_"
# Pelican's own, which nothing else looks at before they are used.
_TEXTS = ("SITENAME", "TIMEZONE", "CACHE_PATH", "DEFAULT_LANG")
# https://www.rfc-editor.org/rfc/rfc4151#section-2.1
_AUTHORITY = re.compile(r"(?:(?:[A-Za-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?)?")


class SettingError(Exception):
    """A setting is misspelt or has a value of the wrong type; says which, and what it takes."""


class _Unfit(ValueError):  # noqa: N818 - it reads as what is so
    """A value is of the wrong type; says what a setting takes."""


def _of(kinds: Any, wanted: str) -> Callable[[Any], Any]:  # noqa: ANN401 - types, as `isinstance` takes them
    """What reads a value that stays as it is."""

    def read(value: object) -> object:
        if not isinstance(value, kinds):
            raise _Unfit(wanted)
        return value

    return read


_text, _truth = _of(str, "text"), _of(bool, "True or False")


def _path(what: str) -> Callable[[Any], Path | None]:
    given = _of(str | Path | None, f"the path of a {what}")
    return lambda value: Path(value) if given(value) else None


def _choice(*choices: str) -> Callable[[Any], str]:
    *others, last = [repr(one) for one in choices if one]

    def read(value: object) -> str:
        for one in choices:
            if value == one:
                return one
        raise _Unfit(f"{', '.join(others)} or {last}")

    return read


def _texts(value: object) -> tuple[str, ...]:
    values = [value] if isinstance(value, str | Path) else value
    if not isinstance(values, list | tuple) or not all(isinstance(item, str | Path) for item in values):
        raise _Unfit("a list of texts")
    return tuple(str(item) for item in values)


def _commands(value: Any) -> dict[str, Any] | None:  # noqa: ANN401 - this is the edge where untyped values become typed
    if value is None:
        return None
    items = value.items() if isinstance(value, dict) else [(None, None)]
    bodies = [(name, one[0] if isinstance(one, list | tuple) and one else one) for name, one in items]
    if not all(isinstance(one, str) for item in bodies for one in item):
        raise _Unfit(r"commands and what they stand for, such as {'R': r'\mathbb{R}'}")
    return dict(value)


def _authority(value: object) -> str:
    if not isinstance(value, str) or not _AUTHORITY.fullmatch(value):
        raise _Unfit("a host or an e-mail address and a year, such as 'example.org,2026'")
    return value


def _day(value: Any) -> date | None:  # noqa: ANN401 - see above
    if value is None or value == "":
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _Unfit("a day such as '2026-11-23'") from None


# What reads a value, by the type of its field; a setting may have one of its own.
_READ: Mapping[Any, Callable[[Any], Any]] = {
    bool: _truth,
    bool | None: _of(bool | None, "True, False or None"),
    str: _text,
    tuple[str, ...]: _texts,
    date | None: _day,
    Path | None: _path("file"),
    Mapping[str, Any] | None: _commands,
}


def _setting(says: str, default: Any = None, read: Callable[[Any], Any] | None = None) -> Any:  # noqa: ANN401 - one helper for fields of every type
    return field(default=default, metadata={"says": says, "read": read})


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
    today: date | None = _setting(
        "the day that counts as today, `YYYY-MM-DD`; by default the day of `SOURCE_DATE_EPOCH`, otherwise that of the "
        "build, in `TIMEZONE`"
    )
    future: bool = _setting(
        "whether to publish posts dated after today; if not, the build lists them and leaves them out", default=True
    )
    markdown: bool = _setting(
        "read Markdown with the plugin's reader: YAML front matter or none, dates from file names and git, formulas",
        default=False,
    )
    dialect: str = _setting(
        "the program that the notes were written with, such as `'obsidian'` or `'hugo'`, or `'plain'` for none; by "
        "default the build recognises it by its files",
        default="",
    )
    date_order: str = _setting(
        "whether `03/04/2024` starts with the day, `'dmy'`, or the month, `'mdy'`; by default a site of Jekyll, Nikola or "
        "Quarto has the order of its program, and any other such date is reported and not used",
        default="",
        read=_choice("", "dmy", "mdy"),
    )
    topics: str = _setting("the file of topics, relative to the content folder; optional", default="topics.yaml")
    milestones: str = _setting(
        "the file of milestones, relative to the content folder; optional", default="milestones.yaml"
    )
    story: str = _setting(
        "the file with your changes to the story, relative to the content folder; optional", default="story.yaml"
    )
    bibliography: str = _setting(
        "the bibliography in BibTeX, relative to the content folder; optional", default="resources.bib"
    )
    world: str = _setting(
        "the folder of series of the world, relative to the content folder; optional", default="world"
    )
    citation_style: str = _setting(
        "the citation style: `'author-date'`, an installed style such as `'apa'` or `'ieee'`, or a file such as "
        "`'my.csl'`, relative to the content folder",
        default="author-date",
    )
    addresses: str = _setting(
        "the record of all published addresses, relative to the content folder; builds then keep each of them alive",
        default="",
    )
    ignore_revs: tuple[str, ...] = _setting(
        "files that list bulk commits, one id per line, in addition to the repository's `.git-blame-ignore-revs`",
        default=(),
    )
    ignore_authors: tuple[str, ...] = _setting(
        "names or e-mail addresses whose commits never move a date, such as bots; `*` matches anything", default=()
    )
    plotly_js: Path | None = _setting(
        "a smaller bundle of plotly.js, relative to the content folder; used only if it has the version that "
        "plotly.py comes with"
    )
    macros: Mapping[str, Any] | None = _setting(
        r"commands for formulas, each with its definition, such as `{'R': r'\mathbb{R}'}`, or with its definition and "
        "its number of arguments"
    )
    trust: Literal["html", "text"] = _setting(
        "`'text'` removes scripts, frames and the like from posts, for a journal that accepts posts from others",
        default="html",
    )
    feed_id: str = _setting(
        "the start of all ids in feeds, such as `example.org,2026` or `ada@example.org,2026`: a host or e-mail "
        "address of yours, and a year in which it was yours; by default made from `SITENAME`, so that no host is part "
        "of it",
        default="",
        read=_authority,
    )
    licence: str = _setting(
        "the licence of the site's texts and data, preferably an SPDX id such as `CC-BY-4.0`; without one, all rights "
        "are reserved",
        default="",
    )
    snapshots: bool = _setting("if a linked page is gone, show the text that `invoke links` saved of it", default=False)
    source: Path | None = _setting(
        "the folder of the repository whose published files the site carries in `/source/`; by default none",
        read=_path("folder"),
    )
    source_history: Literal["published", "everything"] = _setting(
        "`'everything'` makes the site carry everything that was ever committed: drafts, deleted text, and who "
        "committed it",
        default="published",
    )
    check: bool = _setting("read everything, report problems, and write nothing", default=False)
    strict: bool = _setting(
        "stop the build for remarks as well: a formula that cannot be shown, a field of another program, and the like",
        default=False,
    )
    search: bool | None = _setting(
        "whether Pagefind indexes posts for `/search/`; by default if `SITEURL` is set and Pagefind is installed"
    )
    simulated: str = _setting("a sentence shown on every page of a journal that is not real", default="")

    @classmethod
    def from_pelican(cls, mapping: Mapping[str, Any]) -> Settings:
        """Read Pelican's settings.

        Raises:
            SettingError: a name under the prefix is unknown, or a value is of the wrong type.
        """
        given = {name.removeprefix(PREFIX): value for name, value in mapping.items() if name.startswith(PREFIX)}
        types = get_type_hints(cls)
        known = {f.name.upper(): f.metadata["read"] or _reader(types[f.name]) for f in fields(cls) if f.metadata}
        for name in given:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                mend = f"did you mean {PREFIX}{near[0]}?" if near else "remove it; docs/settings.md lists all"
                raise SettingError(f"{PREFIX}{name}: there is no such setting: {mend}")
        for name in _TEXTS:
            if not isinstance(mapping.get(name, ""), str | Path):
                raise SettingError(f"{name}: {mapping[name]!r} is not valid: use text")
        values: dict[str, Any] = {name.lower(): _read(name, known[name], value) for name, value in given.items()}
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


def _reader(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - the type of a field
    return _choice(*get_args(kind)) if get_origin(kind) is Literal else _READ[kind]


def _read(name: str, read: Callable[[Any], Any], value: Any) -> Any:  # noqa: ANN401 - see above
    try:
        return read(value)
    except _Unfit as unfit:
        raise SettingError(f"{PREFIX}{name}: {value!r} is not valid: use {unfit}") from None
