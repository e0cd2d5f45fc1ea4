"""Finished articles in, the timeline's pages and data out: the plugin's one Pelican generator.

Pelican makes a new instance for every build. `generate_context` runs after the articles are final and before anything
is written, so it is where problems end the build; `generate_output` is the first moment at which the output folder may
be written.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, time
from functools import cached_property, partial
from hashlib import file_digest
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from pelican.generators import Generator
from pelican.utils import slugify

from . import (
    addresses,
    carried,
    changed,
    charts,
    clock,
    coming_back,
    embed,
    exports,
    facts,
    feeds,
    foresight,
    library,
    licences,
    pagefind,
    prose,
    search,
    sitemap,
    snapshots,
    views,
    yearbook,
)
from ._seam import analytics
from .assets import assets
from .cards import Card, can_paint
from .connections import connections
from .fingerprints import Fingerprints
from .frame import offer_templates
from .inputs import Deferred
from .linking import Linking, remarks_on_links
from .navigator import navigator
from .outward import ATOM, JSON, JSON_FEED, YEARS_FEED, FeedLink, Site
from .plotly_js import find_plotly_js
from .posts import date_links_of_pages, milestones_of, notes_of, plain_title, posts, published, topic_of
from .progress import WRITING
from .redirects import redirects
from .run import Run
from .slices import Slices
from .topic_map import topic_map
from .warn import warn
from .writer import taken_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from pelican.contents import Article

    from .connections import Connections
    from .slices import SpanPart
    from .writer import SiteWriter

ASSETS_URL = "learning-timeline"
LISTED_POSTS = 50
# The colour of the journal's own card.
_INK = "#1b212c"
# So many files may be moved before they are committed, and still be known.
MOST_MOVED = 500
_PACKAGE = Path(str(files(__package__)))


class TimelineGenerator(Generator):  # type: ignore[misc] # Pelican carries no types
    """Writes `/timeline/`, `/YYYY/`, `/YYYYs/`, `/topics/`, `/topics/<slug>/`, `/resources/`, `/search/`, `/data/` and more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Pelican as they come
        super().__init__(*args, **kwargs)
        self._frame_problem = offer_templates(self.env, _PACKAGE / "templates")
        self._cards: dict[str, Card] = {}

    def _look_for_lost_files(self, run: Run) -> None:
        """Name each file that Pelican would leave out with a word in passing, and each link that leads nowhere."""
        told = {problem.path for problem in run.problems}
        for path, content in self.context["generated_content"].items():
            if isinstance(content, Linking):
                # An image that is not there is told with its line.
                files = set(getattr(content, "static_links", None) or content.files_named())
                files -= getattr(content, "image_sizes", {}).keys()
                run.remarks += remarks_on_links(
                    content, path, files, lambda file: (run.settings.content / file).is_file()
                )
            elif content is None and path not in told:
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
        connected = connections(self.articles, self._notes, run)
        site = Site.of(run.settings, self.settings)
        if run.settings.markdown:
            self._look_for_lost_files(run)
            site = replace(site, feeds=self._feed_links(site), card=self._journal_card(site))
            self._find_redirects(run)
        self._keep_addresses(run)
        self._tell_remarks(run)
        run.raise_problems()
        self._saved = list(self._read_saved(run))
        self._gone = {view.address: snapshots.saved_link(view) for view in self._saved}
        run.raise_problems()
        if run.settings.markdown:
            date_links_of_pages(self.context["pages"], run)
        run.asides += self._frame_problem
        if doubt := clock.doubt(run.settings, run.today, run.history.last_commit_on):
            run.asides.append(doubt)
        self._source = self._find_source()
        for aside in run.asides:
            warn(aside)
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
        views.tell_articles(self.timeline, [*self.articles, *self._unlisted()], self._known(connected, site))
        self.journal = views.journal_view(self.timeline, self.articles, run.settings, site)
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
            warn(self.plotly.warning)
        self.context["plotly_url"] = f"{ASSETS_URL}/{self.plotly.file_name}"
        self.context["assets_url"] = ASSETS_URL
        # All that are known by now; lists and pages of Pelican's own are few.
        known = (self.articles, self.journal.years, self._decades, self.journal.topics)
        run.progress.report(WRITING, 0, sum(map(len, known)))
        if self._cards and not run.settings.check:
            run.build.begin_painting(self._cards.values())

    def _tell_remarks(self, run: Run) -> None:
        """Say what is amiss and holds nothing up: one of each kind, and all of it when it is asked for."""
        pages = (self.context[name] for name in ("pages", "hidden_pages", "draft_pages"))
        run.remarks += [
            analytics.ContentError(content.relative_source_path, line, problem, remedy, cell)
            for content in (*self.articles, *self._unlisted(), *chain.from_iterable(pages))
            for line, problem, remedy, cell in getattr(content, "remarks", ())
        ]
        run.say_what_is_held_back()
        run.asides += run.tell_remarks()

    def _feed_links(self, site: Site) -> tuple[FeedLink, ...]:
        everything = self.settings.get("FEED_ALL_ATOM")
        return (
            *([FeedLink(site.name, str(everything), ATOM)] if everything else []),
            FeedLink(f"{site.name} · Years", YEARS_FEED, ATOM),
            FeedLink(f"{site.name} (JSON)", JSON_FEED, JSON),
        )

    def _journal_card(self, site: Site) -> str:
        return self._card(Card(site.name, "", _INK, site.about), site)

    def _card(self, card: Card, site: Site) -> str:
        """The address of a card, which is to be painted then; nothing where pictures have no address or nobody can paint."""
        if not (site.root and Run.of(self.context).settings.markdown and can_paint()):
            return ""
        self._cards[card.url] = card
        return card.url

    def _find_redirects(self, run: Run) -> None:
        pages = [*self.context["pages"], *self.context["hidden_pages"]]
        listed = [*self.articles, *self.context["hidden_articles"], *pages]
        taken = {content.save_as: content.relative_source_path for content in listed}
        topics = {topic_of(article, run).slug for article in self.articles}
        years = {article.date.year for article in self.articles}
        urls = [*views.URLS, *(f"{views.TOPICS_URL}{slug}/" for slug in topics)]
        urls += [url for year in years for url in (f"{year}/", f"{yearbook.Span.decade_of(year).label}/")]
        direct = [
            self.settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html") for name in self.settings["DIRECT_TEMPLATES"]
        ]
        taken |= dict.fromkeys(
            [*(f"{url}index.html" for url in urls), *filter(None, direct)], "a page of the site itself"
        )
        moved = sorted((one for one in listed if hasattr(one, "former")), key=lambda one: one.relative_source_path)
        run.moved = moved
        self._redirects, remarks = redirects(moved, taken)
        run.remarks += remarks

    def _keep_addresses(self, run: Run) -> None:
        """Hold the posts to what was published of them; the whole site is held to it once it is written."""
        name = run.settings.addresses
        if not name:
            return
        lines, problems = addresses.read(run.settings.content / name)
        run.problems += problems
        last = run.history.versions(name)[-2:]  # before the last commit, too, which may have dropped a line
        committed = run.build.versions.texts([version.blob for version in last]) if last else []
        run.problems += addresses.dropped_lines(lines, committed, name)
        if not clock.is_told(run.settings) and (wrong := addresses.clock_problem(lines, run.today, name)):
            run.problems.append(wrong)
        listed = [*self.articles, *self.context["hidden_articles"]]
        listed += [one for article in listed for one in article.translations]
        first = {**run.history.first_versions}
        if unknown := [article.relative_source_path for article in listed if article.relative_source_path not in first]:
            first |= self._moved(unknown, first, run)
        posts = [
            addresses.PostNow(path, addresses.address_of(article.save_as), first.get(path, ""))
            for article in listed
            for path in [article.relative_source_path]
        ]
        others = [*self.context["pages"], *self.context["hidden_pages"]]
        living = {
            addresses.address_of(file): content.relative_source_path
            for content in [*others, *listed]
            for file in [*getattr(content, "former", {}).get("files", ()), content.save_as]
        }
        first_of = {post.path: post.first_version for post in posts}
        about = {address: first_of[path] for address, path in living.items() if path in first_of}
        expected = addresses.Expected(name, addresses.last_lines(lines, run.today), about, run.today)
        run.problems += addresses.changed_posts(expected, posts, living)
        run.build.addresses = expected

    @staticmethod
    def _moved(unknown: Iterable[str], first: Mapping[str, str], run: Run) -> dict[str, str]:
        """The first versions of files that were moved as they are and not committed since, by their new paths."""
        content = run.settings.content
        gone = [path for path in first if not (content / path).exists()][:MOST_MOVED]
        last = [(path, versions[-1].blob) for path in gone if (versions := run.history.versions(path))]
        if not last:
            return {}
        texts = run.build.versions.texts([blob for _, blob in last])
        path_of = {text: path for (path, _), text in zip(last, texts, strict=True) if text is not None}
        now = {path: (content / path).read_bytes().decode("utf-8", "replace") for path in unknown}
        return {path: first[path_of[text]] for path, text in now.items() if text in path_of}

    def _known(self, connected: Mapping[str, Connections], site: Site) -> views.Known:
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
            card=lambda title, topic, on: self._card(Card(title, topic.name, topic.colour, site.name, on), site),
            gone=self._gone,
        )

    def _unlisted(self) -> Iterable[Article]:
        """Articles that have a page and belong to no chart."""
        for name in ("hidden_articles", "drafts"):
            for article in self.context[name]:
                yield from (article, *article.translations)
        for article in self.articles:
            yield from article.translations

    def generate_output(self, writer: SiteWriter) -> None:
        """Write the pages, the index of the search, the data and the assets."""
        self._writer = writer
        with search.indexed(self._chapters, writer):
            self._write_pages()
        Run.of(self.context).progress.end()

    def _write_pages(self) -> None:
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
        self._write_search()
        self._write_saved()
        self._write_source()
        self._write_data()
        self._write_licences()
        self._write_assets()
        run = Run.of(self.context)
        if run.settings.markdown:
            self._write_feeds()
            self._write_sitemap()
            self._write_redirects()
        run.build.finish_painting()
        self._tell_what_is_taken()

    @cached_property
    def _milestones(self) -> tuple[views.MilestoneView, ...]:
        return views.milestone_views(self.timeline, self._post_links, self._gone)

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
            timeline=Deferred((self._slices.digest, names, repr(self._gone)), self._timeline_view),
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
            return library.library(resources, self.timeline, self._post_links, topic_of, urls, self._gone)

        # Each resource is a frozen value of plain ones.
        inputs = self._slices.digest, repr(resources), repr(self._gone)
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

    @cached_property
    def _chapters(self) -> list[search.Chapter]:
        run = Run.of(self.context)
        if not run.settings.search:
            return []
        topics = self.timeline.posts
        topic_of = {path: self._topics[topic] for path, topic in zip(topics["path"], topics["topic"], strict=True)}
        oldest_first = [article for articles in self._articles_by_year.values() for article in articles]
        return search.chapters(oldest_first, topic_of, self.settings["DEFAULT_LANG"], run.build.environment)

    def _write_search(self) -> None:
        if not Run.of(self.context).settings.search:
            return
        if not pagefind.version():
            warn(
                "Posts cannot be searched: Pagefind is not installed: `pip install 'pelican-learning-timeline[journal]'`, "
                "or set LEARNING_TIMELINE_SEARCH = False"
            )
        archive = None
        if "archives" in self.settings["DIRECT_TEMPLATES"] and self.settings.get("ARCHIVES_SAVE_AS", "archives.html"):
            save_as = self.settings.get("ARCHIVES_SAVE_AS", "archives.html")
            archive = views.PageLink("All posts", self.settings.get("ARCHIVES_URL", save_as))
        view = search.search_view(self._chapters, self.articles, self.journal.topics, archive)
        self._page(views.SEARCH_URL, "search", "Search", search=view)

    def _write_data(self) -> None:
        self._page(
            views.DATA_URL,
            "data",
            "Data",
            files=Deferred(self._slices.digest, self._write_frames),
            package_url="data/datapackage.json",
            data_version=analytics.DATA_VERSION,
            source=self._carried and carried.view(self._carried),
        )

    @staticmethod
    def _read_saved(run: Run) -> Iterator[snapshots.SavedView]:
        """The saved texts of what is gone, where the site shows them; the run is told what is wrong with them."""
        if run.settings.snapshots:
            for found in snapshots.saved_views(run.looks, run.settings.content):
                if isinstance(found, snapshots.SavedView):
                    yield found
                else:
                    run.problems.append(found)

    def _write_saved(self) -> None:
        for saved in self._saved:
            self._page(self._gone[saved.address].url, "snapshot", "Saved text", saved=saved)

    def _find_source(self) -> analytics.Source | None:
        """The repository that the site carries, where its owner wants that; what stands against it is said."""
        run = Run.of(self.context)
        if run.settings.source is None:
            return None
        try:
            return analytics.read_source(run.settings.content, run.settings.source)
        except analytics.HistoryError as problem:
            run.asides.append(f"The site does not carry its source: {problem}")
            return None

    @cached_property
    def _carried(self) -> analytics.Source | None:
        """What the site carries of the repository; only now is it known which files are copied."""
        settings = Run.of(self.context).settings
        if self._source is None or settings.source_history == "everything":
            return self._source
        pages = (*self.context["pages"], *self.context["hidden_pages"])
        shown = (*self.articles, *(one for article in self.articles for one in article.translations), *pages)
        published = {content.relative_source_path for content in shown} | set(self.context["static_content"])
        published |= {settings.topics, settings.milestones, settings.bibliography, settings.addresses}
        if settings.snapshots:
            published |= {
                path.relative_to(settings.content).as_posix() for path in (settings.content / "snapshots").rglob("*")
            }
        return analytics.without_history(self._source, settings.content, published, settings.cache / "source.git")

    def _write_source(self) -> None:
        source = self._carried
        if source is None:
            return
        has_history = Run.of(self.context).settings.source_history == "everything"
        files = [carried.FOLDER + name for name in carried.names(source)]
        for file, part in zip(files, source.parts, strict=True):
            self._writer.write_made(file, (part.until, part.since), partial(source.bundle, part))
        digests = []
        for file in files:
            with Run.of(self.context).build.place_of(file).open("rb") as bundle:
                digests.append(file_digest(bundle, "sha256").hexdigest())
        for name, data in carried.small_files(source, digests, has_history=has_history).items():
            self._writer.write_bytes(carried.FOLDER + name, [data])

    def _write_frames(self) -> tuple[exports.DataFile, ...]:
        title, licence = str(self.settings["SITENAME"]), Run.of(self.context).settings.licence
        name = slugify(title, regex_subs=self.settings["SLUG_REGEX_SUBSTITUTIONS"]) or "journal"
        for url, parts in exports.exports(self.timeline, name=name, title=title, licence=licence):
            self._writer.write_bytes(url, parts)
        return exports.data_files(self.timeline)

    def _write_licences(self) -> None:
        found = licences.works(self.settings, Run.of(self.context).settings.licence, self.plotly)
        self._page(views.LICENCES_URL, "licences", "Licences", works=found)

    def _write_assets(self) -> None:
        for name, data in assets():
            self._writer.write_bytes(f"{ASSETS_URL}/{name}", [data])
        self._writer.write_bytes(self.context["plotly_url"], [self.plotly.read()])

    def _write_feeds(self) -> None:
        site, zone = self.journal.site, Run.of(self.context).settings.zone
        self._writer.write_json_feed(self.articles, self.context, JSON_FEED)
        # A review is written when its year is over.
        spans = [
            yearbook.Span(year.year, year.year) for year in self.journal.years if year.year < self.timeline.today.year
        ]
        root = feeds.root_of(site, self.context.get("FEED_DOMAIN"))
        since = self._articles_by_year[min(self._articles_by_year)][0].date if self.articles else None

        def years() -> list[bytes]:
            names = {slug: topic.name for slug, topic in self._topics.items()}
            entries = []
            for span in spans:
                url, end = f"{span.label}/", datetime.combine(span.last_day, time(23, 59, 59), zone)
                said = prose.chapter_sentence(yearbook.chapter(self._slices.of_span(span)), names)
                entries.append(feeds.Entry(site.id_of(url), url, span.label, f"<p>{escape(said)}</p>", "", end, end))
            title = f"{site.name} · Years"
            begun = since or datetime.combine(self.timeline.today, time(), zone)
            return [feeds.atom(feeds.Feed(site, title, YEARS_FEED, "", root, tuple(entries), begun))]

        inputs = (site, root, since or self.timeline.today, [(span, self._inputs_of(span)) for span in spans])
        self._writer.write_made(YEARS_FEED, inputs, years)

    def _write_sitemap(self) -> None:
        root = self.journal.site.root
        if not root:
            return  # a map leads to whole addresses
        pages = self._pages_with_days()
        for path, data in [*sitemap.sitemaps(root, pages), (sitemap.ROBOTS, sitemap.robots(root))]:
            self._writer.write_made(path, data, partial(list, [data]))

    def _pages_with_days(self) -> list[sitemap.Page]:
        """The pages that anyone may find, each with the day of its last change: of a list that of what it lists."""
        history = Run.of(self.context).history
        newest = max(map(self._changed_on, self.articles), default=None)
        days: dict[str, date | None] = {article.save_as: self._changed_on(article) for article in self.articles}
        groups = {str(year): articles for year, articles in self._articles_by_year.items()}
        groups |= {f"{views.TOPICS_URL}{slug}": articles for slug, articles in self.articles_of_topic.items()}
        for decade in self._decades:
            span = yearbook.Span.decade_of(decade.first_year)
            groups[decade.label] = [one for one in self.articles if span.has(one.date.year)]
        days |= {f"{name}/index.html": max(map(self._changed_on, articles)) for name, articles in groups.items()}
        urls = {article.save_as: article.url for article in self.articles}
        for page in self.context["pages"]:
            known = history.post(page.relative_source_path)
            days[page.save_as] = known.modified.date() if known and known.modified else None
            urls[page.save_as] = page.url
        unlisted = [*self._unlisted(), *self.context["hidden_pages"], *self.context["draft_pages"]]
        hidden = {content.save_as for content in unlisted if content.status != "published"} | {"404.html"}
        hidden |= {f"{link.url}index.html" for link in self._gone.values()}  # the words of others
        return [
            (urls.get(file, file), days.get(file, newest)) for file in self._writer.pages_written if file not in hidden
        ]

    @staticmethod
    def _changed_on(article: Article) -> date:
        known: views.PostView = article.facts
        return known.revised_on or known.written_on

    def _write_redirects(self) -> None:
        for redirect in self._redirects:
            self._writer.write_file(
                redirect.save_as,
                self.get_template("learning_timeline/redirect"),
                self.context,
                relative_urls=self.settings["RELATIVE_URLS"],
                url=redirect.url,
                redirect=redirect,
            )

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
        # Pelican notes a file that it could not read as None.
        read = filter(None, self.context["generated_content"].values())
        sources = {one.save_as: one.relative_source_path for one in read}
        if said := taken_sentence({name: sources.get(name) for name in self._writer.taken}):
            warn(said)
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
