"""What is known of other sites' pages in, what pages say of them out: when a link was set, and a saved text where the page is gone.

`invoke links` looks at what posts link to, and keeps what it finds beside the posts: `snapshots/links.tsv` in the content folder, a
row for each address, and the text of each page as it was when it was first looked at. A build asks no network: it reads these
files. Links carry the attributes of Robust Links (https://robustlinks.mementoweb.org/spec/), by which programs find what a page
was on the day it was linked to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape, unescape
from pathlib import Path

from .._seam import analytics
from ..core.html import with_elements
from ..core.language import gettext
from ..core.phrases import day
from ..core.typed import command as typed

FOLDER = "snapshots"
RECORD = f"{FOLDER}/links.tsv"
SNAPSHOTS_URL = "snapshots/"
# A page is there; it is gone; it did not answer, which may pass; its site lets no program look, or not now.
STATES = ("there", "gone", "failing", "refused")
_COLUMNS = ("address", "looked_on", "state", "since", "saved_on", "sha256", "why")
_ADDRESS = re.compile(r"""\shref="(https?://[^"<>\s]+)\"""", flags=re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What was found at an address.

    Attributes:
        address: of the page, as posts link to it.
        looked_on: the day of the last look.
        state: one of `STATES`.
        since: the day from which on it was not there; None if it is.
        saved_on: the day on which its text was saved; None where none was.
        sha256: of that text; empty where none was saved.
        why: what the site said, where it did not show the page.
    """

    address: str
    looked_on: date
    state: str
    since: date | None = None
    saved_on: date | None = None
    sha256: str = ""
    why: str = ""

    @property
    def file(self) -> str:
        """The file of its text, from the content folder."""
        return f"{FOLDER}/{self.sha256[:16]}.txt"


@dataclass(frozen=True, slots=True)
class SavedLink:
    """The text of a page that is gone: where it was, and where on the site the text is.

    Attributes:
        address: of the page that is gone.
        url: of the text, from the site's root.
        on: the day it was saved.
    """

    address: str
    url: str
    on: date


@dataclass(frozen=True, slots=True)
class SavedView:
    """The page of a saved text; `text` is plain, and a stranger's."""

    address: str
    on: date
    gone_since: date
    sha256: str
    text: str


def parse_looks(text: str, name: str) -> tuple[Look, ...]:
    """What a record says.

    Raises:
        ContentError: a line is not one of the record's; says which.
    """
    lines = text.splitlines()
    looks = []
    if lines and lines[0] != "\t".join(_COLUMNS):
        raise analytics.ContentError(
            name,
            1,
            "is not the first line of this record",
            f"restore it from git, or delete it and run `{typed('links')}`",
        )
    for number, line in enumerate(lines[1:], 2):
        try:
            address, looked_on, state, since, saved_on, digest, why = line.split("\t")
            look = Look(address, date.fromisoformat(looked_on), state, _day(since), _day(saved_on), digest, why)
        except ValueError:
            look = None
        is_right = look is not None and look.state in STATES and bool(re.fullmatch(r"https?://\S+", look.address))
        if look is None or not is_right or (look.saved_on is None) != (not re.fullmatch(r"[0-9a-f]{64}", look.sha256)):
            raise analytics.ContentError(
                name,
                number,
                "is not a row of this record",
                f"restore it from git, or delete it and run `{typed('links')}`",
            )
        looks.append(look)
    return tuple(looks)


def written(looks: Iterable[Look]) -> str:
    """A record as it is written, by address, so that each look changes one line."""
    rows: list[tuple[str, ...]] = [_COLUMNS]
    for look in sorted(looks, key=lambda look: look.address):
        days = (str(one or "") for one in (look.since, look.saved_on))
        rows.append(
            (
                look.address,
                str(look.looked_on),
                look.state,
                *days,
                look.sha256,
                " ".join(analytics.printable(look.why).split()),
            )
        )
    return "".join("\t".join(row) + "\n" for row in rows)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def saved_views(looks: Iterable[Look], content: Path) -> Iterator[SavedView | analytics.ContentError]:
    """The page of each saved text whose original is gone; a problem where the text is not what was saved."""
    for look in looks:
        if look.state != "gone" or look.saved_on is None:
            continue
        try:
            data = (content / look.file).read_bytes()
        except OSError:
            data = b""
        if sha256(data).hexdigest() == look.sha256:
            text = data.decode("utf-8", "replace")
            yield SavedView(look.address, look.saved_on, look.since or look.looked_on, look.sha256, text)
        else:
            remedy = f"restore it from git, or delete its line in {RECORD}"
            yield analytics.ContentError(look.file, None, f"is not the text that was saved of {look.address}", remedy)


def saved_links(views: Iterable[SavedView]) -> dict[str, SavedLink]:
    """The links to saved texts, by the address of what is gone."""
    return {view.address: SavedLink(view.address, f"{SNAPSHOTS_URL}{view.sha256[:16]}/", view.on) for view in views}


def outside(html: str) -> tuple[str, ...]:
    """The addresses of other sites that a text links to, each once.

    >>> outside('<a href="https://a.example/?b&amp;c">one</a> <a href="/two/">two</a>')
    ('https://a.example/?b&c',)
    """
    found: dict[str, None] = {}
    if "://" not in html:
        return ()

    def note(tag: str, words: str) -> str:
        if (address := _ADDRESS.search(tag)) is not None:
            found[unescape(address[1])] = None
        return words

    with_elements(html, ("a",), note, _leads_elsewhere)
    return tuple(found)


def with_dates(html: str, on: date, gone: Mapping[str, SavedLink], siteurl: str) -> str:
    """A text whose links to other sites say when they were set, and offer the saved text of what is gone.

    Args:
        html: the text.
        on: the day it was written.
        gone: what is gone and was saved, by address.
        siteurl: the way to the site's root from where the text is shown, or the site's address.

    >>> with_dates('<a href="https://a.example/">one</a>', date(2026, 3, 1), {}, "")
    '<a href="https://a.example/" data-originalurl="https://a.example/" data-versiondate="2026-03-01">one</a>'
    """
    if "://" not in html:
        return html

    def decorated(tag: str, words: str) -> str:
        found = _ADDRESS.search(tag)
        assert found is not None
        address = found[1]
        plain = unescape(address)
        if siteurl.startswith("http") and plain.startswith(f"{siteurl}/"):
            return f"{tag}{words}</a>"
        told, after = f' data-originalurl="{address}" data-versiondate="{on}"', ""
        if (saved := gone.get(plain)) is not None:
            url = escape(f"{siteurl}/{saved.url}")
            told += f' data-versionurl="{url}"'
            words_after = escape(gettext("(gone: saved text of %(day)s)", day=day(saved.on)))
            after = f' <a class="saved" href="{url}">{words_after}</a>'
        return f"{tag[: found.end()]}{told}{tag[found.end() :]}{words}</a>{after}"

    return with_elements(html, ("a",), decorated, _leads_elsewhere)


def _leads_elsewhere(tag: str) -> bool:
    """Whether a link leads to another site, and does not say yet when it was set."""
    return "data-originalurl" not in tag and _ADDRESS.search(tag) is not None
