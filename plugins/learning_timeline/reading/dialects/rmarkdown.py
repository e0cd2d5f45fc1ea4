"""A site of R Markdown: pages, a blog of distill, or a book of bookdown."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar, Self
from urllib.parse import quote

from ..frontmatter import FrontMatter
from ..markdown.headings import slug
from ..markup import bookdown
from ..markup.prose import changed, parts, substituted, without_braces
from ..names import Names, path_from
from .dialect import Beside
from .quarto import Quarto
from .site_files import MARKDOWN, read_settings, standing

_SITE = ("_site.yml", "_site.yaml")
_BOOK = ("_bookdown.yml", "_bookdown.yaml")
_POSTS = "_posts"
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<words>.*)")
_NAME = re.compile(r"#(?P<name>[\w:.-]+)")
# A section by its name: as bookdown writes it, and as a link.
_SECTION = re.compile(r"\\@ref\((?P<section>[\w-]+)\)|(?P<before>\]\()#(?P<linked>[\w:.-]+)(?=\))")
# What is numbered, in whichever chapter it is.
_REFERENCE = re.compile(r"`@(?P<kind>[a-z]{2,3})-(?P<name>[\w.:-]+)`")
_NUMBERED = "numbered:"
# What only a page shows, as every book begun from the template of bookdown has it above its references.
_OF_HTML = re.compile(r"`r if \(knitr:::?is_html_output\(\)\) '(?P<text>[^'`]*)'`")
# As distill has written days.
_MONTH_FIRST = re.compile(r"(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d{4})")


@dataclass(frozen=True)
class RMarkdown(Quarto):
    """Documents as Quarto has them, its elder: those of a blog each in a folder of `_posts`."""

    name: ClassVar[str] = "rmarkdown"
    title: ClassVar[str] = "An R Markdown site"
    collections: ClassVar[frozenset[str]] = frozenset({_POSTS})

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By the settings of a site or of a book."""
        return cls._of_site(folder, content) if any((folder / one).is_file() for one in (*_SITE, *_BOOK)) else None

    @classmethod
    def _of_site(cls, folder: Path, content: Path) -> Self:
        is_book = any((folder / one).is_file() for one in _BOOK)
        said = read_settings(folder / one for one in (_BOOK if is_book else _SITE))
        output = str(said.get("output_dir") or ("_book" if is_book else "_site")).strip("/")
        site = cls(**standing(folder, content, said.get("base_url"), said), output=output)
        return site.with_pages(is_book=is_book)

    def left_out(self, path: str) -> str:
        """What is no page of its own; of a post that is what lies in folders within its own."""
        folder, _, rest = f"{self.inside}{path}".partition("/")
        if folder == _POSTS and rest.count("/") > 1 and path.lower().endswith(MARKDOWN):
            return "part of a post"
        return super().left_out(path)

    def address(self, path: str, front: FrontMatter) -> str:
        """Of a post by its folder, of other documents by their paths."""
        folder, _, rest = f"{self.inside}{path}".partition("/")
        if folder == _POSTS and "/" in rest:
            return f"/posts/{PurePosixPath(rest).parent.as_posix()}/"
        return super().address(path, front)

    def find(self, name: str, path: str, names: Names) -> str:
        """The file that a name means, or in which a section is that has one, or what is numbered."""
        if name.startswith(_NUMBERED):
            return names.listed(_NUMBERED, lambda _, text: bookdown.labels_in(text)).get(
                name.removeprefix(_NUMBERED), ""
            )
        if name.startswith("#"):
            return names.listed("section", _sections_in).get(name[1:], "")
        return super().find(name, path, names)

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """With links to sections of other documents, as those of a book are one text."""
        date = front.fields.get("date")
        if isinstance(date, str) and (found := _MONTH_FIRST.fullmatch(date.strip())):
            day = f"{found['year']}-{found['month']}-{found['day']}"
            front = dataclasses.replace(front, fields={**front.fields, "date": day})
        text = _OF_HTML.sub(r"\g<text>", front.body)
        own = dict(_headings_in(text))

        def linked(match: re.Match[str]) -> str:
            name = match["section"] or match["linked"]
            file = path if name in own else beside.find(f"#{name}", path)
            if not file:
                return match[0]
            place = "" if file == path else quote(path_from(path, file))
            if match["before"]:
                return f"{match['before']}{place}#{name}"
            other = None if file == path else beside.said(file)
            words = (own if other is None else dict(_headings_in(other.body))).get(name, "the section")
            return f"[{words}]({place}#{name})"

        def numbered(match: re.Match[str]) -> str:
            """A reference that this chapter alone does not know."""
            label = f"{match['kind']}:{match['name']}"
            file = beside.find(f"{_NUMBERED}{label}", path)
            other = beside.said(file) if file and file != path else None
            if other is None:
                return match[0]
            place, words = bookdown.place_and_words(label, other.body)
            return f"[{words}]({quote(path_from(path, file))}#{place})"

        text = changed(text, lambda prose: _REFERENCE.sub(numbered, prose)) if "`@" in text else text
        body = changed(text, lambda prose: substituted(_SECTION, linked, prose))
        return super().translated(path, dataclasses.replace(front, body=body), beside)


def _sections_in(_: str, text: str) -> Iterator[str]:
    """The names of the sections of a document."""
    return (name for name, _ in _headings_in(text))


def _headings_in(text: str) -> Iterator[tuple[str, str]]:
    """The names of the sections of a document, each with its words."""
    for part in parts(text):
        for line in () if part.is_code else part.lines:
            if heading := _HEADING.fullmatch(line):
                words, said = without_braces(heading["words"])
                yield (found["name"] if (found := _NAME.search(said)) else slug(words)), words
