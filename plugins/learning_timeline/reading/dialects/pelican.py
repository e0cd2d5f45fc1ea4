"""A site of Pelican, or a journal of this project: the reader's own dialect, with the tags of Pelican's plugin for Liquid."""

from __future__ import annotations

import ast
import dataclasses
import json
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from ..._seam import analytics
from ..comments import without_comments
from ..conditions import defaults_of
from ..days import day_in
from ..frontmatter import FrontMatter, rewritten, split
from ..images import is_there
from ..markup.liquid import Liquid
from ..markup.prose import CODE, behind_fence, fence_for
from ..moments import Ambiguous, moment_of
from ..notebooks.cell_options import code_of
from .dialect import Beside, Dialect
from .site_files import host_and_base, inside_of, notes_in, read, text_of
from .site_links import with_former
from .website import Website

if TYPE_CHECKING:
    from ..markdown import Syntax
    from ..names import Names

_NOTEBOOK = re.compile(r"\{%[ \t]{0,9}notebook[ \t]{1,9}(?P<file>[^\s%]{1,300})[^%\n]{0,300}%\}")
_TAG = re.compile(
    CODE + r"|\{%[ \t]{0,9}(?P<tag>notebook|include_code)[ \t]{1,9}(?P<file>[^\s%]{1,300})(?P<more>[^%\n]{0,300})%\}",
    flags=re.MULTILINE,
)
# Which of a notebook's cells its author shows, and in which language they are.
_CELLS = re.compile(
    r"(?:cells\[(?P<start>-?\d{0,6}):(?P<end>-?\d{0,6})\])?[ \t]*(?:language\[[\w+#-]{1,30}\])?",
)
# What a journal of this project names in its settings.
_OURS = "learning_timeline"
# What Pelican takes where nothing is said.
_SAID = {"ARTICLE_URL": "{slug}.html", "PAGE_URL": "pages/{slug}.html"}
# What is put in is no Liquid, so that it stands aside while that is read.
_ASIDE = re.compile("\ufdd1(?P<number>\\d{1,9})\ufdd2")
# Where the plugin seeks them, below the content folder.
_FOLDERS = ("", "notebooks/", "downloads/notebooks/", "code/", "downloads/code/")
_PLACES = tuple(f"{home}{folder}" for home in ("", "content/") for folder in _FOLDERS)


