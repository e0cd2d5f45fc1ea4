"""Functions in, commands out: the one list that `invoke` and `python -m learning_timeline` both read.

A command is a plain function. Its parameters become options, its docstring the help, and its first parameter is the site in
whose folder the person stands.
"""

from __future__ import annotations

import errno
import os
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self

from invoke.collection import Collection
from invoke.exceptions import Exit
from invoke.parser.argument import Argument
from invoke.program import Program
from invoke.tasks import Task, task

from ..core import typed
from ..core.stopping import INTERRUPTED, asked_to_end
from .repository import GitFailed
from .workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from invoke.context import Context

    Options = ParamSpec("Options")

# Where the site is, for a command that is started from elsewhere: the name by which invoke carries it.
SITE = "learning_timeline_site"
COMMANDS = Collection()
_REMEDIES = {
    errno.EACCES: "give yourself the permission",
    errno.EPERM: "give yourself the permission",
    errno.EROFS: "use a disk that can be written",
    errno.ENOSPC: "free some space on the disk",
    errno.EDQUOT: "free some space on the disk",
}


class _Option(Argument):
    """An option that messages name as a person types it."""

    @classmethod
    def like(cls, one: Argument) -> Self:
        """One of this class instead of one of invoke's, whose `-h` every command has for its help."""
        names = [name for name in one.names if name != "h"]
        own = cls(names=names, kind=one.kind, default=one.default, help=one.help, positional=one.positional)
        own.attr_name = one.attr_name
        return own

    def __repr__(self) -> str:
        return f"--{self.names[0]}"


class _Number(_Option):
    """An option that is a whole number; the command ends where a text is none."""

    def set_value(self, value: Any, cast: bool = True) -> None:  # noqa: FBT001, FBT002 - as invoke has it
        try:
            super().set_value(value, cast)
        except ValueError:
            raise Exit(f"--{self.name} {value}: that is not a whole number", code=2) from None


class _Unnamed(_Option):
    """What a command takes without the name of an option; invoke would take an unknown option or `--help` for it."""

    of: _Command

    def set_value(self, value: Any, cast: bool = True) -> None:  # noqa: FBT001, FBT002 - as invoke has it
        if value in {"-h", "--help"}:
            Program(namespace=Collection(self.of), binary=_start()).run(["", "--help", self.of.name], exit=False)
            raise Exit(code=0)
        if str(value).startswith("-"):
            raise Exit(f"{value}: there is no such option: run {_start()} --help {self.of.name}", code=1)
        super().set_value(value, cast)


class _Command(Task[Any]):
    def get_arguments(self, ignore_unknown_help: bool | None = None) -> list[Argument]:  # noqa: FBT001 - as invoke has it
        helps = dict(self.help)
        made = [self._own(one) for one in super().get_arguments(ignore_unknown_help)]
        self.help = helps  # which it takes apart
        return made

    def _own(self, one: Argument) -> Argument:
        if one.positional:
            unnamed = _Unnamed.like(one)
            unnamed.of = self
            return unnamed
        return (_Number if one.kind is int else _Option).like(one)


def command(
    *, examples: Sequence[str] = (), needs_site: bool = True, into: Collection = COMMANDS, **options: Any
) -> Callable[[Callable[Concatenate[Any, Options], None]], Any]:
    """Make a function a command.

    Args:
        examples: lines that a person may type, without what comes before the command's name.
        needs_site: whether the function is given the `Workplace` that the person is in; otherwise invoke's context.
        into: the collection that it joins.
        options: of `invoke.task`, such as `help`.
    """

    def made(function: Callable[Concatenate[Any, Options], None]) -> Any:
        @wraps(function)
        def run(context: Context, *given: Options.args, **named: Options.kwargs) -> None:
            typed.remember()
            try:
                with asked_to_end():
                    function(_site(context) if needs_site else context, *given, **named)
            except KeyboardInterrupt:
                raise Exit(code=INTERRUPTED) from None
            except ModuleNotFoundError as missing:
                raise _not_installed(missing) from None
            except GitFailed as why:
                raise Exit(f"git: {why}", code=1) from None
            except BrokenPipeError:  # who read what is said has seen enough, such as `head`
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                raise Exit(code=1) from None
            except OSError as error:
                if error.filename is None or not error.strerror:  # no file's
                    raise
                remedy = _REMEDIES.get(error.errno or 0, "fix that, and run the command again")
                raise Exit(f"{error.filename}: {error.strerror}: {remedy}", code=1) from None

        if examples:
            lines = "\n".join(f"  {_start()} {example}" for example in examples)
            run.__doc__ = f"{function.__doc__}\n\nExamples:\n{lines}"
        made_command: Any = task(run, klass=_Command, **options)
        into.add_task(made_command)
        return made_command

    return made


def _start() -> str:
    """How the person starts a command, without its name."""
    return typed.as_typed(sys.orig_argv, sys.argv[0])


def _site(context: Context) -> Workplace:
    return Workplace.around(Path(context.config.get(SITE) or Path.cwd()))


def _not_installed(missing: ModuleNotFoundError) -> Exit:
    """What to say where a library is not there that only some commands need.

    Raises:
        ModuleNotFoundError: it is no such library, but a part of this program.
    """
    name = (missing.name or "").partition(".")[0]
    if not name or name in {"learning_timeline", "analytics", "pelican", "demo", "checkout"}:
        raise missing
    return Exit(f"This command needs a library that is not installed ({name}): run {typed.install('journal')}", code=2)
