"""Pelican's signals in, calls into the plugin out: when each thing happens, and why then.

Receivers are functions of this module, because Pelican's signals hold them by weak reference and connect them again at
every automatic rebuild: the same function twice is still one receiver. What a build knows lives in its `Run`, never
here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from pelican import Pelican
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator, StaticGenerator
from pelican.plugins import signals
from pelican.readers import Readers, RstReader
from pelican.writers import Writer

from . import late_generator
from ._seam import analytics
from .building.build import Build, NothingWrong
from .building.fast_lists import make_linear
from .building.kept_parts import offer_kept_blocks
from .building.static_files import CIRCLE, links_out_of, pictures_that_tell, place_openly, pointers_of_lfs
from .building.writer import SiteWriter
from .core.errors import ProblemsFound, hand_on
from .core.html import text_of_html
from .core.progress import READING, Progress, say
from .core.run import KEY, Run
from .core.settings import Settings
from .core.templates_language import offer_language
from .core.warn import warn
from .journal.posts import settle
from .journal.translations import Places, separate_pages
from .late_generator import LateGenerator
from .reading.answers import Answers
from .reading.article_store import ArticleStore
from .reading.articles import JournalArticle
from .reading.citing import Citing
from .reading.dialects.summary import left_out, summary
from .reading.drafts import HeldPlaces
from .reading.drawings import is_drawing, picture_alone, run_by
from .reading.folder import Folder
from .reading.frontmatter import fields_of
from .reading.left_out import stub_if_invalid, stub_of
from .reading.linking import JournalPage, Linking, files_of_held, leave_out_files_of_held, texts_of_settings
from .reading.reader import MarkdownReader
from .reading.rst import JournalRstReader
from .reading.sources import SourceReader
from .reading.worker import Worker
from .web.redirects import redirects

_TEMPLATES = Path(__file__).parent / "templates"


def register() -> None:
    """Connect what a build needs that has something to make; again before each of them."""
    signals.get_writer.connect(offer_writer)
    signals.readers_init.connect(offer_reader)
    signals.generator_init.connect(begin)
    signals.get_generators.connect(offer_generator)
    signals.article_generator_init.connect(prepare_articles)
    signals.page_generator_init.connect(read_others_gently)
    signals.page_generator_finalized.connect(settle_pages)
    signals.article_generator_preread.connect(note_reading)
    signals.article_generator_pretaxonomy.connect(settle_articles)
    signals.static_generator_finalized.connect(note_static)
    signals.all_generators_finalized.connect(end_check)


def offer_writer(pelican: Pelican) -> type[Writer]:
    """Pelican makes an instance of it when all content is read."""
    return type("SiteWriter", (SiteWriter,), {"build": Build.of(pelican.settings)})


def offer_reader(readers: Readers) -> None:
    """Each generator makes its own readers; where it is asked for, the journal's replaces that for Markdown and reads notebooks."""
    if readers.settings.get("LEARNING_TIMELINE_MARKDOWN"):
        if RstReader.enabled:
            readers.reader_classes["rst"] = JournalRstReader
        for suffix in (one.removeprefix(".") for one in analytics.POST_SUFFIXES):
            # R writes `.Rmd`, and some cameras and editors shout.
            for written in (suffix, suffix.capitalize(), suffix.upper()):
                readers.reader_classes[written] = MarkdownReader


