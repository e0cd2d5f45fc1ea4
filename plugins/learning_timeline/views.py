"""The Timeline and Pelican's articles in, what templates read out: plain frozen values with facts already decided.

Python decides facts, templates decide markup: nothing here is HTML, and no template computes.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import prose, yearbook
from ._seam import analytics
from .html import island, plain_title
from .spans import Due, post_fact
from .words import counted, partial_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from markupsafe import Markup
    from pelican.contents import Article

    from .changed import Changes
    from .connections import Connections
    from .embed import ChartView
    from .inputs import Deferred
    from .navigator import Navigator
    from .outward import Site
    from .posts import Notes
    from .settings import Settings
    from .snapshots import SavedLink
    from .spans import PostFact, Span
    from .yearbook import Chapter, Life

TIMELINE_URL, TOPICS_URL, DATA_URL, ARCHIVES_URL = "timeline/", "topics/", "data/", "archives/"
RESOURCES_URL, PREDICTIONS_URL, REVISIT_URL = "resources/", "predictions/", "revisit/"
SEARCH_URL, LICENCES_URL = "search/", "licences/"
URLS = (TIMELINE_URL, TOPICS_URL, DATA_URL, RESOURCES_URL, PREDICTIONS_URL, REVISIT_URL, SEARCH_URL, LICENCES_URL)
RECENT = 8
LEVELS = 5
SHARED_NAMES = 4


@dataclass(frozen=True, slots=True)
class PageLink:
    """Another page, by what it is called."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic as a post names it: nothing that another post would change."""

    slug: str
    name: str
    url: str
    colour: str

    @classmethod
    def of(cls, topic: analytics.Topic, timeline: analytics.Timeline) -> TopicName:
        """A topic with posts."""
        return cls(topic.slug, topic.name, f"{TOPICS_URL}{topic.slug}/", timeline.colours[topic.slug])


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year that has posts."""

    year: int
    url: str
    posts: int


@dataclass(frozen=True, slots=True)
class DecadeLink:
    """Ten years of which one at least has posts."""

    label: str
    url: str
    posts: int
    first_year: int


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic that has posts; `years` holds (year, posts) from its first year to its last, zeros included."""

    slug: str
    name: str
    url: str
    colour: str
    posts: int
    words: int
    first_on: date
    last_on: date
    years: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A week of the home page's strip; `level` runs from 0 (no post) to 5."""

    label: str
    level: int
    is_future: bool


@dataclass(frozen=True, slots=True)
class ResourceLink:
    """Something that was studied, as a post or a year names it.

    Attributes:
        title: plain text.
        url: where it leads, or None.
        key: its anchor on the page of resources.
        authors: as a sentence cites them, and the year; empty where neither is known.
        venue: where it was published; empty where that is not known.
        kind: such as `paper`.
        saved: its saved text where it is gone; None where it is there, or nothing was saved.
    """

    title: str
    url: str | None
    key: str
    authors: str
    venue: str
    kind: str
    saved: SavedLink | None = None

    @classmethod
    def of(cls, resource: analytics.Resource, gone: Mapping[str, SavedLink] | None = None) -> ResourceLink:
        """A resource as it is cited; with its saved text where it is among what is gone."""
        year = "" if resource.year is None else str(resource.year)
        authors = ", ".join(part for part in (resource.short_authors, year) if part)
        saved = (gone or {}).get(resource.url or "")
        return cls(resource.title, resource.url, resource.key, authors, resource.venue, resource.kind, saved)


@dataclass(frozen=True, slots=True)
class Corrected:
    """An earlier post that another one corrects, and what changed in words."""

    link: PageLink
    changes: Deferred[Changes | None]


@dataclass(frozen=True, slots=True)
class RelatedPost:
    """A post that shares something with another."""

    link: PageLink
    shared: int


