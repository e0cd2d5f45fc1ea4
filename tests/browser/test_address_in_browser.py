"""Whatever an address asks of the timeline, it is a selection of this journal, and has an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.share import share

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Visit

RUNS = share("FUZZ_RUNS", 5_000)
# Puts pieces together that mean something, or once did, changes some of their letters, and gives back what went wrong.
FUZZ = r"""(runs) => {
    const { address, facts } = window.learningTimeline;
    const { today, topics, aliases } = facts();
    let state = 1;
    const random = (below) => {
        state = (Math.imul(state ^ (state >>> 15), state | 1) + 0x6d2b79f5) >>> 0;
        return ((state ^ (state >>> 14)) >>> 0) % below;
    };
    const slugs = topics.map((topic) => topic.slug);
    const keys = ["from=", "to=", "topics=", "measure=", "mode=", ""];
    const ends = ["&", "&", "&", ",", "-", "#", ""];
    const pieces = ["=", "?", "%", "%2C", "%E0%A4%A", "+", "\0", "latest", "earliest", "posts", "words", "revisions", "share",
        "constructor", "__proto__", "toString", "hasOwnProperty", "2024", "2026", "2026-02", "2026-11-23", "2026-02-30", "2026-13",
        "0000", "0099-01", "9999-12-31", "9999-12", "-271821-04-20", "1e9", "NaN", "\ud800", "\u202e", "İ",
        "<img src=x onerror=alert(1)>", ...slugs, ...Object.keys(aliases)];
    const one = (list) => list[random(list.length)];
    const seen = { understood: 0, wrong: [] };
    for (let run = 0; run < runs; run += 1) {
        let search = "?";
        for (let left = random(6); left > 0; left -= 1) search += one(keys) + one(pieces) + one(ends);
        for (let left = random(3); left > 0; left -= 1) {
            const at = random(search.length);
            search = search.slice(0, at) + String.fromCharCode(random(256)) + search.slice(at + random(2));
        }
        try {
            const { selection, problems } = address.read(search);
            const { from, to, topics: chosen, measure, share } = selection;
            const isWhole = [from, to].every(Number.isInteger) && 0 <= from && from <= to && to <= today;
            const isKnown = chosen.every((slug) => slugs.includes(slug)) && new Set(chosen).size === chosen.length;
            const isMeasured = ["posts", "words", "revisions"].includes(measure) && typeof share === "boolean";
            const again = address.read(new URL(address.write(selection), location.href).search);
            const isSame = JSON.stringify(again) === JSON.stringify({ selection, problems: [] });
            if (!(isWhole && isKnown && isMeasured && isSame)) seen.wrong.push([search, JSON.stringify(selection)]);
            seen.understood += problems.length === 0;
        } catch (error) {
            seen.wrong.push([search, String(error)]);
        }
    }
    seen.wrong = seen.wrong.slice(0, 5);
    return seen;
}"""


@pytest.mark.torture
def test_any_address_is_a_selection_that_has_an_address(address: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{address}timeline/")
    found = seen.page.evaluate(FUZZ, RUNS)
    assert found["wrong"] == []
    assert 0.1 * RUNS < found["understood"] < 0.9 * RUNS
    print(f"{RUNS:,} addresses of the timeline, no unexpected exception")


@pytest.mark.parametrize("topic", ["constructor", "__proto__", "toString"])
def test_what_every_object_has_is_no_topic(address: str, visit: Callable[..., Visit], topic: str) -> None:
    seen = visit(f"{address}timeline/?topics={topic}")
    assert seen.page.inner_text(".selection-problems") == f"There is no topic “{topic}”."
    assert seen.problems == []
