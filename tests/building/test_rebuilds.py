"""Building again: in one process, after changes, and on the same commit."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest
from pelican import Pelican

from tests.builders.git_story import GitStory
from tests.builders.site import ROOT, Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable


POST = "---\ntitle: {title}\ndate: 2026-02-0{day}\ncategory: rl\n---\n\nText.\n"


def journal(folder: Path) -> Site:
    story = GitStory(folder)
    story.write("content/a.md", POST.format(title="A", day=1)).commit("2026-02-01T10:00:00+00:00")
    return Site(folder)


def test_three_runs_of_one_instance_double_nothing(tmp_path: Path) -> None:
    site = journal(tmp_path)
    pelican = Pelican(site.settings())
    outputs = []
    for _ in range(3):
        pelican.run()
        outputs.append(Built(site.output).files())
    assert outputs[0] == outputs[1] == outputs[2]
    assert len(Built(site.output).text("data/posts.csv").splitlines()) == 2


def test_registering_again_connects_nothing_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = journal(tmp_path)
    instances = [Pelican(site.settings()) for _ in range(3)]
    made: list[str] = []
    from learning_timeline.generator import TimelineGenerator  # noqa: PLC0415 - loaded by the lines above

    monkeypatch.setattr(TimelineGenerator, "generate_output", lambda _self, _writer: made.append("output"))
    instances[-1].run()
    assert made == ["output"]


@pytest.mark.slow  # `invoke serve` has quick tests of its own
def test_pelicans_own_automatic_rebuild_follows_each_change(tmp_path: Path) -> None:
    site = journal(tmp_path)
    command = [
        sys.executable,
        "-m",
        "pelican",
        "-r",
        str(site.content),
        "-s",
        str(ROOT / "pelicanconf.py"),
        "-o",
        str(site.output),
    ]
    log = (tmp_path / "log").open("w+", encoding="utf-8")
    process = subprocess.Popen([*command, "-e", f'CACHE_PATH="{tmp_path}/cache"'], stdout=log, stderr=log, cwd=tmp_path)
    data = site.output / "data" / "posts.csv"
    try:
        for expected in (1, 2, 3):
            _wait_while_writing(
                lambda expected=expected: site.post(f"p{expected}.md", POST.format(title=f"P{expected}", day=expected)),
                lambda expected=expected: (
                    data.exists() and len(data.read_text(encoding="utf-8").splitlines()) == expected + 2
                ),
            )
        assert process.poll() is None
        assert _said(log, "Traceback") == 0
    finally:
        process.terminate()
        process.wait()
        log.close()


def test_a_second_build_on_the_same_commit_does_not_read_history_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = journal(tmp_path)
    site.build()
    from analytics.history import mining  # noqa: PLC0415 - the module is what is watched

    def refuse(*_arguments: object) -> None:
        raise AssertionError("git log was run again")

    monkeypatch.setattr(mining, "_log", refuse)
    assert len(site.build().text("data/changes.csv").splitlines()) == 2


def _said(log: IO[str], text: str) -> int:
    return Path(log.name).read_text(encoding="utf-8").count(text)


def _wait_while_writing(write: Callable[[], object], holds: Callable[[], bool]) -> None:
    """Pelican begins to watch some time after its first build: a change made too early is made again."""
    for tenth in range(600):
        if tenth % 50 == 0:
            write()
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("waited a minute for a rebuild")
