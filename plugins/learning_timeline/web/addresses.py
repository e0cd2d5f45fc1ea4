"""Every address that was ever published in, what has become of each of them out.

The record is a file of the journal, one line for each address: the day it was published first, the address, and for
a post the object id of its first version, which stays as it is through every edit, rename and new title. Lines are only ever
added; the last one of an address counts. A build whose site would lack an address, or has another post there, ends, and
says which line fixes it. What a site has is listed in itself (`LIST`), so that it can be recorded when it is published.
"""

from __future__ import annotations

import os
import re
import shlex
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from .._seam import analytics
from ..core.typed import command as typed
from .snapshots import SNAPSHOTS_URL

# Of all addresses of a site, in the site: address and what it is about.
LIST = "data/addresses.tsv"
HEAD = "published_on\taddress\tabout"
# What is written of an address that its author has given up.
GONE = "gone"
_FIELDS = 3
_INDEX = "index.html"
# Of a topic, its page or its feed.
_TOPIC = re.compile(r"/topics/([^/]+)/|/feeds/([^/]+)\.(?:atom|rss)\.xml")
# Folders of pages that are no lasting ones.
_PASSING = ("drafts/", "search/", SNAPSHOTS_URL)


class Line(NamedTuple):
    """A line of the record.

    Attributes:
        on: the day of publication.
        address: from the site's root, with a slash before it.
        about: the object id of the first version of the post that is there, `GONE`, or nothing if the address says itself
            what it is about.
        number: of the line, from 1.
    """

    on: date
    address: str
    about: str
    number: int = 0

    def __str__(self) -> str:
        return f"{self.on}\t{self.address}\t{self.about}"


@dataclass(frozen=True, slots=True)
class PostNow:
    """A post as it is to be published: its file from the content folder, its address, and the id of its first version."""

    path: str
    address: str
    first_version: str


def address_of(file: str) -> str:
    """The address at which a site's file answers.

    >>> address_of("posts/2026/11/entropy/index.html"), address_of("index.html"), address_of("feeds/all.atom.xml")
    ('/posts/2026/11/entropy/', '/', '/feeds/all.atom.xml')
    """
    return f"/{file.removesuffix(_INDEX) if file == _INDEX or file.endswith(f'/{_INDEX}') else file}"


def lasting(files: Iterable[str], copied: Iterable[str]) -> Iterator[str]:
    """The addresses among a site's files: pages, feeds, open data and what the journal itself brings.

    Scripts, styles, the search, the map for machines and the numbers of single charts come and go with the program, and some of
    them are made only where the site has an address. Pages of drafts were never published, and what was saved of
    a page elsewhere is shown as long as that page is gone.
    """
    for file in files:
        name = file.rpartition("/")[2]
        is_page = name.endswith(".html") and file != "404.html" and not file.startswith(_PASSING)
        is_data = file.startswith("data/") and file.count("/") == 1 and name.endswith((".csv", ".json"))
        if is_page or is_data or file.startswith("feeds/"):
            yield address_of(file)
    yield from map(address_of, copied)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a site that is being made is checked against before it is put into place.

    Attributes:
        name: of the record.
        file: the record, from where the build was started.
        known: the line of each address that was published until today.
        about: what each address of a post is about.
        today: the day that counts as today.
    """

    name: str
    file: str
    known: Mapping[str, Line]
    about: Mapping[str, str]
    today: date

    def has(self, address: str) -> bool:
        """Whether an address was published, and not given up since."""
        line = self.known.get(address)
        return line is not None and line.about != GONE


def read(file: Path) -> tuple[list[Line], list[analytics.ContentError]]:
    """The lines of a record, and what is wrong in it; both are empty if there is none yet."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return [], []
    except UnicodeDecodeError:
        return [], [analytics.ContentError(file.name, None, "is not UTF-8", "restore it from git")]
    lines: list[Line] = []
    problems = []
    for number, row in enumerate(text.splitlines(), 1):
        if row == HEAD:  # on a line below as well, if two records were merged
            continue
        try:
            on, address, about = row.split("\t")
            lines.append(Line(date.fromisoformat(on), address, about, number))
        except ValueError:
            mend = "write the day, the address and what it is about with tabs between them, or restore it from git"
            problems.append(analytics.ContentError(file.name, number, f"is not a line of the record: {row!r}", mend))
    return lines, problems


