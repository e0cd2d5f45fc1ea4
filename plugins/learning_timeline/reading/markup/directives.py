"""The directives and roles of MyST in, Markdown that says the same out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from .directive_lines import CODE, NOTHING, OPENING, PLAIN_FENCE, closes, end_of, name_of, options_of
from .directive_tables import csv_table, list_table, part_of
from .embeds import CALLOUTS
from .prose import DEEPEST, below, callout, destination, fence_for, figure, picture
from .references import References, labels_in, slug_of, titles_in

_FOLDED = {"dropdown", "details", "toggle", "collapse"}
_TITLED = {
    "card",
    "tab-item",
    "tab",
    "topic",
    "rubric",
    "sidebar",
    "margin",
    "aside",
    "grid-item-card",
    "proof",
    "exercise",
}
# What is shown of another site.
_FRAMES = {"iframe", "youtube", "video"}
_FORMULAS = {"math", "amsmath"}
_TABLES = {"list-table", "csv-table", "table"}
_TABLES_OF = {"list-table": list_table, "csv-table": csv_table}
_PLAIN = {
    *_TITLED,
    *_TABLES,
    "figure",
    "grid-item",
    "grid",
    "tab-set",
    "div",
    "container",
    "epigraph",
    "pull-quote",
    "glossary",
    "only",
}
_FIGURES = {"figure", "image", "figure-md"}
_OTHERS_KINDS = {"seealso": "seealso", "versionadded": "note", "versionchanged": "note", "deprecated": "warning"}


class _Directive(NamedTuple):
    """One directive.

    Attributes:
        name: without the domain that it is of.
        before: what is before it in its line: an indent, or the mark of a list.
        words: what is behind its name.
        options: by name.
        body: its lines below the options.
    """

    name: str
    before: str
    words: str
    options: dict[str, str]
    body: list[str]

    @property
    def rest(self) -> str:
        """What is before its further lines."""
        return below(self.before)


@dataclass
class Directives:
    """The directives and roles of one text.

    Attributes:
        find, refer, title_of: as `References` has them.
        include: the text of a file that is put in; None if there is none.
        left_out: the lines, from 1, with what is left out of them.
    """

    find: Callable[[str], str]
    include: Callable[[str], str | None]
    refer: Callable[[str], tuple[str, str]] = lambda _: ("", "")
    title_of: Callable[[str], str] = lambda _: ""
    left_out: list[tuple[int, str]] = field(default_factory=list)
    _depth: int = 0

    def plain(self, text: str) -> str:
        """The text as Markdown, each line in its place."""
        lines = text.split("\n")
        labels = labels_in(text) if "@" in text else set()
        self._references = References(self.find, self.refer, self.title_of, titles_in(lines), labels)
        return "\n".join(self._lines(lines, 1))

    def _lines(self, lines: list[str], first: int) -> list[str]:
        out: list[str] = []
        at = 0
        while at < len(lines):
            found = OPENING.fullmatch(lines[at])
            if found:
                end = end_of(lines, at, found["fence"])
                is_closed = end - at > 1 and closes(lines[end - 1], found["fence"])
                out += self._shown(found, lines[at + 1 : end - is_closed], end - at, first + at)
                at = end
            elif fence := PLAIN_FENCE.fullmatch(lines[at]):
                end = end_of(lines, at, fence["fence"])
                out += lines[at:end]
                at = end
            else:
                out.append(self._references.inline(lines[at]))
                at += 1
        return out

    def _nested(self, lines: list[str], first: int) -> list[str]:
        """What the lines show that a directive holds."""
        if self._depth == DEEPEST:
            self.left_out.append((first, "what is in a dozen directives"))
            return []
        self._depth += 1
        shown = self._lines(lines, first)
        self._depth -= 1
        return shown

    def _shown(self, found: re.Match[str], inner: list[str], height: int, number: int) -> list[str]:
        """What a directive shows, in as many lines as it has at least."""
        name = name_of(found)
        options, skipped = options_of(inner)
        one = _Directive(
            name, found["before"], self._references.inline(found["words"]).strip(), options, inner[skipped:]
        )
        is_reference = name in _FIGURES and found["words"].startswith("#")
        is_picture = name in _FIGURES and not is_reference and bool(found["words"].strip())
        lines = self._of_lines(one, number)
        if lines is not None:
            shown = lines
        elif is_reference:
            embed = f"![]({found['words'].strip()})"
            shown = [f"{one.before}{self._references.inline(embed)}"]
        elif is_picture:
            shown = [f"{one.before}{self._figure(found['words'], options, one.body)}"]
        else:
            if found["name"].lower().startswith("prf:") and name not in _TITLED:
                said = f" ({one.words})" if one.words else ""
                one = one._replace(name="proof", words=f"{name.capitalize()}{said}.")
            nested = [line.removeprefix(one.rest) for line in one.body]
            shown = self._around(one, self._nested(nested, number + 1 + skipped), number)
        # A picture has its name itself.
        if label := "" if name in NOTHING or is_picture else _label_of(options):
            first, *others = shown or [""]
            place = f'{one.before}<span id="{slug_of(label)}"></span>'
            shown = [place, "", f"{one.rest}{first.removeprefix(one.before)}", *others]
        return [*shown, *[""] * (height - len(shown))]

    def _of_lines(self, one: _Directive, number: int) -> list[str] | None:
        """What a directive shows whose lines are no text of MyST: other files, code, formulas, tables; None for all others."""
        name = one.name
        if name == "include":
            text = self.include(one.words)
            return [] if text is None else text.rstrip("\n").split("\n")
        if name in NOTHING:
            return []
        if name == "literalinclude":
            return self._code_of_file(one, number)
        if name in CODE:
            return [f"{one.before}```{_language(name, one.words)}", *one.body, f"{one.rest}```"]
        if name in _FORMULAS:
            words = [f"{one.rest}{one.words}"] if one.words else []
            return [f"{one.before}$$", *words, *one.body, f"{one.rest}$$"]
        table = _TABLES_OF[name](one.body, one.options) if name in _TABLES_OF else []
        title = [f"{one.before}**{one.words}**", ""] if one.words else []
        return [*title, *(f"{one.rest}{self._references.inline(line)}" for line in table)] if table else None

    def _code_of_file(self, one: _Directive, number: int) -> list[str]:
        text = self.include(one.words)
        if text is None:
            self.left_out.append((number, f"the file `{one.words}`, which is not there or is held back,"))
            return []
        language = one.options.get("language") or one.words.rpartition(".")[2]
        lines = part_of(text, one.options)
        mark = fence_for(lines)
        return [f"{one.before}{mark}{language}", *(f"{one.rest}{line}" for line in lines), f"{one.rest}{mark}"]

    def _around(self, one: _Directive, text: list[str], number: int) -> list[str]:
        """What a directive shows of the text that it holds."""
        fold = "-" if one.name in _FOLDED or "dropdown" in one.options.get("class", "") else ""
        if one.name in _FOLDED:
            return callout("note", one.words or one.options.get("label", "More"), text, one.before, fold=fold)
        if one.name == "admonition":
            kind = next((CALLOUTS[word] for word in one.options.get("class", "").split() if word in CALLOUTS), "note")
            return callout(kind, one.words, text, one.before, fold=fold)
        if kind := _OTHERS_KINDS.get(one.name) or CALLOUTS.get(one.name, ""):
            # What is behind the name begins the text.
            head = [one.words, *([""] if text and text[0].strip() else [])] if one.words else []
            return callout(kind, "", [*head, *text], one.before, fold=fold)
        if one.name in _FRAMES and "://" in one.words:
            address = one.words.strip("<>")
            return [f"{one.before}[{address.partition('://')[2]}]({destination(address)})", *text]
        if one.name not in _PLAIN:
            self.left_out.append((number, f"the directive `{one.name}`"))
        title = f"{one.before}**{one.words}**" if one.words and one.name in _TITLED else ""
        return [title, *(f"{one.rest}{line}".rstrip() for line in text)]

    def _figure(self, address: str, options: dict[str, str], body: list[str]) -> str:
        caption = self._references.inline(" ".join(line.strip() for line in body if line.strip()))
        label = _label_of(options)
        alternative = options.get("alt", "")
        return (
            figure(address, caption, alternative, slug_of(label)) if label else picture(address, caption, alternative)
        )


def _label_of(options: dict[str, str]) -> str:
    """The name by which others refer to a directive; empty where it has none."""
    return options.get("name") or options.get("label", "")


def _language(name: str, words: str) -> str:
    if name == "mermaid":
        return name
    return re.sub(r"^(?:i?python3?)$", "python", words.split(" ", maxsplit=1)[0].strip("{}.")) if words else ""
