"""The feeds that are the plugin's own: the review of each year, and all posts as JSON."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from markupsafe import escape

from ..building.page import File
from ..core.language import gettext
from ..journal import sentences
from ..journal.spans import Span
from ..web import feeds
from ..web.identity import YEARS_FEED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .journal import Journal


def files(journal: Journal) -> Iterator[File]:
    """The feed of the years, in a journal's own site."""
    if not journal.run.settings.markdown:
        return
    site, zone, timeline = journal.site, journal.run.settings.zone, journal.timeline
    # A review is written when its year is over.
    spans = [Span(year.year, year.year) for year in journal.view.years if year.year < timeline.today.year]
    root = feeds.root_of(site, journal.context.get("FEED_DOMAIN"))
    since = journal.oldest_first[0].date if journal.articles else None

    def years() -> list[bytes]:
        names = {slug: topic.name for slug, topic in journal.topics.items()}
        entries = []
        for span in spans:
            url, end = f"{span.label}/", datetime.combine(span.last_day, time(23, 59, 59), zone)
            said = sentences.chapter_sentence(journal.chapter(span), names)
            entries.append(feeds.Entry(site.id_of(url), url, span.label, f"<p>{escape(said)}</p>", "", end, end))
        title = f"{site.name} · {gettext('Years')}"
        begun = since or datetime.combine(timeline.today, time(), zone)
        return [feeds.atom(feeds.Feed(site, title, YEARS_FEED, "", root, tuple(entries), begun))]

    inputs = (site, root, since or timeline.today, [(span, journal.slices.digest_of_span(span)) for span in spans])
    yield File(YEARS_FEED, inputs, years)