def begin(generator: Generator) -> None:
    """The first generator of a build begins its run; every generator's reader then joins it."""
    context = generator.context
    # Last in line, so that the site's own theme may override each of the plugin's templates, and include them.
    generator.env.loader.loaders.append(FileSystemLoader(_TEMPLATES))
    offer_language(generator.env)
    offer_kept_blocks(generator.env, Build.of(generator.context).parts)
    if KEY not in context:
        build = Build.of(context)
        settings = Settings.from_pelican(generator.settings)
        settings = replace(settings, date_order=settings.date_order or build.dialect.date_order)
        rules = HeldPlaces(settings.content, fields_of)
        run = context[KEY] = Run.begin(settings, Progress(), rules)
        # Where posts of the future are shown as well, only what is shown no longer is held back for its day.
        shows_future, order = settings.future, settings.date_order
        build.folder = Folder(settings.content, build.dialect, run.today, rules, order, shows_future=shows_future)
        build.citing = Citing.of(run)
        build.worker = Worker(SourceReader(build.folder, run.settings.trust, build.citing, run.settings.macros))
        run.progress.meanwhile = build.worker.catch_up
    for extension, reader in generator.readers.readers.items():
        if isinstance(reader, JournalRstReader):
            reader.run = context[KEY]
        if isinstance(reader, MarkdownReader):
            build = Build.of(context)
            assert build.worker is not None
            assert build.citing is not None
            reader.attach(context[KEY], build.worker, build.citing, build.folder)
            # Without the library that Pelican's own reader needs, Pelican would warn about every file read by this one.
            generator.readers.disabled_readers.pop(extension, None)
    get_files, run = generator.get_files, Run.of(context)

    def files_outside_circles(paths: Any, exclude: Iterable[str] | None = None, extensions: Any = None) -> Any:  # noqa: ANN401 - passed on as it comes
        # Pelican would walk in a circle until the path is too long. Its settings stay: what is kept of a build is found by them.
        circles = (remark.path for remark in (*run.remarked, *run.remarks) if remark.problem == CIRCLE)
        return get_files(paths, [*(exclude or ()), *circles], extensions)

    generator.get_files = files_outside_circles
    if not generator.readers.disabled_readers:
        # Pelican would walk the content folder once more for each generator, to find no file.
        generator.check_disabled_readers = lambda: None


def offer_generator(_pelican: Pelican) -> type[LateGenerator]:
    """Pelican makes a new instance for each build and runs it after articles and pages."""
    return LateGenerator


def prepare_articles(generator: ArticlesGenerator) -> None:
    """Before any article is read: none in vain, and none asked for in every list."""
    make_linear(generator)
    run, build = Run.of(generator.context), Build.of(generator.context)
    get_files = generator.get_files

    def found_files(*asked: Any, **also: Any) -> list[str]:  # noqa: ANN401 - passed on to Pelican as it comes
        # Posts of the same moment stay in this order; Pelican gives them in that of a set.
        found = sorted(get_files(*asked, **also))
        if run.settings.markdown:
            no_posts = {path for paths in build.folder.left_out.values() for path in paths}
            no_posts.update(build.folder.dialect.pages)
            found = [path for path in found if os.path.normpath(path) not in no_posts]
        if store := build.articles:
            kept = {path: article for path in found if (article := store.get(path))}
            generator.get_cached_data = kept.pop
            unread = [path for path in found if path not in kept]
        else:
            unread = found
        assert build.worker is not None
        build.worker.expect(os.path.normpath(path) for path in unread if path.lower().endswith(analytics.POST_SUFFIXES))
        if unread:
            late_generator.load(build.worker.catch_up)
        if run.settings.markdown:
            # What git refuses is told once; Pelican would leave out each file that asks for it.
            assert run.history is not None
        run.progress.report(READING, 0, len(unread))
        return found

    generator.get_files = found_files
    if run.settings.markdown:
        _note_links(generator, run)
        read_others_gently(generator)
        read_file = generator.readers.read_file

        def read_article(**asked: Any) -> Any:  # noqa: ANN401 - passed on to Pelican as it comes
            article = read_file(**{**asked, "content_class": JournalArticle})
            if not str(asked["path"]).lower().endswith(analytics.POST_SUFFIXES) and hasattr(article, "title"):
                # Read by one of Pelican's readers, which leave HTML; a journal's theme escapes each title.
                article.title = text_of_html(article.title)
                article.slug_given = "slug" in article.metadata
            return article

        generator.readers.read_file = read_article
        if build.environment:
            given = {"settings": generator.settings, "_context": generator.context}
            assert build.citing is not None
            store = build.articles = ArticleStore(
                run.settings.cache, build.environment, run, given, build.folder, build.citing, build.stamps
            )
            generator.cache_data = store.put
            # Pelican's own memory of what its readers read, for which it asks for each file's time twice, has nothing to do here.
            generator.readers.get_cached_data = lambda _path, unknown: unknown
            generator.readers.cache_data = lambda _path, _read: None