@dataclass(frozen=True, slots=True)
class PostView:
    """What a post's page says about the post itself; templates read it as `article.facts`.

    Nothing of it changes unless the post, its topic or a post that it hangs together with does. `position` is per cent of its
    year; `gone` are the saved texts of what it links to and is gone; `changes` and those of what it supersedes are worked out
    when they are asked for.
    """

    title: str
    topic: TopicName
    kind: str
    written_on: date
    revised_on: date | None
    revisions: int
    reading_minutes: int
    words: int
    resources: tuple[ResourceLink, ...]
    confidence: str
    spent: str
    superseded_by: tuple[PageLink, ...]
    supersedes: tuple[Corrected, ...]
    predictions: tuple[DueView, ...]
    linked_from: tuple[PageLink, ...]
    related: tuple[RelatedPost, ...]
    changes: Deferred[Changes | None] | None
    previous: PageLink | None
    next: PageLink | None
    position: float
    date_source: str
    card: str
    gone: tuple[SavedLink, ...]

    def linked_data(self, article: Article, site: Site, about: str) -> Markup:
        """The post for machines, by https://schema.org: one graph of the journal, the post and what was studied for it.

        Safe inside a script of data. Where the site has no address, the post and the journal are named from their page.
        """
        url, journal = site.at(article.url), f"{site.root}/#journal"
        authors = [author.name for author in getattr(article, "authors", ())] or [site.author]
        post = {
            "@type": "BlogPosting",
            "@id": f"{url}#post",
            "headline": plain_title(article),
            "description": about,
            "datePublished": self.written_on.isoformat(),
            "dateModified": (self.revised_on or self.written_on).isoformat(),
            "wordCount": self.words,
            "timeRequired": f"PT{self.reading_minutes}M",
            "inLanguage": article.lang,
            "articleSection": self.topic.name,
            "keywords": [self.topic.name, *(tag.name for tag in getattr(article, "tags", ()))],
            "author": [{"@type": "Person", "name": name} for name in authors],
            "isPartOf": {"@id": journal},
            "citation": [{"@id": f"{url}#ref-{one.key}"} for one in self.resources],
            **({"url": url, "mainEntityOfPage": url} if url else {}),
            **({"image": site.at(self.card)} if self.card else {}),
        }
        blog = {"@type": "Blog", "@id": journal, "name": site.name, "description": site.about}
        studied = [
            {
                "@type": "LearningResource",
                "@id": f"{url}#ref-{one.key}",
                "name": one.title,
                "learningResourceType": one.kind,
                **({"url": one.url} if one.url else {}),
                **({"creditText": one.authors} if one.authors else {}),
            }
            for one in self.resources
        ]
        journal_url = {"url": f"{site.root}/"} if site.root else {}
        return island({"@context": "https://schema.org", "@graph": [blog | journal_url, post, *studied]})


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A milestone as a list shows it."""

    on: str
    title: str
    url: str | None
    kind: str
    topic: TopicName | None
    post: PageLink | None
    met: PageLink | None
    met_on: date | None
    saved: SavedLink | None

    @property
    def day(self) -> str:
        """Its day, or the first of its month or year."""
        return f"{self.on}-01-01"[:10] if self.on.count("-") < 2 else self.on  # noqa: PLR2004 - year, month, day


@dataclass(frozen=True, slots=True)
class Decade:
    """The milestones of ten years."""

    label: str
    milestones: tuple[MilestoneView, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The posts of one month, oldest first."""

    name: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class PostEntry:
    """A post as the list of the timeline page shows it; `colour` is its topic's."""

    on: date
    title: str
    url: str
    topic: str
    colour: str


@dataclass(frozen=True, slots=True)
class DueView:
    """A prediction as a list shows it; `probability` is empty where none was given.

    Attributes:
        on: when it is due, for programs.
        by: the same for a reader.
    """

    on: str
    by: str
    claim: str
    probability: str
    outcome: str
    is_open: bool
    post: PostFact


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The timeline page.

    Attributes:
        sentence: the whole in words.
        numbers: (what, how many) for its head.
        navigator: of time.
        charts: in their order.
        newest: the last posts.
        milestones: by decade.
        facts_url: of the script that holds the facts, empty where there is no post.
    """

    sentence: str
    numbers: tuple[tuple[str, int], ...]
    navigator: Navigator | None
    charts: tuple[ChartView, ...]
    newest: tuple[PostEntry, ...]
    milestones: tuple[Decade, ...]
    facts_url: str


@dataclass(frozen=True, slots=True)
class ChapterView:
    """The page of a year or a decade.

    Attributes:
        facts: what was counted.
        sentence: the same in words.
        charts: in their order.
        topics: (topic, posts, whether it was new), most posts first.
        met: (topic, its first post) of each topic that was new, in the order of time.
        resources: what was studied, in the order of time.
        due: predictions to be judged then.
        milestones: of the time.
    """

    facts: Chapter
    sentence: str
    charts: tuple[ChartView, ...]
    topics: tuple[tuple[TopicLink, int, bool], ...]
    met: tuple[tuple[TopicLink, PostFact], ...]
    resources: tuple[ResourceLink, ...]
    due: tuple[DueView, ...]
    milestones: tuple[MilestoneView, ...]

    @property
    def year(self) -> int:
        """The year; of a decade the first."""
        return self.facts.span.first_year

    @property
    def posts(self) -> int:
        """How many were published then."""
        return self.facts.posts


@dataclass(frozen=True, slots=True)
class NeighbourView:
    """A topic that was met together with another; `shared` names resources and tags, `more` counts the others."""

    topic: TopicLink
    weeks: int
    shared: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic's page; `years` holds (year, articles), newest first. A parent without posts has a name and no link."""

    link: TopicLink
    sentence: str
    life: Life
    life_sentence: str
    charts: tuple[ChartView, ...]
    years: tuple[tuple[int, tuple[Article, ...]], ...]
    feed_url: str | None
    parent_name: str
    parent: TopicLink | None
    children: tuple[TopicLink, ...]
    neighbours: tuple[NeighbourView, ...]
    milestones: tuple[MilestoneView, ...]


