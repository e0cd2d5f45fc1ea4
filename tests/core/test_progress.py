"""What a build says: where it cannot be written, a site that is in place is no failure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders.site import ROOT


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
@pytest.mark.parametrize(("say", "is_fine"), [("say", False), ("say_last", True)])
def test_a_log_on_a_full_disk_fails_a_build_but_for_its_last_line(say: str, *, is_fine: bool) -> None:
    code = f"from learning_timeline.core.progress import {say}; {say}('1 page written.')"
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}"}
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-c", code], env=environment, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (run.returncode == 0, run.stderr == b"") == (is_fine, is_fine)
