"""A built site is checked whole: each kind of fault is found, named once with its source, and a good site has none."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from learning_timeline.commands import check, markup
from learning_timeline.commands.feed_rules import check_feed, feed_kind
from learning_timeline.commands.findings import Finding, Sources, told
from learning_timeline.commands.links import LinkChecker
from tests.builders.site import Site

CHECKER = markup.checker_command(Path(__file__).parents[2])
ADDRESS = "https://example.org/journal"
PAGE = "<!doctype html><html lang=en><title>A page</title><body>{}</body></html>"
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>A feed</title><id>tag:a</id><updated>2026-01-01T00:00:00Z</updated>'
    "<entry><title>An entry</title><id>tag:b</id><updated>2026-01-01T00:00:00Z</updated>"
    '<link href="https://example.org/journal/a/"/>{}</entry></feed>'
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A page with a heading, another one in a folder, a picture."""
    for name, text in {
        "index.html": "",
        "a/index.html": '<h2 id="b c">B</h2><a name="old"></a>',
        "i.svg": "<svg/>",
    }.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(PAGE.format(text) if name.endswith("html") else text, encoding="utf-8")
    return tmp_path


def links(site: Path, address: str = ADDRESS) -> list[Finding]:
    return LinkChecker(site, address).check(check._files_of(site), lambda _: None)


def test_what_a_page_names_in_vain_is_kept_so_that_a_browser_need_not_tell_it_again(site: Path) -> None:
    (site / "index.html").write_text(PAGE.format('<img src="a/no%20such.png"><a href="/journal/b/">'), encoding="utf-8")
    checker = LinkChecker(site, ADDRESS)
    assert len(checker.check(check._files_of(site), lambda _: None)) == 2
    assert checker.lost == {("index.html", "a/no such.png"), ("index.html", "b/")}


GOOD_LINKS = [
    '<a href="a/">',
    '<a href="./a">',
    '<a href="a/index.html#b%20c">',
    '<a href="a/?year=2026#old">',
    '<a href="#top">',
    '<a href="#">',
    '<a href="#:~:text=words">',
    '<a href="https://example.org/journal/a/#b%20c">',
    '<a href="/journal/a/">',
    '<a href="//example.org/journal">',
    '<a href="https://example.org/elsewhere">',
    '<a href="http://[broken" hidden>'.replace("http://[broken", "mailto:a@example.org"),
    '<img src="i.svg" srcset="i.svg 1x, ./i.svg 2x">',
    '<img src="data:image/png;base64,AAAA">',
    '<meta http-equiv="refresh" content="0; url=a/">',
]
BAD_LINKS = [
    ('<a href="b/">', "the link to b/ leads nowhere"),
    ('<a href="A/">', "the link to A/ leads nowhere"),
    ('<a href="../a/">', "the link to ../a/ leads out of the site"),
    ('<a href="/a/">', "the link to /a/ leads out of the site, which lies below /journal/"),
    ('<a href="https://example.org/journal/b/">', "the link to /journal/b/ leads nowhere"),
    ('<a href="a/#c">', "the link to a/#c names no place in a/index.html"),
    ('<a href="#c">', "the link to #c names no place in the page"),
    ('<a href="http://[broken">', "the link to http://[broken is not an address"),
    ('<img src="j.svg">', "the link to j.svg leads nowhere"),
    ('<img srcset="i.svg 1x, j.svg 2x">', "the link to j.svg leads nowhere"),
    ('<script data-plotly="/plotly.js"></script>', "the link to /plotly.js leads out of the site"),
    ('<video poster="j.png"></video>', "the link to j.png leads nowhere"),
    ('<object data="j.pdf"></object>', "the link to j.pdf leads nowhere"),
    ('<form action="find"></form>', "the link to find leads nowhere"),
    ('<meta http-equiv="refresh" content="0; url=b/">', "the link to b/ leads nowhere"),
    ('<meta property="og:image" content="https://example.org/journal/j.png">', "j.png leads nowhere"),
]


@pytest.mark.parametrize("link", GOOD_LINKS)
def test_a_link_that_leads_somewhere_is_no_fault(site: Path, link: str) -> None:
    (site / "index.html").write_text(PAGE.format(link), encoding="utf-8")
    assert links(site) == []


@pytest.mark.parametrize(("link", "says"), BAD_LINKS)
def test_a_link_that_leads_nowhere_is_named(site: Path, link: str, says: str) -> None:
    (site / "index.html").write_text(PAGE.format(link), encoding="utf-8")
    (found,) = links(site)
    assert found.page == "index.html"
    assert says in found.wrong


def test_what_was_probably_meant_is_named(site: Path) -> None:
    (site / "posts/entropy").mkdir(parents=True)
    (site / "posts/entropy/index.html").write_text(PAGE.format('<a href="../entrpoy/">'), encoding="utf-8")
    (found,) = links(site)
    assert found.mend == "name a page or a file that is there, such as posts/entropy"


