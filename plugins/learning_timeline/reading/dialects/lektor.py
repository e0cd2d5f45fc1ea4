"""A site of Lektor: each page is a folder, whose file `contents.lr` holds the fields of its model, one of which is the text."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..markup.prose import substituted
from .lektor_contents import CONTENTS
from .site_files import front_of, may_be_page, notes_in, parted_language, read, standing, text_of, with_language
from .website import Website

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from ..frontmatter import FrontMatter
    from ..names import Names
    from .dialect import Beside

_HOME = "content"
_SMALLER = re.compile(
    r"""(?<=[(\"'])(?P<name>[^\s()@\"']{1,200})@\d{1,4}(?:x\d{1,4})?(?:_\w{1,20})?(?P<suffix>\.(?:png|jpe?g|gif|webp))(?=[\s)\"'])"""
)
_URL = re.compile(r"^url[ \t]*=[ \t]*(?P<url>\S+)", flags=re.MULTILINE)
_LANGUAGE = re.compile(r"^\[alternatives\.(?P<code>[\w-]{2,10})\]", flags=re.MULTILINE)


@dataclass(frozen=True)
class Lektor(Website):
    """Pages in the folders of `content`; those with a day are posts.

    Attributes:
        hidden: folders of pages that are held back, and with each all that are below it.
    """

    name: ClassVar[str] = "lektor"
    title: ClassVar[str] = "A Lektor site"
    roots: ClassVar[tuple[str, ...]] = ("content/", "assets/", "", "static/")

    hidden: tuple[str, ...] = ()

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By the file of the project, beside its content."""
        project = next(iter(sorted(folder.glob("*.lektorproject"))), None)
        return cls._made(folder, content, read(project)) if project and (folder / _HOME).is_dir() else None

    @classmethod
    def of(cls, content: Path) -> Self:
        """With what is Lektor's own where nothing is said."""
        return cls._made(content, content, "")

    @classmethod
    def _made(cls, folder: Path, content: Path, settings: str) -> Self:
        url = _URL.search(settings)
        site = cls(**standing(folder, content, url["url"] if url else "", {}), home=_HOME)
        site = dataclasses.replace(site, languages=tuple(dict.fromkeys(_LANGUAGE.findall(settings))))
        files = [path for path in notes_in(content) if path.endswith(CONTENTS)]
        hidden = [_folder_of(path) for path in files if front_of(content, path).held_back]
        site = dataclasses.replace(site, hidden=tuple(hidden))
        pages = [
            path
            for path in files
            if (front := front_of(content, path)).body.strip()
            and "date" not in front.fields
            and may_be_page(_folder_of(path).rpartition("/")[2] or "index")
        ]
        return dataclasses.replace(site, pages=tuple(pages))

    def is_post(self, path: str) -> bool:
        """Whether a file has a day; what is beside it is none."""
        return path.endswith(CONTENTS) and "date" in front_of(self.content, path).fields

    def left_out(self, path: str) -> str:
        """What is no post and no page of its own."""
        if not path.endswith(CONTENTS):
            return super().left_out(path)
        if any(path.startswith(f"{one}/") and _folder_of(path) != one for one in self.hidden):
            return "page of a hidden part"
        return "" if self.is_post(path) or path in self.pages else "page without text"

    def address(self, path: str, front: FrontMatter) -> str:
        """By its folder, or by what it says itself."""
        if not path.endswith(CONTENTS):
            return ""
        folder = _folder_of(f"{self.inside}{parted_language(path, self.languages)[0]}").removeprefix(_HOME).strip("/")
        own = text_of(front.fields.get("slug", ""))
        return f"/{posixpath.join(posixpath.dirname(folder), own) if own else folder}/".replace("//", "/")

    def find(self, name: str, path: str, names: Names) -> str:
        """The file that a name or an address means; the site's patterns put days before the names of posts."""
        if found := super().find(name, path, names):
            return found
        folder = names.exact(f"{name.strip('/')}/contents{CONTENTS}") if not name.startswith("/") else ""
        return folder or self._by_folder(names).get(posixpath.basename(name.rstrip("/")).casefold(), "")

    def _by_folder(self, names: Names) -> dict[str, str]:
        """The pages by the names of their folders, if only one has that name."""
        if "folders" not in self._known:
            found: dict[str, str] = {}
            for address, file in self._addresses(names).items():
                name = posixpath.basename(address)
                found[name] = "" if name in found and found[name] != file else file
            self._known["folders"] = found
        return self._known["folders"]

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """A page in the language that its file's name says, with the pictures of which Lektor makes smaller ones."""

        def whole(found: re.Match[str]) -> str:
            file = posixpath.join(_folder_of(path), f"{found['name']}{found['suffix']}")
            return f"{found['name']}{found['suffix']}" if beside.names.exact(file) else found[0]

        body = substituted(_SMALLER, whole, front.body) if "@" in front.body else front.body
        fields = with_language(front.fields, _language_of(path))
        return dataclasses.replace(front, fields=fields, body=body)


def _folder_of(path: str) -> str:
    return posixpath.dirname(path)


def _language_of(path: str) -> str:
    """Of `contents+de.lr`, the language."""
    return posixpath.basename(path).removesuffix(CONTENTS).partition("+")[2]
