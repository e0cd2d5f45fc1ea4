"""What a site is made of in, under which licence each of it is out: one list of all works that a site hands on.

Texts of licences are those that the installed distributions bring along. A program, style or font that comes into the site by a
new way needs a row here: a test holds each file of a site against this list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..building.page import Page
from ..core.language import gettext
from .links import LICENCES_URL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..charts.plotly_js import PlotlyJs
    from .journal import Journal

_PACKAGE = Path(__file__).parents[1]
_OWN = "pelican-learning-timeline"
_MIT = "MIT License"
# Every file of a site that its author's content makes, and no program of another's.
_CONTENT = (
    *(
        "*.html",
        "*.atom.xml",
        "*.rss.xml",
        "feeds/*",
        "sitemap*.xml",
        "robots.txt",
        "data/*",
        "timeline/*.js",
        "resources/*",
        "poster/*",
    ),
    *("source/*", "images/*", "posts/*", "pages/*", "cards/*", "search/*.js", "_redirects"),
)
_CREATIVE_COMMONS = re.compile(r"CC[- ](BY(?:-(?:NC|ND|SA))*)[- ](\d\.\d)", flags=re.IGNORECASE)
_LICENCE_FILE = re.compile(r"(LICEN[CS]E|COPYING|NOTICE|OFL)[^/]*", flags=re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Work:
    """Something that a site hands on.

    Attributes:
        name: what it is.
        version: empty if it has none.
        licence: its short name, as SPDX has it where SPDX has one, or a sentence.
        url: of the licence, or empty.
        text: the licence itself; empty where `url` says where it is, or if there is none.
        covers: patterns of the paths of files in the site; of none if it is in pictures alone.
    """

    name: str
    version: str
    licence: str
    url: str
    text: str
    covers: tuple[str, ...]


def works(settings: Mapping[str, Any], licence: str, plotly: PlotlyJs) -> tuple[Work, ...]:
    """All that a site hands on, the author's own first.

    Args:
        settings: Pelican's.
        licence: of the journal's own texts and data, as its author says.
        plotly: the plotly.js of the site.
    """
    static = str(settings["THEME_STATIC_DIR"])
    return (
        content_work(licence),
        Work("Learning Timeline", "", "MIT", "", own_licence(), ("learning-timeline/*.js", "learning-timeline/*.css")),
        _theme(Path(settings["THEME"]), static),
        Work("plotly.js", plotly.version, "MIT", "", _plotly_licence(plotly), ("learning-timeline/plotly-*.min.js",)),
        *_installed("pagefind-bin", "Pagefind", ("search/*/*", "pagefind/*"), mit="Copyright 2022 CloudCannon"),
        *_installed("fontpkg-source-serif-4", gettext("Source Serif (font of the cards)"), ()),
    )


def content_work(licence: str) -> Work:
    """The journal's own texts, images and data.

    >>> content_work("CC-BY-4.0").url, content_work("").licence
    ('https://creativecommons.org/licenses/by/4.0/', 'All rights remain with the authors.')
    """
    return Work(
        gettext("Texts, images and data of this site"),
        "",
        licence or gettext("All rights remain with the authors."),
        url_of(licence),
        "",
        _CONTENT,
    )


def url_of(licence: str) -> str:
    """Where a licence of Creative Commons can be read; empty for any other.

    >>> url_of("CC BY-SA 4.0"), url_of("CC0-1.0"), url_of("MIT")
    ('https://creativecommons.org/licenses/by-sa/4.0/', 'https://creativecommons.org/publicdomain/zero/1.0/', '')
    """
    if match := _CREATIVE_COMMONS.fullmatch(licence):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    return "https://creativecommons.org/publicdomain/zero/1.0/" if licence.upper() in {"CC0-1.0", "CC0"} else ""


def work_of(file: str, known: Iterable[Work]) -> Work | None:
    """The work that a file of a site belongs to, by its path from the site's root; programs before texts."""
    found = [work for work in known if any(fnmatchcase(file, pattern) for pattern in work.covers)]
    return found[-1] if found else None


def own_licence() -> str:
    """The licence of this software, from a checkout or as it was installed."""
    file = _PACKAGE.parents[1] / "LICENSE"
    is_checkout = (_PACKAGE.parents[1] / "pyproject.toml").is_file() and file.is_file()
    text = file.read_text(encoding="utf-8") if is_checkout else _text_of(_OWN)
    return _MIT + text.partition(_MIT)[2]


def texts_of(found: Distribution) -> dict[str, str]:
    """The licences and notices that a distribution brings along, by their names in its own folder."""
    texts = {}
    for file in found.files or ():
        is_own = file.parent.name.endswith(".dist-info") or file.parent.name == "licenses" or len(file.parts) <= 2  # noqa: PLR2004 - in its package
        if is_own and _LICENCE_FILE.fullmatch(file.name) and file.suffix not in {".py", ".pyc"}:
            texts[file.name] = file.locate().read_text(encoding="utf-8", errors="replace")  # type: ignore[attr-defined] # a path
    return dict(sorted(texts.items()))


@cache
def _text_of(name: str) -> str:
    """The same, one after the other; a process goes on with what was installed when it began."""
    return "".join(texts_of(distribution(name)).values())


def name_of(found: Distribution) -> str:
    """A licence's short name, as a distribution tells it; empty if it tells none."""
    told = str(found.metadata["License-Expression"] or found.metadata["License"] or "")
    if told and "\n" not in told:
        return told
    classes: Sequence[str] = found.metadata.get_all("Classifier") or ()
    named = [one.rpartition(" :: ")[2] for one in classes if one.startswith("License :: ")]
    return ", ".join(named) or told.partition("\n")[0]


def _theme(folder: Path, static: str) -> Work:
    licence = next((file for file in sorted(folder.glob("LICEN[CS]E*")) if file.is_file()), None)
    text = licence.read_text(encoding="utf-8", errors="replace") if licence else ""
    first = text.strip().partition("\n")[0]
    name = "MIT" if first == _MIT else first or "as its makers say"
    return Work(gettext("The theme"), "", name, "", text, (f"{static}/*",))


def _plotly_licence(plotly: PlotlyJs) -> str:
    beside = plotly.bundle and plotly.bundle.with_name("LICENSE")
    if beside and beside.is_file():
        return beside.read_text(encoding="utf-8")
    return _text_of("plotly")


def _installed(name: str, title: str, covers: tuple[str, ...], mit: str = "") -> Iterable[Work]:
    """A work that a distribution brings, where it is installed; where that has no text of MIT's licence, the owner is given."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return
    text = _text_of(name)
    if mit and not text:
        terms = own_licence().split("\n\n", 2)[2]
        text = f"{_MIT}\n\n{mit}\n\n{terms}"
    yield Work(title, found.version, name_of(found), "", text, covers)


def pages(journal: Journal) -> Iterator[Page]:
    """`/licences/`."""
    found = works(journal.settings, journal.run.settings.licence, journal.plotly)
    yield Page(LICENCES_URL, "licences", gettext("Licences"), {"works": found})
