"""What a post holds of HTML reaches no further than the post, and a summary is text wherever it is shown."""

from __future__ import annotations

import time
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from learning_timeline.reading.containment import contained
from learning_timeline.reading.drawings import picture_alone
from learning_timeline.reading.hidden_html import without_hidden_html
from learning_timeline.reading.hidden_text import without_hidden
from learning_timeline.reading.markdown import Renderer
from learning_timeline.reading.nesting import as_source_if_too_deep
from learning_timeline.reading.sanitiser import sanitised
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.site import Built

NAMED = (
    "How the <textarea> element keeps what you type",
    "Use <script> sparingly",
    "The <select> element",
    "How the <details> element opens",
    "Why List<int> is not List<object>",
    "How <!-- starts",
    "An <iframe srcdoc='x'> of one's own",
    "</main></body> it ended",
)
OPEN = (
    *(
        "<textarea>",
        "<script>",
        "<select>",
        "<details>",
        "<b>",
        "<div>",
        "</div></div>",
        "</main>",
        "</article></body></html>",
    ),
    *(
        "<table><tr><td>",
        "<style>",
        "<title>",
        "<!-- ",
        "<svg>",
        "<math>",
        "<iframe>",
        "<noscript>",
        "<template>",
        "<a href='",
    ),
    *("<plaintext>", "<button>", "<form>", "<xmp>", "<ul><li>", "</ul></section>", "<h2>", "<p></p></p>", "<img alt='"),
)


def build(folder: Path, *texts: str) -> Built:
    site = Site(folder)
    for number, text in enumerate(texts, 1):
        site.post(f"{number:02}.md", text)
    site.post("99.md", "---\ntitle: The last\ndate: 2026-01-01\n---\nText.\n")
    return site.build()


def page_of(built: Built, url: str) -> LexborHTMLParser:
    """A page as a browser takes it."""
    return LexborHTMLParser(built.text(url))


def test_a_description_is_text_on_every_page_and_in_every_feed(tmp_path: Path) -> None:
    texts = [
        f'---\ntitle: N{number}\ndate: 2026-02-{number + 1:02}\ndescription: "{words}"\n---\nText.\n'
        for number, words in enumerate(NAMED)
    ]
    built = build(tmp_path, *texts)
    home = page_of(built, "")
    assert len(home.css("body > footer")) == 1
    # The newest is shown with its summary.
    assert NAMED[-1] in " ".join((home.body.text() if home.body else "").split())
    assert "N6" in home.css_first("main").text()
    feed = unescape(unescape(built.text("feeds/all.atom.xml")))
    for words in NAMED:
        assert words in feed


def test_a_description_that_begins_an_element_leaves_the_home_page_whole(tmp_path: Path) -> None:
    built = build(tmp_path, f"---\ntitle: N\ndate: 2026-02-01\ndescription: {NAMED[0]}\n---\nText.\n")
    home = page_of(built, "")
    assert NAMED[0] in " ".join((home.body.text() if home.body else "").split())
    assert not home.css("textarea")


@pytest.mark.parametrize("html", OPEN)
def test_what_a_post_leaves_open_ends_with_it(html: str) -> None:
    kept = contained(f"<p>Before</p>\n{html} a\n<p>Behind</p>\n")
    page = f"<body><main><article><div>{kept}</div></article></main><footer>The end</footer></body>"
    (footer,) = LexborHTMLParser(page).css("body > footer")
    assert footer.text() == "The end"
    assert "Before" in LexborHTMLParser(page).css("main > article > div")[0].text()


@pytest.mark.parametrize(
    "around",
    ["main", "article", "section", "aside", "header", "footer", "nav", "figure", "blockquote", "details", "div"],
)
def test_what_a_post_ends_that_it_has_not_begun_ends_nothing_around_it(around: str) -> None:
    page = f"<body><{around}>{contained(f'<p>Before</p></{around}><p>Behind</p>')}</{around}><p>The end</p></body>"
    (outer,) = LexborHTMLParser(page).css(f"body > {around}")
    assert "Behind" in outer.text()
    assert "The end" not in outer.text()


