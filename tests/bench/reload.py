"""How long a saved post takes to be served: `invoke serve` beside `pelican --listen --autoreload` on the same posts.

Both servers run at once and idle but for the one whose post was saved; they take turns, and medians are told.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.request import urlopen

from tests.bench.build import ours, plain_pelican
from tests.bench.journals import posts
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.build import Contender
    from tests.bench.journals import BenchPost
    from tests.bench.results import Row, Size

MOST_POSTS = 2_000
# An author who reads what was saved; all pages of both are made again meanwhile.
PAUSE = 20.0
PATIENCE = 300.0


def run(size: Size, folder: Path | None = None) -> list[Row]:
    """A row for each contender."""
    number = min(size.posts, MOST_POSTS)
    some = list(posts(number, size.topics))
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        contenders = [ours(Path(temporary, "ours")), plain_pelican(Path(temporary, "pelican"))]
        ports = [_free_port() for _ in contenders]
        for contender in contenders:
            contender.folder.mkdir(exist_ok=True)
            contender.write(some)
        commands = [
            _serve(contenders[0], ports[0]),
            [*contenders[1].command, "--listen", "--autoreload", "-p", ports[1]],
        ]
        taken: list[list[float]] = [[] for _ in contenders]
        with _running(commands):
            post = some[number // 2]
            for port in ports:
                _wait(_address(port, post), post.title)
            for turn in range(size.runs):
                for contender, port, seconds in zip(contenders, ports, taken, strict=True):
                    time.sleep(PAUSE)
                    seconds.append(_saved_and_served(contender, post, port, f"word{turn}of{port}"))
                    print(f"{contender.name}: {seconds[-1]:.2f} s", flush=True)
    medians = [median(seconds) for seconds in taken]
    names = ("this project, invoke serve", "Pelican, --listen --autoreload")
    return [
        {
            "server": name,
            "posts": number,
            "seconds from save to page": round(one, 3),
            "of Pelican's": round(one / medians[1], 4),
        }
        for name, one in zip(names, medians, strict=True)
    ]


def _serve(contender: Contender, port: int) -> Sequence[str | Path | int]:
    today = ("--today", "2076-01-01")
    return [sys.executable, "-m", "invoke", "serve", "--content", contender.folder / "content", "--port", port, *today]


def _saved_and_served(contender: Contender, post: BenchPost, port: int, word: str) -> float:
    text = f"{contender.text(post)}\n\n{word}\n"
    began = time.perf_counter()
    contender.place(post).write_text(text, encoding="utf-8")
    _wait(_address(port, post), word)
    return time.perf_counter() - began


def _address(port: int, post: BenchPost) -> str:
    return f"http://localhost:{port}/posts/{post.on:%Y/%m}/{post.slug}/"


def _wait(url: str, text: str) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        try:
            with urlopen(url, timeout=PATIENCE) as answer:
                if text in answer.read().decode():
                    return
        except OSError:  # not there yet
            pass
        time.sleep(0.005)
    raise TimeoutError(f"waited {PATIENCE} seconds for {text} at {url}")


@contextmanager
def _running(commands: Sequence[Sequence[str | Path | int]]) -> Iterator[None]:
    """Programs and all that they start, ended together."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = [
        subprocess.Popen([str(part) for part in command], cwd=ROOT, start_new_session=True, **quiet)  # type: ignore[call-overload]
        for command in commands
    ]
    try:
        yield
    finally:
        for process in running:
            os.killpg(process.pid, signal.SIGINT)
        for process in running:
            process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
