"""Files that a post names in any way are published with it, and no link tells of what is held back or of Pelican's own forms."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from learning_timeline.core import html as html_module
from learning_timeline.core.errors import ProblemsFound
from learning_timeline.core.html import with_addresses
from learning_timeline.web.feeds import _whole
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.site import Built

POST = "---\ntitle: A\ndate: 2026-02-01\n---\n{}\n"
PAGE = "posts/2026/02/a/"
PNG = b"\x89PNG\r\n\x1a\n"
HTML = """
<img src="a b.png" alt="A"><img src=UP.PNG alt=U><img alt="1 > 0" src="{static}small.png">

<video src="clip.mp4" poster='poster.jpg'></video>

<picture><source srcset="small.png 1x, img/large.png 2x"><img src="small.png" alt="S"></picture>

<object data="draw.svg"></object> <iframe src="chart.html"></iframe>

<p title="src='no.png'"><a href="slides.pdf">Slides</a> <a href="b.md#part">B</a></p>

[slides](slides.pdf) [data](data/d.csv) [![thumb](small.png)](img/large.png) ![root](/images/root.png)
"""
FILES = (
    "a b.png",
    "UP.PNG",
    "clip.mp4",
    "poster.jpg",
    "small.png",
    "img/large.png",
    "draw.svg",
    "chart.html",
    "slides.pdf",
)


def site_of(folder: Path, body: str, **others: str) -> Site:
    site = Site(folder).post("notes/a.md", POST.format(body))
    for name, text in others.items():
        site.post(f"notes/{name}.md", text)
    return site


def dead(built: Built, page: str) -> list[str]:
    """The addresses of a page that lead to nothing on this disk."""
    tree = LexborHTMLParser(built.text(page))
    found = [
        value
        for node in tree.css("article *")
        for name, value in node.attributes.items()
        if name in {"src", "href", "poster", "data"}
    ]
    found += [one.split()[0] for node in tree.css("[srcset]") for one in (node.attributes["srcset"] or "").split(",")]
    here = built.path(page).parent
    local = [unquote(one.partition("#")[0]) for one in found if one and ":" not in one and not one.startswith("#")]
    return [one for one in local if one and not (here / one).exists()]


def test_files_are_carried_however_a_post_names_them(tmp_path: Path) -> None:
    site = site_of(tmp_path, HTML, b=POST.format("## Part").replace("title: A", "title: B"))
    for name in (*FILES, "data/d.csv"):
        site.post(f"notes/{name}", PNG)
    site.post("images/root.png", PNG)
    built = site.build(RELATIVE_URLS=True)
    assert dead(built, PAGE) == []
    assert "title=\"src='no.png'\"" in built.text(PAGE)
    for name in ("pages", "feeds/all.atom.xml"):
        assert "{static}" not in (built.text(name) if built.has(name) else "")


def test_a_feed_has_whole_addresses_of_all_of_them(tmp_path: Path) -> None:
    site = site_of(tmp_path, HTML, b=POST.format("## Part"))
    for name in (*FILES, "data/d.csv"):
        site.post(f"notes/{name}", PNG)
    feed = site.build(SITEURL="https://ada.example", RELATIVE_URLS=False).text("feeds/all.atom.xml")
    assert "https://ada.example/notes/small.png 1x, https://ada.example/notes/img/large.png 2x" in feed
    assert "https://ada.example/notes/draw.svg" in feed
    assert "{static}" not in feed
    assert "{filename}" not in feed


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ('<object data="/a.svg">', '<object data="https://x.example/a.svg">'),
        ("<a href=/a>", '<a href="https://x.example/a">'),
        ('<img alt="1 > 0" src="/a.png">', '<img alt="1 > 0" src="https://x.example/a.png">'),
        ("""<a title="see href='x'">""", """<a title="see href='x'">"""),
        ('<use href="#p1"/>', '<use href="#p1"/>'),
        ('<blockquote cite="/b">', '<blockquote cite="https://x.example/b">'),
        ('<img srcset="/a.png, /b.png 2x">', '<img srcset="https://x.example/a.png, https://x.example/b.png 2x">'),
        (
            "<!-- <a href='/a'> --><script>'<a href=/b>'</script>",
            "<!-- <a href='/a'> --><script>'<a href=/b>'</script>",
        ),
        ('<a href="https://o.example/?a=1&amp;b=2">', '<a href="https://o.example/?a=1&amp;b=2">'),
    ],
)
def test_addresses_in_feeds_are_whole_and_all_else_stays(text: str, whole: str) -> None:
    assert _whole(text, "https://x.example/p/") == whole


@pytest.mark.parametrize(
    "each", ["<iframe ", "<!--", "<![CDATA[", "<?", "</a ", "<a '", "<a b = ", "<script", "<!-- -- ", "<textarea>"]
)
@pytest.mark.parametrize("end", ["", ">", "-->", "'>"])
def test_what_is_begun_and_never_ended_takes_time_in_proportion(each: str, end: str) -> None:
    text = f"<x href=a>{each * (100_000 // len(each))}{end}<p>"
    began = time.process_time()
    assert with_addresses(text, lambda *_: None) == text
    assert time.process_time() - began < 3


@given(st.text(alphabet="<>a=\"' /srchef\n!-", max_size=60))
def test_what_is_not_changed_stays_to_the_letter(html: str) -> None:
    assert with_addresses(html, lambda *_: None) == html


PIECES = re.split("¦", """<a¦<IMG¦<svg><use¦<br/>¦</a>¦<p>¦<¦>¦/¦=¦ ¦\n¦x¦"¦'¦&lt;¦ data¦<!--¦-->¦<script>¦</script>""")
ATTRIBUTES = re.split("¦", """ href="a"¦ src='b'¦ src=c¦ srcset="d 1x, e 2x"¦ xlink:href="#f"¦ title="<g>\"""")


