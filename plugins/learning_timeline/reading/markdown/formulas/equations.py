r"""The equations of a page: their numbers, their labels, and what a reference to one says.

LaTeX lets a reference stand before its equation, so that a page with references is read twice: the first time for its labels alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple


class Tag(NamedTuple):
    """What is at the edge of an equation: its tokens, and the name of its place, if it has one."""

    tokens: list[str]
    place: str


@dataclass(slots=True)
class Equation:
    r"""One equation, or one row of several, while it is being read.

    Attributes:
        is_numbered: whether it gets a number of its own where it has no tag.
        tag: what ``\tag`` gives it instead of a number, as tokens.
        is_bare: whether the tag stands without parentheses, as ``\tag*`` has it.
        label: by which references know it.
    """

    is_numbered: bool = False
    tag: list[str] | None = None
    is_bare: bool = False
    label: str = ""


@dataclass(slots=True)
class Equations:
    """The equations of a page, in the order of its text.

    Attributes:
        said: for each label what a reference to it says, without parentheses: those of the reading before this one as well.
        placed: the labels whose equations are in the page so far.
        missing: what was referred to and has no equation.
        repeated: labels that were given a second time.
    """

    said: dict[str, str] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    _count: int = 0
    # Within `subequations` the number of all of them, and how many there are.
    _parent: str = ""
    _children: int = 0

    def restart(self) -> None:
        """Begin to read the page again."""
        self._count = self._children = 0
        self._parent = ""
        for noted in (self.placed, self.missing, self.repeated):
            noted.clear()

    def next_number(self) -> str:
        """The number of the next equation."""
        if self._parent:
            self._children += 1
            return f"{self._parent}{chr(ord('a') + (self._children - 1) % 26)}"
        self._count += 1
        return str(self._count)

    def begin_group(self) -> None:
        """Number what follows as 1a, 1b, ..."""
        self._parent, self._children = self.next_number(), 0

    def end_group(self) -> None:
        """Number by themselves again."""
        self._parent = ""

    def place(self, label: str, says: str) -> str:
        """Note the label of an equation; gives the name of its place in the page, none if another equation has it."""
        if label in self.placed:
            self.repeated.append(label)
            return ""
        self.placed.add(label)
        self.said[label] = says
        return place_of(label)

    def refer(self, label: str) -> str:
        """What a reference says."""
        if label not in self.said:
            self.missing.append(label)
            return "??"
        return self.said[label]


def place_of(label: str) -> str:
    """The name of an equation's place in its page; the colon keeps it apart from the names of headings.

    >>> place_of("eq:loss_fn"), place_of("my loss")
    ('eq:loss_fn', 'eq:my-loss')
    """
    name = "-".join(label.split())
    return name if name.startswith("eq:") else f"eq:{name}"


def link(equations: Equations, label: str, *, in_parentheses: bool) -> str:
    """A reference as a link."""
    says = escape(equations.refer(label), quote=False)
    shown = f"({says})" if in_parentheses else says
    return f'<a class="equation" href="#{escape(place_of(label))}">{shown}</a>' if label in equations.said else shown
