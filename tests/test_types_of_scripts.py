"""The scripts are classic scripts whose comments tell their types; `invoke lint` holds them to it where it can."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from invoke.exceptions import Exit

import tasks

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("plugins/learning_timeline/commands", "plugins/learning_timeline/static", "theme/static/js")
CHECKER = ROOT / "node_modules" / ".bin" / "tsc"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one script."""
    shutil.copy(ROOT / "tsconfig.json", tmp_path / "tsconfig.json")
    (tmp_path / "theme/static/js").mkdir(parents=True)
    (tmp_path / "theme/static/js/site.js").write_text(
        "/** @param {string} text */\nconst half = (text) => text / 2;\nhalf(1);\n", encoding="utf-8"
    )
    monkeypatch.setattr(tasks, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_script_asks_editors_to_check_it_and_is_no_module(folder: str) -> None:
    scripts = [path for path in sorted((ROOT / folder).rglob("*.js")) if path.is_file()]
    assert scripts
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        assert text.startswith("// @ts-check\n"), script.name
        lines = text.splitlines()
        assert [line for line in lines if line.startswith(("import ", "export ")) or "@ts-ignore" in line] == []


def test_where_the_checker_is_missing_lint_says_aloud_that_nothing_was_checked(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not (elsewhere / "node_modules").exists()
    tasks._check_scripts()
    assert "THE TYPES OF THE SCRIPTS WERE NOT CHECKED: run `invoke assets`" in capsys.readouterr().out


@pytest.mark.skipif(not CHECKER.exists(), reason="NO TYPESCRIPT: run `invoke assets` first")
def test_a_script_that_breaks_its_own_types_is_refused(elsewhere: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "node_modules").symlink_to(ROOT / "node_modules")
    with pytest.raises(Exit):
        tasks._check_scripts()
    said = capfd.readouterr().out
    assert "site.js(2," in said
    assert "site.js(3,6)" in said
