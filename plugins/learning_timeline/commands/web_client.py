"""One address of the web in, what a server answered out: within a time, so much of it, and from where the address was seen to lead.

The name of a host is looked up once, what is found is checked, and the connection is made to that very address: a name that
leads elsewhere when it is looked up again wins nothing. No redirect is followed, no cookie is kept, no proxy is asked.
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote, urljoin, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from urllib3.response import BaseHTTPResponse

# It would tell the terminal of headers that it cannot read, with a traceback.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)
_Result = TypeVar("_Result")
_CHUNK = 1 << 16
_LEADS_ON = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_UNDERSTOOD = "gzip, deflate, br"
_ENCODINGS = frozenset({"identity", "x-gzip", *_UNDERSTOOD.split(", ")})
_SAFE = "%/:=&?~#+!$,;'@()*[]"
_LONGEST_ADDRESS = 8000
_CHARSET = re.compile(r"""charset=["']?([\w.:-]{1,40})""", flags=re.IGNORECASE)
# Within what the internet hands out (2000::/3) what leads elsewhere, or nowhere: 6to4, Teredo and its neighbours, documentation.
# Of what is special in IPv4, versions of Python know different parts.
_PUBLIC = IPv6Network("2000::/3")
_SPECIAL = tuple(
    map(ip_network, ("2002::/16", "2001::/23", "2001:db8::/32", "3fff::/20", "192.0.0.0/24", "192.88.99.0/24"))
)


