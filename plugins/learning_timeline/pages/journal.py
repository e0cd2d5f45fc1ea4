"""What the pages of one build are made of, each part computed once: all that a page module is given.

The generator fills it when the articles are final; from then on nothing in it changes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .._seam import analytics
from ..charts import embed
from ..charts.life import LifePicture, life_picture
from ..charts.tables import csv
from ..core.fingerprints import Fingerprints
from ..journal import yearbook
from ..journal.posts import Notes, milestones_of, posts, topic_of
from ..journal.slices import Slices
from . import links, milestones, repository, search_index, selection_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
    from pathlib import Path

    from pelican.contents import Article

    from ..charts.figures import Chart
    from ..charts.plotly_js import PlotlyJs
    from ..core.run import Run
    from ..journal.spans import Span
    from ..web.identity import Site
    from ..web.redirects import Redirect
    from ..web.snapshots import SavedLink, SavedView
    from .cards import BarCards
    from .links import DecadeLink, PageLink, TopicLink
    from .milestones import MilestoneView
    from .selection_data import FactFile
    from .site import JournalView


@dataclass
class Journal:
    """What pages are made of.

    Attributes:
        run: the settings, the history and the topics of the build.
        settings: Pelican's.
        context: Pelican's, which every template reads.
        articles: the published ones.
        oldest_first: the same by time.
        unlisted: those that have a page and belong to no chart: drafts, hidden ones, translations.
        notes: what front matter says of each published article.
        corrections: (path of a post, path of the later one that corrects it).
        timeline: of the published articles.
        slices: its parts, by year and by topic, each with a digest.
        view: what every page may say of the journal as a whole.
        cards: the addresses of the pictures of years and topics.
        redirects: from old addresses of posts and pages.
        saved: the saved texts of other sites' pages that are gone.
        gone: links to them, by the address of what is gone.
        repository: that of the posts, where the site carries it.
        plotly: the plotly.js of the site.
        environment: digest of what makes the pages; empty if it cannot be told.
        place_of: where a file that this build has written or kept lies, by its path from the site's root.
        part: a part of a page or a file, by the name of the whole and what it depends on: as it was, or made.
        write: writes a file with the page that is being made.
        pages_written: the pages that this build has written or kept by now, as files from the site's root.
    """

    run: Run
    settings: Mapping[str, Any]
    context: MutableMapping[str, Any]
    articles: Sequence[Article]
    oldest_first: Sequence[Article]
    unlisted: Sequence[Article]
    notes: Sequence[Notes]
    corrections: Sequence[tuple[str, str]]
    timeline: analytics.Timeline
    slices: Slices
    view: JournalView
    cards: BarCards
    redirects: Sequence[Redirect]
    saved: Sequence[SavedView]
    gone: Mapping[str, SavedLink]
    repository: analytics.Source | None
    plotly: PlotlyJs
    environment: bytes
    place_of: Callable[[str], Path]
    part: Callable[[str, object, Callable[[], bytes]], bytes]
    write: Callable[[str, Iterable[bytes]], None] = field(init=False)
    pages_written: Callable[[], list[str]] = field(init=False)
    _chapters: dict[Span, yearbook.Chapter] = field(default_factory=dict, init=False)

    @cached_property
    def source(self) -> analytics.Source | None:
        """What the site carries of the repository; it is known which files are copied when something is written."""
        return repository.published_part(self.repository, self.run.settings, self.context)

    @cached_property
    def chapters(self) -> list[search_index.Chapter]:
        """The chapters of the search's index; none where posts are not to be searched."""
        if not self.run.settings.search:
            return []
        topic_of = {path: self.topics[slug] for path, slug in self.topic_of.items()}
        return search_index.chapters(self.oldest_first, topic_of, self.settings["DEFAULT_LANG"], self.environment)

    @property
    def has_figures(self) -> bool:
        """Whether a page has a figure of a notebook."""
        kinds = ("pages", "hidden_pages", "draft_pages")
        texts = [*self.articles, *self.unlisted, *(page for kind in kinds for page in self.context[kind])]
        return any(getattr(text, "has_figures", False) for text in texts)

    @property
    def known_pages(self) -> int:
        """How many pages are known before anything is written; lists and pages of Pelican's own are few."""
        return sum(map(len, (self.articles, self.view.years, self.decades, self.topics)))

    @property
    def site(self) -> Site:
        """The site as other machines are told of it."""
        return self.view.site

    @cached_property
    def milestones(self) -> tuple[MilestoneView, ...]:
        """All milestones, in the order of time."""
        return milestones.milestone_views(self.timeline, self.post_links, self.gone)

    @cached_property
    def post_links(self) -> dict[str, PageLink]:
        """A link to each post that a milestone or a resource belongs to, by its path."""
        return links.post_links(self.timeline)

    @cached_property
    def topics(self) -> dict[str, TopicLink]:
        """The topics with posts, by slug."""
        return {topic.slug: topic for topic in self.view.topics}

    @cached_property
    def parents(self) -> dict[str, str | None]:
        """The slug of each topic's parent."""
        return {topic.slug: topic.parent for topic in self.timeline.topics}

    @cached_property
    def children(self) -> dict[str | None, list[str]]:
        """The slugs of the topics that have a topic as their parent, by its slug."""
        children = defaultdict(list)
        for slug, parent in self.parents.items():
            children[parent].append(slug)
        return children

    @cached_property
    def series_of_topic(self) -> dict[str, tuple[str, ...]]:
        """The slugs of the series of the world that belong to each topic."""
        return {topic.slug: topic.series for topic in self.timeline.topics}

    @cached_property
    def decades(self) -> tuple[DecadeLink, ...]:
        """The decades with posts, newest first."""
        return links.decade_links(self.timeline)

    @cached_property
    def lives(self) -> dict[str, yearbook.Life]:
        """The life of each topic, by slug."""
        return yearbook.lives(self.timeline, self.notes, self.slices.end_of_topics)

    @cached_property
    def life(self) -> LifePicture | None:
        """The picture of the whole life; None before the first post."""
        return life_picture(self.timeline, self.view.eras)

    @cached_property
    def fact_files(self) -> tuple[FactFile, ...]:
        """The facts that the charts of the timeline share, those of a first look before all others; none before the first post."""
        if self.timeline.posts.empty:
            return ()
        later = selection_data.later_files(self.timeline)
        return selection_data.first_file(self.timeline, self.run.topics.names, later), *later

    @cached_property
    def articles_by_year(self) -> dict[int, list[Article]]:
        """The published articles of each year, oldest first."""
        by_year = defaultdict(list)
        for article in self.oldest_first:
            by_year[article.date.year].append(article)
        return by_year

    @cached_property
    def article_of(self) -> dict[str, Article]:
        """The published articles, by their address."""
        return {article.url: article for article in self.articles}

    @cached_property
    def topic_of(self) -> dict[str, str]:
        """The slug of each post's topic, by the post's path."""
        return self.timeline.topic_of

    @cached_property
    def articles_of_topic(self) -> dict[str, list[Article]]:
        """The published articles of each topic, oldest first."""
        by_topic = defaultdict(list)
        for article in self.oldest_first:
            by_topic[self.topic_of[article.relative_source_path]].append(article)
        return by_topic

    def chapter(self, span: Span) -> yearbook.Chapter:
        """The facts of a year or a decade; its page and the feed of years ask for them."""
        if span not in self._chapters:
            self._chapters[span] = yearbook.chapter(self.slices.of_span(span))
        return self._chapters[span]

    def charts(self, drawn: Iterable[Chart], folder: str) -> tuple[embed.ChartView, ...]:
        """Charts as templates embed them, with the CSV of each written beside the data."""
        shown = []
        for chart in drawn:
            csv_url = links.csv_url(chart, folder)
            self.write(csv_url, csv(chart.table))
            shown.append(embed.chart_view(chart, csv_url))
        return tuple(shown)


