"""A site brought to a branch of a remote repository, which GitHub Pages shows.

The commit is made by git's plumbing, and no branch of the journal's own repository is touched: what is pushed is one commit on
top of what the branch held, so that a push that comes too late is refused by git and loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ..building.manifest import NAME as RECORD
from .places import CannotPublish, Stopped, files_in, files_of, record_of, refuse_to_lose
from .repository import Changes, GitFailed, Repository


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

    def refuse_name(self) -> str:
        """Why the branch cannot be called so; nothing if it can."""
        # As a reference is written in full, or one of the remote: git would make a branch of all of it.
        if self.name.startswith(("refs/", "heads/", f"{self.remote}/")):
            return f"--branch {self.name!r}: give the name of the branch alone, such as gh-pages"
        # Git answers with the name of another branch where it takes the name for a short form, as `@{-1}`.
        if self.name and self.repository.asks("check-ref-format", "--branch", self.name) == self.name:
            return ""
        return f"--branch {self.name!r}: git takes no such name for a branch: write one such as gh-pages"

    def prepare(self) -> None:
        """See that the remote answers, learn what the branch holds, and see that it may be written to.

        Raises:
            CannotPublish: there is no such remote, it does not answer, or the branch is not there for a site.
        """
        git = self.repository
        if not git.asks("remote", "get-url", self.remote):
            raise CannotPublish(
                f"there is no remote called {self.remote}: git remote add {self.remote} ADDRESS, or name a folder by --to"
            )
        self._refuse_in_use([one.removeprefix("refs/heads/") for one in git.checked_out()], "is checked out here")
        try:
            git.git("var", "GIT_COMMITTER_IDENT")
            default, tip = self._looked_up()
            self._refuse_in_use([default], f"is the default branch of {self.remote}")
            if tip:
                git.git("fetch", "--quiet", "--", self._pushed_to, f"+refs/heads/{self.name}:{self._tracked}")
            elif git.asks("rev-parse", "--verify", "--quiet", self._tracked):
                git.git("update-ref", "-d", self._tracked)
            is_empty = not tip and not git.git("ls-remote", "--heads", "--", self._pushed_to)
        except GitFailed as failure:
            raise CannotPublish(f"{self.remote} was not reached, and nothing was changed: {failure}") from None
        if is_empty:
            own = git.asks("symbolic-ref", "--quiet", "--short", "HEAD") or "main"
            raise CannotPublish(
                f"{self.remote} has no branch yet, and a host takes the first one for the default of the repository, which is not "
                f"for the site: push the journal first: git push --set-upstream {self.remote} {own}"
            )
        if tip:
            self._refuse_foreign()
        name = self._domain()
        if name and name != urlsplit(self.address).hostname:
            raise CannotPublish(
                f"{self} is shown at {name}, according to its file CNAME, and SITEURL is {self.address}: "
                f"set SITEURL to https://{name}, or remove CNAME from the branch"
            )

    def changes(self, site: Path) -> Changes:
        """What publishing this site would change.

        Raises:
            CannotPublish: it would delete what was never published.
        """
        brought = files_of(self._shown(RECORD)) or frozenset()
        changes = Changes.between(self.repository.blobs(self._tracked), self._blobs(site))
        return refuse_to_lose(self, changes, brought | {RECORD, ".nojekyll", "CNAME"})

    def bring(self, site: Path) -> None:
        """Commit the site on top of what the branch holds, and push it; no branch of this repository is touched.

        Raises:
            CannotPublish: one of the two failed, or somebody else was faster.
        """
        git = self.repository
        known = git.asks("rev-parse", "--verify", "--quiet", self._tracked)
        message = f"Publish {git.asks('rev-parse', '--short', 'HEAD')}"
        try:
            tree = git.write_tree(dict(files_in(site)), self._extras(site))
            commit = git.git("commit-tree", tree, *(["-p", known] if known else []), "-m", message).strip()
        except GitFailed as failure:
            raise CannotPublish(f"the site was not committed, and nothing was pushed: {failure}") from None
        try:
            git.git("push", "--quiet", self.remote, f"{commit}:refs/heads/{self.name}")
        except GitFailed as failure:
            raise CannotPublish(self._why_not_pushed(known, str(failure))) from None
        except KeyboardInterrupt:
            raise Stopped(self._what_stands(commit)) from None

    def _what_stands(self, commit: str) -> str:
        """What the branch holds after a push that was stopped."""
        try:
            is_there = self._looked_up()[1] == commit
        except (GitFailed, KeyboardInterrupt):  # perhaps stopped again, as a remote may be slow to answer
            return f"{self.remote} does not tell whether {self} holds the new site: publish again."
        return f"{self} holds the new site." if is_there else "Nothing was published."

    def _why_not_pushed(self, known: str, said: str) -> str:
        try:
            is_overtaken = self._looked_up()[1] != known
        except GitFailed:
            is_overtaken = False
        if is_overtaken:
            return f"{self} was changed by somebody else meanwhile, and contains what they published: publish again"
        return (
            "the push was refused, so the site on the web is still the old one: "
            f"publish again when the cause is fixed: {said}"
        )

    def _refuse_in_use(self, names: Iterable[str], what: str) -> None:
        if self.name.casefold() in {name.casefold() for name in names}:
            raise CannotPublish(
                f"the branch {self.name} {what}, and the site would take the place of what it holds: "
                "name one that is for the site alone, such as --branch gh-pages"
            )

    def _refuse_foreign(self) -> None:
        """Refuse a branch that holds something else than a site of ours, or began as something else."""
        first = self.repository.git("rev-list", "--max-parents=0", self._tracked, "--").split()
        for commit in (self._tracked, *first):
            if files_of(self.repository.asks("show", f"{commit}:{RECORD}")) is None:
                what = "holds" if commit == self._tracked else "began as"
                raise CannotPublish(
                    f"{self} {what} something other than a site published from here (there is no {RECORD} in it): "
                    "name a new branch by --branch"
                )

    def _looked_up(self) -> tuple[str, str]:
        """The default branch of the remote, and the commit that this branch is at; each empty if there is none."""
        wanted = ("HEAD", f"refs/heads/{self.name}")
        default = tip = ""
        for row in self.repository.git("ls-remote", "--symref", "--", self._pushed_to, *wanted).splitlines():
            value, _, name = row.partition("\t")
            if name == "HEAD" and value.startswith("ref: "):
                default = value.removeprefix("ref: ").removeprefix("refs/heads/")
            elif name == wanted[1]:
                tip = value
        return default, tip

    @property
    def _pushed_to(self) -> str:
        """The address that a push goes to, which may differ from the one that is fetched from."""
        return self.repository.asks("remote", "get-url", "--push", self.remote)

    @property
    def _tracked(self) -> str:
        return f"refs/remotes/{self.remote}/{self.name}"

    def _shown(self, path: str) -> str:
        return self.repository.asks("show", f"{self._tracked}:{path}")

    def _domain(self) -> str:
        """The domain that the branch has been given, in lower case; empty if it has none."""
        return self._shown("CNAME").strip().lower()

    def _cname(self, site: Path) -> str:
        """What the branch's CNAME is to say: what it says, else the address's own host where the site is all of it."""
        if (site / "CNAME").exists():
            return (site / "CNAME").read_text(encoding="utf-8").strip()
        parts = urlsplit(self.address)
        host = parts.hostname or ""
        is_own = not host.endswith(".github.io") and not parts.path and "." in host and parts.port is None
        return self._domain() or (host if is_own else "")

    def _extras(self, site: Path) -> dict[str, bytes]:
        """What the branch holds beside the site: what the host reads, and the record."""
        extras = {".nojekyll": b"", RECORD: record_of(path for path, _ in files_in(site))}
        return extras | ({"CNAME": name.encode()} if (name := self._cname(site)) else {})

    def _blobs(self, site: Path) -> dict[str, str]:
        """The ids of all files that the branch is to hold."""
        blob_of = self.repository.blob_of
        found = {path: blob_of(file.read_bytes()) for path, file in files_in(site)}
        return found | {path: blob_of(data) for path, data in self._extras(site).items()}
