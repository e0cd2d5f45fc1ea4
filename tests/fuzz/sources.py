"""The texts of files as targets, before anything is rendered: what they hide, what day they are of, what is amiss in them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from analytics.front_matter import take_apart
from analytics.notebooks import written
from analytics.word_diff import weave
from learning_timeline.reading import conflicts
from learning_timeline.reading.comments import without_comments
from learning_timeline.reading.days import day_in
from learning_timeline.reading.dialects.documents import fields_in_comments, split_document
from learning_timeline.reading.dialects.site_macros import macros_of_site
from learning_timeline.reading.embedding import part_of
from learning_timeline.reading.folders import folders_of, legible
from learning_timeline.reading.frontmatter import FrontMatterError
from learning_timeline.reading.held_settings import held_in
from learning_timeline.reading.hidden_html import without_hidden_html
from learning_timeline.reading.hidden_text import without_hidden
from learning_timeline.reading.misspelt import misspelt
from learning_timeline.reading.moments import Ambiguous, moment_of
from learning_timeline.reading.month_names import in_english
from tests.fuzz.journals import empty

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = ("a.md", "a.rst", "a.org", "a.qmd", "a.ipynb")
_ORDERS = ("", "dmy", "mdy")
# Of each program whose settings hold posts back, or define commands of formulas.
SETTINGS = (
    *("_metadata.yml", ".meta.yml", "_quarto.yml", "_config.yml", "mkdocs.yml", "myst.yml", "hugo.toml", "config.json"),
    *(
        "docusaurus.config.js",
        "eleventy.config.js",
        "conf.py",
        "pelicanconf.py",
        ".eleventyignore",
        "_macros.tex",
        "a.js",
    ),
)
_FOLDER = empty()


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def hidden(data: bytes) -> None:
    """The first byte says which kind of file the others are; what is taken out is never more than what was there."""
    text = _text(data[1:])
    assert len(without_hidden(_KINDS[data[0] % len(_KINDS) if data else 0], text)) <= len(text) + text.count("\n") + 1
    html = without_hidden_html(text)
    assert without_hidden_html(html) == html or len(html) < len(text)
    assert len(without_comments(text)[0]) <= len(text)


def moments(data: bytes) -> None:
    """The first byte says which of day and month comes first."""
    text, order = _text(data[1:]), _ORDERS[data[0] % len(_ORDERS) if data else 0]
    with suppress(Ambiguous):
        found = moment_of(text, order)
        assert found is None or moment_of(found.isoformat()) is not None
    in_english(text)
    day_in(f"posts/{text}.md", order)
    legible(text)
    folders_of(text)


def parts(data: bytes) -> None:
    """Where front matter begins and ends, in each kind of file; and names in it that are misspelt."""
    text = _text(data)
    take_apart(text)
    written(data)
    for kind in _KINDS:
        with suppress(FrontMatterError):
            split_document(kind, text)
    misspelt(name for name, _, _ in fields_in_comments(text))


def merged(data: bytes) -> None:
    """What a merge left is found, and gone where one side is taken."""
    text = _text(data)
    side = conflicts.one_side(text)
    assert conflicts.first_line(text) or side == text


def versions(data: bytes) -> None:
    """Versions of a text, with lines of dashes between them, woven to one."""
    weave([_text(one) for one in data.split(b"\n----\n")[:5]])


def embedded(data: bytes) -> None:
    """A part of a page by the name of its heading."""
    name, _, html = _text(data).partition("\n")
    part_of(html, name)


def held(data: bytes) -> None:
    """The first byte says which program's settings the others are."""
    file: Path = _FOLDER / SETTINGS[data[0] % len(SETTINGS) if data else 0]
    file.write_bytes(data[1:])
    try:
        for path, reason in held_in(_FOLDER, lambda fields: "draft" if any(fields) else ""):
            assert isinstance(path, str)
            assert reason
        macros_of_site(_FOLDER)
    finally:
        file.unlink()
