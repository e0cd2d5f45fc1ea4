"""Vimwiki's syntax in, Markdown that says the same out, each line in its place as far as that can be."""

from __future__ import annotations

import re

from .prose import destination, substituted

_HEADING = re.compile(r"[ \t]*(?P<level>={1,6})(?!=)(?P<words>[^\n]{1,500}?)(?<!=)(?P=level)[ \t]*")
_CODE = re.compile(r"[ \t]*\{\{\{(?P<said>[^{}]*)")
_FORMULA = re.compile(r"[ \t]*\{\{\$(?:%\w{1,20}%?)?[ \t]*")
_CLASS = re.compile(r"class=[\"'](?:brush:[ \t]*)?(?P<language>[\w+#-]{1,30})")
_ITEM = re.compile(
    r"(?P<before>[ \t]*)(?P<sign>[-*]|#|\d{1,4}[.)]|[a-zA-Z][.)])(?=[ \t])[ \t]+(?:\[(?P<done>[ .oOX-])\][ \t]+)?(?P<words>.*)"
)
_TERM = re.compile(r"(?P<term>\S.{0,200}?)::(?:[ \t]+(?P<words>.*))?")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
_RULE = re.compile(r"[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
_LINK = re.compile(r"\[\[(?P<target>[^\[\]|\n]{1,500})(?:\|(?P<words>[^\[\]\n]{0,500}))?\]\]")
_PICTURE = re.compile(r"\{\{(?P<address>[^{}|\n]{1,500})(?:\|(?P<words>[^{}|\n]{0,300}))?(?:\|[^{}\n]{0,300})?\}\}")
_OUTSIDE = re.compile(r"(?:https?|ftp|mailto):", flags=re.IGNORECASE)
_AROUND = (
    (re.compile(r"(?<![\w*])\*(?P<words>[^\s*](?:[^*\n]{0,500}[^\s*])?)\*(?![\w*])"), "**", "**"),
    (re.compile(r"(?<![\w_])_(?P<words>[^\s_](?:[^_\n]{0,500}[^\s_])?)_(?![\w_])"), "*", "*"),
    (re.compile(r",,(?P<words>[^,\n]{1,200}),,"), "<sub>", "</sub>"),
    (re.compile(r"(?<!\^)\^(?P<words>[^\s^\n]{1,200})\^(?!\^)"), "<sup>", "</sup>"),
)


def plain(text: str) -> str:
    r"""The same as Markdown.

    >>> print(plain("= Of bits =\n* _one_\n  # [X] two\n{{{python\n*x*\n}}}\n| a | b |\n| 1 | 2 |"))
    # Of bits
    - *one*
        1. [x] two
    ```python
    *x*
    ```
    | a | b |
    |---|---|
    | 1 | 2 |
    """
    out: list[str] = []
    # What ends the block that is open, and how deep the lists are that are.
    end = ""
    depths: list[int] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if end:
            is_last = line.strip() == end
            out.append(("```" if end == "}}}" else "$$") if is_last else line)
            end = "" if is_last else end
        elif found := _CODE.fullmatch(line):
            end = "}}}"
            out.append(f"```{_language(found['said'])}")
        elif _FORMULA.fullmatch(line):
            end = "}}$"
            out.append("$$")
        elif found := _HEADING.fullmatch(line):
            out.append(f"{'#' * len(found['level'])} {_inline(found['words'].strip())}")
        elif found := _ITEM.fullmatch(line):
            out.append(_item(found, depths))
        elif _ROW.fullmatch(line):
            out += _row(line, lines, number)
        elif (found := _TERM.fullmatch(line)) and "[[" not in found["term"]:
            out.append(f"**{_inline(found['term'].strip())}**: {_inline(found['words'] or '')}".rstrip())
        else:
            if line.strip() and not line[0].isspace():
                depths.clear()
            # Text that is set in is a quotation or goes on in a list, and no code.
            out.append(_inline(line if depths else line.strip() if line[:1].isspace() else line))
    return "\n".join(out)


def _language(said: str) -> str:
    found = _CLASS.search(said)
    return found["language"] if found else next(iter(re.findall(r"^[\w+#-]{1,30}", said.strip())), "")


def _item(found: re.Match[str], depths: list[int]) -> str:
    indent = len(found["before"].expandtabs(4))
    while depths and depths[-1] >= indent:
        depths.pop()
    depths.append(indent)
    sign = "-" if found["sign"] in {"-", "*"} else "1."
    done = found["done"]
    box = "" if done is None else "[x] " if done == "X" else "[ ] "
    return f"{'    ' * (len(depths) - 1)}{sign} {box}{_inline(found['words'])}".rstrip()


def _row(line: str, lines: list[str], number: int) -> list[str]:
    """A row of a table; below the first one, the line that Markdown wants."""
    if _RULE.fullmatch(line):
        return [line.strip()]
    shown = _inline(line.strip())
    is_first = number == 0 or not _ROW.fullmatch(lines[number - 1])
    has_rule = number + 1 < len(lines) and _RULE.fullmatch(lines[number + 1])
    return [shown] if not is_first or has_rule else [shown, "|" + "---|" * (shown.count("|") - 1)]


def _inline(line: str) -> str:
    if not line:
        return line
    shown = substituted(_PICTURE, _pictured, line) if "{{" in line else line
    kept: list[str] = []

    def linked(found: re.Match[str]) -> str:
        kept.append(_linked(found))
        return f"\0{len(kept) - 1}\0"

    # What stands in a link's address is no sign of anything.
    shown = substituted(_LINK, linked, shown) if "[[" in shown else shown
    for form, before, behind in _AROUND:
        shown = substituted(form, rf"{before}\g<words>{behind}", shown)
    return re.sub(r"\0(\d+)\0", lambda one: kept[int(one[1])], shown) if kept else shown


def _linked(found: re.Match[str]) -> str:
    target, words = found["target"].strip(), (found["words"] or "").strip()
    if _OUTSIDE.match(target):
        return f"[{words or target}]({destination(target)})"
    kind, colon, name = target.partition(":")
    if colon and kind in {"file", "local"}:
        return f"[{words or name}]({destination(name)})"
    if colon and (kind == "diary" or re.fullmatch(r"wiki\d|wn\.\w{1,30}", kind)):
        target = name
    # The path of a page is from the wiki's root or this page, and its name may be shortened.
    shown = target.strip("/") or target
    return f"[[{shown}|{words}]]" if words else f"[[{shown}]]"


def _pictured(found: re.Match[str]) -> str:
    address = found["address"].strip().removeprefix("file:").removeprefix("local:")
    return f"![{(found['words'] or '').strip()}]({destination(address)})"
