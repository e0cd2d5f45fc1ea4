"""Text to HTML: what posts need, what authors write by mistake, and what nobody would write on purpose."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pelican.contents import Article
from pelican.settings import DEFAULT_CONFIG

from learning_timeline.reading.markdown import Problem, Renderer
from tests.builders.share import examples, share

RENDERER = Renderer()

# Pieces of Markdown, so that generated texts meet the parser's rules more often than random letters do.
PIECES = (
    *(
        "# ",
        "## ",
        "*",
        "**",
        "_",
        "`",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        ">",
        "> ",
        "> [!NOTE]\n",
        "- ",
        "- [ ] ",
        "1. ",
    ),
    *(
        "$",
        "$$",
        "$$\n",
        "\\frac",
        "{",
        "}",
        "[^1]",
        "[^1]: ",
        "[x]: y\n",
        "{#x}",
        "{filename}",
        "http://x.y",
        "\\",
        "&amp;",
    ),
    *(
        "&#27;",
        ":",
        "<!--",
        "-->",
        "<a>",
        "</a>",
        "5",
        "é",
        "中",
        "a b",
        '"t"',
        "\t",
        "    ",
        "\x00",
        "\x1b",
        "\u2028",
        "\r",
        "\n",
    ),
    *("\n\n", "===\n", "---\n", "```python\n", "```\n", "|", "|-|-|\n", "| a | b |\n"),
)
markdownish = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def html(text: str) -> str:
    return RENDERER.render(text).html.strip()


class Checker(HTMLParser):
    """Follows the tags of a page, to see that all are closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.is_balanced = True
        self.feed(page)
        self.close()
        self.is_balanced = self.is_balanced and not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in {"br", "hr", "img", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.is_balanced = self.is_balanced and bool(self.open) and self.open.pop() == tag


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**벡터(Dense)**로, **“词”**是", "<strong>벡터(Dense)</strong>로, <strong>“词”</strong>是"),
        ("~~없다...~~로 **`a`(b)**가", "<del>없다...</del>로 <strong><code>a</code>(b)</strong>가"),
        ("**x。**y **도구!**이", "**x。**y <strong>도구!</strong>이"),
        ("**中文。**后 中文**「好」**后", "<strong>中文。</strong>后 中文<strong>「好」</strong>后"),
        ("他说**“好”**了。**注意。**看", "他说<strong>“好”</strong>了。<strong>注意。</strong>看"),
        (
            "这是**`a**`**的 [**(x)**词](a.b)",
            '这是<strong><code>a**</code></strong>的 <a href="a.b"><strong>(x)</strong>词</a>',
        ),
        ("~~中文。~~后 ***中文。***后", "<del>中文。</del>后 <em><strong>中文。</strong></em>后"),
        ("2 **(3)**é f", "2 **(3)**é f"),
        ("\\*\\*b(c)\\*\\*가 ** 어 ** 2**(3)**é f(**kw)", "**b(c)**가 ** 어 ** 2**(3)**é f(**kw)"),
    ],
)
def test_emphasis_ends_beside_letters_of_languages_without_spaces(text: str, html: str) -> None:
    assert RENDERER.render(text).html.strip() == f"<p>{html}</p>"


# -- the title and the headings


