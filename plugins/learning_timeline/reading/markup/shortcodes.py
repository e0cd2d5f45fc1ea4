"""The shortcodes of Hugo and Quarto in a text in, Markdown that says the same out.

A shortcode that shows something becomes what it shows. Of one that is not known, what it stands around stays, and a
remark says that it is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

from .embeds import CALLOUTS, FOLDS, KINDS, SILENT, embedded, pictured
from .prose import CODE, DEEPEST, Lines, as_html, attributes, behind_fence, callout, fence_for, stands_in_html

_ESCAPED_QUOTE = re.compile(r"^\s*\\\"|\w=\\\"")
# The name is looked for ahead and then taken, so that none of it is given back.
_SHORTCODE = re.compile(
    r"\{\{[<%](?!\s*/\*)\s*+(?P<end>/)?\s*+(?=(?P<name>[\w.-]*(?:/[\w.-]+)*))(?P=name)"
    r"(?P<rest>(?:(?![>%]\}\}|\{\{[<%])[\s\S])*)[>%]\}\}"
)
_TOKEN = re.compile(rf"{CODE}|{_SHORTCODE.pattern}", flags=re.MULTILINE)
_ESCAPED = re.compile(r"\{\{(?P<open>[<%])\s*/\*(?P<inner>(?:(?!\*/|\{\{[<%]\s*/\*).)*)\*/\s*(?P<close>[>%])\}\}")
# As Quarto writes one that is to be shown.
_ESCAPED_IN_BRACES = re.compile(r"\{\{\{(?P<open>[<%])(?P<inner>[^{}\n]*)(?P<close>[>%])\}\}\}")
# As many may be before a shortcode that is the address of a link.
_SPACES = 50
_WORDS_BEHIND = re.compile(r"[ \t]*[^\s]")
# Pieces of what was made in which the line before a shortcode begins.
_PIECES = 24
_FORMULAS = {"katex", "math", "mathjax", "latex", "tex", "equation", "eq"}
_CODE = {"highlight", "code", "codeblock", "code-block", "mermaid"}
_TABS = {"tab", "tabitem", "tab-item", "codetab", "panel"}


# What themes and their additions hide by, or show to whoever knows a password.
_HIDING = {
    "comment",
    "hide",
    "hidden",
    "private",
    "draft",
    "encrypt",
    "encrypted",
    "hugo-encrypt",
    "hugo-encryptor",
    "password",
    "protected",
}


@dataclass
class Shortcodes:
    """The shortcodes of one text.

    Attributes:
        page: what its front matter says, by name.
        find: the address of a post by how a shortcode names it; empty if there is none.
        include: the text of a file that is put in; None if there is none.
        left_out: the lines, from 1, with what is left out of them.
        first_line: the number of its first line.
        depth: how many shortcodes it is in.
    """

    page: Mapping[str, str]
    find: Callable[[str], str]
    include: Callable[[str], str | None]
    left_out: list[tuple[int, str]] = field(default_factory=list)
    first_line: int = 1
    depth: int = 0
    _text: str = ""
    _at: int = 0

    def __post_init__(self) -> None:
        self._begin("")

    def _begin(self, text: str) -> None:
        self._text, self._at, self._lines = text, 0, Lines(text)
        self._ends: dict[int, re.Match[str]] | None = None

    def translated(self, text: str) -> str:
        """The text as Markdown, each line in its place as far as that can be."""
        if "{{<" not in text and "{{%" not in text:
            return text
        text = _ESCAPED_IN_BRACES.sub(r"{{\g<open>/*\g<inner>*/\g<close>}}", text)
        self._begin(text)
        out: list[str] = []
        while found := _TOKEN.search(text, self._at):
            out.append(text[self._at : found.start()])
            self._at = found.end()
            if found["fence"] is not None:
                self._at = behind_fence(text, found)
                out.append(_unescaped(text[found.start() : self._at]))
            elif found["span"] is not None:
                out.append(_unescaped(found[0]))
            elif not found["end"]:
                line = "".join(out[-_PIECES:]).rpartition("\n")[2]
                out.append(self._shown(found, found["name"].lower(), line))
        return _unescaped("".join([*out, text[self._at :]]))

    def _inner(self, found: re.Match[str]) -> str | None:
        """What a shortcode stands around, behind whose end the text then goes on; None if it has no end."""
        end = self._ends_of_all().get(found.end())
        if end is None:
            return None
        self._at = end.end()
        return self._text[found.end() : end.start()]

    def _ends_of_all(self) -> dict[int, re.Match[str]]:
        """The end of each shortcode that has one, by the place behind its beginning; found once for a text."""
        if self._ends is None:
            self._ends = {}
            opened: defaultdict[str, list[int]] = defaultdict(list)
            for one in _SHORTCODE.finditer(self._text):
                if not one["end"]:
                    if not one["rest"].rstrip().endswith("/"):
                        opened[one["name"]].append(one.end())
                elif opened[one["name"]]:
                    self._ends[opened[one["name"]].pop()] = one
        return self._ends

    def _nested(self, inner: str, found: re.Match[str]) -> str:
        line = self._line(found)
        return Shortcodes(self.page, self.find, self.include, self.left_out, line, self.depth + 1).translated(inner)

    def _shown(self, found: re.Match[str], name: str, line: str) -> str:
        said = found["rest"].rstrip().removesuffix("/")
        # As programs write quotes that make Markdown, which Hugo takes as well.
        words, named = attributes(said.replace('\\"', '"') if _ESCAPED_QUOTE.search(said) else said)
        first = next(iter(words), "")
        match name:
            case "ref" | "relref":
                return self._address(found, first or named.get("path", ""))
            case "param" | "meta" | "kbd":
                return f"<kbd>{escape(first)}</kbd>" if name == "kbd" else self._value(found, name, first)
            case "include" | "readfile" | "embed":
                return self._included(found, first or named.get("file", ""))
        # Within the address of a link.
        address = (
            pictured(words, named)
            if self._text[max(found.start() - _SPACES, 0) : found.start()].rstrip().endswith("](")
            else ""
        )
        inner = None if address else self._inner(found)
        if address or name.endswith(".inline"):  # the latter is a template, which nothing here runs
            return address or self._left(found, name) + "\n" * (inner or "").count("\n")
        is_code = name in _CODE
        shown = self._code(name, words, named, inner or "", line) if is_code else ""
        # The words of a button are those that it stands around.
        if not is_code and not ("button" in name and (inner or "").strip()):
            shown = embedded(name, words, named)
        if shown and not is_code and stands_in_html(self._text, found.start()):
            shown = as_html(shown)
        if shown := shown or (_formula(named) if name in _FORMULAS else ""):
            # A caption may stand between a shortcode and its end.
            return shown + "\n" * (inner or "").count("\n") * (not is_code)
        return self._left(found, name) if inner is None else self._around(found, words, named, inner, line)

    def _code(self, name: str, words: list[str], named: Mapping[str, str], inner: str, line: str) -> str:
        language = (
            "mermaid" if name == "mermaid" else named.get("lang") or named.get("language") or next(iter(words), "")
        )
        before = line if not line.strip(" \t>") else ""
        lines = inner.strip("\n").split("\n")
        mark = fence_for(lines)
        start = "" if not line.strip(" \t>") else "\n\n"
        # Words behind a fence would keep it from being the end of its code.
        end = "\n\n" if _WORDS_BEHIND.match(self._text, self._at) else ""
        return start + "\n".join([f"{mark}{language}", *lines, f"{before}{mark}{end}"])

    def _around(self, found: re.Match[str], words: list[str], named: Mapping[str, str], inner: str, line: str) -> str:
        """What a shortcode shows of the text that it stands around."""
        name = found["name"].lower()
        if name in _HIDING:
            return ("" if name == "comment" else self._left(found, name)) + "\n" * inner.count("\n")
        if self.depth == DEEPEST:
            return self._left(found, name) + "\n" * inner.count("\n")
        text = self._nested(inner, found)
        if name in _FORMULAS and "$" in text:
            # It only keeps Markdown away from formulas that have their dollars.
            return text
        if name in _FORMULAS:
            is_alone = not line.strip() and self._text[self._at : self._at + 1] in {"", "\n"}
            is_block = "\n" in text.strip() or "display" in words or is_alone
            return f"$${text}$$" if is_block else f"${text.strip()}$"
        shown = around(name, words, named, text)
        if shown is None:
            return f"{self._left(found, name)}{text}"
        # Behind words of its line a callout would be none.
        return f"\n\n{shown}" if name in {*CALLOUTS, *FOLDS} and line.strip(" \t>-*+") else shown

    def _left(self, found: re.Match[str], name: str) -> str:
        if name not in {*SILENT, "end", ""}:
            self.left_out.append((self._line(found), f"the shortcode `{name}`"))
        return "\n" * found[0].count("\n")

    def _value(self, found: re.Match[str], name: str, key: str) -> str:
        return self.page[key] if key in self.page else self._left(found, f"{name} {key}".rstrip())

    def _address(self, found: re.Match[str], said: str) -> str:
        path, sign, fragment = said.partition("#")
        address = self.find(path) if path else ""
        if path and not address:
            self.left_out.append((self._line(found), f"`{said}`, which names nothing that is there,"))
        return f"{address}{sign}{fragment}".replace(" ", "%20")

    def _included(self, found: re.Match[str], file: str) -> str:
        text = self.include(file) if file else None
        if text is None:
            self.left_out.append((self._line(found), f"the file `{file}`, which is not there or is held back,"))
            return ""
        return text.strip("\n")

    def _line(self, found: re.Match[str]) -> int:
        return self._lines.number(found.start()) + self.first_line


def _unescaped(text: str) -> str:
    """Shortcodes that are shown as such."""
    return _ESCAPED.sub(r"{{\g<open>\g<inner>\g<close>}}", text) if "/*" in text else text


def _formula(named: Mapping[str, str]) -> str:
    """The formula that a shortcode is given; empty if it is given none."""
    return f"${body}$" if (body := named.get("body", "").strip()) else ""


def around(name: str, words: list[str], named: Mapping[str, str], text: str) -> str | None:
    """What a shortcode shows of the text that it stands around; None if it is not known."""
    lines = text.strip("\n").split("\n")
    more = "\n" * max(text.count("\n") - len(lines), 0)
    title = (
        named.get("title")
        or named.get("summary")
        or named.get("name")
        or named.get("header")
        or named.get("label")
        or (named.get("author") if "quote" in name else "")
        or ""
    )
    if name in CALLOUTS:
        said = (named.get("type") or named.get("style") or named.get("color") or next(iter(words), "") or name).lower()
        kind = CALLOUTS.get(said, said if said in KINDS else CALLOUTS[name])
        title = title or " ".join(word for word in words if word.lower() not in {said, "true", "false"})
        fold = {"false": "-", "true": "+"}.get(named.get("open", words[-1] if words else ""), "")
        return "\n".join([*callout(kind, title, lines, fold=fold), *([""] if text.endswith("\n") else ["", ""])])
    if name in FOLDS:
        summary = title or " ".join(words) or "More"
        return f"<details><summary>{summary}</summary>\n\n{text.strip(chr(10))}\n\n</details>\n{more}"
    if name in _TABS:
        said = title or " ".join(words)
        return f"**{said}**\n\n{text.strip(chr(10))}\n" if said else text
    if "button" in name and (href := named.get("href") or named.get("relref") or named.get("url")):
        return f"[{text.strip()}]({href})"
    return text if name in SILENT else None
