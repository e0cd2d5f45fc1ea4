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
from tests.builders.tried import each
from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path

RUNS = share("FUZZ_RUNS", 5_000)
# Of each at most; the slowest read some twenty texts in one.
SECONDS = share("FUZZ_SECONDS", 60)


@pytest.mark.slow
@pytest.mark.torture
@pytest.mark.parametrize("target", TARGETS)
def test_a_parser_meets_bytes_that_nobody_wrote(tmp_path: Path, target: str) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed; it comes for Linux alone")
    env = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"}

    def attempt(runs: int) -> str:
        command = [sys.executable, "-m", "tests.fuzz", target, "--runs", str(runs), "--seconds", str(SECONDS)]
        command += ["--found", str(tmp_path / "crash-")]
        ended = subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, errors="replace", check=False
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr[-4000:]
        read = re.search(r"^Done (\d+) runs in (\d+) second", ended.stderr, re.MULTILINE)
        assert read is not None
        assert int(read[1]) >= runs or 0 < SECONDS <= int(read[2])
        return f"{int(read[1]):,} runs"

    [ended] = each(f"fuzzed {target}", [RUNS], attempt)
    print(f"{ended} of {target}, no unexpected exception")