class InsideError(OSError):
    """An address leads into a private network."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered.

    Attributes:
        status: of HTTP.
        reason: the status in words.
        kind: the media type, in small letters.
        charset: the encoding that it told; empty if it told none.
        data: the body, without its compression, or the beginning of it; empty if it could not be unpacked.
        location: where it leads on to; empty if it does not.
    """

    status: int
    reason: str
    kind: str
    charset: str
    data: bytes
    location: str

    @property
    def leads_on(self) -> bool:
        """Whether it names another address to ask for."""
        return self.status in _LEADS_ON and bool(self.location)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet, rather than of this machine, a network of its own, or a special use.

    >>> [is_public(one) for one in ("93.184.216.34", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::5db8:d822", "2606:4700::1111")]
    [True, False, False, False, True]
    """
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif found not in _PUBLIC:
            return False
    if any(found.version == network.version and found in network for network in _SPECIAL):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def site_of(address: str) -> str:
    """The site that an address is of, one for all of its spellings.

    >>> site_of("HTTP://me@A.example.:80/b"), site_of("https://[::1]:8443/")
    ('http://a.example:80', 'https://::1:8443')

    Raises:
        ValueError: it is no address.
    """
    parts = urlsplit(address)
    return f"{parts.scheme}://{(parts.hostname or '').rstrip('.')}:{parts.port or _PORTS.get(parts.scheme)}"


def fetch(
    address: str, headers: Mapping[str, str], *, seconds: float, most: int, may_ask_inside: bool = False
) -> Response:
    """Ask for an address.

    Args:
        address: as a link has it, of http or https.
        headers: of the request.
        seconds: for all of it: the name, the connection, headers and body.
        most: bytes of the body that are read.
        may_ask_inside: whether addresses that are not public are asked; for tests.

    Raises:
        InsideError: the address leads into a private network.
        ValueError: it is not one of the web.
        TimeoutError: it was not done in time.
        Exception: whatever else may go wrong between two machines.
    """
    exchange = _Exchange(address, headers, time.monotonic() + seconds, most, may_ask_inside=may_ask_inside)
    try:
        return within(seconds, exchange.run)
    finally:
        exchange.hang_up()


def follow(  # noqa: PLR0913 - as `fetch`, and how far
    address: str, headers: Mapping[str, str], *, seconds: float, most: int, hops: int, may_ask_inside: bool = False
) -> Response:
    """Ask for an address, and for those that it leads to; after so many hops the answer is one that leads on still.

    Args:
        address: as for `fetch`, and so is what may be raised.
        headers: of each request.
        seconds: for all of it.
        most: bytes of a body.
        hops: how many addresses are asked for, at least one.
        may_ask_inside: whether addresses that are not public are asked; for tests.
    """
    until = time.monotonic() + seconds
    while True:
        left = until - time.monotonic()
        found = fetch(address, headers, seconds=left, most=most, may_ask_inside=may_ask_inside)
        hops -= 1
        if not found.leads_on or not hops:
            return found
        address = urljoin(address, found.location)


class _Exchange:
    """One request and its answer, which may be ended from another thread."""

    def __init__(
        self, address: str, headers: Mapping[str, str], until: float, most: int, *, may_ask_inside: bool
    ) -> None:
        self._parts = urlsplit(address)
        self._headers, self._until, self._most, self._may_ask_inside = headers, until, most, may_ask_inside
        self._connection: HTTPConnection | None = None
        # Kept, since a connection forgets it where the body is the last thing that comes.
        self._socket: socket.socket | None = None

    def run(self) -> Response:
        """Ask, and read the answer."""
        parts = self._parts
        if parts.scheme not in _PORTS or not parts.hostname or len(parts.geturl()) > _LONGEST_ADDRESS:
            raise ValueError("it leads to no address of the web")
        host = parts.hostname.encode("idna").decode("ascii")
        port = parts.port or _PORTS[parts.scheme]
        self._connection = connection = self._connected(host, port)
        named = f"[{host}]" if ":" in host else host
        headers = {
            "Host": named if port == _PORTS[parts.scheme] else f"{named}:{port}",
            "Accept-Encoding": _UNDERSTOOD,
            **self._headers,
        }
        asked = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("GET", quote(asked, safe=_SAFE), headers=headers, preload_content=False)
        answer = connection.getresponse()
        told = answer.headers.get("Content-Type", "")
        charset = _CHARSET.search(told)
        return Response(
            answer.status,
            # A reason need not be told; the usual words of a status then say it.
            answer.reason or next((one.phrase for one in HTTPStatus if one == answer.status), ""),
            told.partition(";")[0].strip().lower(),
            charset[1] if charset else "",
            self._body(answer),
            # Headers come as Latin-1, whatever their bytes meant.
            quote(answer.headers.get("Location", ""), safe=_SAFE, encoding="latin-1", errors="replace"),
        )

    def _body(self, answer: BaseHTTPResponse) -> bytes:
        """What was read of a body, unpacked; nothing if it is packed otherwise, or damaged."""
        if answer.headers.get("Content-Encoding", "identity").strip().lower() not in _ENCODINGS:
            return b""
        data = bytearray()
        try:
            while len(data) < self._most and (piece := answer.read(min(_CHUNK, self._most - len(data)))):
                data += piece
        except DecodeError:
            return b""
        return bytes(data)

    def hang_up(self) -> None:
        """End the connection, and with it whoever still reads from it."""
        if self._connection is None:
            return
        # A close alone leaves a thread waiting that reads at this moment; while TLS is agreed upon the socket is the connection's.
        if (used := self._socket or self._connection.sock) is not None:
            with suppress(OSError):
                socket.socket.shutdown(used, socket.SHUT_RDWR)
        with suppress(Exception):
            self._connection.close()

    def _connected(self, host: str, port: int) -> HTTPConnection:
        """A connection to the first of the host's addresses that takes one."""
        found = [str(place[0]) for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not self._may_ask_inside and not all(map(is_public, found)):
            raise InsideError("it leads into a private network")
        failure: Exception = OSError("it has no address")
        for place in dict.fromkeys(found):
            self._connection = connection = self._connection_to(place, port, host)
            try:
                connection.connect()
            except Exception as error:  # noqa: BLE001 - the next address may do
                connection.close()
                failure = error
            else:
                self._socket = connection.sock
                return connection
        raise failure

    def _connection_to(self, place: str, port: int, host: str) -> HTTPConnection:
        left = max(self._until - time.monotonic(), 0.001)
        if self._parts.scheme == "http":
            return HTTPConnection(place, port, timeout=left)
        return HTTPSConnection(
            place, port, timeout=left, ssl_context=_trust(), server_hostname=host, assert_hostname=host
        )


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def within(seconds: float, work: Callable[[], _Result]) -> _Result:
    """What some work gives, if it does in time; else it is left to itself, in a thread that ends with the program.

    Raises:
        TimeoutError: it was not done in time.
        Exception: what the work raised.
    """
    ended: SimpleQueue[tuple[_Result] | Exception] = SimpleQueue()

    def run() -> None:
        try:
            ended.put((work(),))
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            ended.put(error)

    Thread(target=run, name="fetch", daemon=True).start()
    try:
        result = ended.get(timeout=max(seconds, 0.0))
    except Empty:
        result = TimeoutError()
    # The socket may notice it first, in other words.
    if isinstance(result, TimeoutError):
        raise TimeoutError(f"it took more than {seconds:.0f} seconds") from None
    if isinstance(result, Exception):
        raise result
    return result[0]