def test_pages_with_posts_that_leave_something_open_are_whole(tmp_path: Path) -> None:
    texts = [
        f"---\ntitle: N{number}\ndate: 2026-02-{number + 1:02}\n---\n{html} begun\n\nWords.\n"
        for number, html in enumerate(OPEN[:27])
    ]
    built = build(tmp_path, *texts)
    for url in (
        "",
        "archives/",
        "topics/unsorted/",
        *(f"posts/2026/02/{number:02}/" for number in range(1, len(texts) + 1)),
    ):
        page = page_of(built, url)
        footers = page.css("body > footer")
        assert len(footers) == 1, url
    assert "N20" in page_of(built, "").css_first("main").text()


PIECES = (
    *(
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<ul>",
        "<li>",
        "</ul>",
        "<!--",
        "-->",
        "<table>",
        "<td>",
        "</table>",
    ),
    *(
        "</main>",
        "<textarea>",
        "</textarea>",
        "<svg>",
        "</svg>",
        "<script>",
        "</script>",
        "a",
        "\n",
        "<a ",
        "'",
        '"',
        ">",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_nothing_reaches_further_than_itself(html: str) -> None:
    page = f"<main><article><div>{contained(html)}</div></article></main><footer>The end</footer>"
    assert [node.text() for node in LexborHTMLParser(page).css("body > footer")] == ["The end"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</p>\n",
        "<details><summary>A</summary>\n\n<p>b</p>\n</details>\n",
        "<p>a<p>b",
        "<img src=a alt=b>",
        "<ul><li>a<li>b</ul>",
    ],
)
def test_html_that_ends_what_it_begins_stays_as_it_is_to_the_letter(html: str) -> None:
    assert contained(html) == html


@pytest.mark.parametrize("comment", ["<! BAD>", "<!BAD>", "</- BAD>", "<? BAD>", "<?BAD ?>", "<!-- BAD -->"])
def test_what_a_browser_takes_for_a_comment_is_in_no_page(comment: str) -> None:
    assert without_hidden_html(f"<p>a{comment}b</p>{comment}<i>c</i>") == "<p>ab</p><i>c</i>"
    assert without_hidden_html(f"<div hidden>{comment}</div><i>c</i>") == "<i>c</i>"
    program = "<script>a</ 3> <!BAD> 1</script>"
    assert without_hidden_html(program) == program


def test_an_instruction_without_a_name_is_in_no_version() -> None:
    assert without_hidden("a.md", "a\n\n<? BAD>\nb") == "a\n\n\nb"
    assert without_hidden("a.md", "if a <? b > c") == "if a <? b > c"


DRAWING = """<?xml version="1.0"?><?xml-stylesheet href="//evil.example/x.css"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9" onload="BAD()">
<script>BAD()</script><style>path { fill: red; }</style><style>@import "//BAD.example/x.css";</style>
<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="BAD()"/></foreignObject>
<a xlink:href="javascript:BAD()"><text>Words</text></a><path id="p" d="M0 0" onclick="BAD()" style="fill:url(//BAD.example/x)"/>
<use xlink:href="#p"/><use href="//BAD.example/x.svg#p"/><image href="data:image/svg+xml,BAD"/>
<animate attributeName="href" to="javascript:BAD()"/><rect fill="url(#p)"/><g xml:base="//BAD.example/"/>
<circle style="fill:image-set('//BAD.example/x' 1x)"/><x:h xmlns:x="http://www.w3.org/1999/xhtml">BAD</x:h></svg>"""


def test_a_drawing_keeps_what_it_shows_and_nothing_that_runs_or_leads_elsewhere() -> None:
    shown = (picture_alone(DRAWING.encode()) or b"").decode()
    assert "BAD" not in shown
    assert "evil" not in shown
    for kept in ("<text>Words</text>", 'd="M0 0"', 'href="#p"', 'fill="url(#p)"', "fill: red", 'width="9"'):
        assert kept in shown
    for no_drawing in (
        b"",
        b"<svg/>",
        b"<svg",
        b"<html/>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
    ):
        assert picture_alone(no_drawing) is None


@pytest.mark.parametrize("trust", ["html", "text"])
@pytest.mark.parametrize(
    "each",
    [
        "<div hidden>",
        "<b id=b{}><p>",
        "<p><i title=t{}>",
        "<table><tr><td>",
        "<ul><li>",
        "<a id={}><div>",
        "<b id=b{}><li hidden>",
    ],
)
def test_what_nests_for_ever_takes_no_longer_than_other_text_and_is_shown_as_source(each: str, trust: str) -> None:
    """No parser sees more of it than it can read at once."""
    text = "".join(each.format(number) for number in range(600))
    began = time.process_time()
    rendered = Renderer(clean=sanitised if trust == "text" else str).render(f"{text}the end")
    assert time.process_time() - began < 1
    assert len(rendered.html) < 5 * len(text)
    assert "the end" in rendered.html
    assert each.partition(" ")[0].replace("<", "&lt;").replace(">", "&gt;") in rendered.html


@pytest.mark.parametrize("trust", ["html", "text"])
@pytest.mark.parametrize("each", [">", "> ", "+ ", "1) "])
def test_markdown_that_nests_for_ever_is_shown_as_source(each: str, trust: str) -> None:
    began = time.process_time()
    rendered = Renderer(clean=sanitised if trust == "text" else str).render(f"{each * 600}the end")
    assert time.process_time() - began < 1
    assert "the end" in rendered.html
    assert "&lt;blockquote" in rendered.html or "&lt;li" in rendered.html
    quoted = Renderer().render("> a\n\nb\n\n" * 1_000).html
    assert quoted.count("<blockquote>") == 1_000


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 200 + "a" + "</div>" * 200,
        "<ul>" + "<li>a" * 5_000 + "</ul>",
        "<table>" + "<tr><td>a<td>b" * 5_000 + "</table>",
        "<p>a <b>b</b></p>" * 5_000,
        "<b>a" + "<p>b</p>" * 1_000,
        "<br>" * 5_000 + "<svg>" + "<path d=''/>" * 5_000 + "</svg>",
        "<a name=x><h2>a</h2><p>b" * 500,
        "<style>" + "a<b " * 500 + "</style><script>" + "if (a<b && i<n) { c = '<b>'; }" * 500 + "</script>",
        *(f"<{name}>{'<i>' * 500}</{name}>" for name in ("textarea", "title", "xmp", "iframe", "noembed", "noframes")),
        "<table><tr><td><table><tr><td><b>a</b></table><b>b</b></table>" * 500,
        "<svg><style><![CDATA[ a > b ]]></style><title>a</title><desc><b>c</b></desc></svg><i>a</i>" * 500,
        "<svg/><select><option>a</select><object><b>a</b></object><span><div>a</div></span>" * 500,
        "<table><caption>a</caption><tr><th>a</th><td><b>b</b></td></tr></table>" * 500,
        "<script><!--\n a<b //--></script><i>a</i>" * 500,
    ],
)
def test_what_is_long_and_not_deep_stays_html(html: str) -> None:
    assert as_source_if_too_deep(html) == html


