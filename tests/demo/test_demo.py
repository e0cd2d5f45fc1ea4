"""The simulated journal: the same for the same seed, honest about itself, and with all that real histories have."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from analytics import parse_series
from demo.fast_import import run_git
from demo.journal import FIRST_TOPICS, SimulatedJournal, simulate, write_demo
from demo.phrases import phrases, subjects
from demo.world import simulated_series

ROOT = Path(__file__).resolve().parents[2]
YEARS, SEED = 16, 7


def git(folder: Path, *command: str) -> str:
    return run_git(folder, *command).decode()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SimulatedJournal]:
    folder = tmp_path_factory.mktemp("demo") / "journal"
    return folder, write_demo(folder, years=YEARS, seed=SEED)


@pytest.fixture(scope="module")
def demo(written: tuple[Path, SimulatedJournal]) -> Path:
    return written[0]


@pytest.fixture(scope="module")
def journal(written: tuple[Path, SimulatedJournal]) -> SimulatedJournal:
    return written[1]


def posts(folder: Path) -> list[Path]:
    return sorted((folder / "content" / "posts").rglob("*.md"))


def front_matter(text: str) -> dict[str, object]:
    """What stands between the first two lines of dashes; nothing for a post without front matter."""
    if not text.startswith("---\n"):
        return {}
    loaded = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(loaded, dict)
    return loaded


def head_of_two_years(folder: Path, hash_seed: str) -> str:
    code = "import sys, pathlib, demo.journal as j; j.write_demo(pathlib.Path(sys.argv[1]), years=2, seed=3)"
    subprocess.run(
        [sys.executable, "-c", code, folder], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": hash_seed}, check=True
    )
    return git(folder, "rev-parse", "HEAD")


def test_the_same_seed_writes_the_same_repository_whatever_the_hash_seed(tmp_path: Path) -> None:
    assert head_of_two_years(tmp_path / "a", "1") == head_of_two_years(tmp_path / "b", "2")


def test_another_seed_writes_another_repository(tmp_path: Path) -> None:
    for seed in (1, 2):
        write_demo(tmp_path / str(seed), years=1, seed=seed)
    assert git(tmp_path / "1", "rev-parse", "HEAD") != git(tmp_path / "2", "rev-parse", "HEAD")


def test_the_work_tree_is_checked_out_and_clean(demo: Path) -> None:
    assert git(demo, "status", "--porcelain") == ""
    assert (demo / "content" / "pages" / "about.md").exists()


def test_every_post_and_the_about_page_say_that_they_are_simulated(demo: Path) -> None:
    for path in [*posts(demo), *(demo / "content" / "drafts").glob("*.md")]:
        assert (
            f"This post is simulated: a program wrote it from seed {SEED}."
            in path.read_text(encoding="utf-8").splitlines()[-1]
        )
    assert f"This journal is simulated: a program wrote it from seed {SEED}" in (
        demo / "content" / "pages" / "about.md"
    ).read_text(encoding="utf-8")


def test_every_front_matter_is_yaml_with_a_title_and_a_known_topic(demo: Path) -> None:
    topics = yaml.safe_load((demo / "content" / "topics.yaml").read_text(encoding="utf-8"))
    known = {name for slug, topic in topics.items() for name in (slug, topic["name"], *topic.get("aliases", []))}
    without = 0
    for path in posts(demo):
        fields = front_matter(path.read_text(encoding="utf-8"))
        without += not fields
        assert fields.get("category", path.parent.name) in known
        assert fields or path.read_text(encoding="utf-8").startswith("# ")
        for resource in fields.get("resources", []):  # type: ignore[attr-defined]
            assert re.fullmatch(r"arxiv:\d{4}\.\d{4,5}|https://example\.org/simulated/invented20\d\d-\d+", resource)
    assert 0 < without < len(posts(demo)) / 10


def test_the_papers_of_the_future_are_said_to_be_invented(demo: Path) -> None:
    papers = (demo / "content" / "resources.bib").read_text(encoding="utf-8")
    titles = dict(
        zip(
            re.findall(r"url = \{(\S+simulated\S+)\}", papers),
            re.findall(r"title = \{(Invented: .+)\}", papers),
            strict=True,
        )
    )
    named = [
        (int(path.parts[-2]), resource)
        for path in posts(demo)
        for resource in front_matter(path.read_text(encoding="utf-8")).get("resources", [])  # type: ignore[attr-defined]
        if path.parts[-2].isdigit()
    ]
    late = [resource for year, resource in named if year >= 2037]
    assert sum(resource in titles for resource in late) > 0.8 * len(late) > 0
    assert all(int(resource[38:42]) <= year for year, resource in named if resource in titles), (
        "none before it is written"
    )
    milestones = yaml.safe_load((demo / "content" / "milestones.yaml").read_text(encoding="utf-8"))
    invented = [one for one in milestones if one.get("url") in titles]
    assert invented
    assert all(one["title"] == titles[one["url"]] for one in invented)


def test_some_posts_leave_their_date_to_git(demo: Path) -> None:
    dated = Counter("date" in front_matter(path.read_text(encoding="utf-8")) for path in posts(demo))
    assert dated[True] > dated[False] > 0


def test_posts_have_the_length_of_journal_entries(demo: Path) -> None:
    lengths = sorted(len(path.read_text(encoding="utf-8").split("---\n")[-1].split()) for path in posts(demo))
    assert lengths[0] >= 60
    assert lengths[len(lengths) // 20] >= 80
    assert lengths[-len(lengths) // 20] <= 500


def test_the_journal_says_what_it_has_in_it(demo: Path, journal: SimulatedJournal) -> None:
    assert journal.posts == len(posts(demo))
    assert journal.until == date(2042, 11, 22)
    # One more commit lists the reformats, when their names are known.
    assert int(git(demo, "rev-list", "--count", "HEAD")) == len(journal.revisions) + 1


def test_the_history_has_renames_deletions_and_merges(demo: Path) -> None:
    changes = Counter(line[0] for line in git(demo, "log", "--format=", "--name-status", "-M").splitlines() if line)
    assert changes["R"] > 50
    assert changes["D"] > 5
    assert int(git(demo, "rev-list", "--merges", "--count", "HEAD")) > 5


def test_drafts_become_posts_with_their_history(demo: Path) -> None:
    moved = git(demo, "log", "--format=", "--name-status", "-M30%", "--diff-filter=R")
    assert re.search(r"^R0[3-9]\d\tcontent/drafts/\S+\tcontent/(notes|posts)/\d{4}/", moved, flags=re.MULTILINE)


def test_one_folder_moves_as_a_whole(demo: Path) -> None:
    [sha] = git(demo, "log", "--format=%H", "--grep=Move notes to posts").split()
    moves = git(demo, "show", "--format=", "--name-status", "-M", sha).splitlines()
    assert len(moves) > 20
    assert all(line.startswith("R100\tcontent/notes/") for line in moves)
    assert not (demo / "content" / "notes").exists()


def test_a_path_is_used_again_for_another_post(demo: Path) -> None:
    born = Counter(
        git(demo, "log", "--format=", "--name-only", "--no-renames", "--diff-filter=A", "--", "content/*.md").split()
    )
    assert max(born.values()) > 1


def test_bulk_reformats_are_listed_and_change_no_word(demo: Path, journal: SimulatedJournal) -> None:
    lines = (demo / ".git-blame-ignore-revs").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if not line.startswith("#")]
    assert len(listed) == len(journal.bulk) == 3
    for sha in listed:
        assert git(demo, "show", "--format=%an", "--no-patch", sha).strip() == "format-bot"
        [changed, *_] = git(demo, "show", "--format=", "--name-only", sha).split()
        before, after = (git(demo, "show", f"{revision}:{changed}") for revision in (f"{sha}^", sha))
        assert before != after
        assert before.split() == after.split()


def test_two_people_write_and_mailmap_joins_the_addresses_of_one(demo: Path) -> None:
    addresses = Counter(git(demo, "log", "--format=%an <%ae>").splitlines())
    people = Counter(git(demo, "log", "--format=%aN <%aE>").splitlines())
    assert set(people) == {
        "Author <author@journal.example>",
        "Second author <second.author@journal.example>",
        "format-bot <format-bot@journal.example>",
    }
    assert len(addresses) == len(people) + 1


def test_dates_pass_2038_and_follow_the_author_around_the_world(demo: Path) -> None:
    dates = git(demo, "log", "--format=%aI").split()
    moments = [datetime.fromisoformat(moment) for moment in dates]
    assert max(moments).year == 2042
    assert len({moment.utcoffset() for moment in moments}) >= 5
    assert any(
        moment.strftime("%m-%d %H:%M") == "12-31 23:30" and moment.utcoffset() == timedelta(hours=-8)
        for moment in moments
    )
    stamps = git(demo, "log", "--format=%at %ct").splitlines()
    assert any(authored != committed for authored, committed in map(str.split, stamps))


def test_one_silence_lasts_longer_than_a_year(journal: SimulatedJournal) -> None:
    days = sorted({revision.authored.date() for revision in journal.revisions})
    assert max(later - earlier for earlier, later in pairwise(days)) >= timedelta(days=400)


def test_no_commit_lies_outside_of_the_journal(journal: SimulatedJournal) -> None:
    days = [revision.authored.date() for revision in journal.revisions]
    assert min(days) == journal.start
    assert max(days) <= journal.until


def test_topics_grow_and_old_names_become_aliases(demo: Path) -> None:
    [first, *_] = git(demo, "log", "--reverse", "--format=%H", "--", "content/topics.yaml").split()
    at_first = yaml.safe_load(git(demo, "show", f"{first}:content/topics.yaml"))
    at_last = yaml.safe_load((demo / "content" / "topics.yaml").read_text(encoding="utf-8"))
    assert len(at_first) == FIRST_TOPICS < len(at_last)
    assert at_first["language-models"]["name"] == "NLP"
    assert at_last["language-models"] == {"name": "Language models", "aliases": ["NLP"]}


@pytest.mark.slow
def test_fifty_years_hold_forty_topics_one_of_which_is_merged_into_another() -> None:
    journal = simulate(50, 1)
    [*_, topics] = (
        c.text for revision in journal.revisions for c in revision.changes if c.path == "content/topics.yaml"
    )
    assert isinstance(topics, str)
    listed = yaml.safe_load(topics)
    assert len(listed) == len(subjects()) - 1 == 39
    assert "kernel-methods" in listed["gaussian-processes"]["aliases"]
    assert 2_700 < journal.posts < 3_100
    assert len(journal.revisions) > 9_000


def test_a_demo_of_three_years_is_small(tmp_path: Path) -> None:
    journal = write_demo(tmp_path / "small", years=3, seed=1)
    assert 150 < journal.posts < 200
    assert len(journal.revisions) < 900


def test_only_the_worlds_milestones_are_taken_over(tmp_path: Path) -> None:
    own = tmp_path / "milestones.yaml"
    own.write_text(
        "- {date: 1950-10, title: A question, kind: world, url: 'https://example.org/', topic: unknown}\n"
        "- {date: 2026-11-23, title: Mine, kind: own}\n"
    )
    write_demo(tmp_path / "journal", years=1, seed=1, milestones=own)
    listed = yaml.safe_load((tmp_path / "journal" / "content" / "milestones.yaml").read_text(encoding="utf-8"))
    assert listed[0] == {"date": "1950-10", "title": "A question", "kind": "world", "url": "https://example.org/"}
    assert [entry["title"] for entry in listed[1:3]] == ["The first post", "Post number 10"]
    assert {entry["kind"] for entry in listed[1:]} == {"own"}


def test_series_of_the_world_go_on_in_invented_points_that_say_so() -> None:
    own = Path(__file__).parents[2] / "content" / "world"
    made = simulated_series(own, date(2060, 12, 31))
    assert made.keys() == {file.name for file in own.glob("*.yaml")}
    for name, text in made.items():
        ours, theirs = (parse_series(one, name) for one in ((own / name).read_text(encoding="utf-8"), text))
        later = theirs.points[len(ours.points) :]
        assert theirs.points[: len(ours.points)] == ours.points
        assert theirs.frontier[-1].on.year >= 2058
        assert all("invented" in point.label for point in later)
        assert "invented" in theirs.note
        assert theirs.unit != "percent" or all(0 < point.value <= 100 for point in later)


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(FileExistsError, match="not empty"):
        write_demo(tmp_path, years=1, seed=1)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(("years", "posts_per_year"), [(0, 60), (1, 0)])
def test_a_journal_without_years_or_posts_is_refused(years: int, posts_per_year: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        simulate(years, 1, posts_per_year)


def test_the_smallest_journal_has_a_first_post() -> None:
    journal = simulate(1, 1, posts_per_year=1, start=date(2028, 2, 29))
    assert journal.until == date(2029, 2, 28)
    assert journal.posts >= 1


def test_every_phrase_and_every_parent_of_a_topic_is_there() -> None:
    slugs = {subject.slug for subject in subjects()}
    for subject in subjects():
        assert subject.parent is None or subject.parent in slugs
        assert subject.into is None or subject.into in slugs
        assert subject.code is None or subject.code in phrases()["code"]
        assert len(subject.concepts) >= 6
        assert subject.resources
