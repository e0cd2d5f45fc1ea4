r"""Numbers and units as `siunitx` writes them: ``\SI{9.81}{\metre\per\second\squared}``, ``\num{1e-4}``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .expansion import Expansion
from .tokens import FormulaError, group, spelt, tokenise

_PREFIXES = {
    "quecto": "q", "ronto": "r", "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n",
    "micro": "\\mu ", "milli": "m", "centi": "c", "deci": "d", "deca": "da", "deka": "da", "hecto": "h", "kilo": "k", "mega": "M",
    "giga": "G", "tera": "T", "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y", "ronna": "R", "quetta": "Q", "kibi": "Ki",
    "mebi": "Mi", "gibi": "Gi", "tebi": "Ti", "pebi": "Pi",
}  # fmt: skip
_UNITS = {
    "metre": "m", "meter": "m", "second": "s", "gram": "g", "kilogram": "kg", "ampere": "A", "kelvin": "K", "mole": "mol",
    "candela": "cd", "hertz": "Hz", "newton": "N", "pascal": "Pa", "joule": "J", "watt": "W", "coulomb": "C", "volt": "V",
    "farad": "F", "ohm": "\\Omega ", "siemens": "S", "weber": "Wb", "tesla": "T", "henry": "H", "lumen": "lm", "lux": "lx",
    "becquerel": "Bq", "gray": "Gy", "sievert": "Sv", "katal": "kat", "radian": "rad", "steradian": "sr",
    "degreeCelsius": "{}^\\circ C", "celsius": "{}^\\circ C", "degree": "{}^\\circ ", "arcminute": "'", "arcsecond": "''",
    "minute": "min", "hour": "h", "day": "d", "year": "a", "litre": "L", "liter": "L", "tonne": "t", "bar": "bar",
    "electronvolt": "eV", "dalton": "Da", "hectare": "ha", "percent": "\\% ", "bit": "bit", "byte": "B", "flop": "FLOP",
    "bel": "B", "decibel": "dB", "angstrom": "Å", "atomicmassunit": "u", "astronomicalunit": "au", "parsec": "pc", "knot": "kn",
    "mmHg": "mmHg", "atmosphere": "atm", "calorie": "cal", "nm": "nm", "um": "\\mu m", "mm": "mm", "cm": "cm", "km": "km",
    "ms": "ms", "us": "\\mu s", "ns": "ns", "kHz": "kHz", "MHz": "MHz", "GHz": "GHz", "kg": "kg", "mg": "mg", "eV": "eV",
    "keV": "keV", "MeV": "MeV", "GeV": "GeV", "kW": "kW", "kWh": "kWh", "mol": "mol", "K": "K", "V": "V", "A": "A", "W": "W",
    "J": "J", "Pa": "Pa", "Hz": "Hz", "N": "N", "s": "s", "m": "m", "g": "g", "dB": "dB", "promille": "‰",
}  # fmt: skip
_POWERS_BEFORE = {"square": "2", "cubic": "3"}
_POWERS_BEHIND = {"squared": "2", "cubed": "3"}
_WITH_POWER = {"tothe", "raiseto"}
_BETWEEN = {"{", "}", ".", "~", "cdot", ",", "highlight"}
_NUMBER = re.compile(
    r"(?P<sign>[+-]|\\pm|\\mp)?(?P<whole>\d*)(?P<part>[.,]\d*)?(?P<unsure>\(\d+\))?(?:(?:\\pm|±)(?P<error>[\d.]+))?"
    r"(?:[eEdD](?P<power>[+-]?\d+))?"
)
_LITERAL = re.compile(
    r"\^\{(?P<braced>[^{}]*)\}|\^(?P<power>-?\d+)|(?P<letters>[^\W\d_]+)|(?P<slash>/)|(?P<other>.)", flags=re.DOTALL
)


def number(written: str) -> str:
    r"""A number as LaTeX: digits in threes where they are many, and its power of ten.

    Raises:
        FormulaError: it is none.

    >>> number("12345.678"), number("1e-4"), number("3.0(2)e8")
    ('12\\,345.678', '1\\times 10^{-4}', '3.0(2)\\times 10^{8}')
    """
    bare = "".join(written.split())
    match = _NUMBER.fullmatch(bare)
    if match is None or not (match["whole"] or match["part"] or match["power"]):
        raise FormulaError(f"{written.strip() or 'nothing'} is not a number")
    whole = match["whole"]
    part = (match["part"] or "").replace(",", "{,}")
    if len(whole) > 4:  # noqa: PLR2004 - four digits are read at once
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", r"\\,", whole)
    unsure = (match["unsure"] or "") + (rf"\pm {match['error']}" if match["error"] else "")
    mantissa = f"{whole}{part}{unsure}"
    power = f"10^{{{match['power'].lstrip('+')}}}" if match["power"] else ""
    sign = {"\\pm": "\\pm ", "\\mp": "\\mp "}.get(match["sign"], match["sign"] or "")
    times = "\\times " if mantissa and power else ""
    return f"{sign}{mantissa}{times}{power}"


def unit(tokens: Sequence[str]) -> str:
    r"""A unit as LaTeX, from its commands or as it is written.

    >>> unit(["\\metre", "\\per", "\\second", "\\squared"])
    '\\mathrm{m}\\,\\mathrm{s}^{-2}'
    >>> unit(list("m/s"))
    '\\mathrm{m}/\\mathrm{s}'
    """
    if not any(token[1:] in _UNITS for token in tokens if token[0] == "\\"):
        return _literal_unit(spelt(tokens))
    parts: list[str] = []
    prefix = before = per = ""
    rest = [token for token in tokens if not token.isspace()][::-1]
    while rest:
        name = rest.pop().removeprefix("\\")
        if name in _PREFIXES:
            prefix = _PREFIXES[name]
        elif name == "per":
            per = "-"
        elif name in _POWERS_BEFORE:
            before = _POWERS_BEFORE[name]
        elif name in _UNITS:
            behind = _power_behind(rest) or before
            power = f"^{{{per}{behind or '1'}}}" if per or behind else ""
            parts.append(rf"\mathrm{{{prefix}{_UNITS[name]}}}{power}")
            prefix = before = per = ""
        elif name == "of":
            parts.append(rf"(\mathrm{{{_braced(rest)}}})")
        elif name not in _BETWEEN:
            raise FormulaError(f"\\{name} is not a unit")
    return r"\,".join(parts)


def _power_behind(rest: list[str]) -> str:
    name = rest[-1].removeprefix("\\") if rest else ""
    if name in _POWERS_BEHIND or name in _WITH_POWER:
        rest.pop()
        return _POWERS_BEHIND.get(name) or _braced(rest)
    return ""


def _braced(rest: list[str]) -> str:
    if not rest or rest[-1] != "{":
        return rest.pop() if rest else ""
    rest.pop()
    taken = ""
    while rest and (token := rest.pop()) != "}":
        taken += token
    return taken


def _literal_unit(written: str) -> str:
    parts = []
    for match in _LITERAL.finditer(written.strip()):
        power = match["braced"] or match["power"]
        if power:
            parts.append(f"^{{{power}}}")
        elif match["letters"]:
            parts.append(rf"\mathrm{{{match['letters']}}}")
        elif match["slash"]:
            parts.append("/")
        elif match["other"] in ".~* ·":
            parts.append(r"\,")
        else:
            parts.append({"%": r"\%", "°": r"{}^\circ "}.get(match["other"], match["other"]))
    return "".join(parts)


def _with_unit(value: str, of: Sequence[str]) -> str:
    shown = unit(of)
    close = shown.startswith((r"\mathrm{{}^\circ }", r"\mathrm{'", r"\mathrm{''"))
    between = "" if close or not shown else "\\,"
    return f"{value}{between}{shown}"


def _as_tokens(formula: Expansion, latex: str) -> list[str]:
    return group(formula.expand(tokenise(latex)))


def quantity(formula: Expansion) -> list[str]:
    r"""``\SI{value}{unit}``."""
    formula.option()
    value = spelt(formula.argument("\\SI"))
    formula.option()
    return _as_tokens(formula, _with_unit(number(value), formula.argument("\\SI")))


def just_unit(formula: Expansion) -> list[str]:
    r"""``\si{unit}``."""
    formula.option()
    return _as_tokens(formula, unit(formula.argument("\\si")))


def just_number(formula: Expansion) -> list[str]:
    r"""``\num{value}``."""
    formula.option()
    return _as_tokens(formula, number(spelt(formula.argument("\\num"))))


def angle(formula: Expansion) -> list[str]:
    r"""``\ang{30}``, ``\ang{1;2;3}``."""
    formula.option()
    parts = spelt(formula.argument("\\ang")).split(";")
    signs = (r"^\circ ", "'", "''")
    return _as_tokens(
        formula, "".join(f"{{{number(part)}}}{sign}" for part, sign in zip(parts, signs, strict=False) if part.strip())
    )


def span(*, has_unit: bool) -> Callable[[Expansion], list[str]]:
    r"""The function of ``\SIrange`` and ``\numrange``."""

    def write(formula: Expansion) -> list[str]:
        formula.option()
        first, last = number(spelt(formula.argument("\\SIrange"))), number(spelt(formula.argument("\\SIrange")))
        if has_unit:
            of = formula.argument("\\SIrange")
            first, last = _with_unit(first, of), _with_unit(last, of)
        return _as_tokens(formula, rf"{first}\text{{ to }}{last}")

    return write


def listed(*, has_unit: bool) -> Callable[[Expansion], list[str]]:
    r"""The function of ``\SIlist`` and ``\numlist``."""

    def write(formula: Expansion) -> list[str]:
        formula.option()
        values = [number(value) for value in spelt(formula.argument("\\SIlist")).split(";")]
        if has_unit:
            of = formula.argument("\\SIlist")
            values = [_with_unit(value, of) for value in values]
        *others, last = values
        before_last = r"\text{ and }" if others else ""
        return _as_tokens(formula, r",\ ".join(others) + before_last + last)

    return write


def plain_quantity(formula: Expansion) -> list[str]:
    r"""``\pu{1.2e3 kJ/mol}`` of `mhchem`."""
    written = spelt(formula.argument("\\pu")).strip()
    value, _, of = written.partition(" ")
    if not _NUMBER.fullmatch(value):
        return _as_tokens(formula, _literal_unit(written))
    return _as_tokens(formula, _with_unit(number(value), list(of)) if of else number(value))


COMMANDS: dict[str, Callable[[Expansion], list[str]]] = {
    "\\SI": quantity,
    "\\si": just_unit,
    "\\unit": just_unit,
    "\\num": just_number,
    "\\ang": angle,
    **dict.fromkeys(("\\SIrange", "\\qtyrange"), span(has_unit=True)),
    "\\numrange": span(has_unit=False),
    **dict.fromkeys(("\\SIlist", "\\qtylist"), listed(has_unit=True)),
    "\\numlist": listed(has_unit=False),
    "\\pu": plain_quantity,
}
