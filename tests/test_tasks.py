"""The commands, started as a person starts them."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from invoke.config import Config
from invoke.context import Context
from invoke.exceptions import Exit
from invoke.program import Program

import tasks
from learning_timeline.__main__ import CommandLine
from learning_timeline.commands import registry, workplace
from tests.builders.git_story import GitStory

ROOT = Path(__file__).resolve().parents[1]
GOOD = "---\ntitle: On entropy\ndate: 2026-02-03\ncategory: information-theory\n---\n\nText.\n"


def invoke(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "invoke", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    GitStory(tmp_path / "my-notes").write("entropy.md", GOOD).commit("2026-02-03T10:00:00+00:00")
    return tmp_path / "my-notes"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The repository without its posts, to write in."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("pelicanconf.py", "tasks.py"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("analytics", "plugins", "theme", "demo", "checkout"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "content").mkdir()
    shutil.copy(ROOT / "content" / "topics.yaml", folder / "content" / "topics.yaml")
    return folder


@pytest.mark.parametrize(
    "command",
    sorted(tasks.namespace.tasks),
)
def test_every_command_has_help_for_itself_and_for_each_of_its_options(command: str) -> None:
    said = invoke("--help", command).stdout
    assert re.search(r"Docstring:\n  \w", said)
    assert re.search(rf"  Examples:\n    \S.* {command}\b", said)
    options = re.split(r"^  (?=-)", said.partition("Options:\n")[2], flags=re.MULTILINE)[1:]
    assert [option for option in options if not re.search(r"--[][\w-]+(=\w+)?\s+\w", option)] == []


def said_here(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    """What a command line says, read in this process."""
    Program(namespace=tasks.namespace).run(["invoke", *arguments], exit=False)
    return capsys.readouterr()


@pytest.mark.parametrize("asked", ["--help", "-h"])
@pytest.mark.parametrize("command", ["delete", "import", "release", "resource", "restore"])
def test_help_for_a_command_may_come_behind_its_name(
    capsys: pytest.CaptureFixture[str], command: str, asked: str
) -> None:
    expected, _ = said_here(capsys, "--help", command)
    said, complaint = said_here(capsys, command, asked)
    assert said.partition("Docstring:")[2] == expected.partition("Docstring:")[2] != ""
    assert complaint == ""


def test_an_option_that_a_command_does_not_know_is_not_taken_for_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("delete", "resource"):
        _, complaint = said_here(capsys, command, "--no-such")
        assert re.fullmatch(rf"--no-such: there is no such option: run \S.* --help {command}\n", complaint)


def test_an_option_without_its_value_is_named_as_it_is_typed(capsys: pytest.CaptureFixture[str]) -> None:
    assert said_here(capsys, "build", "--content")[1] == "Flag --content needed value and was not given one!\n"


def test_a_command_that_does_not_exist_is_followed_by_how_to_find_those_that_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    program = CommandLine(namespace=registry.COMMANDS, binary="python -m learning_timeline")
    program.run(["", "buidl"], exit=False)
    assert capsys.readouterr().err == (
        "No idea what 'buidl' is! Run python -m learning_timeline for the commands, or with --help behind one of them.\n"
    )


@pytest.mark.parametrize(("command", "library"), [("test", "pytest"), ("lint", "ruff"), ("bench", "playwright")])
def test_a_tool_that_is_not_installed_is_named_with_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, command: str, library: str
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(Exit, match=rf"{library} is not installed: run .*install .*\[{command}\]"):
        tasks.namespace.tasks[command](Context(Config({registry.SITE: str(ROOT)})))


def test_a_command_whose_reader_has_seen_enough_ends_without_a_traceback() -> None:
    # The pipe is closed before anything is written to it.
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "invoke", "world"]
    ended = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert "Traceback" not in ended.stderr


def test_build_writes_a_site_from_any_folder_and_says_where(notes: Path, tmp_path: Path) -> None:
    ended = invoke("build", "--content", str(notes), "--output", str(tmp_path / "site"), "--today", "2026-11-23")
    assert ended.returncode == 0, ended.stderr
    assert f"The site is in {tmp_path / 'site'}" in ended.stdout
    page = (tmp_path / "site/timeline/index.html").read_text(encoding="utf-8")
    assert "My Notes" in page
    assert [path.name for path in tmp_path.iterdir() if "site." in path.name] == []


def test_a_build_that_fails_leaves_the_old_site_as_it_was(notes: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    build = ("build", "--content", str(notes), "--output", str(target))
    assert invoke(*build).returncode == 0
    before = {path: path.read_bytes() for path in sorted(target.rglob("*")) if path.is_file()}
    (notes / "bad.md").write_text("---\ntitle: Bad\nsave_as: ../bad.html\n---\n", encoding="utf-8")
    ended = invoke(*build)
    assert ended.returncode == 1
    assert "bad.md:3: `save_as` is '../bad.html', which leads out of the site: write a path" in ended.stdout
    assert "Traceback" not in ended.stdout + ended.stderr
    assert {path: path.read_bytes() for path in sorted(target.rglob("*")) if path.is_file()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my-notes", "site"]


@pytest.mark.slow  # tests/building/test_incremental.py does it without the command
def test_what_no_longer_belongs_to_the_site_is_gone_after_the_next_build(notes: Path, tmp_path: Path) -> None:
    build = ("build", "--content", str(notes), "--output", str(tmp_path / "site"))
    assert invoke(*build).returncode == 0
    (notes / "entropy.md").write_text(GOOD.replace("2026-02-03", "2025-02-03"), encoding="utf-8")
    assert invoke(*build).returncode == 0
    assert (tmp_path / "site/2025").exists()
    assert not (tmp_path / "site/2026").exists()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--content", "{notes}", "--today", "2026-02-30"), "--today 2026-02-30: that is not a day: write it as"),
        (("--content", "{notes}/none"), "there is no such folder"),
        (("--content", "{notes}", "--output", "{notes}"), "the site would overwrite the posts"),
        (("--content", "{notes}", "--output", "{notes}/.."), "the site would overwrite the posts"),
        (("--content", "{notes}/.git", "--output", "{notes}"), "the site would overwrite the posts"),
    ],
)
def test_build_refuses_what_cannot_be_meant(notes: Path, arguments: tuple[str, ...], complaint: str) -> None:
    ended = invoke("build", *(argument.format(notes=notes) for argument in arguments))
    assert ended.returncode == 2
    assert complaint in ended.stderr
    assert (notes / "entropy.md").read_text(encoding="utf-8") == GOOD


def test_a_build_that_is_stopped_by_hand_ends_with_130(notes: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "invoke", "build", "--content", str(notes), "--output", str(tmp_path / "site")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as build:
        while build.poll() is None and not (tmp_path / ".site.lock").exists():
            time.sleep(0.01)
        os.killpg(build.pid, signal.SIGINT)
        said, _ = build.communicate(timeout=30)
    assert build.returncode == 130, said
    assert not (tmp_path / "site").exists()


def test_serve_refuses_a_port_that_there_is_not(notes: Path) -> None:
    ended = invoke("serve", "--content", str(notes), "--port", "99999")
    assert ended.returncode == 2
    assert ended.stderr == "--port 99999: there is no such port: choose one up to 65535\n"


def test_build_does_not_replace_a_folder_that_is_no_site(notes: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis/chapter.tex").write_text("Years of work", encoding="utf-8")
    ended = invoke("build", "--content", str(notes), "--output", str(tmp_path / "thesis"))
    assert ended.returncode == 2
    assert "holds something other than a site" in ended.stderr
    assert (tmp_path / "thesis/chapter.tex").read_text(encoding="utf-8") == "Years of work"


@pytest.mark.slow
def test_what_counts_and_draws_is_not_loaded_before_it_is_needed(checkout: Path, notes: Path, tmp_path: Path) -> None:
    build = ("build", "--content", str(notes), "--output", str(tmp_path / "site"), "--today", "2026-11-23")
    assert {"pandas", "plotly"} <= _loaded_by(*build)
    _wait_until_times_tell_changes()
    _loaded_by(*build)
    heavy = {"pandas", "numpy", "plotly", "git", "selectolax", "feedparser", "playwright"}
    assert _loaded_by(*build) & {*heavy, "pelican"} == {"pelican"}
    assert _loaded_by("--list") & {*heavy, "invoke"} == {"invoke"}
    assert _loaded_by("new", "--title", "On loading late", cwd=checkout) & {*heavy, "pelican", "yaml"} == {
        "pelican",
        "yaml",
    }


def _loaded_by(*arguments: str, cwd: Path = ROOT) -> set[str]:
    """The packages that a command and all that it starts import."""
    command = [sys.executable, "-m", "invoke", *arguments]
    env = os.environ | {"PYTHONPROFILEIMPORTTIME": "1"}
    ended = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=True)
    lines = [line for line in ended.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def _wait_until_times_tell_changes() -> None:
    time.sleep(2.1)  # as long as the plugin distrusts a file that was just written


def test_a_quick_check_tells_all_problems_and_writes_nothing(notes: Path) -> None:
    ended = invoke("check", "--quick", "--content", str(notes))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "1 post read, and no problems; nothing was written." in ended.stdout
    for name in "ab":
        (notes / f"{name}.md").write_text("---\ntitle: Bad\ndate: yesterday\nlevel: 3\n---\n", encoding="utf-8")
    named = invoke("check", "--quick", "--json", "--content", str(notes))
    assert named.returncode == 0
    assert "4 remarks, named above" in named.stderr
    found = json.loads(named.stdout)
    assert found["ok"]
    assert [(one["severity"], one["file"], one["line"]) for one in found["content"]] == [
        ("remark", f"{name}.md", line) for name in "ab" for line in (3, 4)
    ]
    ended = invoke("check", "--quick", "--strict", "--content", str(notes))
    assert ended.returncode == 1
    assert "4 problems in the content" in ended.stdout
    assert sorted(path.name for path in notes.parent.iterdir()) == ["my-notes"]


def test_who_stops_a_build_while_pelican_is_still_loaded_sees_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "pelican").mkdir()
    (tmp_path / "pelican/__init__.py").write_text("raise KeyboardInterrupt\n", encoding="utf-8")
    words = [sys.executable, "-c", workplace.PELICAN, "content"]
    ended = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (130, "")
    assert ended.stdout == "The build was stopped. The site is as it was.\n"


@pytest.mark.slow  # tests/commands/test_checking.py looks at each part
def test_check_looks_at_the_whole_site_and_leaves_the_one_that_is_there(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "git").symlink_to(shutil.which("git") or "")
    monkeypatch.setenv("PATH", str(programs))
    ended = invoke("check", "--content", str(notes))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert re.search(
        r"^Checked the links of \d+ pages, 4 feeds.* no problems with the site\.$", ended.stdout, re.MULTILINE
    )
    assert "NOT CHECKED: the HTML: Java is not on PATH" in ended.stdout
    assert "NOT CHECKED: accessibility: there is no Chromium" in ended.stdout
    odd = GOOD.replace("---\n", "---\nlevel: 3\nkind: bogus\n", 1)
    (notes / "entropy.md").write_text(f"{odd}\n[Codes](/codes/)\n", encoding="utf-8")
    ended = invoke("check", "--content", str(notes))
    assert ended.returncode == 0
    # Two builds find it; each remark is one line of its own, said once.
    assert [len(re.findall(rf"^entropy\.md:{line}: ", ended.stdout, re.MULTILINE)) for line in (2, 3)] == [1, 1]
    (notes / "entropy.md").write_text(f"{GOOD}\n[Codes](/codes/)\n", encoding="utf-8")
    ended = invoke("check", "--strict", "--content", str(notes))
    assert ended.returncode == 1
    assert re.search(r"\(entropy\.md:9\), and \d other pages: the link to /codes/ leads nowhere: name", ended.stdout)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my-notes", "programs"]


@pytest.mark.parametrize(
    ("address", "arguments", "complaint"),
    [
        ("", (), "address is not known: set WEB_ADDRESS or SITEURL in pelicanconf.py, or SITEURL in the environment"),
        ("example.org", (), "SITEURL is 'example.org', which is not a web address"),
        ("https://example.org", ("--to=-e sh",), "--to '-e sh': that is not a name"),
        ("https://example.org", (), "is not in a git repository with a commit"),
    ],
)
def test_publish_refuses_what_cannot_be_meant(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, address: str, arguments: tuple[str, ...], complaint: str
) -> None:
    monkeypatch.setenv("SITEURL", address)
    ended = invoke("publish", *arguments, cwd=checkout)
    assert ended.returncode == 2
    assert complaint in ended.stderr
    assert "Traceback" not in ended.stderr


def test_new_writes_the_beginning_of_a_post_that_builds(checkout: Path) -> None:
    ended = invoke(
        "new",
        "--title",
        "Q: what is “attention”?",
        "--topic",
        "llm",
        "--kind",
        "paper",
        "--date",
        "2026-11-23",
        cwd=checkout,
    )
    assert ended.returncode == 0, ended.stderr
    path = checkout / ended.stdout.strip()
    assert path == checkout / "content/posts/2026/q-what-is-attention.md"
    assert "category: language-models\nkind: paper" in path.read_text(encoding="utf-8")
    built = invoke("build", cwd=checkout)
    assert built.returncode == 0, built.stdout + built.stderr
    assert (checkout / "output/posts/2026/11/q-what-is-attention/index.html").exists()


def test_new_never_writes_over_a_post(checkout: Path) -> None:
    again = ("new", "--title", "A title", "--date", "2026-11-23")
    assert invoke(*again, cwd=checkout).returncode == 0
    ended = invoke(*again, cwd=checkout)
    assert ended.returncode == 2
    assert "this post is there already" in ended.stderr


@pytest.mark.parametrize(("option", "value"), [("--kind", "papr"), ("--date", "soon"), ("--topic", "quantum")])
def test_new_refuses_a_kind_a_date_or_a_topic_that_it_does_not_know(checkout: Path, option: str, value: str) -> None:
    ended = invoke("new", "--title", "A title", option, value, cwd=checkout)
    assert ended.returncode == 2
    assert f"{value}: " in ended.stderr
    assert "--today" not in ended.stderr
    assert not (checkout / "content/posts").exists()


def test_demo_builds_a_simulated_journal_that_says_so_on_every_page(checkout: Path) -> None:
    ended = invoke("demo", "--years", "2", "--seed", "7", cwd=checkout)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    pages = list((checkout / "demo-output").rglob("*.html"))
    assert len(pages) > 50
    assert [page for page in pages if "simulated" not in page.read_text(encoding="utf-8")] == []
    assert invoke("demo", "--years", "0", cwd=checkout).returncode == 2


def test_assets_without_npm_says_what_to_install(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "invoke", "assets"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={"PATH": str(tmp_path)})
    assert ended.returncode == 2
    assert "npm is not on PATH: install Node.js" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_assets_installs_what_the_lock_says_and_runs_nothing_of_it(tmp_path: Path) -> None:
    npm = tmp_path / "npm"
    npm.write_text('#!/bin/sh\necho "npm $@"\n', encoding="utf-8")
    npm.chmod(0o755)
    command = [sys.executable, "-m", "invoke", "assets"]
    env = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=env)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("npm ci --ignore-scripts")


@pytest.mark.slow  # tests/commands/test_serving.py does it without the command
def test_serve_shows_drafts_and_follows_changes(notes: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "invoke", "serve", "--content", str(notes), "--port", str(port)]
    log = (tmp_path / "log").open("w", encoding="utf-8")
    (notes / "draft.md").write_text(
        GOOD.replace("title: On entropy", "title: Half a thought\nstatus: draft"), encoding="utf-8"
    )
    made = tmp_path / "made"
    made.mkdir()
    env = {**os.environ, "PYTHONUNBUFFERED": "1", "TMPDIR": str(made)}
    process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=env)
    try:
        assert "On entropy" in _fetch(f"http://127.0.0.1:{port}/", "On entropy")
        assert "Half a thought" in _fetch(f"http://127.0.0.1:{port}/drafts/draft/", "Half a thought")
        assert "serve.js" in _fetch(f"http://127.0.0.1:{port}/", "serve.js")
        (notes / "second.md").write_text(GOOD.replace("On entropy", "On codes"), encoding="utf-8")
        assert "On codes" in _fetch(f"http://127.0.0.1:{port}/", "On codes")
        assert list(made.glob("learning-timeline-*"))
    finally:
        process.terminate()
        process.wait()
        log.close()
    assert list(made.glob("learning-timeline-*")) == []


def _fetch(url: str, wanted: str) -> str:
    """The page, once it says what is wanted."""
    said = ""
    for _ in range(600):
        try:
            said = urlopen(url, timeout=5).read().decode()
        except OSError:  # not there yet, or busy with building
            said = ""
        if wanted in said:
            return said
        time.sleep(0.1)
    return said
