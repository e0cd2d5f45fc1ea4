"""A Pelican article that stays cheap when there are twenty thousand: its address is computed once, its text waits on disk.

Stock Pelican formats an address from all metadata each time one is asked for, and keeps the text of each article twice
for as long as the process lives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, ClassVar, Protocol, Self, TypeVar

from markupsafe import Markup, escape
from pelican.contents import Article, Category, Content
from pelican.urlwrappers import URLWrapper

from .._seam import analytics
from ..core.deferred import Deferred
from ..core.formula_text import with_plain_formulas
from ..web.snapshots import outside, with_dates
from .linking import Linking
from .sanitiser import sanitised

Address = tuple[str, str]
W = TypeVar("W", bound=URLWrapper)

MOST_CUT = 50_000
# Such as that of a citation to the list of references, which other pages have not.
_INTO_THE_PAGE = re.compile(r'<a\b(?>[^<>]*?\bhref="#[^"<>]*")[^<>]*+>((?:(?!</?a\b).)*)</a>', flags=re.DOTALL)
# Pelican's own function, behind the memory in which it keeps every article that ever was.
_summary_of = vars(Content)["get_summary"].func
# What an address is made of.
_DECIDES = frozenset({"slug", "status", "_status", "date", "lang", "category"})
# Past the article's own `__setattr__`, which asks what else changes with an attribute.
_set = object.__setattr__
# What is so of an article of which nothing is known yet.
_AT_FIRST: tuple[tuple[str, object], ...] = (
    *((name, None) for name in ("_kin", "_html", "_fetch", "_address", "_facts", "_view")),
    *((name, ()) for name in ("static_links", "linked_posts", "outside")),
    *(("_is_moved", True), ("source_digest", b""), ("has_links", True)),
)


class Kin(Protocol):
    """What many articles that were kept have in common, held once for all of them."""

    @property
    def values(self) -> Mapping[str, Any]:
        """What they share, by the names of attributes."""
        ...

    @property
    def names(self) -> AbstractSet[str]:
        """Of what can be asked for."""
        ...

    @property
    def told(self) -> AbstractSet[str]:
        """The names of attributes that their metadata are taken from."""
        ...

    def keep_told(self, article: JournalArticle, name: str) -> None:
        """Let the metadata of an article of them stay as they are when an attribute that they are taken from is set."""
        ...

    def get(self, article: JournalArticle, name: str) -> Any:  # noqa: ANN401 - any attribute
        """The attribute of an article of them."""
        ...

    def said(self, article: JournalArticle, name: str) -> Any:  # noqa: ANN401 - any of its metadata
        """One of the metadata of an article of them; None if it has none of this name."""
        ...


class JournalArticle(Linking, Article):  # type: ignore[misc] # Pelican carries no types
    """An article read by the plugin's reader.

    Attributes:
        source_digest: digest of the file that it was read from, empty if another reader read it.
        has_links: whether its text holds Pelican's links (``{filename}``, ``{static}``), which other posts' addresses change.
        static_links: the files that such links name, from the content folder.
        linked_posts: the posts that they name, likewise.
        outside: addresses of other sites that its text links to.
    """

    # Beside Pelican's own attributes, which then are few enough for Python to keep their names once for all articles: a
    # kilobyte less for each.
    __slots__ = (
        "_address",
        "_facts",
        "_fetch",
        "_html",
        "_is_moved",
        "_kin",
        "_view",
        "has_links",
        "linked_posts",
        "outside",
        "source_digest",
        "static_links",
        # Which Pelican asks each article for: beside the others it would take each of them 800 bytes more.
        "translations",
    )

    # Whoever reads a post for a journal leaves its title as text (see `core.html.plain_title`).
    has_plain_title: ClassVar[bool] = True

    source_digest: bytes
    has_links: bool
    static_links: tuple[str, ...]
    linked_posts: tuple[str, ...]
    outside: tuple[str, ...]
    translations: list[Article]
    _html: str | None
    _fetch: Callable[[str], str] | None
    _address: tuple[tuple[object, ...] | None, Address] | None
    _is_moved: bool
    _facts: Deferred[Any] | object
    _view: object
    _kin: Kin | None

    def __new__(cls, *_: object, **__: object) -> Self:
        """An article of which nothing is known yet."""
        article: Self = super().__new__(cls)
        for name, value in _AT_FIRST:
            _set(article, name, value)
        return article

    def restore(self, kin: Kin, fetch: Callable[[str], str], addresses: Address, said: Mapping[str, object]) -> None:
        """Be an article that was kept.

        Args:
            kin: what it has in common with others.
            fetch: gives the text of a path.
            addresses: its own.
            said: by name what it says itself of the attributes above.
        """
        for name, value in said.items():
            _set(self, name, value)
        _set(self, "_kin", kin)
        _set(self, "_fetch", fetch)
        _set(self, "translations", [])
        self.addresses = addresses

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever its reader made
        """What an article that was kept has in common with others."""
        if self._kin is not None and name in self._kin.names:
            return self._kin.get(self, name)
        return object.__getattribute__(self, name)  # which says what is missing, be it deep in a property

    def __setattr__(self, name: str, value: object) -> None:
        """Set an attribute, noting whether its address may be another one then; its metadata stay what its author wrote."""
        if self._kin is not None and name in self._kin.told:
            self._kin.keep_told(self, name)
        if name in _DECIDES and not self._is_moved and not self._has_slug(name, value):
            if self._address is not None and self._address[0] is None:
                self._address = self._decides, self._address[1]
            self._is_moved = True
        _set(self, name, value)

    def _has_slug(self, name: str, value: object) -> bool:
        """Whether a topic has the slug of the one that it replaces, by which addresses are made; names differ more often."""
        known = self.__dict__.get(name) if name == "category" else None
        return known is not None and known.slug == getattr(value, "slug", None)

    @property
    def is_known(self) -> bool:
        """Whether its source says all that there is to know of it."""
        return bool(self.source_digest)

    def fingerprint(self, of: Callable[[object], bytes]) -> Iterator[bytes]:
        """What tells this post from any other: what its source says, and what was decided about it afterwards.

        Args:
            of: the digest of a value.
        """
        yield self.source_digest
        facts = self._facts
        # Plain values, or frozen ones of such; what their text would not tell apart, a page would not either. In one text,
        # as there are twenty thousand of these.
        plain = (
            *self.addresses,
            self._status,
            str(self.date),
            self.lang,
            of(self.category),
            facts.inputs if isinstance(facts, Deferred) else facts,
        )
        yield repr(plain).encode("utf-8", "surrogatepass")
        if self.has_links:
            yield of((self.get_content(""), self._given_summary("")))
        for translation in self.translations:
            said = getattr(translation, "source_digest", b"") or of(translation.title)
            yield of((translation.url, translation.lang, said))

    @property
    def facts(self) -> Any:  # noqa: ANN401 - a `PostView`, which this wing does not know
        """What its page says of it; computed when it is asked for, and None if nothing is said."""
        if not isinstance(self._facts, Deferred):
            return self._facts
        if self._view is None:
            self._view = self._facts.make()
        return self._view

    @facts.setter
    def facts(self, facts: Deferred[Any] | object) -> None:
        _set(self, "_facts", facts)
        _set(self, "_view", None)

    def forget_view(self) -> None:
        """Let go of what its page says of it, now that the page is written; it is made again for whoever asks for it."""
        _set(self, "_view", None)

    @property
    def _content(self) -> str:
        if self._html is None:
            return "" if self._fetch is None else self._fetch(self.relative_source_path)
        return self._html

    @_content.setter
    def _content(self, html: str) -> None:
        self._html = html

    def put_away(self, fetch: Callable[[str], str]) -> None:
        """Let go of the text; `fetch` brings that of a path back each time it is asked for."""
        self._html, self._fetch = None, fetch

    def note_links(self) -> None:
        """Find out once what the text links to."""
        html = self._linking
        has_link = _link(self.settings["INTRASITE_LINK_REGEX"]).search(html) is not None
        # Of several addresses in one attribute the first need not be one.
        self.has_links = has_link or bool(super().files_named())
        self.static_links = tuple(sorted(self.files_named())) if self.has_links else ()
        self.linked_posts = self.posts_named() if self.has_links else ()
        self.outside = outside(self._html or "")

    def posts_named(self) -> tuple[str, ...]:
        """The files that its ``{filename}`` links name; a text without such links is not fetched."""
        return super().posts_named() if self.has_links else ()

    def files_named(self) -> set[str]:
        """The files that its ``{static}`` and ``{attach}`` links name, likewise."""
        return super().files_named() if self.has_links else set()

    def get_content(self, siteurl: str) -> str:
        """The text, its links pointing where they lead from a page with this way to the root; kept nowhere.

        Those that lead to other sites say when they were set.
        """
        html = self._content
        html = self._update_content(html, siteurl) if self.has_links else html
        facts = self.facts
        return with_dates(html, self.date.date(), {one.address: one for one in facts.gone} if facts else {}, siteurl)

    def get_summary(self, siteurl: str) -> str:
        """The summary, from the post's beginning if its author gave none; its links into the post's own page are words there."""
        return _INTO_THE_PAGE.sub(r"\1", self._cut(siteurl))

    def _cut(self, siteurl: str) -> str:
        if self._said("summary") is not None:
            return self._given_summary(siteurl)
        most, text = self.settings["SUMMARY_MAX_LENGTH"], self.get_content(siteurl)
        if len(text) > MOST_CUT:
            # Pelican's own takes time with the square of the markup before the cut.
            begin = with_plain_formulas(text[:MOST_CUT]).partition("<math")[0]
            words = Markup(begin.rpartition(">")[0] + ">").striptags().split()[:most]  # noqa: S704 - only to strip it
            return f"<p>{escape(' '.join(words))}{self.settings['SUMMARY_END_SUFFIX']}</p>"
        if "<math" in text and most:
            # Pelican's own would cut a formula in two.
            text = with_plain_formulas(text)
        # Of an article it would take the text whose links point where they lead from the page that was written last.
        shown = SimpleNamespace(metadata={}, settings=self.settings, content=text)
        summary = str(_summary_of(shown, siteurl))
        if summary != text:
            summary = _with_end_outside_code(summary, self.settings["SUMMARY_END_SUFFIX"])
        # What its author wrote as HTML may do what it likes on the post's own page only.
        return sanitised(summary) if getattr(self, "has_html", False) else summary

    def _said(self, name: str) -> Any:  # noqa: ANN401 - whatever its author wrote
        """One of its metadata, None if it has none; of an article that was kept all others need not be put together for it."""
        kin = self._kin
        return self.metadata.get(name) if kin is None or "metadata" in self.__dict__ else kin.said(self, name)

    def _given_summary(self, siteurl: str) -> str:
        summary = str(self._said("summary") or "")
        return self._update_content(summary, siteurl) if self.has_links else summary

    def refresh_metadata_intersite_links(self) -> None:
        """Let the links in its metadata point where they lead; those of its summary do when it is asked for, by whichever page."""
        for name in self.settings["FORMATTED_FIELDS"]:
            if name != "summary" and name in self.metadata:
                self.metadata[name] = self._update_content(self.metadata[name], self.get_siteurl())
                setattr(self, name.lower(), self.metadata[name])

    def get_relative_source_path(self, source_path: str | None = None) -> str | None:
        """The path from the content folder, of the article's own file if no other is given."""
        known: str | None = self.__dict__.get("relative_source_path")
        return super().get_relative_source_path(source_path) if source_path or known is None else known

    def _has_valid_save_as(self) -> bool:
        """Whether its file is in the site: certain for a plain path, else looked at as Pelican does."""
        save_as = self.save_as
        is_plain = not save_as.startswith("/") and ".." not in save_as and "\\" not in save_as
        return is_plain or super()._has_valid_save_as()

    @property
    def url(self) -> str:
        """Its address from the site's root."""
        return self.addresses[0]

    @property
    def save_as(self) -> str:
        """Its file in the site."""
        return self.addresses[1]

    @property
    def addresses(self) -> Address:
        """Its address and its file, made again only if what decides them has changed."""
        if self._is_moved or self._address is None:
            decides = self._decides
            if self._address is None or self._address[0] != decides:
                self._address = decides, self._made_addresses()
            self._is_moved = False
        return self._address[1]

    @addresses.setter
    def addresses(self, known: Address) -> None:
        # What they are made of is computed when it is about to change.
        _set(self, "_address", (None, known))
        _set(self, "_is_moved", False)  # noqa: FBT003 - as Python has it

    @property
    def _decides(self) -> tuple[object, ...]:
        return self.slug, self.status, self.date, self.lang, self.category.slug if hasattr(self, "category") else None

    def _made_addresses(self) -> Address:
        if hasattr(self, "override_url") or hasattr(self, "override_save_as") or not self.in_default_lang:
            return self.get_url_setting("url"), self.get_url_setting("save_as")
        kind = "DRAFT" if self.status == "draft" else "ARTICLE"
        fields = self.url_format
        url, save_as = (str(self.settings[f"{kind}_{name}"]).format(**fields) for name in ("URL", "SAVE_AS"))
        return url, save_as


