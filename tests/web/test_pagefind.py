"""An index of the same records is the same, byte for byte, and whatever keeps Pagefind from making one is said."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from learning_timeline.web import pagefind
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from learning_timeline.web.pagefind import Entry

# With so many values the chance that a hash table has them in the same order twice is none.
TOPICS = [f"topic-{number}" for number in range(40)]


def entries() -> list[Entry]:
    return [
        {
            "url": f"posts/{topic}/",
            "content": f"Words about {topic} and gradients.",
            "meta": {"title": topic.title(), "topic": topic, "kind": "note", "date": "2026-01-01"},
            "filters": {"topic": [topic], "kind": ["note"], "year": [str(2000 + place % 7)]},
            "sort": {"place": str(place)},
        }
        for place, topic in enumerate(TOPICS)
    ]


def made(some: list[Entry], language: str = "en") -> dict[str, bytes]:
    with pagefind.Pagefind(language) as program:
        return program.index(some).result()


def digest(files: dict[str, bytes]) -> str:
    return hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()


def fragments(files: dict[str, bytes]) -> dict[str, str]:
    """The text of each post of an index, by its address."""
    found = {}
    for path, data in files.items():
        if path.startswith("fragment/"):
            post = json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
            found[post["url"]] = post["content"]
    return found


def test_the_same_records_make_the_same_bytes_whoever_asks() -> None:
    once = made(entries())
    assert once == made(entries())
    script = (
        "import runpy; names = runpy.run_path('tests/web/test_pagefind.py');"
        "print(names['digest'](names['made'](names['entries']())), end='')"
    )
    environment = {"PYTHONPATH": "plugins:.", "PYTHONHASHSEED": "7", "TOKIO_WORKER_THREADS": "1"}
    command = [sys.executable, "-c", script]
    other = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert other.stdout == digest(once)


def test_an_index_holds_each_post_and_the_program_that_searches_but_none_of_its_interfaces() -> None:
    files = made(entries())
    assert fragments(files) == {entry["url"]: entry["content"] for entry in entries()}
    assert {path for path in files if pagefind.is_program(path)} == {
        "pagefind.js",
        "pagefind-worker.js",
        "wasm.en.pagefind",
    }
    assert not [path for path in files if "ui" in path or "highlight" in path]


def test_a_language_that_pagefind_does_not_know_is_searched_word_by_word() -> None:
    assert "wasm.unknown.pagefind" in made(entries()[:1], "xx")


def test_several_indexes_come_in_the_order_in_which_they_were_asked_for() -> None:
    with pagefind.Pagefind("en") as program:
        asked = [program.index([entry]) for entry in entries()[:3]]
        assert [list(fragments(future.result())) for future in asked] == [[f"posts/topic-{n}/"] for n in range(3)]


def test_what_cannot_be_written_as_utf8_is_no_obstacle() -> None:
    entry = entries()[0] | {"content": "a \udc80 b"}
    assert fragments(made([entry])) == {"posts/topic-0/": "a ? b"}  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("exit 3", "Pagefind ended with"),
        ("cat > /dev/null & sleep 0.2; printf bm8=,; exec sleep 9", "Pagefind gave an unknown answer"),
    ],
)
def test_a_pagefind_that_fails_is_named_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, said: str
) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(pagefind, "_program", lambda: broken)
    with pytest.raises(pagefind.SearchNotMade, match=rf"{said}.*LEARNING_TIMELINE_SEARCH = False"):
        made(entries())


def test_an_error_of_pagefind_is_passed_on() -> None:
    with pytest.raises(pagefind.SearchNotMade, match="Pagefind "):
        made([{"url": 1}])  # type: ignore[typeddict-item, list-item]
