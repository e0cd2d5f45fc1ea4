"""Lengths of TeX in, those of CSS out."""

from __future__ import annotations

import re

from .tokens import FormulaError

DIMENSION = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*(pt|em|ex|mu|cm|mm|in|pc|px|bp|sp|dd|cc)")
LONGEST = 20
# Lengths that come as a command, in em.
LENGTHS = {
    "\\baselineskip": 1.2,
    "\\jot": 0.3,
    "\\textwidth": 30.0,
    "\\linewidth": 30.0,
    "\\smallskipamount": 0.3,
    "\\medskipamount": 0.6,
}
_EM_OF = {
    "pt": 0.1,
    "em": 1,
    "ex": 0.43,
    "mu": 1 / 18,
    "pc": 1.2,
    "px": 0.075,
    "bp": 0.1,
    "dd": 0.107,
    "cc": 1.284,
    "sp": 0,
}


def length(written: str) -> str:
    """A length of TeX as one of CSS.

    Raises:
        FormulaError: it is none.

    >>> length("4pt"), length("1.5 em"), length("2cm")
    ('0.4em', '1.5em', '2cm')
    """
    written = written.strip()
    factor = 1.0
    for name, em in LENGTHS.items():
        if written.endswith(name):
            number = written.removesuffix(name).strip()
            factor = float(number) if re.fullmatch(r"-?(?:\d+|\d*\.\d+)", number) else 1.0
            return f"{factor * em:.4g}em"
    match = DIMENSION.fullmatch(written)
    if match is None:
        raise FormulaError(f"{written or 'nothing'} is not a length")
    # A formula cannot leave its page, or be so long that nobody finds its end.
    size, unit = max(-200.0, min(float(match[1]), 200.0)), match[2]
    return f"{size:.4g}{unit}" if unit in {"cm", "mm", "in"} else f"{size * _EM_OF[unit]:.4g}em"
