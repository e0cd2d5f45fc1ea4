"""What a long test has tried, kept as it goes, so that one that is interrupted goes on where it stopped.

With `TORTURE_LOG=FOLDER`, each place that held is a line of a file there. It counts as long as the code is the same: a change of
what builds a site, of these tests, or of an installed library begins anew.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import sys
import traceback
from collections import Counter
from importlib.metadata import distributions
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CODE = ("analytics", "plugins", "theme", "pelicanconf.py", "tests/builders", "tests/building", "tests/fuzz")
_BITS = 32


def places(kind: str, points: int, number: int) -> list[int]:
    """Each of so many places, or some that are spread over all; always the same ones, and those of a smaller test first."""
    random = Random(kind)
    first = random.randrange(max(number, 1))
    spread = sorted(range(number), key=lambda place: f"{place:0{_BITS}b}"[::-1])
    return [(place + first) % number for place in spread[:points]]


def each(what: str, chosen: Sequence[int], attempt: Callable[[int], str]) -> Counter[str]:
    """Try places that were not tried before, and count how all of them ended.

    Args:
        what: a name for it.
        chosen: the places.
        attempt: tries one; says how it ended, or raises AssertionError. The others are tried nevertheless.
    """
    known, failed = _known(what), []
    for place in chosen:
        if place in known:
            continue
        try:
            ended = attempt(place)
        except AssertionError:
            failed.append(f"{what}, place {place}: {traceback.format_exc()}")
            _keep(what, f"FAILED {failed[-1]}\n")
        else:
            known[place] = ended
            _keep(what, f"{place}\t{ended}\n")
    assert not failed, "\n".join(failed)
    return Counter(known[place] for place in chosen)


def _known(what: str) -> dict[int, str]:
    file = _file(what)
    if file is None or not file.exists():
        return {}
    return {int(place): ended for place, ended in re.findall(r"^(\d+)\t(.+)$", file.read_text("utf-8"), re.MULTILINE)}


def _keep(what: str, line: str) -> None:
    if file := _file(what):
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as log:
            log.write(line)


def _file(what: str) -> Path | None:
    folder = os.environ.get("TORTURE_LOG")
    return Path(folder, code(), re.sub(r"\W+", "-", what) + ".tsv") if folder else None


@functools.cache
def code() -> str:
    """A name for what is tested, in the state that it has."""
    digest = hashlib.sha256(sys.version.encode())
    for installed in sorted(f"{one.metadata['Name']} {one.version}" for one in distributions()):
        digest.update(installed.encode())
    for name in _CODE:
        top = ROOT / name
        for file in sorted([top] if top.is_file() else top.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
