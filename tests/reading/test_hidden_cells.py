"""What the author of a notebook hid of it is nowhere on its page, in whichever words they said it."""

from __future__ import annotations

import copy
import json
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pelican.log import FatalLogger

from analytics import ContentError
from learning_timeline.reading.dialects.dialect import Dialect
from learning_timeline.reading.folder import Folder
from learning_timeline.reading.notebooks.notebook import read_notebook
from learning_timeline.reading.sources import SourceReader
from tests.builders.notebook import FRONT, Cell, code, notebook, printed, raw, shown, text

if TYPE_CHECKING:
    from pathlib import Path

    from learning_timeline.reading.sources import Source

# What hides the code, the outputs and the errors of a cell.
LINES = {
    "ace": (
        *(
            "#| include: false",
            "# | include: false",
            "#|include:no",
            "#| include: 'false'",
            "#| include: off",
            "%%| include: false",
        ),
        *(
            "//| include: false",
            "\n#| include: false",
            "%matplotlib inline\n#| include: false",
            "# Made by hand\n#| include: false",
        ),
        *(
            "#| label: a\n#| include: false",
            "#| include: FALSE # not yet",
            "#hide",
            "# hide",
            "#| hide",
            "#|hide",
            "#HIDE",
        ),
        *("#| include: true\n#| include: false",),
    ),
    "c": (
        *(
            "#| echo: false",
            "# | echo: false",
            "#|echo:false",
            "#| echo: no",
            "#| echo: 0",
            '#| echo: "false"',
            "#hide_input",
        ),
        "#| hide_input",
    ),
    "ae": ("#| output: false", "# | output: false", "#| results: hide", "#hide_output", "#| hide-output"),
    "e": ("#| warning: false", "# | warning: no", "#| message: false"),
}
METADATA: dict[str, tuple[dict[str, Any], ...]] = {
    "ace": (
        *({"tags": [tag]} for tag in ("remove-cell", "remove_cell", "Remove-Cell", "hide-cell", "hide")),
        {"nbsphinx": "hidden"},
        {"include": False},
    ),
    "c": (
        *(
            {"tags": ["parameters", tag]}
            for tag in ("remove-input", "remove_input", "hide-input", "hide_input", "hide-code")
        ),
        {"jupyter": {"source_hidden": True}},
        {"hide_input": True},
        {"cellView": "form"},
    ),
    "ae": (
        *({"tags": [tag]} for tag in ("remove-output", "hide-output", "hide_output")),
        {"jupyter": {"outputs_hidden": True}},
        {"collapsed": True},
    ),
}
FRONTS = {
    "ace": ("execute: {include: false}", "execute:\n  include: no"),
    "c": ("execute: {echo: false}", "format:\n  html:\n    echo: false", "format: {html: {execute: {echo: false}}}"),
    "ae": ("execute: {output: false}",),
}


DOCUMENT = """---
title: A
date: 2026-03-01
{}
---
Text.

```{{python}}
SECRET_c = 1
```
"""


@pytest.mark.parametrize("front", [*FRONTS["ace"], *FRONTS["c"]])
def test_what_the_front_matter_of_a_document_hides(tmp_path: Path, front: str) -> None:
    (tmp_path / "a.qmd").write_text(DOCUMENT.format(front), encoding="utf-8")
    (tmp_path / "b.qmd").write_text(DOCUMENT.format("execute: {echo: fenced}"), encoding="utf-8")
    reader = SourceReader(Folder(tmp_path, Dialect()), "html")
    assert told(reader.read("a.qmd")) == ""
    assert told(reader.read("b.qmd")) == "c"


@pytest.mark.parametrize("name", ["_quarto.yml", "notes/_metadata.yml"])
def test_what_a_folder_or_a_project_hides_of_its_documents(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / name).write_text("title: echo\nexecute:\n  echo: false\n", encoding="utf-8")
    (tmp_path / "notes" / "a.qmd").write_text(DOCUMENT.format("toc: true"), encoding="utf-8")
    (tmp_path / "notes" / "b.qmd").write_text(DOCUMENT.format("execute: {echo: true}"), encoding="utf-8")
    reader = SourceReader(Folder(tmp_path, Dialect()), "html")
    assert told(reader.read("notes/a.qmd")) == ""
    assert told(reader.read("notes/b.qmd")) == "c"
    (tmp_path / name).write_text("execute: [", encoding="utf-8")
    assert told(SourceReader(Folder(tmp_path, Dialect()), "html").read("notes/a.qmd")) == "c"


