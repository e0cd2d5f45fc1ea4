"""Addresses that a site links to in, what is to be found there out: kept beside the posts, with the text of each page.

Other sites' pages are looked at only when a person asks for it, and as a guest does (`guest`). Each answer is kept at once, so that
a run that was stopped goes on where it was.
"""

from __future__ import annotations

import re
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue

from invoke.exceptions import Exit
from selectolax.lexbor import LexborHTMLParser

from .._seam import analytics
from ..building.manifest import write
from ..core.amounts import amount
from ..core.clock import authors_day
from ..core.typed import command as typed
from ..web.snapshots import RECORD, Look, parse_looks, written
from .guest import Answer, Guest, Manners

# After so many days an address is looked at again; after so many of no answer a page counts as gone.
AGAIN_DAYS, GONE_DAYS = 30, 30
_SITES_AT_ONCE = 8
_KEPT_EVERY = 10.0
_LONGEST_WHY = 200


def addresses_in(site: Path) -> list[str]:
    """The addresses of other sites that the pages of a site link to, each once."""
    found: dict[str, None] = {}
    for page in sorted(site.rglob("*.html")):
        for link in LexborHTMLParser(page.read_bytes()).css("a[data-originalurl]"):
            # A place in a page is no other page.
            address = (link.attributes["data-originalurl"] or "").partition("#")[0]
            if address.isprintable() and re.fullmatch(r"https?://\S+", address):
                found[address] = None
    return list(found)


def read_record(content: Path) -> dict[str, Look]:
    """What is known of each address.

    Raises:
        ContentError: the record holds a line that is not one of its own.
    """
    file = content / RECORD
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return {look.address: look for look in parse_looks(text, RECORD)}


@dataclass
class Keeper:
    """What is known of addresses, kept beside the posts as it comes to be known."""

    content: Path
    looks: dict[str, Look]
    _kept_at: float = 0.0

    def note(self, address: str, answer: Answer, today: date) -> Look:
        """Take down an answer; the first text of a page is kept, later ones are not."""
        look = after(self.looks.get(address), address, answer, today)
        if answer.text and look.saved_on is None:
            data = answer.text.encode()
            look = replace(look, saved_on=today, sha256=sha256(data).hexdigest())
            write(self.content / look.file, data)
        self.looks[address] = look
        if time.monotonic() > self._kept_at + _KEPT_EVERY:
            self.keep()
        return look

    def keep(self) -> None:
        """Write the record."""
        write(self.content / RECORD, written(self.looks.values()).encode())
        self._kept_at = time.monotonic()


def after(known: Look | None, address: str, answer: Answer, today: date) -> Look:
    """What is known of an address after an answer; one that fails for long is gone."""
    known = known or Look(address, today, answer.state)
    # As it was sent it may colour a terminal, or end a line of the record.
    answer = replace(answer, why=analytics.printable(answer.why)[:_LONGEST_WHY])
    if answer.state == "refused" and known.state == "gone":
        # A site that lets no program look has not brought the page back.
        return replace(known, looked_on=today, why=answer.why)
    if answer.state in {"there", "refused"}:
        return replace(known, looked_on=today, state=answer.state, since=None, why=answer.why)
    since = known.since or today
    is_gone = answer.state == "gone" or today - since >= timedelta(days=GONE_DAYS)
    return replace(known, looked_on=today, state="gone" if is_gone else "failing", since=since, why=answer.why)


def due(addresses: Iterable[str], looks: dict[str, Look], today: date) -> list[str]:
    """The addresses that are to be looked at: those that never were, and those that were long ago."""
    return [one for one in addresses if one not in looks or today - looks[one].looked_on >= timedelta(days=AGAIN_DAYS)]


