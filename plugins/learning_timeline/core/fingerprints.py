"""Values in, digests out: equal digests mean equal values, in every process and under every hash seed.

A value of a kind that is not known here is `Opaque`, so that whatever depends on it is made again instead of being taken
for unchanged.
"""

from __future__ import annotations

import dis
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import Enum
from functools import cache
from hashlib import blake2b
from pathlib import PurePath
from types import CodeType, FunctionType, ModuleType
from typing import Any
from zoneinfo import ZoneInfo

from pelican.contents import Content
from pelican.urlwrappers import URLWrapper

from .deferred import Deferred
from .programs import LIBRARIES, canonical

SIZE = 16
# Containers of at least so many items are computed once a build.
LARGE = 16
# A shorter text stands for itself.
SHORT = 200
# Kinds of values of which `repr` tells all.
_PLAIN = frozenset({type(None), bool, int, float, str, bytes, date})
# What a Content knows of Pelican, and not of itself.
_OF_PELICAN = ("settings", "_context", "translations", "source_path")


class Opaque(Exception):  # noqa: N818 - it reads as what the value is
    """A value whose equality with an earlier one cannot be told."""


def digest_of(parts: Iterable[bytes]) -> bytes:
    """One digest of several; their lengths count, so that they cannot run into each other."""
    found = blake2b(digest_size=SIZE)
    for part in parts:
        found.update(len(part).to_bytes(8, "little"))
        found.update(part)
    return found.digest()


class Fingerprints:
    """The digests of one build's values; what is large is computed once and must not change during the build."""

    def __init__(self) -> None:
        # The values are kept beside their digests, so that no other one can get the same id.
        self._known: dict[int, tuple[object, bytes]] = {}
        self._entered: set[FunctionType] = set()

    def of(self, value: object) -> bytes:
        """The digest of a value.

        Raises:
            Opaque: the value is, or holds, something of an unknown kind.
        """
        if type(value) in _PLAIN and (not isinstance(value, str | bytes) or len(value) < SHORT):
            return _plain(value)
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        if isinstance(value, Content) and getattr(value, "is_known", False):
            digest = digest_of([b"article", *value.fingerprint(self.of)])
            self._known[id(value)] = value, digest
            return digest
        is_pelicans = isinstance(value, Content | URLWrapper)
        if not is_pelicans and (names := _names_of_fields(type(value))) is not None:  # type: ignore[arg-type] # a class is hashable
            return self._of_fields(value, names)
        is_large = is_pelicans or (isinstance(value, list | tuple | dict) and len(value) >= LARGE)
        if not is_large:
            return digest_of(self._parts(value))
        known = self._known[id(value)] = (value, digest_of(self._parts(value)))
        return known[1]

    def _parts(self, value: Any) -> Iterator[bytes]:  # noqa: ANN401, C901, PLR0912 - a case for each kind
        match value:
            case None | bool() | int() | float() | timedelta() | time():
                yield f"{type(value).__name__} {value!r}".encode()
            case Enum():
                yield f"{type(value).__qualname__}.{value.name}".encode()
            case str():
                yield type(value).__name__.encode()
                yield value.encode("utf-8", "surrogatepass")
            case bytes():
                yield b"bytes"
                yield value
            case datetime():
                yield f"datetime {value.isoformat()} {value.fold}".encode()
                yield from self._parts(value.tzinfo)
            case date():
                yield f"date {value.isoformat()}".encode()
            case ZoneInfo():
                yield f"zone {value.key}".encode()
            case tzinfo():
                yield f"zone {value.utcoffset(None)}".encode()
            case PurePath():
                yield f"path {value}".encode("utf-8", "surrogateescape")
            case list() | tuple():
                yield from self._items(value)
            case set() | frozenset():
                yield b"set"
                yield from sorted(self.of(item) for item in value)
            case dict():
                yield b"mapping"
                for key, its in sorted((self.of(key), self.of(item)) for key, item in value.items()):
                    yield key
                    yield its
            case Deferred():
                yield b"deferred"
                yield self.of(value.inputs)
            case URLWrapper():
                yield f"{type(value).__name__} {value.slug!r} {value.name!r}".encode("utf-8", "surrogatepass")
            case Content():
                yield from self._content(value)
            case FunctionType():
                yield from self._function(value)
            case _:
                raise Opaque(type(value).__qualname__)

    def _items(self, items: list[Any] | tuple[Any, ...]) -> Iterator[bytes]:
        if _is_plain(items):
            yield _plain(tuple(items))
        else:
            yield b"sequence"
            yield from map(self.of, items)

    def _of_fields(self, value: object, names: tuple[str, ...]) -> bytes:
        values = [getattr(value, name) for name in names]
        kind = type(value).__qualname__.encode()
        if not _is_plain(values):
            return digest_of([kind, *self._items(values)])
        told = b"\1" + kind + _plain(tuple(values))
        return told if len(told) < SHORT else digest_of([told])

    def _function(self, function: FunctionType) -> Iterator[bytes]:
        """A function by all that decides what it does: its code, and the values that it finds around it.

        Raises:
            Opaque: one of these values is of an unknown kind.
        """
        if function in self._entered:  # it calls itself
            yield b"again"
            return
        self._entered.add(function)
        try:
            yield f"function {function.__module__}.{function.__qualname__}".encode()
            yield from _code(function.__code__)
            yield self.of(function.__defaults__)
            yield self.of(function.__kwdefaults__)
            yield from (self.of(cell.cell_contents) for cell in function.__closure__ or ())
            for name in _names(function.__code__):
                value = function.__globals__.get(name)
                if isinstance(value, ModuleType | type):
                    yield f"{name} {value.__name__}".encode()
                    _know(value.__name__ if isinstance(value, ModuleType) else value.__module__)
                else:
                    yield self.of(value)
            for module in _imports(function.__code__):
                _know(module)
        finally:
            self._entered.discard(function)

    def _content(self, content: Content) -> Iterator[bytes]:
        yield b"content"
        yield f"{content.url} {content.save_as} {content.content}".encode("utf-8", "surrogatepass")
        for name in sorted(content.__dict__.keys() - set(_OF_PELICAN)):
            yield name.encode()
            yield self.of(content.__dict__[name])
        # Of the journal's own articles they are no attribute of the instance.
        yield self.of(getattr(content, "facts", None))
        # Each knows all others of its group, so that this much is all that can be reached.
        for translation in content.translations:
            yield from (
                self.of(value) for name, value in sorted(translation.__dict__.items()) if name not in _OF_PELICAN
            )


