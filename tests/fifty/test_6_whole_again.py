"""Whole again: the repository from nothing but the site, and the site from nothing but an archive, on a machine without a network.

This journal is used as it is committed. The archive with its packages, which pip has to fetch, is made where the whole of it is
asked for (`invoke test --fifty`), and not on a machine that has no `unshare`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from analytics import read_source
from learning_timeline.commands.restore import restore
from tests.builders.share import share
from tests.builders.site import ROOT, Site

if TYPE_CHECKING:
    from pathlib import Path

UNSHARE = shutil.which("unshare")
pytestmark = pytest.mark.fifty


def git(folder: Path, *command: str) -> str:
    return subprocess.run(["git", *command], cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


def is_whole() -> bool:
    """Whether this copy of the project has its history."""
    asked = subprocess.run(
        ["git", "rev-parse", "--is-shallow-repository"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() == "false"


with_history = pytest.mark.skipif(
    not is_whole(), reason="this copy of the project has no history, or one that is cut off"
)


@with_history
def test_this_journal_is_there_again_from_its_site_alone(tmp_path: Path) -> None:
    built = Site(tmp_path, content=ROOT / "content").build(
        LEARNING_TIMELINE_SOURCE=str(ROOT), LEARNING_TIMELINE_SOURCE_HISTORY="everything"
    )
    restored = restore(built.folder, tmp_path / "again")
    assert restored.tree == git(ROOT, "rev-parse", "HEAD^{tree}") == git(tmp_path / "again", "rev-parse", "HEAD^{tree}")
    assert restored.head == git(ROOT, "rev-parse", "HEAD")
    size = sum(file.stat().st_size for file in (built.folder / "source").iterdir())
    from_what = f"{size / 1e6:.1f} MB of its site"
    print(f"6. Whole again: {restored.commits:,} commits of this journal from {from_what}, tree {restored.tree[:10]}.")


@with_history
def test_two_clones_that_are_kept_in_other_ways_make_the_same_bundles(tmp_path: Path) -> None:
    head = git(ROOT, "rev-parse", "HEAD")
    found = []
    for name in ("as it came", "packed anew"):
        again = tmp_path / name
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(again)], check=True)
        git(again, "checkout", "--quiet", "--detach", head)
        if found:
            git(again, "repack", "-adfq", "--window=1")
        source = read_source(again / "content", again)
        assert source is not None
        found.append([b"".join(source.bundle(part)) for part in source.parts])
    assert found[0] == found[1]


@with_history
@pytest.mark.skipif(UNSHARE is None, reason="no unshare on PATH")
@pytest.mark.skipif(not share("FIFTY_YEARS", 0), reason="the whole of it is not asked for")
def test_an_archive_is_valid_and_its_site_is_built_again_without_a_network(tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    subprocess.run(
        [sys.executable, "-m", "invoke", "archive", "--output", str(bag)], cwd=ROOT, check=True, capture_output=True
    )
    subprocess.run([sys.executable, "-m", "bagit", "--validate", str(bag)], check=True, capture_output=True)
    handover = (bag / "HANDOVER.md").read_text(encoding="utf-8")
    section = handover.split("## To build the site again, without a network")[1].split("\n## ")[0]
    commands = "\n".join(re.findall(r"^ {4}(.*)$", section, flags=re.MULTILINE))
    # As a person without rights, in a network of nothing.
    alone = [
        UNSHARE or "",
        "--map-root-user",
        "--net",
        "bash",
        "-euc",
        commands.replace("python3 ", f"{sys.executable} "),
    ]
    subprocess.run(alone, cwd=bag, check=True, capture_output=True)
    files = {
        name: {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for name, folder in (("packed", bag / "data/site"), ("rebuilt", bag / "rebuilt/site"))
    }
    assert files["rebuilt"] == files["packed"]
    size = sum(file.stat().st_size for file in (bag / "data").rglob("*") if file.is_file())
    print(
        f"6. The archive: {size / 1e6:.0f} MB, valid; {len(files['packed']):,} files built again without a network, all the same."
    )
