"""A site of Zola, whose content lies as Hugo's does, and whose shortcodes are called like functions."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar, Self

from ..frontmatter import FrontMatter
from ..markup.prose import CODE, behind_fence
from .dialect import Beside
from .hugo import Hugo
from .permalinks import urlized
from .site_files import may_hold, read_settings, text_of

_SETTINGS = ("config.toml", "zola.toml")
_TOKEN = re.compile(
    CODE
    + r"|\{\{\s{0,9}(?P<alone>[A-Za-z_][\w:.-]{0,60})\((?P<said>(?:[^}]|\}(?!\})){0,500}?)\)\s{0,9}\}\}"
    + r"|\{%-?\s{0,9}(?P<opens>[A-Za-z_][\w:.-]{0,60})\((?P<given>(?:[^%]|%(?!\})){0,500}?)\)\s{0,9}-?%\}"
    + r"|\{%-?\s{0,9}(?P<ends>end)\s{0,9}-?%\}",
    flags=re.MULTILINE,
)
_COMMA = re.compile(r"""(?P<quoted>"[^"]*"|'[^']*'|`[^`]*`)|,\s*(?=[\w-]+\s*=)""")
_DAY = re.compile(r"\d{4}-\d\d-\d\d[-_ ]?(?P<rest>.+)")
_LINK = re.compile(r"(?<=\]\()@/|(?<=\]:[ \t])@/|(?<=href=[\"'])@/")


@dataclass(frozen=True)
class Zola(Hugo):
    """Posts in the sections of `content`."""

    name: ClassVar[str] = "zola"
    title: ClassVar[str] = "A Zola site"
    has_aliases_beside: ClassVar[bool] = False

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings, whose names are not those of Hugo's."""
        said = read_settings(folder / name for name in _SETTINGS)
        if "base_url" not in said or not (folder / "content").is_dir() or not may_hold(folder, content, "content"):
            return None
        return cls._made(folder, content, {**said, "baseURL": said["base_url"]}, "content")

    def address(self, path: str, front: FrontMatter) -> str:
        """By what the post says, else by its path, without the day that its name starts with."""
        inside = self._in_home(path)
        if inside is None:
            return ""
        if own := text_of(front.fields.get("path", "")):
            return f"/{own.strip('/')}/"
        name = self._name(inside)[0]
        folders = list(PurePosixPath(inside).parts[:-1])
        if PurePosixPath(inside).stem.partition(".")[0] == "index" and folders:
            folders.pop()
        found = _DAY.fullmatch(name)
        slug = text_of(front.fields.get("slug", "")) or urlized(found["rest"] if found else name)
        return "/".join(["", *folders, slug, ""])

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """As Hugo's, once its shortcodes are written as Hugo's."""
        fields = dict(front.fields)
        for holder in ("taxonomies", "extra"):
            if isinstance(inner := fields.get(holder), dict):
                fields.update(
                    (name, value)
                    for name, value in inner.items()
                    if name in {"tags", "categories", "authors", "lang"} and name not in fields
                )
        if "categories" in fields:
            fields.setdefault("category", fields["categories"])
        body = as_hugo(_LINK.sub("/", front.body) if "@/" in front.body else front.body)
        return super().translated(path, dataclasses.replace(front, fields=fields, body=body), beside)


def as_hugo(text: str) -> str:
    """A text whose shortcodes are written as Hugo writes them, each line in its place.

    >>> as_hugo('{{ youtube(id="a", autoplay=true) }} {% quote(author="V") %}b{% end %} `{{ c() }}`')
    '{{< youtube id="a" autoplay=true />}} {{< quote author="V" >}}b{{< /quote >}} `{{ c() }}`'
    """
    if "{{" not in text and "{%" not in text:
        return text
    out: list[str] = []
    opened: list[str] = []
    at = 0
    while found := _TOKEN.search(text, at):
        out.append(text[at : found.start()])
        at = found.end()
        if found["fence"] is not None:
            at = behind_fence(text, found)
            out.append(text[found.start() : at])
        elif found["alone"]:
            out.append(_opening(found["alone"], found["said"], " />"))
        elif found["opens"]:
            opened.append(found["opens"])
            out.append(_opening(found["opens"], found["given"], " >"))
        elif found["ends"] and opened:
            out.append(f"{{{{< /{opened.pop()} >}}}}")
        else:
            out.append(found[0])
    return "".join([*out, text[at:]])


def _opening(name: str, said: str, end: str) -> str:
    """A shortcode as Hugo calls it, without the commas between its values; those within quotes stay."""
    values = _COMMA.sub(lambda found: found["quoted"] or " ", said.strip()).rstrip(",")
    return f"{{{{< {name}{f' {values}' if values else ''}{end}}}}}"
