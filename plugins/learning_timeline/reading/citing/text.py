"""Text of a bibliography in, what a citation style may be given out; what it printed in, HTML out that is safe and says so.

`citeproc-py` escapes nothing, and changes the case of letters, which would break entities: what means something in HTML is held as
characters that no text has until all is printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import nh3

_HELD = {"&": "\ufdd8", "<": "\ufdd9", ">": "\ufdda"}
_ENTITIES = str.maketrans({"\ufdd8": "&amp;", "\ufdd9": "&lt;", "\ufdda": "&gt;"})
_HOLD = str.maketrans(_HELD)
_TAG = re.compile(r'\ufdd9(/?(?:i|b|sup|sub|span))( class="nocase")?\ufdda')
_ANY_TAG = re.compile(r"<[^<>]+>")
# Authors that nobody names.
_OTHERS = "\ufdde"
_AND_OTHERS = re.compile(rf"(,?)(?<!\s)\s+(?:[^\s<>]+\s+)?{_OTHERS}")
# A title's own mark, and the full stop that a style puts behind titles.
_TWICE_ENDED = re.compile(r"([?!](?:</\w+>)?)\.(?=\s|$)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
# What ends the path of an address, or encodes; styles print a DOI with it as it is.
_OF_NO_PATH = re.compile(r"[#?]|%(?![0-9A-Fa-f]{2})")
_DOI = "https://doi.org/"
_PEOPLE = {"author", "editor", "translator", "container-author"}
_LONG = {"abstract", "keyword", "annote"}
# As CSL called it before its version 1.0.2.
_OLDER = {"event-title": "event"}
_RICH = {"title", "title-short", "container-title", "collection-title"}


def short_authors(item: Mapping[str, Any]) -> str:
    """The authors of a work as a sentence names them, else its title."""
    people = item.get("author") or item.get("editor") or ()
    families = [
        " ".join(filter(None, (one.get("non-dropping-particle"), one.get("family") or one.get("literal"))))
        for one in people
    ]
    match families:
        case []:
            return str(item["title"])
        case [one]:
            return one
        case [one, other] if other != "others":
            return f"{one} and {other}"
        case _:
            return f"{families[0]} et al."


def held(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item whose text no style takes for HTML, but for the tags that CSL-JSON has."""
    from citeproc import VARIABLES  # noqa: PLC0415 - most posts cite nothing

    held: dict[str, Any] = {"type": item["type"]}
    for name, value in ((_OLDER.get(name, name), value) for name, value in item.items()):
        # What no style that it reads can ask for, it complains of.
        if name.replace("-", "_") not in VARIABLES or name in _LONG:
            continue
        if name in _PEOPLE:
            held[name] = [_held_name(one) for one in value]
        elif isinstance(value, str):
            text = value.translate(_HOLD)
            held[name] = _TAG.sub(r"<\1\2>", text) if name in _RICH else text
        else:
            held[name] = _held_date(value)
    return held


def _held_date(value: Any) -> Any:  # noqa: ANN401 - as CSL-JSON has it
    """A date; of a range within a year its first day, since of such a range no style would print the year alone."""
    match value:
        case {"date-parts": [[year, *_] as first, [last_year, *_]]} if year == last_year:
            return value | {"date-parts": [first]}
    return value


def _held_name(name: Mapping[str, str]) -> dict[str, str]:
    if name == {"literal": "others"}:
        return {"literal": _OTHERS}
    return {part: value.translate(_HOLD) for part, value in name.items()}


def plain(text: str) -> str:
    """A text of which a style prints every letter as it is."""
    return text.translate(_HOLD)


def plain_html(text: str) -> str:
    """A text of CSL-JSON as HTML, without its tags."""
    return _ANY_TAG.sub("", text).translate(_HOLD).translate(_ENTITIES)


def cleaned(html: str) -> str:
    """What a style printed, with only the tags that styles use; those who are left out are "et al." in each."""
    html = _AND_OTHERS.sub(r"\1 et al.", html).replace(_OTHERS, "et al.").replace("et al..", "et al.")
    return nh3.clean(
        html,
        tags={"i", "b", "sup", "sub", "span", "u"},
        attributes={"span": {"style"}},
        filter_style_properties={"font-variant"},
        link_rel=None,
    )


def finished(html: str) -> str:
    """What a style printed as HTML for a page."""
    return _TWICE_ENDED.sub(r"\1", cleaned(html)).translate(_ENTITIES).strip()


def with_links(html: str) -> str:
    """HTML in which each web address is a link."""
    return _ADDRESS.sub(_link, html)


def _link(match: re.Match[str]) -> str:
    text = match[0].rstrip(".,;:")
    # Brackets that were opened before it; its own stay.
    if (more := text.count(")") - text.count("(")) > 0:
        ends = len(text) - len(text.rstrip(")"))
        text = text[: len(text) - min(more, ends)].rstrip(".,;:")
    address = _OF_NO_PATH.sub(lambda sign: quote(sign[0]), text) if text.startswith(_DOI) else text
    return f'<a href="{address}">{text}</a>{match[0][len(text) :]}'
