"""A content folder in, out the dialect that it is written in: by a sure sign, or as a person says."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ...core.settings import DIALECTS
from .dendron import Dendron
from .dialect import Dialect
from .foam import Foam
from .hugo import Hugo
from .jekyll import Jekyll
from .logseq import Logseq
from .mkdocs import MkDocs
from .myst import Myst
from .obsidian import Obsidian
from .pelican import Pelican
from .quarto import Quarto
from .scripted import Astro, Docusaurus, Eleventy, Gatsby, NextJs, VitePress
from .website import Website, is_of_repository, notes_in
from .zola import Zola

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping
    from pathlib import Path

# Of the notes in a repository, so many lie in its site.
_NEARLY_ALL = 0.8
# A site's own settings say more than the folder of an editor in which it is written.
_BY_SIGN: tuple[type[Dialect], ...] = (
    *(Logseq, Dendron, Quarto, MkDocs, Zola, Hugo, Myst, Jekyll),
    *(Docusaurus, VitePress, Astro, Gatsby, Eleventy, NextJs, Pelican, Obsidian, Foam),
)
_ALL: tuple[type[Dialect], ...] = (*_BY_SIGN, Dialect)
BY_NAME = {one.name: one for one in _ALL}
assert BY_NAME.keys() == set(DIALECTS)


def dialect_of(content: Path, asked: str = "") -> Dialect:
    """The dialect of a content folder.

    Args:
        content: the folder.
        asked: the name of the dialect that a person says it is; empty if nobody has.
    """
    kinds = (BY_NAME[asked],) if asked else _BY_SIGN
    for kind in kinds:
        for folder in _around(content):
            if (found := kind.at(folder, content)) is not None:
                return found
    return BY_NAME[asked].of(content) if asked else Dialect()


def site_of(content: Path) -> Path:
    """The folder of the site whose posts a folder holds: that around it, or one in it, beside which lie hardly any notes.

    Only from there its pictures and settings are found.
    """
    for folder in list(_around(content))[1:2]:
        found = dialect_of(folder)
        if isinstance(found, Website) and found.home and folder / found.home == content.resolve():
            return folder
    if any(content.glob("quartz.config.*")) and (content / "content").is_dir():
        # Beside it lie the documents of Quartz itself.
        return content / "content"
    if dialect_of(content).name != Dialect.name:
        return content
    tops = Counter(path.partition("/")[0] for path in notes_in(content) if not is_of_repository(path))
    top, count = next(iter(tops.most_common(1)), ("", 0))
    folder = content / top
    if not top or not folder.is_dir() or count < _NEARLY_ALL * tops.total():
        return content
    return folder if isinstance(dialect_of(folder), Website) else content


def adapt(settings: MutableMapping[str, Any], dialect: Dialect) -> None:
    """Have Pelican look for posts and pages where a dialect has them."""
    pages = [
        folder
        for folder in settings["PAGE_PATHS"]
        if folder in dialect.page_folders or folder not in Dialect.page_folders
    ]
    no_longer = set(settings["PAGE_PATHS"]) - set(pages)
    # Each once: a site that is served is built again by the same settings.
    settings["PAGE_PATHS"] = list(dict.fromkeys([*pages, *dialect.pages]))
    settings["ARTICLE_EXCLUDES"] = [folder for folder in settings["ARTICLE_EXCLUDES"] if folder not in no_longer]


def _around(content: Path) -> Iterator[Path]:
    """The content folder, and those around it up to the root of its repository; without one, the folder alone."""
    folder = content.resolve()
    around = [folder, *folder.parents]
    for place, one in enumerate(around):
        if (one / ".git").exists():
            yield from around[: place + 1]
            return
    yield folder
