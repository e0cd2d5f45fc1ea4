"""A Timeline in, the map of its topics out: which were learned together, and since when.

Topics are on a circle in the order in which they were met, so that the map of any year is part of the map of the next.
A line joins two that had a post in the same week. A phone has no room for names around a circle: there the topics stand one
below the other, and arcs join them. The template draws both.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from ..core.language import gettext
from ..core.phrases import counted, listed
from .figures import topics_by_posts

if TYPE_CHECKING:
    from datetime import date

    from .._seam import analytics

# More have no room for their names on the circle, and more lines cannot be told apart.
MOST_TOPICS, MOST_PAIRS = 36, 60
WIDTH, HEIGHT, RADIUS = 960, 980, 250
# The list with arcs, about as many units wide as a phone has pixels: where its marks stand, and how far from one to the next.
LIST_WIDTH, LIST_MARKS, LIST_STEP = 360, 206, 24


@dataclass(frozen=True, slots=True)
class Place:
    """A topic on the circle: x and y of its mark and of its name, whose text begins or ends there, turned by `angle` degrees.

    `down` is where it stands in the list.
    """

    slug: str
    name: str
    colour: str
    url: str
    posts: int
    since: int
    x: float
    y: float
    size: float
    text_x: float
    text_y: float
    angle: float
    is_left: bool
    down: float


@dataclass(frozen=True, slots=True)
class Tie:
    """Two topics that were learned together: in how many weeks, and since which year.

    `path` is the line between them on the circle, `arc` the one in the list.
    """

    names: str
    weeks: int
    since: int
    path: str
    arc: str
    width: float


@dataclass(frozen=True, slots=True)
class TopicMap:
    """The map.

    Attributes:
        sentence: what it shows in words.
        places: topics in the order in which they were met.
        ties: the strongest first.
        first_year, last_year: of the journal.
        left_out: how many topics have no room.
        has_all_ties: whether each line is drawn.
    """

    sentence: str
    places: tuple[Place, ...]
    ties: tuple[Tie, ...]
    first_year: int
    last_year: int
    left_out: int
    has_all_ties: bool
    width: int = WIDTH
    height: int = HEIGHT
    list_width: int = LIST_WIDTH
    list_marks: int = LIST_MARKS

    @property
    def list_height(self) -> int:
        """As many steps as there are topics."""
        return LIST_STEP * len(self.places)


def topic_map(timeline: analytics.Timeline) -> TopicMap | None:
    """The map of topics; None while there are fewer than two."""
    posts = timeline.posts
    counts = posts["topic"].value_counts()
    most = set(topics_by_posts(timeline)[:MOST_TOPICS])
    topics = [topic for topic in timeline.topics if topic.slug in most]
    if len(topics) < 2:  # noqa: PLR2004 - one topic is joined to nothing
        return None
    days = posts["published_on"]
    # Mondays, so that a week that spans a year's end is one.
    mondays = (days - (days.dt.day_of_week * 86_400).astype("timedelta64[s]")).dt.date
    weeks_of: defaultdict[str, set[date]] = defaultdict(set)
    for slug, monday in zip(posts["topic"].tolist(), mondays, strict=True):
        weeks_of[slug].add(monday)
    first_of = posts.groupby("topic")["published_on"].min().dt.year
    largest = int(counts.max())
    places = []
    for number, topic in enumerate(topics):
        turn = 2 * math.pi * number / len(topics) - math.pi / 2
        (x, y), (text_x, text_y) = (_point(turn, RADIUS + out) for out in (0, 18))
        is_left = math.cos(turn) < -1e-9  # noqa: PLR2004 - a mark at the very top is not left of anything
        places.append(
            Place(
                slug=topic.slug,
                name=topic.name,
                colour=timeline.colours[topic.slug],
                url=f"topics/{topic.slug}/",
                posts=int(counts[topic.slug]),
                since=int(first_of[topic.slug]),
                x=x,
                y=y,
                size=round(4 + 10 * math.sqrt(int(counts[topic.slug]) / largest), 1),
                text_x=text_x,
                text_y=text_y,
                angle=round(math.degrees(turn) + (180 if is_left else 0), 1),
                is_left=is_left,
                down=LIST_STEP * (number + 0.5),
            )
        )
    ties = _ties(places, weeks_of)
    return TopicMap(
        sentence=_sentence(ties),
        places=tuple(places),
        ties=tuple(ties[:MOST_PAIRS]),
        first_year=int(days.dt.year.min()),
        last_year=int(days.dt.year.max()),
        left_out=len(timeline.topics) - len(topics),
        has_all_ties=len(ties) <= MOST_PAIRS,
    )


def _point(turn: float, radius: float) -> tuple[float, float]:
    return round(WIDTH / 2 + radius * math.cos(turn), 1), round(HEIGHT / 2 + radius * math.sin(turn), 1)


def _ties(places: list[Place], weeks_of: dict[str, set[date]]) -> list[Tie]:
    shared = {
        (one, other): both
        for one, other in combinations(places, 2)
        if (both := weeks_of[one.slug] & weeks_of[other.slug])
    }
    most = max(map(len, shared.values()), default=1)
    ties = [
        Tie(
            names=listed([one.name, other.name]),
            weeks=len(both),
            since=min(both).year,
            # Bent towards the middle, so that lines between neighbours can be told from the circle.
            path=f"M{one.x} {one.y}Q{WIDTH / 2:g} {HEIGHT / 2:g} {other.x} {other.y}",
            arc=_arc(one.down, other.down, LIST_STEP * (len(places) - 1)),
            width=round(0.75 + 6 * math.sqrt(len(both) / most), 2),
        )
        for (one, other), both in shared.items()
    ]
    return sorted(ties, key=lambda tie: (-tie.weeks, tie.names))


def _arc(top: float, foot: float, longest: float) -> str:
    """From one mark of the list to another, the further out the further they are from each other."""
    # A cubic curve reaches three quarters of the way to its handles.
    out = LIST_MARKS + (LIST_WIDTH - LIST_MARKS - 8) * 4 / 3 * math.sqrt((foot - top) / longest)
    return f"M{LIST_MARKS} {top:g}C{out:.0f} {top:g} {out:.0f} {foot:g} {LIST_MARKS} {foot:g}"


def _sentence(ties: list[Tie]) -> str:
    if not ties:
        return gettext("No two topics had a post in the same week yet.")
    first = ties[0]
    weeks = counted(first.weeks, "week")
    as_often = sum(tie.weeks == first.weeks for tie in ties)
    if as_often > 1:
        return gettext(
            "Most often together: %(number)s pairs of topics, in %(weeks)s each.", number=as_often, weeks=weeks
        )
    return gettext(
        "Most often together: %(topics)s, in %(weeks)s, since %(year)s.",
        topics=first.names,
        weeks=weeks,
        year=first.since,
    )
