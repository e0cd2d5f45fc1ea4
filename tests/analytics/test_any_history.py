"""Random histories made by git itself: what was done to each file is what is read of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import analytics
from tests.builders.git_story import GitStory
from tests.builders.share import examples

if TYPE_CHECKING:
    import pytest

FIRST = date(2020, 1, 1)
TOPIC = analytics.Topic("t", "T")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["create", "delete", "restore", "move", "swap", "copy", "branch", "merge"]),
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=14,
)


@settings(
    max_examples=examples(40),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(STEPS)
def test_each_living_file_has_the_dates_of_what_was_done_to_it(  # noqa: C901 - a case for each kind of step
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    story = GitStory(tmp_path_factory.mktemp("story"))
    begun: dict[
        str, date
    ] = {}  # when each living file was first written, exact as long as nothing has been on two branches
    deleted: dict[str, tuple[str, date]] = {}
    texts: dict[str, str] = {}
    is_exact, has_branch, written = True, False, 0
    for number, (step, one, other) in enumerate(steps):
        on, path, target = FIRST + timedelta(days=number), f"{one}.md", f"{other}.md"
        if step == "create" and path not in begun:
            texts[path], begun[path] = "\n".join(f"{number} {line}" for line in range(20)), on
            story.write(path, texts[path])
        elif step == "delete" and path in begun:
            deleted[path] = texts.pop(path), begun.pop(path)
            story.delete(path)
        elif step == "restore" and path in deleted and path not in begun:
            texts[path], begun[path] = deleted.pop(path)
            story.write(path, texts[path])
        elif step == "move" and path in begun and target not in begun:
            texts[target], begun[target] = texts.pop(path), begun.pop(path)
            story.rename(path, target)
        elif step == "swap" and one != other and path in begun and target in begun:
            begun[path], begun[target] = begun[target], begun[path]
            texts[path], texts[target] = texts[target], texts[path]
            story.write(path, texts[path]).write(target, texts[target])
        elif step == "copy" and target in begun and path not in begun:
            # Of two files of one text git cannot know which is which.
            texts[path], begun[path], is_exact = texts[target], on, False
            story.write(path, texts[path])
        elif step == "branch" and written and not has_branch:
            has_branch, is_exact = True, False
            story.branch("other")
            story.write("9.md", "On a branch.\n").commit(f"{on}T09:00:00+00:00")
            story.switch("main")
            continue
        elif step == "merge" and has_branch:
            story.merge("other").commit(f"{on}T12:00:00+00:00")
            story.git("branch", "--quiet", "-D", "other")
            has_branch = False
        else:
            continue
        story.commit(f"{on}T12:00:00+00:00")
        written += 1
    history = analytics.read_history(story.path)
    living = sorted(path.name for path in story.path.glob("*.md"))
    known = {path: history.post(path) for path in living}
    assert all(found is not None and found.created is not None for found in known.values())
    assert all(found.created <= found.modified for found in known.values())
    if is_exact:
        assert {path: found.created.date() for path, found in known.items()} == begun
    posts = [
        analytics.Post(path, path, path, path, "t", "note", found.created, None, 1, "git")
        for path, found in known.items()
    ]
    told = analytics.analyse(
        posts, history, topics=analytics.Topics({"t": TOPIC}, {}), milestones=[], today=FIRST + timedelta(days=99)
    )
    assert sorted(told.posts["path"]) == living
    assert set(told.changes["post"]) <= set(living)
