"""The text of a file in which git left a merge conflict in; the line of the conflict and the text of one side out."""

from __future__ import annotations

_OURS, _MIDDLE, _THEIRS = "<<<<<<< ", "=======", ">>>>>>> "
_BASE = "||||||| "  # before the other side, git may say what both came from
_FENCES = ("```", "~~~")


def first_line(text: str) -> int:
    r"""The 1-based line on which a conflict begins; 0 if there is none. What a block of code shows is none.

    >>> first_line("A\n<<<<<<< HEAD\nB\n=======\nC\n>>>>>>> other\n"), first_line("Sums\n=======\n")
    (2, 0)
    """
    return next(iter(_conflicts(text)), (0, 0, 0))[0]


def one_side(text: str) -> str:
    r"""The text as our side has it; each other line is empty, so that all stay where they are.

    >>> one_side("A\n<<<<<<< HEAD\nB\n=======\nC\n>>>>>>> other\nD")
    'A\n\nB\n\n\n\nD'
    """
    lines = text.split("\n")
    for start, middle, end in _conflicts(text):
        lines[start - 1] = ""
        lines[middle - 1 : end] = [""] * (end - middle + 1)
    return "\n".join(lines)


def _conflicts(text: str) -> list[tuple[int, int, int]]:
    """The lines of the three marks of each conflict."""
    if _OURS not in text or f"\n{_THEIRS}" not in text:
        return []
    found, start, middle, is_code = [], 0, 0, False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(_FENCES) and not start:
            is_code = not is_code
        elif is_code:
            continue
        elif line.startswith(_OURS):
            start, middle = number, 0
        elif start and (line.rstrip() == _MIDDLE or line.startswith(_BASE)):
            middle = middle or number
        elif middle and line.startswith(_THEIRS):
            found.append((start, middle, number))
            start, middle = 0, 0
    return found
