"""An Org file in the form in which Pandoc reads it as Org does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..markdown.headings import slug

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    # By a language, or by nothing for all of them: the level of the heading and the line that say what is shown, and that.
    _OfAll: TypeAlias = "dict[str, tuple[int, int, str]]"

# A backslash that Pandoc does not see.
_MARK = "\ue05c"
# Those that stop Pandoc: all before what is no letter but those of formulas, of line breaks and of `\-`.
_BACKSLASH = re.compile(r"(?P<kept>\\\\[ \t]{0,9}$)|\\(?![A-Za-z()\[\]{}-])")
# What is for LaTeX alone.
_SNIPPET = re.compile(r"@@latex:[^@\n]{0,300}@@", flags=re.IGNORECASE)
_BEGUN = re.compile(r"[ \t]*#\+begin_(?P<name>\w{1,40})", flags=re.IGNORECASE)
_ABOVE = re.compile(r"[ \t]*#\+headers?:(?P<arguments>.*)", flags=re.IGNORECASE)
# Arguments of all blocks of a file, and of those below a heading.
_OF_ALL = re.compile(
    r"(?:#\+property:[ \t]{1,9}|:)header-args(?P<language>:[\w-]{1,40})?\+?(?::|[ \t])(?P<arguments>.*)",
    flags=re.IGNORECASE,
)
# What a link to such a file says: its name may be that of a draft.
_INCLUDES = "the included file"
_INCLUDED = re.compile(
    r"[ \t]*#\+include:[ \t]*\"(?P<file>[^\"\n:\[\]]{1,300})(?:::[^\"\n]{0,200})?\".*", flags=re.IGNORECASE
)
_IN_FILE = re.compile(
    r"\[\[(?:file:)?(?P<file>[^\[\]:\n]{1,300}\.org)::(?P<place>[^\[\]\n]{1,200})\](?:\[(?P<words>[^\[\]\n]{1,500})\])?\]"
)
_HEADING = re.compile(r"(?P<stars>\*+)[ \t]")
_EXPORTS = re.compile(r":exports[ \t]{1,9}(?P<what>\w{1,20})", flags=re.IGNORECASE)


def for_pandoc(text: str) -> str:
    r"""A text in Org of which Pandoc loses nothing, as `org.lua` has it read.

    >>> for_pandoc("50\\% @@latex:\\hfill@@of it") == f"50{_MARK}% of it"
    True
    """
    lines = (_SNIPPET.sub("", line) for line in with_own_exports(_with_links(text)).split("\n"))
    return "\n".join(_BACKSLASH.sub(lambda found: found["kept"] or _MARK, line) for line in lines)


def _with_links(text: str) -> str:
    r"""A text in Org with links that Pandoc knows: to a heading in another file, and to a file that Org would put in.

    >>> _with_links('[[./b.org::*The end][there]]\n#+include: "c.org" :lines "1-"')
    '[[file:./b.org#the-end][there]]\n[[file:c.org][the included file]]'
    """
    lines, is_code = text.split("\n"), False
    for number, line in enumerate(lines):
        bare = line.strip().lower()
        if bare.startswith(("#+begin_src", "#+begin_example", "#+end_src", "#+end_example")):
            is_code = bare.startswith("#+begin")
        elif not is_code and (found := _INCLUDED.fullmatch(line)):
            lines[number] = f"[[file:{found['file']}][{_INCLUDES}]]"
        elif not is_code and ".org::" in line:
            lines[number] = _IN_FILE.sub(_linked, line)
    return "\n".join(lines)


def _linked(found: re.Match[str]) -> str:
    words = found["words"] or found["place"].lstrip("*#")
    return f"[[file:{found['file']}#{slug(found['place'])}][{words}]]"


def with_own_exports(text: str) -> str:
    r"""A text in Org whose blocks of code say themselves what of them is shown, be it said above them or of them all.

    >>> with_own_exports("#+property: header-args :exports none\n#+begin_src python -n 5 :tangle no\nx\n#+end_src")
    '#+property: header-args :exports none\n#+begin_src python :tangle no :exports none\nx\n#+end_src'
    """
    lines = text.split("\n")
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
        elif bare.startswith(":") and (found := _OF_ALL.match(bare)):
            _note(said.setdefault(level, {}), found, level, number)
        elif not bare.startswith("#+"):
            above = ""
        out.append(shown)
    return "\n".join(out)


def with_backslashes(markdown: str) -> str:
    """What Pandoc has written with its backslashes; it drops the sign behind one that it writes itself."""
    return markdown.replace(_MARK, r"\\")


def _of_file(lines: list[str]) -> _OfAll:
    said: _OfAll = {}
    for number, line in enumerate(lines):
        if line.lower().startswith("#+") and (found := _OF_ALL.match(line)):
            _note(said, found, 0, number)
    return said


def _note(said: _OfAll, found: re.Match[str], level: int, number: int) -> None:
    """Note what a line has shown of all blocks, if it says that; only what is said last counts."""
    if shown := _EXPORTS.findall(found["arguments"]):
        said[(found["language"] or "").strip(":")] = level, number, shown[-1]


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
