"""Posts cite as Pandoc and Quarto write it, in any style of CSL; what is no key of the bibliography stays text."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import parse_bibliography
from learning_timeline.reading.citing import Citing
from learning_timeline.reading.citing.styles import CitationStyle, StyleError
from learning_timeline.reading.citing.text import with_links
from learning_timeline.reading.markdown import Insert, Renderer
from learning_timeline.reading.notebooks.notebook import read_notebook
from tests.builders.notebook import FRONT, code, notebook, raw, text
from tests.builders.share import examples

BIBLIOGRAPHY = r"""
@article{vaswani2017, author={Vaswani, Ashish and Shazeer, Noam and Parmar, Niki}, title={Attention}, year=2017, journal={NIPS}}
@article{ho_2020, author={Ho, J. and Jain, A.}, title={DDPM}, year=2020, journal={NeurIPS}, eprint={2006.11239}}
@article{10.1145/350.35, author={Doe, J.}, title={A {GPU}}, year=2021, journal={Commun. ACM}}
@misc{doe2021b, author={Doe, J.}, title={Another}, year=2021}
@misc{a.b, author={Dot <i>, J. and others}, title={<script>alert(1)</script> & {x}}, url={https://example.org/?a=1&b=2}, year=2022}
@book{sutton, author={Sutton, R.}, title={RL}, year=2018, publisher={MIT Press}, edition=2}
@misc{9876543, title={A Dataset}, year=2019}
"""
_LINK = re.compile(r"</?a\b[^>]*>")


@cache
def citing(style: str = "author-date") -> Citing:
    return Citing(parse_bibliography(BIBLIOGRAPHY, "resources.bib"), CitationStyle.named(style, Path()))


def shown(markdown: str, style: str = "author-date") -> str:
    html = Renderer(citing(style)).render(markdown).html.strip()
    return _LINK.sub("", html.removeprefix("<p>").removesuffix("</p>"))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("[@vaswani2017]", "(Vaswani et al. 2017)"),
        ("[see @vaswani2017, p. 3; also @ho_2020]", "(see Vaswani et al. 2017, p. 3; also Ho and Jain 2020)"),
        ("[@ho_2020, pp. 33--35, 38 and passim]", "(Ho and Jain 2020, pp. 33\u201335, 38 and passim)"),
        ("[@ho_2020 33]", "(Ho and Jain 2020, p. 33)"),
        ("[@ho_2020, ch. 2]", "(Ho and Jain 2020, chap. 2)"),
        ("[@ho_2020, sec. IV]", "(Ho and Jain 2020, sec. IV)"),
        ("[@ho_2020, {pp. 4, 6} (draft)]", "(Ho and Jain 2020, pp. 4, 6 (draft))"),
        ("[@ho_2020, and others]", "(Ho and Jain 2020, and others)"),
        ("Ho and Jain [-@ho_2020]", "Ho and Jain (2020)"),
        ("@vaswani2017 says", "Vaswani et al. (2017) says"),
        ("@vaswani2017 [p. 33] says", "Vaswani et al. (2017, p. 33) says"),
        ("See @sutton. And (@sutton)", "See Sutton (2018). And (Sutton (2018))"),
        ("[@10.1145/350.35] [@doe2021b]", "(Doe 2021a) (Doe 2021b)"),
        ("[@{10.1145/350.35}, p. 2]", "(Doe 2021, p. 2)"),
        ("[@9876543]", "(A Dataset 2019)"),
        ("[@a.b.] @a.b.", "(Dot &lt;i&gt; et al. 2022.) Dot &lt;i&gt; et al. (2022)."),
        ("[see @vaswani2017;\n@sutton]", "(see Vaswani et al. 2017; Sutton 2018)"),
        ("[a [@sutton] b]", "[a (Sutton 2018) b]"),
    ],
)
def test_citations_are_written_as_pandoc_has_them(markdown: str, html: str) -> None:
    assert shown(markdown) == html


@pytest.mark.parametrize(
    "markdown",
    [
        "foo@sutton.org and foo@sutton",
        "`@sutton` and ``[@sutton]``",
        "@nobody and @octocat's",
        "https://x.org/@sutton",
        "see:@sutton #@sutton",
        "[@sutton](https://x.org)",
        "```\n[@sutton]\n```",
        "$@sutton$",
    ],
)
def test_addresses_code_and_mentions_are_no_citations(markdown: str) -> None:
    rendered = Renderer(citing()).render(markdown)
    assert (rendered.cited, rendered.references) == ((), ())
    assert not rendered.problems
    assert 'class="citation"' not in rendered.html


def test_a_key_that_is_not_there_is_named_with_the_nearest_and_stays_text() -> None:
    rendered = Renderer(citing()).render("A.\n\nAsk [@vaswani2018; @sutton] and [@nobody].")
    assert "[@vaswani2018; @sutton] and [@nobody]" in _LINK.sub("", rendered.html)
    assert [(one.line, f"{one.message}: {one.remedy}") for one in rendered.problems] == [
        (3, "cites 'vaswani2018', which the bibliography does not have: write [@vaswani2017], if that is meant"),
        (3, "cites 'nobody', which the bibliography does not have: add it there, or write it without brackets"),
    ]
    assert set(rendered.uncited) >= {"vaswani2018", "nobody"}
    # A folder of notes without a bibliography cites nothing, and is not told so.
    without = Renderer(Citing(parse_bibliography("", "r.bib"), CitationStyle.named("author-date", Path())))
    assert not without.render("[@nobody] @someone").problems


def test_the_list_is_in_the_order_of_the_style_with_addresses_as_links() -> None:
    rendered = Renderer(citing()).render("[@vaswani2017] [@a.b] @ho_2020 [@vaswani2017, p. 2]")
    assert rendered.cited == ("vaswani2017", "a.b", "ho_2020")
    listed = {key: _LINK.sub("|", html) for key, html in rendered.references}
    assert listed == {
        "a.b": "Dot &lt;i&gt;, J. et al. 2022. &lt;script&gt;alert(1)&lt;/script&gt; &amp; x. |https://example.org/?a=1&amp;b=2|.",
        "ho_2020": "Ho, J. and A. Jain. 2020. DDPM. <i>NeurIPS</i>. |https://arxiv.org/abs/2006.11239|.",
        "vaswani2017": "Vaswani, Ashish, Noam Shazeer, and Niki Parmar. 2017. Attention. <i>NIPS</i>.",
    }
    assert list(listed) == ["a.b", "ho_2020", "vaswani2017"]
    assert '<a href="https://example.org/?a=1&amp;b=2">' in rendered.references[0][1]


def test_what_is_said_is_said_once_and_a_range_within_a_year_keeps_it() -> None:
    bibliography = r"""
@incollection{ed, editor={Rivera, Ana and Smith, Jo}, title={A Chapter}, booktitle={Book}, date={2020-03-01/2020-03-05}}
@incollection{both, author={Doe, J.}, editor={Rivera, Ana}, title={Why?}, booktitle={Book}, date={2020-03/2020-05}}
@book{years, author={Doe, J.}, title={What!}, date={2019/2020}}
"""
    made = Citing(parse_bibliography(bibliography, "resources.bib"), CitationStyle.named("author-date", Path()))
    rendered = Renderer(made).render("[@ed] [@both] [@years]")
    assert _LINK.sub("", rendered.html) == "<p>(Rivera and Smith 2020) (Doe 2020) (Doe 2019\u20132020)</p>\n"
    assert dict(rendered.references) == {
        "ed": "Rivera, Ana and Jo Smith, eds. 2020. A Chapter. In <i>Book</i>.",
        "both": "Doe, J. 2020. Why? In <i>Book</i>, edited by Ana Rivera.",
        "years": "Doe, J. 2019\u20132020. <i>What!</i>",
    }


def test_a_bracket_around_an_address_is_not_of_it() -> None:
    assert with_links("(see https://x.org/a_(b)).") == '(see <a href="https://x.org/a_(b)">https://x.org/a_(b)</a>).'


def test_the_address_of_a_doi_leads_to_it_whatever_its_signs() -> None:
    bibliography = """@book{a, title={A}, doi={10.1000/456#789}}
@book{b, title={B}, doi={10.1000/a?b%c(d)}}
"""
    made = Citing(parse_bibliography(bibliography, "resources.bib"), CitationStyle.named("author-date", Path()))
    html = dict(Renderer(made).render("[@a] [@b]").references)
    # The first is the example of the DOI Handbook's rules for addresses.
    assert '<a href="https://doi.org/10.1000/456%23789">https://doi.org/10.1000/456#789</a>.' in html["a"]
    assert '<a href="https://doi.org/10.1000/a%3Fb%25c(d)">https://doi.org/10.1000/a?b%c(d)</a>.' in html["b"]


def test_another_style_is_one_that_is_installed_or_a_file_of_the_journal(tmp_path: Path) -> None:
    assert shown("[@ho_2020, p. 2] @sutton", "harvard-cite-them-right") == "(Ho and Jain, 2020, p. 2) Sutton (2018)"
    numbers = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<citation><layout prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/></layout></citation>
<bibliography><layout><text variable="citation-number" suffix=". "/><text variable="title"/></layout></bibliography></style>"""
    (tmp_path / "my.csl").write_text(numbers, encoding="utf-8")
    rendered = Renderer(Citing(citing().bibliography, CitationStyle.named("my.csl", tmp_path))).render(
        "[@sutton; @ho_2020] @sutton [-@ho_2020]"
    )
    assert _LINK.sub("", rendered.html) == "<p>[1, 2] Sutton [1] [2]</p>\n"
    assert rendered.references == (
        ("sutton", '<span class="number">1.</span> RL'),
        ("ho_2020", '<span class="number">2.</span> DDPM'),
    )
    for name, said in (
        ("no.csl", "'no.csl' is not there: put the style into the content folder"),
        ("author-dato", "there is no style 'author-dato': did you mean 'author-date'"),
    ):
        with pytest.raises(StyleError, match=said):
            CitationStyle.named(name, tmp_path)
    (tmp_path / "note.csl").write_text(numbers.replace('"in-text"', '"note"'), encoding="utf-8")
    (tmp_path / "bad.csl").write_text("<style", encoding="utf-8")
    with pytest.raises(StyleError, match="prints footnotes"):
        CitationStyle.named("note.csl", tmp_path)
    with pytest.raises(StyleError, match="cannot be read as a style"):
        CitationStyle.named("bad.csl", tmp_path)


def test_a_notebook_cites_through_all_of_its_cells() -> None:
    cells = [raw(FRONT), text("One [@doe2021b]."), code("x = '@sutton'"), text("Two [@10.1145/350.35; @sutton].")]
    read = read_notebook(notebook(cells), lambda line: line)
    rendered = Renderer(citing()).render_parts(read.parts)
    assert rendered.cited == ("doe2021b", "10.1145/350.35", "sutton")
    assert "One (<a" in rendered.html
    assert ">Doe 2021b</a>).</p>" in rendered.html
    assert [key for key, _ in rendered.references] == ["10.1145/350.35", "doe2021b", "sutton"]


def test_what_marks_the_place_of_a_citation_comes_from_nobody_else() -> None:
    mark = "\ufdd00\ufdd1"
    rendered = Renderer(citing()).render_parts([f"[@sutton] {mark}", Insert(f'<img alt="{mark}">')])
    assert rendered.html.count("Sutton 2018") == 1
    assert '<img alt="0">' in rendered.html


@settings(max_examples=examples(100), deadline=None)
@given(
    st.lists(
        st.sampled_from(["[", "]", "@", "-", ";", ",", " ", "p. 3", "sutton", "ho_2020", "{", "}", "\n", "see", "."])
    )
)
def test_whatever_stands_in_brackets_renders_and_cites_only_what_is_there(pieces: list[str]) -> None:
    rendered = Renderer(citing()).render("".join(pieces))
    assert set(rendered.cited) <= {"sutton", "ho_2020"}
    assert {key for key, _ in rendered.references} == set(rendered.cited)
    assert "\ufdd0" not in rendered.html
    assert "\ufddb" not in rendered.html
