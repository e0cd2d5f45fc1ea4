"""Read a history once, and print what it took as JSON; imports, which a build needs anyway, are not counted.

    python -m tests.bench.mine_once CONTENT CACHE [--frames]

With `--frames`, what all charts are drawn from is worked out as well, as if each Markdown file were a post.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

import git  # noqa: F401 - imported before the clock starts
import pandas as pd  # noqa: F401

import analytics

TOPICS = 200


@dataclass(frozen=True)
class Mined:
    """CPU seconds of this process and of git, the part of them that the frames took, and what is known of each file.

    Attributes:
        own: seconds of this process, the frames apart.
        git: seconds of git.
        frames: seconds of `analyse`.
        files: first and last commit in seconds since 1970, and the number of revisions, by the file's path from the content folder.
    """

    own: float
    git: float
    frames: float
    files: dict[str, tuple[float, float, int]]


def mine(content: Path, cache: Path, *, with_frames: bool) -> Mined:
    """Read the history of a folder, from its cache as far as that goes."""
    began = time.process_time()
    history = analytics.read_history(content, cache=cache)
    read = time.process_time()
    files = {
        path: (known.created.timestamp(), known.modified.timestamp(), known.revisions)
        for path in _posts(history)
        if (known := history.post(path)) is not None and known.created is not None and known.modified is not None
    }
    frames = _frames(history) if with_frames else 0.0
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Mined(read - began, children.ru_utime + children.ru_stime, frames, files)


def _posts(history: analytics.History) -> list[str]:
    return [path.removeprefix("content/") for path in history.live if path.endswith(".md")]


def _frames(history: analytics.History) -> float:
    posts = [
        analytics.Post(
            path=path,
            slug=path,
            url=path,
            title=path,
            topic=f"topic-{place % TOPICS}",
            kind="note",
            published_at=known.created,
            modified_at=None,
            words=300,
            date_source="git",
        )
        for place, path in enumerate(_posts(history))
        if (known := history.post(path)) is not None and known.created is not None
    ]
    today = max(post.published_at for post in posts).date() + timedelta(days=1)
    began = time.process_time()
    analytics.analyse(posts, history, topics=analytics.Topics({}, {}), milestones=(), today=today)
    return time.process_time() - began


if __name__ == "__main__":
    content, cache, *asked = sys.argv[1:]
    json.dump(asdict(mine(Path(content), Path(cache), with_frames="--frames" in asked)), sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # what is measured is done
