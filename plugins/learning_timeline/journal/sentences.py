"""Facts in, sentences out: what a page says in words, with the numbers that its charts show.

Plain text, not HTML; templates escape it. The same facts always give the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.language import gettext, ngettext
from ..core.phrases import counted, day, listed, sentences, upper_first
from .yearbook import GAP_DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .parts import TopicPart
    from .spans import Span
    from .yearbook import Chapter, Life

NAMED_TOPICS = 3


def chapter_sentence(chapter: Chapter, names: Mapping[str, str]) -> str:
    """What I wrote in a year or a decade, what was new in it, and what the one before had."""
    topics = [(one.topic, one.posts) for one in chapter.topics]
    told = [written(chapter.span, topics, names, is_finished=chapter.is_finished)]
    # At its beginning all of a journal is new.
    if chapter.met and chapter.before is not None:
        met = listed([names[post.topic] for post in chapter.met], most=8)
        told.append(ngettext("New topic: %(topics)s.", "New topics: %(topics)s.", len(chapter.met), topics=met))
    if chapter.before is not None and chapter.is_finished:
        before = chapter.before.name
        posts = counted(chapter.posts_before, "post")
        told.append(gettext("%(time)s had %(posts)s.", time=upper_first(before), posts=posts))
    return sentences(*told)


def written(span: Span, topics: Sequence[tuple[str, int]], names: Mapping[str, str], *, is_finished: bool) -> str:
    """How much I wrote in a year or a decade, and about what, in one sentence.

    Args:
        span: the year or decade.
        topics: (topic, posts), most posts first.
        names: of topics.
        is_finished: whether all of its days have passed.
    """
    posts = sum(number for _, number in topics)
    said = {"posts": counted(posts, "post"), "topic": names[topics[0][0]], "topics": counted(len(topics), "topic")}
    if len(topics) <= NAMED_TOPICS:
        said["topics"] = listed([names[slug] for slug, _ in topics])
        amount = gettext("%(posts)s about %(topics)s", **said)
    elif 2 * topics[0][1] > posts:
        amount = gettext("%(posts)s on %(topics)s, most of them about %(topic)s", **said)
    elif topics[0][1] > topics[1][1]:
        amount = gettext("%(posts)s on %(topics)s, more about %(topic)s than about anything else", **said)
    else:
        amount = gettext("%(posts)s on %(topics)s", **said)
    told = {"time": span.name, "amount": amount}
    if is_finished:
        return gettext("In %(time)s I wrote %(amount)s.", **told)
    return gettext("So far in %(time)s I have written %(amount)s.", **told)


def topic_sentence(part: TopicPart) -> str:
    """The life of one topic: how much, from when to when, and how often it was revised."""
    told = {"posts": counted(part.posts, "post"), "words": counted(part.words, "word")}
    told |= {"first": day(part.first_on), "last": day(part.last_on)}
    if part.first_on == part.last_on:
        sentence = gettext("%(posts)s with %(words)s in all, published on %(first)s", **told)
    else:
        sentence = gettext("%(posts)s with %(words)s in all, published from %(first)s to %(last)s", **told)
    if part.revisions:
        revisions = counted(part.revisions, "revision")
        sentence = gettext("%(sentence)s, with %(revisions)s", sentence=sentence, revisions=revisions)
    words = counted(part.longest.number, "word")
    longest = gettext("The longest is “%(title)s” (%(words)s).", title=part.longest.title, words=words)
    return sentences(f"{sentence}.", longest)


def life_sentence(life: Life) -> str:
    """What the line of a topic's life shows."""
    if life.first.on == life.last.on:
        return gettext("All of it was written on %(day)s.", day=day(life.first.on))
    told = {"first": day(life.first.on), "last": day(life.last.on)}
    if life.longest_gap is None and (life.last.on - life.first.on).days <= GAP_DAYS:
        return gettext("From %(first)s to %(last)s.", **told)
    if life.longest_gap is None:
        return gettext("From %(first)s to %(last)s, with no silence of more than a year.", **told)
    begin, end = map(day, life.longest_gap)
    return ngettext(
        "From %(first)s to %(last)s, with %(num)s silence of more than a year, from %(begin)s to %(end)s.",
        "From %(first)s to %(last)s, with %(num)s silences of more than a year; the longest from %(begin)s to %(end)s.",
        len(life.gaps),
        begin=begin,
        end=end,
        **told,
    )
