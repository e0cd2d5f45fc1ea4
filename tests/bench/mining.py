"""Compare reading a repository's history with what git itself takes to tell the same: CPU, memory, and the truth.

A journal of so many posts in so many commits, the same in every run, is read from nothing, again with nothing new, and again
after one more commit; in turn with ``git log --raw --numstat -M -c``, which is what any reader has to ask for. How many
files are dated and counted as the journal's own script wrote them is told beside.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from demo.fast_import import run_git
from tests.bench.journals import history
from tests.bench.results import measured
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.journals import Truth
    from tests.bench.results import Row, Size

FLOOR = "git log --raw --numstat -M -c"
WHO = {"GIT_AUTHOR_NAME": "A. Author", "GIT_AUTHOR_EMAIL": "a@journal.example"}
LOOK_EVERY = 0.05


def run(size: Size, folder: Path | None = None) -> list[Row]:
    """What is said in this module's first lines, as rows."""
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        repository, cache = Path(temporary, "journal"), Path(temporary, "cache")
        print(f"Writing {size.commits:,} commits", flush=True)
        truths = history(repository, size.posts, size.commits)
        found: dict[str, list[Row]] = {}
        for turn in range(size.runs):
            print(f"Run {turn + 1} of {size.runs}", flush=True)
            floor = measured(["git", "-C", repository, *FLOOR.split()[1:]], repository)
            found.setdefault(FLOOR, []).append({"CPU s": floor.cpu, "MB, git included": floor.megabytes})
            shutil.rmtree(cache, ignore_errors=True)
            for what in ("from nothing", "nothing new", "nothing new, with frames", "one new commit"):
                if what == "one new commit":
                    _commit(repository, turn)
                mined, megabytes = _mine(repository / "content", cache, with_frames="frames" in what)
                row: Row = {"CPU s": mined["own"] + mined["git"] + mined["frames"], "of it git": mined["git"]}
                row |= {"of it frames": mined["frames"] or None, "MB, git included": megabytes}
                if what == "from nothing":
                    row["right %"] = 100 * _right(truths, mined["files"]) / len(truths)
                found.setdefault(what, []).append(row)
            run_git(repository, "reset", "--quiet", "--hard", "HEAD~1")
    base = median(_number(row, "CPU s") for row in found[FLOOR])
    return [_median(what, rows, base) for what, rows in found.items()]


def _right(truths: Mapping[str, Truth], files: Mapping[str, Any]) -> int:
    return sum(
        files.get(path.removeprefix("content/"))
        == [truth.created.timestamp(), truth.modified.timestamp(), truth.revisions]
        for path, truth in truths.items()
    )


def _commit(repository: Path, turn: int) -> None:
    """A post is edited; later than any other commit."""
    file = min((repository / "content" / "posts").rglob("*.md"))
    file.write_text(f"{file.read_text(encoding='utf-8')}Turn {turn}.\n", encoding="utf-8")
    when = {"GIT_AUTHOR_DATE": "2090-01-01T12:00:00Z", "GIT_COMMITTER_DATE": "2090-01-01T12:00:00Z"}
    committer = {name.replace("AUTHOR", "COMMITTER"): value for name, value in WHO.items()}
    run_git(repository, "commit", "--quiet", "--all", "--message", "One more", **WHO, **committer, **when)


def _mine(content: Path, cache: Path, *, with_frames: bool) -> tuple[dict[str, Any], float | None]:
    """What `mine_once` says, and the most memory that it and its git held at one time, in MB, where the system tells it."""
    command = [sys.executable, "-m", "tests.bench.mine_once", str(content), str(cache)]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([*command, *(["--frames"] if with_frames else [])], cwd=ROOT, stdout=said)
        peak = 0
        while process.poll() is None:
            peak = max(peak, _held_by(process.pid))
            time.sleep(LOOK_EVERY)
        said.seek(0)
        if process.returncode:
            raise RuntimeError(f"mining ended with {process.returncode}")
        return json.loads(said.read()), peak / 1e6 or None


def _held_by(pid: int) -> int:
    """Bytes of a process and all that it started, shared ones counted once; nothing where there is no /proc."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        own = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
        children = [
            child
            for thread in Path(f"/proc/{pid}/task").iterdir()
            for child in (thread / "children").read_text(encoding="utf-8").split()
        ]
    except OSError:
        return 0
    return own + sum(_held_by(int(child)) for child in children)


def _number(row: Row, name: str) -> float:
    value = row.get(name)
    return value if isinstance(value, int | float) else 0.0


def _median(what: str, rows: list[Row], base: float) -> Row:
    names = list(dict.fromkeys(name for row in rows for name in row))
    middle: Row = {
        name: median(_number(row, name) for row in rows) if rows[0].get(name) is not None else None for name in names
    }
    return {"history": what, "of git's": _number(middle, "CPU s") / base, **middle}
