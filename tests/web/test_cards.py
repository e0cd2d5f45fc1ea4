"""Cards: the same picture for the same post, of whatever it is called."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from learning_timeline.building.painting import FEW, Painting
from learning_timeline.core.errors import SiteNotWhole
from learning_timeline.web import cards
from learning_timeline.web.bar_cards import BarCard
from learning_timeline.web.cards import Card
from learning_timeline.web.lettering import drawable

if TYPE_CHECKING:
    from pathlib import Path

    from learning_timeline.web.cards import Painted

COLOUR = "#1f6f8b"
OWN = (0x1F, 0x6F, 0x8B)
PAPER = (251, 249, 246)


def card(title: str, topic: str = "Language models") -> Card:
    return Card(title, topic, COLOUR, "A Test Journal", date(2026, 3, 14))


def picture(one: Painted) -> Image.Image:
    return Image.open(io.BytesIO(one.png())).convert("RGB")


def is_blank(one: Image.Image, box: tuple[int, int, int, int]) -> bool:
    return one.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), PAPER)]


TITLE = (0, 160, 1200, 490)


def test_a_card_is_a_small_png_in_the_colour_of_its_topic() -> None:
    data = card("Where twenty tokens per parameter comes from").png()
    one = Image.open(io.BytesIO(data))
    assert (one.format, one.size, one.mode) == ("PNG", (1200, 630), "P")
    assert len(data) < 25_000
    shown = one.convert("RGB")
    assert shown.getpixel((600, 5)) == OWN
    assert shown.getpixel((600, 620)) == PAPER
    assert not is_blank(shown, TITLE)


def test_a_card_is_the_same_bytes_each_time() -> None:
    made = card("On entropy").png()
    assert card("On entropy").png() == made
    assert card("On energy").png() != made
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
    assert card("注意", "注意").png() == card("注意", "").png()
    assert not is_blank(picture(card("注意", "")), TITLE)


def test_a_day_that_cannot_be_drawn_stands_in_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "day", lambda on: f"{on.year}年{on.month}月{on.day}日")
    in_chinese = card("On entropy").png()
    monkeypatch.setattr(cards, "day", date.isoformat)
    assert in_chinese == card("On entropy").png()


def test_many_cards_are_painted_by_other_processes(tmp_path: Path) -> None:

    wanted = [card(f"Number {number}") for number in range(FEW + 2)]
    painting = Painting(wanted, tmp_path)
    painting.wait()
    for one in (wanted[0], wanted[-1]):
        assert (tmp_path / one.url).read_bytes() == one.png()
    assert len(list(tmp_path.rglob("*.png"))) == len(wanted)


def test_a_card_that_cannot_be_written_ends_the_build(tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("no folder")
    painting = Painting([card(f"Number {number}") for number in range(FEW + 1)], nowhere)
    with pytest.raises(SiteNotWhole, match="could not be painted whole"):
        painting.wait()
    painting.stop()


# ── Cards of years, topics and views ─────────────────────────────────────────────────────────────────────────

RED, BLUE = "#aa1111", "#1111aa"


def bars(
    *columns: tuple[tuple[str, int], ...],
    title: str = "2026",
    said: str = "In 2026 I wrote.",
    is_standing: bool = False,
) -> BarCard:
    key = (("Red", RED, 3), ("Blue", BLUE, 1))
    return BarCard(
        title, said, "A Test Journal", "ada.example", columns, ((0, "Jan"), (1, "Feb")), key, "2026", is_standing
    )


def pixels(one: BarCard, colour: tuple[int, int, int]) -> list[tuple[int, int]]:
    """Where a card has a colour, the band at its top left out."""
    rows, columns = np.nonzero((np.asarray(picture(one))[20:] == colour).all(axis=2))
    return [(int(x), int(y) + 20) for x, y in zip(columns, rows, strict=True)]


@pytest.mark.parametrize(("is_standing", "size"), [(False, (1200, 630)), (True, (1080, 1920))])
def test_a_card_of_bars_has_a_mark_for_each_post(*, is_standing: bool, size: tuple[int, int]) -> None:
    one = bars(((RED, 2), (BLUE, 1)), (), ((RED, 1),), is_standing=is_standing)
    assert picture(one).size == size
    assert len(one.png()) < 40_000
    # The names of a standing card have a square each, below the marks.
    end = 1500 if is_standing else 630
    red, blue = ([place for place in pixels(one, of) if place[1] < end] for of in ((170, 17, 17), (17, 17, 170)))
    assert len(red) > 2 * len(blue) > 0
    # Time runs along one axis: blue lies in the first column alone, and red in the first and the third.
    along = 1 if is_standing else 0
    assert max(place[along] for place in blue) < max(place[along] for place in red)
    assert min(place[along] for place in blue) == min(place[along] for place in red)
    assert one.png() == bars(((RED, 2), (BLUE, 1)), (), ((RED, 1),), is_standing=is_standing).png()
    assert one.url != bars(((RED, 1), (BLUE, 2)), (), ((RED, 1),), is_standing=is_standing).url
    assert one.url.startswith("cards/2026/")


def test_a_standing_card_has_no_colour_that_its_key_does_not_name() -> None:
    one = bars(((RED, 2), (BLUE, 1), ("#11aa11", 1)), is_standing=True)
    assert pixels(one, (17, 17, 170))
    assert not pixels(one, (17, 170, 17))
    assert pixels(replace(one, is_standing=False), (17, 170, 17))


@pytest.mark.parametrize("is_standing", [False, True])
@pytest.mark.parametrize(
    "one",
    [
        {"columns": [((RED, 20_000),)] * 120},
        {"columns": [tuple((f"#{place:06x}", 1) for place in range(400))]},
        {"columns": [((RED, 1),)]},
        {"columns": [((RED, 5),)] * 3, "title": "x" * 5_000, "said": "word " * 2_000},
        {
            "columns": [((RED, 5),)] * 3,
            "title": "\u6ce8\u610f",
            "said": "\u0627\u0644\u0627\u0646\u062a\u0628\u0627\u0647",
        },
        {"columns": [((RED, 5),)] * 3, "title": "", "said": ""},
    ],
)
def test_no_bars_and_no_words_break_a_card_or_take_long(one: dict[str, Any], *, is_standing: bool) -> None:
    made = bars(*one["columns"], title=one.get("title", "2026"), said=one.get("said", ""), is_standing=is_standing)
    began = time.process_time()
    shown = picture(made)
    assert time.process_time() - began < 2
    wide, high = shown.size
    for margin in ((0, 20, 80, high), (wide - 80, 20, wide, high), (0, high - 30, wide, high)):
        assert is_blank(shown, margin), margin


@pytest.mark.parametrize("is_standing", [False, True])
def test_a_month_that_cannot_be_drawn_is_left_out(*, is_standing: bool) -> None:
    one = bars(((RED, 1),), is_standing=is_standing)
    assert replace(one, ticks=((0, "1月"),)).png() == replace(one, ticks=()).png()


def test_bars_begin_where_the_sentence_ends() -> None:
    one = bars(((RED, 30),), said="A sentence that needs a second line, since it has so many words. " * 2)
    assert min(y for x, y in pixels(one, (170, 17, 17)) if x < 160) > 270