_NO_PROGRAMS = (
    ("<svg>", ""),
    ("<textarea>", "</textarea>"),
    ("<select><style></select></style>", "</script>"),
    ("<?", ""),
    ("</ ", ""),
    ("<!-- ", "-->"),
    ("<i title='", "'>"),
    ("", "<!-- </script>"),
)


@pytest.mark.parametrize(
    "html",
    [
        "<b>" * 301,
        "<b title='<'>" * 301,
        '<b title=a"><!-- </b> -->' * 301,
        f"<a title='{'x' * 5_000}'>" + "<p>b" * 1_000,
        "<b id=1>" * 200 + "<div>a</div>" * 2_000,
        "<div/>" * 301,
        "<svg>" + "<g id=a/>" * 301,
        "<a><div>" * 301,
        # What only looks like a program.
        *(f"{before}<script>{after}{'<i>' * 301}</script>" for before, after in _NO_PROGRAMS),
    ],
)
def test_what_a_browser_would_repeat_is_bound_in_bytes(html: str) -> None:
    assert as_source_if_too_deep(html).startswith("&lt;")


@pytest.mark.parametrize(
    "within",
    [
        *(
            f"<{name}></b></{name}>"
            for name in ("textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript")
        ),
        *(f"<svg><{name}></b></{name}></svg>" for name in ("style", "script", "title")),
        "<svg><title><textarea></title></b></textarea></svg>",
        "<svg><style><!--</style></b>--></svg>",
        "<svg><![CDATA[></b>]]></svg>",
        "<script><!--<script></script></b></script>",
        *(f"<{name}></b></{name}>" for name in ("select", "template", "table", "object", "marquee", "applet")),
        "<table><tr><td></b></table>",
        "<table><td><table></td></b></table></table>",
        "</i></p></div></svg></td>",
    ],
)
def test_an_end_that_a_browser_reads_over_ends_nothing(within: str) -> None:
    """As text of an element, or since it is behind a wall, or an end of something else."""
    assert as_source_if_too_deep(f"<b>{within}" * 301).startswith("&lt;")


