"""What a build does, counted and held to the committed figures, so that no feature makes it slower unseen.

    python -m tests.bench.gate                      # what has changed since
    python -m tests.bench.gate --update "why"       # the figures of this version, with the reason why they are others

The figures are those of `docs/bench/counts.toml`. Each is of one build in one process: a whole one of so many posts, and the next
one after one new post. None depends on how busy the machine is. A test fails where one grows by more than `TOLERANCE`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench.build import ours
from tests.bench.journals import posts
from tests.builders.site import ROOT

FIGURES = ROOT / "docs" / "bench" / "counts.toml"
TOLERANCE = 0.03
# Posts, and of how many topics.
SIZES = {200: 20, 2_000: 200}
STRACE = shutil.which("strace")
# What all calls together depend on; of the other counts none does.
LIBRARIES = ("pelican", "jinja2", "pandas", "numpy", "pygments", "pyromark")
OF_VERSIONS = "calls"
FILE_CALLS = "file calls"

Counts = dict[str, int]


def measure(number: int, *, with_calls: bool) -> dict[str, Counts]:
    """Build a journal of so many posts, and again with one more, each in a process of its own.

    Args:
        number: of posts.
        with_calls: whether functions are counted, which takes twice as long; else it is what is asked of the file system, where
            there is strace.

    Returns:
        The counts of each build, by its name.
    """
    *first, new = posts(number + 1, SIZES[number])
    with tempfile.TemporaryDirectory() as temporary:
        journal = ours(Path(temporary).resolve(), date="2026-01-01T00:00:00Z")
        found = {}
        for name, some in ((f"{number:,} posts, whole", first), (f"{number:,} posts, one new", [new])):
            journal.write(some)
            # Let the times of files grow old enough to be told apart, as they are when a person comes back to write.
            time.sleep(2.1)
            found[name] = _counts(journal.folder, with_calls=with_calls)
        return found


def _counts(folder: Path, *, with_calls: bool) -> Counts:
    command = [sys.executable, "-m", "tests.bench.counts", str(folder), *(["--calls"] if with_calls else [])]
    trace = folder / "strace"
    if STRACE and not with_calls:
        command = [STRACE, "-f", "--seccomp-bpf", "-qq", "-e", "trace=%file", "-o", str(trace), *command]
    # In the same order in every process, so that the same is compared and hashed.
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    counts: Counts = json.loads(done.stdout.splitlines()[-1])
    if trace.exists():
        lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
        counts[FILE_CALLS] = sum(str(folder) in line for line in lines)
    return counts


def read() -> dict[str, Any]:
    """The committed figures: by the name of the build, with `versions` and `changes`."""
    return tomllib.loads(FIGURES.read_text(encoding="utf-8"))


def grown(found: dict[str, Counts], kept: dict[str, Any]) -> list[str]:
    """What has grown by more than it may, each with its figures.

    >>> grown({"a": {"renders": 104, "files": 10}}, {"a": {"renders": 100, "files": 10}, "versions": {}})
    ['a: renders were 100 and are 104 (+4.0 %)']
    """
    is_comparable = kept["versions"] == versions()
    return [
        f"{build}: {name} were {before:,} and are {counts[name]:,} (+{100 * (counts[name] / before - 1):.1f} %)"
        for build, counts in found.items()
        for name, before in kept[build].items()
        if name in counts and counts[name] > before * (1 + TOLERANCE) and (is_comparable or name != OF_VERSIONS)
    ]


def versions() -> dict[str, str]:
    """Of what all calls depend on."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python, **{library: version(library) for library in LIBRARIES}}


def measure_all() -> dict[str, Counts]:
    """All counts of all builds."""
    found: dict[str, Counts] = {}
    for number in SIZES:
        for with_calls in (False, True):
            print(f"Counting what is done for {number:,} posts{' by calls' if with_calls else ''}", flush=True)
            for build, counts in measure(number, with_calls=with_calls).items():
                found[build] = found.get(build, {}) | counts
    return found


def save(found: dict[str, Counts], why: str) -> None:
    """Keep figures, the reason for them on top of those before."""
    kept = read()["changes"] if FIGURES.exists() else []
    changes = [{"on": f"{datetime.now(UTC):%Y-%m-%d}", "why": why}, *kept]
    lines = [
        "# What one build does, counted (see tests/bench/counts.py). A test fails where a figure grows by more than 3 %.",
        '# Figures are changed by: python -m tests.bench.gate --update "why"',
        "# `calls` holds for these versions alone.",
    ]
    for name, table in {"versions": versions(), **found}.items():
        lines += ["", f"[{json.dumps(name)}]", *(f"{json.dumps(key)} = {_toml(table[key])}" for key in sorted(table))]
    for change in changes:
        lines += ["", "[[changes]]", *(f"{key} = {_toml(value)}" for key, value in change.items())]
    FIGURES.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _toml(value: object) -> str:
    return f"{value:_}" if isinstance(value, int) else json.dumps(value)


def main() -> None:
    """Compare or update the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", metavar="WHY", help="keep these figures, for this reason")
    asked = parser.parse_args()
    found = measure_all()
    for build, counts in found.items():
        before = read().get(build, {}) if FIGURES.exists() else {}
        print(build, *(f"  {name}: {before.get(name, 0):,} -> {counts[name]:,}" for name in sorted(counts)), sep="\n")
    if asked.update:
        save(found, asked.update)
    elif worse := grown(found, read()):
        raise SystemExit("\n".join(worse))


if __name__ == "__main__":
    main()