@pytest.mark.parametrize("name", ["_quarto.yml", "posts/_metadata.yml"])
@pytest.mark.parametrize("content", ["", "posts"])
def test_what_a_project_hides_of_its_notebooks_and_around_its_posts(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "posts").mkdir()
    (tmp_path / name).write_text("execute:\n  echo: false\n", encoding="utf-8")
    (tmp_path / "posts" / "a.qmd").write_text(DOCUMENT.format("toc: true"), encoding="utf-8")
    (tmp_path / "posts" / "a.ipynb").write_bytes(notebook([raw(FRONT), secrets()]))
    reader = SourceReader(Folder(tmp_path / content, Dialect()), "html")
    inside = "" if content else "posts/"
    assert told(reader.read(f"{inside}a.qmd")) == ""
    assert told(reader.read(f"{inside}a.ipynb")) == "ae"
    (tmp_path / name).write_text("execute:\n  echo: true\n", encoding="utf-8")
    reader = SourceReader(Folder(tmp_path / content, Dialect()), "html")
    assert told(reader.read(f"{inside}a.qmd")) == "c"
    assert told(reader.read(f"{inside}a.ipynb")) == "ace"


def test_the_settings_of_a_project_are_read_once_for_posts_that_were_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_quarto.yml").write_text("execute: {echo: false}\n", encoding="utf-8")
    for name in ("a.qmd", "b.qmd"):
        (tmp_path / name).write_text(DOCUMENT.format("toc: true"), encoding="utf-8")
    reader = SourceReader(Folder(tmp_path, Dialect()), "html")
    asked = {name: reader.read(name).asked for name in ("a.qmd", "b.qmd")}
    opened: list[str] = []
    read_file = Folder._read
    monkeypatch.setattr(Folder, "_read", lambda folder, file: opened.append(file) or read_file(folder, file))
    folder = Folder(tmp_path, Dialect())
    assert all(folder.still_says(name, one.named, one.included) for name, one in asked.items())
    assert opened.count("_quarto.yml") == 1
    (tmp_path / "_quarto.yml").write_text("execute: {echo: true}\n", encoding="utf-8")
    folder = Folder(tmp_path, Dialect())
    assert not any(folder.still_says(name, one.named, one.included) for name, one in asked.items())


def test_what_quarto_kept_of_a_run_has_no_comments_and_is_seen_when_it_appears(tmp_path: Path) -> None:
    (tmp_path / "a.qmd").write_text("---\ntitle: A\n---\nText.\n", encoding="utf-8")
    folder = Folder(tmp_path, Dialect())
    asked = SourceReader(folder, "html").read("a.qmd").asked
    assert folder.still_says("a.qmd", asked.named, asked.included)
    kept = tmp_path / "_freeze" / "a" / "execute-results" / "html.json"
    kept.parent.mkdir(parents=True)
    markdown = "Printed. %%SECRET_a%% {>>SECRET_e<<}\n\n```mermaid\n%%| label: b\nc\n```\n\nLast.\n"
    kept.write_text(json.dumps({"result": {"markdown": markdown}}), encoding="utf-8")
    folder = Folder(tmp_path, Dialect())
    assert not folder.still_says("a.qmd", asked.named, asked.included)
    source = SourceReader(folder, "html").read("a.qmd")
    assert told(source) == ""
    assert "Printed." in source.rendered.html
    assert "Last." in source.rendered.html


def secrets() -> Cell:
    return code("SECRET_c = 1", printed("SECRET_a"), shown(text_html="<b>SECRET_a</b>"), printed("SECRET_e", "stderr"))


def read(folder: Path, *cells: Cell, **metadata: Any) -> Source:
    (folder / "a.ipynb").write_bytes(notebook(list(cells), metadata=metadata))
    return SourceReader(Folder(folder, Dialect()), "html").read("a.ipynb")


def told(source: Source) -> str:
    """Which of the secrets can be found in anything that was read."""
    found = f"{source.rendered} {source.summary} {source.remarks}"
    return "".join(one for one in "ace" if f"SECRET_{one}" in found)


def test_what_is_not_hidden_is_shown(tmp_path: Path) -> None:
    assert told(read(tmp_path, raw(FRONT), secrets())) == "ace"


@pytest.mark.parametrize(("hides", "line"), [(hides, line) for hides, lines in LINES.items() for line in lines])
def test_what_a_line_of_a_cell_hides(tmp_path: Path, hides: str, line: str) -> None:
    cell = secrets()
    cell["source"] = f"{line}\n{cell['source']}"
    source = read(tmp_path, raw(FRONT), cell)
    assert not set(told(source)) & set(hides)
    assert set(told(source)) | set(hides) == set("ace")
    assert "echo" not in source.rendered.html
    assert "include" not in source.rendered.html