@pytest.mark.parametrize(
    "hidden", ["<span><h1></span>", "<svg><desc><div></svg></div></desc><style>", "<object/>", "<svg><td>"]
)
def test_what_only_seems_to_end_is_open(hidden: str) -> None:
    assert as_source_if_too_deep(hidden * 301).startswith("&lt;")


def test_files_beside_posts_that_browsers_run_are_left_out_where_posts_are_not_trusted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    names = ("a.html", "b.XHTML", "c.xml", "d.svgz")
    links = " ".join(f"[the {name}]({{static}}/images/{name})" for name in (*names, "e.svg", "f.pdf"))
    site = Site(tmp_path).post("p.md", f"---\ntitle: P\ndate: 2026-03-01\n---\n{links} ![an a](images/a.html)\n")
    for name in (*names, "f.pdf"):
        site.post(f"images/{name}", "<script>BAD()</script>")
    site.post("images/e.svg", DRAWING)
    trusting = site.build()
    assert all(trusting.has(f"images/{name}") for name in (*names, "e.svg", "f.pdf"))
    for _ in range(2):
        built = site.build(LEARNING_TIMELINE_TRUST="text")
        files = built.files()
        assert sorted(name for name in files if name.startswith("images/")) == ["images/e.svg", "images/f.pdf"]
        assert b"BAD" not in files["images/e.svg"]
        text = built.text("posts/2026/03/p/")
        assert "the a.html (a file that this site does not carry)" in text
        assert "{not-carried}" not in text
        assert 'href="../../../../images/e.svg"' in text
    assert "images/a.html: is not published, because browsers would run it" in caplog.text


