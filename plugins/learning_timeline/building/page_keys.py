"""All that a page or file is made of in, its key out: the same key means the same bytes, so that what stands is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from operator import is_
from typing import Any

from jinja2 import Template
from pelican.contents import Article

from ..core.deferred import Deferred
from ..core.fingerprints import Fingerprints, Opaque, digest_of
from .template_reads import KeptTemplates, Reads, TemplateReads

# The one fact by which a page of the plugin's hands over all that its template is told.
TOLD_BY_PAGE = "told_by_page"
# What Pelican's writer sets for each page by the page's own name.
_OF_THE_PAGE = frozenset({"SITEURL", "localsiteurl", "output_file"})
_ABSENT = b"absent"


class PageKeys:
    """The keys of one build's pages, feeds and other files; each is empty if it cannot be told what decides the bytes.

    Attributes:
        environment: digest of the settings and the programs that make the pages; empty if it cannot be told.
        settings: Pelican's.
        fingerprints: the digests of the build's values.
    """

    def __init__(self, environment: bytes, settings: Mapping[str, Any], templates: KeptTemplates) -> None:
        self.environment = environment
        self.settings = settings
        self.fingerprints = Fingerprints()
        self._templates = TemplateReads(templates)
        # For each template, and what it is asked for with, which of that it reads.
        self._own: dict[tuple[str | None, str | None, frozenset[str]], list[tuple[str, str | None]]] = {}
        # For each template and set of names the values that the site's context gave them, and their digest.
        self._common: dict[tuple[str | None, frozenset[str]], tuple[tuple[object, ...], bytes]] = {}
        # For the same which names and attributes it reads from there, and all names together.
        self._asked: dict[tuple[str | None, frozenset[str]], tuple[list[str], list[tuple[str, str]], list[str]]] = {}

    def of_feed(self, elements: Sequence[Article], context: Mapping[str, Any], asked: tuple[object, ...]) -> str:
        """The key of a feed that Pelican makes."""
        if not self.environment:
            return ""
        try:
            values = [context.get(name) for name in ("SITENAME", "SITESUBTITLE", "SITEURL", "FEED_DOMAIN")]
            shown = elements[: self.settings["FEED_MAX_ITEMS"]]
            return digest_of(
                [
                    self.environment,
                    b"feed",
                    self.fingerprints.of([*asked, *values]),
                    *map(self.fingerprints.of, shown),
                ]
            ).hex()
        except Opaque:
            return ""

    def of_made(self, inputs: object) -> str:
        """The key of a file that no template makes."""
        if not self.environment:
            return ""
        try:
            return digest_of([self.environment, b"made", self.fingerprints.of(inputs)]).hex()
        except Opaque:
            return ""

    def of_page(  # noqa: PLR0913, PLR0917 - all that decides a page
        self,
        name: str,
        template: Template,
        context: Mapping[str, Any],
        facts: Mapping[str, Any],
        relative_urls: bool,  # noqa: FBT001
        template_name: str | None,
        url: str | None,
    ) -> str:
        """The key of a page that a template makes."""
        reads = self._templates.of(template)
        if reads is None or not self.environment:
            return ""
        # A template that is cut into pages reads these by other names.
        cut = ("articles", "dates") if template_name in self.settings["PAGINATED_TEMPLATES"] else ()
        given = frozenset(facts)
        own = self._own.get((template.name, template_name, given))
        if own is None:
            uses = (*((whole, None) for whole in (*reads.names, *cut)), *reads.attributes)
            own = [use for use in uses if use[0] in facts]
            # All that a page of the plugin's is told, whatever its template reads of it: with some of it files are written.
            own += [(TOLD_BY_PAGE, None)] if TOLD_BY_PAGE in facts else []
            self._own[template.name, template_name, given] = own
        try:
            asked = f"{name} {url} {relative_urls} {'' if relative_urls else context.get('SITEURL')}".encode()
            common = self._digest_of_context(template.name, reads, context, given)
            return digest_of([common, asked, *(self._digest(facts, *use) for use in own)]).hex()
        except Opaque:
            return ""

    def _digest_of_context(
        self, template: str | None, reads: Reads, context: Mapping[str, Any], given: frozenset[str]
    ) -> bytes:
        """The digest of what a template reads from the site's context; computed again only where a value is another one."""
        if (template, given) not in self._asked:
            names = [name for name in reads.names if name not in given and name not in _OF_THE_PAGE]
            attributes = [use for use in reads.attributes if use[0] not in given and use[0] not in _OF_THE_PAGE]
            self._asked[template, given] = names, attributes, [*names, *(variable for variable, _ in attributes)]
        names, attributes, asked = self._asked[template, given]
        values = tuple(map(context.get, asked))
        known = self._common.get((template, given))
        if known is None or not all(map(is_, known[0], values)):
            digest = digest_of(
                [
                    self.environment,
                    reads.digest,
                    *(part for name in names for part in (name.encode(), self._digest(context, name, None))),
                    *(
                        part
                        for variable, attribute in attributes
                        for part in (f"{variable}.{attribute}".encode(), self._digest(context, variable, attribute))
                    ),
                ]
            )
            known = self._common[template, given] = values, digest
        return known[1]

    def _digest(self, values: Mapping[str, Any], name: str, attribute: str | None) -> bytes:
        if name not in values:
            return _ABSENT
        value = values[name]
        if attribute is not None and is_dataclass(value) and not isinstance(value, type | Deferred):
            return self.fingerprints.of(getattr(value, attribute, None))
        return self.fingerprints.of(value)
