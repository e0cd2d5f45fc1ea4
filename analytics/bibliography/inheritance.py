"""Entries in, what each has from others out: `crossref` to the volume around it, `xdata` to fields that several share. Pure.

By the rules of BibLaTeX (its manual, Appendix B): a volume's title is the child's book title; what names the volume stays there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .resource import OWN_FIELDS, Entry

_VOLUMES = {"proceedings", "collection", "book", "mvbook", "mvcollection", "mvproceedings", "reference", "mvreference"}
_WITHIN = {
    "inproceedings",
    "conference",
    "incollection",
    "inbook",
    "bookinbook",
    "suppbook",
    "suppcollection",
    "inreference",
}
_RENAMED = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon", "author": "bookauthor"}
_RENAMED_OF_PERIODICAL = {"title": "journaltitle", "subtitle": "journalsubtitle"}
_NOT_INHERITED = {
    *(
        "crossref",
        "xref",
        "xdata",
        "ids",
        "entryset",
        "label",
        "options",
        "shorttitle",
        "sorttitle",
        "sortkey",
        "indextitle",
    ),
    *(
        "doi",
        "url",
        "urldate",
        "ee",
        "eprint",
        "archiveprefix",
        "eprinttype",
        "primaryclass",
        "pages",
        "file",
        "abstract",
    ),
    *("note", "keywords", "annote", "annotation", "timestamp", "biburl", "bibsource", "adsurl", "adsnote", "key"),
    *OWN_FIELDS,
}
# One that refers to itself by way of others ends here.
_MOST_STEPS = 4


def parents(entry: Entry) -> Iterator[str]:
    """The keys of the entries that an entry refers to."""
    for name in ("xdata", "crossref"):
        yield from (key for key in re.split(r"(?:(?<!\s)\s+)?,\s*", entry.fields.get(name, "").strip()) if key)


def inherited(entry: Entry, entries: Mapping[str, Entry], steps: int = 0) -> tuple[tuple[str, str], ...]:
    """What an entry has from others and does not say itself, by names in small letters.

    Args:
        entry: the one that refers.
        entries: all of the file, by their keys in small letters.
        steps: how many entries led here.
    """
    said = dict(entry.fields)
    found: dict[str, str] = {}
    for key in parents(entry) if steps < _MOST_STEPS else ():
        if (parent := entries.get(key.lower())) is None or parent.key == entry.key:
            continue
        theirs = {**dict(inherited(parent, entries, steps + 1)), **parent.fields}
        # A volume that is written for BibTeX says both, and means the first.
        for name, value in sorted(theirs.items(), key=lambda one: one[0] != "booktitle"):
            own = name if parent.type == "xdata" else _own_name(name, entry.type, parent.type)
            if own and own not in said:
                found.setdefault(own, value)
    return tuple(found.items())


def _own_name(name: str, child: str, parent: str) -> str:
    """By which name an entry has a field of the volume around it; empty if it has it not."""
    if name in _NOT_INHERITED:
        return ""
    if parent in _VOLUMES and child in _WITHIN:
        return _RENAMED.get(name, name)
    if parent == "periodical":
        return _RENAMED_OF_PERIODICAL.get(name, name)
    return "" if name in _RENAMED else name
