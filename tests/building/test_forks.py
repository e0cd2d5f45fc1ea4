"""Pages are made by several processes: the site is the same, and what goes wrong in one of them ends the build."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
import weakref
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from jinja2 import TemplateSyntaxError, UndefinedError

import analytics
from learning_timeline import generator
from learning_timeline.building import forks
from learning_timeline.building.build import GARBAGE_THRESHOLDS
from learning_timeline.core.errors import SiteNotWhole
from tests.builders.git_story import GitStory
from tests.builders.site import ROOT, Site

if TYPE_CHECKING:
    from collections.abc import Callable


def journal(folder: Path) -> Site:
    """Posts with links to one another, revisions whose changes are shown, and a post that corrects another."""
    story = GitStory(folder / "content")
    for number in range(12):
        more = "supersedes: [post-1]\n" if number == 5 else ""
        front = f"---\ntitle: Post {number}\nslug: post-{number}\ndate: 202{number % 5}-03-01\ncategory: t{number % 3}\n{more}---\n"
        story.write(f"{number}.md", f"{front}\nWords of [another]({{filename}}/{(number + 1) % 12}.md).\n")
    story.commit("2025-01-01T10:00:00+00:00")
    for number in (1, 2, 3):
        path = f"{number}.md"
        story.write(
            path, (story.path / path).read_text(encoding="utf-8") + "\nMany more words that were added later on.\n" * 8
        )
    story.commit("2025-06-01T10:00:00+00:00")
    return Site(folder, story.path)


@pytest.mark.parametrize("number", [2, pytest.param(3, marks=pytest.mark.slow)])
def test_the_site_is_the_same_by_any_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    site = journal(tmp_path / "one")
    alone = site.build().files()
    monkeypatch.setattr(forks, "processes", lambda _: number)
    shared = Site(tmp_path / "many", site.content)
    assert shared.build().files() == alone
    site.post("new.md", "---\ntitle: New\ndate: 2024-05-05\ncategory: t1\n---\nText.\n")
    again = shared.build().files()
    assert again == Site(tmp_path / "cold", site.content).build().files()
    assert "posts/2024/05/new/index.html" in again


def test_what_a_page_raises_in_another_process_ends_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = journal(tmp_path)
    monkeypatch.setattr(forks, "processes", lambda _: 2)
    theme = tmp_path / "overrides"
    theme.mkdir()
    (theme / "article.html").write_text("{{ article.title.no_such_thing() }}", encoding="utf-8")
    with pytest.raises(UndefinedError, match="no_such_thing") as raised:
        site.build(THEME_TEMPLATES_OVERRIDES=[str(theme)])
    assert not site.output.exists()
    said = raised.value.__notes__[-1]
    assert f"in the template {theme}/article.html:1: UndefinedError: " in said
    assert "Mend the template. The site is as it was." in said
    assert "no_such_thing()" in (tmp_path / "cache/learning_timeline/report.txt").read_text(encoding="utf-8")


def test_a_template_that_cannot_be_compiled_is_named_and_no_post_is(tmp_path: Path) -> None:
    site = journal(tmp_path)
    theme = tmp_path / "overrides"
    theme.mkdir()
    (theme / "article.html").write_text("A line\n{% if %}", encoding="utf-8")
    with pytest.raises(TemplateSyntaxError) as raised:
        site.build(THEME_TEMPLATES_OVERRIDES=[str(theme)])
    said = raised.value.__notes__[-1]
    assert f"in the template {theme}/article.html:2: " in said
    assert ".md" not in said


def test_a_copy_whose_result_nobody_reads_ends(tmp_path: Path) -> None:
    """A result that is larger than a pipe, of a build that was killed while it still worked."""
    program = (
        "import os, time; from pathlib import Path; from learning_timeline.building import forks; owner = os.getpid()\n"
        f"def note():\n  Path({str(tmp_path)!r}, str(os.getpid())).touch()\n"
        # None does all pieces before the others have begun.
        f"  while len(os.listdir({str(tmp_path)!r})) < 3: time.sleep(0.01)\n"
        "  time.sleep(60 if os.getpid() == owner else 0.01)\n"
        "forks.Shared([note] * 30, lambda: b'x' * 1_000_000, 2).join()"
    )
    copies = _copies_of_a_killed_build(program, tmp_path)
    assert _within_seconds(lambda: not any(map(_is_there, copies)))


def test_each_piece_is_done_once_and_its_result_comes_back() -> None:
    done: list[tuple[int, int]] = []
    pieces = [partial(_note, done, number) for number in range(300)]
    others = forks.Shared(pieces, lambda: done, 2).join()
    everything = [*done, *(one for found in others for one in found)]
    assert sorted(number for number, _ in everything) == list(range(300))


def test_a_piece_that_is_done_is_let_go_of() -> None:
    held: list[weakref.ref[Counter[str]]] = []

    def piece(_large: Counter[str], number: int) -> None:
        assert [one() is None for one in held[:number]] == [True] * number

    pieces: list[Callable[[], None]] = []
    for number in range(5):
        large = Counter[str]()
        held.append(weakref.ref(large))
        pieces.append(partial(piece, large, number))
        del large
    assert forks.Shared(pieces, list, 0).join() == []


class _Knot:
    """Refers to itself, as a page's context does, and so stays until Python looks for garbage."""

    def __init__(self) -> None:
        self.itself = self


