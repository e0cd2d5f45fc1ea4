"""Citations as Pandoc and Quarto write them, ``[@vaswani2017attention]`` and ``[@a; @b, p. 3]``: text in, numbers out."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CITATION = re.compile(r"\[(@[^\[\]\n]{1,300})\]")
_CITED = re.compile(r"@(?P<key>[^\s,;{}\"#%'()=~\\\[\]]+)(?P<locator>,[^;]*)?")


class Citations:
    """Numbers what a page cites, in the order of its text.

    Attributes:
        numbers: by key of the bibliography.
        unknown: what stands like a citation and is no key; only the order of the keys counts.
    """

    def __init__(self, keys: frozenset[str]) -> None:
        """Citations of a page that may cite by these keys."""
        self._keys = keys
        self.numbers: dict[str, int] = {}
        self.unknown: dict[str, None] = {}

    def split(self, text: str) -> Iterator[tuple[str, str]]:
        """A text cut behind each of its citations: the text before it, and its HTML; at the end what is left."""
        done = 0
        if "[@" in text:
            for match in _CITATION.finditer(text):
                if html := self._html(match[1]):
                    yield text[done : match.start()], html
                    done = match.end()
        yield text[done:], ""

    def _html(self, inside: str) -> str:
        """``@a; @b, p. 3`` as numbers that lead to the references; nothing if one of them is no key of the bibliography."""
        parts = [_CITED.fullmatch(part.strip()) for part in inside.split(";")]
        names = [part["key"] for part in parts if part]
        unknown = [name for name in names if name not in self._keys]
        self.unknown.update(dict.fromkeys(unknown))
        if unknown or len(names) < len(parts):
            return ""
        shown = []
        for part in parts:
            assert part is not None
            number = self.numbers.setdefault(part["key"], len(self.numbers) + 1)
            place = escape(f"ref-{part['key']}")
            locator = escape(part["locator"] or "", quote=False)
            shown.append(f'<a class="citation" href="#{place}">{number}</a>{locator}')
        return f"[{'; '.join(shown)}]"
