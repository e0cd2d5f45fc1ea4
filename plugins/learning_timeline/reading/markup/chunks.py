"""The blocks of code of Quarto and R Markdown in, blocks of Markdown out: without options, and none that is hidden."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..conditions import PAGE, Conditions
from .prose import opening_of, parts

# `{r setup, echo=FALSE}`, `{.python .numberLines}`, `{=html}`
_BRACES = re.compile(r"\s*+(?P<word>[\w+#-]*+)\s*+\{(?P<raw>=)?(?P<inner>[^{}]*)\}\s*")
_OPTION = re.compile(r"\s*(?:#|//|--|%%?) ?\|\s*+(?P<name>[\w.-]++)\s*+:(?P<value>.*)")
_OF_KNITR_ALONE = re.compile(r"\s*(?:#|//|--|%%?) ?\|\s*+(?P<said>[\w.]++\s*+=[^=].*)")
_ANY_OPTION = re.compile(r"\s*(?:#|//|--|%%?) ?\|.*")
_OF_KNITR = re.compile(r"""(?<![\w.])(?P<name>[\w.]++)\s*+=\s*+(?P<value>"[^"]*"|'[^']*'|c\([^()]*\)|[^,\s]+)""")
_NO = {"false", "f", "no"}
# What the options of knitr are from here on, if nothing else is said.
_FROM_HERE_ON = re.compile(
    r"^[^#\n]{0,200}?\bopts_chunk\s{0,9}\$\s{0,9}set\s{0,9}\((?P<said>[^()]{0,1000}(?:\([^()]{0,500}\)[^()]{0,500}){0,9})",
    re.MULTILINE,
)
_INLINE = re.compile(r"(?<!`)`(?:\{(?P<language>r|python|julia)\}|r|python)\s++(?P<code>[^`\s][^`\n]*)`(?!`)")
_HIDING = ("echo", "include")


class Chunk(NamedTuple):
    """What a block of code says of itself.

    Attributes:
        language: empty if none is named.
        raw: the format that it is written in as it is, such as `html`; empty for code.
        options: by name.
        skipped: how many of its first lines are options.
        label: of code that is not run, by which the text refers to it.
    """

    language: str
    raw: str
    options: Mapping[str, str]
    skipped: int
    label: str = ""


def plain(text: str, conditions: Conditions = PAGE, *, label_of: Callable[[Chunk], str] = lambda _: "") -> str:
    """The same as Markdown, with its blocks of code as they are to be seen; each part of it stays in its line.

    Args:
        text: of a document.
        conditions: that decide which of them are shown.
        label_of: the label by which the text refers to what a block shows; empty if it does not.
    """
    out: list[str] = []
    is_shown = conditions.shows_code
    for part in parts(text):
        if not part.is_code:
            out += [_INLINE.sub(r"`\g<code>`", line) for line in part.lines]
            continue
        chunk = chunk_of(part.lines)
        lines = part.lines if chunk is None else _block(part.lines, chunk, is_shown=is_shown)
        if chunk and chunk.language == "r":
            is_shown = _is_shown_from(part.lines, is_shown=is_shown)
        if chunk and (label := label_of(chunk)):
            # In an empty line that is there, since no line may move.
            place = lines if not lines[-1].strip() else out
            if place and not place[-1].strip():
                place[-1] = f'<span id="{label}"></span>'
        out += lines
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
        label = next((one[1:] for one in inner.split() if one.startswith("#")), "")
        return Chunk(language, "", {}, 0, label)
    words = re.split(r"[\s,]+", inner, maxsplit=1)
    options = named_options("".join(words[1:]))
    skipped = 0
    for line in lines[1:-1]:
        if found := _OPTION.fullmatch(line):
            options[found["name"].lower()] = found["value"].strip().removeprefix("!expr").strip(" \t\"'")
        elif found := _OF_KNITR_ALONE.fullmatch(line):
            options |= named_options(found["said"])
        elif not _ANY_OPTION.fullmatch(line):
            break
        skipped += 1
    return Chunk(words[0].lower(), "", options, skipped)


def named_options(said: str) -> dict[str, str]:
    """The options of a block by their names, as knitr has them behind its language; the first may be its label alone.

    >>> named_options('line, fig.cap="A line", echo=FALSE')
    {'fig.cap': 'A line', 'echo': 'FALSE', 'label': 'line'}
    """
    options = {one["name"].lower(): one["value"].strip("\"'") for one in _OF_KNITR.finditer(said)}
    first = said.strip(" \t,").partition(",")[0].strip()
    return options | ({"label": first} if re.fullmatch(r"[\w:./-]+(?: [\w:./-]+)*", first) else {})


def _block(lines: list[str], chunk: Chunk, *, is_shown: bool) -> list[str]:
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
    return [f"{opening['before']}{opening['fence']}{chunk.language}", *code, lines[-1], *[""] * chunk.skipped]


def _is_shown_from(lines: list[str], *, is_shown: bool) -> bool:
    """Whether code is shown below a block of R, which may say that for all that follows."""
    for found in _FROM_HERE_ON.finditer("\n".join(lines[1:-1])):
        said = named_options(found["said"])
        values = [said[name].lower() for name in _HIDING if name in said]
        is_shown = all(one not in _NO for one in values) if values else is_shown
    return is_shown


def _is_run(line: str) -> bool:
    """Whether a block's fence asks for it to be run."""
    return re.search(r"[`~]\s*\{\s*\w", line) is not None
