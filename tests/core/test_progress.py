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


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
@pytest.mark.parametrize(("say", "is_fine"), [("say", False), ("say_last", True)])
def test_a_disk_that_is_full_behind_the_last_line_fails_no_build(tmp_path: Path, say: str, *, is_fine: bool) -> None:
    """Pelican ends its spinner behind all that the plugin says, and other plugins may say more."""
    code = (
        f"import resource; from pelican import console; from learning_timeline.core.progress import {say} as say\n"
        "with console.status('Generating...'):\n"
        "    say('1 page written.')\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))\n"
        "console.print('And more.')\n"
    )
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}"}
    with (tmp_path / "log").open("w") as log:
        run = subprocess.run(
            [sys.executable, "-c", code], env=environment, stdout=log, stderr=subprocess.PIPE, check=False
        )
    assert (run.returncode == 0, run.stderr == b"") == (is_fine, is_fine)
    assert (tmp_path / "log").read_text(encoding="utf-8").startswith("1 page written.")
