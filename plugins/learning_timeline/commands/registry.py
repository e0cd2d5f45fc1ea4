"""Functions in, commands out: the one list that `invoke` and `python -m learning_timeline` both read.

A command is a plain function. Its parameters become options, its docstring the help, and its first parameter is the site in
whose folder the person stands.
"""

from __future__ import annotations

import errno
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from invoke.collection import Collection
from invoke.exceptions import Exit
from invoke.parser.argument import Argument
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


class _Number(Argument):
    """An option that is a whole number; the command ends where a text is none."""

    def set_value(self, value: Any, cast: bool = True) -> None:  # noqa: FBT001, FBT002 - as invoke has it
        try:
            super().set_value(value, cast)
        except ValueError:
            raise Exit(f"--{self.name} {value}: that is not a whole number", code=2) from None


class _Command(Task[Any]):
    def get_arguments(self, ignore_unknown_help: bool | None = None) -> list[Argument]:  # noqa: FBT001 - as invoke has it
        return [
            _Number(names=one.names, kind=int, default=one.default, help=one.help, attr_name=one.attr_name)
            if one.kind is int
            else one
            for one in super().get_arguments(ignore_unknown_help)
        ]


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
            except OSError as error:
                if error.filename is None or not error.strerror:  # no file's
                    raise
                remedy = _REMEDIES.get(error.errno or 0, "fix that, and run the command again")
                raise Exit(f"{error.filename}: {error.strerror}: {remedy}", code=1) from None

        if examples:
            start = typed.as_typed(sys.orig_argv, sys.argv[0])
            lines = "\n".join(f"  {start} {example}" for example in examples)
            run.__doc__ = f"{function.__doc__}\n\nExamples:\n{lines}"
        made_command: Any = task(run, klass=_Command, **options)
        into.add_task(made_command)
        return made_command

    return made


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
