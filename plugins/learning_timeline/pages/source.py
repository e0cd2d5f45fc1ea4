"""A repository in, what a site carries of it out: its source, with what checks it and what tells a person how to use it.

The files are in `/source/`: git bundles, of the published files alone or of all that git holds (drafts, earlier versions, and
the names and addresses of those who committed), as the owner has it; `source.json`, which says what they are put together to;
`SHA256SUMS`, and a `README.txt` for whoever has nothing but the site. `invoke restore` reads them, and so does git alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest, sha256
from typing import TYPE_CHECKING

from ..building.page import File

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .._seam import analytics
    from .journal import Journal


FOLDER = "source/"
SUMS, FACTS, README = "SHA256SUMS", "source.json", "README.txt"
SCHEMA_VERSION = 1
_README = """\
The source of this site
=======================

{what}

 1. Get all files of this folder, and check that they are complete:

        sha256sum --check SHA256SUMS

 2. Put the repository together, in this order:

{commands}

 3. See that it is the one that this site was made of. This command

        git -C journal rev-parse HEAD^{{tree}}

    has to say {tree}

The repository's own README.md says how the site is made of it, and its LICENSE what may be done with it. Who has the
repository already can say instead: python -m learning_timeline restore FOLDER-OF-THE-SITE --into NEW-FOLDER
"""

_WHOLE = """\
The files in this folder are the git repository that this site was made of: texts, images, programs, and all of
their earlier versions. They are whole: nothing but git is needed to have the repository again."""
_PUBLISHED = """\
The files in this folder are what this site was made of, as a git repository of one commit: texts, images and
programs, without what is not published and without earlier versions. Nothing but git is needed to have them again."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """What a page says of the source.

    Attributes:
        url: of its README, from the site's root.
        files: how many bundles there are.
        head, tree: object ids of the commit and of all its files.
    """

    url: str
    files: int
    head: str
    tree: str


def view(source: analytics.Source) -> SourceView:
    """What a page says of a source."""
    return SourceView(FOLDER + README, len(source.parts), source.head, source.tree)


def names(source: analytics.Source) -> list[str]:
    """The file of each part.

    The last part is named by its number as well, since it is the same file with more in it.
    """
    return [f"journal-{number:04}.bundle" for number in range(1, len(source.parts) + 1)]


def facts(source: analytics.Source) -> bytes:
    """`source.json`: what the bundles are put together to."""
    value = {
        "schema_version": SCHEMA_VERSION,
        "head": source.head,
        "tree": source.tree,
        "bundles": [
            {"file": name, "until": part.until, "since": part.since or None}
            for name, part in zip(names(source), source.parts, strict=True)
        ],
    }
    return json.dumps(value, indent=1).encode("ascii") + b"\n"


def readme(source: analytics.Source, *, has_history: bool = True) -> bytes:
    """`README.txt`: how to put the repository together with git alone."""
    first, *rest = names(source)
    commands = [f"git clone {first} journal", *(f"git -C journal pull --ff-only ../{name} main" for name in rest)]
    what = _WHOLE if has_history else _PUBLISHED
    return _README.format(what=what, commands="\n".join(f"        {one}" for one in commands), tree=source.tree).encode(
        "ascii"
    )


def sums(digests: Mapping[str, str]) -> bytes:
    """`SHA256SUMS`, as `sha256sum` writes and checks it; of each file its digest in hexadecimal."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode("ascii")


def small_files(source: analytics.Source, digests: Sequence[str], *, has_history: bool = True) -> dict[str, bytes]:
    """All files but the bundles, by name.

    Args:
        source: the repository.
        digests: SHA-256 of each bundle.
        has_history: whether it holds all that was ever committed, and not the published files alone.
    """
    made = {FACTS: facts(source), README: readme(source, has_history=has_history)}
    known = dict(zip(names(source), digests, strict=True))
    return made | {SUMS: sums(known | {name: sha256(data).hexdigest() for name, data in made.items()})}


def files(journal: Journal) -> Iterator[File]:
    """`/source/`, where the site carries it."""
    source = journal.source
    if source is None:
        return
    paths = [FOLDER + name for name in names(source)]
    for path, part in zip(paths, source.parts, strict=True):
        yield File(path, (part.until, part.since), partial(source.bundle, part))
    digests = []
    for path in paths:
        with journal.place_of(path).open("rb") as bundle:
            digests.append(file_digest(bundle, "sha256").hexdigest())
    has_history = journal.run.settings.source_history == "everything"
    for name, data in small_files(source, digests, has_history=has_history).items():
        yield File(FOLDER + name, data, partial(list, [data]))
