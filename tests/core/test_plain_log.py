"""What a command's build logs: a whole line each, so that a file and its line can be clicked, and no line twice."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from pelican import console
from rich.logging import RichHandler

from learning_timeline.core import plain_log
from learning_timeline.core.errors import SAID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONG = "posts/2026/what-attention-computes.md:3: 'date' is '2026-02-30', which is not a date: write it as 2026-11-23 [b]x[/b]"


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root of all loggers with Pelican's handler alone."""
    root = logging.getLogger()
    before = root.handlers[:]
    root.handlers[:] = [RichHandler(console=console)]
    yield root
    root.handlers[:] = before


def said(root: logging.Logger, line: str) -> str:
    with console.capture() as shown:
        root.warning("%s", line)
    return shown.get()


def test_a_line_is_neither_broken_nor_dressed(root: logging.Logger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SAID, "")
    plain_log.install()
    assert said(root, LONG) == f"{LONG}\n"


def test_who_runs_pelican_sees_what_pelican_shows(root: logging.Logger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SAID, raising=False)
    plain_log.install()
    assert RichHandler in [type(one) for one in root.handlers]


def test_what_one_build_of_a_command_has_said_the_next_does_not_repeat(root: logging.Logger, tmp_path: Path) -> None:
    plain_log.install(str(tmp_path / "said"))
    assert said(root, LONG) == f"{LONG}\n"
    assert said(root, "Of two\nlines") == "Of two\nlines\n"
    root.handlers[:] = [RichHandler(console=console)]
    plain_log.install(str(tmp_path / "said"))
    assert said(root, f"Again, {LONG}") == f"Again, {LONG}\n"
    assert said(root, f"{LONG}") == ""
    assert said(root, "Of two\nlines") == ""


def test_a_traceback_is_shown_as_before(root: logging.Logger) -> None:
    plain_log.install("")
    with console.capture() as shown:
        try:
            int("odd")
        except ValueError:
            root.exception("It failed")
    assert "ValueError: invalid literal" in shown.get()
