"""Pelican's writer, leaving out what would come out the same: a page is rendered only if something it reads has changed."""

from __future__ import annotations

import io
import os
import re
from contextlib import contextmanager
from dataclasses import is_dataclass
from datetime import UTC, datetime, time
from functools import partial
from operator import is_
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from pelican.utils import sanitised_join
from pelican.writers import Writer

from ..core.deferred import Deferred, made
from ..core.fingerprints import Fingerprints, Opaque, digest_of
from ..core.progress import WRITING
from ..core.run import Run
from ..web.feeds import Feed, atom, entry_of, json_feed, newest, root_of
from . import forks
from .checksums import HashedFile, HashedText
from .manifest import PageFact
from .template_reads import Reads, TemplateReads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence

    from jinja2 import Template
    from pelican.contents import Article, Content

    from ..web.identity import Site
    from .kept_parts import KeptParts
    from .manifest import FileFact
    from .page import Page
    from .template_reads import KeptTemplates

# What Pelican's writer sets for each page by the page's own name.
_OF_THE_PAGE = frozenset({"SITEURL", "localsiteurl", "output_file"})
_ABSENT = b"absent"
# The one fact by which a page of the plugin's hands over all that its template is told.
_TOLD_BY_PAGE = "told_by_page"
_TOLD = 5
# When a feed without entries changed last.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# A link to a folder of the site, up to the end of its path; addresses of other hosts and of the root are none.
_FOLDER_LINK = re.compile(
    r'<(?:a\s(?:href="|[^<>]*?\shref=")|meta http-equiv="refresh" content="0; url=)(?:[^":?#<>/]++/)++(?=["?#])'
)

# A path that says where it leads.
_PLAIN_NAME = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*", flags=re.ASCII)


def links_to_files(page: str) -> str:
    """A page whose links to folders lead to the file that a host would show for them, so that it can be read from a disk.

    >>> links_to_files('<a class="x" href="../topics/#rl">Topics</a> <a href="https://example.org/">a</a>')
    '<a class="x" href="../topics/index.html#rl">Topics</a> <a href="https://example.org/">a</a>'
    """
    # A function is called in half the time that Python takes to fill in a template.
    return _FOLDER_LINK.sub(lambda link: f"{link[0]}index.html", page)


