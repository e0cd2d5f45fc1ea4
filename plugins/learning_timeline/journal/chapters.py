"""A Timeline, what front matter says of posts, and the author's own words in; the chapters of a life out, as a story is told.

A chapter is told only where its numbers carry it: three posts have one chapter, fifty years about a dozen. Plain text, not HTML.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .._seam import analytics
from ..core.language import gettext, marked, ngettext
from ..core.phrases import counted, day, listed, number, probability
from .story import number_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from .posts import Notes

# What a chapter has to carry before it is told.
_OBSESSION_POSTS, _OBSESSION_SHARE = 10, 1 / 3
_RELEASE_DAYS, _SILENCE_DAYS, _RETURN_DAYS, _REWRITTEN, _LONG_READ_DAYS = 30, 60, 730, 5, 90
_SURE = 0.6
_DECADE_POSTS = 30
_YOUNG_DAYS = 60
# More quotes make a life of fifty years longer to read than three minutes.
_POSTS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Step:
    """A chapter of the story.

    Attributes:
        name: by which `story.yaml` changes or drops it.
        title: a few words.
        text: one or two sentences, in the first person.
        begin, end: the days that the picture shows.
        posts: paths of the posts that it quotes, oldest first.
    """

    name: str
    title: str
    text: str
    begin: date
    end: date
    posts: tuple[str, ...]


def steps(timeline: analytics.Timeline, notes: Sequence[Notes], story: analytics.Story) -> tuple[Step, ...]:
    """The chapters, in the order of time; those that the author dropped are left out, and their own words go first."""
    if timeline.posts.empty:
        return ()
    told = [*_of_posts(timeline), *_of_git(timeline), *_of_notes(timeline, notes)]
    told.sort(key=lambda step: (step.name != "first-post", step.name == "today", step.end))
    return tuple(
        replace(step, text=story.steps[step.name]) if step.name in story.steps else step
        for step in told
        if story.steps.get(step.name) != ""
    )


def _of_posts(timeline: analytics.Timeline) -> Iterator[Step]:
    posts, names = timeline.posts, timeline.names
    first = posts.iloc[0]
    begin = first["published_on"].date()
    yield Step(
        "first-post",
        gettext("The first post"),
        gettext(
            "On %(day)s I wrote “%(title)s”, about %(topic)s.",
            day=day(begin),
            title=first["title"],
            topic=names[first["topic"]],
        ),
        begin,
        begin + timedelta(days=max(30, (timeline.today - begin).days // 40)),
        (first["path"],),
    )
    yield from _obsession(posts, names)
    yield from _decades(posts, names, timeline.today)
    yield from _silence(timeline)
    yield from _return(posts, names)
    if (timeline.today - begin).days >= _YOUNG_DAYS:
        yield _today(timeline, names)


def _obsession(posts: pd.DataFrame, names: dict[str, str]) -> Iterator[Step]:
    """The first year of which one topic had a third."""
    for year, group in posts.groupby(posts["published_on"].dt.year):
        leader = analytics.lifetime.foremost(group)
        if leader and leader.posts >= _OBSESSION_POSTS and leader.posts > _OBSESSION_SHARE * len(group):
            message = (
                marked("In %(year)s most of what I wrote was about %(topic)s: %(number)s of %(posts)s.")
                if 2 * leader.posts > len(group)
                else marked(
                    "In %(year)s more than a third of what I wrote was about %(topic)s: %(number)s of %(posts)s."
                )
            )
            of_topic = group[group["topic"] == leader.topic]
            yield Step(
                "first-obsession",
                gettext("The first obsession"),
                gettext(
                    message,
                    year=year,
                    topic=names[leader.topic],
                    number=number(leader.posts),
                    posts=counted(len(group), "post"),
                ),
                of_topic["published_on"].iloc[0].date(),
                of_topic["published_on"].iloc[-1].date(),
                tuple(of_topic["path"].iloc[:_POSTS_SHOWN]),
            )
            return


def _decades(posts: pd.DataFrame, names: dict[str, str], today: date) -> Iterator[Step]:
    """What each decade but the present one was about."""
    for first_year, group in posts.groupby(posts["published_on"].dt.year // 10 * 10):
        leader = analytics.lifetime.foremost(group)
        if leader is None or len(group) < _DECADE_POSTS or today.year < first_year + 10:
            continue
        of_topic = group[group["topic"] == leader.topic]
        message = (
            marked("Of %(posts)s on %(topics)s, %(number)s were about %(topic)s.")
            if 2 * leader.posts > len(group)
            else marked("Of %(posts)s on %(topics)s, more were about %(topic)s than about any other: %(number)s.")
        )
        yield Step(
            f"{first_year}s",
            gettext("The %(year)ss", year=first_year),
            gettext(
                message,
                posts=counted(len(group), "post"),
                topics=counted(int(group["topic"].nunique()), "topic"),
                number=number(leader.posts),
                topic=names[leader.topic],
            ),
            max(date(int(first_year), 1, 1), posts["published_on"].iloc[0].date()),
            date(int(first_year) + 9, 12, 31),
            tuple(of_topic["path"].iloc[-_POSTS_SHOWN:]),
        )


def _silence(timeline: analytics.Timeline) -> Iterator[Step]:
    silences = analytics.lifetime.silences(timeline.posts, timeline.today)
    if not silences or silences[0].days < _SILENCE_DAYS:
        return
    if len(silences) > 1 and silences[1].days == silences[0].days:
        return
    one = silences[0]
    on = timeline.posts["published_on"].dt.date
    before, after = timeline.posts[on <= one.after], timeline.posts[on >= one.until]
    told = {"days": counted(one.days, "day"), "first": day(one.after), "last": day(one.until)}
    text = (
        gettext("Since %(first)s I have written nothing: %(days)s so far, my longest silence.", **told)
        if one.goes_on
        else gettext("Then I wrote nothing for %(days)s, from %(first)s to %(last)s.", **told)
    )
    around = (*before["path"].iloc[-1:], *([] if one.goes_on else after["path"].iloc[:1]))
    yield Step("longest-silence", gettext("The longest silence"), text, one.after, one.until, around)


def _return(posts: pd.DataFrame, names: dict[str, str]) -> Iterator[Step]:
    """The topic that was left for the longest time, and taken up again."""
    gaps = posts.groupby("topic")["published_on"].diff().dt.days
    if not (gaps >= _RETURN_DAYS).any() or int((gaps == gaps.max()).sum()) > 1:
        return
    back = posts.loc[gaps.idxmax()]
    earlier = posts[(posts["topic"] == back["topic"]) & (posts["published_on"] < back["published_on"])].iloc[-1]
    years = int(gaps.max() / analytics.lifetime.YEAR_DAYS + 0.05)
    yield Step(
        "return",
        gettext("The return"),
        ngettext(
            "After %(number)s year I came back to %(topic)s.",
            "After %(number)s years I came back to %(topic)s.",
            years,
            number=number_word(years),
            topic=names[back["topic"]],
        ),
        earlier["published_on"].date(),
        back["published_on"].date(),
        (earlier["path"], back["path"]),
    )


def _today(timeline: analytics.Timeline, names: dict[str, str]) -> Step:
    posts = timeline.posts
    since = analytics.lifetime.last_year(timeline.today)
    recent = posts[posts["published_on"].dt.date > since]
    topics = list(dict.fromkeys(recent["topic"].iloc[::-1]))
    text = (
        gettext(
            "In the last twelve months I wrote %(posts)s, about %(topics)s.",
            posts=counted(len(recent), "post"),
            topics=listed([names[slug] for slug in topics], most=4),
        )
        if len(recent)
        else gettext("My last post is from %(day)s.", day=day(posts["published_on"].iloc[-1].date()))
    )
    begin = since if len(recent) else posts["published_on"].iloc[-1].date()
    return Step("today", gettext("Today"), text, begin, timeline.today, tuple(posts["path"].iloc[-_POSTS_SHOWN:]))


def _of_git(timeline: analytics.Timeline) -> Iterator[Step]:
    """The idea that was rewritten most often."""
    revised = timeline.posts["revisions"]
    most = int(revised.max())
    if most < _REWRITTEN or int((revised == most).sum()) > 1:
        return
    post = timeline.posts.iloc[int(revised.argmax())]
    last = analytics.measures.revised_on(timeline.posts, timeline.changes).iloc[int(revised.argmax())]
    yield Step(
        "most-rewritten",
        gettext("The idea that I rewrote most"),
        gettext(
            "“%(title)s” has %(revisions)s; the last is from %(day)s.",
            title=post["title"],
            revisions=counted(most, "revision"),
            day=day(last.date()),
        ),
        post["published_on"].date(),
        last.date(),
        (post["path"],),
    )


def _of_notes(timeline: analytics.Timeline, notes: Sequence[Notes]) -> Iterator[Step]:
    """What was studied on the day of its release, what took longest, and what was foretold and did not come."""
    day_of = dict(zip(timeline.posts["path"], timeline.posts["published_on"].dt.date, strict=True))
    rows = analytics.measures.first_learned(timeline.resources)
    soon = rows[(rows["lag_days"] >= 0) & (rows["lag_days"] <= _RELEASE_DAYS)]
    if len(soon):
        one = soon.sort_values(["lag_days", "learned_on"]).iloc[0]
        text = (
            gettext("I studied “%(title)s” on the day it appeared.", title=one["title"])
            if one["lag_days"] == 0
            else gettext(
                "I studied “%(title)s” %(days)s after it appeared.",
                title=one["title"],
                days=counted(int(one["lag_days"]), "day"),
            )
        )
        on = one["learned_on"].date()
        around = on - timedelta(days=60), on + timedelta(days=60)
        yield Step("day-of-release", gettext("At the frontier"), text, *around, (one["post"],))
    known = [(note.path, resource) for note in notes if note.path in day_of for resource in note.resources]
    read = [
        ((resource.finished - resource.started).days, resource, path)
        for path, resource in known
        if resource.started and resource.finished and resource.finished <= timeline.today
    ]
    if read:
        days, resource, path = max(read, key=lambda one: one[0])
        others = {one.key for length, one, _ in read if length == days}
        if days >= _LONG_READ_DAYS and others == {resource.key} and resource.started and resource.finished:
            text = gettext(
                "“%(title)s” took me %(days)s, from %(first)s to %(last)s.",
                title=resource.title,
                days=counted(days, "day"),
                first=day(resource.started),
                last=day(resource.finished),
            )
            yield Step(
                "longest-resource",
                gettext("The one that took longest"),
                text,
                resource.started,
                resource.finished,
                (path,),
            )
    failed = [
        (one.probability, day_of[note.path], one.claim, note.path)
        for note in notes
        if note.path in day_of
        for one in note.predictions
        if one.came_true is False and one.probability is not None and one.probability >= _SURE
    ]
    if failed:
        share, on, claim, path = max(failed, key=lambda one: (one[0], -one[1].toordinal()))
        text = gettext(
            "I gave %(percent)s to this: %(claim)s. It did not come true.",
            percent=probability(share),
            claim=claim.rstrip("."),
        )
        yield Step("prediction-failed", gettext("What I got wrong"), text, on, on + timedelta(days=365), (path,))
