"""Answers in, a repository out that holds its author's journal and nothing else but the software, committed.

It can be run again: what is asked then has the answers of the last time as defaults, and nothing that the author wrote is touched.
"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from invoke.exceptions import Exit

from learning_timeline.commands.hosts import address_by_remote
from learning_timeline.commands.repository import GitFailed, Repository
from learning_timeline.core.amounts import amount
from learning_timeline.pages.licences import url_of

from .answers import KEPT_BY_DEFAULT, KINDS, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .answers import Answers

# The remote by which it is known where the software comes from.
SOFTWARE = "software"
SAMPLES = Path(__file__).with_name("samples.txt")
# In the message of the commit by which a journal is started.
TRAILER = "Learning-Timeline: start"
LICENCE = "content/LICENSE"
_FILES = {"content/milestones.yaml": "milestones", "content/topics.yaml": "topics"}
_OWN_MILESTONE = re.compile(r"\n- date: [^\n]*\n(?:  [^\n]*\n)*?  kind: own\n(?:  [^\n]*\n)*")
NO_TOPICS = """# The topics of this journal, by slug. Only the name is required.
# To rename a topic, change its name here. To change its slug, write the old one into its aliases. Old posts stay as they are.

# graph-theory:
#   name: Graph theory
#   aliases: [graphs]
"""


def defaults(root: Path, settings: Mapping[str, object]) -> dict[str, str]:
    """What stands where nobody answers: what the journal says already, or what this machine tells.

    Args:
        root: the folder of the repository.
        settings: those of `pelicanconf.py`.
    """
    repository = Repository(root)
    known = {answer: str(settings.get(name) or "") for answer, name in SETTINGS.items()}
    is_new = not first_start(repository)
    if is_new:
        known |= {"name": root.name.replace("-", " ").replace("_", " ").title(), "subtitle": "", "licence": ""}
        known["zone"] = _zone_here() or known["zone"]
    known["author"] = known["author"] or repository.asks("config", "user.name")
    known["address"] = known["address"] or address_by_remote(repository)
    kept = [kind for kind in samples(repository) if not is_new or kind in KEPT_BY_DEFAULT]
    return known | {"keep": ",".join(kept) or "nothing"}


def first_start(repository: Repository) -> str:
    """The commit by which the journal was started; empty if it was not."""
    return repository.asks("log", "--format=%H", f"--grep=^{TRAILER}$").rpartition("\n")[2]


def samples(repository: Repository) -> dict[str, list[str]]:
    """The files that came with the software and are as they came, by kind; a kind that has none is left out.

    What its author has changed since the journal was started is theirs.
    """
    started = first_start(repository)
    now = repository.blobs("HEAD")
    came = repository.blobs(f"{started}^") if started else now
    listed = SAMPLES.read_text(encoding="utf-8").splitlines()
    found: dict[str, list[str]] = {}
    for path, blob in now.items():
        if came.get(path) == blob and (kind := _kind(path, listed)):
            found.setdefault(kind, []).append(path)
    return {kind: found[kind] for kind in KINDS if kind in found}


def _kind(path: str, listed: Iterable[str]) -> str:
    if path in listed:
        return "pages" if path.startswith("content/pages/") else "posts"
    return "world" if path.startswith("content/world/") else _FILES.get(path, "")


def _zone_here() -> str:
    """The time zone of this machine, as far as it is told by name."""
    name = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    return {"Etc/UTC": "UTC"}.get(name, name) if name in available_timezones() else ""


def start(root: Path, answers: Answers, say: Callable[[str], None]) -> None:
    """Write the answers down, remove what is not kept, and commit both.

    Args:
        root: the folder of the repository.
        answers: of its author.
        say: is told what was done.

    Raises:
        Exit: something is not committed, or git cannot commit.
    """
    repository = Repository(root)
    refuse_changes(repository)
    config = root / "pelicanconf.py"
    config.write_text(with_settings(config.read_text(encoding="utf-8"), answers), encoding="utf-8")
    there = samples(repository)
    removed = [path for kind, paths in there.items() if kind not in answers.keep for path in paths]
    # What its author has written into it since stays.
    is_written = not first_start(repository) or TRAILER in repository.asks("log", "-1", "--format=%B", "--", LICENCE)
    try:
        if removed:
            repository.git("rm", "-r", "--quiet", "--ignore-unmatch", "--", *removed)
        repository.git("add", "--", config.name, *rewrite(root / "content", answers, there, is_licence=is_written))
        if not repository.asks("diff", "--cached", "--name-only"):
            say("Nothing has changed.")
            return
        repository.git("commit", "--quiet", "--message", f"{answers.name}: the journal is set up", "--message", TRAILER)
    except GitFailed as failure:
        # Nothing else can be lost: all that was there is committed.
        repository.asks("reset", "--hard", "--quiet")
        raise Exit(f"git could not commit: {str(failure).rstrip('.')}. Nothing was changed.", code=1) from None
    count = f"{amount(len(removed), 'sample file')} removed"
    say(f"{answers.name} is set up: {count}, settings in pelicanconf.py, all of it committed.")


def refuse_changes(repository: Repository) -> None:
    """End the command where something is not committed.

    Raises:
        Exit: something is not.
    """
    if not repository.is_there:
        raise Exit(f"{repository.folder} is not in a git repository with a commit: clone it with its history", code=2)
    if changed := repository.uncommitted():
        raise Exit(
            f"{amount(len(changed), 'file is', 'files are')} not committed, such as {changed[0]}: commit first", code=2
        )


def introduce(repository: Repository, author: str, email: str) -> bool:
    """Tell git who commits, in this repository alone; whether git knows it now.

    Args:
        repository: the journal's.
        author: a name; empty if nobody has told it.
        email: an address, likewise.

    Raises:
        GitFailed: git does not take it.
    """
    for key, value in (("user.name", author), ("user.email", email)):
        if value and not repository.asks("config", key):
            repository.git("config", "--local", key, value)
    return bool(repository.asks("config", "user.name") and repository.asks("config", "user.email"))


def push_to(repository: Repository, origin: str) -> None:
    """Let `origin` be the author's own repository; what it was is known as where the software comes from.

    Raises:
        Exit: git does not take it.
    """
    # A folder is named from where the command is given; git would look for it from the repository.
    origin = str(Path(origin).resolve()) if Path(origin).is_dir() else origin
    known = repository.asks("remote", "get-url", "origin")
    if known == origin:
        return
    try:
        if known and repository.asks("remote", "get-url", SOFTWARE):
            repository.git("remote", "set-url", "origin", origin)
            return
        if known:
            repository.git("remote", "rename", "origin", SOFTWARE)
            # A plain `git push` would go there still.
            repository.asks("branch", "--unset-upstream")
        repository.git("remote", "add", "origin", origin)
        if branch := repository.asks("symbolic-ref", "--short", "HEAD"):
            # So that a plain `git push` goes there, before that repository has any branch.
            repository.git("config", f"branch.{branch}.remote", "origin")
            repository.git("config", f"branch.{branch}.merge", f"refs/heads/{branch}")
    except GitFailed as failure:
        raise Exit(f"--origin {origin}: {failure}", code=2) from None


def with_settings(text: str, answers: Answers) -> str:
    """The text of pelicanconf.py with the settings of an author, each in its own line."""
    text = text.removesuffix("\n") + "\n"
    for answer, name in SETTINGS.items():
        places, lines = _places(text), text.split("\n")
        after = places.get("SITESUBTITLE", (0, len(lines) - 1))[1]
        first, last = places.get(name, (after, after))
        lines[first:last] = [f"{name} = {json.dumps(getattr(answers, answer), ensure_ascii=False)}"]
        text = "\n".join(lines)
    return text


def _places(text: str) -> dict[str, tuple[int, int]]:
    """The lines at which each setting begins and ends, as a slice has them."""
    return {
        target.id: (node.lineno - 1, node.end_lineno or node.lineno)
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def rewrite(content: Path, answers: Answers, there: Mapping[str, object], *, is_licence: bool) -> Iterator[str]:
    """Write what names an owner, and what replaces samples; the files, from the root.

    Args:
        content: the folder of posts.
        answers: of its author.
        there: the samples that were there, by kind.
        is_licence: whether content/LICENSE is still none of its author's.
    """
    if is_licence:
        file = content / "LICENSE"
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(licence_of(answers, there, old), encoding="utf-8")
        yield LICENCE
    if "topics" in there and "topics" not in answers.keep:
        (content / "topics.yaml").write_text(NO_TOPICS, encoding="utf-8")
        yield "content/topics.yaml"
    if "milestones" in there and "milestones" in answers.keep and "posts" not in answers.keep:
        # That the sample journal began is an event of its own.
        file = content / "milestones.yaml"
        file.write_text(_OWN_MILESTONE.sub("", file.read_text(encoding="utf-8")), encoding="utf-8")
        yield "content/milestones.yaml"


def licence_of(answers: Answers, there: Mapping[str, object], old: str) -> str:
    """What content/LICENSE says.

    Args:
        answers: of its author.
        there: the samples that were there, by kind.
        old: what it said before. What was kept then and was changed since still came with the software.
    """
    author = answers.author or "their author"
    url = url_of(answers.licence)
    named = f"{answers.licence}{f': {url}' if url else ''}"
    own = f"under the licence {named}" if answers.licence else f"the work of {author}, who keeps all rights"
    lines = [f"The posts, pages, images and data in this folder are {own}."]
    kept = [
        what for kind, what in KINDS.items() if kind in answers.keep or (kind not in there and f"- {what}\n" in old)
    ]
    if kept:
        lines.append(
            "These came with Learning Timeline and are under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/):"
        )
        lines += [f"- {what}" for what in kept]
    return "\n".join(lines) + "\n"