@dataclass(frozen=True)
class Pelican(Website):
    """Posts with Pelican's fields.

    Attributes:
        patterns: of the addresses of posts and of pages; none in a journal of this project, which has them still.
        has_liquid: whether the site's settings name the plugin whose tags posts may hold.
        included: notebooks that posts show, and that are no posts themselves.
    """

    name: ClassVar[str] = "pelican"
    title: ClassVar[str] = "A Pelican site"

    syntax: ClassVar[Syntax] = Dialect.syntax
    roots: ClassVar[tuple[str, ...]] = (*Dialect.roots, "content/")

    @property
    def has_macros(self) -> bool:  # type: ignore[override] # a journal of this project names them in a setting
        """Whether files of its site may define commands for formulas."""
        return bool(self.patterns[0])

    patterns: tuple[str, str] = ("", "")
    has_liquid: bool = False
    included: frozenset[str] = frozenset()

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings."""
        text = read(folder / "pelicanconf.py") or read(folder / "publishconf.py")
        if not text:
            return None
        site = cls(content=content, inside=inside_of(folder, content))
        own = _texts_in(text)
        # Settings that come from elsewhere may be those of a journal of this project.
        if _OURS not in text and "SITENAME" in own:
            said = _SAID | own | _texts_in(read(folder / "publishconf.py"))
            host, base = host_and_base(said.get("SITEURL", ""))
            site = dataclasses.replace(site, host=host, base=base, patterns=(said["ARTICLE_URL"], said["PAGE_URL"]))
        if "liquid_tags" not in text:
            return site
        texts = (read(content / path) for path in notes_in(content))
        named = {found["file"] for text in texts if "{%" in text for found in _NOTEBOOK.finditer(text)}
        placed = {f"{place}{name}" for name in named for place in _PLACES}
        shown = frozenset(one for one in placed if is_there(content / one))
        return dataclasses.replace(site, has_liquid=True, included=shown)

    @classmethod
    def of(cls, content: Path) -> Self:
        """Of which no settings are known."""
        return cls(content=content)

    def left_out(self, path: str) -> str:
        """A notebook that a post shows, beside all that nothing can read."""
        return "notebook that a post includes" if path in self.included else Dialect.left_out(self, path)

    def prepared(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """A post without tags, whose links by addresses of the site lead to files."""
        front = self.translated(path, front, beside)
        if not self.patterns[0]:
            return front
        was = self.address(path, front)
        front = with_former(front, [was] if was else [])
        return dataclasses.replace(front, body=self._links(path, was, beside).relative(front.body))

    def prepared_text(self, path: str, text: str, beside: Beside) -> str:
        """A text of a notebook as it is."""
        del path, beside
        return text

    def find(self, name: str, path: str, names: Names) -> str:
        """The file that a name means, or an address of the site."""
        return super().find(name, path, names) if self.patterns[0] else Dialect.find(self, name, path, names)

    def address(self, path: str, front: FrontMatter) -> str:
        """By the pattern of the settings, or what the post says; empty where the pattern asks for more."""
        if own := text_of(front.fields.get("url", "")):
            return f"/{own.lstrip('/')}"
        title = text_of(front.fields.get("title", "")) or PurePosixPath(path).stem
        slug = text_of(front.fields.get("slug", "")) or _slug(title)
        try:
            day = moment_of(text_of(front.fields.get("date", "")))
        except Ambiguous:
            day = None
        is_page = "pages" in PurePosixPath(path).parts[:-1]
        category = text_of(front.fields.get("category", "")) or PurePosixPath(path).parent.name
        values = {
            "slug": slug,
            "date": day or day_in(path).day,
            "category": _slug(category),
            "lang": front.fields.get("lang", ""),
        }
        try:
            return f"/{self.patterns[is_page].format_map(values).lstrip('/')}"
        except (KeyError, ValueError, AttributeError, IndexError, TypeError):
            return ""

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """With notebooks and code in place of the tags that name them."""
        del path
        text = front.body
        if not self.has_liquid or "{%" not in text:
            return front
        left_out: list[tuple[int, str]] = []
        out: list[str] = []
        aside: list[str] = []
        at = 0
        while found := _TAG.search(text, at):
            out.append(text[at : found.start()])
            at = found.end() if found["fence"] is None else behind_fence(text, found)
            if not found["tag"]:
                out.append(text[found.start() : at])
            elif shown := self._included(found, beside):
                out.append(f"\ufdd1{len(aside)}\ufdd2")
                aside.append(shown)
            else:
                line = text.count("\n", 0, found.start()) + 1
                left_out.append(
                    (line, f"the file `{found['file']}`, of which nothing can be shown as it is asked for,")
                )
        liquid = Liquid({}, {}, str)
        body = liquid.translated("".join([*out, text[at:]]))
        body = _ASIDE.sub(lambda one: aside[int(one["number"])] if int(one["number"]) < len(aside) else "", body)
        return rewritten(front, body, [*left_out, *liquid.left_out])

    @staticmethod
    def _included(found: re.Match[str], beside: Beside) -> str:
        """What is shown of the file that a tag names; empty if there is nothing."""
        file = next(filter(None, (beside.names.exact(f"{place}{found['file']}") for place in _PLACES)), "")
        text = beside.include(file, is_code=True) if file else None
        if text is None:
            return ""
        if found["tag"] == "notebook":
            chosen = _CELLS.fullmatch(found["more"].strip())
            # What else is asked for may keep a cell back.
            return markdown_of(text, *map(_number, chosen.group("start", "end"))) if chosen else ""
        return _fenced(text, posixpath.splitext(file)[1][1:])


def _number(written: str | None) -> int | None:
    return int(written) if written and written != "-" else None


def _slug(text: str) -> str:
    return str(slugify(text, regex_subs=DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"]))


def _texts_in(settings: str) -> dict[str, str]:
    """The settings of a program that are plain texts; it is not run."""
    try:
        lines = ast.parse(settings).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    return {
        target.id: one.value.value
        for one in lines
        if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant) and isinstance(one.value.value, str)
        for target in one.targets
        if isinstance(target, ast.Name)
    }


def markdown_of(notebook: str, start: int | None = None, end: int | None = None) -> str:
    r"""The cells of a notebook as Markdown, with what its code printed, but for what is hidden; empty where it cannot be read.

    Args:
        notebook: its text.
        start: the first of the cells that are shown, and
        end: the one behind the last, both as a slice has them.

    >>> markdown_of('{"cells": [{"cell_type": "code", "source": "1", "outputs": [{"text": ["2"]}]}]}')
    '```python\n1\n```\n\n```\n2\n```'
    """
    try:
        found: Any = json.loads(notebook)
        worksheets = found.get("worksheets") or [found]
        cells = [cell for sheet in worksheets for cell in sheet.get("cells", ())]
        first = cells[0] if cells and cells[0].get("cell_type") in {"raw", "markdown"} else {}
        front = split(_whole(first.get("source", "")))
        if front.fields:
            first["source"] = front.body
        defaults = defaults_of(found.get("metadata") or {}, front.fields)
        return "\n\n".join(part for cell in cells[start:end] for part in _parts(cell, defaults) if part.strip())
    except (ValueError, AttributeError, TypeError, RecursionError):
        return ""


def _parts(cell: dict[str, Any], defaults: dict[str, Any]) -> list[str]:
    source, kind = _whole(cell.get("source", cell.get("input", ""))), cell.get("cell_type")
    # Before version 4 a cell said beside its metadata that its output is hidden.
    hidden = analytics.hidden_by_metadata({"collapsed": cell.get("collapsed"), **(cell.get("metadata") or {})})
    if hidden.cell or kind == "raw":
        return []
    if kind != "code":
        return [] if hidden.code else [without_comments(source)[0]]
    code, _, by_lines = code_of(source, defaults)
    hidden |= by_lines
    if hidden.cell:
        return []
    outputs = [one for one in cell.get("outputs", ()) if not (hidden.errors and one.get("name") == "stderr")]
    return [
        *([] if hidden.code or not code.strip() else [_fenced(code, "python")]),
        *([] if hidden.output else map(_shown, outputs)),
    ]


def _shown(output: dict[str, Any]) -> str:
    data = output.get("data") or output
    for kind, name in (("png", "image/png"), ("jpeg", "image/jpeg")):
        if picture := data.get(name) or data.get(kind):
            return f'<img alt="" src="data:{name};base64,{re.sub(r"[^A-Za-z0-9+/=]", "", _whole(picture))}">'
    text = output.get("text") or data.get("text/plain") or ""
    return _fenced(analytics.UNPRINTABLE.sub("", _whole(text)), "") if text else ""


def _fenced(text: str, language: str) -> str:
    lines = text.rstrip("\n").split("\n")
    return "\n".join([f"{fence_for(lines)}{language}", *lines, fence_for(lines)])


def _whole(text: Any) -> str:  # noqa: ANN401 - what a notebook holds
    """A text that may come in lines, without the halves of characters that JSON may hold."""
    whole = "".join(map(str, text)) if isinstance(text, list) else str(text)
    return whole.encode("utf-8", "replace").decode()
