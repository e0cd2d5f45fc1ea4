"""A journal in, one package out that holds all of it: a bag as RFC 8493 has it (BagIt 1.0), whole without anything from elsewhere.

In the bag are the files of the last commit, the repository with its history, the site as it looked on the day of that commit, its
data, the licences, and the packages of Python by which the site is built again without a network; and `HANDOVER.md` for a person
who finds it. All but the packages is decided by the commit. The bag appears when it is whole; until then it is in `.cache/`,
where the next run sweeps away what a killed one left.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import file_digest
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from filelock import FileLock, Timeout
from invoke.exceptions import Exit
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .._seam import analytics
from ..building.filesystem import files_below
from ..building.static_files import pointers_of_lfs
from ..core.amounts import amount
from ..core.errors import SAID
from ..core.stopping import INTERRUPTED
from ..core.typed import install
from ..pages import source
from ..pages.licences import name_of, texts_of
from .bag import Packed, manifest_name, one_file, with_readable_names, without_links, write_tags
from .handover import Said, handover
from .repository import GitFailed, Repository
from .restore import restore

OWN = "pelican-learning-timeline"
# What a person needs who builds the journal: the plugin's own needs, and the commands.
EXTRA = "journal"
WHEELS, REQUIREMENTS = "wheels", "requirements.txt"
_FILES = (".tar", ".zip")
_MOST_NAMED = 5


class CannotArchive(Exception):  # noqa: N818 - it reads as what happened
    """No archive was written; says why, and what to do."""


def closure(root: str, extra: str) -> list[Distribution]:
    """The installed distributions that one needs, with those that these need; by name, without itself.

    Raises:
        CannotArchive: one is not installed.
    """
    found: dict[str, Distribution] = {}
    asked: list[tuple[str, frozenset[str]]] = [(root, frozenset({extra}))]
    known: set[tuple[str, frozenset[str]]] = set()
    while asked:
        name, extras = asked.pop()
        if (name, extras) in known:
            continue
        known.add((name, extras))
        try:
            needed = found.setdefault(name, distribution(name))
        except PackageNotFoundError:
            raise CannotArchive(
                f"{name} is not installed: run {install(EXTRA)}, or leave the packages out by --no-wheels"
            ) from None
        for requirement in map(Requirement, needed.requires or ()):
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": one}) for one in (*extras, "")):
                asked.append((canonicalize_name(requirement.name), frozenset(requirement.extras)))
    return [found[name] for name in sorted(found) if name != canonicalize_name(root)]


def pack(root: Path, output: str, *, name: str, wheels: bool, say: Callable[[str], None]) -> None:
    """Write the archive of a journal, and say what is in it; the command ends where it cannot be written.

    Args:
        root: the journal's folder.
        output: a new folder or file; nothing for a file named by the day of the last commit.
        name: the journal's.
        wheels: whether the packages go along by which the site is built without a network.
        say: is told what is being done.
    """
    repository = Repository(root)
    output = output or f"journal-{repository.asks('log', '-1', '--format=%as') or 'empty'}.tar"
    was_there = os.path.lexists(output)
    _tell_left_out(repository, say)
    try:
        # Not where a link of this name leads: what is written is what was named.
        target = Path(os.path.abspath(output))  # noqa: PTH100 - the one of pathlib follows links
        packed = archive(repository, target, name=name, build=_build_site, wheels=wheels, say=say)
    except (CannotArchive, GitFailed) as failure:
        raise Exit(f"{failure}. Nothing was written.", code=1) from None
    except OSError as failure:  # the disk is full, or takes no such name
        raise Exit(f"{analytics.printable(output)}: {failure.strerror}. Nothing was written.", code=1) from None
    except KeyboardInterrupt:
        # What is in its place is whole.
        what = (
            f"{analytics.printable(output)} is written, whole"
            if not was_there and Path(output).exists()
            else "Nothing was written"
        )
        raise Exit(f"Stopped. {what}.", code=INTERRUPTED) from None
    size = f"{packed.files:,} files of {packed.size / 1e6:,.0f} MB"
    say(f"{size} are in {analytics.printable(output)}; HANDOVER.md in it says what they are.")


def _tell_left_out(repository: Repository, say: Callable[[str], None]) -> None:
    left_out = repository.uncommitted() if repository.is_there else []
    if left_out:
        more = " and more" if len(left_out) > _MOST_NAMED else ""
        say(f"Left out, since not committed: {', '.join(left_out[:_MOST_NAMED])}{more}")


def _build_site(clone: Path, site: Path, day: str) -> None:
    """Build the site of a clone as of a day, with nothing of the journal that it was cloned from.

    Raises:
        CannotArchive: the build failed; it has said why.
    """
    places = (str(clone / "content"), "-s", str(clone / "pelicanconf.py"), "-o", str(site))
    own = (f'CACHE_PATH="{clone / ".cache"}"', f'LEARNING_TIMELINE_TODAY="{day}"')
    command = [sys.executable, "-m", "pelican", *places, "--fatal", "errors", "-e", *own]
    ended = subprocess.run(command, cwd=clone, env=os.environ | {"SITEURL": "", SAID: ""}, check=False)  # noqa: S603 - words, no shell
    if ended.returncode:
        raise CannotArchive("the site could not be built (see above)")


def archive(  # noqa: PLR0913 - what is packed, and how
    repository: Repository,
    target: Path,
    *,
    name: str,
    build: Callable[[Path, Path, str], None],
    wheels: bool,
    say: Callable[[str], None],
) -> Packed:
    """Write the archive of a journal.

    Args:
        repository: of the journal; what is not committed is left out.
        target: a new folder, or a file that ends in ``.tar`` or ``.zip``.
        name: the journal's.
        build: makes the site of a clone in a folder as of a day; raises where it cannot.
        wheels: whether the packages go along by which the site is built without a network.
        say: is told what is being done.

    Raises:
        CannotArchive: nothing was written.
    """
    if target.is_symlink() or target.exists():
        raise CannotArchive(
            f"{target}: there is something there already: name a new folder, or a new file .tar or .zip"
        )
    ending = f".{target.name.rpartition('.')[2]}" if "." in target.name else ""
    if ending not in {"", *_FILES} or target.name == ending:
        raise CannotArchive(
            f"{target}: no file is made that ends in {ending}: name a file .tar or .zip, or a folder without a dot"
        )
    place = repository.folder / ".cache" / "archive"
    if target.resolve().is_relative_to(place.resolve()):
        raise CannotArchive(
            f"{target}: what is in this folder is swept away when an archive is made: name another place"
        )
    source = analytics.read_source(repository.folder, repository.folder)
    if source is None:
        raise CannotArchive(
            f"{repository.folder} is not a git repository with a commit: run git init, git add and git commit first"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with _work_folder(place) as aside:
        bag = aside / target.stem
        packed = _Packing(repository, source, bag, aside / "clone", say).pack(name, build, wheels=wheels)
        at = int(repository.git("log", "-1", "--format=%ct", source.head, "--"))
        made = one_file(bag, aside / "file" / target.name, at) if target.suffix else bag
        _move(made, target)
    return packed


@contextmanager
def _work_folder(place: Path) -> Iterator[Path]:
    """An empty folder for one archive at a time, of which git hears nothing.

    Raises:
        CannotArchive: another archive is being made.
    """
    place.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(place / "lock", timeout=0):
            folder = place / "work"
            # Of a run that was killed.
            shutil.rmtree(folder, ignore_errors=True)
            (place / ".gitignore").write_text("*\n", encoding="ascii")
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except Timeout:
        raise CannotArchive("another archive of this journal is being made: wait until it has ended") from None


def _move(made: Path, target: Path) -> None:
    """Put what was made into its place in one step, also where that is another disk."""
    try:
        made.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = target.with_name(f".{target.name}.part")
        if beside.is_dir():
            shutil.rmtree(beside)
        try:
            shutil.move(made, beside)
            beside.rename(target)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            with suppress(OSError):
                beside.unlink()
            raise


@dataclass(frozen=True, slots=True)
class _Packing:
    """One archive while it is made."""

    repository: Repository
    source: analytics.Source
    bag: Path
    clone: Path
    say: Callable[[str], None]

    def pack(self, name: str, build: Callable[[Path, Path, str], None], *, wheels: bool) -> Packed:
        data = self.bag / "data"
        data.mkdir(parents=True)
        self.say("The repository, with its history")
        self._write_source(data / source.FOLDER)
        first, last = self._days()
        # From what was just packed, which proves that it is whole, and that nothing goes along that is not committed.
        restore(data, self.clone)
        self._tell_elsewhere()
        self.say("The site")
        build(self.clone, data / "site", last)
        shutil.copytree(data / "site" / "data", data / "tables")
        shutil.copytree(
            self.clone, data / "journal", ignore=shutil.ignore_patterns(".git", ".cache", "__pycache__"), symlinks=True
        )
        without_links(data / "journal")
        renamed = [old for folder in (data / "journal", data / "site") for old in with_readable_names(folder)]
        needed = closure(OWN, EXTRA) if wheels else []
        if wheels:
            self.say(f"{amount(len(needed), 'package')} of Python")
            _write_wheels(data / WHEELS, needed)
        self._write_licences(data / "licences", needed)
        own = self.clone / "LICENSE"
        said = Said(
            name=name,
            head=self.source.head,
            commits=int(self.repository.git("rev-list", "--count", self.source.head, "--")),
            first=first,
            last=last,
            has_wheels=wheels,
            licence=own.read_text(encoding="utf-8") if own.is_file() else "",
            bundles=source.names(self.source),
            renamed=renamed,
            has_odd_names=any(manifest_name(file.name) != file.name for file in data.rglob("*")),
        )
        (self.bag / "HANDOVER.md").write_text(handover(said), encoding="utf-8")
        return write_tags(
            self.bag, {"Bagging-Date": last, "External-Description": f"{name}: a journal, its site and its programs"}
        )

    def _tell_elsewhere(self) -> None:
        """Say which files of the journal are not in its repository, and so not in the archive."""
        files = ((path, self.clone / path) for path in sorted(files_below(self.clone)) if not path.startswith(".git/"))
        pointers = [one.path for one in pointers_of_lfs(files)]
        rows = self.repository.git("ls-tree", "-r", "-z", "--full-tree", self.source.head).split("\0")
        modules = [path for facts, _, path in (row.partition("\t") for row in rows) if facts.startswith("160000 ")]
        for what, paths in (("only pointers of git-lfs to", pointers), ("only a mention as a submodule of", modules)):
            if paths:
                more = f" and {len(paths) - _MOST_NAMED:,} more" if len(paths) > _MOST_NAMED else ""
                named = ", ".join(map(analytics.printable, paths[:_MOST_NAMED]))
                self.say(
                    f"Not in the archive, since the repository has {what} them: {named}{more}: keep a copy of them as well"
                )

    def _write_source(self, folder: Path) -> None:
        folder.mkdir()
        digests = []
        for name, part in zip(source.names(self.source), self.source.parts, strict=True):
            with (folder / name).open("wb") as file:
                file.writelines(self.source.bundle(part))
            with (folder / name).open("rb") as file:
                digests.append(file_digest(file, "sha256").hexdigest())
        for name, text in source.small_files(self.source, digests).items():
            (folder / name).write_bytes(text)

    def _days(self) -> tuple[str, str]:
        """The days of the first and the last commit, in their authors' own time."""
        days = self.repository.git("log", "--format=%as", self.source.head, "--").split()
        return min(days), days[0]

    def _write_licences(self, folder: Path, needed: Iterable[Distribution]) -> None:
        folder.mkdir()
        rows = []
        for one in needed:
            label = f"{canonicalize_name(one.name)}-{one.version}"
            texts = texts_of(one)
            for name, text in texts.items():
                (folder / f"{label}-{name}").write_text(text, encoding="utf-8")
            rows.append(f"{label}: {name_of(one) or 'see its text'}{'' if texts else ' (it brings no text of it)'}\n")
        own = self.clone / "LICENSE"
        if own.is_file():
            shutil.copyfile(own, folder / "LICENSE")
        told = "LICENSE is that of the journal itself: of its texts, and of the programs that make its site.\n\n"
        told += (
            "The Python packages in wheels/ have their own licences; their texts are in this folder:\n\n"
            if rows
            else ""
        )
        (folder / "README.txt").write_text(told + "".join(rows), encoding="utf-8")


def _write_wheels(folder: Path, needed: Iterable[Distribution]) -> None:
    """Fetch the very versions that are installed, built; pip's own index, cache and settings decide from where."""
    folder.mkdir()
    pinned = folder / REQUIREMENTS
    pinned.write_text("".join(f"{one.name}=={one.version}\n" for one in needed), encoding="ascii")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(folder),
        "--requirement",
        str(pinned),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - words, no shell
    if ended.returncode:
        said = (ended.stderr.strip().splitlines() or ["nothing"])[-1]
        raise CannotArchive(
            f"pip could not fetch the packages: {said}: try again with a network, or leave them out by --no-wheels"
        )