class _ReadFromDisk:
    """A template whose pages link to files."""

    def __init__(self, template: Template) -> None:
        self.render = lambda context: links_to_files(template.render(context))


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
        self.fingerprints = self.build.parts.fingerprints = Fingerprints()
        self.templates = TemplateReads(self.build.templates)
        self._files: list[str] | None = None
        # The pages that are put off; None where each is made at once.
        self._queue: list[Callable[[], None]] | None = []
        self.taken: list[str] = []
        # For each template, and what it is asked for with, which of that it reads.
        self._own: dict[tuple[str | None, str | None, frozenset[str]], list[tuple[str, str | None]]] = {}
        # For each template and set of names the values that the site's context gave them, and their digest.
        self._common: dict[tuple[str | None, frozenset[str]], tuple[tuple[object, ...], bytes]] = {}
        # For the same which names and attributes it reads from there, and all names together.
        self._asked: dict[tuple[str | None, frozenset[str]], tuple[list[str], list[tuple[str, str]], list[str]]] = {}

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
            key = self._key(name, template, context, facts, bool(relative_urls), template_name, url)
        path = self._place(name)
        is_new = path not in self._written_files
        if key and is_new and self.build.keep(name, key):
            self._written_files.add(path)
            return
        render = partial(
            self._render,
            name,
            key,
            template,
            context,
            relative_urls,
            paginated,
            template_name,
            override_output,
            url,
            facts,
        )
        # Of a page whose key is known it is known what it reads, so that it may be made whenever.
        if key and is_new and self._queue is not None:
            self._written_files.add(path)
            self._queue.append(partial(self._render_claimed, path, render))
        else:
            render()

    def render_queued(self) -> None:
        """Make the pages that were put off, by as many processes as there are cores; from then on each is made at once."""
        queue, self._queue = self._queue or [], None
        # What was asked for last takes longest, the pages of the whole journal, and comes first.
        build, number = self.build, forks.processes(len(queue))
        if number == 1:
            while queue:
                queue.pop()()
            return
        queue.reverse()
        pages, written = dict(build.pages), dict(build.written)

        def found() -> tuple[dict[str, PageFact], dict[str, FileFact], list[str], dict[str, set[str]]]:
            return (
                {name: fact for name, fact in build.pages.items() if name not in pages},
                {name: fact for name, fact in build.written.items() if name not in written},
                self.taken,
                build.parts.asked,
            )

        taken = len(self.taken)
        for its_pages, its_files, its_taken, its_parts in forks.share_out(queue, found, number):
            build.pages |= its_pages
            build.written |= its_files
            self.taken += its_taken[taken:]
            build.parts.add(its_parts)
            self._written_files |= set(map(self._place, its_files))

    def _place(self, name: str) -> str:
        """Where a file of the site is written, as Pelican names it."""
        if _PLAIN_NAME.fullmatch(name):  # most are, and there are twenty thousand
            return f"{self._root}/{name}"
        return str(sanitised_join(self.output_path, name))

    def _render_claimed(self, path: str, render: Callable[[], None]) -> None:
        self._written_files.discard(path)
        render()

    def _render(  # noqa: PLR0913, PLR0917 - Pelican's own arguments
        self,
        name: str,
        key: str,
        template: Template,
        context: dict[str, Any],
        relative_urls: bool,  # noqa: FBT001
        paginated: Any,  # noqa: ANN401
        template_name: str | None,
        override_output: bool,  # noqa: FBT001
        url: str | None,
        facts: dict[str, Any],
    ) -> None:
        with self._page(name, key):
            # Not the pages of a stranger's site, which are theirs.
            is_ours = Run.of(context).settings.markdown or (template.name or "").startswith("learning_timeline/")
            shown = _ReadFromDisk(template) if relative_urls and is_ours else template
            told = facts | facts.get(_TOLD_BY_PAGE, {})
            told.pop(_TOLD_BY_PAGE, None)
            told = {what: made(fact) for what, fact in told.items()}
            super().write_file(
                name, shown, context, relative_urls, paginated, template_name, override_output, url, **told
            )
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
        key = self._feed_key(elements, context, (path, url, feed_type, feed_title))
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
        """The feed of some articles; one that is called as their topic is that topic's."""
        site: Site = context["journal"].site
        shown = newest(articles, self.settings["FEED_MAX_ITEMS"])
        topic = shown[0].category if shown else None
        page = topic.url if topic is not None and title == topic.name else ""
        root, run = root_of(site, context.get("FEED_DOMAIN")), Run.of(context)

        def feed() -> Feed:
            return Feed(
                site=site,
                title=f"{site.name} · {title}" if title else site.name,
                path=path,
                page=page,
                root=root,
                entries=tuple(entry_of(article, site, run.settings.zone, root) for article in shown),
                since=datetime.combine(run.today, time(), run.settings.zone),
            )

        # Without an entry it says when it was made.
        since = None if shown else run.today
        return Deferred((site, title, page, root, since, shown), feed)

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
        try:
            environment = self.build.environment
            key = digest_of([environment, b"made", self.fingerprints.of(inputs)]).hex() if environment else ""
        except Opaque:
            key = ""
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

    def _feed_key(self, elements: Sequence[Article], context: Mapping[str, Any], asked: tuple[object, ...]) -> str:
        try:
            values = [context.get(name) for name in ("SITENAME", "SITESUBTITLE", "SITEURL", "FEED_DOMAIN")]
            shown = elements[: self.settings["FEED_MAX_ITEMS"]]
            return digest_of(
                [
                    self.build.environment,
                    b"feed",
                    self.fingerprints.of([*asked, *values]),
                    *map(self.fingerprints.of, shown),
                ]
            ).hex()
        except Opaque:
            return ""

    def _key(  # noqa: PLR0913, PLR0917 - all that decides a page
        self,
        name: str,
        template: Template,
        context: Mapping[str, Any],
        facts: Mapping[str, Any],
        relative_urls: bool,  # noqa: FBT001
        template_name: str | None,
        url: str | None,
    ) -> str:
        """The digest of all that a page depends on; nothing if that cannot be told."""
        reads = self.templates.of(template)
        if reads is None or not self.build.environment:
            return ""
        # A template that is cut into pages reads these by other names.
        cut = ("articles", "dates") if template_name in self.settings["PAGINATED_TEMPLATES"] else ()
        given = frozenset(facts)
        own = self._own.get((template.name, template_name, given))
        if own is None:
            uses = (*((whole, None) for whole in (*reads.names, *cut)), *reads.attributes)
            own = [use for use in uses if use[0] in facts]
            # All that a page of the plugin's is told, whatever its template reads of it: with some of it files are written.
            own += [(_TOLD_BY_PAGE, None)] if _TOLD_BY_PAGE in facts else []
            self._own[template.name, template_name, given] = own
        try:
            asked = f"{name} {url} {relative_urls} {'' if relative_urls else context.get('SITEURL')}".encode()
            common = self._digest_of_context(template.name, reads, context, given)
            return digest_of([common, asked, *(self._digest(facts, *use) for use in own)]).hex()
        except Opaque:
            return ""

    def _digest_of_context(
        self, template: str | None, reads: Reads, context: Mapping[str, Any], given: frozenset[str]
    ) -> bytes:
        """The digest of what a template reads from the site's context; computed again only where a value is another one."""
        if (template, given) not in self._asked:
            names = [name for name in reads.names if name not in given and name not in _OF_THE_PAGE]
            attributes = [use for use in reads.attributes if use[0] not in given and use[0] not in _OF_THE_PAGE]
            self._asked[template, given] = names, attributes, [*names, *(variable for variable, _ in attributes)]
        names, attributes, asked = self._asked[template, given]
        values = tuple(map(context.get, asked))
        known = self._common.get((template, given))
        if known is None or not all(map(is_, known[0], values)):
            digest = digest_of(
                [
                    self.build.environment,
                    reads.digest,
                    *(part for name in names for part in (name.encode(), self._digest(context, name, None))),
                    *(
                        part
                        for variable, attribute in attributes
                        for part in (f"{variable}.{attribute}".encode(), self._digest(context, variable, attribute))
                    ),
                ]
            )
            known = self._common[template, given] = values, digest
        return known[1]

    def _digest(self, values: Mapping[str, Any], name: str, attribute: str | None) -> bytes:
        if name not in values:
            return _ABSENT
        value = values[name]
        if attribute is not None and is_dataclass(value) and not isinstance(value, type | Deferred):
            return self.fingerprints.of(getattr(value, attribute, None))
        return self.fingerprints.of(value)


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
