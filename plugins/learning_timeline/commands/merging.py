"""A file of references in, those that a bibliography has not yet into it: a `.bib` or a `.ris` that some program exported.

What is in the bibliography stays as it is, byte for byte; new entries come in its form, and in the order of its keys.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from invoke.exceptions import Exit

from .._seam import analytics
from .text_file import TextFile

_TOLD = 12


def is_file_of_references(name: str) -> bool:
    """Whether a person means a file that lies here."""
    return name.lower().endswith((".bib", ".ris")) and "://" not in name


def merge(path: Path, given: Path, status: str, say: Callable[[str], None]) -> None:
    """Add to a bibliography what another file lists and it has not; the command ends where that cannot be done.

    Args:
        path: the bibliography, which need not be there yet.
        given: the other file, of BibTeX, BibLaTeX or RIS.
        status: of each work that is added and says none.
        say: is told what was added and what was there already.
    """
    if not given.is_file():
        raise Exit(f"{given}: there is no such file", code=2)
    file, theirs = TextFile.read(path), _listed(given, say)
    known = known_in(file)
    merging = _Merging(file.text, known, status)
    for resource in theirs.resources:
        merging.add(resource)
    read = analytics.parse_bibliography(merging.text, str(path))
    _check(known, read, path)
    if merging.keys:
        file.replace(merging.text)
    for key in merging.keys[:_TOLD]:
        one = read.cited(key)
        assert one is not None
        version = "" if one.key == key else f" as a version of {one.key}"
        say(f"{key}: “{analytics.printable(one.title)}” was added{version}: {path}:{read.line_of_key(key)}")
    if len(merging.keys) > _TOLD:
        say(f"and {len(merging.keys) - _TOLD:,} more")
    say(f"{len(merging.keys):,} added to {path}, {merging.there:,} there already.")


def known_in(file: TextFile) -> analytics.Bibliography:
    """What a bibliography lists; the command ends where a part of it cannot be read."""
    known = analytics.parse_bibliography(file.text, str(file.path))
    if known.problems:
        raise Exit("\n".join([*map(str, known.problems), "Nothing was written."]), code=1)
    return known


def _listed(given: Path, say: Callable[[str], None]) -> analytics.Bibliography:
    """What a file lists; what cannot be read of it is told, and the rest taken."""
    text = TextFile.read(given).text
    if given.suffix.lower() == ".ris":
        text = analytics.bibtex_of_ris(text)
    found = analytics.parse_bibliography(text, str(given))
    for problem in found.problems:
        say(f"left out: {problem}")
    if not found.resources:
        raise Exit(f"{given}: lists nothing that can be read", code=1)
    return found


class _Merging:
    """A bibliography that comes to have more entries.

    Attributes:
        text: of the file, by now.
        keys: of the entries that were added.
        there: how many works tell nothing new.
    """

    def __init__(self, text: str, known: analytics.Bibliography, status: str) -> None:
        self.text, self._status = text, status
        self.keys: list[str] = []
        self.there = 0
        self._works = analytics.Works()
        self._known = {one.key: one for one in known.resources}
        self._taken = set(known.keys)
        self._by_key = {key: one for key in known.keys if (one := known.cited(key))}
        for one in known.resources:
            self._works.add(one, one.key)

    def add(self, resource: analytics.Resource) -> None:
        """Add the entries of a work that tell something new of it."""
        same = self._works.same_as(resource, self._known)
        if same is None and (mine := self._by_key.get(resource.key)) and mine.title == resource.title:
            same = mine.key
        versions = set() if same is None else set(map(analytics.is_preprint, self._known[same].entries))
        entries = [entry for entry in resource.entries if analytics.is_preprint(entry) not in versions]
        self.there += not entries
        for entry in entries:
            key = self._free_key(replace(resource, key=entry.key))
            written = entry.written
            if same is None and entry is resource.entries[0] and "status" not in entry.fields:
                written = (*written, ("status", self._status))
            named = replace(entry, key=key, written=written)
            self.text = analytics.with_entry(self.text, replace(resource, key=key, entries=(named,)))
            self.keys.append(key)
            self._taken.add(key)
        if same is None and self.keys:
            self._known[resource.key] = resource
            self._works.add(resource, resource.key)

    def _free_key(self, resource: analytics.Resource) -> str:
        """The key of an entry, or another one where that is taken."""
        if resource.key.lower() not in {key.lower() for key in self._taken}:
            return resource.key
        return analytics.citation_key(resource, self._taken)


def _check(known: analytics.Bibliography, read: analytics.Bibliography, path: Path) -> None:
    """See that all is read as it is meant, and that what was there is there."""
    if read.problems or not known.keys <= read.keys:
        lost = ", ".join(sorted(known.keys - read.keys)) or "; ".join(map(str, read.problems))
        raise Exit(
            f"{path}: could not be written so that it is read again as it is meant: {lost}. Nothing was written.",
            code=1,
        )
