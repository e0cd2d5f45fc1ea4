"""Give bytes to parsers until a number of runs or of seconds is reached, and end at the first exception that one does not promise.

    python -m tests.fuzz TARGET... [--runs N] [--seconds N] [--seed N] [--found PREFIX]

The bytes come from libFuzzer, which follows what the parser does with them and changes those that lead to something
new. It begins with the bad and odd files of the other tests and the journal's own posts.
"""

from __future__ import annotations

import argparse
import os
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


def fuzzed(target: str, asked: argparse.Namespace) -> int:
    """Fuzz one parser in a process of its own; with its exit code."""
    with tempfile.TemporaryDirectory(prefix="learning-timeline-") as place:
        for number, seed in enumerate(seeds(target)):
            Path(place, f"{number:03}").write_bytes(seed)
        # A text of some size, since what is nested deeply needs it; what never ends is stopped.
        flags = [f"-runs={asked.runs}", f"-max_total_time={asked.seconds}", f"-seed={asked.seed}", "-max_len=2000"]
        flags += ["-timeout=600", "-print_final_stats=1", f"-artifact_prefix={asked.found}", "-rss_limit_mb=4096"]
        if process := os.fork():
            return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        sys.stderr.write(f"Target: {target}\n")
        atheris.Setup([sys.argv[0], *flags, place], timed(TARGETS[target]))
        atheris.Fuzz()
        os._exit(0)


if __name__ == "__main__":
    with atheris.instrument_imports(include=["analytics", "learning_timeline"]):
        from tests.fuzz.seeds import seeds
        from tests.fuzz.targets import TARGETS

    arguments = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.splitlines()[0])
    arguments.add_argument("targets", nargs="+", choices=TARGETS, metavar="TARGET", help=", ".join(TARGETS))
    arguments.add_argument("--runs", type=int, default=1_000_000, help="how many of each (default: a million)")
    arguments.add_argument("--seconds", type=int, default=0, help="of each at most (default: no limit)")
    arguments.add_argument("--seed", type=int, default=1, help="the same one gives the same runs (default: 1)")
    arguments.add_argument("--found", default="crash-", help="what the file begins with that holds what was found")
    asked = arguments.parse_args()
    # A process each, since libFuzzer ends the one that it is in; what is instrumented once is so in all of them.
    failed = [target for target in asked.targets if fuzzed(target, asked)]
    sys.exit(f"Failed: {', '.join(failed)}" if failed else 0)
