"""The story: the life in a few chapters that drive one picture, each with the author's own titles and first sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..building.page import Page
from ..charts.life import life_picture
from ..core.html import text_of_html
from ..journal.chapters import steps
from ..journal.story import opening
from . import selection_data
from .links import STORY_URL
from .timeline import newest_posts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..charts.life import LifePicture
    from ..journal.chapters import Step
    from .journal import Journal
    from .timeline import PostEntry

_CODE_OR_MATH = re.compile(r"<(pre|math|table|figure|script|style)\b.*?</\1>", flags=re.DOTALL | re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", flags=re.DOTALL | re.IGNORECASE)
_SENTENCE = re.compile(r".{20,}?[.!?…](?=\s|$)", flags=re.DOTALL)
_LONGEST = 280


@dataclass(frozen=True, slots=True)
class Quote:
    """A post as the story quotes it: its first sentence, empty where it begins with none."""

    title: str
    url: str
    on: date
    sentence: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A chapter with the posts that it quotes."""

    step: Step
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """The page of the story."""

    opening: str
    life: LifePicture
    steps: tuple[StepView, ...]
    newest: tuple[PostEntry, ...]
    facts_url: str


def pages(journal: Journal) -> Iterator[Page]:
    """`/story/`, from the first post on."""
    if journal.timeline.posts.empty:
        return
    inputs = journal.slices.digest, journal.run.topics.names, repr(journal.run.story)
    yield Page(STORY_URL, "story", "Story", inputs, lambda: {"story": _view(journal)})


def _view(journal: Journal) -> StoryView:
    timeline = journal.timeline
    life = life_picture(timeline)
    assert life is not None
    articles = {article.relative_source_path: article for article in journal.articles}

    def quote(path: str) -> Quote:
        link, on = journal.post_links[path], days[path]
        return Quote(link.label, link.url, on, first_sentence(articles[path]._content or ""))  # noqa: SLF001 - its text

    days = dict(zip(timeline.posts["path"], timeline.posts["published_on"].dt.date, strict=True))
    told = steps(timeline, journal.notes, journal.run.story)
    facts = selection_data.first_file(timeline, journal.run.topics.names, selection_data.later_files(timeline))
    return StoryView(
        opening=opening(timeline, journal.run.story),
        life=life,
        steps=tuple(StepView(step, tuple(map(quote, step.posts))) for step in told),
        newest=newest_posts(timeline, 7),
        facts_url=facts.versioned,
    )


def first_sentence(html: str) -> str:
    """The first sentence of a text, as plain text; empty where it begins with none.

    >>> first_sentence("<h2>A</h2><p>It is <b>odd</b> that it works at all. Why?</p>")
    'It is odd that it works at all.'
    >>> first_sentence("<pre>x</pre>")
    ''
    """
    for found in _PARAGRAPH.finditer(_CODE_OR_MATH.sub(" ", html)):
        text = " ".join(text_of_html(found[1]).split())
        sentence = _SENTENCE.match(text)
        if sentence or len(text) > _LONGEST:
            said = sentence[0] if sentence else text
            return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"
    return ""
