"""The rules of `robots.txt`, as RFC 9309 has them, in the ways in which sites write them."""

from __future__ import annotations

import time

import pytest

from learning_timeline.commands.robots import Robots


def allowed(text: str, path: str) -> bool:
    return Robots.read(text.encode(), "learning-timeline").allows(f"https://a.example{path}")


@pytest.mark.parametrize(
    ("text", "path", "may"),
    [
        ("", "/", True),
        ("<html>not found</html>", "/", True),
        ("User-agent: *\nDisallow:", "/", True),
        ("User-agent: *\nDisallow: /", "/", False),
        # A mark of byte order, empty lines within a group, and any ends of lines.
        ("\ufeffUser-agent: *\nDisallow: /", "/", False),
        ("User-agent: *\n\nDisallow: /", "/", False),
        ("User-agent: *\rDisallow: /", "/", False),
        ("USER-AGENT : *\r\ndisallow :/a # all of it", "/ab", False),
        # Wildcards and ends.
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf.html", True),
        ("User-agent: *\nDisallow: /a*/c", "/ab/b/c/d", False),
        ("User-agent: *\nDisallow: /a*a$", "/a", True),
        ("User-agent: *\nDisallow: *", "/", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /a$b", "/a$b", False),
        ("User-agent: *\nDisallow: /a%2Ab", "/a*b", False),
        ("User-agent: *\nDisallow: /*?page=", "/list?page=2", False),
        # The longest counts, and of two as long the one that allows.
        ("User-agent: *\nDisallow: /\nAllow: /open", "/open/a", True),
        ("User-agent: *\nAllow: /\nDisallow: /closed", "/closed/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        # The same address, spelt in another way.
        ("User-agent: *\nDisallow: /%70rivate", "/private", False),
        ("User-agent: *\nDisallow: /private", "/%70riv%61te", False),
        ("User-agent: *\nDisallow: /caf\u00e9", "/caf%c3%a9", False),
        ("User-agent: *\nDisallow: /a%2fb", "/a/b", True),
        ("User-agent: *\nDisallow: private", "/private", False),
        # Groups: one's own before that of all, and all that have the name.
        ("User-agent: learning-timeline\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
        ("User-agent: *\nAllow: /\nUser-agent: Learning-Timeline/2.0\nDisallow: /", "/", False),
        ("User-agent: learning-timeline\nDisallow: /a\nUser-agent: learning-timeline\nDisallow: /b", "/b", False),
        ("User-agent: x\nUser-agent: *\nDisallow: /", "/", False),
        ("User-agent: x\nDisallow: /\nSitemap: /s.xml\nUser-agent: y\nDisallow: /", "/", True),
        ("User-agent: learning\nDisallow: /", "/", True),
        ("User-agent: *\nSitemap: /s.xml\nDisallow: /", "/", False),
        ("Disallow: /", "/", True),
    ],
)
def test_a_site_says_what_programs_may_ask_for(text: str, path: str, *, may: bool) -> None:
    assert allowed(text, path) == may


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("5", 5.0), ("2.5", 2.5), ("\u00b2", 0.0), ("-1", 0.0), ("1e9", 0.0), ("nan", 0.0), ("9" * 99, 0.0)],
)
def test_the_pause_that_a_site_asks_for_is_a_number(said: str, seconds: float) -> None:
    text = f"User-agent: *\nCrawl-delay: {said}\n"
    assert Robots.read(text.encode(), "learning-timeline").delay == seconds


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\n" * 20_000 + "Disallow: /a\n" * 15_000,
        "User-agent: *\n" + "Disallow: /*a*b*c*d$\n" * 20_000,
        "User-agent: *\nDisallow: /" + "*a" * 200_000 + "$",
        "User-agent: *\nDisallow: " + "%41" * 150_000,
        "".join(f"User-agent: a{one}\n" for one in range(15_000)) + "Disallow: /\n" * 15_000,
    ],
)
def test_rules_of_any_number_are_read_and_asked_in_time(text: str) -> None:
    began = time.process_time()
    allowed(text, "/" + "abc" * 600)
    assert time.process_time() - began < 3
