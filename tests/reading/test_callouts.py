"""Callouts of every kind, with titles and folds, in the forms of Obsidian and of those that write like it."""

from __future__ import annotations

import pytest

from learning_timeline.reading.markdown import Renderer

BOX = '<div class="admonition {0}">\n<p class="admonition-title">{1}</p>\n{2}</div>\n'
FOLDED = '<details class="admonition {0}"{3}>\n<summary class="admonition-title">{1}</summary>\n{2}</details>\n'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("> [!info] A *title*\n> Text.", BOX.format("info", "A <em>title</em>", "<p>Text.</p>\n")),
        ("> [!INFO]\n> Text.", BOX.format("info", "Info", "<p>Text.</p>\n")),
        ("> [!info]A title\n> Text.", BOX.format("info", "A title", "<p>Text.</p>\n")),
        ("> [!info] A title\n>\n> Text.", BOX.format("info", "A title", "<p>Text.</p>\n")),
        ("> [!pull-quote] Alone", BOX.format("pull-quote", "Alone", "")),
        ("> [!tip]- Closed\n> Text.", FOLDED.format("tip", "Closed", "<p>Text.</p>\n", "")),
        ("> [!tip]+\n> Text.", FOLDED.format("tip", "Tip", "<p>Text.</p>\n", " open")),
        (
            "> [!note|wide] A\n> > [!bug] B\n> > Text.",
            BOX.format("note", "A", BOX.format("bug", "B", "<p>Text.</p>\n")),
        ),
        (
            "> [!note] A\n> -\n> - b",
            BOX.format("note", "A", "<ul>\n<li>b</li>\n</ul>\n"),
        ),
        ("> [!tip] A\n> Text.\n> -", BOX.format("tip", "A", "<p>Text.</p>\n")),
        ("> A\n> -", '<blockquote>\n<h2 id="a">A</h2>\n</blockquote>\n'),
        ("> [!NOTE]\n> Text.", BOX.format("note", "Note", "<p>Text.</p>\n")),
        ("> [!a](b) Text.", '<blockquote>\n<p><a href="b">!a</a> Text.</p>\n</blockquote>\n'),
        ("> Text [!info] here.", "<blockquote>\n<p>Text [!info] here.</p>\n</blockquote>\n"),
    ],
)
def test_a_callout_is_a_box_with_a_title(text: str, html: str) -> None:
    assert Renderer().render(text).html == html


def test_a_problem_in_a_callout_names_its_line() -> None:
    (problem,) = Renderer().render("Text.\n\n> [!info] A title\n> Text.\n>\n> ![](a.png)").problems
    assert problem.line == 6
