"""An Org file in the form in which Pandoc reads it as Org does."""

from __future__ import annotations

import re

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
_HEADING = re.compile(r"(?P<stars>\*+)[ \t]")
_EXPORTS = re.compile(r":exports[ \t]{1,9}(?P<what>\w{1,20})", flags=re.IGNORECASE)


def for_pandoc(text: str) -> str:
    r"""A text in Org of which Pandoc loses nothing, as `org.lua` has it read.

    >>> for_pandoc("50\\% @@latex:\\hfill@@of it") == f"50{_MARK}% of it"
    True
    """
    lines = (_SNIPPET.sub("", line) for line in with_own_exports(text).split("\n"))
    return "\n".join(_BACKSLASH.sub(lambda found: found["kept"] or _MARK, line) for line in lines)


def with_own_exports(text: str) -> str:
    r"""A text in Org whose blocks of code say themselves what of them is shown, be it said above them or of them all.

    >>> with_own_exports("#+property: header-args :exports none\n#+begin_src python -n 5 :tangle no\nx\n#+end_src")
    '#+property: header-args :exports none\n#+begin_src python :tangle no :exports none\nx\n#+end_src'
    """
    lines = text.split("\n")
    # What is said of all blocks by the level of the heading that says it; a file says it at 0.
    said = {0: [one for line in lines if line.lower().startswith("#+") and (one := _OF_ALL.match(line))]}
    level, end, above = 0, "", ""
    out: list[str] = []
    for line in lines:
        bare, shown = line.strip(), line
        if end:
            end = "" if bare.lower().startswith(end) else end
        elif begun := _BEGUN.match(line):
            end = f"#+end_{begun['name'].lower()}"
            if begun["name"].lower() == "src":
                shown = _block(line, [one for of_heading in said.values() for one in of_heading], above)
            above = ""
        elif found := _ABOVE.match(line):
            above += found["arguments"]
        elif heading := _HEADING.match(line):
            level = len(heading["stars"])
            said = {one: arguments for one, arguments in said.items() if one < level}
            above = ""
        elif bare.startswith(":") and (found := _OF_ALL.match(bare)):
            said.setdefault(level, []).append(found)
        elif not bare.startswith("#+"):
            above = ""
        out.append(shown)
    return "\n".join(out)


def with_backslashes(markdown: str) -> str:
    """What Pandoc has written with its backslashes; it drops the sign behind one that it writes itself."""
    return markdown.replace(_MARK, r"\\")


def _block(line: str, said: list[re.Match[str]], above: str) -> str:
    """How a block of code begins, without the switches behind which Pandoc reads nothing."""
    begun, colon, own = line.partition(" :")
    place, *words = re.split(r"(?<=\S)[ \t]+", begun.rstrip())
    language = words[0] if words and not words[0].startswith(("-", "+")) else ""
    of_all = [one["arguments"] for one in said if (one["language"] or "").strip(":") in {"", language}]
    shown = [found["what"] for arguments in (*of_all, above, colon + own) for found in _EXPORTS.finditer(arguments)]
    line = f"{place} {language}".rstrip() + colon + own
    return f"{line} :exports {shown[-1]}" if shown and not _EXPORTS.search(colon + own) else line
