"""A server of this machine that answers as no server should: each behaviour by the path that is asked for.

with StrangeServer({"/slow": lambda link: drip(link, page(b"x"))}) as server:
    ...
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Behaviour = bytes | Callable[[socket.socket], None]


class StrangeServer:
    """Answers each path with bytes as they are, or by what a function does with the connection.

    Args:
        behaviours: by path, without the query; whatever is not here is not found.
    """

    def __init__(self, behaviours: Mapping[str, Behaviour]) -> None:
        self.behaviours = dict(behaviours)
        self.asked: list[str] = []
        self.headers: dict[str, bytes] = {}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        # A close alone leaves the thread waiting.
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                link, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(link,), daemon=True).start()

    def _answer(self, link: socket.socket) -> None:
        with link, suppress(OSError):
            asked = b""
            while b"\r\n\r\n" not in asked and (piece := link.recv(65536)):
                asked += piece
            target = asked.split(b" ", 2)[1].decode()
            self.asked.append(target)
            self.headers[target] = asked
            behaviour = self.behaviours.get(target.partition("?")[0], page(b"", "404 Not Found"))
            if isinstance(behaviour, bytes):
                link.sendall(behaviour)
            else:
                behaviour(link)


def page(body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    """An answer as it should be; `_` in the name of a header stands for `-`."""
    told = {"Content_Type": kind, "Content_Length": str(len(body)), "Connection": "close", **headers}
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in told.items() if value)]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    """An answer that leads on."""
    return page(b"", status, Location=to)


def drip(data: bytes, every: float = 0.2) -> Callable[[socket.socket], None]:
    """Send bytes one by one, with a pause after each."""

    def send(link: socket.socket) -> None:
        for byte in data:
            link.sendall(bytes([byte]))
            time.sleep(every)

    return send


def forever(data: bytes, first: bytes = b"") -> Callable[[socket.socket], None]:
    """Send the same bytes until nobody takes them."""

    def send(link: socket.socket) -> None:
        link.sendall(first)
        while True:
            link.sendall(data)

    return send
