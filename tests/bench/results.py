"""What a bench measured: figures of one process tree, a table for people, and JSON that is kept for each commit."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

LIBRARIES = ("pelican", "pandas", "numpy", "plotly", "GitPython", "pyromark", "pygments")


class Measured(NamedTuple):
    """CPU and wall seconds, and the largest resident set of one process in MB."""

    cpu: float
    wall: float
    megabytes: float


def measured(command: Sequence[str | Path], folder: Path) -> Measured:
    """Run a command to its end.

    Raises:
        RuntimeError: it failed.
    """
    began = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        msg = f"{command[0]} ended with {process.returncode}: {said.decode(errors='replace')[-2000:]}"
        raise RuntimeError(msg)
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return Measured(used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / unit)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table; the first is its head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |" for row in rows]
    lines.insert(1, f"|{'|'.join('-' * (width + 2) for width in widths)}|")
    return "\n".join(lines)


def save(name: str, figures: object) -> Path:
    """Keep the figures of a bench for the commit that is checked out, with the machine that they are of."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short=10", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    file = ROOT / "docs" / "bench" / f"{commit}.json"
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"commit": commit, "machine": _machine()}
    kept[name] = figures
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
