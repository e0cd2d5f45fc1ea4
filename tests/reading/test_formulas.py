"""Formulas as papers have them: what is shown, what is read of it, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from learning_timeline.core.formula_text import plain_text, with_plain_formulas
from learning_timeline.reading.dialects.dialect import Dialect
from learning_timeline.reading.folder import Folder
from learning_timeline.reading.markdown import Renderer
from learning_timeline.reading.markdown.formulas import Formulas, bounds, mathml, vocabulary
from learning_timeline.reading.markdown.formulas.definitions import macros_of
from learning_timeline.reading.sanitiser import sanitised
from learning_timeline.reading.sources import SourceReader

if TYPE_CHECKING:
    from collections.abc import Iterator

RENDERER = Renderer()
FORMULAS = Path(__file__).with_name("formulas.txt")


def shown(latex: str, *, is_display: bool = True) -> str:
    """A formula's MathML, without the LaTeX that is kept in it."""
    problems: list[str] = []
    formulas = Formulas()
    html = (formulas.display if is_display else formulas.inline)(latex, problems.append)
    assert problems == []
    return re.sub(r"<annotation.*?</annotation>", "", html)


def refused(latex: str) -> str:
    problems: list[str] = []
    html = Formulas().display(latex, problems.append)
    assert html.startswith('<code class="formula"')
    (problem,) = problems
    return problem


