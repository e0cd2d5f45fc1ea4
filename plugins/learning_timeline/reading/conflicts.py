"""The text of a file in which git left a merge conflict in; the line of the conflict and the text of either side out."""

from __future__ import annotations

_OURS, _MIDDLE, _THEIRS = "<<<<<<< ", "=======", ">>>>>>> "
_BASE = "||||||| "  # before the other side, git may say what both came from
_FENCES = ("```", "~~~")


def first_line(text: str) -> int:
    r"""The 1-based line on which a conflict begins; 0 if there is none. What a block of code shows is none.

    >>> first_line("A\n<<<<<<< HEAD\nB\n=======\nC\n>>>>>>> other\n"), first_line("Sums\n=======\n")
    (2, 0)
    """
    return next(iter(_conflicts(text)), (0,))[0]


def one_side(text: str, *, is_theirs: bool = False) -> str:
    r"""The text as one side has it, ours by default; each other line is empty, so that all stay where they are.

    >>> one_side("A\n<<<<<<< HEAD\nB\n=======\nC\n>>>>>>> other\nD")
    'A\n\nB\n\n\n\nD'
    >>> one_side("A\n<<<<<<< HEAD\nB\n=======\nC\n>>>>>>> other\nD", is_theirs=True)
    'A\n\n\n\nC\n\nD'
    """
    lines = text.split("\n")
    for start, middle, other, end in _conflicts(text):
        for begins, ends in ((start, other), (end, end)) if is_theirs else ((start, start), (middle, end)):
            lines[begins - 1 : ends] = [""] * (ends - begins + 1)
    return "\n".join(lines)


def _conflicts(text: str) -> list[tuple[int, int, int, int]]:
    """The lines of the marks of each conflict: before our side, behind it, before theirs, and behind that."""
    if _OURS not in text or f"\n{_THEIRS}" not in text:
        return []
    found, start, middle, other, is_code = [], 0, 0, 0, False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(_FENCES) and not start:
            is_code = not is_code
        elif is_code:
            continue
        elif line.startswith(_OURS):
            start, middle, other = number, 0, 0
        elif start and (line.rstrip() == _MIDDLE or line.startswith(_BASE)):
            middle = middle or number
            other = other or number * (not line.startswith(_BASE))
        elif other and line.startswith(_THEIRS):
            found.append((start, middle, other, number))
            start, middle, other = 0, 0, 0
    return found
