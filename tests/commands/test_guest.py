"""`invoke links` on the open web: seventy ways in which servers answer, none of which ends the run or holds it."""

from __future__ import annotations

import gzip
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import zlib
from contextlib import ExitStack
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import brotli
import pytest

from learning_timeline.commands.guest import Answer, Guest, Manners
from learning_timeline.commands.outside import Keeper, after, look_at, read_record, report
from learning_timeline.commands.page_text import read_text, text_of
from learning_timeline.commands.web_client import is_public, site_of
from learning_timeline.web.snapshots import Look
from tests.builders.site import ROOT
from tests.builders.strange_server import StrangeServer, drip, forever, page, redirect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 11, 23)
WORDS = b"<p>two <b>words</b></p>"
ODD_REASON = "404 \x1b]0;TITLE\x07 \x1b[31m\x9b2J"
# What each path answers, and what is made of it: the state, and what its text begins with.
BEHAVIOURS: dict[str, tuple[Any, str, str]] = {
    "/plain": (page(WORDS), "there", "two words"),
    "/no-content": (page(b"", "204 No Content"), "there", ""),
    "/picture": (page(b"\x89PNG", kind="image/png"), "there", ""),
    "/no-type": (page(WORDS, kind=""), "there", ""),
    "/charset-undefined": (page(WORDS, kind="text/html; charset=undefined"), "there", "two words"),
    "/charset-idna": (page(WORDS, kind="text/html; charset=idna"), "there", "two words"),
    "/charset-punycode": (page(WORDS, kind="text/html; charset=punycode"), "there", "two words"),
    "/charset-of-escapes": (page(rb"<p>two \x41", kind="text/html; charset=unicode_escape"), "there", "two \\x41"),
    "/charset-of-raw-escapes": (
        page(rb"<p>two \u0041", kind="text/html; charset=raw-unicode-escape"),
        "there",
        "two \\u0041",
    ),
    "/charset-of-bytes": (page(WORDS, kind='text/html; charset="hex"'), "there", "two words"),
    "/charset-unknown": (page(WORDS, kind="text/html; charset=x-klingon"), "there", "two words"),
    "/charset-in-page": (page(b"<meta charset=undefined>" + WORDS, kind="text/html"), "there", "two words"),
    "/charset-right": (page("Här".encode("latin-1"), kind="text/plain; charset=latin-1"), "there", "Här"),
    "/bytes-of-none": (page(b"\xff\xfe\x00 x", kind="text/plain"), "there", "\ufffd"),
    "/gzip": (page(gzip.compress(WORDS), Content_Encoding="gzip"), "there", "two words"),
    "/deflate": (page(zlib.compress(WORDS), Content_Encoding="deflate"), "there", "two words"),
    "/br": (page(brotli.compress(WORDS), Content_Encoding="br"), "there", "two words"),
    "/gzip-damaged": (page(gzip.compress(WORDS)[:12] + b"damaged", Content_Encoding="gzip"), "there", ""),
    "/packed-otherwise": (page(b"mush", Content_Encoding="x-own"), "there", ""),
    "/gone": (page(b"", "410 Gone"), "gone", ""),
    "/missing": (page(b"", "404 Not Found"), "gone", ""),
    "/odd-reason": (page(b"", ODD_REASON), "gone", ""),
    "/no-reason": (page(b"", "404"), "gone", ""),
    "/error": (page(b"", "500 Internal Server Error"), "failing", ""),
    "/who": (page(b"", "401 Unauthorized"), "refused", ""),
    "/forbidden": (page(b"", "403 Forbidden"), "refused", ""),
    "/too-many": (page(b"", "429 Too Many Requests"), "refused", ""),
    "/busy": (page(b"", "503 Service Unavailable"), "refused", ""),
    "/private": (page(WORDS), "refused", ""),
    "/to-private": (redirect("/private"), "refused", ""),
    "/to-plain": (redirect("plain#place", "301 Moved Permanently"), "there", "two words"),
    "/to-itself": (redirect("/to-itself"), "failing", ""),
    "/to-nowhere": (page(b"", "302 Found"), "failing", ""),
    "/to-a-file": (redirect("file:///etc/hostname"), "failing", ""),
    "/to-no-host": (redirect("http://[::1"), "failing", ""),
    "/says-nothing": (b"", "failing", ""),
    "/says-nonsense": (b"\x00\x01\x02 nonsense\r\n\r\n", "failing", ""),
    "/cut-off": (page(WORDS, Content_Length="9999"), "failing", ""),
    "/chunks-of-no-size": (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n",
        "failing",
        "",
    ),
    "/long-header": (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", "failing", ""),
    "/many-headers": (b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 200 + b"\r\n", "failing", ""),
    "/continues-for-ever": (forever(b"HTTP/1.1 100 Continue\r\n\r\n"), "failing", ""),
    "/headers-drip": (drip(page(WORDS)), "failing", ""),
    "/body-drips": (lambda link: (link.sendall(page(b"", Content_Length="")), drip(b"x" * 99)(link)), "failing", ""),
    "/waits": (lambda _: time.sleep(5), "failing", ""),
    "/endless": (forever(b"word " * 1000, page(b"", kind="text/plain", Content_Length="")), "there", "word word"),
    "/wide-table": (
        page(b"<table><tr><td>" + b"w" * 2000 + b"<tr><td>a<td>b" * 1000 + b"</table>"),
        "there",
        "w" * 2000,
    ),
    "/spaces": (page(b"x" + b" " * 80_000 + b"x", kind="text/plain"), "there", "x   "),
    "/pre-of-spaces": (page(b"<pre>x" + b" " * 80_000 + b"x</pre>"), "there", "x   "),
    "/packed-twice": (page(gzip.compress(gzip.compress(WORDS)), Content_Encoding="gzip, gzip"), "there", ""),
    "/packed-small": (
        page(gzip.compress(b"word " * 1_000_000), kind="text/plain", Content_Encoding="gzip"),
        "there",
        "word word",
    ),
    "/length-below-none": (page(WORDS, Content_Length="-1"), "there", "two words"),
    "/length-in-words": (page(WORDS, Content_Length="some"), "there", "two words"),
    "/header-without-colon": (page(WORDS, Odd="x\r\nno colon at all"), "there", "two words"),
    "/header-of-two-lines": (page(WORDS, Odd="x\r\n folded"), "there", "two words"),
    "/status-of-no-kind": (page(WORDS, "999 Whatever"), "failing", ""),
    "/status-in-words": (page(WORDS, "OK"), "failing", ""),
    "/version-of-later": (page(WORDS).replace(b"HTTP/1.1", b"HTTP/3.0", 1), "failing", ""),
    "/version-of-old": (WORDS, "failing", ""),
    "/to-data": (redirect("data:text/html,two words"), "failing", ""),
    "/to-a-program": (redirect("javascript:void(0)"), "failing", ""),
    "/to-an-odd-port": (redirect("http://127.0.0.1:99999/"), "failing", ""),
    "/to-letters-of-control": (redirect("/pl\x08ain\x1b[31m"), "gone", ""),
    "/charset-long": (page(WORDS, kind="text/html; charset=" + "x" * 5_000), "there", "two words"),
    "/charset-of-seven": (page(b"<p>two +AGEAYg- words</p>", kind="text/html; charset=utf-7"), "there", "two "),
    "/kind-of-none": (page(WORDS, kind=';;;="text'), "there", ""),
    "/later": (page(b"", "503 Service Unavailable", Retry_After="99999999999999999999"), "refused", ""),
    "/deep": (page(b"<div>" * 5_000 + b"two words"), "there", ""),
    "/title-in-colours": (page(b"<title>\x1b[31mtwo\x07 words\xe2\x80\xae</title>" + WORDS), "there", "two words"),
    "/far-to-the-right": (page(b"<p>b</p><p style='padding-left:999999em'>a</p>"), "there", f"b\n\n{' ' * 40}a\n"),
}
ROBOTS = page(
    b"User-agent: *\nDisallow: /private\nCrawl-delay: \xc2\xb2\nRequest-rate: 1/\xc2\xb2\n", kind="text/plain"
)


def manners(**changed: Any) -> Manners:
    return Manners(**{"pause": 0.0, "timeout": 4.0, "most": 400_000, "may_ask_inside": True, **changed})


@pytest.fixture
def server() -> Iterator[StrangeServer]:
    with StrangeServer({"/robots.txt": ROBOTS} | {path: told[0] for path, told in BEHAVIOURS.items()}) as server:
        yield server


def test_whatever_a_server_does_the_run_goes_on_and_says_what_came_of_it(tmp_path: Path) -> None:
    """Each behaviour by a server of its own, so that they are looked at beside each other; then all are known."""
    assert len(BEHAVIOURS) >= 70
    paths = {}
    said: list[str] = []
    servers = [
        StrangeServer({"/robots.txt": ROBOTS, path: told[0], "/plain": page(WORDS), "/private": page(WORDS)})
        for path, told in BEHAVIOURS.items()
    ]
    for path, server in zip(BEHAVIOURS, servers, strict=True):
        server.__enter__()
        paths[f"{server.address}{path}"] = path
    began = time.monotonic()
    look_at([*paths], Keeper(tmp_path, {}), manners(), TODAY, said.append)
    assert time.monotonic() - began < 60
    for server in servers:
        server.__exit__()
    known = read_record(tmp_path)
    assert {paths[one]: look.state for one, look in known.items()} == {path: t[1] for path, t in BEHAVIOURS.items()}
    for one, look in known.items():
        begins = BEHAVIOURS[paths[one]][2]
        assert bool(look.sha256) == bool(begins), paths[one]
        if begins:
            text = (tmp_path / look.file).read_text(encoding="utf-8")
            assert text.startswith(begins)
            assert len(text) <= 400_001
    told = "".join([*said, *report(known.values()), (tmp_path / "snapshots/links.tsv").read_text(encoding="utf-8")])
    assert "".join(told.split("\n")).replace("\t", "").isprintable()
    assert "/private" not in [path for server in servers[1:] for path in server.asked]


def test_the_time_of_an_address_is_kept_to_whatever_it_is_spent_on(server: StrangeServer) -> None:
    guest = Guest(manners(timeout=0.6))
    for path in ("/headers-drip", "/body-drips", "/waits", "/continues-for-ever"):
        began = time.monotonic()
        answer = guest.ask(f"{server.address}{path}")
        assert answer == Answer("failing", "it took more than 1 seconds")
        assert time.monotonic() - began < 3


def test_the_time_of_an_address_is_for_the_rules_of_all_sites_on_the_way() -> None:
    rules = page(b"", kind="text/plain")

    def slowly(link: socket.socket) -> None:
        time.sleep(0.7)
        link.sendall(rules)

    with ExitStack() as stack:
        others = [stack.enter_context(StrangeServer({"/robots.txt": slowly, "/a": page(WORDS)})) for _ in range(4)]
        for one, other in pairwise(others):
            one.behaviours["/on"] = redirect(f"{other.address}/on")
        guest = Guest(manners(timeout=1.6))
        began = time.monotonic()
        assert guest.ask(f"{others[0].address}/on") == Answer("failing", "it took more than 2 seconds")
        assert time.monotonic() - began < 2.5
        assert others[3].asked == []
        # What came too late for one address is no fault of the site.
        assert guest.ask(f"{others[2].address}/a").state == "there"


def test_the_rules_of_each_site_on_the_way_are_asked_for(server: StrangeServer) -> None:
    refused = page(b"User-agent: *\nDisallow: /\n", kind="text/plain")
    guest = Guest(manners())
    with StrangeServer({"/robots.txt": refused, "/plain": page(WORDS)}) as other:
        server.behaviours |= {
            "/to-other": redirect(f"{other.address}/plain"),
            "/to-busy": redirect("http://127.0.0.1:1/"),
        }
        for _ in range(2):
            answer = guest.ask(f"{server.address}/to-other")
            assert answer == Answer("refused", "robots.txt asks programs to leave it alone")
        assert other.asked == ["/robots.txt"]
        other.behaviours["/robots.txt"] = redirect(f"{server.address}/robots.txt")
        assert Guest(manners()).ask(f"{other.address}/private").state == "refused"
        for status, state in {"404 Not Found": "there", "429 Slow": "refused", "503 Busy": "refused"}.items():
            other.behaviours["/robots.txt"] = page(b"", status)
            assert Guest(manners()).ask(f"{other.address}/plain").state == state
    assert guest.ask(f"{server.address}/to-busy").state == "failing"


def test_a_site_is_one_however_its_name_is_spelt(server: StrangeServer) -> None:
    """Each name, port and person before it would otherwise have rules and a pause of its own."""
    spelt = ("127.0.0.1", "a:b@127.0.0.1", "127.0.0.1.", "ME@127.0.0.1")
    guest = Guest(manners())
    for host in spelt:
        guest.ask(f"HTTP://{host}:{server.port}/plain")
    assert server.asked.count("/robots.txt") == 1
    assert site_of("http://a.example") == site_of("HTTP://x@A.Example.:80/b") != site_of("https://a.example")


def test_two_redirects_to_one_site_keep_its_pause(server: StrangeServer) -> None:
    moments: list[float] = []

    def note(link: socket.socket) -> None:
        moments.append(time.monotonic())
        link.sendall(page(WORDS))

    with StrangeServer({"/a": note, "/b": note}) as other:
        guest = Guest(manners(pause=0.4))
        server.behaviours |= {f"/to-{name}": redirect(f"{other.address}/{name}") for name in "ab"}
        asks = [threading.Thread(target=guest.ask, args=(f"{server.address}/to-{name}",)) for name in "ab"]
        for thread in asks:
            thread.start()
        for thread in asks:
            thread.join()
    assert abs(moments[1] - moments[0]) > 0.35


def test_what_could_not_be_looked_at_is_never_gone() -> None:
    look = Look("https://a.example/", TODAY, "there")
    for day in range(1, 100):
        look = after(
            look, look.address, Answer("refused", "503 Service Unavailable"), date.fromordinal(TODAY.toordinal() + day)
        )
        assert look.state == "refused"
    gone = after(look, look.address, Answer("gone", "410 Gone"), TODAY)
    still = after(gone, look.address, Answer("refused", "403 Forbidden"), TODAY)
    assert (still.state, still.since, still.why) == ("gone", TODAY, "403 Forbidden")


def test_the_address_that_was_checked_is_the_one_that_is_asked(
    server: StrangeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere when it is asked for again: once looked up for each request, and never by others."""
    looked_up: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: Any, *rest: Any, **more: Any) -> Any:
        if host != "rebind.example":
            return real(host, *rest, **more)
        looked_up.append(host)
        # First an address of the internet, then this machine.
        return real("127.0.0.1" if len(looked_up) % 2 else "127.0.0.2", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    guest = Guest(manners(timeout=2))
    with socket.create_server(("127.0.0.2", server.port)) as other:
        other.settimeout(0.1)
        answer = guest.ask(f"http://rebind.example:{server.port}/plain")
        assert (answer.state, server.asked, looked_up) == ("failing", ["/robots.txt"], ["rebind.example"] * 2)
        assert b"Host: rebind.example:" in server.headers["/robots.txt"]
        other.accept()[0].close()
    inside = Guest(manners(may_ask_inside=False)).ask(f"http://rebind.example:{server.port}/plain")
    assert inside == Answer("refused", "it leads into a private network")


def test_addresses_of_special_use_are_no_public_ones() -> None:
    inside = """
        127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.1.1 100.64.0.1 0.0.0.0 224.0.0.1 239.1.1.1 255.255.255.255
        192.0.2.1 198.51.100.1 203.0.113.1 198.18.0.1 240.0.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fec0::1 ff02::1
        ::127.0.0.1 ::ffff:127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 2002:7f00:1:: 2001:0:1::1 2001:db8::1
        3fff::1 100::1 192.0.0.8 192.0.0.100 192.88.99.1 ::ffff:192.0.0.9 ::ffff:0:8.8.8.8 5f00::1 2001:1ff::1 100:0:0:1::1
    """
    assert [one for one in inside.split() if is_public(one)] == []
    outside = ("93.184.216.34", "8.8.8.8", "2606:4700::1111", "2a00:1450:4001::1", "2001:4860::8888", "::ffff:8.8.8.8")
    assert [one for one in outside if not is_public(one)] == []


def test_a_page_that_holds_its_reader_has_no_text() -> None:
    heavy = b"<p style='padding-left:99999em'>a</p>" * 20_000
    began = time.monotonic()
    assert read_text("text/html", "", heavy, seconds=1.0, most=1000) == ""
    assert time.monotonic() - began < 5
    assert read_text("text/plain", "", b"word " * 1000, seconds=20.0, most=10) == "word word "
    assert (
        text_of("text/html", "", b"<table><tr><th>a</th><td>b <i>c</i></td></tr><tr><td>d</td></tr></table>")
        == "a b c\nd\n"
    )
    assert text_of("text/html", "", b"\n<?xml version='1.0' encoding='x'?><p>a\x07\x1b[2J</p>") == "a[2J\n"


def test_lines_of_code_stay_lines() -> None:
    code = b"<pre><code><span>def</span> <b>f</b>():\n    return <em>1</em>\n\n\nf()</code></pre><p>and <code>g\n h</code></p>"
    assert text_of("text/html", "", code) == "def f():\n    return 1\n\nf()\n\nand g h\n"


def test_a_run_that_is_interrupted_ends_at_once_and_keeps_what_was_found(server: StrangeServer, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from datetime import date\n"
        "from learning_timeline.commands.outside import Keeper, look_at\n"
        "from learning_timeline.commands.guest import Manners\n"
        "def main():\n"
        "    look_at(sys.argv[2:], Keeper(Path(sys.argv[1]), {}), Manners(pause=0, timeout=60, may_ask_inside=True),"
        " date(2026, 11, 23), lambda said: print(said, flush=True))\n"
        "if __name__ == '__main__': main()\n"
    )
    (tmp_path / "run.py").write_text(program, encoding="utf-8")
    addresses = [f"{server.address}/{path}" for path in ("gone", "waits")]
    command = [sys.executable, str(tmp_path / "run.py"), str(tmp_path), *addresses]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as run:
        assert run.stdout is not None
        assert "gone" in run.stdout.readline()
        run.send_signal(signal.SIGINT)
        run.wait(30)
    # What was still waited for was not.
    assert list(read_record(tmp_path)) == addresses[:1]
