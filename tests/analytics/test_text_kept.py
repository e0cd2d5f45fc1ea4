"""Of the words written in each year, those that still stand: worked out from which lines each change wrote."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import NoticeKind, Topics, analyse, count_words
from analytics import texts as analytics_texts
from analytics.frames import TEXT_KEPT, changes_frame, check
from analytics.history import read_history, versions
from analytics.lines import WORDS, Lines, LineSteps, line_steps
from analytics.text_kept import Writing, words_by_year
from learning_timeline.reading.markdown import Renderer
from tests.builders.git_story import GitStory
from tests.builders.timelines import post, timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

FOUR_LINES = "One two three.\nFour five.\nSix seven eight nine.\nTen.\n"  # 3 + 2 + 4 + 1 words
LATE = date(2100, 1, 1)


def kept(
    story: GitStory, topics: dict[str, str] | None = None, *, today: date = LATE, cache: Path | None = None
) -> list[tuple[str, int, int, int]]:
    """The rows of the frame: topic, year, words written, words kept."""
    history = read_history(story.path, until=today, cache=cache)
    of = topics or {path: "rl" for path in history.live if path.endswith(".md")}
    posts = [post("2020-01-01", topic, number=number, path=path) for number, (path, topic) in enumerate(of.items())]
    frame = analyse(posts, history, topics=Topics({}, {}), milestones=(), today=today).text_kept
    return [tuple(row) for row in check(frame, TEXT_KEPT).itertuples(index=False, name=None)]


@pytest.fixture
def story(tmp_path: Path) -> GitStory:
    return GitStory(tmp_path / "journal").write("a.md", FOUR_LINES).commit("2024-05-01T10:00:00+02:00")


def test_text_of_which_half_was_deleted_is_half_kept(story: GitStory) -> None:
    assert kept(story) == [("rl", 2024, 10, 10)]
    story.write("a.md", "Four five.\nSix seven eight nine.\nNew words.\n").commit("2026-02-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2024, 10, 6), ("rl", 2026, 2, 2)]


def test_an_edited_line_is_lost_and_written_anew(story: GitStory) -> None:
    story.write("a.md", FOUR_LINES.replace("Ten.", "Ten eleven.")).commit("2025-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2024, 10, 9), ("rl", 2025, 2, 2)]


def test_a_renamed_post_keeps_its_text(story: GitStory) -> None:
    story.rename("a.md", "posts/b.md").commit("2025-01-01T10:00:00+01:00")
    story.write("posts/b.md", FOUR_LINES + "Eleven.\n").rename("posts/b.md", "posts/c.md")
    story.commit("2026-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2024, 10, 10), ("rl", 2026, 1, 1)]


def test_text_from_before_the_content_folder_was_made_keeps_its_year(story: GitStory) -> None:
    story.rename("a.md", "content/a.md").commit("2025-01-01T10:00:00+01:00")
    history = read_history(story.path / "content")
    frame = analyse([post("2024-05-01", path="a.md")], history, topics=Topics({}, {}), milestones=(), today=LATE)
    assert frame.text_kept.to_numpy().tolist() == [["rl", 2024, 10, 10]]


def test_a_new_post_that_git_takes_for_a_rename_of_another_is_written_anew(story: GitStory) -> None:
    text = "One two three.\n" + "".join(f"Something else of {number}.\n" for number in range(4))
    story.delete("a.md").write("other.md", text).commit("2025-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2025, 19, 19)]


def test_space_front_matter_and_the_order_of_lines_are_no_text(story: GitStory) -> None:
    text = (
        "---\ntitle: A title of some words\n---\n\nTen.\r\n  Four   five.\n\nSix seven eight nine.\n\nOne two three.\n"
    )
    story.write("a.md", text).commit("2026-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2024, 10, 10)]


def test_a_line_taken_out_and_put_back_is_as_old_as_it_was(story: GitStory) -> None:
    story.write("a.md", "Ten.\n").commit("2025-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2024, 10, 1)]
    story.write("a.md", FOUR_LINES).commit("2026-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2024, 10, 10)]


def test_a_post_deleted_and_restored_is_as_old_as_it_was(story: GitStory) -> None:
    story.delete("a.md").commit("2025-01-01T10:00:00+01:00")
    story.write("a.md", FOUR_LINES).commit("2026-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2024, 10, 10)]


def test_a_line_counts_as_often_as_the_version_with_most_of_it(story: GitStory) -> None:
    story.write("a.md", "One two.\n" * 3).commit("2025-01-01T10:00:00+01:00")
    story.write("a.md", "One two.\n").commit("2026-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2024, 10, 0), ("rl", 2025, 6, 2)]


def test_branches_count_once_however_they_are_merged(story: GitStory) -> None:
    story.branch("side").write("a.md", "Aside.\n" + FOUR_LINES).commit("2025-03-01T10:00:00+01:00")
    story.switch("main").write("a.md", FOUR_LINES + "Eleven.\n").commit("2024-12-01T10:00:00+01:00")
    story.merge("side").commit("2026-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2024, 11, 11), ("rl", 2025, 1, 1)]


def test_what_a_merge_alone_says_is_written_in_it(story: GitStory) -> None:
    story.branch("side").write("a.md", "Aside.\n").commit("2025-03-01T10:00:00+01:00")
    story.switch("main").write("a.md", "Eleven.\n").commit("2025-04-01T10:00:00+01:00")
    story.merge("side").write("a.md", "Eleven.\nIn the end.\n").commit("2026-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2024, 10, 0), ("rl", 2025, 2, 1), ("rl", 2026, 3, 3)]


def test_the_year_is_the_authors(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "journal").write("a.md", "Late.\n").commit("2025-12-31T23:30:00-08:00")
    assert kept(story) == [("rl", 2025, 1, 1)]
    assert kept(story, today=date(2025, 12, 31)) == [("rl", 2025, 1, 1)]
    assert kept(story, today=date(2025, 12, 30)) == []


def test_only_published_posts_count_each_under_its_topic(story: GitStory) -> None:
    story.write("b.md", "Eleven.\n").write("draft.md", "Twelve.\n").write("photo.jpg", b"\xff").write("new.md", "")
    story.commit("2025-01-01T10:00:00+01:00").write("uncommitted.md", "Thirteen.\n").write("a.md", "Not yet.\n")
    assert kept(story, {"a.md": "rl", "b.md": "llm", "uncommitted.md": "rl", "new.md": "rl"}) == [
        ("llm", 2025, 1, 1),
        ("rl", 2024, 10, 10),
    ]


def in_bulk(story: GitStory, when: str) -> GitStory:
    """Commit as a bulk commit."""
    story.commit(when)
    return story.write(".git-blame-ignore-revs", f"{story.head}\n").commit(when)


def test_a_bulk_commit_makes_no_text_new(story: GitStory) -> None:
    story.write("a.md", FOUR_LINES + "Eleven\ntwelve thirteen\nfourteen.\n").commit("2025-01-01T10:00:00+01:00")
    story.write("a.md", "One two three. Four five.\nSix seven eight nine. Ten.\n\nEleven twelve thirteen\nfourteen.\n")
    in_bulk(story, "2026-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2024, 10, 10), ("rl", 2025, 4, 4)]
    story.write("a.md", "Six seven eight nine. Ten.\n\nEleven twelve thirteen\nfourteen.\n")
    story.commit("2027-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2024, 10, 5), ("rl", 2025, 4, 4)]


def test_a_bulk_commit_loses_what_it_takes_out_and_puts_nothing_for(story: GitStory) -> None:
    story.write("a.md", FOUR_LINES.replace("Ten.\n", ""))
    in_bulk(story, "2026-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2024, 10, 9)]


def test_what_is_known_from_bulk_commits_alone_is_of_their_year(tmp_path: Path) -> None:
    story = in_bulk(GitStory(tmp_path / "journal").write("a.md", FOUR_LINES), "2025-01-01T10:00:00+01:00")
    assert kept(story) == [("rl", 2025, 10, 10)]


def test_an_incomplete_history_gives_no_numbers_and_says_so(story: GitStory, tmp_path: Path) -> None:
    story.write("a.md", "New.\n").commit("2026-01-01T10:00:00+01:00")
    command = ["git", "clone", "--quiet", "--depth=1", f"file://{story.path}", str(tmp_path / "shallow")]
    subprocess.run(command, check=True, capture_output=True)
    history = read_history(tmp_path / "shallow")
    assert [notice.kind for notice in history.notices] == [NoticeKind.SHALLOW]
    journal = analyse([post("2026-01-01", path="a.md")], history, topics=Topics({}, {}), milestones=(), today=LATE)
    assert check(journal.text_kept, TEXT_KEPT).empty


def test_a_post_of_which_a_version_cannot_be_read_is_left_out(story: GitStory, monkeypatch: pytest.MonkeyPatch) -> None:
    story.write("a.md", "New.\n").write("b.md", "Other.\n").commit("2026-01-01T10:00:00+01:00")
    lost = story.git("rev-parse", "HEAD~1:a.md").strip().encode()
    read = versions._contents
    monkeypatch.setattr(versions, "_contents", lambda repo, blobs: read(repo, [b for b in blobs if b != lost]))
    assert kept(story) == [("rl", 2026, 1, 1)]


def test_what_a_version_says_is_read_once_ever(
    story: GitStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    read = versions._contents

    def spy(repo: object, blobs: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        asked.extend(blob.decode() for blob in blobs)
        return read(repo, blobs)  # type: ignore[arg-type]

    monkeypatch.setattr(versions, "_contents", spy)
    story.write("b.md", "Other.\n").commit("2025-01-01T10:00:00+01:00")
    first = kept(story, cache=tmp_path / "cache")
    assert len(asked) == len(set(asked)) == 2
    asked.clear()
    assert kept(story, cache=tmp_path / "cache") == first
    assert asked == []
    story.write("a.md", "New.\n").commit("2026-01-01T10:00:00+01:00")
    assert kept(story, cache=tmp_path / "cache") == [("rl", 2024, 10, 0), ("rl", 2025, 1, 1), ("rl", 2026, 1, 1)]
    assert asked == [story.git("rev-parse", f"{commit}:a.md").strip() for commit in ("HEAD~1", "HEAD")]


def test_the_words_of_a_known_history_follow_the_list_of_bulk_commits(story: GitStory, tmp_path: Path) -> None:
    story.write("b.md", "Other.\n").commit("2025-01-01T10:00:00+01:00")
    story.write("a.md", FOUR_LINES.replace("Ten.", "Eleven.")).commit("2026-01-01T10:00:00+01:00")
    of = {"a.md": "rl", "b.md": "llm"}
    assert kept(story, of, cache=tmp_path) == [("llm", 2025, 1, 1), ("rl", 2024, 10, 9), ("rl", 2026, 1, 1)]
    story.write(".git-blame-ignore-revs", f"{story.head}\n").commit("2026-01-02T10:00:00+01:00")
    assert kept(story, of, cache=tmp_path) == kept(story, of) == [("llm", 2025, 1, 1), ("rl", 2024, 10, 10)]


def test_a_journal_without_posts_has_no_rows() -> None:
    assert check(timeline([], today="2026-11-23").text_kept, TEXT_KEPT).empty


JAPANESE = (
    "人工知能は、私たちの言葉を読む。機械学習とは、例から学ぶことである。今日はここ迄。"  # 36 characters and 5 signs
)


def test_each_character_of_japanese_is_a_word_as_it_is_in_a_post(tmp_path: Path) -> None:
    assert Renderer().render(JAPANESE).words == 36
    story = GitStory(tmp_path / "journal").write("a.md", f"---\ntitle: 題\n---\n\n{JAPANESE}\n")
    story.commit("2024-05-01T10:00:00+09:00")
    assert kept(story) == [("rl", 2024, 36, 36)]
    story.write("a.md", f"---\ntitle: 題\n---\n\n{JAPANESE}\n\nまた明日 RL を。\n").commit("2025-05-01T10:00:00+09:00")
    assert kept(story) == [("rl", 2024, 36, 36), ("rl", 2025, 6, 6)]
    assert changes_frame(read_history(story.path), {"a.md"})["words_added"].tolist() == [36, 6]


@pytest.mark.parametrize(
    "front",
    [
        '+++\ntitle = "A title of words"\ndate = 2024-05-01\ntags = ["one", "two"]\n+++\n',
        "Title: A title of words\nDate: 2024-05-01\nSummary: of a line\n    and one more\n\n",
        "\ufeffTitle: A title of words\r\nTags: one, two\r\n\r\n",
        "---\ntitle: A title of words\n...\n",
        "---\ntitle: A title that nothing closes\n\n",
        '{\n  "title": "A title of words"\n}\n',
        "<!--\n.. title: A title of words\n.. tags: one\n-->\n\n",
        "---\ntitle: A title\n---\n<!-- a note -->\n\n<!-- of words -->\n",
        "#+TITLE: A title of words\n#+date: 2024-05-01\n\n:PROPERTIES:\n:ID: 12\n:END:\n",
        ".. title: A title of words\n.. tags: one, two\n\n",
        ":date: 2024-05-01\n:tags: one, two\n\n",
        "---\n=====\n\n:date: 2024-05-01\n:tags: one, two\n\n",
    ],
)
def test_front_matter_of_any_kind_counts_nothing(tmp_path: Path, front: str) -> None:
    story = GitStory(tmp_path / "journal").write("a.md", f"{front}One two three.\n")
    assert kept(story.commit("2024-05-01T10:00:00+02:00")) == [("rl", 2024, 3, 3)]


def test_a_file_in_utf_16_has_the_words_of_its_text(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "journal").write("a.md", "---\ntitle: A\n---\nOne été three.\n".encode("utf-16"))
    assert kept(story.commit("2024-05-01T10:00:00+02:00")) == [("rl", 2024, 3, 3)]


def test_what_only_looks_like_front_matter_is_text() -> None:
    for text, words in (
        (b"One.\n\n:tags: two\n", 3),
        (b"# One\n\n<!-- two -->\n", 2),
        (b"<!-- one\n\ntwo\n", 2),
        (b":smile: one\n\n.. note:: two\n", 4),
        (b"---\n\nOne two.\n\n---\nThree.\n", 3),
        (b"Note: this is prose.\n\nMore.\n", 5),
    ):
        assert sum(copies * (line & WORDS) for line, copies in Lines().of(text).items()) == words


def test_a_bulk_commit_may_put_lines_of_signs_for_others(story: GitStory) -> None:
    story.write("a.md", "***\n" + FOUR_LINES).commit("2025-01-01T10:00:00+01:00")
    story.write("a.md", "---\n\n" + FOUR_LINES)
    assert kept(in_bulk(story, "2026-01-01T10:00:00+01:00")) == [("rl", 2024, 10, 10)]


@given(st.binary() | st.text().map(str.encode), st.sampled_from([b"", b"---\ntitle: Two words\n---\n"]))
def test_the_words_of_lines_are_those_of_the_text(text: bytes, front: bytes) -> None:
    assert sum(copies * (line & WORDS) for line, copies in Lines().of(front + b"\n" + text).items()) == count_words(
        text.decode("utf-8", "replace")
    )


@given(st.text() | st.text("a1_ -.、日語ー・\u3099\u30a0é"))
def test_words_are_runs_that_begin_with_a_letter_or_digit_and_characters(text: str) -> None:
    spaced = re.sub("([\u3040-\u30ff\u3400-\u9fff])", r" 日 ", text)
    assert count_words(text) == sum(any(map(str.isalnum, run)) for run in spaced.split())


@given(st.lists(st.integers(0, 60_000), max_size=20))
def test_posts_are_computed_a_few_at_a_time_by_how_often_they_changed(changes: list[int]) -> None:
    posts = 3 * np.arange(len(changes)) + 2
    batches = [*analytics_texts._batches(posts, np.repeat(posts, changes))]
    assert np.concatenate([*batches, np.empty(0, np.int64)]).tolist() == posts.tolist()
    size = dict(zip(posts.tolist(), changes, strict=True))
    for batch in batches:
        assert len(batch) == 1 or sum(size[one] for one in batch.tolist()) <= analytics_texts.BATCH_STEPS
    for before, after in pairwise(batches):
        assert sum(size[one] for one in (*before.tolist(), after[0])) > analytics_texts.BATCH_STEPS


def test_it_makes_no_difference_how_many_are_computed_at_once(story: GitStory, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(1, 6):
        for name in "abc":
            story.write(f"{name}.md", f"{FOUR_LINES}{name} {day}\n" * (day % 3))
        story.commit(f"202{day}-01-01T10:00:00+01:00")
    at_once = kept(story)
    assert [row[1] for row in at_once] == [2021, 2022, 2024, 2025]
    for number in (1, 4, 6):
        monkeypatch.setattr(analytics_texts, "BATCH_STEPS", number)
        assert kept(story) == at_once


# --- against a slow reference ---------------------------------------------------------------------------------------

LINES = ("a", "b b", "c c c", "d", "e e e e")
VERSIONS = st.lists(st.sampled_from(LINES), max_size=6)
CHANGES = st.lists(st.tuples(st.integers(0, 1), VERSIONS, st.integers(0, 9), st.booleans()), max_size=12)


@given(CHANGES)
def test_random_versions_are_counted_as_one_by_one(told: list[tuple[int, list[str], int, bool]]) -> None:
    texts = {f"v{number}".encode(): "\n".join(lines).encode() for number, (_, lines, _, _) in enumerate(told)}
    last = {0: b"", 1: b""}
    rows, steps = [], []
    for number, (one, _, year, is_bulk) in enumerate(told):
        steps.append((last[one], f"v{number}".encode()))
        last[one] = f"v{number}".encode()
        rows.append((one, 100 * year + number, 2000 + year, is_bulk))
    heads = [(one, blob) for one, blob in last.items() if blob]
    made = line_steps([*steps, *((b"", blob) for _, blob in heads)], list(texts.items()), Lines())
    lines = [
        (change, made.line[at], made.before[at], made.after[at])
        for change, step in enumerate(steps)
        for at in range(*_bounds(made, step))
    ]
    standing = [
        (one, made.line[at], made.after[at]) for one, blob in heads for at in range(*_bounds(made, (b"", blob)))
    ]
    counted = words_by_year(
        Writing(
            *_columns(rows, np.int64, np.int64, np.int64, np.bool_),
            *_columns(lines, np.int64, np.uint64, np.uint32, np.uint32),
            *_columns(standing, np.int64, np.uint64, np.uint32),
        )
    )
    found = zip(*(column.tolist() for column in counted), strict=True)
    assert {(post, year): tuple(words) for post, year, *words in found} == _slowly(told)


def _bounds(made: LineSteps, step: tuple[bytes, bytes]) -> tuple[int, int]:
    place = made.places[step]
    return (int(made.ends[place - 1]) if place else 0), int(made.ends[place])


def _columns(rows: Sequence[tuple[Any, ...]], *types: type[np.generic]) -> list[npt.NDArray[Any]]:
    return [np.array([row[place] for row in rows], kind) for place, kind in enumerate(types)]


def _slowly(told: Sequence[tuple[int, list[str], int, bool]]) -> dict[tuple[int, int], tuple[int, ...]]:
    """Words written and kept by post and year, from whole versions and word by word."""
    counted: dict[tuple[int, int], tuple[int, ...]] = {}
    for one in (0, 1):
        changes = [
            ((100 * year + number, 2000 + year), is_bulk, Counter(lines))
            for number, (whose, lines, year, is_bulk) in enumerate(told)
            if whose == one
        ]
        versions = [Counter[str](), *(version for _, _, version in changes)]
        year_of, replaced = _years(changes, versions)
        for line, year in year_of.items():
            written, stands = max(version[line] for version in versions), versions[-1][line]
            if stands or line not in replaced:
                row = counted.get((one, year), (0, 0))
                added = (written * len(line.split()), min(written, stands) * len(line.split()))
                counted[one, year] = (row[0] + added[0], row[1] + added[1])
    return counted


def _years(
    changes: Sequence[tuple[tuple[int, int], bool, Counter[str]]], versions: Sequence[Counter[str]]
) -> tuple[dict[str, int], set[str]]:
    """The year of each line of a post, and the lines that bulk changes replaced."""
    ages: dict[str, tuple[int, int]] = {}
    of_any: dict[str, tuple[int, int]] = {}
    for (moment, is_bulk, version), before in zip(changes, versions, strict=False):
        for line in version - before:
            for known in [of_any] if is_bulk else [ages, of_any]:
                known[line] = min(known.get(line, moment), moment)
    replaced = set()
    for (_, is_bulk, version), before in zip(changes, versions, strict=False):
        taken = [line for line in before if line not in version]
        put = [line for line in version if line not in before]
        if is_bulk and taken and put:
            replaced |= set(taken)
            old = {line: ages.get(line, of_any[line]) for line in taken}
            for line, ancestor in zip(put, _ancestors(taken, before, put, version), strict=True):
                ages[line] = min(ages.get(line, old[ancestor]), old[ancestor])
    return {line: ages.get(line, moment)[1] for line, moment in of_any.items()}, replaced


def _ancestors(taken: list[str], before: Counter[str], put: list[str], after: Counter[str]) -> list[str]:
    """The taken line at which the middle of each put one lies."""
    old = [line for line in taken for _ in range(before[line] * len(line.split()))]
    total = sum(after[line] * len(line.split()) for line in put)
    found, done = [], 0
    for line in put:
        words = after[line] * len(line.split())
        place = Fraction(2 * done + words, 2 * total) * len(old)
        found.append(old[-(-place.numerator // place.denominator) - 1])
        done += words
    return found
