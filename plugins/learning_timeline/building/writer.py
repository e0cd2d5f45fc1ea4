"""Pelican's writer, leaving out what would come out the same: a page is rendered only if something it reads has changed."""

from __future__ import annotations

import io
import os
import re
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from pelican.utils import sanitised_join
from pelican.writers import Writer

from ..core.deferred import Deferred, made
from ..core.progress import WRITING
from ..core.run import Run
from ..web.feeds import Feed, atom, feed_of, json_feed, newest
from . import forks
from .checksums import HashedFile, HashedText
from .disk_links import ReadFromDisk
from .manifest import FileFact, PageFact
from .page_keys import TOLD_BY_PAGE, PageKeys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence

    from jinja2 import Template
    from pelican.contents import Article, Content

    from .kept_parts import KeptParts
    from .page import Page
    from .template_reads import KeptTemplates

_TOLD = 5
# When a feed without entries changed last.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# What a copy of this process has found out: of pages, of files, what was taken, and which parts it asked for.
_Found = tuple[dict[str, PageFact], dict[str, FileFact], list[str], dict[str, set[str]]]
# A path that says where it leads.
_PLAIN_NAME = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*", flags=re.ASCII)


class KeptPages(Protocol):
    """What a build knows of the site that stands, and learns from its writer of the one that it makes.

    Attributes:
        environment: digest of the settings and the programs that make the pages; empty if it cannot be told.
        templates: what is known of templates from earlier builds of this process.
        parts: parts of pages from earlier builds, and from this one.
        pages: what each page depends on.
        copied: the paths of files that Pelican copies as they are.
        written: what was handed over to be written, by path from the site's root.
        former_feeds: by the path of a feed those at which it stood before.
    """

    environment: bytes
    templates: KeptTemplates
    parts: KeptParts
    pages: dict[str, PageFact]
    copied: set[str]
    written: dict[str, FileFact]
    former_feeds: Mapping[str, list[str]]

    def keep(self, name: str, key: str) -> bool:
        """Keep a page that depends on nothing new and still stands, with all that was written with it."""
        ...

    def stands(self, name: str, data: bytes) -> bool:
        """Keep a file of which the site already has the same; whether it has."""
        ...

    def make_folder(self, file: str) -> None:
        """Make the folder of a file that is to be written."""
        ...


