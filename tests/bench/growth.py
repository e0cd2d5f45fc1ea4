"""How the work of a build grows with the number of posts: the exponents of counts that are the same on every machine.

At n and at a tenth of n posts of as many topics and years, `counts` tells how often pages were rendered and articles compared.
Linear work has the exponent 1; that of stock Pelican's lists is 2.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.journals import posts
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from tests.bench.results import Row, Size

TENTH = 10


def run(size: Size, folder: Path | None = None) -> list[Row]:
    """A row for each thing that is counted."""
    few, many = (counts(number, size, folder) for number in (size.posts // TENTH, size.posts))
    return [
        {
            "counted": name,
            f"{size.posts // TENTH:,} posts": few.get(name, 0),
            f"{size.posts:,} posts": many[name],
            "exponent": exponent(few.get(name, 0), many[name], TENTH),
        }
        for name in many
    ]


def counts(number: int, size: Size, folder: Path | None = None) -> dict[str, int]:
    """What was counted while a journal of so many posts was built."""
    print(f"Counting what is done for {number:,} posts", flush=True)
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        for post in posts(number, size.topics):
            file = Path(temporary, "content") / "posts" / str(post.on.year) / f"{post.slug}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(post.markdown(), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.counts", temporary],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    found: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return found


def exponent(few: float, many: float, times: float) -> float:
    """The k of n^k by which a count grew while n grew so many times; a count of nothing counts as one."""
    return math.log(max(many, 1) / max(few, 1)) / math.log(times)