def unlisted_of(articles: Iterable[Article], context: Mapping[str, Any]) -> list[Article]:
    """Articles that have a page and belong to no chart."""
    found = []
    for name in ("hidden_articles", "drafts"):
        for article in context[name]:
            found += [article, *article.translations]
    return [*found, *(one for article in articles for one in article.translations)]


def timeline_of(articles: Sequence[Article], notes: Sequence[Notes], run: Run) -> analytics.Timeline:
    """The Timeline of the published articles; of posts of the future that were asked for, it reaches to the last."""
    listed = posts(articles, run)
    days = [post.published_at.date() for post in listed] if run.settings.future else []
    return analytics.analyse(
        listed,
        run.history,
        topics=run.topics.including(topic_of(article, run) for article in articles),
        milestones=[*run.milestones, *milestones_of(listed, articles)],
        today=max([run.today, *days]),
        studied=[(one.path, resource) for one in notes for resource in one.resources],
        series=run.series,
    )


def slices_of(timeline: analytics.Timeline, articles: Sequence[Article], notes: Sequence[Notes]) -> Slices:
    """The parts of a Timeline, known by what their posts' sources say."""
    fingerprints = Fingerprints()
    sources = {}
    for article, its in zip(articles, notes, strict=True):
        known = getattr(article, "source_digest", b"")
        # Neither its language, which other files may decide, nor what the bibliography says of its resources is in its file.
        language = str(article.lang).encode("utf-8", "surrogatepass")
        sources[its.path] = known + language + (fingerprints.of(its) if its.resources or not known else b"")
    return Slices(timeline, sources, notes)
