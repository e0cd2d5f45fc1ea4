"""The pictures of notebooks that are too large for their pages, each as a file beside the page."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from .._seam import analytics
from ..building.page import File
from ..core.errors import SiteNotWhole
from ..reading.linking import beside, is_held_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from .journal import Journal


def files(journal: Journal) -> Iterator[File]:
    """The pictures of all notebooks that have a page."""
    seen: set[str] = set()
    for source, content in journal.context["generated_content"].items():
        if not source.lower().endswith(analytics.NOTEBOOK) or is_held_back(content):
            continue
        # It is read again only if one of them is not there yet.
        read = cache(partial(_pictures, journal.run.settings.content / source))
        for name in getattr(content, "pictures", ()):
            path = beside(content, name)
            if path not in seen:
                seen.add(path)
                yield File(path, name, partial(_picture, read, source, name))


def _pictures(file: Path) -> Mapping[str, bytes]:
    from ..reading.notebooks.file import NotebookError  # noqa: PLC0415 - most journals have none
    from ..reading.notebooks.notebook import read_notebook  # noqa: PLC0415 - likewise

    try:
        return read_notebook(file.read_bytes(), lambda _: "").pictures.files
    except (OSError, NotebookError):
        return {}


def _picture(read: Callable[[], Mapping[str, bytes]], source: str, name: str) -> list[bytes]:
    found = read().get(name)
    if found is None:
        raise SiteNotWhole(f"{source}: was changed after this build began: build again. The site is as it was.")
    return [found]
