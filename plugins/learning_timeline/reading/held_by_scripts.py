"""Settings that are programs in, what they hold back out where it is written in them as texts: none of them is run."""

from __future__ import annotations

import re
from collections.abc import Callable
from glob import escape
from pathlib import Path
from typing import Any

from .folder_settings import FolderSettings, texts
from .held_paths import Held, anywhere, each, files_in
from .settings_files import JAVASCRIPT

_TEXT = re.compile(r"""["'](?P<text>[^"'\n]{1,200})["']""")
# A list of texts in a program of Sphinx, which is not run.
_EXCLUDED = re.compile(
    r"^exclude_patterns(?:[ \t]{0,9}\+?=[ \t]{0,9}|\.(?:extend|append)\()\[?(?P<paths>[^\[\]()]{0,2000})[\])]",
    flags=re.MULTILINE,
)
# The same in a program of Pelican, and in those of JavaScript, by their names.
_OF_PELICAN = re.compile(
    r"^(?P<name>ARTICLE_PATHS|ARTICLE_EXCLUDES|PAGE_EXCLUDES|IGNORE_FILES|PAGE_PATHS)[ \t]{0,9}=[ \t]{0,9}"
    r"[\[(](?P<paths>[^\[\]()]{0,2000})[\])]",
    flags=re.MULTILINE,
)
_OF_JAVASCRIPT = re.compile(r"\b(?P<name>\w{1,20})[\"']?\s{0,9}:\s{0,9}\[(?P<paths>[^\[\]]{0,2000})\]")
_SAID_BY_JAVASCRIPT = re.compile(r"\b(?P<name>[a-zA-Z]{1,40})[\"']?\s{0,9}:\s{0,9}(?P<value>true|false)\b")
_IGNORED_BY_ELEVENTY = re.compile(r"\bignores\.add\(\s{0,9}[\"'`](?P<text>[^\"'`\n]{1,200})[\"'`]")
_PATH_OF_PELICAN = re.compile(r"^PATH[ \t]{0,9}=[ \t]{0,9}[\"'](?P<path>[^\"'\n]{0,200})[\"']", flags=re.MULTILINE)
_READ_BY_PELICAN = (".md", ".markdown", ".mkd", ".rst", ".ipynb")


def of_sphinx(settings: FolderSettings) -> Held:
    """What Sphinx leaves out, or Jupyter Book."""
    for path in texts(settings.read("_config.yml").get("exclude_patterns")):
        yield from each(path, "`exclude_patterns` in `_config.yml`")
    for found in _EXCLUDED.finditer(settings.text("conf.py")):
        for one in _TEXT.finditer(found["paths"]):
            yield from each(one["text"], "`exclude_patterns` in `conf.py`")


def of_pelican(settings: FolderSettings) -> Held:
    """What Pelican leaves out of posts and pages."""
    text = settings.text("pelicanconf.py")
    said = {one["name"]: [path["text"] for path in _TEXT.finditer(one["paths"])] for one in _OF_PELICAN.finditer(text)}
    # What is excluded from the posts may be the pages.
    pages = {one.strip("./") for one in said.get("PAGE_PATHS", ["pages"])}
    excluded = {one.strip("./") for one in said.get("PAGE_EXCLUDES", ())}
    for name in ("ARTICLE_EXCLUDES", "PAGE_EXCLUDES"):
        for path in said.get(name, ()):
            if path.strip("./") not in pages - excluded:
                yield from each(path, f"`{name}` in `pelicanconf.py`")
                yield from each(f"content/{path.lstrip('/')}", f"`{name}` in `pelicanconf.py`")
    shown = [one.strip("./") for one in said.get("ARTICLE_PATHS", ())]
    if shown and "" not in shown:
        yield from _not_listed(settings.folder, text, [*shown, *pages])
    for path in said.get("IGNORE_FILES", ()):
        yield from anywhere(path, "", "`IGNORE_FILES` in `pelicanconf.py`")


def _not_listed(folder: Path, text: str, shown: list[str]) -> Held:
    """What is in none of the folders that Pelican reads."""
    named = _PATH_OF_PELICAN.search(text)
    home = (named["path"] if named else "content").strip("./")
    for path in files_in(folder, home):
        inside = path.removeprefix(f"{home}/" if home else "")
        if path.lower().endswith(_READ_BY_PELICAN) and not any(inside.startswith(f"{one}/") for one in shown):
            yield f"/{escape(path)}", "`ARTICLE_PATHS` in `pelicanconf.py`, which do not hold it"


def of_javascript(settings: FolderSettings, reason_in: Callable[[Any], str]) -> Held:
    """What settings that are programs leave out, where it is written in them as texts."""
    for file, name in ((file, name) for sign, name in JAVASCRIPT.items() for file in settings.matching(sign)):
        text = settings.text(file)
        for found in _OF_JAVASCRIPT.finditer(text) if name else ():
            for one in _TEXT.finditer(found["paths"]) if found["name"] == name else ():
                path = one["text"]
                if path.startswith("!") or name != "pagePatterns":
                    yield from anywhere(path.removeprefix("!"), "", f"`{name}` in `{file}`")
        for one in _IGNORED_BY_ELEVENTY.finditer(text):
            yield from each(one["text"], f"`ignores` in `{file}`")
    # What Eleventy has for all pages of a folder, or for one.
    for file in settings.names:
        stem = file.partition(".11tydata.")[0].removesuffix(".json")
        if stem == file or not (stem == settings.folder.name or f"{stem}.md" in settings.names):
            continue
        said = (
            settings.read(file).items()
            if file.endswith(".json")
            else ((one["name"], one["value"]) for one in _SAID_BY_JAVASCRIPT.finditer(settings.text(file)))
        )
        if reason := reason_in(said):
            yield "" if stem == settings.folder.name else f"/{escape(stem)}", f"{reason} of `{file}`"
