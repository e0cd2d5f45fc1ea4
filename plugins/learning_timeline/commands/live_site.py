"""A site served on this machine, with what only its author sees: problems, drafts, and a reload when something changes."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterable
from hashlib import blake2b
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition
from urllib.parse import unquote, urlsplit

from markupsafe import escape

from .builder import Outcome

SCRIPT = Path(__file__).with_name("serve.js")
# Nothing in a site begins like this.
OURS = "/-/"
_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_STYLE = ":root{color-scheme:light dark;font:1.1rem/1.5 system-ui}body{margin:2rem auto;max-width:40rem;padding:0 1rem}"
# So that a connection whose page is gone is noticed.
_SECONDS_BETWEEN_BEATS = 15


class LiveSite:
    """What is served, and who waits for a change of it.

    Args:
        folders: where pages are looked for, in this order.
    """

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._changed = Condition()
        self._version = 0
        self._look = 0
        self._outcome: Outcome | None = None

    def change(self, outcome: Outcome | None = None, *, looks_different: bool = False) -> None:
        """Tell every page that is open.

        Args:
            outcome: how the last build ended, if it is a new one.
            looks_different: whether pages that are the same bytes are to be loaded again.
        """
        with self._changed:
            self._version += 1
            self._look += looks_different
            self._outcome = outcome or self._outcome
            self._changed.notify_all()

    def wait(self, version: int) -> tuple[int, str]:
        """The state after another version than this, as JSON; after some seconds that of the same one, as nothing."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._version != version, _SECONDS_BETWEEN_BEATS):
                return version, ""
            outcome = self._outcome or Outcome()
            drafts = [{"title": title, "url": f"/{url}"} for title, url in outcome.drafts]
            return self._version, json.dumps(
                {"problems": outcome.problems, "remarks": outcome.remarks, "drafts": drafts}
            )

    def find(self, path: str) -> Path | None:
        """The file that an address without query means; a folder where the address lacks its slash."""
        parts = [part for part in unquote(path).split("/") if part]
        if any(part in {".", ".."} or "\0" in part or "\\" in part for part in parts):
            return None
        for folder in self._folders:
            file = folder.joinpath(*parts)
            if file.is_dir() and path.endswith("/"):
                file /= "index.html"
            if file.exists():
                return file
        return None

    def page(self, html: bytes) -> tuple[bytes, str]:
        """A page with the script that waits for changes, and the name of this version of it."""
        version = blake2b(html + str(self._look).encode(), digest_size=8).hexdigest()
        script = f'<script defer src="{OURS}serve.js" data-version="{version}"></script></head>'
        return html.replace(b"</head>", script.encode(), 1), version

    def list_of_drafts(self) -> bytes:
        """A page of all drafts."""
        drafts = self._outcome.drafts if self._outcome else ()
        items = [f'<li><a href="/{escape(url)}">{escape(title)}</a></li>' for title, url in drafts]
        return _plain("Drafts", f"<ul>{''.join(items)}</ul>" if items else "<p>There is no draft.</p>")

    def missing(self) -> tuple[HTTPStatus, bytes]:
        """What is answered at an address that has no page, and before there is any."""
        page = self.find("/404.html")
        if self._outcome is None and page is None:
            text = "<p>The journal is being built. This page shows it as soon as it is there.</p>"
            return HTTPStatus.SERVICE_UNAVAILABLE, _plain("One moment", text)
        text = '<p>There is no page at this address. <a href="/">The beginning</a>.</p>'
        # Its links are from the site's root, where its file is; what was asked for may be in any folder.
        html = page.read_bytes().replace(b'="./', b'="/') if page else _plain("No page", text)
        return HTTPStatus.NOT_FOUND, html


def _plain(title: str, body: str) -> bytes:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    style = f"<style>{_STYLE}</style>"
    return (
        f'<!doctype html><html lang="en"><head>{head}{style}</head><body><h1>{title}</h1>{body}</body></html>'.encode()
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: LiveSite

    def do_GET(self) -> None:
        """Answer with a page, a file of it, or the changes to come."""
        # A page of another site, whose name was made to lead here, may not read drafts.
        if self.headers.get("Host", "").rpartition(":")[0] not in _HOSTS:
            self._answer(HTTPStatus.FORBIDDEN, b"Only for this machine.", "text/plain")
            return
        path = urlsplit(self.path).path
        if path == f"{OURS}events":
            self._tell_changes()
        elif path == f"{OURS}serve.js":
            self._answer(HTTPStatus.OK, SCRIPT.read_bytes(), "text/javascript")
        else:
            self._send(path)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Say nothing of each request: what is said is of the journal."""

    def _send(self, path: str) -> None:
        found = self.site.find(path)
        if found is None and path == "/drafts/":
            self._answer_page(HTTPStatus.OK, self.site.list_of_drafts())
        elif found is None:
            self._answer_page(*self.site.missing())
        elif found.is_dir():
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif found.suffix == ".html":
            self._answer_page(HTTPStatus.OK, found.read_bytes())
        else:
            self._answer(HTTPStatus.OK, found.read_bytes(), mimetypes.guess_type(found.name)[0] or "")

    def _answer_page(self, status: HTTPStatus, html: bytes) -> None:
        page, version = self.site.page(html)
        self._answer(status, page, "text/html; charset=utf-8", [("ETag", f'"{version}"')])

    def _answer(self, status: HTTPStatus, body: bytes, kind: str, headers: Iterable[tuple[str, str]] = ()) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind or "application/octet-stream"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            *headers,
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _tell_changes(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        version, state = self.site.wait(-1)
        try:
            while True:
                self.wfile.write(f"data: {state}\n\n".encode() if state else b": still here\n\n")
                version, state = self.site.wait(version)
        except OSError:  # the page was left
            return


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A page that was left while it was answered is nobody's concern."""


def server_of(site: LiveSite, port: int) -> ThreadingHTTPServer:
    """A server of a site, for this machine alone.

    Raises:
        OSError: the port is taken.
    """
    return _Server(("127.0.0.1", port), type("Handler", (_Handler,), {"site": site}))
