"""Names of front matter's fields in, those out that are probably another one misspelt. Pure.

Other programs have fields of their own, and a journal may have any; so a name is doubted only where it is one letter, or two that
changed places, from one that is read here, and is no word that programs use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from .._seam import analytics

# What authors write by hand; a shorter name is too near to too many words.
FIELDS = sorted(
    name
    for name in analytics.front_matter.FLAT_FIELDS | {"predictions", "macros"}
    if len(name) > 3 and name not in {"build", "cascade"}  # noqa: PLR2004 - see above
)
# Names that programs use, one letter from ours.
_OTHERS = frozenset({"dates", "templates", "titles"})


def misspelt(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Each name that is probably misspelt, with what was probably meant.

    >>> misspelt(["title", "categry", "sumary", "prespective", "cover", "dates"])
    (('categry', 'category'), ('prespective', 'perspective'), ('sumary', 'summary'))
    """
    return _doubted(frozenset(name.lower() for name in names))


# Most posts have the same fields.
@lru_cache
def _doubted(given: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple(_misspelt(given))


def _misspelt(given: frozenset[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(given - _OTHERS - frozenset(FIELDS)):
        meant = [field for field in FIELDS if field not in given and _is_one_step(name, field)]
        if len(meant) == 1 and len(name) > 3:  # noqa: PLR2004 - as with the fields
            yield name, meant[0]


def _is_one_step(name: str, field: str) -> bool:
    """Whether a letter was left out, doubled or mistaken, or two neighbours changed places."""
    if abs(len(name) - len(field)) > 1 or name == field:
        return False
    begin = next(
        (at for at, (one, other) in enumerate(zip(name, field, strict=False)) if one != other),
        min(len(name), len(field)),
    )
    rest, other = name[begin:], field[begin:]
    is_turned = len(rest) > 1 and len(other) > 1 and rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return rest[1:] == other or rest == other[1:] or rest[1:] == other[1:] or is_turned
