"""Published posts in, what the search page needs out: an index in chapters, and what it may be narrowed by.

A chapter is some years of posts with an index of its own, which a browser searches as one with the others. After a new post
one chapter is indexed again, in the time of some two thousand posts, and not the whole of a long life. Fewer and
larger chapters would make a query's download smaller, and each build longer.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from itertools import groupby
from typing import TYPE_CHECKING, Any

import nh3

from ..core.fingerprints import digest_of
from ..core.formula_text import with_plain_formulas
from ..core.programs import pagefind_version
from ..web import pagefind
from .links import SEARCH_URL, TopicLink

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pelican.contents import Article

    from ..building.writer import SiteWriter


# From so many posts on a chapter is full. Pagefind takes some 230 kB of memory and 2 ms for each.
FULL = 2_000

_SILENT = {"script", "style", "svg", "template"}

# Short formulas are read like words, N or log N; of long ones the signs alone tell nothing.
_LONGEST_FORMULA = 40

# Words on either side of these are not one; within a line a tag may be in the middle of a word.
_BREAKS = re.compile(
    r"<(?=/?(?:p|li|h[1-6]|t[dhr]|d[dtl]|div|br|pre|blockquote|section|figure|figcaption|[ou]l)\b)", flags=re.IGNORECASE
)

_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Chapter:
    """Some years of posts.

    Attributes:
        url: of its index, and its name in it.
        articles: its posts, oldest first.
        topics: of its posts: slug and name for each.
        language: of the index.
        environment: digest of what makes text of sources; empty if that is not known.
        is_first: whether it carries the program that searches.
    """

    url: str
    articles: tuple[Article, ...]
    topics: tuple[tuple[str, str], ...]
    language: str
    environment: bytes
    is_first: bool

    @property
    def name(self) -> str:
        """The file that the chapter's files are kept with."""
        return f"{self.url}pagefind-entry.json"

    @cached_property
    def key(self) -> str:
        """The digest of all that decides its files."""
        said = [
            pagefind_version(),
            self.language,
            str(self.is_first),
            *(name for topic in self.topics for name in topic),
        ]
        for article in self.articles:
            said += [article.url, article.title, str(article.date), kind_of(article)]
        return digest_of([*(text.encode("utf-8", "replace") for text in said), *map(self._source, self.articles)]).hex()

    def _source(self, article: Article) -> bytes:
        if self.environment and (known := getattr(article, "source_digest", b"")):
            return self.environment + bytes(known)
        return _text(article).encode("utf-8", "replace")

    def entries(self) -> list[pagefind.Entry]:
        """What is indexed."""
        return [
            {
                "url": article.url,
                "content": _content(article),
                "meta": {"title": str(article.title), "topic": name, "kind": kind_of(article), "date": _day(article)},
                "filters": {
                    "topic": [slug],
                    "kind": [kind_of(article)],
                    "year": [str(article.date.year)],
                    "chapter": [self.url],
                },
                # Times may have a zone or none, and posts of the same moment are in order as well.
                "sort": {"place": str(place)},
            }
            for place, (article, (slug, name)) in enumerate(zip(self.articles, self.topics, strict=True))
        ]


def chapters(
    articles: Sequence[Article], topic_of: Mapping[str, TopicLink], language: str, environment: bytes
) -> list[Chapter]:
    """The chapters of a journal, oldest first.

    Args:
        articles: oldest first.
        topic_of: the topic of each, by path.
        language: of the site.
        environment: digest of what makes text of sources; empty if that is not known.
    """
    if not pagefind_version():
        return []
    full: list[list[Article]] = []
    for _, of_year in groupby(articles, lambda article: article.date.year):
        year = list(of_year)
        # All of a folder may have come in one year.
        for begin in range(0, len(year), FULL):
            if not full or len(full[-1]) >= FULL:
                full.append([])
            full[-1] += year[begin : begin + FULL]
    begun = Counter[int]()
    found: list[Chapter] = []
    for listed in full:
        year_of_first = listed[0].date.year
        begun[year_of_first] += 1
        part = f"-{begun[year_of_first]}" if begun[year_of_first] > 1 else ""
        topics = (topic_of[article.relative_source_path] for article in listed)
        found.append(
            Chapter(
                url=f"{SEARCH_URL}{year_of_first}{part}/",
                articles=tuple(listed),
                topics=tuple((topic.slug, topic.name) for topic in topics),
                language=language,
                environment=environment,
                is_first=not found,
            )
        )
    return found


@contextmanager
def indexed(wanted: Sequence[Chapter], writer: SiteWriter) -> Iterator[None]:
    """Index what has changed while something else is done, and write it when that is done.

    Raises:
        SearchNotMade: Pagefind failed.
    """
    changed = [chapter for chapter in wanted if not writer.keep_together(chapter.name, chapter.key)]
    if not changed:
        yield
        return
    with pagefind.Pagefind(changed[0].language) as program:
        asked = [program.index(chapter.entries()) for chapter in changed]
        yield
        for chapter, future in zip(changed, asked, strict=True):
            files = {
                path: data
                for path, data in future.result().items()
                if chapter.is_first or not pagefind.is_program(path)
            }
            writer.write_together(
                chapter.name, chapter.key, {f"{chapter.url}{path}": data for path, data in files.items()}
            )


def _content(article: Article) -> str:
    """Its text; Pagefind leaves out a post without a word, and with it the title, so that it is given another one."""
    text, *others = _text(article), str(article.title), str(article.url)
    return text if _WORD.search(text) else next((one for one in others if _WORD.search(one)), "post")


def _text(article: Any) -> str:  # noqa: ANN401 - Pelican carries no types
    """The words of a post, without what is for the eye alone; its links need not be known for that."""
    html = _BREAKS.sub(" <", with_plain_formulas(article._content or "", _LONGEST_FORMULA, is_typed=True))  # noqa: SLF001 - `content` would resolve links
    return unescape(nh3.clean(html, tags=set(), clean_content_tags=_SILENT))


def kind_of(article: Article) -> str:
    """What kind of post it is."""
    return str(getattr(article, "kind", "note"))


def _day(article: Article) -> str:
    return str(article.date.isoformat()[:10])
