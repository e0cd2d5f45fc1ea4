r"""Commands that authors define: ``\newcommand``, ``\def``, ``\let``, ``\DeclareMathOperator`` and their like.

What a formula defines holds from there to the end of the page, as MathJax has it. How much such commands may stand for,
`expansion` bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .expansion import Expansion, Macro, most_named
from .tokens import FormulaError, tokenise

# More than these no page needs.
MOST_DEFINITIONS = 500


def macros_of(settings: Mapping[str, object]) -> dict[str, Macro]:
    r"""The commands of a setting or a field, each with its body or with its body and the number of its arguments.

    Raises:
        FormulaError: a value is no body.

    >>> macros_of({"R": r"\mathbb{R}", "\\norm": [r"\lVert #1\rVert", 1]})["\\norm"].arguments
    1
    """
    found = {}
    for name, value in settings.items():
        body, *others = value if isinstance(value, list | tuple) else (value,)
        if not isinstance(body, str):
            raise FormulaError(f"the body of {name} is not text")
        command = f"\\{str(name).lstrip(chr(92))}"
        tokens = tokenise(body)
        count = others[0] if others and isinstance(others[0], int) else most_named(tokens)
        default = tokenise(others[1]) if len(others) > 1 and isinstance(others[1], str) else None
        found[command] = Macro(count, tokens, default)
    return found


def _keep(formula: Expansion, name: str, macro: Macro) -> list[str]:
    if len(formula.macros) >= MOST_DEFINITIONS:
        raise FormulaError(f"more than {MOST_DEFINITIONS} commands are defined")
    if not name.startswith("\\"):
        raise FormulaError(f"{name or 'nothing'} is not a command name")
    formula.macros[name] = macro
    return []


def new_command(formula: Expansion) -> list[str]:
    r"""``\newcommand{\name}[2][default]{body}``."""
    formula.takes("*")
    name = formula.text("\\newcommand")
    count = formula.option()
    default = formula.option()
    number = "".join(count or "0").strip()
    if not number.isdecimal() or int(number) > 9:  # noqa: PLR2004 - as TeX has it
        raise FormulaError(f"{name} cannot take {number} arguments")
    return _keep(formula, name, Macro(int(number), formula.argument("\\newcommand"), default))


def provide_command(formula: Expansion) -> list[str]:
    r"""``\providecommand``, which leaves a command of the author's as it is."""
    kept = dict(formula.macros)
    new_command(formula)
    formula.macros.update(kept)
    return []


def define(formula: Expansion) -> list[str]:
    r"""``\def\name#1#2{body}``."""
    name = formula.next()
    count = 0
    while formula.peek() not in {"{", ""}:
        token = formula.next()
        if token == "#":
            count += formula.next() == str(count + 1)
        else:
            raise FormulaError(f"\\def{name} takes arguments in a form that is not read here, use \\newcommand")
    return _keep(formula, name, Macro(count, formula.argument("\\def")))


def let(formula: Expansion) -> list[str]:
    r"""``\let\name=\other``."""
    name = formula.next()
    formula.takes("=")
    other = formula.next()
    return _keep(formula, name, formula.macros.get(other) or Macro(0, [other]))


def declare_operator(formula: Expansion) -> list[str]:
    r"""``\DeclareMathOperator*{\name}{text}``."""
    star = ["*"] if formula.takes("*") else []
    name = formula.text("\\DeclareMathOperator")
    return _keep(formula, name, Macro(0, ["\\operatorname", *star, "{", *formula.argument(name), "}"]))


def declare_delimiters(formula: Expansion) -> list[str]:
    r"""``\DeclarePairedDelimiter{\name}{\lvert}{\rvert}``."""
    name = formula.text("\\DeclarePairedDelimiter")
    left, right = formula.argument(name), formula.argument(name)
    return _keep(formula, name, Macro(0, ["\\@paired", "{", *left, "}", "{", *right, "}"]))


def paired(formula: Expansion) -> list[str]:
    r"""A use of such a command: ``\abs{x}``, ``\abs*{x}`` as high as ``x``, ``\abs[\big]{x}``."""
    left, right = formula.argument("\\abs"), formula.argument("\\abs")
    is_high = formula.takes("*")
    size = formula.option() or []
    inside = formula.nested("\\abs")
    if is_high:
        return ["\\left", *left, *inside, "\\right", *right]
    return [*size, *left, *inside, *size, *right]


COMMANDS: dict[str, Callable[[Expansion], list[str]]] = {
    "\\newcommand": new_command,
    "\\renewcommand": new_command,
    "\\providecommand": provide_command,
    "\\def": define,
    "\\gdef": define,
    "\\edef": define,
    "\\xdef": define,
    "\\let": let,
    "\\DeclareMathOperator": declare_operator,
    "\\DeclarePairedDelimiter": declare_delimiters,
    "\\@paired": paired,
    "\\global": lambda _: [],
    "\\long": lambda _: [],
}
