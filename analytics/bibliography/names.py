"""The authors of an entry in, each name in its parts out: BibTeX's rules, BibLaTeX's extended names, exporters' habits. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .latex import readable

OTHERS = "others"
_SUFFIX = re.compile(r"(?:jr|sr|junior|senior|[ivx]{2,4})\.?", flags=re.IGNORECASE)
# DBLP tells people of one name apart by a number.
_HOMONYM = re.compile(r"(?<!\s)\s+0\d{3}(?=\s|,|$)")
_EXTENDED = re.compile(r"^\s*(?:family|given|prefix|suffix|useprefix|id|giveni?|familyi?)\s*=", flags=re.IGNORECASE)
_LINK = re.compile(r"\\href\s*\{(?:[^{}]|\{[^{}]*\})*\}\s*(?=\{)")
_TIE = re.compile(r"(?<!\\)~")
_ANY_OTHERS = re.compile(r"(?:et\s+al\.?|and\s+others|others)", flags=re.IGNORECASE)
# A last word that people are not called by.
_GROUP = re.compile(
    r"(?:collaborations?|communit(?:y|ies)|consortium|contributors|developers|foundation|group|institute|laborator(?:y|ies)|"
    r"project|team|university|working group|organi[sz]ation|committee|inc\.?|ltd\.?|llc)",
    flags=re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name as a citation style asks for it.

    Attributes:
        family: the family name, or the whole name of a group.
        given: given names; empty for a group.
        particle: what is before the family name and is not part of it in lists, ``van den``.
        suffix: ``Jr.``
    """

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        """As it is cited, family name first: ``van den Oord, Aäron``."""
        family = " ".join(filter(None, (self.particle, self.family, self.suffix)))
        return f"{family}, {self.given}" if self.given else family


def parse_names(text: str) -> tuple[Name, ...]:
    r"""The names in a field; of those that are left out ``others`` tells, last.

    >>> [str(name) for name in parse_names(r"van der Berg, Jan and \O{}stby, \AA{}se and {The OpenAI Team} and others")]
    ['van der Berg, Jan', 'Østby, Åse', 'The OpenAI Team', 'others']
    >>> str(parse_names("family=Berg, given=Cor, prefix=van der, useprefix=true")[0])
    'van der Berg, Cor'
    >>> str(parse_names("King, Jr., Martin Luther")[0]), str(parse_names("Bo Chen 0001")[0])
    ('King Jr., Martin Luther', 'Chen, Bo')
    """
    # Of a link its text stays, in braces; as part of a name it would be taken for one.
    text = _TIE.sub(" ", _LINK.sub("", text))
    parts = list(_split(text, _AND))
    if len(parts) == 1 and ";" in text:
        parts = list(_split(text, _SEMICOLON))
    names = [name for part in parts if (name := _name(" ".join(part.split())))]
    is_cut = any(name.family == OTHERS and not name.given for name in names)
    known = [name for name in names if name.family != OTHERS or name.given]
    return (*known, *([Name(OTHERS)] if is_cut and known else []))


_AND = re.compile(r"(?<!\s)\s+and(?=\s)", flags=re.IGNORECASE)
_SEMICOLON = re.compile(r";")
_COMMA = re.compile(r",")
_SPACE = re.compile(r"\s+")


def _split(text: str, separator: re.Pattern[str]) -> Iterator[str]:
    """A text cut where a separator is in no braces; of a backslash the next letter is a part."""
    depth = begin = at = 0
    while at < len(text):
        letter = text[at]
        if letter == "\\":
            at += 2
            continue
        depth += (letter == "{") - (letter == "}")
        if depth == 0 and (match := separator.match(text, at)):
            yield text[begin:at]
            begin = at = match.end()
            continue
        at += 1
    yield text[begin:]


def _name(text: str) -> Name | None:
    if not text or _ANY_OTHERS.fullmatch(text):
        return Name(OTHERS) if text else None
    if _EXTENDED.match(text):
        return _extended(text)
    if _is_one_group(text):
        return _of(Name(readable(text)))
    family, *rest = (piece.strip() for piece in _split(_HOMONYM.sub("", text), _COMMA))
    if not rest:
        return _in_order(family)
    if len(rest) == 1 and _SUFFIX.fullmatch(rest[0]) and " " in family:
        first = _in_order(family)
        return first and _of(Name(first.family, first.given, first.particle, readable(rest[0])))
    # "Family, Given, Jr." is no BibTeX, and written all the same.
    if len(rest) > 1 and _SUFFIX.fullmatch(readable(rest[-1])) and not _SUFFIX.fullmatch(readable(rest[0])):
        rest = [rest[-1], *rest[:-1]]
    suffix, given = (rest[0], rest[1:]) if len(rest) > 1 else ("", rest)
    return _comma_first(family, " ".join(given), suffix)


def _extended(text: str) -> Name | None:
    """BibLaTeX's name in named parts."""
    said = {}
    for piece in _split(text, _COMMA):
        name, _, value = piece.partition("=")
        said[name.strip().lower()] = readable(value.strip().strip('"'))
    return _of(Name(said.get("family", ""), said.get("given", ""), said.get("prefix", ""), said.get("suffix", "")))


def _comma_first(family: str, given: str, suffix: str) -> Name | None:
    words = _words(family)
    cut = _particles(words)
    return _of(
        Name(
            " ".join(map(readable, words[cut:])),
            readable(given),
            " ".join(map(readable, words[:cut])),
            readable(suffix),
        )
    )


def _in_order(text: str) -> Name | None:
    """A name as it is spoken: given names, a particle in small letters, the family name."""
    words = _words(text)
    shown = [readable(word) for word in words]
    if not words:
        return None
    suffix = ""
    if len(words) > 2 and _SUFFIX.fullmatch(shown[-1]) and shown[-1][0].isupper():  # noqa: PLR2004 - a name and one more word
        suffix = shown.pop()
        words.pop()
    is_group = len(shown) > 1 and (_GROUP.fullmatch(shown[-1]) or shown[0] == "The")
    if is_group:
        return _of(Name(" ".join(shown)))
    small = [place for place in range(len(words) - 1) if _is_small(words[place])]
    if small:
        first, last = small[0], small[-1] + 1
        return _of(Name(" ".join(shown[last:]), " ".join(shown[:first]), " ".join(shown[first:last]), suffix))
    return _of(Name(shown[-1], " ".join(shown[:-1]), "", suffix))


def _particles(words: list[str]) -> int:
    """How many words before a family name are a particle; one word is always left."""
    small = [place for place in range(len(words) - 1) if _is_small(words[place])]
    return small[-1] + 1 if small and _is_small(words[0]) else 0


def _words(text: str) -> list[str]:
    return [word for word in _split(text, _SPACE) if word]


def _is_small(word: str) -> bool:
    """Whether a word begins with a small letter; one in braces counts as none (`{de}`), one that is an accent as its letter."""
    return not (word.startswith("{") and not word.startswith("{\\")) and readable(word)[:1].islower()


def _is_one_group(text: str) -> bool:
    return (
        text.startswith("{")
        and not text.startswith("{\\")
        and len(list(_split(text, _SPACE))) == 1
        and text.endswith("}")
    )


def _of(name: Name) -> Name | None:
    """A name that says something; one without a family is known by what it has."""
    if name.family:
        return name
    rest = " ".join(filter(None, (name.given, name.particle)))
    return Name(rest) if rest else None
