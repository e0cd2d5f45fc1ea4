"""Reading a repository runs nothing of what it holds and writes nothing to it."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from analytics.bundle import read_source
from analytics.history import PostHistory, read_history
from tests.builders.git_story import GitStory

FIRST, SECOND = "2026-03-01T10:00:00+01:00", "2026-03-02T10:00:00+01:00"
POST = PostHistory(datetime.fromisoformat(FIRST), datetime.fromisoformat(SECOND), 1)
ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "hostile-repositories.md"

# Settings of .git/config; "trap" stands for a program that leaves a mark.
HOSTILE = {
    "external diff": {"diff.external": "trap"},
    "a driver's command": {"diff.evil.command": "trap"},
    "a driver's textconv": {"diff.evil.textconv": "trap", "diff.evil.cachetextconv": "true"},
    "filters": {"filter.evil.clean": "trap", "filter.evil.smudge": "trap", "filter.evil.process": "trap"},
    "file system monitor": {"core.fsmonitor": "trap"},
    "hooks": {"core.hooksPath": "hooks"},
    "pagers": {"core.pager": "trap", "pager.log": "trap"},
    "signatures": {"log.showSignature": "true", "gpg.program": "trap"},
    "aliases": {"alias.log": "!trap", "alias.rev-parse": "!trap"},
    "a promisor": {
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": "ext::trap %S",
    },
    "ssh": {
        "core.sshCommand": "trap",
        "remote.origin.url": "ssh://example.invalid/x",
        "remote.origin.promisor": "true",
    },
    "questions": {"core.askPass": "trap", "credential.helper": "!trap"},
    "editors": {"core.editor": "trap", "sequence.editor": "trap"},
    "alternates": {"core.alternateRefsCommand": "trap"},
    "a hostile include": {"include.path": "included"},
    "upload-pack": {"uploadpack.packObjectsHook": "trap", "remote.origin.uploadpack": "trap"},
    "an order file": {"diff.orderFile": "trap"},
    "a file of names": {"mailmap.file": "trap", "mailmap.blob": "HEAD:a.md"},
    "formats": {
        "format.pretty": "%H trap",
        "log.date": "iso",
        "log.follow": "true",
        "diff.renames": "copies",
        "diff.noprefix": "true",
    },
    "a diff algorithm and colours": {
        "diff.algorithm": "histogram",
        "color.ui": "always",
        "log.decorate": "full",
        "diff.relative": "true",
    },
}


@pytest.fixture
def story(tmp_path: Path) -> GitStory:
    story = GitStory(tmp_path / "journal").write(".gitattributes", "*.md diff=evil filter=evil\n")
    return story.write("a.md", "One.\n").commit(FIRST).write("a.md", "One. Two.\n").commit(SECOND)


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def beset(story: GitStory, tmp_path: Path, name: str) -> Path:
    """Make a repository hostile; the mark that a trap would leave."""
    mark, trap = tmp_path / "mark", tmp_path / "trap"
    trap.write_text(f'#!/bin/sh\ntouch "{mark}"\ncat "$@"\n', encoding="ascii")
    trap.chmod(0o755)
    inside = story.path / ".git"
    (inside / "included").write_text(
        f'[core]\n\tfsmonitor = "{trap}"\n[diff]\n\texternal = "{trap}"\n', encoding="utf-8"
    )
    hooks = inside / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "post-checkout"):
        (hooks / hook).symlink_to(trap)
    for key, value in HOSTILE[name].items():
        program = str(hooks) if value == "hooks" else value.replace("trap", str(trap))
        story.git("config", key, program)
    return mark


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_configuration_runs_nothing_and_nothing_is_written(
    story: GitStory, tmp_path: Path, name: str
) -> None:
    mark = beset(story, tmp_path, name)
    before = everything(story.path)
    history = read_history(story.path, cache=tmp_path / "cache")
    source = read_source(story.path, story.path)
    assert source is not None
    assert b"PACK" in b"".join(source.bundle(source.parts[0]))
    assert history.post("a.md") == POST
    assert set(history.names) == {"Ada Example"}
    assert not mark.exists()
    assert everything(story.path) == before


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace on PATH")
@pytest.mark.parametrize("name", HOSTILE)
def test_only_the_documented_programs_are_started(story: GitStory, tmp_path: Path, name: str) -> None:
    beset(story, tmp_path, name)
    script = (
        "import sys, pathlib, analytics; folder = pathlib.Path(sys.argv[1]); analytics.read_history(folder); "
        "source = analytics.read_source(folder, folder); [*source.bundle(source.parts[0])]"
    )
    trace = ["strace", "-f", "-qq", "-e", "trace=execve", "-s", "400", "-o", str(tmp_path / "trace")]
    subprocess.run([*trace, sys.executable, "-c", script, str(story.path)], cwd=ROOT, check=True)
    started = _started((tmp_path / "trace").read_text(encoding="utf-8"), story)
    assert started[0][1] == "-c"  # the Python of this test
    documented = re.findall(r"^    (git .*)$", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert {shlex.join(command) for command in started[1:]} <= set(documented)
    assert {"log", "pack-objects"} <= {command[1] for command in started[1:]}


def _started(trace: str, story: GitStory) -> list[list[str]]:
    """The argument lists of all programs that were started, ids of objects as `<id>`."""
    lists = re.findall(r'execve\("[^"]*", (\[.*?\]), 0x[0-9a-f]+ .*\) = 0$', trace, flags=re.MULTILINE)
    commands: list[list[str]] = [json.loads(found.replace("\\'", "'")) for found in lists]
    return [[part.replace(story.head, "<id>") for part in command] for command in commands]


def test_replaced_objects_and_grafts_change_no_history(story: GitStory) -> None:
    first = story.git("rev-parse", "HEAD~1").strip()
    lonely = story.git("commit-tree", "HEAD^{tree}", "-m", "lonely", **identity()).strip()
    story.git("replace", story.head, lonely)
    (story.path / ".git" / "info").mkdir(exist_ok=True)
    (story.path / ".git" / "info" / "grafts").write_text(f"{story.head}\n", encoding="ascii")
    history = read_history(story.path)
    assert [sha.decode() for sha in history.log.sha.tolist()] == [first, history.head]
    assert history.post("a.md") == POST


def identity() -> dict[str, str]:
    return {f"GIT_{role}_{what}": "x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def test_a_work_tree_that_is_said_to_be_elsewhere_is_not_believed(story: GitStory, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    story.git("config", "core.worktree", str(tmp_path / "elsewhere"))
    assert read_history(story.path).post("a.md") == POST


def test_a_configuration_of_the_environment_is_not_heard(
    story: GitStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "mark"
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"touch {mark}")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", f"touch {mark}")
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    monkeypatch.setenv("GIT_PAGER", f"touch {mark}")
    assert read_history(story.path).post("a.md") == POST
    assert not mark.exists()
    assert not Path(tmp_path, "trace").exists()


def test_a_name_that_looks_like_an_option_is_a_name(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "--upload-pack=touch mark").write("--output=mark.md").commit(FIRST)
    story.git("branch", "--", "HEAD.evil")
    history = read_history(story.path)
    assert history.post("--output=mark.md") == PostHistory(*[datetime.fromisoformat(FIRST)] * 2, 0)
