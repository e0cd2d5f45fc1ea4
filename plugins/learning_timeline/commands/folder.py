"""A site brought to a folder of this machine or of another, by rsync."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .._seam import analytics
from ..building.manifest import NAME as RECORD
from .places import CannotPublish, Stopped, files_in, files_of, record_of, refuse_to_lose
from .repository import Changes

# What readers follow links from: it is brought when all that it names is there.
_PAGES = ("*.html", "*.xml")
_REMOTE = re.compile(r"[^/]*:")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine or of another, brought up to date by rsync.

    Attributes:
        target: as rsync takes it: `/var/www/journal/` or `you@example.org:/var/www/journal/`.
    """

    target: str

    def __str__(self) -> str:
        return self.target

    def prepare(self) -> None:
        """See that the folder can be reached, and that it is empty or holds a site.

        Raises:
            CannotPublish: it is neither.
        """
        if shutil.which("rsync") is None:
            raise CannotPublish("rsync is not on PATH: install it (on Debian: apt-get install rsync)")
        if not _REMOTE.match(self.target):
            folder = Path(self.target)
            if not folder.parent.is_dir():
                raise CannotPublish(f"--to {self.target}: there is no folder {folder.parent}: make it first")
            held = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        else:
            held = self._listed()
        # What begins with a dot is its owner's, and stays.
        if RECORD not in held and any(not name.startswith(".") for name in held):
            raise CannotPublish(
                f"--to {self.target}: this folder holds something other than a site published from here (there is "
                f"no {RECORD} in it), which would be deleted: name an empty one"
            )

    def changes(self, site: Path) -> Changes:
        """What publishing this site would change.

        Raises:
            CannotPublish: rsync failed, or it would delete what was never published.
        """
        added: list[str] = []
        changed: list[str] = []
        removed: list[str] = []
        for line in self._rsync(site, "--dry-run", "--delete").splitlines():
            kind, _, path = line.partition(" ")
            if kind == "*deleting":
                removed.append(path.strip())
            elif kind[1:2] == "f" and kind[0] in "<>":
                (added if "+++" in kind else changed).append(path)
        files = tuple(sorted(path for path in removed if not path.endswith("/")))
        changes = Changes(tuple(sorted(added)), tuple(sorted(changed)), files)
        return refuse_to_lose(self, changes, self._brought() if files or changed else frozenset())

    def bring(self, site: Path) -> None:
        """Bring what pages need, then the pages, then delete what is no longer part of the site.

        Each file appears whole. A reader midway sees old pages with all that they need, or new ones with all that they need.

        Raises:
            CannotPublish: rsync failed; the text says in which state the site is.
        """
        brought = frozenset(path for path, _ in files_in(site))
        try:
            # First, so that a site that is brought half-way is known for one; it still names what is deleted at the end.
            self._bring_record(brought | self._brought())
        except CannotPublish as failure:
            raise CannotPublish(f"{failure}. As it stands, nothing has been changed: publish again") from None
        except KeyboardInterrupt:
            raise Stopped("Nothing was published.") from None
        steps: list[tuple[list[str], str]] = [
            ([f"--exclude={pattern}" for pattern in _PAGES], "no page has been changed"),
            ([], "some pages may be new and others old; each is whole, and nothing has been deleted"),
            (["--delete-delay"], "all pages are new; some files that are no longer used are still there"),
        ]
        for options, state in steps:
            try:
                self._rsync(site, "--delay-updates", *options)
            except CannotPublish as failure:
                raise CannotPublish(
                    f"{failure}. As it stands, {state}: publish again when the cause is fixed"
                ) from None
            except KeyboardInterrupt:
                raise Stopped(f"As it stands, {state}: publish again.") from None
        try:
            self._bring_record(brought)
        except KeyboardInterrupt:
            raise Stopped(f"{self} holds the new site.") from None

    def _brought(self) -> frozenset[str]:
        """The files that the record in the folder names; none if it has no record yet."""
        with tempfile.TemporaryDirectory() as folder:
            _run(["rsync", "--", f"{self.target.rstrip('/')}/{RECORD}", f"{folder}/"])
            record = Path(folder, RECORD)
            text = record.read_text(encoding="utf-8", errors="replace") if record.is_file() else ""
        return files_of(text) or frozenset()

    def _bring_record(self, files: Iterable[str]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, RECORD).write_bytes(record_of(files))
            ended = _run(
                ["rsync", "--recursive", "--chmod=D755,F644", "--", f"{folder}/", f"{self.target.rstrip('/')}/"]
            )
        if ended.returncode:
            raise CannotPublish(f"rsync to {self.target} failed: {_last(ended)}")

    def _listed(self) -> set[str]:
        """Names of what a folder of another host holds; nothing if there is no such folder yet."""
        ended = _run(["rsync", "--list-only", "--", f"{self.target.rstrip('/')}/"])
        missing = 23  # rsync's own code for a source that is not there
        if ended.returncode == missing and "No such file" in ended.stderr:
            return set()
        if ended.returncode:
            raise CannotPublish(f"{self.target} was not reached, and nothing was changed: {_last(ended)}")
        return {line.split(maxsplit=4)[4] for line in ended.stdout.splitlines() if len(line.split()) > 4} - {"."}  # noqa: PLR2004 - rights, size, day, time, name

    def _rsync(self, site: Path, *options: str) -> str:
        # By what files hold, since a fresh clone has another time for each. What an owner keeps beside the site, such as
        # `.well-known`, stays.
        command = ["rsync", "--recursive", "--times", "--omit-dir-times", "--checksum", "--8-bit-output"]
        command += ["--out-format=%i %n", f"--exclude=/{RECORD}", "--filter=protect /.*", *options]
        ended = _run([*command, "--", f"{site}/", f"{self.target.rstrip('/')}/"])
        if ended.returncode:
            raise CannotPublish(f"rsync to {self.target} failed: {_last(ended)}")
        return ended.stdout


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - a list of words, no shell
        command, capture_output=True, encoding="utf-8", errors="replace", check=False
    )


def _last(ended: subprocess.CompletedProcess[str]) -> str:
    """What a program said first of its failure; another host may have sent any letters."""
    return analytics.printable((ended.stderr.strip().splitlines() or [f"it ended with {ended.returncode}"])[0])
