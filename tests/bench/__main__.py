"""Run the benches and print their tables: `python -m tests.bench --help`, or `invoke bench`."""

from __future__ import annotations

import argparse
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import build, growth, hand, load, mining, phases, reload, timeline_page
from tests.bench.results import Size, save, table
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.results import Row

BENCHES: dict[str, tuple[str, Callable[[Size, Path | None], Sequence[Row]]]] = {
    "build": ("Building the whole site, and again", build.run),
    "phases": ("Where the time of a build goes", phases.run),
    "mining": ("Reading the repository's history", mining.run),
    "page": ("The timeline page in a browser", timeline_page.run),
    "hand": ("The timeline page under a slow hand", hand.run),
    "reload": ("From a save to the page, while a journal is served", reload.run),
    "load": ("Journals that are very large in one respect", load.run),
    "growth": ("How the work grows with the number of posts", growth.run),
}


def main() -> None:
    """Measure what was asked for, in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=BENCHES, action="append", help="one bench; may be repeated")
    for one in fields(Size):
        parser.add_argument(f"--{one.name}", type=int, default=one.default)
    parser.add_argument("--save", action="store_true", help="keep the figures in docs/bench/, for this commit")
    parser.add_argument("--folder", type=Path, help="where to work (default: where temporary files go)")
    asked = parser.parse_args()
    size = Size(*(getattr(asked, one.name) for one in fields(Size)))
    results: dict[str, Sequence[Row]] = {}
    for name in asked.only or BENCHES:
        title, run = BENCHES[name]
        print(f"── {title}", flush=True)
        results[name] = run(size, asked.folder)
        print(f"\n{table(results[name])}\n", flush=True)
        if asked.save:  # after each, as the next may take long
            print(f"Kept in {save(size, results).relative_to(ROOT)}", flush=True)


if __name__ == "__main__":
    main()
