"""Facts in, sentences out: what a page says in words, with the numbers that its charts show.

Plain text, not HTML; templates escape it. The same facts always give the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.phrases import counted, day, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .slices import TopicPart
    from .yearbook import Chapter, Life

NAMED_TOPICS = 3


def chapter_sentence(chapter: Chapter, names: Mapping[str, str]) -> str:
    """What was learned in a year or a decade, in one paragraph."""
    most = " foremost" if len(chapter.topics) > NAMED_TOPICS else ""
    foremost = [f"{names[one.topic]} ({one.posts:,})" for one in chapter.topics[:NAMED_TOPICS]]
    begin = "" if chapter.is_finished else "So far "
    counts = f"{begin}{counted(chapter.posts, 'post')} with {counted(chapter.words, 'word')} in all"
    spread = f"published on {counted(chapter.days_written, 'day')}, about {counted(len(chapter.topics), 'topic')}"
    sentences = [f"{counts}, {spread}: {listed(foremost)}{most}."]
    if chapter.met:
        sentences.append(f"Met for the first time: {listed([names[post.topic] for post in chapter.met], most=8)}.")
    if chapter.resources:
        who = "The post names" if chapter.posts == 1 else "The posts name"
        sentences.append(f"{who} {counted(len(chapter.resources), 'resource')}.")
    if chapter.revisions > chapter.posts:
        sentences.append(f"{counted(chapter.revisions, 'revision')} were made, first versions included.")
    if chapter.before is not None and chapter.is_finished:
        before = chapter.before.name
        sentences.append(f"{before[0].upper()}{before[1:]} had {counted(chapter.posts_before, 'post')}.")
    return " ".join(sentences)


def topic_sentence(part: TopicPart) -> str:
    """The life of one topic: how much, from when to when, and how often it was revised."""
    is_of_a_day = part.first_on == part.last_on
    when = f"on {day(part.first_on)}" if is_of_a_day else f"from {day(part.first_on)} to {day(part.last_on)}"
    sentence = f"{counted(part.posts, 'post')} with {counted(part.words, 'word')} in all, published {when}"
    if part.revisions:
        sentence += f", in {counted(part.revisions, 'revision')}"
    return f"{sentence}. The longest is “{part.longest.title}” ({counted(part.longest.number, 'word')})."


def life_sentence(life: Life) -> str:
    """What the line of a topic's life shows."""
    if life.first.on == life.last.on:
        return f"All of it is of {day(life.first.on)}."
    sentence = f"From {day(life.first.on)} to {day(life.last.on)}"
    if life.longest_gap is None:
        return f"{sentence}, with no silence of more than a year."
    begin, end = life.longest_gap
    silences = counted(len(life.gaps), "silence")
    longest = "" if len(life.gaps) == 1 else "; the longest"
    return f"{sentence}, with {silences} of more than a year{longest or ','} from {day(begin)} to {day(end)}."
