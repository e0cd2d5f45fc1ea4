"""Finished articles in, the timeline's pages and data out: the plugin's one Pelican generator.

Pelican makes a new instance for every build. `generate_context` runs after the articles are final and before anything
is written, so it is where problems end the build; `generate_output` is the first moment at which the output folder may
be written.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.generators import Generator
from pelican.utils import slugify

from . import changed, charts, coming_back, embed, exports, facts, foresight, library, prose, views, yearbook
from ._seam import analytics
from .connections import connections
from .fingerprints import Fingerprints
from .frame import offer_templates
from .inputs import Deferred
from .navigator import navigator
from .plotly_js import find_plotly_js
from .posts import milestones_of, notes_of, plain_title, posts, published, topic_of
from .progress import WRITING
from .run import ODDITIES_TOLD, Run
from .slices import Slices
from .static_files import links_astray
from .topic_map import topic_map
from .writer import taken_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pelican.contents import Article

    from .connections import Connections
    from .slices import SpanPart
    from .writer import SiteWriter

log = logging.getLogger(__name__)

ASSETS_URL = "learning-timeline"
LISTED_POSTS = 50
_PACKAGE = Path(str(files(__package__)))


class TimelineGenerator(Generator):  # type: ignore[misc] # Pelican carries no types
    """Writes `/timeline/`, `/YYYY/`, `/YYYYs/`, `/topics/`, `/topics/<slug>/`, `/resources/`, `/data/` and what charts need."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Pelican as they come
        super().__init__(*args, **kwargs)
        self._frame_problem = offer_templates(self.env, _PACKAGE / "templates")

    def _look_for_lost_files(self, run: Run) -> None:
        """Name each file that Pelican would leave out with a word in passing, or copy from where it should not."""
        told = {problem.path for problem in run.problems}
        for path, content in self.context["generated_content"].items():
            if content is not None:
                # An image that is not there is told with its line, and is no reason to publish nothing.
                images = getattr(content, "image_sizes", {})
                run.problems += links_astray(path, content.get_static_links(), run.settings.content, images)
            elif path not in told:
                remedy = "mend what the error above says of it"
                run.problems.append(analytics.ContentError(path, None, "is left out by Pelican", remedy))

    def generate_context(self) -> None:
        """Work out the Timeline, and end the build if the content has problems.

        Raises:
            ProblemsFound: nothing is written then.
        """
        run = Run.of(self.context)
        self.articles = published(self.context)
        self._notes = notes_of(self.articles, run)
        self._tell_remarks(run)
        connected = connections(self.articles, self._notes, run)
        if run.settings.markdown:
            self._look_for_lost_files(run)
        run.raise_problems()
        run.asides += self._frame_problem
        for aside in run.asides:
            log.warning(analytics.printable(aside))
        run.build.asides += run.asides
        listed = posts(self.articles, run)
        # Posts of the future were asked for: the timeline then reaches to the last of them.
        days = [post.published_at.date() for post in listed] if run.settings.future else []
        self.timeline = analytics.analyse(
            listed,
            run.history,
            topics=run.topics.including(topic_of(article, run) for article in self.articles),
            milestones=[*run.milestones, *milestones_of(listed, self.articles)],
            today=max([run.today, *days]),
            studied=[(notes.path, resource) for notes in self._notes for resource in notes.resources],
        )
        views.tell_articles(self.timeline, [*self.articles, *self._unlisted()], self._known(connected))
        self.journal = views.journal_view(self.timeline, self.articles, run.settings.simulated)
        self.context["journal"] = self.journal
        fingerprints = Fingerprints()
        sources = {
            # What the bibliography says of its resources is not in its file.
            notes.path: getattr(article, "source_digest", b"")
            + (fingerprints.of(notes) if notes.resources or not getattr(article, "source_digest", b"") else b"")
            for article, notes in zip(self.articles, self._notes, strict=True)
        }
        self._slices = Slices(self.timeline, sources, self._notes)
        self.plotly = find_plotly_js(run.settings.plotly_js)
        if self.plotly.warning:
            log.warning(self.plotly.warning)
        self.context["plotly_url"] = f"{ASSETS_URL}/{self.plotly.file_name}"
        self.context["assets_url"] = ASSETS_URL
        # All that are known by now; lists and pages of Pelican's own are few.
        known = (self.articles, self.journal.years, self._decades, self.journal.topics)
        run.progress.report(WRITING, 0, sum(map(len, known)))

    def _tell_remarks(self, run: Run) -> None:
        """What is amiss and holds nothing up is a problem when it is asked for, and else said in passing."""
        pages = (self.context[name] for name in ("pages", "hidden_pages", "draft_pages"))
        told = [
            analytics.ContentError(content.relative_source_path, line, problem, remedy, cell)
            for content in (*self.articles, *self._unlisted(), *chain.from_iterable(pages))
            for line, problem, remedy, cell in getattr(content, "remarks", ())
        ]
        if run.settings.check:
            run.problems += told
            return
        told.sort(key=lambda remark: remark.path)
        run.asides += [str(remark) for remark in told[:ODDITIES_TOLD]]
        if len(told) > ODDITIES_TOLD:
            run.asides.append(
                f"{len(told) - ODDITIES_TOLD:,} more things are amiss in posts: `invoke check` names them"
            )

    def _known(self, connected: Mapping[str, Connections]) -> views.Known:
        run = Run.of(self.context)
        history, versions = run.history, run.build.versions
        article_of = {article.relative_source_path: article for article in self.articles}

        def digest(path: str) -> str:
            return bytes(getattr(article_of[path], "source_digest", b"")).hex()

        def text(path: str) -> str:
            return changed.body((run.settings.content / path).read_text(encoding="utf-8", errors="replace")) or ""

        def corrected(old: str, new: str) -> Deferred[changed.Changes | None]:
            def read() -> changed.Changes | None:
                labels = plain_title(article_of[old]), plain_title(article_of[new])
                return changed.compared([(labels[0], text(old)), (labels[1], text(new))], f"of “{labels[0]}”")

            return Deferred((old, digest(old), new, digest(new)), read)

        return views.Known(
            notes={notes.path: notes for notes in self._notes},
            connections=connected,
            changes=lambda path: changed.changes_of(path, history, versions.texts),
            corrected=corrected,
        )

    def _unlisted(self) -> Iterable[Article]:
        """Articles that have a page and belong to no chart."""
        for name in ("hidden_articles", "drafts"):
            for article in self.context[name]:
                yield from (article, *article.translations)
        for article in self.articles:
            yield from article.translations

    def generate_output(self, writer: SiteWriter) -> None:
        """Write the pages, the data and the assets."""
        self._writer = writer
        self._write_timeline()
        for year in self.journal.years:
            self._write_year(year)
        for decade in self._decades:
            self._write_decade(decade)
        topic_links = Deferred(self._slices.digest, lambda: topic_map(self.timeline))
        self._page(views.TOPICS_URL, "topics", "Topics", topics=self.journal.topics, map=topic_links)
        for topic in self.journal.topics:
            self._write_topic(topic)
        self._write_resources()
        self._write_predictions()
        self._write_revisit()
        self._write_data()
        self._write_assets()
        self._tell_what_is_taken()
        Run.of(self.context).progress.end()

    @cached_property
    def _milestones(self) -> tuple[views.MilestoneView, ...]:
        return views.milestone_views(self.timeline, self._post_links)

    @cached_property
    def _post_links(self) -> dict[str, views.PageLink]:
        return views.post_links(self.timeline)

    @cached_property
    def _topics(self) -> dict[str, views.TopicLink]:
        return {topic.slug: topic for topic in self.journal.topics}

    @cached_property
    def _articles_by_year(self) -> dict[int, list[Article]]:
        by_year = defaultdict(list)
        for article in sorted(self.articles, key=lambda article: (article.date, article.relative_source_path)):
            by_year[article.date.year].append(article)
        return by_year

    def _write_timeline(self) -> None:
        names = Run.of(self.context).topics.names
        self._page(
            views.TIMELINE_URL,
            "timeline",
            "Timeline",
            timeline=Deferred((self._slices.digest, names), self._timeline_view),
            decades=self._decades,
        )

    def _timeline_view(self) -> views.TimelineView:
        facts_url = ""
        if not self.timeline.posts.empty:
            later = facts.later_files(self.timeline)
            first_look = facts.first_file(self.timeline, Run.of(self.context).topics.names, later)
            facts_url = first_look.versioned
            for file in (first_look, *later):
                self._writer.write_bytes(file.url, [file.data])
        resources = self.timeline.resources["resource"].nunique()
        return views.TimelineView(
            sentence=prose.journal_sentence(self.timeline),
            numbers=views.headline_numbers(self.timeline.summary, resources),
            navigator=navigator(self.timeline),
            charts=self._charts(charts.timeline_charts(self.timeline), "timeline"),
            newest=views.newest_posts(self.timeline, LISTED_POSTS),
            milestones=views.decades(self._milestones),
            facts_url=facts_url,
        )

    @cached_property
    def _decades(self) -> tuple[views.DecadeLink, ...]:
        return views.decade_links(self.timeline)

    @cached_property
    def _all_years(self) -> tuple[views.PageLink, ...]:
        return tuple(views.PageLink(str(year.year), year.url) for year in reversed(self.journal.years))

    def _write_year(self, link: views.YearLink) -> None:
        span = yearbook.Span(link.year, link.year)
        inputs = self._inputs_of(span)
        place = [year.url for year in self._all_years].index(link.url)
        decade = yearbook.Span.decade_of(link.year).label
        self._page(
            link.url,
            "year",
            str(link.year),
            year=Deferred(inputs, lambda: self._chapter_view(span, charts.year_charts)),
            months=Deferred(inputs, lambda: views.months(self._articles_by_year[link.year])),
            decade=views.PageLink(decade, f"{decade}/"),
            previous=self._all_years[place - 1] if place else None,
            next=self._all_years[place + 1] if place + 1 < len(self._all_years) else None,
            all_years=self._all_years,
        )

    def _write_decade(self, link: views.DecadeLink) -> None:
        span = yearbook.Span.decade_of(link.first_year)
        first = link.first_year
        neighbours = {
            "previous": next((one for one in self._decades if one.first_year < first), None),
            "next": next((one for one in reversed(self._decades) if one.first_year > first), None),
        }
        self._page(
            link.url,
            "decade",
            link.label,
            decade=Deferred(self._inputs_of(span), lambda: self._chapter_view(span, charts.decade_charts)),
            years=tuple(reversed([year for year in self.journal.years if span.has(year.year)])),
            **{name: other and views.PageLink(other.label, other.url) for name, other in neighbours.items()},
        )

    def _inputs_of(self, span: yearbook.Span) -> tuple[object, ...]:
        """What the page of a year or a decade depends on."""
        return (
            self._slices.digest_of_span(span),
            views.milestones_of(self._milestones, span),
            [
                (topic.name, self.timeline.colours[topic.slug])
                for topic in self.timeline.topics
                if self._topics[topic.slug].first_on.year <= span.last_year
            ],
        )

    def _chapter_view(
        self, span: yearbook.Span, draw: Callable[[SpanPart], Iterable[charts.Chart]]
    ) -> views.ChapterView:
        part = self._slices.of_span(span)
        shown = self._charts(draw(part), span.label)
        return views.chapter_view(yearbook.chapter(part), shown, self._topics, self._milestones)

    @cached_property
    def _lives(self) -> dict[str, yearbook.Life]:
        return yearbook.lives(self.timeline, self._notes, self._slices.end_of_topics)

    def _write_topic(self, link: views.TopicLink) -> None:
        run = Run.of(self.context)
        feed = self.settings.get("CATEGORY_FEED_ATOM") if run.settings.markdown else None
        life = self._lives[link.slug]
        parent = self._parents[link.slug]
        # A topic may be declared for the sake of its parts alone.
        parent_name = run.topics.declared[parent].name if parent else ""
        children = tuple(topic for topic in self.timeline.topics if self._parents[topic.slug] == link.slug)
        named = [self._named(slug) for slug in (link.slug, *(one.topic for one in life.neighbours))]
        # Each would name the topic of the page again.
        milestones = tuple(
            replace(one, topic=None) for one in self._milestones if one.topic and one.topic.slug == link.slug
        )
        inputs = (
            *(self._slices.digest_of_topic(link.slug), life, parent_name, parent in self._topics, children, named),
            milestones,
        )

        def view() -> views.TopicView:
            part = self._slices.of_topic(link.slug)
            by_year = defaultdict(list)
            for article in reversed(self.articles_of_topic[link.slug]):
                by_year[article.date.year].append(article)
            return views.TopicView(
                link=link,
                sentence=prose.topic_sentence(part),
                life=life,
                life_sentence=prose.life_sentence(life),
                charts=self._charts(charts.topic_charts(part), link.slug),
                years=tuple((year, tuple(articles)) for year, articles in by_year.items()),
                feed_url=str(feed).format(slug=link.slug) if feed else None,
                parent_name=parent_name,
                parent=self._topics.get(parent or ""),
                children=tuple(self._topics[topic.slug] for topic in children),
                neighbours=views.neighbour_views(life, self._topics),
                milestones=milestones,
            )

        self._page(link.url, "topic", link.name, topic=Deferred(inputs, view))

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        return {topic.slug: topic.parent for topic in self.timeline.topics}

    def _named(self, slug: str) -> tuple[str, str]:
        return self._topics[slug].name, self.timeline.colours[slug]

    @cached_property
    def articles_of_topic(self) -> dict[str, list[Article]]:
        """The published articles of each topic, oldest first."""
        topic_of_path = dict(zip(self.timeline.posts["path"], self.timeline.posts["topic"], strict=True))
        by_topic = defaultdict(list)
        for articles in self._articles_by_year.values():
            for article in articles:
                by_topic[topic_of_path[article.relative_source_path]].append(article)
        return by_topic

    def _write_resources(self) -> None:
        resources = library.all_resources(
            Run.of(self.context).bibliography, (one for notes in self._notes for one in notes.resources)
        )
        urls = f"{views.RESOURCES_URL}resources.bib", f"{views.RESOURCES_URL}resources.csl.json"

        def view() -> library.LibraryView:
            self._writer.write_bytes(urls[0], [analytics.bibtex(resources).encode()])
            self._writer.write_bytes(urls[1], [library.csl_json(resources)])
            named = views.topic_names(self.timeline)
            posts = self.timeline.posts
            topic_of = {path: named[topic] for path, topic in zip(posts["path"], posts["topic"], strict=True)}
            return library.library(resources, self.timeline, self._post_links, topic_of, urls)

        # Each resource is a frozen value of plain ones.
        inputs = self._slices.digest, repr(resources)
        self._page(views.RESOURCES_URL, "resources", "Resources", library=Deferred(inputs, view))

    def _write_predictions(self) -> None:
        all_due, today = self._slices.all_due, self.timeline.today

        def view() -> foresight.ForesightView:
            chart = foresight.calibration(all_due, today)
            (shown,) = self._charts([chart], "predictions") if chart.figure else (None,)
            return foresight.foresight(all_due, today, shown)

        predictions = Deferred((repr(all_due), str(today)), view)
        self._page(views.PREDICTIONS_URL, "predictions", "Predictions", predictions=predictions)

    def _write_revisit(self) -> None:
        asked = [article for article in self.articles if getattr(article, "review_after", "")]
        inputs = self._slices.digest, sorted(f"{article.url} {article.review_after}" for article in asked)
        revisit = Deferred(inputs, lambda: coming_back.coming_back(self.timeline, asked, self._topics))
        self._page(views.REVISIT_URL, "revisit", "To read again", revisit=revisit)

    def _write_data(self) -> None:
        self._page(
            views.DATA_URL,
            "data",
            "Data",
            files=Deferred(self._slices.digest, self._write_frames),
            package_url="data/datapackage.json",
        )

    def _write_frames(self) -> tuple[exports.DataFile, ...]:
        title = str(self.settings["SITENAME"])
        name = slugify(title, regex_subs=self.settings["SLUG_REGEX_SUBSTITUTIONS"]) or "journal"
        for url, parts in exports.exports(self.timeline, name=name, title=title):
            self._writer.write_bytes(url, parts)
        return exports.data_files(self.timeline)

    def _write_assets(self) -> None:
        for asset in sorted((_PACKAGE / "static").iterdir()):
            if asset.name.endswith(".d.ts"):
                continue  # types are for those who write the scripts
            self._writer.write_bytes(f"{ASSETS_URL}/{asset.name}", [asset.read_bytes()])
        self._writer.write_bytes(self.context["plotly_url"], [self.plotly.read()])

    def _charts(self, drawn: Iterable[charts.Chart], folder: str) -> tuple[embed.ChartView, ...]:
        """Charts as templates embed them, with the CSV of each written beside the data."""
        shown = []
        for chart in drawn:
            csv_url = f"{views.DATA_URL}charts/{folder}/{chart.csv_name}"
            self._writer.write_bytes(csv_url, exports.csv(chart.table))
            shown.append(embed.chart_view(chart, csv_url))
        return tuple(shown)

    def _tell_what_is_taken(self) -> None:
        run = Run.of(self.context)
        sources = {one.save_as: one.relative_source_path for one in self.context["generated_content"].values()}
        if said := taken_sentence({name: sources.get(name) for name in self._writer.taken}):
            log.warning(analytics.printable(said))
            run.build.asides.append(said)

    def _page(self, url: str, template: str, title: str, **facts: Any) -> None:  # noqa: ANN401 - what a template reads
        if self._writer.is_taken(f"{url}index.html"):
            return
        self._writer.write_file(
            f"{url}index.html",
            self.get_template(f"learning_timeline/{template}"),
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"],
            url=url,
            page_title=title,
            page_name=url,
            **facts,
        )