@pytest.mark.parametrize(
    ("text", "title", "html"),
    [
        ("<h1>The <i>title</i></h1>\n<p>text</p>\n\nmore", "The title", "\n<p>text</p>\n<p>more</p>\n"),
        ("<div><h1>A</h1></div>\n\ntext", "A", "<p>text</p>\n"),
        ("<div>\n<img src='a.png'>\n<h1>A</h1>\n</div>\n", "A", "<div>\n<img src='a.png'>\n\n</div>\n"),
        ("[[_TOC_]]\n\n# A\n", "A", "<p>[[<em>TOC</em>]]</p>\n"),
        ("- [b](#b)\n  - [c](#c)\n\n# A\n", "A", None),
        ("[Home](/) | [Next](/b/)\n\n# A\n", "A", '<p><a href="/">Home</a> | <a href="/b/">Next</a></p>\n'),
        ("See [b](/b/).\n\n# A\n", None, '<p>See <a href="/b/">b</a>.</p>\n<h2 id="a">A</h2>\n'),
        ("- one\n\n# A\n", None, '<ul>\n<li>one</li>\n</ul>\n<h2 id="a">A</h2>\n'),
    ],
)
def test_a_title_may_be_behind_links_and_before_lines_of_its_html(
    text: str, title: str | None, html: str | None
) -> None:
    found = Renderer().render(text)
    assert found.title == title
    assert html is None or found.html == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "Term\n: *One*\n: Two\n\nAfter",
            "<dl>\n<dt>Term</dt>\n<dd><em>One</em></dd>\n<dd>Two</dd>\n</dl>\n<p>After</p>\n",
        ),
        ("> Term\n> : One", "<blockquote>\n<dl>\n<dt>Term</dt>\n<dd>One</dd>\n</dl>\n</blockquote>\n"),
        ("a\n:smile: b", "<p>a\n:smile: b</p>\n"),
        ("A\n: b\n\nc\n:smile: d", "<dl>\n<dt>A</dt>\n<dd>b</dd>\n</dl>\n<p>c\n:smile: d</p>\n"),
        ("One line\nand another\n: goes on", "<p>One line\nand another\n: goes on</p>\n"),
        ("```\nTerm\n: One\n```", '<div class="highlight"><pre><code>Term\n: One\n</code></pre></div>\n'),
    ],
)
def test_a_term_and_what_it_means_are_a_list_of_definitions(text: str, html: str) -> None:
    assert Renderer().render(text).html == html


def test_the_heading_that_opens_a_text_becomes_its_title_and_leaves_the_body() -> None:
    rendered = RENDERER.render("# On *entropy* and `bits`\n\nText.\n")
    assert rendered.title == "On entropy and bits"
    assert rendered.html == "<p>Text.</p>\n"


def test_an_underlined_heading_is_a_title_as_well() -> None:
    assert RENDERER.render("Title\n=====\n\nText.").title == "Title"


def test_a_heading_of_second_level_is_no_title() -> None:
    rendered = RENDERER.render("## Part\n\nText.")
    assert rendered.title is None
    assert '<h2 id="part">Part</h2>' in rendered.html


def test_a_heading_after_text_is_no_title() -> None:
    assert RENDERER.render("Text.\n\n# Part").title is None


def test_a_known_title_is_taken_out_only_where_the_heading_repeats_it() -> None:
    assert RENDERER.render("# On Entropy\n\nText.", title="On entropy").html == "<p>Text.</p>\n"
    other = RENDERER.render("# Introduction\n\nText.", title="On entropy")
    assert other.html == '<h2 id="introduction">Introduction</h2>\n<p>Text.</p>\n'


def test_where_other_first_level_headings_remain_every_heading_moves_one_level_down() -> None:
    page = html("# Title\n\n# Part\n\n## Section\n\n###### Deep\n")
    assert re.findall(r"<(h\d)", page) == ["h2", "h3", "h6"]
    assert re.findall(r"</(h\d)", page) == ["h2", "h3", "h6"]


def test_without_them_levels_stay() -> None:
    assert re.findall(r"<(h\d)", html("# Title\n\n## Part\n\n### Section\n")) == ["h2", "h3"]


def test_headings_are_named_by_their_text_and_repeated_names_are_numbered() -> None:
    page = html("## What is `KL(p, q)`?\n## A\n## A\n## A-1\n## A\n## Über 中\n## $x^2$\n## !!!\n")
    assert re.findall(r'id="([^"]*)"', page) == [
        "what-is-klp-q",
        "a",
        "a-1",
        "a-1-1",
        "a-2",
        "über-中",
        "x2",
        "section",
    ]


def test_a_heading_may_name_itself() -> None:
    assert html("## The proof {#proof}") == '<h2 id="proof">The proof</h2>'
    assert html("## The set {a, b}") == '<h2 id="the-set-a-b">The set {a, b}</h2>'


# -- formulas


def test_a_formula_in_a_line_becomes_mathml() -> None:
    mathml = f"<msup><mi>x</mi><mn>2</mn></msup></mrow>{tex('x^2')}"
    assert html("Let $x^2$ be.") == f"<p>Let <math><semantics><mrow>{mathml}</semantics></math> be.</p>"