def _note_links(generator: Generator, run: Run) -> None:
    """Tell the run of links of the file system that lead astray; one to a folder ends it before Pelican walks where it leads.

    So does what is no file, before anybody reads it. Notes that are links to nothing are left out.

    Raises:
        ProblemsFound: there is such a thing.
    """
    is_away = False
    for problem, stops in links_out_of(run.settings.content, generator.settings["IGNORE_FILES"]):
        (run.problems if stops else run.remarks).append(problem)
        place = run.settings.content / problem.path
        is_away |= stops and place.exists() and not place.is_file()
        if not stops and problem.path.lower().endswith(analytics.POST_SUFFIXES):
            Build.of(generator.context).folder.left_out.setdefault("dead link", []).append(problem.path)
    if is_away:
        run.raise_problems()


def read_others_gently(generator: Generator) -> None:
    """In a journal, what one of Pelican's own readers cannot read is left out, with one line that says why."""
    run = Run.of(generator.context)
    if not run.settings.markdown:
        return
    if isinstance(generator, PagesGenerator):
        read_page = generator.readers.read_file
        generator.readers.read_file = lambda **asked: read_page(**{**asked, "content_class": JournalPage})
        get_files, left_out = generator.get_files, Build.of(generator.context).folder.left_out
        no_pages = {path for paths in left_out.values() for path in paths}
        generator.get_files = lambda *asked, **also: {
            path for path in get_files(*asked, **also) if os.path.normpath(path) not in no_pages
        }
    if not generator.settings["CACHE_CONTENT"]:
        # Pelican stamps each file for a cache that nobody wants, and warns of those that it looks for in the wrong folder.
        generator.cache_data = lambda *_: None
    read_file = generator.readers.read_file

    def read_gently(**asked: Any) -> Any:  # noqa: ANN401 - passed on to Pelican as it comes
        path = os.path.normpath(asked["path"])
        if path.lower().endswith(analytics.POST_SUFFIXES):
            return read_file(**asked)
        try:
            content = read_file(**asked)
        except Exception as error:  # noqa: BLE001 - whatever a reader raises for a file
            return stub_of(path, error, asked, run)
        return stub_if_invalid(path, content, asked, run)

    generator.readers.read_file = read_gently


def note_reading(generator: ArticlesGenerator) -> None:
    """Once for each article, before it is read."""
    Run.of(generator.context).progress.advance(READING)


def settle_articles(generator: ArticlesGenerator) -> None:
    """All articles are read and sorted by status; the lists by topic are not made yet."""
    settle(generator, Run.of(generator.context), Build.of(generator.context).folder.dialect.languages)


def settle_pages(generator: PagesGenerator) -> None:
    """All pages are read, and none is written yet."""
    run = Run.of(generator.context)
    if run.settings.markdown:
        pages = [*generator.pages, *generator.hidden_pages]
        languages = Build.of(generator.context).folder.dialect.languages
        places = Places([page.relative_source_path for page in pages], languages)
        run.problems += separate_pages(pages, places, run.settings.language)
        leave_out_files_of_held(generator.context)


