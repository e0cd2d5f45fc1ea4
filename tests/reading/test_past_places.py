"""Settings of a site as they were: each state of them is read once, and none that says nothing of what is held back."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from analytics.history import Version
from learning_timeline.reading import past_places
from learning_timeline.reading.past_places import PastPlaces

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest


def _places(texts: dict[str, str], versions: list[Version], paths: Sequence[str] = ()) -> PastPlaces:
    """Of a repository with some versions of settings, the texts of which are by their blobs."""

    def read(blobs: Sequence[str]) -> list[str | None]:
        return [texts[blob] for blob in blobs]

    history: Any = SimpleNamespace(prefix="", versions_of_all=lambda _: versions)
    return PastPlaces(history, read, paths)


def test_a_state_of_settings_is_read_once_though_what_holds_nothing_back_was_changed_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []
    make = past_places.HeldPlaces
    monkeypatch.setattr(past_places, "HeldPlaces", lambda *said: made.append("") or make(*said))
    texts = {
        "a": "docs_dir: docs\nmarkdown_extensions: [toc]\nexclude_docs: later/\n",
        "b": "docs_dir: docs\n",
        **{f"i{day}": f"---\ntitle: Part {day}\n---\n" for day in range(1, 20)},
    }
    sections = [Version(date(2026, 1, day), f"i{day}", "docs/_index.md") for day in range(1, 20)]
    last = Version(date(2026, 1, 25), "b", "mkdocs.yml")
    places = _places(texts, [Version(date(2026, 1, 1), "a", "mkdocs.yml"), *sections, last])
    held = [bool(places.reason(f"docs/later/{day}.md", date(2026, 1, day))) for day in range(1, 20)]
    assert held == [True] * 19
    assert not places.reason("docs/a.md", date(2026, 1, 5))
    assert len(made) == 1


def test_what_a_table_of_contents_does_not_list_was_held_back_then() -> None:
    texts = {"a": "project: {toc: [{file: b.md}]}\n", "b": "project: {title: A}\n"}
    days = [date(2026, 1, 1), date(2026, 2, 1)]
    places = _places(texts, [Version(days[0], "a", "myst.yml"), Version(days[1], "b", "myst.yml")])
    assert [bool(places.reason(path, days[0])) for path in ("a.md", "posts/a.md", "b.md")] == [True, True, False]
    assert not places.reason("a.md", days[1])


def test_a_table_of_contents_is_read_once_for_all_posts_that_it_may_not_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """One after another, 800 posts took 3.6 seconds for each state of the settings, and twice as many four times that."""
    made: list[str] = []
    make = past_places.HeldPlaces
    monkeypatch.setattr(past_places, "HeldPlaces", lambda *said: made.append("") or make(*said))
    listed = "".join(f"  - file: posts/{one}.md\n" for one in range(200))
    texts = {"a": f"project:\n  toc:\n{listed}", "b": "project: {title: A}\n"}
    days = [date(2026, 1, 1), date(2026, 2, 1)]
    versions = [Version(days[0], "a", "myst.yml"), Version(days[1], "b", "myst.yml")]
    paths = [*(f"posts/{one}.md" for one in range(400)), "posts/1.md/x.md", f"posts/{'x' * 300}.md"]
    places = _places(texts, versions, paths)
    assert [bool(places.reason(path, days[0])) for path in paths[:400]] == [False] * 200 + [True] * 200
    assert len(made) == 1
    assert places.reason("other.md", days[0])
