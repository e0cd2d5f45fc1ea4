"""A folder in, what the settings of programs in it hold back out: patterns of paths below it, each with the reason.

A pattern is of `fnmatch`, for a path that begins with a slash; an empty one is for all that lies below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    Held: TypeAlias = "Iterator[tuple[str, str]]"
    ReasonIn: TypeAlias = "Callable[[Any], str]"

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST = 1_000_000
# For all documents of a folder: Quarto, the plugin of Material for MkDocs.
_OF_FOLDER = ("_metadata.yml", "_metadata.yaml", ".meta.yml")
_HIDDEN = re.compile(r":hidden\s{0,20}\[(?P<paths>[^\[\]]{0,2000})\]")
_TEXT = re.compile(r"""["'](?P<text>[^"'\n]{1,200})["']""")
# A list of texts in a program of Sphinx, which is not run.
_EXCLUDED = re.compile(r"^exclude_patterns[ \t]{0,9}=[ \t]{0,9}\[(?P<paths>[^\[\]]{0,2000})\]", flags=re.MULTILINE)


def held_in(folder: Path, reason_in: ReasonIn) -> Held:
    """What settings that lie in a folder hold back.

    Args:
        folder: that they lie in.
        reason_in: why fields hold a post back; empty if they do not.
    """
    for name in _OF_FOLDER:
        if reason := reason_in(_read(folder / name).items()):
            yield "", f"{reason} of `{name}`"
    for name in ("_quarto.yml", "_quarto.yaml"):
        yield from _of_quarto(_read(folder / name), name)
    yield from _of_jekyll(_read(folder / "_config.yml"), reason_in)
    for name in ("mkdocs.yml", "mkdocs.yaml"):
        yield from _of_mkdocs(_read(folder / name), name)
    for path in _texts(_mapping(_read(folder / "myst.yml").get("project")).get("exclude")):
        yield from _each(path, "`exclude` in `myst.yml`")
    yield from _of_sphinx(folder)
    if found := _HIDDEN.search(_text(folder / "logseq" / "config.edn")):
        for one in _TEXT.finditer(found["paths"]):
            yield from _each(one["text"], "`:hidden` in `logseq/config.edn`")


def _of_sphinx(folder: Path) -> Held:
    for path in _texts(_read(folder / "_config.yml").get("exclude_patterns")):
        yield from _each(path, "`exclude_patterns` in `_config.yml`")
    if found := _EXCLUDED.search(_text(folder / "conf.py")):
        for one in _TEXT.finditer(found["paths"]):
            yield from _each(one["text"], "`exclude_patterns` in `conf.py`")


def _of_quarto(said: dict[str, Any], name: str) -> Held:
    for site in ("website", "book"):
        for path in _texts(_mapping(said.get(site)).get("drafts")):
            yield from _each(path, f"`drafts` in `{name}`")
    for path in _texts(_mapping(said.get("project")).get("render")):
        if path.startswith("!"):
            yield from _each(path[1:], f"`render` in `{name}`")


def _of_jekyll(said: dict[str, Any], reason_in: ReasonIn) -> Held:
    defaults = said.get("defaults")
    for one in defaults if isinstance(defaults, list) else ():
        values, scope = (_mapping(_mapping(one).get(part)) for part in ("values", "scope"))
        if reason := reason_in(values.items()):
            path = scope.get("path")
            yield from _each(path if isinstance(path, str) else "", f"{reason} in `_config.yml`")


def _of_mkdocs(said: dict[str, Any], name: str) -> Held:
    docs = said.get("docs_dir")
    home = (docs if isinstance(docs, str) else "docs").strip("./")
    for field in ("exclude_docs", "draft_docs"):
        lines = said.get(field)
        for line in (lines if isinstance(lines, str) else "").split("\n"):
            path = line.strip()
            if not path or path.startswith(("#", "!")):
                continue
            # As git reads it: a name without a slash before its end is of any folder.
            where = "" if "/" in path.rstrip("/") else "*/"
            yield from _each(f"{home}/{path.lstrip('/')}", f"`{field}` in `{name}`")
            if where:
                yield from _each(f"{home}/{where}{path}", f"`{field}` in `{name}`")


def _each(path: str, reason: str) -> Held:
    """The patterns of a file or a folder."""
    bare = path.strip().removeprefix("./").strip("/").removesuffix("/**").removesuffix("/*")
    if bare in {"", ".", "*", "**"}:
        yield "", reason
        return
    for one in dict.fromkeys((bare, bare.replace("**/", ""))):
        yield f"/{one}", reason
        yield f"/{one}/*", reason


def _read(file: Path) -> dict[str, Any]:
    text = _text(file)
    try:
        found = yaml.load(text, Loader=_LOADER) if text else {}  # noqa: S506 - a loader that makes nothing but texts
    except (ValueError, RecursionError, yaml.YAMLError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(file: Path) -> str:
    try:
        with file.open(encoding="utf-8", errors="replace") as opened:
            return opened.read(_MOST)
    except OSError:
        return ""


def _mapping(value: Any) -> dict[str, Any]:  # noqa: ANN401 - what settings hold
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> list[str]:  # noqa: ANN401 - what settings hold
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
