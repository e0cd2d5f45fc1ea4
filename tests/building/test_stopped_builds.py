"""Ctrl-C, and a request to end, at calls that change the disk: a build says truly which site is in place."""

from __future__ import annotations

from signal import SIGINT, SIGTERM, Signals

import pytest

from learning_timeline.core.stopping import INTERRUPTED
from tests.builders.share import share
from tests.builders.site import Built
from tests.builders.transaction import CALLS, Before, beside
from tests.builders.tried import each, places
from tests.building.test_killed_builds import before, needs_strace

__all__ = ["before"]  # a fixture
STOP_POINTS = share("STOP_POINTS", 1)
STOPPED = "The build was stopped. "
SAYS = {f"{STOPPED}The site is as it was.": "old", f"{STOPPED}The new site is in place.": "new"}


@needs_strace
@pytest.mark.slow
@pytest.mark.torture
@pytest.mark.parametrize("stop", [SIGINT, SIGTERM])
def test_a_build_that_is_stopped_anywhere_says_which_site_is_in_place(before: Before, stop: Signals) -> None:
    _, calls = before.traced(before.again(), CALLS)

    def attempt(place: int) -> str:
        name, number = calls[place]
        site = before.again()
        ended, made = before.traced(site, CALLS, f"{name}:signal={stop.name}:when={number}")
        assert (name, number) in made, f"call {place} was not reached"
        files, output = Built(site.output).files(), ended.stdout + ended.stderr
        said = [stands for sentence, stands in SAYS.items() if sentence in output]
        if said:
            assert ended.returncode == INTERRUPTED, output
            assert files == (before.old if said == ["old"] else before.new), output
            assert beside(site) == []
        else:  # before the plugin is asked, or behind the last line of the build
            assert files == (before.new if " written" in output else before.old), output
        assert "Traceback" not in output or not said, output
        stood = "old" if files == before.old else "new"
        assert before.good(site) == before.new
        assert beside(site) == []
        return stood if said else f"{stood}, without a word"

    chosen = places(stop.name, STOP_POINTS, len(calls))
    ends = ", ".join(f"{number:,} {which}" for which, number in each(f"stopped {stop.name}", chosen, attempt).items())
    print(f"{len(chosen):,} of {len(calls):,} stops by {stop.name}, each reached: {ends}; each told truly")
