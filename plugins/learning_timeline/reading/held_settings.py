"""A folder in, what the settings of programs in it hold back out: patterns of paths below it (`held_paths`), with their reasons."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from glob import escape, has_magic
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from .held_paths import Held, alternatives, anywhere, each, found_by, matching

ReasonIn: TypeAlias = Callable[[Any], str]
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST = 1_000_000
# Documents of a book, and how deep its table of contents is read.
_OF_BOOK, _DEEPEST = {".md", ".ipynb", ".rst", ".txt"}, 20
# For all documents of a folder: Quarto, the plugin of Material for MkDocs.
_OF_FOLDER = ("_metadata.yml", "_metadata.yaml", ".meta.yml")
_HIDDEN = re.compile(r":hidden\s{0,20}\[(?P<paths>[^\[\]]{0,2000})\]")
_TEXT = re.compile(r"""["'](?P<text>[^"'\n]{1,200})["']""")
# A list of texts in a program of Sphinx, which is not run.
_EXCLUDED = re.compile(r"^exclude_patterns[ \t]{0,9}=[ \t]{0,9}\[(?P<paths>[^\[\]]{0,2000})\]", flags=re.MULTILINE)
# The same in a program of Pelican, and in those of JavaScript, by their names.
_OF_PELICAN = re.compile(
    r"^(?P<name>ARTICLE_EXCLUDES|PAGE_EXCLUDES|IGNORE_FILES|PAGE_PATHS)[ \t]{0,9}=[ \t]{0,9}[\[(](?P<paths>[^\[\]()]{0,2000})[\])]",
    flags=re.MULTILINE,
)
_OF_JAVASCRIPT = re.compile(r"\b(?P<name>\w{1,20})[\"']?\s{0,9}:\s{0,9}\[(?P<paths>[^\[\]]{0,2000})\]")
_SAID_BY_JAVASCRIPT = re.compile(r"\b(?P<name>[a-zA-Z]{1,40})[\"']?\s{0,9}:\s{0,9}(?P<value>true|false)\b")
_IGNORED_BY_ELEVENTY = re.compile(r"\bignores\.add\(\s{0,9}[\"'`](?P<text>[^\"'`\n]{1,200})[\"'`]")
_JAVASCRIPT = {
    "docusaurus.config.*": "exclude",
    ".vitepress/config.*": "srcExclude",
    ".vitepress/config/index.*": "srcExclude",
    "quartz.config.*": "ignorePatterns",
    "gatsby-config.*": "ignore",
    "eleventy.config.*": "",
    ".eleventy.*": "",
}
# Where documents of a kind lie in Jekyll; those of a collection have a folder of its name.
_OF_KIND = {"": "", "posts": "", "pages": "[!_]*"}
# Lists of patterns as git reads them.
_IGNORED = (".eleventyignore", ".bookignore")
_OF_HUGO = (
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
)


_NAMES = {
    *_OF_FOLDER,
    *_IGNORED,
    *_OF_HUGO,
    *("_quarto.yml", "_quarto.yaml", "_config.yml", "_toc.yml", "mkdocs.yml", "mkdocs.yaml", "myst.yml", "conf.py"),
    *("config.edn", "pelicanconf.py", "app.json", "publish.json", "templates.json", "data.json", "dendron.yml"),
}


def is_of_settings(path: str) -> bool:
    """Whether a file may say what is held back of others.

    >>> [*map(is_of_settings, ("a/mkdocs.yml", "a/b/b.json", "a/_index.de.md", "a/docusaurus.config.ts", "a/b.json"))]
    [True, True, True, True, False]
    """
    folder, _, name = path.rpartition("/")
    if name in _NAMES or name.startswith("_index.") or ".11tydata." in name:
        return True
    return f"{folder.rpartition('/')[2]}.json" == name or (
        ".config" in path and any(fnmatch(name, one.rpartition("/")[2]) for one in _JAVASCRIPT)
    )


def held_in(folder: Path, reason_in: ReasonIn) -> Held:
    """What settings that lie in a folder hold back.

    Args:
        folder: that they lie in.
        reason_in: why fields hold a post back; empty if they do not.
    """
    settings = _Settings(folder)
    for name in _OF_FOLDER:
        if reason := reason_in(settings.read(name).items()):
            yield "", f"{reason} of `{name}`"
    for name in ("_quarto.yml", "_quarto.yaml"):
        yield from _of_quarto(settings.read(name), name)
    yield from _of_jekyll(settings.read("_config.yml"), reason_in)
    for name in ("mkdocs.yml", "mkdocs.yaml"):
        yield from _of_mkdocs(settings, name)
    yield from _of_hugo(settings, reason_in)
    yield from _of_javascript(settings, reason_in)
    for part in (_of_myst, _of_sphinx, _of_logseq, _of_pelican, _of_ignored, _of_obsidian, _of_dendron):
        yield from part(settings)


class _Settings:
    """What lies in a folder, which is listed once: most folders have none of the files that are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.names = sorted(one.name for one in folder.iterdir())
        except OSError:
            self.names = []

    def text(self, name: str) -> str:
        """The text of a file in it, or in a folder of it; empty if there is none."""
        if name.partition("/")[0] not in self.names:
            return ""
        try:
            with (self.folder / name).open(encoding="utf-8", errors="replace") as opened:
                return opened.read(_MOST)
        except OSError:
            return ""

    def read(self, name: str) -> dict[str, Any]:
        """The fields of a file, with texts for scalars; none if it cannot be read."""
        text = self.text(name)
        try:
            if text and name.endswith((".toml", ".json")):
                said = tomllib.loads(text) if name.endswith(".toml") else json.loads(text)
                text = json.dumps(said, default=str, ensure_ascii=False)
            found = yaml.load(text, Loader=_LOADER) if text else {}  # noqa: S506 - a loader that makes nothing but texts
        except (ValueError, RecursionError, yaml.YAMLError):
            return {}
        return found if isinstance(found, dict) else {}

    def matching(self, pattern: str) -> list[str]:
        """The names of its files, or of those in a folder of it, that a pattern fits."""
        home, _, name = pattern.rpartition("/")
        if not home:
            return [one for one in self.names if fnmatch(one, name)]
        if home.partition("/")[0] not in self.names:
            return []
        return [f"{home}/{one}" for one in _Settings(self.folder / home).names if fnmatch(one, name)]


