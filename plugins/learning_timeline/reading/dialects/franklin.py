"""A site of Franklin.jl: Markdown with fields in Julia, HTML between waves, and some of LaTeX's commands."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar

from ..frontmatter import rewritten
from ..markup.prose import changed, destination, substituted
from .julia_fields import with_definitions
from .site_files import MARKDOWN, may_be_page, read, standing
from .website import Website

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from ..frontmatter import FrontMatter
    from .dialect import Beside

_CONFIG, _LAYOUT = "config.md", "_layout"
_SITE_URL = re.compile(r'website_url[ \t]*=[ \t]*"(?P<url>[^"\n]{1,300})"')
_PREPATH = re.compile(r'\bprepath[ \t]*=[ \t]*"(?P<path>[^"\n]{0,200})"')
_IGNORED = re.compile(r"\bignore[ \t]*=[ \t]*\[(?P<said>[^\[\]]{0,5000})\]")
_QUOTED = re.compile(r'"([^"\n]{1,300})"')
_CONTENTS = re.compile(r"^[ \t]*\\(?:toc|tableofcontents|maketoc)\b[ \t]*$", flags=re.MULTILINE)
_CALL = re.compile(r"\{\{[^{}\n]{0,500}\}\}")
_FIGURE = re.compile(
    r"\\fig(?:alt\{(?P<alt>[^{}\n]{0,300})\}|env\{(?P<caption>[^{}\n]{0,300})\})?\{(?P<address>[^{}\n]{1,300})\}(?:\{[^{}\n]{0,100}\})?"
)
_COMMAND = re.compile(r"\\(?:show|output|input|textoutput|textinput|literate|prettyshow)(?:\{[^{}\n]{0,300}\}){1,2}")
_DIV = re.compile(r"^[ \t]*@@(?:[\w,-]{1,100})?[ \t]*", flags=re.MULTILINE)
_BEHIND = re.compile(r"(?<![ \t])[ \t]*+@@[ \t]*$", flags=re.MULTILINE)


@dataclass(frozen=True)
class Franklin(Website):
    """Pages at the paths of their files.

    Attributes:
        excluded: files and folders of which the site has no pages.
    """

    name: ClassVar[str] = "franklin"
    title: ClassVar[str] = "A Franklin site"
    made: ClassVar[frozenset[str]] = frozenset({"__site"})
    roots: ClassVar[tuple[str, ...]] = ("", "_", "_assets/", "src/_")

    excluded: tuple[str, ...] = ()

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings, which are Markdown, and the folder of its layout."""
        return cls._of_site(folder, content) if (folder / _CONFIG).is_file() and (folder / _LAYOUT).is_dir() else None

    @classmethod
    def _of_site(cls, folder: Path, content: Path) -> Self:
        settings = read(folder / _CONFIG)
        url, base = _SITE_URL.search(settings), _PREPATH.search(settings)
        ignored = _IGNORED.search(settings)
        excluded = tuple(one.strip("/") for one in _QUOTED.findall(ignored["said"])) if ignored else ()
        site = cls(**standing(folder, content, url["url"] if url else "", {}), excluded=excluded)
        return (
            dataclasses.replace(site, base=f"/{base['path'].strip('/')}") if base and base["path"].strip("/") else site
        )

    def address(self, path: str, front: FrontMatter) -> str:
        """By its path, as that of a folder."""
        del front
        stem = f"{self.inside}{path}".rpartition(".")[0]
        return f"/{stem.removesuffix('index').rstrip('/')}/".replace("//", "/")

    def left_out(self, path: str) -> str:
        """What the site is made of beside its pages."""
        file = PurePosixPath(path)
        if path.lower().endswith(MARKDOWN):
            whole = f"{self.inside}{path}"
            if any(whole == one or whole.startswith(f"{one}/") for one in self.excluded):
                return "file that the site excludes"
            if any(one.startswith("_") for one in file.parts[:-1]) or whole == _CONFIG:
                return "file of the site itself"
            if file.stem == "index" or (len(file.parts) == 1 and not may_be_page(file.stem)):
                return "list of posts"
        return super().left_out(path)

    def described(self, front: FrontMatter) -> FrontMatter:
        """A file with the fields that its lines define, of which one may hold it back."""
        return with_definitions(front)

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """Without what Julia puts in, and with HTML where it is."""
        del path, beside
        front = self.described(front)
        left_out: list[tuple[int, str]] = []

        def leave_out(found: re.Match[str]) -> str:
            left_out.append((front.body.count("\n", 0, max(front.body.find(found[0]), 0)) + 1, f"`{found[0][:60]}`"))
            return ""

        def change(prose: str) -> str:
            prose = _DIV.sub("", _BEHIND.sub("", _CONTENTS.sub("", prose)))
            prose = substituted(_FIGURE, _pictured, prose)
            return substituted(_COMMAND, leave_out, substituted(_CALL, leave_out, prose))

        return rewritten(front, changed(_with_html(front.body), change), left_out)


def _with_html(text: str) -> str:
    """A text whose HTML stands by itself: between lines of three waves, which begin no code here, and within a line."""
    lines = text.split("\n")
    is_code = False
    for number, line in enumerate(lines):
        if line.lstrip().startswith("```"):
            is_code = not is_code
        elif "~~~" in line and not is_code:
            lines[number] = "" if line.strip() == "~~~" else line.replace("~~~", "")
    return "\n".join(lines)


def _pictured(found: re.Match[str]) -> str:
    words = found["alt"] or found["caption"] or ""
    address = found["address"].strip()
    address = address if "." in address.rpartition("/")[2] else f"{address}.png"
    return f"![{words}]({destination(address)})"
