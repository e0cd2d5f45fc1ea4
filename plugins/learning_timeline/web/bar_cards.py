"""What a year, a topic or a whole journal was in, its card out: its bars, a mark for each post, under a name and a sentence.

It lies as a post's card does, 1200 by 630 pixels, for where somebody links to a page; or it stands, 1080 by 1920, as a picture by
itself that fills a phone. On a standing card time runs downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .cards import BAND, HEIGHT, LABEL, LEFT, OWN, RIGHT, RULE, WIDTH, Rectangle, blank, encoded, url_of
from .lettering import BIG, SMALL, cut, drawable, fitted, width, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image


TALL_WIDTH, TALL_HEIGHT = 1080, 1920
# Topics that a standing card has room to name.
MOST_NAMED = 8
OTHERS = "#8a8f98"
# As many as a palette has room for beside the greys.
_MOST_COLOURS = 200
_TICK, _GAP = 24, 14


class _Layout(NamedTuple):
    """Places of a card in pixels: its size, its texts, and what bars have along time and across it.

    A mark is at most `longest` times as long as it is wide: a few posts look like a few.
    """

    size: tuple[int, int]
    title: tuple[tuple[int, int], ...]
    said: tuple[tuple[int, int], ...]
    top: int
    along: tuple[int, int]
    across: tuple[int, int]
    longest: float
    foot: int


_LYING = _Layout(
    (WIDTH, HEIGHT), ((104, 1), (76, 2), (56, 2)), ((34, 2), (30, 2)), 62, (LEFT, RIGHT), (240, 478), 2.5, 552
)
_STANDING = _Layout(
    (TALL_WIDTH, TALL_HEIGHT),
    ((230, 1), (120, 2), (84, 3)),
    ((50, 4), (42, 5)),
    110,
    (690, 1490),
    (LEFT + 92, TALL_WIDTH - LEFT),
    4,
    1810,
)


@dataclass(frozen=True, slots=True)
class BarCard:
    """What the card shows.

    Attributes:
        title: plain text, such as the year.
        said: a sentence below it.
        journal: the site's name; empty where it is the title.
        address: of the site, as a person writes it.
        columns: of time, each the (colour, posts) of topics in it; colours are `#aabbcc`.
        ticks: (column, what stands there of the time).
        key: (topic, colour, posts) of up to `MOST_NAMED` topics, most posts first; the last may be all others. A standing
            card names them, and has no other colours.
        folder: of its address, within that of all cards.
        is_standing: whether it is higher than wide.
    """

    title: str
    said: str
    journal: str
    address: str
    columns: tuple[tuple[tuple[str, int], ...], ...]
    ticks: tuple[tuple[int, str], ...]
    key: tuple[tuple[str, str, int], ...]
    folder: str
    is_standing: bool = False

    @property
    def url(self) -> str:
        """Its address from the root."""
        return url_of(self, self.folder)

    def png(self) -> bytes:
        """The card as PNG."""
        at = _STANDING if self.is_standing else _LYING
        colours = list(dict.fromkeys([self._own, *(colour for column in self.columns for colour, _ in column)]))
        colours = [*colours[:_MOST_COLOURS], OTHERS]
        places = {colour: OWN + place for place, colour in enumerate(colours)}
        wide, picture = at.size[0], blank(*at.size)
        right = wide - LEFT
        below = self._write_words(picture, at, right)
        shapes: list[Rectangle] = [((0, 0, wide, BAND - 1), OWN), *self._marks(at, places, below)]
        shapes += self._write_ticks(picture, at)
        if self.is_standing:
            shapes += self._write_key(picture, at, places)
        return encoded(picture, colours, shapes)

    @property
    def _own(self) -> str:
        return self.key[0][1] if self.key else OTHERS

    def _write_words(self, picture: Image.Image, at: _Layout, right: int) -> int:
        """Write title, sentence and foot; how far down the sentence reaches."""
        title, said, journal, address = map(drawable, (self.title, self.said, self.journal, self.address))
        address = cut(address, LABEL, (right - LEFT) / 2)
        y = at.top
        for text, sizes, style, high in ((title or journal, at.title, BIG, 1.12), (said, at.said, SMALL, 1.34)):
            size, lines = fitted(text, sizes, right - LEFT, style)
            for line in lines:
                write(picture, (LEFT, y), line, size, style)
                y += round(size * high)
            y += size // 3
        begin = right - width(address, LABEL)
        write(picture, (begin, at.foot), address, LABEL)
        write(picture, (LEFT, at.foot), cut(journal, LABEL, begin - LEFT - 40), LABEL)
        return y

    def _marks(self, at: _Layout, places: dict[str, int], below: int) -> Iterator[Rectangle]:
        """A mark for each post, as long as they can be told apart; else one for each topic of a column."""
        begin, step = self._along(at)
        low, high = at.across
        if not self.is_standing:
            low = max(low, below + _GAP)
        most = max((sum(posts for _, posts in column) for column in self.columns), default=1)
        unit = min((high - low) / most, step * at.longest)
        told = {colour for _, colour, _ in self.key} if self.is_standing else places.keys()
        gap, between = (2 if step >= 8 else 1), (2 if unit >= 8 else 1 if unit >= 4 else 0)  # noqa: PLR2004 - pixels
        for place, column in enumerate(self.columns):
            first, last = round(begin + place * step), round(begin + (place + 1) * step) - gap - 1
            done = 0
            for colour, posts in column:
                parts = [1] * posts if between else [posts]
                for part in parts:
                    near, far = round(done * unit), round((done + part) * unit) - between - 1
                    done += part
                    colour_at = places.get(colour if colour in told else OTHERS, places[OTHERS])
                    far = max(near, far)
                    if self.is_standing:
                        yield (low + near, first, low + far, max(first, last)), colour_at
                    else:
                        yield (first, high - far, max(first, last), high - near), colour_at

    def _along(self, at: _Layout) -> tuple[float, float]:
        """Where the first column begins, and how wide each is."""
        begin, end = at.along
        return begin, min((end - begin) / max(1, len(self.columns)), 64)

    def _write_ticks(self, picture: Image.Image, at: _Layout) -> list[Rectangle]:
        begin, step = self._along(at)
        _, high = at.across
        free = 0.0
        for column, text in ((column, drawable(text)) for column, text in self.ticks):
            if self.is_standing:
                write(picture, (LEFT, round(begin + column * step - 6)), text, _TICK)
                continue
            x = min(begin + column * step, RIGHT - width(text, _TICK))
            if x >= free:
                write(picture, (x, high + 8), text, _TICK)
                free = x + width(text, _TICK) + _TICK
        if self.is_standing:
            return []
        return [((LEFT, high + 2, RIGHT - 1, high + 2), RULE)]

    def _write_key(self, picture: Image.Image, at: _Layout, places: dict[str, int]) -> Iterator[Rectangle]:
        """The foremost topics in two columns, each with its colour and its posts."""
        room = (TALL_WIDTH - 2 * LEFT) // 2
        named = [(drawable(name), colour, posts) for name, colour, posts in self.key]
        for place, (name, colour, posts) in enumerate(one for one in named if one[0]):
            x, y = LEFT + place % 2 * room, at.along[1] + 56 + place // 2 * 62
            number = str(posts)
            yield (x, y + 10, x + 19, y + 29), places.get(colour, places[OTHERS])
            short = cut(name, LABEL, room - 76 - width(number, LABEL))
            write(picture, (x + 32, y), short, LABEL)
            write(picture, (x + 44 + width(short, LABEL), y), number, LABEL)
