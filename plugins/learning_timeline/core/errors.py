"""Why a build ends, in words that a person can act on."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from .amounts import amount
from .typed import command as typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .._seam import analytics

AS_IT_WAS = "The site is as it was."
# Names the file, for a build that a command started, into which all that was found goes as JSON.
FINDINGS = "LEARNING_TIMELINE_FINDINGS"
# Is set for a build that a command started. Names a file of what builds of the same command have said, or is empty.
SAID = "LEARNING_TIMELINE_SAID"
# Of problems that are the same in many files.
_ALIKE_TOLD = 5


def is_a_check() -> bool:
    """Whether a command that lists all that is wrong started this build."""
    return FINDINGS in os.environ


def hand_on(severity: str, found: Iterable[analytics.ContentError]) -> None:
    """Tell the command that started this build what was found, if it asks: an object a line.

    Args:
        severity: `problem` or `remark`.
        found: what is wrong in the content.
    """
    if file := os.environ.get(FINDINGS):
        facts = (
            {"severity": severity, "file": one.path, "line": one.line, "problem": one.problem, "remedy": one.remedy}
            | ({} if one.cell is None else {"cell": one.cell})
            for one in found
        )
        with Path(file).open("a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.writelines(f"{json.dumps(fact, ensure_ascii=False)}\n" for fact in facts)


class SiteNotWhole(Exception):  # noqa: N818 - it reads as what happened
    """A new site is not what was written; the message says where."""


class SearchNotMade(Exception):  # noqa: N818 - it reads as what happened
    """Pagefind made no index; the message says why, and what to do."""


class ProblemsFound(Exception):  # noqa: N818 - it reads as what happened
    """The content has problems; the message lists every one of them."""

    def __init__(self, problems: list[analytics.ContentError]) -> None:
        self.problems = problems
        listed = "\n".join(f"  {line}" for line in _listed(problems))
        super().__init__(f"{amount(len(problems), 'problem')} in the content; nothing was written:\n{listed}")


def _listed(problems: Iterable[analytics.ContentError]) -> Iterator[str]:
    """A line for each problem; of those that many files have alike, a few and the number of the others."""
    alike: dict[tuple[str, str], list[analytics.ContentError]] = {}
    for one in problems:
        alike.setdefault((one.problem, one.remedy), []).append(one)
    for same in alike.values():
        told = same if len(same) <= _ALIKE_TOLD + 1 else same[:_ALIKE_TOLD]
        yield from map(str, told)
        if more := len(same) - len(told):
            yield f"{more:,} more have the last problem as well: {typed('check --json')} lists all"
