"""What was mined is kept as it is: all of it or nothing."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.cache import ABANDONED_SECONDS, HistoryCache, Mined
from analytics.lineage import Lineage
from analytics.log import Log
from analytics.model import Commit, FileChange
from analytics.texts import Texts
from tests.builders.values import said

if TYPE_CHECKING:
    from pathlib import Path

ONE = FileChange("R", "b\udcff", "a", 90, is_regular=True, blob="b" * 40, old_blob="a" * 40)
LOG = Log.of([Commit("1" * 40, ("2" * 40,), 5, 60, "Ada", "a@example.org", (ONE,))])
NUMBERS = np.arange(3, dtype=np.int32)
FLAGS = np.array([True, False, True])
MINED = Mined(
    head="1" * 40,
    log=LOG,
    lineage=Lineage(NUMBERS, FLAGS, NUMBERS + 1, NUMBERS + 2, np.array([[1, 2]], np.int32), np.array([b"c" * 40]), 7),
    path=NUMBERS + 3,
    identity=NUMBERS + 4,
    blob=np.array([b"d" * 40]),
    is_post=FLAGS,
    names=("Ada\na@example.org", "J\udce9r\nj@example.org"),
    listed=np.array([b"e" * 40]),
    texts=Texts(*(NUMBERS + place for place in range(5, 13)), FLAGS, 738_000),
)


def cache(folder: Path | None, *key: str, program: str = "git 2") -> HistoryCache:
    return HistoryCache(folder, key=key, program=program)


def plain(mined: Mined) -> object:
    return said(mined), mined.log.paths.all, mined.log.people


def test_all_of_it_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "cache"
    assert plain(cache(folder).load()) == plain(Mined())
    cache(folder).save(MINED)
    found = cache(folder).load()
    assert plain(found) == plain(MINED)
    assert {name: getattr(found.log, name).dtype for name in ("sha", "status", "is_regular", "path")} == {
        name: getattr(LOG, name).dtype for name in ("sha", "status", "is_regular", "path")
    }
    # The next one takes its place, and nothing else is left.
    cache(folder).save(replace(MINED, head="9" * 40))
    assert cache(folder).load().head == "9" * 40
    assert (folder / ".gitignore").read_text(encoding="ascii") == "*\n"
    assert sorted(file.suffix for file in folder.iterdir()) == ["", ".npz"]


def test_another_repository_another_option_and_another_program_know_nothing_of_it(tmp_path: Path) -> None:
    cache(tmp_path, "repository", "-M5%").save(MINED)
    assert cache(tmp_path, "repository", "-M5%").load().head
    for other in (cache(tmp_path, "repository"), cache(tmp_path, "repository", "-M5%", program="git 3"), cache(None)):
        assert plain(other.load()) == plain(Mined())
    cache(None).save(MINED)


@pytest.mark.parametrize("damage", ["cut", "empty", "text", "another version", "a column less"])
def test_what_is_not_whole_is_nothing(tmp_path: Path, damage: str) -> None:
    cache(tmp_path).save(MINED)
    (file,) = tmp_path.glob("history-*.npz")
    with np.load(file) as archive:
        arrays = dict(archive)
    match damage:
        case "cut":
            file.write_bytes(file.read_bytes()[:-100])
        case "empty":
            file.write_bytes(b"")
        case "text":
            file.write_text("Not an archive")
        case "another version":
            np.savez(file, **(arrays | {"version": arrays["version"] + 1}))
        case "a column less":
            del arrays["log_person"]
            np.savez(file, **arrays)
    assert plain(cache(tmp_path).load()) == plain(Mined())
    cache(tmp_path).save(MINED)
    assert plain(cache(tmp_path).load()) == plain(MINED)


def test_what_killed_processes_left_goes_when_nobody_can_be_writing_it(tmp_path: Path) -> None:
    cache(tmp_path).save(MINED)
    old, young, other = (tmp_path / name for name in ("history-1-a.tmp", "history-1-b.tmp", "mine.tmp"))
    (file,) = tmp_path.glob("*.npz")
    now = file.stat().st_mtime
    for left, age in ((old, ABANDONED_SECONDS + 60), (young, ABANDONED_SECONDS - 60), (other, 10 * ABANDONED_SECONDS)):
        left.touch()
        os.utime(left, (now - age, now - age))
    cache(tmp_path).save(MINED)
    assert sorted(left.name for left in tmp_path.glob("*.tmp")) == [young.name, other.name]


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache(tmp_path / "file").save(MINED)
    assert plain(cache(tmp_path / "file").load()) == plain(Mined())


def test_a_writing_that_ends_early_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache(tmp_path).save(MINED)

    begun: list[Path] = []

    def interrupted(*_: object, **__: object) -> None:
        begun.extend(tmp_path.glob("history-*.tmp"))
        raise KeyboardInterrupt

    monkeypatch.setattr(np, "savez", interrupted)
    with pytest.raises(KeyboardInterrupt):
        cache(tmp_path).save(replace(MINED, head="9" * 40))
    assert cache(tmp_path).load().head == MINED.head
    # One that is killed leaves a file by whose name it is found and removed.
    assert len(begun) == 1
    assert not [*tmp_path.glob("*.tmp")]


def test_a_writing_that_is_stopped_says_so_though_another_has_swept_its_file_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        for file in tmp_path.glob("history-*.tmp"):
            file.unlink()
        raise KeyboardInterrupt

    monkeypatch.setattr(np, "savez", interrupted)
    with pytest.raises(KeyboardInterrupt):
        cache(tmp_path).save(MINED)
