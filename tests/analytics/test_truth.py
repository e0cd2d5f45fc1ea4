"""Random stories of a journal, told to git and to a model that knows the truth; what is mined has to be the model's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.history import read_history
from analytics.lineage import trace
from analytics.log import NONE
from demo.fast_import import Change, Revision, run_git, write_history
from tests.builders.share import examples
from tests.builders.values import said

if TYPE_CHECKING:
    from collections.abc import Sequence

START = datetime(2020, 2, 27, 22, 30, tzinfo=UTC)
OFFSETS = (-720, -480, -210, 0, 60, 345, 840)
FOLDERS = ("posts", "posts/2020", "drafts", "notes/été", "a b")


@dataclass(frozen=True)
class Life:
    """What is true of one post: its number, its lines, and the positions of its revisions."""

    number: int
    lines: tuple[str, ...]
    revisions: tuple[int, ...]

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)


@dataclass
class Fork:
    """A side branch: the files where it parted, its own, and what either branch did meanwhile (True means the side)."""

    base: dict[int, Life]
    files: dict[str, Life]
    tip: int
    touched: set[tuple[int, bool]] = field(default_factory=set)
    moved: set[tuple[int, bool]] = field(default_factory=set)
    deleted: set[tuple[int, bool]] = field(default_factory=set)

    def allows(self, step: str, number: int, *, on_side: bool) -> bool:
        """Whether a step leads to no conflict, as conflicts have no truth. A move here and an edit there are none."""
        other = (number, not on_side)
        if other in self.deleted or ("move" in step and other in self.moved):
            return False
        return step != "delete" or other not in self.touched


@dataclass
class Story:
    """A journal as it is told: the files of the main branch and, while there is one, of a side branch."""

    revisions: list[Revision] = field(default_factory=list)
    main: dict[str, Life] = field(default_factory=dict)
    fork: Fork | None = None
    tip: int = -1
    born: int = 0

    def tell(self, step: str, pick: int = 0, extra: int = 0) -> None:
        """Apply one step to the branch that `extra` picks, where it makes sense."""
        if step == "branch":
            if self.fork is None:
                self.fork = Fork({life.number: life for life in self.main.values()}, dict(self.main), self.tip)
        elif step == "merge":
            self._merge()
        else:
            on_side = self.fork is not None and extra % 2 == 1
            files = self.fork.files if self.fork is not None and on_side else self.main
            changes = (
                self._add(files, extra) if step == "add" else self._change(step, files, pick, extra, on_side=on_side)
            )
            if changes:
                self._commit(changes, on_side=on_side)

    def _add(self, files: dict[str, Life], extra: int) -> list[Change]:
        path = self._free(extra)
        files[path] = Life(self.born, tuple(_line(self.born, place) for place in range(12)), (len(self.revisions),))
        self.born += 1
        return [Change(path, files[path].text)]

    def _change(self, step: str, files: dict[str, Life], pick: int, extra: int, *, on_side: bool) -> list[Change]:
        now, fork = len(self.revisions), self.fork
        free = [path for path in sorted(files) if not fork or fork.allows(step, files[path].number, on_side=on_side)]
        if not free:
            return []
        path = free[pick % len(free)]
        new = self._free(extra) if "move" in step else path
        life = files.pop(path)
        if fork:
            done = (life.number, on_side)
            fork.touched.add(done)
            fork.moved |= {done} if "move" in step else set()
            fork.deleted |= {done} if step == "delete" else set()
        if step == "delete":
            return [Change(path)]
        if "edit" in step:
            life = replace(life, revisions=(*life.revisions, now))
            place = extra % len(life.lines)
            life = replace(life, lines=(*life.lines[:place], _line(life.number, place, now), *life.lines[place + 1 :]))
        files[new] = life
        return [Change(new, life.text if "edit" in step else None, renamed_from=path if new != path else None)]

    def _free(self, extra: int) -> str:
        """A path that no branch uses now; one that was used before may come again."""
        used = {*self.main, *(self.fork.files if self.fork else ())}
        names = (f"{FOLDERS[(extra + number) % len(FOLDERS)]}/{(extra + number) % 7}.md" for number in range(35))
        return next(name for name in (*names, *(f"posts/more-{number}.md" for number in range(99))) if name not in used)

    def _merge(self) -> None:
        fork, self.fork = self.fork, None
        if fork is None or fork.tip == self.tip or all(not on_side for _, on_side in self._sides(fork)):
            return
        ours = {life.number: (path, life) for path, life in self.main.items()}
        theirs = {life.number: (path, life) for path, life in fork.files.items()}
        merged: dict[str, Life] = {}
        for number in sorted({*ours, *theirs}):
            if number not in fork.base:
                path, life = ours.get(number) or theirs[number]
                merged[path] = life
            elif number in ours and number in theirs:
                path = theirs[number][0] if (number, True) in fork.moved else ours[number][0]
                merged[path] = _joined(fork.base[number], ours[number][1], theirs[number][1])
        gone = [Change(path) for path in self.main if path not in merged]
        new = [
            Change(path, life.text)
            for path, life in merged.items()
            if path not in self.main or self.main[path].text != life.text
        ]
        self.main = merged
        self._commit([*gone, *new], on_side=False, parents=(self.tip, fork.tip))

    def _sides(self, fork: Fork) -> set[tuple[int, bool]]:
        return fork.touched | {(life.number, True) for life in fork.files.values() if life.number not in fork.base}

    def _commit(self, changes: Sequence[Change], *, on_side: bool, parents: tuple[int, ...] | None = None) -> None:
        number = len(self.revisions)
        parent = self.fork.tip if self.fork and on_side else self.tip
        offset = timezone(timedelta(minutes=OFFSETS[number % len(OFFSETS)]))
        at = (START + timedelta(hours=7 * number)).astimezone(offset)
        before = (parent,) if parent >= 0 else ()
        self.revisions.append(Revision("Ada", "ada@example.org", at, f"Step {number}", changes, parents or before))
        if self.fork and on_side:
            self.fork.tip = number
        else:
            self.tip = number


def _line(*seed: int) -> str:
    """A line that nothing else holds."""
    random = Random(repr(seed))
    return " ".join(str(random.getrandbits(40)) for _ in range(5))


def _joined(base: Life, ours: Life, theirs: Life) -> Life:
    lines = tuple(
        mine if their == old else their for old, mine, their in zip(base.lines, ours.lines, theirs.lines, strict=True)
    )
    return Life(base.number, lines, tuple(sorted({*ours.revisions, *theirs.revisions})))


STEPS = ("add", "add", "edit", "edit", "move", "move and edit", "delete", "branch", "merge")


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=40),
    st.integers(0, 99),
)
def test_a_random_story_is_mined_as_it_was_told(steps: list[tuple[str, int, int]], mined_before: int) -> None:
    story = Story()
    story.tell("add")
    for step, pick, extra in steps:
        story.tell(step, pick, extra)
    story.tell("merge")
    if story.tip != len(story.revisions) - 1:  # the last commit has to be main's
        story.tell("add")

    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_history(root, story.revisions)
        tree = run_git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD").decode().split("\0")[:-1]
        history = read_history(root)
        # The same from a cache that ends at any earlier commit.
        earlier = run_git(root, "rev-list", "HEAD").decode().split()
        run_git(root, "update-ref", "HEAD", earlier[mined_before % len(earlier)])
        read_history(root, cache=root / "cache")
        run_git(root, "update-ref", "HEAD", earlier[0])
        assert said(read_history(root, cache=root / "cache")) == said(history)

    assert set(tree) == set(story.main)
    alive = np.flatnonzero(trace(history.log).alive != NONE)
    walked = {history.log.paths[path] for path in alive.tolist()}
    assert walked == set(tree), "the walk alone, without git's list of files, knows them all"
    identities = {path: history.live[path] for path in tree}
    assert len(set(identities.values())) == len(tree)
    for path, life in story.main.items():
        known = history.post(path)
        assert known is not None
        dates = [story.revisions[number].authored for number in life.revisions]
        assert known.revisions == len(life.revisions) - 1, path
        assert (known.created, known.modified) == (dates[0], dates[-1]), path
        assert known.created is not None
        assert known.created.utcoffset() == dates[0].utcoffset()
