"""A page of the site as a value, and a file as one: where it stands, what it tells, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page that one of the plugin's templates makes.

    Attributes:
        url: of its folder, from the site's root; of a page with a `file` what it leads to.
        template: its name in `templates/learning_timeline/`.
        title: of the page.
        told: what the template is told, by name, of the kinds that `Fingerprints` knows: by this it is decided whether the page is
            made again. What is expensive is `Deferred`, a value as a whole or a field of it.
        file: where it stands, if not at `index.html` of its folder.
    """

    url: str
    template: str
    title: str
    told: Mapping[str, object]
    file: str = ""

    @property
    def save_as(self) -> str:
        """Its file, from the site's root."""
        return self.file or f"{self.url}index.html"


@dataclass(frozen=True, slots=True)
class File:
    """A file that no template makes.

    Attributes:
        path: from the site's root.
        inputs: all that decides its bytes, of the kinds that `Fingerprints` knows.
        make: its bytes, in parts; asked for only if the inputs have changed.
    """

    path: str
    inputs: object
    make: Callable[[], Iterable[bytes]]
