"""The story: the life in a few chapters that drive one picture, each with the author's own titles and first sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..building.page import Page
from ..core.deferred import Deferred
from ..core.language import gettext
from ..journal.chapters import Step, steps
from .beliefs import Beliefs, beliefs
from .links import STORY_URL
from .quotes import Quote, quote_of
from .timeline import PostEntry, newest_posts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..charts.life import LifePicture
    from .journal import Journal


@dataclass(frozen=True, slots=True)
class StepView:
    """A chapter with the posts that it quotes."""

    step: Step
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """The page of the story; `beliefs` is None if nothing was corrected or came out otherwise."""

    opening: str
    life: LifePicture
    steps: tuple[StepView, ...]
    beliefs: Beliefs | None
    newest: tuple[PostEntry, ...]
    facts_url: str


def pages(journal: Journal) -> Iterator[Page]:
    """`/story/`, from the first post on."""
    if journal.timeline.posts.empty:
        return
    inputs = journal.slices.digests.whole, journal.run.topics.names, repr(journal.run.story), journal.corrections
    told = {"story": Deferred(inputs, lambda: _view(journal)), "page_card": journal.view.card}
    yield Page(STORY_URL, "story", gettext("Story"), told)


def _view(journal: Journal) -> StoryView:
    timeline = journal.timeline
    life = journal.life
    assert life is not None
    articles = {article.relative_source_path: article for article in journal.articles}
    told = steps(timeline, journal.notes, journal.run.story)
    return StoryView(
        opening=journal.view.opening,
        life=life,
        steps=tuple(StepView(step, tuple(quote_of(articles[path]) for path in step.posts)) for step in told),
        beliefs=beliefs([(articles[old], articles[new]) for old, new in journal.corrections], journal.slices.all_due),
        newest=newest_posts(timeline, 7),
        facts_url=journal.fact_files[0].versioned,
    )
