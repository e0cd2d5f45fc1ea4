"""A journal in, one package out that holds all of it: a bag as RFC 8493 has it (BagIt 1.0), whole without anything from elsewhere.

In the bag are the files of the last commit, the repository with its history, the site as it looked on the day of that commit, its
data, the licences, and the packages of Python by which the site is built again without a network; and `HANDOVER.md` for a person
who finds it. All but the packages is decided by the commit. The bag appears when it is whole.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from platform import machine, python_version
from typing import TYPE_CHECKING

from invoke.exceptions import Exit
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .._seam import analytics
from ..pages import source
from ..pages.licences import name_of, texts_of
from .repository import GitFailed, Repository
from .restore import restore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

OWN = "pelican-learning-timeline"
# What a person needs who builds the journal: the plugin's own needs, and the commands.
EXTRA = "journal"
WHEELS, REQUIREMENTS = "wheels", "requirements.txt"
_MOST_NAMED = 5
_OLDEST = 315_532_800  # seconds: a zip knows no day before 1980
_HANDOVER = """\
# {name}

You have found the archive of a journal: dated notes about what was learned, saved {commits} between {first} and {last}, with
the website made of them and the programs that make it. It was packed at the state of {last} (git commit {head}).

Nothing in here needs the internet, and nothing in here runs by itself.

## To read it, without any tools

- `data/site/index.html`: open it with any web browser. It is the journal as people saw it. Pages are plain HTML; what
  scripts add is extra.
- `data/journal/content/posts/`: the notes as their author wrote them, as plain text (UTF-8, in Markdown). Any text editor
  shows them. The lines between `---` at the top say title, day and topic.
- `data/tables/`: the journal's numbers as tables (CSV, JSON); `datapackage.json` says what each column is.

## What each folder is

| folder | what it is |
|---|---|
| `data/journal/` | all files of the journal at its last state: the notes, and the programs that make the site |
| `data/source/` | the same with every earlier version: a git repository, in files called bundles |
| `data/site/` | the finished website |
| `data/tables/` | the numbers behind it |
| `data/licences/` | what may be done with each part: `README.txt` first |
| `data/wheels/` | the packages of Python that the programs need{wheels} |
| `manifest-sha512.txt` and the like | checksums of all files: this folder is a "bag" (BagIt 1.0, RFC 8493) |

## To see that nothing is damaged

    sha512sum --check --quiet manifest-sha512.txt

says nothing where all is well. So does any program that validates bags, such as `bagit.py --validate .`

## To build the site again, without a network

You need Python {python} on {machine} (for others, see below), and git, which tells when each note was written.

{rebuild}

The new site is in `rebuilt/site/`. With these packages it is that of `data/site/`, to the last byte.

With a later Python, or on another kind of machine, the packages in `data/wheels/` may not run. Their names and versions are
in `data/wheels/requirements.txt`; where an archive of Python's packages still exists, it has those versions or later ones. The
notes, the site and the tables need none of that.

## To go on writing

`data/source/README.txt` says how to have the git repository again, with git alone; `rebuilt/journal` above is the
same. Its `README.md` says how the journal is written and published.

## Licences

