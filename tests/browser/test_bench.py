"""A share of the bench of the timeline page, so small that it says nothing but that the bench works."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.builders.site import ROOT


@pytest.mark.slow
def test_the_bench_measures_every_contender_that_is_there() -> None:
    # In a process of its own, since it starts its browsers by itself.
    command = [sys.executable, "-m", "invoke", "bench", "--posts", "200", "--topics", "10", "--runs", "1"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    rows = {row.split("|")[1].strip(): row for row in ended.stdout.splitlines() if row.startswith("|")}
    assert {"this timeline", "plain plotly.py"} < set(rows)
    for name, library in (("uPlot", "uplot"), ("ECharts", "echarts")):
        assert (name in rows) == (ROOT / "node_modules" / library).exists()
        assert (name in rows) != (f"LEFT OUT: {name}" in ended.stdout)
