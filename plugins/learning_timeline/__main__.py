"""`python -m learning_timeline`: the commands, in any Pelican site that has the plugin."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version

from invoke.exceptions import ParseError
from invoke.program import Program

from .commands import tasks  # noqa: F401 - each module of it registers its commands
from .commands.registry import COMMANDS
from .core.typed import PACKAGE, as_typed


class CommandLine(Program):
    """Invoke's own program, with the commands of a journal and no others."""

    def parse_tasks(self) -> None:
        """Read which commands to run, and with what; says how to go on where it cannot.

        Raises:
            ParseError: there is no such command or option, or one lacks its value.
        """
        try:
            super().parse_tasks()
        except ParseError as why:
            raise ParseError(f"{why} Run {self.binary} for the commands, or with --help behind one of them.") from None

    def print_help(self) -> None:
        """Print what there is, without the options of a runner of tasks."""
        print(f"Usage: {self.binary} COMMAND [OPTIONS]")  # noqa: T201 - a command's answer
        print(f"       {self.binary} COMMAND --help\n")  # noqa: T201
        self.list_tasks()


def main() -> None:
    """Run the command that the process was started with."""
    try:
        installed = version(PACKAGE)
    except PackageNotFoundError:  # a checkout that nobody installed
        installed = ""
    start = as_typed(sys.orig_argv, sys.argv[0])
    CommandLine(version=installed, namespace=COMMANDS, name="Learning Timeline", binary=start).run()


if __name__ == "__main__":
    main()
