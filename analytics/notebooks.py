"""A version of a post's file in, the text that a person wrote in it out: the Markdown of a notebook, any other file as it is.

Also what of a notebook's cell its author hid, in the words of any program that shows notebooks; in doubt, it is hidden.

What a notebook keeps beside its text, code and above all outputs, would count as thousands of words, and a picture as a line that
was written again. Versions of long ago are read as well, so that nothing is demanded of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

# Of all JSON that begins like this only a notebook can be in a post's file.
_BEGIN = b"{"
_NO = {"false", "no", "off", "0", "f", "n", "none", "never", "hide", "hidden"}
_YES = {"true", "yes", "on", "1", "t", "y", "fenced", "asis", ""}


class Hidden(NamedTuple):
    """What of a cell is not for its readers."""

    cell: bool = False
    code: bool = False
    output: bool = False
    errors: bool = False

    def __or__(self, other: Hidden) -> Hidden:
        """What either of them hides."""
        return Hidden(*(one or another for one, another in zip(self, other, strict=True)))


_CELL, _CODE, _OUTPUT, _ERRORS = Hidden(cell=True), Hidden(code=True), Hidden(output=True), Hidden(errors=True)
# Options of Quarto and knitr, and what each hides when it is no plain yes.
_OPTIONS = {
    "include": _CELL,
    "echo": _CODE,
    "output": _OUTPUT,
    "results": _OUTPUT,
    "warning": _ERRORS,
    "message": _ERRORS,
}
# Lines of nbdev, tags of Jupyter Book, MyST and nbconvert, and names in a cell's metadata, without dashes and underscores.
_WORDS = {
    **dict.fromkeys(("hide", "hidden", "hidecell", "removecell", "remove", "private", "hideall", "removeall"), _CELL),
    **dict.fromkeys(("hideinput", "hidecode", "removeinput", "removecode", "sourcehidden"), _CODE),
    **dict.fromkeys(
        (
            "hideoutput",
            "hideoutputs",
            "removeoutput",
            "removeoutputs",
            "removealloutputs",
            "outputshidden",
            "collapsed",
        ),
        _OUTPUT,
    ),
    **dict.fromkeys(("hidestderr", "removestderr"), _ERRORS),
}
_NAMES = re.compile(r"[-_ ]")


def hidden_by_options(options: Mapping[str, Any]) -> Hidden:
    """What options hide, of a cell or, by front matter, of all.

    >>> hidden_by_options({"echo": "no"}), hidden_by_options({"output": True})
    (Hidden(cell=False, code=True, output=False, errors=False), Hidden(cell=False, code=False, output=False, errors=False))
    """
    found = Hidden()
    for name, value in options.items():
        word = str(value).partition(" #")[0].strip(" \"'").lower()
        if name in _OPTIONS and (word in _NO if name in {"results", "output"} else word not in _YES):
            found |= _OPTIONS[name]
    return found


def hidden_by_words(words: Iterable[str]) -> Hidden:
    """What tags and lines such as ``#hide`` hide.

    >>> hidden_by_words(["Remove_Input", "parameters"]).code
    True
    """
    found = Hidden()
    for word in words:
        found |= _WORDS.get(_NAMES.sub("", word.lower()), Hidden())
    return found


def hidden_by_metadata(metadata: object) -> Hidden:
    """What the metadata of a cell hides: its tags, and what programs note beside them."""
    if not isinstance(metadata, dict):
        return Hidden()
    tags = metadata.get("tags")
    words = (
        [tags]
        if isinstance(tags, str)
        else [tag for tag in tags if isinstance(tag, str)]
        if isinstance(tags, list)
        else []
    )
    for name, value in metadata.items():
        if isinstance(value, dict):
            words += [inner for inner, is_so in value.items() if is_so is True]
        elif value is True:
            words.append(name)
        elif value == "hidden":  # nbsphinx
            words.append("hidden")
        elif (name, value) == ("cellView", "form"):  # Colab
            words.append("hide-code")
    return hidden_by_words(words) | hidden_by_options(
        {name: value for name, value in metadata.items() if value is False}
    )


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
    is_text = isinstance(cell, dict) and cell.get("cell_type") in {"markdown", "raw", "heading"}
    hidden = hidden_by_metadata(cell.get("metadata")) if is_text else Hidden()
    return is_text and not (hidden.cell or hidden.code)


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)
