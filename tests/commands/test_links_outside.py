"""Links to other sites: dated on the pages, looked at politely by `invoke links`, and their saved text offered when they are gone.

The other sites are a server of this machine.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from analytics import ContentError
from learning_timeline.commands.guest import Answer, Guest, Manners
from learning_timeline.commands.outside import (
    Keeper,
    addresses_in,
    after,
    due,
    look_at,
    read_record,
    report,
)
from learning_timeline.core.speaking import speaking
from learning_timeline.web.snapshots import Look, SavedLink, parse_looks, with_dates, written
from tests.builders.site import ROOT, Built, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 11, 23)
PAGES = {
    "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /private\n"),
    "/here": (
        200,
        "text/html; charset=iso-8859-1",
        "<h1>Här</h1><p>Two <b>words</b></p><script>no()</script>".encode("latin-1"),
    ),
    "/pdf": (200, "application/pdf", b"%PDF"),
    "/gone": (410, "text/html", b"gone"),
    "/broken": (500, "text/html", b"broken"),
    "/private": (200, "text/html", b"secret"),
    "/endless": (200, "text/html", b"<p>" + b"word " * 100_000),
}
POST = """---
title: Links
date: 2026-03-01
resources: [{0}/here]
---
See [here]({0}/here "a <title>"), [there]({0}/gone?a&b) and [home](/about/), <{0}/pdf>.

```html
<a href="{0}/code">code</a>
```

<a class="x" href="{0}/raw#place">raw</a>
"""


class Server:
    """Other sites' pages, and who asked for them when."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, float]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, self.headers["User-Agent"], time.monotonic()))
                if self.path.startswith("/to?"):
                    self.send_response(302)
                    self.send_header("Location", self.path[4:])
                    self.end_headers()
                    return
                status, kind, data = PAGES.get(self.path.partition("?")[0], (404, "text/html", b""))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def manners(**changed: object) -> Manners:
    return Manners(**{"pause": 0.0, "timeout": 5.0, "may_ask_inside": True, **changed})  # type: ignore[arg-type]


def look(server: Server, content: Path, *pages: str, today: date = TODAY) -> dict[str, Look]:
    known = read_record(content)
    look_at([f"{server.address}{page}" for page in pages], Keeper(content, known), manners(), today, lambda _: None)
    return {page: read_record(content)[f"{server.address}{page}"] for page in pages}


def test_what_is_there_is_saved_once_and_what_is_not_is_told(server: Server, tmp_path: Path) -> None:
    looks = look(server, tmp_path, "/here", "/pdf", "/gone", "/missing", "/broken", "/private")
    assert {page: one.state for page, one in looks.items()} == {
        "/here": "there",
        "/pdf": "there",
        "/gone": "gone",
        "/missing": "gone",
        "/broken": "failing",
        "/private": "refused",
    }
    here = looks["/here"]
    assert (tmp_path / here.file).read_text(encoding="utf-8").split() == ["Här", "Two", "words"]
    assert here.saved_on == TODAY
    assert not looks["/pdf"].sha256
    lines = report(read_record(tmp_path).values())
    assert lines[-1] == "6 addresses: 2 there, 2 gone, 1 failing, 1 refused; of 1 the text is saved."
    assert "/gone: gone since 2026-11-23 (410 Gone); nothing of it was saved" in "\n".join(lines)
    later = look(server, tmp_path, "/here", today=TODAY + timedelta(days=40))["/here"]
    assert (later.looked_on, later.saved_on) == (TODAY + timedelta(days=40), TODAY)


def test_a_site_is_asked_as_a_guest(server: Server, tmp_path: Path) -> None:
    addresses = [f"{server.address}/{page}" for page in ("here", "pdf", "private")]
    look_at(addresses, Keeper(tmp_path, {}), manners(pause=0.3), TODAY, lambda _: None)
    asked = [path for path, _, _ in server.asked]
    assert asked == ["/robots.txt", "/here", "/pdf"]
    assert all(agent.startswith("learning-timeline ") for _, agent, _ in server.asked)
    times = [moment for _, _, moment in server.asked]
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.25


def test_no_more_is_read_than_a_page_may_have(server: Server) -> None:
    answer = Guest(manners(most=1000)).ask(f"{server.address}/endless")
    assert answer.state == "there"
    assert 900 < len(answer.text) < 1100


