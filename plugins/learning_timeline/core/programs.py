"""Which programs and libraries are installed, as far as they decide what a site is."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.metadata import version as version_of

# The extended one also knows where Chinese and Japanese words end.
PAGEFIND = ("pagefind_bin_extended", "pagefind_bin")


# What a page is made with; all that these need comes along. A test holds what a build loads against it.
LIBRARIES = (
    "bibtexparser",
    "cbor2",
    "charset-normalizer",
    "emoji",
    "feedgenerator",
    "filelock",
    "gitpython",
    "imagesize",
    "jinja2",
    "markdown",
    "markupsafe",
    "math-core",
    "nbformat",
    "nh3",
    "numpy",
    "pandas",
    "pelican",
    "pillow",
    "plotly",
    "pygments",
    "pylatexenc",
    "pyromark",
    "python-stdnum",
    "pyyaml",
    "selectolax",
    "tzdata",
)
# A line of a head that goes on in the next.
_FOLDED = re.compile(r"\n[ \t]+")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def pagefind_version() -> str:
    """Which Pagefind is there; empty if there is none."""
    for package in PAGEFIND:
        try:
            return f"{package} {version_of(package)} {version_of('cbor2')}"
        except PackageNotFoundError:
            continue
    return ""


@cache
def versions() -> tuple[str, ...]:
    """Python and each library that makes pages, with its version, and what these need in turn.

    Computed once, as a process goes on with the libraries that it has loaded.
    """
    found: dict[str, str] = {}
    wanted = [*LIBRARIES]
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        try:
            installed = distribution(name)
        except PackageNotFoundError:  # an extra that nobody asked for, or of another platform
            found[name] = ""
            continue
        found[name], requires = _said_of(installed)
        needed = (one.partition(";") for one in requires)
        wanted += [
            canonical(match[0]) for one, _, when in needed if "extra" not in when and (match := _NAME.match(one))
        ]
    return (sys.version, *(f"{name} {version}" for name, version in sorted(found.items()) if version))


def _said_of(installed: Distribution) -> tuple[str, Sequence[str]]:
    """Which version of a distribution is installed, and what it needs, as the head of its metadata says."""
    # Python's own parser of messages takes four times as long.
    head, _, _ = (installed.read_text("METADATA") or "").partition("\n\n")
    fields = [line.partition(": ") for line in _FOLDED.sub(" ", head).split("\n")]
    versions = [value for name, _, value in fields if name == "Version"]
    if len(versions) != 1:  # of another kind
        return installed.version, installed.requires or ()
    return versions[0].strip(), [value for name, _, value in fields if name == "Requires-Dist"]


def canonical(name: str) -> str:
    """The name of a distribution, as an index has it (https://packaging.python.org/en/latest/specifications/name-normalization/).

    >>> canonical("Markup_Safe")
    'markup-safe'
    """
    return re.sub(r"[-_.]+", "-", name).lower()