def examples() -> Iterator[tuple[str, str]]:
    """Each formula of the file, and what is read of it; that of one that cannot be shown begins with an exclamation mark."""
    lines = [line for line in FORMULAS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for latex, read in zip(lines[::2], lines[1::2], strict=True):
        yield latex, read.removeprefix("    ")


# -- the formulas of notes on AI


def test_the_formulas_of_notes_are_shown_and_read_well() -> None:
    """Read the file when this fails: each line below a formula is what titles, feeds and the search have of it."""
    found = {}
    for latex, _ in examples():
        problems: list[str] = []
        html = Formulas().display(latex, problems.append)
        found[latex] = f"! {problems[0].partition('cannot be shown: ')[2]}" if problems else plain_text(html)
    assert len(found) > 300
    assert found == dict(examples())


def test_no_formula_leaves_a_mark_or_an_open_element_behind() -> None:
    for latex, read in examples():
        html = Formulas().display(latex, lambda _: None)
        assert mathml.is_balanced(html), latex
        assert not re.search("[\U000f0000-\U000ffffd]", html), latex
        visible = re.sub(r"<annotation.*?</annotation>|<[^>]*>", "", html)
        assert read.startswith("!") or "\\" not in latex or not re.search(r"\\(?!$)[a-zA-Z]", visible), latex


def test_what_posts_of_others_may_not_hold_is_in_no_formula() -> None:
    for latex, _ in examples():
        html = Formulas().display(latex, lambda _: None)
        assert re.sub(r"<[^>]*>", "", sanitised(html)) == re.sub(r"<[^>]*>", "", html).replace(
            "\xa0", "&nbsp;"
        ).replace("&ApplyFunction;", "\u2061"), latex


# -- what is shown wrong without being refused


def test_room_between_rows_is_room_and_not_printed() -> None:
    for body in (r"a \\[4pt] b", r"a \\* b", r"a \\*[4pt] b", r"a \\ [4pt] b"):
        for environment in ("cases", "aligned", "gathered", "bmatrix", "align*"):
            html = shown(rf"\begin{{{environment}}} {body} \end{{{environment}}}")
            assert html.count("<mtr>") == 2, (environment, body)
            assert ("0.4em" in html) == ("4pt" in body)
            assert not re.search(r"4|pt|[*∗]", re.sub("<[^>]*>", "", html)), (environment, body)
    # An interval that begins a row is none.
    assert "[0,1)" in re.sub("<[^>]*>", "", shown(r"\begin{cases} a \\ [0,1) \end{cases}"))


def test_a_backslash_at_the_end_of_a_line_is_a_space() -> None:
    problems: list[str] = []
    html = Formulas().display("\\begin{cases} a \\\\\\\n b \\end{cases}", problems.append)
    assert (html.count("<mtr"), problems) == (2, [])


def test_lines_outside_of_any_environment_stay_lines() -> None:
    assert shown(r"a = b \\ c = d").count("<mtr>") == 2
    assert shown(r"a &= b \\ &= d").count("<mtd") == 4
    assert shown(r"a = b \\").count("<mtr>") == 1


@pytest.mark.parametrize("latex", [r"\Big]^2", r"\bigg|_{x=0}", r"\big\|x\big\|_2^2", r"\Bigr)^{\!2}"])
def test_a_large_delimiter_keeps_its_size_as_a_base(latex: str) -> None:
    assert not re.search(r"<ms(?:ub|up|ubsup)><mo[^>]*minsize", shown(latex))
    assert re.search(r"<ms(?:ub|up|ubsup)><mrow><mo[^>]*minsize", shown(latex))


def test_operators_with_limits_have_them_below_in_a_block_and_beside_in_a_line() -> None:
    latex = r"\mathop{\mathrm{argmax}}\limits_{a} f + \operatorname*{\mathbb{E}}_x"
    assert shown(latex).count("<munder>") == 2
    assert "<munder>" not in shown(r"\operatorname*{\mathbb{E}}_x f", is_display=False)


def test_a_sign_between_texts_keeps_its_room() -> None:
    # A row of texts and one sign would count as that sign, and Chromium set it without room.
    assert "<mtext>a</mtext><mo" not in shown(r"\frac{\text{a}\cdot\text{b}}{\text{a}+\text{b}}")


# -- tags, labels and references


def test_a_label_may_be_any_text_and_leads_to_its_equation() -> None:
    page = RENDERER.render("$$x=1\\label{eq:a_b}$$\n\nAs $\\eqref{eq:a_b}$ and $\\ref{eq:a_b}$ say.").html
    assert 'id="eq:a_b"' in page
    assert 'As <a class="equation" href="#eq:a_b">(1)</a> and <a class="equation" href="#eq:a_b">1</a> say.' in page


def test_a_reference_may_stand_before_its_equation_and_in_another_part() -> None:
    rendered = RENDERER.render_parts(
        [
            "See $\\eqref{b}$.",
            "$$\\begin{align}a\\label{a}\\\\b\\label{b}\\end{align}$$",
            "$$c \\tag{$\\ast$}\\label{c}$$ $\\eqref{c}$",
        ]
    )
    assert rendered.problems == ()
    assert 'See <a class="equation" href="#eq:b">(2)</a>.' in rendered.html
    assert '<a class="equation" href="#eq:c">(∗)</a>' in rendered.html
    assert "<a " not in "".join(re.findall("<math.*?</math>", rendered.html, flags=re.DOTALL))


def test_a_reference_to_nothing_and_a_label_given_twice_are_reported() -> None:
    rendered = RENDERER.render("$$a\\label{x}$$\n\n$$b\\label{x}$$\n\n$\\eqref{y}$\n")
    assert [(one.line, one.message) for one in rendered.problems] == [
        (3, "a second equation has the label 'x'"),
        (5, "no equation has the label 'y'"),
    ]
    assert rendered.html.count('id="eq:x"') == 1
    assert "<p>(??)</p>" in rendered.html


def test_rows_without_a_number_take_none() -> None:
    html = shown(r"\begin{align} a \notag \\ b \\ c \tag{A} \\ d \end{align}")
    assert re.findall(r"\([\dA]\)", plain_text(html)) == ["(1)", "(A)", "(2)"]


# -- commands of the author


def test_a_command_holds_from_where_it_is_defined_to_the_end_of_the_page() -> None:
    page = RENDERER.render("$\\R$\n\n$\\newcommand{\\R}{\\mathbb R}$\n\n$x \\in \\R^n$")
    assert [one.line for one in page.problems] == []  # math-core knows one as well
    assert plain_text(page.html).endswith("x ∈ ℝⁿ")
    twice = RENDERER.render("$\\newcommand{\\half}{\\frac12}\\half$")
    assert twice.problems == ()
    assert RENDERER.render("$\\half$").problems != ()


def test_commands_may_come_from_a_setting() -> None:
    formulas = Formulas(macros_of({"KL": [r"D_{\mathrm{KL}}(#1\,\|\,#2)", 2], "\\half": r"\frac12"}))
    problems: list[str] = []
    assert plain_text(formulas.inline(r"\KL{p}{q} x^\half", problems.append)) == "D_KL(p ‖ q)x^½"
    assert problems == []


@pytest.mark.parametrize(
    "latex",
    [
        r"\def\a{\a\a}\a",
        r"\def\a{\b}\def\b{\a}\a",
        r"\newcommand{\a}[1]{\a{#1#1}}\a{x}",
        "".join("\\def\\" + new + "{" + f"\\{old}" * 10 + "}" for old, new in zip("abcdefgh", "bcdefghi", strict=True))
        + r"\i",
    ],
)
def test_commands_that_stand_for_too_much_are_refused(latex: str) -> None:
    assert "stand for too much" in refused(latex)


def test_a_page_defines_a_bounded_number_of_commands() -> None:
    assert "more than 500 commands" in refused(
        "".join(rf"\def\x{'a' * (n % 25 + 1)}{'b' * (n // 25 + 1)}{{y}}" for n in range(700))
    )


# -- addresses, colours and text of others


def test_a_formula_that_is_a_link_leads_to_addresses_of_the_web_only() -> None:
    assert shown(r"\href{https://example.org/a%20b?c&d}{x^2}").startswith(
        '<a href="https://example.org/a%20b?c&amp;d"><math'
    )
    for address in ("javascript:alert(1)", "data:text/html,x", "//example.org", "file:///etc"):
        assert "<a" not in shown(rf"\href{{{address}}}{{x}}")


@pytest.mark.parametrize("colour", ['red"onload=', "url(x)", "a;b", "<b>"])
def test_a_colour_is_a_colour(colour: str) -> None:
    assert "is not a colour" in refused(rf"\textcolor{{{colour}}}{{x}}")


@pytest.mark.parametrize(
    ("colour", "as_css"), [("lightgreen", "lightgreen"), ("LightGreen", "lightgreen"), ("ForestGreen", "#129F57")]
)
def test_a_colour_has_a_name_of_css_or_of_latex(colour: str, as_css: str) -> None:
    assert f"color:{as_css}" in shown(rf"\textcolor{{{colour}}}{{x}}")


def test_what_an_author_writes_stays_text() -> None:
    for latex in (
        r"\text{<b>&amp;}",
        r"\verb|<b>|",
        r"\url{https://a/<b>}",
        r"x\tag{<b>}",
        r"\ce{<b>}",
        r"\unicode{x3c}b>",
    ):
        assert "<b>" not in Formulas().display(latex, lambda _: None)


# -- what would exhaust the converter


def test_a_long_derivation_is_shown() -> None:
    rows = r"\\".join(rf"x_{{{n}}} &= \frac{{\alpha_{n % 10}}}{{\beta}} + \sqrt{{y^2}}" for n in range(400))
    assert shown(rf"\begin{{aligned}}{rows}\end{{aligned}}").count("<mtr>") == 400


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{aligned}" * 600,
        r"\text{" * 600 + "}" * 600,
        r"\color{red}" * 100,
        r"\smash{" * 100 + "}" * 100,
        r"\frac a" * 600,
        "[" * 40,
        "x" * 60_000,
        r"\ce{" + "H" * 10_000 + "}",
    ],
)
def test_a_formula_that_would_exhaust_the_converter_is_refused(latex: str) -> None:
    assert "cannot be shown" in refused(latex)


