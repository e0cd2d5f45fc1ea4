"""A site of Jekyll or Octopress; what Hexo has differently is in `hexo`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..._seam import analytics
from ..comments import without_comments_of_templates
from ..field_values import FieldValue
from ..frontmatter import FrontMatter, rewritten
from ..markup import kramdown
from ..markup.liquid import Liquid
from ..moments import Ambiguous, moment_of
from ..names import path_from
from .dialect import Beside
from .permalinks import filled, of_day, slugged, spelt_out
from .site_files import (
    MARKDOWN,
    front_of,
    may_be_page,
    notes_in,
    parted_language,
    read_settings,
    standing,
    text_of,
    with_language,
)
from .website import Website, without_buttons

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title.html",
    "weekdate": "/:categories/:year/:month/:day/:title.html",
    "ordinal": "/:categories/:year/:month/:day/:title.html",
}
_SHORT_DAY = re.compile(r"\d\d-\d{1,2}-\d{1,2}")
_OF_YAML = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?")
_NAME = re.compile(r"(?P<day>\d{2,4}-\d{1,2}-\d{1,2})-(?P<name>.+)")
POSTS, _DRAFTS = "_posts", "_drafts"
# Where fastpages has the notebooks of which it makes posts.
_NOTEBOOKS = "_notebooks"
_OF_THEME = ("_layouts", "_includes", "_sass")


@dataclass(frozen=True)
class Jekyll(Website):
    """Posts in `_posts`, named by their days; text with Liquid.

    Attributes:
        files: that the site's settings may be in.
        pattern: of posts' addresses where nothing is said.
        has_zone: whether a setting says in which zone addresses count days.
        below: the setting that says below which path of its host the site is.
        permalink: the pattern of posts' addresses.
        collections: folders with documents beside the posts.
        patterns: of addresses that settings give to documents: the kind, the folder, the pattern.
        language: of the site, among several; Polyglot puts pages in the others into a folder of each.
    """

    name: ClassVar[str] = "jekyll"
    title: ClassVar[str] = "A Jekyll site"
    date_order: ClassVar[str] = "dmy"
    roots: ClassVar[tuple[str, ...]] = ("", "source/", "assets/", "static/", "public/", "_pages/")
    files: ClassVar[tuple[str, ...]] = ("_config.yml",)
    pattern: ClassVar[str] = "date"
    below: ClassVar[str] = "baseurl"
    has_zone: ClassVar[bool] = True

    permalink: str = _STYLES["date"]
    collections: tuple[str, ...] = ()
    patterns: tuple[tuple[str, str, str], ...] = ()
    language: str = ""

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings, and a folder of posts or of another collection; without settings by the folders of its theme."""
        homes = (f"{above}{POSTS}" for above in ("", "*/", "*/*/"))
        is_one = (folder / "_config.yml").is_file() and (
            any(next(folder.glob(home), None) for home in homes)
            or any((folder / one).is_dir() for one in _shown(folder))
        )
        is_one = is_one or ((folder / POSTS).is_dir() and any((folder / one).is_dir() for one in _OF_THEME))
        return cls._of_site(folder, content) if is_one else None

    @classmethod
    def _of_site(cls, folder: Path, content: Path) -> Self:
        said = read_settings(folder / name for name in cls.files)
        pattern = str(said.get("permalink") or cls.pattern)
        base = str(said.get(cls.below) or "").strip("/")
        languages = _texts(said.get("languages"))
        made = cls(
            **(standing(folder, content, said.get("url"), said) | {"base": f"/{base}" if base else ""}),
            languages=tuple(languages),
            language=str(said.get("default_lang") or said.get("lang") or "") if languages else "",
            permalink=_STYLES.get(pattern, pattern),
            collections=tuple(_shown_collections(said.get("collections"))),
            patterns=_patterns(said),
        )
        included = {one.strip("/").partition("/")[0] for one in _texts(said.get("include"))}
        return dataclasses.replace(made, pages=tuple(made._pages(content, included)))

    def _pages(self, content: Path, included: set[str]) -> list[str]:
        """Documents beside the posts that are pages of their own."""
        found = []
        for path in notes_in(content):
            parts = PurePosixPath(path).parts
            if self.is_post(path) or any(one.startswith("_") and one not in included for one in parts[:-1]):
                continue
            front = front_of(content, path)
            if front.fields and front.body.strip() and may_be_page(_name_of(path)):
                found.append(path)
        return found

    def is_post(self, path: str) -> bool:
        """Whether a file lies among the posts, drafts or documents of the site."""
        folders = PurePosixPath(f"{self.inside}{path}").parts[:-1]
        kept = {POSTS, _DRAFTS, *self.collections}
        if path.lower().endswith(analytics.NOTEBOOK):
            kept.add(_NOTEBOOKS)
        return any(one in kept for one in folders) and all(one in kept for one in folders if one.startswith("_"))

    def left_out(self, path: str) -> str:
        """What a note is that is no document of the site."""
        is_note = path.lower().endswith(MARKDOWN)
        is_notebook = path.startswith(f"{_NOTEBOOKS}/") and path.lower().endswith(analytics.NOTEBOOK)
        if is_notebook and (self.content / path.replace(_NOTEBOOKS, POSTS, 1)).with_suffix(".md").is_file():
            return "document beside the Markdown made of it"
        if path.lower().endswith((".html", ".htm")) and self.is_post(path):
            return "post in HTML"
        if is_note and self.is_post(path) and PurePosixPath(path).name.startswith(("_", "#", "~")):
            return "file that the site excludes"
        return super().left_out(path)

    def address(self, path: str, front: FrontMatter) -> str:
        """By the pattern of the site or of the post; in a language beside the site's own below its code."""
        plain, told = parted_language(path, self.languages)
        language = text_of(front.fields.get("lang", "")) or told
        address = self._address(path, plain, front)
        is_other = self.languages and language and language != self.language and address
        return f"/{language}{address}" if is_other and not address.startswith(f"/{language}/") else address

    def _address(self, path: str, plain: str, front: FrontMatter) -> str:
        """The address of a file, whose path without its language is `plain`, as it is in the language of the site."""
        pattern = text_of(front.fields.get("permalink", ""))
        name = _NAME.fullmatch(_name_of(plain))
        if path in self.pages or not self.is_post(path):
            inside = plain.removeprefix("source/") if plain.startswith(("source/", "_pages/")) else plain
            stem = f"/{inside.rpartition('.')[0]}"
            if pattern.startswith("/"):
                return pattern
            is_folder = stem.endswith("/index") or self.permalink.endswith("/")
            return f"{stem.removesuffix('index').rstrip('/')}/" if is_folder else f"{stem}.html"
        day = self._day(text_of(front.fields.get("date", ""))) or (self._day(name["day"]) if name else {})
        title = name["name"] if name else _name_of(plain)
        # Folders below that of the posts are no categories.
        above = takewhile(lambda one: one not in {POSTS, _DRAFTS}, PurePosixPath(plain).parts[:-1])
        folders = [one for one in above if not one.startswith("_") and one != "source"]
        said = front.fields.get("categories")
        # Of the single form all words are one.
        own = _texts(front.fields.get("category")) if said is None else _categories(said)
        categories = [*folders, *own]
        values = {
            **day,
            "title": spelt_out(text_of(front.fields.get("slug", "")) or title),
            "slug": slugged(text_of(front.fields.get("slug", "")) or title),
            "name": title,
            "categories": quote("/".join(dict.fromkeys(one.lower() for one in categories))),
            "category": slugged(categories[0]) if categories else "",
            "collection": next(
                (one.strip("_") for one in PurePosixPath(path).parts if one in self.collections), "posts"
            ),
            "path": "/".join(PurePosixPath(plain.rpartition(".")[0]).parts[self._depth(plain) :]),
            "output_ext": ".html",
        }
        values["slugified_categories"] = "/".join(dict.fromkeys(slugged(one) for one in categories))
        is_post = any(one in {POSTS, _DRAFTS, _NOTEBOOKS} for one in PurePosixPath(path).parts)
        pattern = pattern or self._pattern_of("posts" if is_post else values["collection"], path)
        if not is_post and not pattern:
            pattern = "/:collection/:path/" if self.permalink.endswith("/") else "/:collection/:path.html"
        return filled(pattern or self.permalink, values)

    def _pattern_of(self, kind: str, path: str) -> str:
        """The pattern that settings give to documents of a kind, or below a folder; empty if they give none."""
        found = [
            (len(below), pattern)
            for of, below, pattern in self.patterns
            if of in {"", kind} and f"{path}/".startswith(f"{below}/" if below else "")
        ]
        return max(found, default=(0, ""), key=lambda one: one[0])[1]

    def _day(self, said: str) -> dict[str, str]:
        """What addresses say of the day of a post: that of the site's zone, if its settings name one."""
        zone = dict(self.settings).get("timezone", "")
        if found := _SHORT_DAY.fullmatch(said):
            return of_day(f"20{found[0]}")
        with suppress(Ambiguous, ZoneInfoNotFoundError, ValueError, OSError):
            moment = moment_of(said, self.date_order) if self.has_zone and zone else None
            if moment and moment.tzinfo is None and _OF_YAML.fullmatch(said):
                # YAML takes what names no zone for universal time.
                moment = moment.replace(tzinfo=UTC)
            if moment and moment.tzinfo:
                return of_day(f"{moment.astimezone(ZoneInfo(zone)).date()}")
        return of_day(said, self.date_order)

    def _depth(self, path: str) -> int:
        """How many folders of a document's path are those around its collection, and its own."""
        parts = PurePosixPath(path).parts
        return next((number + 1 for number, one in enumerate(parts) if one in {POSTS, _DRAFTS, *self.collections}), 1)

    def described(self, front: FrontMatter) -> FrontMatter:
        """A file that `share: false` does not hold back, since themes mean their buttons by it."""
        return without_buttons(front)

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """Without Liquid, and without what kramdown adds to Markdown."""
        front = self.described(front)

        def find(name: str) -> str:
            named = name.strip("/")
            file = beside.names.exact(named) or beside.find(named.rpartition("/")[2] if ".." in named else named, path)
            return path_from(path, file) if file else ""

        values = {name: value if isinstance(value, str) else None for name, value in front.fields.items()}
        liquid = Liquid(dict(self.settings), values, find)
        body = self.plain(liquid.translated(without_comments_of_templates(front.body)))
        fields = _with_lists(front.fields)
        if self.languages:
            fields = with_language(fields, parted_language(path, self.languages)[1])
            if key := text_of(fields.get("page_id", "")) or text_of(fields.get("permalink", "")):
                # By which Polyglot knows that pages are one in several languages.
                fields.setdefault("translationkey", key)
        return rewritten(dataclasses.replace(front, fields=fields), body, liquid.left_out)

    def plain(self, text: str) -> str:
        """A text without what kramdown adds to Markdown."""
        return kramdown.plain(text, reads_html=dict(self.settings).get("kramdown.parse_block_html") == "true")


