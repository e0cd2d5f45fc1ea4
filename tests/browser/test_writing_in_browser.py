"""What an author sees who writes while `invoke serve` runs: each save, what is wrong, and the drafts."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError

import pytest

from tests.builders.git_story import GitStory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
POST = "---\ntitle: {title}\ndate: 2026-02-0{day}\ncategory: rl\n---\n\n{text}\n"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A committed post, in a folder of its own."""
    story = GitStory(tmp_path / "journal")
    story.write("content/on-entropy.md", POST.format(title="On entropy", day=1, text="As it was."))
    story.commit("2026-02-01T10:00:00+00:00")
    return story.path / "content"


@pytest.fixture
def address(journal: Path, tmp_path: Path) -> Iterator[str]:
    """Where that journal is served while a test runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "invoke", "serve", "--content", str(journal), "--port", str(port)]
    with (tmp_path / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=log, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
        try:
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of an author's browser."""
    with browser.new_context() as context:
        yield context.new_page()


def _wait(url: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"waited a minute for {url}")


def test_a_page_follows_its_post_and_says_what_is_wrong(journal: Path, address: str, page: Page) -> None:
    post = f"{address}/posts/2026/02/on-entropy/"
    _wait(post)
    page.goto(post)
    page.get_by_text("As it was.").wait_for()
    (journal / "on-entropy.md").write_text(POST.format(title="On entropy", day=1, text="As it is."), encoding="utf-8")
    page.get_by_text("As it is.").wait_for()
    # A title stands in the lists of other pages, which are made when the author pauses.
    (journal / "on-entropy.md").write_text(POST.format(title="On codes", day=1, text="As it is."), encoding="utf-8")
    page.get_by_role("heading", name="On codes", level=1).wait_for()
    page.goto(f"{address}/")
    page.get_by_role("link", name="On codes").first.wait_for()

    page.goto(post)
    hostile = POST.format(title="Bad", day=1, text="").replace("2026-02-01", "'<img src=x onerror=alert(1)>'")
    (journal / "bad.md").write_text(hostile, encoding="utf-8")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "bad.md:3: " in alert.inner_text()
    assert "<img src=x" in alert.inner_text()
    assert page.get_by_role("heading", name="On codes", level=1).is_visible()
    (journal / "bad.md").unlink()
    alert.wait_for(state="detached")


def test_drafts_are_listed_marked_and_out_of_the_lists(journal: Path, address: str, page: Page) -> None:
    _wait(f"{address}/posts/2026/02/on-entropy/")
    draft = POST.format(title="Half a <thought>", day=2, text="…").replace("title", "status: draft\ntitle")
    (journal / "half.md").write_text(draft, encoding="utf-8")
    page.goto(f"{address}/")
    page.get_by_role("link", name="1 draft").click()
    page.get_by_role("link", name="Half a <thought>").click()
    page.get_by_role("heading", name="Half a <thought>").wait_for()
    assert page.locator(".post-facts").get_by_text("Draft").is_visible()
    page.goto(f"{address}/archives/")
    assert page.get_by_text("Half a").count() == 0


def test_only_this_machine_is_answered_and_only_with_the_site(address: str) -> None:
    _wait(f"{address}/posts/2026/02/on-entropy/")

    def answer(path: str, host: str = "localhost:1") -> int:
        asked = urllib.request.Request(f"{address}{path}", headers={"Host": host})
        try:
            with urllib.request.urlopen(asked) as said:
                return int(said.status)
        except HTTPError as error:
            with error:
                return error.code

    assert answer("/") == HTTPStatus.OK
    assert answer("/", host="evil.example:80") == HTTPStatus.FORBIDDEN
    for path in ("/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%00", "/..%5c..%5cx", "/no-such-page/"):
        assert answer(path) == HTTPStatus.NOT_FOUND
