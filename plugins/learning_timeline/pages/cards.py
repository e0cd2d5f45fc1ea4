"""The cards of a site, by the pages that want one: pictures that other sites show beside a link."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..core.language import gettext, ngettext
from ..core.phrases import counted, day
from ..journal import bars
from ..journal.sentences import written
from ..journal.spans import Span
from ..web.bar_cards import MOST_NAMED, OTHERS, BarCard
from ..web.cards import Card, Painted
from ..web.lettering import can_write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from .._seam import analytics
    from ..journal.bars import Bars
    from ..web.identity import Site
    from .links import TopicName

    # (column, what stands there of the time).
    Ticks = tuple[tuple[int, str], ...]

# The colour of the journal's own card.
_INK = "#1b212c"


@dataclass(frozen=True, slots=True)
class BarCards:
    """The addresses of the cards that are drawn from data; where the site has no cards, all are empty.

    Attributes:
        journal: of the views of the whole journal.
        years: of each year, one that lies and one that stands.
        topics: of each topic, by slug.
    """

    journal: str
    years: Mapping[int, tuple[str, str]]
    topics: Mapping[str, str]


@dataclass
class Cards:
    """The cards that pages have asked for.

    Attributes:
        is_wanted: whether the site has any.
    """

    is_wanted: bool
    _by_url: dict[str, Painted] = field(default_factory=dict)

    @property
    def wanted(self) -> Iterable[Painted]:
        """Those to be painted."""
        return self._by_url.values()

    def of_journal(self, site: Site) -> str:
        """The address of the card of pages that have no other; empty where there is none."""
        return self._url(Card(site.name, "", _INK, site.about), site)

    def of_posts(self, site: Site) -> Callable[[str, TopicName, date], str]:
        """Gives the address of the card of a post of a title, a topic and a day; empty if it has none."""
        if not self._has(site):
            return lambda *_: ""
        return lambda title, topic, on: self._url(Card(title, topic.name, topic.colour, site.name, on), site)

    def of_data(self, timeline: analytics.Timeline, opening: str, site: Site) -> BarCards:
        """The addresses of the cards of years, topics and the whole journal, of which `opening` says what it is."""
        if not self._has(site) or (whole := bars.of_journal(timeline)) is None:
            return BarCards("", {}, {})
        names = timeline.names
        address = site.root.partition("://")[2]

        def card(its: Bars, title: str, said: str, folder: str, ticks: Ticks) -> BarCard:
            columns = tuple(tuple((timeline.colours[slug], posts) for slug, posts in column) for column in its.columns)
            key = [(names[slug], timeline.colours[slug], posts) for slug, posts in its.topics]
            if more := len(key) - MOST_NAMED + 1 if len(key) > MOST_NAMED else 0:
                others = ngettext("%(num)s other topic", "%(num)s other topics", more)
                key[-more:] = [(others, OTHERS, sum(posts for *_, posts in key[-more:]))]
            name = "" if title == site.name else site.name
            return BarCard(title, said, name, address, columns, ticks, tuple(key), folder)

        years = {}
        for year, its in bars.of_years(timeline).items():
            said = written(Span(year, year), its.topics, names, is_finished=year < timeline.today.year)
            lying = card(its, f"{year}", said, f"{year}", bars.ticks(its))
            years[year] = self._url(lying, site), self._url(replace(lying, is_standing=True), site)
        return BarCards(
            journal=self._url(card(whole, site.name, opening, "journal", _ends(whole)), site),
            years=years,
            topics={
                slug: self._url(card(its, names[slug], _from_to(its), "topics", _ends(its)), site)
                for slug, its in bars.of_topics(timeline).items()
            },
        )

    def _has(self, site: Site) -> bool:
        """Whether pictures have an address and somebody can paint them."""
        return bool(site.root) and self.is_wanted and can_write()

    def _url(self, card: Painted, site: Site) -> str:
        """The address of a card, which is to be painted then; empty where the site has none."""
        if not self._has(site):
            return ""
        # What it shows is read through for its address.
        url = card.url
        self._by_url[url] = card
        return url


def _ends(its: Bars) -> Ticks:
    """The years at both ends, or the days where that is one year."""
    is_long = its.first.year < its.last.year
    ends = [str(one.year) if is_long else day(one) for one in (its.first, its.last)]
    return ((0, ends[0]),) if its.first == its.last else ((0, ends[0]), (len(its.columns), ends[1]))


def _from_to(its: Bars) -> str:
    posts = counted(sum(posts for _, posts in its.topics), "post")
    if its.first == its.last:
        return gettext("%(posts)s, %(first)s", posts=posts, first=day(its.first))
    return gettext("%(posts)s, %(first)s to %(last)s", posts=posts, first=day(its.first), last=day(its.last))
