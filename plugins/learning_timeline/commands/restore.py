"""A site in, the repository that it was made of out: from nothing but what the site carries in `/source/`.

The site may come from anywhere, so that each file is compared with its checksum before git sees it, git looks at no settings of
its user's, and the folder appears only when all files of it are those that the site names by their tree.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from ..pages.source import FACTS, FOLDER, SCHEMA_VERSION, SUMS

_SUM = re.compile(r"([0-9a-f]{64}) [ *]([A-Za-z0-9][A-Za-z0-9.-]*)")
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
# Neither settings nor hooks of the person's or the machine's decide what is restored.
_ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


class CannotRestore(Exception):  # noqa: N818 - it reads as what happened
    """A repository was not restored; says why, and what to do. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A repository that was restored: how many commits it has, and the object ids of the last one and of its files."""

    commits: int
    head: str
    tree: str


def restore(site: Path, into: Path) -> Restored:
    """Put the repository of a site together in a new folder.

    Args:
        site: the folder of the site.
        into: where the repository goes; an empty folder, or none yet.

    Raises:
        CannotRestore: the site carries no source, or a damaged one, or there is something in the folder.
    """
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise CannotRestore(f"--into {into}: there is something there already: name a new folder")
    source = site / FOLDER
    if not source.is_dir():
        raise CannotRestore(
            f"{source} is not there, so this site does not carry its source: get the whole site, or name the folder of its source"
        )
    facts = _checked_facts(source)
    into.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{into.name}-", dir=into.parent))
    try:
        restored = _put_together(source, facts, aside)
        aside.chmod(0o755)
        if into.exists():
            into.rmdir()
        aside.rename(into)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return restored


def _checked_facts(source: Path) -> dict[str, Any]:
    """What the bundles are put together to, with each file compared with its checksum."""
    file = source / SUMS
    listed: dict[str, str] = {}
    for number, line in enumerate(_text(file).splitlines(), 1):
        match = _SUM.fullmatch(line)
        if match is None:
            raise CannotRestore(f"{file}:{number}: is not a checksum and a name: get the file again from the site")
        listed[match[2]] = match[1]
    facts = _facts(source)
    bundles = {one["file"] for one in facts["bundles"]}
    if missing := sorted({FACTS, *bundles} - listed.keys()):
        raise CannotRestore(f"{file}: names no checksum of {missing[0]}: get the file again from the site")
    for name, digest in listed.items():
        try:
            with (source / name).open("rb") as data:
                found = file_digest(data, "sha256").hexdigest()
        except OSError as error:
            raise CannotRestore(f"{source / name}: {error.strerror}: get it from the site") from None
        if found != digest:
            raise CannotRestore(
                f"{source / name}: is damaged: its SHA-256 is {found[:16]}…, not {digest[:16]}…: get it again from the site"
            )
    return facts


def _facts(source: Path) -> dict[str, Any]:
    """What the bundles are put together to."""
    file = source / FACTS
    try:
        facts = json.loads(_text(file))
        version = facts["schema_version"]
        if not isinstance(version, int) or version > SCHEMA_VERSION:
            raise CannotRestore(
                f"{file}: is of version {version}, and this program knows {SCHEMA_VERSION}: use a newer one, or git alone, as "
                "README.txt beside it says"
            )
        ids = [facts["head"], facts["tree"], *(one["until"] for one in facts["bundles"])]
        names = [one["file"] for one in facts["bundles"]]
        is_right = all(map(_ID.fullmatch, ids)) and all(map(re.compile(r"journal-[0-9]+\.bundle").fullmatch, names))
    except (ValueError, LookupError, TypeError, RecursionError):
        is_right = False
    if not is_right or not facts["bundles"]:
        raise CannotRestore(f"{file}: cannot be read: get the file again from the site")
    return dict(facts)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except OSError as error:
        raise CannotRestore(f"{file}: {error.strerror}: get it from the site") from None
    except UnicodeDecodeError:
        raise CannotRestore(f"{file}: is not text: get it again from the site") from None


def _put_together(source: Path, facts: Mapping[str, Any], folder: Path) -> Restored:
    head, tree = facts["head"], facts["tree"]
    kind = "sha1" if len(head) == 40 else "sha256"  # noqa: PLR2004 - digits of a SHA-1
    _git(folder, "init", "--quiet", "--template=", "--initial-branch=main", f"--object-format={kind}")
    for bundle in facts["bundles"]:
        _git(folder, "bundle", "unbundle", str((source / bundle["file"]).resolve()))
    _git(folder, "update-ref", "refs/heads/main", head)
    _git(folder, "fsck", "--connectivity-only", "--no-dangling", "--no-progress")
    _git(folder, "reset", "--quiet", "--hard", head, "--")
    found = _git(folder, "rev-parse", "HEAD^{tree}")
    if found != tree:
        raise CannotRestore(f"the files are those of tree {found}, and the site was made of {tree}: get the site again")
    if changed := _git(folder, "status", "--porcelain"):
        raise CannotRestore(f"this disk cannot store the files as they are: {changed.splitlines()[0]}: use another one")
    return Restored(int(_git(folder, "rev-list", "--count", "HEAD", "--")), head, tree)


def _git(folder: Path, *command: str) -> str:
    """What a command of git prints in a folder of ours."""
    git = shutil.which("git")
    if git is None:
        raise CannotRestore("git is not on PATH: install it")
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    ended = subprocess.run([git, *command], cwd=folder, env=own | _ALONE, capture_output=True, check=False)  # noqa: S603 - words, no shell
    if ended.returncode:
        said = ended.stderr.decode("utf-8", "replace").strip().splitlines() or [f"it ended with {ended.returncode}"]
        raise CannotRestore(f"git {command[0]} failed: {said[-1]}: get the site again")
    return os.fsdecode(ended.stdout).strip()
