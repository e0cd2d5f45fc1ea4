"""The parser's events of one text in, the same with emoji for their short names out: `:tada:` is shown as programs show it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# One or several at once; those of scopes, as in `std::cat::x`, are none.
_NAMES = re.compile(r"(?<![\w:])(?::[A-Za-z0-9_+-]{1,80}:)+(?!\w|:\w)")
_NAME = re.compile(r":[^:]+:")


def show_emoji(events: list[Any]) -> None:
    """Replace short names in texts that are no code.

    Args:
        events: of one text; changed in place.
    """
    in_code = False
    for at, event in enumerate(events):
        if not isinstance(event, dict):
            continue
        ((kind, value),) = event.items()
        if kind in {"Start", "End"}:
            if value == "CodeBlock" or (isinstance(value, dict) and "CodeBlock" in value):
                in_code = kind == "Start"
        elif kind == "Text" and not in_code and value.count(":") > 1:
            events[at] = {"Text": _NAMES.sub(_shown, value)}


def _shown(names: re.Match[str]) -> str:
    return _NAME.sub(lambda found: _emoji(found[0]), names[0])


@cache
def _emoji(name: str) -> str:
    """What a short name stands for; itself if it stands for nothing.

    >>> _emoji(":white_check_mark:"), _emoji(":no_emoji:")
    ('✅', ':no_emoji:')
    """
    import emoji  # noqa: PLC0415 - its names are read when a text has one

    return emoji.emojize(name, language="alias")