@cache
def _names_of_fields(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass; None of any other kind, and of one that is not known by them."""
    if not is_dataclass(kind) or issubclass(kind, Deferred | Enum):
        return None
    return tuple(field.name for field in fields(kind))


def _is_plain(items: list[Any] | tuple[Any, ...]) -> bool:
    """Whether a sequence holds nothing but plain values, and tuples of such."""
    kinds = set(map(type, items)) - _PLAIN
    return not kinds or (kinds == {tuple} and all(_is_plain(one) for one in items if type(one) is tuple))


def _plain(value: object) -> bytes:
    """A plain value by itself: Python writes each so that no other one is written alike, and faster than a loop could."""
    return b"\0" + repr(value).encode("utf-8")


def _code(code: CodeType) -> Iterator[bytes]:
    yield code.co_code
    yield repr((code.co_names, code.co_varnames, code.co_freevars)).encode("utf-8", "surrogatepass")
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _code(constant)
        else:
            # Of a set the order differs from one process to the next.
            text = repr(sorted(map(repr, constant)) if isinstance(constant, frozenset) else constant)
            yield f"{type(constant).__name__} {text}".encode("utf-8", "surrogatepass")


def _imports(code: CodeType) -> Iterator[str]:
    """The modules that a function imports when it is called."""
    for step in dis.get_instructions(code):
        if step.opname == "IMPORT_NAME":
            yield str(step.argval)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _imports(constant)


def _know(module: str) -> None:
    """Make sure that a module is what it was as long as the programs of a build are the same.

    Raises:
        Opaque: it belongs to the site, or to a library that makes no page by itself.
    """
    top = module.partition(".")[0]
    if top not in sys.stdlib_module_names and canonical(top) not in LIBRARIES:
        raise Opaque(module)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