def tex(latex: str) -> str:
    """What a formula keeps of its source, for whoever copies it."""
    return f'<annotation encoding="application/x-tex">{latex}</annotation>'


X_AS_A_BLOCK = f'<math display="block"><semantics><mrow><mi>x</mi></mrow>{tex("x")}</semantics></math>'


@pytest.mark.parametrize("text", ["$$\nx\n$$", "$$x$$", "```math\nx\n```"])
def test_a_formula_that_stands_alone_is_a_block(text: str) -> None:
    assert html(text) == f'<div class="math">{X_AS_A_BLOCK}</div>'


def test_a_display_formula_amid_text_stays_in_its_paragraph() -> None:
    assert html("so $$x$$ holds") == f'<p>so <span class="math">{X_AS_A_BLOCK}</span> holds</p>'


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{1}{2}",
        r"\sum_{i=1}^{n} x_i^2",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\begin{aligned} a &= b \\ &= c \end{aligned}",
        r"\begin{equation}\begin{split} a &= b \\ &= c \end{split}\end{equation}",
        r"f(x)=\begin{cases} 1 & \text{if } x>0 \\ 0 & \text{otherwise}\end{cases}",
        r"\mathbb{E}_{x\sim p}[\mathcal{L}]",
        r"\operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V",
        r"\operatorname*{arg\,min}_\theta \sum_{\substack{i < n \\ j < m}} \mathbbm{1}[i = j]",
        r"\hat{x} + \bar{y} + \tilde z + \vec{v} + \widehat{ab} + \widetilde{ab}",
        r"\underbrace{a+b}_{\text{sum}}",
        r"A \xrightarrow{f} B",
        r"D_{\mathrm{KL}}\!\left(p \,\middle\|\, q\right)",
    ],
)
def test_the_formulas_of_papers_are_converted(latex: str) -> None:
    rendered = RENDERER.render(f"$$\n{latex}\n$$")
    assert rendered.problems == ()
    assert rendered.html.startswith('<div class="math"><math display="block">')
    assert Checker(rendered.html).is_balanced


def test_rows_of_an_aligned_formula_are_rows_of_a_table() -> None:
    page = html(r"$$\begin{aligned} a &= b \\ &= c \end{aligned}$$")
    assert page.count("<mtr>") == 2
    assert "&amp;" not in page.partition("<annotation")[0]


def test_a_wrong_formula_shows_its_source_and_is_reported_with_its_line() -> None:
    rendered = RENDERER.render("# Title\n\nÄ text.\n\nHere $\\nosuch{<b>}$ is wrong.\n\n$$\n\\frac{1}\n$$\n")
    assert '<code class="formula" title="Unknown command' in rendered.html
    first, second = rendered.problems
    assert first == Problem(5, r'the formula \nosuch{<b>} cannot be shown: Unknown command "\nosuch"')
    assert second.line == 7


def test_lines_are_counted_whatever_ends_them() -> None:
    assert RENDERER.render("a\r\n\r\nb $\\nosuch$\r\n").problems[0].line == 3
    assert RENDERER.render("a\r\rb $\\nosuch$\r").problems[0].line == 3


def test_a_block_formula_that_markdown_tears_apart_is_reported_once() -> None:
    (problem,) = RENDERER.render("Text.\n\n$$\na\n\n+ b\n").problems
    assert problem.line == 3
    assert "it needs a closing $$" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "costs $5 and $6",
        "from $5-$10",
        "$5/$10 a month",
        "US$5 and US$6",
        "set $HOME/$USER",
        "$PATH:$HOME",
        "about ($3)...($4)",
        r"\$x\$ stays",
        "a lone $",
    ],
)
def test_dollars_in_prose_stay_text(text: str) -> None:
    rendered = RENDERER.render(text)
    assert rendered.html == f"<p>{text.replace(chr(92), '')}</p>\n"
    assert rendered.problems == ()


def test_dollars_in_code_stay_code() -> None:
    assert html("`$x$`") == "<p><code>$x$</code></p>"
    assert "<math" not in html("```sh\necho $x $y\n```")


