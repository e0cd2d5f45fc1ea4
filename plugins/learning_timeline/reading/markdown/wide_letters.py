"""Emphasis in languages that put no spaces between words: Markdown in, Markdown that the parser reads as most programs do out.

CommonMark neither begins nor ends emphasis between a letter and a bracket or a quotation mark. With a sign between the two that is
neither, it does; the sign is taken out again of what the parser gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from unicodedata import east_asian_width

from ..markup.prose import CODE, behind_fence

# What no text has.
_SIGN = "\ufdd2"
_RUN = re.compile(CODE + r"|(?<![*\\])\*{2,3}(?!\*)|(?<![~\\])~~(?!~)", flags=re.MULTILINE)


def with_wide_emphasis(text: str) -> str:
    """A text in which emphasis can begin and end beside a letter of Chinese, Japanese or Korean.

    >>> with_wide_emphasis("**注意。**看 `**。**看`") == f"**注意。{_SIGN}**看 `**。**看`"
    True
    """
    text = text.replace(_SIGN, "")
    if text.isascii() or ("**" not in text and "~~" not in text):
        return text
    out, at = [], 0
    place = 0
    while found := _RUN.search(text, place):
        place = found.end()
        if found["fence"] is not None:
            place = behind_fence(text, found)
        elif found["span"] is None:
            before, behind = text[: found.start()][-1:], text[found.end() :][:1]
            is_end = _is_wide_letter(behind) and _is_sign(before)
            is_begin = _is_wide_letter(before) and _is_sign(behind)
            if is_begin or is_end:
                out += [text[at : found.start()], f"{_SIGN * is_end}{found[0]}{_SIGN * is_begin}"]
                at = found.end()
    return "".join([*out, text[at:]])


def without_signs(events: Iterable[Any], text: str) -> Iterable[Any]:
    """The parser's events of a text without what was put into it."""
    return map(_plain, events) if _SIGN in text else events


def _plain(value: Any) -> Any:  # noqa: ANN401 - the engine's events, see `events`
    if isinstance(value, str):
        return value.replace(_SIGN, "")
    return {name: _plain(one) for name, one in value.items()} if isinstance(value, dict) else value


def _is_wide_letter(character: str) -> bool:
    """Whether it is a letter of Chinese, Japanese or Korean, by the room that it takes."""
    return character.isalnum() and east_asian_width(character) in {"W", "F"}


def _is_sign(character: str) -> bool:
    return bool(character) and not character.isspace() and not character.isalnum()
