"""What an archive holds in, the page for a person who finds it out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from platform import machine, python_version

_HANDOVER = """\
# {name}

You have found the archive of a journal: dated notes about what was learned, saved {commits} between {first} and {last}, with
the website made of them and the programs that make it. It was packed at the state of {last} (git commit {head}).

Nothing in here needs the internet, and nothing in here runs by itself.

## To read it, without any tools

- `data/site/index.html`: open it with any web browser. It is the journal as people saw it. Pages are plain HTML; what
  scripts add is extra.
- `data/journal/content/posts/`: the notes as their author wrote them, as plain text (UTF-8, in Markdown). Any text editor
  shows them. The lines between `---` at the top say title, day and topic.
- `data/tables/`: the journal's numbers as tables (CSV, JSON); `datapackage.json` says what each column is.

## What each folder is

| folder | what it is |
|---|---|
| `data/journal/` | all files of the journal at its last state: the notes, and the programs that make the site |
| `data/source/` | the same with every earlier version: a git repository, in files called bundles |
| `data/site/` | the finished website |
| `data/tables/` | the numbers behind it |
| `data/licences/` | what may be done with each part: `README.txt` first |
| `data/wheels/` | the packages of Python that the programs need{wheels} |
| `manifest-sha512.txt` and the like | checksums of all files: this folder is a "bag" (BagIt 1.0, RFC 8493) |

## To see that nothing is damaged

{check}

says nothing where all is well.{validators}
{renamed}
## To build the site again, without a network

You need Python {python} on {machine} (for others, see below), and git, which tells when each note was written.

{rebuild}

The new site is in `rebuilt/site/`. With these packages it is that of `data/site/`, to the last byte.

With a later Python, or on another kind of machine, the packages in `data/wheels/` may not run. Their names and versions are
in `data/wheels/requirements.txt`; where an archive of Python's packages still exists, it has those versions or later ones. The
notes, the site and the tables need none of that.

## To go on writing

`data/source/README.txt` says how to have the git repository again, with git alone; `rebuilt/journal` above is the
same. Its `README.md` says how the journal is written and published.

## Licences

{licences}
"""
_CHECK = """\
    sha512sum --check --quiet manifest-sha512.txt"""
# `sha512sum` takes a name as it is, where a manifest has % and the ends of lines in another form.
_CHECK_ODD_NAMES = """\
    python3 -c 'import hashlib, urllib.parse
    for line in open("manifest-sha512.txt", encoding="utf-8"):
        digest, name = line.rstrip("\\n").split("  ", 1)
        with open(urllib.parse.unquote(name), "rb") as file:
            if hashlib.sha512(file.read()).hexdigest() != digest: print("damaged:", name)'"""
_RENAMED = """
Names that are not UTF-8 cannot stand in the list of checksums. These files lie here under names in which each byte that could
not be read is `=` and two digits; `data/source/` has them under their own:

{names}
"""
_REBUILD = """\
    python3 -m venv rebuilt/venv
    rebuilt/venv/bin/python -m pip install --no-index --find-links data/wheels --requirement data/wheels/requirements.txt
{clone}
    rebuilt/venv/bin/python -m pelican rebuilt/journal/content --settings rebuilt/journal/pelicanconf.py --output rebuilt/site \\
        --extra-settings LEARNING_TIMELINE_TODAY='"{day}"'"""


_OTHERS = "The packages in `data/wheels/` have licences of their own: `data/licences/README.txt` lists them."
_VALIDATORS = " So does any program that validates bags, such as `bagit.py --validate .`"


@dataclass(frozen=True, slots=True)
class Said:
    """What the page tells of.

    Attributes:
        name: of the journal.
        head: id of the last commit.
        commits: how many there are.
        first: day of the first one.
        last: day of the last one.
        has_wheels: whether the packages of Python are there.
        licence: text of the journal's licence; empty if it has none.
        bundles: names of the files that hold the repository.
        renamed: files that are there under other names than their own.
        has_odd_names: whether a name is in the manifest in another form than it has.
    """

    name: str
    head: str
    commits: int
    first: str
    last: str
    has_wheels: bool
    licence: str
    bundles: Sequence[str]
    renamed: Sequence[str]
    has_odd_names: bool


def handover(said: Said) -> str:
    """The page, in Markdown."""
    first, *more = said.bundles
    clone = [f"git clone data/source/{first} rebuilt/journal"]
    clone += [f"git -C rebuilt/journal pull --ff-only ../../data/source/{one} main" for one in more]
    licence = said.licence.partition("\n\n")[0] or "Nothing: ask its author."
    quoted = "\n".join(f"> {line}" for line in licence.splitlines())
    names = "\n".join(f"- `{one}`" for one in said.renamed)
    return _HANDOVER.format(
        name=said.name,
        commits="once" if said.commits == 1 else f"{said.commits:,} times",
        first=said.first,
        last=said.last,
        head=said.head[:10],
        check=_CHECK_ODD_NAMES if said.has_odd_names else _CHECK,
        validators="" if said.has_odd_names else _VALIDATORS,
        renamed=_RENAMED.format(names=names) if names else "",
        wheels="" if said.has_wheels else " (left out of this archive)",
        python=".".join(python_version().split(".")[:2]),
        machine=f"{sys.platform} ({machine()})",
        rebuild=_REBUILD.format(day=said.last, clone="\n".join(f"    {one}" for one in clone)),
        licences=f"`data/licences/LICENSE` says:\n\n{quoted}\n\n{_OTHERS}",
    )