def test_a_letter_may_follow_a_formula() -> None:
    assert html("the $n$th").endswith("</math>th</span></p>")


def test_no_line_ends_between_a_formula_and_the_signs_beside_it() -> None:
    beside = re.compile(r'<span class="unbroken">(.*?)<math>.*?</math>(.*?)</span>(.*)</p>')
    for text, parts in {
        "of ($n$), so": ("(", "),", " so"),
        "an $n$-gram.": ("", "-", "gram."),
        "$n$'s [link](https://example.org)": ("", "'", 's <a href="https://example.org">link</a>'),
        "$n$; see https://example.org": ("", ";", ' see <a href="https://example.org">https://example.org</a>'),
    }.items():
        found = beside.search(html(text))
        assert found is not None, text
        assert found.groups() == parts
    for text in ("see $n$ here", "$n$ and $m$", "**$n$** (and)", "$n$是字", "$n$ [^1]"):
        assert "unbroken" not in html(text)


def test_equations_are_numbered_from_one_in_each_text() -> None:
    text = r"$$\begin{equation}x\end{equation}$$"
    both = html(f"{text}\n\n{text}")
    assert "(1)" in both
    assert "(2)" in both
    assert "(1)" in html(text)


@pytest.mark.parametrize(
    "latex", [r"\sqrt{" * 5_000, r"\frac" * 50_000, r"\left(" * 20_000, "x^{" * 20_000 + "}" * 20_000]
)
def test_a_formula_too_deep_for_the_converter_is_refused(latex: str) -> None:
    (problem,) = RENDERER.render(f"```math\n{latex}\n```").problems
    assert "write it as several" in problem.message


def test_commands_that_begin_like_definitions_are_not_refused() -> None:
    assert RENDERER.render(r"$\left( x \leftarrow y \right) \leq z$").problems == ()


# -- code


def test_code_is_highlighted_with_short_class_names() -> None:
    page = html("```python\ndef f(): pass\n```")
    assert page.startswith('<div class="highlight"><pre><code class="language-python"><span class="k">def</span>')
    assert "style=" not in page
    assert '<span class="w">' not in page


@pytest.mark.parametrize("fence", ["```nosuch", "```nosuch {1,2}", "~~~ nosuch"])
def test_code_in_an_unknown_language_is_plain(fence: str) -> None:
    page = html(f'{fence}\n<b> & "x"\n{fence[:3]}')
    expected = '<div class="highlight"><pre><code class="language-nosuch">&lt;b&gt; &amp; "x"\n</code></pre></div>'
    assert page == expected


@pytest.mark.parametrize("info", ["python title=x", "{.python .numbered}", "Python", "{python}"])
def test_a_language_is_found_amid_other_attributes(info: str) -> None:
    assert '<code class="language-python"><span' in html(f"```{info}\nimport re\n```")


def test_indented_code_has_no_language() -> None:
    assert html("    a < b") == '<div class="highlight"><pre><code>a &lt; b</code></pre></div>'


def test_blank_lines_and_indentation_of_code_are_kept() -> None:
    assert re.sub(r"<[^>]*>", "", html("```python\n\n    x\n\n\n```")) == "\n    x\n\n\n"


@pytest.mark.parametrize("code", ["\n" * 5_000, "a." * 5_000, "x = 1\n" * 10_000])
def test_code_that_would_keep_a_lexer_busy_is_left_plain(code: str) -> None:
    page = html(f"```c\n{code}\n```")
    assert "<span" not in page
    assert 'class="language-c"' in page


# -- links and images


def test_pelicans_link_forms_reach_pelican_as_they_were_written() -> None:
    page = html("[a]({filename}x.md 'tt \"q\"') [b](<{filename}/two words é.md#part>) [c](|filename|x.md) [d]({tag}rl)")
    assert '<a href="{filename}x.md" title="tt &quot;q&quot;">a</a>' in page
    assert '<a href="{filename}/two words é.md#part">b</a>' in page
    assert '<a href="|filename|x.md">c</a>' in page
    assert '<a href="{tag}rl">d</a>' in page
    assert '<img src="{static}/images/i.png" alt="alt"' in html("![alt]({static}/images/i.png)")


