r"""Text in a formula: ``\text{if $x$ is even}`` becomes text, formula and text, since the converter's text holds no formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .expansion import Expansion
from .tokens import FormulaError, end_of_group, group

# Commands of text, with the one of them that the converter knows.
FONTS = {
    "\\text": "\\text",
    "\\mbox": "\\text",
    "\\hbox": "\\text",
    "\\textup": "\\text",
    "\\textnormal": "\\text",
    "\\textmd": "\\text",
    "\\textrm": "\\textrm",
    "\\textsc": "\\text",
    "\\textsl": "\\textit",
    "\\emph": "\\textit",
    "\\textit": "\\textit",
    "\\textbf": "\\textbf",
    "\\textsf": "\\textsf",
    "\\texttt": "\\texttt",
    "\\@verbatim": "\\texttt",
}
# What is one sign in text, and no command of the converter's there.
_SIGNS = {
    "~": "\u00a0",
    "\\ ": " ",
    "\\\\": " ",
    "\\newline": " ",
    "\\,": "\u2009",
    "\\:": "\u205f",
    "\\;": "\u2005",
    "\\!": "",
    "\\/": "",
    "\\-": "",
    "\\quad": "\u2003",
    "\\qquad": "\u2003\u2003",
    "\\enspace": "\u2002",
    "\\ldots": "…",
    "\\dots": "…",
    "\\textellipsis": "…",
    "\\textendash": "–",
    "\\textemdash": "—",
    "\\textquoteleft": "‘",
    "\\textquoteright": "’",
    "\\textquotedblleft": "“",
    "\\textquotedblright": "”",
    "\\textbackslash": "\\",
    "\\textasciitilde": "~",
    "\\textasciicircum": "^",
    "\\textunderscore": "_",
    "\\textless": "<",
    "\\textgreater": ">",
    "\\textbar": "|",
    "\\textdegree": "°",
    "\\textdagger": "†",
    "\\textdaggerdbl": "‡",
    "\\textdollar": "$",
    "\\textbraceleft": "{",
    "\\textbraceright": "}",
    "\\textbardbl": "‖",
    "\\textsterling": "£",
    "\\textcopyright": "©",
    "\\textregistered": "®",
    "\\textmu": "µ",
    "\\LaTeX": "LaTeX",
    "\\TeX": "TeX",
    "\\KaTeX": "KaTeX",
    "\\S": "§",
    "\\P": "¶",
    "\\pounds": "£",
    "\\copyright": "©",
    "\\dag": "†",
    "\\ddag": "‡",
    "\\ss": "ß",
    "\\ae": "æ",
    "\\AE": "Æ",
    "\\oe": "œ",
    "\\OE": "Œ",
    "\\o": "ø",
    "\\O": "Ø",
    "\\aa": "å",
    "\\AA": "Å",
    "\\l": "ł",
    "\\L": "Ł",
    "\\i": "ı",
    "\\j": "ȷ",
    "\\{": "{",
    "\\}": "}",
    "\\%": "%",
    "\\$": "$",
    "\\&": "&",
    "\\#": "#",
    "\\_": "_",
}
# Signs that may be in a formula outside of text as well.
SIGNS_OF_TEXT = (
    "\\textcopyright",
    "\\textregistered",
    "\\TeX",
    "\\LaTeX",
    "\\KaTeX",
    "\\pounds",
    "\\ss",
    "\\ae",
    "\\AE",
    "\\oe",
    "\\OE",
    "\\o",
    "\\O",
    "\\aa",
    "\\AA",
    "\\l",
    "\\L",
    "\\S",
    "\\P",
    "\\dag",
    "\\ddag",
)
_ACCENTS = dict(zip("`'^\"~=.uvHc", "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327", strict=True))
# Switches that set more than they are worth here.
_SILENT = {
    "\\rm",
    "\\normalfont",
    "\\upshape",
    "\\mdseries",
    "\\rmfamily",
    "\\small",
    "\\footnotesize",
    "\\large",
    "\\normalsize",
    "\\strut",
}
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"))
# What the converter's text takes for more than a sign.
# The braces keep the room behind a sign, which the converter else leaves out.
_ESCAPED = {
    "\\": "\\textbackslash{}",
    "{": "\\{{}",
    "}": "\\}{}",
    "%": "\\%{}",
    "$": "\\${}",
    "&": "\\&{}",
    "#": "\\#{}",
    "_": "\\_{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}


def escaped(text: str) -> list[str]:
    r"""Any text as tokens of a ``\text``."""
    return [_ESCAPED.get(character, character) for character in text]


class _Text:
    """The text and the formulas of one argument, one after the other."""

    def __init__(self, formula: Expansion, font: str) -> None:
        self._formula, self._font = formula, font
        self._letters: list[str] = []
        self._pieces: list[list[str]] = []

    def pieces(self, tokens: list[str]) -> list[list[str]]:
        self._read(tokens)
        self._end_letters()
        return self._pieces

    def _read(self, tokens: list[str]) -> None:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            at += 1
            if token in {"$", "\\("}:
                end = _end_of_formula(tokens, at, "$" if token == "$" else "\\)")
                self._add_formula(tokens[at:end])
                at = end + 1
            elif token in FONTS or token in self._formula.macros or token == "\\textcolor":
                at = self._read_command(tokens, at)
            elif token in _SIGNS:
                self._letters.append(_SIGNS[token])
                at += token[-1].isalpha() and tokens[at : at + 1] == [" "]
            elif token[0] == "\\" and token[1:] in _ACCENTS:
                at = self._read_accent(token[1:], tokens, at)
            elif token[0] == "\\" and token not in _SILENT:
                at = self._read_command(tokens, at)
            elif token not in {"{", "}"} and token not in _SILENT:
                self._letters.append(" " if token.isspace() else token)

    def _read_accent(self, accent: str, tokens: list[str], at: int) -> int:
        while tokens[at : at + 1] in ([" "], ["{"]):
            at += 1
        letter = tokens[at] if at < len(tokens) else " "
        self._letters.append({"\\i": "i", "\\j": "j"}.get(letter, letter)[-1] + _ACCENTS[accent])
        return at + 1

    def _read_command(self, tokens: list[str], at: int) -> int:
        """A command that is not one of text alone, with the groups behind it, as a formula of its own."""
        end = at
        while end < len(tokens) and tokens[end] in {"{", "["}:
            opening = tokens[end]
            end = end_of_group(tokens, end + 1, opening, "}" if opening == "{" else "]") + 1
        self._add_formula(tokens[at - 1 : end])
        return end

    def _add_formula(self, tokens: Iterable[str]) -> None:
        self._end_letters()
        written_tokens = self._formula.expand(tokens)
        # A sign by itself is no operator.
        self._pieces.append(group(written_tokens) if len(written_tokens) == 1 else written_tokens)

    def _end_letters(self) -> None:
        text = "".join(self._letters)
        self._letters.clear()
        if not text:
            return
        if self._font != "\\texttt":
            for written, sign in _LIGATURES:
                text = text.replace(written, sign)
        self._pieces.append([self._font, "{", *escaped(text), "}"])


def _end_of_formula(tokens: list[str], start: int, closing: str) -> int:
    depth = 0
    for index in range(start, len(tokens)):
        depth += (tokens[index] == "{") - (tokens[index] == "}")
        if tokens[index] == closing and not depth:
            return index
    raise FormulaError("nothing closes a formula within text")


def text_in(font: str) -> Callable[[Expansion], list[str]]:
    """The function of a command of text."""

    def write(formula: Expansion) -> list[str]:
        return written(formula, font, formula.argument(font))

    return write


def written(formula: Expansion, font: str, tokens: list[str]) -> list[str]:
    """Tokens as text of a font, with the formulas in it."""
    pieces = _Text(formula, font).pieces(tokens)
    flat = [token for piece in pieces for token in piece]
    return flat if len(pieces) == 1 else group(flat) if pieces else [font, "{", "}"]


def verbatim(formula: Expansion) -> list[str]:
    r"""``\verb|x_1|``."""
    return ["\\texttt", "{", *escaped(formula.next()), "}"]


COMMANDS: dict[str, Callable[[Expansion], list[str]]] = {
    **{name: text_in(font) for name, font in FONTS.items()},
    "\\verb": verbatim,
    "\\verb*": verbatim,
}
