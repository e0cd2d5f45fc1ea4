"""A weave holds every version of a text, and the difference of any two."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analytics.word_diff import Piece, SentenceCounts, count_sentences, sentences, weave

WORDS = st.sampled_from(
    ["attention", "is", "a", "weighted", "mean", "of", "values.", "Why?", "- item", "```", "\n", "\n\n", "    x"]
)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)


def shown(versions: list[str]) -> list[tuple[str, int, int]]:
    return [(piece.text, piece.begin, piece.end) for piece in weave(versions).pieces]


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_each_version_is_in_the_weave_word_by_word(versions: list[str]) -> None:
    woven = weave(versions)
    assert woven.versions == len(versions)
    for number, version in enumerate(versions):
        assert woven.text(number).split() == version.split()
    assert all(0 <= piece.begin < piece.end <= len(versions) for piece in woven.pieces)


@given(TEXTS, st.integers(1, 4))
def test_a_text_that_stays_is_one_piece(text: str, number: int) -> None:
    assert len(weave([text] * number).pieces) <= 1


@given(TEXTS, TEXTS)
def test_sentences_are_kept_added_or_removed(old: str, new: str) -> None:
    counts = count_sentences(old, new)
    assert counts.kept + counts.removed == len(sentences(old))
    assert counts.kept + counts.added == len(sentences(new))
    assert count_sentences(old, old) == SentenceCounts(len(sentences(old)), 0, 0)


def test_a_word_that_was_replaced_stands_beside_the_new_one() -> None:
    assert shown(["The rate is low.", "The rate is high."]) == [
        ("The rate is ", 0, 2),
        ("low.", 0, 1),
        ("high.", 1, 2),
        ("\n\n", 0, 2),
    ]


def test_what_comes_back_is_new() -> None:
    assert shown(["One.", "One.\n\nTwo.", "One.", "One.\n\nTwo."]) == [
        ("One.\n\n", 0, 4),
        ("Two.\n\n", 1, 2),
        ("Two.\n\n", 3, 4),
    ]


def test_the_width_of_lines_changes_nothing_but_those_of_code_do() -> None:
    assert len(weave(["Attention is\na mean.", "Attention is a\nmean."]).pieces) == 1
    code = weave(["```\na = 1\n```", "```\na = 1\nb = 2\n```"])
    assert code.pieces[1] == Piece("b = 2\n", 1, 2)


def test_a_sentence_that_was_moved_is_kept() -> None:
    assert count_sentences("First. Second.\n\nThird.", "Third. First. Fourth.") == SentenceCounts(2, 1, 1)


def test_changes_are_parted_by_three_words_and_not_by_two() -> None:
    old = "a b c d e f g h i j k l m n o p"
    new = "X Y b c d Z f g h W j k V m n o U"
    assert shown([old, new]) == [
        ("a ", 0, 1),
        ("X Y ", 1, 2),
        ("b c d ", 0, 2),
        ("e ", 0, 1),
        ("Z ", 1, 2),
        ("f g h ", 0, 2),
        ("i j k l ", 0, 1),
        ("W j k V ", 1, 2),
        ("m n o ", 0, 2),
        ("p", 0, 1),
        ("U", 1, 2),
        ("\n\n", 0, 2),
    ]


def test_a_word_that_is_everywhere_still_holds_a_long_text_together() -> None:
    """As `difflib` would not have it of itself, from 200 words on."""
    old = " ".join(f"the {number}" for number in range(300))
    woven = weave([old, old.replace("the 150", "an 150")])
    assert [piece.text for piece in woven.pieces if (piece.begin, piece.end) != (0, 2)] == ["the ", "an "]


def test_the_width_of_lines_is_no_part_of_a_sentence() -> None:
    assert sentences("It is\n  so. Is\tit?") == ["It is so.", "Is it?"]
