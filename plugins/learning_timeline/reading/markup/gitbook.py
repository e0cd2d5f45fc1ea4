"""Tags of GitBook in, Markdown that says the same out: hints, tabs, captions of code, files and pages of other places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import containers
from .embeds import embedded
from .prose import attributes, changed, destination, substituted

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG = re.compile(r"\{%-?[ \t]{0,9}(?P<name>[a-z][\w-]{1,40})(?P<said>(?:[^%\n]|%(?!\})){0,500})%\}")
_STYLES = {"success": "tip", "working": "note"}
_FRAMES = (
    "hint",
    "tabs",
    "tab",
    "code",
    "embed",
    "file",
    "content-ref",
    "page-ref",
    "stepper",
    "step",
    "columns",
    "column",
)
TAGS = frozenset((*_FRAMES, *(f"end{one}" for one in _FRAMES)))


def plain(text: str) -> str:
    r"""The same as Markdown, each line in its place.

    >>> plain('{% hint style="success" %}\nTry it.\n{% endhint %}\n{% embed url="https://example.org/a" %}')
    '> [!tip]\n> Try it.\n\n[example.org/a](https://example.org/a)'
    """
    return containers.plain(changed(text, lambda prose: substituted(_TAG, _shown, prose))) if "{%" in text else text


def _shown(found: re.Match[str]) -> str:
    name = found["name"]
    if name not in TAGS:
        return found[0]
    named = attributes(found["said"])[1]
    if name == "hint":
        style = named.get("style", "info")
        return f":::: {_STYLES.get(style, style)}"
    if name == "endhint":
        return "::::"
    return _of_file(name, named) or (f"**{named['title']}**" if named.get("title") else "")


def _of_file(name: str, named: Mapping[str, str]) -> str:
    """A link to the file or the page of a tag; empty for all other tags. The words of some are below them."""
    address = named.get("url") or named.get("src") or named.get("page") or ""
    if name == "embed":
        return embedded("embed", [], named)
    return f"[{address.rpartition('/')[2]}]({destination(address)})" if name in {"file", "page-ref"} and address else ""
