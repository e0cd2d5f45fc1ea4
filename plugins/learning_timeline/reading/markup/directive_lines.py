"""Lines of MyST in, where its directives begin and end and what their first lines say of them out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ..._seam import analytics
from ..folder_settings import parsed
from ..unseen import is_hidden_class

OPENING = re.compile(
    r"(?P<before>[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?)"
    r"(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*\{(?P<name>[\w:.-]+)\}[ \t]*(?P<words>.*)"
)
PLAIN_FENCE = re.compile(r"[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(?P<fence>`{3,}|~{3,})[^`]*")
_OPTION = re.compile(r"[ \t]*:(?P<name>[\w-]+):[ \t]*(?P<value>.*)")
_TAG = re.compile(r"[\w-]+")
COMMENT = re.compile(r"%(?:\s.*|)")
CODE = {
    "code",
    "code-block",
    "sourcecode",
    "code-cell",
    "literalinclude",
    "prompt",
    "parsed-literal",
    "mermaid",
    "ipython3",
}
NOTHING = {
    *("toctree", "tableofcontents", "contents", "index", "bibliography", "postlist", "update", "blog-list", "glue"),
    *("post", "meta", "raw", "eval-rst", "include", "footbibliography", "nb-exec-table", "highlight"),
    *("todo", "todolist", "comment", "ifconfig"),
}
# What a page of this site is among the kinds that Sphinx makes.
_KINDS = {"html", "format_html", "builder_html"}
# What shows nothing on a page, whatever it holds: what is still to be done, and what a setting decides that is a program.
_UNSHOWN = {"todo", "comment", "ifconfig"}
# Whose words are the classes of what they hold.
_CLASSED = {"div", "container", "class"}
_NOT_SHOWN = {"remove", "hide", "removed", "hidden"}
# Without one of these, no directive is hidden.
_MAY_HIDE = re.compile(
    r"[`~:]{3}[ \t]*\{(?:[\w-]{1,20}:)?(?:code-cell|only|ifconfig|todo|comment|raw|div|container|class)\}|visibility|:class:"
    r"|^[ \t]*class:|^\+{3}[ \t]*\{|\{raw:",
    flags=re.IGNORECASE | re.MULTILINE,
)
_RAW_ROLE = re.compile(
    r"\{raw:(?!html)[\w-]{1,20}\}(?P<ticks>`{1,3})(?!`)[^`\n]{0,2000}(?P=ticks)", flags=re.IGNORECASE
)
# Where a block begins, with what is said of it.
_BLOCK = re.compile(r"\+{3}(?:[ \t]+(?P<said>\{.*\}))?[ \t]*")
# An option of a cell in a comment of its code.
_IN_CODE = re.compile(r"[ \t]*(?:#|//|--|%%?) ?\|[ \t]*(?P<name>[\w-]+)[ \t]*:(?P<value>.*)")
# A line that is indented so far is code.
_CODE_INDENT = 4
# In so many lines a directive says what it is.
_MOST_SAID = 100


def is_for_pages(kinds: str) -> bool:
    """Whether a page is of the kinds that an expression of Sphinx names.

    >>> is_for_pages("html or latex"), is_for_pages("not latex"), is_for_pages("latex"), is_for_pages("not html")
    (True, True, False, False)
    """

    def holds(word: str) -> bool:
        name = word.removeprefix("not ").strip()
        return (name in _KINDS) != word.startswith("not ")

    parts = kinds.lower().replace("(", " ").replace(")", " ").split(" or ")
    return any(all(holds(one.strip()) for one in part.split(" and ")) for part in parts)


def options_of(inner: list[str]) -> tuple[dict[str, str], int]:
    """What the first lines of a directive say of it, and how many they are."""
    options: dict[str, str] = {}
    if inner and inner[0].strip() == "---":
        end = next((at for at in range(1, len(inner)) if inner[at].strip() == "---"), len(inner) - 1)
        for name, value in parsed("\n".join(inner[1:end])).items():
            options[name] = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        return options, end + 1
    skipped = 0
    for line in inner:
        found = _OPTION.fullmatch(line)
        if found is None:
            break
        options[found["name"]] = found["value"].strip()
        skipped += 1
    return options, skipped


def without_hidden_directives(text: str) -> str:
    r"""A text of MyST without directives, blocks and roles that its page does not show, each line in its place.

    >>> without_hidden_directives("a\n```{only} latex\nb\n```\n```{only} html\nc\n```\n{raw:tex}`d`e")
    'a\n\n\n\n```{only} html\nc\n```\ne'
    """
    if not _MAY_HIDE.search(text):
        return text
    lines = text.split("\n")
    out: list[str] = []
    is_hidden = False
    # The fences of directives that are open, each of which ends what would begin code.
    opened: list[str] = []
    while (at := len(out)) < len(lines):
        line = lines[at]
        if opened and closes(line, opened[-1]):
            opened.pop()
        elif block := _BLOCK.fullmatch(line):
            is_hidden = _is_hidden(_said_of_block(block["said"] or ""), [])
        elif found := OPENING.fullmatch(line):
            name = name_of(found)
            is_unseen = is_hidden or _hides(name, found["words"].strip(), _head_of(lines, at + 1, found["fence"]))
            # Where it ends is sought only of what is passed over, so that no line is looked at for each one around it.
            if is_unseen or name in CODE:
                end = end_of(lines, at, found["fence"])
                out += [""] * (end - at) if is_unseen else lines[at:end]
                continue
            opened.append(found["fence"])
        elif fence := PLAIN_FENCE.fullmatch(line):
            end = end_of(lines, at, fence["fence"])
            out += [""] * (end - at) if is_hidden else lines[at:end]
            continue
        out.append("" if is_hidden else _RAW_ROLE.sub("", line) if "{raw:" in line else line)
    return "\n".join(out)


def _head_of(lines: list[str], start: int, fence: str) -> list[str]:
    """The first lines of a directive, among which is all that it says of itself; at most to that which ends it."""
    most = lines[start : start + _MOST_SAID]
    return most[: next((number for number, line in enumerate(most, 1) if closes(line, fence)), len(most))]


def _hides(name: str, words: str, inner: list[str]) -> bool:
    """Whether a directive shows nothing of what it holds on a page, by its first lines."""
    if name == "only":
        return not is_for_pages(words)
    if name == "raw":
        return "html" not in words.lower().split()
    options, skipped = options_of(inner)
    return name in _UNSHOWN or _is_hidden(
        {key.lower(): value for key, value in options.items()},
        inner[skipped:] if name == "code-cell" else [],
        words if name in _CLASSED else "",
    )


def _is_hidden(options: Mapping[str, Any], code: list[str], classes: str = "") -> bool:
    """Whether options hide what they are of."""
    said = {**options}
    tags = [said.get("tags")]
    for line in code:
        found = _IN_CODE.fullmatch(line)
        if found is None:
            break
        if found["name"].lower() == "tags":
            tags.append(found["value"])
        else:
            said[found["name"].lower()] = found["value"].strip()
    hidden = analytics.hidden_by_metadata({"tags": _TAG.findall(str(tags))})
    hidden |= analytics.hidden_by_options({name: said[name] for name in ("echo", "include") if name in said})
    return (
        hidden.cell
        or hidden.code
        or str(said.get("visibility", "")).strip(" \"'").lower() in _NOT_SHOWN
        or is_hidden_class(f".{one}" for one in f"{classes} {said.get('class', '')}".split())
    )


def _said_of_block(said: str) -> dict[str, Any]:
    try:
        found = json.loads(said) if said else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def without_hidden(lines: list[str]) -> list[str]:
    """The lines of a document as they are, without comments and directives that are no text of its."""
    out: list[str] = []
    opened: list[str] = []
    at = 0
    while at < len(lines):
        line, end = lines[at], at + 1
        if opened and closes(line, opened[-1]):
            opened.pop()
            out.append(line)
        elif found := OPENING.fullmatch(line):
            name = name_of(found)
            if name in NOTHING | CODE:
                end = end_of(lines, at, found["fence"])
            else:
                opened.append(found["fence"])
            if name not in NOTHING:
                out += lines[at:end]
        elif fence := PLAIN_FENCE.fullmatch(line):
            end = end_of(lines, at, fence["fence"])
            out += lines[at:end]
        elif not COMMENT.fullmatch(line):
            out.append(line)
        at = end
    return out


def directive_of(lines: list[str], name: str) -> tuple[str, list[str]] | None:
    """The words and the lines of the first directive of a name that is no example in code; None if there is none."""
    at = 0
    while at < len(lines):
        found = OPENING.fullmatch(lines[at])
        if found and name_of(found) == name and len(found["before"].expandtabs(4)) < _CODE_INDENT:
            return found["words"].strip(), lines[at + 1 : end_of(lines, at, found["fence"])]
        is_code = not found or name_of(found) in CODE
        fence = (found or PLAIN_FENCE.fullmatch(lines[at])) if is_code else None
        at = end_of(lines, at, fence["fence"]) if fence else at + 1
    return None


def name_of(opening: re.Match[str]) -> str:
    """The name of a directive without its domain."""
    return opening["name"].rpartition(":")[2].lower()


def closes(line: str, fence: str) -> bool:
    """Whether a line ends what a fence begins."""
    return re.fullmatch(rf"[ \t>]*{re.escape(fence)}{re.escape(fence[0])}*[ \t]*", line) is not None


def end_of(lines: list[str], start: int, fence: str) -> int:
    """The number of the line behind what a fence begins; of colons, those within have to be fewer or to be ended."""
    depth = 1
    for at in range(start + 1, len(lines)):
        inner = OPENING.fullmatch(lines[at])
        if fence[0] == ":" and inner and inner["fence"] == fence:
            depth += 1
        elif closes(lines[at], fence):
            depth -= 1
            if not depth:
                return at + 1
    return len(lines)
