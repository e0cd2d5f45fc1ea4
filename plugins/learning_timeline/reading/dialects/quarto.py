"""A site of Quarto."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self

from ..frontmatter import FrontMatter
from .dialect import Beside
from .documents import EXECUTED, plain_document
from .site_files import (
    MARKDOWN,
    front_of,
    may_be_page,
    notes_in,
    parted_language,
    read_settings,
    standing,
    with_language,
)
from .website import Website

# A page with more is one of its own, though it lists others below its text.
_FEW_WORDS = 50


@dataclass(frozen=True)
class Quarto(Website):
    """Documents in Markdown with code that was run.

    Attributes:
        output: the folder of the site that Quarto makes.
        collections: folders of posts whose names begin with an underscore, as those of parts do.
        listings: documents that only list others.
        twice: documents beside a notebook of the same name, which is the post.
    """

    name: ClassVar[str] = "quarto"
    title: ClassVar[str] = "A Quarto site"
    date_order: ClassVar[str] = "mdy"
    collections: ClassVar[frozenset[str]] = frozenset()

    output: str = "_site"
    listings: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings."""
        is_one = any((folder / f"_quarto.{kind}").is_file() for kind in ("yml", "yaml"))
        return cls._of_site(folder, content) if is_one else None

    @classmethod
    def _of_site(cls, folder: Path, content: Path) -> Self:
        said = read_settings(folder / f"_quarto.{kind}" for kind in ("yml", "yaml"))
        project, website = (one if isinstance(one := said.get(name), dict) else {} for name in ("project", "website"))
        site = cls(
            **standing(folder, content, website.get("site-url"), website),
            output=str(project.get("output-dir") or "_site").strip("/"),
            languages=_languages(said.get("babelquarto")),
        )
        return site.with_pages(is_book=project.get("type") == "book")

    def with_pages(self, *, is_book: bool) -> Self:
        """With what each of its documents is.

        Args:
            is_book: whether the documents beside its settings are chapters, and so posts.
        """
        pages, listings = [], []
        notes = [path for path in notes_in(self.content) if not self.left_out(path)]
        for path in notes:
            front = front_of(self.content, path)
            if "listing" in front.fields and self._lists(path, front):
                listings.append(path)
            elif "/" not in (plain := parted_language(path, self.languages)[0]) and not front.fields.get("date"):
                if not is_book and may_be_page(PurePosixPath(plain).stem):
                    pages.append(path)
                elif plain != path:
                    listings.append(path)
        twice = [
            path
            for path in notes
            if path.lower().endswith(EXECUTED) and (self.content / path).with_suffix(".ipynb").is_file()
        ]
        return dataclasses.replace(self, pages=tuple(pages), listings=tuple(listings), twice=tuple(twice))

    def left_out(self, path: str) -> str:
        """What a note is that Quarto makes no page of, or that lists others."""
        if not path.lower().endswith(MARKDOWN):
            return super().left_out(path)
        # Templates of lists, and documents of their kind alone.
        if any(self._is_part(one) for one in PurePosixPath(path).parts) or path.endswith(".ejs.md"):
            return "part of other documents"
        if f"{self.inside}{path}".startswith(f"{self.output}/"):
            return "file of the finished site"
        if path in self.listings:
            return "list of posts"
        return "document beside its notebook" if path in self.twice else super().left_out(path)

    @staticmethod
    def _lists(path: str, front: FrontMatter) -> bool:
        """Whether a document with a list of others is only that: one in a folder, with a name and a text of its own, is not."""
        if front.fields.get("date"):
            return False
        words = len(front.body.split())
        return words < _FEW_WORDS and (words == 0 or "/" not in path or PurePosixPath(path).stem == "index")

    def _is_part(self, name: str) -> bool:
        return name.startswith("_") and name not in self.collections

    def address(self, path: str, front: FrontMatter) -> str:
        """By its path; in a language beside the site's own below its code."""
        del front
        plain, language = parted_language(path, self.languages)
        stem = f"{self.inside}{plain}".rpartition(".")[0]
        before = f"/{language}/" if language and language != self.languages[0] else "/"
        return (
            f"{before}{stem.removesuffix('index')}" if PurePosixPath(stem).name == "index" else f"{before}{stem}.html"
        )

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """With callouts for divs, and numbers for references."""
        fields: dict[str, Any] = dict(front.fields)
        if not fields.get("summary") and isinstance(fields.get("subtitle"), str):
            fields["summary"] = fields["subtitle"]
        fields = with_language(fields, parted_language(path, self.languages)[1])
        front = dataclasses.replace(front, fields=fields)
        return front if path.lower().endswith(EXECUTED) else plain_document(path, front, beside)


def _languages(said: Any) -> tuple[str, ...]:  # noqa: ANN401 - what settings hold
    """The languages of a site as babelquarto has them, the site's own first."""
    if not isinstance(said, dict):
        return ()
    listed = said.get("languages")
    others = [one for one in (listed if isinstance(listed, list) else [listed]) if isinstance(one, str)]
    return (str(said.get("mainlanguage") or "en"), *others) if others else ()
