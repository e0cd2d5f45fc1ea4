"""The workflow that publishes by GitHub Actions: it parses, sees all of the history, and may do no more than it must."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

FILE = Path(__file__).resolve().parents[1] / ".github/workflows/publish.yml"
TEXT = FILE.read_text(encoding="utf-8")
WORKFLOW: dict[Any, Any] = yaml.safe_load(TEXT)
JOBS: dict[str, dict[str, Any]] = WORKFLOW["jobs"]
STEPS = [(job, step) for job, facts in JOBS.items() for step in facts["steps"]]


def using(action: str) -> list[dict[str, Any]]:
    return [step for _, step in STEPS if step.get("uses", "").startswith(f"actions/{action}@")]


def test_it_runs_at_a_push_to_main_and_one_at_a_time() -> None:
    assert WORKFLOW[True] == {
        "push": {"branches": ["main"]},
        "workflow_dispatch": None,
    }  # YAML 1.1 reads `on` as a truth
    assert WORKFLOW["concurrency"] == {"group": "pages", "cancel-in-progress": False}


def test_the_whole_history_is_fetched_and_a_shallow_one_ends_the_build_before_anything_else() -> None:
    assert [step["with"]["fetch-depth"] for step in using("checkout")] == [0, 0]
    assert JOBS["build"]["steps"][0]["with"]["lfs"] is True  # pictures, not their pointers
    assert "git rev-parse --is-shallow-repository" in JOBS["build"]["steps"][1]["run"]


def test_each_job_may_do_no_more_than_it_must() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert JOBS["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert "permissions" not in JOBS["test"]
    assert JOBS["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert all(step["with"]["persist-credentials"] is False for step in using("checkout"))


def test_the_site_is_checked_and_built_for_the_address_of_pages() -> None:
    wanted = {"SITEURL": "${{ steps.pages.outputs.base_url }}"}
    runs = {
        step["run"].split()[-1]: step.get("env") for step in JOBS["build"]["steps"] if "invoke" in step.get("run", "")
    }
    assert runs == {"assets": None, "check": wanted, "build": wanted}
    assert [step["id"] for step in using("configure-pages")] == ["pages"]
    assert using("upload-pages-artifact")[0]["with"] == {"path": "output"}


def test_what_is_deployed_was_built_and_tested() -> None:
    assert set(JOBS["deploy"]["needs"]) == {"build", "test"}
    *_, tests, counts = (step["run"] for step in JOBS["test"]["steps"] if "run" in step)
    assert tests.endswith("invoke test")
    assert counts == ".venv/bin/python -m tests.bench.gate"
    assert JOBS["deploy"]["environment"]["name"] == "github-pages"


def test_packages_are_kept_from_run_to_run() -> None:
    assert [(step["with"]["cache"], step["with"]["cache-dependency-path"]) for step in using("setup-python")] == [
        ("pip", "pyproject.toml"),
        ("pip", "pyproject.toml"),
    ]


def test_the_site_and_what_is_known_of_it_are_kept_from_run_to_run_by_what_they_were_made_of() -> None:
    (kept,) = using("cache")
    assert kept["with"]["path"].split() == [".cache", "output"]
    assert kept["with"]["key"] == "site-${{ steps.tree.outputs.hash }}"
    assert kept["with"]["restore-keys"] == "site-"
    steps = JOBS["build"]["steps"]
    runs = [step.get("run", "") for step in steps]
    assert steps.index(kept) < runs.index(".venv/bin/invoke check") < runs.index(".venv/bin/invoke build")
    assert "HEAD^{tree}" in runs[steps.index(kept) - 1]


@pytest.mark.parametrize("step", [step for _, step in STEPS if "uses" in step], ids=lambda step: step["uses"])
def test_only_the_hosts_own_actions_are_used_each_of_a_major_version(step: dict[str, Any]) -> None:
    assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])


def test_nothing_that_others_write_gets_into_a_command() -> None:
    assert [step["run"] for _, step in STEPS if "${{" in step.get("run", "")] == []


def test_it_names_no_host() -> None:
    assert re.findall(r"https?://|\w+\.(?:org|com|io)\b", TEXT) == []
