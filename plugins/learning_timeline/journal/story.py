"""A Timeline and what its author says of it in, the story in the first person out: the sentence that opens the timeline.

Plain text, not HTML; templates escape it. The facts come from `analytics.lifetime`, and the author's own words go before all.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from .._seam import analytics
from ..core.language import ENGLISH, gettext, marked, marked_counted, ngettext, spoken
from ..core.phrases import counted, listed, upper_first

_TWO_YEARS = 731
# Up to so many days a time is told in this unit; past them in years.
_UNITS = (("day", 1, 7), ("week", 7, 70), ("month", 30.44, _TWO_YEARS))
_SPANS = {
    "day": marked_counted("%(number)s day", "%(number)s days"),
    "week": marked_counted("%(number)s week", "%(number)s weeks"),
    "month": marked_counted("%(number)s month", "%(number)s months"),
    "year": marked_counted("%(number)s year", "%(number)s years"),
}
# So many numbers, from zero on, are words in every language.
_WORDS = 13
# So many topics are named, more of them counted.
_FEW = 3
# Of fewer posts in twelve months nobody says that they are what a person writes about.
_FEWEST_NOW = 3
# A journal younger than this has no turns to tell of yet.
_YOUNG_DAYS = 60
_ONES = (
    *(marked("zero"), marked("one"), marked("two"), marked("three"), marked("four"), marked("five"), marked("six")),
    *(marked("seven"), marked("eight"), marked("nine"), marked("ten"), marked("eleven"), marked("twelve")),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905


def opening(timeline: analytics.Timeline, story: analytics.Story, unsorted: str = "") -> str:
    """Where this person is and how they got there, in one sentence; the author's own where they have written it.

    Args:
        timeline: the journal.
        story: what its author says of it.
        unsorted: the topic of posts without one, which is nothing that anybody learns.
    """
    if story.sentence:
        return story.sentence
    first, last = timeline.summary.first_on, timeline.summary.last_on
    if first is None or last is None:
        return gettext("No post has been published yet. The first one starts the timeline.")
    names = {slug: name for slug, name in timeline.names.items() if slug != unsorted}
    told = {"time": upper_first(age(first, timeline.today)), "subject": story.subject}
    begin = (
        gettext("%(time)s of learning %(subject)s", **told)
        if story.subject
        else gettext("%(time)s of learning", **told)
    )
    posts = counted(timeline.summary.posts, "post")
    if not names:
        return gettext("%(begin)s: %(posts)s so far.", begin=begin, posts=posts)
    if (timeline.today - first).days < _YOUNG_DAYS:
        counts = Counter(slug for slug in timeline.posts["topic"] if slug in names)
        about = listed([names[slug] for slug, _ in counts.most_common()], most=_FEW)
        return gettext("%(begin)s: %(posts)s on %(topics)s so far.", begin=begin, posts=posts, topics=about)
    return gettext("%(begin)s: %(path)s.", begin=begin, path=_path(timeline, names))


def _path(timeline: analytics.Timeline, names: dict[str, str]) -> str:
    """How the life went on, from its first topics to those of today."""
    today, last = timeline.today, timeline.posts.iloc[-1]
    posts = timeline.posts[timeline.posts["topic"].isin(names)]
    life = analytics.lifetime
    firsts = life.first_topics(posts)
    since = life.last_year(today)
    now = life.foremost(posts, since=since)
    if now and now.posts < _FEWEST_NOW:
        now = None
    is_silent = last["published_on"].date() <= since
    newest = str(posts.iloc[-1]["topic"]) if is_silent or now is None else now.topic
    turns = [era for era in life.eras(posts) if era.topic not in {*firsts, newest}]
    few = len(firsts) <= _FEW
    if few:
        parts = [gettext("I began with %(topics)s", topics=listed([names[slug] for slug in firsts]))]
    else:
        parts = [gettext("I began with %(number)s topics at once", number=number_word(len(firsts)))]
    if len(turns) == 1:
        parts.append(gettext("turned to %(topic)s in %(year)s", topic=names[turns[0].topic], year=turns[0].first_year))
    elif turns:
        topics = listed([names[slug] for slug in dict.fromkeys(era.topic for era in turns)])
        parts.append(gettext("went on to %(topics)s", topics=topics))
    if is_silent and last["topic"] not in names:
        parts.append(gettext("last wrote in %(year)s", year=last["published_on"].year))
    elif is_silent:
        year = last["published_on"].year
        parts.append(gettext("last wrote in %(year)s, about %(topic)s", year=year, topic=names[newest]))
    elif now is None:
        parts.append(gettext("wrote last about %(topic)s", topic=names[newest]))
    elif now.topic in firsts:
        parts.append(gettext("am still writing about %(topic)s", topic=names[newest]))
    else:
        parts.append(gettext("am now writing about %(topic)s", topic=names[newest]))
    return listed(parts)


def eras(timeline: analytics.Timeline, unsorted: str = "") -> tuple[analytics.lifetime.Era, ...]:
    """The times of the life by the topic that led each; the topic of posts without one leads none."""
    posts = timeline.posts
    return analytics.lifetime.eras(posts[posts["topic"] != unsorted])


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
    return ngettext(*_SPANS[unit], number, number=number_word(number))


def number_word(number: int) -> str:
    """A number in words up to ninety-nine; up to twelve in languages other than English, which build theirs in other ways.

    >>> number_word(0), number_word(13), number_word(50), number_word(42), number_word(120)
    ('zero', 'thirteen', 'fifty', 'forty-two', '120')
    """
    most = 100 if spoken() is ENGLISH else _WORDS
    if not 0 <= number < most:
        return spoken().number(number)
    if number < len(_ONES):
        return gettext(_ONES[number])
    ten, one = divmod(number, 10)
    return _TENS[ten - 2] + (f"-{_ONES[one]}" if one else "")
