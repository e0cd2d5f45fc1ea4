"""The environment that git is run in, in which nothing of a repository runs; and whether there is anything new in one.

Apart from the rest, and light, since a build with nothing to do asks this alone.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

RENAME_LIMIT = 10_000
# No configuration, the user's or the repository's, may start a program, ask a question, write, or reach a network.
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_PAGER": "cat",
    "GIT_FLUSH": "0",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}
_CONFIGURATION = {
    # What is set here has git give ten lines of advice with every complaint.
    "advice.graftFileDeprecated": "false",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.sshCommand": "false",
    # What git keeps in memory: with less it is as fast, since a history is read in the order in which it was packed.
    "core.deltaBaseCacheLimit": "16m",
    "core.packedGitWindowSize": "2m",
    "core.packedGitLimit": "32m",
    "diff.external": "",
    "diff.renameLimit": str(RENAME_LIMIT),
    "diff.renames": "true",
    "diff.ignoreSubmodules": "all",
    "diff.suppressBlankEmpty": "false",
    "log.showSignature": "false",
    "log.mailmap": "false",
    "mailmap.blob": "HEAD:.mailmap",
    "mailmap.file": os.devnull,
    "protocol.allow": "never",
}


def _as_environment(configuration: Mapping[str, str]) -> dict[str, str]:
    """Configuration as environment variables, which come before what any file of the repository says."""
    variables = {"GIT_CONFIG_COUNT": str(len(configuration))}
    for number, (name, value) in enumerate(configuration.items()):
        variables |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return variables


def with_configuration(configuration: dict[str, str]) -> dict[str, str]:
    """The same environment, with some more said of the configuration."""
    return _ENVIRONMENT | _as_environment(_CONFIGURATION | configuration)


ENVIRONMENT = with_configuration({})


@contextmanager
def clean_environment() -> Iterator[None]:
    """Hide every ``GIT_*`` variable: in a hook they point to another repository than the one that was asked for.

    GitPython adds to the process's environment and cannot take away from it, so it is taken away here, and given back.
    """
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("GIT_")}
    # Without git on the path, importing GitPython raises unless told to be quiet; `history.repository` then says so itself.
    os.environ["GIT_PYTHON_REFRESH"] = "quiet"
    try:
        yield
    finally:
        del os.environ["GIT_PYTHON_REFRESH"]
        os.environ.update(hidden)


def read_position(folder: Path) -> str:
    """A text that changes whenever `read_history` could read something else from the repository; empty if none is."""
    head, _, rest = _asked(folder, "rev-parse", "HEAD", "--is-shallow-repository", "--git-common-dir").partition("\n")
    is_shallow, _, common = rest.strip().partition("\n")
    if is_shallow == "true":
        with suppress(OSError):
            return f"{head} {Path(folder, common, 'shallow').read_text(encoding='ascii')}"
    return head


def read_last_commit_time(folder: Path) -> int | None:
    """When the last commit was made, in seconds since 1970; None if there is none."""
    time = _asked(folder, "log", "-1", "--format=%ct", "--no-show-signature", "--no-ext-diff", "--no-textconv").strip()
    return int(time) if time.isdigit() else None


def _asked(folder: Path, *question: str) -> str:
    """What git answers; empty if there is no git, and what it said where it went wrong."""
    command = ["git", "-C", str(folder), *question]
    with clean_environment():
        environment = os.environ | ENVIRONMENT
        try:
            return subprocess.run(command, capture_output=True, text=True, env=environment, check=False).stdout  # noqa: S603
        except OSError:
            return ""
