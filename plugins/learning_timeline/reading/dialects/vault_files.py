"""Files of a vault of notes that are none, wherever they were put: drawings, and templates."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..fields import day_of
from ..markup.prose import changed, substituted

if TYPE_CHECKING:
    from ..frontmatter import FrontMatter

# What the plugins for templates put in the place of when a note is made.
_TEMPLATE = re.compile(r"<%[*_-]?|\{\{\s*(?:title|date|time|value)\b[^{}]*\}\}", flags=re.IGNORECASE)
# Also of one program, or of notes.
_OF_TEMPLATES = re.compile(r"(?:[\W\d_]|obsidian|quartz|notes?)*templates?[\W\d_]*", flags=re.IGNORECASE)


def no_post(path: str, front: FrontMatter) -> str:
    """What a note is that is no post: a drawing, or a template in a folder of templates; empty for all others."""
    if "excalidraw-plugin" in front.fields:
        return "drawing of Excalidraw"
    folders = PurePosixPath(path).parts[:-1]
    if not any(map(_OF_TEMPLATES.fullmatch, folders)):
        return ""
    if front.remarks or _TEMPLATE.search(" ".join(map(str, front.fields.values()))):
        return "template"
    if day_of(path, front, "") is None:
        return "template" if _TEMPLATE.search(front.body) else ""
    return "template" if _is_in_prose(front.body) else ""


def _is_in_prose(text: str) -> bool:
    """Whether signs of a template are outside of code: a text with a day of its own may be about templates, and show theirs."""
    return bool(_TEMPLATE.search(text)) and changed(text, lambda prose: substituted(_TEMPLATE, "", prose)) != text
