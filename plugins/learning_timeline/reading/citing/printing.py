"""Citations in, as a style prints them out: in the text, and as the list of the works that are cited.

`citeproc-py` prints. What it leaves undone is done here (ADR 27): letters after years that would be the same, authors named in the
sentence or left out, links.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from .text import cleaned, finished, held, plain, plain_html, short_authors, with_links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from citeproc import CitationStylesBibliography

    from .styles import CitationStyle

# Where the words of a cite begin and end, and an author who is named elsewhere.
_BEGINS, _NUMBERED, _ENDS, _HIDDEN = "\ufddb", "\ufddf", "\ufddc", "\ufddd"
_MARKED = re.compile(rf"{_BEGINS}(?P<number>\d+){_NUMBERED}(?P<words>[^{_BEGINS}]*){_ENDS}")
_MARK = re.compile(rf"{_BEGINS}\d+{_NUMBERED}|{_ENDS}")
_AFTER_HIDDEN = re.compile(rf"(?:</?\w[^<>]*>){{0,9}}{_HIDDEN}(?:</?\w[^<>]*>){{0,9}}[,.;:]?\s*")
_NUMBER = re.compile(r"^\s*([\[(]?\d+[\])]?\.?)\s*")
# From so many authors on the first alone is named.
_MANY = 3


class Cite(NamedTuple):
    """A work within a citation, ``[see @key, p. 3 and more]``.

    Attributes:
        key: of its resource.
        prefix, suffix: plain text around it.
        label, locator: ``page`` and ``3``; empty if none is said.
        hides_author: whether the sentence around it names its authors, ``[-@key]``.
    """

    key: str
    prefix: str = ""
    suffix: str = ""
    label: str = ""
    locator: str = ""
    hides_author: bool = False


class Cluster(NamedTuple):
    """Works that are cited together; of one that is part of its sentence, ``@key says``, the authors stand before the brackets."""

    cites: tuple[Cite, ...]
    is_narrative: bool = False


class Printed(NamedTuple):
    """Citations as HTML, and the list at the end: the key of each work, and its entry as HTML."""

    texts: list[str]
    references: list[tuple[str, str]]


def printed(
    style: CitationStyle,
    clusters: Sequence[Cluster],
    items: Mapping[str, Mapping[str, Any]],
    link: Callable[[str, str], str],
) -> Printed:
    """Citations in the order of a text, and the works that they cite in the order of a style.

    Args:
        style: how they are cited.
        clusters: the citations.
        items: CSL-JSON of each work that is cited, by its key.
        link: makes a link to the entry of a key of the words that cite it, both HTML.
    """
    return _Printing(style, clusters, items).printed(link)


class _Printing:
    """The citations of one text."""

    def __init__(
        self, style: CitationStyle, clusters: Sequence[Cluster], items: Mapping[str, Mapping[str, Any]]
    ) -> None:
        from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter  # noqa: PLC0415 - see above
        from citeproc.source import Locator  # noqa: PLC0415
        from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

        self._of, self._clusters, self._items = style, clusters, items
        self._item, self._citation, self._locator = CitationItem, Citation, Locator
        keys = list(dict.fromkeys(cite.key for cluster in clusters for cite in cluster.cites))
        # Their own keys are the same in letters of either case.
        self._ids = {key: f"c{number}" for number, key in enumerate(keys)}
        source = CiteProcJSON([held(items[key]) | {"id": name} for key, name in self._ids.items()])
        self._bibliography: CitationStylesBibliography = CitationStylesBibliography(style.read, source, formatter.html)
        self._bibliography.register(Citation([CitationItem(name) for name in self._ids.values()]))
        if style.is_numeric:
            self._bibliography.sort()
        elif len(keys) > 1:
            self._sort()
        self._sorted = [key for name in self._bibliography.keys for key, other in self._ids.items() if other == name]
        self._letters = dict(self._letters_of_years()) if style.adds_letters else {}
        for key, letter in self._letters.items():
            self._reference(key)["year_suffix"] = letter

    def printed(self, link: Callable[[str, str], str]) -> Printed:
        texts = [self._linked(cluster, link) for cluster in self._clusters]
        return Printed(texts, [(key, self._entry(key)) for key in self._sorted])

    def _linked(self, cluster: Cluster, link: Callable[[str, str], str]) -> str:
        def linked(cite: re.Match[str]) -> str:
            return link(cluster.cites[int(cite["number"])].key, cite["words"])

        return _MARKED.sub(linked, self._text(cluster))

    def _reference(self, key: str) -> Any:  # noqa: ANN401 - citeproc carries no types
        return self._bibliography.source[self._ids[key]]

    def _letters_of_years(self) -> Iterable[tuple[str, str]]:
        """A letter for each of the works that would be cited alike."""
        alike: dict[tuple[object, ...], list[str]] = {}
        for key in self._sorted:
            item = self._items[key]
            names = [name.get("family") or name.get("literal") for name in item.get("author", item.get("editor", ()))]
            if names:
                year = json.dumps(item.get("issued", {}).get("date-parts", [[None]])[0][0])
                alike.setdefault((*(names if len(names) < _MANY else names[:1]), len(names) < _MANY, year), []).append(
                    key
                )
        for keys in alike.values():
            if len(keys) > 1:
                yield from ((key, _letter(number)) for number, key in enumerate(keys))

    def _text(self, cluster: Cluster) -> str:
        if not cluster.is_narrative:
            return self._cited(cluster.cites)
        (cite,) = cluster.cites
        rest = self._cited((cite._replace(hides_author=True),))
        return f"{_BEGINS}0{_NUMBERED}{self._author(cite.key)} {_MARK.sub('', rest)}{_ENDS}"

    def _cited(self, cites: tuple[Cite, ...]) -> str:
        """Works in brackets, or as numbers, with marks around the words of each; by names and years they come again and again."""
        if self._of.is_numeric:
            return self._made(cites)
        known = repr([(cite, self._letters.get(cite.key), self._items[cite.key]) for cite in cites])
        if known not in self._of.texts:
            self._of.texts[known] = self._made(cites)
        return self._of.texts[known]

    def _made(self, cites: Sequence[Cite]) -> str:
        items = []
        for number, cite in enumerate(cites):
            before, after = f"{plain(cite.prefix)}{_BEGINS}{number}{_NUMBERED}", f"{_ENDS}{plain(cite.suffix)}"
            more = {"locator": self._locator(cite.label, cite.locator)} if cite.locator else {}
            items.append(self._item(self._ids[cite.key], prefix=before, suffix=after, **more))
        hidden = {cite.key for cite in cites if cite.hides_author}
        names = {key: self._reference(key).get("author") for key in hidden}
        for key in hidden:
            self._reference(key)["author"] = [_nobody()]
        in_list = self._bibliography.keys
        if not self._of.sorts_cites:
            # The processor would put them into the order of the list.
            self._bibliography.keys = list(dict.fromkeys([*(self._ids[cite.key] for cite in cites), *in_list]))
        try:
            citation = self._citation(items)
            self._bibliography.register(citation)
            text = "".join(map(str, self._bibliography.cite(citation, str)))
        finally:
            self._bibliography.keys = in_list
            for key, name in names.items():
                if name is None:
                    del self._reference(key)["author"]
                else:
                    self._reference(key)["author"] = name
        return finished(_AFTER_HIDDEN.sub("", text))

    def _sort(self) -> None:
        """Put the works into the order of the list; by what each is sorted, is computed once for each."""
        root = self._of.read.root
        items = {item.key: item for item in self._bibliography.items}
        rows = {name: [] for name in items}  # type: dict[str, list[Any]]
        descending = []
        for number, key in enumerate(root.bibliography.iterfind("{*}sort/{*}key")):
            descending.append(key.get("sort") == "descending")
            for work, name in self._ids.items():
                known = repr((number, self._items[work]))
                if known not in self._of.places:
                    (self._of.places[known],) = key.sort_keys([items[name]], root.bibliography.layout)
                rows[name].append(self._of.places[known])
        order = sorted(items, key=lambda name: [_Place(*one) for one in zip(rows[name], descending, strict=True)])
        self._bibliography.keys = order
        self._bibliography.items = [items[name] for name in order]

    def _author(self, key: str) -> str:
        """The authors of a work as the style names them in a text: what is there beside all that stands without them."""
        known = repr((self._letters.get(key), self._items[key]))
        if known not in self._of.authors:
            self._of.authors[known] = self._found_author(key)
        return self._of.authors[known]

    def _found_author(self, key: str) -> str:
        bare = Cite(key)
        named = _MARK.sub("", self._cited((bare,)))
        reference = self._reference(key)
        names, reference["author"] = reference.get("author"), [_nobody()]
        citation = self._citation([self._item(self._ids[key])])
        self._bibliography.register(citation)
        unnamed = cleaned("".join(map(str, self._bibliography.cite(citation, str))))
        if names is None:
            del reference["author"]
        else:
            reference["author"] = names
        if _HIDDEN not in unnamed or names is None:
            return plain_html(short_authors(self._items[key]))
        before, _, after = unnamed.partition(_HIDDEN)
        start, end = _common(named, before), len(named) - _common(named[::-1], after[::-1])
        return named[start:end].strip(" ,;:") or plain_html(short_authors(self._items[key]))

    def _entry(self, key: str) -> str:
        """A work as the list has it, with its address as a link."""
        letter = self._letters.get(key, "")
        known = "" if self._of.is_numeric else json.dumps([letter, self._items[key]], sort_keys=True)
        if known not in self._of.entries or not known:
            place = self._bibliography.keys.index(self._ids[key])
            (text,) = self._of.read.render_bibliography([self._bibliography.items[place]]) or ("",)
            html = finished("".join(map(str, text)))
            if self._of.is_numeric:
                html = _NUMBER.sub(r'<span class="number">\1</span> ', html)
            self._of.entries[known] = with_links(html)
        return self._of.entries[known]


class _Place:
    """What a work is sorted by: numbers as numbers, and what is not known last, whichever way the others go."""

    def __init__(self, value: Any, is_descending: bool) -> None:  # noqa: ANN401, FBT001 - citeproc carries no types
        text = "" if value is None else str(value).lower()
        self._is_unknown, self._is_descending = value is None, is_descending
        # Dates are of nine digits.
        self._place = text.zfill(9) if text.isdecimal() else text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Place) and (self._is_unknown, self._place) == (other._is_unknown, other._place)

    def __hash__(self) -> int:
        return hash((self._is_unknown, self._place))

    def __lt__(self, other: _Place) -> bool:
        if self._is_unknown or other._is_unknown:
            return other._is_unknown and not self._is_unknown
        return other._place < self._place if self._is_descending else self._place < other._place


def _nobody() -> Any:  # noqa: ANN401 - citeproc carries no types
    from citeproc.source import Name  # noqa: PLC0415 - see CitationStyle

    return Name(literal=_HIDDEN)


def _common(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _letter(number: int) -> str:
    """The letter of a work among those of a year: a to z, then aa."""
    rest, last = divmod(number, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("a") + last)
