"""A site of Pelican, or a journal of this project: the reader's own dialect, with the tags of Pelican's plugin for Liquid."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ..._seam import analytics
from ..comments import without_comments
from ..frontmatter import rewritten, split
from ..images import is_there
from ..markup.liquid import Liquid
from ..markup.prose import CODE, behind_fence, fence_for
from ..notebooks import code_of, defaults_of
from .dialect import Dialect
from .website import notes_in, read

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from ..frontmatter import FrontMatter
    from .dialect import Beside

_NOTEBOOK = re.compile(r"\{%[ \t]{0,9}notebook[ \t]{1,9}(?P<file>[^\s%]{1,300})[^%\n]{0,300}%\}")
_TAG = re.compile(
    CODE + r"|\{%[ \t]{0,9}(?P<tag>notebook|include_code)[ \t]{1,9}(?P<file>[^\s%]{1,300})[^%\n]{0,300}%\}",
    flags=re.MULTILINE,
)
# What is put in is no Liquid, so that it stands aside while that is read.
_ASIDE = re.compile("\ufdd1(?P<number>\\d+)\ufdd2")
# Where the plugin seeks them, below the content folder.
_FOLDERS = ("", "notebooks/", "downloads/notebooks/", "code/", "downloads/code/")
_PLACES = tuple(f"{home}{folder}" for home in ("", "content/") for folder in _FOLDERS)


@dataclass(frozen=True)
class Pelican(Dialect):
    """Posts with Pelican's fields.

    Attributes:
        has_liquid: whether the site's settings name the plugin whose tags posts may hold.
        included: notebooks that posts show, and that are no posts themselves.
    """

    name: ClassVar[str] = "pelican"
    title: ClassVar[str] = "A Pelican site"

    has_liquid: bool = False
    included: frozenset[str] = frozenset()

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings."""
        settings = folder / "pelicanconf.py"
        if not settings.is_file():
            return None
        if "liquid_tags" not in read(settings):
            return cls()
        texts = (read(content / path) for path in notes_in(content))
        named = {found["file"] for text in texts if "{%" in text for found in _NOTEBOOK.finditer(text)}
        placed = {f"{place}{name}" for name in named for place in _PLACES}
        return cls(has_liquid=True, included=frozenset(one for one in placed if is_there(content / one)))

    def left_out(self, path: str) -> str:
        """A notebook that a post shows, beside all that nothing can read."""
        return "notebook that a post includes" if path in self.included else super().left_out(path)

    def prepared(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """A post with notebooks and code in place of the tags that name them."""
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
                left_out.append((line, f"the file `{found['file']}`, which is not there or shows nothing,"))
        liquid = Liquid({}, {}, str)
        body = liquid.translated("".join([*out, text[at:]]))
        body = _ASIDE.sub(lambda one: aside[int(one["number"])] if int(one["number"]) < len(aside) else "", body)
        return rewritten(front, body, [*left_out, *liquid.left_out])

    @staticmethod
    def _included(found: re.Match[str], beside: Beside) -> str:
        """What is shown of the file that a tag names; empty where there is nothing."""
        file = next(filter(None, (beside.names.exact(f"{place}{found['file']}") for place in _PLACES)), "")
        text = beside.include(file, is_code=True) if file else None
        if text is None or found["tag"] == "notebook":
            return markdown_of(text or "")
        return _fenced(text, posixpath.splitext(file)[1][1:])


def markdown_of(notebook: str) -> str:
    r"""The cells of a notebook as Markdown, with what its code printed, but for what is hidden; empty where it cannot be read.

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
        defaults = defaults_of(found.get("metadata") or {}, front)
        return "\n\n".join(part for cell in cells for part in _parts(cell, defaults) if part.strip())
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