def test_what_pages_leave_behind_goes_before_they_are_all_made() -> None:
    thresholds, frozen = gc.get_threshold(), gc.get_freeze_count()
    gc.set_threshold(*GARBAGE_THRESHOLDS, thresholds[2])
    try:
        with forks.garbage_goes_soon():
            knots = [weakref.ref(_Knot()) for _ in range(30_000)]
            assert sum(knot() is not None for knot in knots) < 10_000
        assert gc.get_threshold()[:2] == GARBAGE_THRESHOLDS
        assert gc.get_freeze_count() == frozen
    finally:
        gc.set_threshold(*thresholds)


def test_what_a_copy_raises_is_raised_here() -> None:
    pieces: list[Callable[[], None]] = [partial(_fail_elsewhere, os.getpid())] * 50
    with pytest.raises(ValueError, match="in a copy"):
        forks.Shared(pieces, list, 1).join()


def test_a_copy_that_is_killed_is_told() -> None:
    pieces: list[Callable[[], None]] = [partial(_end_elsewhere, os.getpid())] * 50
    with pytest.raises(SiteNotWhole, match="was ended from outside"):
        forks.Shared(pieces, list, 1).join()


def test_nothing_that_a_copy_raises_lets_it_go_on_with_the_build() -> None:
    pieces: list[Callable[[], None]] = [partial(_leave_elsewhere, os.getpid())] * 50
    with pytest.raises(SystemExit, match="75"):
        forks.Shared(pieces, list, 1).join()


def test_copies_of_a_build_that_was_killed_end(tmp_path: Path) -> None:
    program = (
        "import os, time; from functools import partial; from pathlib import Path; from learning_timeline.building import forks\n"
        f"def note(): Path({str(tmp_path)!r}, str(os.getpid())).touch(); time.sleep(0.05)\n"
        "forks.Shared([note] * 2000, list, 2).join()"
    )
    copies = _copies_of_a_killed_build(program, tmp_path)
    assert _within_seconds(lambda: not any(map(_is_there, copies)))


def _copies_of_a_killed_build(program: str, folder: Path) -> set[int]:
    """The copies that a program made, which was killed once all its processes had named themselves in a folder."""
    env = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}"}
    build = subprocess.Popen([sys.executable, "-c", program], env=env)
    try:
        assert _within_seconds(lambda: len(list(folder.iterdir())) == 3)
    finally:
        build.kill()
        build.wait()
    return {int(file.name) for file in folder.iterdir()} - {build.pid}


def _within_seconds(holds: Callable[[], bool]) -> bool:
    for _ in range(200):
        if holds():
            return True
        time.sleep(0.05)
    return False


def _is_there(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text(encoding="utf-8").rpartition(") ")[2][0] != "Z"


def _leave_elsewhere(owner: int) -> None:
    if _wait_for_others(owner):
        raise SystemExit(75)


def _note(done: list[tuple[int, int]], number: int) -> None:
    done.append((number, os.getpid()))


def _wait_for_others(owner: int) -> bool:
    """Whether this is another process; the first leaves it some work."""
    if os.getpid() == owner:
        time.sleep(0.02)
        return False
    return True


def _fail_elsewhere(owner: int) -> None:
    if _wait_for_others(owner):
        raise ValueError("in a copy")


def _end_elsewhere(owner: int) -> None:
    if _wait_for_others(owner):
        os.kill(os.getpid(), signal.SIGKILL)


def test_copies_work_while_this_process_does_something_else(tmp_path: Path) -> None:
    pieces: list[Callable[[], None]] = [(tmp_path / str(number)).touch for number in range(300)]
    shared = forks.Shared(pieces, lambda: "done", 2)
    assert _within_seconds(lambda: len(list(tmp_path.iterdir())) == 300)
    assert shared.join() == ["done", "done"]


def test_copies_end_with_the_build_that_does_not_join_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = journal(tmp_path)
    monkeypatch.setattr(forks, "processes", lambda _: 2)

    def fail(_: object) -> NoReturn:
        raise ValueError("while pages are listed")

    copies: list[int] = []
    fork = os.fork

    def forked() -> int:
        copies.append(fork())
        return copies[-1]

    monkeypatch.setattr(os, "fork", forked)
    monkeypatch.setattr(generator, "PAGES", (fail,))
    with pytest.raises(ValueError, match="while pages are listed"):
        site.build()
    assert not site.output.exists()
    assert copies
    for copy in copies:
        with pytest.raises(ChildProcessError):
            os.waitpid(copy, os.WNOHANG)


def test_few_pages_are_made_by_one_process() -> None:
    assert forks.processes(forks.FEWEST - 1) == 1
    assert forks.processes(forks.FEWEST) >= 1


def test_a_copy_reads_earlier_versions_and_so_does_the_build_after_it(tmp_path: Path) -> None:
    story = GitStory(tmp_path).write("a.md", "First.\n").commit("2025-01-01T10:00:00+00:00")
    blob = story.git("rev-parse", "HEAD:a.md").strip()
    reader = analytics.VersionReader(tmp_path)
    assert reader.texts([blob]) == ["First.\n"]
    read: list[str | None] = []

    def piece() -> None:
        read.extend(reader.texts([blob]))
        time.sleep(0.01)

    (others,) = forks.Shared([piece] * 40, lambda: read, 1).join()
    assert set(others) == set(read) == {"First.\n"}
    assert len(others) + len(read) == 40
    assert reader.texts([blob]) == ["First.\n"]
    reader.close()
