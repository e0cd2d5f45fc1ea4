"""An identifier in, an entry of the bibliography out: with what a service knows of the work, and no more.

Nothing is written unless all of it will be read again as it is meant, and the file is still the one that was read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from invoke.exceptions import Exit

from .._seam import analytics
from . import lookup
from .answers import LookupFailed
from .merging import is_file_of_references, known_in, merge
from .text_file import TextFile


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person says of a work that is to be studied.

    Attributes:
        identifier: what it is known by, or a file of BibTeX or RIS that lists works.
        status: one of `analytics.STATUSES`.
        kind: one of `analytics.RESOURCE_KINDS`; nothing if the identifier tells.
        key: in the bibliography; nothing if one is to be made.
    """

    identifier: str
    status: str
    kind: str
    key: str


def add(path: Path, wanted: Wanted, *, offline: bool, say: Callable[[str], None]) -> None:
    """Add a work to a bibliography that has it not, or what a file lists; the command ends where that cannot be done.

    Args:
        path: the file, which need not be there yet.
        wanted: what is added.
        offline: whether no service is asked.
        say: is told what was added, and what is missing still.
    """
    if is_file_of_references(wanted.identifier):
        _check_choice("status", wanted.status, analytics.STATUSES)
        merge(path, Path(wanted.identifier).expanduser(), wanted.status, say)
        return
    name = _name_of(wanted)
    file = TextFile.read(path)
    known = known_in(file)
    if _is_there(file, known, (name,), say):
        return
    _check_new(name, wanted.key, known)
    found, why = looked_up(known.resolve(name), offline=offline)
    # What is known by one name may be there by another, which only the service tells.
    if not _is_there(file, known, found.identifiers, say):
        new = _as_wanted(found, wanted, known)
        place = _write(file, known, new)
        say(f"{new.key}: “{new.title}” was added: {place}")
        _tell_missing(new, why, say)


def looked_up(found: analytics.Resource, *, offline: bool) -> tuple[analytics.Resource, str]:
    """What services know of a resource, or the resource as it was, and why no more is known."""
    if offline:
        return found, "no service was asked"
    try:
        return lookup.look_up(found), ""
    except LookupFailed as failure:
        return found, str(failure)


def _name_of(wanted: Wanted) -> analytics.Identifier:
    _check_choice("status", wanted.status, analytics.STATUSES)
    _check_choice("kind", wanted.kind, ("", *analytics.RESOURCE_KINDS))
    try:
        return analytics.parse_identifier(wanted.identifier)
    except ValueError as error:
        raise Exit(str(error), code=2) from None


def _check_choice(flag: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise Exit(f"--{flag} {value}: use one of {', '.join(filter(None, allowed))}", code=2)


def _is_there(
    file: TextFile,
    known: analytics.Bibliography,
    names: Sequence[analytics.Identifier],
    say: Callable[[str], None],
) -> bool:
    """Whether a work is in the bibliography by one of its names; says where."""
    there = next((found for name in names if (found := known.find(name))), None)
    if there is None:
        return False
    place = f"{file.path}:{known.line_of(there)}"
    say(f"{there.key}: “{analytics.printable(there.title)}” is there already: {place}. Nothing was written.")
    return True


def _check_new(name: analytics.Identifier, key: str, known: analytics.Bibliography) -> None:
    """See that a work can be added by its name, under a key if one is given."""
    if name.scheme == "key":
        raise Exit(f"{name}: no work has this key: name the work by arxiv:, doi:, isbn: or a web address", code=2)
    if key:
        _check_key(key, known)


def _check_key(key: str, known: analytics.Bibliography) -> None:
    try:
        name = analytics.parse_identifier(key)
    except ValueError:
        name = None
    if name is None or name.scheme != "key" or not key.isprintable():
        raise Exit(
            f"--key {key!r}: that is not a key: use letters, digits and hyphens, as in vaswani2017attention", code=2
        )
    if (there := known.find(name)) is not None:
        raise Exit(f"--key {key}: line {known.line_of(there)} has that key: choose another one", code=2)


def _as_wanted(found: analytics.Resource, wanted: Wanted, known: analytics.Bibliography) -> analytics.Resource:
    """A resource with the key, the kind and the status that it is to have."""
    taken = {one.value for resource in known.resources for one in resource.identifiers if one.scheme == "key"}
    return replace(
        found,
        key=wanted.key or analytics.citation_key(found, taken),
        kind=wanted.kind or found.kind,
        status=wanted.status,  # type: ignore[arg-type] # `_name_of` has checked it
    )


def _write(file: TextFile, known: analytics.Bibliography, new: analytics.Resource) -> str:
    """Write an entry, if it will be read as it is meant; the file and the line where it begins."""
    text = analytics.with_entry(file.text, new)
    read = analytics.parse_bibliography(text, str(file.path))
    added = read.find(new.identifiers[0])
    if (
        read.problems
        or added is None
        or {one for one in read.resources if one.key != added.key} != set(known.resources)
        or added.title != new.title
    ):
        raise Exit(
            f"{file.path}: this entry would not be read as it is meant: fix it, and add it by hand:\n"
            f"{analytics.bibtex_entry(new)}",
            code=1,
        )
    file.replace(text)
    return f"{file.path}:{read.line_of(added)}"


def _tell_missing(found: analytics.Resource, why: str, say: Callable[[str], None]) -> None:
    missing = _missing(found)
    if missing:
        because = f" ({why})" if why else ""
        say(f"Still missing{because}: {', '.join(missing)}. Write it into the entry, a line each:")
        say("\n".join(f"  {line}" for line in missing.values()))


def _missing(found: analytics.Resource) -> dict[str, str]:
    """What a reader would miss of a resource, and how it is written into its entry."""
    schemes = {name.scheme for name in found.identifiers}
    fields = {}
    if not found.has_title:
        fields["title"] = "title = {A Title},"
    if not found.authors:
        fields["authors"] = "author = {Family, Given and Family, Given},"
    if found.published_on is None:
        fields["year"] = "year = {2017},"
    if not found.venue and "isbn" in schemes:
        fields["publisher"] = "publisher = {A Publisher},"
    elif not found.venue and "doi" in schemes:
        fields["journal"] = "journal = {A Journal},"
    return fields