def _of_myst(settings: _Settings) -> Held:
    """What a book leaves out: by patterns, or since its table of contents, where only that counts, does not list it or hides it."""
    book = _mapping(settings.read("myst.yml").get("project"))
    for path in _texts(book.get("exclude")):
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
        entry = _mapping(one)
        is_hidden = str(entry.get("hidden", "")).lower() == "true"
        for field, value in entry.items():
            if field in {"file", "root", "glob", "pattern"}:
                ways = (way for path in _texts(value) for way in alternatives(path.removeprefix("./")))
                yield from ((way, is_hidden) for way in ways)
            elif isinstance(value, list | dict):
                yield from _listed(value, depth + 1)


def _of_sphinx(settings: _Settings) -> Held:
    for path in _texts(settings.read("_config.yml").get("exclude_patterns")):
        yield from each(path, "`exclude_patterns` in `_config.yml`")
    if found := _EXCLUDED.search(settings.text("conf.py")):
        for one in _TEXT.finditer(found["paths"]):
            yield from each(one["text"], "`exclude_patterns` in `conf.py`")


def _of_logseq(settings: _Settings) -> Held:
    if found := _HIDDEN.search(settings.text("logseq/config.edn")):
        for one in _TEXT.finditer(found["paths"]):
            yield from each(one["text"], "`:hidden` in `logseq/config.edn`")


