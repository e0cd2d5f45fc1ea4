"""A Timeline in, a small picture of each topic out, all on the same axes; drawn by the page itself and not by Plotly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from .._seam import analytics
from ..core.grains import Grain
from ..core.language import gettext, marked
from ..core.phrases import counted, sentences
from .figures import LOCAL, Chart, empty_chart, topics_by_posts
from .periods import FEW_PERIODS, grain_of, period_name, posts_by, posts_by_period
from .wording import half_up

MULTIPLES = 24
WIDTH, HEIGHT = 1000, 100


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """One topic: `path` fills a picture of 1,000 by 100 units, zero at the bottom."""

    slug: str
    name: str
    colour: str
    posts: int
    path: str


@dataclass(frozen=True, slots=True)
class MultiplesPicture:
    """Pictures on shared axes: time from `begin` to `end`, and zero to `most` posts a `grain`."""

    pictures: tuple[SmallPicture, ...]
    most: int
    grain: Grain
    begin: str
    end: str


def multiples(timeline: analytics.Timeline) -> Chart:
    """The topics with the most posts, a picture each, over the whole life of the journal."""
    grain = grain_of(timeline)
    names = timeline.names
    order = topics_by_posts(timeline)[:MULTIPLES]
    how = sentences(
        gettext(
            "Posts by month, quarter or year, depending on the span, in the topics with the most posts (at most "
            "%(number)s). All pictures have the same axes, so you can compare their heights.",
            number=MULTIPLES,
        ),
        gettext(LOCAL),
    )
    empty = empty_chart("multiples", gettext("Topic by topic"), pd.DataFrame(), how, timeline.today)
    if timeline.posts.empty:
        return empty
    rows = analytics.measures.topic_time(timeline.posts, timeline.changes, grain)
    wide = posts_by_period(rows, timeline.today, grain)[order]
    most = int(wide.to_numpy().max())
    table = wide.rename(columns=names).reset_index(drop=True)
    table.insert(0, grain.title(), [period_name(start, grain) for start in wide.index])
    counts = timeline.posts["topic"].value_counts()
    return replace(
        empty,
        sentence=_sentence(len(names), most, grain, _fullest(wide, names, grain)),
        table=table,
        picture=MultiplesPicture(
            pictures=tuple(
                SmallPicture(
                    slug=slug,
                    name=names[slug],
                    colour=timeline.colours[slug],
                    posts=int(counts[slug]),
                    path=columns_path(wide[slug].tolist(), most),
                )
                for slug in order
            ),
            most=most,
            grain=grain,
            begin=period_name(wide.index[0], grain),
            end=period_name(wide.index[-1], grain),
        ),
        table_caption=posts_by(grain),
        named_from=1,
        saved_as="topic-by-topic",
    )


def columns_path(values: Sequence[int], most: int) -> str:
    """A column for each value above zero, in a picture of 1,000 by 100 units, each by its distance from the one before.

    >>> columns_path([0, 1, 2], 2)
    'M0 100m167 0v-50h157v50zm166 0v-100h157v100z'
    """
    # A young life fills its picture from the left.
    step = WIDTH / max(len(values), FEW_PERIODS)
    width = max(1, half_up(step * 0.94))
    path, before = f"M0 {HEIGHT}", 0
    for index, value in enumerate(values):
        if value:
            left, tall = half_up(index * step), HEIGHT - half_up(HEIGHT - HEIGHT * value / most)
            path += f"m{left - before} 0v-{tall}h{width}v{tall}z"
            before = left
    return path


def _fullest(wide: pd.DataFrame, names: dict[str, str], grain: Grain) -> str:
    slug = str(wide.max().idxmax())
    when = period_name(wide.index[int(wide[slug].argmax())], grain)
    return gettext("%(topic)s in %(time)s", topic=names[slug], time=when)


def _sentence(topics: int, most: int, grain: Grain, fullest: str) -> str:
    shown = counted(topics, "topic")
    if topics > MULTIPLES:
        shown = gettext("The %(number)s largest of %(topics)s", number=MULTIPLES, topics=shown)
    message = {
        "month": marked("%(topics)s, each from zero to %(posts)s a month; the most were about %(fullest)s."),
        "quarter": marked("%(topics)s, each from zero to %(posts)s a quarter; the most were about %(fullest)s."),
        "year": marked("%(topics)s, each from zero to %(posts)s a year; the most were about %(fullest)s."),
    }[grain]
    return gettext(message, topics=shown, posts=counted(most, "post"), fullest=fullest)
