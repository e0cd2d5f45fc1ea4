"""Formulas between other signs than dollars, and blocks whose lines Markdown would take for something else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_timeline.core.formula_text import plain_text
from learning_timeline.reading.markdown import Renderer
from learning_timeline.reading.markdown.delimiters import with_dollars

RENDERER = Renderer()


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("Let \\(x\\) and \\\\(y_1\\\\) be.", 2),
        ("\\[\nx = 1\n\\]", 1),
        ("- \\[ x^2 \\]", 1),
        ("\\\\[ y^2 \\\\]", 1),
        ("\\begin{align}\na &= b \\\\\\\\\nc &= d\n\\end{align}", 1),
        ("> \\begin{equation}\n> x\n> \\end{equation}\n", 1),
        ("$$\na\n\n+ b\n$$", 1),
        ("> $$\n> a\n>\n> - b\n> $$", 1),
        ("$$\n\\begin{cases*}1&if $x>0$\\\\0&else\\end{cases*}\n$$", 1),
        ("- item\n\n  $$\n  a\n\n  1. b\n  $$", 1),
        ("$$\na\n=\nb\n> c\n1. d\n$$ and $$x$$", 2),
        ("$ x $, $ f(x) $ and $ y_1 = 2 $, not $ 5 and $ 6, `$ z $`", 3),
        ("a price of $ 5_000 in $ and CAD $ 3 = 4 $", 0),
        ("$\\text{batch_size}$", 1),
        ("as $\\text{if $x$}$ and \\(\\text{if $y$}\\)", 2),
    ],
)
def test_formulas_of_all_kinds_are_found(text: str, formulas: int) -> None:
    rendered = RENDERER.render(text)
    assert rendered.html.count("<math") == formulas
    assert rendered.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "\\[x\\] done, \\[1\\] a reference, \\[a link\\](https://example.org), \\[2, 3\\]",
        "costs \\(see below\\) and \\(more or less\\)",
        "`\\(x\\)` and ``\\[x^2\\]``",
        "```tex\n\\[x^2\\]\n\\begin{align}\na\n\\end{align}\n```",
        "    \\begin{align}\n    a\n    \\end{align}",
        "<!-- \\(x\\) --> <pre>\\(y\\)</pre>",
        "\\begin{tikzpicture}\n\\end{tikzpicture}",
        "see \\eqref{nothing} and \\ref{fig:a}",
        "$a \\\\[4pt] b$",
        "$5 and $6",
    ],
)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert with_dollars(text) == text


def test_a_reference_in_the_text_leads_to_an_equation_of_any_part() -> None:
    rendered = RENDERER.render_parts(
        ["By \\eqref{a_b} and \\ref{fig}.", "\\begin{equation}\nx\\label{a_b}\n\\end{equation}"]
    )
    assert 'By <a class="equation" href="#eq:a_b">(1)</a> and \\ref{fig}.' in rendered.html


def test_a_block_without_an_end_leaves_the_text_alone() -> None:
    rendered = RENDERER.render("$$\na\n\nText with $x$.\n\n$$\nb\n$$\n")
    assert [problem.line for problem in rendered.problems] == [1]
    assert '<p>Text with <span class="unbroken"><math' in rendered.html


def test_what_is_put_in_for_markdown_is_no_part_of_what_is_copied() -> None:
    html = RENDERER.render("$$\na\n\n- b\n$$").html
    assert 'tex">a\n- b</annotation>' in html
    assert plain_text(html) == "a \N{MINUS SIGN} b"


@given(st.text(alphabet="\\()[]$`\n> -x1{}begin", max_size=60))
def test_lines_stay_at_their_places(text: str) -> None:
    changed = with_dollars(text)
    assert changed.count("\n") == text.count("\n")
    assert RENDERER.render(text).html is not None


@pytest.mark.parametrize(
    "piece",
    [
        "\\[",
        "\\(",
        "$a ",
        "$$\n\n",
        "` `` ",
        "\\begin{align}\n",
        "\\[ x ",
        ">",
        " ",
        "- ",
        "\\\\[",
        "$$",
        "aa bb \\(",
        "<pre ",
    ],
)
def test_the_time_grows_with_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times + "\\("
        begun = time.process_time()
        with_dollars(text)
        return time.process_time() - begun

    seconds(1_000)
    assert seconds(16_000) < max(16 * seconds(4_000), 0.2)
