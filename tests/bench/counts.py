"""Build a site, and print as JSON how often its work was done: counts that are the same on every machine.

    python -m tests.bench.counts CONTENT OUTPUT [--calls]

Renders are pages made from templates; comparisons are those of articles, topics, tags and authors with each other, which is
what stock Pelican does with the square of their number. With `--calls` all calls of functions are counted, which takes
three times as long.
"""

from __future__ import annotations

import json
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
    from types import FrameType


def counted(content: Path, output: Path, *, with_calls: bool) -> Counter[str]:
    """Build the posts of a folder and count."""
    counts: Counter[str] = Counter()

    def counting(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def count(*arguments: Any, **named: Any) -> Any:
            counts[name] += 1
            return function(*arguments, **named)

        return count

    Template.render = counting("renders", Template.render)
    for kind in (Content, URLWrapper):
        for method in ("__eq__", "__lt__"):
            # Also where Python compares by identity: then it is asked to here, and counted.
            setattr(kind, method, counting("comparisons", getattr(kind, method)))

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        if event in {"call", "c_call"}:
            counts["calls"] += 1

    given = {"PATH": str(content), "OUTPUT_PATH": str(output), "CACHE_PATH": f"{output}.cache"}
    given["LEARNING_TIMELINE_TODAY"] = f"{FIRST.year + YEARS}-01-01"
    pelican = Pelican(dict(read_settings(str(ROOT / "pelicanconf.py"), override=given)))
    from learning_timeline.building import forks
    from learning_timeline.reading.worker import Worker

    # In this process, so that all that others would do is counted as well.
    forks.processes = lambda _: 1
    Worker.read = lambda worker, path: worker._reader.read(path)  # type: ignore[method-assign]
    if with_calls:
        sys.setprofile(note)
    pelican.run()
    sys.setprofile(None)
    return counts


if __name__ == "__main__":
    content_folder, output_folder, *asked = sys.argv[1:]
    found = counted(Path(content_folder), Path(output_folder), with_calls="--calls" in asked)
    print(json.dumps(found))
