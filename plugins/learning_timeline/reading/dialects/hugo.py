"""A site of Hugo, or of blogdown, which is one."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self

from ..._seam import analytics
from ..comments import without_comments_of_templates
from ..field_values import FieldValue
from ..frontmatter import FrontMatter, rewritten, with_fields
from ..markup.divs import without_attributes
from ..markup.prose import changed, substituted
from ..markup.shortcodes import Shortcodes
from ..names import Names, path_from
from .dialect import Beside
from .permalinks import filled, of_day, urlized
from .site_files import (
    MARKDOWN,
    front_of,
    may_be_page,
    may_hold,
    notes_in,
    read_settings,
    standing,
    text_of,
    with_language,
)
from .site_links import former
from .website import Website, without_buttons

_NAMES = [
    f"{folder}{name}.{kind}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for kind in ("toml", "yaml", "yml", "json")
]
# Where a site has its settings in several files.
_PARTS = "config/_default"
_LANGUAGE = re.compile(r"(?P<name>.+)\.(?P<language>[a-z]{2,3}(?:-[a-z]{2,4})?)", flags=re.IGNORECASE)
_OF_JEKYLL = re.compile(r"\{\{\s*site\.(?:url|base_?url)\s*\}\}")
_POST_OF_JEKYLL = re.compile(
    r"\{%-?[ \t]{0,9}(?:post_url|link)[ \t]{1,9}(?:_posts/)?(?P<name>[^\s%]{1,300})[ \t]{0,9}-?%\}"
)
# By which of its fields Hugo dates a page, in this order, and which of them say when it was changed last.
_DATED = ("date", "publishdate", "pubdate", "published", "lastmod", "modified")
_CHANGED = ("lastmod", "modified")
# What a reference may leave out at the end of a page's path.
_ENDS = ("", ".md", "/index.md", "/_index.md", ".markdown", ".en.md")


@dataclass(frozen=True)
class Hugo(Website):
    """Posts in the sections of `content`; text with shortcodes.

    Attributes:
        permalinks: the pattern of addresses, by section.
        bundles: folders whose `index.md` is the page, and all else a part of it.
    """

    name: ClassVar[str] = "hugo"
    title: ClassVar[str] = "A Hugo site"
    run: ClassVar[tuple[str, ...]] = (*Website.run, analytics.NOTEBOOK)

    # Whether an alias without a slash at its beginning is beside the page, not at the site's root.
    has_aliases_beside: ClassVar[bool] = True

    permalinks: tuple[tuple[str, str], ...] = ()
    bundles: frozenset[str] = frozenset()

    @property
    def roots(self) -> tuple[str, ...]:  # type: ignore[override] # here they depend on the settings
        """Where a file may lie that is named from the site's root."""
        home = "" if self.inside else f"{self.home}/"
        return ("static/", home, "assets/", "public/", *(f"{home}{one}/" for one in self.languages), "")

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings, and a folder of content."""
        if not any((folder / name).is_file() for name in _NAMES) and not any((folder / _PARTS).glob("*.*ml")):
            return None
        said = read_settings(folder / name for name in _NAMES)
        if "base_url" in said:
            return None  # Zola's
        home = str(said.get("contentDir") or said.get("contentdir") or "content").strip("/")
        if not (folder / home).is_dir() or not may_hold(folder, content, home):
            return None
        return cls._made(folder, content, said, home)

    @classmethod
    def of(cls, content: Path) -> Self:
        """With the settings that are Hugo's own where nothing is said."""
        return cls._made(content, content, {}, "content" if (content / "content").is_dir() else "")

    @classmethod
    def _made(cls, folder: Path, content: Path, said: Mapping[str, Any], home: str) -> Self:
        parts = [folder / _PARTS / f"languages.{kind}" for kind in ("toml", "yaml", "yml", "json")]
        languages = said.get("languages") or read_settings(parts)
        parts = [folder / _PARTS / f"permalinks.{kind}" for kind in ("toml", "yaml", "yml")]
        patterns = said.get("permalinks") or read_settings(parts)
        if isinstance(patterns, dict) and isinstance(patterns.get("page"), dict):
            patterns = patterns["page"]
        made = cls(
            **standing(folder, content, said.get("baseURL") or said.get("baseurl"), said),
            home=home,
            permalinks=tuple(sorted((name, one) for name, one in patterns.items() if isinstance(one, str)))
            if isinstance(patterns, dict)
            else (),
            languages=tuple(languages) if isinstance(languages, dict) else (),
            bundles=frozenset(
                f"{one.parent.relative_to(content).as_posix()}/"
                for one in content.rglob("index*.md")
                if one.parent != content
            ),
        )
        return dataclasses.replace(made, pages=tuple(made._pages(content)))

    def _pages(self, content: Path) -> list[str]:
        """What is beside the sections without a date is a page of its own."""
        found = []
        for path in notes_in(content):
            inside = self._in_home(path)
            if inside is None or inside.count("/") > 1 or ("/" in inside and not inside.endswith("/index.md")):
                continue
            front = front_of(content, path)
            name = self._name(inside)[0]
            if not front.fields.get("date") and front.body.strip() and may_be_page(name) and not name.startswith("_"):
                found.append(path)
        return found

    def _in_home(self, path: str) -> str | None:
        """The path from the folder of the content, without that of its language; None for a file outside of it."""
        whole = f"{self.inside}{path}"
        if self.home and not whole.startswith(f"{self.home}/"):
            return None
        inside = whole.removeprefix(f"{self.home}/") if self.home else whole
        first, _, rest = inside.partition("/")
        return rest if rest and first in self.languages else inside

    def left_out(self, path: str) -> str:
        """What a note is that is no page with a text of its own."""
        inside = self._in_home(path)
        if not path.lower().endswith(MARKDOWN):
            is_page = inside is not None and self.home and path.lower().endswith((".html", ".htm"))
            return "page in HTML" if is_page else super().left_out(path)
        if inside is None:
            first = path.partition("/")[0]
            return (
                "file of the theme"
                if first in {"archetypes", "themes", "layouts", "resources"}
                else "file of the site itself"
            )
        file = PurePosixPath(path)
        if file.name.startswith("_index."):
            return "page of a section"
        if not self._name(inside)[0].strip("-_") or (
            ("/" not in inside) and path not in self.pages and not may_be_page(file.stem)
        ):
            return "page of the theme"
        if not file.name.startswith("index.") and any(
            f"{above.as_posix()}/" in self.bundles for above in file.parents if above.as_posix() != "."
        ):
            return "part of a page bundle"
        return super().left_out(path)

    def _name(self, inside: str) -> tuple[str, str]:
        """The name of a page, and the language that its file names."""
        file = PurePosixPath(inside)
        stem, language = file.stem, ""
        if (found := _LANGUAGE.fullmatch(stem)) and found["language"].lower() in {
            one.lower() for one in self.languages
        }:
            stem, language = found["name"], found["language"]
        return (file.parent.name if stem == "index" else stem), language

    def address(self, path: str, front: FrontMatter) -> str:
        """By what the post says, by the pattern of its section, else by its path."""
        inside = self._in_home(path)
        if inside is None:
            return ""
        if own := text_of(front.fields.get("url", "")):
            return own if own.startswith("/") else f"/{own}"
        folders = list(PurePosixPath(inside).parts[:-1])
        name, _ = self._name(inside)
        if PurePosixPath(inside).stem.partition(".")[0] == "index" and folders:
            folders.pop()
        slug = urlized(text_of(front.fields.get("slug", "")))
        section = folders[0] if folders else ""
        if pattern := dict(self.permalinks).get(section or "/"):
            title = urlized(text_of(front.fields.get("title", "")) or name)
            values = {
                **of_day(_dated(front)),
                "section": section,
                "sections": "/".join(folders),
                "title": title,
                "slug": slug or title,
                "slugorfilename": slug or urlized(name),
                "slugorcontentbasename": slug or urlized(name),
                "filename": urlized(name),
                "contentbasename": urlized(name),
            }
            return filled(pattern if pattern.endswith((":filename", "/", ".html")) else f"{pattern}/", values)
        return "/".join(["", *(urlized(one) for one in folders), slug or urlized(name), ""])

    def find(self, name: str, path: str, names: Names) -> str:
        """The file that a name means; of an address that begins with a language, the page in that language."""
        found = super().find(name, path, names)
        language, _, rest = name.lstrip("/").partition("/")
        if found or not name.startswith("/") or language not in self.languages:
            return found
        page = super().find(f"/{rest}", path, names)
        stem, dot, suffix = page.rpartition(".")
        of_name = _LANGUAGE.fullmatch(stem)
        base = of_name["name"] if of_name and of_name["language"] in self.languages else stem
        places = [f"{base}.{language}{dot}{suffix}"]
        places += [page.replace(f"{one}/", f"{language}/", 1) for one in self.languages if f"{one}/" in page]
        return next(filter(None, map(names.exact, places)), page) if page else ""

    def _with_whole_aliases(self, path: str, front: FrontMatter) -> dict[str, FieldValue]:
        """The fields of a page whose former addresses begin at the site's root: others are beside the page's own."""
        folder = posixpath.dirname(self.address(path, front).rstrip("/"))
        aliases = former(front)
        if not self.has_aliases_beside or not folder or all(one.startswith("/") for one in aliases):
            return dict(front.fields)
        whole = [one if one.startswith("/") or " " in one else posixpath.join(folder, one) for one in aliases]
        return {**front.fields, "aliases": [posixpath.normpath(one) if "/.." in one else one for one in whole]}

    def described(self, front: FrontMatter) -> FrontMatter:
        """A file that Hugo dates by its last change if by nothing else; themes mean their buttons by `share: false`."""
        front = without_buttons(front)
        changed = next((name for name in _CHANGED if name in front.fields), "")
        if changed and _dated(front) == text_of(front.fields[changed]) and "date" not in front.fields:
            front = with_fields(front, [("date", _dated(front), front.lines.get(changed, 1))])
        return front

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """Without shortcodes, and without attributes."""
        front = self.described(front)

        def find(name: str) -> str:
            name = name.strip()
            named = name.strip("/")
            home = "" if self.inside else f"{self.home}/"
            folder = posixpath.dirname(path)
            places = (
                f"{where}{named}{end}"
                for where in ((f"{folder}/" if folder else "") * (not name.startswith("/")), home)
                for end in _ENDS
            )
            file = next(filter(None, map(beside.names.exact, places)), "") or beside.find(f"/{named}", path)
            file = file or (beside.find(PurePosixPath(named).name, path) if named else "")
            return path_from(path, file) if file else ""

        def include(file: str) -> str | None:
            return beside.include(posixpath.normpath(file.lstrip("/")))

        shortcodes = Shortcodes({n: v for n, v in front.fields.items() if isinstance(v, str)}, find, include)
        # What a blog keeps of the years that it was one of Jekyll's.
        text = _OF_JEKYLL.sub("", shortcodes.translated(without_comments_of_templates(front.body)))
        if "{%" in text:
            text = changed(
                text, lambda prose: substituted(_POST_OF_JEKYLL, lambda one: find(one["name"]) or one[0], prose)
            )
        body = changed(text, without_attributes)
        _, language = self._name(self._in_home(path) or path)
        first = (f"{self.inside}{path}".removeprefix(f"{self.home}/")).partition("/")[0]
        fields = with_language(
            self._with_whole_aliases(path, front), language or (first if first in self.languages else "")
        )
        return rewritten(dataclasses.replace(front, fields=fields), body, shortcodes.left_out)


def _dated(front: FrontMatter) -> str:
    """The day of a page as its front matter says it."""
    said = (text_of(front.fields.get(name, "")) for name in _DATED)
    # `published` may also say whether a page is.
    return next((one for one in said if re.search(r"\d", one)), "")
