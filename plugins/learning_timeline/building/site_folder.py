"""New files in, the whole site in their place: the folder that is served changes in one step, or not at all.

A new site is made in a staging folder beside the old one: what was written is there, and what stays is linked into it, or
copied where the file system has no hard links. It is checked against its manifest and made durable, then the two change
places, and the old one's files are removed; its empty folders are kept for the next. So an unchanged file keeps its time, and
a build that is stopped at any moment leaves one of the two whole.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from .exchange import exchange, recover, staging_prefix, sweep
from .filesystem import (
    check,
    clear,
    fact_of,
    files_below,
    folders_of,
    link,
    make_durable,
    make_folders,
    not_as_written,
    others,
    remove,
    sync,
)
from .manifest import NAME, Manifest, Seen, digest_of_manifest, write

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from .manifest import FileFact, PageFact


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did to the site: paths of its files."""

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]

    def sentence(self, seconds: float) -> str:
        """One line for the end of a build.

        >>> Outcome(("index.html", "a.css"), 3, ()).sentence(1.25)
        '1 page and 1 other file written, 3 files unchanged, 0 removed, 1.2 seconds.'
        """
        pages = sum(path.endswith(".html") for path in self.written)
        others = len(self.written) - pages
        also = f" and {others:,} other file{'' if others == 1 else 's'}" if others else ""
        return (
            f"{pages:,} page{'' if pages == 1 else 's'}{also} written, {self.unchanged:,} files unchanged, "
            f"{len(self.removed):,} removed, {seconds:.1f} seconds."
        )


