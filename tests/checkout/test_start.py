"""A copy of the repository becomes its reader's own journal, and stays that through newer versions of the software."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from invoke.exceptions import Exit

from checkout.answers import KINDS, Answers, ask, kinds, wrong
from checkout.start import SAMPLES, defaults, introduce, push_to, samples, start, with_settings
from checkout.update import update
from learning_timeline.commands.repository import Repository
from tests.builders.git_story import GitStory

ROOT = Path(__file__).resolve().parents[2]
MILESTONES = """# Events.

- date: "1948-07"
  title: Shannon founds information theory
  kind: world

- date: "2026-11-23"
  title: This journal begins
  kind: own

- date: "2026-11-24"
  title: A model of today
  kind: world
"""
ADA = Answers(
    name='What "I" learn',
    subtitle="",
    author="Ada",
    address="https://ada.example/journal",
    zone="Europe/London",
    language="de",
    licence="CC-BY-SA-4.0",
    keep=frozenset({"milestones"}),
)


def software(folder: Path) -> GitStory:
    """The repository as a newcomer clones it, in small: with its own settings and samples of each kind."""
    story = GitStory(folder)
    for name in ("pelicanconf.py", "LICENSE", ".gitignore"):
        story.write(name, (ROOT / name).read_bytes())
    story.write("tasks.py", "version = 1\n\n\n\n\nrest = 1\n").write("old.py").write("pyproject.toml")
    for path in SAMPLES.read_text(encoding="utf-8").splitlines():
        story.write(path, f"{path}\n")
    story.write("content/milestones.yaml", MILESTONES).write("content/world/cost.yaml").write("content/LICENSE")
    return story.write("content/topics.yaml", "graphs:\n  name: Graphs\n").commit("2026-11-23T10:00:00+00:00")


@pytest.fixture
def clone(tmp_path: Path) -> GitStory:
    source = software(tmp_path / "software")
    source.git("clone", "--quiet", str(source.path), str(tmp_path / "my-notes"))
    journal = GitStory(tmp_path / "my-notes")
    for key, value in (("user.name", "Ada"), ("user.email", "ada@example.org")):
        journal.git("config", key, value)
    return journal


def files(story: GitStory, under: str = "content") -> list[str]:
    return story.git("ls-files", under).split()


def test_a_journal_that_is_started_holds_nothing_of_the_sample_but_what_is_kept(clone: GitStory) -> None:
    said: list[str] = []
    start(clone.path, ADA, said.append)
    assert files(clone) == ["content/LICENSE", "content/milestones.yaml", "content/topics.yaml"]
    assert "is set up: 2" in said[0]
    assert "begins" not in (clone.path / "content/milestones.yaml").read_text(encoding="utf-8")
    assert "A model of today" in (clone.path / "content/milestones.yaml").read_text(encoding="utf-8")
    assert "Graphs" not in (clone.path / "content/topics.yaml").read_text(encoding="utf-8")
    licence = (clone.path / "content/LICENSE").read_text(encoding="utf-8")
    assert "CC-BY-SA-4.0: https://creativecommons.org/licenses/by-sa/4.0/" in licence
    assert "- the milestones of AI" in licence
    settings = runpy.run_path(str(clone.path / "pelicanconf.py"))
    told = [
        settings[name] for name in ("SITENAME", "SITESUBTITLE", "AUTHOR", "WEB_ADDRESS", "TIMEZONE", "DEFAULT_LANG")
    ]
    assert told == ['What "I" learn', "", "Ada", "https://ada.example/journal", "Europe/London", "de"]
    assert clone.git("status", "--porcelain") == ""


def test_it_can_be_run_again_and_takes_nothing_that_is_its_authors(clone: GitStory) -> None:
    start(clone.path, Answers(**{**{k: getattr(ADA, k) for k in ADA.__slots__}, "keep": frozenset(KINDS)}), print)
    clone.write("content/topics.yaml", "mine:\n  name: Mine\n").write("content/posts/2026/mine.md")
    clone.write("content/pages/about.md", "Me.\n").commit("2026-11-24T10:00:00+00:00")
    known = defaults(clone.path, runpy.run_path(str(clone.path / "pelicanconf.py")))
    assert (known["name"], known["zone"], known["licence"]) == (ADA.name, ADA.zone, ADA.licence)
    assert kinds(known["keep"]) == {"posts", "pages", "milestones", "world"}
    said: list[str] = []
    start(clone.path, ADA, said.append)
    assert files(clone) == [
        "content/LICENSE",
        "content/milestones.yaml",
        "content/pages/about.md",
        "content/posts/2026/mine.md",
        "content/topics.yaml",
    ]
    start(clone.path, ADA, said.append)
    assert said[-1] == "Nothing has changed."


def test_it_leaves_a_licence_that_its_author_wrote_and_forgets_nobody_whose_work_was_kept(clone: GitStory) -> None:
    start(clone.path, ADA, print)
    licence = (clone.path / "content/LICENSE").read_text(encoding="utf-8")
    clone.write("content/milestones.yaml", MILESTONES).commit("2026-11-24T10:00:00+00:00")
    settings = runpy.run_path(str(clone.path / "pelicanconf.py"))
    again = {**{k: getattr(ADA, k) for k in ADA.__slots__}, "keep": kinds(defaults(clone.path, settings)["keep"])}
    start(clone.path, Answers(**{**again, "name": "Other"}), print)
    assert (clone.path / "content/LICENSE").read_text(encoding="utf-8") == licence
    clone.write("content/LICENSE", "Ask me.\n").commit("2026-11-25T10:00:00+00:00")
    for name in ("Third", "Fourth"):
        start(clone.path, Answers(**{**again, "name": name}), print)
        assert (clone.path / "content/LICENSE").read_text(encoding="utf-8") == "Ask me.\n"


def test_settings_are_found_however_they_are_written() -> None:
    text = with_settings('"""Mine."""\nSITENAME = (\n    "A"\n    "B"\n)\nTIMEZONE="UTC"\n', ADA)
    settings: dict[str, str] = {}
    exec(text, settings)
    assert (settings["SITENAME"], settings["TIMEZONE"], settings["AUTHOR"]) == (ADA.name, ADA.zone, ADA.author)
    assert text.count("TIMEZONE") == 1
    assert with_settings(text, ADA) == text


def test_a_commit_that_git_refuses_leaves_all_as_it_was(clone: GitStory) -> None:
    clone.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n")
    (clone.path / ".git/hooks/pre-commit").chmod(0o755)
    with pytest.raises(Exit, match=r"Nothing was changed\."):
        start(clone.path, ADA, print)
    assert clone.git("status", "--porcelain") == ""


def test_what_is_not_committed_is_not_mixed_in(clone: GitStory) -> None:
    clone.write("content/posts/2026/mine.md")
    with pytest.raises(Exit, match=r"1 file is not committed, such as content/posts/2026/mine\.md: commit first"):
        start(clone.path, ADA, print)


def test_a_person_is_asked_until_an_answer_will_do(clone: GitStory) -> None:
    settings = runpy.run_path(str(clone.path / "pelicanconf.py"))
    addresses = ["journal.example", "https://ada.example/"]
    lines = iter(["", "-", "", *addresses, "Berlin", "Europe/Berlin", "", "", "", *"nnyy", ""])
    shown: list[str] = []

    def read(question: str) -> str:
        shown.append(question)
        return next(lines)

    answers = ask(defaults(clone.path, settings), {}, read)
    assert shown[0] == "Name of the journal [My Notes]: "
    assert shown[4].startswith("It is 'journal.example', which is not a web address: ")
    assert "write it as https://YOU.github.io/journal.\nIts address" in shown[4]
    assert answers == {
        "name": "My Notes",
        "subtitle": "",
        "author": "Ada",
        "address": "https://ada.example",
        "zone": "Europe/Berlin",
        "language": "en",
        "licence": "",
        "origin": "",
        "keep": "milestones,world,topics",
    }
    assert next(lines, None) is None


@pytest.mark.parametrize(
    ("answer", "text", "why"),
    [
        ("name", "", "needs a name"),
        ("name", "a\nb", "unprintable characters"),
        ("language", "german", "not a language"),
        ("keep", "posts,films", "'films' did not come with the software"),
        ("email", "-x@y", "not an e-mail address"),
        ("licence", "", ""),
    ],
)
def test_an_answer_that_will_not_do_is_told(answer: str, text: str, why: str) -> None:
    assert why in wrong(answer, text)
    assert bool(why) == bool(wrong(answer, text))


def test_git_learns_who_commits_in_this_repository_alone(
    clone: GitStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    repository = Repository(software(tmp_path / "other").path)
    assert not introduce(repository, "Ada", "")
    assert introduce(repository, "Ada", "ada@example.org")
    assert not (tmp_path / ".gitconfig").exists()
    assert introduce(Repository(clone.path), "Grace", "grace@example.org")
    assert clone.git("config", "user.name").strip() == "Ada"


def test_a_clone_of_the_software_gets_an_origin_of_its_own_and_knows_where_updates_come_from(
    clone: GitStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_to(Repository(clone.path), "https://example.org/ada/journal.git")
    push_to(Repository(clone.path), "git@example.org:ada/journal.git")
    assert clone.git("remote", "get-url", "origin").strip() == "git@example.org:ada/journal.git"
    assert clone.git("remote", "get-url", "software").strip() == str(tmp_path / "software")
    # A folder is named from here, where git would look for it from the repository.
    (tmp_path / "mine.git").mkdir()
    monkeypatch.chdir(tmp_path)
    push_to(Repository(clone.path), "mine.git")
    assert clone.git("remote", "get-url", "origin").strip() == str(tmp_path / "mine.git")
    (tmp_path / "mine.git").rmdir()
    GitStory(tmp_path / "mine.git").git("config", "core.bare", "true")
    clone.git("push", "--quiet")
    assert GitStory(tmp_path / "mine.git").git("rev-parse", "main") == clone.git("rev-parse", "HEAD")
    said: list[str] = []
    update(clone.path, "", "main", said.append)
    assert said == ["The software is up to date."]


def test_a_newer_version_comes_in_and_the_content_stays(clone: GitStory, tmp_path: Path) -> None:
    source = GitStory(tmp_path / "software")
    start(clone.path, ADA, print)
    clone.write("tasks.py", "version = 1\n\n\n\n\nrest = 'mine'\n").write("old.py", "Mine.\n")
    clone.write("content/posts/2026/mine.md").commit("2026-11-24T10:00:00+00:00")
    kept = {path: (clone.path / path).read_bytes() for path in files(clone)}
    source.write("tasks.py", "version = 2\n\n\n\n\nrest = 2\n").write("new.py", "New.\n").delete("old.py")
    source.write("content/posts/2026/a-new-sample.md").write("content/milestones.yaml", "[]\n")
    source.write("content/posts/2026/mine.md", "Not mine.\n").delete("content/LICENSE")
    source.commit("2026-11-25T10:00:00+00:00")
    said: list[str] = []
    update(clone.path, str(source.path), "main", said.append)
    assert {path: (clone.path / path).read_bytes() for path in files(clone)} == kept
    assert (clone.path / "tasks.py").read_text(encoding="utf-8") == "version = 2\n\n\n\n\nrest = 'mine'\n"
    assert (clone.path / "new.py").exists()
    assert (clone.path / "old.py").read_text(encoding="utf-8") == "Mine.\n"
    assert said[0].startswith("1 commit of the software came in by one merge")
    assert said[2].endswith("yours stayed: old.py, tasks.py")
    assert clone.git("status", "--porcelain") == ""
    assert clone.git("worktree", "list").count("\n") == 1
    update(clone.path, "", "main", said.append)
    assert said[-1] == "The software is up to date."
    # What was kept and changed belongs to its author.
    assert samples(Repository(clone.path)) == {}


def test_an_update_that_cannot_be_changes_nothing(clone: GitStory, tmp_path: Path) -> None:
    head = clone.head
    with pytest.raises(Exit, match="Where does the software come from"):
        update(clone.path, "", "main", print)
    other = GitStory(tmp_path / "other").write("a.md").commit("2026-11-24T10:00:00+00:00")
    with pytest.raises(Exit, match=r"no commit in common .* Nothing was changed\."):
        update(clone.path, str(other.path), "main", print)
    assert clone.git("remote").split() == ["origin"]
    # A file that git does not know is not overwritten.
    source = GitStory(tmp_path / "software").write("mine.txt").commit("2026-11-25T10:00:00+00:00")
    clone.write(".git/info/exclude", "mine.txt\n").write("mine.txt", "Mine.\n")
    with pytest.raises(Exit, match=r"Nothing was changed\."):
        update(clone.path, str(source.path), "main", print)
    assert clone.head == head
    assert (clone.path / "mine.txt").read_text(encoding="utf-8") == "Mine.\n"


def test_what_its_author_wrote_outlasts_folders_and_names_that_the_software_changes(
    clone: GitStory, tmp_path: Path
) -> None:
    source = GitStory(tmp_path / "software")
    for number in range(4):
        source.write(f"theme/{number}.css", f"{number}\n" + "A line.\n" * 20)
    source.commit("2026-11-24T10:00:00+00:00")
    update(clone.path, str(source.path), "main", print)
    mine = {f"theme/{number}.css": f"{number}\n" + "A line.\n" * 20 + "Mine.\n" for number in (0, 1)}
    mine |= {"theme/mine.css": "Mine.\n", "look/0.css": "Mine.\n", "tools": "Mine.\n", "notes/a.txt": "Mine.\n"}
    for path, text in mine.items():
        clone.write(path, text)
    clone.commit("2026-11-25T10:00:00+00:00")
    source.git("mv", "theme", "look")
    source.git("mv", "look/1.css", "content/1.css")
    source.write("tools/a.py").write("notes").commit("2026-11-25T10:00:00+00:00")
    update(clone.path, "", "main", print)
    assert {path: (clone.path / path).read_text(encoding="utf-8") for path in mine} == mine
    assert (clone.path / "look/2.css").exists()
    assert clone.git("status", "--porcelain") == ""


def test_the_list_of_samples_is_whole() -> None:
    listed = SAMPLES.read_text(encoding="utf-8").splitlines()
    kinds_of_samples = ("posts", "images", "pages", "resources.bib", "story.yaml")
    there = Repository(ROOT).git("ls-files", *(f"content/{one}" for one in kinds_of_samples)).split()
    if not set(there) <= set(listed) and not {listed[0]} <= set(there):
        pytest.skip("this journal was started: its posts are no samples")
    assert there == listed, "list each sample in checkout/samples.txt, so that `invoke start` can remove it"
