"""Messages name a command as the person who reads them types it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from learning_timeline.core.typed import FOLDER, VARIABLE, as_typed, command, command_there, install
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("words", "program", "said"),
    [
        (["/venv/bin/python3", ".venv/bin/invoke", "build"], ".venv/bin/invoke", ".venv/bin/invoke"),
        (
            ["python3", "-m", "learning_timeline", "build"],
            "/lib/learning_timeline/__main__.py",
            "python3 -m learning_timeline",
        ),
        (["python", "-X", "utf8", "-m", "invoke", "-l"], "/lib/invoke/__main__.py", "python -X utf8 -m invoke"),
        (["/v/python", ".venv/bin/invoke", "links", "-m", "5"], ".venv/bin/invoke", ".venv/bin/invoke"),
        (["/v/python", "my journal/.venv/bin/invoke"], "my journal/.venv/bin/invoke", "'my journal/.venv/bin/invoke'"),
        (["/v/python", "/elsewhere/bin/invoke", "build"], "/elsewhere/bin/invoke", "/elsewhere/bin/invoke"),
    ],
)
def test_a_command_is_named_as_it_was_typed(words: list[str], program: str, said: str) -> None:
    assert as_typed(words, program) == said


def test_a_program_of_the_path_is_named_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "invoke"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH", raising=False)
    assert as_typed(["/v/python", str(program), "build"], str(program)) == "invoke"
    monkeypatch.setenv("UV_RUN_RECURSION_DEPTH", "1")
    assert as_typed(["/v/python", str(program), "build"], str(program)) == "uv run invoke"


def test_a_build_of_pelican_alone_names_what_works_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert command("check") == "python -m learning_timeline check"
    monkeypatch.setenv(VARIABLE, ".venv/bin/invoke")
    assert command("check") == ".venv/bin/invoke check"


def test_a_build_of_another_folder_names_that_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "invoke")
    assert command_there("check") == "invoke check"
    monkeypatch.setenv(FOLDER, "my notes")
    assert command_there("check") == "invoke check --content 'my notes'"


def test_what_is_not_installed_is_installed_where_the_program_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH", raising=False)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    python = tmp_path / ".venv/bin/python"
    python.touch(mode=0o755)
    monkeypatch.setattr("sys.executable", str(python))
    monkeypatch.chdir(ROOT)
    assert install("check") == f"{python} -m pip install --editable '.[check]'"
    monkeypatch.chdir(tmp_path)
    assert install("check") == f".venv/bin/python -m pip install --editable '{ROOT}[check]'"
    monkeypatch.setenv("PATH", str(python.parent))
    assert install("check").startswith("python -m pip install")
    monkeypatch.setenv("UV_RUN_RECURSION_DEPTH", "1")
    assert install("check").startswith("uv pip install")
    # In a site of somebody else it comes from a registry.
    monkeypatch.setattr(
        "learning_timeline.core.typed.__file__", str(tmp_path / "pelican/plugins/learning_timeline/core/typed.py")
    )
    assert install("check") == "uv pip install 'pelican-learning-timeline[check]'"
