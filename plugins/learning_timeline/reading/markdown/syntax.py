"""The parser's events of one text in, the same number of them out, with what note-taking programs add to Markdown.

The parser leaves such signs in texts of its events, where they are no code, no formula and no address. Each event that holds one is
replaced by a `Several`, so that the events keep their places, by which lines of problems are found.
"""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .values import Syntax

# Events within a paragraph, a heading or a cell.
_INLINE = {"Text", "Code", "InlineMath", "DisplayMath", "InlineHtml", "FootnoteReference", "Several"}
_INLINE_TAGS = {"Emphasis", "Strong", "Strikethrough", "Link", "Image"}
# At the end of a block, as Obsidian takes it.
_BLOCK_ID = re.compile(r"(?:^|\s)\^(?P<id>[A-Za-z0-9-]+)\s*$")
# What is behind the `#` of a tag.
TAG_NAME = r"(?:[\w-]*/)*[\w-]*[^\W\d_][\w/-]*"
# The letter of a task's priority, [#A], is no tag.
_TAG = re.compile(rf"(?<![\w#/&\\'\"=.:])(?!(?<=\[)#[ABC]\])#(?P<tag>{TAG_NAME})")
_ESCAPED_TAG = re.compile(rf"\\#({TAG_NAME})")
_TASK = re.compile(r"\[(?P<state>[^\s\[\]])\]\s+")
# The words that a task of Logseq begins with.
TASK_WORDS = "TODO|DOING|DONE|NOW|LATER|WAITING|WAIT|CANCELED|CANCELLED|IN-PROGRESS"
_WORDS = re.compile(rf"(?P<word>{TASK_WORDS})\s+(?:\[#(?P<priority>[ABC])\]\s*)?")
# Shows nothing.
_NOTHING = ""
# Within them lists are no part of the outline.
_HOLDERS = {"List", "BlockQuote", "Callout", "FootnoteDefinition"}
# What the letters in boxes of tasks are called by the themes that draw them.
STATES = {
    "/": "in progress",
    "-": "cancelled",
    ">": "forwarded",
    "<": "scheduled",
    "?": "question",
    "!": "important",
    "*": "starred",
}


class _Sign(NamedTuple):
    event: int
    start: int
    depth: int
    opens: bool
    closes: bool


def rewritten(events: list[Any], text: str, syntax: Syntax) -> list[str]:
    """Replace the events that hold more than Markdown, and give the tags that were found.

    Args:
        events: of one text; changed in place.
        text: that they are of.
        syntax: what the text may hold.
    """
    tags: list[str] = []
    finders: list[Callable[[_Run], None]] = [partial(_mark, sign=sign) for sign in syntax.marks if sign in text]
    if syntax.tags and "#" in text:
        # The parser does not tell which signs were escaped.
        escaped = set(_ESCAPED_TAG.findall(text)) if "\\#" in text else set()
        finders.append(partial(_find_tags, tags=tags, escaped=escaped))
    if (syntax.tasks and "[" in text) or syntax.words:
        finders.append(partial(_find_task, syntax=syntax))
    if syntax.block_ids and "^" in text:
        finders.append(_find_id)
    if finders:
        for start, end in list(_runs(events)):
            run = _Run(events, start, end)
            for find in finders:
                find(run)
            run.make()
    return tags


class _Run:
    """The events of one line of text, from `start` up to `end`, and the parts of its texts that become HTML."""

    def __init__(self, events: list[Any], start: int, end: int) -> None:
        self.events, self.start, self.end = events, start, end
        self._changes: dict[int, list[tuple[int, int, str]]] = {}

    def change(self, event: int, start: int, end: int, html: str) -> None:
        """Have a part of a text become HTML; of two that overlap the first counts."""
        self._changes.setdefault(event, []).append((start, end, html))

    def make(self) -> None:
        """Replace each text of which a part has changed."""
        for event, changes in self._changes.items():
            text, at = self.events[event]["Text"], 0
            made: list[dict[str, str]] = []
            for start, end, html in sorted(changes):
                if start >= at:
                    made += [{"Text": text[at:start]}, {"Markup": html}]
                    at = end
            self.events[event] = {"Several": [one for one in [*made, {"Text": text[at:]}] if one != {"Text": ""}]}

    def texts(self) -> Iterator[tuple[int, str, int]]:
        """The texts that are no link's, each with its event and how many tags are open around it."""
        depth = links = 0
        for at in range(self.start, self.end):
            event = self.events[at]
            if isinstance(event, str):
                continue
            ((kind, value),) = event.items()
            if kind in {"Start", "End"}:
                step = 1 if kind == "Start" else -1
                depth += step
                links += step if _name(value) in {"Link", "Image"} else 0
            elif kind == "Text" and not links:
                yield at, value, depth


