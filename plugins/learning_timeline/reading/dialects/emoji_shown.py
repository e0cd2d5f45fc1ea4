"""A folder with a program's settings in, whether that program shows emoji for short names such as `:tada:` out."""

from __future__ import annotations

import re
from pathlib import Path

from .site_files import read

# In Python-Markdown and its relatives, in Pandoc, and by packages of JavaScript.
_EXTENSION = r"^[^#\n]*\bpymdownx\.emoji\b"
_OF_PANDOC = r"^[^#\n]*\+emoji\b"
_PACKAGE = r'"[\w@/-]*(?:remark|rehype|markdown-it|marked|micromark|gatsby|hexo|eleventy)[\w/-]*emoji[\w-]*"'
_PACKAGES = (("package.json",), _PACKAGE)
# By a dialect: where it is said that emoji are shown, and how.
_SAID = {
    "jekyll": (("_config.yml", "Gemfile"), r"^[^#\n]*\bjemoji\b"),
    "hugo": (
        ("hugo.*", "config.*", "config/_default/hugo.*", "config/_default/config.*", "config/_default/markup.*"),
        r"^[ \t]*\"?enableEmoji\"?[ \t]*[:=][ \t]*true\b",
    ),
    "zola": (("config.toml", "zola.toml"), r"^[ \t]*render_emoji[ \t]*=[ \t]*true\b"),
    "mkdocs": (("mkdocs.y*ml", "properdocs.yml", "zensical.toml"), _EXTENSION),
    "nikola": (("conf.py",), _EXTENSION),
    "pelican": (("pelicanconf.py",), _EXTENSION),
    "quarto": (("_quarto.y*ml",), _OF_PANDOC),
    "rmarkdown": (("_site.y*ml", "_output.y*ml", "_bookdown.y*ml"), _OF_PANDOC),
    "docusaurus": (
        ("package.json", "website/package.json"),
        rf'"@docusaurus/core":[ \t]*"\D{{0,3}}(?:[3-9]|\d\d)|{_PACKAGE}',
    ),
    **dict.fromkeys(("hexo", "astro", "gatsby", "eleventy", "nextjs"), _PACKAGES),
}
# With the program itself.
_ALWAYS = {"vitepress"}


def shows_emoji(name: str, folder: Path) -> bool:
    """Whether a site's texts have emoji by their names.

    Args:
        name: of the dialect.
        folder: with the program's settings.
    """
    files, pattern = _SAID.get(name, ((), ""))
    said = re.compile(pattern, flags=re.MULTILINE | re.IGNORECASE)
    return name in _ALWAYS or any(said.search(read(file)) for one in files for file in sorted(folder.glob(one)))
