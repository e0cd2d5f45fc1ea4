"""New files in, the whole site in their place: the folder that is served changes in one step, or not at all.

A new site is made beside the old one, in its twin: a folder with a second name for each file of the site. What was written is
moved into it, what is gone is removed from it; it is checked against its manifest and made durable, then the two change
places, and the old site becomes the twin of the new one. So a commit costs what has changed, an unchanged file keeps its time,
and a build that is stopped at any moment leaves one of the two whole. Where there is no twin that is whole, what stays is linked
into the staging folder, or copied where the file system has no hard links.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from time import time_ns

from ..core.amounts import amount
from ..core.errors import AS_IT_WAS, SiteNotWhole
from ..core.stamp import RACY_NS
from .exchange import exchange, left_aside, recover, staging_prefix
from .filesystem import (
    check,
    fact_of,
    files_below,
    link,
    link_again,
    make_durable,
    make_folders,
    not_as_written,
    others,
    remove,
    sync,
    turn,
)
from .manifest import NAME, FileFact, Manifest, PageFact, Seen, digest_of_manifest, folders_of, write

# A twin has this of its own: git is to pass over it.
_IGNORED = ".gitignore"
# What no folder is known by.
_NOT_YET = (-1, -1)


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
        also = f" and {amount(others, 'other file')}" if others else ""
        return (
            f"{amount(pages, 'page')}{also} written, {amount(self.unchanged, 'file')} unchanged, "
            f"{len(self.removed):,} removed, {seconds:.1f} seconds."
        )


class SiteFolder:
    """The folder of a site while a new one is made for it.

    Attributes:
        path: the site that is served.
        staging: where a build writes; an empty folder beside the site.
        manifest: of the site as it is, empty if it has none.
        seen: what was seen when that was made, empty if it is not known.
    """

    def __init__(self, path: Path, cache: Path) -> None:
        """Look at the site that stands.

        Args:
            path: the site that is served; it need not exist.
            cache: folder for what the file system says of it.
        """
        self.path = path
        recover(path)
        self.manifest, self._digest = Manifest.of(path)
        self._seen_file = cache / f"site-{blake2b(bytes(path), digest_size=8).hexdigest()}.json"
        seen = Seen.of(self._seen_file)
        self._old, self._new = _identity(path), _NOT_YET
        # What was seen of another site at the same place is nothing.
        self.seen = seen if self._digest and seen.manifest == self._digest else Seen()

    def what_stands(self) -> str:
        """Which site is in place, in a sentence."""
        if (aside := left_aside(self.path)) is not None:
            return f"The site is not in place, but whole in {aside}: the next build puts it back."
        now = _identity(self.path)
        if now == self._old:
            return AS_IT_WAS
        return "The new site is in place." if now == self._new else f"Another program has replaced {self.path}."

    @cached_property
    def staging(self) -> Path:
        """Made when it is first asked for."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=staging_prefix(self.path), dir=self.path.parent))

    def discard(self) -> None:
        """Remove what was staged and what is left of the old site; an old one that was set aside is put back."""
        if "staging" in self.__dict__:
            # What cannot be put in order now, the next build tries again.
            with suppress(OSError):
                recover(self.path)

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
            kept: the files of the site as it is that stay as they are.
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
        data = manifest.to_json()
        known = replace(self.seen, inputs=seen.inputs, notices=seen.notices)
        if outcome.written or outcome.removed or not self.path.exists():
            known = self._replace(manifest, data, frozenset(outcome.written), known)
        else:
            if manifest != self.manifest:
                write(self.path / NAME, data)
            known = replace(known, times=self._times(manifest))
        self._remember(replace(known, manifest=digest_of_manifest(data)))
        return outcome

    def _times(self, manifest: Manifest) -> dict[str, int]:
        return {path: os.stat(self._root + path).st_mtime_ns for path in manifest.files}  # noqa: PTH116 - see is_intact

    def _remember(self, seen: Seen) -> None:
        if seen != self.seen:
            # The site stands already; without this the next build looks at every file of it.
            with suppress(OSError):
                write(self._seen_file, seen.to_json())

    def _replace(self, manifest: Manifest, data: bytes, written: frozenset[str], seen: Seen) -> Seen:
        """Make the new site of what was staged and what stays; what is seen, with all that is seen of the new site's files."""
        remove(self.staging, self._staged.keys() - written, ())
        new, fresh = self._put_together(manifest, written)
        changed = folders_of((*written, *(self.manifest.files.keys() - manifest.files.keys())))
        foreign = dict(self._keep_foreign(new, manifest))
        write(new / NAME, data)
        # What the twin had is as it was found there.
        unseen = {path: manifest.files[path] for path in written} if new != self.staging else manifest.files
        times = check(new, unseen)
        new.chmod(0o755)
        fresh |= {NAME, *(path for path, is_new in foreign.items() if is_new), *folders_of(foreign)}
        make_durable(new, fresh | (manifest.folders & {*changed, *self.seen.changed}))
        looked_ns = (new / NAME).stat().st_ctime_ns - RACY_NS if os.name == "posix" else 0
        self._new = _identity(new) or _NOT_YET
        if self.path.exists():
            exchange(self.path, new)
            # Without a twin the next build takes longer; what is left of this one is removed with the staging folder.
            with suppress(OSError):
                self._make_twin(new, manifest, written)
        else:
            new.rename(self.path)
        sync(self.path.parent)
        return replace(
            seen,
            times={path: times[path] if path in times else self.seen.times[path] for path in manifest.files},
            looked_ns=looked_ns,
            changed=tuple(sorted(changed)),
            foreign=tuple(sorted({path.rpartition("/")[0] for path in foreign} & manifest.folders)),
        )

    def _put_together(self, manifest: Manifest, written: frozenset[str]) -> tuple[Path, set[str]]:
        """The folder of the new site, and which files and folders of it the disk has yet to keep."""
        if (new := self._take_twin(manifest)) is not None:
            for path in written:
                os.replace(f"{self.staging}{os.sep}{path}", f"{new}{os.sep}{path}")  # noqa: PTH105 - see is_intact
            return new, set(written)
        new = self.staging
        make_folders(new, manifest.folders - folders_of(self._staged))
        copied = [path for path in manifest.files if path not in written and not link(self.path, new, path)]
        return new, {*written, *copied, *manifest.folders}

    @property
    def twin(self) -> Path:
        """The folder beside the site that has a second name for each of its files between builds, and `_IGNORED`."""
        return self.path.with_name(f".{self.path.name}.twin")

    def _take_twin(self, manifest: Manifest) -> Path | None:
        """The twin, made ready for a new site, if each file of this one is in it as it was last seen, and nothing else.

        It is taken from its place in any case, where none is to be by halves; what is not used goes with the staging folder.
        """
        new = self.staging.with_name(f"{self.staging.name}-site")
        with suppress(OSError, SiteNotWhole):
            self.twin.rename(new)
            if _IGNORED not in self.manifest.files:
                (new / _IGNORED).unlink(missing_ok=True)
            is_whole = self.manifest.files and check(new, self.manifest.files) == self.seen.times
            # Whatever else somebody put there would be published.
            if is_whole and not any(others(str(new), self.manifest.files, self.manifest.folders, self._since)):
                turn(new, self.manifest, manifest)
                return new
        return None

    def _make_twin(self, old: Path, manifest: Manifest, written: Collection[str]) -> None:
        """Make the old site the twin of the new one.

        Raises:
            OSError: it cannot be, as where the file system has no hard links.
        """
        foreign = [*self._foreign(old)]
        files = [NAME, *(path for path, is_folder in foreign if not is_folder)]
        remove(old, files, [path for path, is_folder in foreign if is_folder])
        turn(old, self.manifest, manifest)
        for path in written:
            if path in self.manifest.files:
                os.unlink(f"{old}{os.sep}{path}")  # noqa: PTH108 - see is_intact
            link_again(self.path, old, path)
        if _IGNORED not in manifest.files:
            (old / _IGNORED).write_text("*\n", encoding="utf-8")
        old.rename(self.twin)

    def _foreign(self, site: Path) -> Iterator[tuple[str, bool]]:
        """What no build made of a folder with the present site's files, each with whether it is a folder."""
        known = {*self.manifest.files, NAME, f"{NAME}.new"}
        return others(str(site), known, self.manifest.folders, self._since, self.seen.foreign)

    @property
    def _since(self) -> int:
        """From when on a change of a folder matters; of a clock that was set back the times say nothing."""
        return self.seen.looked_ns if self.seen.looked_ns < time_ns() else 0

    def _keep_foreign(self, new: Path, manifest: Manifest) -> Iterator[tuple[str, bool]]:
        """Keep what no build made, such as a ``CNAME`` or a ``.git``, wherever the new site has nothing in its place.

        Yields:
            the path of each file and folder of it, and whether it is new to the disk.
        """
        made: list[str] = []
        # Without its manifest it is not known which files a build made: what lies where builds write is taken for theirs.
        is_lost = not self.manifest.files and (self.path / NAME).exists()
        builds = {path.partition("/")[0] for path in manifest.files} if is_lost else set()
        for path, is_folder in self._foreign(self.path) if self.path.exists() else ():
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


def _identity(folder: Path) -> tuple[int, int] | None:
    """By which the file system knows a folder, whatever it is called; None if it is not there."""
    try:
        stat = folder.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino
