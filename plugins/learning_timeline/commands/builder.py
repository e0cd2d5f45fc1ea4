"""The process that builds while `invoke serve` runs.

It stays from one change to the next, so that nothing is loaded or compiled twice, and it can show a post that was just
saved before the pages are made that list, count and draw it. A change of programs or settings needs a new one.
"""

from __future__ import annotations

import gc
import logging
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pelican import Pelican
from pelican import log as pelican_log
from pelican.contents import Article
from pelican.plugins import signals
from pelican.settings import read_settings
from pelican.writers import Writer

from ..building.build import Build
from ..core import plain_log
from ..core.run import Run
from ..journal.posts import topic_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.connection import Connection
    from pathlib import Path

    from pelican.generators import ArticlesGenerator

log = logging.getLogger("pelican")  # by its own name, since filters of a logger hold for no other


@dataclass(frozen=True, slots=True)
class Plan:
    """What is built, and where to.

    Attributes:
        config: the file of Pelican's settings.
        overrides: settings that differ from it.
        previews: folder of pages that are newer than the site's.
    """

    config: Path
    overrides: Mapping[str, Any]
    previews: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended.

    Attributes:
        problems: what is wrong, each in a line; the site then is as it was, or lacks what they name.
        remarks: what is wrong and shown as well as can be, likewise.
        drafts: title and address of each draft.
    """

    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    drafts: tuple[tuple[str, str], ...] = ()


def serve_builds(connection: Connection, plan: Plan) -> None:
    """Answer a path with whether a preview of that post was made, and None with the `Outcome` of a whole build."""
    pelican_log.init(level=logging.WARNING, name="pelican")
    plain_log.install("")
    builder = None
    while True:
        try:
            asked: Path | None = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            builder = builder or Builder(plan)
            connection.send(builder.build() if asked is None else builder.preview(asked))
            if asked is None:
                # Copies of the process make Python take all that is there for old, which it hardly ever looks through.
                gc.collect()
        except KeyboardInterrupt:
            return
        except Exception as error:
            log.critical("%s: %s", type(error).__name__, error, exc_info=True)
            connection.send(Outcome((f"{type(error).__name__}: {error}",)) if asked is None else False)


class Builder:
    """Builds one site as often as it is asked to.

    Raises:
        Exception: the settings cannot be read.
    """

    def __init__(self, plan: Plan) -> None:
        self._previews = plan.previews
        self._pelican = Pelican(read_settings(str(plan.config), override=dict(plan.overrides)))
        self._settings: dict[str, Any] = self._pelican.settings
        self._articles: ArticlesGenerator | None = None
        signals.article_generator_finalized.connect(self._remember)

    def _remember(self, generator: ArticlesGenerator) -> None:
        self._articles = generator

    def build(self) -> Outcome:
        """Build the site; previews are then no newer than it."""
        said = _Errors()
        logging.getLogger().addHandler(said)
        known = self._articles
        try:
            self._pelican.run()
        except Exception as error:
            log.critical("%s: %s", type(error).__name__, error, exc_info=True)
            self._articles = known
            said.lines.append(str(error))
        finally:
            logging.getLogger().removeHandler(said)
        if not said.lines:
            shutil.rmtree(self._previews, ignore_errors=True)
        return Outcome(tuple(dict.fromkeys(said.lines)), self._remarks(), self._drafts())

    def _remarks(self) -> tuple[str, ...]:
        return () if self._articles is None else tuple(map(str, Run.of(self._articles.context).remarked))

    def _drafts(self) -> tuple[tuple[str, str], ...]:
        if self._articles is None:
            return ()
        return tuple((str(draft.title), str(draft.url)) for draft in self._articles.drafts)

    def preview(self, file: Path) -> bool:
        """Make the page of one post anew, from what the last build knows of all others; whether that is possible."""
        generator = self._articles
        known = None if generator is None else self._known(generator, file)
        if generator is None or known is None:
            return False
        run = Run.of(generator.context)
        wrong = len(run.problems)
        worker = Build.of(generator.context).worker
        assert worker is not None
        try:
            article = generator.readers.read_file(
                base_path=generator.path,
                path=known.relative_source_path,
                content_class=Article,
                context=generator.context,
            )
        finally:
            worker.close()
        if len(run.problems) > wrong:
            del run.problems[wrong:]
            return False
        if article.status != known.status or topic_of(article, run).slug != known.category.slug:
            return False
        article.category, article.facts = known.category, known.facts
        if not article.slug_given:
            article.slug = known.slug
        if article.save_as != known.save_as:
            return False
        Writer(str(self._previews), self._settings).write_file(
            article.save_as,
            generator.get_template(article.template),
            generator.context,
            relative_urls=self._settings["RELATIVE_URLS"],
            article=article,
            category=article.category,
            url=article.url,
            blog=True,
            all_articles=generator.articles,
        )
        return True

    def _known(self, generator: ArticlesGenerator, file: Path) -> Article | None:
        source = str(file)
        listed = (*generator.articles, *generator.drafts, *generator.hidden_articles)
        found = next((article for article in listed if article.source_path == source), None)
        # Another reader's articles are not known well enough to be taken for their last versions.
        return found if found is not None and getattr(found, "is_known", False) and found.save_as else None


class _Errors(logging.Handler):
    """Keeps what is logged as an error, without colours."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info is None:
            self.lines.append(record.getMessage())
