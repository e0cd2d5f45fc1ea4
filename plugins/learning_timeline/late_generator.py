"""Pelican's questions in, the timeline's generator out: loaded when posts are being read, and not before.

pandas and Plotly take as long to load as some hundred posts to read, and the process that reads them need not wait for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from .building.writer import SiteWriter


class LateGenerator:
    """Stands in Pelican's list of generators for the one that it makes.

    Attributes:
        context, settings: Pelican's, as each of its generators has them.
    """

    def __init__(self, context: MutableMapping[str, Any], settings: MutableMapping[str, Any], **given: Any) -> None:  # noqa: ANN401 - passed on as they come
        self.context, self.settings, self._given = context, settings, given

    def generate_context(self) -> None:
        """Make the generator, and let it work out what all pages are made of."""
        from .generator import TimelineGenerator  # noqa: PLC0415 - this is what it is for

        self._generator = TimelineGenerator(self.context, self.settings, **self._given)
        self._generator.generate_context()

    def generate_output(self, writer: SiteWriter) -> None:
        """Let it write its pages."""
        self._generator.generate_output(writer)


def load(meanwhile: Callable[[], None]) -> None:
    """Load all that the generator is made of.

    Args:
        meanwhile: done a few times, for the process that reads posts: it stops when nobody takes what it has read.
    """
    import pandas as pd  # noqa: F401, PLC0415 - to have it in memory

    meanwhile()
    from . import generator  # noqa: F401, PLC0415 - what needs it

    meanwhile()
