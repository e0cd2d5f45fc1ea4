"""Two or more versions of a post in, what changed in words out: the weave of its texts and what became of its sentences.

Computed when a page is made, since it takes git's versions of the file. What was held back when it was committed, by its front
matter, its folder or its day, was never public, and is no version here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from .._seam import analytics
from ..core.deferred import Deferred
from ..core.fingerprints import digest_of
from ..core.language import gettext, ngettext
from ..core.phrases import day, number
from ..reading import rst_fields
from ..reading.conditions import conditions_of
from ..reading.dialects.documents import ORG, split_document
from ..reading.drafts import reason_in_text
from ..reading.frontmatter import FrontMatter, split
from ..reading.held_names import reason_in_inline_tags, reason_in_names
from ..reading.hidden_text import without_hidden
from ..reading.notebooks.fronts import front_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    # Whether a version was held back when it was committed: by its path from the content folder, the day of the commit and its
    # front matter, if that was read already.
    WasHeld: TypeAlias = "Callable[[str, date, FrontMatter | None], bool]"
    # What the settings of a project say of a version: those of today, and those of its day if they were others.
    SettingsThen: TypeAlias = "Callable[[str, date], Sequence[Mapping[str, Any]]]"

# More are not told apart in a list; the first one and the latest are kept.
MOST_VERSIONS = 24
MOST_LETTERS = 60_000
# A typo is no change of mind.
FEWEST_WORDS = 12
# Of what stays the same, so many words stand around what changed in one step.
_AROUND = 8
_WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Step:
    """What one version changed: its label, and (what happened, text) with few words around each change; what stays is ""."""

    label: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """How a text changed.

    Attributes:
        sentence: what became of its sentences from the first version to the last.
        labels: what each version is called, oldest first.
        pieces: of the weave.
    """

    sentence: str
    labels: tuple[str, ...]
    pieces: tuple[analytics.Piece, ...]

    @property
    def last(self) -> int:
        """The number of the last version."""
        return len(self.labels) - 1

    @property
    def steps(self) -> tuple[Step, ...]:
        """What each version but the first changed in the one before it, oldest first."""
        return tuple(
            Step(label, tuple(_excerpt(self.pieces, number))) for number, label in enumerate(self.labels) if number
        )


def _excerpt(pieces: Sequence[analytics.Piece], number: int) -> Iterator[tuple[str, str]]:
    """What a version changed in the one before it, with few words around each change."""
    parts = [
        ("ins" if piece.begin == number else "del" if piece.end == number else "", piece.text)
        for piece in pieces
        if piece.begin <= number <= piece.end
    ]
    runs = [(kind, "".join(text for _, text in run)) for kind, run in groupby(parts, key=lambda part: part[0])]
    for place, (kind, text) in enumerate(runs):
        words = _WORD.findall(text)
        if kind or len(words) <= 2 * _AROUND:
            yield kind, text
            continue
        begin = "".join(words[:_AROUND]) if place else ""
        end = "".join(words[-_AROUND:]) if place + 1 < len(runs) else ""
        yield "", f"{begin}… {end}"


def changes_of(
    path: str,
    history: analytics.History,
    read: Callable[[Sequence[str]], list[str | None]],
    was_held: WasHeld,
    settings: SettingsThen = lambda *_: (),
) -> Deferred[Changes | None] | None:
    """How a post changed since it was first written; nothing if git has one version of it alone.

    Args:
        path: of its file, from the content folder.
        history: of the repository that it is in.
        read: gives the files of some versions.
        was_held: whether a version was held back when it was committed.
        settings: which settings say what of a version is shown.
    """
    if history.touched(path) < 2:  # noqa: PLR2004 - a change has two sides
        return None
    versions = _chosen(history.versions(path), was_held)
    if len(versions) < 2:  # noqa: PLR2004 - a change has two sides
        return None
    # There are twenty thousand of these, so that what is known of the versions is not kept.
    told = digest_of(
        f"{version.on} {version.blob} {[*settings(version.path, version.on)] or ''}".encode("utf-8", "replace")
        for version in versions
    )
    return Deferred(told, lambda: _read(_chosen(history.versions(path), was_held), read, was_held, settings))


def _chosen(versions: Sequence[analytics.Version], was_held: WasHeld) -> list[analytics.Version]:
    """Those that lay where posts are public: of several in a row on one day the last, and of very many the first and the latest.

    A day may come again: who travels west writes at an earlier day of the calendar, and a commit may be put behind later ones.
    """
    public = [version for version in versions if not was_held(version.path, version.on, None)]
    daily = [list(its)[-1] for _, its in groupby(public, key=lambda version: version.on)]
    daily = [one for place, one in enumerate(daily) if not place or one.blob != daily[place - 1].blob]
    return [*daily[:1], *daily[1:][-(MOST_VERSIONS - 1) :]]


def _read(
    versions: Sequence[analytics.Version],
    read: Callable[[Sequence[str]], list[str | None]],
    was_held: WasHeld,
    settings: SettingsThen,
) -> Changes | None:
    files = read([version.blob for version in versions])
    texts = [
        (
            version.on,
            body(version.path, file, partial(was_held, version.path, version.on), settings(version.path, version.on)),
        )
        for version, file in zip(versions, files, strict=True)
    ]
    known = [(on, text) for on, text in texts if text is not None]
    told = [one for place, one in enumerate(known) if not place or _words(one[1]) != _words(known[place - 1][1])]
    return compared(
        [(f"{day(on)}", text) for on, text in told], gettext("since it was first written on %(day)s", day=_first(told))
    )


def _first(told: Sequence[tuple[date, str]]) -> str:
    return day(told[0][0]) if told else ""


def compared(versions: Sequence[tuple[str, str]], since: str) -> Changes | None:
    """The changes between labelled versions; nothing if there are too few of them, or too large ones, to be read.

    Args:
        versions: (label, text), oldest first.
        since: how the sentence ends.
    """
    texts = [text for _, text in versions]
    if len(texts) < 2 or max(map(len, texts)) > MOST_LETTERS:  # noqa: PLR2004 - a change has two sides
        return None
    woven = analytics.weave(texts)
    changed = sum(len(piece.text.split()) for piece in woven.pieces if piece.begin > 0 or piece.end < len(texts))
    if changed < FEWEST_WORDS:
        return None
    counts = analytics.count_sentences(texts[0], texts[-1])
    sentence = ngettext(
        "%(num)s sentence kept, %(added)s added and %(removed)s removed %(since)s.",
        "%(num)s sentences kept, %(added)s added and %(removed)s removed %(since)s.",
        counts.kept,
        added=number(counts.added),
        removed=number(counts.removed),
        since=since,
    )
    return Changes(sentence, tuple(label for label, _ in versions), woven.pieces)


def body(
    path: str,
    file: str | None,
    was_held: Callable[[FrontMatter], bool] | None = None,
    settings: Sequence[Mapping[str, Any]] = (),
) -> str | None:
    """The text of a post without its front matter and what no page shows; None if it cannot be told, or its author held it back.

    Args:
        path: of the file, whose ending says how it is written.
        file: what it holds; None if git does not have that as text.
        was_held: whether front matter held it back for its days.
        settings: of its project, of which each may hide a part.
    """
    if file is None:
        return None
    text = analytics.written(file.encode("utf-8", "replace")).decode()
    is_rst, is_notebook = path.lower().endswith(".rst"), path.lower().endswith(analytics.NOTEBOOK)
    front = rst_fields.front_of(text) if is_rst else split_document(path, text)
    if "{post}" in front.body:
        from ..reading.dialects.myst import dated  # noqa: PLC0415 - hardly any journal has one

        front = dated(front)
    about = front_of(file) if is_notebook else front
    if (
        about is None
        or about.held_back
        or reason_in_names(path, about.fields.items())
        or (was_held and was_held(about))
    ):
        return None
    if is_rst:
        return without_hidden(path, text)
    # Of a text in Org the Markdown that is made of it would be compared.
    shown = split(text).body if path.lower().endswith(ORG) else front.body
    # Properties and directives in the text count only in some programs; what one of them holds back, nobody else needs to see.
    if reason_in_text(shown) or reason_in_inline_tags(shown):
        return None
    return without_hidden(path, shown, [conditions_of(about.fields, one) for one in settings or ({},)])


def _words(text: str) -> list[str]:
    return text.split()