def last_lines(lines: Iterable[Line], today: date) -> dict[str, Line]:
    """The line that counts for each address on a day, by address."""
    return {line.address: line for line in lines if line.on <= today}


def clock_problem(lines: Iterable[Line], today: date, name: str) -> analytics.ContentError | None:
    """What is wrong if a machine's clock lies before the last publication; a site of that day would lack what came after."""
    last = max(lines, key=lambda line: line.on, default=None)
    if last is None or last.on <= today + timedelta(days=1):
        return None
    problem = f"says that {last.address} was published on {last.on}, and this machine's clock says {today}"
    return analytics.ContentError(name, last.number, problem, "set the clock, or name the day by --today")


def changed_posts(
    expected: Expected, posts: Iterable[PostNow], living: Mapping[str, str]
) -> Iterator[analytics.ContentError]:
    """What is wrong with the addresses of posts: one that is lost, or has another post.

    Args:
        expected: of the site.
        posts: all that are to be published.
        living: for each address of a post, page or redirect the file behind it, from the content folder.
    """
    posts = tuple(posts)
    by_first = {post.first_version: post for post in posts if post.first_version}
    first_of = {post.path: post.first_version for post in posts}
    for line in expected.known.values():
        if line.about in {"", GONE}:
            continue
        behind = living.get(line.address)
        if behind is None:
            yield _lost(line, by_first.get(line.about), expected)
        elif (now := first_of.get(behind)) and now != line.about:
            problem = f"asks for the address {line.address}, at which another post was published on {line.on}"
            same = Line(expected.today, line.address, now)
            mend = f"give it another `slug:`; if it is that post, say so: {_added(same, expected.file)}"
            yield analytics.ContentError(behind, None, problem, mend)


def _lost(line: Line, post: PostNow | None, expected: Expected) -> analytics.ContentError:
    if post is not None:
        problem = (
            f"its address {line.address}, published on {line.on}, would be lost, as it has moved to {post.address}"
        )
        return analytics.ContentError(post.path, None, problem, f"add `aliases: [{line.address}]` to its front matter")
    problem = f"the address {line.address}, published on {line.on}, would be lost"
    return analytics.ContentError(expected.name, line.number, problem, _restore(line, expected.known))


def lost_pages(
    expected: Expected, addresses: Iterable[str], seen_as: Callable[[str], str] = str
) -> list[analytics.ContentError]:
    """Published addresses that a whole site lacks.

    Args:
        expected: of the site.
        addresses: all that it has.
        seen_as: an address as the disk of the site sees it.
    """
    there = set(map(seen_as, addresses))
    lost = (line for line in expected.known.values() if line.about != GONE and seen_as(line.address) not in there)
    return [_lost(line, None, expected) for line in lost]


def _restore(line: Line, known: Mapping[str, Line]) -> str:
    """How an address that would be lost is kept, or given up; the last part is a line to paste."""
    topic = _TOPIC.fullmatch(line.address)
    slug = topic[1] or topic[2] if topic else ""
    # A feed may be that of something else, such as of all posts; a topic has a page as well.
    if slug and f"/topics/{slug}/" in known:
        kept = f", write `aliases: [{slug}]` at the topic in topics.yaml that has another name now"
    elif Path(line.address).suffix in {"", ".html"}:
        kept = f", let another post or page say `aliases: [{line.address}]`"
    else:
        kept = ""
    return f"bring back what was there{kept}, or give it up: {typed(f'addresses --gone {shlex.quote(line.address)}')}"


def _added(line: Line, file: str) -> str:
    """A line to paste that adds one to the record."""
    cells = " ".join(map(shlex.quote, (str(line.on), line.address, line.about)))
    return f"printf '%s\\t%s\\t%s\\n' {cells} >> {shlex.quote(file)}"


