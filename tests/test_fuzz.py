"""Whatever bytes a parser gets, it reads them or refuses them by the exception that it promises."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.builders.share import share
from tests.builders.site import ROOT
from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path

RUNS = share("FUZZ_RUNS", 5_000)


@pytest.mark.slow
@pytest.mark.torture
@pytest.mark.parametrize("target", TARGETS)
def test_a_parser_meets_bytes_that_nobody_wrote(tmp_path: Path, target: str) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed; it comes for Linux alone")
    found = tmp_path / "crash-"
    command = [sys.executable, "-m", "tests.fuzz", target, "--runs", str(RUNS), "--found", str(found)]
    env = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"}
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, errors="replace", check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr[-4000:]
    runs = re.search(r"stat::number_of_executed_units: (\d+)", ended.stderr)
    assert runs is not None
    assert int(runs[1]) >= RUNS
    print(f"{int(runs[1]):,} runs of {target}, no unexpected exception")
