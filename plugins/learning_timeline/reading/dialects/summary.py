"""All that was read in, out the sentences that a build says of it: what kind of journal it is, and what is not in the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ...core.amounts import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .dialect import Dialect

TOLD = 3
# What follows a noun and says which it is.
_MORE = re.compile(r"(?= (?:of|beside|that|without) )")
# Of a content that another reader has read.
_NOTHING = (0, 0, 0)


def summary(dialect: Dialect, contents: Iterable[Any]) -> str:
    """One sentence on the posts and pages of a journal.

    Args:
        dialect: that it is written in.
        contents: Pelican's articles and pages, drafts among them.
    """
    read = list(contents)
    told = [getattr(one, "told", _NOTHING) for one in read]
    embeds, resolved, unresolved = (sum(one[place] for one in told) for place in range(3))
    parts = [counted(len(read), "note")]
    if embeds:
        parts.append(counted(embeds, "embed"))
    if resolved or unresolved:
        parts.append(f"{counted(resolved, 'link')} resolved{f', {unresolved:,} not' if unresolved else ''}")
    return f"{dialect.title}: {', '.join(parts)}."


def left_out(found: Mapping[str, Sequence[str]]) -> str:
    """One sentence on the files that are no posts, by what they are; empty if there are none.

    >>> left_out({"drawing of Excalidraw": ["a", "b"]})
    'Left out: 2 drawings of Excalidraw (a, b).'
    """
    said = []
    for kind, paths in sorted(found.items()):
        more = f" and {len(paths) - TOLD:,} more" if len(paths) > TOLD else ""
        said.append(f"{counted(len(paths), kind)} ({', '.join(paths[:TOLD])}{more})")
    return f"Left out: {'; '.join(said)}." if said else ""


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "note"), counted(1271, "link"), counted(2, "base of Obsidian")
    ('1 note', '1,271 links', '2 bases of Obsidian')
    >>> counted(2, "document beside the Markdown made of it"), counted(2, "notebook that a post includes")
    ('2 documents beside the Markdown made of it', '2 notebooks that a post includes')
    """
    one, *more = _MORE.split(noun, maxsplit=1)
    several = "".join((one, "es" if one.endswith("s") else "s", *more))
    return amount(number, noun, several)