@dataclass(frozen=True, slots=True)
class JournalView:
    """What every page of the site may say about the journal as a whole."""

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
    timeline_url: str = TIMELINE_URL
    topics_url: str = TOPICS_URL
    data_url: str = DATA_URL
    archives_url: str = ARCHIVES_URL
    resources_url: str = RESOURCES_URL
    predictions_url: str = PREDICTIONS_URL
    revisit_url: str = REVISIT_URL
    licences_url: str = LICENCES_URL


def journal_view(
    timeline: analytics.Timeline, articles: Sequence[Article], settings: Settings, site: Site
) -> JournalView:
    """Everything that any page may say, worked out once a build."""
    topics = topic_links(timeline)
    newest_first = sorted(articles, key=lambda article: (article.date, article.relative_source_path), reverse=True)
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
    )


def newest_posts(timeline: analytics.Timeline, most: int) -> tuple[PostEntry, ...]:
    """The last posts, newest first."""
    names = {topic.slug: topic.name for topic in timeline.topics}
    return tuple(
        PostEntry(row.published_on.date(), row.title, row.url, names[row.topic], timeline.colours[row.topic])
        for row in analytics.rows(timeline.posts.iloc[: -most - 1 : -1])
    )


def headline_numbers(summary: analytics.Summary, resources: int) -> tuple[tuple[str, int], ...]:
    """(what, how many) for the head of the timeline page; nothing before the first post."""
    if not summary.posts:
        return ()
    numbers = [
        ("post", summary.posts),
        ("year", summary.years),
        ("topic", summary.topics),
        ("resource", resources),
        ("word", summary.words),
        ("revision", summary.revisions),
    ]
    shown = [(noun + ("" if number == 1 else "s"), number) for noun, number in numbers if number]
    gap = summary.longest_gap_days
    return (*shown, *([("days of the longest gap", gap)] if gap and gap > 1 else []))


def year_links(timeline: analytics.Timeline) -> tuple[YearLink, ...]:
    """The years with posts, newest first."""
    counts = timeline.posts["published_on"].dt.year.value_counts().sort_index(ascending=False)
    return tuple(YearLink(int(year), f"{year}/", int(posts)) for year, posts in counts.items())


def decade_links(timeline: analytics.Timeline) -> tuple[DecadeLink, ...]:
    """The decades with posts, newest first."""
    counts = timeline.posts["published_on"].dt.year.value_counts()
    return tuple(
        DecadeLink(
            label=span.label,
            url=f"{span.label}/",
            posts=sum(int(posts) for year, posts in counts.items() if span.has(int(year))),
            first_year=span.first_year,
        )
        for span in reversed(yearbook.decades(timeline))
    )


def chapter_view(
    chapter: Chapter,
    charts: tuple[ChartView, ...],
    topics: Mapping[str, TopicLink],
    milestones: Sequence[MilestoneView],
) -> ChapterView:
    """The page of a year or a decade; `milestones` are all of them."""
    return ChapterView(
        facts=chapter,
        sentence=prose.chapter_sentence(chapter, {slug: topic.name for slug, topic in topics.items()}),
        charts=charts,
        topics=tuple((topics[one.topic], one.posts, one.is_new) for one in chapter.topics),
        met=tuple((topics[post.topic], post) for post in chapter.met),
        resources=tuple(map(ResourceLink.of, chapter.resources)),
        due=tuple(due_view(one) for one in chapter.due),
        milestones=milestones_of(milestones, chapter.span),
    )


