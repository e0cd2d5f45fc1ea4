"""A version of a post's file in, the text that a person wrote in it out: a notebook's Markdown, and any other file as it is.

What a notebook keeps beside its text, code and above all outputs, would count as thousands of words, and a picture as a line that
was written anew. Versions of long ago are read as well, so that nothing is demanded of them.
"""

from __future__ import annotations

import json
from typing import Any

# Of all JSON that begins like this only a notebook can stand in a post's file.
_BEGIN = b"{"


def written(data: bytes) -> bytes:
    r"""The text that a person wrote in a file.

    >>> written(b"Text."), written(b'{"cells": [{"cell_type": "markdown", "source": ["One\\n", "two"]}, {"cell_type": "code"}]}')
    (b'Text.', b'One\ntwo')
    """
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_BEGIN):
        return data
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError):
        return data
    sources = [_source(cell) for cell in _cells(notebook) if _is_text(cell)]
    # Not a notebook after all, if it has no cells.
    return "\n\n".join(sources).encode("utf-8", "replace") if _cells(notebook) else data


def _cells(notebook: Any) -> list[Any]:  # noqa: ANN401 - whatever JSON holds
    """The cells of a notebook of any version: those before the fourth keep them in sheets."""
    sheets = [notebook, *_list(notebook, "worksheets")]
    return [cell for sheet in sheets for cell in _list(sheet, "cells")]


def _list(holder: Any, name: str) -> list[Any]:  # noqa: ANN401
    found = holder.get(name) if isinstance(holder, dict) else None
    return found if isinstance(found, list) else []


def _is_text(cell: Any) -> bool:  # noqa: ANN401
    # A raw cell is where the front matter stands.
    return isinstance(cell, dict) and cell.get("cell_type") in {"markdown", "raw", "heading"}


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)
