"""What templates compile to and read is found out once, and kept from one process to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2
import pytest

from learning_timeline.building.template_reads import KEPT_FILES, KeptTemplates, TemplateReads

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = {
    "base.html": "{{ site.name }}{% block content %}{% endblock %}",
    "a.html": '{% extends "base.html" %}{{ x }}',
}


def environment(kept: KeptTemplates) -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), bytecode_cache=kept, autoescape=True)


def reads(file: Path) -> tuple[object, KeptTemplates]:
    kept = KeptTemplates()
    kept.load(file)
    return TemplateReads(kept).of(environment(kept).get_template("a.html")), kept


def test_another_process_parses_no_template_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, kept = reads(tmp_path / "templates-1")
    environment(kept).get_template("a.html").render(site={})
    kept.save(tmp_path / "templates-1")

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a template was parsed again")

    monkeypatch.setattr(jinja2.Environment, "_parse", refuse)
    second, kept = reads(tmp_path / "templates-1")
    assert second == first
    assert environment(kept).get_template("a.html").render(site={"name": "A journal"}) == "A journal"


@pytest.mark.parametrize("damage", [b"", b"no digest", b"\0" * 200])
def test_a_damaged_file_is_as_one_that_is_not_there(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "templates-1"
    first, kept = reads(file)
    kept.save(file)
    file.write_bytes(file.read_bytes()[:-1] + damage)
    second, kept = reads(file)
    assert second == first
    kept.save(file)
    assert reads(file)[0] == first


def test_those_of_the_last_few_settings_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT_FILES + 3):
        reads(tmp_path / "none")[1].save(tmp_path / f"templates-{number}")
    assert len(list(tmp_path.iterdir())) == KEPT_FILES
