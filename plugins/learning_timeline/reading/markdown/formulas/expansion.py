r"""The tokens of one formula in, those that the converter knows out: a formula is read once, as TeX reads it.

What a command takes is read from what is left of the formula, and what it stands for is written or, if it may hold commands
again, put back to be read. Authors' own commands and ours are alike: a `Macro` with a body. What needs more than that is a
function of the `Vocabulary`.

What the converter has no command for is written as a *mark*, one character of private use that it passes through as text, and which
`mathml` replaces by the MathML that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from .equations import Equation, Equations, Tag
from .reader import Reader
from .tokens import FormulaError, group, tokenise

# Tokens that the commands of a formula may stand for; a few that multiply each other would pass any number at once.
MOST_EXPANDED = 50_000
# Of groups in groups, each of which is read by a call of its own.
MOST_DEPTH = 40
# The first of the characters that stand for marks; Unicode gives them to nobody.
FIRST_MARK = 0xF0000
MARKS = re.compile("[\U000f0000-\U000ffffd]")


class Macro(NamedTuple):
    """A command that stands for other ones: how many arguments it takes, what the first is if it is left out, and its body."""

    arguments: int
    body: list[str]
    default: list[str] | None = None


def template(latex: str) -> Macro:
    """A macro from its body, which names its arguments."""
    body = tokenise(latex)
    return Macro(most_named(body), body)


def most_named(body: list[str]) -> int:
    r"""The highest number of an argument that a body names.

    >>> most_named(["#", "2", "#", "1"])
    2
    """
    return max((int(after) for before, after in pairwise(body) if before == "#" and after.isdecimal()), default=0)


class CellMark(NamedTuple):
    """What a cell of a table has besides what is in it."""

    style: str = ""
    attributes: str = ""


class Vocabulary(NamedTuple):
    """What is rewritten: commands that stand for others, and those that need a function; both are special.

    How many arguments those take that the converter knows counts where an author's commands may be among them.
    """

    macros: Mapping[str, Macro]
    commands: Mapping[str, Callable[[Expansion], list[str]]]
    takes: Mapping[str, int]
    special: frozenset[str]


class Expansion(Reader):
    """One formula being read and written.

    Attributes:
        macros: commands of the author's, by their name; what the formula defines is added.
        equations: of the page.
        is_display: whether it is a block of its own.
        marks: for each mark the MathML that it stands for, or what it changes in the cell that it is in.
        tags: of its equations, by the numbers under which the converter knows them.
        out: what is written so far, within the group that is being read.
        address: where the formula leads to, if all of it is a link.
        equation: which is being written; its tag and label belong to it.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        macros: dict[str, Macro],
        equations: Equations,
        equation: Equation,
        *,
        is_display: bool,
    ) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self.macros, self.equations, self.equation, self.is_display = macros, equations, equation, is_display
        self.marks: list[str | CellMark] = []
        self.tags: list[Tag] = []
        self.out: list[str] = []
        self.address = ""
        self._expanded = self._depth = 0

    def expand(self, tokens: Iterable[str]) -> list[str]:
        """Rewrite the tokens of a group, an argument or a whole formula.

        Raises:
            FormulaError: it cannot be shown, or is too much.
        """
        outer = self._in, self.out
        self._in, self.out = list(tokens)[::-1], []
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise FormulaError(f"it has more than {MOST_DEPTH} groups within each other")
        try:
            special, takes, out, macros = self._vocabulary.special, self._vocabulary.takes, self.out, self.macros
            while self._in:
                token = self._in.pop()
                if token in special or (macros and (token in macros or token in takes)):
                    self._step(token)
                else:
                    out.append(token)
            return out
        finally:
            self._depth -= 1
            self._in, self.out = outer

    def _step(self, token: str) -> None:
        known = self._vocabulary
        if (macro := self.macros.get(token)) or (macro := known.macros.get(token)):
            self._replace(token, macro)
        elif command := known.commands.get(token):
            # The function may take back what is written, so that it is called before.
            written = command(self)
            self.out += written
        elif self.macros and (count := known.takes.get(token)):
            # What an author's command stands for is one argument, however long it is.
            self.out.append(token)
            if (option := self.option()) is not None:
                self.out += ["[", *self.expand(option), "]"]
            for _ in range(count):
                self.out += group(self.expand(self.argument(token)))
        else:
            self.out.append(token)

    def _replace(self, name: str, macro: Macro) -> None:
        """Put the body of a macro in its place, to be read next."""
        arguments: list[list[str]] = []
        if macro.default is not None:
            option = self.option()
            arguments.append(macro.default if option is None else option)
        while len(arguments) < macro.arguments:
            arguments.append(self.argument(name))
        body = _filled(name, macro.body, arguments)
        self._expanded += 1 + len(body)
        if self._expanded > MOST_EXPANDED:
            raise FormulaError(f"{name} and the commands in it stand for too much, or for themselves")
        before = self.out[-1] if self.out else ""
        is_argument = before in {"^", "_"} or before in self._vocabulary.takes
        self.put_back(group(body) if is_argument and len(body) > 1 and name in self.macros else body)

    # -- writing

    def mark(self, mathml: str | CellMark) -> list[str]:
        """What stands for MathML of ours."""
        self.marks.append(mathml)
        return ["\\text", "{", chr(FIRST_MARK + len(self.marks) - 1), "}"]

    def enclosed(self, tokens: Iterable[str], tag: str, attributes: str) -> list[str]:
        """Tokens within an element of MathML."""
        return group([*self.mark(f"<{tag} {attributes}>"), *tokens, *self.mark(f"</{tag}>")])

    def nested(self, of: str) -> list[str]:
        """The next argument, rewritten."""
        return self.expand(self.argument(of))


def _filled(name: str, body: list[str], arguments: list[list[str]]) -> list[str]:
    """The body of a macro with its arguments in their places."""
    filled: list[str] = []
    parts = iter(body)
    for part in parts:
        if part != "#":
            filled.append(part)
            continue
        number = next(parts, "")
        if number == "#":
            filled.append("#")
        elif number.isdecimal() and 0 < int(number) <= len(arguments):
            filled += arguments[int(number) - 1]
        else:
            msg = f"{name} takes {len(arguments)} arguments, and names #{number}"
            raise FormulaError(msg)
        if len(filled) > MOST_EXPANDED:
            break
    return filled
