"""What Obsidian takes for a comment is on no page, and code and formulas stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_timeline.reading.comments import without_all_comments, without_comments


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a %%b%% c", "a  c"),
        ("%%a%%", ""),
        ("a\n%%\nb\n\n```\nc\n```\n%%\nd", "a\n\n\n\n\n\n\n\nd"),
        ("a %%b", "a "),
        ("a %%b%% c %%d%% e", "a  c  e"),
        ("> %%a%% b", ">  b"),
        ("- %%a%%\n- b", "- \n- b"),
        ("`%%` a %%b%%", "`%%` a "),
        ("`` ` %% `` %%b%%", "`` ` %% `` "),
        ("a lonely ` and %%b%% c", "a lonely ` and  c"),
        ("```\n%%time\n```\n%%b%%", "```\n%%time\n```\n"),
        ("~~~\n%%time\n```\n~~~\nc %%b%%", "~~~\n%%time\n```\n~~~\nc "),
        ("- ```\n  %%time\n  ```\n%%b%%", "- ```\n  %%time\n  ```\n"),
        ("$$x %% y\n$$ %%b%%", "$$x %% y\n$$ "),
        (r"100 \%% or so", r"100 \%% or so"),
        ("50 % and 50 %", "50 % and 50 %"),
        ("a\n\n    %%time\n", "a\n\n    %%time\n"),
        ("- a\n\nb\n\n    %%time\n", "- a\n\nb\n\n    %%time\n"),
        ("- a\n\n  b\n\n    %%c%%", "- a\n\n  b\n\n    "),
        ("1. a\nb\n\n    %%c%%", "1. a\nb\n\n    "),
        ("[^1]: a\n\n    %%c%%", "[^1]: a\n\n    "),
        ("!!! note\n\n    %%c%%", "!!! note\n\n    "),
    ],
)
def test_comments_are_taken_out_and_all_else_stays(text: str, kept: str) -> None:
    assert without_comments(text)[0] == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a {>>b<<} c", "a  c"),
        ("`{>>b<<}` {>>c<<}", "`{>>b<<}` "),
        ("a {>> b", "a {>> b"),
        ("std::cin {>> x and {>>y<<} `{>>z<<}`", "std::cin  `{>>z<<}`"),
        ("a\n\\begin{comment}\nb\n\\end{comment}\nc", "a\n\n\n\nc"),
        ("```\n\\begin{comment}\nb\n\\end{comment}\n```", "```\n\\begin{comment}\nb\n\\end{comment}\n```"),
        ("a \\iffalse b\\fi c, \\iffalsehood", "a  c, \\iffalsehood"),
        ("a \\begin{comment} b", "a \\begin{comment} b"),
    ],
)
def test_notes_of_editors_and_of_latex_are_taken_out_if_they_have_an_end(text: str, kept: str) -> None:
    assert without_all_comments(text)[0] == kept


@given(st.text(alphabet="%`~$\\\n ab", max_size=60))
def test_each_line_stays_at_its_place_and_no_text_grows(text: str) -> None:
    kept, unclosed = without_comments(text)
    assert len(kept) <= len(text)
    if unclosed is None:
        assert kept.count("\n") == text.count("\n")
    else:
        assert kept.count("\n") == unclosed - 1
