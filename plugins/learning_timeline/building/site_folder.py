"""New files in, the whole site in their place: the folder that is served changes in one step, or not at all.

Beside the site stands the one before it. A new site is made by bringing that one up to date, file by file, with what was
written now and with links to what stays; it is checked against its manifest and made durable, and then the two change places. So a
commit costs as much as what changed, an unchanged file keeps its time, and a build that is stopped at any moment leaves
the site as it was.
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

from ..core.errors import SiteNotWhole
from .checksums import DIGEST_BYTES
from .exchange import exchange, recover
from .manifest import NAME, FileFact, Manifest, Seen, digest_of_manifest, write

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from .manifest import PageFact

READ_AT_ONCE = 1 << 20
# From so many files on, all of the machine's are made durable together.
MANY = 200


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
        previous: the site before it.
        staging: where a build writes; an empty folder of the same file system.
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
        self.manifest = Manifest.of(path) or Manifest()
        self.previous = path.with_name(f".{path.name}.previous")
        self._seen_file = cache / f"site-{blake2b(bytes(path), digest_size=8).hexdigest()}.json"
        seen = Seen.of(self._seen_file)
        # What was seen of another site at the same place is nothing.
        self.seen = seen if seen.manifest == digest_of_manifest(self.manifest.to_json()) else Seen()

    @cached_property
    def staging(self) -> Path:
        """Made when it is first asked for."""
        prefix = f".{self.path.name}.new-"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        for left in self.path.parent.glob(f"{prefix}*"):  # by a build that was killed: no other is at work
            shutil.rmtree(left, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix=prefix, dir=self.path.parent))

    def discard(self) -> None:
        """Throw away what was staged."""
        if "staging" in self.__dict__:
            shutil.rmtree(self.staging, ignore_errors=True)

    def staged(self) -> Iterator[str]:
        """The files that a build has written so far."""
        return _files(self.staging)

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
        return stat.st_mtime_ns == time if time is not None else _fact(self.path / file) == known

    @cached_property
    def _root(self) -> str:
        return f"{self.path}{os.sep}"

    @cached_property
    def _staged(self) -> dict[str, FileFact]:
        """What was staged, as the disk holds it."""
        return {path: _fact(self.staging / path) for path in _files(self.staging)}

    def check_staged(self, written: Mapping[str, FileFact]) -> None:
        """Make sure that what was staged is what was meant to be.

        Raises:
            SiteNotWhole: a file is not.
        """
        for path, fact in written.items():
            if self._staged.get(path) != fact:
                raise _not_as_written(path)

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
        if outcome.written or outcome.removed or not self.path.exists():
            self._replace(manifest, frozenset(outcome.written))
        elif manifest != self.manifest:
            write(self.path / NAME, manifest.to_json())
        self._remember(manifest, seen)
        return outcome

    def _remember(self, manifest: Manifest, seen: Seen) -> None:
        times = {path: os.stat(self._root + path).st_mtime_ns for path in manifest.files}  # noqa: PTH116 - see is_intact
        seen = replace(seen, manifest=digest_of_manifest(manifest.to_json()), times=times)
        if seen != self.seen:
            # The site stands already; without this the next build looks at every file of it.
            with suppress(OSError):
                write(self._seen_file, seen.to_json())

    def _replace(self, manifest: Manifest, written: frozenset[str]) -> None:
        following = self.previous
        is_mostly_new = 2 * len(written) > len(manifest.files)
        if is_mostly_new:
            # What was staged becomes the site, with links to what stays.
            shutil.rmtree(following, ignore_errors=True)
            self.staging.rename(following)
        else:
            self._clear_away(following, manifest)
        following.chmod(0o755)
        # Without its manifest it is no site any more, should anything happen before it is one again.
        with suppress(FileNotFoundError):
            (following / NAME).unlink()
        for path in manifest.files:
            if path not in written:
                # The same file, not only the same manifest: what damages one of two links damages the other.
                if not _are_one_file(self._root + path, f"{following}{os.sep}{path}"):
                    _place(self.path / path, following / path, move=False)
            elif not is_mostly_new:
                _place(self.staging / path, following / path, move=True)
        self._carry_over(following, manifest)
        write(following / NAME, manifest.to_json())
        _check(following, manifest)
        _make_durable(following, [*written, NAME])
        if self.path.exists():
            exchange(self.path, following)
        else:
            following.rename(self.path)
        _sync(self.path.parent)

    @staticmethod
    def _clear_away(folder: Path, manifest: Manifest) -> None:
        """Remove from the site before the present one what the next has not; all of it where it cannot be used."""
        before = Manifest.of(folder)
        if before is None:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            return
        for path in before.files.keys() - manifest.files.keys():
            _remove(folder, path)

    def _carry_over(self, following: Path, manifest: Manifest) -> None:
        """Keep what others put beside the site's own files and folders, such as a ``CNAME`` or a ``.git``."""
        own = {path.partition("/")[0] for path in (*manifest.files, *self.manifest.files, NAME)}
        theirs = {entry.name for entry in _entries(self.path) if entry.name not in own}
        for entry in _entries(following):
            if entry.name not in own:
                shutil.rmtree(entry) if entry.is_dir(follow_symlinks=False) else os.unlink(entry)  # noqa: PTH108 - an os.DirEntry
        for name in theirs:
            source = self.path / name
            if source.is_dir() and not source.is_symlink():
                shutil.copytree(source, following / name, symlinks=True, copy_function=os.link)
            else:
                os.link(source, following / name, follow_symlinks=False)


