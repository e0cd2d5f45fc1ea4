"""A person goes the whole way: `invoke new`, words, a commit, a build; the post is found by search and lies on the timeline."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.builders.git_story import GitStory
from tests.builders.site import ROOT, Built

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Visit

TITLE = "What a zebra finch teaches of reward"
TEXT = "A zebra finch learns its song from an error that no teacher names."


@pytest.fixture
def journal(tmp_path: Path) -> GitStory:
    """A person's own copy of this repository, with one post of earlier."""
    story = GitStory(tmp_path / "journal")
    for name in ("pelicanconf.py", "tasks.py"):
        shutil.copy(ROOT / name, story.path / name)
    for name in ("analytics", "plugins", "theme"):
        shutil.copytree(ROOT / name, story.path / name, ignore=shutil.ignore_patterns("__pycache__"))
    story.write("content/topics.yaml", (ROOT / "content/topics.yaml").read_text(encoding="utf-8"))
    story.write(
        "content/posts/2025/entropy.md", "---\ntitle: On entropy\ndate: 2025-03-01\ncategory: rl\n---\n\nBits.\n"
    )
    return story.commit("2025-03-01T10:00:00+00:00")


def invoke(journal: GitStory, *arguments: str, **environment: str) -> str:
    """What a command says to the person who typed it."""
    ended = subprocess.run(
        [sys.executable, "-m", "invoke", *arguments],
        cwd=journal.path,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout.strip()


@pytest.mark.slow
def test_a_thought_becomes_a_page_that_is_found_and_lies_on_the_timeline(
    journal: GitStory, visit: Callable[..., Visit], serve: Callable[..., str]
) -> None:
    file = invoke(journal, "new", "--title", TITLE, "--topic", "rl", "--kind", "idea", "--date", "2026-03-02")
    begun = (journal.path / file).read_text(encoding="utf-8")
    journal.write(file, f"{begun}\n{TEXT}\n").commit("2026-03-02T10:00:00+00:00")
    invoke(journal, "check", "--quick", "--today", "2026-03-03")
    output = journal.path / "output"
    address = serve(output)
    invoke(journal, "build", "--today", "2026-03-03", SITEURL=address.rstrip("/"))

    seen = visit(address)
    page = seen.page
    page.keyboard.press("/")
    page.wait_for_url(f"{address}search/")
    page.wait_for_function("() => document.activeElement?.name === 'q'")
    page.keyboard.type("finch")
    page.locator(".lt-found a").first.wait_for()
    assert page.locator(".lt-found h2").all_inner_texts() == [TITLE]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=TITLE, level=1).wait_for()
    assert page.get_by_text(TEXT).is_visible()

    page.get_by_role("link", name="Timeline").first.click()
    page.wait_for_url(f"{address}timeline/")
    listed = page.get_by_role("link", name=TITLE)
    listed.first.wait_for()
    assert listed.first.is_visible()
    assert re.search(r"2 posts", page.locator("main").inner_text())
    assert (seen.problems, seen.foreign) == ([], [])
    built = Built(output)
    assert TITLE in built.text("feeds/all.atom.xml")
    card = re.findall(
        rf'<meta property="og:image" content="{address}(.+?)">',
        built.text("posts/2026/03/what-a-zebra-finch-teaches-of-reward/"),
    )
    assert [built.has(one) for one in card] == [True]
