"""Builds that are killed, that find the disk full, and that meet others: the site is the old one or the new one."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from signal import SIGKILL
from typing import TYPE_CHECKING

import pytest

from learning_timeline.building.lock import TRY_AGAIN_LATER
from tests.builders.share import share
from tests.builders.site import Built
from tests.builders.transaction import CALLS, FILLING, Before, before_a_change, beside, build, calls_of, command
from tests.builders.tried import each, places

if TYPE_CHECKING:
    from collections.abc import Iterator

# What else a machine may be like, as `strace` makes it so.
NO_EXCHANGE = "renameat2:error=EINVAL"
NO_LINKS = "link,linkat:error=EPERM"
KILL_POINTS = share("KILL_POINTS", 3)
FULL_POINTS = share("FULL_POINTS", 2)
BUILDS_AT_ONCE = share("BUILDS_AT_ONCE", 6)
_AT_ONCE = 3
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="no strace on PATH")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Before]:
    with before_a_change(tmp_path_factory.mktemp("transaction")) as before:
        yield before


@needs_strace
@pytest.mark.slow
def test_a_build_whose_libraries_are_loaded_calls_what_a_command_calls(before: Before) -> None:
    site = before.again()
    log = before.folder / "calls"
    build(site)  # so that nothing is compiled
    site = before.again()
    start = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={CALLS}"]
    subprocess.run([*start, *command(site)], cwd=site.folder, capture_output=True, check=True)
    by_hand = calls_of(log)
    _, warm = before.traced(before.again(), CALLS)
    assert Counter(warm) == Counter(by_hand)


@pytest.mark.parametrize("points", [1, 8, 99, 100, 1000])
def test_builds_are_stopped_at_calls_that_they_make(points: int) -> None:
    chosen = places("kill", points, 100)
    assert len(chosen) == len(set(chosen)) == min(points, 100)
    assert set(chosen) <= set(range(100))
    assert chosen == places("kill", 100, 100)[:points]
    in_order = sorted(chosen)
    gaps = [(after - place) % 100 or 100 for place, after in pairwise([*in_order, in_order[0]])]
    assert max(gaps) <= 2 * 100 // min(points, 100)


@needs_strace
@pytest.mark.slow
@pytest.mark.torture
@pytest.mark.parametrize("machine", ["", NO_EXCHANGE, NO_LINKS], ids=["usual", "no exchange", "no links"])
def test_a_build_that_is_killed_anywhere_leaves_the_old_site_or_the_new_one(before: Before, machine: str) -> None:
    like = [machine] if machine else []
    refused = machine.partition(":")[0].split(",")
    names = ",".join(name for name in CALLS.split(",") if name not in refused)
    ended, calls = before.traced(before.again(), names, *like)
    assert ended.returncode == 0

    def attempt(place: int) -> str:
        name, number = calls[place]
        site = before.again()
        ended, made = before.traced(site, names, *like, f"{name}:signal=KILL:when={number}")
        assert made[-1] == (name, number), f"call {place} was not reached, or not the last"
        assert ended.returncode == -SIGKILL
        is_aside = machine == NO_EXCHANGE and not site.output.exists()
        files = Built(site.folder / ".output.aside" if is_aside else site.output).files()
        assert files in ([before.old] if is_aside else [before.old, before.new]), f"two halves after call {place}"
        assert before.good(site) == before.new, f"wrong after call {place} and another build"
        assert beside(site) == []
        return "aside" if is_aside else "old" if files == before.old else "new"

    chosen = places(f"kill{machine}", KILL_POINTS, len(calls))
    stood = each(f"killed {machine or 'usual'}", chosen, attempt)
    assert stood["old"] > 0
    said = ", ".join(f"{number:,} {which}" for which, number in stood.items())
    print(f"{len(chosen):,} of {len(calls):,} kill points ({machine or 'usual'}), each reached: {said}; none mixed")


@needs_strace
@pytest.mark.slow
@pytest.mark.torture
@pytest.mark.parametrize(
    "names", ["write", "mkdir,link,linkat,rename", "copy_file_range,sendfile", "pwrite64", FILLING]
)
def test_a_full_disk_ends_the_build_and_leaves_the_old_site(before: Before, names: str) -> None:
    _, calls = before.traced(before.again(), names)

    def attempt(place: int) -> str:
        already = Counter(call.name for call in calls[:place])
        site = before.again()
        full = [f"{name}:error=ENOSPC:when={already[name] + 1}+" for name in names.split(",")]
        ended, made = before.traced(site, names, *full)
        assert len(made) > place, f"{names} {place} was not reached"
        files = Built(site.output).files()
        said = f"{names} {place}: {ended.stdout}{ended.stderr}"
        assert files == (before.new if ended.returncode == 0 else before.old), said
        assert "Traceback" not in ended.stdout + ended.stderr, said
        assert before.good(site) == before.new, said
        assert beside(site) == []
        return "ended" if ended.returncode else "did without"

    # At the last ones the new site is in place already, and only a word of it is missing.
    chosen = sorted({*places(names, FULL_POINTS, len(calls)), len(calls) - 1})
    ends = each(f"full {names}", chosen, attempt)
    print(
        f"{len(chosen):,} of {len(calls):,} full disks by {names}, each reached: {ends['ended']:,} builds ended, "
        f"{ends['did without']:,} did without, none damaged"
    )


@pytest.mark.slow
@pytest.mark.torture
def test_of_builds_at_once_each_makes_the_site_or_says_that_another_does(before: Before) -> None:
    def attempt(_: int) -> str:
        site = before.again()
        at_once = [subprocess.Popen(command(site), cwd=site.folder, stdout=subprocess.DEVNULL) for _ in range(_AT_ONCE)]
        ends = sorted(process.wait() for process in at_once)
        assert set(ends) <= {0, TRY_AGAIN_LATER}
        assert ends[0] == 0
        assert Built(site.output).files() == before.new
        assert beside(site) == []
        return f"{ends.count(0)}"

    made = each("at once", range(-(-BUILDS_AT_ONCE // _AT_ONCE)), attempt)
    good = sum(int(number) * times for number, times in made.items())
    said = made.total() * _AT_ONCE - good
    print(f"{made.total() * _AT_ONCE:,} builds at once: {good:,} made the site, {said:,} said who did")