def _of_hugo(settings: _Settings, reason_in: ReasonIn) -> Held:
    """What settings of Hugo and Zola leave out of `content`: by expressions, by patterns, or by what holds for many pages."""
    name = next((one for one in _OF_HUGO if one in settings.names), "")
    said = settings.read(name)
    home = str(said.get("contentDir") or said.get("contentdir") or "content").strip("./")
    for expression in _texts(said.get("ignoreFiles") or said.get("ignorefiles")):
        yield from matching(settings.folder / home, home, expression, f"`ignoreFiles` in `{name}`")
    for path in _texts(said.get("ignored_content")):
        yield from anywhere(path, home, f"`ignored_content` in `{name}`")
    mounts = _mapping(said.get("module")).get("mounts")
    for mount in map(_mapping, mounts if isinstance(mounts, list) else []):
        source = str(mount.get("source", "")).strip("./")
        files = [one.removeprefix("!").strip() for one in _texts(mount.get("files")) if one.startswith("!")]
        for path in [*_texts(mount.get("excludeFiles")), *files]:
            yield from each(f"{source}/{path.lstrip('/')}", f"`mounts` in `{name}`")
    cascade = said.get("cascade")
    for part in map(_mapping, cascade if isinstance(cascade, list) else [cascade]):
        if reason := reason_in((key, value) for key, value in part.items() if key not in {"target", "_target"}):
            target = _mapping(part.get("target") or part.get("_target")).get("path")
            yield from each(f"{home}/{target.strip('/')}" if isinstance(target, str) else home, f"{reason} in `{name}`")


def _of_pelican(settings: _Settings) -> Held:
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
    for path in said.get("IGNORE_FILES", ()):
        yield from anywhere(path, "", "`IGNORE_FILES` in `pelicanconf.py`")


def _of_javascript(settings: _Settings, reason_in: ReasonIn) -> Held:
    """What settings that are programs leave out, where it is written in them as texts."""
    for file, name in ((file, name) for sign, name in _JAVASCRIPT.items() for file in settings.matching(sign)):
        text = settings.text(file)
        for found in _OF_JAVASCRIPT.finditer(text) if name else ():
            for one in _TEXT.finditer(found["paths"]) if found["name"] == name else ():
                yield from anywhere(one["text"], "", f"`{name}` in `{file}`")
        for one in _IGNORED_BY_ELEVENTY.finditer(text):
            yield from each(one["text"], f"`ignores` in `{file}`")
    # What Eleventy has for all pages of a folder.
    for name in (f"{settings.folder.name}.json", f"{settings.folder.name}.11tydata.json"):
        if reason := reason_in(settings.read(name).items()):
            yield "", f"{reason} of `{name}`"
    for file in settings.matching(f"{settings.folder.name}.11tydata.*js"):
        said = ((one["name"], one["value"]) for one in _SAID_BY_JAVASCRIPT.finditer(settings.text(file)))
        if reason := reason_in(said):
            yield "", f"{reason} of `{file}`"


def _of_ignored(settings: _Settings) -> Held:
    for name in _IGNORED:
        for line in settings.text(name).split("\n"):
            path = line.strip()
            if path and not path.startswith(("#", "!")):
                where = each if "/" in path.rstrip("/") else anywhere
                yield from where(path, reason=f"a line of `{name}`")


def _of_obsidian(settings: _Settings) -> Held:
    """What Obsidian's own publishing leaves out, or what its search does not show."""
    for one in _texts(settings.read(".obsidian/app.json").get("userIgnoreFilters")):
        reason = "`userIgnoreFilters` in `.obsidian/app.json`"
        if len(one) > 2 and one.startswith("/") and one.endswith("/"):  # noqa: PLR2004 - between two slashes
            yield from found_by(settings.folder, "", one[1:-1], reason)
        elif path := one.strip("/"):
            # How a path begins; a bracket in it stands for itself.
            for begins in dict.fromkeys((path, escape(path))):
                yield f"/{begins}{'/' * one.endswith('/')}*", reason
    for path in _texts(settings.read(".obsidian/publish.json").get("excluded")):
        yield from each(path, "`excluded` in `.obsidian/publish.json`")


