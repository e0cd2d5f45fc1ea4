"""Lines of MyST in, where its directives begin and end and what their first lines say of them out."""

from __future__ import annotations

import re

from ..._seam import analytics

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
    *("post", "meta", "only", "raw", "eval-rst", "include", "footbibliography", "nb-exec-table", "highlight"),
    *("todo", "todolist", "comment"),
}
# A line that is indented so far is code.
_CODE_INDENT = 4


def is_hidden(options: dict[str, str]) -> bool:
    """Whether the tags of a cell leave its code out."""
    hidden = analytics.hidden_by_metadata({"tags": _TAG.findall(options.get("tags", ""))})
    return hidden.cell or hidden.code


def options_of(inner: list[str]) -> tuple[dict[str, str], int]:
    """What the first lines of a directive say of it, and how many they are."""
    options: dict[str, str] = {}
    if inner and inner[0].strip() == "---":
        end = next((at for at in range(1, len(inner)) if inner[at].strip() == "---"), len(inner) - 1)
        for line in inner[1:end]:
            name, colon, value = line.partition(":")
            if colon:
                options[name.strip()] = value.strip()
        return options, end + 1
    skipped = 0
    for line in inner:
        found = _OPTION.fullmatch(line)
        if found is None:
            break
        options[found["name"]] = found["value"].strip()
        skipped += 1
    return options, skipped


def without_hidden(lines: list[str]) -> list[str]:
    """The lines of a document as they are, without comments and directives that show nothing of what they hold."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        line, end = lines[at], at + 1
        if found := OPENING.fullmatch(line):
            name = name_of(found)
            if name in NOTHING | CODE:
                end = end_of(lines, at, found["fence"])
            if name not in NOTHING and not (name == "code-cell" and is_hidden(options_of(lines[at + 1 : end])[0])):
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
