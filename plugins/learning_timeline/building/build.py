"""One run of Pelican as one change of the site: what is wanted is found out, made beside the site, and put into place.

`Build` stands around Pelican's own run. Before it, the quick question whether anything at all has changed; in it, the writer
that leaves out what would come out the same; after it, the commit. Whatever ends the run earlier leaves the site as it was.

Pages are left out only where all that they depend on is known: with other plugins at work, which may change anything at
any signal, every page is made again.
"""

from __future__ import annotations

import gc
import glob
import logging
import os
import time
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.contents import Content

from .._seam import analytics
from ..core import clock
from ..core.amounts import amount
from ..core.errors import ProblemsFound
from ..core.fingerprints import Fingerprints, digest_of
from ..core.programs import pagefind_version
from ..core.progress import say, say_last
from ..core.settings import Settings
from ..core.speaking import speaking
from ..core.stamp import Stamp
from ..core.warn import warn
from ..reading.answers import Answers
from ..reading.dialects.detection import adapt, dialect_of
from ..reading.dialects.dialect import Dialect
from ..reading.settings_files import settings_above
from .environment import PACKAGE, environment_of, programs
from .kept_parts import KeptParts
from .manifest import FileFact, PageFact, Seen
from .site_folder import SiteFolder
from .static_files import check_copies, copies_of_theme
from .template_reads import KeptTemplates, kept_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pelican import Pelican

    from ..reading.article_store import ArticleStore
    from ..reading.citing import Citing
    from ..reading.folder import Folder
    from ..reading.worker import Worker
    from ..web.addresses import Expected
    from ..web.cards import Painted
    from .painting import Painting

log = logging.getLogger(__name__)

KEY = "learning_timeline_build"


# Of objects made, and of looks at the youngest of them before those that outlived one are looked at again.
GARBAGE_THRESHOLDS = 100_000, 50


class NothingWrong(Exception):  # noqa: N818 - it reads as what happened
    """A check has come to its end; tells how many posts it read, and how many remarks it made."""


