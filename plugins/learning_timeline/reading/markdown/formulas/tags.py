r"""Tags, labels and references: ``\tag``, ``\label``, ``\notag``, ``\eqref``, ``\ref``.

The converter sets tags at the edge of a row, but takes none that holds more than letters; what a tag shows is told to it by a
number and put in its place by `mathml`.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from .equations import Equation, Tag
from .expansion import Expansion
from .text import written

# Before the number of a tag, in what is told to the converter.
NAME = "n"


def tag_of(formula: Expansion, equation: Equation) -> list[str]:
    """What the converter is told of the tag of an equation that has been read."""
    if equation.tag is None and not equation.is_numbered and not equation.label:
        return ["\\notag"]
    if equation.tag is None:
        number = formula.equations.next_number()
        tokens, says = ["\\text", "{", *f"({number})", "}"], number
    else:
        inside = written(formula, "\\text", equation.tag)
        tokens = inside if equation.is_bare else ["\\text", "{", "(", "}", *inside, "\\text", "{", ")", "}"]
        says = _plain(equation.tag)
    place = formula.equations.place(equation.label, says) if equation.label else ""
    formula.tags.append(Tag(tokens, place))
    name = f"{NAME}{len(formula.tags) - 1}"
    label = ["\\label", "{", *name, "}"] if place else []
    return ["\\tag", "{", *name, "}", *label]


def _plain(tokens: list[str]) -> str:
    return (
        "".join(token for token in tokens if token not in {"$", "{", "}"})
        .replace("\\ast", "∗")
        .replace("\\dagger", "†")
        .replace("\\star", "⋆")
    )


def tag(formula: Expansion) -> list[str]:
    r"""``\tag{1}`` and ``\tag*{1}``."""
    formula.equation.is_bare = formula.takes("*")
    formula.equation.tag = formula.argument("\\tag")
    return []


def label(formula: Expansion) -> list[str]:
    r"""``\label{eq:loss}``."""
    formula.equation.label = formula.text("\\label")
    return []


def no_tag(formula: Expansion) -> list[str]:
    r"""``\notag``, ``\nonumber``."""
    formula.equation.is_numbered = False
    return []


def reference(*, in_parentheses: bool) -> Callable[[Expansion], list[str]]:
    r"""The function of ``\eqref`` or ``\ref`` amid a formula, where it is text: a screen reader finds no link there."""

    def write(formula: Expansion) -> list[str]:
        says = formula.equations.refer(formula.text("\\ref"))
        return formula.mark(f"<mtext>{escape(f'({says})' if in_parentheses else says, quote=False)}</mtext>")

    return write


COMMANDS: dict[str, Callable[[Expansion], list[str]]] = {
    "\\tag": tag,
    "\\label": label,
    "\\notag": no_tag,
    "\\nonumber": no_tag,
    "\\eqref": reference(in_parentheses=True),
    "\\ref": reference(in_parentheses=False),
    "\\autoref": reference(in_parentheses=False),
    "\\cref": reference(in_parentheses=True),
}
