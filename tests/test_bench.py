"""A share of each bench, so small that it says nothing but that the bench works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.bench.mining import FLOOR
from tests.builders.site import ROOT

HAS_BROWSER = any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
SMALL = "--posts 200 --topics 10 --commits 400 --runs 1"


def bench(name: str) -> tuple[list[list[str]], str]:
    """The cells of the table that a bench prints, its head apart, and all that it says."""
    command = [sys.executable, "-m", "invoke", "bench", "--only", name, *SMALL.split()]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in ended.stdout.splitlines() if row.startswith("|")]
    return rows[2:], ended.stdout


@pytest.mark.slow
@pytest.mark.skipif(not HAS_BROWSER, reason="no chromium on PATH")
def test_the_bench_of_the_page_measures_every_contender_that_is_there() -> None:
    rows, said = bench("page")
    names = {row[0] for row in rows}
    assert {"this timeline", "plain plotly.py"} <= names
    for name, library in (("uPlot", "uplot"), ("ECharts", "echarts")):
        assert (name in names) == (ROOT / "node_modules" / library).exists()
        assert (name in names) != (f"LEFT OUT: {name}" in said)


@pytest.mark.slow
def test_the_bench_of_builds_measures_each_kind_of_build() -> None:
    rows, said = bench("build")
    measured = {(row[0], row[1]) for row in rows}
    kinds = ("whole build", "one new post", "nothing new")
    assert {*(("this project", kind) for kind in kinds), ("Pelican", "whole build")} < measured
    assert (("Hugo", "whole build") in measured) != ("LEFT OUT: hugo" in said)
    assert all(float(row[2]) > 0 for row in rows)


@pytest.mark.slow
def test_the_bench_of_phases_tells_of_each_process() -> None:
    rows, _ = bench("phases")
    processes = {(row[0], row[1]) for row in rows}
    assert {*((build, one) for build in ("whole build", "one new post") for one in ("main", "reader"))} <= processes
    assert (("whole build", "copy") in processes) == (len(os.sched_getaffinity(0)) > 1)
    # All seconds of the main process are in one phase or another.
    for build in ("whole build", "one new post"):
        main = [(float(row[3]), float(row[5])) for row in rows if row[:2] == [build, "main"]]
        assert sum(wall for _, wall in main) == pytest.approx(max(begin for begin, _ in main), rel=0.2)


@pytest.mark.slow
def test_the_bench_of_reloading_sees_both_servers_follow_a_save() -> None:
    rows, _ = bench("reload")
    assert [row[0] for row in rows] == ["this project, invoke serve", "Pelican, --listen --autoreload"]
    assert all(float(row[2]) > 0 for row in rows)


@pytest.mark.slow
def test_the_bench_of_mining_finds_the_truth_of_its_own_journal() -> None:
    rows, _ = bench("mining")
    names = ["from nothing", "nothing new", "nothing new, with frames", "one new commit"]
    assert [row[0] for row in rows] == [FLOOR, *names]
    assert rows[1][-1] == "100"
    assert all(re.fullmatch(r"[\d.,]+", row[1]) for row in rows)