def test_a_page_is_not_proposed_in_place_of_its_own_picture(site: Path) -> None:
    (site / "posts/entropy").mkdir(parents=True)
    (site / "posts/entropy/index.html").write_text(PAGE.format('<img src="pic.png" alt="">'), encoding="utf-8")
    (found,) = links(site)
    assert found.mend == "name a page or a file that is there"


def test_styles_feeds_and_the_sitemap_are_followed_too(site: Path) -> None:
    (site / "a.css").write_text("@import 'b.css'; p { background: url(i.svg) } q { background: url('j.svg') }", "utf-8")
    lost = "&lt;a href='/journal/c/'>c&lt;/a>&lt;a href='#note'>1&lt;/a>"
    (site / "feed.xml").write_text(
        ATOM.format(f"<content type='html'>{lost}</content><link href='/journal/a/'/>"), "utf-8"
    )
    (site / "sitemap.xml").write_text(f"<urlset><url><loc>{ADDRESS}/d/</loc></url></urlset>", encoding="utf-8")
    (site / "broken.xml").write_text("<feed>", encoding="utf-8")
    (site / "other.xml").write_text("<notes href='nowhere'/>", encoding="utf-8")
    found = [(one.page, one.wrong) for one in links(site)]
    assert found == [
        ("a.css", "the link to b.css leads nowhere"),
        ("a.css", "the link to j.svg leads nowhere"),
        ("broken.xml", "is not XML (no element found: line 1, column 6)"),
        ("feed.xml", "the link to /journal/c/ leads nowhere"),
        ("feed.xml", "names /journal/a/ without its host"),
        ("sitemap.xml", "the link to /journal/d/ leads nowhere"),
    ]


def test_a_fault_of_many_pages_is_told_once_with_the_line_of_its_source(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n\nSee [b](b.html).\n", encoding="utf-8")
    sources = Sources(tmp_path, {"a/index.html": "a.md", "b/index.html": "gone.md"})
    pages = ("feeds/all.xml", "b/index.html", "a/index.html")
    lines = told([Finding(page, "the link to b.html leads nowhere", "fix it", "b.html") for page in pages], sources)
    assert [*map(str, lines)] == ["a/index.html (a.md:5), and 2 other pages: the link to b.html leads nowhere: fix it"]
    assert [*map(str, told([Finding("x\x1b[2J.html", "w", "m")], sources))] == ["x\\x1b[2J.html: w: m"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ATOM.format(""), []),
        (ATOM.format("").replace("</feed>", ""), ["is not well-formed"]),
        (ATOM.format("").replace("<title>A feed</title>", ""), ["has no title"]),
        (ATOM.format("").replace("<id>tag:b</id>", ""), ["the entry “An entry” has no id"]),
        (ATOM.format("</entry><entry><title>2</title><id>tag:b</id><updated>2026-01-01T00:00:00Z</updated><link href='a'/>"),
         ["two entries have the id tag:b"]),
    ],
)  # fmt: skip
def test_a_feed_lacks_nothing_that_its_readers_need(text: str, says: list[str]) -> None:
    data = text.encode()
    found = [one.wrong for one in check_feed("all.xml", feed_kind("all.xml", data), data)]
    assert len(found) == len(says)
    assert all(f"feed: {part}" in wrong for part, wrong in zip(says, found, strict=True))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, []),
        ({"title": ""}, ["has no title"]),
        ({"items": None}, ["has no list of items"]),
        ({"items": [{"id": "1"}]}, ["the item “1” has neither content_html nor content_text"]),
        ({"items": [{"id": 1, "content_text": "a"}]}, ["the item “1” has no id that is a text"]),
        ({"items": [{"id": "1", "content_text": "a"}] * 2}, ["two entries have the id 1"]),
    ],
)
def test_a_json_feed_lacks_nothing_either(changed: dict[str, object], says: list[str]) -> None:
    good = {"version": "https://jsonfeed.org/version/1.1", "title": "A feed", "items": []}
    data = json.dumps(good | changed).encode()
    assert [one.wrong for one in check_feed("f.json", feed_kind("f.json", data), data)] == [f"feed: {s}" for s in says]
    assert feed_kind("data/posts.json", b'[{"path": 1}]') == ""


def test_a_sample_has_the_largest_page_of_each_kind_and_a_share_of_the_others(tmp_path: Path) -> None:
    pages = ["about/index.html", "index.html", *(f"{year}/index.html" for year in range(1990, 2030))]
    pages += [f"posts/2026/{month:02}/{name}/index.html" for month in range(1, 13) for name in "abc"]
    for number, page in enumerate(pages):
        (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / page).write_bytes(b"x" * number)
    assert check.kinds(tmp_path, pages, 40) == [
        "2029/index.html",
        "about/index.html",
        "index.html",
        "posts/2026/12/c/index.html",
    ]
    some = check.sample(tmp_path, pages, 20)
    assert set(check.kinds(tmp_path, pages, 40)) < set(some)
    assert 15 <= len(set(some)) == len(some) <= 20
    assert check.sample(tmp_path, pages, 1000) == [*some[:4], *sorted(set(pages) - set(some[:4]))]


