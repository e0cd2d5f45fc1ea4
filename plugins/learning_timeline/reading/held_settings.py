"""A folder in, what the settings of programs in it hold back out: patterns of paths below it (`held_paths`), with their reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from glob import escape, has_magic
from pathlib import Path
from typing import Any, TypeAlias

from .folder_settings import FolderSettings, mapping, texts
from .held_by_notes import of_dendron, of_foam, of_logseq, of_obsidian
from .held_by_scripts import of_javascript, of_pelican, of_sphinx
from .held_paths import Held, alternatives, anywhere, as_git_reads, each, files_in, fits, matching
from .quarto_project import DOCUMENTS, settings_of
from .settings_files import IGNORED, OF_FOLDER, OF_HUGO

ReasonIn: TypeAlias = Callable[[Any], str]
# Documents of a book, and how deep its table of contents is read.
_OF_BOOK, _DEEPEST = {".md", ".ipynb", ".rst", ".txt"}, 20
# Where documents of a kind lie in Jekyll; those of a collection have a folder of its name.
_OF_KIND = {"": "", "posts": "", "pages": "[!_]*"}
# A line by which git encrypts files that are committed, or does so no more.
_ATTRIBUTES = re.compile(
    r"(?:\"(?P<quoted>[^\"]{1,400})\"|(?P<path>[^\s\"#]\S{0,400}))(?:\s+\S+){0,20}?"
    r"\s+(?:filter=(?:[\w-]{0,40}crypt[\w-]{0,40}|strongbox|sops|age|gpg)|(?P<off>[!-]filter))(?:\s+\S+){0,20}"
)


def held_in(folder: Path, reason_in: ReasonIn) -> Held:
    """What settings that lie in a folder hold back.

    Args:
        folder: that they lie in.
        reason_in: why fields hold a post back; empty if they do not.
    """
    settings = FolderSettings(folder)
    for name in OF_FOLDER:
        if reason := reason_in(settings.read(name).items()):
            yield "", f"{reason} of `{name}`"
    yield from _of_quarto(settings, reason_in)
    yield from _of_jekyll(settings.read("_config.yml"), reason_in)
    for name in ("mkdocs.yml", "mkdocs.yaml"):
        yield from _of_mkdocs(settings, name)
    yield from _of_hugo(settings, reason_in)
    yield from of_javascript(settings, reason_in)
    for part in (
        _of_myst,
        of_sphinx,
        of_logseq,
        of_pelican,
        _of_ignored,
        _of_git,
        of_obsidian,
        of_foam,
        of_dendron,
    ):
        yield from part(settings)


def _of_myst(settings: FolderSettings) -> Held:
    """What a book leaves out: by patterns, or since its table of contents, where only that counts, does not list it or hides it."""
    book = mapping(settings.read("myst.yml").get("project"))
    for path in texts(book.get("exclude")):
        yield from each(path, "`exclude` in `myst.yml`")
    toc, name = book.get("toc"), "myst.yml"
    if not toc and str(settings.read("_config.yml").get("only_build_toc_files", "")).lower() == "true":
        toc, name = settings.read("_toc.yml"), "_toc.yml"
    if not toc:
        return
    named: dict[str, list[bool]] = {}
    for one, is_hidden in _listed(toc):
        named.setdefault(one, []).append(is_hidden)
    patterns = [one for one in named if has_magic(one)]
    for file in settings.folder.rglob("*"):
        if file.suffix.lower() not in _OF_BOOK:
            continue
        path = file.relative_to(settings.folder).as_posix()
        ways = path, path.removesuffix(file.suffix)
        found = {*ways, *(one for one in patterns if any(fnmatch(way, one) for way in ways))}
        states = [is_hidden for one in found for is_hidden in named.get(one, ())]
        if not states or all(states):
            yield f"/{escape(path)}", f"`toc` in `{name}`, which {'hides' if states else 'does not list'} it"


def _listed(toc: Any, depth: int = 0) -> Iterator[tuple[str, bool]]:  # noqa: ANN401 - what settings hold
    """The files that a table of contents lists, as patterns, and whether it hides them."""
    if depth > _DEEPEST:
        return
    for one in toc if isinstance(toc, list) else [toc]:
        entry = mapping(one)
        is_hidden = str(entry.get("hidden", "")).lower() == "true"
        for field, value in entry.items():
            if field in {"file", "root", "glob", "pattern"}:
                ways = (way for path in texts(value) for way in alternatives(path.removeprefix("./")))
                yield from ((way, is_hidden) for way in ways)
            elif isinstance(value, list | dict):
                yield from _listed(value, depth + 1)


def _of_hugo(settings: FolderSettings, reason_in: ReasonIn) -> Held:
    """What settings of Hugo and Zola leave out of `content`: by expressions, by patterns, or by what holds for many pages."""
    name = next((one for one in OF_HUGO if one in settings.names), "")
    said = settings.read(name)
    home = str(said.get("contentDir") or said.get("contentdir") or "content").strip("./")
    for expression in texts(said.get("ignoreFiles") or said.get("ignorefiles")):
        yield from matching(settings.folder / home, home, expression, f"`ignoreFiles` in `{name}`")
    for path in texts(said.get("ignored_content")):
        yield from anywhere(path, home, f"`ignored_content` in `{name}`")
    mounts = mapping(said.get("module")).get("mounts")
    for mount in map(mapping, mounts if isinstance(mounts, list) else []):
        source = str(mount.get("source", "")).strip("./")
        files = [one.removeprefix("!").strip() for one in texts(mount.get("files")) if one.startswith("!")]
        for path in [*texts(mount.get("excludeFiles")), *files]:
            yield from each(f"{source}/{path.lstrip('/')}", f"`mounts` in `{name}`")
    cascade = said.get("cascade")
    for part in map(mapping, cascade if isinstance(cascade, list) else [cascade]):
        if reason := reason_in((key, value) for key, value in part.items() if key not in {"target", "_target"}):
            target = mapping(part.get("target") or part.get("_target")).get("path")
            yield from each(f"{home}/{target.strip('/')}" if isinstance(target, str) else home, f"{reason} in `{name}`")


def _of_ignored(settings: FolderSettings) -> Held:
    for name in IGNORED:
        yield from as_git_reads(settings.folder, "", settings.text(name).split("\n"), f"a line of `{name}`")


def _of_git(settings: FolderSettings) -> Held:
    """What a repository keeps encrypted, of which here is the text."""
    lines = []
    for line in settings.text(".gitattributes").split("\n"):
        if found := _ATTRIBUTES.fullmatch(line.strip()):
            path = (found["quoted"] or found["path"]).replace("[[:space:]]", " ")
            lines += [f"{'!' * bool(found['off'])}{path}"]
    yield from as_git_reads(settings.folder, "", lines, "being encrypted in git (`.gitattributes`)")


def _of_quarto(settings: FolderSettings, reason_in: ReasonIn) -> Held:
    folder, name = settings.folder, "_quarto.yml"
    said = settings_of("", settings.text)
    if reason := reason_in(said.items()):
        yield "", f"{reason} of `{name}`"
    for site in ("website", "book"):
        for path in texts(mapping(said.get(site)).get("drafts")):
            yield from _of_document(path, f"`drafts` in `{name}`")
    rendered = texts(mapping(said.get("project")).get("render"))
    # Where a list says what is rendered, nothing else is.
    listed = [one for one in rendered if not one.startswith("!")]
    for path in rendered:
        if path.startswith("!"):
            yield from _of_document(path[1:], f"`render` in `{name}`")
    if listed:
        reason = f"`render` in `{name}`, which does not list it"
        shown = [pattern for path in listed for pattern, _ in as_git_reads(folder, "", [path], reason)]
        for path in files_in(folder, ""):
            if path.lower().endswith(DOCUMENTS) and not any(fits(path, one) for one in shown):
                yield from _of_document(escape(path), reason)


def _of_document(path: str, reason: str) -> Held:
    """The patterns of a document, and of what is made of it beside it."""
    yield from each(path, reason)
    stem, _, suffix = path.rpartition(".")
    if f".{suffix.lower()}" in DOCUMENTS:
        yield f"/{stem.removeprefix('./').lstrip('/')}", reason


def _of_jekyll(said: dict[str, Any], reason_in: ReasonIn) -> Held:
    # What is included is included though it be excluded.
    included = {path.strip("/") for path in texts(said.get("include"))}
    for field in ("exclude", "ignore"):
        for path in texts(said.get(field)):
            if path.strip("/") in included:
                continue
            yield from each(path, f"`{field}` in `_config.yml`")
            # Hexo has its posts in a folder.
            yield from each(f"source/{path.removeprefix('source/')}", f"`{field}` in `_config.yml`")
    for name, about in mapping(said.get("collections")).items():
        if str(mapping(about).get("output", "")).lower() == "false":
            yield from each(f"_{name}", f"`output: false` of `{name}` in `_config.yml`")
    defaults = said.get("defaults")
    for one in defaults if isinstance(defaults, list) else ():
        values, scope = (mapping(mapping(one).get(part)) for part in ("values", "scope"))
        if reason := reason_in(values.items()):
            place, kind = (one if isinstance(one := scope.get(part), str) else "" for part in ("path", "type"))
            yield from each(place or _OF_KIND.get(kind, f"_{kind}"), f"{reason} in `_config.yml`")


def _of_mkdocs(settings: FolderSettings, name: str) -> Held:
    said = settings.read(name)
    docs = said.get("docs_dir")
    home = (docs if isinstance(docs, str) else "docs").strip("./")
    for field in ("exclude_docs", "draft_docs"):
        lines = said.get(field)
        yield from as_git_reads(
            settings.folder, home, (lines if isinstance(lines, str) else "").split("\n"), f"`{field}` in `{name}`"
        )
    plugins = said.get("plugins")
    for plugin in map(mapping, plugins if isinstance(plugins, list) else [plugins]):
        excluded = mapping(plugin.get("exclude"))
        for path in texts(excluded.get("glob")):
            yield f"/{home}/{path.lstrip('/')}", f"the plugin `exclude` in `{name}`"
        for expression in texts(excluded.get("regex")):
            yield from matching(settings.folder / home, home, expression, f"the plugin `exclude` in `{name}`")
