"""A content folder in, out the dialect that it is written in: by a sure sign, or as a person says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, MutableMapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from ...core.settings import PREFIX, SettingError
from ..answers import Answers
from .dialect import Dialect

# Of the notes in a repository, so many lie in its site.
_NEARLY_ALL = 0.8
# So deep below a repository's own folder is a site in it, as those of several packages are.
_DEEPEST_SITE = 3


class _Kind(NamedTuple):
    """A dialect that is loaded where one of its signs may be, as all of them take a tenth of a second.

    Attributes:
        module: that its class is in.
        name: of the class.
        signs: patterns of files and folders, one of which lies in each folder that the dialect takes for its own.
    """

    module: str
    name: str
    signs: tuple[str, ...]


_HUGO = tuple(f"{name}.{kind}" for name in ("hugo", "config") for kind in ("toml", "yaml", "yml", "json"))
# A site's own settings say more than the folder of an editor in which it is written.
_BY_SIGN = {
    "logseq": _Kind("logseq", "Logseq", ("logseq", "journals")),
    "tiddlywiki": _Kind("tiddlywiki", "TiddlyWiki", ("tiddlywiki.info", "*.tid", "tiddlers/*.tid")),
    "dendron": _Kind("dendron", "Dendron", ("dendron.yml", "root.schema.yml")),
    "quarto": _Kind("quarto", "Quarto", ("_quarto.y*ml",)),
    "rmarkdown": _Kind("rmarkdown", "RMarkdown", ("_site.y*ml", "_bookdown.y*ml")),
    "mkdocs": _Kind("mkdocs", "MkDocs", ("mkdocs.y*ml", "properdocs.yml", "zensical.toml")),
    "zola": _Kind("zola", "Zola", ("config.toml", "zola.toml")),
    "hugo": _Kind("hugo", "Hugo", (*_HUGO, "config")),
    "nikola": _Kind("nikola", "Nikola", ("conf.py",)),
    "myst": _Kind("myst", "Myst", ("myst.yml", "_config.yml", "conf.py")),
    "hexo": _Kind("hexo", "Hexo", ("source/_posts",)),
    "franklin": _Kind("franklin", "Franklin", ("config.md",)),
    "bridgetown": _Kind("bridgetown", "Bridgetown", ("bridgetown.config.y*ml", "config/initializers.rb")),
    "lektor": _Kind("lektor", "Lektor", ("*.lektorproject",)),
    "jekyll": _Kind("jekyll", "Jekyll", ("_config.yml", "_posts")),
    "docusaurus": _Kind("scripted", "Docusaurus", ("docusaurus.config.*", "website", "siteConfig.js")),
    "vitepress": _Kind("scripted", "VitePress", (".v*press", "*/.v*press")),
    "astro": _Kind("scripted", "Astro", ("astro.config.*",)),
    "gatsby": _Kind("scripted", "Gatsby", ("gatsby-config.*",)),
    "garden": _Kind("garden", "Garden", ("src/site/notes",)),
    "observable": _Kind("observable", "Observable", ("observablehq.config.*",)),
    "eleventy": _Kind("scripted", "Eleventy", (".eleventy.*", "eleventy.config.*", "package.json")),
    "nextjs": _Kind("scripted", "NextJs", ("next.config.*", "nuxt.config.*", "svelte.config.*")),
    "pelican": _Kind("pelican", "Pelican", ("pelicanconf.py", "publishconf.py")),
    "zim": _Kind("zim", "Zim", ("notebook.zim",)),
    "obsidian": _Kind("obsidian", "Obsidian", (".obsidian", "*/.obsidian", "quartz.config.*", ".gitignore")),
    "foam": _Kind("foam", "Foam", (".foam", ".vscode")),
}
_PLAIN = _Kind("plain", "Plain", ())
# The names of all, by which a person may ask for one.
DIALECTS = (*_BY_SIGN, Dialect.name)


def kind_of(name: str) -> type[Dialect]:
    """The dialect of a name."""
    kind = _PLAIN if name == Dialect.name else _BY_SIGN[name]
    found: type[Dialect] = getattr(import_module(f".{kind.module}", __package__), kind.name)
    return found


def dialect_of(content: Path, asked: str = "", answers: Answers | None = None) -> Dialect:
    """The dialect of a content folder.

    Args:
        content: the folder.
        asked: the name of the dialect that a person says it is; empty if nobody has.
        answers: what its files said before; None if nothing is kept.

    Raises:
        SettingError: there is no dialect of the name that is asked for.
    """
    if asked and asked not in DIALECTS:
        *others, last = map(repr, DIALECTS)
        raise SettingError(f"{PREFIX}DIALECT: {asked!r} is not valid: use {', '.join(others)} or {last}")
    found, folder = _found(content, asked)
    answers = answers or Answers()
    if folder is not None:
        found = found.asking(folder, content, answers)
        answers.keep()
    if folder is None:
        return found
    from .emoji_shown import shows_emoji  # noqa: PLC0415 - a journal of this project has none

    found = replace(found, has_emoji=shows_emoji(found.name, folder))
    if not found.has_macros:
        return found
    from .site_macros import macros_of_site  # noqa: PLC0415 - a journal of this project has none

    return replace(found, macros=macros_of_site(folder))


def _found(content: Path, asked: str = "") -> tuple[Dialect, Path | None]:
    """The dialect of a content folder, and the folder of its sign; None if it has none."""
    around = list(_around(content))
    for name in (asked,) if asked else _BY_SIGN:
        signs = _BY_SIGN[name].signs if name in _BY_SIGN else ()
        for folder in around:
            has_sign = any(any(folder.glob(sign)) for sign in signs)
            if has_sign and (found := kind_of(name).at(folder, content)) is not None:
                return found, folder
    return kind_of(asked or Dialect.name).of(content), None


def site_of(content: Path) -> Path:
    """The folder of the site whose posts a folder holds: that around it, or one in it, beside which lie hardly any notes.

    Only from there its pictures and settings are found.
    """
    from .site_files import is_of_repository, notes_in  # noqa: PLC0415 - a build does not ask this
    from .website import Website  # noqa: PLC0415 - a build does not ask this

    for folder in list(_around(content))[1:2]:
        found, _ = _found(folder)
        if isinstance(found, Website) and found.home and folder / found.home == content.resolve():
            return folder
    if any(content.glob("quartz.config.*")) and (content / "content").is_dir():
        # Beside it lie the documents of Quartz itself.
        return content / "content"
    if _found(content)[0].name != Dialect.name:
        return content
    notes = [path for path in notes_in(content) if not is_of_repository(path)]
    folder = content
    for depth in range(_DEEPEST_SITE):
        tops = Counter(path.split("/")[depth] for path in notes if path.count("/") > depth)
        top, count = next(iter(tops.most_common(1)), ("", 0))
        if not top or count < _NEARLY_ALL * len(notes):
            break
        folder /= top
        notes = [path for path in notes if path.split("/")[depth] == top]
        if _found(folder)[0].name != Dialect.name:
            return folder
    return content


def adapt(settings: MutableMapping[str, Any], dialect: Dialect) -> None:
    """Have Pelican look for posts and pages where a dialect has them."""
    pages = [
        folder
        for folder in settings["PAGE_PATHS"]
        if folder in dialect.page_folders or folder not in Dialect.page_folders
    ]
    no_longer = set(settings["PAGE_PATHS"]) - set(pages)
    # Each once: a site that is served is built again by the same settings.
    settings["PAGE_PATHS"] = list(dict.fromkeys([*pages, *dialect.pages]))
    settings["ARTICLE_EXCLUDES"] = [folder for folder in settings["ARTICLE_EXCLUDES"] if folder not in no_longer]


def _around(content: Path) -> Iterator[Path]:
    """The content folder, and those around it up to the root of its repository; without one, the folder alone."""
    folder = content.resolve()
    around = [folder, *folder.parents]
    for place, one in enumerate(around):
        if (one / ".git").exists():
            yield from around[: place + 1]
            return
    yield folder
