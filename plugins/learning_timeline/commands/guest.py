"""Addresses in, what each site answered out, asked as a guest: as `robots.txt` allows, one page of a site at a time.

The rules of a site hold for each address on the way: where a redirect leads to another site, that site's rules are asked for, and
its pause is kept.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin

from .page_text import read_text
from .robots import Robots
from .web_client import InsideError, Response, follow, site_of

AGENT = "learning-timeline"
_GONE = frozenset({404, 410})
# What a server says to a program that it does not want, or not now: nothing of whether the page is there.
_COULD_NOT_LOOK = frozenset({401, 402, 403, 407, 429, 451, 503})
_TOO_MANY_REQUESTS = 429
_MOST_HOPS = 10
_LONGEST_PAUSE = 60.0
_MOST_ROBOTS = 500_000


@dataclass(frozen=True, slots=True)
class Manners:
    """How other sites are asked.

    Attributes:
        agent: the name by which the program is known to them.
        pause: seconds between two pages of a site, or more where its `robots.txt` asks for more.
        timeout: seconds that are given to an address in all: for the rules of each site on the way, for what it answers,
            wherever that leads, and for reading it.
        most: bytes of a page.
        most_text: characters of its words.
        may_ask_inside: whether addresses of this machine and of private networks are asked; for tests.
    """

    agent: str = AGENT
    pause: float = 2.0
    timeout: float = 20.0
    most: int = 4_000_000
    most_text: int = 1_000_000
    may_ask_inside: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered: its state as in `Look`, why it is not there, and its text where it has one."""

    state: str
    why: str = ""
    text: str = ""


@dataclass
class _Site:
    """What is known of a site while its pages are asked for: its rules, and when it was last asked."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Robots | Exception | None = None
    last: float = 0.0


class Guest:
    """Asks for pages, of some sites at once; each of these one page after the other.

    Args:
        manners: how they are asked.
        is_over: set when nobody waits for answers any more.
    """

    def __init__(self, manners: Manners, is_over: threading.Event | None = None) -> None:
        self._manners, self._is_over = manners, is_over or threading.Event()
        self._sites: dict[str, _Site] = {}
        self._lock = threading.Lock()

    def ask(self, address: str) -> Answer:
        """What is at an address; whatever goes wrong on the way is an answer too."""
        try:
            return self._answer(address)
        except InsideError as refused:
            return Answer("refused", str(refused))
        except TimeoutError:
            return Answer("failing", f"it took more than {self._manners.timeout:.0f} seconds")
        except Exception as error:  # noqa: BLE001 - a stranger's page may end no run
            return Answer("failing", str(error) or type(error).__name__)

    def _answer(self, address: str) -> Answer:
        left = self._manners.timeout
        for _ in range(_MOST_HOPS):
            site = self._site(address)
            with site.lock:
                began = time.monotonic()
                rules = self._rules(site, address, left)
                left -= time.monotonic() - began
                if not rules.allows(address):
                    return Answer("refused", "robots.txt asks programs to leave it alone")
                pause = max(self._manners.pause, rules.delay)
                if self._is_over.wait(max(0.0, site.last + min(pause, _LONGEST_PAUSE) - time.monotonic())):
                    return Answer("failing", "the run was stopped")
                began = time.monotonic()
                try:
                    found = self._fetch(address, left, self._manners.most)
                finally:
                    site.last = time.monotonic()
            left -= time.monotonic() - began
            if not found.leads_on:
                return self._told(found, left)
            address = urldefrag(urljoin(address, found.location))[0]
        return Answer("failing", f"it leads on more than {_MOST_HOPS} times")

    def _told(self, found: Response, left: float) -> Answer:
        if 200 <= found.status < 300:  # noqa: PLR2004 - as HTTP has it
            most = self._manners.most_text
            return Answer("there", text=read_text(found.kind, found.charset, found.data, seconds=left, most=most))
        why = f"{found.status} {found.reason}".strip()
        if found.status in _COULD_NOT_LOOK:
            return Answer("refused", why)
        return Answer("gone" if found.status in _GONE else "failing", why)

    def _site(self, address: str) -> _Site:
        with self._lock:
            return self._sites.setdefault(site_of(address), _Site())

    def _rules(self, site: _Site, address: str, seconds: float) -> Robots:
        """The rules of a site; what kept them from being read is raised for each of its pages, and not met again."""
        if site.rules is None:
            try:
                site.rules = self._read_rules(address, seconds)
            except TimeoutError as error:
                # A site that another led to had only what that one left of the time: it may do for its own pages.
                if seconds < self._manners.timeout:
                    raise
                site.rules = error
            except Exception as error:  # noqa: BLE001 - kept for the other pages
                site.rules = error
            finally:
                site.last = time.monotonic()
        if isinstance(site.rules, Exception):
            raise site.rules
        return site.rules

    def _read_rules(self, address: str, seconds: float) -> Robots:
        """As RFC 9309 has it: none is no rule, and where it cannot be had nothing is read."""
        found = self._fetch(urljoin(address, "/robots.txt"), seconds, _MOST_ROBOTS, hops=_MOST_HOPS)
        if found.status < 300:  # noqa: PLR2004 - as HTTP has it
            return Robots.read(found.data, self._manners.agent)
        could_not_look = found.status >= 500 or found.status == _TOO_MANY_REQUESTS  # noqa: PLR2004 - likewise
        return Robots.nothing() if could_not_look else Robots()

    def _fetch(self, address: str, seconds: float, most: int, hops: int = 1) -> Response:
        headers = {
            "User-Agent": f"{self._manners.agent} (keeps the text of what its author links to)",
            "Accept": "text/html, */*;q=0.5",
        }
        inside = self._manners.may_ask_inside
        return follow(address, headers, seconds=seconds, most=most, hops=hops, may_ask_inside=inside)
