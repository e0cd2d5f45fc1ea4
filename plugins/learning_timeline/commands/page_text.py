"""The bytes of a stranger's page in, its words out: by a process of its own, which has so much time and so much memory.

A page may be made to hold whoever reads it: tables that are laid out as wide as their widest cell, numbers that are widths,
declarations of letters that take for ever to decode. Nothing within a process stops a parser for certain.
"""

from __future__ import annotations

import codecs
import multiprocessing
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_properties import Display
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_element import HtmlElement
from inscriptis.model.tag import CustomHtmlTagHandlerMapping
from lxml import etree

from ..core.stopping import leave_to_parent

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

TEXT_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
# Bytes of address space, of which the libraries themselves take a part.
_MOST_MEMORY = 1 << 30
# Encodings of Python that are none of the web: one always fails, others read markup of their own or take the square of the time.
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem"}
)
_CHARSET = re.compile(rb"""charset=["']?([\w-]{1,40})""", flags=re.IGNORECASE)
# What stands in lines of code; the library would join lines that are in one of them.
_IN_CODE = ("a", "b", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "s", "samp", "strong", "tt", "u", "var")
# Spaces before a line: a page may ask for millions.
_FURTHEST = 40
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160)])


def read_text(kind: str, charset: str, data: bytes, *, seconds: float, most: int) -> str:
    """The words of a page; empty if there are none, or where they are not found in time.

    Args:
        kind: the media type.
        charset: the encoding as the site told it; empty if it told none.
        data: the page.
        seconds: that are waited for.
        most: characters that are kept.
    """
    if kind not in TEXT_TYPES or not data or seconds <= 0:
        return ""
    # On Linux a server of forks, so that none is made of a process with threads.
    forks = sys.platform == "linux"
    context = multiprocessing.get_context("forkserver") if forks else multiprocessing.get_context("spawn")
    context.set_forkserver_preload(["inscriptis"])
    mine, its_end = context.Pipe(duplex=False)
    reader = context.Process(target=_answer, args=(its_end, kind, charset, data, most), daemon=True)
    try:
        reader.start()
        its_end.close()
        text: str = mine.recv() if mine.poll(seconds) else ""
    except (EOFError, OSError):  # it was ended: too much memory, or a parser that crashed
        text = ""
    finally:
        mine.close()
        with suppress(AttributeError, ValueError):  # it was never started
            reader.kill()
            reader.join()
    return text


def _answer(connection: Connection, kind: str, charset: str, data: bytes, most: int) -> None:
    leave_to_parent()
    with suppress(ImportError, ValueError, OSError):  # a system without such limits
        import resource  # noqa: PLC0415 - not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    with suppress(MemoryError):
        connection.send(text_of(kind, charset, data)[:most])


def text_of(kind: str, charset: str, data: bytes) -> str:
    """The words of a page, a block in a line; empty if there are none.

    >>> text_of("text/html", "", b"<h1>Hello</h1><p>two <b>words</b><script>no</script>").split()
    ['Hello', 'two', 'words']
    """
    if not charset and kind != "text/plain" and (named := _CHARSET.search(data[:2000])):
        charset = named[1].decode("ascii", "replace")
    text = _decoded(data, charset).replace("\r\n", "\n")
    if kind != "text/plain":
        # A declaration of its bytes means nothing once it is text, and lxml refuses it.
        if text.lstrip().startswith("<?xml"):
            text = text.partition("?>")[2]
        try:
            text = get_text(text, _config()) if text.strip() else ""
        except (etree.LxmlError, ValueError, RecursionError):
            return ""
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(map(_line, text.split("\n")))).strip("\n")
    return f"{text}\n" if text else ""


def _line(text: str) -> str:
    """A line without what only moves a terminal's cursor, no further from the left than a reader finds it."""
    text = text.translate(_CONTROL).rstrip()
    words = text.lstrip(" ")
    return " " * min(len(text) - len(words), _FURTHEST) + words


def _decoded(data: bytes, charset: str) -> str:
    try:
        name = codecs.lookup(charset or "utf-8").name
        return data.decode("utf-8" if name in _NO_CHARSETS else name, "replace")
    except (LookupError, ValueError):  # no such encoding, one of bytes, or one that fails whatever it is told
        return data.decode("utf-8", "replace")


def _config() -> ParserConfig:
    """A row of a table is a line, and its cells are words of it: laid out side by side they are as wide as the widest."""
    line = HtmlElement(display=Display.block)
    # Their white space is that of what they stand in, which the library does not take for granted.
    in_code = HtmlElement(whitespace=None)
    span = HtmlElement(prefix=" ", suffix=" ", limit_whitespace_affixes=True, whitespace=None)
    as_other_elements: dict[str, Any] = dict.fromkeys(("table", "tr"))
    handlers = as_other_elements | dict.fromkeys(("td", "th"), _part)
    return ParserConfig(
        css=CSS_PROFILES["relaxed"]
        | dict.fromkeys(("table", "caption", "tr"), line)
        | dict.fromkeys(_IN_CODE, in_code)
        | {"span": span},
        custom_html_tag_handler_mapping=CustomHtmlTagHandlerMapping(handlers, handlers),
    )


def _part(state: Any, _: Any = None) -> None:  # noqa: ANN401 - the library's own
    """Part a cell from the next by a space; several are one."""
    state.tags[-1].write(" ")
