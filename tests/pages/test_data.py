"""Files of data are put together of the texts of their parts, of which a change makes one anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learning_timeline.charts import tables
from learning_timeline.journal.slices import Slices
from learning_timeline.pages import data
from learning_timeline.pages.data import exports
from tests.builders.timelines import timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

POSTS = [(f"2026-0{1 + number // 9}-0{1 + number % 9}", "rl", 10 * number) for number in range(20)]


def test_of_a_large_table_the_part_is_made_in_which_something_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[tuple[str, bytes], bytes] = {}
    made: list[str] = []

    def keep(url: str, digest: bytes, make: Callable[[], bytes]) -> bytes:
        if (url, digest) not in kept:
            kept[url, digest] = make()
            made.append(url)
        return kept[url, digest]

    words = [*POSTS]
    words[7] = ("2026-01-08", "rl", 71)
    for posts in (POSTS, [*POSTS, ("2026-03-09", "rl", 5)], words, POSTS[:3]):
        told = timeline(posts, today="2026-11-24")
        whole = {url: b"".join(parts) for url, parts in exports(told, name="n", title="T")}
        with monkeypatch.context() as small:
            for module in (tables, data):
                small.setattr(module, "ROWS_AT_ONCE", 5)
            made.clear()
            rows = Slices(told, {}).digests.of
            parts_of = exports(told, name="n", title="T", keep=keep, rows=rows)
            assert {url: b"".join(parts) for url, parts in parts_of} == whole
        of_posts = made.count("data/posts.csv"), made.count("data/posts.json")
        assert of_posts == {20: (4, 4) if posts is POSTS else (1, 1), 21: (1, 1), 3: (0, 0)}[len(posts)]
