r"""What is left of a formula, read token by token: arguments in braces, options in brackets, environments to their end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from .lengths import DIMENSION, LENGTHS, LONGEST, length
from .tokens import FormulaError


class Reader:
    """Tokens that are left to be read."""

    def __init__(self) -> None:
        # In reverse, so that the next one is taken from the end.
        self._in: list[str] = []

    @contextmanager
    def reading(self, tokens: Iterable[str]) -> Iterator[None]:
        """Read from these and not from the formula."""
        outer, self._in = self._in, list(tokens)[::-1]
        try:
            yield
        finally:
            self._in = outer

    def rest(self) -> list[str]:
        """All that is left to read."""
        taken, self._in = self._in[::-1], []
        return taken

    def peek(self) -> str:
        """The next token that is no white space; empty at the end."""
        while self._in and self._in[-1].isspace():
            self._in.pop()
        return self._in[-1] if self._in else ""

    def next(self) -> str:
        """Take the next token that is no white space; empty at the end."""
        return self._in.pop() if self.peek() else ""

    def put_back(self, tokens: Iterable[str]) -> None:
        """Have these read next."""
        self._in += list(tokens)[::-1]

    def takes(self, token: str) -> bool:
        """Whether this one is next, which then is taken."""
        if self.peek() != token:
            return False
        self._in.pop()
        return True

    def argument(self, of: str) -> list[str]:
        """The next group without its braces, or the next token.

        Raises:
            FormulaError: there is none.
        """
        token = self.next()
        if token in {"", "}", "&"}:
            raise FormulaError(f"{of} lacks what it is about")
        return self._inside() if token == "{" else [token]

    def _inside(self, opening: str = "{", closing: str = "}") -> list[str]:
        """What stands up to the end of the group that has begun."""
        tokens = self._in
        depth = 0
        for index in range(len(tokens) - 1, -1, -1):
            token = tokens[index]
            if token == closing and not depth:
                inside = tokens[:index:-1]
                del tokens[index:]
                return inside
            depth += (token == "{") - (token == "}")
            if depth < 0:
                break
        raise FormulaError(f"nothing closes a {opening}")

    def option(self) -> list[str] | None:
        """What is in square brackets next; None if there are none."""
        return self._inside("[", "]") if self.takes("[") else None

    def until(self, *ends: str) -> list[str]:
        """What stands up to one of these, or to the end of the group; the end is taken."""
        taken = self.rest_of_group(*ends)
        if self.peek() in ends:
            self._in.pop()
        return taken

    def rest_of_group(self, *ends: str) -> list[str]:
        """What stands up to the end of the group, the cell or the row."""
        taken: list[str] = []
        depth = 0
        while self._in:
            token = self._in[-1]
            if not depth and token in ("}", *ends):
                break
            depth += (token in {"{", "\\begin", "\\left"}) - (token in {"}", "\\end", "\\right"})
            if depth < 0:
                break
            taken.append(self._in.pop())
        return taken

    def text(self, of: str) -> str:
        """An argument that is a name or a number."""
        return "".join(self.argument(of)).strip()

    def environment(self, name: str) -> list[str]:
        r"""What stands up to the ``\end`` of an environment that has begun."""
        body: list[str] = []
        depth = 0
        while self._in:
            token = self._in.pop()
            if token in {"\\begin", "\\end"}:
                depth += 1 if token == "\\begin" else -1
                if depth < 0:
                    if (closed := self.text("\\end")) != name:
                        raise FormulaError(f"\\begin{{{name}}} is closed by \\end{{{closed}}}")
                    return body
            body.append(token)
        raise FormulaError(f"nothing closes \\begin{{{name}}}")

    def dimension(self) -> str:
        """The length that is next, without braces, as CSS has it."""
        read = ""
        while self._in and len(read) < LONGEST:
            if not read and self._in[-1] in LENGTHS:
                return length(self._in.pop())
            read += self._in.pop()
            if DIMENSION.fullmatch(read.strip()):
                self.peek()
                return length(read)
        raise FormulaError("a length is not one")