class SiteFolder:
    """The folder of a site while a new one is made for it.

    Attributes:
        path: the site that is served.
        staging: where a build writes; an empty folder beside the site.
        manifest: of the site as it stands, empty where it has none.
        seen: what was seen when that was made, empty where it is not known.
    """

    def __init__(self, path: Path, cache: Path) -> None:
        """Look at the site that stands.

        Args:
            path: the site that is served; it need not exist.
            cache: folder for what the file system says of it.
        """
        self.path = path
        recover(path)
        self.manifest, digest = Manifest.of(path)
        self._seen_file = cache / f"site-{blake2b(bytes(path), digest_size=8).hexdigest()}.json"
        seen = Seen.of(self._seen_file)
        # What was seen of another site at the same place is nothing.
        self.seen = seen if digest and seen.manifest == digest else Seen()

    @cached_property
    def staging(self) -> Path:
        """Made when it is first asked for."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=staging_prefix(self.path), dir=self.path.parent))

    def discard(self) -> None:
        """Remove what was staged, and what is left of the old site."""
        if "staging" in self.__dict__:
            sweep(self.path)

    def staged(self) -> Iterator[str]:
        """The files that a build has written so far."""
        return files_below(self.staging)

    def is_intact(self, file: str) -> bool:
        """Whether a file of the site is still as it was written."""
        known = self.manifest.files.get(file)
        try:
            stat = os.stat(self._root + file)  # noqa: PTH116 - thousands of times a build, and a Path costs more than the call
        except OSError:
            return False
        if known is None or stat.st_size != known.size:
            return False
        time = self.seen.times.get(file)
        return stat.st_mtime_ns == time if time is not None else fact_of(self.path / file) == known

    @cached_property
    def _root(self) -> str:
        return f"{self.path}{os.sep}"

    @cached_property
    def _staged(self) -> dict[str, FileFact]:
        """What was staged, as the disk holds it."""
        return {path: fact_of(f"{self.staging}/{path}") for path in files_below(self.staging)}

    def check_staged(self, written: Mapping[str, FileFact]) -> None:
        """Make sure that what was staged is what was meant to be.

        Raises:
            SiteNotWhole: a file is not.
        """
        for path, fact in written.items():
            if self._staged.get(path) != fact:
                raise not_as_written(path)

    def commit(self, pages: dict[str, PageFact], kept: Collection[str], seen: Seen) -> Outcome:
        """Put a new site into place.

        Args:
            pages: of the new site.
            kept: the files of the site as it stands that stay as they are.
            seen: what is to be known next time of what the site was made of.
        """
        old, staged = self.manifest.files, self._staged
        same = {path for path, fact in staged.items() if old.get(path) == fact and self.is_intact(path)}
        files = {path: old[path] for path in (*kept, *same)} | {p: f for p, f in staged.items() if p not in same}
        outcome = Outcome(
            written=tuple(sorted(staged.keys() - same)),
            unchanged=len(same | set(kept)),
            removed=tuple(sorted(old.keys() - files.keys())),
        )
        manifest = Manifest(pages, files)
        data, times = manifest.to_json(), None
        if outcome.written or outcome.removed or not self.path.exists():
            times = self._replace(manifest, data, frozenset(outcome.written))
        elif manifest != self.manifest:
            write(self.path / NAME, data)
        self._remember(replace(seen, manifest=digest_of_manifest(data), times=times or self._times(manifest)))
        return outcome

    def _times(self, manifest: Manifest) -> dict[str, int]:
        return {path: os.stat(self._root + path).st_mtime_ns for path in manifest.files}  # noqa: PTH116 - see is_intact

    def _remember(self, seen: Seen) -> None:
        if seen != self.seen:
            # The site stands already; without this the next build looks at every file of it.
            with suppress(OSError):
                write(self._seen_file, seen.to_json())

    def _replace(self, manifest: Manifest, data: bytes, written: frozenset[str]) -> dict[str, int]:
        """Make the new site of what was staged and what stays; the times of its files, in nanoseconds since 1970."""
        kept, folders = [path for path in manifest.files if path not in written], folders_of(manifest.files)
        remove(self.staging, self._staged.keys() - written, ())
        new = self._new(folders)
        make_folders(new, folders if new != self.staging else folders - folders_of(self._staged))
        for path in written if new != self.staging else ():
            os.rename(f"{self.staging}{os.sep}{path}", f"{new}{os.sep}{path}")  # noqa: PTH104 - see is_intact
        copied = [path for path in kept if not link(self.path, new, path)]
        foreign = dict(self._keep_foreign(new))
        write(new / NAME, data)
        times = check(new, manifest)
        new.chmod(0o755)
        fresh = {NAME, *written, *copied, *(path for path, is_new in foreign.items() if is_new)}
        make_durable(new, fresh | folders_of((*manifest.files, *foreign)))
        if self.path.exists():
            exchange(self.path, new)
            if self._emptied(new, folders, foreign):
                with suppress(OSError):
                    new.rename(self._empty_folders)
        else:
            new.rename(self.path)
        sync(self.path.parent)
        return times

    def _emptied(self, old: Path, folders: set[str], foreign: Collection[str]) -> bool:
        """Leave of the site of before nothing but folders that the new one has as well; whether that could be done."""
        files = self.manifest.files
        if foreign or not files:
            return clear(old, folders)
        # All of it is known, and need not be looked for.
        return remove(old, (*files, NAME), folders_of(files) - folders)

    @property
    def _empty_folders(self) -> Path:
        """The empty folders of a site of before: to make thousands, and to remove them, takes longer than all else here."""
        return self.path.with_name(f".{self.path.name}.folders")

    def _new(self, folders: Collection[str]) -> Path:
        """Where the new site is put together: in empty folders that are there, else where it was staged."""
        new = self.staging.with_name(f"{self.staging.name}-site")
        with suppress(OSError):
            self._empty_folders.rename(new)
            if clear(new, folders):
                return new
        return self.staging

    def _keep_foreign(self, new: Path) -> Iterator[tuple[str, bool]]:
        """Keep what no build made, such as a ``CNAME`` or a ``.git``, wherever the new site has nothing in its place.

        Yields:
            the path of each file and folder of it, and whether it is new to the disk.
        """
        files, folders = {*self.manifest.files, NAME, f"{NAME}.new"}, folders_of(self.manifest.files)
        made: list[str] = []
        # Without its manifest it is not known which files a build made: what lies where builds write is taken for theirs.
        is_lost = not self.manifest.files and (self.path / NAME).exists()
        builds = set(os.listdir(new)) if is_lost else set()  # noqa: PTH208 - names, not paths
        for path, is_folder in others(str(self.path), files, folders) if self.path.exists() else ():
            target = new / path
            if os.path.lexists(target) or path.partition("/")[0] in builds:
                continue
            try:
                (target if is_folder else target.parent).mkdir(parents=True, exist_ok=True)
            except (FileExistsError, NotADirectoryError):  # the new site has a file where a folder was
                continue
            if is_folder:
                made.append(path)
            yield path, is_folder or not link(self.path, new, path)
        for path in reversed(made):  # now that all is in them, as nothing may be put into some
            shutil.copymode(self.path / path, new / path)
