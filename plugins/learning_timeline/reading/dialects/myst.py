"""A site or book of MyST: mystmd, Jupyter Book, or Sphinx, with its parser of Markdown or without."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar, Self

from ..field_values import FieldValue
from ..frontmatter import FrontMatter, rewritten, split, with_fields
from ..markup.directive_lines import directive_of, options_of
from ..markup.directives import Directives
from ..markup.prose import changed, substituted
from ..markup.references import labels_in, slug_of, titles_in
from ..names import Names, path_from
from .dialect import Beside
from .site_files import MARKDOWN, front_of, inside_of, may_be_page, notes_in, read, read_settings, text_of
from .website import Website

# Before the names of labels, which are those of no files.
_LABEL = "label:"
_HEADING = re.compile(r"^#[ \t]+(?P<words>[^\n]+)", flags=re.MULTILINE)
_SUBSTITUTION = re.compile(r"\{\{[ \t]{0,9}(?P<name>[A-Za-z_][\w-]{0,60})[ \t]{0,9}\}\}")
_PARSER = re.compile(r"^extensions\b|myst_parser|myst_nb|ablog|\bsphinx\b", flags=re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Myst(Website):
    """Documents with directives and roles.

    Attributes:
        has_substitutions: whether names in two pairs of braces are put in.
        is_sphinx: whether Sphinx makes it.
    """

    name: ClassVar[str] = "myst"
    titles: ClassVar[dict[bool, str]] = {False: "A MyST site", True: "A Sphinx site"}
    roots: ClassVar[tuple[str, ...]] = ("", "_static/", "static/", "public/")

    has_substitutions: bool = False
    is_sphinx: bool = False

    @property
    def title(self) -> str:  # type: ignore[override] # two programs read these documents
        """What such a journal is called in a sentence."""
        return self.titles[self.is_sphinx]

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings."""
        is_book = (folder / "_config.yml").is_file() and (folder / "_toc.yml").is_file()
        is_sphinx = _PARSER.search(read(folder / "conf.py")) is not None
        return cls._of_site(folder, content) if (folder / "myst.yml").is_file() or is_book or is_sphinx else None

    @classmethod
    def _of_site(cls, folder: Path, content: Path) -> Self:
        texts = (read(folder / name) for name in ("conf.py", "_config.yml", "myst.yml"))
        site = cls(
            inside=inside_of(folder, content),
            content=content,
            settings=_substitutions(folder),
            is_sphinx=not (folder / "myst.yml").is_file() and (folder / "conf.py").is_file(),
            has_substitutions=any(re.search(r"\bsubstitutions?\b", text) for text in texts),
        )
        pages = [
            path
            for path in notes_in(content)
            if "/" not in path
            and not site.left_out(path)
            and not site.described(front_of(content, path)).fields.get("date")
            and may_be_page(PurePosixPath(path).stem)
        ]
        return dataclasses.replace(site, pages=tuple(pages))

    def left_out(self, path: str) -> str:
        """What a note is that no page is made of."""
        if path.lower().endswith(MARKDOWN) and any(one.startswith("_") for one in PurePosixPath(path).parts[:-1]):
            return "file of the site itself"
        return super().left_out(path)

    def address(self, path: str, front: FrontMatter) -> str:
        """By its path."""
        del front
        stem = f"/{self.inside}{path}".rpartition(".")[0]
        return f"{stem.removesuffix('index')}" if PurePosixPath(stem).name == "index" else f"{stem}.html"

    def find(self, name: str, path: str, names: Names) -> str:
        """The file that a name means, or the one that holds a label."""
        if name.startswith(_LABEL):
            return names.listed(_LABEL, lambda _, text: labels_in(text)).get(name.removeprefix(_LABEL), "")
        return super().find(name, path, names)

    def _substituted(self, front: FrontMatter) -> tuple[FrontMatter, list[tuple[int, str]]]:
        """A text with the values of the names that its site and its front matter give to some, and the lines of what has none."""
        left_out: list[tuple[int, str]] = []
        if "{{" not in front.body:
            return front, left_out
        known = dict(self.settings)
        nested = front.fields.get("myst")
        for said in (
            front.fields.get("substitutions"),
            nested.get("substitutions") if isinstance(nested, dict) else None,
        ):
            known |= {name: one for name, one in said.items() if isinstance(one, str)} if isinstance(said, dict) else {}
        if not known and not self.has_substitutions:
            return front, left_out
        at = 0

        def value_of(found: re.Match[str]) -> str:
            nonlocal at
            if (value := known.get(found["name"])) is not None:
                return value
            at = max(front.body.find(found[0], at + 1), 0)
            left_out.append((front.body.count("\n", 0, at) + 1, f"`{found[0]}`, which has no value,"))
            return ""

        body = changed(front.body, lambda prose: substituted(_SUBSTITUTION, value_of, prose))
        return dataclasses.replace(front, body=body), left_out

    def described(self, front: FrontMatter) -> FrontMatter:
        """With the fields of the directive by which the blog of Sphinx dates a post."""
        return dated(front)

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """With callouts for directives, and links for roles."""
        folder = posixpath.dirname(path)

        def place_of(name: str) -> str:
            return posixpath.normpath(name.lstrip("/") if name.startswith("/") else posixpath.join(folder, name))

        def find(name: str) -> str:
            place = place_of(name)
            file = next(filter(None, (beside.names.exact(f"{place}{end}") for end in ("", *MARKDOWN))), "")
            return path_from(path, file) if file else ""

        def refer(label: str) -> tuple[str, str]:
            file = beside.find(f"{_LABEL}{label}", path)
            if not file or file == path:
                return "", ""
            # What its author holds back says nothing elsewhere.
            other = beside.said(file)
            heading = titles_in(other.body.split("\n")).get(label, "") if other else ""
            return f"{path_from(path, file)}#{slug_of(heading or label)}", heading

        def title_of(address: str) -> str:
            other = beside.said(posixpath.normpath(posixpath.join(folder, address)))
            if other is None:
                return ""
            heading = _HEADING.search(other.body)
            return text_of(other.fields.get("title", "")) or (heading["words"].strip() if heading else "")

        front, unknown = self._substituted(front)
        front = self.described(front)
        page = Directives(find, lambda name: beside.include(place_of(name)), refer, title_of)
        body = page.plain(front.body)
        return rewritten(front, body, [*unknown, *page.left_out])


def dated(front: FrontMatter) -> FrontMatter:
    """A document with the fields of the directive by which the blog of Sphinx dates a post; one without a day is a draft."""
    post = directive_of(front.body.split("\n"), "post") if "{post}" in front.body else None
    if post is None:
        return front
    day, lines = post
    fields: dict[str, FieldValue] = {"date": day} if day else {"draft": "true"}
    fields |= options_of(lines)[0]
    if lines and lines[0].strip() == "---":
        # Here a value may be a list.
        fields |= split("\n".join(lines)).fields
    return with_fields(front, [(name, value, front.body_line) for name, value in fields.items()])


def _substitutions(folder: Path) -> tuple[tuple[str, str], ...]:
    """The names that a site's settings give to texts."""
    places = (("_config.yml", "parse", "myst_substitutions"), ("myst.yml", "project", "substitutions"))
    found: dict[str, str] = {}
    for file, part, name in places:
        holder = read_settings([folder / file]).get(part)
        said = holder.get(name) if isinstance(holder, dict) else None
        found |= {key: one for key, one in said.items() if isinstance(one, str)} if isinstance(said, dict) else {}
    return tuple(sorted(found.items()))
