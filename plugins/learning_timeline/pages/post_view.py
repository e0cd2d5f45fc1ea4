"""What the page of a post says of the post itself, as its template takes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from itertools import count

from markupsafe import Markup
from pelican.contents import Article

from ..core.deferred import Deferred
from ..core.html import island, plain_title
from ..journal.changes import Changes
from ..journal.field import Standing, then_sentence
from ..web.identity import Site
from ..web.snapshots import SavedLink
from .due import DueView
from .links import PageLink, ResourceLink, TopicName

_CITATION = re.compile(r'<a class="citation" href="#ref-(?P<key>[^"<>]+)">(?P<words>(?:(?!</?a\b).)*)</a>')
_LINK = re.compile(r"</?a\b[^<>]*>")


@dataclass(frozen=True, slots=True)
class Corrected:
    """An earlier post that another one corrects, and what changed in words."""

    link: PageLink
    changes: Deferred[Changes | None]


@dataclass(frozen=True, slots=True)
class RelatedPost:
    """A post that shares something with another."""

    link: PageLink
    shared: int


@dataclass(frozen=True, slots=True)
class PostView:
    """What a post's page says about the post itself; templates read it as `article.facts`.

    `references` are the works that it cites in the order of its style, each as HTML; `resources` what was studied besides.
    Nothing of it changes unless the post, its topic, a series of its topic or a post that it hangs together with does. `position`
    is per cent of its year; `gone` are the saved texts of what it links to and is gone; `field` says where the world stood in the
    series of its topic; `changes` and those of what it supersedes are computed when they are asked for.
    """

    title: str
    topic: TopicName
    kind: str
    written_on: date
    revised_on: date | None
    revisions: int
    reading_minutes: int
    words: int
    references: tuple[tuple[str, ResourceLink], ...]
    resources: tuple[ResourceLink, ...]
    confidence: str
    spent: str
    superseded_by: tuple[PageLink, ...]
    supersedes: tuple[Corrected, ...]
    predictions: tuple[DueView, ...]
    linked_from: tuple[PageLink, ...]
    related: tuple[RelatedPost, ...]
    changes: Deferred[Changes | None] | None
    previous: PageLink | None
    next: PageLink | None
    position: float
    date_source: str
    card: str
    gone: tuple[SavedLink, ...]
    field: tuple[Standing, ...]

    @property
    def field_sentence(self) -> str:
        """Where the series of its topic stood when it was written."""
        return then_sentence(self.field)

    def with_references(self, content: str) -> Markup:
        """The text of the post, in which each citation says beside it what it cites; a style shows it to who asks for it."""
        html_of = {link.key: html for html, link in self.references}
        seen: set[str] = set()

        def shown(match: re.Match[str]) -> str:
            if (html := html_of.get(key := unescape(match["key"]))) is None:
                return match[0]
            number, is_first = next(numbers), key not in seen
            seen.add(key)
            first = f' id="cited-{match["key"]}"' if is_first else ""
            link = f'<a class="citation" href="#ref-{match["key"]}" aria-describedby="cite-{number}"{first}>{match["words"]}</a>'
            says = f'<span class="cited" role="tooltip" id="cite-{number}" data-pagefind-ignore>{_LINK.sub("", html)}</span>'
            return f'<span class="cite">{link}{says}</span>'

        numbers = count(1)
        return Markup(_CITATION.sub(shown, content) if html_of else content)  # noqa: S704 - the post's own HTML

    def linked_data(self, article: Article, site: Site, about: str) -> Markup:
        """The post for machines, by https://schema.org: one graph of the journal, the post and what was studied for it.

        Safe inside a script of data. Where the site has no address, the post and the journal are named from their page.
        """
        url, journal = site.at(article.url), f"{site.root}/#journal"
        studied_for = (*(link for _, link in self.references), *self.resources)
        authors = [author.name for author in getattr(article, "authors", ())] or [site.author]
        post = {
            "@type": "BlogPosting",
            "@id": f"{url}#post",
            "headline": plain_title(article),
            "description": about,
            "datePublished": self.written_on.isoformat(),
            "dateModified": (self.revised_on or self.written_on).isoformat(),
            "wordCount": self.words,
            "timeRequired": f"PT{self.reading_minutes}M",
            "inLanguage": article.lang,
            "articleSection": self.topic.name,
            "keywords": [self.topic.name, *(tag.name for tag in getattr(article, "tags", ()))],
            "author": [{"@type": "Person", "name": name} for name in authors],
            "isPartOf": {"@id": journal},
            "citation": [{"@id": f"{url}#ref-{one.key}"} for one in studied_for],
            **({"url": url, "mainEntityOfPage": url} if url else {}),
            **({"image": site.at(self.card)} if self.card else {}),
        }
        blog = {"@type": "Blog", "@id": journal, "name": site.name, "description": site.about}
        studied = [
            {
                "@type": "LearningResource",
                "@id": f"{url}#ref-{one.key}",
                "name": one.title,
                "learningResourceType": one.kind,
                **({"url": one.url} if one.url else {}),
                **({"creditText": one.authors} if one.authors else {}),
            }
            for one in studied_for
        ]
        journal_url = {"url": f"{site.root}/"} if site.root else {}
        return island({"@context": "https://schema.org", "@graph": [blog | journal_url, post, *studied]})
