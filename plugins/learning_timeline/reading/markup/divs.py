"""Fenced divs and attributes as Pandoc has them in, Markdown that says the same out: callouts, and the text within all others.

Those that are hidden are gone already (see `hidden_parts`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from .crossrefs import NAMES, CrossReferences
from .prose import DEEPEST, attributes, figure, parts, picture, substituted, without_braces

_FENCE = re.compile(
    r"(?P<before>[ \t>]*+):{3,}+[ \t]*+(?P<said>\{(?:[^{}\"=]|=(?!')|='[^']*'|\"(?:[^\"\\]|\\.)*\")*\}|[\w.-]*+)"
    r"[ \t]*+:*+[ \t]*"
)
_CALLOUT = re.compile(r"\.?callout-(?P<kind>note|tip|warning|caution|important)")
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<words>.*)")
_ONE = r"""(?:[.#][\w:.-]+|[\w:-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+)|-)"""
_SAID = rf"\{{:?[ \t]*{_ONE}(?:[ \t,]+{_ONE})*[ \t]*\}}"
_ATTRIBUTES = re.compile(_SAID)
# What attributes stand behind in a formula; there they are an index, or what a command is given.
_OF_FORMULA = re.compile(r"[\\^_}]$|\\[A-Za-z]{1,20}\*?$")
_NAMES_ITSELF = re.compile(r"\{:?[ \t]*[.#][A-Za-z]")
_PICTURE = re.compile(
    r"!\[(?P<caption>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    rf"\((?P<address>[^()\s]*(?:\([^()\s]*\))?[^()\s]*)(?:[ \t]+\"[^\"]*\")?\)(?P<said>{_SAID})"
)
_SPAN = re.compile(rf"(?<![!\]])\[(?P<words>[^\[\]\n]*)\]{_SAID}")
_TABLE_CAPTION = re.compile(r"(?:Table)?:[ \t]+(?P<words>\S.*)")
_LABEL = re.compile(rf"#(?P<label>(?:{'|'.join(NAMES)})-[\w-]+)")
_LINK_OR_SIGN = re.compile(r"\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)|[*_`]")
_EQUATION = re.compile(r"(?P<before>.*\$\$)[ \t]*\{#(?P<label>eq-[\w-]+)\}(?P<after>.*)")
_THEOREMS = {"thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "rem", "alg", "hyp"}
# What begins with its name, and has no number.
_ALONE = {".proof": "Proof", ".remark": "Remark", ".solution": "Solution"}
_WIDTH, _WHOLE = re.compile(r"(?P<number>\d{1,4})(?:\.\d{1,9})?(?P<unit>%|px)?"), 100


class _Div(NamedTuple):
    """A div that is open.

    Attributes:
        prefix: what is before each line within.
        title_at: the line of its callout, which its first heading may give a title; None if it has one.
    """

    prefix: str
    title_at: int | None = None


class Divs:
    """The divs and attributes of one text.

    Args:
        numbers: of what it labels.
    """

    def __init__(self, numbers: CrossReferences) -> None:
        self._numbers = numbers
        self._open: list[_Div] = []
        self._out: list[str] = []

    def plain(self, text: str) -> str:
        """The text as Markdown, each line in its place."""
        for part in parts(text):
            for line in part.lines:
                if part.is_code:
                    self._add(line)
                else:
                    self._line(line)
        return "\n".join(self._out)

    def _add(self, line: str) -> None:
        prefix = self._prefix
        self._out.append(f"{prefix}{line}".rstrip() if prefix else line)

    def _line(self, line: str) -> None:
        fence = _FENCE.fullmatch(line) if ":::" in line else None
        if fence is None:
            self._add(self._inline(self._titled(line)))
        elif fence["said"]:
            self._begin(fence["said"].strip("{}"), fence["before"])
        else:
            if self._open:
                self._open.pop()
            self._add("")

    def _titled(self, line: str) -> str:
        """A line of a callout, whose first heading is its title."""
        if not self._open or self._open[-1].title_at is None or not line.strip():
            return line
        at = self._open[-1].title_at
        self._open[-1] = self._open[-1]._replace(title_at=None)
        if heading := _HEADING.fullmatch(line.strip()):
            words = without_braces(heading["words"])[0]
            # Of a theorem it is the name.
            before = self._out[at].removesuffix(".**")
            self._out[at] = f"{self._out[at]} {words}" if before == self._out[at] else f"{before} ({words}).**"
            return ""
        return line

    def _begin(self, said: str, before: str) -> None:
        words, named = attributes(said)
        if callout := next(filter(None, map(_CALLOUT.fullmatch, words)), None):
            fold = {"true": "-", "false": "+"}.get(named.get("collapse", ""), "")
            title = named.get("title", "")
            at = None if title else len(self._out)
            self._add(f"{before}> [!{callout['kind']}]{fold} {title}".rstrip())
            quoted = f"{before}> " if len(self._open) < DEEPEST else ""
            self._open.append(_Div(f"{self._prefix}{quoted}", title_at=at))
            return
        label = next((one[1:] for one in words if _LABEL.fullmatch(one)), "")
        self._add(self._anchor(label, named.get("name", "")) if label else _begun(words, named.get("name", "")))
        at = len(self._out) - 1 if label.partition("-")[0] in _THEOREMS and not named.get("name") else None
        self._open.append(_Div(self._prefix, title_at=at))

    @property
    def _prefix(self) -> str:
        return self._open[-1].prefix if self._open else ""

    def _anchor(self, label: str, name: str = "") -> str:
        words = self._numbers.words(label) if label.partition("-")[0] in _THEOREMS else ""
        words += f" ({name})" * bool(words and name)
        return f'<span id="{label}"></span>{f"**{words}.**" if words else ""}'

    # -- within a line

    def _inline(self, line: str) -> str:
        if "{" in line:
            if equation := _EQUATION.fullmatch(line):
                return f'{equation["before"]}<span id="{equation["label"]}"></span>{equation["after"]}'
            line = substituted(_PICTURE, self._picture, line)
            line = substituted(_SPAN, r"\g<words>", line)
            line = self._caption(line) or substituted(_ATTRIBUTES, _name_alone, line)
        return self._numbers.linked(line)

    def _picture(self, found: re.Match[str]) -> str:
        words, named = attributes(found["said"].strip("{}:"))
        caption = named.get("fig-cap", found["caption"])
        says = named.get("fig-alt") or named.get("alt") or caption
        label = next((one[1:] for one in words if _LABEL.fullmatch(one)), "")
        if label and (number := self._numbers.words(label)):
            caption = f"{number}: {caption}" if caption else number
        caption = " ".join(_LINK_OR_SIGN.sub(r"\1", caption).split())
        width = width_of(named)
        if label and found[0] == found.string.strip():
            return figure(found["address"], caption, says, label, width.lstrip("|"))
        return f'<span id="{label}"></span>' * bool(label) + picture(found["address"], caption, says, width)

    def _caption(self, line: str) -> str:
        caption = _TABLE_CAPTION.fullmatch(line)
        words, said = without_braces(caption["words"]) if caption else ("", "")
        label = _LABEL.search(said) if words else None
        if label is None:
            return ""
        number = self._numbers.words(label["label"])
        return f'<span id="{label["label"]}"></span>*{number}: {words}*'


def _begun(words: list[str], name: str) -> str:
    """The words that a div begins with which is named by its class."""
    said = next((_ALONE[one] for one in words if one in _ALONE), "")
    return f"*{said}{f' ({name})' * bool(name)}.*" if said else ""


def _name_alone(found: re.Match[str]) -> str:
    """Of attributes the name, which a heading may have; what stands in a formula is none of them."""
    if not _NAMES_ITSELF.match(found[0]) and _OF_FORMULA.search(
        found.string[max(found.start() - 22, 0) : found.start()]
    ):
        return found[0]
    name = re.search(r"#([\w:.-]+)", found[0])
    return f"{{#{name[1]}}}" if name and found.string.lstrip(" \t>").startswith("#") else ""


def without_attributes(prose: str) -> str:
    r"""Prose without the attributes of its pictures, links and headings.

    >>> without_attributes("## A {#a .b}\n[b](c){target=_blank} ![](d){ width=3 }")
    '## A {#a}\n[b](c) ![|3](d)'
    >>> without_attributes(r"$\sum_{i=1}^{n} \mathrm{k=v}$ *a*{k=v}")
    '$\\sum_{i=1}^{n} \\mathrm{k=v}$ *a*'
    """
    return "\n".join(
        substituted(_ATTRIBUTES, _name_alone, with_widths(line)) if "{" in line else line for line in prose.split("\n")
    )


def without_spans(line: str) -> str:
    """A line with the words of its spans in place of them."""
    return substituted(_SPAN, r"\g<words>", line)


def with_widths(line: str) -> str:
    r"""A line whose pictures say at the end of their words how wide they are to be, where attributes say it.

    >>> with_widths("![a](b.png){width=50}"), with_widths("| ![](b.png){width=50} | c |")
    ('![a|50](b.png){width=50}', '| ![\\|50](b.png){width=50} | c |')
    """
    if "![" not in line or "width" not in line:
        return line
    # Between cells stands the same sign.
    is_row = line.lstrip(" \t>").startswith("|")
    return substituted(_PICTURE, lambda found: _with_width(found, is_row=is_row), line)


def _with_width(found: re.Match[str], *, is_row: bool) -> str:
    width = width_of(attributes(found["said"].strip("{}:"))[1])
    width = f"\\{width}" if width and is_row else width
    caption = found.end("caption") - found.start()
    return f"{found[0][:caption]}{width}{found[0][caption:]}" if width else found[0]


def width_of(named: Mapping[str, str]) -> str:
    """What the words of a picture end with that is to be so wide: in pixels, or in hundredths of the text; empty for other units.

    >>> width_of({"width": "50%"}), width_of({"width": "300px"}), width_of({"width": "3in"})
    ('|50%', '|300', '')
    """
    found = _WIDTH.fullmatch(named.get("width", "").strip())
    if found is None or (found["unit"] == "%" and not 0 < int(found["number"]) <= _WHOLE):
        return ""
    return f"|{found['number']}{'%' if found['unit'] == '%' else ''}"
