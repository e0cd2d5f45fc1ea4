"""A text that begins with a map in Clojure or Elixir, as Cryogen and NimblePublisher have their fields, in; the fields out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .field_values import FieldValue

# A name alone is none: kramdown has lists of contents and names of attributes so.
_BEGINS = re.compile(r"\s*(?:\{\s*:(?![\w-]{1,40}\s{0,9}\})[A-Za-z]|%\{\s*(?:[a-z_]\w*:|\"))")
_TOKEN = re.compile(
    r"(?P<space>[\s,]+|;[^\n]*)|(?P<long>\"\"\"(?P<lines>(?:[^\"]|\"(?!\"\")){0,20000})\"\"\")"
    r"|(?P<quoted>\"(?P<text>(?:[^\"\\]|\\[\s\S]){0,20000})\")"
    r"|~[wW](?:\((?P<round>[^()]{0,2000})\)|\[(?P<square>[^\[\]]{0,2000})\])"
    r"|(?P<open>[#%]?\{|[\[(])|(?P<close>[\])}])|(?P<word>[^\s,;\"\[\](){}]{1,500})"
)
_ESCAPED = re.compile(r"\\(.)", flags=re.DOTALL)
# Behind the map of NimblePublisher.
_RULE = re.compile(r"[ \t]*\n?---[ \t]*(?:\n|\Z)")
_DEEPEST = 5
# What of a map that cannot be read may hold its file back.
_PAIR = re.compile(r":?(?P<name>[A-Za-z][\w-]{0,40})(?:\?|:)?\s{1,9}(?P<value>true|false)\b")
_MOST = 4_000


class LiteralMap(NamedTuple):
    """The map that a text begins with.

    Attributes:
        fields: each by its name, with its 1-based line.
        end: where the text behind it begins.
        is_closed: whether all of it could be read; if not, the fields are those that say yes or no.
    """

    fields: list[tuple[str, FieldValue, int]]
    end: int
    is_closed: bool = True


class _UnreadError(ValueError):
    """No such map goes on here."""


def map_of(text: str) -> LiteralMap | None:
    r"""The map that a text begins with; None if it begins with none.

    >>> found = map_of('{:title "A", :draft? true\n :tags ["b" "c"]}\nText.')
    >>> found.fields, found.end
    ([('title', 'A', 1), ('draft', 'true', 1), ('tags', ['b', 'c'], 2)], 44)
    >>> [value for _, value, _ in map_of('%{\n  title: "A",\n  tags: ~w(b c)\n}\n---\nText.').fields]
    ['A', ['b', 'c']]
    """
    if _BEGINS.match(text) is None:
        return None
    reading = _Reading(text, text.index("{") + 1)
    try:
        found = list(reading.pairs("}", 0))
    except _UnreadError:
        # Attributes of a paragraph begin so, too; as a rule they have no pair.
        pairs: list[tuple[str, FieldValue, int]] = [
            (one["name"], one["value"], 1) for one in _PAIR.finditer(text[:_MOST])
        ]
        return LiteralMap(pairs, 0, is_closed=False) if pairs else None
    rule = _RULE.match(text, reading.at)
    end = rule.end() if rule else reading.at + (text[reading.at : reading.at + 1] == "\n")
    return LiteralMap(found, end) if found else None


class _Reading:
    """A text being read from a place in a map."""

    def __init__(self, text: str, at: int) -> None:
        self._text, self.at = text, at

    def _next(self) -> re.Match[str]:
        while (found := _TOKEN.match(self._text, self.at)) is not None:
            self.at = found.end()
            # A tag says of which kind the value behind it is.
            is_tag = (found["word"] or "").startswith("#")
            if not found["space"] and not is_tag:
                return found
        raise _UnreadError

    def pairs(self, end: str, depth: int) -> Iterator[tuple[str, FieldValue, int]]:
        """The fields of a map, to its end."""
        while (key := self._next())["close"] is None:
            word = key["word"] or key["text"] or ""
            is_key = word.startswith(":") or word.endswith(":") or key["text"]
            if not is_key:
                raise _UnreadError
            line = self._text.count("\n", 0, key.start()) + 1
            token = self._next()
            if token["word"] == "=>":
                token = self._next()
            yield word.strip(":").removesuffix("?").lower(), self._value(token, depth), line
        if key["close"] != end:
            raise _UnreadError

    def _value(self, token: re.Match[str], depth: int) -> FieldValue:
        if token["long"]:
            return str(token["lines"]).strip()
        if token["quoted"] is not None:
            return _ESCAPED.sub(r"\1", token["text"])
        words = token["round"] or token["square"]
        if words is not None:
            return list(words.split())
        if token["word"]:
            return str(token["word"]).lstrip(":")
        if depth == _DEEPEST or token["close"]:
            raise _UnreadError
        if token["open"] in {"{", "%{"}:
            return {name: value for name, value, _ in self.pairs("}", depth + 1)}
        items: list[FieldValue] = []
        while (one := self._next())["close"] is None:
            items.append(self._value(one, depth + 1))
        return items
