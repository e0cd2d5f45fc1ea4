"""A block of code and the name of its language in, HTML coloured by Pygments out."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape
from itertools import groupby
from typing import Any

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Whitespace
from pygments.util import ClassNotFound

from .lexing import quickened

# The name of a language, as it is behind a fence.
LANGUAGE = re.compile(r"[\w+#-][\w+#.-]*")

# Some lexers take time quadratic in the length of a line, or of a run of empty lines; nobody reads such code coloured.
_MAX_CODE, _MAX_LINE, _MAX_EMPTY_LINES = 20_000, 2_000, 100
_MAX_CACHED_CODE = 1_000


def code_block(code: str, language: str) -> str:
    """A block of code, coloured if its language is known and it is not too long."""
    is_too_long = (
        len(code) > _MAX_CODE or "\n" * _MAX_EMPTY_LINES in code or max(map(len, code.split("\n"))) > _MAX_LINE
    )
    if is_too_long or not language:
        inner = escape(code, quote=False)
    else:
        inner = _cached(code, language) if len(code) <= _MAX_CACHED_CODE else _highlighted(code, language)
    name = f' class="language-{language}"' if language else ""
    return f'<div class="highlight"><pre><code{name}>{inner}</code></pre></div>\n'


def _highlighted(code: str, language: str) -> str:
    lexer = _lexer(language)
    if lexer is None:
        return escape(code, quote=False)
    # Pygments' own formatter parts its spans at each line, for numbers that are not wanted here, and takes twice as long.
    parts: list[str] = []
    for name, run in groupby(lexer.get_tokens(code), lambda token: _class_of(token[0])):
        text = escape("".join([value for _, value in run]), quote=False)
        parts.append(f'<span class="{name}">{text}</span>' if name else text)
    return "".join(parts)


# A rebuild meets the same blocks again; a long one is not worth its memory.
_cached = lru_cache(maxsize=4096)(_highlighted)


@cache
def _class_of(kind: Any) -> str:  # noqa: ANN401 - Pygments' kinds of token are made by reading attributes
    """The class by which a style sheet knows a kind of token; nothing for what needs no colour."""
    while kind not in STANDARD_TYPES:
        kind = kind.parent
    return "" if kind is Whitespace else STANDARD_TYPES[kind]


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    try:
        return quickened(get_lexer_by_name(language, stripnl=False))
    except ClassNotFound:
        return None
