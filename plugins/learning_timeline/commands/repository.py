"""The repository of the journal, asked by its owner's own git: what is not committed, and what a branch holds.

The mined history is read by `analytics`, which trusts no repository. Here a person publishes their own, with their own
settings, keys and hooks.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import new
from pathlib import Path

from .._seam import analytics

# Variables by which a hook or another program may have named another repository, or a part of one.
_FOREIGN = frozenset(
    f"GIT_{name}"
    for name in (
        *(
            "DIR",
            "COMMON_DIR",
            "WORK_TREE",
            "IMPLICIT_WORK_TREE",
            "INDEX_FILE",
            "OBJECT_DIRECTORY",
            "NAMESPACE",
            "PREFIX",
        ),
        *("ALTERNATE_OBJECT_DIRECTORIES", "SHALLOW_FILE", "GRAFT_FILE", "REPLACE_REF_BASE", "QUARANTINE_PATH"),
        *("LITERAL_PATHSPECS", "GLOB_PATHSPECS", "NOGLOB_PATHSPECS", "ICASE_PATHSPECS"),
    )
)


class GitFailed(Exception):  # noqa: N818 - it reads as what happened
    """A command of git failed; the text is git's own last words."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with a work tree.

    Attributes:
        folder: any folder of its work tree.
    """

    folder: Path

    def git(self, *command: str, stdin: bytes = b"", **variables: str) -> str:
        """Run a command and return what it prints.

        Args:
            command: its words, without `git`.
            stdin: what it reads.
            variables: of its environment.

        Raises:
            GitFailed: it failed, or there is no git.
        """
        git = shutil.which("git")
        if git is None:
            raise GitFailed("git is not on PATH: install it")
        ended = subprocess.run(  # noqa: S603 - a list of words, no shell
            [git, *command],
            cwd=self.folder,
            env=self.environment() | variables,
            input=stdin,
            capture_output=True,
            check=False,
        )
        if ended.returncode:
            name = next(word for word in command if not word.startswith("-") and "=" not in word)
            said = ended.stderr.decode("utf-8", "replace").strip() or f"git {name} ended with {ended.returncode}"
            # A hook of the remote may have said it, and whatever it sent would go to the terminal.
            raise GitFailed("\n".join(map(analytics.printable, said.splitlines())))
        return ended.stdout.decode("utf-8", "surrogateescape")

    def environment(self) -> dict[str, str]:
        """The environment of a program that works in this repository and in no other."""
        return {name: value for name, value in os.environ.items() if name not in _FOREIGN}

    def asks(self, *command: str) -> str:
        """What a command prints, without the end of the line; nothing if it fails."""
        try:
            return self.git(*command).strip()
        except GitFailed:
            return ""

    @property
    def is_there(self) -> bool:
        """Whether the folder is in a repository that has a commit.

        Raises:
            GitFailed: it is in one that belongs to somebody else, as on another disk or in a container, and git does not read it.
        """
        try:
            return bool(self.git("rev-parse", "--verify", "--quiet", "HEAD", LC_ALL="C"))
        except GitFailed as why:
            if "safe.directory" in str(why):
                raise
            return False

    @property
    def is_shallow(self) -> bool:
        """Whether its history was cut off when it was cloned."""
        return self.asks("rev-parse", "--is-shallow-repository") == "true"

    def uncommitted(self) -> list[str]:
        """Files that differ from the last commit or are new, and are not ignored."""
        entries = self.git("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames").split("\0")
        return [entry[3:] for entry in entries if entry]

    def unpushed(self) -> int:
        """How many commits the branch has that its counterpart elsewhere has not, as far as is known here."""
        return int(self.asks("rev-list", "--count", "@{upstream}..HEAD", "--") or 0)

    def check_out(self, place: Path) -> Path:
        """Put the files of the last commit, and nothing else, into a work tree of their own; the folder in it that is this one.

        What git ignores is not there, nor what it was told to overlook, nor what a sparse checkout leaves out. Where a filter makes
        other text of what is committed, as git-crypt does of what is encrypted, it stays as it is committed; but for large files,
        whose place has a pointer. A work tree that is there from another time is brought up to date, so that files which did not
        change keep their times.

        Args:
            place: the work tree; whatever else is there is deleted.

        Raises:
            GitFailed: it could not be made.
        """
        commit, prefix = self.git("rev-parse", "HEAD").strip(), self.git("rev-parse", "--show-prefix").strip()
        tree, filters = Repository(place), self._filters()
        # No hook either, which could make something else of it.
        settings = ["core.sparseCheckout=false", f"core.hooksPath={os.devnull}"]
        settings += [f"filter.{name}.{key}" for name in filters for key in ("smudge=", "process=", "required=false")]
        exactly = [word for setting in settings for word in ("-c", setting)]
        is_there = (place / ".git").is_file() and tree.asks("rev-parse", "--show-toplevel") == str(place.resolve())
        # What a filter made of a file would stay where the file did not change.
        if is_there and not filters:
            tree.git(*exactly, "checkout", "--quiet", "--force", "--detach", commit, GIT_NO_REPLACE_OBJECTS="1")
            tree.git("clean", "--quiet", "-ffdx")
        else:
            shutil.rmtree(place, ignore_errors=True)
            # Twice, since one that was deleted by hand is still known.
            add = ("worktree", "add", "--quiet", "--force", "--force", "--detach", str(place), commit)
            self.git(*exactly, *add, GIT_NO_REPLACE_OBJECTS="1")
        if (place / ".gitmodules").exists():
            tree.git("submodule", "--quiet", "update", "--init", "--recursive")
        return place / prefix

    def _filters(self) -> list[str]:
        """The filters that this machine has, but for that of large files."""
        rows = self.asks("config", "--name-only", "--get-regexp", r"^filter\..*\.(smudge|process)$").splitlines()
        names = {row.removeprefix("filter.").rpartition(".")[0] for row in rows}
        return sorted(name for name in names if name != "lfs" and "=" not in name)

    def checked_out(self) -> list[str]:
        """The full names of the branches that are checked out, here and in other work trees of the repository."""
        rows = self.asks("worktree", "list", "--porcelain").splitlines()
        return [row.removeprefix("branch ") for row in rows if row.startswith("branch ")]

    def write_tree(self, files: Mapping[str, Path], texts: Mapping[str, bytes]) -> str:
        """Write a tree of files as they are, whatever attributes and filters say; the id of it.

        Args:
            files: by the path that each has in the tree.
            texts: what other files hold, likewise.

        Raises:
            GitFailed: it could not be written.
        """
        named = "".join(f"{_quoted(file)}\n" for file in files.values()).encode("utf-8", "surrogateescape")
        ids = self.git("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=named).split()
        blobs = dict(zip(files, ids, strict=True))
        blobs |= {path: self.git("hash-object", "-w", "--stdin", stdin=data).strip() for path, data in texts.items()}
        rows = "".join(f"100644 {blob}\t{path}\0" for path, blob in blobs.items()).encode("utf-8", "surrogateescape")
        with tempfile.TemporaryDirectory() as folder:
            index = str(Path(folder, "index"))
            self.git("update-index", "-z", "--index-info", stdin=rows, GIT_INDEX_FILE=index)
            return self.git("write-tree", GIT_INDEX_FILE=index).strip()

    def blobs(self, revision: str) -> dict[str, str]:
        """The ids of the files of a revision by their paths; empty if there is no such revision."""
        if not self.asks("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"):
            return {}
        rows = self.git("ls-tree", "-r", "-z", "--full-tree", revision).split("\0")
        return {path: facts.split()[2] for facts, _, path in (row.partition("\t") for row in rows if row)}

    def blob_of(self, data: bytes) -> str:
        """The id that git gives to a file's bytes."""
        digest = new(self.asks("rev-parse", "--show-object-format") or "sha1", usedforsecurity=False)
        digest.update(b"blob %d\0" % len(data))
        digest.update(data)
        return digest.hexdigest()


def _quoted(file: Path) -> str:
    """A path as git reads it in a list of paths, one in a line."""
    escaped = str(file.absolute()).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing changes at the place where a site is shown: paths of its files."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @classmethod
    def between(cls, old: Mapping[str, str], new: Mapping[str, str]) -> Changes:
        """What differs between two sets of files, given as their digests.

        >>> Changes.between({"a": "1", "b": "2", "c": "3"}, {"b": "2", "c": "4", "d": "5"})
        Changes(added=('d',), changed=('c',), removed=('a',))
        """
        return cls(
            tuple(sorted(new.keys() - old.keys())),
            tuple(sorted(path for path in new.keys() & old.keys() if new[path] != old[path])),
            tuple(sorted(old.keys() - new.keys())),
        )

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def __str__(self) -> str:
        return f"{len(self.added):,} new, {len(self.changed):,} changed, {len(self.removed):,} removed"

    def lines(self) -> list[str]:
        """One line for each file: its sign, and its path."""
        signs = (("+", self.added), ("~", self.changed), ("-", self.removed))
        return [f"  {sign} {path}" for sign, paths in signs for path in paths]