@pytest.mark.parametrize(("hides", "metadata"), [(hides, one) for hides, many in METADATA.items() for one in many])
def test_what_the_metadata_of_a_cell_hides(tmp_path: Path, hides: str, metadata: dict[str, Any]) -> None:
    source = read(tmp_path, raw(FRONT), {**secrets(), "metadata": metadata})
    assert set(told(source)) == set("ace") - set(hides)


@pytest.mark.parametrize(("hides", "fields"), [(hides, one) for hides, many in FRONTS.items() for one in many])
def test_what_front_matter_hides_of_all_cells_and_a_cell_shows_again(tmp_path: Path, hides: str, fields: str) -> None:
    front = raw(FRONT.replace("---\ntitle", f"---\n{fields}\ntitle"))
    assert set(told(read(tmp_path, front, secrets()))) == set("ace") - set(hides)
    option = next(name for name in ("include", "echo", "output") if name in fields)
    cell = secrets()
    cell["source"] = f"#| {option}: true\n{cell['source']}"
    assert told(read(tmp_path, front, cell)) == "ace"


def test_a_hidden_text_is_neither_shown_nor_a_title_and_its_front_matter_counts(tmp_path: Path) -> None:
    hidden = text("# SECRET_a\n\nSECRET_c ![SECRET_e](gone.png)", metadata={"tags": ["remove-cell"]})
    source = read(tmp_path, hidden, text("# Shown\n\nWords."))
    assert told(source) == ""
    assert source.rendered.title == "Shown"
    front = {**raw("---\ntitle: A\ndraft: yes\n---"), "metadata": {"tags": ["remove-cell"]}}
    assert read(tmp_path, front, text("Words.")).fields.front.held_back


def test_a_line_of_code_is_hidden_where_it_says_so(tmp_path: Path) -> None:
    source = read(tmp_path, raw(FRONT), code("shown = 1\nSECRET_c = 2 #| hide_line\nprint(shown)"))
    assert told(source) == ""
    assert source.rendered.html.count("shown") == 2


def test_metadata_holds_a_notebook_back_as_front_matter_does(tmp_path: Path) -> None:
    assert read(tmp_path, text("# A"), title="A", draft=True).fields.front.held_back


@pytest.mark.parametrize("version", [3, 4])
def test_what_is_null_is_as_if_it_were_not_there(tmp_path: Path, version: int) -> None:
    cells = [{**text("# A"), "attachments": None}, {**code("a"), "outputs": None}, {**code("b"), "metadata": None}]
    data = json.loads(notebook(cells)) | {"metadata": None}
    if version == 3:
        for cell in cells[1:]:
            cell |= {"input": cell.pop("source"), "language": "python", "outputs": []}
        data = {
            "nbformat": 3,
            "nbformat_minor": 0,
            "metadata": None,
            "worksheets": [{"cells": cells, "metadata": None}],
        }
    (tmp_path / "a.ipynb").write_text(json.dumps(data), encoding="utf-8")
    assert SourceReader(Folder(tmp_path, Dialect()), "html").read("a.ipynb").rendered.title == "A"


def test_what_nbformat_logs_of_a_small_flaw_ends_no_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FatalLogger, "fatal_lvl", logging.WARNING)
    monkeypatch.setattr(logging.getLogger("traitlets"), "__class__", FatalLogger)
    cells = [{"cell_type": "code", "input": ["a"], "language": "python", "outputs": [], "flaw": 1}]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    assert read_notebook(json.dumps(old).encode(), str).parts


VALID = json.loads(notebook([raw(FRONT), text("# A"), secrets()]))


def _places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(found for name, one in inner for found in _places(one, (*place, name)))]


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([place for place in _places(VALID) if place]),
    st.sampled_from([None, 0, "", "a", [], {}, [None], {"a": None}, True, 1e400, "\ud800"]),
)
def test_whatever_is_wrong_in_a_notebook_is_read_or_told(tmp_path: Path, place: tuple[Any, ...], value: Any) -> None:
    changed = copy.deepcopy(VALID)
    holder = changed
    for name in place[:-1]:
        holder = holder[name]
    holder[place[-1]] = value
    (tmp_path / "a.ipynb").write_text(json.dumps(changed), encoding="utf-8")
    with suppress(ContentError):  # which names the file; any other is a traceback for its author
        SourceReader(Folder(tmp_path, Dialect()), "html").read("a.ipynb")