def _runs(events: list[Any]) -> Iterator[tuple[int, int]]:
    """Where events begin and end that belong to one line of text."""
    start = None
    in_code = False
    for at, event in enumerate(events):
        if not _is_inline(event):
            if start is not None:
                yield start, at
            start = None
            # The lines of a block of code are texts as well.
            in_code = _started(event) == "CodeBlock"
        elif start is None and not in_code:
            start = at
    if start is not None:
        yield start, len(events)


def _is_inline(event: Any) -> bool:  # noqa: ANN401 - the engine's events, see `events`
    if isinstance(event, str):
        return event != "Rule"
    ((kind, value),) = event.items()
    if kind in {"Start", "End"}:
        return (value if isinstance(value, str) else next(iter(value))) in _INLINE_TAGS
    return kind in _INLINE


def _started(event: Any) -> str:  # noqa: ANN401 - likewise
    """The tag that an event starts; empty if it starts none."""
    return _name(event["Start"]) if isinstance(event, dict) and "Start" in event else ""


def _name(tag: Any) -> str:  # noqa: ANN401 - likewise
    return tag if isinstance(tag, str) else str(next(iter(tag)))


def _mark(run: _Run, sign: str) -> None:
    opening: _Sign | None = None
    for one in _signs(run, sign):
        if opening is not None and one.closes and one.depth == opening.depth:
            run.change(opening.event, opening.start, opening.start + len(sign), "<mark>")
            run.change(one.event, one.start, one.start + len(sign), "</mark>")
            opening = None
        elif one.opens and (opening is None or not one.closes):
            opening = one


def _signs(run: _Run, sign: str) -> Iterator[_Sign]:
    """Where words may begin or end that are marked, as for emphasis: what begins has no space behind it, what ends none before."""
    for at, text, depth in run.texts():
        for match in re.finditer(rf"(?<!{re.escape(sign[0])}){re.escape(sign)}(?!{re.escape(sign[0])})", text):
            before, behind = text[: match.start()][-1:], text[match.end() :][:1]
            # At the end of a text stands what is marked in another way; `a==b` compares.
            opens = not behind.isspace() and (bool(behind) or at + 1 < run.end) and not _is_ascii_word(before)
            closes = not before.isspace() and (bool(before) or at > run.start) and not _is_ascii_word(behind)
            yield _Sign(at, match.start(), depth, opens, closes)


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _find_tags(run: _Run, tags: list[str], escaped: set[str]) -> None:
    for at, text, _ in run.texts():
        for match in _TAG.finditer(text):
            if match["tag"] in escaped:
                continue
            tags.append(match["tag"].strip("/"))
            run.change(at, match.start(), match.end(), f'<span class="tag">{escape(tags[-1], quote=False)}</span>')


def _find_task(run: _Run, syntax: Syntax) -> None:
    before = [_started(event) for event in run.events[max(run.start - 2, 0) : run.start]]
    event = run.events[run.start]
    if before[-1:] not in (["Item"], ["Paragraph"], ["Heading"]) or "Item" not in before or not isinstance(event, dict):
        return
    text = event.get("Text", "")
    if syntax.tasks and (match := _TASK.match(text)):
        state = STATES.get(match["state"], "done")
    elif syntax.words and (match := _WORDS.match(text)):
        state = match["word"].lower().replace("-", " ")
    else:
        return
    box = f'<input type="checkbox" disabled{" checked" if state == "done" else ""} aria-label="{state}"> '
    run.change(
        run.start, 0, match.end(), box if state in {"done", "todo"} else f'{box}<span class="task">{state}</span> '
    )


def _find_id(run: _Run) -> None:
    event = run.events[run.end - 1]
    text = event.get("Text", "") if isinstance(event, dict) else ""
    if match := _BLOCK_ID.search(text):
        run.change(run.end - 1, match.start(), len(text), f'<span id="^{match["id"]}"></span>')


def unfolded(events: list[Any]) -> dict[int, str]:
    """Take an outline apart: the outermost items of its lists become paragraphs.

    Args:
        events: of one text; changed in place.

    Returns:
        What is to be written before some of the events.
    """
    before: dict[int, str] = {}
    inside = 0
    for at, event in enumerate(events):
        if not isinstance(event, dict) or not event.keys() & {"Start", "End"}:
            continue
        name = _name(event.get("Start") or event["End"])
        inside += name in _HOLDERS and "Start" in event
        if inside == 1 and name in {"List", "Item"}:
            events[at] = {"Markup": _NOTHING}
        inside -= name in _HOLDERS and "End" in event
    for start, end in _runs(events):
        # Of what an item holds, a text that is no paragraph: at its beginning, behind its box, or behind another block.
        first = start - 1 if start and "TaskListMarker" in events[start - 1] else start
        ahead = events[first - 1] if first else None
        if isinstance(ahead, dict) and (ahead == {"Markup": _NOTHING} or "End" in ahead):
            before[first], before[end] = "<p>", "</p>\n"
    return before
