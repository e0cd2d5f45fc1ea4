"""How a person started the program in, how the next command is typed out: messages name commands as this person types them.

A build runs in a process of its own, which was started by a command; so the words travel in the environment.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

# The words that started the command which runs now.
VARIABLE = "LEARNING_TIMELINE_TYPED"
# The folder of posts that it was given instead of the site's own.
FOLDER = "LEARNING_TIMELINE_TYPED_CONTENT"
PACKAGE = "pelican-learning-timeline"
# What works wherever the plugin is installed.
OTHERWISE = "python -m learning_timeline"


def command(rest: str = "") -> str:
    """A command as the person types it, such as ``.venv/bin/invoke check``; without a name what comes before it."""
    return f"{os.environ.get(VARIABLE) or OTHERWISE} {rest}".strip()


def command_there(rest: str) -> str:
    """The same, for the folder of posts that this command was given."""
    folder = os.environ.get(FOLDER)
    return command(f"{rest} --content {shlex.quote(folder)}" if folder else rest)


def remember_folder(folder: str) -> None:
    """Keep which folder of posts this process was given, for the same messages."""
    os.environ[FOLDER] = folder


def remember() -> None:
    """Keep how this process was started, for its own messages and for those of all that it starts."""
    os.environ[VARIABLE] = as_typed(sys.orig_argv, sys.argv[0])


def as_typed(words: Sequence[str], program: str) -> str:
    """The words that come before the name of a command.

    Args:
        words: of the whole command line, the interpreter's included (`sys.orig_argv`).
        program: the file that runs (`sys.argv[0]`).

    >>> as_typed(["python3", "-m", "learning_timeline", "check"], "/site-packages/learning_timeline/__main__.py")
    'python3 -m learning_timeline'
    >>> as_typed(["/journal/.venv/bin/python", ".venv/bin/invoke", "check"], ".venv/bin/invoke")
    '.venv/bin/invoke'
    """
    # What follows the program are the command's own options, of which one may be `-m` as well.
    before = words[: words.index(program)] if program in words else words
    if "-m" in before:
        return shlex.join(words[: words.index("-m") + 2])
    file = Path(program)
    # A shell that finds a program on PATH, as in an environment that is activated, hands its whole path on.
    if file.is_absolute() and shutil.which(file.name) == program:
        return f"uv run {file.name}" if "UV_RUN_RECURSION_DEPTH" in os.environ else file.name
    return shlex.quote(program)


def install(extra: str) -> str:
    """How this person installs what an extra of this program needs, into the environment that runs."""
    root = Path(__file__).resolve().parents[3]
    what = f"{PACKAGE}[{extra}]"
    if (root / "pyproject.toml").is_file():  # a clone of the repository, which is installed in place
        what = f"{'.' if root == Path.cwd().resolve() else root}[{extra}]"
    return f"{_installer()} install {'--editable ' if what[0] in './' else ''}{shlex.quote(what)}"


def _installer() -> str:
    if "UV_RUN_RECURSION_DEPTH" in os.environ:
        return "uv pip"
    python = Path(sys.executable)
    if shutil.which(python.name) == sys.executable:
        return f"{python.name} -m pip"
    is_near = python.is_relative_to(Path.cwd())
    return f"{shlex.quote(str(python.relative_to(Path.cwd()) if is_near else python))} -m pip"
