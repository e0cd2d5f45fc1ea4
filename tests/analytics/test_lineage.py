"""The rules by which a file is the same one under another name, on histories written as values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.lineage import in_order, is_rename, trace
from analytics.model import Commit, FileChange


def change(
    status: str, path: str, old_path: str | None = None, score: int | None = None, blob: str = "1"
) -> FileChange:
    return FileChange(
        status,
        path,
        old_path,
        score,
        is_regular=True,
        lines_added=1,
        lines_deleted=0,
        blob=blob * 40,
        old_blob="0" * 40 if status == "A" else "2" * 40,
    )


def commit(sha: str, *changes: FileChange, parents: str = "", at: int | None = 0) -> Commit:
    return Commit(sha, tuple(parents), at, 0, "Ada", "ada@example.org", "Work", changes)


@pytest.mark.parametrize(
    ("old", "new", "score"),
    [
        ("a.md", "b.md", 50),
        ("posts/entropy.md", "theory/entropy.md", 10),
        ("posts/entropy.md", "theory/Entropy.md", 12),
        ("entropy/index.md", "theory/entropy/index.md", 12),
        ("entropy.md", "posts/entropy/index.md", 12),
        ("entropy-of-text.md", "entropy-of-all-text.md", 12),
        ("entropy.md", "what-entropy-is.md", 12),
        ("2025-01-02-entropy.md", "2025-01-03-entropy.md", 12),
        ("drafts/x.md", "posts/entropy.md", 30),
    ],
)
def test_a_rename_is_believed(old: str, new: str, score: int) -> None:
    assert is_rename(change("R", new, old, score))


@pytest.mark.parametrize(
    ("old", "new", "score"),
    [
        ("a.md", "b.md", 49),
        ("drafts/x.md", "posts/entropy.md", 29),
        ("drafts/x.md", "drafts/entropy.md", 40),
        ("posts/x.md", "drafts/entropy.md", 40),
        ("2026-03-01.md", "2026-03-02.md", 49),
        ("2026-03-01-attention.md", "2026-03-02-entropy.md", 49),
        ("attention/index.md", "entropy/index.md", 49),
        ("attention/README.md", "entropy/README.md", 49),
        ("the-entropy-of-text.md", "the-attention-of-models.md", 45),
    ],
)
def test_a_rename_is_not_believed(old: str, new: str, score: int) -> None:
    assert not is_rename(change("R", new, old, score))


def test_a_rename_that_is_not_believed_is_a_deletion_and_another_file() -> None:
    lineage = trace([commit("a", change("A", "x.md")), commit("b", change("R", "y.md", "x.md", 20), parents="a")])
    assert [touch.identity for touch in lineage.touches] == [0, 1]
    assert lineage.live == {"y.md": 1}


def test_files_that_change_places_in_one_commit_are_told_apart() -> None:
    swap = (change("R", "b.md", "a.md", 90), change("R", "a.md", "b.md", 90))
    lineage = trace([commit("a", change("A", "a.md"), change("A", "b.md")), commit("b", *swap, parents="a")])
    assert lineage.live == {"b.md": 0, "a.md": 1}


def test_a_file_added_on_two_branches_is_one() -> None:
    history = [
        commit("a"),
        commit("b", change("A", "x.md"), parents="a"),
        commit("c", change("A", "x.md"), parents="a"),
        commit("d", parents="bc"),
    ]
    lineage = trace(history)
    assert {touch.identity for touch in lineage.touches} == {0}
    assert lineage.live == {"x.md": 0}


def test_where_the_walk_and_git_differ_git_is_right() -> None:
    history = [commit("a", change("A", "x.md"), change("A", "y.md")), commit("b", change("D", "x.md"), parents="a")]
    lineage = trace(history, {"x.md", "z.md"})
    assert set(lineage.live) == {"x.md", "z.md"}
    assert lineage.live["x.md"] == 0
    assert lineage.live["z.md"] not in {touch.identity for touch in lineage.touches}


@st.composite
def histories(draw: st.DrawFn) -> list[Commit]:
    """Commits with up to two parents each, all of them ancestors of the last, oldest first."""
    size = draw(st.integers(1, 12))
    parents: list[set[int]] = [set() for _ in range(size)]
    for number in range(1, size):
        parents[number] = set(draw(st.lists(st.integers(0, number - 1), max_size=2)))
    for number in range(size - 1):
        if not any(number in later for later in parents[number + 1 :]):
            parents[number + 1].add(number)
    return [
        commit(
            f"{number:x}",
            parents="".join(f"{parent:x}" for parent in sorted(found)),
            at=draw(st.none() | st.integers(1, 9)),
        )
        for number, found in enumerate(parents)
    ]


@given(histories(), st.data())
def test_the_order_does_not_depend_on_how_commits_were_read(history: list[Commit], data: st.DataObject) -> None:
    anew = in_order((), history)
    position = {each.sha: place for place, each in enumerate(anew)}
    assert all(position[parent] < position[each.sha] for each in history for parent in each.parents)
    assert set(position) == {each.sha for each in history}
    # A cache that ends at any earlier commit knows that one's ancestors.
    last = data.draw(st.sampled_from(history))
    reached, waiting = set(), {last.sha}
    by_sha = {each.sha: each for each in history}
    while waiting:
        sha = waiting.pop()
        reached.add(sha)
        waiting |= set(by_sha[sha].parents) - reached
    known = in_order((), [each for each in history if each.sha in reached])
    assert in_order(known, [each for each in history if each.sha not in reached]) == anew
