"""The rules by which a file is the same one under another name, on histories written as values."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.lineage import is_rename, trace
from analytics.log import NONE, Log
from analytics.model import Commit, FileChange

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def change(
    status: str, path: str, old_path: str | None = None, score: int | None = None, blob: str = "1"
) -> FileChange:
    return FileChange(
        status,
        path,
        old_path,
        score,
        is_regular=True,
        blob=blob * 40,
        old_blob="0" * 40 if status == "A" else "2" * 40,
    )


def commit(sha: str, *changes: FileChange, parents: str = "", at: int | None = 0) -> Commit:
    return Commit(sha, tuple(parents), at, 0, "Ada", "ada@example.org", changes)


def told(commits: Sequence[Commit], head_paths: Collection[str] = ()) -> tuple[list[int], dict[str, int]]:
    """The identity of each touched file, and of each path that exists at the end."""
    log = Log.of(commits)
    lineage = trace(log)
    if head_paths:
        paths = log.paths.including(head_paths)
        places = np.array([paths.place[path] for path in head_paths])
        return lineage.identity.tolist(), dict(zip(head_paths, lineage.at_head(places).tolist(), strict=True))
    alive = enumerate(lineage.alive.tolist())
    return lineage.identity.tolist(), {log.paths[path]: identity for path, identity in alive if identity != NONE}


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
    assert is_rename(old, new, score)


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
        ("attention/_index.md", "entropy/_index.md", 49),
        ("the-entropy-of-text.md", "the-attention-of-models.md", 45),
    ],
)
def test_a_rename_is_not_believed(old: str, new: str, score: int) -> None:
    assert not is_rename(old, new, score)


def test_a_rename_that_is_not_believed_is_a_deletion_and_another_file() -> None:
    history = [commit("a", change("A", "x.md")), commit("b", change("R", "y.md", "x.md", 20), parents="a")]
    assert told(history) == ([0, 1], {"y.md": 1})


def test_files_that_change_places_in_one_commit_are_told_apart() -> None:
    swap = (change("R", "b.md", "a.md", 90), change("R", "a.md", "b.md", 90))
    _, live = told([commit("a", change("A", "a.md"), change("A", "b.md")), commit("b", *swap, parents="a")])
    assert live == {"b.md": 0, "a.md": 1}


def test_a_file_added_on_two_branches_is_one() -> None:
    history = [
        commit("a"),
        commit("b", change("A", "x.md"), parents="a"),
        commit("c", change("A", "x.md"), parents="a"),
        commit("d", parents="bc"),
    ]
    assert told(history) == ([0, 0], {"x.md": 0})


def test_where_the_walk_and_git_differ_git_is_right() -> None:
    history = [commit("a", change("A", "x.md"), change("A", "y.md")), commit("b", change("D", "x.md"), parents="a")]
    identities, live = told(history, ["x.md", "z.md"])
    assert live["x.md"] == 0
    assert live["z.md"] not in identities


def test_an_old_file_that_comes_back_after_it_was_moved_is_another_one() -> None:
    history = [
        commit("a", change("A", "x.md")),
        commit("b", gone("x.md"), parents="a"),
        commit("c", change("A", "x.md"), parents="b"),
        commit("d", change("R", "y.md", "x.md", 100), parents="c"),
        commit("e", change("A", "x.md"), parents="d"),
    ]
    assert told(history, ["x.md", "y.md"]) == ([0, 0, 0, 0, 1], {"x.md": 1, "y.md": 0})


def test_of_two_files_that_a_merge_leaves_of_one_the_moved_one_is_it() -> None:
    history = [
        commit("a", change("A", "x.md")),
        commit("b", change("R", "y.md", "x.md", 100), parents="a"),
        commit("c", change("M", "x.md"), parents="a"),
        commit("d", parents="bc"),
    ]
    assert told(history, ["x.md", "y.md"])[1] == {"x.md": 1, "y.md": 0}


def gone(path: str, blob: str = "1") -> FileChange:
    return change("D", path, blob="0")._replace(old_blob=blob * 40)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["create", "delete", "restore", "move", "swap", "copy", "branch", "merge"]),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=25,
)


@given(STEPS, st.integers(0, 25))
def test_living_identities_are_unique_and_those_of_what_was_done(  # noqa: C901, PLR0912, PLR0915 - a case for each kind of step
    steps: list[tuple[str, int, int]], mined_before: int
) -> None:
    """Files at four paths, on two branches; what is done to each is told, and known exactly until they part."""
    branches: list[dict[str, tuple[int, str]]] = [{}]  # of each its files: who they are, and their text
    tips, on, whole = [""], 0, True
    history, deleted, begun = [], {}, 0
    for number, (step, one, other) in enumerate(steps):
        files, path, target = branches[on], f"{one}.md", f"{other}.md"
        changes: list[FileChange] = []
        parents = tips[on]
        if step in {"create", "copy"} and path not in files and (step == "create" or target in files):
            # The texts of two posts differ, but those of a copy.
            text = files[target][1] if step == "copy" else chr(ord("a") + number)
            living = {who for who, _ in files.values()}
            who = deleted.get((path, text), begun)
            who = begun if who in living else who
            begun += who == begun
            files[path] = who, text
            changes = [change("A", path, blob=text)]
        elif step == "delete" and path in files:
            who, text = files.pop(path)
            deleted[path, text] = who
            changes = [gone(path, text)]
        elif step == "restore" and path not in files:
            texts = [text for at, text in deleted if at == path]
            if texts:
                who = deleted[path, texts[-1]]
                if who in {living for living, _ in files.values()}:
                    who, begun = begun, begun + 1
                files[path] = who, texts[-1]
                changes = [change("A", path, blob=texts[-1])]
        elif step == "move" and path in files and target not in files:
            files[target] = files.pop(path)
            changes = [change("R", target, path, 100, blob=files[target][1])]
        elif step == "swap" and one != other and path in files and target in files:
            files[path], files[target] = files[target], files[path]
            changes = [change("R", new, old, 100, blob=files[new][1]) for new, old in ((path, target), (target, path))]
        elif step == "branch" and history:
            if len(branches) == 1:
                branches.append(dict(files))
                tips.append(tips[on])
                whole = False
            on = 1 - on
            continue
        elif step == "merge" and len(branches) > 1 and tips[0] != tips[1]:
            files.update(branches[1 - on])
            parents += tips[1 - on]
        else:
            continue
        tips[on] = ascii_lowercase[number]
        history.append(commit(tips[on], *changes, parents=parents, at=number))
    head = branches[on]
    if not history or not head:
        return
    _, live = told(history, sorted(head))
    assert len(set(live.values())) == len(live)
    if whole:
        assert live == {path: who for path, (who, _) in head.items()}
    cut = mined_before % len(history) + 1
    early = Log.of(history[:cut])
    log = Log.of(history[cut:], early)
    again, at_once = trace(log, trace(early)), trace(Log.of(history))
    for name in ("identity", "alive", "gone"):
        assert getattr(again, name).tolist() == getattr(at_once, name).tolist()


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


def shas(log: Log) -> list[str]:
    return [sha.decode() for sha in log.sha.tolist()]


@given(histories(), st.data())
def test_the_order_does_not_depend_on_how_commits_were_read(history: list[Commit], data: st.DataObject) -> None:
    anew = shas(Log.of(history).in_order())
    position = {sha: place for place, sha in enumerate(anew)}
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
    known = Log.of(each for each in history if each.sha in reached).in_order()
    new = [each for each in history if each.sha not in reached]
    assert shas(Log.of(new, known).in_order(len(known))) == anew


@given(histories(), st.permutations(range(12)))
def test_files_and_parents_go_with_their_commits(history: list[Commit], turns: list[int]) -> None:
    told = [
        each._replace(authored_at=turn, changes=(change("A", f"{each.sha}.md"), change("A", f"{each.sha}.txt")))
        for each, turn in zip(history, turns, strict=False)
    ]
    log = Log.of(told).in_order()
    by_sha = {each.sha: each for each in told}
    for place, sha in enumerate(shas(log)):
        begin, end = (int(log.parent_ends[place - 1]) if place else 0), int(log.parent_ends[place])
        assert tuple(parent.decode() for parent in log.parents[begin:end].tolist()) == by_sha[sha].parents
        assert [log.paths[path] for path in log.path[log.commit == place].tolist()] == [f"{sha}.md", f"{sha}.txt"]
