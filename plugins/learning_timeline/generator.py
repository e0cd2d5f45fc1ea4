"""Finished articles in, the timeline's pages and data out: the plugin's one Pelican generator.

Pelican makes a new instance for every build. `generate_context` runs after the articles are final and before anything
is written, so it is where problems end the build; `generate_output` is the first moment at which the output folder may
be written. What each page is made of is in `pages/`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pelican.generators import Generator

from .building.build import Build
from .building.page import Page
from .building.published_addresses import hold_to_addresses
from .charts.plotly_js import find_plotly_js
from .core.progress import WRITING
from .core.run import Run
from .core.warn import warn
from .journal.connections import connections
from .journal.posts import by_time, date_links_of_pages, notes_of, published
from .pages import PAGES, assets, posts, redirects, repository, saved_texts, search_index, site, templates
from .pages.cards import Cards
from .pages.journal import Journal, slices_of, timeline_of, unlisted_of
from .reading.left_out import name_lost_files
from .web.identity import JSON_FEED
from .web.snapshots import saved_links

if TYPE_CHECKING:
    from .building.writer import SiteWriter


class TimelineGenerator(Generator):  # type: ignore[misc] # Pelican carries no types
    """Writes every page that `pages.PAGES` lists."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Pelican as they come
        super().__init__(*args, **kwargs)
        self._notices = templates.offer_templates(self.env)

    def generate_context(self) -> None:
        """Compute what all pages are made of, and end the build if the content has problems.

        Raises:
            ProblemsFound: nothing is written then.
        """
        context, settings = self.context, self.settings
        run, build = Run.of(context), Build.of(context)
        self.articles = articles = published(context)
        notes = notes_of(articles, run)
        oldest_first = sorted(articles, key=by_time)
        connected = connections(oldest_first, notes, run)
        is_journal = run.settings.markdown
        if is_journal:
            name_lost_files(context, run)
            run.note_not_committed(one.relative_source_path for one in (*articles, *context["pages"]))
        moved = redirects.find(articles, context, settings, run) if is_journal else []
        build.addresses = hold_to_addresses(articles, context, run, build)
        renamed = redirects.of_topics(articles, build.addresses, run)
        build.former_feeds = redirects.feeds_of_topics(renamed, settings)
        unlisted = unlisted_of(articles, context)
        run.tell_remarks([*articles, *unlisted, *context["pages"], *context["hidden_pages"], *context["draft_pages"]])
        run.raise_problems()
        saved = list(saved_texts.read(run))
        gone = saved_links(saved)
        run.raise_problems()
        if is_journal:
            date_links_of_pages(context["pages"], run)
        whole = repository.read(run)
        build.notices += run.say_notices(self._notices)
        cards = Cards(is_wanted=is_journal)
        identity = site.identity(run.settings, settings, cards)
        self.timeline = timeline = timeline_of(articles, notes, run)
        unsorted = run.topic(str(settings["DEFAULT_CATEGORY"])).slug
        view = site.linking(site.journal_view(timeline, articles, run, identity, unsorted), notes, run)
        drawn = cards.of_data(timeline, view.opening, identity)
        known = posts.known(
            articles, notes, connected, gone, cards.of_posts(identity), run, build.versions, build.dialect
        )
        posts.set_facts(timeline, oldest_first, unlisted, known)
        plotly = find_plotly_js(run.settings.plotly_js)
        if plotly.warning:
            warn(plotly.warning)
        self._journal = Journal(
            run=run,
            settings=settings,
            context=context,
            articles=articles,
            oldest_first=oldest_first,
            unlisted=unlisted,
            notes=notes,
            corrections=[(old, path) for path, one in connected.items() for old in one.supersedes],
            timeline=timeline,
            slices=slices_of(timeline, articles, notes),
            view=replace(view, card=drawn.journal),
            cards=drawn,
            redirects=[*moved, *renamed],
            saved=saved,
            gone=gone,
            repository=whole,
            plotly=plotly,
            environment=build.environment,
            place_of=build.place_of,
            part=build.parts.part,
        )
        self.context["journal"] = self._journal.view
        self.context["menu"] = site.menu_of(context["pages"])
        self.context |= assets.names(plotly)
        run.progress.report(WRITING, 0, self._journal.known_pages)
        if not run.settings.check:
            build.begin_painting(cards.wanted)

    def generate_output(self, writer: SiteWriter) -> None:
        """Write the pages, the index of the search, the data and the assets."""
        run, build, journal = Run.of(self.context), Build.of(self.context), self._journal
        journal.write, journal.pages_written = writer.write_bytes, lambda: writer.pages_written
        if build.articles:
            build.articles.settle()
        with search_index.indexed(journal.chapters, writer):
            with writer.made_ahead():
                for family in PAGES:
                    for one in family(journal):
                        if isinstance(one, Page):
                            writer.write_page(one, self.get_template(f"learning_timeline/{one.template}"), self.context)
                        else:
                            writer.write_made(one.path, one.inputs, one.make)
            writer.render_queued()
            if run.settings.markdown:
                writer.write_json_feed(self.articles, self.context, JSON_FEED)
            build.finish_painting()
        if said := writer.taken_sentence(self.context["generated_content"]):
            warn(said)
            build.notices.append(said)
        run.progress.end()
