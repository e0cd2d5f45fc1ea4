"""The README and its reference pages say what is so: commands, settings, fields and dependencies are those of the code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import analytics
from learning_timeline.core.settings import PREFIX, Settings, documented

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS_PAGE, COMMANDS_PAGE, DEPENDENCIES_PAGE, FIELDS_PAGE = (
    (ROOT / f"docs/{name}.md").read_text(encoding="utf-8")
    for name in ("settings", "commands", "dependencies", "front-matter")
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def between(name: str, page: str) -> str:
    return page.split(f"<!-- generated: {name} -->\n")[1].split("<!-- end -->", maxsplit=1)[0].strip()


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    assert len(README.encode()) <= 6_000
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert len(links) > 15
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_each_field_of_the_front_matter_is_told() -> None:
    """But for what other programs call them, and what only holds a post back."""
    table = FIELDS_PAGE.split("| field | example | what it does |\n|---|---|---|\n")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table.splitlines()]
    told = {name.strip(" `") for row in rows for name in row[0].split(",")}
    others = {"categories", "description", "cascade", "build"}
    assert told == analytics.front_matter.FLAT_FIELDS - others | {"predictions", "macros"}
    assert all(len(row) == 3 and all(row) for row in rows)


def test_the_commands_are_those_of_invoke() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "invoke", "--list"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert between("invoke --list", COMMANDS_PAGE) == f"```text\n{listed.strip()}\n```"


def test_the_settings_are_those_of_the_plugin() -> None:
    rows = ["| setting | default | what it does |", "|---|---|---|"]
    defaults = Settings.__dataclass_fields__
    for name, says in documented().items():
        default = "`WITH_FUTURE_DATES`" if name == "future" else f"`{defaults[name].default!r}`"
        rows.append(f"| `{PREFIX}{name.upper()}` | {default} | {says} |")
    assert between("settings", SETTINGS_PAGE) == "\n".join(rows)


# How a person writes a value of each type.
TYPES = {
    "date | None": "a day, as text or as a `date`",
    "bool": "`True` or `False`",
    "Mapping[str, Any] | None": "a dictionary or `None`",
    "bool | None": "`True`, `False` or `None`",
    "str": "text",
    "tuple[str, ...]": "a list of texts",
    "Path | None": "a path",
    "Literal['html', 'text']": "`'html'` or `'text'`",
    "Literal['published', 'everything']": "`'published'` or `'everything'`",
}


def test_the_page_of_settings_tells_type_default_and_meaning_of_each() -> None:
    sections = re.findall(rf"^### `({PREFIX}\w+)`\n\n(.*?)(?=^##)", SETTINGS_PAGE, flags=re.MULTILINE | re.DOTALL)
    assert [name for name, _ in sections] == [PREFIX + name.upper() for name in documented()]
    for (name, section), (field, says) in zip(sections, documented().items(), strict=True):
        known = Settings.__dataclass_fields__[field]
        kind = TYPES[str(known.type).replace('"', "'")]
        default = "`WITH_FUTURE_DATES`" if field == "future" else f"`{known.default!r}`"
        first, second, third, *_ = section.split("\n- ")
        assert first == f"- Type: {kind}. Default: {default}."
        assert second.replace("`", "").rstrip(".").lower() == says.replace("`", "").lower(), name
        assert third.strip()
        # Its example is one that does.
        (example,) = re.findall(r"```python\n(.*?)```", section, flags=re.DOTALL)
        given: dict[str, object] = {}
        exec(example, given)
        changed = Settings.from_pelican({"PATH": "content", "CACHE_PATH": "cache", name: given[name]})
        assert field == "future" or getattr(changed, field) != known.default


def test_each_dependency_has_its_reason() -> None:
    named = [*PROJECT["dependencies"], *(d for extra in PROJECT["optional-dependencies"].values() for d in extra)]
    wanted = {re.split(r"[<>=\[]", requirement)[0] for requirement in named} - {PROJECT["name"]}
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    wanted |= set(package["dependencies"] | package["devDependencies"])
    table = DEPENDENCIES_PAGE.split("| package | what for | why this one |\n|---|---|---|\n")[1].split("\n\n")[0]
    rows = [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in table.splitlines()]
    assert {row[0] for row in rows} == wanted
    assert all(len(row) == 3 and all(row) for row in rows)


@pytest.mark.parametrize("name", ["build", "test"])
def test_the_first_commands_are_one_line_each(name: str) -> None:
    block = re.search(rf"<!-- command: {name} -->\n```sh\n(.+)\n```", README)
    assert block is not None
    assert block[1].endswith(f"invoke {name}")
    assert block[1].startswith("python3 -m venv .venv && .venv/bin/pip install ")
