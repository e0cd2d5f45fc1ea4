"""Addresses that a site links to in, what is to be found there out: kept beside the posts, with the text of each page.

The one module that looks at other sites' pages, and only when a person asks for it. It asks as a guest: one page of a site at a
time, with a pause between two; only what the site's `robots.txt` lets programs read; so much and no more of a page, and not for
ever. Each answer is kept at once, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import re
import socket
import tempfile
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from http.client import HTTPException
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)
from urllib.robotparser import RobotFileParser

from inscriptis import get_text
from inscriptis.model.config import ParserConfig
from invoke.exceptions import Exit
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from .._seam import analytics
from ..web.snapshots import RECORD, Look, parse_looks, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

AGENT = "learning-timeline"
# After so many days an address is looked at again; after so many of no answer a page counts as gone.
AGAIN_DAYS, GONE_DAYS = 30, 30
_GONE = frozenset({404, 410})
_HOSTS_AT_ONCE = 8
_KEPT_EVERY = 10.0
_CHUNK = 1 << 16
_LONGEST_PAUSE = 60.0
_TEXT_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_CONTROL = re.compile(r"[^\S\n]+(?=\n)|[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Manners:
    """How other sites are asked.

    Attributes:
        agent: the name by which the program is known to them.
        pause: seconds between two pages of a site, or more where its `robots.txt` asks for more.
        timeout: seconds that are waited for an answer, and in all for the whole of it.
        most: bytes of a page.
        may_ask_inside: whether addresses of this machine and of private networks are asked; for tests.
    """

    agent: str = AGENT
    pause: float = 2.0
    timeout: float = 20.0
    most: int = 4_000_000
    may_ask_inside: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered: its state as in `Look`, why it is not there, and its text where it has one."""

    state: str
    why: str = ""
    text: str = ""


class _InsideError(URLError):
    """An address leads into a private network."""


class _Redirects(HTTPRedirectHandler):
    def __init__(self, check: Callable[[str], None]) -> None:
        self._check = check

    def redirect_request(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: str) -> Request | None:  # noqa: ANN401, PLR0913, PLR0917 - the library's own
        self._check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Guest:
    """Asks the pages of one site, one after the other."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._robots: RobotFileParser | None = None
        self._does_not_answer: OSError | None = None
        self._last = 0.0
        # No files, no FTP, nothing but the web.
        self._opener = OpenerDirector()
        for handler in (
            *(ProxyHandler(), UnknownHandler(), HTTPHandler(), HTTPSHandler(), HTTPDefaultErrorHandler()),
            *(_Redirects(self._check), HTTPErrorProcessor()),
        ):
            self._opener.add_handler(handler)

    def ask(self, address: str) -> Answer:
        """What is at an address."""
        try:
            robots = self._rules(address)
            if not robots.can_fetch(self._manners.agent, address):
                return Answer("refused", "robots.txt asks programs to leave it alone")
            pause = float(robots.crawl_delay(self._manners.agent) or 0)
            self._wait(min(max(self._manners.pause, pause), _LONGEST_PAUSE))
            kind, charset, data = self._get(address, self._manners.most)
        except HTTPError as error:
            error.close()
            return Answer("gone" if error.code in _GONE else "failing", f"{error.code} {error.reason}")
        except _InsideError:
            return Answer("refused", "it leads into a private network")
        except (OSError, HTTPException, ValueError) as error:
            return Answer("failing", str(getattr(error, "reason", "") or error) or type(error).__name__)
        return Answer("there", text=text_of(kind, charset, data) if kind in _TEXT_TYPES else "")

    def _rules(self, address: str) -> RobotFileParser:
        if self._does_not_answer is not None:
            raise self._does_not_answer
        if self._robots is None:
            robots = RobotFileParser()
            parts = urlsplit(address)
            try:
                _, _, data = self._get(f"{parts.scheme}://{parts.netloc}/robots.txt", 500_000)
                robots.parse(data.decode("utf-8", "replace").splitlines())
            except HTTPError as error:
                error.close()
                # As RFC 9309 has it: none is no rule, and where it cannot be had nothing is read.
                robots.parse([] if 400 <= error.code < 500 else ["User-agent: *", "Disallow: /"])  # noqa: PLR2004 - client's errors
            except OSError as error:
                self._does_not_answer = error
                raise
            self._robots = robots
            self._last = time.monotonic()
        return self._robots

    def _wait(self, pause: float) -> None:
        time.sleep(max(0.0, self._last + pause - time.monotonic()))

    def _get(self, address: str, most: int) -> tuple[str, str | None, bytes]:
        """The kind of what is at an address, the letters that its bytes mean, and the first of these."""
        self._check(address)
        agent = f"{self._manners.agent} (keeps the text of what its author links to)"
        until = time.monotonic() + self._manners.timeout
        try:
            headers = {"User-Agent": agent, "Accept": "text/html, */*;q=0.5"}
            asked = Request(quote(address, safe="%/:=&?~#+!$,;'@()*[]"), headers=headers)  # noqa: S310 - the opener knows the web alone
            with self._opener.open(asked, timeout=self._manners.timeout) as answer:
                data = bytearray()
                while len(data) < most and (piece := answer.read(min(_CHUNK, most - len(data)))):
                    data += piece
                    if time.monotonic() > until:
                        raise TimeoutError(f"it took more than {self._manners.timeout:.0f} seconds")
                headers = answer.headers
                return headers.get_content_type(), headers.get_content_charset(), bytes(data)
        finally:
            self._last = time.monotonic()

    def _check(self, address: str) -> None:
        """Refuse what is no page of the web, or lies in this machine's own network: what posts link to may come from others."""
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise URLError("it leads to no address of the web")
        if self._manners.may_ask_inside:
            return
        for *_, place in socket.getaddrinfo(parts.hostname, parts.port or 80, proto=socket.IPPROTO_TCP):
            if not ip_address(str(place[0]).partition("%")[0]).is_global:
                raise _InsideError("inside")


