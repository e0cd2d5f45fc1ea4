"""Ctrl-C, and a request to end, at each stage of publishing and archiving: the command says what stands, the next goes on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from signal import SIGINT, SIGTERM, Signals
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from invoke.exceptions import Exit

from learning_timeline.commands import archive
from learning_timeline.commands import folder as by_rsync
from learning_timeline.commands.publish import Order, publish
from learning_timeline.commands.repository import Repository
from learning_timeline.core.stopping import Terminated, asked_to_end
from learning_timeline.web.addresses import LIST
from tests.builders.site import ROOT
from tests.commands.test_publishing import ADDRESS, RSYNC, journal, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.builders.git_story import GitStory

__all__ = ["journal"]  # a fixture
both = pytest.mark.parametrize("stop", [SIGINT, SIGTERM])


@pytest.fixture(autouse=True)
def _hears_ctrl_c() -> Iterator[None]:
    """What a shell starts in the background passes over it."""
    before = signal.signal(SIGINT, signal.default_int_handler)
    yield
    signal.signal(SIGINT, before)


def asked(journal: GitStory, to: str = "", addresses: Path | None = None) -> None:
    """Publish, as the command does."""
    web = journal.path.parent / "web"
    order = Order(ADDRESS, to, "origin", "gh-pages", dry_run=False, uncommitted=False)

    def build(root: Path) -> None:
        put(
            web / "site",
            {
                "index.html": (root / "content/a.md").read_text(encoding="utf-8"),
                "timeline/index.html": "",
                LIST: "address\tabout\n/\t\n",
            },
        )

    with asked_to_end():
        publish(
            order, web / "site", build, root=journal.path, tree=web / "tree", addresses=addresses, say=lambda _: None
        )


class Stop(NamedTuple):
    """Where something is stopped: before or after the step that an argument names, and what is said of it."""

    when: str
    step: str
    says: str


def stopping(real: Callable[..., Any], stop: Signals, at: Stop) -> Callable[..., Any]:
    """A function that is stopped."""

    def stopped(*arguments: Any, **named: Any) -> Any:
        words = arguments[0] if isinstance(arguments[0], list) else arguments
        if at.step not in words:
            return real(*arguments, **named)
        if at.when == "after":
            real(*arguments, **named)
        signal.raise_signal(stop)
        raise AssertionError("it went on")

    return stopped


def end_of(ask: Callable[[], None], stop: Signals, at: Stop, owner: Any = Repository, name: str = "git") -> str:
    """What a command says that is stopped in a function of this owner and name."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(owner, name, stopping(getattr(owner, name), stop, at))
        with pytest.raises(Exit) as ended:
            ask()
    assert ended.value.code == 130
    return ended.value.message or ""


@both
@pytest.mark.parametrize(
    "at",
    [
        Stop("before", "status", "Nothing was published."),
        Stop("before", "ls-remote", "Nothing was published."),
        Stop("before", "commit-tree", "Nothing was published."),
        Stop("after", "commit-tree", "Nothing was published."),
        Stop("before", "push", "Nothing was published."),
        Stop("after", "push", "the branch gh-pages of origin holds the new site."),
    ],
    ids=lambda at: " ".join(at[:2]),
)
def test_a_publication_to_a_branch_that_is_stopped_says_which_site_is_there(
    journal: GitStory, stop: Signals, at: Stop
) -> None:
    asked(journal)
    journal.write("content/a.md", "New.\n").commit()
    assert end_of(lambda: asked(journal), stop, at) == f"Stopped. {at.says}"
    shown = (f"--git-dir={journal.path.parent}/remote.git/.git", "show", "gh-pages:index.html")
    assert ("New." in journal.git(*shown)) == ("new site" in at.says)
    asked(journal)
    assert "New." in journal.git(*shown)
    assert journal.git("status", "--porcelain") == ""


@both
@pytest.mark.parametrize(
    "at",
    [
        Stop("before", "commit", "Nothing was published. 1 new address is in addresses.tsv: commit it"),
        Stop("after", "commit", "Nothing was published. 1 new address is in addresses.tsv: commit it"),
        Stop(
            "before",
            "push",
            "Nothing was published. The new addresses are in addresses.tsv already: that does no harm.",
        ),
        Stop("after", "push", "the branch gh-pages of origin holds the new site."),
    ],
    ids=lambda at: " ".join(at[:2]),
)
def test_a_publication_that_is_stopped_says_what_is_recorded_of_addresses(
    journal: GitStory, stop: Signals, at: Stop
) -> None:
    record = journal.path / "content/addresses.tsv"
    said = end_of(lambda: asked(journal, addresses=record), stop, at)
    assert said.startswith(f"Stopped. {at.says}")
    assert (said == f"Stopped. {at.says}") == (at.step == "push")
    journal.git("add", "--all")
    journal.git(
        "-c", "user.name=A", "-c", "user.email=a@a.example", "commit", "-q", "--allow-empty", "-m", "As it says"
    )
    asked(journal, addresses=record)
    assert record.read_text(encoding="utf-8").count("\t/\t") == 1