def milestones_of(milestones: Sequence[MilestoneView], span: Span) -> tuple[MilestoneView, ...]:
    """The milestones of a year or a decade."""
    return tuple(one for one in milestones if span.has(int(one.on[:4])))


def due_view(due: Due) -> DueView:
    """A prediction as lists show it."""
    share, outcome = due.prediction.probability, due.prediction.outcome
    return DueView(
        on=str(due.prediction.by),
        by=partial_day(due.prediction.by),
        claim=due.prediction.claim,
        probability="" if share is None else f"{round(100 * share, 1):g} %",
        outcome=outcome or "open",
        is_open=outcome is None,
        post=due.post,
    )


def neighbour_views(life: Life, topics: Mapping[str, TopicLink]) -> tuple[NeighbourView, ...]:
    """The neighbours of a topic, with as many shared things as a line has room for."""
    return tuple(
        NeighbourView(
            topic=topics[one.topic],
            weeks=one.weeks,
            shared=one.shared[:SHARED_NAMES],
            more=max(0, len(one.shared) - SHARED_NAMES),
        )
        for one in life.neighbours
    )


def topic_links(timeline: analytics.Timeline) -> dict[str, TopicLink]:
    """The topics with posts, by slug, in the order of their first post."""
    by_year: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for row in analytics.rows(timeline.topic_years):
        if row.posts:
            by_year[row.topic][int(row.year)] = int(row.posts)
    grouped = timeline.posts.groupby("topic", as_index=False).agg(
        posts=("path", "size"), words=("words", "sum"), first=("published_on", "min"), last=("published_on", "max")
    )
    facts_of = {row.topic: row for row in analytics.rows(grouped)}
    links = {}
    for topic in timeline.topics:
        facts, years = facts_of[topic.slug], by_year[topic.slug]
        links[topic.slug] = TopicLink(
            slug=topic.slug,
            name=topic.name,
            url=f"{TOPICS_URL}{topic.slug}/",
            colour=timeline.colours[topic.slug],
            posts=int(facts.posts),
            words=int(facts.words),
            first_on=facts.first.date(),
            last_on=facts.last.date(),
            years=tuple((year, years.get(year, 0)) for year in range(min(years), max(years) + 1)),
        )
    return links


