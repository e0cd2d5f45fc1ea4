"""The cards of a site, by the pages that want one: pictures that other sites show beside a link."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..web.cards import Card, can_paint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from ..web.identity import Site
    from .links import TopicName

# The colour of the journal's own card.
_INK = "#1b212c"


@dataclass
class Cards:
    """The cards that pages have asked for.

    Attributes:
        is_wanted: whether the site has any.
    """

    is_wanted: bool
    _by_url: dict[str, Card] = field(default_factory=dict)

    @property
    def wanted(self) -> Iterable[Card]:
        """Those to be painted."""
        return self._by_url.values()

    def of_journal(self, site: Site) -> str:
        """The address of the journal's own card; empty where it has none."""
        return self._url(Card(site.name, "", _INK, site.about), site)

    def of_posts(self, site: Site) -> Callable[[str, TopicName, date], str]:
        """Gives the address of the card of a post of a title, a topic and a day; empty where it has none."""
        return lambda title, topic, on: self._url(Card(title, topic.name, topic.colour, site.name, on), site)

    def _url(self, card: Card, site: Site) -> str:
        """The address of a card, which is to be painted then; empty where pictures have no address or nobody can paint."""
        if not (site.root and self.is_wanted and can_paint()):
            return ""
        self._by_url[card.url] = card
        return card.url