def look_at_due(content: Path, build: Callable[[Path], None], most: int, say: Callable[[str], None]) -> None:
    """Look at all addresses that a journal links to and that are due today; the command ends where that is stopped.

    Args:
        content: the folder of posts, beside which it is kept.
        build: makes the site in a folder; its pages tell what is linked to.
        most: look at so many at most; 0 for all.
        say: is told of each.
    """
    try:
        known = _recorded(content)
        with tempfile.TemporaryDirectory(prefix="learning-timeline-") as made:
            site = Path(made, "site")
            build(site)
            addresses = addresses_in(site)
        today = authors_day()
        asked = due(addresses, known, today)[: most or None]
        look_at(asked, Keeper(content, known), Manners(), today, say)
    except KeyboardInterrupt:
        raise Exit(f"Stopped; what was found is kept, and `{typed('links')}` goes on from there.", code=130) from None


def tell(content: Path, say: Callable[[str], None]) -> None:
    """Say what is known to be gone; the command ends where the record is damaged."""
    say("\n".join(report(_recorded(content).values())))


def looks_as_json(content: Path) -> list[dict[str, str | None]]:
    """What is known of each address, in words; the command ends where the record is damaged."""
    return [
        {
            "address": look.address,
            "state": look.state,
            "looked_on": str(look.looked_on),
            "since": str(look.since) if look.since else None,
            "why": look.why,
            "saved_text": str(look.file) if look.saved_on else None,
        }
        for look in sorted(_recorded(content).values(), key=lambda look: look.address)
    ]


def _recorded(content: Path) -> dict[str, Look]:
    try:
        return read_record(content)
    except analytics.ContentError as problem:
        raise Exit(str(problem), code=1) from None


def look_at(
    addresses: Sequence[str], keeper: Keeper, manners: Manners, today: date, say: Callable[[str], None]
) -> list[Look]:
    """Look at addresses: those of one site one after the other, some sites at once. What was found is kept, however this ends."""
    by_site: defaultdict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        # As far as its host goes; what is none is told when it is asked for.
        by_site[address.lower().split("/", 3)[2]].append(address)
    is_over = threading.Event()
    guest = Guest(manners, is_over)
    sites: SimpleQueue[list[str] | None] = SimpleQueue()
    answers: SimpleQueue[tuple[str, Answer]] = SimpleQueue()

    def visit() -> None:
        while (pages := sites.get()) is not None:
            for address in pages:
                if is_over.is_set():
                    return
                answers.put((address, guest.ask(address)))

    for pages in by_site.values():
        sites.put(pages)
    for _ in range(_SITES_AT_ONCE):
        sites.put(None)
        # What a thread of this kind is doing keeps nobody who wants to stop.
        threading.Thread(target=visit, name="links", daemon=True).start()
    looks: list[Look] = []
    expected = sum(map(len, by_site.values()))
    try:
        while len(looks) < expected:
            address, answer = answers.get()
            look = keeper.note(address, answer, today)
            looks.append(look)
            say(f"{len(looks):,} of {expected:,}: {look.state}: {address}{f' ({look.why})' if look.why else ''}")
    finally:
        is_over.set()
        keeper.keep()
    return looks


def report(looks: Iterable[Look]) -> list[str]:
    """What is gone or did not answer, a line each, and a sentence about all."""
    looks = sorted(looks, key=lambda look: look.address)
    lines = []
    for look in looks:
        if look.state in {"gone", "failing"}:
            saved = f"; its text of {look.saved_on} is in {look.file}" if look.saved_on else "; nothing of it was saved"
            lines.append(f"{look.address}: {look.state} since {look.since} ({analytics.printable(look.why)}){saved}")
    count = {state: sum(look.state == state for look in looks) for state in ("there", "gone", "failing", "refused")}
    saved_texts = sum(look.saved_on is not None for look in looks)
    told = ", ".join(f"{number:,} {state}" for state, number in count.items())
    return [
        *lines,
        f"{amount(len(looks), 'address', 'addresses')}: {told}; of {saved_texts:,} the text is saved.",
    ]