def test_a_publication_that_is_stopped_twice_does_not_say_what_it_did_not_look_up(
    journal: GitStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(journal)
    journal.write("content/a.md", "New.\n").commit()
    real, is_pushed = Repository.git, False

    def stopped(*arguments: Any, **named: Any) -> Any:
        nonlocal is_pushed
        result = real(*arguments, **named)
        is_pushed |= "push" in arguments
        if is_pushed:  # and once more while the remote is asked what it holds
            signal.raise_signal(SIGINT)
        return result

    monkeypatch.setattr(Repository, "git", stopped)
    with pytest.raises(Exit) as ended:
        asked(journal)
    assert ended.value.message == (
        "Stopped. origin does not tell whether the branch gh-pages of origin holds the new site: publish again."
    )


@both
@RSYNC
@pytest.mark.parametrize(
    "at",
    [
        Stop("before", "--exclude=*.html", "As it stands, no page has been changed: publish again."),
        Stop("after", "--exclude=*.html", "As it stands, no page has been changed: publish again."),
        Stop(
            "before",
            "--delete-delay",
            "As it stands, all pages are new; some files that are no longer used are still there: publish again.",
        ),
    ],
    ids=lambda at: " ".join(at[:2]),
)
def test_a_publication_to_a_folder_that_is_stopped_says_how_far_it_came(
    journal: GitStory, stop: Signals, at: Stop
) -> None:
    target = journal.path.parent / "www"
    asked(journal, str(target))
    journal.write("content/a.md", "New.\n").commit()
    assert end_of(lambda: asked(journal, str(target)), stop, at, by_rsync, "_run") == f"Stopped. {at.says}"
    assert ("New." in (target / "index.html").read_text(encoding="utf-8")) == ("all pages are new" in at.says)
    asked(journal, str(target))
    assert "New." in (target / "index.html").read_text(encoding="utf-8")


@both
@pytest.mark.parametrize("at", ["The repository", "The site"])
def test_an_archive_that_is_stopped_leaves_nothing(
    journal: GitStory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stop: Signals, at: str
) -> None:
    def build(_clone: Path, site: Path, _day: str) -> None:
        put(site, {"index.html": "", "data/posts.csv": ""})

    def say(line: str) -> None:
        if line.startswith(at):
            signal.raise_signal(stop)

    monkeypatch.setattr(archive, "_build_site", build)
    target = tmp_path / "journal.tar"
    with pytest.raises(Exit) as ended, asked_to_end():
        archive.pack(journal.path, str(target), name="A", wheels=False, say=say)
    assert (ended.value.code, ended.value.message) == (130, "Stopped. Nothing was written.")
    assert not target.exists()
    assert not (journal.path / ".cache/archive/work").exists()
    assert journal.git("status", "--porcelain") == ""


@both
@pytest.mark.parametrize("says", ["Nothing was written.", "{target} is written, whole."])
def test_an_archive_on_another_disk_is_there_whole_or_not_at_all(
    journal: GitStory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stop: Signals, says: str
) -> None:
    target, rename, is_moved = tmp_path / "journal.tar", Path.rename, "whole" in says

    def elsewhere(self: Path, new: Path) -> Path:
        if new != target:
            return rename(self, new)
        if self.parent != new.parent:
            raise OSError(18, "Invalid cross-device link")
        if is_moved:
            rename(self, new)
        signal.raise_signal(stop)
        return new

    monkeypatch.setattr(Path, "rename", elsewhere)
    files = {"index.html": "", "data/posts.csv": ""}
    monkeypatch.setattr(archive, "_build_site", lambda _clone, site, _day: put(site, files))
    with pytest.raises(Exit) as ended, asked_to_end():
        archive.pack(journal.path, str(target), name="A", wheels=False, say=lambda _: None)
    assert ended.value.message == f"Stopped. {says.format(target=target)}"
    assert sorted(tmp_path.glob("*journal.tar*")) == ([target] if is_moved else [])


def test_a_request_to_end_is_an_interruption_only_where_nobody_else_hears_it() -> None:
    before = signal.getsignal(SIGTERM)
    with suppress(Terminated), asked_to_end(), asked_to_end():
        signal.raise_signal(SIGTERM)
    assert signal.getsignal(SIGTERM) is before
    heard: list[int] = []
    signal.signal(SIGTERM, lambda number, _: heard.append(number))
    try:
        with asked_to_end():
            signal.raise_signal(SIGTERM)
    finally:
        signal.signal(SIGTERM, before)
    assert heard == [SIGTERM]


@pytest.mark.skipif(shutil.which("sh") is None, reason="no sh on PATH")
def test_a_command_that_is_asked_to_end_ends_what_it_started(tmp_path: Path) -> None:
    """The program that a command waits for hears nothing of a request that goes to the command alone."""
    program = tmp_path / "program"
    program.write_text(
        f"#!/bin/sh\ntrap 'echo ended > {tmp_path}/ended; exit 1' TERM\nsleep 1\nkill -TERM $PPID\nsleep 30 & wait\n"
    )
    program.chmod(0o755)
    code = (
        "import sys; from pathlib import Path\nfrom learning_timeline.commands.workplace import run\n"
        "from learning_timeline.core.stopping import asked_to_end\n"
        "try:\n with asked_to_end(): run([sys.argv[1]], root=Path.cwd())\nexcept KeyboardInterrupt: sys.exit(130)\n"
    )
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"}
    ended = subprocess.run([sys.executable, "-c", code, str(program)], env=environment, check=False, timeout=60)
    assert ended.returncode == 130
    assert (tmp_path / "ended").read_text() == "ended\n"
