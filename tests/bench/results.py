"""What a bench measured: figures of one process tree, a table for people, and JSON that is kept for each commit."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LIBRARIES = ("pelican", "pandas", "numpy", "plotly", "GitPython", "pyromark", "pygments")

# A line of a table: text or a number for each of its columns, and None where a contender has none.
Row = dict[str, str | float | None]


@dataclass(frozen=True)
class Size:
    """Of the journal that is measured on, and how often each contender takes its turn."""

    posts: int = 20_000
    topics: int = 200
    years: int = 50
    commits: int = 100_000
    runs: int = 3


class Measured(NamedTuple):
    """CPU and wall seconds of a process tree, and the largest resident set of one process of it in MB."""

    cpu: float
    wall: float
    megabytes: float


def measured(command: Sequence[str | Path], folder: Path) -> Measured:
    """Run a command to its end.

    Raises:
        RuntimeError: it failed.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)), cwd=folder, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {said.decode(errors='replace')[-2000:]}")
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return Measured(used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / unit)


def output_of(command: Sequence[str | Path], folder: Path, variables: Mapping[str, str]) -> str:
    """What a command says, run to its end.

    Raises:
        RuntimeError: it failed.
    """
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env=_environment() | variables, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout


def _environment() -> dict[str, str]:
    """That of a command: Python keeps what it compiles, as it does where people write."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def table(rows: Sequence[Row]) -> str:
    """Rows as a Markdown table, with numbers to three digits or so.

    >>> print(table([{"by": "us", "s": 1234.5, "of": 0.52}, {"by": "them", "s": 2.349}]))
    | by   | s     | of    |
    |------|-------|-------|
    | us   | 1,234 | 0.520 |
    | them | 2.35  |       |
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names, *([_cell(row.get(name)) for name in names] for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(names))]
    lines = [f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |" for line in cells]
    lines.insert(1, f"|{'|'.join('-' * (width + 2) for width in widths)}|")
    return "\n".join(lines)


def _cell(value: str | float | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    digits = (
        0 if isinstance(value, int) or abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    )
    return f"{value:,.{digits}f}"


def save(size: Size, results: Mapping[str, Sequence[Row]]) -> Path:
    """Keep the figures of benches for the commit that is checked out, with the machine that they are of."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short=10", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    file = ROOT / "docs" / "bench" / f"{commit}.json"
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"commit": commit}
    kept["machine"] = _machine()
    benches = kept.setdefault("benches", {})
    for name, rows in results.items():
        benches[name] = {"size": vars(size), "rows": rows}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return file


def _machine() -> dict[str, object]:
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cpu": model,
        "cores": os.cpu_count(),
        "memory_mb": round(memory / 1e6),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "versions": {library: version(library) for library in LIBRARIES},
    }


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