def _strip(timeline: analytics.Timeline) -> tuple[Cell, ...]:
    weeks = analytics.measures.weeks(timeline.posts, timeline.changes, timeline.today)
    weeks = weeks[weeks["iso_year"] == timeline.today.isocalendar().year]
    most = max(int(weeks["posts"].max()), 1) if len(weeks) else 1
    return tuple(
        Cell(
            label=f"Week {row.iso_week}: {counted(row.posts, 'post')}",
            level=-(-LEVELS * int(row.posts) // most),
            is_future=bool(row.is_future),
        )
        for row in analytics.rows(weeks)
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of posts beside the Timeline, each by the post's path.

    Attributes:
        notes: what front matter says.
        connections: between posts.
        changes: gives how a post changed since it was first written.
        corrected: gives what changed from one post to another that corrects it.
        card: gives the address of the picture of a post of a title, a topic and a day; empty where it has none.
        gone: the saved texts of other sites' pages that are gone, by address.
    """

    notes: Mapping[str, Notes]
    connections: Mapping[str, Connections]
    changes: Callable[[str], Deferred[Changes | None] | None]
    corrected: Callable[[str, str], Deferred[Changes | None]]
    card: Callable[[str, TopicName, date], str]
    gone: Mapping[str, SavedLink]


def tell_articles(timeline: analytics.Timeline, articles: Sequence[Article], known: Known) -> None:
    """Set `facts` on each article: None on one that belongs to no chart, such as a draft, a hidden one or a translation."""
    facts = {path: fact for path, *fact in _rows_of_posts(timeline.posts)}
    named = topic_names(timeline)
    oldest_first = sorted(articles, key=lambda article: (article.date, article.relative_source_path))
    listed = [article for article in oldest_first if article.relative_source_path in facts]
    links = [PageLink(facts[article.relative_source_path][0], article.url) for article in listed]
    link_of = {article.relative_source_path: link for article, link in zip(listed, links, strict=True)}
    facts_of_posts = {row.path: post_fact(row) for row in analytics.rows(timeline.posts)}
    for article in articles:
        article.facts = None
    for older, article, newer in zip([None, *links], listed, [*links[1:], None], strict=False):
        path = article.relative_source_path
        title, topic, kind, written, revised, revisions, minutes, words, source = facts[path]
        connected = known.connections[path]
        days = 366 if calendar.isleap(written.year) else 365
        article.facts = PostView(
            title=title,
            topic=named[topic],
            kind=kind,
            written_on=written,
            revised_on=revised if revised and revised > written else None,
            revisions=revisions,
            reading_minutes=minutes,
            words=words,
            resources=tuple(ResourceLink.of(one, known.gone) for one in known.notes[path].resources),
            confidence=str(getattr(article, "confidence", "") or ""),
            spent=hours(getattr(article, "minutes_spent", None)),
            superseded_by=tuple(link_of[one] for one in connected.superseded_by),
            supersedes=tuple(Corrected(link_of[one], known.corrected(one, path)) for one in connected.supersedes),
            predictions=tuple(due_view(Due(one, facts_of_posts[path])) for one in known.notes[path].predictions),
            linked_from=tuple(link_of[one] for one in connected.linked_from),
            related=tuple(RelatedPost(link_of[one], shared) for one, shared in connected.related),
            changes=known.changes(path),
            previous=older,
            next=newer,
            position=round(100 * (written.timetuple().tm_yday - 0.5) / days, 2),
            date_source=source,
            card=known.card(plain_title(article), named[topic], written),
            gone=tuple(known.gone[one] for one in getattr(article, "outside", ()) if one in known.gone),
        )


def hours(minutes: int | None) -> str:
    """A length of time for a reader; empty where there is none.

    >>> hours(150), hours(45), hours(None)
    ('2 h 30 min', '45 min', '')
    """
    if not minutes:
        return ""
    whole, rest = divmod(minutes, 60)
    return " ".join([*([f"{whole:,} h"] if whole else []), *([f"{rest} min"] if rest else [])])


def _rows_of_posts(posts: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """What a post's page says, as plain values, a post a row; column by column, since there are twenty thousand."""
    revised = analytics.local_time(posts["modified_at"], posts["utc_offset_minutes"])
    columns = ("revisions", "reading_minutes", "words", "date_source")
    return zip(
        posts["path"],
        posts["title"],
        posts["topic"],
        posts["kind"],
        posts["published_on"].dt.date,
        (None if pd.isna(day) else day for day in revised.dt.date),
        *(posts[column].tolist() for column in columns),
        strict=True,
    )


def topic_names(timeline: analytics.Timeline) -> dict[str, TopicName]:
    """The topics with posts, by slug, as a post names them."""
    return {topic.slug: TopicName.of(topic, timeline) for topic in timeline.topics}


def post_links(timeline: analytics.Timeline) -> dict[str, PageLink]:
    """A link to each post, by its path."""
    posts = timeline.posts
    return {
        path: PageLink(title, url) for path, title, url in zip(posts["path"], posts["title"], posts["url"], strict=True)
    }


def milestone_views(
    timeline: analytics.Timeline, link_of: Mapping[str, PageLink], gone: Mapping[str, SavedLink]
) -> tuple[MilestoneView, ...]:
    """Milestones in the order of time, with their topics, the posts that came to them, and saved texts of what is gone."""
    topics = topic_names(timeline)
    met = {url: (link_of[one.post], one.on) for url, one in timeline.met.items()}
    return tuple(
        MilestoneView(
            on=str(milestone.on),
            title=milestone.title,
            url=milestone.url,
            kind=milestone.kind,
            topic=topics.get(milestone.topic or ""),
            post=link_of.get(milestone.post or ""),
            met=met[milestone.url][0] if milestone.url in met else None,
            met_on=met[milestone.url][1] if milestone.url in met else None,
            saved=gone.get(milestone.url or ""),
        )
        for milestone in sorted(timeline.milestones, key=lambda milestone: (milestone.on.first_day, milestone.title))
    )


def decades(milestones: Sequence[MilestoneView]) -> tuple[Decade, ...]:
    """Milestones by ten years, oldest first; expects them in the order of time."""
    return tuple(
        Decade(f"{label}0s", tuple(group))
        for label, group in groupby(milestones, key=lambda milestone: milestone.on[:3])
    )


def months(articles: Sequence[Article]) -> tuple[Month, ...]:
    """The articles of one year by month, oldest first."""
    oldest_first = sorted(articles, key=lambda article: (article.date, article.relative_source_path))
    return tuple(
        Month(calendar.month_name[number], tuple(group))
        for number, group in groupby(oldest_first, key=lambda article: article.date.month)
    )
