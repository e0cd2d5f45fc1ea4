"""Build a site in one process, and print as JSON how often its work was done: counts that a busy machine does not change.

    python -m tests.bench.counts FOLDER [--calls]

The posts are in `FOLDER/content`; the site and the cache are beside them, and used again if they are there. What is counted:

- `renders`: pages made from templates;
- `comparisons`: of articles, topics, tags and authors with each other, which stock Pelican does with the square of their number;
- `bytes hashed`: by BLAKE2 and SHA-256, in keys, checksums and addresses;
- `files written` and `folders made` below the folder; `files linked` or moved there;
- with `--calls` also `calls`: all functions, those of libraries included, and `own calls`: the project's own alone, which
  do not depend on the versions of Python and of libraries.
"""

from __future__ import annotations

import cProfile
import hashlib
import json
import os
import pstats
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Template
from pelican import Pelican
from pelican.contents import Content
from pelican.settings import read_settings
from pelican.urlwrappers import URLWrapper

from tests.bench.journals import FIRST, YEARS
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

_OWN = tuple(str(ROOT / folder) for folder in ("plugins", "analytics", "theme"))
# Python 3.12 makes no function of these any more.
_COMPREHENSIONS = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>"})
# Python's own events, by what they come to.
_MADE = {
    "open": "files written",
    "os.mkdir": "folders made",
    "os.link": "files linked",
    "os.rename": "files linked",
}


def counted(folder: Path, *, with_calls: bool) -> Counter[str]:
    """Build the posts of a folder and count."""
    counts: Counter[str] = Counter()
    for algorithm in ("blake2b", "sha256"):
        # Before the plugin is loaded, whose modules take it by name.
        setattr(hashlib, algorithm, _counting_hash(getattr(hashlib, algorithm), counts))
    places = {"PATH": "content", "OUTPUT_PATH": "output", "CACHE_PATH": "cache"}
    settings = {name: str(folder / place) for name, place in places.items()}
    settings["LEARNING_TIMELINE_TODAY"] = f"{FIRST.year + YEARS}-01-01"
    pelican = Pelican(dict(read_settings(str(ROOT / "pelicanconf.py"), override=settings)))
    from learning_timeline import generator, receivers  # noqa: F401 - loaded now, so that loading them is not counted
    from learning_timeline.building import forks, site_folder
    from learning_timeline.reading.worker import Worker

    # In this process, so that all that others would do is counted as well.
    forks.processes = lambda _: 1
    # How many folders are made in a build's last moments depends on how busy the machine is.
    site_folder.RACY_NS = 0  # type: ignore[attr-defined]
    Worker.expect = lambda _worker, _paths: None  # type: ignore[method-assign]
    Worker.read = lambda worker, path: worker._reader.read(path)  # type: ignore[method-assign]
    _count_calls_of(Template, "render", "renders", counts)
    for kind in (Content, URLWrapper):
        for method in ("__eq__", "__lt__"):
            # Also where Python compares by identity: then it is asked to here, and counted.
            _count_calls_of(kind, method, "comparisons", counts)
    _count_files(folder, counts)
    if not with_calls:
        pelican.run()
        return counts
    profile = cProfile.Profile()
    profile.runcall(pelican.run)
    of_functions: dict[tuple[str, int, str], tuple[int, int]] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    for (file, _, name), (_, calls, *_) in of_functions.items():
        counts["calls"] += calls
        counts["own calls"] += calls if file.startswith(_OWN) and name not in _COMPREHENSIONS else 0
    return counts


def _count_calls_of(kind: type, method: str, name: str, counts: Counter[str]) -> None:
    function = getattr(kind, method)

    def count(*arguments: Any, **named: Any) -> Any:
        counts[name] += 1
        return function(*arguments, **named)

    setattr(kind, method, count)


def _count_files(folder: Path, counts: Counter[str]) -> None:
    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _MADE and str(arguments[0]).startswith(f"{folder}/"):
            is_written = event != "open" or arguments[2] & (os.O_WRONLY | os.O_RDWR)
            counts[_MADE[event]] += 1 if is_written else 0

    sys.addaudithook(note)


def _counting_hash(algorithm: Callable[..., Any], counts: Counter[str]) -> type:
    class Counting:
        """A hash that counts what it is given."""

        def __init__(self, data: bytes = b"", **options: Any) -> None:
            counts["bytes hashed"] += len(data)
            self._hash = algorithm(data, **options)

        def update(self, data: bytes) -> None:
            counts["bytes hashed"] += len(data)
            self._hash.update(data)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._hash, name)

    return Counting


if __name__ == "__main__":
    place, *asked = sys.argv[1:]
    print(json.dumps(counted(Path(place), with_calls="--calls" in asked)))
