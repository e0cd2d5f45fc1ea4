"""What is known of a repository in, what is known of it at HEAD out: only commits that are new are asked of git."""

from __future__ import annotations

from dataclasses import replace
from subprocess import PIPE
from typing import TYPE_CHECKING

import numpy as np

from ..cache import Mined
from ..git_environment import with_configuration
from ..gitlog import parse_log
from ..lineage import Lineage, trace
from ..log import Column, Flags, Log
from ..model import POST_SUFFIXES, Commit, Notice, NoticeKind
from ..texts import Texts
from .bulk import listed_revisions
from .repository import CHUNK, is_ancestor, is_lost, output_of, quiet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .repository import Progress, Repository

# So many lost files are named; more of them are counted.
NAMED = 3


def mine(  # noqa: PLR0913, PLR0917 - what a reading depends on
    repo: Repository,
    head: str,
    known: Mined,
    prefix: str,
    options: Sequence[str],
    notices: list[Notice],
    progress: Progress | None,
) -> Mined:
    """All commits up to HEAD and the lives of all files: from what is known as far as it reaches, the rest from git."""
    before = Mined()
    if known.head and is_ancestor(repo, known.head, head):
        since = f"{known.head}..{head}"
    else:
        if known.head and is_lost(repo, known.head):
            before = known
        since, known = head, Mined()
    commits = len(known.log)
    log = Log.of(_log(repo, options, since, commits, progress), known.log)
    lineage, texts = known.lineage, known.texts
    if not log.is_continued(commits):  # something older came in by another branch
        lineage, texts = Lineage(), Texts()
    log = log.in_order(commits)
    lineage = trace(log, lineage)
    heads, log = _heads(repo, known, head, log, prefix)
    path, blob, is_post = heads
    if before.head:
        posts = {log.paths[place] for place in path[is_post].tolist()}
        notices.append(Notice(NoticeKind.REWRITTEN, _what_is_gone(before, log, posts)))
    return Mined(
        head=head,
        log=log,
        lineage=lineage,
        path=path,
        identity=lineage.at_head(path),
        blob=blob,
        is_post=is_post,
        names=_with_mailmap(repo, log.people),
        listed=np.array(sorted(listed_revisions(repo)), log.sha.dtype) if len(log) else Mined().listed,
        texts=texts,
    )


def _log(
    repo: Repository, options: Sequence[str], revisions: str, known: int, progress: Progress | None
) -> Iterator[Commit]:
    """Stream the one ``git log``; raises git's error if it does not reach its end."""
    process = repo.git.log(*options, revisions, "--", as_process=True)
    done = known
    with output_of(process, "log") as answers:
        chunks = iter(lambda: answers.read(CHUNK), b"")
        for done, commit in enumerate(parse_log(chunks), known + 1):
            if progress is not None and done % 500 == 0:
                progress("Reading history", done, None)
            yield commit
    if progress is not None:
        progress("Reading history", done, done)


def _what_is_gone(before: Mined, log: Log, posts: Collection[str]) -> str:
    """What a rewritten history does not have any more, in plain words."""
    commits = int((~np.isin(before.log.sha, log.sha)).sum())
    gone = sorted({before.log.paths[place] for place in before.path[before.is_post].tolist()}.difference(posts))
    more = f" and {len(gone) - NAMED:,} more" if len(gone) > NAMED else ""
    files = f"; not there any more: {', '.join(gone[:NAMED])}{more}" if gone else ""
    return (
        "The history was rewritten since the last build; all of it was read again. Of the commits that were there "
        f"{commits:,} {'is' if commits == 1 else 'are'} gone{files}."
    )


def _heads(
    repo: Repository, known: Mined, head: str, log: Log, prefix: str
) -> tuple[tuple[Column, Column, Flags], Log]:
    """The regular files at HEAD by path: position of the path, blob, and whether it is a post; and the log with their paths."""
    blobs = dict(zip(known.path.tolist(), known.blob.tolist(), strict=True))
    is_post = dict(zip(known.path.tolist(), known.is_post.tolist(), strict=True))
    found = _head_files(repo, known.head, head)
    paths = log.paths.including(found)
    for path, blob in found.items():
        place = paths.place[path]
        if blob is None:
            blobs.pop(place, None)
        else:
            blobs[place] = blob
            is_post[place] = _is_post(path, prefix)
    order = sorted(blobs, key=paths.all.__getitem__) if blobs.keys() - set(known.path.tolist()) else list(blobs)
    columns = (
        np.array(order, np.int32),
        np.array([blobs[place] for place in order], f"S{len(head)}"),
        np.array([is_post[place] for place in order], np.bool_),
    )
    return columns, replace(log, paths=paths)


def _head_files(repo: Repository, known: str, head: str) -> dict[str, bytes | None]:
    """The regular files at HEAD by path, each with its blob; of those that were known, what changed, None for what is gone."""
    command, options = repo.git.ls_tree, ["-r", "-z", "--full-tree", head]
    if known:
        command, options = repo.git.diff_tree, ["-r", "-z", "--raw", "--no-renames", "--no-abbrev", known, head]
    fields = command(*options, stdout_as_string=False, strip_newline_in_stdout=False).split(b"\0")[:-1]
    if known:  # ``:old-mode mode old-blob blob status``, then the path
        facts = [row.split(b" ") for row in fields[::2]]
        files = [(fact[1], fact[3], path) for fact, path in zip(facts, fields[1::2], strict=True)]
    else:  # ``mode type blob TAB path``
        facts = [row.partition(b"\t")[0].split(b" ") for row in fields]
        files = [(fact[0], fact[2], row.partition(b"\t")[2]) for fact, row in zip(facts, fields, strict=True)]
    return {
        path.decode("utf-8", "surrogateescape"): blob if mode.startswith(b"100") else None for mode, blob, path in files
    }


def _is_post(path: str, prefix: str) -> bool:
    return path.startswith(prefix) and path.lower().endswith((*POST_SUFFIXES, ".rst"))


def _with_mailmap(repo: Repository, people: tuple[str, ...]) -> tuple[str, ...]:
    """People under the names that ``.mailmap`` gives them; git itself reads that file."""
    asked = [person for person in people if not person.endswith("\n")]
    if not asked or not quiet(repo, "cat-file", "-t", "HEAD:.mailmap"):
        return people
    # Of a repository without a work tree git reads what is committed, and nothing else.
    with repo.git.custom_environment(**with_configuration({"core.bare": "true"})):
        process = repo.git.check_mailmap("--stdin", as_process=True, istream=PIPE)
    contacts = "".join("{} <{}>\n".format(*person.split("\n")) for person in asked)
    out, _ = process.proc.communicate(contacts.encode("utf-8", "surrogateescape"))
    answers = out.decode("utf-8", "surrogateescape").split("\n")[:-1]
    if len(answers) != len(asked):
        return people
    known = dict(zip(asked, map(_person, answers), strict=True))
    return tuple(known.get(person, person) for person in people)


def _person(contact: str) -> str:
    name, _, email = contact.rpartition("<")
    return f"{name.strip()}\n{email.removesuffix('>')}"
