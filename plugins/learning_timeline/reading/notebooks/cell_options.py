"""The code of a cell in, the code that is shown out, with what its options and the notebook's say of how it is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..._seam import analytics

if TYPE_CHECKING:
    from collections.abc import Mapping

# Options as Quarto writes them and as formatters of code leave them, and lines of nbdev.
_OPTION = re.compile(r"\s*(?:#|//|--|%%?) ?\|\s*(?P<name>[\w.-]+)\s*:\s*+(?P<value>(?:\S++(?:\s++\S++)*+)?)\s*+")
_OTHER_OPTION = re.compile(r"\s*(?:#|//|--|%%?) ?\|.*")
_LINE_OF_NBDEV = re.compile(r"\s*+#\s*+(?:\|\s*+)?(?P<word>hide[\w-]*|remove[\w-]+)\s*+", flags=re.IGNORECASE)
_HIDDEN_LINE = re.compile(r".*#\s*\|\s*hide_line\s*")
# What may be above options: nothing, magics, and comments.
_ABOVE = re.compile(r"\s*(?:[#%!].*|//.*)?")


def code_of(source: str, defaults: Mapping[str, Any]) -> tuple[str, dict[str, str], analytics.Hidden]:
    """The code of a cell without the lines that say how it is shown; the options in them, and what is hidden.

    Args:
        source: of the cell.
        defaults: the options of all cells.
    """
    code, said, words = _parted(source)
    own = dict(said)
    hidden = analytics.hidden_by_options({**defaults, **own}) | analytics.hidden_by_words(words)
    for name, value in said:  # of two with one name either hides
        hidden |= analytics.hidden_by_options({name: value})
    return code, own, hidden


def _parted(source: str) -> tuple[str, list[tuple[str, str]], list[str]]:
    r"""The code of a cell without the lines that say how it is shown; the options in them, and the words of nbdev.

    >>> _parted("# | fig-alt: A line\n#hide_input\nplot()")
    ('plot()', [('fig-alt', 'A line')], ['hide_input'])
    """
    kept: list[str] = []
    said: list[tuple[str, str]] = []
    words: list[str] = []
    is_above = True
    for line in source.split("\n"):
        is_above = is_above and _ABOVE.fullmatch(line) is not None
        if match := _OPTION.fullmatch(line):
            said.append((match["name"], _unquoted(match["value"])))
        elif is_above and (match := _LINE_OF_NBDEV.fullmatch(line)) and any(analytics.hidden_by_words([match["word"]])):
            words.append(match["word"])
        elif not (_HIDDEN_LINE.fullmatch(line) or (is_above and _OTHER_OPTION.fullmatch(line))):
            kept.append(line)
    return "\n".join(kept), said, words


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value.removeprefix("!expr").strip()
