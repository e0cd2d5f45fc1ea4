"""A site of Nikola: texts in the folders that its settings name, with fields in a comment, a notebook or a file beside them."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self
from urllib.parse import quote

from ..frontmatter import FrontMatter, rewritten, with_fields
from ..held_names import reason_in_tags
from ..markup import kramdown
from ..markup.admonitions import Admonitions
from ..markup.prose import changed, substituted
from ..markup.shortcodes import Shortcodes
from ..names import Names, path_from
from ..rst_fields import front_of
from .dialect import Beside
from .documents import fields_in_comments
from .site_files import may_be_page, may_hold, notes_in, parted_language, read, standing, text_of, with_language
from .website import Website

_SIGN = re.compile(r"^POSTS[ \t]*=", flags=re.MULTILINE)
_LINK = re.compile(r"link://(?:slug|filename)/(?P<name>[^\s()<>\"'#]{1,300})")
_TEASER = re.compile(r"<!--[ \t]*TEASER_END[^\n<]*?-->")


@dataclass(frozen=True)
class Nikola(Website):
    """Posts by the settings of `conf.py`, which is not run.

    Attributes:
        places: the folders of its texts, each with where they are on the site, and whether they are pages; the longest first.
        is_pretty: whether each page is a folder of its own.
    """

    name: ClassVar[str] = "nikola"
    title: ClassVar[str] = "A Nikola site"
    date_order: ClassVar[str] = "mdy"
    made: ClassVar[frozenset[str]] = frozenset({"output", "cache", "themes", "plugins", "files", "listings"})
    roots: ClassVar[tuple[str, ...]] = ("", "files/", "images/", "galleries/")

    places: tuple[tuple[str, str, bool], ...] = (("posts", "posts", False), ("pages", "", True))
    is_pretty: bool = True

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings, which say where its posts are; another folder beside them is none of its."""
        text = read(folder / "conf.py")
        if not _SIGN.search(text):
            return None
        site = cls._made(folder, content, text)
        return (
            site if any(may_hold(folder, content, "" if place == "." else place) for place, *_ in site.places) else None
        )

    @classmethod
    def of(cls, content: Path) -> Self:
        """With the settings that are Nikola's own where nothing is said."""
        return cls._made(content, content, "")

    @classmethod
    def _made(cls, folder: Path, content: Path, text: str) -> Self:
        said = dict(_values_in(text))
        site = cls(**standing(folder, content, text_of(said.get("SITE_URL", "")), {}))
        places = [
            (PurePosixPath(pattern).parent.as_posix(), to.strip("/"), is_page)
            for name, is_page in (("POSTS", False), ("PAGES", True))
            for pattern, to in _pairs(said.get(name))
        ]
        language = text_of(said.get("DEFAULT_LANG", ""))
        others = said.get("TRANSLATIONS")
        languages = dict.fromkeys(
            one for one in (language, *(others if isinstance(others, dict) else ())) if isinstance(one, str) and one
        )
        site = dataclasses.replace(
            site,
            places=tuple(sorted(dict.fromkeys(places) or cls.places, key=lambda one: -len(one[0]))),
            is_pretty=said.get("PRETTY_URLS") is not False,
            languages=tuple(languages) if len(languages) > 1 else (),
        )
        pages = (path for path in notes_in(content, ".rst") if (place := site.place_of(path)) and place[2])
        return dataclasses.replace(site, pages=tuple(one for one in pages if may_be_page(PurePosixPath(one).stem)))

    def place_of(self, path: str) -> tuple[str, str, bool] | None:
        """The folder of texts in which a note lies; None if Nikola makes nothing of it."""
        whole = f"{self.inside}{path}"
        return next((one for one in self.places if one[0] == "." or whole.startswith(f"{one[0]}/")), None)

    def is_post(self, path: str) -> bool:
        """Whether a note lies where the settings say that posts are."""
        place = self.place_of(path)
        return place is not None and not place[2]

    def address(self, path: str, front: FrontMatter) -> str:
        """By the folder of its texts, and its slug or its name."""
        place = self.place_of(path)
        if place is None:
            return ""
        plain, language = parted_language(path, self.languages)
        file = PurePosixPath(f"{self.inside}{plain}")
        inside = file.parent.as_posix().removeprefix(place[0]).strip("/.")
        name = text_of(front.fields.get("slug", "")) or file.stem
        before = language if self.languages and language != self.languages[0] else ""
        address = "/".join(one for one in ("", before, place[1], inside, name) if one)
        return f"/{address}/" if self.is_pretty else f"/{address}.html"

    def find(self, name: str, path: str, names: Names) -> str:
        """The file that a name, a slug or an address means."""
        if name.startswith("link:"):
            name = name.removeprefix("link:")
            if found := names.exact(name) or self._ends(names).get(name.rstrip("/").casefold()):
                return found
        return super().find(name, path, names)

    def _ends(self, names: Names) -> dict[str, str]:
        """The files by the ends of their addresses: of translations that in the site's own language, which has the shortest."""
        if "ends" not in self._known:
            found: dict[str, str] = {}
            for address, file in sorted(self._addresses(names).items(), key=lambda one: len(one[0])):
                parts = address.split("/")
                for place in range(len(parts)):
                    found.setdefault("/".join(parts[place:]), file)
            self._known["ends"] = found
        return self._known["ends"]

    def left_out(self, path: str) -> str:
        """What is no text of the site; of reStructuredText that is also what the file beside it holds back."""
        if path.lower().endswith(".rst") and front_of(read(self.content / _beside(path))).held_back:
            return "draft"
        return super().left_out(path)

    def may_have_held(self, path: str, front: FrontMatter | None) -> bool:
        """Whether the fields of a version were, or may have been, in a file beside it."""
        return (self.content / _beside(path)).is_file() or (front is not None and not front.fields)

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """With callouts for admonitions, and without shortcodes and attributes."""
        if said := beside.include(_beside(path), is_code=True):
            front = with_fields(front, fields_in_comments(said))
        if reason := reason_in_tags(front.fields.get("tags", "")):
            front = dataclasses.replace(front, held_back=front.held_back or reason)
        values = {name: one for name, one in front.fields.items() if isinstance(one, str)}
        shortcodes = Shortcodes(values, str, lambda _: None)
        body = _TEASER.sub("<!-- more -->", front.body)
        body = shortcodes.translated(body) if "{{" in body else body

        def linked(one: re.Match[str]) -> str:
            file = beside.find(f"link:{one['name']}", path)
            return quote(path_from(path, file)) if file else one[0]

        body = changed(body, lambda prose: substituted(_LINK, linked, prose))
        page = Admonitions(lambda _: None)
        body = kramdown.plain(page.plain(body))
        fields = with_language(front.fields, parted_language(path, self.languages)[1])
        return rewritten(dataclasses.replace(front, fields=fields), body, [*shortcodes.left_out, *page.left_out])


