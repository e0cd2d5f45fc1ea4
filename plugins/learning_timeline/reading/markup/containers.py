"""Containers between lines of colons, as Docusaurus, VitePress, VuePress and Starlight have them, in; callouts out."""

from __future__ import annotations

import re
from typing import NamedTuple

from .embeds import CALLOUTS, FOLDS, KINDS
from .prose import DEEPEST, attributes, below, parts

_FENCE = re.compile(
    r"(?P<before>[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?)(?P<fence>:{3,})[ \t]*(?P<kind>[\w-]*)[ \t]*"
    r"(?:\[(?P<title>[^\]\n]*)\])?[ \t]*(?:\{(?P<said>[^{}\n]*)\})?(?P<words>.*)"
)
_OTHERS_KINDS = {"theorem": "note", "right": "", "center": "", "left": "", "secondary": "note"}


class _Open(NamedTuple):
    """A container that is open.

    Attributes:
        colons: how many it begins with.
        indent: how far its lines are indented.
        prefix: what is before each of them, and of those around it.
        end: the line that ends it.
    """

    colons: int
    indent: int
    prefix: str
    end: str


def plain(text: str) -> str:
    r"""The text as Markdown, each line in its place.

    >>> plain("::: tip Try it\nText.\n:::\n")
    '> [!tip] Try it\n> Text.\n\n'
    """
    if ":::" not in text:
        return text
    out: list[str] = []
    opened: list[_Open] = []
    for part in parts(text):
        for line in part.lines:
            prefix = opened[-1].prefix if opened else ""
            indent = opened[-1].indent if opened else 0
            line = line[indent:] if line[:indent].isspace() else line  # noqa: PLW2901 - what of it is the container's
            found = None if part.is_code else _FENCE.fullmatch(line)
            if found is None:
                if line.strip() and out and "\n" in out[-1] and out[-1].endswith("</details>"):
                    # Else it is taken for HTML, as what goes before it.
                    out.append(prefix.rstrip())
                out.append(f"{prefix}{line}".rstrip() if prefix else line)
            elif not (found["kind"] or found["title"] or found["said"] or found["words"].strip()):
                out.append(_closed(opened, len(found["fence"])))
            else:
                begun, first = _begun(found)
                out.append(f"{prefix}{_below(first, prefix)}".rstrip(" "))
                opened.append(begun._replace(prefix=f"{prefix}{begun.prefix}" if len(opened) < DEEPEST else prefix))
    return "\n".join(out)


def _closed(opened: list[_Open], colons: int) -> str:
    """The line that stands for the end of the innermost container of as many colons, or of the innermost."""
    if not opened:
        return ""
    last = len(opened) - 1
    place = next((n for n in range(last, max(last - DEEPEST, -1), -1) if opened[n].colons == colons), last)
    ends = [one.end for one in reversed(opened[place:]) if one.end]
    del opened[place:]
    prefix = opened[-1].prefix if opened else ""
    return f"{prefix.rstrip()}{_below(''.join(ends), prefix)}".rstrip()


def _below(lines: str, prefix: str) -> str:
    """Lines of which each but the first has what is before them."""
    return lines.replace("\n", f"\n{prefix}")


def _begun(found: re.Match[str]) -> tuple[_Open, str]:
    kind, colons = found["kind"].lower(), len(found["fence"])
    named = attributes(found["said"] or "")[1]
    title = (found["title"] or named.get("title") or found["words"]).strip().strip('"')
    if kind in FOLDS:
        return _Open(colons, 0, "", "\n</details>"), f"{found['before']}<details><summary>{title or 'More'}</summary>\n"
    told = _OTHERS_KINDS.get(kind, CALLOUTS.get(kind, kind if kind in KINDS else ""))
    if told:
        prefix = below(found["before"])
        return _Open(colons, len(prefix), f"{prefix}> ", ""), f"{found['before']}> [!{told}] {title}".rstrip()
    return _Open(colons, 0, "", ""), f"**{title}**" if title and kind in {"tab", "card"} else ""
