"""A Timeline and what its author says of it in, the story in the first person out: the sentence that opens the timeline.

Plain text, not HTML; templates escape it. The facts come from `analytics.lifetime`, and the author's own words go before all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._seam import analytics
from ..core.phrases import counted, listed

if TYPE_CHECKING:
    from datetime import date

_TWO_YEARS = 731
# Up to so many days a time is told in this unit; past them in years.
_UNITS = (("day", 1, 7), ("week", 7, 70), ("month", 30.44, _TWO_YEARS))
# So many topics are named, more of them counted.
_FEW = 3
# A journal younger than this has no turns to tell of yet.
_YOUNG_DAYS = 60
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905


def opening(timeline: analytics.Timeline, story: analytics.Story) -> str:
    """Where this person is and how they got there, in one sentence; the author's own where they have written it."""
    if story.sentence:
        return story.sentence
    first, last = timeline.summary.first_on, timeline.summary.last_on
    if first is None or last is None:
        return "No post has been published yet. The first one starts the timeline."
    names = {topic.slug: topic.name for topic in timeline.topics}
    learning = f"learning {story.subject}" if story.subject else "learning"
    begin = f"{age(first, timeline.today).capitalize()} of {learning}"
    if (timeline.today - first).days < _YOUNG_DAYS:
        about = listed(list(names.values()), most=_FEW) if len(names) <= _FEW else counted(len(names), "topic")
        return f"{begin}: {counted(timeline.summary.posts, 'post')} on {about} so far."
    return f"{begin}: {_path(timeline, names)}."


def _path(timeline: analytics.Timeline, names: dict[str, str]) -> str:
    """How the life went on, from its first topics to those of today."""
    posts, today = timeline.posts, timeline.today
    life = analytics.lifetime
    firsts = life.first_topics(posts)
    since = life.last_year(today)
    now, last = life.foremost(posts, since=since), posts.iloc[-1]
    is_silent = last["published_on"].date() <= since
    newest = str(last["topic"]) if is_silent or now is None else now.topic
    turn = life.turn(posts, but=(*firsts, newest))
    few = len(firsts) <= _FEW
    began = listed([names[slug] for slug in firsts]) if few else f"{number_word(len(firsts))} topics at once"
    parts = [f"I began with {began}"]
    if turn is not None:
        parts.append(f"turned to {names[turn.topic]} in {turn.year}")
    if is_silent:
        parts.append(f"last wrote in {last['published_on'].year}, about {names[newest]}")
    elif now is not None:
        parts.append(f"am {'still' if now.topic in firsts else 'now'} writing about {names[newest]}")
    else:
        parts.append(f"wrote last about {names[newest]}")
    return listed(parts)


def age(first: date, today: date) -> str:
    """How long it is since a day, in words: days, weeks, months or years.

    >>> from datetime import date
    >>> [age(date(2026, 11, 23), day) for day in (date(2026, 11, 23), date(2026, 11, 29), date(2027, 1, 20))]
    ['one day', 'one week', 'eight weeks']
    >>> age(date(2026, 12, 7), date(2076, 11, 22)), age(date(2026, 1, 1), date(2027, 3, 10))
    ('fifty years', 'fourteen months')
    """
    days = (today - first).days + 1
    if days >= _TWO_YEARS:
        number, unit = analytics.lifetime.whole_years(first, today), "year"
    else:
        number, unit = next((int(days / length), unit) for unit, length, most in _UNITS if days < most)
    return f"{number_word(number)} {unit}{'' if number == 1 else 's'}"


def number_word(number: int) -> str:
    """A number in words up to ninety-nine.

    >>> number_word(0), number_word(13), number_word(50), number_word(42), number_word(120)
    ('zero', 'thirteen', 'fifty', 'forty-two', '120')
    """
    if not 0 <= number < 100:  # noqa: PLR2004
        return f"{number:,}"
    if number < len(_ONES):
        return _ONES[number]
    ten, one = divmod(number, 10)
    return _TENS[ten - 2] + (f"-{_ONES[one]}" if one else "")
