"""The life to keep: `/poster/` shows the poster, as SVG and as PDF for who prints it; and its stream alone is for the home page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from ..building.page import File, Page
from ..charts.life.pdf import pdf_of
from ..charts.life.poster import PosterTexts, poster
from ..charts.life.strip import strip
from ..core.language import gettext
from ..core.phrases import counted, day
from .links import POSTER_PDF_URL, POSTER_SVG_URL, POSTER_URL, STREAM_URL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..charts.life import LifePicture
    from .journal import Journal


@dataclass(frozen=True, slots=True)
class PosterView:
    """The page of the poster: where its files are. It says nothing that a post would change."""

    svg_url: str = POSTER_SVG_URL
    pdf_url: str = POSTER_PDF_URL


def pages(journal: Journal) -> Iterator[Page | File]:
    """The poster, its page and the stream, from the first post on."""
    if journal.timeline.posts.empty:
        return
    site, licence = journal.site, journal.run.settings.licence
    whole = journal.slices.digests.whole
    inputs = whole, repr(journal.run.story), site.name, site.root, licence
    # Both are made of one drawing.
    drawn = cache(partial(_drawn, journal))
    yield File(POSTER_SVG_URL, inputs, lambda: [drawn().encode()])
    yield File(POSTER_PDF_URL, inputs, lambda: [pdf_of(drawn())])
    yield File(STREAM_URL, (whole,), lambda: [strip(_life(journal)).encode()])
    yield Page(POSTER_URL, "poster", gettext("Poster"), {"poster": PosterView()})


def _life(journal: Journal) -> LifePicture:
    assert journal.life is not None
    return journal.life


def _drawn(journal: Journal) -> str:
    timeline, summary, site = journal.timeline, journal.timeline.summary, journal.site
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
    return poster(_life(journal), PosterTexts(site.name, journal.view.opening, numbers, source))