class Build:
    """One run of Pelican.

    Attributes:
        environment: digest of the settings and the programs that make the pages; empty if it cannot be told.
        templates: what is known of templates from earlier builds of this process.
        parts: parts of pages from earlier builds, and from this one.
        pages: what each page depends on, as far as the run has come.
        kept: the files that stay as they are, as far as the run has come.
        notices: what was said of posts that were left out on purpose.
        worker: reads the posts; None until a run begins.
        citing: what posts may cite, as soon as that is known.
        articles: what is known of posts from earlier builds; None if nothing can be.
        copies: files that Pelican copies as they are, each with its place in the staging folder.
        dialect: the content folder's.
        folder: the content folder, and how it is read, from when a run begins.
        copied: the paths of the same from the site's root.
        written: what was handed over to be written, by path from the site's root.
        stamps: of files that the site is made of, as they were when the build began.
        addresses: what is expected of the site's addresses; None if no record of them is kept.
    """

    def __init__(self, pelican: Pelican, site: Path) -> None:
        self._pelican = pelican
        self._settings: dict[str, Any] = pelican.settings
        settings = Settings.from_pelican(self._settings)
        self._folder = SiteFolder(site, settings.cache)
        self._ignore_twin(settings.content)
        self.worker: Worker | None = None
        self.citing: Citing | None = None
        self.folder: Folder
        self._folders: set[str] = set()
        # Another reader knows nothing of dialects.
        dialect = self._dialect_of(settings) if settings.markdown else Dialect()
        # Before the settings' digest: what is made of posts and pages depends on where they lie.
        if settings.markdown:
            adapt(self._settings, dialect)
        self.dialect = dialect
        self.environment = environment_of(self._settings, Fingerprints().of(dialect.decides))
        self.templates = kept_templates(self.environment) if self.environment else KeptTemplates()
        self._templates_file = settings.cache / f"templates-{self.environment.hex()}"
        if self.environment:
            self.templates.load(self._templates_file)
        self.parts = KeptParts(settings.cache, self.environment)
        self.pages: dict[str, PageFact] = {}
        self.kept: set[str] = set()
        self.notices: list[str] = []
        self.articles: ArticleStore | None = None
        self.copies: list[tuple[Path, Path]] = []
        self.copied: set[str] = set()
        self.addresses: Expected | None = None
        # By the address of a topic's feed those that it had before.
        self.former_feeds: Mapping[str, list[str]] = {}
        self.written: dict[str, FileFact] = {}
        self.stamps: dict[str, Stamp] = {}
        self._painting: Painting | None = None

    @staticmethod
    def _dialect_of(settings: Settings) -> Dialect:
        answers = Answers(settings.cache / "answers.json", programs().hex())
        return dialect_of(settings.content, settings.dialect, answers)

    def _ignore_twin(self, content: Path) -> None:
        """Have Pelican read nothing from the twin of a site that is in the content folder; it knows the site's own folder alone."""
        pattern = glob.escape(self._folder.twin.name)
        patterns = self._settings["IGNORE_FILES"]
        # Once: a site that is served is built again by the same settings.
        if pattern not in patterns and self._folder.twin.is_relative_to(content.resolve()):
            self._settings["IGNORE_FILES"] = [*patterns, pattern]

    @staticmethod
    def of(settings: Mapping[str, Any]) -> Build:
        """The build that settings, or a context that was made of them, belong to."""
        build = settings[KEY]
        assert isinstance(build, Build)
        return build

    def expect_copies(self, copies: Iterable[tuple[Path, Path]]) -> None:
        """Note files that Pelican copies as they are, each with its place in the staging folder."""
        added = list(copies)
        self.copies += added
        self.copied.update(Path(os.path.relpath(place, self._folder.staging)).as_posix() for _, place in added)

    def check_copies(self) -> None:
        """Make sure that each file was copied whole.

        Raises:
            SiteNotWhole: one was not.
        """
        check_copies([*copies_of_theme(self._settings, self._folder.staging), *self.copies])

    @cached_property
    def versions(self) -> analytics.VersionReader:
        """Reads earlier versions of posts."""
        return analytics.VersionReader(Settings.from_pelican(self._settings).content)

    def discard(self) -> None:
        """Remove whatever of this build is beside the site."""
        self._folder.discard()

    def what_stands(self) -> str:
        """A sentence for whoever is told that this build ended early."""
        return self._folder.what_stands()

    def run(self, pelican_run: Callable[[], None]) -> None:
        """Make the site, if there is anything to make."""
        began, now = time.monotonic(), time.time_ns()
        inputs = self._inputs(now)
        settings = Settings.from_pelican(self._settings)
        # What was remarked upon is not remembered, and is asked for by these.
        if not (settings.check or settings.strict) and self._is_unchanged(inputs):
            for notice in self._folder.seen.notices:
                warn(notice)
            files = amount(len(self._folder.manifest.files), "file stands as it was", "files stand as they were")
            say(f"Nothing has changed: {files}.")
            return
        output, jinja = self._pelican.output_path, self._settings["JINJA_ENVIRONMENT"]
        # Other plugins ask for the one or the other, such as those that compress what was written.
        self._pelican.output_path = self._settings["OUTPUT_PATH"] = str(self._folder.staging)
        # Each page would ask of each template it is made from whether the file has changed since.
        self._settings["JINJA_ENVIRONMENT"] = {"bytecode_cache": self.templates, "auto_reload": False} | jinja
        # A build makes much and drops little, so that looking for what can be dropped costs a tenth of its time.
        thresholds = gc.get_threshold()
        gc.set_threshold(*GARBAGE_THRESHOLDS, thresholds[2])
        try:
            with speaking(settings.language):
                pelican_run()
            if self.addresses is not None:
                self._keep_addresses(self.addresses)
            # Other plugins may change a file after it was written.
            self._folder.check_staged(self.written if self.environment else {})
            outcome = self._folder.commit(self.pages, self.kept, Seen(inputs=inputs, notices=tuple(self.notices)))
        except NothingWrong as end:
            number, remarks = end.args
            found = f"{amount(remarks, 'remark')}, named above" if remarks else "no problems"
            say(f"{amount(number, 'post')} read, and {found}; nothing was written.")
            return
        finally:
            gc.set_threshold(*thresholds)
            self._pelican.output_path = self._settings["OUTPUT_PATH"] = output
            self._settings["JINJA_ENVIRONMENT"] = jinja
            if self.worker is not None:
                self.worker.close()
            if self._painting is not None:
                self._painting.stop()
            if "versions" in self.__dict__:
                self.versions.close()
            self._folder.discard()
            if self.environment:
                self.templates.save(self._templates_file)
            self.parts.close()
            if self.articles is not None:
                self.articles.close()
            # Pelican remembers every content that it ever gave out, with all that hangs on it.
            Content.get_content.cache.clear()
            Content.get_summary.cache.clear()
        say_last(outcome.sentence(time.monotonic() - began))

    def _keep_addresses(self, expected: Expected) -> None:
        """List the addresses of the new site in it.

        Raises:
            ProblemsFound: one that was published is missing.
        """
        from ..web import addresses, redirects  # noqa: PLC0415 - no build with nothing to do needs them

        found = [*addresses.lasting([*self._folder.staged(), *self.kept], self.copied)]
        lost = addresses.lost_pages(expected, found)
        if lost and not redirects.tells_apart(self._folder.path):
            # What differs by capitals alone is one file there.
            lost = addresses.lost_pages(expected, found, redirects.as_elsewhere)
        if lost:
            raise ProblemsFound(lost)
        file = self._folder.staging / addresses.LIST
        self.make_folder(str(file))
        file.write_bytes(addresses.listed(found, expected.about))

    def keep(self, name: str, key: str) -> bool:
        """Keep a page that depends on nothing new and still stands, with all that was written with it."""
        known = self._folder.manifest.pages.get(name)
        if known is None or known.key != key or not all(map(self._folder.is_intact, known.files)):
            return False
        if not self.copied.isdisjoint(known.files):
            return False
        self.pages[name] = known
        self.kept.update(known.files)
        return True

    def begin_painting(self, cards: Iterable[Painted]) -> None:
        """Begin to paint those of some cards that the site has not; they depend on what they show and who paints them alone."""
        from ..web.cards import painter  # noqa: PLC0415 - likewise
        from .painting import Painting  # noqa: PLC0415 - likewise

        missing = []
        for card in cards:
            key = digest_of([painter(), repr(card).encode("utf-8", "replace")]).hex()
            if not self.keep(card.url, key):
                self.pages[card.url] = PageFact(key, (card.url,))
                missing.append(card)
        self._painting = Painting(missing, self._folder.staging)

    def finish_painting(self) -> None:
        """Wait until all cards are there."""
        if self._painting is not None:
            self._painting.wait()

    def stands(self, name: str, data: bytes) -> bool:
        """Keep a file of which the site already has the same; whether it has."""
        is_same = self._folder.manifest.files.get(name) == FileFact.of(data) and self._folder.is_intact(name)
        if is_same:
            self.kept.add(name)
        return is_same

    def place_of(self, file: str) -> Path:
        """Where a file that this build has written or kept lies as long as the build goes on."""
        return (self._folder.path if file in self.kept else self._folder.staging) / file

    def make_folder(self, file: str) -> None:
        """Make the folder of a file that is to be written."""
        folder = os.path.dirname(file)  # noqa: PTH120 - once a file
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)

    def _is_unchanged(self, inputs: str) -> bool:
        is_same = bool(inputs) and inputs == self._folder.seen.inputs
        return is_same and all(map(self._folder.is_intact, self._folder.manifest.files))

    def _inputs(self, now: int) -> str:
        """The digest of all that the site is made of, without opening a file of it.

        Nothing if that cannot be told: where a file was changed so lately that another change would not show.
        """
        if not self.environment:
            return ""
        settings = Settings.from_pelican(self._settings)
        today, position = clock.today(settings), analytics.read_position(settings.content)
        found = blake2b(
            f"{self.environment.hex()} {pagefind_version()} {settings.source is None} {today} {position}".encode()
        )
        for name, file in self._watched(settings):
            try:
                stamp = Stamp.of(file)
            except OSError:  # a link that leads nowhere, no path, or a file that is just being replaced
                return ""
            if not stamp.tells(now):
                return ""
            self.stamps[file] = stamp
            found.update(f"{name}\0{stamp.size} {stamp.mtime_ns} {stamp.ctime_ns}\0".encode("utf-8", "surrogateescape"))
        return found.hexdigest()

    def _watched(self, settings: Settings) -> Iterator[tuple[str, str]]:
        """Each file that a page may be made of, after its path from the folder that it was found in.

        No path, and none after it, if there may be such files where nobody looks.
        """
        # Neither what is made, nor a folder again that a link leads back to.
        known = {os.path.realpath(folder) for folder in (self._folder.path, self._folder.twin, settings.cache.parent)}
        overrides = self._settings["THEME_TEMPLATES_OVERRIDES"]
        for root in (settings.content, self._settings["THEME"], *overrides, PACKAGE):
            # A journal has no link that leads out of it but to what is ignored, and one that does may lead to the whole disk.
            within = f"{os.path.realpath(root)}{os.sep}" if settings.markdown and root is settings.content else ""
            for place, folders, names in os.walk(root, followlinks=True):
                real = {name: os.path.realpath(f"{place}/{name}") for name in folders}
                folders[:] = sorted(
                    name for name in folders if name not in {".git", "__pycache__"} and real[name] not in known
                )
                if not all(real[name].startswith(within) for name in folders):
                    # Settings of a program may be there, which say what is published.
                    yield place, ""
                    return
                known.update(real[name] for name in folders)
                below = place[len(str(root)) :]
                yield from ((f"{below}/{name}", f"{place}/{name}") for name in sorted(names))
        lists = [settings.content / name for name in settings.ignore_revs]
        above = settings_above(settings.content) if settings.markdown else ()
        yield from (
            (os.path.relpath(file, settings.content), str(file))
            for file in (settings.plotly_js, *lists, *above)
            if file is not None and file.exists()
        )
