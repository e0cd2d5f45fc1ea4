"""Cards: the same picture for the same post, of whatever it is called."""

from __future__ import annotations

import io
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from learning_timeline.building.painting import FEW, Painting
from learning_timeline.core.errors import SiteNotWhole
from learning_timeline.web import cards
from learning_timeline.web.cards import Card, drawable

if TYPE_CHECKING:
    from pathlib import Path

COLOUR = "#1f6f8b"
OWN = (0x1F, 0x6F, 0x8B)
PAPER = (251, 249, 246)


def card(title: str, topic: str = "Language models") -> Card:
    return Card(title, topic, COLOUR, "A Test Journal", date(2026, 3, 14))


def picture(one: Card) -> Image.Image:
    return Image.open(io.BytesIO(cards.png(one))).convert("RGB")


def is_blank(one: Image.Image, box: tuple[int, int, int, int]) -> bool:
    return one.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), PAPER)]


TITLE = (0, 160, 1200, 490)


def test_a_card_is_a_small_png_in_the_colour_of_its_topic() -> None:
    data = cards.png(card("Where twenty tokens per parameter comes from"))
    one = Image.open(io.BytesIO(data))
    assert (one.format, one.size, one.mode) == ("PNG", (1200, 630), "P")
    assert len(data) < 25_000
    shown = one.convert("RGB")
    assert shown.getpixel((600, 5)) == OWN
    assert shown.getpixel((600, 620)) == PAPER
    assert not is_blank(shown, TITLE)


def test_a_card_is_the_same_bytes_each_time() -> None:
    made = cards.png(card("On entropy"))
    assert cards.png(card("On entropy")) == made
    assert cards.png(card("On energy")) != made
    assert card("On entropy").url != card("On energy").url


@pytest.mark.parametrize(
    "title",
    [
        *("x" * 5_000, "word " * 2_000, "", " ", "\x00\x1b[31m\ufffe", "a\u202eb", "\ud800"),
        *("注意力就是你所需要的一切", "الانتباه", "हिन्दी", "\U0001f469\u200d\U0001f4bb" * 50),
    ],
)
def test_no_title_breaks_a_card_or_takes_long(title: str) -> None:
    began = time.process_time()
    shown = picture(card(title))
    assert time.process_time() - began < 2
    assert not is_blank(shown, TITLE)  # at least the topic stands there
    for margin in ((0, 20, 80, 630), (1130, 20, 1200, 630), (0, 492, 1200, 505), (0, 580, 1200, 630)):
        assert is_blank(shown, margin), margin


@pytest.mark.parametrize(
    ("title", "drawn"),
    [
        ("Attention 🎉 is  all\nyou need", "Attention is all you need"),
        ("Привет, Ελληνικά, tiếng Việt, Łódź", "Привет, Ελληνικά, tiếng Việt, Łódź"),
        ("e\u0301tude", "étude"),
        ("a ≤ b", "a ≤ b"),
        ("∀x ∈ \u211d", ""),
        ("注意 attention", ""),
        ("\U0001d53c[x]", "E[x]"),
    ],
)
def test_a_title_is_drawn_whole_or_not_at_all(title: str, drawn: str) -> None:
    assert drawable(title) == drawn


def test_without_a_title_or_topic_that_can_be_drawn_the_journal_stands_there() -> None:
    assert cards.png(card("注意", "注意")) == cards.png(card("注意", ""))
    assert not is_blank(picture(card("注意", "")), TITLE)


def test_many_cards_are_painted_by_other_processes(tmp_path: Path) -> None:

    wanted = [card(f"Number {number}") for number in range(FEW + 2)]
    painting = Painting(wanted, tmp_path)
    painting.wait()
    for one in (wanted[0], wanted[-1]):
        assert (tmp_path / one.url).read_bytes() == cards.png(one)
    assert len(list(tmp_path.rglob("*.png"))) == len(wanted)


def test_a_card_that_cannot_be_written_ends_the_build(tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("no folder")
    painting = Painting([card(f"Number {number}") for number in range(FEW + 1)], nowhere)
    with pytest.raises(SiteNotWhole, match="could not be painted whole"):
        painting.wait()
    painting.stop()
