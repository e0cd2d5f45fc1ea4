"""Files of a vault of notes that are none, wherever they were put: drawings, and templates."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

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
    written = f"{front.body}\n{' '.join(map(str, front.fields.values()))}"
    return "template" if front.remarks or _TEMPLATE.search(written) else ""
