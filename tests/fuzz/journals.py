"""Journals of other programs as targets: a post by each dialect and kind of file, and the settings of each program."""

from __future__ import annotations

import atexit
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.errors import ContentError
from learning_timeline.reading.dialects.detection import DIALECTS, dialect_of, kind_of
from learning_timeline.reading.folder import Folder
from learning_timeline.reading.sources import SourceReader
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

# Org is left to Pandoc, a program of its own.
_KINDS = (".md", ".mdx", ".qmd", ".rmd", ".rst")
_SETTINGS = (
    *("_config.yml", "_quarto.yml", "mkdocs.yml", "myst.yml", "_toc.yml", "dendron.yml", "hugo.toml", "hugo.yaml"),
    *(
        "config.toml",
        "zola.toml",
        "docusaurus.config.js",
        ".vitepress/config.mts",
        "astro.config.mjs",
        "gatsby-config.js",
    ),
    *("eleventy.config.js", "package.json", "pelicanconf.py", "logseq/config.edn", ".obsidian/app.json"),
)
SITES = ROOT / "tests" / "reading" / "sites"
_MOST = 2_000


def empty() -> Path:
    """A folder that is removed at the end."""
    folder = tempfile.TemporaryDirectory(prefix="learning-timeline-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


_READERS = [
    (SourceReader(Folder(empty(), kind.of(empty())), "text"), end) for kind in map(kind_of, DIALECTS) for end in _KINDS
]
_FOLDER = empty()


def post(data: bytes) -> None:
    """The first byte says by which dialect, and as which kind of file, the others are read."""
    reader, end = _READERS[data[0] % len(_READERS)] if data else _READERS[0]
    with suppress(ContentError):
        reader._read_text(f"posts/2026-03-01-a{end}", data[1:])


def settings(data: bytes) -> None:
    """The first byte says which program's settings the others are."""
    file = _FOLDER / _SETTINGS[data[0] % len(_SETTINGS) if data else 0]
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data[1:])
    try:
        with suppress(ContentError):
            dialect_of(_FOLDER)
            for kind in map(kind_of, DIALECTS):
                kind.of(_FOLDER)
    finally:
        file.unlink()


def posts() -> Iterator[bytes]:
    """The posts of sites of other programs, for each dialect of that name."""
    names = list(DIALECTS)
    for site in sorted(SITES.iterdir()):
        at = names.index(site.name) if site.name in names else 0
        for file in sorted(site.rglob("*")) if site.is_dir() else ():
            if file.suffix in _KINDS:
                yield bytes([len(_KINDS) * at + _KINDS.index(file.suffix)]) + file.read_bytes()[:_MOST]


def some_settings() -> Iterator[bytes]:
    """The settings that such sites have."""
    for number, name in enumerate(_SETTINGS):
        for file in sorted(SITES.glob(f"*/**/{name}")):
            yield bytes([number]) + file.read_bytes()[:_MOST]