def test_what_hosts_and_browsers_take_for_a_page_or_a_program_is_left_out_whatever_its_name(tmp_path: Path) -> None:
    page, xhtml = b"<script>BAD()</script>", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>"
    out = {
        # Ends in capitals, of languages and of other kinds of XML; a name without an end, or with one that nobody knows.
        "a.HtMl": page,
        "b.html.de": page,
        "c.html.": page,
        "d.xhtml.utf8": page,
        "e.Svg.en": page,
        "f.rdf": xhtml.encode(),
        "g.unknown": b"\xef\xbb\xbf  \r\n<script>BAD()</script>",
        "h": page,
        "i.kml": xhtml.encode("utf-16"),
        "j.html.gz": b"x",
        "k.svg": b"\x1f\x8bBAD",
        "l.htm.bak": b"Text first <script>BAD()</script>",
        # Programs, which some servers run wherever their end is.
        "m.php": b"<?php BAD(); ?>",
        "n.PHP5": b"BAD",
        "o.phtml": b"BAD",
        "p.php.png": b"BAD",
        "q.cgi": b"#!/bin/sh\nBAD",
        "r.aspx": b"BAD",
        "s.shtml": b"BAD",
        "web.config": b"BAD",
    }
    there = {
        "a.png": page,  # told to be a picture, it is none, and no page either
        "b.txt": page,
        "c.py": b"print(1)\n",
        "d.html.txt": page,
        "e.pdf": b"%PDF-",
        "f.asm": b"mov ax, bx\n",
        "g.bin": b"\x00\x01<",
        "h.CSV": b"a,b\n",
        "i": b"MIT License\n",
        "j.photo.JPG": b"\xff\xd8",
    }
    site = Site(tmp_path).post("p.md", "---\ntitle: P\ndate: 2026-03-01\n---\nText.\n")
    for folder, files in (("out", out), ("there", there)):
        for name, data in files.items():
            site.post(f"images/{folder}/{name}", data)
    files = site.build(LEARNING_TIMELINE_TRUST="text").files()
    assert sorted(name for name in files if name.startswith("images/")) == sorted(
        f"images/there/{one}" for one in there
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Seen <!-- not --> here.", "<p>Seen  here.</p>\n"),
        ("<!-- not\n\nnot -->\nSeen.", "<p>Seen.</p>\n"),
        ("<div>\n<!-- not\n\nnot -->\nSeen.\n</div>", "<p>Seen.</p>\n</div>"),
        ("Seen.\n\n<!-- not", "<p>Seen.</p>\n"),
        ("| a |\n|---|\n| b <!-- not --> |", "b </td>"),
        ("| a | b |\n|---|---|\n| c <!-- not | not --> |\n\nSeen.", "<p>Seen.</p>\n"),
        ("Seen <!-- not\n- not\n- not --> here.", "<p>Seen</p>\n<p>here.</p>\n"),
        ("Seen <!-- not\n\n    not\n\nnot --> here.", "<p>Seen</p>\n<p>here.</p>\n"),
        ("Seen <!-- not `-->` here.", "<p>Seen ` here.</p>\n"),
        ("> <!-- not\n>\n> not -->\n> Seen.", "<p>Seen.</p>\n"),
        ("<div hidden>\n\nnot *not*\n\n</div>\n\nSeen.", "\n<p>Seen.</p>\n"),
        ('<p style="color: red; display:none">not</p>\n\nSeen.', "<p>Seen.</p>\n"),
        (
            "<template>not</template>\n\nSeen <span hidden>not</span><img hidden src='https://not.example'>.",
            "<p>Seen .</p>\n",
        ),
        ("<p hidden>not\n\nSeen.", "<p>Seen.</p>\n"),
        ("<p class=hidden>not\n\nSeen.", "<p>Seen.</p>\n"),
        ("<ul>\n<li hidden>not\n<li>Seen.\n</ul>", "<li>Seen.\n</li>"),
        ("<table><tr hidden><td>not<tr><td>Seen.</table>", "<td>Seen."),
        ("<div hidden/>not</div>\n\nSeen.", "<p>Seen.</p>\n"),
        ("<div hidden><p hidden>not</p><template>not</template></div>\n\nSeen.", "<p>Seen.</p>\n"),
    ],
)
@pytest.mark.parametrize("trust", ["html", "text"])
def test_what_no_browser_shows_is_no_part_of_a_page(text: str, html: str, trust: str) -> None:
    rendered = Renderer(clean=sanitised if trust == "text" else str).render(text)
    assert "not" not in rendered.html
    assert html.replace(" ", "") in rendered.html.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "`<!-- b -->`",
        "```html\n<!-- b\n\nc -->\n```",
        "1 <!-- b",
        "1 <!-- a\n\nb\n\n```\n-->\n```",
        "1 <!-- a\n\nb\n\n    -->",
        "1 <!-- a\n\nb `-->`",
        "1 <!-- a\n\nb\n\n2 <!-- c -->",
        r"\<!-- a\n\nb\n\n-->",
        '<p title="hidden">b</p>',
        "<p hidden='until-found'>b</p>",
        "<div class=unhidden>b</div>",
        '<div class="hidden md:block">b</div>',
    ],
)
def test_what_only_looks_hidden_is_shown(text: str) -> None:
    assert "b" in Renderer().render(text).html
    assert "b" in without_hidden("a.md", text) or "hidden" in text


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("One.\n\n<!-- two\n\nthree", 3, "has no end here"),
        ("One <!-- two\n\nthree", 1, "has no end here"),
        ("One.\n\nTwo <!-- three\n\nfour -->", 3, "goes on over paragraphs, which are left out"),
    ],
)
def test_a_comment_that_ends_nowhere_or_late_is_named_with_its_line(text: str, line: int, says: str) -> None:
    (problem,) = Renderer().render(text).problems
    assert (problem.line, says in problem.message) == (line, True)
    assert Renderer().render("One <!-- two --> `<!--`\n\n<!--\n\n-->\n\n<!--> a <!---> <!-- b\nc -->").problems == ()


@pytest.mark.parametrize(
    "text",
    [
        """<p style="font-family: 'A'; display: none">not</p>""",
        "<p style=display:none>not</p>",
        "<div title='a > b' hidden>not</div>",
        "<div title=it's hidden>not</div> isn't",
        "import A from 'not';\nimport {\n  not,\n} from 'b';",
        "export const a = 'not'",
    ],
)
def test_what_no_browser_shows_is_in_no_source_that_is_compared(text: str) -> None:
    assert "not" not in without_hidden("a.mdx", f"Seen.\n\n{text}\n")


@pytest.mark.parametrize(
    "text", ["Import taxes rose.\nSo they did.", "import taxes from abroad", "Export default rates rose."]
)
def test_words_that_only_begin_as_code_are_in_the_source_that_is_compared(text: str) -> None:
    assert text in without_hidden("a.md", f"Seen.\n\n{text}\n")