def note_static(generator: StaticGenerator) -> None:
    """All files are known that are copied into the site as they are; what posts name need not be there, and may lie anywhere."""
    generator.staticfiles = [file for file in generator.staticfiles if Path(generator.path, file.source_path).exists()]
    for file in generator.staticfiles:
        if os.path.normpath(file.save_as).startswith((os.pardir, os.sep)):
            problem, remedy = "would be copied to a place outside of the site", "copy it into the content folder"
            raise ProblemsFound([analytics.ContentError(file.source_path, None, problem, remedy)])
    run = Run.of(generator.context)
    if run.settings.markdown:
        place_openly(generator.staticfiles)
    if run.settings.markdown and (held := files_of_held(generator.context)):
        # A logo is the site's as well, whatever a draft shows.
        told = "\n".join(texts_of_settings(generator.settings))
        generator.staticfiles = generator.context["staticfiles"] = [
            file
            for file in generator.staticfiles
            if file.relative_source_path not in held
            # Not a name that only ends or begins in the same way.
            or re.search(rf"(?<![\w.-]){re.escape(file.relative_source_path)}(?![\w.-])", told)
        ]
    copied = {file.save_as: file.relative_source_path for file in generator.staticfiles}
    drawings = _leave_out_what_runs(generator, run) if run.settings.trust == "text" else []
    # The copy would be in the place of the redirect, or the redirect in its.
    among_themselves = {str(one) for one in redirects(run.moved, {})[1]}  # these lead where the first of them says
    run.problems += [one for one in redirects(run.moved, copied)[1] if str(one) not in among_themselves]
    Build.of(generator.context).expect_copies(
        (Path(generator.path, file.source_path), Path(generator.output_path, file.save_as))
        for file in generator.staticfiles
    )
    if run.settings.markdown:
        files = [(file.relative_source_path, Path(generator.path, file.source_path)) for file in generator.staticfiles]
        run.remarks += pointers_of_lfs(files)
        run.remarks += pictures_that_tell(files, Answers(run.settings.cache / "pictures.json", "1"))
        for notice in run.remarks_told():
            warn(notice)
            Build.of(generator.context).notices.append(notice)
    copy_files = generator.generate_output

    def generate_output(writer: Writer) -> None:
        copy_files(writer)
        for drawing, data in drawings:
            writer.write_made(drawing.save_as, data, lambda data=data: [data])
        # Nothing has been done with the copies yet; what other plugins make of them afterwards is theirs.
        Build.of(generator.context).check_copies()

    generator.generate_output = generate_output


def _leave_out_what_runs(generator: StaticGenerator, run: Run) -> list[tuple[Any, bytes]]:
    """Take files that browsers run out of those that are copied; drawings come back as what they only show.

    Returns:
        Each drawing with its bytes.
    """
    copied, drawings = [], []
    for file in generator.staticfiles:
        name, source = file.relative_source_path, Path(generator.path, file.source_path)
        picture = picture_alone(source.read_bytes()) if is_drawing(name) else None
        if picture is not None:
            drawings.append((file, picture))
        elif who := "browsers" if is_drawing(name) else run_by(name, partial(_first_bytes, source)):
            file.is_run_by_browsers = True
            remedy = "publish it as a picture or a PDF, or trust posts (`LEARNING_TIMELINE_TRUST`)"
            problem = f"is not published, because {who} would run it"
            run.remarks.append(analytics.ContentError(name, None, problem, remedy))
        else:
            copied.append(file)
    generator.staticfiles = generator.context["staticfiles"] = copied
    return drawings


def _first_bytes(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(1024)


def end_check(generators: list[Generator]) -> None:
    """All is read, and nothing is written yet: a check has nothing more to do."""
    context = generators[0].context
    run = Run.of(context)
    if run.settings.markdown:
        folder = Build.of(context).folder
        contents = [content for content in context["generated_content"].values() if isinstance(content, Linking)]
        for sentence in filter(None, (summary(folder.dialect, contents), left_out(folder.left_out))):
            say(sentence)
    hand_on("remark", run.remarked if not run.settings.strict else ())
    run.raise_problems()
    if run.settings.check:
        run.progress.end()
        raise NothingWrong(len(context["articles"]), len(run.remarked))
