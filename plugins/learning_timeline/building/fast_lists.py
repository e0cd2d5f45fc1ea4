"""Pelican's steps over all articles, each in time that grows with their number and not with its square.

Stock Pelican asks of every article whether it is in the list of every tag, category, author and period. The
functions here replace those methods on one generator; what they write and in which order is the same.
"""

from __future__ import annotations

import calendar
import logging
import re
from collections import defaultdict
from fnmatch import translate
from functools import partial
from itertools import groupby
from operator import attrgetter
from os.path import basename, normcase, splitext
from typing import TYPE_CHECKING, Any, Literal

from pelican.writers import FileOverwriteFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pelican.contents import Article
    from pelican.generators import ArticlesGenerator
    from pelican.urlwrappers import URLWrapper

    Write = Callable[..., None]

log = logging.getLogger(__name__)

# What a period is called in the settings, what its articles have in common, and what its page calls it.
_PERIODS: dict[str, tuple[Callable[[Article], Any], Callable[..., tuple[object, ...]]]] = {
    "year": (attrgetter("date.year"), lambda year: (year,)),
    "month": (attrgetter("date.year", "date.month"), lambda year, month: (year, calendar.month_name[month])),
    "day": (
        attrgetter("date.year", "date.month", "date.day"),
        lambda year, month, day: (year, calendar.month_name[month], day),
    ),
}


def make_linear(generator: ArticlesGenerator) -> None:
    """Replace the quadratic steps of one generator."""
    for kind, listed in (("tag", "tags"), ("category", "categories"), ("author", "authors")):
        setattr(generator, f"generate_{listed}", partial(_write_lists, generator, kind, listed))
    # The methods that Pelican calls.
    generator._build_period_archives = _period_archives  # noqa: SLF001
    generator._include_path = partial(_is_included, generator, _ignored(generator.settings["IGNORE_FILES"]))  # noqa: SLF001


def _ignored(patterns: Iterable[str]) -> re.Pattern[str]:
    """What matches a name that one of the patterns of a shell matches, and none if there is no pattern."""
    return re.compile("|".join(translate(normcase(pattern)) for pattern in patterns) or r"(?!)")


def _is_included(
    generator: ArticlesGenerator,
    ignored: re.Pattern[str],
    path: str,
    extensions: Collection[str] | Literal[False] | None = None,
) -> bool:
    """Whether a file is one of those that are asked for: Pelican asks each pattern of each of them."""
    name = basename(path)  # noqa: PTH119 - once a file, and a path costs more than all else here
    if ignored.match(normcase(name)):
        return False
    asked = generator.readers.extensions if extensions is None else extensions
    return asked is False or splitext(name)[1][1:] in asked  # noqa: PTH122


def _write_lists(generator: ArticlesGenerator, kind: str, listed: str, write: Write) -> None:
    """Write the page of each tag (category, author), if the settings want one."""
    if not generator.settings[f"{kind.upper()}_SAVE_AS"]:
        return
    template = generator.get_template(kind)
    place = {id(article): position for position, article in enumerate(generator.dates)}
    lists = getattr(generator, listed)
    pairs: Iterable[tuple[URLWrapper, list[Article]]] = lists.items() if hasattr(lists, "items") else lists
    for wrapper, articles in pairs:
        try:
            write(
                wrapper.save_as,
                template,
                generator.context,
                **{kind: wrapper},
                url=wrapper.url,
                articles=articles,
                dates=sorted(articles, key=lambda article: place[id(article)]),
                template_name=kind,
                blog=True,
                page_name=wrapper.page_name,
                all_articles=generator.articles,
            )
        except FileOverwriteFailedError:
            if wrapper.slug:
                log.exception('Failed to write the page of %s "%s".', kind, wrapper)
                raise
            log.info('%s "%s" has an invalid slug; its page is left out.', kind.title(), wrapper)


def _period_archives(
    sorted_articles: list[Article], articles: list[Article], settings: Mapping[str, Any]
) -> dict[str, list[dict[str, Any]]]:
    """The articles of each year, month and day that the settings want pages of, in both orders."""
    place = {id(article): position for position, article in enumerate(articles)}
    archives: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for name, (period_of, name_of) in _PERIODS.items():
        save_as, url = settings[f"{name.upper()}_ARCHIVE_SAVE_AS"], settings[f"{name.upper()}_ARCHIVE_URL"]
        if not save_as:
            continue
        for period, group in groupby(sorted_articles, key=period_of):
            dates = list(group)
            number = period if isinstance(period, tuple) else (period,)
            archives[name].append(
                {
                    "dates": dates,
                    "articles": sorted(dates, key=lambda article: place[id(article)]),
                    "save_as": save_as.format(date=dates[0].date),
                    "url": url.format(date=dates[0].date),
                    "period": name_of(*number),
                    "period_num": number,
                }
            )
    return archives