def _check(site: Path, manifest: Manifest) -> None:
    """Make sure that a site is what its manifest says, before it takes the place of another."""
    root = f"{site}{os.sep}"
    for path, fact in manifest.files.items():
        try:
            size = os.stat(root + path).st_size  # noqa: PTH116 - see is_intact
        except OSError:
            size = -1
        if size != fact.size:
            raise _not_as_written(path)


def _not_as_written(path: str) -> SiteNotWhole:
    return SiteNotWhole(f"{path}: is not as it was written: the site is left as it was; build again")


def _make_durable(site: Path, written: Collection[str]) -> None:
    """Have the disk keep what was written, before anything points to it."""
    if len(written) > MANY and hasattr(os, "sync"):
        os.sync()  # the whole machine's at once takes less than thousands one by one
        return
    folders = {parent for path in written for parent in (site / path).parents if parent.is_relative_to(site)}
    for place in (*(site / path for path in written), *folders):
        _sync(place)


def _sync(place: Path) -> None:
    if os.name != "posix" and place.is_dir():  # there a folder cannot be opened, and needs not be
        return
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []


def _files(folder: Path) -> Iterator[str]:
    """All files below a folder, as paths from it."""
    for place, _, names in os.walk(folder):
        below = Path(place).relative_to(folder).as_posix()
        for name in names:
            yield name if below == "." else f"{below}/{name}"


def _fact(file: Path) -> FileFact:
    digest = blake2b(digest_size=DIGEST_BYTES)
    size = 0
    with open(file, "rb", buffering=0) as source:  # noqa: PTH123 - once a file, and a Path costs more than the call
        # Not as a whole: the data of a long life is large.
        while part := source.read(READ_AT_ONCE):
            digest.update(part)
            size += len(part)
    return FileFact(size, digest.hexdigest())


def _place(source: Path, target: Path, *, move: bool) -> None:
    """Put a file into place, by a rename or as another name of the same file."""
    with suppress(FileNotFoundError):
        target.unlink()
    if target.is_dir():  # a page's folder of earlier
        shutil.rmtree(target)
    _make_folder(target.parent)
    if move:
        source.rename(target)
    else:
        os.link(source, target)


def _are_one_file(one: str, other: str) -> bool:
    try:
        return os.path.samestat(os.lstat(one), os.lstat(other))
    except OSError:
        return False


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):  # a file of earlier stands where a folder is wanted
        for parent in (folder, *folder.parents):
            if parent.is_file() or parent.is_symlink():
                parent.unlink()
                break
        folder.mkdir(parents=True, exist_ok=True)


def _remove(site: Path, path: str) -> None:
    """Remove a file, and the folders that are empty without it."""
    file = site / path
    with suppress(FileNotFoundError, NotADirectoryError):
        file.unlink()
    for folder in file.parents:
        if folder == site:
            break
        try:
            folder.rmdir()
        except OSError:
            break
