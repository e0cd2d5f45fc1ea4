"""Facts in, sentences out: what a page says in words, with the numbers that its charts show.

Plain text, not HTML; templates escape it. The same facts always give the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.language import gettext, marked, ngettext
from ..core.phrases import counted, day, listed, number, sentences, upper_first

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .slices import TopicPart
    from .yearbook import Chapter, Life

NAMED_TOPICS = 3


def chapter_sentence(chapter: Chapter, names: Mapping[str, str]) -> str:
    """What was learned in a year or a decade, in one paragraph."""
    told = [_counts(chapter, names)]
    if chapter.met:
        met = listed([names[post.topic] for post in chapter.met], most=8)
        told.append(gettext("New topics: %(topics)s.", topics=met))
    if chapter.resources:
        resources = counted(len(chapter.resources), "resource")
        told.append(
            ngettext(
                "The post names %(resources)s.", "The posts name %(resources)s.", chapter.posts, resources=resources
            )
        )
    if made := chapter.revisions:
        revisions = counted(made, "revision")
        told.append(ngettext("%(revisions)s was made.", "%(revisions)s were made.", made, revisions=revisions))
    if chapter.before is not None and chapter.is_finished:
        before = chapter.before.name
        posts = counted(chapter.posts_before, "post")
        told.append(gettext("%(time)s had %(posts)s.", time=upper_first(before), posts=posts))
    return sentences(*told)


def _counts(chapter: Chapter, names: Mapping[str, str]) -> str:
    foremost = [f"{names[one.topic]} ({number(one.posts)})" for one in chapter.topics[:NAMED_TOPICS]]
    message = (
        marked(
            "%(posts)s with %(words)s in all, published on %(days)s, about %(topics)s, above all %(names)s.",
        )
        if len(chapter.topics) > NAMED_TOPICS
        else marked("%(posts)s with %(words)s in all, published on %(days)s, about %(topics)s: %(names)s.")
    )
    sentence = gettext(
        message,
        posts=counted(chapter.posts, "post"),
        words=counted(chapter.words, "word"),
        days=counted(chapter.days_written, "day"),
        topics=counted(len(chapter.topics), "topic"),
        names=listed(foremost),
    )
    return sentence if chapter.is_finished else gettext("So far %(sentence)s", sentence=sentence)


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
        sentence = gettext("%(sentence)s, in %(revisions)s", sentence=sentence, revisions=revisions)
    words = counted(part.longest.number, "word")
    longest = gettext("The longest is “%(title)s” (%(words)s).", title=part.longest.title, words=words)
    return sentences(f"{sentence}.", longest)


def life_sentence(life: Life) -> str:
    """What the line of a topic's life shows."""
    if life.first.on == life.last.on:
        return gettext("All of it was written on %(day)s.", day=day(life.first.on))
    told = {"first": day(life.first.on), "last": day(life.last.on)}
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
