"""A history as columns: nothing of its commits is lost, and their order does not depend on how they were read."""

from __future__ import annotations

import pytest

from analytics.log import NONE, UNKNOWN, Log, Names
from analytics.model import Commit, FileChange
from tests.builders.values import said


def commit(number: int, *parents: int, at: int | None = 0, changes: tuple[FileChange, ...] = ()) -> Commit:
    ids = tuple(f"{parent:040x}" for parent in parents)
    return Commit(f"{number:040x}", ids, at, 60, "Ada", "ada@example.org", changes)


def change(path: str, status: str = "M", old_path: str | None = None, score: int | None = None) -> FileChange:
    return FileChange(status, path, old_path, score, path != "link", "b" * 40, "a" * 40)


def order(log: Log) -> list[int]:
    return [int(sha, 16) for sha in log.sha.tolist()]


# Two branches, of which the second to be read was written first.
ROOT = commit(1, at=10, changes=(change("a", "A"), change("link")))
LEFT = commit(2, 1, at=30, changes=(change("left"), change("a", "D")))
RIGHT = commit(3, 1, at=20, changes=(change("right", "R", "a", 90),))
MERGE = commit(4, 2, 3, at=40)
LATER = commit(5, 4, at=50, changes=(change("b"),))


def test_names_have_positions_and_more_come_after_them() -> None:
    names = Names(b"a\0\xff\0")
    more = names.including(["a", "b", "c", "b"])
    assert (names.all, more.all) == (["a", "\udcff"], ["a", "\udcff", "b", "c"])
    assert (names.place, more.place["c"], more[1]) == ({"a": 0, "\udcff": 1}, 3, "\udcff")
    assert (bytes(names), bytes(more)) == (b"a\0\xff\0", b"a\0\xff\0b\0c\0")
    assert (Names().all, bytes(Names())) == ([], b"")


def test_each_commit_and_each_file_has_its_place_in_every_column() -> None:
    log = Log.of([ROOT, LEFT, RIGHT, commit(4, 2, 3, at=None)])
    assert (len(log), order(log)) == (4, [1, 2, 3, 4])
    assert [int(sha, 16) for sha in log.parents.tolist()] == [1, 1, 2, 3]
    assert log.parent_ends.tolist() == [0, 1, 2, 4]
    assert log.is_merge.tolist() == [False, False, False, True]
    assert log.authored_at.tolist() == [10, 30, 20, UNKNOWN]
    assert log.utc_offset_minutes.tolist() == [60] * 4
    assert (log.people, log.person.tolist()) == (("Ada\nada@example.org",), [0] * 4)
    assert log.commit.tolist() == [0, 0, 1, 1, 2]
    assert log.status.tolist() == [b"A", b"M", b"M", b"D", b"R"]
    assert log.is_deletion.tolist() == [False, False, False, True, False]
    assert log.is_regular.tolist() == [True, False, True, True, True]
    assert [log.paths[place] for place in log.path.tolist()] == ["a", "link", "left", "a", "right"]
    assert [NONE if place == NONE else log.paths[place] for place in log.old_path.tolist()] == [NONE] * 4 + ["a"]
    assert log.score.tolist() == [NONE] * 4 + [90]
    assert {*log.blob.tolist()} == {b"b" * 40}
    assert {*log.old_blob.tolist()} == {b"a" * 40}


@pytest.mark.parametrize("known", range(6))
def test_what_is_read_later_is_added_to_what_is_known(known: int) -> None:
    commits = [ROOT, LEFT, RIGHT, MERGE, LATER]
    added = Log.of(commits[known:], Log.of(commits[:known]))
    whole = Log.of(commits)
    assert said(added) == said(whole)
    assert said(added.in_order()) == said(whole.in_order())
    assert added.paths.all == whole.paths.all


def test_files_of_a_commit_stay_in_their_order() -> None:
    names = [[f"{side}{number:03}" for number in range(200)] for side in "lr"]
    sides = [commit(2 + side, 1, at=30 - side, changes=(*map(change, names[side]),)) for side in (0, 1)]
    log = Log.of([commit(1), *sides]).in_order()
    assert [log.paths[place] for place in log.path.tolist()] == [*names[1], *names[0]]


def test_parents_come_first_and_branches_by_their_clocks() -> None:
    log = Log.of([ROOT, LEFT, RIGHT, MERGE, LATER]).in_order()
    assert said(log) == said(Log.of([ROOT, RIGHT, LEFT, MERGE, LATER]).in_order())
    assert order(log) == [1, 3, 2, 4, 5]
    assert log.authored_at.tolist() == [10, 20, 30, 40, 50]
    assert log.commit.tolist() == [0, 0, 1, 2, 2, 4]
    assert [log.paths[place] for place in log.path.tolist()] == ["a", "link", "right", "left", "a", "b"]
    assert [int(sha, 16) for sha in log.parents.tolist()] == [1, 1, 2, 3, 4]
    assert log.parent_ends.tolist() == [0, 1, 2, 4, 5]
    # Where no clock is known it is the first of all, and of two at once the smaller id comes first.
    assert order(Log.of([ROOT, commit(3, 1, at=5), commit(2, 1, at=None)]).in_order()) == [1, 2, 3]
    assert order(Log.of([ROOT, commit(3, 1, at=5), commit(2, 1, at=5)]).in_order()) == [1, 2, 3]
    assert order(Log.of([ROOT, commit(3, 1, at=None), commit(2, 1, at=1)]).in_order()) == [1, 3, 2]
    assert order(Log.of([ROOT, LEFT, RIGHT, commit(4, 2, 3, at=15)]).in_order(1)) == [1, 3, 2, 4]
    # A child is later than its parents whatever its clock says.
    assert order(Log.of([commit(9, at=90), commit(8, 9, at=1), commit(7, 99, at=50)]).in_order()) == [7, 9, 8]


def test_what_is_known_stays_where_it_is_if_all_else_came_after_it() -> None:
    line = Log.of([ROOT, commit(2, 1, at=30), commit(3, 2, at=20)])
    assert line.in_order() is line
    assert [line.is_continued(known) for known in range(4)] == [True] * 4
    branched = Log.of([ROOT, RIGHT, LEFT, commit(6, 2, at=35), MERGE])
    assert not branched.is_continued(2)  # what LEFT came after stands before what is known last
    assert not Log.of([ROOT, commit(2, at=30)]).is_continued(1)  # another root
    assert order(Log.of([commit(2, at=30), ROOT]).in_order(1)) == [1, 2]  # an older one
    forked = Log.of([ROOT, LEFT, RIGHT])
    assert order(forked.in_order(1)) == [1, 3, 2]
    assert forked.is_continued(1)
