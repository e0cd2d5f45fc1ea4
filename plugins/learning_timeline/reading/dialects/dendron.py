"""A vault of Dendron: notes in one folder, whose names hold their hierarchy between full stops."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar, Self

from ..days import day_in
from ..field_values import FieldValue
from ..frontmatter import FrontMatter, split, with_fields
from ..markdown import Syntax
from ..markup import inline_notes
from ..markup.prose import changed, substituted
from ..names import Names
from .dialect import Beside, Dialect
from .site_files import host_and_base, read_settings, text_of

_WIKILINK = re.compile(r"(?P<embed>!?)\[\[(?:(?P<words>[^\[\]|\n]{1,300})\|)?(?P<target>[^\[\]|\n]{1,300})\]\]")
_VAULT = re.compile(r"dendron://[^/\s]{1,100}/")
_OF_NOTE = re.compile(r"\{\{[ \t]{0,9}fm\.(?P<name>[\w-]{1,60})[ \t]{0,9}\}\}")
# What Dendron puts into a new vault.
_OF_VAULT = ("root.md", "root.schema.yml")
# Of a part that is embedded: up to which heading, and how it is drawn.
_UNTIL = re.compile(r":#.*$|,\d+(?=:|$)")


@dataclass(frozen=True)
class Dendron(Dialect):
    """Notes such as `lang.python.md`.

    Attributes:
        vaults: the folders of its vaults, from that of its settings.
        base: the path below which its site is, with which addresses of pictures begin.
    """

    name: ClassVar[str] = "dendron"
    title: ClassVar[str] = "A Dendron vault"
    page_folders: ClassVar[tuple[str, ...]] = ()
    syntax: ClassVar[Syntax] = Syntax(
        wikilinks=True, keeps_unknown=False, marks=("==",), block_ids=True, tags=True, tasks=True
    )

    vaults: tuple[str, ...] = ()
    base: str = ""

    @property
    def roots(self) -> tuple[str, ...]:  # type: ignore[override] # here they depend on the settings
        """Where a file may lie that is named from a vault's root."""
        return (*(f"{vault}/" for vault in self.vaults), "", "assets/")

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings, or by what each vault has, as a vault may be a repository of its own."""
        del content
        settings = folder / "dendron.yml"
        if not settings.is_file():
            return cls() if all((folder / one).is_file() for one in _OF_VAULT) else None
        said = read_settings([settings])
        space = said.get("workspace")
        listed = (space if isinstance(space, dict) else said).get("vaults") or said.get("vaults")
        vaults = [one for one in (listed if isinstance(listed, list) else []) if isinstance(one, dict)]
        site = next((one for name in ("publishing", "site") if isinstance(one := said.get(name), dict)), {})
        _, below = host_and_base(text_of(site.get("siteUrl")))
        base = text_of(site.get("assetsPrefix")).rstrip("/") or below
        return cls(vaults=tuple(str(one.get("fsPath") or "").strip("./") for one in vaults), base=base)

    @classmethod
    def of(cls, content: Path) -> Self:
        """With the vaults that its settings name."""
        return cls.at(content, content) or cls()

    def left_out(self, path: str) -> str:
        """What holds no text of its own, beside all that nothing can read."""
        if path.lower().endswith((".schema.yml", ".schema.yaml")):
            return ""
        is_readme = posixpath.basename(path).lower() == "readme.md" and "/" not in path
        return "file of the repository" if is_readme else super().left_out(path)

    def prepared(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """A note with links as other programs write them, and the first part of its name as its topic."""
        del beside
        stem = PurePosixPath(path).stem
        if not front.body.strip():
            return dataclasses.replace(front, left_out="empty note")
        found: list[tuple[str, FieldValue, int]] = []
        parts, day = stem.split("."), day_in(path).day
        is_of_day = day is not None
        if day and str(front.fields.get("date", "")).isdigit():
            # Dendron writes when a note was made, and a note of a day may be made before.
            front = dataclasses.replace(front, fields={**front.fields, "date": day.isoformat()})
        if len(parts) > 1 and "category" not in front.fields and not is_of_day:
            found.append(("category", parts[0], 1))
        if "title" not in front.fields and not is_of_day:
            found.append(("title", parts[-1].replace("-", " ").capitalize(), 1))
        body = changed(front.body, lambda prose: substituted(_WIKILINK, _linked, prose))
        if self.base:
            body = changed(
                body, lambda prose: prose.replace(f"]({self.base}/", "](/").replace(f'="{self.base}/', '="/')
            )
        if "{{" in body:
            body = changed(body, lambda prose: substituted(_OF_NOTE, lambda one: _said(front, one["name"]), prose))
        return with_fields(dataclasses.replace(front, body=inline_notes.named(body)), found)

    def find(self, name: str, path: str, names: Names) -> str:
        """The note of a name, or the picture that is in the folder of the vault."""
        if name.startswith("/"):
            vault = path.partition("/")[0] if "/" in path else ""
            return names.exact(posixpath.join(vault, name.strip("/"))) or names.exact(name.strip("/"))
        found = super().find(name, path, names)
        # One without a text has no page, and is often meant as a tag.
        return "" if found and found in names.listed("empty", _empty) else found


def _empty(path: str, text: str) -> tuple[str, ...]:
    """The path of a note without a text of its own."""
    return () if split(text).body.strip() else (path,)


def _said(front: FrontMatter, name: str) -> str:
    """What a note says of itself under a name, if it is one text."""
    value = front.fields.get(name.lower(), "")
    return value if isinstance(value, str) else ""


def _linked(found: re.Match[str]) -> str:
    """A link with its target first, and its words behind."""
    words, target = (found["words"] or "").strip(), _VAULT.sub("", found["target"].strip())
    if found["embed"]:
        target = _UNTIL.sub("", target)
    return f"{found['embed']}[[{target}{f'|{words}' if words else ''}]]"
