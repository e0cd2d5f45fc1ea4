"""The poster of the life, as files of its own: `/poster/life.svg`, and `/poster/life.pdf` for who prints it."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from ..building.page import File
from ..charts.life.pdf import pdf_of
from ..charts.life.poster import PosterTexts, poster
from ..core.language import gettext
from ..core.phrases import counted, day
from .links import POSTER_PDF_URL, POSTER_URL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .journal import Journal


def files(journal: Journal) -> Iterator[File]:
    """The poster, from the first post on."""
    if journal.timeline.posts.empty:
        return
    site, licence = journal.site, journal.run.settings.licence
    inputs = journal.slices.digests.whole, repr(journal.run.story), site.name, site.root, licence
    # Both are made of one drawing.
    drawn = cache(partial(_drawn, journal))
    yield File(POSTER_URL, inputs, lambda: [drawn().encode()])
    yield File(POSTER_PDF_URL, inputs, lambda: [pdf_of(drawn())])


def _drawn(journal: Journal) -> str:
    timeline, summary, site = journal.timeline, journal.timeline.summary, journal.site
    picture = journal.life
    assert picture is not None
    assert summary.first_on is not None
    numbers = gettext(
        "%(posts)s on %(topics)s, %(words)s, %(first)s to %(last)s",
        posts=counted(summary.posts, "post"),
        topics=counted(summary.topics, "topic"),
        words=counted(summary.words, "word"),
        first=day(summary.first_on),
        last=day(timeline.today),
    )
    source = " · ".join(part for part in (site.root, journal.run.settings.licence) if part)
    return poster(picture, PosterTexts(site.name, journal.view.opening, numbers, source))
