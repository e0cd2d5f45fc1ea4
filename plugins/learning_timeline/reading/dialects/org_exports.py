"""An Org file in, the same without what its blocks of code say is not exported out.

Nothing is run: of a block that shows its result, what Org wrote below it when it was run last is the result.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    # By a language, or by nothing for all of them: the level of the heading and the line that say what is shown, and that.
    _OfAll: TypeAlias = "dict[str, tuple[int, int, str]]"

_BEGUN = re.compile(r"[ \t]*#\+begin_(?P<name>\w{1,40})", flags=re.IGNORECASE)
_ABOVE = re.compile(r"[ \t]*#\+headers?:(?P<arguments>.*)", flags=re.IGNORECASE)
# Arguments of all blocks of a file, and of those below a heading; before 2013, each argument was a property by itself.
_OF_ALL = re.compile(
    r"(?:#\+property:[ \t]{1,9}|:)header-args(?P<language>:[\w-]{1,40})?\+?(?::|[ \t])(?P<arguments>.*)",
    flags=re.IGNORECASE,
)
_ALONE = re.compile(r"(?:#\+property:[ \t]{1,9}|:)exports:?[ \t]{1,9}(?P<what>\w{1,20})", flags=re.IGNORECASE)
_EXPORTS = re.compile(r":exports[ \t]{1,9}\"?(?P<what>\w{1,20})", flags=re.IGNORECASE)
_HEADING = re.compile(r"(?P<stars>\*+)[ \t]+(?P<words>.*)")
# What is exported for nobody, amid a line.
_COMMENT = re.compile(r"@@comment:[^@]{0,2000}@@")
_NAME = re.compile(r"[ \t]*#\+name:[ \t]*(?P<name>\S{1,100})", flags=re.IGNORECASE)
_RESULTS = re.compile(r"[ \t]*#\+results?(?:\[[^\]\n]{0,200}\])?:[ \t]*(?P<name>\S{0,100})[ \t]*", flags=re.IGNORECASE)
_SAID_OF_NEXT = re.compile(r"[ \t]*#\+(?:attr_\w{1,20}|caption(?:\[[^\n]{0,200}\])?|name|plot):", flags=re.IGNORECASE)
_DRAWER = re.compile(r"[ \t]*:[\w-]{1,40}:[ \t]*")
_ITEM = re.compile(r"[ \t]*(?:[-+]|\d{1,9}[.)])[ \t]")
# Code amid a line and what it has given.
_INLINE = re.compile(
    r"\bsrc_(?P<language>[\w-]{1,40})(?P<arguments>\[[^\]\n]{0,200}\])?(?P<code>\{[^{}\n]{0,500}\})"
    r"(?P<result>[ \t]{0,9}\{\{\{results\([^\n]{0,300}?\)\}\}\})?"
)


def exported(text: str) -> str:
    r"""A text in Org without what is not exported of its blocks of code, and amid its lines.

    >>> exported("#+begin_src c :exports code\nx\n#+end_src\n\n#+results:\n: y\n\nz src_c[:exports none]{x}")
    '#+begin_src c :exports code\nx\n#+end_src\n\n\n\n\nz '
    """
    text = with_own_exports(text)
    lines = text.split("\n")
    of_file = [what for _, _, what in _of_file(lines).values()]
    return "\n".join(_without_unexported(lines, of_file[-1] if of_file else ""))


def _without_unexported(lines: list[str], of_file: str) -> list[str]:
    out: list[str] = []
    # What is shown of the blocks that have a name, and of the last one above; none if there is text between.
    named: dict[str, str] = {}
    name, above = "", ""
    while (at := len(out)) < len(lines):
        line = lines[at]
        if begun := _BEGUN.match(line):
            end = _end_of_block(lines, at, begun["name"])
            is_code = begun["name"].lower() == "src"
            shown = _shown_of(line, "code") if is_code else ""
            above, named[name] = shown, shown
            # Pandoc would take what says nothing for code that is shown.
            out += [""] * (end - at) if shown in {"none", "results"} else lines[at:end]
            name = ""
        elif found := _RESULTS.fullmatch(line):
            shown = named.get(found["name"], "") if found["name"] else above
            end = _end_of_results(lines, at)
            out += [""] * (end - at) if shown in {"none", "code"} else ["", *lines[at + 1 : end]]
            name, above = "", ""
        elif found := _NAME.match(line):
            name = found["name"]
            out.append(line)
        else:
            if line.strip() and not line.lstrip().startswith("#+"):
                name, above = "", ""
            out.append(_INLINE.sub(lambda one: _inline(one, of_file), line) if "src_" in line else line)
    return out


def _shown_of(arguments: str, default: str) -> str:
    said = _EXPORTS.findall(arguments)
    return said[-1].lower() if said else default


def _inline(found: re.Match[str], of_file: str) -> str:
    """What is shown of code amid a line: its result, if nothing else is said; where that is not there, the code is."""
    shown = _shown_of(found["arguments"] or "", of_file or ("results" if found["result"] else "code"))
    if shown == "none":
        return ""
    if shown == "results":
        return (found["result"] or "").lstrip()
    return found[0][: found.start("result") - found.start()] if shown == "code" and found["result"] else found[0]


def _end_of_block(lines: list[str], start: int, name: str) -> int:
    end = re.compile(rf"[ \t]*#\+end_{re.escape(name)}[ \t]*", flags=re.IGNORECASE)
    return next((at + 1 for at in range(start + 1, len(lines)) if end.fullmatch(lines[at])), len(lines))


def _end_of_results(lines: list[str], start: int) -> int:
    """The number of the line behind what the result is that a keyword stands above."""
    at = start + 1
    while at < len(lines) and _SAID_OF_NEXT.match(lines[at]):
        at += 1
    if at >= len(lines) or not lines[at].strip():
        return at
    if begun := _BEGUN.match(lines[at]):
        return _end_of_block(lines, at, begun["name"])
    if _DRAWER.fullmatch(lines[at]):
        return next((one + 1 for one in range(at, len(lines)) if lines[one].strip().lower() == ":end:"), len(lines))
    is_list = _ITEM.match(lines[at])
    while at < len(lines) and not _HEADING.fullmatch(lines[at]):
        following = lines[at + 1 : at + 2]
        if not lines[at].strip() and not (
            is_list and following and (_ITEM.match(following[0]) or following[0][:1] == " ")
        ):
            break
        at += 1
    return at


def with_own_exports(text: str) -> str:
    r"""A text in Org whose blocks of code say themselves what of them is shown, be it said above them or of them all.

    >>> with_own_exports("#+property: header-args :exports none\n#+begin_src python -n 5 :tangle no\nx\n#+end_src")
    '#+property: header-args :exports none\n#+begin_src python :tangle no :exports none\nx\n#+end_src'
    """
    lines = _COMMENT.sub("", text).split("\n")
    # What is said of all blocks by the level of the heading that says it; a file says it at 0.
    said = {0: _of_file(lines)}
    level, end, above = 0, "", ""
    out: list[str] = []
    for number, line in enumerate(lines):
        bare, shown = line.strip(), line
        if end:
            end = "" if bare.lower().startswith(end) else end
        elif begun := _BEGUN.match(line):
            end = f"#+end_{begun['name'].lower()}"
            if begun["name"].lower() == "src":
                shown = _block(line, said.values(), above)
            above = ""
        elif found := _ABOVE.match(line):
            above += found["arguments"]
        elif heading := _HEADING.match(line):
            level = len(heading["stars"])
            said = {one: arguments for one, arguments in said.items() if one < level}
            above = ""
        elif bare.startswith(":") and (found := _OF_ALL.match(bare) or _ALONE.fullmatch(bare)):
            _note(said.setdefault(level, {}), found, level, number)
        elif not bare.startswith("#+"):
            above = ""
        out.append(shown)
    return "\n".join(out)


def _of_file(lines: list[str]) -> _OfAll:
    said: _OfAll = {}
    for number, line in enumerate(lines):
        if line.lower().startswith("#+") and (found := _OF_ALL.match(line) or _ALONE.fullmatch(line.strip())):
            _note(said, found, 0, number)
    return said


def _note(said: _OfAll, found: re.Match[str], level: int, number: int) -> None:
    """Note what a line has shown of all blocks, if it says that; only what is said last counts."""
    groups = found.groupdict()
    if shown := [groups["what"]] if "what" in groups else _EXPORTS.findall(groups["arguments"]):
        said[(groups.get("language") or "").strip(":")] = level, number, shown[-1]


def _block(line: str, said: Iterable[_OfAll], above: str) -> str:
    """How a block of code begins, without the switches behind which Pandoc reads nothing."""
    begun, colon, own = line.partition(" :")
    place, *words = re.split(r"(?<=\S)[ \t]+", begun.rstrip())
    language = words[0] if words and not words[0].startswith(("-", "+")) else ""
    line = f"{place} {language}".rstrip() + colon + own
    if _EXPORTS.search(colon + own):
        return line
    of_all = sorted(of_heading[name] for of_heading in said for name in {"", language} if name in of_heading)
    shown = [*(what for _, _, what in of_all), *_EXPORTS.findall(above)]
    return f"{line} :exports {shown[-1]}" if shown else line
