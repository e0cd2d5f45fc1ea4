"""A post or an address that is to go in, its line in the record out, with those of all that goes with it.

What goes with a post is known by building the site without it: its topic's page and feed, its year, its pictures.
"""

from __future__ import annotations

import shlex
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.exceptions import Exit

from .._seam import analytics
from ..core.clock import authors_day
from ..web.addresses import GONE, LIST, give_up, last_lines, of_topic, path_of, read
from .check import NOWHERE
from .repository import GitFailed, Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .workplace import Workplace

# A record that does not exist: a build lists its addresses, and is checked against none.
_NO_RECORD = ".no-addresses.tsv"
_POSTS = (*analytics.POST_SUFFIXES, ".rst")
# What Pelican reads as a post as well, and what may as well be a file beside one: only by its whole name.
_PAGES = (".html", ".htm")


def delete(here: Workplace, named: str, say: Callable[[str], None]) -> None:
    """Delete a post, and give up the addresses that nothing else keeps alive; both are ready to be committed.

    Args:
        here: the site.
        named: the post's file, its address, or the last part of either.
        say: is told what was done.

    Raises:
        Exit: there is no such post, several are meant, it is not committed, or the site cannot be built without it.
    """
    post = find(here.content, named)
    folder = post.parent
    # A post in a folder of its own takes its pictures with it.
    is_alone = post.stem == "index" and folder != here.content and len([*_posts(folder)]) == 1
    what, repository = (folder if is_alone else post), Repository(here.root)
    try:
        repository.git("rm", "-r", "--quiet", "--", str(what))
    except GitFailed as failure:
        raise Exit(f"{named}: git did not delete it: {failure}", code=1) from None
    shown = what.relative_to(here.root)
    before = _as_it_is(repository, here.addresses)
    try:
        # An address that stays though the file of its name is gone is that of another post.
        gone = give_up_vanished(here, named if _is_recorded(here.addresses, named) else "")
    except (Exit, OSError, KeyboardInterrupt):
        # What was deleted is in the last commit, as git would not have deleted it otherwise.
        repository.git("restore", "--staged", "--worktree", "--", str(what))
        say(f"{shown} was not deleted.")
        raise
    undo = shlex.join(["git", "restore", "--staged", "--worktree", str(shown)])
    if gone and (record := here.addresses):
        say(f"Given up in {record.name}: {', '.join(gone)}")
        file = shlex.quote(str(record.relative_to(here.root)))
        write_back = f"git cat-file blob {before} > {file}"
        if repository.asks("check-ignore", "--", str(record)):
            undo += f" && {write_back}"
        else:
            repository.git("add", "--", str(record))
            undo += f" && git restore --staged {file} && {write_back}" if before else f" {file}"
    say(f"{shown} is deleted: commit it, and publish. Until then, `{undo}` brings it back.")


def _as_it_is(repository: Repository, record: Path | None) -> str:
    """The object id of the record as it is now, kept by git; empty where the last commit has the same."""
    if record is None or not record.is_file():
        return ""
    is_ignored = repository.asks("check-ignore", "--", str(record))
    if not is_ignored and not repository.asks("status", "--porcelain", "--", str(record)):
        return ""
    return repository.git("hash-object", "-w", "--no-filters", "--", str(record)).strip()


def _is_recorded(record: Path | None, named: str) -> bool:
    """Whether a post was named by an address that was published."""
    if record is None or not record.is_file() or Path(named).is_file():
        return False
    return path_of(named) in last_lines(read(record)[0], date.max)


def find(content: Path, named: str) -> Path:
    """The file of a post that is meant.

    Raises:
        Exit: there is none, or there are several.
    """
    given = Path(named)
    if given.is_file() and given.resolve().is_relative_to(content):
        if given.suffix.lower() not in (*_POSTS, *_PAGES):
            raise Exit(f"{named}: that is not a post", code=2)
        return given.resolve()
    wanted = "/" + named.strip("/").removesuffix("/index.html")
    found = [file for file in _posts(content) if _is_called(file.relative_to(content), wanted)]
    if not found:
        last = wanted.rpartition("/")[2]
        found = [file for file in _posts(content) if _is_called(file.relative_to(content), f"/{last}")]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Exit(f"{named}: there is no such post in {content}: name its file", code=2)
    listed = ", ".join(str(file.relative_to(content)) for file in found)
    raise Exit(f"{named}: several posts are called so: name one of {listed}", code=2)


def _posts(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.suffix.lower() in _POSTS and file.is_file())


def _is_called(path: Path, wanted: str) -> bool:
    name = path.parent if path.stem == "index" else path.with_suffix("")
    return any(f"/{one.as_posix()}".endswith(wanted) for one in (path, name))


def give_up_vanished(here: Workplace, address: str = "") -> tuple[str, ...]:
    """Give up an address, or what has vanished, with all that went with it; the addresses.

    Args:
        here: the site.
        address: the one that is meant; empty for those of posts whose files are gone.

    Raises:
        Exit: it was never published, it is there still, or the site cannot be built.
    """
    record = here.addresses
    if record is None or not record.is_file():
        if address:
            raise Exit(f"{record}: there is no such file: nothing has been published yet", code=2)
        return ()
    gone = vanished(here, record)
    if address:
        _refuse_living(record, address, gone)
    elif not gone:
        return ()
    try:
        return give_up(record, address or next(iter(gone)), authors_day(), gone)
    except (analytics.ContentError, ValueError) as problem:
        raise Exit(str(problem), code=2) from None


def _refuse_living(record: Path, address: str, gone: Iterable[str]) -> None:
    """End the command where an address is not gone; what else is wrong with it `give_up` says."""
    path = path_of(address)
    line = last_lines(read(record)[0], date.max).get(path)
    if line is not None and line.about != GONE and path not in gone:
        raise Exit(
            f"{address} is still there, or its post has moved: delete the post, or name the address in `aliases`",
            code=2,
        )


def vanished(here: Workplace, record: Path) -> tuple[str, ...]:
    """The addresses in a record that a site of the files as they are now lacks.

    Raises:
        Exit: the site cannot be built, or the record is damaged.
    """
    lines, problems = read(record)
    if problems:
        raise Exit(str(problems[0]), code=2)
    with tempfile.TemporaryDirectory(prefix="learning-timeline-") as made:
        site = Path(made, "site")
        settings = {"LEARNING_TIMELINE_ADDRESSES": _NO_RECORD, "CACHE_PATH": str(here.web)}
        variables = {"SITEURL": here.address or NOWHERE}
        here.pelican(here.content, site, settings, config=here.for_the_web, is_quiet=True, variables=variables)
        rows = (site / LIST).read_text(encoding="utf-8").splitlines()[1:]
    there = dict(row.split("\t", 1) for row in rows)
    # The address of a post that has only moved is for `aliases`.
    posts = {GONE, *filter(None, there.values())}
    known = last_lines(lines, date.max)
    missing = (address for address, line in known.items() if address not in there and line.about not in posts)
    # Without a record nothing leads from a topic's former names to it.
    file = here.content / str(here.settings.get("LEARNING_TIMELINE_TOPICS") or "topics.yaml")
    names = analytics.parse_topics(file.read_text(encoding="utf-8"), file.name).names if file.is_file() else {}
    return tuple(address for address in missing if of_topic(address, names) not in there)