def test_a_private_network_and_files_are_left_alone(server: Server, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    assert Guest(manners(may_ask_inside=False)).ask(f"{server.address}/here").state == "refused"
    assert not server.asked
    for target in (f"file://{secret}", "ftp://127.0.0.1/x"):
        answer = Guest(manners()).ask(f"{server.address}/to?{target}")
        assert (answer.state, answer.text) == ("failing", "")
    followed = Guest(manners()).ask(f"{server.address}/to?/here")
    assert followed.text.split() == ["Här", "Two", "words"]


def test_a_site_that_does_not_answer_fails_first_and_is_gone_after_a_month(tmp_path: Path) -> None:
    address = "http://127.0.0.1:1/x"
    look_at([address, f"{address}/2"], Keeper(tmp_path, {}), manners(), TODAY, lambda _: None)
    first = read_record(tmp_path)[address]
    assert first.state == "failing"
    assert "refused" in first.why
    later = after(first, address, Answer("failing", "no answer"), TODAY + timedelta(days=31))
    assert (later.state, later.since) == ("gone", TODAY)
    back = after(later, address, Answer("there"), TODAY + timedelta(days=32))
    assert (back.state, back.since) == ("there", None)


def test_a_run_goes_on_where_it_was_stopped(server: Server, tmp_path: Path) -> None:
    def stop(_: str) -> None:
        raise KeyboardInterrupt

    addresses = [f"{server.address}/{page}" for page in ("here", "pdf", "gone")]
    with pytest.raises(KeyboardInterrupt):
        look_at(addresses, Keeper(tmp_path, {}), manners(), TODAY, stop)
    known = read_record(tmp_path)
    assert list(known) == addresses[:1]
    assert due(addresses, known, TODAY) == addresses[1:]
    assert due(addresses, known, TODAY + timedelta(days=30)) == addresses


def test_the_command_reports_what_is_known_and_asks_nobody(server: Server, tmp_path: Path) -> None:
    look(server, tmp_path, "/here", "/gone")
    asked = len(server.asked)
    command = [sys.executable, "-m", "invoke", "links", "--content", str(tmp_path), "--report"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert f"{server.address}/gone: gone since 2026-11-23" in ended.stdout
    assert len(server.asked) == asked
    (tmp_path / "snapshots/links.tsv").write_text("x\n", encoding="utf-8")
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "snapshots/links.tsv:1: is not the first line of this record: restore it from git" in ended.stderr


def build(site: Site, **changed: object) -> Built:
    return site.build(LEARNING_TIMELINE_SNAPSHOTS=True, **changed)


@pytest.fixture
def site(server: Server, tmp_path: Path) -> Site:
    return Site(tmp_path).post("posts/links.md", POST.format(server.address))


def test_each_link_to_another_site_says_when_it_was_set(server: Server, site: Site) -> None:
    built = build(site)
    text = built.text("posts/2026/03/links/")
    for page in ("/here", "/gone?a&amp;b", "/pdf", "/raw#place"):
        address = f"{server.address}{page}"
        assert f'href="{address}" data-originalurl="{address}" data-versiondate="2026-03-01"' in text
    assert 'data-originalurl="/' not in text
    assert f'{server.address}/code" data-' not in text
    assert 'data-versiondate="2026-03-01">' in built.text("resources/")
    assert sorted(addresses_in(built.folder)) == sorted(
        f"{server.address}{page}" for page in ("/here", "/gone?a&b", "/pdf", "/raw")
    )


def test_the_saved_text_of_a_page_that_is_gone_is_offered(
    server: Server, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build(site).files()
    monkeypatch.setitem(PAGES, "/here", (200, "text/html", b"<p>&lt;script&gt;alert(1)&lt;/script&gt; words"))
    saved = look(server, site.content, "/here")["/here"]
    assert {name: data for name, data in build(site).files().items() if name in before and name[0] != "."} == {
        name: data for name, data in before.items() if name[0] != "."
    }
    monkeypatch.setitem(PAGES, "/here", (404, "text/html", b""))
    look(server, site.content, "/here", today=TODAY + timedelta(days=31))
    built = build(site)
    url = f"snapshots/{saved.sha256[:16]}/"
    page = built.text(url)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; words" in page
    assert '<meta name="robots" content="noindex">' in page
    assert f"SHA-256: <code>{saved.sha256}</code>" in page
    for place, root in (("posts/2026/03/links/", "../../../.."), ("resources/", "..")):
        text = built.text(place)
        assert f'data-versionurl="{root}/{url}"' in text
        assert "(gone: saved text of" in text
    assert built.files() == build(site).files()
    mapped = build(site, SITEURL="https://me.example", RELATIVE_URLS=False)
    assert "licences/" in mapped.text("sitemap.xml")
    assert "snapshots/" not in mapped.text("sitemap.xml")
    assert not site.build(LEARNING_TIMELINE_SNAPSHOTS=False).has(url)


def test_a_saved_text_that_was_changed_ends_the_build(
    server: Server, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = look(server, site.content, "/here")["/here"]
    monkeypatch.setitem(PAGES, "/here", (404, "text/html", b""))
    look(server, site.content, "/here", today=TODAY + timedelta(days=31))
    (site.content / saved.file).write_text("forged")
    with pytest.raises(
        Exception, match=rf"{saved.file}: is not the text that was saved of .*/here: restore it from git"
    ):
        build(site)


def test_a_record_comes_back_as_it_was_written_and_what_is_none_is_named() -> None:
    looks = (
        Look("https://a.example/", TODAY, "gone", TODAY, TODAY, "0" * 64, "404\tNot\nFound"),
        Look("https://b.example/", TODAY, "there"),
    )
    text = written(reversed(looks))
    assert written(parse_looks(text, "r")) == text
    assert parse_looks("", "r") == ()
    damages = {
        "nonsense\n": "r:1: is not the first line",
        text.replace("gone", "lost"): "r:2: is not a row",
        f"{text}x\n": "r:4: is not a row",
    }
    for damaged, place in damages.items():
        with pytest.raises(ContentError, match=place):
            parse_looks(damaged, "r")


def test_links_into_the_site_itself_and_those_with_a_date_stay() -> None:
    own = (
        '<a href="https://me.example/a/">a</a><a href="https://x.example/" data-originalurl="https://y.example/">b</a>'
    )
    assert with_dates(own, TODAY, {}, "https://me.example") == own


def test_a_saved_text_is_offered_in_the_language_of_the_site() -> None:
    gone = {"https://a.example/": SavedLink("https://a.example/", "snapshots/0/", date(2026, 3, 1))}
    with speaking("de"):
        assert "1. März 2026" in with_dates('<a href="https://a.example/">a</a>', TODAY, gone, "..")