def _beside(path: str) -> str:
    """Where the fields of a text may be that has none itself."""
    return f"{path.rpartition('.')[0]}.meta"


def _values_in(settings: str) -> Iterator[tuple[str, Any]]:
    """The settings that are plain values, by name; what is no constant in them is empty."""
    try:
        lines = ast.parse(settings).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for line in lines:
        if isinstance(line, ast.Assign):
            for target in line.targets:
                if isinstance(target, ast.Name):
                    yield target.id, _value(line.value)


def _value(node: ast.expr) -> Any:  # noqa: ANN401 - what settings hold
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return [_value(one) for one in elements]
        case ast.Dict(keys=keys, values=values):
            return {
                key.value: _value(value)
                for key, value in zip(keys, values, strict=True)
                if isinstance(key, ast.Constant) and isinstance(key.value, str)
            }
    return ""


def _pairs(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - what settings hold
    """The pattern of files and the place on the site of each entry of `POSTS` or `PAGES`."""
    for one in value if isinstance(value, list) else ():
        match one:
            case ["", *_]:
                pass  # it is computed
            case [str(pattern), str(to), *_]:
                yield pattern, to
            case [str(pattern), dict(places), *_]:
                # A place for each language is one, too.
                yield pattern, next(filter(None, map(text_of, places.values())), "")