def test_pelican_resolves_the_links_and_leaves_code_alone(tmp_path: object) -> None:
    text = (
        "[a](<{filename}two words.md> 'here') ![i]({static}/images/i.png)\n\n"
        '`<a href="{filename}two words.md">`\n\n'
        '```html\n<a href="{filename}two words.md">\n```\n'
    )
    settings_ = {**DEFAULT_CONFIG, "PATH": str(tmp_path)}
    target, picture = SimpleNamespace(url="two/"), SimpleNamespace(url="images/i.png")
    context = {
        "generated_content": {"two words.md": target},
        "static_content": {"images/i.png": picture},
        "static_links": set(),
        "localsiteurl": "",
    }
    article = Article(
        html(text), {"title": "t"}, settings=settings_, source_path=str(tmp_path) + "/x.md", context=context
    )
    page = article.get_content("https://example.org")
    assert '<a href="https://example.org/two/" title="here">a</a>' in page
    assert 'src="https://example.org/images/i.png"' in page
    code = re.sub(r"<[^>]*>", "", page[page.index("<code>") :])
    assert code.count("{filename}two words.md") == 2


def test_other_addresses_are_encoded() -> None:
    assert 'href="a%7Bb%7D/%C3%A9%20x?y=1&amp;z#p"' in html("[x](<a{b}/é x?y=1&z#p>)")


def test_quotes_cannot_leave_an_attribute() -> None:
    page = html("![a\"b](<x\"y> 'c\"d') [x](<{filename}a\"b> 'x')")
    assert Checker(page).is_balanced
    assert 'src="{static}x&quot;y" alt="a&quot;b" title="c&quot;d"' in page
    assert 'href="{filename}a&quot;b"' in page


def test_mail_addresses_get_their_scheme() -> None:
    assert html("<a@b.c>") == '<p><a href="mailto:a@b.c">a@b.c</a></p>'


def test_a_bare_address_is_a_link_without_the_sentences_full_stop() -> None:
    page = html("See https://en.wikipedia.org/wiki/Entropy_(information). And (https://a.b/c).")
    assert '<a href="https://en.wikipedia.org/wiki/Entropy_(information)">' in page
    assert '(<a href="https://a.b/c">https://a.b/c</a>).' in page


def test_links_are_not_nested() -> None:
    assert html("[https://a.b](c)").count("<a ") == 1
    assert html('<a href="c">https://a.b</a>').count("<a ") == 1


def test_images_load_when_they_are_needed() -> None:
    assert (
        html("![alt *text*](i.png)")
        == '<p><img src="{static}i.png" alt="alt text" loading="lazy" decoding="async"></p>'
    )


def test_an_image_alone_with_a_title_is_a_figure_with_a_caption() -> None:
    image = '<img src="{static}i.png" alt="alt" loading="lazy" decoding="async">'
    expected = f"<figure>{image}<figcaption>A &lt;b&gt;</figcaption></figure>"
    assert html('![alt](i.png "A <b>")') == expected
    assert "<figure>" not in html('![alt](i.png "A") and text')
    assert "<figure>" not in html("![alt](i.png)")


# -- links between notes


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("b.md", "{filename}b.md"),
        ("../rl/b.md#part", "{filename}../rl/b.md#part"),
        ("b%20c.md", "{filename}b c.md"),
        ("B.Markdown", "{filename}B.Markdown"),
        ("folder/", "folder/"),
        ("data.csv", "data.csv"),
        ("#part", "#part"),
        ("/b.md", "/b.md"),
        ("//example.org/b.md", "//example.org/b.md"),
        ("https://example.org/b.md", "https://example.org/b.md"),
        ("{static}/b.md", "{static}/b.md"),
        ("", ""),
    ],
)
def test_a_link_to_a_note_beside_this_one_is_looked_up_by_its_file(address: str, expected: str) -> None:
    assert html(f"[a](<{address}>)") == f'<p><a href="{expected}">a</a></p>'


# -- the rest of Markdown


