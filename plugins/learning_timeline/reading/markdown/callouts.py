"""Quotations that begin with ``[!kind] Title`` in, as Obsidian and others write callouts; the events of a box with a title out.

The parser knows GitHub's five kinds without a title. The events of all others are put instead of those of a quotation, one for
one, so that each still has its line.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from ...core.language import gettext, marked

if TYPE_CHECKING:
    from .events import Events

_MARK = re.compile(r"\[!(?P<kind>[^\W_][\w -]{0,40})(?:\|[^\]\n]*)?\](?P<fold>[-+]?)(?![(\[])[ \t]*")
_QUOTE = {"Start": {"BlockQuote": None}}


class Callout(NamedTuple):
    """A box.

    Attributes:
        kind: `note`, `warning` and the like, in lower case.
        fold: ``-`` if it is closed at first, ``+`` if it can be closed, else empty.
    """

    kind: str
    fold: str


def mark(events: Events, start: int) -> None:
    """Tell callouts from quotations in the events from one on."""
    for at in range(start, len(events.all) - 2):
        if events.all[at] != _QUOTE or not _may_hold_a_title(events.all[at + 1]):
            continue
        found = _MARK.match(events.text_at(at + 2))
        if found is not None:
            if events.all[at + 1] != {"Start": "Paragraph"}:
                # For Markdown, a line of dashes below makes a heading of it; for a box it begins an item of a list.
                events.all[events.end_of(at + 2, "Heading")] = {"End": "Paragraph"}
            _mark_one(events, at, found)


# Kinds that boxes are named by, where their author gives them no title.
_NAMES = (
    *(marked("Note"), marked("Tip"), marked("Important"), marked("Warning"), marked("Caution"), marked("Info")),
    *(marked("Todo"), marked("Example"), marked("Question"), marked("Quote"), marked("Success"), marked("Danger")),
    *(marked("Abstract"), marked("Summary"), marked("Hint"), marked("Failure"), marked("Bug")),
)


def _may_hold_a_title(event: Any) -> bool:  # noqa: ANN401 - the engine's events, see `events`
    starts = event.get("Start") if isinstance(event, dict) else None
    return starts == "Paragraph" or (isinstance(starts, dict) and "Heading" in starts)


def _mark_one(events: Events, at: int, found: re.Match[str]) -> None:
    callout = Callout(found["kind"].strip().lower().replace(" ", "-"), found["fold"])
    end = events.end_of(at + 1, "BlockQuote")
    events.all[at], events.all[end] = {"Start": {"Callout": callout}}, {"End": {"Callout": callout}}
    title_end = next(
        place
        for place in range(at + 3, end)
        if events.all[place] in ("SoftBreak", "HardBreak") or events.all[place] == {"End": "Paragraph"}
    )
    title = events.text_at(at + 2)[found.end() :]
    if title_end == at + 3 and not title.strip():
        title = gettext(callout.kind.replace("-", " ").capitalize())
    events.all[at + 1] = {"Start": {"CalloutTitle": callout}}
    events.all[at + 2] = {"Text": title}
    is_whole = isinstance(events.all[title_end], dict)
    events.all[title_end] = {"End": {"CalloutTitle": callout}} if is_whole else {"Start": {"CalloutText": callout}}


def start(callout: Callout) -> str:
    """The start of a box."""
    opened = " open" if callout.fold == "+" else ""
    return f'<{_tag(callout)} class="admonition {escape(callout.kind)}"{opened}>\n'


def end(callout: Callout) -> str:
    """The end of a box."""
    return f"</{_tag(callout)}>\n"


def title_start(callout: Callout) -> str:
    """The start of its title."""
    return f'<{"summary" if callout.fold else "p"} class="admonition-title">'


def title_end(callout: Callout) -> str:
    """The end of its title."""
    return f"</{'summary' if callout.fold else 'p'}>\n"


def text_start(callout: Callout) -> str:
    """The end of its title, and the start of the paragraph in whose first line it stands."""
    return f"{title_end(callout)}<p>"


def _tag(callout: Callout) -> str:
    return "details" if callout.fold else "div"
