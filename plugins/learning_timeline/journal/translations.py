"""Posts in, those of them that say the same in another language out: each becomes a translation of one post, which alone counts.

Programs tell languages by folders (`en/` beside `de/`), by names (`post.de.md` beside `post.md`), or by a word in the front matter
that two files share. Folders of two letters are also called `ml` and `cs`, so that a folder is one of a language only where the
site's settings say so, or where English is beside it with the same files.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from .._seam import analytics
from ..core.peek import peek

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pelican.contents import Article, Page

# The languages that most is written in; other words of two letters are words of English, too.
_CODES = "ar|cs|da|de|el|en|es|fa|fi|fr|he|hi|hu|id|it|ja|ko|nl|no|pl|pt|ro|ru|sv|th|tr|uk|vi|zh"
_LANGUAGE = re.compile(rf"(?:{_CODES})(?:[-_](?:[a-z]{{2}}|hans|hant))?", flags=re.IGNORECASE)
_BY_DOT = re.compile(rf"(?P<stem>.+)\.(?P<language>{_LANGUAGE.pattern})", flags=re.IGNORECASE)
# Where nothing but a dash stands between, only those that end few names otherwise.
_BY_DASH = re.compile(
    r"(?P<stem>.+)[-_](?P<language>de|en|es|fr|ja|ko|pt|ru|zh(?:[-_](?:cn|tw|hans|hant))?)", flags=re.IGNORECASE
)
_OF_DOCUSAURUS = re.compile(
    r"(?:^|/)i18n/(?P<language>[\w-]+)/docusaurus-plugin-content-(?P<rest>[\w-]+)(?:/current)?(?=/)"
)
_LEAST_PART = 0.5
_MAY_SAY = re.compile(rf"[./_\n-](?:{_CODES})(?:[-_]\w{{2,4}})?(?:/|\.\w+$)", flags=re.IGNORECASE | re.MULTILINE)


class Place(NamedTuple):
    """Where a post lies.

    Attributes:
        key: the same for all languages.
        language: that its path says; empty if it says none.
        path: without what tells the language.
    """

    key: str
    language: str
    path: str


class Places:
    """The paths of all posts, by what they say of languages.

    Args:
        paths: of the posts, from the content folder.
        known: the languages of the site, as its settings name them.
    """

    def __init__(self, paths: Collection[str], known: Iterable[str]) -> None:
        self._known = {one.casefold() for one in known}
        self._stems = {path.rpartition(".")[0] for path in paths}
        # Most journals have one language, and thousands of posts.
        self.may_say = bool(self._known) or _MAY_SAY.search("\n".join(["", *paths])) is not None
        self._folders = self._of_languages() if self.may_say else set()

    def of(self, path: str) -> Place:
        """What one path says."""
        language = ""
        if not self.may_say:
            return Place(path, language, path)
        if found := _OF_DOCUSAURUS.search(path):
            language = found["language"]
            path = f"{path[: found.start()]}/{found['rest']}{path[found.end() :]}".lstrip("/")
        folder, name = posixpath.split(path)
        parts = folder.split("/")
        for depth, part in enumerate(parts):
            if "/".join(parts[: depth + 1]) in self._folders:
                language = language or part
                parts[depth] = ""
                break
        stem, dot, suffix = name.rpartition(".")
        if said := _BY_DOT.fullmatch(stem) or self._by_dash(folder, stem):
            stem, language = said["stem"], said["language"]
        path = posixpath.join("/".join(filter(None, parts)), f"{stem}{dot}{suffix}")
        return Place(path.rpartition(".")[0].casefold(), _normal(language), path)

    def _by_dash(self, folder: str, stem: str) -> re.Match[str] | None:
        found = _BY_DASH.fullmatch(stem)
        return found if found and posixpath.join(folder, found["stem"]) in self._stems else None

    def _of_languages(self) -> set[str]:
        """The folders that are of one language."""
        inner: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for stem in self._stems:
            parts = stem.split("/")
            for depth, part in enumerate(parts[:-1]):
                if part.casefold() in self._known or _LANGUAGE.fullmatch(part):
                    inner["/".join(parts[:depth])][part].add("/".join(parts[depth + 1 :]))
        found: set[str] = set()
        for above, beside in inner.items():
            shared = Counter(path for paths in beside.values() for path in paths)
            has_english = len(beside) > 1 and any(one.casefold().startswith("en") for one in beside)
            least = _LEAST_PART * min(map(len, beside.values()))
            for part, paths in beside.items():
                has_twins = sum(shared[path] > 1 for path in paths) >= least
                if part.casefold() in self._known or (has_english and has_twins):
                    found.add(f"{above}/{part}" if above else part)
        return found


def _normal(language: str) -> str:
    """A language's code in the one form that is compared here.

    >>> _normal("zh_CN")
    'zh-cn'
    """
    return language.replace("_", "-").lower()


def parted(articles: Sequence[Article], places: Places, language: str) -> tuple[list[Article], list[Article]]:
    """The posts, and their translations; each knows the others of its own, as Pelican has it.

    The post is that in the language of the site, else the one whose path is the shortest.

    Args:
        articles: all of them.
        places: of them.
        language: of the site.
    """
    groups: defaultdict[str, list[tuple[str, Article]]] = defaultdict(list)
    for article in articles:
        said = str(peek(article, "translationkey", "") or "")
        if not (said or places.may_say):
            continue
        place = places.of(article.relative_source_path)
        if place.language and "lang" not in article.metadata:
            article.lang = place.language
        name = str(getattr(article, "named_by_file", ""))
        stem, _, last = name.rpartition(".")
        if stem and _normal(last) == place.language and str(article.title) == name:
            article.title = stem
        groups[said or place.key].append((_normal(str(article.lang)), article))
    translations: set[int] = set()
    for group in groups.values():
        by_language = dict(group)
        # Two of one language are two posts.
        if len(group) > 1 and len(by_language) == len(group):
            translations.update(map(id, _joined(by_language, language)))
    return (
        [article for article in articles if id(article) not in translations],
        [article for article in articles if id(article) in translations],
    )


def separate_pages(pages: Sequence[Page], places: Places, language: str) -> list[analytics.ContentError]:
    """Give pages of the same address different ones: that in the language of the site keeps it, or else the first.

    Returns:
        What cannot be separated: pages that name the same file by `save_as`.
    """
    owners: dict[str, Page] = {}
    problems: list[analytics.ContentError] = []
    said = {page.relative_source_path: places.of(page.relative_source_path).language for page in pages}
    for page in sorted(
        pages, key=lambda page: (said[page.relative_source_path] not in {"", _normal(language)}, page.source_path)
    ):
        code = said[page.relative_source_path]
        if code and "lang" not in page.metadata:
            page.lang = code
        slug = page.slug
        for behind in ("", f"-{code or page.lang}", *(f"-{number}" for number in range(2, 1000))):
            page.slug = f"{slug}{behind}"
            if page.save_as not in owners:
                break
        else:
            # One that says itself where it is saved stays there, whatever it is called.
            page.slug = slug
            first = owners[page.save_as].relative_source_path
            problem = f"asks for the place {page.save_as}, which {first} has already"
            remedy = "give one of them another `save_as:`"
            problems.append(analytics.ContentError(page.relative_source_path, None, problem, remedy))
        owners.setdefault(page.save_as, page)
    return problems


def _joined(by_language: Mapping[str, Article], language: str) -> list[Article]:
    """The translations among the posts that say the same, each with an address beside that of the post."""
    together = sorted(by_language.values(), key=lambda one: (len(one.relative_source_path), one.relative_source_path))
    first = by_language.get(_normal(language)) or together[0]
    for code, article in by_language.items():
        article.translations = [one for one in together if one is not article]
        if article is not first:
            article.slug = f"{first.slug}-{code}"
    return [one for one in together if one is not first]