def test_tables_can_scroll_and_are_aligned() -> None:
    expected = (
        '<div class="table"><table>\n<thead><tr><th>a</th><th style="text-align: right">b</th></tr></thead>\n<tbody>\n'
        '<tr><td>1</td><td style="text-align: right"><code>x</code></td></tr>\n</tbody>\n</table></div>'
    )
    assert html("| a | b |\n|---|--:|\n| 1 | `x` |\n") == expected


def test_footnotes_are_numbered_by_first_mention_and_link_both_ways() -> None:
    page = html("One[^b], two[^a], again[^B].\n\n[^a]: First.\n[^b]: Second.\n\n    More.\n")
    assert re.findall(r'id="(fnref:[^"]*)"><a href="#(fn:\d)">(\d)</a>', page) == [
        ("fnref:1", "fn:1", "1"),
        ("fnref:2", "fn:2", "2"),
        ("fnref:1-2", "fn:1", "1"),
    ]
    notes = page[page.index('<section class="footnotes">') :]
    assert notes.index("Second.") < notes.index("First.")
    assert re.findall(r'href="#([^"]*)"', notes) == ["fnref:1", "fnref:1-2", "fnref:2"]
    assert Checker(page).is_balanced


def test_a_footnote_that_nothing_mentions_is_not_lost() -> None:
    assert "<li><p>Alone." in html("Text.\n\n[^x]: Alone.\n")


def test_alerts_are_admonitions() -> None:
    expected = '<div class="admonition warning">\n<p class="admonition-title">Warning</p>\n<p>Hot.</p>\n</div>'
    assert html("> [!WARNING]\n> Hot.") == expected
    assert html("> Quote.") == "<blockquote>\n<p>Quote.</p>\n</blockquote>"


def test_tasks_have_boxes_with_names() -> None:
    page = html("- [ ] a\n- [x] b\n")
    assert '<li><input type="checkbox" disabled aria-label="to do"> a</li>' in page
    assert '<li><input type="checkbox" disabled checked aria-label="done"> b</li>' in page


def test_lists_keep_their_start_and_nesting() -> None:
    page = html("3. a\n   - b\n4. c\n")
    assert page.startswith('<ol start="3">')
    assert "<li>a<ul>\n<li>b</li>\n</ul>\n</li>" in page


def test_raw_html_stays_as_it_was_written() -> None:
    assert html('<details open>\n<summary>S</summary>\n\n*x* <kbd class="k">K</kbd>\n\n</details>') == (
        '<details open>\n<summary>S</summary>\n<p><em>x</em> <kbd class="k">K</kbd></p>\n</details>'
    )


def test_text_is_escaped() -> None:
    assert html("1 < 2 &amp; \\<b> `<i>`") == "<p>1 &lt; 2 &amp; &lt;b&gt; <code>&lt;i&gt;</code></p>"


def test_breaks_rules_and_strikes() -> None:
    assert html("a  \nb\nc\n\n---\n\n~~d~~ **e**") == (
        "<p>a<br>\nb\nc</p>\n<hr>\n<p><del>d</del> <strong>e</strong></p>"
    )


def test_control_characters_reach_no_page() -> None:
    rendered = RENDERER.render("# a\x1bb\n\nc\x07d &#27;&#11; `\x08`\n\n```\n\x0c\n```\n")
    assert rendered.title == "ab"
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", rendered.html)


# -- counting words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# The title\n\nTwo words.", 2),
        ("## A heading\n\nand *em*phasis, `code` \u2013 dash", 6),
        ("- a\n  - b\n- c", 3),
        ("a\nb\n\nc", 3),
        ("| a | b |\n|-|-|\n| c d | e |", 5),
        ("before $x + y$ after\n\n$$z = 1$$", 2),
        ("```python\nnot counted\n```\n\ncounted", 1),
        ("text[^1]\n\n[^1]: two words", 3),
        ('![not counted](i.png "a caption")', 2),
        ("<p>three <b>plain</b> words</p>", 3),
        ("<script>\nlet x = 1\n</script>", 0),
        ("中文 and English", 4),
        ("", 0),
    ],
)
def test_words_are_counted_as_a_reader_counts_them(text: str, words: int) -> None:
    assert RENDERER.render(text).words == words


# -- whatever comes