def dropped_lines(
    lines: Iterable[Line], committed: Iterable[str | None], name: str
) -> Iterator[analytics.ContentError]:
    """Lines that stood in committed versions of a record and are there no more, each once."""
    there = {str(line) for line in lines} | {HEAD, ""}
    rows = (row for text in committed if text is not None for row in text.splitlines())
    for row in dict.fromkeys(row for row in rows if row not in there):
        yield analytics.ContentError(name, None, f"has lost the line “{row}”", "put it back: lines are only ever added")


def listed(addresses: Iterable[str], about: Mapping[str, str]) -> bytes:
    """The list of a site's addresses, as it is in the site."""
    # A name with a tab or a line end in it would be two cells or two rows.
    rows = [f"{address}\t{about.get(address, '')}" for address in sorted(set(addresses)) if address.isprintable()]
    return "".join(f"{row}\n" for row in ["address\tabout", *rows]).encode("utf-8", "backslashreplace")


def record(site: Path, file: Path, day: date) -> tuple[str, ...]:
    """Add to the record what a site has that is not in it; called when the site is published.

    Args:
        site: the folder of the site that is published.
        file: the record; made if there is none.
        day: of publication.

    Returns:
        The addresses that are new.

    Raises:
        FileNotFoundError: the site has no list of its addresses.
        ContentError: the record is damaged.
    """
    rows = (site / LIST).read_text(encoding="utf-8").splitlines()[1:]
    lines, problems = read(file)
    if problems:
        raise problems[0]
    known = last_lines(lines, date.max)
    new = []
    for row in rows:
        address, _, about = row.partition("\t")
        before = known.get(address)
        # Where git did not know a post before, it may know it now.
        if before is None or before.about == GONE or (about and not before.about):
            new.append(Line(day, address, about))
    _add(file, new)
    return tuple(line.address for line in new)


def give_up(file: Path, address: str, day: date, also: Iterable[str] = ()) -> tuple[str, ...]:
    """Say in the record that an address is gone for good, and others that go with it.

    Args:
        file: the record.
        address: one that was published, from the site's root or whole.
        day: on which it is given up.
        also: addresses that go with it, as far as they were published.

    Returns:
        The addresses that are given up.

    Raises:
        ContentError: the record is damaged.
        ValueError: no such address was published, or it is given up already.
    """
    lines, problems = read(file)
    if problems:
        raise problems[0]
    known = last_lines(lines, date.max)
    path = path_of(address)
    found = next((one for one in (path, f"{path}/", f"{path}index.html") if one in known), None)
    if found is None:
        near = get_close_matches(path, known, n=1)
        raise ValueError(
            f"{address}: no such address is in {file.name}" + (f": did you mean {near[0]}?" if near else "")
        )
    if known[found].about == GONE:
        raise ValueError(f"{address}: was given up on {known[found].on}")
    gone = dict.fromkeys([found, *(one for one in also if one in known and known[one].about != GONE)])
    _add(file, [Line(day, one, GONE) for one in gone])
    return tuple(gone)


def of_topic(address: str, names: Mapping[str, str]) -> str:
    """The page of a topic under its present slug, for its page or feed under any of its names; empty for another address.

    >>> of_topic("/feeds/graphs.atom.xml", {"graphs": "graph-theory"}), of_topic("/about/", {})
    ('/topics/graph-theory/', '')
    """
    topic = _TOPIC.fullmatch(address)
    slug = names.get(topic[1] or topic[2]) if topic else None
    return f"/topics/{slug}/" if slug else ""


def path_of(address: str) -> str:
    """An address from the site's root, of a site at the root of its host.

    >>> path_of("https://ada.example/posts/2026/11/entropy/"), path_of("feeds/all.atom.xml")
    ('/posts/2026/11/entropy/', '/feeds/all.atom.xml')
    """
    return f"/{(urlsplit(address).path if '://' in address else address).lstrip('/')}"


def _add(file: Path, lines: Sequence[Line]) -> None:
    """Add lines at the end of the record."""
    if lines:
        text = file.read_text(encoding="utf-8") if file.exists() else f"{HEAD}\n"
        text = text if text.endswith("\n") else f"{text}\n"
        _replace(file, text + "".join(f"{line}\n" for line in lines))


def _replace(file: Path, text: str) -> None:
    descriptor, aside = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(aside).chmod(0o644)
        Path(aside).replace(file)
    finally:
        Path(aside).unlink(missing_ok=True)
