"""The feeds that are the plugin's own: the review of each year, and all posts as JSON."""

from __future__ import annotations

import json
from datetime import datetime, time
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import escape

from ..building.page import File
from ..core.language import gettext
from ..journal.spans import Span
from ..web import feeds
from ..web.identity import YEARS_FEED
from . import years

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

    def content(span: Span) -> str:
        url, (card, _) = f"{span.label}/", journal.cards.years.get(span.first_year, ("", ""))
        year = years.review(journal, span)
        content = [f"<p>{escape(year.sentence)}</p>"]
        if card:
            content.append(f'<p><a href="{root}/{url}"><img src="{root}/{card}" alt="{span.label}"></a></p>')
        for one in year.notable:
            said = f" {escape(one.quote.sentence)}" if one.quote.sentence else ""
            title = f'<a href="{root}/{escape(one.post.url)}">{escape(one.post.title)}</a>'
            content.append(f"<p><strong>{escape(one.why)}:</strong> {title}.{said}</p>")
        return "\n".join(content)

    def contents(decade: list[Span]) -> list[str]:
        """Of a decade's years; what is over seldom changes."""
        inputs = root, [told[span] for span in decade]
        kept = journal.part(YEARS_FEED, inputs, lambda: json.dumps([*map(content, decade)]).encode())
        return [str(one) for one in json.loads(kept)]

    def entry(span: Span, content: str) -> feeds.Entry:
        url, end = f"{span.label}/", datetime.combine(span.last_day, time(23, 59, 59), zone)
        card, _ = journal.cards.years.get(span.first_year, ("", ""))
        called = gettext("%(year)s in review", year=span.label)
        return feeds.Entry(site.id_of(url), url, called, "", content, end, end, picture=card)

    def made() -> list[bytes]:
        decades = (list(its) for _, its in groupby(spans, lambda span: Span.decade_of(span.first_year)))
        entries = map(entry, spans, [one for decade in decades for one in contents(decade)])
        title = f"{site.name} · {gettext('Years')}"
        begun = since or datetime.combine(timeline.today, time(), zone)
        return [feeds.atom(feeds.Feed(site, title, YEARS_FEED, "", root, tuple(entries), begun))]

    told = {
        span: (span, journal.slices.digest_of_span(span), journal.cards.years.get(span.first_year)) for span in spans
    }
    yield File(YEARS_FEED, (site, root, since or timeline.today, [*told.values()]), made)