@pytest.mark.parametrize(
    "opening", ["(", "[", r"\{x", r"\langle ", r"\lfloor ", r"\lvert ", r"\ulcorner ", r"\sin(", "(^{2}"]
)
def test_brackets_that_nothing_closes_are_named(opening: str) -> None:
    # The converter would take twice as long for each.
    (problem,) = RENDERER.render(f"$x {opening * 40}1$").problems
    assert problem.message.endswith("it opens 40 brackets that it does not close")
    assert not RENDERER.render(f"$x {opening * 3}1$").problems
    assert not RENDERER.render("$" + "[0, 1) " * 40 + "$").problems


@pytest.mark.torture
@settings(max_examples=share("EXAMPLES", 300), deadline=None)
@given(st.one_of(st.text(), markdownish))
@example("- [ ] # a\n{#x}\n===")
@example("[^1]: [^1]")
def test_any_text_renders_and_always_to_the_same_page(text: str) -> None:
    rendered = RENDERER.render(text)
    assert rendered == Renderer().render(text)
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", rendered.html)
    assert all(1 <= problem.line <= text.count("\n") + text.count("\r") + 1 for problem in rendered.problems)


@settings(max_examples=examples(300), deadline=None)
@given(markdownish.map(lambda text: text.replace("<", "")))
def test_tags_are_closed_in_order_and_names_are_unique(text: str) -> None:
    page = Checker(RENDERER.render(text).html)
    assert page.is_balanced
    assert len(page.ids) == len(set(page.ids))


@settings(max_examples=examples(200), deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="`", exclude_categories=["C", "Z"]), min_size=1))
def test_inline_code_shows_exactly_what_was_written(code: str) -> None:
    (shown,) = re.findall(r"<code>(.*)</code>", html(f"x `{code}`"), flags=re.DOTALL)
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == code


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "<a " * 20_000,
        "![" * 10_000,
        "".join("  " * depth + "- a\n" for depth in range(400)),
        "> " * 5_000 + "a",
        "$" * 50_000,
        "*a_ " * 20_000,
        "`" * 50_000,
        "[^1]" * 5_000 + "\n\n[^1]: x",
        "".join(f"[^{number}]: x [^{number + 1}]\n" for number in range(2_000)) + "[^0]",
        "# a\n" * 5_000,
        "# " + "{#" * 20_000 + "}",
        "http://" * 20_000,
        "http://a.b/(" * 20_000,
        "http://x" + "." * 50_000,
        "<div>" + "<" * 50_000,
        "![a](b 'c')\n\n" * 5_000,
        "![" * 300 + "a" + "](b 'c')" * 300,
        "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b" * 5_000,
        "a b\n" * 100_000,
    ],
)
def test_hostile_texts_render(text: str) -> None:
    assert RENDERER.render(text).html


def test_a_link_to_the_heading_that_is_the_title_leads_to_the_top() -> None:
    page = html(
        "# Fair coins - 1\n\n[a](#fair-coins---1) [b](#Fair%20coins%20-%201) [c](#part) [d](#none)\n\n## Part\n"
    )
    assert re.findall('href="([^"]*)"', page) == ["#", "#", "#part", "#none"]
    # One that stays in the text is where it is.
    page = html("Words.\n\n# Fair coins\n\n[a](#fair-coins)\n")
    assert re.findall('href="([^"]*)"', page) == ["#fair-coins"]


@pytest.mark.parametrize(
    ("heading", "address", "leads_to"),
    [
        ("1. Intro", "#intro", "#1-intro"),  # kramdown
        ("Coins - a start", "#coins-a-start", "#coins---a-start"),  # Python-Markdown
        ("Información de boot", "#informacion-de-boot", "#informaci%C3%B3n-de-boot"),  # Zola
        ("Some_thing new", "#some-thing-new", "#some_thing-new"),
        ("Own {#mine}", "#mine", "#mine"),
        ("Part", "#other", "#other"),
    ],
)
def test_a_link_within_a_page_leads_to_the_heading_that_another_program_calls_so(
    heading: str, address: str, leads_to: str
) -> None:
    assert f'href="{leads_to}"' in html(f"[x]({address})\n\n## {heading}\n")
