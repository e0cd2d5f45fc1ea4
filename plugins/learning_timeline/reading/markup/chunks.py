"""The blocks of code of Quarto and R Markdown in, blocks of Markdown out: without options, and none that is hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .prose import opening_of, parts

if TYPE_CHECKING:
    from collections.abc import Mapping

# `{r setup, echo=FALSE}`, `{.python .numberLines}`, `{=html}`
_BRACES = re.compile(r"\s*+(?P<word>[\w+#-]*+)\s*+\{(?P<raw>=)?(?P<inner>[^{}]*)\}\s*")
_OPTION = re.compile(r"\s*(?:#|//|--|%%?) ?\|\s*+(?P<name>[\w.-]++)\s*+:(?P<value>.*)")
_ANY_OPTION = re.compile(r"\s*(?:#|//|--|%%?) ?\|.*")
_OF_KNITR = re.compile(r"""(?<![\w.])(?P<name>[\w.]++)\s*+=\s*+(?P<value>"[^"]*"|'[^']*'|c\([^()]*\)|[^,\s]+)""")
_NO = {"false", "f", "no"}
_INLINE = re.compile(r"(?<!`)`(?:\{(?P<language>r|python|julia)\}|r|python)\s++(?P<code>[^`\s][^`\n]*)`(?!`)")
_HIDING = ("echo", "include")


class Chunk(NamedTuple):
    """What a block of code says of itself.

    Attributes:
        language: empty if none is named.
        raw: the format that it is written in as it is, such as `html`; empty for code.
        options: by name.
        skipped: how many of its first lines are options.
    """

    language: str
    raw: str
    options: Mapping[str, str]
    skipped: int


def plain(text: str, *, is_shown: bool = True) -> str:
    """The same as Markdown, with its blocks of code as they are to be seen; each part of it stays in its line.

    Args:
        text: of a document.
        is_shown: whether code is shown that does not say it of itself.
    """
    out: list[str] = []
    for part in parts(text):
        out += (
            _block(part.lines, is_shown=is_shown)
            if part.is_code
            else [_INLINE.sub(r"`\g<code>`", line) for line in part.lines]
        )
    return "\n".join(out)


def chunk_of(lines: list[str]) -> Chunk | None:
    """What a fenced block says of itself in braces; None for one that says no more than its language."""
    opening = opening_of(lines[0])
    braces = _BRACES.fullmatch(opening["info"]) if opening else None
    if braces is None:
        return None
    inner = braces["inner"].strip()
    if braces["raw"]:
        return Chunk("", inner, {}, 0)
    if braces["word"] or inner.startswith((".", "#")):
        language = braces["word"] or next((one[1:] for one in inner.split() if one.startswith(".")), "")
        return Chunk(language, "", {}, 0)
    words = re.split(r"[\s,]+", inner, maxsplit=1)
    options = {one["name"].lower(): one["value"].strip("\"'") for one in _OF_KNITR.finditer(inner)}
    if label := _label(words[1:]):
        options["label"] = label
    skipped = 0
    for line in lines[1:-1]:
        if found := _OPTION.fullmatch(line):
            options[found["name"].lower()] = found["value"].strip().strip("\"'")
        elif not _ANY_OPTION.fullmatch(line):
            break
        skipped += 1
    return Chunk(words[0].lower(), "", options, skipped)


def _label(rest: list[str]) -> str:
    first = rest[0].split(",")[0].strip() if rest else ""
    return first if first and "=" not in first else ""


def _block(lines: list[str], *, is_shown: bool) -> list[str]:
    chunk = chunk_of(lines)
    if chunk is None:
        return lines
    empty = [""] * len(lines)
    if chunk.raw:
        return ["", *lines[1:-1], ""] if chunk.raw.startswith("html") else empty
    said = [chunk.options[name].lower() for name in _HIDING if name in chunk.options]
    if any(one in _NO for one in said) or (not is_shown and chunk.options and not said):
        return empty
    if not is_shown and not said and chunk.skipped == 0 and _is_run(lines[0]):
        return empty
    opening = opening_of(lines[0])
    assert opening is not None
    code = lines[1 + chunk.skipped : -1]
    if not any(line.strip() for line in code):
        return empty
    # What was taken out above the code is empty below it, so that what follows stays in its line.
    anchor = [f'<span id="{label}"></span>'] if (label := chunk.options.get("label", "")) and chunk.skipped else []
    below = [*[""] * (chunk.skipped - len(anchor)), *anchor]
    return [f"{opening['before']}{opening['fence']}{chunk.language}", *code, lines[-1], *below]


def _is_run(line: str) -> bool:
    """Whether a block's fence asks for it to be run."""
    return re.search(r"[`~]\s*\{\s*\w", line) is not None
