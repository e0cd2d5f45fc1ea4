"""A journal served while it is written: what is picked up, beyond posts, and what the builder's end means."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import time
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from learning_timeline.commands.builder import Outcome, Plan, serve_builds
from learning_timeline.commands.live_site import LiveSite, server_of
from learning_timeline.commands.serve import Builds, serve
from tests.builders.git_story import GitStory
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.queues import SimpleQueue
    from pathlib import Path

POST = "---\ntitle: On entropy\ndate: 2026-02-01\ncategory: rl\n---\n\nText.\n"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    GitStory(tmp_path).write("content/a.md", POST).commit("2026-02-01T10:00:00+00:00")
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    for name in ("plugins", "analytics"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "pelicanconf.py", tmp_path)
    return tmp_path


def test_settings_templates_and_new_posts_are_picked_up(journal: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    end = Event()
    config = journal / "pelicanconf.py"
    options = {"content": journal / "content", "looks": [journal / "theme"], "programs": [], "port": port, "until": end}
    serving = Thread(target=serve, args=(config, {"CACHE_PATH": str(journal / "cache")}), kwargs=options)
    serving.start()
    home = f"http://localhost:{port}/"
    try:
        assert _holds(lambda: "On entropy" in _read(home))
        (journal / "content/b.md").write_text(POST.replace("On entropy", "On codes"), encoding="utf-8")
        assert _holds(lambda: "On codes" in _read(home))
        config.write_text(config.read_text(encoding="utf-8") + 'SITENAME = "Another name"\n', encoding="utf-8")
        assert _holds(lambda: "Another name" in _read(home))
        template = journal / "theme/templates/base.html"
        text = template.read_text(encoding="utf-8").replace("</body>", "<p>A new foot.</p></body>")
        template.write_text(text, encoding="utf-8")
        assert _holds(lambda: "A new foot." in _read(home))
        config.write_text("SITENAME = ", encoding="utf-8")
        assert _holds(lambda: '"problems": ["' in _state(port))
        assert "A new foot." in _read(home)
    finally:
        end.set()
        serving.join()


def test_a_builder_that_is_killed_is_followed_by_another(journal: Path) -> None:
    plan = Plan(
        journal / "pelicanconf.py",
        {
            "PATH": str(journal / "content"),
            "OUTPUT_PATH": str(journal / "site"),
            "CACHE_PATH": str(journal / "cache"),
        },
        journal / "previews",
    )
    builds = Builds(plan)
    try:
        assert builds.build().problems == ()
        assert builds._process is not None
        builds._process.kill()
        assert builds.build().problems == ("The builder ended; the next change begins another.",)
        assert builds.build().problems == ()
    finally:
        builds.close()


def test_a_problem_in_a_post_is_told_in_its_own_words(journal: Path) -> None:
    (journal / "content/a.md").write_text(POST.replace("---\n", "---\nsave_as: ../x.html\n", 1), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from learning_timeline.commands.builder import Plan\n"
        "from learning_timeline.commands.serve import Builds\n"
        "if __name__ == '__main__':\n"
        "    here = Path(sys.argv[1])\n"
        "    settings = {'PATH': str(here / 'content'), 'OUTPUT_PATH': str(here / 'site'), 'CACHE_PATH': str(here / 'cache')}\n"
        "    builds = Builds(Plan(here / 'pelicanconf.py', settings, here / 'previews'))\n"
        "    builds.build(); builds.close()\n"
    )
    script = journal / "script.py"
    script.write_text(code, encoding="utf-8")
    folders = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}"}
    ended = subprocess.run(
        [sys.executable, str(script), str(journal)], env=folders, capture_output=True, text=True, check=True
    )
    assert "  a.md:2: `save_as` is '../x.html', which leads out of the site: write a path within it" in ended.stdout
    assert "Traceback" not in ended.stdout + ended.stderr


def _holds(condition: Callable[[], bool]) -> bool:
    for _ in range(600):
        if condition():
            return True
        time.sleep(0.05)
    return False


def _read(url: str) -> str:
    try:
        with urlopen(url, timeout=5) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def _state(port: int) -> str:
    with urlopen(f"http://localhost:{port}/-/events", timeout=5) as events:
        return str(events.readline().decode())


@pytest.mark.slow
def test_builds_of_one_process_leave_nothing_behind_for_the_next(journal: Path) -> None:
    plan = Plan(
        journal / "pelicanconf.py",
        {"PATH": str(journal / "content"), "OUTPUT_PATH": str(journal / "site"), "CACHE_PATH": str(journal / "cache")},
        journal / "previews",
    )
    context = multiprocessing.get_context("spawn")
    told = context.SimpleQueue()
    process = context.Process(target=_count_objects, args=(plan, journal / "content/a.md", told))
    process.start()
    process.join()
    assert process.exitcode == 0  # else nothing was told, and would be waited for
    counts = told.get()
    # The first builds load what is loaded once.
    assert counts[-1] - counts[3] < 100 * (len(counts) - 4), counts


class _Editor:
    """What asks for builds: it changes a post before each, and counts what the one before has left."""

    def __init__(self, post: Path, builds: int) -> None:
        self._post, self._builds = post, builds
        self.counts: list[int] = []

    def recv(self) -> None:
        self.counts.append(len(gc.get_objects()))
        if len(self.counts) > self._builds:
            raise EOFError
        self._post.write_text(POST + "More. " * len(self.counts), encoding="utf-8")

    def send(self, outcome: Outcome) -> None:
        assert outcome.problems == ()


def _count_objects(plan: Plan, post: Path, told: SimpleQueue[list[int]]) -> None:
    editor = _Editor(post, 6)
    serve_builds(editor, plan)  # type: ignore[arg-type] # all of a connection that it needs
    told.put(editor.counts)


def test_what_is_missing_in_any_folder_is_told_by_a_page_with_its_style(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text('<link href="./theme/css/site.css"><a href="./index.html">Home</a>')
    with server_of(LiveSite(tmp_path), 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(HTTPError) as answered:
            urlopen(f"http://localhost:{server.server_port}/posts/2026/nothing/", timeout=5)
        server.shutdown()
    page = answered.value.read().decode()
    assert 'href="/theme/css/site.css"' in page
    assert 'href="/index.html"' in page
