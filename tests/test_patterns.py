"""Every regular expression of ours is given text that grows, made of what it looks for, and takes no more than in proportion."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import analytics
import learning_timeline
from learning_timeline.commands.page_text import text_of
from learning_timeline.core.html import with_elements
from learning_timeline.pages.quotes import first_sentence
from learning_timeline.web.snapshots import outside, with_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# The compiler's own tree of a pattern tells what is worth repeating.
_parser: Any = importlib.import_module("re._parser")
_SCANS = {"search", "sub", "subn", "finditer", "findall", "split"}
_FUNCTIONS = _SCANS | {"match", "fullmatch"}
_LETTERS = "a <>\"'0-_/.:,;=#&[](){}|*$!?\\`~^+%@\n\tAé\x01中"
# Characters that are given first, and how long they may take before the growth is looked at: the square of it takes longer.
_LENGTH, _SECONDS = 12_000, 0.02
# In four times the text: four for what grows in proportion, sixteen for the square.
_GROWTH = 9.0


def patterns() -> dict[str, tuple[re.Pattern[Any], frozenset[str]]]:
    """Each pattern by where it stands, with what is done with it there; with one that others import, what they do."""
    found: dict[str, tuple[re.Pattern[Any], frozenset[str]]] = {}
    everywhere: defaultdict[str, set[str]] = defaultdict(set)
    modules = [
        importlib.import_module(info.name)
        for package in (analytics, learning_timeline)
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    uses = {module: _uses(module, found) for module in modules}
    for used in uses.values():
        for name, methods in used.items():
            everywhere[name] |= methods
    for module in modules:
        for name, value in vars(module).items():
            held = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else [value]
            methods = uses[module].get(name) if name.startswith("_") else everywhere[name]
            for number, one in enumerate(held):
                if isinstance(one, re.Pattern):
                    place = f"{module.__name__}.{name}" + (f"[{number}]" if len(held) > 1 else "")
                    found[place] = (one, frozenset((methods or set()) & _FUNCTIONS or _SCANS))
    return found


def _uses(module: Any, found: dict[str, tuple[re.Pattern[Any], frozenset[str]]]) -> dict[str, set[str]]:
    """What a module does with each name; patterns that it writes where it uses them are noted."""
    uses: defaultdict[str, set[str]] = defaultdict(set)
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            uses[node.value.id].add(node.attr)
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=method), args=[ast.Constant(value=written), *_]
            ) if method in _FUNCTIONS:
                found[f"{module.__name__}: {written}"] = (re.compile(written), frozenset({method}))
    return uses


def sample(items: Any, least: int) -> str:
    """A text that a part of a pattern means, in which what may be left out stands so many times."""
    return "".join(_one(str(kind), told, least) for kind, told in items)


def _one(kind: str, told: Any, least: int) -> str:
    if kind in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return sample(told[2], least) * min(max(told[0], least), 50)
    if kind in {"SUBPATTERN", "ATOMIC_GROUP", "BRANCH"}:
        return sample(told[3] if kind == "SUBPATTERN" else told if kind == "ATOMIC_GROUP" else told[1][0], least)
    if kind == "LITERAL":
        return chr(told)
    if kind in {"NOT_LITERAL", "IN"}:
        given = told if kind == "IN" else [(kind, told)]
        return next((letter for letter in _LETTERS if _is_in(letter, given)), "a")
    # What looks around takes no letter.
    return "a" if kind == "ANY" else ""


def _is_in(letter: str, given: Any) -> bool:
    is_negated = any(str(kind) == "NEGATE" for kind, _ in given)
    return is_negated != any(_is_one(letter, str(kind), told) for kind, told in given)


def _is_one(letter: str, kind: str, told: Any) -> bool:
    match kind:
        case "LITERAL":
            return ord(letter) == told
        case "NOT_LITERAL":
            return ord(letter) != told
        case "RANGE":
            return bool(told[0] <= ord(letter) <= told[1])
        case "CATEGORY":
            name = str(told).removeprefix("CATEGORY_").removeprefix("NOT_")
            is_it = {"SPACE": letter.isspace(), "DIGIT": letter.isdigit()}.get(name, letter.isalnum() or letter == "_")
            return is_it != ("NOT_" in str(told))
        case _:
            return False


def sequences(items: Any) -> list[list[Any]]:
    """The sequence of a pattern, and those within it."""
    found = [list(items)]
    for kind, told in items:
        match str(kind):
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                found += sequences(told[2])
            case "SUBPATTERN":
                found += sequences(told[3])
            case "ATOMIC_GROUP":
                found += sequences(told)
            case "BRANCH":
                found += [one for branch in told[1] for one in sequences(branch)]
    return found


def attacks(pattern: re.Pattern[Any]) -> set[tuple[str, str]]:
    """What is begun with, and what is repeated behind it: beginnings of what the pattern means, and its own repetitions."""
    found = {("", " "), ("", "a"), ("", "\n"), ("x", " "), ("", "é")}
    for items in sequences(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)):
        for least in (0, 1):
            beginnings = ["", *(sample(items[:end], least) for end in range(1, len(items) + 1))]
            found |= {("", text) for text in beginnings if text}
            for before, upto in pairwise(beginnings):
                if unit := upto[len(before) :]:
                    found |= {(before, unit), (before, f"{unit} ")}
    return found


def seconds(pattern: re.Pattern[Any], methods: frozenset[str], start: str, unit: str, length: int) -> float:
    text: Any = start + unit * (length // len(unit)) + "\x02"
    if isinstance(pattern.pattern, bytes):
        text = text.encode()
    best = float("inf")
    for _ in range(2):  # the better of two, as the machine may be busy
        began = time.process_time()
        if methods & _SCANS:
            for _ in pattern.finditer(text):
                pass
        for method in methods - _SCANS:
            getattr(pattern, method)(text)
        best = min(best, time.process_time() - began)
        if best < _SECONDS:
            break
    return best


@pytest.fixture(autouse=True)
def _no_pattern_holds_the_tests() -> Iterator[None]:
    """What takes far too long of the processor fails rather than hangs; a search looks for signals as it goes."""

    def stop(*_: object) -> None:
        pytest.fail("the patterns took more than two minutes")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 120)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def growth(pattern: re.Pattern[Any], methods: frozenset[str], length: int = _LENGTH, quick: float = _SECONDS) -> str:
    """The first text that makes a pattern take more than in proportion; empty where none does."""
    for start, unit in sorted(attacks(pattern)):
        first = seconds(pattern, methods, start, unit, length)
        if first >= quick and (then := seconds(pattern, methods, start, unit, 4 * length)) > _GROWTH * first:
            return f"{start!r} + {unit!r} * n: {first:.2f} s, then {then:.2f} s"
    return ""


@pytest.mark.slow
def test_no_pattern_takes_more_than_in_proportion_to_its_text() -> None:
    found = patterns()
    assert len(found) > 100
    assert {place: worse for place, one in found.items() if (worse := growth(*one))} == {}


@pytest.mark.parametrize(
    "work",
    [
        outside,
        lambda html: with_dates(html, date(2026, 3, 1), {}, ""),
        lambda html: with_elements(html, ("a", "math"), lambda _, words: words),
        first_sentence,
        lambda html: text_of("text/html", "", html.encode()),
        lambda html: text_of("text/plain", "", html.encode()),
    ],
)
def test_text_with_many_open_ends_is_read_in_proportion(work: Callable[[str], object]) -> None:
    units = (
        '<a href="https://a.example/">',
        "<a ",
        '<a href="https://a.example/" ',
        "<math>",
        " ",
        "<table><tr><td>a",
        "<pre> ",
    )
    for unit in units:
        took = []
        for number in (2_000, 8_000):
            began = time.process_time()
            work(unit * number + "x")
            took.append(time.process_time() - began)
        assert took[1] < max(_GROWTH * took[0], 0.3), unit


@pytest.mark.parametrize(
    ("pattern", "methods"),
    [
        (r"[^\S\n]+(?=\n)", frozenset({"sub"})),
        (r"<a\b[^<>]*>(.*?)</a>", frozenset({"sub"})),
        (r"(?:a+)+b", frozenset({"match"})),
        (r"\s*x", frozenset({"search"})),
    ],
)
def test_a_pattern_that_takes_the_square_of_it_is_found(pattern: str, methods: frozenset[str]) -> None:
    if pattern == r"(?:a+)+b":  # it takes two to the power of it
        assert seconds(re.compile(pattern), methods, "", "a", 22) > 10 * seconds(
            re.compile(pattern), methods, "", "a", 11
        )
        return
    assert growth(re.compile(pattern, flags=re.DOTALL), methods, length=3_000, quick=0.001)
