"""A site of MkDocs, with or without the blog of its Material theme."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self

from ..comments import without_comments_of_templates
from ..field_values import FieldValue
from ..frontmatter import FrontMatter, rewritten
from ..markup.admonitions import Admonitions
from ..markup.prose import without_braces
from .dialect import Beside
from .permalinks import of_day
from .site_files import (
    MARKDOWN,
    front_of,
    may_be_page,
    may_hold,
    notes_in,
    parted_language,
    read_settings,
    standing,
    text_of,
    with_language,
)
from .website import Website

_NAMES = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "zensical.toml")
_FORMATS = {"yyyy": "year", "yy": "short_year", "MM": "month", "M": "i_month", "dd": "day", "d": "i_day"}


@dataclass(frozen=True)
class MkDocs(Website):
    """Pages in `docs`, with the extensions of Python-Markdown.

    Attributes:
        blog: the folder of the blog, from the content folder; empty if there is none.
        posts: the folder of its posts, likewise.
        authors: their names by their ids.
        bases: folders that snippets are from.
        is_flat: whether a page's address is that of a file.
        date_format: of the day in a post's address.
        url_format: of that address, from the blog's.
    """

    name: ClassVar[str] = "mkdocs"
    title: ClassVar[str] = "A MkDocs site"

    blog: str = ""
    posts: str = ""
    authors: tuple[tuple[str, str], ...] = ()
    bases: tuple[str, ...] = ()
    is_flat: bool = False
    date_format: str = "yyyy/MM/dd"
    url_format: str = "{date}/{slug}"

    @property
    def roots(self) -> tuple[str, ...]:  # type: ignore[override] # here they depend on the settings
        """Where a file may lie that is named from the site's root."""
        return (self._docs, "", f"{self._docs}assets/")

    @property
    def _docs(self) -> str:
        """The folder of the pages, from the content folder."""
        return f"{self.home}/".removeprefix(self.inside) if self.home else ""

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings."""
        if not any((folder / name).is_file() for name in _NAMES):
            return None
        found = cls._of_site(folder, content)
        return found if may_hold(folder, content, found.home) else None

    @classmethod
    def _of_site(cls, folder: Path, content: Path) -> Self:
        said = read_settings(folder / name for name in _NAMES)
        home = posixpath.normpath(str(said.get("docs_dir") or "docs"))
        home = home if (folder / home).is_dir() and home != "." else ""
        stands = standing(folder, content, said.get("site_url"), said)
        docs = f"{home}/".removeprefix(stands["inside"]) if home else ""
        blog = _plugin(said.get("plugins"), "blog")
        snippets = _plugin(said.get("markdown_extensions"), "pymdownx.snippets") or {}
        bases = snippets.get("base_path") or "."
        how = blog or {}
        place = posixpath.normpath(f"{docs}{how.get('blog_dir', 'blog')}") if blog is not None else ""

        def in_blog(name: str, usual: str) -> str:
            return str(how.get(name, usual)).replace("{blog}", place.removeprefix(docs))

        site = cls(
            **stands,
            languages=_languages(_plugin(said.get("plugins"), "i18n")),
            home=home,
            blog=place,
            posts=posixpath.normpath(docs + in_blog("post_dir", "{blog}/posts")) if blog is not None else "",
            authors=_authors(
                read_settings(
                    content / docs / one for one in (in_blog("authors_file", "{blog}/.authors.yml"), ".authors.yml")
                )
            ),
            bases=tuple(str(one) for one in (bases if isinstance(bases, list) else [bases])),
            is_flat=str(said.get("use_directory_urls", "true")).lower() == "false",
            date_format=str(how.get("post_url_date_format") or "yyyy/MM/dd"),
            url_format=str(how.get("post_url_format") or "{date}/{slug}"),
        )
        pages = [
            path
            for path in notes_in(content)
            if not site.left_out(path)
            and posixpath.dirname(plain := site._plain(path)) in {docs.strip("/"), site.blog}
            and not front_of(content, path).fields.get("date")
            and may_be_page(PurePosixPath(plain).stem)
        ]
        return dataclasses.replace(site, pages=tuple(pages))

    def _plain(self, path: str) -> str:
        """A path without what tells its language."""
        return parted_language(path, self.languages)[0]

    def left_out(self, path: str) -> str:
        """What a note is that is no page with a text of its own."""
        if path.lower().endswith(MARKDOWN) and self.is_post(path):
            plain = self._plain(path)
            is_index = PurePosixPath(plain).stem == "index"
            if is_index and posixpath.dirname(plain) in {self._docs.strip("/"), self.blog}:
                return "list of posts"
            if plain in {f"{self._docs}tags.md", f"{self.blog}/tags.md"}:
                return "list of posts"
            if plain == f"{self._docs}404.md":
                return "page of the theme"
        return super().left_out(path)

    def address(self, path: str, front: FrontMatter) -> str:
        """Of a post of the blog by its day and title, of a page by its path; in another language below its code."""
        plain, language = parted_language(path, self.languages)
        address = self._address(plain, front)
        is_other = language and language != self.languages[0] and address
        return f"/{language}{address}" if is_other else address

    def _address(self, path: str, front: FrontMatter) -> str:
        """The address of a file whose path tells no language."""
        inside = path.removeprefix(self._docs)
        stem = inside.rpartition(".")[0]
        if self.posts and path.startswith(f"{self.posts}/"):
            day = of_day(_day_of(front.fields.get("date", "")))
            title = text_of(front.fields.get("title", "")) or _heading(front.body) or PurePosixPath(stem).name
            # Each space is a dash, also those around a sign that is left out.
            slug = text_of(front.fields.get("slug", "")) or re.sub(
                r"\s", "-", re.sub(r"[^\w\s-]", "", title.lower()).strip()
            )
            if not day:
                return ""
            written = re.sub("yyyy|yy|MM|M|dd|d", lambda one: day[_FORMATS[one[0]]], self.date_format)
            where = self.url_format.format_map(_Known(date=written, slug=slug, file=PurePosixPath(stem).name))
            return f"/{self.blog.removeprefix(self._docs)}/{where}{'.html' if self.is_flat else '/'}".replace("//", "/")
        if PurePosixPath(stem).name in {"index", "README"}:
            return f"/{stem.rpartition('/')[0]}/".replace("//", "/")
        return f"/{stem}{'.html' if self.is_flat else '/'}"

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """With callouts for admonitions, and the names of authors."""

        def include(file: str) -> str | None:
            places = (
                posixpath.normpath(f"{base}/{file}")
                for base in (*self.bases, self._docs.strip("/") or ".", posixpath.dirname(path) or ".")
            )
            place = next((one for one in places if beside.names.exact(one)), "")
            return beside.include(place) if place else None

        page = Admonitions(include)
        body = page.plain(without_comments_of_templates(front.body))
        fields = with_language(self._with_names(front.fields), parted_language(path, self.languages)[1])
        return rewritten(dataclasses.replace(front, fields=fields), body, page.left_out)

    def _with_names(self, fields: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
        made = dict(fields)
        names = dict(self.authors)
        listed = made.get("authors")
        if isinstance(listed, list) and names:
            made["authors"] = [names.get(one, one) if isinstance(one, str) else one for one in listed]
        if isinstance(days := made.get("date"), dict):
            made["date"] = _day_of(days)
            if isinstance(changed := days.get("updated"), str):
                made.setdefault("modified", changed)
        return made


class _Known(dict[str, str]):
    """Values of a pattern, of which those that are not known are empty."""

    def __missing__(self, _: str) -> str:
        return ""


def _plugin(listed: Any, name: str) -> dict[str, Any] | None:  # noqa: ANN401 - what settings hold
    """What the settings say of a plugin or an extension; None if they do not name it."""
    for one in listed if isinstance(listed, list) else [listed]:
        if isinstance(one, str) and one in {name, f"material/{name}"}:
            return {}
        if isinstance(one, dict):
            for key in (name, f"material/{name}"):
                if key in one:
                    return one[key] if isinstance(one[key], dict) else {}
    return None


def _languages(said: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The languages of a site as the plugin for them has them, the site's own first."""
    listed = (said or {}).get("languages")
    own = str((said or {}).get("default_language") or "")
    if isinstance(listed, dict):
        found = [str(one) for one in listed]
    elif isinstance(listed, list):
        found = [str(one["locale"]) for one in listed if isinstance(one, dict) and one.get("locale")]
        is_own = (one for one in listed if isinstance(one, dict) and str(one.get("default", "")).lower() == "true")
        own = own or str(next(is_own, {}).get("locale") or "")
    else:
        return ()
    return tuple(dict.fromkeys([*([own] if own else []), *found]))


def _authors(said: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    listed = said.get("authors", said)
    if not isinstance(listed, dict):
        return ()
    return tuple(
        (key, one["name"]) for key, one in listed.items() if isinstance(one, dict) and isinstance(one.get("name"), str)
    )


def _day_of(value: FieldValue) -> str:
    if isinstance(value, dict):
        value = value.get("created", "")
    return value.strip() if isinstance(value, str) else ""


def _heading(body: str) -> str:
    found = re.search(r"^#[ \t]+(?P<words>\S.*)$", body, flags=re.MULTILINE)
    return without_braces(found["words"])[0] if found else ""