def wrapper(kind: type[W], name: str, settings: Mapping[str, Any]) -> W:
    """The topic, tag or author of a name.

    A topic has the slug that analytics gives it: Pelican's own is the same for C, C++ and C#, and it has none for a rocket.
    """
    made: W = kind(name, settings)
    if kind is Category:
        made.slug = analytics.slugify(name)
    return made


def _with_end_outside_code(summary: str, end: str) -> str:
    """A summary whose mark of the cut stands behind the code in which it was cut, not in it.

    >>> _with_end_outside_code("<p>The flag of <code>unzip …</code></p>", "…")
    '<p>The flag of <code>unzip</code> …</p>'
    >>> _with_end_outside_code("<p><code></code></p>", "…")
    '<p><code></code></p>'
    """
    before, mark, tags = summary.rpartition(f" {end}")
    inside, code, outside_code = tags.rpartition("</code>")
    # What was not cut has words there, or ends as its author wrote it.
    if not (mark and code) or Markup(tags).striptags():  # noqa: S704 - only to strip it
        return summary
    return f"{before}{inside}{code} {end}{outside_code}"


@lru_cache
def _link(intrasite: str) -> re.Pattern[str]:
    """What each of Pelican's links begins with: a quote, and then the form that the settings give."""
    return re.compile(rf"""=\s*["'](?:{intrasite})""")