@given(st.lists(st.sampled_from([*PIECES, *ATTRIBUTES]), max_size=14).map("".join))
def test_addresses_are_found_by_a_pattern_where_the_parser_finds_them(text: str) -> None:
    found = with_addresses(text, lambda *asked: f"{asked[2]}!")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(html_module, "_PLAIN", re.compile("(?!)"))
        assert with_addresses(text, lambda *asked: f"{asked[2]}!") == found


@pytest.mark.parametrize(
    "held",
    [
        "---\ntitle: SECRET\ndate: 2026-01-01\ndraft: yes\n---\nSECRET\n",
        "---\ntitle: SECRET\ndate: 2027-01-01\n---\nSECRET\n",
        "---\ntitle: SECRET\n---\nSECRET\n",
        "---\ntitle: SECRET\ndate: 2026-01-01\npublishDate: 2031-01-01\n---\nSECRET\n",
    ],
)
def test_a_link_to_what_is_held_back_is_its_words_alone(tmp_path: Path, held: str) -> None:
    site = site_of(tmp_path, 'See [my *words*](secret.md "SECRET") and <a href="secret.md">others</a>.', secret=held)
    site.post("pages/p.md", "---\ntitle: P\n---\n[there](../notes/secret.md)\n")
    built = site.build()
    for name, data in built.files().items():
        if not name.startswith("."):
            assert b"SECRET" not in data, name
            assert b"secret" not in data, name
            assert b"{held-back}" not in data, name
    assert "my <em>words</em> and others" in built.text(PAGE)
    with pytest.raises(ProblemsFound, match=r"notes/a\.md: links to 'notes/secret\.md', which is held back"):
        site.build(LEARNING_TIMELINE_STRICT=True)


def test_links_that_lead_nowhere_are_remarked_upon_and_stay_as_they_were_written(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("SECRET", encoding="utf-8")
    body = (
        "[a](gone.md) [b](gone.pdf) [c]({static}../../outside.txt) [d]({static}.env) <img src=gone.png alt=e> [f](.env)"
    )
    site = site_of(tmp_path, body).post("notes/.env", "SECRET")
    built = site.build()
    for name, data in built.files().items():
        assert b"SECRET" not in data, name
        assert name.startswith(".") or (b"{static}" not in data and b"{filename}" not in data), name
    with pytest.raises(ProblemsFound) as found:
        site.build(LEARNING_TIMELINE_STRICT=True)
    for said in (
        "'notes/gone.md', which is not there",
        "gone.pdf is not there",
        "'../outside.txt', which is hidden, or",
        "gone.png",
    ):
        assert said in str(found.value)


def test_a_link_from_the_content_folder_on_is_found(tmp_path: Path) -> None:
    site = site_of(tmp_path, "[b](thoughts/cat.md)").post(
        "thoughts/cat.md", POST.format("C").replace("title: A", "title: C")
    )
    assert 'href="../../../../posts/2026/02/cat/' in site.build().text(PAGE)


def test_spaces_around_an_address_in_html_are_no_part_of_it() -> None:
    seen: list[str] = []
    html = '<img src=" a b.png\n"><a href="c.md ">c</a>'
    assert with_addresses(html, lambda _, __, address: seen.append(address)) == html
    assert seen == ["a b.png", "c.md"]
    assert with_addresses(html, lambda _, __, address: f"/{address}") == '<img src="/a b.png"><a href="/c.md">c</a>'
