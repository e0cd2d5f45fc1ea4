"""From committed posts to a site on the web: what must hold before, and what is said after."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from invoke.exceptions import Exit

from .._seam import analytics
from ..core.amounts import amount
from ..core.clock import authors_day
from ..core.stopping import INTERRUPTED
from ..pages.source import FOLDER
from ..web.addresses import record
from .branch import Branch
from .folder import Folder
from .places import CannotPublish, Stopped
from .repository import GitFailed, Repository

_MOST_NAMED = 5
SOURCE_HINT = (
    "The site does not carry its source. LEARNING_TIMELINE_SOURCE = '..' in pelicanconf.py adds the published files; with "
    "LEARNING_TIMELINE_SOURCE_HISTORY = 'everything' also all drafts, deleted text, and e-mail addresses of all who committed."
)
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", flags=re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Order:
    """What a person says of a publication.

    Attributes:
        address: of the site on the web.
        to: a folder here or elsewhere, as rsync takes it; nothing for GitHub Pages.
        remote: for GitHub Pages, the remote that is pushed to.
        branch: for GitHub Pages, the branch that it shows.
        dry_run: whether nothing is changed where the site is shown.
        uncommitted: whether what is not committed is published as well.
    """

    address: str
    to: str
    remote: str
    branch: str
    dry_run: bool
    uncommitted: bool

    def place(self, repository: Repository) -> Branch | Folder:
        """Where the site is brought to."""
        return Folder(self.to) if self.to else Branch(repository, self.remote, self.branch, self.address)


def publish(  # noqa: PLR0913 - what is published, and how
    order: Order,
    site: Path,
    build: Callable[[Path], None],
    *,
    root: Path,
    tree: Path,
    addresses: Path | None,
    say: Callable[[str], None],
) -> None:
    """Build a site and bring it to its place; the command ends where that cannot be.

    Args:
        order: what is published, and where to.
        site: the folder in which it is built.
        build: builds and checks it from the files of a folder.
        root: the journal's folder.
        tree: where its last commit is checked out, so that what is published is what is committed.
        addresses: the record of every address that was ever published; None if the site keeps none.
        say: is told what is done.
    """
    repository = Repository(root)
    recorded = ""
    try:
        _refuse(order, repository)
        if ahead := repository.unpushed():
            say(f"Not pushed yet: {amount(ahead, 'commit')}; the site will show them (git push).")
        place = order.place(repository)
        # Before minutes of work, whether it can lead anywhere.
        place.prepare()
        build(root if order.uncommitted else repository.check_out(tree))
        if addresses and not order.dry_run and (said := record_addresses(repository, site, addresses, authors_day())):
            say(said)
            recorded = f" The new addresses are in {addresses.name} already: that does no harm."
        bring(place, site, order.address, dry_run=order.dry_run, say=say)
    except Stopped as end:
        raise Exit(f"Stopped. {end}{'' if 'holds the new site' in str(end) else recorded}", code=INTERRUPTED) from None
    except KeyboardInterrupt:
        raise Exit(f"Stopped. Nothing was published.{recorded}", code=INTERRUPTED) from None
    except (CannotPublish, GitFailed, analytics.ContentError) as failure:
        raise Exit(str(failure), code=1) from None


def _refuse(order: Order, repository: Repository) -> None:
    """End the command where nothing can be published as it is asked for."""
    for flag, value in (("to", order.to), ("remote", order.remote), ("branch", order.branch)):
        if value.startswith("-") or not value.isprintable():
            raise Exit(
                f"--{flag} {value!r}: that is not a name: it begins as an option does, or contains unprintable characters",
                code=2,
            )
    place = order.place(repository)
    if isinstance(place, Branch) and repository.is_there and (why := place.refuse_name()):
        raise Exit(f"{why}. Nothing was published.", code=2)
    why = refuse_address(order.address) or refuse_repository(repository, uncommitted=order.uncommitted)
    if why:
        raise Exit(f"{why}. Nothing was published.", code=2)


def refuse_address(address: str, name: str = "SITEURL") -> str:
    """Why a site cannot be built for an address, which is called by a name; nothing if it can.

    >>> refuse_address("https://you.github.io/journal")
    ''
    """
    how = "write it as https://YOU.github.io/journal"
    if not address:
        where = "set WEB_ADDRESS or SITEURL in pelicanconf.py, or SITEURL in the environment"
        return f"the site's address is not known: {where}; {how}"
    try:
        parts = urlsplit(address)
        is_address = parts.scheme in {"http", "https"} and bool(_HOST.fullmatch(parts.hostname or ""))
        is_address &= parts.port is None or parts.port > 0
    except ValueError:
        is_address = False
    if not is_address or not address.isprintable() or " " in address:
        return f"{name} is {address!r}, which is not a web address: {how}"
    if address.endswith("/"):
        return f"{name} is {address!r}, with a slash at its end: remove it; {how}"
    if parts.query or parts.fragment or parts.username is not None or "?" in address or "#" in address:
        return f"{name} is {address!r}, with more than a host and a path: {how}"
    return ""


def refuse_repository(repository: Repository, *, uncommitted: bool) -> str:
    """Why a journal cannot be published as it is in its repository; nothing if it can.

    Args:
        repository: the journal's.
        uncommitted: whether what is not committed is published as well.
    """
    if not repository.is_there:
        return (
            f"{repository.folder} is not in a git repository with a commit: run git init, git add and git commit "
            "first, because git records when a post was written"
        )
    if repository.is_shallow:
        return "the history is cut off (a shallow clone), which falsifies dates: run git fetch --unshallow"
    if not uncommitted and (changed := repository.uncommitted()):
        named = ", ".join(changed[:_MOST_NAMED]) + (
            f" and {more:,} more" if (more := len(changed) - _MOST_NAMED) > 0 else ""
        )
        files = amount(len(changed), "file is", "files are")
        return f"{files} not committed: {named}: commit them, or publish them all the same by --uncommitted"
    return ""


def record_addresses(repository: Repository, site: Path, file: Path, day: date) -> str:
    """Record the addresses of a site that is to be published, commit the record, and say so; nothing if none is new.

    Before the site is brought to its place: an address that is recorded and was never seen does no harm, the other way round
    nobody would know of one that is lost.

    Args:
        repository: the journal's.
        site: the folder of the site.
        file: the record.
        day: of publication.

    Raises:
        ContentError: the record is damaged.
    """
    new = record(site, file, day)
    if not new:
        return ""
    said = f"{amount(len(new), 'new address is', 'new addresses are')} in {file.name}"
    try:
        repository.git("add", "--", str(file))
        # That file alone, whatever else is prepared.
        repository.git("commit", "--quiet", "--only", "--message", f"Addresses published on {day}", "--", str(file))
    except GitFailed as why:
        return f"{said}, which could not be committed ({why}): commit it"
    except KeyboardInterrupt:
        raise Stopped(f"Nothing was published. {said}: commit it, unless it is committed already.") from None
    if not repository.asks("symbolic-ref", "--quiet", "HEAD"):
        commit = repository.asks("rev-parse", "--short", "HEAD")
        return f"{said}, which is committed, but on no branch: `git switch` to yours and `git cherry-pick {commit}`"
    return f"{said}, which is committed: push it with your posts"


def bring(place: Branch | Folder, site: Path, address: str, *, dry_run: bool, say: Callable[[str], None]) -> None:
    """Bring a site to its place, or only say what that would change.

    Raises:
        CannotPublish: it did not get there whole.
    """
    changes = place.changes(site)
    if dry_run:
        for line in changes.lines():
            say(line)
        say(f"Would publish to {place}: {changes}. Nothing was published.")
        return
    if not changes:
        say(f"{place} holds this site already; nothing was published. It is at {address}/")
        return
    place.bring(site)
    later = " in a minute or two" if isinstance(place, Branch) else ""
    say(f"Published to {place}: {changes}. The site is{later} at {address}/")
    is_first = not changes.changed and not changes.removed
    if is_first and not (site / FOLDER).is_dir():
        say(SOURCE_HINT)
