"""YAML text in, values with the line that each is on out; every complaint names file, line and remedy.

Scalars stay texts, as they were written: what `no`, `1:30` or `2026-11` mean is for the reader of each field to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import yaml

from .errors import UNPRINTABLE, ContentError
from .model import PartialDate

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 8
# What the C parser says of brackets so deep that none of them becomes an event.
_PARSER_GAVE_UP = "exceeded maximum nesting depth"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a YAML file and where it stands.

    Attributes:
        path: the file.
        line: 1-based.
        value: a text, a list of values, or a mapping from texts to values.
    """

    path: str
    line: int
    value: str | list[Value] | dict[str, Value]

    def wrong(self, problem: str, remedy: str) -> ContentError:
        """The complaint about this value."""
        return ContentError(self.path, self.line, problem, remedy)

    def text(self, what: str) -> str:
        """The value as a text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong(f"{what} is not a text", "write a text")
        if found := UNPRINTABLE.search(self.value):
            raise self.wrong(
                f"{what} contains the character U+{ord(found[0]):04X}, which is not allowed on a page", "delete it"
            )
        return self.value.strip()

    def texts(self, what: str) -> tuple[str, ...]:
        """The value as a list of texts; a text alone is a list of one."""
        if isinstance(self.value, list):
            return tuple(item.text(what) for item in self.value)
        return (self.text(what),)

    def date(self, what: str) -> PartialDate:
        """The value as a day, a month or a year."""
        text = self.text(what)
        try:
            return PartialDate.parse(text)
        except ValueError:
            raise self.wrong(
                f"`{what}` is {text!r}, which is not a date", "write it as 1956, 1956-08 or 1956-08-31"
            ) from None

    def web_address(self, what: str) -> str:
        """The value as the address of a page of the web."""
        text = self.text(what)
        try:
            parts = urlsplit(text)
        except ValueError:  # brackets that hold no address
            parts = urlsplit("")
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise self.wrong(f"{text!r} is not a web address", "write it with https://")
        return text

    def weight(self) -> int:
        """The value as what a name is worth among those that have room, from 1 to 9."""
        text = self.text("weight")
        if not re.fullmatch(r"[1-9]", text, flags=re.ASCII):
            raise self.wrong(f"the weight {text!r} is not a number from 1 to 9", "leave it out, or write 1 to 9")
        return int(text)

    def mapping(self, what: str, known: tuple[str, ...], needed: tuple[str, ...] = ()) -> dict[str, Value]:
        """The value as a mapping that has no unknown keys and all of those that are needed."""
        if not isinstance(self.value, dict):
            raise self.wrong(f"{what} is not a mapping", f"write it with {', '.join(known)}")
        for key, value in self.value.items():
            if key not in known:
                raise value.wrong(f"{what} has the unknown field {key!r}", f"use {', '.join(known)}")
        for key in needed:
            if key not in self.value:
                raise self.wrong(f"{what} has no {key}", f"add `{key}:`")
        return self.value


def read_yaml(text: str, path: str) -> Value | None:
    """Read one document, or None if there is nothing in it.

    Raises:
        ContentError: the text is not YAML, repeats a key, uses aliases, or is nested too deep.
    """
    try:
        # Events, not nodes: the parser's own way of putting nodes together recurses until the process dies.
        events = yaml.parse(text, Loader=_LOADER)
        next(events)  # the stream's start
        if isinstance(next(events), yaml.StreamEndEvent):
            return None
        root = _value(next(events), events, path, 1)
        next(events)  # the document's end
        another = next(events)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        if error.problem == _PARSER_GAVE_UP:
            raise _too_deep(path, line) from error
        problem = f"this is not YAML: {error.problem or error.context}"
        raise ContentError(path, line, problem, "fix the indentation or quote the value") from error
    except yaml.YAMLError as error:
        raise ContentError(path, None, "it contains a control character", "delete it") from error
    if not isinstance(another, yaml.StreamEndEvent):
        raise ContentError(path, _line(another), "a second document begins here", "leave out the line with ---")
    return root


def _too_deep(path: str, line: int | None) -> ContentError:
    return ContentError(path, line, f"values are nested more than {_DEEPEST} deep", "fix the brackets")


def _value(event: yaml.Event, events: Iterator[yaml.Event], path: str, depth: int) -> Value:
    line = _line(event)
    if isinstance(event, yaml.AliasEvent):
        raise ContentError(path, line, "a value starts with *, which YAML reads as a reference", "write it in quotes")
    if isinstance(event, yaml.ScalarEvent):
        return Value(path, line, str(event.value))
    if depth > _DEEPEST:
        raise _too_deep(path, line)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_value(event, events, path, depth + 1))
        return Value(path, line, items)
    fields: dict[str, Value] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            raise ContentError(path, _line(event), "a field's name is not a word", "write it in quotes")
        key, key_line = str(event.value), _line(event)
        if key in fields:
            raise ContentError(path, key_line, f"{key!r} appears twice", "keep one of them")
        # The line of its key is where a person looks for a value, and the only one where the value is missing.
        fields[key] = replace(_value(next(events), events, path, depth + 1), line=key_line)
    return Value(path, line, fields)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
