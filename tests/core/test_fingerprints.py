"""Two values have one digest if a page that reads them cannot tell them apart, and functions are values too."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import Markup

from learning_timeline.core.fingerprints import Fingerprints, Opaque
from tests.builders import git_story
from tests.builders.git_story import GitStory
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

GREETING = "Hello"


def digest(value: object) -> bytes:
    return Fingerprints().of(value)


def greeting(words: str) -> Callable[[str], str]:
    return lambda name: f"{words} {name}"


def with_default(words: str) -> Callable[[str], str]:
    def greet(name: str, said: str = words) -> str:
        return said + name

    return greet


def reads_a_global(name: str) -> str:
    return GREETING + name


def calls_itself(depth: int) -> int:
    return calls_itself(depth - 1) if depth else 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lambda article: article.title, lambda article: article.slug),
        (greeting("Hello"), greeting("Good day")),
        (with_default("a"), with_default("b")),
        (lambda text: text.upper(), lambda text: text.lower()),
        (lambda all_: [one.title for one in all_], lambda all_: [one.slug for one in all_]),
    ],
)
def test_functions_that_do_something_else_are_told_apart(one: Any, other: Any) -> None:
    assert digest(one) != digest(other)
    assert digest(one) == digest(one)


def test_a_function_is_known_by_the_globals_that_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(reads_a_global)
    monkeypatch.setitem(globals(), "GREETING", "Good day")
    assert digest(reads_a_global) != before
    monkeypatch.setitem(globals(), "GREETING", object())
    with pytest.raises(Opaque):
        digest(reads_a_global)


def reads_a_class_of_ours(name: str) -> str:
    return GitStory.__name__ + name


def imports_a_module_of_ours(name: str) -> str:
    from tests.builders import site  # noqa: PLC0415

    return str(site.ROOT) + name


@pytest.mark.parametrize("function", [reads_a_class_of_ours, imports_a_module_of_ours, lambda _: git_story.GitStory])
def test_what_a_function_reads_of_a_module_of_the_site_cannot_be_told(function: Callable[[str], Any]) -> None:
    with pytest.raises(Opaque):
        digest(function)


def test_modules_of_python_and_of_libraries_that_make_pages_are_in_the_key_of_each_page_already() -> None:
    assert digest(lambda text: re.sub(Markup("a"), "b", text)) == digest(lambda text: re.sub(Markup("a"), "b", text))


def test_a_function_that_calls_itself_has_a_digest() -> None:
    assert digest(calls_itself) == digest(calls_itself)


def test_a_function_has_one_digest_in_every_process() -> None:
    program = (
        "from learning_timeline.core.fingerprints import Fingerprints\n"
        "of = lambda text: [one for one in text if one in {'a', 'b', 'c', 'd'}]\n"
        "print(Fingerprints().of(of).hex())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={"PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}", "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
