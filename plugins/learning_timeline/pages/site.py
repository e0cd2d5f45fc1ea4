"""What every page of the site may say about the journal as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from .._seam import analytics
from ..core.language import gettext
from ..core.phrases import counted
from ..journal.posts import by_time
from ..journal.story import eras, opening
from ..web.identity import ATOM, JSON, JSON_FEED, YEARS_FEED, FeedLink, Site
from .links import (
    ARCHIVES_URL,
    DATA_URL,
    LEVELS,
    LICENCES_URL,
    MILESTONES_URL,
    POSTER_URL,
    PREDICTIONS_URL,
    RESOURCES_URL,
    REVISIT_URL,
    SEARCH_URL,
    STORY_URL,
    STREAM_URL,
    TABLES_URL,
    TIMELINE_URL,
    TOPICS_URL,
    PageLink,
    TopicLink,
    YearLink,
    topic_links,
    year_links,
)
from .selection_data import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import Any

    from pelican.contents import Article

    from ..core.run import Run
    from ..core.settings import Settings
    from ..journal.posts import Notes
    from .cards import Cards


RECENT = 8
MOST_IN_MENU = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """A week of the home page's strip; `level` runs from 0 (no post) to 5, `is_before` is one that ended before the first post."""

    label: str
    level: int
    is_before: bool
    is_future: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """The author's own pages that every page links to.

    Attributes:
        about: the one called `about`, if there is one.
        others: those that follow, as many as a menu has room for.
        has_more: whether there are others, which the archive lists.
    """

    about: PageLink | None
    others: tuple[PageLink, ...]
    has_more: bool


def menu_of(pages: Sequence[Any]) -> Menu:
    """The menu of a site with these pages: of 3,000 that all name each other, 9 million links would be the most of it."""
    others = [page for page in pages if page.slug != "about"]
    about = next((PageLink(str(page.title), page.url) for page in pages if page.slug == "about"), None)
    shown = tuple(PageLink(str(page.title), page.url) for page in others[:MOST_IN_MENU])
    return Menu(about, shown, len(others) > MOST_IN_MENU)


@dataclass(frozen=True, slots=True)
class JournalView:
    """What every page of the site may say about the journal as a whole; `source` is whose it is and under which licence.

    `card` is the picture of the whole journal, for views that change with each post anyway; empty where there is none.
    `has_resources` and `has_predictions` say whether their pages have anything to show; else no other links to them.
    """

    site: Site
    simulated: str
    notices: tuple[str, ...]
    today: date
    summary: analytics.Summary
    years: tuple[YearLink, ...]
    topics: tuple[TopicLink, ...]
    strip: tuple[Cell, ...]
    on_this_day: tuple[Article, ...]
    recent: tuple[Article, ...]
    search_url: str
    opening: str
    eras: tuple[analytics.lifetime.Era, ...]
    author: str
    source: str
    card: str = ""
    has_resources: bool = False
    has_predictions: bool = False
    timeline_url: str = TIMELINE_URL
    topics_url: str = TOPICS_URL
    data_url: str = DATA_URL
    archives_url: str = ARCHIVES_URL
    resources_url: str = RESOURCES_URL
    predictions_url: str = PREDICTIONS_URL
    revisit_url: str = REVISIT_URL
    licences_url: str = LICENCES_URL
    milestones_url: str = MILESTONES_URL
    tables_url: str = TABLES_URL
    story_url: str = STORY_URL
    poster_url: str = POSTER_URL
    stream_url: str = STREAM_URL
    # Without the digest that the timeline adds, so that a post changes no page of another topic.
    facts_url: str = f"{FOLDER}facts.js"


def journal_view(
    timeline: analytics.Timeline,
    articles: Sequence[Article],
    run: Run,
    site: Site,
    unsorted: str,
) -> JournalView:
    """Everything that any page may say, computed once a build; `unsorted` is the topic of posts without one."""
    settings, story = run.settings, run.story
    topics = topic_links(timeline)
    newest_first = sorted(articles, key=by_time, reverse=True)
    today = timeline.today
    anniversary = (today.month, today.day)
    return JournalView(
        site=site,
        simulated=settings.simulated,
        notices=tuple(notice.sentence for notice in timeline.notices),
        today=today,
        summary=timeline.summary,
        years=year_links(timeline),
        topics=tuple(sorted(topics.values(), key=lambda topic: (-topic.posts, topic.slug))),
        strip=_strip(timeline),
        on_this_day=tuple(
            article
            for article in newest_first
            if (article.date.month, article.date.day) == anniversary and article.date.year < today.year
        ),
        recent=tuple(newest_first[:RECENT]),
        search_url=SEARCH_URL if settings.search else "",
        opening=opening(timeline, story, unsorted),
        eras=eras(timeline, unsorted),
        author=story.author,
        source=" · ".join(part for part in (site.name, site.root, settings.licence) if part),
    )


def linking(view: JournalView, notes: Sequence[Notes], run: Run) -> JournalView:
    """The view of a journal whose posts have these notes."""
    return replace(
        view,
        has_resources=bool(run.bibliography.resources) or any(one.resources for one in notes),
        has_predictions=any(one.predictions for one in notes),
    )


def _strip(timeline: analytics.Timeline) -> tuple[Cell, ...]:
    weeks = analytics.measures.weeks(timeline.posts, timeline.changes, timeline.today)
    weeks = weeks[weeks["iso_year"] == timeline.today.isocalendar().year]
    most = max(int(weeks["posts"].max()), 1) if len(weeks) else 1
    first = timeline.summary.first_on or timeline.today
    return tuple(
        Cell(
            label=gettext("Week %(week)s: %(posts)s", week=row.iso_week, posts=counted(row.posts, "post")),
            level=-(-LEVELS * int(row.posts) // most),
            is_before=row.week_start.date() + timedelta(days=7) <= first,
            is_future=bool(row.is_future),
        )
        for row in analytics.rows(weeks)
    )


def identity(settings: Settings, pelican: Mapping[str, Any], cards: Cards) -> Site:
    """The site as other machines are told of it; a journal's own has feeds and a card of the plugin's.

    Args:
        settings: of the plugin.
        pelican: Pelican's.
        cards: in which the journal's own is asked for.
    """
    site = Site.of(settings, pelican)
    if not settings.markdown:
        return site
    return replace(site, feeds=_feed_links(pelican, site), card=cards.of_journal(site))


def _feed_links(settings: Mapping[str, Any], site: Site) -> tuple[FeedLink, ...]:
    """The feeds that the head of each page names."""
    everything = settings.get("FEED_ALL_ATOM")
    return (
        *([FeedLink(site.name, str(everything), ATOM)] if everything else []),
        FeedLink(f"{site.name} · {gettext('Years')}", YEARS_FEED, ATOM),
        FeedLink(f"{site.name} (JSON)", JSON_FEED, JSON),
    )
