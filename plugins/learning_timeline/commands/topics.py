"""A content folder in, a `topics.yaml` to start from out: the topics by which its notes are filed, with how many each has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from .._seam import analytics
from ..core.amounts import amount
from ..reading.dialects.detection import dialect_of
from ..reading.fields import Fields
from ..reading.folder import Folder
from ..reading.folders import folders_of
from ..reading.frontmatter import split

# A topic of fewer notes may as well be part of another one.
FEW = 3


def suggested(content: Path, dialect: str = "") -> Iterator[str]:
    """The lines of a file of topics: each topic that a note has, the largest first, and other names under which it is filed.

    Args:
        content: the content folder.
        dialect: the program of its notes; empty for the one whose files are there.
    """
    said, tags = _said(content, dialect)
    notes = amount(len(said), "note")
    yield f"# Topics of {notes}. `name:` renames one, `aliases:` joins others to it, `parent:` puts it below another."
    yield from _topics(said)
    unsorted = sum(not topic for topic, _ in said)
    have = amount(unsorted, "note has", "notes have")
    telling = ", ".join(f"{_printable(tag)} ({count:,})" for tag, count in tags.most_common(10) if count >= FEW)
    if unsorted and telling:
        yield f"# {have} no folder and no category. Tags that may be topics: {telling}."
    elif unsorted:
        yield f"# {have} no folder, no category and no tag: put them into folders, or write `category:`."


def counted(content: Path, dialect: str = "") -> list[dict[str, object]]:
    """Each topic that a note has, the largest first, with the names by which notes are filed under it.

    Args:
        content: the content folder.
        dialect: as for `suggested`.
    """
    counts, names, _ = _filed(_said(content, dialect)[0])
    return [{"slug": slug, "notes": count, "names": [*names[slug]]} for slug, count in counts.most_common()]


def _said(content: Path, dialect: str) -> tuple[list[tuple[str, str]], Counter[str]]:
    """The topic that each note names or whose folder it is in, and the folder within that; and the tags of all notes."""
    folder = Folder(content, dialect_of(content, dialect))
    said: list[tuple[str, str]] = []
    tags: Counter[str] = Counter()
    for path in folder.names.files.values():
        if path.lower().endswith(analytics.POST_SUFFIXES) and not folder.dialect.left_out(path):
            fields = _fields(content / path, path)
            tags.update(fields.texts("tags"))
            around = folders_of(path)
            said.append(
                (fields.topic("category") or (around[0] if around else ""), around[1] if len(around) > 1 else "")
            )
    return said, tags


def _fields(file: Path, path: str) -> Fields:
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    return Fields(path, split(text if not path.lower().endswith(analytics.NOTEBOOK) else ""))


def _filed(
    said: Iterable[tuple[str, str]],
) -> tuple[Counter[str], dict[str, Counter[str]], dict[str, Counter[str]]]:
    """How many notes each topic has, under which names, and in which folders within it."""
    counts: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    below: dict[str, Counter[str]] = {}
    for name, inner in said:
        if name:
            slug = analytics.slugify(name)
            counts[slug] += 1
            names.setdefault(slug, Counter())[name] += 1
            if inner:
                below.setdefault(slug, Counter())[inner] += 1
    return counts, names, below


def _topics(said: Iterable[tuple[str, str]]) -> Iterator[str]:
    counts, names, below = _filed(said)
    taken = {*counts}
    for slug, count in counts.most_common():
        (name, _), *others = names[slug].most_common()
        yield f"{slug}:  # {amount(count, 'note')}"
        yield f"  name: {_quoted(name[:1].upper() + name[1:])}"
        if others:
            yield f"  aliases: [{', '.join(_quoted(other) for other, _ in others)}]"
        for inner, number in below.get(slug, Counter()).most_common():
            # As a build takes them; twins of a name are told apart by their owner.
            own = analytics.slugify(inner)
            if FEW <= number < count and own not in taken:
                taken.add(own)
                yield f"{own}:  # {number:,} of them"
                yield f"  name: {_quoted(inner[:1].upper() + inner[1:])}"
                yield f"  parent: {slug}"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _quoted(text: str) -> str:
    escaped = _printable(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
