"""A repository in, the same as git bundles out: all that git holds of HEAD, in files that depend on nothing else.

A history is cut into parts of so many commits, so that a new commit changes the last part alone, and a published site grows
by what is new. The bytes of a part are decided by its commits: packed anew, by one thread, however the repository keeps them.
Reading runs nothing of the repository's and writes nothing to it (`git_environment`).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .errors import HistoryError
from .git_environment import ENVIRONMENT, clean_environment, with_configuration

# So many commits of the main line are a part.
PART = 1000
BRANCH = "refs/heads/main"
_CHUNK = 1 << 20
_NOBODY = {"NAME": "Learning Timeline", "EMAIL": "nobody@localhost"}
# What would change the bytes of a pack, and cannot be said by an option.
_CONFIGURATION = {
    "core.bigFileThreshold": "512m",
    "pack.allowPackReuse": "false",
    "pack.packSizeLimit": "0",
    "pack.useBitmaps": "false",
    "pack.usePathWalk": "false",
    "pack.useSparse": "false",
}
_PACK = (
    *("git", "pack-objects", "--revs", "--stdout", "--quiet", "--threads=1", "--no-reuse-delta", "--no-reuse-object"),
    *("--delta-base-offset", "--window=10", "--window-memory=0", "--depth=50", "--compression=6"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """The commits that lead to one of them, without those that lead to an earlier one; both as object ids.

    Attributes:
        until: the last commit.
        since: the last commit of the part before; empty for the first part.
    """

    until: str
    since: str


@dataclass(frozen=True, slots=True)
class Source:
    """A repository at one commit.

    Attributes:
        repository: its folder.
        head: the commit.
        tree: the object id of all files at it: whoever has the same has the same files, to the last byte.
        parts: oldest first; each needs those before it.
    """

    repository: Path
    head: str
    tree: str
    parts: tuple[Part, ...]

    def bundle(self, part: Part) -> Iterator[bytes]:
        """A part as a git bundle, piece by piece.

        Raises:
            HistoryError: git cannot pack it, since an object is missing or damaged.
        """
        header = "# v2 git bundle\n" if len(self.head) == 40 else "# v3 git bundle\n@object-format=sha256\n"  # noqa: PLR2004 - SHA-1
        header += f"-{part.since} \n" if part.since else ""
        yield f"{header}{part.until} {BRANCH}\n{part.until} HEAD\n\n".encode("ascii")
        wanted = f"{part.until}\n" + (f"^{part.since}\n" if part.since else "")
        with clean_environment():
            git = subprocess.Popen(  # noqa: S603 - constant words
                _PACK,
                cwd=self.repository,
                env=os.environ | with_configuration(_CONFIGURATION),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        with git:
            assert git.stdin is not None
            assert git.stdout is not None
            assert git.stderr is not None
            git.stdin.write(wanted.encode("ascii"))
            git.stdin.close()
            yield from iter(lambda: git.stdout.read(_CHUNK), b"")  # type: ignore[union-attr] # see above
            said = git.stderr.read()
        if git.returncode:
            raise HistoryError(f"The repository could not be packed. git says: {_last(said)}")


def read_source(content: Path, repository: Path) -> Source | None:
    """The repository as the site of a content folder may carry it; None if the folder is in another, or nothing is committed.

    Args:
        content: the content folder.
        repository: the folder of the repository that its owner means.

    Raises:
        HistoryError: git is missing, refuses the repository, or its history is cut off.
    """
    folder = content.resolve()
    root = _asked(folder, "rev-parse", "--show-toplevel")
    if not root or Path(root).resolve() != repository.resolve():
        return None
    head = _asked(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    if not head:
        return None
    if _asked(folder, "rev-parse", "--is-shallow-repository") != "false":
        raise HistoryError("The history is cut off (a shallow clone): run `git fetch --unshallow`.")
    line = _asked(folder, "rev-list", "--first-parent", "--reverse", head).split()
    ends = [*line[PART - 1 : -1 : PART], head]
    tree = _asked(folder, "rev-parse", "--verify", "--quiet", f"{head}^{{tree}}")
    if not line or not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", tree):
        raise HistoryError(f"The repository cannot be read at {head[:10]}: run `git fsck` in it.")
    return Source(repository, head, tree, tuple(map(Part, ends, ["", *ends[:-1]])))


def without_history(source: Source, content: Path, published: Collection[str], place: Path) -> Source:
    """The same files as one commit that knows of no other, and of the content folder the published ones alone.

    Args:
        source: the repository.
        content: its content folder.
        published: the files of the content folder that anyone may have, by their paths from it.
        place: a folder to be made for a repository that holds this commit, and borrows all else from the other.

    Raises:
        HistoryError: git cannot make it.
    """
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    objects = Path(source.repository, _asked(source.repository, "rev-parse", "--git-path", "objects")).resolve()
    kind = "sha1" if len(source.head) == 40 else "sha256"  # noqa: PLR2004 - SHA-1
    _asked(place.parent, "init", "--quiet", "--bare", f"--object-format={kind}", place.name)
    try:
        (place / "objects/info/alternates").write_text(f"{objects}\n", encoding="utf-8")
    except OSError as error:
        raise HistoryError(f"{place}: {error.strerror}: the source cannot be put together") from None
    root = Path(_asked(content.resolve(), "rev-parse", "--show-toplevel")).resolve()
    inside = content.resolve().relative_to(root).as_posix()
    prefix = "" if inside == "." else f"{inside}/"
    entries = _asked(source.repository, "ls-tree", "-r", "-z", source.tree).split("\0")
    kept = [
        entry
        for entry in filter(None, entries)
        for path in [entry.partition("\t")[2]]
        if not path.startswith(prefix) or path.removeprefix(prefix) in published
    ]
    when = _asked(source.repository, "show", "--no-patch", "--format=%cI", source.head)
    # Whoever committed, and when each thing was written, is nobody's business here.
    names = {f"GIT_{who}_{what}": said for who in ("AUTHOR", "COMMITTER") for what, said in _NOBODY.items()}
    names |= {f"GIT_{who}_DATE": when for who in ("AUTHOR", "COMMITTER")}
    _asked(place, "update-index", "-z", "--index-info", sent="".join(f"{entry}\0" for entry in kept))
    tree = _asked(place, "write-tree")
    head = _asked(place, "commit-tree", tree, "-m", "The published files of this journal", variables=names)
    # Nothing else may be in it, whatever git made of what it was told.
    if not head or set(_asked(place, "ls-tree", "-r", "-z", tree).split("\0")) - {""} != set(kept):
        raise HistoryError(f"{place}: git could not put the source together: run `git fsck` in the repository")
    return Source(place, head, tree, (Part(head, ""),))


def _asked(folder: Path, *command: str, sent: str = "", variables: Mapping[str, str] = MappingProxyType({})) -> str:
    """What a command prints; nothing if it fails."""
    with clean_environment():
        try:
            asked: Any = subprocess.run(  # noqa: S603 - constant words, and ids that git gave
                ["git", *command],  # noqa: S607 - the git that the person uses
                cwd=folder,
                env=os.environ | ENVIRONMENT | dict(variables),
                input=os.fsencode(sent),
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise HistoryError("git was not found: install git, and see that it is on the PATH") from error
    return os.fsdecode(asked.stdout).strip() if asked.returncode == 0 else ""


def _last(said: bytes) -> str:
    return (said.decode("utf-8", "replace").strip().splitlines() or ["nothing"])[-1]