def text_of(kind: str, charset: str | None, data: bytes) -> str:
    """The words of a page, laid out as a browser for terminals does; empty where there are none.

    >>> text_of("text/html", None, b"<h1>Hello</h1><p>two <b>words</b><script>no</script>").split()
    ['Hello', 'two', 'words']
    """
    if charset is None and kind != "text/plain" and (named := re.search(rb"""charset=["']?([\w-]+)""", data[:2000])):
        charset = named[1].decode("ascii")
    try:
        text = data.decode(charset or "utf-8", "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    if kind != "text/plain":
        # A declaration of its bytes means nothing once it is text, and lxml refuses it.
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
        try:
            text = get_text(text, ParserConfig()) if text.strip() else ""
        except (etree.LxmlError, ValueError, RecursionError):
            return ""
    text = _CONTROL.sub("", f"{text.strip()}\n".replace("\r\n", "\n"))
    return re.sub(r"\n{3,}", "\n\n", text) if text.strip() else ""


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
        ContentError: the record holds a line that is none of its own.
    """
    file = content / RECORD
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return {look.address: look for look in parse_looks(text, RECORD)}


@dataclass
class Keeper:
    """What is known of addresses, kept beside the posts as it comes to be known."""

    content: Path
    looks: dict[str, Look]
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _kept_at: float = 0.0

    def note(self, address: str, answer: Answer, today: date) -> Look:
        """Take down an answer; the first text of a page is kept, later ones are not."""
        with self._lock:
            look = after(self.looks.get(address), address, answer, today)
            if answer.text and look.saved_on is None:
                data = answer.text.encode()
                look = replace(look, saved_on=today, sha256=sha256(data).hexdigest())
                place = self.content / look.file
                place.parent.mkdir(parents=True, exist_ok=True)
                _write(place, data)
            self.looks[address] = look
            if time.monotonic() > self._kept_at + _KEPT_EVERY:
                self._keep()
            return look

    def keep(self) -> None:
        """Write the record."""
        with self._lock:
            self._keep()

    def _keep(self) -> None:
        file = self.content / RECORD
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, written(self.looks.values()).encode())
        self._kept_at = time.monotonic()


def after(known: Look | None, address: str, answer: Answer, today: date) -> Look:
    """What is known of an address after an answer; one that fails for long is gone."""
    known = known or Look(address, today, answer.state)
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
        most: look at so many at the most; 0 for all.
        say: is told of each.
    """
    try:
        known = _recorded(content)
        with tempfile.TemporaryDirectory(prefix="learning-timeline-") as made:
            site = Path(made, "site")
            build(site)
            addresses = addresses_in(site)
        today = datetime.now().astimezone().date()
        asked = due(addresses, known, today)[: most or None]
        look_at(asked, Keeper(content, known), Manners(), today, say)
    except KeyboardInterrupt:
        raise Exit("Stopped; what was found is kept, and `invoke links` goes on from there.", code=130) from None


def tell(content: Path, say: Callable[[str], None]) -> None:
    """Say what is known to be gone; the command ends where the record is damaged."""
    say("\n".join(report(_recorded(content).values())))


def _recorded(content: Path) -> dict[str, Look]:
    try:
        return read_record(content)
    except analytics.ContentError as problem:
        raise Exit(str(problem), code=1) from None


def look_at(
    addresses: Sequence[str], keeper: Keeper, manners: Manners, today: date, say: Callable[[str], None]
) -> list[Look]:
    """Look at addresses: those of one site one after the other, some sites at once. What was found is kept, however this ends."""
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for address in addresses:
        with suppress(ValueError):
            by_host[urlsplit(address).netloc.lower()].append(address)
    is_over = threading.Event()
    looks: list[Look] = []

    def visit(pages: list[str]) -> None:
        guest = Guest(manners)
        for address in pages:
            if is_over.is_set():
                return
            look = keeper.note(address, guest.ask(address), today)
            looks.append(look)
            say(f"{len(looks):,} of {len(addresses):,}: {look.state}: {address}{f' ({look.why})' if look.why else ''}")

    with ThreadPoolExecutor(_HOSTS_AT_ONCE, "links") as pool:
        try:
            for visited in [pool.submit(visit, pages) for pages in by_host.values()]:
                visited.result()
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
            lines.append(f"{look.address}: {look.state} since {look.since} ({look.why}){saved}")
    count = {state: sum(look.state == state for look in looks) for state in ("there", "gone", "failing", "refused")}
    saved_texts = sum(look.saved_on is not None for look in looks)
    told = ", ".join(f"{number:,} {state}" for state, number in count.items())
    return [
        *lines,
        f"{len(looks):,} address{'' if len(looks) == 1 else 'es'}: {told}; of {saved_texts:,} the text is saved.",
    ]


def _write(file: Path, data: bytes) -> None:
    new = file.with_name(f"{file.name}.new")
    new.write_bytes(data)
    new.replace(file)