def test_half_a_formula_is_refused_with_a_reason() -> None:
    for latex in (
        r"\text{",
        r"\text",
        r"\begin{align}",
        r"\begin{a}\end{b}",
        r"\hspace{x}",
        r"\SI{x}{m}",
        r"\left<",
        r"\newcommand",
        r"\def",
        r"\text{$x}",
    ):
        assert re.fullmatch(r"the formula .* cannot be shown: \S.*", refused(latex)), latex


@pytest.mark.parametrize("latex", [r"\mathclap\mathpunct{x}", r"\smash\widetilde x", r"\tiny\mathbf"])
def test_a_command_without_what_it_is_about_leaves_no_element_open(latex: str) -> None:
    problems: list[str] = []
    html = Formulas().display(latex, problems.append)
    assert mathml.is_balanced(html)
    assert problems == [] or "lacks" in problems[0] or "Expected" in problems[0]


# -- units and chemistry


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\SI{1.5(2)e-3}{\milli\metre\per\second\squared}", "1.5(2) × 10⁻³ mm s⁻²"),
        (r"\qty{20}{\percent}", "20 %"),
        (r"\num{-1234567.5}", "−1 234 567.5"),
        (r"\unit{\kilo\gram\metre\squared\per\cubic\second}", "kg m² s⁻³"),
        (r"\ang{12;30}", "12°30′"),
        (r"\SI{4}{kg.m^{-1}}", "4 kg m⁻¹"),
        (r"\ce{Fe2(SO4)3}", "Fe₂(SO₄)₃"),
        (r"\ce{A <=>[k_1][k_2] B}", "A ⇌_k₂^k₁ B"),
    ],
)
def test_units_and_chemistry_read_as_their_packages_write_them(latex: str, read: str) -> None:
    assert plain_text(shown(latex)).replace("\u2009", "") == read


