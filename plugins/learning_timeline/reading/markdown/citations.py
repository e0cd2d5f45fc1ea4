"""Citations as Pandoc and Quarto write them: text in, where each work is cited out; its words come last, when all are known.

``[@key]``, ``[see @a, p. 3; -@b]``, ``@key says``, ``@key [p. 3] says``. What is no key of the bibliography stays text, so that an
e-mail address and somebody's @name are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from ..citing import Cite, Citing, Cluster

# Where the words of a citation will stand, as characters that no text has.
_BEGINS, _ENDS = "\ufdd0", "\ufdd1"
_PLACE = re.compile(rf"{_BEGINS}(\d+){_ENDS}")
_CITE = re.compile(
    r"(?P<prefix>(?:.*[\s(])?)(?P<minus>-)?@(?:\{(?P<braced>[^{}\s]+)\}|(?P<key>[^\s,;{}\"#%'()=~\\\[\]@]+))(?P<rest>.*)",
    flags=re.DOTALL,
)
# A citation in brackets, or a name as a part of its sentence.
_EITHER = re.compile(
    r"\[(?P<inside>[^\[\]]{1,600})\]"
    r"|(?<![\w@./+\-\\:#&])@(?:\{(?P<braced>[^{}\s]{1,300})\}|(?P<key>\w[\w:.#$%&\-+?<>~/]{0,300}))"
)
_PLACE_AFTER = re.compile(r"\s{0,2}\[([^\[\]@]{1,100})\]")
# What may follow a key, and may as well belong to the sentence around it.
_AFTER_A_KEY = ".:;,?!#$%&-+<>~/*_"
_LABELS = {
    **dict.fromkeys(("p", "pp", "page", "pages", "pg", "pgs"), "page"),
    **dict.fromkeys(("ch", "chs", "chap", "chaps", "chapter", "chapters"), "chapter"),
    **dict.fromkeys(("sec", "secs", "sect", "section", "sections", "§", "§§"), "section"),
    **dict.fromkeys(("fig", "figs", "figure", "figures"), "figure"),
    **dict.fromkeys(("par", "para", "paras", "paragraph", "paragraphs", "¶", "¶¶"), "paragraph"),
    **dict.fromkeys(("pt", "pts", "part", "parts"), "part"),
    **dict.fromkeys(("vol", "vols", "volume", "volumes"), "volume"),
    **dict.fromkeys(("bk", "bks", "book", "books"), "book"),
    **dict.fromkeys(("col", "cols", "column", "columns"), "column"),
    **dict.fromkeys(("no", "nos", "number", "numbers"), "number"),
    **dict.fromkeys(("l", "ll", "line", "lines"), "line"),
    **dict.fromkeys(("n", "nn", "note", "notes"), "note"),
    **dict.fromkeys(("v", "vv", "verse", "verses"), "verse"),
    **dict.fromkeys(("fol", "fols", "folio", "folios"), "folio"),
    **dict.fromkeys(("op", "opp", "opus", "opera"), "opus"),
}
_ONE = r"(?:[A-Za-z]?\d[\w.:]*\w|[A-Za-z]?\d\w*|[ivxlcdm]{1,15}\b|[IVXLCDM]{1,15}\b)"
_LOCATOR = re.compile(
    rf"\s*(?:,\s*)?(?:(?P<label>[A-Za-z]+|[§¶]{{1,2}})\.?\s*)?(?P<locator>{_ONE}(?:\s*(?:--?|\u2013|,|&)\s*{_ONE})*)(?P<suffix>.*)",
    flags=re.DOTALL,
)


def without_places(text: str) -> str:
    """A text from elsewhere, in which nothing says where the words of a citation will stand."""
    return text.replace(_BEGINS, "").replace(_ENDS, "") if _BEGINS in text or _ENDS in text else text


class Citations:
    """The citations of a page.

    Attributes:
        cited: keys of the works that it cites, each once, in the order of its text.
        uncited: what stands like a citation and is no key; only the order of the keys counts.
    """

    def __init__(self, citing: Citing | None) -> None:
        """Citations of a page; without a bibliography none is one."""
        self._citing = citing
        self._clusters: list[Cluster] = []
        self.uncited: dict[str, None] = {}
        self.references: list[tuple[str, str]] = []

    @property
    def cited(self) -> tuple[str, ...]:
        """Keys of the works that are cited, each once, in the order of the text."""
        return tuple(dict.fromkeys(cite.key for cluster in self._clusters for cite in cluster.cites))

    def split(self, text: str, report: Callable[[str, str], None]) -> Iterator[tuple[str, str]]:
        """A text cut behind each of its citations: the text before it, and where its words will stand; at the end what is left."""
        done = 0
        for start, end, cluster in self._found(text, report):
            yield text[done:start], f"{_BEGINS}{len(self._clusters)}{_ENDS}"
            self._clusters.append(cluster)
            done = end
        yield text[done:], ""

    def written(self, html: str) -> str:
        """The page with the words of its citations, which only the last of them decides."""
        if not self._clusters or self._citing is None:
            return html
        texts, self.references = self._citing.printed(self._clusters)
        return _PLACE.sub(lambda place: texts[int(place[1])] if int(place[1]) < len(texts) else "", html)

    def _found(self, text: str, report: Callable[[str, str], None]) -> Iterator[tuple[int, int, Cluster]]:
        """Where each citation begins and ends in a text."""
        at = 0
        while match := _EITHER.search(text, at):
            at = match.end()
            if match["inside"] is None:
                if narrative := self._narrative(match):
                    at, named = narrative
                    yield match.start(), at, named
            elif "@" in match["inside"] and (cluster := self._cluster(match["inside"], report)) is not None:
                if cluster.cites:
                    yield match.start(), match.end(), cluster
            else:
                # Within brackets that are none, an author may be named.
                at = match.start() + 1

    def _cluster(self, inside: str, report: Callable[[str, str], None]) -> Cluster | None:
        """``see @a, p. 3; @b`` as works; None of what is no citation, and no works if one of them is no key of the bibliography."""
        parts = [_CITE.fullmatch(part.strip()) for part in inside.split(";")]
        if not all(parts):
            return None
        cites = []
        for part in parts:
            assert part is not None
            key, rest = self._key(part["braced"] or part["key"], part["rest"])
            if not key:
                self._tell_unknown(part["braced"] or part["key"], report)
                continue
            label, locator, suffix = _place_and_rest(rest)
            cites.append(Cite(key, part["prefix"], suffix, label, locator, bool(part["minus"])))
        return Cluster(tuple(cites) if len(cites) == len(parts) else ())

    def _narrative(self, match: re.Match[str]) -> tuple[int, Cluster] | None:
        """Where ``@key`` or ``@key [p. 3]`` ends, and the work that it names."""
        name = match["braced"] or match["key"]
        key, rest = self._key(name, "")
        if not key:
            self.uncited[name.rstrip(_AFTER_A_KEY)] = None
            return None
        # Punctuation after a key belongs to the sentence.
        end = match.end("key") - len(rest) if match["key"] else match.end("braced") + 1
        place = None if rest else _PLACE_AFTER.match(match.string, end)
        label, locator, suffix = _place_and_rest(place[1]) if place else ("", "", "")
        if place is None or not locator:
            return end, Cluster((Cite(key),), is_narrative=True)
        return place.end(), Cluster((Cite(key, "", suffix, label, locator),), is_narrative=True)

    def _key(self, name: str, rest: str) -> tuple[str, str]:
        """The key of a resource that a name begins with, and what follows it; nothing if it is not one."""
        if self._citing is None:
            return "", rest
        short = name
        while True:
            if key := self._citing.key_of(short):
                return key, name[len(short) :] + rest
            if not short or short[-1] not in _AFTER_A_KEY:
                return "", rest
            short = short[:-1]

    def _tell_unknown(self, name: str, report: Callable[[str, str], None]) -> None:
        name = name.rstrip(_AFTER_A_KEY)
        self.uncited[name] = None
        if self._citing is None or not (keys := self._citing.keys):
            return
        near = get_close_matches(name, keys, n=1, cutoff=0.6)
        remedy = f"write [@{near[0]}], if that is meant" if near else "add it there, or write it without brackets"
        report(f"cites {name!r}, which the bibliography does not have", remedy)


def _place_and_rest(text: str) -> tuple[str, str, str]:
    """What follows a key, in parts: ``, pp. 3--5 and more`` is a label, a locator and a suffix."""
    braced = re.match(r"\s*(?:,\s*)?\{([^{}]*)\}(.*)", text, flags=re.DOTALL)
    match = _LOCATOR.fullmatch(braced[1] if braced else text)
    if match is None:
        return "", "", text.rstrip() if not braced else f", {braced[1]}{braced[2]}"
    label = _LABELS.get((match["label"] or "p").lower())
    is_number = any(letter.isdigit() for letter in match["locator"])
    if label is None or not (is_number or match["label"]):
        return "", "", text.rstrip()
    return label, match["locator"].replace("--", "-"), (match["suffix"] + (braced[2] if braced else "")).rstrip()
