"""Where a site is brought to: the branch that GitHub Pages shows, or a folder of any host by rsync.

In: a built site. Out: the same at its place, or, where that fails midway, what stands and how to go on.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..building.manifest import NAME as RECORD
from .repository import Changes, GitFailed, Repository

if TYPE_CHECKING:
    from collections.abc import Sequence

# What readers follow links from: it is brought when all that it names is there.
_PAGES = ("*.html", "*.xml")
_REMOTE = re.compile(r"[^/]*:")


class CannotPublish(Exception):  # noqa: N818 - it reads as what happened
    """The site was not published, or not whole; the text says what stands and how to go on."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a remote repository, which GitHub Pages shows.

    Attributes:
        repository: the journal's.
        remote: name of the remote.
        name: of the branch.
        address: of the site on the web.
    """

    repository: Repository
    remote: str
    name: str
    address: str

    def __str__(self) -> str:
        return f"the branch {self.name} of {self.remote}"

    def prepare(self, _: Path) -> None:
        """See that the remote answers, and learn what the branch holds.

        Raises:
            CannotPublish: there is no such remote, it does not answer, or the branch is another site's.
        """
        git = self.repository
        if not git.asks("remote", "get-url", self.remote):
            raise CannotPublish(
                f"there is no remote called {self.remote}: git remote add {self.remote} ADDRESS, or name a folder by --to"
            )
        try:
            git.git("var", "GIT_COMMITTER_IDENT")
            heads = git.git("ls-remote", "--heads", self.remote, f"refs/heads/{self.name}")
            if heads:
                git.git("fetch", "--quiet", self.remote, f"+refs/heads/{self.name}:{self._tracked}")
            elif git.asks("rev-parse", "--verify", "--quiet", self._tracked):
                git.git("update-ref", "-d", self._tracked)
        except GitFailed as failure:
            raise CannotPublish(f"{self.remote} was not reached, and nothing was changed: {failure}") from None
        name = self._domain()
        if name and name != urlsplit(self.address).hostname:
            raise CannotPublish(
                f"{self} is shown at {name}, as its file CNAME says, and SITEURL is {self.address}: "
                f"set SITEURL to https://{name}, or remove CNAME from the branch"
            )

    def changes(self, site: Path) -> Changes:
        """What publishing this site would change."""
        return Changes.between(self.repository.blobs(self._tracked), self._blobs(site))

    def bring(self, site: Path) -> None:
        """Commit the site to the branch, and push it.

        Raises:
            CannotPublish: one of the two failed.
        """
        git = self.repository
        short = git.asks("rev-parse", "--short", "HEAD")
        command = [sys.executable, "-m", "ghp_import", "--no-jekyll", "--branch", self.name, "--remote", self.remote]
        command += ["--message", f"Publish {short}", *(["--cname", name] if (name := self._cname(site)) else [])]
        with tempfile.TemporaryDirectory(prefix=".bring-", dir=site.parent) as folder:
            # All but what only builds read; links cost nothing.
            copy = Path(folder, "site")
            shutil.copytree(site, copy, copy_function=os.link, ignore=shutil.ignore_patterns(RECORD))
            ended = subprocess.run(  # noqa: S603 - a list of words, no shell
                [*command, str(copy)],
                cwd=git.folder,
                env=self._environment(),
                capture_output=True,
                text=True,
                check=False,
            )
        if ended.returncode or git.blobs(f"refs/heads/{self.name}") != self._blobs(site):
            said = (ended.stderr or ended.stdout).strip() or "the branch does not hold what was built"
            raise CannotPublish(f"the site was not committed to {self.name}, and nothing was pushed: {said}")
        try:
            git.git("push", "--quiet", self.remote, f"refs/heads/{self.name}:refs/heads/{self.name}")
        except GitFailed as failure:
            raise CannotPublish(
                f"the push was refused, so that the site on the web is the old one; the new one is the local branch "
                f"{self.name}: run `git push {self.remote} {self.name}` when the cause is mended, or publish again: {failure}"
            ) from None

    @property
    def _tracked(self) -> str:
        return f"refs/remotes/{self.remote}/{self.name}"

    def _environment(self) -> dict[str, str]:
        """Who commits, as git itself would find it out."""
        who = re.match(r"(.*) <(.*)> ", self.repository.git("var", "GIT_COMMITTER_IDENT"))
        assert who is not None
        return self.repository.environment() | {"GIT_COMMITTER_NAME": who[1], "GIT_COMMITTER_EMAIL": who[2]}

    def _domain(self) -> str:
        """The domain that the branch has been given, in lower case; empty where it has none."""
        return self.repository.asks("show", f"{self._tracked}:CNAME").strip().lower()

    def _cname(self, site: Path) -> str:
        """What the branch's CNAME is to say: what it says, else the address's own host where the site is all of it."""
        if (site / "CNAME").exists():
            return (site / "CNAME").read_text(encoding="utf-8").strip()
        parts = urlsplit(self.address)
        host = parts.hostname or ""
        is_own = not host.endswith(".github.io") and not parts.path and "." in host and parts.port is None
        return self._domain() or (host if is_own else "")

    def _blobs(self, site: Path) -> dict[str, str]:
        """The ids of all files that the branch is to hold."""
        blob_of = self.repository.blob_of
        found = {path: blob_of(file.read_bytes()) for path, file in _files(site)}
        found[".nojekyll"] = blob_of(b"")
        if name := self._cname(site):
            found["CNAME"] = blob_of(name.encode())
        return found


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine or of another, brought up to date by rsync.

    Attributes:
        target: as rsync takes it: `/var/www/journal/` or `you@example.org:/var/www/journal/`.
    """

    target: str

    def __str__(self) -> str:
        return self.target

    def prepare(self, site: Path) -> None:
        """See that the folder can be reached, and that it is empty or holds a site.

        Args:
            site: the site as it was last built; it need not exist. Part of it may be there, if it was brought half-way.

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
        visible = {name for name in held if not name.startswith(".")}
        own = {path.name for path in site.iterdir()} if site.is_dir() else set()
        if not {"timeline", "index.html"} <= visible and not visible <= own:
            raise CannotPublish(
                f"--to {self.target}: this folder holds something else than a site, which would be deleted: "
                "name an empty one"
            )

    def changes(self, site: Path) -> Changes:
        """What publishing this site would change."""
        added: list[str] = []
        changed: list[str] = []
        removed: list[str] = []
        for line in self._rsync(site, "--dry-run", "--delete").splitlines():
            kind, _, path = line.partition(" ")
            if kind == "*deleting":
                removed.append(path.strip())
            elif kind[1:2] == "f" and kind[0] in "<>":
                (added if "+++" in kind else changed).append(path)
        return Changes(tuple(sorted(added)), tuple(sorted(changed)), tuple(sorted(p for p in removed if p[-1] != "/")))

    def bring(self, site: Path) -> None:
        """Bring what pages need, then the pages, then delete what is no longer part of the site.

        Each file appears whole. A reader midway sees old pages with all that they need, or new ones with all that they need.

        Raises:
            CannotPublish: rsync failed; the text says in which state the site is.
        """
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
                    f"{failure}. As it stands, {state}: publish again when the cause is mended"
                ) from None

    def _listed(self) -> set[str]:
        """Names of what a folder of another host holds; nothing where there is no such folder yet."""
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
        command = ["rsync", "--recursive", "--times", "--omit-dir-times", "--checksum", "--out-format=%i %n"]
        command += [f"--exclude=/{RECORD}", "--filter=protect /.*", *options]
        ended = _run([*command, "--", f"{site}/", f"{self.target.rstrip('/')}/"])
        if ended.returncode:
            raise CannotPublish(f"rsync to {self.target} failed: {_last(ended)}")
        return ended.stdout


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603 - a list of words, no shell


def _last(ended: subprocess.CompletedProcess[str]) -> str:
    return (ended.stderr.strip().splitlines() or [f"it ended with {ended.returncode}"])[0]


def _files(site: Path) -> list[tuple[str, Path]]:
    files = (path for path in site.rglob("*") if path.is_file() and path.name != RECORD)
    return sorted((path.relative_to(site).as_posix(), path) for path in files)