# -- the quick way


def test_a_plain_formula_is_the_same_whether_it_is_rewritten_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [latex for latex, _ in examples() if vocabulary.is_plain(latex, ())]
    assert len(plain) > 100
    quick = [shown(latex) for latex in plain]
    monkeypatch.setattr("learning_timeline.reading.markdown.formulas.is_plain", lambda *_: False)
    assert [shown(latex) for latex in plain] == quick


def test_brackets_are_counted_only_where_there_are_many() -> None:
    bounds.refuse_what_exhausts("(" * bounds.MOST_UNCLOSED)
    bounds.refuse_what_exhausts("()" * 200)


# -- formulas as text


def test_titles_and_texts_of_pictures_are_text() -> None:
    rendered = RENDERER.render("# On $x^2$ and $5, or $6\n\n![A plot of $\\alpha_1$](a.png)\n\n## The $\\beta$ case\n")
    assert rendered.title == "On x² and $5, or $6"
    assert 'alt="A plot of α₁"' in rendered.html
    # Names of places stay what they were.
    assert 'id="the-beta-case"' in rendered.html
    assert RENDERER.plain(r"Costs $5 to $10 for \$x$ or $\nosuch$") == r"Costs $5 to $10 for \$x$ or $\nosuch$"


def test_html_without_mathml_keeps_all_else() -> None:
    html = RENDERER.render("So **$x_1$** < 2 and\n\n$$\\frac ab$$\n").html
    assert with_plain_formulas(html) == '<p>So <strong>x₁</strong> &lt; 2 and</p>\n<div class="math">a/b</div>\n'
    assert with_plain_formulas("<math><mi>x</mi>" * 3) == "<math><mi>x</mi>" * 3
    assert (
        with_plain_formulas(f"a {html}", longest=2)
        == 'a <p>So <strong>x₁</strong> &lt; 2 and</p>\n<div class="math">…</div>\n'
    )


@pytest.mark.parametrize(
    "latex", ["x % hush\n+ y", "x+y % hush", "\\alpha% hush\n% hush\nx", "\\unknown % hush", r"\verb|%seen| % hush"]
)
def test_comments_of_a_formula_are_in_no_page(latex: str) -> None:
    html = Renderer().render(f"Text.\n\n$$\n{latex}\n$$\n").html
    assert "hush" not in html
    assert "seen" in html or "verb" not in latex


def test_a_formula_that_was_escaped_for_markdown_is_shown() -> None:
    for text in ("$p_\\*$", "$\\\\{W\\_{h} \\\\}$", "$c^{\\*}$", "$$\n\\\\sigma(X) = \\\\sum\\_{i \\< j}\n$$"):
        rendered = RENDERER.render(text)
        assert "<math" in rendered.html, text
        assert rendered.problems == ()
    assert RENDERER.render("$\\\\nowhere \\\\_$").problems
    # Rows whose ends were not escaped stay rows, and so do those whose ends were.
    for rows in (r"x &= \text{of $\\{1\\}$} \\ y &= 2", r"x &= \text{of $\\{1\\}$} \\\\ y &= 2"):
        html = shown(rf"\begin{{align*}} {rows} \end{{align*}}")
        assert html.count("<mtr>") == 2
        assert "{" in plain_text(html)


def test_commands_of_a_post_are_known_in_it_alone(tmp_path: Path) -> None:
    folder = Folder(tmp_path, Dialect())
    (tmp_path / "a.md").write_text("---\ntitle: A\nmacros:\n  half: \\frac12\n---\n\n$\\half$ and $\\all x$\n")
    (tmp_path / "b.md").write_text("---\ntitle: B\nmacros: 3\n---\n\n$\\half$\n")
    reader = SourceReader(folder, "html", None, {"all": [r"\forall #1", 1]})
    first, second = reader.read("a.md"), reader.read("b.md")
    assert [str(one) for one in first.remarks] == []
    assert [one.line for one in second.remarks] == [6]
    assert "`macros` names no commands" in str(second.fields.remarks[0])
