"""A vault of Obsidian: notes that name each other, with properties, and lines that no reader of the site is meant to see."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from ..answers import Answers
from ..field_values import FieldValue
from ..frontmatter import FrontMatter, with_fields
from ..held_names import says_yes
from ..markdown import Syntax
from ..markup import inline_notes
from ..markup.prose import changed, substituted
from ..names import Names
from .dialect import Beside, Dialect
from .site_files import front_of, notes_in, read

# Properties as the plugin Dataview reads them: of a whole line, or within brackets.
_PROPERTY = re.compile(
    r"^(?P<before>[ \t>]*(?:[-*+][ \t]+(?:\[.\][ \t]+)?)?)(?P<name>\*{0,2}[^\W_][\w /-]{0,40}?\*{0,2})"
    r"::(?:(?:[ \t]+|(?=[“\"«„\[]))(?P<value>.*)|[ \t]*)$",
    flags=re.MULTILINE,
)
_BRACKETED = re.compile(
    r"(?P<open>[\[(])(?P<name>[^\W_][\w /-]{0,40}?)::[ \t]*(?P<value>(?:\[\[[^\[\]\n]{0,200}\]\]|[^\[\]()\n]){0,500})[\])]"
)
_IN_BRACKETS = re.compile(r"^\[\[(?P<name>[^\[\]|]+)(?:\|(?P<words>[^\[\]]*))?\]\]$")
_TAGS = re.compile(r"\[\[([^\[\]|]{1,200}+)[^\[\]]{0,200}+\]\]|([^\s,\[\]]+)")
# Of Quartz, and plugins of Obsidian with the property that each asks for.
_EXPLICIT = re.compile(r"^[ \t]*Plugin\.ExplicitPublish\(", flags=re.MULTILINE)
_PUBLISHERS = (("digitalgarden", "dg-publish"), ("obsidian-mkdocs-publisher", "share"), ("enveloppe", "share"))


@dataclass(frozen=True)
class Obsidian(Dialect):
    """Notes that link to each other by name."""

    name: ClassVar[str] = "obsidian"
    title: ClassVar[str] = "An Obsidian vault"
    page_folders: ClassVar[tuple[str, ...]] = ()
    syntax: ClassVar[Syntax] = Syntax(
        wikilinks=True, keeps_unknown=False, marks=("==",), block_ids=True, tags=True, tasks=True, picture_sizes=True
    )

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its folder of settings; where that is not kept in git, by the line that says so."""
        if _is_vault(folder, content):
            return cls()
        try:
            is_ignored = ".obsidian" in (folder / ".gitignore").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        return cls() if is_ignored else None

    def asking(self, folder: Path, content: Path, answers: Answers) -> Self:
        """With the property that notes need to be published, if a plugin publishes those that have it."""
        is_asked = _is_vault(folder, content)
        return dataclasses.replace(self, opt_in=_opt_in(folder, content, answers)) if is_asked else self

    def left_out(self, path: str) -> str:
        """Drawings that are in a note, beside all that nothing can read."""
        return "drawing of Excalidraw" if path.lower().endswith(".excalidraw.md") else super().left_out(path)

    def find(self, name: str, path: str, names: Names) -> str:
        """As any folder; of a drawing, the picture that its plugin keeps beside it."""
        if name.lower().removesuffix(".md").endswith(".excalidraw"):
            stem = name.removesuffix(".md")
            for one in (stem, stem[: -len(".excalidraw")]):
                if found := names.nearest(one, path, (".svg", ".png")):
                    return found
        return super().find(name, path, names)

    def prepared(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """A note without what only Obsidian and its plugins show."""
        del path, beside
        fields = {name: _plain(name, value) for name, value in front.fields.items()}
        front = dataclasses.replace(front, fields=fields)
        if "::" in front.body:
            front = with_properties(front)
        return dataclasses.replace(front, body=inline_notes.named(front.body))


def _is_vault(folder: Path, content: Path) -> bool:
    # Quartz makes sites of a vault, and keeps it in a folder.
    is_quartz = folder / "content" == content.resolve() and any(folder.glob("quartz.config.*"))
    return is_quartz or (folder / ".obsidian").is_dir() or (folder == content and any(content.glob("*/.obsidian")))


def _opt_in(folder: Path, content: Path, answers: Answers) -> str:
    """The property that says which notes are published, by the program that publishes those of a vault."""
    if any(_EXPLICIT.search(read(file)) for file in folder.glob("quartz.config.*")):
        return "publish"
    for plugin, name in _PUBLISHERS:
        home = folder / ".obsidian" / "plugins" / plugin
        # One that is there and was never used says nothing.
        if home.is_dir() and _is_used(name, content, answers):
            return name
    return ""


def _is_used(name: str, content: Path, answers: Answers) -> bool:
    """Whether any note says yes to a property."""
    # Front matter takes fifty times as long to read as a word to find.
    written = re.compile(r"[\W_]{0,3}".join(re.split("[-_]", name)), flags=re.IGNORECASE)

    def says(file: Path) -> bool:
        found = written.search(read(file)) and says_yes(name, front_of(file.parent, file.name).fields.items())
        return bool(found)

    return any(answers.of(name, content / path, says) for path in notes_in(content))


def with_properties(front: FrontMatter) -> FrontMatter:
    """A note whose text holds properties: those are fields of it, and shown as a name and a value."""
    found: list[tuple[str, FieldValue, int]] = []

    def shown(match: re.Match[str]) -> str:
        name, value = match["name"].strip("*"), (match["value"] or "").strip()
        found.append((name, _plain(name, value), front.body_line))
        # Lines of properties would run together.
        behind = "  " if match["value"] and not match["before"].strip() else ""
        return f"{match['before']}**{name}**: {value}{behind}" if value else match["before"]

    def bracketed(match: re.Match[str]) -> str:
        value = match["value"].strip()
        found.append((match["name"], _plain(match["name"], value), front.body_line))
        return f"{match['name']}: {value}" if match["open"] == "[" else value

    def change(prose: str) -> str:
        return substituted(_BRACKETED, bracketed, substituted(_PROPERTY, shown, prose))

    body = changed(front.body, change)
    return with_fields(dataclasses.replace(front, body=body), found)


def _plain(name: str, value: FieldValue) -> FieldValue:
    """A value of a property, without what makes it a link or a tag."""
    if isinstance(value, list):
        return [one for item in value for one in _listed(name, item)]
    if isinstance(value, dict):
        return value
    if name.lower() in {"tags", "tag"}:
        return _tags_in(value)
    match = _IN_BRACKETS.fullmatch(value.strip())
    return (match["words"] or match["name"]) if match else value


def _listed(name: str, item: FieldValue) -> list[FieldValue]:
    # Brackets without quotes are lists in a list for YAML.
    while isinstance(item, list) and len(item) == 1:
        item = item[0]
    plain = _plain(name, item)
    return plain if isinstance(plain, list) else [plain]


def _tags_in(text: str) -> list[FieldValue]:
    found = _TAGS.findall(text)
    return [tag for linked, plain in found if (tag := (linked or plain).strip().lstrip("#").strip("/"))]
