"""Give bytes to one parser until a number of runs is reached, and end at the first exception that it does not promise.

    python -m tests.fuzz TARGET [--runs N] [--found PREFIX]

The bytes come from libFuzzer, which follows what the parser does with them and changes those that lead to something
new. It begins with the bad and odd files of the other tests and the journal's own posts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

if TYPE_CHECKING:
    from collections.abc import Callable

# Of the processor, for one text, where none of them needs a tenth; a machine that is busy takes longer by the clock.
SECONDS = 5


def timed(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The same target, which fails where a text takes too long."""

    def run(data: bytes) -> None:
        began = time.process_time()
        target(data)
        if (took := time.process_time() - began) > SECONDS:
            raise TimeoutError(f"{took:.1f} seconds")

    return run


if __name__ == "__main__":
    with atheris.instrument_imports(include=["analytics", "learning_timeline"]):
        from tests.fuzz.seeds import seeds
        from tests.fuzz.targets import TARGETS

    arguments = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.splitlines()[0])
    arguments.add_argument("target", choices=TARGETS)
    arguments.add_argument("--runs", type=int, default=1_000_000, help="how many (default: a million)")
    arguments.add_argument("--found", default="crash-", help="what the file begins with that holds what was found")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="learning-timeline-") as place:
        for number, seed in enumerate(seeds(asked.target)):
            Path(place, f"{number:03}").write_bytes(seed)
        # The same runs each time; a text of some size, since what is nested deeply needs it; what never ends is stopped.
        flags = [f"-runs={asked.runs}", "-seed=1", "-max_len=2000", "-timeout=600", "-print_final_stats=1"]
        flags += [f"-artifact_prefix={asked.found}", "-rss_limit_mb=4096"]
        atheris.Setup([sys.argv[0], *flags, place], timed(TARGETS[asked.target]))
        atheris.Fuzz()
