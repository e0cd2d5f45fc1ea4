"""Created, modified and revisions of a post, whatever names and branches it went through."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from analytics.history import PostHistory, read_history
from tests.builders.git_story import GitStory

if TYPE_CHECKING:
    from pathlib import Path

FIRST, SECOND, THIRD, FOURTH = (f"2026-03-0{day}T10:00:00+01:00" for day in (1, 2, 3, 4))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def lines(*numbers: int) -> str:
    return "".join(f"This is line {number * 7919} of a text about {number}.\n" for number in numbers)


@pytest.fixture
def story(tmp_path: Path) -> GitStory:
    return GitStory(tmp_path / "journal")


def test_a_post_is_created_by_its_first_commit_and_modified_by_its_last(story: GitStory) -> None:
    story.write("a.md", lines(1)).commit(FIRST).write("b.md").commit(SECOND).write("a.md", lines(1, 2)).commit(THIRD)
    assert read_history(story.path).post("a.md") == PostHistory(at(FIRST), at(THIRD), 1)


def test_a_day_is_the_authors_own(story: GitStory) -> None:
    story.write("a.md").commit("2025-12-31T23:30:00-08:00")
    history = read_history(story.path)
    assert history.last_commit_on == date(2025, 12, 31)
    post = history.post("a.md")
    assert post is not None
    assert post.created is not None
    assert post.created.isoformat() == "2025-12-31T23:30:00-08:00"


def test_a_renamed_post_keeps_its_history_and_the_rename_alone_is_no_revision(story: GitStory) -> None:
    story.write("a.md", lines(1, 2, 3)).commit(FIRST).rename("a.md", "b.md").commit(SECOND)
    history = read_history(story.path)
    assert history.post("b.md") == PostHistory(at(FIRST), at(FIRST), 0)
    assert history.post("a.md") is None


def test_a_rename_with_edits_is_followed(story: GitStory) -> None:
    story.write("a.md", lines(*range(10))).commit(FIRST)
    story.rename("a.md", "other.md").write("other.md", lines(*range(4, 14))).commit(SECOND)
    assert read_history(story.path).post("other.md") == PostHistory(at(FIRST), at(SECOND), 1)


def test_a_mostly_rewritten_post_is_followed_when_its_name_stays(story: GitStory) -> None:
    story.write("2025/entropy.md", lines(*range(10))).commit(FIRST)
    story.rename("2025/entropy.md", "theory/entropy.md").write("theory/entropy.md", lines(*range(7, 17))).commit(SECOND)
    assert read_history(story.path).post("theory/entropy.md") == PostHistory(at(FIRST), at(SECOND), 1)


def test_a_mostly_rewritten_post_is_followed_when_its_name_grows(story: GitStory) -> None:
    story.write("entropy-of-text.md", lines(*range(10))).commit(FIRST)
    story.rename("entropy-of-text.md", "on-entropy-of-text.md").write("on-entropy-of-text.md", lines(*range(7, 17)))
    story.commit(SECOND)
    assert read_history(story.path).post("on-entropy-of-text.md") == PostHistory(at(FIRST), at(SECOND), 1)


def test_a_draft_that_is_rewritten_and_published_under_another_name_is_followed(story: GitStory) -> None:
    story.write("drafts/untitled.md", lines(*range(10))).commit(FIRST)
    story.rename("drafts/untitled.md", "posts/entropy.md").write("posts/entropy.md", lines(*range(6, 16))).commit(
        SECOND
    )
    assert read_history(story.path).post("posts/entropy.md") == PostHistory(at(FIRST), at(SECOND), 1)


def test_a_little_likeness_makes_no_rename_of_two_posts(story: GitStory) -> None:
    story.write("attention.md", lines(*range(10))).commit(FIRST)
    story.rename("attention.md", "entropy.md").write("entropy.md", lines(*range(6, 16))).commit(SECOND)
    assert read_history(story.path).post("entropy.md") == PostHistory(at(SECOND), at(SECOND), 0)


def test_daily_notes_from_one_template_are_different_posts(story: GitStory) -> None:
    story.write("2026-03-01.md", lines(*range(10))).commit(FIRST)
    story.rename("2026-03-01.md", "2026-03-02.md").write("2026-03-02.md", lines(*range(6, 16))).commit(SECOND)
    assert read_history(story.path).post("2026-03-02.md") == PostHistory(at(SECOND), at(SECOND), 0)


def test_a_moved_folder_keeps_the_history_of_all_its_posts(story: GitStory) -> None:
    for number in range(5):
        story.write(f"posts/{number}.md", lines(number, number + 10))
    story.commit(FIRST).rename("posts", "content").commit(SECOND)
    history = read_history(story.path)
    assert [history.post(f"content/{number}.md") for number in range(5)] == [PostHistory(at(FIRST), at(FIRST), 0)] * 5


def test_two_posts_that_change_places_in_one_commit_keep_their_paths_histories(story: GitStory) -> None:
    story.write("a.md", lines(1, 2, 3)).commit(FIRST).write("b.md", lines(4, 5, 6)).commit(SECOND)
    story.rename("a.md", "c.md").rename("b.md", "d.md").commit(THIRD)
    history = read_history(story.path)
    assert history.post("c.md") == PostHistory(at(FIRST), at(FIRST), 0)
    assert history.post("d.md") == PostHistory(at(SECOND), at(SECOND), 0)


def test_a_path_used_again_after_a_deletion_is_another_post(story: GitStory) -> None:
    story.write("a.md", lines(1, 2)).commit(FIRST).delete("a.md").commit(SECOND).write("a.md", lines(8, 9)).commit(
        THIRD
    )
    assert read_history(story.path).post("a.md") == PostHistory(at(THIRD), at(THIRD), 0)


def test_a_path_used_again_after_a_rename_is_another_post(story: GitStory) -> None:
    story.write("a.md", lines(1, 2)).commit(FIRST).rename("a.md", "b.md").commit(SECOND)
    story.write("a.md", lines(8, 9)).commit(THIRD)
    history = read_history(story.path)
    assert history.post("a.md") == PostHistory(at(THIRD), at(THIRD), 0)
    assert history.post("b.md") == PostHistory(at(FIRST), at(FIRST), 0)


def test_a_deletion_taken_back_is_the_same_post(story: GitStory) -> None:
    story.write("a.md", lines(1, 2)).commit(FIRST).delete("a.md").commit(SECOND).write("a.md", lines(1, 2)).commit(
        THIRD
    )
    assert read_history(story.path).post("a.md") == PostHistory(at(FIRST), at(THIRD), 1)


def test_a_change_of_mode_is_no_revision(story: GitStory) -> None:
    story.write("a.md").commit(FIRST)
    (story.path / "a.md").chmod(0o755)
    story.commit(SECOND)
    assert read_history(story.path).post("a.md") == PostHistory(at(FIRST), at(FIRST), 0)


def test_an_edit_on_a_branch_reaches_a_post_that_was_renamed_meanwhile(story: GitStory) -> None:
    story.write("a.md", lines(*range(9))).commit(FIRST)
    story.branch("side").write("a.md", lines(*range(10))).commit(THIRD)
    story.switch("main").rename("a.md", "b.md").commit(SECOND)
    story.merge("side").commit(FOURTH)
    history = read_history(story.path)
    assert history.post("b.md") == PostHistory(at(FIRST), at(THIRD), 1)
    assert set(history.live) == {"b.md"}


def test_of_two_parallel_edits_the_later_one_is_the_last(story: GitStory) -> None:
    story.write("a.md", lines(*range(9))).commit(FIRST)
    story.branch("side").write("a.md", lines(*range(8), 99)).commit(SECOND)
    story.switch("main").write("a.md", lines(77, *range(1, 9))).commit(THIRD)
    story.merge("side").write("a.md", lines(77, *range(1, 8), 99)).commit(FOURTH)
    assert read_history(story.path).post("a.md") == PostHistory(at(FIRST), at(THIRD), 2)


def test_a_merge_is_no_revision_even_if_it_edits(story: GitStory) -> None:
    story.write("a.md", lines(1, 2)).commit(FIRST)
    story.branch("side").write("b.md").commit(SECOND).switch("main").write("c.md").commit(SECOND)
    story.merge("side").write("a.md", lines(1, 2, 3)).commit(THIRD)
    assert read_history(story.path).post("a.md") == PostHistory(at(FIRST), at(FIRST), 0)


def test_a_post_born_in_a_merge_is_created_by_it(story: GitStory) -> None:
    story.write("a.md").commit(FIRST)
    story.branch("side").write("b.md").commit(SECOND).switch("main").write("c.md").commit(SECOND)
    story.merge("side").write("born.md", lines(5, 6)).commit(THIRD)
    assert read_history(story.path).post("born.md") == PostHistory(at(THIRD), None, 0)
    story.write("born.md", lines(5, 6, 7)).commit(FOURTH)
    assert read_history(story.path).post("born.md") == PostHistory(at(THIRD), at(FOURTH), 1)


def test_a_post_renamed_in_a_merge_keeps_its_history(story: GitStory) -> None:
    story.write("a.md", lines(*range(9))).commit(FIRST)
    story.branch("side").write("b.md").commit(SECOND).switch("main").write("c.md").commit(SECOND)
    story.merge("side").rename("a.md", "moved.md").commit(THIRD)
    assert read_history(story.path).post("moved.md") == PostHistory(at(FIRST), at(FIRST), 0)


def test_a_post_that_a_merge_drops_is_gone(story: GitStory) -> None:
    story.write("a.md").commit(FIRST).branch("side").write("b.md", lines(4, 5)).commit(SECOND)
    story.switch("main").write("c.md", lines(6, 7)).commit(SECOND)
    story.merge("side").delete("b.md").commit(THIRD)
    history = read_history(story.path)
    assert history.post("b.md") is None
    assert set(history.live) == {"a.md", "c.md"}


def test_dates_past_2038_and_2100_are_dates(story: GitStory) -> None:
    story.write("a.md").commit("2076-03-01T10:00:00+01:00").write("b.md").commit("2199-12-31T23:59:59-12:00")
    history = read_history(story.path)
    assert history.post("a.md") == PostHistory(*[at("2076-03-01T10:00:00+01:00")] * 2, 0)
    assert history.post("b.md") == PostHistory(*[at("2199-12-31T23:59:59-12:00")] * 2, 0)


def test_words_are_counted_per_version_without_front_matter(story: GitStory) -> None:
    story.write("a.md", "---\ntitle: Three words here\n---\none two three\n").commit(FIRST)
    story.write("a.md", "---\ntitle: Three words here\n---\none two three four five\n").commit(SECOND)
    history = read_history(story.path)
    assert history.texts.words_added.tolist() == [3, 2]
