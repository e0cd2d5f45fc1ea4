"""What posts may cite, and in which style: the bibliography and a style in, the words of citations and lists of references out."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from html import escape
from typing import TYPE_CHECKING, Any

from ..._seam import analytics
from ...core.settings import PREFIX, SettingError
from .printing import Cite, Cluster, Printed, printed
from .styles import CitationStyle, StyleError
from .text import plain_html, short_authors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...core.run import Run

__all__ = ["Cite", "Citing", "Cluster", "Printed"]

log = logging.getLogger(__name__)


@dataclass
class Citing:
    """What a journal's posts may cite.

    Attributes:
        bibliography: whose works they are.
        style: how they are cited.
    """

    bibliography: analytics.Bibliography
    style: CitationStyle

    @classmethod
    def of(cls, run: Run) -> Citing:
        """What the posts of a run may cite.

        Raises:
            SettingError: the style that its settings name cannot be used.
        """
        try:
            return cls(run.bibliography, CitationStyle.named(run.settings.citation_style, run.settings.content))
        except StyleError as error:
            raise SettingError(f"{PREFIX}CITATION_STYLE: {error}") from None

    def __post_init__(self) -> None:
        self._items: dict[str, dict[str, Any]] = {}
        self._digests: dict[str, str] = {}

    @cached_property
    def keys(self) -> frozenset[str]:
        """All keys by which a work may be cited."""
        return self.bibliography.keys

    def key_of(self, name: str) -> str:
        """The key of the work that is cited by a name; empty if there is none."""
        found = self.bibliography.cited(name)
        return found.key if found else ""

    def digest_of(self, key: str) -> str:
        """The digest of all that decides how a work is cited; empty of one that is not there."""
        if key not in self._digests:
            found = self.bibliography.cited(key)
            data = self.style.digest + repr(found).encode("utf-8", "backslashreplace")
            self._digests[key] = blake2b(data, digest_size=8).hexdigest() if found else ""
        return self._digests[key]

    def printed(self, clusters: Sequence[Cluster]) -> Printed:
        """The citations of a text as HTML, and the works that it cites in the order of the style."""
        items = {cite.key: self._item(cite.key) for cluster in clusters for cite in cluster.cites}
        try:
            return printed(self.style, clusters, items, _link)
        except Exception as error:  # noqa: BLE001 - whatever the processor raises for what a style or an entry holds
            log.warning("the style cannot print %s: %s: %s", ", ".join(items), type(error).__name__, error)
            texts = [
                f"({'; '.join(_link(cite.key, plain_html(short_authors(items[cite.key]))) for cite in one.cites)})"
                for one in clusters
            ]
            return Printed(texts, [(key, plain_html(str(item["title"]))) for key, item in items.items()])

    def _item(self, key: str) -> dict[str, Any]:
        if key not in self._items:
            found = self.bibliography.cited(key)
            assert found is not None
            self._items[key] = analytics.csl_item(found)
        return self._items[key]


def _link(key: str, words: str) -> str:
    """Words that cite a work, as a link to its entry in the list."""
    return f'<a class="citation" href="#{escape(f"ref-{key}")}">{words}</a>'
