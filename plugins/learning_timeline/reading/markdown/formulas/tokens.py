r"""LaTeX in, its tokens out, and back: what TeX takes for one thing is one string.

A token is a command (``\alpha``, ``\\``, ``\{``), a run of white space, or any other character. Comments are gone. What is no
LaTeX is one token: the text of ``\verb|x_1|`` and the address of a link, in which ``%`` begins no comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_TOKEN = re.compile(r"\\(?:[a-zA-Z]+|.)|%[^\n]*(?:\n[ \t]*)?|\s+|.", flags=re.DOTALL)
# The same where something is no LaTeX: a mark that is at either end of a text, and addresses.
_TOKEN_OR_RAW = re.compile(
    r"\\verb\*?(?P<mark>[^\sa-zA-Z*])(?:(?!(?P=mark))[^\n])*(?P=mark)"
    rf"|\\(?:href|url)\s*\{{[^{{}}]*\}}|{_TOKEN.pattern}",
    flags=re.DOTALL,
)
_LINE_OF_NOTHING = re.compile(r"^[ \t]*%\n", flags=re.MULTILINE)
_RAW = re.compile(r"\\(?:verb\*?(?=[^a-zA-Z*])|(?:href|url)(?=\s*\{))")


class FormulaError(ValueError):
    """A formula that cannot be shown; says why, for its author."""


def tokenise(latex: str) -> list[str]:
    r"""The tokens of a formula.

    >>> tokenise(r"\frac{a}2  % half")
    ['\\frac', '{', 'a', '}', '2', '  ']
    """
    has_raw = _RAW.search(latex) is not None
    tokens = [match[0] for match in _TOKEN_OR_RAW.finditer(latex)] if has_raw else _TOKEN.findall(latex)
    if "%" in latex:
        tokens = [token for token in tokens if token[0] != "%"]
    return [part for token in tokens for part in _parted(token)] if has_raw else tokens


def without_comments_of_tex(latex: str) -> str:
    r"""A formula in which comments say nothing; one that ends a line stays, as it decides what TeX makes of that end.

    >>> without_comments_of_tex("a % b\n+ 5\\%\n% c\n+ d % e")
    'a %\n+ 5\\%\n+ d '
    """
    if "%" not in latex:
        return latex
    pattern = _TOKEN_OR_RAW if _RAW.search(latex) else _TOKEN
    return _LINE_OF_NOTHING.sub("", pattern.sub(_emptied, latex.rstrip()))


def _emptied(token: re.Match[str]) -> str:
    comment, end, rest = token[0].partition("\n")
    return token[0] if comment[:1] != "%" else f"%{end}{rest}" if end else ""


def _parted(token: str) -> tuple[str, ...]:
    """A command and the raw text that it takes, as two tokens."""
    if match := _RAW.match(token):
        return match[0], token[match.end() :].strip()[1:-1]
    return (token,)


def spelt(tokens: Iterable[str]) -> str:
    r"""Tokens as LaTeX, with a space behind a command that would run into a letter.

    >>> spelt(["\\mathbf", "x", "\\alpha", "+"])
    '\\mathbf x\\alpha+'
    """
    parts: list[str] = []
    is_after_command = False
    for token in tokens:
        if is_after_command and token[0].isalpha():
            parts.append(" ")
        parts.append(token)
        is_after_command = token[0] == "\\" and token[-1].isalpha()
    return "".join(parts)


def stripped(tokens: Sequence[str]) -> list[str]:
    """Tokens without white space at either end."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].isspace():
        start += 1
    while end > start and tokens[end - 1].isspace():
        end -= 1
    return list(tokens[start:end])


def group(tokens: Iterable[str]) -> list[str]:
    """Tokens in braces."""
    return ["{", *tokens, "}"]


def end_of_group(tokens: Sequence[str], start: int, opening: str = "{", closing: str = "}") -> int:
    """Index of what closes the group whose inside begins at `start`.

    Raises:
        FormulaError: nothing closes it.
    """
    depth = 0
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token == closing and not depth:
            return index
        if token == "{":
            depth += 1
        elif token == "}":
            depth -= 1
            if depth < 0:
                break
    raise FormulaError(f"nothing closes a {opening}")


def split_at(tokens: Iterable[str], separators: frozenset[str]) -> list[tuple[list[str], str]]:
    r"""Tokens cut at separators that are in no group and no environment: each piece with the separator that ends it."""
    pieces: list[tuple[list[str], str]] = []
    piece: list[str] = []
    depth = 0
    for token in tokens:
        if not depth and token in separators:
            pieces.append((piece, token))
            piece = []
            continue
        if token in _OPENS:
            depth += 1
        elif token in _CLOSES:
            depth -= 1
        piece.append(token)
    pieces.append((piece, ""))
    return pieces


_OPENS = {"{", "\\begin", "\\bgroup", "\\begingroup"}
_CLOSES = {"}", "\\end", "\\egroup", "\\endgroup"}
