r"""Commands of the packages `physics` and `braket`: derivatives, brackets that grow, states and expectations."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .expansion import Expansion, Macro, template
from .tokens import group, split_at

_CLOSING = {"(": ")", "[": "]", "\\{": "\\}", "|": "|"}

MACROS: dict[str, Macro] = {
    f"\\{name}": template(body)
    for name, body in {
        "comm": r"\left[#1,#2\right]",
        "commutator": r"\left[#1,#2\right]",
        "acomm": r"\left\{#1,#2\right\}",
        "anticommutator": r"\left\{#1,#2\right\}",
        "pb": r"\left\{#1,#2\right\}",
        "poissonbracket": r"\left\{#1,#2\right\}",
        "mel": r"\left\langle #1\middle|#2\middle|#3\right\rangle",
        "matrixel": r"\left\langle #1\middle|#2\middle|#3\right\rangle",
        "matrixelement": r"\left\langle #1\middle|#2\middle|#3\right\rangle",
        "ip": r"\left\langle #1\middle|#2\right\rangle",
        "op": r"\ket{#1}\!\bra{#2}",
        "pqty": r"\left(#1\right)",
        "bqty": r"\left[#1\right]",
        "Bqty": r"\left\{#1\right\}",
        "vqty": r"\left|#1\right|",
        "grad": r"\boldsymbol{\nabla}",
        "gradient": r"\boldsymbol{\nabla}",
        "curl": r"\boldsymbol{\nabla}\times ",
        "divergence": r"\boldsymbol{\nabla}\cdot ",
        "laplacian": r"\nabla^2",
        "qc": r",\quad ",
        "qif": r"\quad\text{if}\quad ",
        "qand": r"\quad\text{and}\quad ",
        "qor": r"\quad\text{or}\quad ",
        "qotherwise": r"\quad\text{otherwise}\quad ",
        "qq": r"\quad\text{#1}\quad ",
        "pmqty": r"\begin{pmatrix}#1\end{pmatrix}",
        "bmqty": r"\begin{bmatrix}#1\end{bmatrix}",
        "vmqty": r"\begin{vmatrix}#1\end{vmatrix}",
        "fdv": r"\frac{\delta #1}{\delta #2}",
        "functionalderivative": r"\frac{\delta #1}{\delta #2}",
        "var": r"\delta #1",
        "pdiff": r"\partial #1",
    }.items()
}


def _derivative(sign: str) -> Callable[[Expansion], list[str]]:
    r"""The function of ``\dv`` or ``\pdv``: of what, by what, and how often."""

    def write(formula: Expansion) -> list[str]:
        is_flat = formula.takes("*")
        order = formula.option()
        arguments = [formula.nested("\\dv")]
        while formula.peek() == "{" and len(arguments) < 3:  # noqa: PLR2004 - of what, by what, and by what else
            arguments.append(formula.nested("\\dv"))
        of = arguments.pop(0) if len(arguments) > 1 else []
        by = arguments
        power = formula.expand(order) if order else ["2"] if len(by) > 1 else []
        raised = ["^", *group(power)] if power else []
        below = [token for one in by for token in [*tokens_of(sign), *one]]
        if order and len(by) == 1:
            below += raised
        above = [*tokens_of(sign), *raised, *of]
        return [*above, "/", *below] if is_flat else ["\\frac", *group(above), *group(below)]

    return write


def tokens_of(sign: str) -> list[str]:
    """A sign of a derivative."""
    return ["\\mathrm", "{", "d", "}"] if sign == "d" else [sign, " "]


def differential(formula: Expansion) -> list[str]:
    r"""``\dd[3]{x}``, ``\dd x``."""
    order = formula.option()
    raised = ["^", *group(formula.expand(order))] if order else []
    of = formula.nested("\\dd") if formula.peek() not in {"", "}", "(", "&", ")", "\\\\"} else []
    return ["\\,", "\\mathrm", "{", "d", "}", *raised, *of]


def _fenced(left: str, right: str, before: Sequence[str] = ()) -> Callable[[Expansion], list[str]]:
    """The function of a command whose brackets grow unless a star says otherwise."""

    def write(formula: Expansion) -> list[str]:
        is_flat = formula.takes("*")
        inside = formula.nested(left)
        if is_flat:
            return [*before, left, *inside, right]
        return [*before, "\\left", left, *inside, "\\right", right]

    return write


def quantity(formula: Expansion) -> list[str]:
    r"""``\qty(x)``, brackets that grow; ``\qty{3}{m}`` is a quantity of `siunitx`."""
    opening = formula.peek()
    if opening == "{":
        inside = formula.argument("\\qty")
        if formula.peek() == "{":
            formula.put_back(["\\SI", *group(inside)])
            return []
        return ["\\left", "\\{", *formula.expand(inside), "\\right", "\\}"]
    if opening not in _CLOSING:
        return []
    formula.next()
    closing = _CLOSING[opening]
    inside = formula.expand(_up_to(formula, opening, closing))
    return ["\\left", opening, *inside, "\\right", closing]


def _up_to(formula: Expansion, opening: str, closing: str) -> list[str]:
    """What stands up to the bracket that closes one that is open."""
    taken: list[str] = []
    depth = 0
    while token := formula.next():
        if token == closing and not depth:
            break
        depth += (token == opening != closing) - (token == closing)
        taken.append(token)
    return taken


def expectation(formula: Expansion) -> list[str]:
    r"""``\expval{A}`` and ``\expval{A}{\psi}``."""
    formula.takes("*")
    of = formula.nested("\\expval")
    if formula.peek() != "{":
        return ["\\left", "\\langle", *of, "\\right", "\\rangle"]
    state = formula.nested("\\expval")
    return ["\\left", "\\langle", *state, "\\middle", "|", *of, "\\middle", "|", *state, "\\right", "\\rangle"]


def bracket(formula: Expansion) -> list[str]:
    r"""``\braket{a|b}``, and ``\braket{a}{b}`` of `physics`."""
    formula.takes("*")
    inside = formula.nested("\\braket")
    if formula.peek() != "{":
        return ["\\braket", *group(inside)]
    return ["\\left", "\\langle", *inside, "\\middle", "|", *formula.nested("\\braket"), "\\right", "\\rangle"]


def evaluated(formula: Expansion) -> list[str]:
    r"""``\eval{x^2}_0^1``."""
    formula.takes("*")
    return ["\\left", ".", *formula.nested("\\eval"), "\\right", "|"]


def matrix(formula: Expansion) -> list[str]:
    r"""``\mqty(a & b \\ c & d)``."""
    formula.takes("*")
    opening = formula.peek()
    if opening in _CLOSING:
        formula.next()
        body, name = (
            _up_to(formula, opening, _CLOSING[opening]),
            {"(": "pmatrix", "[": "bmatrix", "|": "vmatrix"}.get(opening, "Bmatrix"),
        )
    else:
        body, name = formula.argument("\\mqty"), "matrix"
    return formula.expand(["\\begin", *group(name), *body, "\\end", *group(name)])


def diagonal(formula: Expansion) -> list[str]:
    r"""``\dmat{1,2,3}``, a matrix with these on its diagonal."""
    entries = [entry for entry, _ in split_at(formula.argument("\\dmat"), frozenset({","}))]
    rows = ["\\begin", *group("matrix")]
    for index, entry in enumerate(entries):
        rows += ["\\\\"] * bool(index) + ["&"] * index + formula.expand(entry)
    return [*rows, "\\end", *group("matrix")]


COMMANDS: dict[str, Callable[[Expansion], list[str]]] = {
    **dict.fromkeys(("\\dv", "\\derivative"), _derivative("d")),
    **dict.fromkeys(("\\pdv", "\\pderivative", "\\partialderivative"), _derivative("\\partial")),
    **dict.fromkeys(("\\dd", "\\differential"), differential),
    "\\abs": _fenced("|", "|"),
    "\\absolutevalue": _fenced("|", "|"),
    "\\norm": _fenced("\\|", "\\|"),
    "\\order": _fenced("(", ")", ["\\mathcal", "{", "O", "}", "\\!"]),
    "\\qty": quantity,
    "\\quantity": quantity,
    **dict.fromkeys(("\\expval", "\\ev", "\\expectationvalue"), expectation),
    "\\braket": bracket,
    "\\eval": evaluated,
    "\\mqty": matrix,
    "\\matrixquantity": matrix,
    "\\dmat": diagonal,
}
