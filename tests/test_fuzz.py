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
# What parsers share is prepared once for those of a group; a run that may be interrupted has one for each.
GROUPS = min(share("FUZZ_GROUPS", 4), len(TARGETS))


@pytest.mark.slow
@pytest.mark.torture
@pytest.mark.parametrize("group", range(GROUPS))
def test_parsers_meet_bytes_that_nobody_wrote(tmp_path: Path, group: int) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed; it comes for Linux alone")
    env = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"}
    targets = list(TARGETS)[group::GROUPS]

    def attempt(runs: int) -> str:
        command = [sys.executable, "-m", "tests.fuzz", *targets, "--runs", str(runs), "--seconds", str(SECONDS)]
        command += ["--found", str(tmp_path / "crash-")]
        ended = subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, errors="replace", check=False
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr[-4000:]
        read = re.findall(r"^Done (\d+) runs in (\d+) second", ended.stderr, re.MULTILINE)
        assert len(read) == len(targets)
        assert all(int(number) >= runs or 0 < SECONDS <= int(seconds) for number, seconds in read)
        return ", ".join(f"{target} {int(number):,}" for target, (number, _) in zip(targets, read, strict=True))

    [ended] = each(f"fuzzed {' '.join(targets)}", [RUNS], attempt)
    print(f"{ended}: no unexpected exception")