def _of_dendron(settings: _Settings) -> Held:
    """Vaults that are private, and notes of hierarchies that are not published."""
    said = settings.read("dendron.yml")
    space = _mapping(said.get("workspace")) or said
    vaults = [one for one in map(_mapping, space.get("vaults") or said.get("vaults") or ()) if one]
    publishing = _mapping(said.get("publishing") or said.get("site"))
    private = {*_texts(publishing.get("privateVaults"))}
    shown = [one for one in _texts(publishing.get("siteHierarchies")) if one != "root"]
    is_all = not shown or len(shown) < len(_texts(publishing.get("siteHierarchies")))
    hierarchies = _mapping(publishing.get("hierarchy") or publishing.get("config"))
    held = [
        name for name, one in hierarchies.items() if str(_mapping(one).get("publishByDefault", "")).lower() == "false"
    ]
    for vault in vaults:
        path = str(vault.get("fsPath") or "").strip("./")
        before = f"{path}/" if path else ""
        if vault.get("visibility") == "private" or {path, str(vault.get("name"))} & private:
            yield from each(path, "a private vault in `dendron.yml`")
            continue
        for name in held:
            yield from each(f"{before}{'*' if name == 'root' else name}.md", "`publishByDefault` in `dendron.yml`")
            yield f"/{before}{name}.*", "`publishByDefault` in `dendron.yml`"
        for note in () if is_all else (settings.folder / path).glob("*.md"):
            if not any(note.name.startswith(f"{one}.") for one in shown):
                yield f"/{escape(f'{before}{note.name}')}", "`siteHierarchies` in `dendron.yml`"


def _of_quarto(said: dict[str, Any], name: str) -> Held:
    for site in ("website", "book"):
        for path in _texts(_mapping(said.get(site)).get("drafts")):
            yield from each(path, f"`drafts` in `{name}`")
    for path in _texts(_mapping(said.get("project")).get("render")):
        if path.startswith("!"):
            yield from each(path[1:], f"`render` in `{name}`")


def _of_jekyll(said: dict[str, Any], reason_in: ReasonIn) -> Held:
    for field in ("exclude", "ignore"):
        for path in _texts(said.get(field)):
            yield from each(path, f"`{field}` in `_config.yml`")
            # Hexo has its posts in a folder.
            yield from each(f"source/{path.removeprefix('source/')}", f"`{field}` in `_config.yml`")
    for name, about in _mapping(said.get("collections")).items():
        if str(_mapping(about).get("output", "")).lower() == "false":
            yield from each(f"_{name}", f"`output: false` of `{name}` in `_config.yml`")
    defaults = said.get("defaults")
    for one in defaults if isinstance(defaults, list) else ():
        values, scope = (_mapping(_mapping(one).get(part)) for part in ("values", "scope"))
        if reason := reason_in(values.items()):
            place, kind = (one if isinstance(one := scope.get(part), str) else "" for part in ("path", "type"))
            yield from each(place or _OF_KIND.get(kind, f"_{kind}"), f"{reason} in `_config.yml`")


def _of_mkdocs(settings: _Settings, name: str) -> Held:
    said = settings.read(name)
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
            yield from each(f"{home}/{path.lstrip('/')}", f"`{field}` in `{name}`")
            if where:
                yield from each(f"{home}/{where}{path}", f"`{field}` in `{name}`")
    plugins = said.get("plugins")
    for plugin in map(_mapping, plugins if isinstance(plugins, list) else [plugins]):
        excluded = _mapping(plugin.get("exclude"))
        for path in _texts(excluded.get("glob")):
            yield f"/{home}/{path.lstrip('/')}", f"the plugin `exclude` in `{name}`"
        for expression in _texts(excluded.get("regex")):
            yield from matching(settings.folder / home, home, expression, f"the plugin `exclude` in `{name}`")


def _mapping(value: Any) -> dict[str, Any]:  # noqa: ANN401 - what settings hold
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> list[str]:  # noqa: ANN401 - what settings hold
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