class SiteWriter(Writer):  # type: ignore[misc] # Pelican carries no types
    """Writes one build's pages into the staging folder; the build is set on a subclass, as Pelican makes the instance."""

    build: ClassVar[KeptPages]

    def __init__(self, output_path: str, settings: Mapping[str, Any] | None = None) -> None:
        super().__init__(output_path, settings=settings)
        self._root = str(sanitised_join(output_path, "."))
        self._keys = PageKeys(self.build.environment, self.settings, self.build.templates)
        self.build.parts.fingerprints = self._keys.fingerprints
        self._files: list[str] | None = None
        # The pages that are put off; None where each is made at once.
        self._queue: list[Callable[[], None]] | None = []
        self.taken: list[str] = []

    def write_file(  # noqa: PLR0913, PLR0917 - Pelican's own signature
        self,
        name: str,
        template: Template,
        context: dict[str, Any],
        relative_urls: bool = False,  # noqa: FBT001, FBT002
        paginated: Any = None,  # noqa: ANN401
        template_name: str | None = None,
        override_output: bool = False,  # noqa: FBT001, FBT002
        url: str | None = None,
        **facts: Any,  # noqa: ANN401
    ) -> None:
        """Write a page, or keep the one that stands; facts that are deferred are made only for the former."""
        if not name:
            return
        Run.of(context).progress.advance(WRITING)
        key = ""
        if paginated is None and not override_output:
            key = self._keys.of_page(name, template, context, facts, bool(relative_urls), template_name, url)
        path = self._place(name)
        is_new = path not in self._written_files
        if key and is_new and self.build.keep(name, key):
            self._written_files.add(path)
            return

        # No function of its own, which would hold a cell for each of these, also of each page that stays.
        how = (relative_urls, paginated, template_name, override_output, url)
        render = partial(self._render, name, key, template, context, how, facts)
        # Of a page whose key is known it is known what it reads, so that it may be made whenever.
        if key and is_new and self._queue is not None:
            self._written_files.add(path)
            self._queue.append(partial(self._render_claimed, path, render))
        else:
            render()

    @contextmanager
    def made_ahead(self) -> Iterator[None]:
        """Have copies of this process make the pages that were put off, while it lists others; then help them.

        Those need nothing that is yet to be found out, so that no core waits for what one process alone can do.
        """
        queue = self._queue or []
        number = forks.processes(len(queue))
        if number == 1:
            yield
            return
        self._queue = []
        with forks.garbage_goes_soon():
            shared, take = self._shared(queue, number)
        try:
            yield
            with forks.garbage_goes_soon():
                take(shared.join())
        finally:
            shared.stop()

    @forks.garbage_goes_soon()
    def render_queued(self) -> None:
        """Make the pages that were put off, by as many processes as there are cores; from then on each is made at once."""
        queue, self._queue = self._queue or [], None
        number = forks.processes(len(queue))
        if number == 1:
            while queue:
                queue.pop()()
            return
        shared, take = self._shared(queue, number)
        take(shared.join())

    def _shared(
        self, queue: list[Callable[[], None]], number: int
    ) -> tuple[forks.Shared, Callable[[Iterable[_Found]], None]]:
        """Pages that so many processes make, this one included, and what takes in what the others have found out."""
        # What was asked for last takes longest, the pages of the whole journal, and comes first.
        queue.reverse()
        build = self.build
        pages, written, taken = dict(build.pages), dict(build.written), len(self.taken)

        def found() -> _Found:
            return (
                {name: fact for name, fact in build.pages.items() if name not in pages},
                {name: fact for name, fact in build.written.items() if name not in written},
                self.taken[taken:],
                build.parts.asked,
            )

        def take(results: Iterable[_Found]) -> None:
            for its_pages, its_files, its_taken, its_parts in results:
                build.pages |= its_pages
                build.written |= its_files
                self.taken += its_taken
                build.parts.add(its_parts)
                self._written_files |= set(map(self._place, its_files))

        return forks.Shared(queue, found, number - 1), take

    def _place(self, name: str) -> str:
        """Where a file of the site is written, as Pelican names it."""
        if _PLAIN_NAME.fullmatch(name):  # most are, and there are twenty thousand
            return f"{self._root}/{name}"
        return str(sanitised_join(self.output_path, name))

    def _render_claimed(self, path: str, render: Callable[[], None]) -> None:
        self._written_files.discard(path)
        render()

    def _render(  # noqa: PLR0913, PLR0917 - what a page is made of
        self,
        name: str,
        key: str,
        template: Template,
        context: dict[str, Any],
        how: tuple[Any, ...],
        facts: dict[str, Any],
    ) -> None:
        with self._page(name, key):
            # Not the pages of a stranger's site, which are theirs.
            is_ours = Run.of(context).settings.markdown or (template.name or "").startswith("learning_timeline/")
            # `how` begins with whether its links are relative.
            shown = ReadFromDisk(template) if how[0] and is_ours else template
            told = facts | facts.get(TOLD_BY_PAGE, {})
            told.pop(TOLD_BY_PAGE, None)
            told = {what: made(fact) for what, fact in told.items()}
            super().write_file(name, shown, context, *how, **told)
        if forget := getattr(facts.get("article"), "forget_view", None):
            forget()

    def write_feed(  # noqa: PLR0913, PLR0917 - Pelican's own signature
        self,
        elements: Sequence[Article],
        context: dict[str, Any],
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,  # noqa: FBT001, FBT002
        feed_title: str | None = None,
    ) -> Any:  # noqa: ANN401 - the feed, which nobody asks for
        """Write a feed, or keep the one that stands; also at the addresses that it had before."""
        for former in self.build.former_feeds.get(path or "", ()):
            self.write_feed(elements, context, former, url, feed_type, override_output, feed_title)
        if path is None or override_output:
            return super().write_feed(elements, context, path, url, feed_type, override_output, feed_title)
        if feed_type == "atom" and Run.of(context).settings.markdown:
            feed = self._feed(elements, context, path, feed_title)
            self.write_made(path, feed.inputs, lambda: [atom(feed.make())], may_wait=True)
            return None
        key = self._keys.of_feed(elements, context, (path, url, feed_type, feed_title))
        complete = self._place(path)
        if key and complete not in self._written_files and self.build.keep(path, key):
            self._written_files.add(complete)
            return None
        with self._page(path, key):
            return super().write_feed(elements, context, path, url, feed_type, override_output, feed_title)

    def write_page(self, page: Page, template: Template, context: dict[str, Any]) -> None:
        """Write a page of the plugin's, or keep the one that stands."""
        if self.is_taken(page.save_as):
            return
        self.write_file(
            page.save_as,
            template,
            context,
            relative_urls=self.settings["RELATIVE_URLS"],
            url=page.url,
            page_title=page.title,
            page_name=page.url,
            told_by_page=page.told,
        )

    def taken_sentence(self, contents: Mapping[str, Content | None]) -> str:
        """What to say of the plugin's files in whose place the site has files of its own; nothing if there are none.

        Args:
            contents: all that were read, by path; None for a file that Pelican could not read.
        """
        sources = {one.save_as: one.relative_source_path for one in contents.values() if one is not None}
        return _taken_sentence({name: sources.get(name) for name in self.taken})

    def is_taken(self, name: str) -> bool:
        """Whether the site has a file of its own at this path, which then stands; told at the end of the build."""
        path = self._place(name)
        is_taken = path in self._written_files or name in self.build.copied
        if is_taken:
            self.taken.append(name)
        return is_taken

    def _create_new_feed(self, *asked: Any) -> Any:  # noqa: ANN401 - Pelican's own
        """A feed that says of itself when it changed last, and never that this was the moment of the build."""
        feed = super()._create_new_feed(*asked)
        latest = feed.latest_post_date
        feed.latest_post_date = lambda: latest() if feed.items else NEVER
        return feed

    def _feed(
        self, articles: Sequence[Article], context: MutableMapping[str, Any], path: str, title: str | None
    ) -> Deferred[Feed]:
        run, most = Run.of(context), self.settings["FEED_MAX_ITEMS"]
        return feed_of(newest(articles, most), context["journal"].site, context.get("FEED_DOMAIN"), run, path, title)

    def write_json_feed(self, articles: Sequence[Article], context: MutableMapping[str, Any], path: str) -> None:
        """Write the JSON Feed of some articles, or keep the one that stands."""
        feed = self._feed(articles, context, path, None)
        self.write_made(path, feed.inputs, lambda: [json_feed(feed.make())])

    def write_made(
        self, name: str, inputs: object, make: Callable[[], Iterable[bytes]], *, may_wait: bool = False
    ) -> None:
        """Write a file that no template makes, or keep the one that stands; `make` reads nothing that the inputs do not tell.

        Where nothing is made of it that is made before, it may wait for the pages that are put off.
        """
        if self.is_taken(name):
            return
        key = self._keys.of_made(inputs)
        if key and self.build.keep(name, key):
            self._written_files.add(self._place(name))
            return
        write = partial(self._write_made, name, key, make)
        if may_wait and key and self._queue is not None:
            self._queue.append(write)
        else:
            write()

    def _write_made(self, name: str, key: str, make: Callable[[], Iterable[bytes]]) -> None:
        with self._page(name, key):
            self.write_bytes(name, make())

    @property
    def pages_written(self) -> list[str]:
        """The pages that this build has written or kept by now, as files from the site's root."""
        files = (path.removeprefix(self.output_path).lstrip("/") for path in self._written_files)
        return sorted(file for file in files if file.endswith(".html"))

    def write_bytes(self, url: str, parts: Iterable[bytes]) -> None:
        """Write a file that no template makes, part by part; with the page that is being written, if one is."""
        if self.is_taken(url):
            return
        path = self._place(url)
        self.build.make_folder(path)
        with self._hashed(open(path, "wb", buffering=0)) as file:  # noqa: PTH123 - beside Pelican's own way
            for part in parts:
                file.write(part)
        if self._files is not None:
            self._files.append(url)

    def keep_together(self, name: str, key: str) -> bool:
        """Keep files that no template makes, known by the name of one of them, if they depend on nothing new."""
        return self.build.keep(name, key)

    def write_together(self, name: str, key: str, files: Mapping[str, bytes]) -> None:
        """Write such files, those that stand already excepted."""
        for url, data in files.items():
            if not self.build.stands(url, data):
                self.write_bytes(url, [data])
        self.build.pages[name] = PageFact(key, (name, *(url for url in files if url != name)))

    @contextmanager
    def _page(self, name: str, key: str) -> Iterator[None]:
        """Note what is written with a page; a key of nothing means that it is made again each time."""
        files: list[str] = []
        taken = len(self.taken)
        self._files = files
        try:
            yield
        finally:
            self._files = None
        # Of a page whose files are not all written here it is not known what it is when they are.
        if key and len(self.taken) == taken:
            self.build.pages[name] = PageFact(key, tuple(dict.fromkeys((name, *files))))

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002
        if self._files is not None:
            self._files.append(filename.removeprefix(self.output_path).lstrip("/"))
        if not (override or filename in self._written_files or filename in self._overridden_files):
            self._written_files.add(filename)
            return HashedText(filename, encoding, self._noting(filename))
        opened = super()._open_w(filename, encoding, override)
        if opened.name == os.devnull:  # another page has taken this one's place, and Pelican drops it so
            return opened
        return io.TextIOWrapper(self._hashed(opened.detach().detach()), encoding)

    def _hashed(self, file: io.FileIO) -> HashedFile:
        """A file of the site, of which the build then knows what was meant to be in it."""
        return HashedFile(file, self._noting(str(file.name)))

    def _noting(self, file: str) -> Callable[[FileFact], None]:
        """What notes of a file of the site what was meant to be in it."""
        path = file.removeprefix(f"{self._root}/")
        if path == file:
            path = os.path.relpath(file, self.output_path).replace(os.sep, "/")
        return partial(self.build.written.__setitem__, path)


def _taken_sentence(taken: Mapping[str, str | None]) -> str:
    """What to say of the plugin's files in whose place the site has files of its own; nothing if there are none.

    Args:
        taken: the path of each from the site's root, with the content that it is made from if that is known.

    >>> _taken_sentence({"timeline/index.html": "pages/timeline.md", "2026/index.html": None})[:55]
    'The site has its own timeline/ (pages/timeline.md), 202'
    """
    if not taken:
        return ""
    named = [f"{name.removesuffix('index.html')}{f' ({source})' if source else ''}" for name, source in taken.items()]
    more = f" and {len(named) - _TOLD:,} more" if len(named) > _TOLD else ""
    return (
        f"The site has its own {', '.join(named[:_TOLD])}{more}, so the plugin leaves out its own: to have both, move one of "
        "them (docs/settings.md)"
    )