def _with_lists(fields: Any) -> dict[str, FieldValue]:  # noqa: ANN401 - what front matter holds
    """Fields in which words with spaces between are the several that Jekyll takes them for."""
    made = dict(fields)
    if (tags := made.get("tags")) and isinstance(tags, str) and "," not in tags:
        made["tags"] = tags.split()
    categories = made.get("categories")
    if isinstance(categories, str) and " " in categories and "," not in categories:
        made["category"] = categories.split()
    if not made.get("summary") and isinstance(made.get("excerpt"), str):
        made["summary"] = made["excerpt"]
    return made


def _name_of(path: str) -> str:
    file = PurePosixPath(path)
    return file.parent.name if file.stem == "index" and file.parent.name else file.stem


def _texts(value: Any) -> list[str]:  # noqa: ANN401 - what settings hold
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _categories(value: Any) -> list[str]:  # noqa: ANN401 - what front matter holds
    return value.split() if isinstance(value, str) else _texts(value)


def _shown(folder: Path) -> list[str]:
    """The folders of the collections that a site has pages of."""
    return _shown_collections(read_settings([folder / "_config.yml"]).get("collections"))


def _shown_collections(value: Any) -> list[str]:  # noqa: ANN401 - what settings hold
    if not isinstance(value, dict):
        return [f"_{name}" for name in _texts(value)]
    return [
        f"_{name}"
        for name, said in value.items()
        if isinstance(said, dict) and str(said.get("output", "")).lower() == "true"
    ]


def _patterns(said: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """The patterns of addresses that collections and defaults have in the settings."""
    found = []
    collections = said.get("collections")
    for name, one in collections.items() if isinstance(collections, dict) else ():
        if isinstance(one, dict) and isinstance(one.get("permalink"), str):
            found.append((str(name), "", one["permalink"]))
    defaults = said.get("defaults")
    for one in defaults if isinstance(defaults, list) else ():
        scope, values = (one.get(part) if isinstance(one, dict) else None for part in ("scope", "values"))
        if isinstance(scope, dict) and isinstance(values, dict) and isinstance(values.get("permalink"), str):
            folder = str(scope.get("path") or "").strip("/")
            found.append((str(scope.get("type") or ""), folder, values["permalink"]))
    return tuple(found)
