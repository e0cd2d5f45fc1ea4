"""Tables of Pandoc whose columns are told by dashes, and their captions, as Pandoc 3.9 reads them."""

from __future__ import annotations

import time

import pytest

from learning_timeline.reading.markup import pandoc

SIMPLE = """\
  Right     Left     Center     Default
-------     ------ ----------   -------
     12     12        12            12
    123     123       123          123

Table:  Of *numbers*,
in two lines.

Behind."""
LONG = """\
---------------------------------
 Centered   Left            Right
  Header    Words
----------- ------------- -------
   First    row              12.0
            of two lines

  Second    row               5.0
---------------------------------

: Rows"""
HEADLESS = """\
-----  ---
   12  a|b
  123  c
-----  ---"""


def lines(text: str) -> list[str]:
    return [line for line in pandoc.plain(text).split("\n") if line]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            SIMPLE,
            [
                "| Right | Left | Center | Default |",
                "|---:|:---|:---:|---|",
                "| 12 | 12 | 12 | 12 |",
                "| 123 | 123 | 123 | 123 |",
                "Of *numbers*, in two lines.",
                "Behind.",
            ],
        ),
        (
            LONG,
            [
                "| Centered Header | Left Words | Right |",
                "|:---:|:---|---:|",
                "| First | row of two lines | 12.0 |",
                "| Second | row | 5.0 |",
                "*Rows*",
            ],
        ),
        (HEADLESS, ["|  |  |", "|---:|---|", "| 12 | a\\|b |", "| 123 | c |"]),
        ("名前    b\n------  -----\n中文字  x\n", ["| 名前 | b |", "|:---|:---|", "| 中文字 | x |"]),
        (": Cap {#tbl-x}\n\n| a |\n|---|", [": Cap {#tbl-x}", "| a |", "|---|"]),
    ],
)
def test_a_table_by_dashes_is_a_table_with_its_caption(text: str, shown: list[str]) -> None:
    assert lines(text) == shown
    assert pandoc.plain(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "A heading\n---------\n\nText.",
        "Text\n\n---\n\nmore\n\n---",
        "---\ntext\n---\n\nmore",
        "Two words\nof a paragraph\n--- ---\nmore",
        "--- ---\n\n1 2",
        "-------\na   b\n--- ---",
        "```\na   b\n--- ---\n1   2\n```",
        "Term\n: its meaning",
        "Table: of nothing\n\nText.",
    ],
)
def test_what_only_looks_like_a_table_stays_as_it_is(text: str) -> None:
    assert pandoc.plain(text) == text


@pytest.mark.parametrize(
    "part", ["a   b\n--- ---\n", "--- ---\n\n", "-------\na\n--- ---\n", "|a|\n\n: b\n\n", ": a\nb\n"]
)
def test_tables_are_read_in_proportion_to_their_length(part: str) -> None:
    def seconds(count: int) -> float:
        begun = time.process_time()
        pandoc.plain(part * count)
        return time.process_time() - begun

    seconds(10)
    assert seconds(8_000) < 16 * max(seconds(1_000), 0.005)