def test_a_picture_that_takes_long_to_load_is_named(site: Path) -> None:
    for name, size in (("large.png", 3_400_000), ("small.png", 2_900_000), ("notes.pdf", 9_000_000)):
        with (site / name).open("wb") as file:
            file.truncate(size)
    (found,) = check._heavy_pictures(site, ["large.png", "notes.pdf", "small.png"])
    assert str(found.page) == "large.png"
    assert found.wrong == "has 3.4 MB, which everyone who sees it has to load"


def test_what_cannot_be_checked_is_said(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    said: list[str] = []
    report = check.Report()
    check._check_markup(site, ["index.html"], site, report, check.Progress())
    assert report.left_out == ["the HTML: Java is not on PATH (on Debian: apt-get install default-jre-headless)."]
    report.findings.append(Finding("index.html", "is empty", "write something"))
    assert len(check.tell(report, Sources(site, {}), 1.0, said.append)) == 1
    assert said[1].startswith("NOT CHECKED: the HTML: Java is not on PATH")
    assert said[-1] == "Checked  in 1.0 seconds: 1 remark on the site."


def test_the_checker_of_html_is_asked_and_its_answers_understood(site: Path, tmp_path: Path) -> None:
    page = {"url": (site / "a/index.html").as_uri(), "message": "Element “b” not allowed", "extract": "<b\n>"}
    known = {"url": page["url"], "message": "Attribute “scriptlevel” not allowed on element “mtable” at this point."}
    program = tmp_path / "vnu"
    program.write_text(f"#!/bin/sh\ncat >&2 <<'E'\n{json.dumps({'messages': [page, known]})}\nE\n", encoding="utf-8")
    program.chmod(0o755)
    (found,) = markup.check_markup([str(program)], site, ["a/index.html"], lambda _: None)
    assert (found.page, found.wrong) == ("a/index.html", "HTML: Element “b” not allowed (<b >)")
    program.write_text("#!/bin/sh\necho 'Out of memory' >&2; exit 1\n", encoding="utf-8")
    with pytest.raises(OSError, match="the Nu Html Checker failed: Out of memory"):
        list(markup.check_markup([str(program)], site, ["a/index.html"], lambda _: None))


@pytest.mark.skipif(isinstance(CHECKER, str), reason=str(CHECKER))
def test_the_real_checker_of_html_finds_a_fault(site: Path) -> None:
    assert not isinstance(CHECKER, str)
    (site / "a/index.html").write_text(PAGE.format("<p><table></p>"), encoding="utf-8")
    found = list(markup.check_markup(CHECKER, site, ["index.html", "a/index.html"], lambda _: None))
    assert {one.page for one in found} == {"a/index.html"}


@pytest.mark.parametrize("address", ["https://example.org", ADDRESS])
def test_a_built_site_has_no_link_that_leads_nowhere(tmp_path: Path, address: str) -> None:
    """Wherever it is published: at the root of a host, or below a path."""
    post = (
        "---\ntitle: {0}\ndate: 2026-0{1}-02\ncategory: ai\n---\n\n"
        "## A\n\n[The other]({{filename}}/{2}.md)[^1] [here](#a)\n\n[^1]: N.\n"
    )
    site = Site(tmp_path).post("a.md", post.format("A", 3, "b")).post("b.md", post.format("B", 4, "a"))
    built = site.build(SITEURL=address, FEED_DOMAIN=address, RELATIVE_URLS=False)
    assert links(built.folder, address) == []
    page = built.path("posts/2026/03/a/")
    page.write_text(page.read_text(encoding="utf-8").replace("/b/", "/c/"), encoding="utf-8")
    lines = told(links(built.folder, address), Sources.of(built.folder, site.content))
    assert lines
    assert all(str(line).startswith("posts/2026/03/a/index.html (a.md") for line in lines)
    shutil.rmtree(built.folder / "topics")
    assert any(
        "topics/" in str(line) for line in told(links(built.folder, address), Sources.of(built.folder, site.content))
    )


def test_a_post_without_a_word_is_no_fault_of_its_feed(tmp_path: Path) -> None:
    site = Site(tmp_path).post("empty.md", "---\ntitle: Empty\ndate: 2026-01-01\n---\n")
    built = site.build(SITEURL="https://ada.example", RELATIVE_URLS=False)
    feed = built.path("feeds/all.json").read_bytes()
    assert list(check_feed("feeds/all.json", "json", feed)) == []
