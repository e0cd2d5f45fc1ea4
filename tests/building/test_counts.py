"""A build does no more than the committed figures say, which change only with a reason beside them."""

from __future__ import annotations

import copy

import pytest

from tests.bench.gate import FILE_CALLS, OF_VERSIONS, SIZES, STRACE, Counts, grown, measure, read, versions
from tests.builders.site import LIGHTER

COUNTED = {
    "renders",
    "comparisons",
    "bytes hashed",
    "files written",
    "folders made",
    "files linked",
    "own calls",
    OF_VERSIONS,
}


@pytest.fixture(scope="module", params=SIZES, ids=lambda number: f"{number:,} posts")
def found(request: pytest.FixtureRequest) -> dict[str, Counts]:
    """What is done now; functions are counted in the small journal, and by `python -m tests.bench.gate` in the large one."""
    return measure(request.param, with_calls=request.param == min(SIZES))


@pytest.mark.slow
@pytest.mark.skipif(not LIGHTER.exists(), reason="NO LIGHTER BUNDLE: run `invoke assets` first")
def test_nothing_grows_by_more_than_three_per_cent(found: dict[str, Counts]) -> None:
    assert not grown(found, read())


@pytest.mark.slow
def test_what_is_counted_is_what_was_done(found: dict[str, Counts]) -> None:
    whole, one = found.values()
    number = min(SIZES) if OF_VERSIONS in whole else max(SIZES)
    assert whole["renders"] > number > 20 > one["renders"] / 5
    assert whole["files written"] > number
    assert one["files linked"] > number > one["files written"]
    assert all(before > one[name] for name, before in whole.items() if name in {"renders", "bytes hashed", "own calls"})


@pytest.mark.slow
@pytest.mark.skipif(STRACE is None, reason="no strace on PATH")
def test_calls_of_the_file_system_are_among_what_is_compared(found: dict[str, Counts]) -> None:
    for counts in found.values():
        assert (FILE_CALLS in counts) == (OF_VERSIONS not in counts)
        assert counts.get(FILE_CALLS, 1) > 0


def test_the_figures_are_there_for_each_build_with_a_reason() -> None:
    kept = read()
    builds = [name for name in kept if name not in {"versions", "changes"}]
    assert len(builds) == 2 * len(SIZES)
    assert all(COUNTED <= kept[build].keys() <= COUNTED | {FILE_CALLS} for build in builds)
    assert all(change["why"].strip() for change in kept["changes"])


def test_what_grows_is_named_and_calls_of_other_versions_are_not_compared() -> None:
    kept = read() | {"versions": versions()}
    build = next(name for name in kept if name not in {"versions", "changes"})
    same = {build: dict(kept[build])}
    assert grown(same, kept) == []
    more = copy.deepcopy(same)
    for name in ("renders", OF_VERSIONS):
        more[build][name] = int(more[build][name] * 1.04) + 1
    assert [said.split(" were ")[0] for said in grown(more, kept)] == [f"{build}: {OF_VERSIONS}", f"{build}: renders"]
    other = kept | {"versions": {"python": "2.7"}}
    assert [said.split(" were ")[0] for said in grown(more, other)] == [f"{build}: renders"]
