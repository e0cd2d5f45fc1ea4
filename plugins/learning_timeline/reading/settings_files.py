"""A content folder in, the files out in which programs say what is published of it and how.

Each build asks for them, also one that has nothing else to do: nothing here reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path

# For all documents of a folder: Quarto, the plugin of Material for MkDocs.
OF_FOLDER = ("_metadata.yml", "_metadata.yaml", ".meta.yml")
# Lists of patterns as git reads them.
IGNORED = (".eleventyignore", ".bookignore")
OF_HUGO = (
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
)
# By the names of settings in JavaScript, the list in them that leaves documents out.
JAVASCRIPT = {
    "docusaurus.config.*": "exclude",
    ".vitepress/config.*": "srcExclude",
    ".vitepress/config/index.*": "srcExclude",
    ".vuepress/config.*": "pagePatterns",
    "quartz.config.*": "ignorePatterns",
    "gatsby-config.*": "ignore",
    "eleventy.config.*": "",
    ".eleventy.*": "",
}
# How far above the content folder settings of its program may lie.
_MOST_ABOVE = 4
# Folders that programs have their settings in.
_OF_PROGRAMS = (".obsidian", ".vscode", ".vitepress", ".vuepress", "logseq")
_NAMES = {
    *OF_FOLDER,
    *IGNORED,
    *OF_HUGO,
    *("_config.yml", "_toc.yml", "mkdocs.yml", "mkdocs.yaml", "myst.yml", "conf.py"),
    *(".gitattributes", "settings.json", "daily-notes.json", "zk-prefixer.json"),
    *("config.edn", "pelicanconf.py", "app.json", "publish.json", "templates.json", "data.json", "dendron.yml"),
}


def is_of_settings(path: str) -> bool:
    """Whether a file may say what is held back of others.

    >>> [*map(is_of_settings, ("a/mkdocs.yml", "a/b/b.json", "a/_index.de.md", "a/docusaurus.config.ts", "a/b.json"))]
    [True, True, True, True, False]
    """
    folder, _, name = path.rpartition("/")
    if name in _NAMES or name.startswith(("_index.", "_quarto-", "_quarto.")) or ".11tydata." in name:
        return True
    return f"{folder.rpartition('/')[2]}.json" == name or (
        "config." in name and any(fnmatch(name, one.rpartition("/")[2]) for one in JAVASCRIPT)
    )


def settings_above(content: Path) -> Iterator[Path]:
    """The files around a content folder that may say what is held back of it."""
    for above in folders_above(content.resolve()):
        for folder in (above, *(above / name for name in _OF_PROGRAMS)):
            with suppress(OSError):
                yield from (one for one in sorted(folder.iterdir()) if is_of_settings(f"{folder.name}/{one.name}"))


def folders_above(content: Path) -> Iterator[Path]:
    """The folders around a content folder that its site may have settings in: what lies around a repository is another's."""
    for inner, above in zip((content, *content.parents), content.parents[:_MOST_ABOVE], strict=False):
        if (inner / ".git").exists():
            return
        yield above