{licences}
"""
_REBUILD = """\
    python3 -m venv rebuilt/venv
    rebuilt/venv/bin/python -m pip install --no-index --find-links data/wheels --requirement data/wheels/requirements.txt
{clone}
    rebuilt/venv/bin/python -m pelican rebuilt/journal/content --settings rebuilt/journal/pelicanconf.py --output rebuilt/site \\
        --extra-settings LEARNING_TIMELINE_TODAY='"{day}"'"""


_OTHERS = "The packages in `data/wheels/` have licences of their own: `data/licences/README.txt` lists them."


class CannotArchive(Exception):  # noqa: N818 - it reads as what happened
    """No archive was written; says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive that was written: how many files it has, and their size in bytes."""

    files: int
    size: int


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
                f"{name} is not installed: run pip install --editable '.[{EXTRA}]', or leave the packages out by --no-wheels"
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
    _tell_left_out(repository, say)
    try:
        packed = archive(repository, Path(output).resolve(), name=name, build=_build_site, wheels=wheels, say=say)
    except (CannotArchive, GitFailed) as failure:
        raise Exit(f"{failure}. Nothing was written.", code=1) from None
    say(f"{packed.files:,} files of {packed.size / 1e6:,.0f} MB are in {output}; HANDOVER.md in it says what they are.")


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
    ended = subprocess.run(command, cwd=clone, env=os.environ | {"SITEURL": ""}, check=False)  # noqa: S603 - words, no shell
    if ended.returncode:
        raise CannotArchive("the site could not be built, as is said above")


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
    if target.exists():
        raise CannotArchive(
            f"{target}: there is something there already: name a new folder, or a new file .tar or .zip"
        )
    source = analytics.read_source(repository.folder, repository.folder)
    if source is None:
        raise CannotArchive(
            f"{repository.folder} is no git repository that has a commit: run git init, git add and git commit first"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        bag = aside / (target.stem if target.suffix in {".tar", ".zip"} else target.name)
        packed = _Packing(repository, source, bag, aside / "clone", say).pack(name, build, wheels=wheels)
        at = int(repository.git("log", "-1", "--format=%ct", source.head))
        made = _one_file(bag, aside / target.name, at) if target.suffix in {".tar", ".zip"} else bag
        made.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return packed


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
        self.say("The site")
        build(self.clone, data / "site", last)
        shutil.copytree(data / "site" / "data", data / "tables")
        shutil.copytree(
            self.clone, data / "journal", ignore=shutil.ignore_patterns(".git", ".cache", "__pycache__"), symlinks=True
        )
        _without_links(data / "journal")
        needed = closure(OWN, EXTRA) if wheels else []
        if wheels:
            self.say(f"{len(needed):,} packages of Python")
            _write_wheels(data / WHEELS, needed)
        self._write_licences(data / "licences", needed)
        (self.bag / "HANDOVER.md").write_text(self._handover(name, first, last, wheels=wheels), encoding="utf-8")
        return write_tags(
            self.bag, {"Bagging-Date": last, "External-Description": f"{name}: a journal, its site and its programs"}
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
        days = self.repository.git("log", "--format=%as", self.source.head).split()
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
        told += "The packages of Python in wheels/ have their own; their texts lie in this folder:\n\n" if rows else ""
        (folder / "README.txt").write_text(told + "".join(rows), encoding="utf-8")

    def _handover(self, name: str, first: str, last: str, *, wheels: bool) -> str:
        parts = source.names(self.source)
        clone = [f"git clone data/source/{parts[0]} rebuilt/journal"]
        clone += [f"git -C rebuilt/journal pull --ff-only ../../data/source/{one} main" for one in parts[1:]]
        commits = int(self.repository.git("rev-list", "--count", self.source.head))
        own = self.clone / "LICENSE"
        said = own.read_text(encoding="utf-8").partition("\n\n")[0] if own.is_file() else "Nothing: ask its author."
        quoted = "\n".join(f"> {line}" for line in said.splitlines())
        return _HANDOVER.format(
            name=name,
            commits="once" if commits == 1 else f"{commits:,} times",
            first=first,
            last=last,
            head=self.source.head[:10],
            wheels="" if wheels else " (left out of this archive)",
            python=".".join(python_version().split(".")[:2]),
            machine=f"{sys.platform} ({machine()})",
            rebuild=_REBUILD.format(day=last, clone="\n".join(f"    {one}" for one in clone)),
            licences=f"`data/licences/LICENSE` says:\n\n{quoted}\n\n{_OTHERS}",
        )


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


def _without_links(folder: Path) -> None:
    """Put a text of where each link leads into its place: a bag holds files alone."""
    for file in sorted(folder.rglob("*")):
        if file.is_symlink():
            target = file.readlink()
            file.unlink()
            file.write_text(f"A link to {target}\n", encoding="utf-8", errors="surrogateescape")


def write_tags(bag: Path, info: dict[str, str]) -> Packed:
    """Write what makes a folder with `data` a bag of BagIt 1.0 (RFC 8493): what it is, and checksums of all files."""
    payload = {file.relative_to(bag).as_posix(): file for file in sorted((bag / "data").rglob("*")) if file.is_file()}
    size = sum(file.stat().st_size for file in payload.values())
    (bag / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", encoding="ascii")
    told = info | {"Payload-Oxum": f"{size}.{len(payload)}"}
    (bag / "bag-info.txt").write_text(
        "".join(f"{label}: {value}\n" for label, value in sorted(told.items())), encoding="utf-8"
    )
    _write_manifest(bag / "manifest-sha512.txt", payload)
    tags = {file.name: file for file in sorted(bag.iterdir()) if file.is_file()}
    _write_manifest(bag / "tagmanifest-sha512.txt", tags)
    return Packed(len(payload), size)


def _write_manifest(manifest: Path, files: dict[str, Path]) -> None:
    lines = []
    for name, file in files.items():
        with file.open("rb") as data:
            lines.append(f"{file_digest(data, 'sha512').hexdigest()}  {manifest_name(name)}\n")
    manifest.write_text("".join(lines), encoding="utf-8", newline="\n")


def manifest_name(path: str) -> str:
    r"""A path as a manifest has it: ends of lines, and the sign that escapes them, are escaped.

    >>> manifest_name("data/50%\n.txt")
    'data/50%25%0A.txt'
    """
    return re.sub(r"[%\r\n]", lambda found: f"%{ord(found[0]):02X}", path)


def _one_file(bag: Path, file: Path, at: int) -> Path:
    """The bag as one file, whose bytes are decided by those of its files and a moment."""
    found = sorted(path for path in bag.rglob("*") if path.is_file())
    if file.suffix == ".tar":
        with tarfile.open(file, "w", format=tarfile.PAX_FORMAT) as tar:
            for path in found:
                entry = tarfile.TarInfo(path.relative_to(bag.parent).as_posix())
                entry.size, entry.mtime, entry.mode = path.stat().st_size, at, 0o644
                with path.open("rb") as data:
                    tar.addfile(entry, data)
        return file
    moment = datetime.fromtimestamp(max(at, _OLDEST), UTC).timetuple()[:6]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in found:
            known = zipfile.ZipInfo(path.relative_to(bag.parent).as_posix(), moment)
            known.compress_type, known.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
            with path.open("rb") as data, packed.open(known, "w", force_zip64=True) as place:
                shutil.copyfileobj(data, place)
    return file
