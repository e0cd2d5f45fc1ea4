"""A line of MyST in, the same as Markdown out: its roles, and its links by labels of this and other documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .directive_lines import COMMENT
from .divs import without_attributes, without_spans
from .prose import destination, substituted

# Code comes first, in which a role is none.
_ROLE = re.compile(r"(?<![}`])`[^`\n]+`|\{(?P<name>[\w:.+-]+)\}`(?P<text>[^`]+)`")
# A link by a label, or one whose words are those of what it leads to.
_BY_LABEL = re.compile(r"(?P<sign>!?)\[(?P<words>[^\[\]\n]*)\]\((?P<target>#?[\w][\w:.-]*|[^()\s#]+(?:#[\w:.-]+)?)\)")
_TARGET = re.compile(r"[ \t]*\((?P<name>[\w:.\s-]+)\)=[ \t]*")
_NAME_OF_DIRECTIVE = re.compile(r"^[ \t]*:(?:name|label):[ \t]*(?P<value>[\w:.-]+)[ \t]*$", flags=re.MULTILINE)
# mystmd's short form of a reference; what has no such label is a citation.
_SHORT = re.compile(r"(?<![\w@`/\\])@(?P<label>[A-Za-z][\w:.-]{1,80}\w)|\[@(?P<only>[A-Za-z][\w:.-]{1,80})\](?!\()")
_BEFORE_NUMBER = re.compile(r"%s|\{(?:number|name)\}")
# Attributes of what is before them or below, and the name of a formula.
_OF_BLOCK = re.compile(r"[ \t>]*\{[ \t]*[.#][^{}\n]*\}[ \t]*")
_OF_FORMULA = re.compile(r"(?P<before>.*\$\$)[ \t]*\((?P<label>[\w:.-]+)\)[ \t]*")
# Addresses by which MyST names what is elsewhere.
_ELSEWHERE = re.compile(
    r"(?:\[(?P<words>[^\[\]\n]{0,300})\]\(|<)(?P<scheme>doi|wiki|project|path|myst|inv):(?P<target>[^\s<>()]{1,300})(?:\)|>)"
)
_HOSTS = {"doi": "https://doi.org/", "wiki": "https://en.wikipedia.org/wiki/"}
_BREAK = re.compile(r"\+\+\+.*")
_KINDS = {"fig": "Figure", "tab": "Table", "tbl": "Table", "eq": "Equation", "code": "Program", "sec": "Section"}


@dataclass
class References:
    """What one text refers to, and how.

    Attributes:
        find: the address of another document by how a role names it; empty if there is none.
        refer: the address of a label of another document, and what is there; both empty if there is none.
        title_of: the title of another document by its address; empty if it has none.
        titles: the heading behind each target, by its name.
        labels: all that the text refers to by a name.
    """

    find: Callable[[str], str]
    refer: Callable[[str], tuple[str, str]]
    title_of: Callable[[str], str]
    titles: dict[str, str] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)

    def inline(self, line: str) -> str:
        """A line as Markdown; empty if it shows nothing."""
        if COMMENT.fullmatch(line) or _BREAK.fullmatch(line):
            return ""
        if target := _TARGET.fullmatch(line):
            return f'<span id="{slug_of(target["name"])}"></span>' if target["name"] not in self.titles else ""
        if "{" in line or "$$" in line:
            line = _without_attributes(line)
        if ":" in line:
            line = substituted(_ELSEWHERE, _address_of, line)
        if "@" in line:
            line = substituted(_SHORT, self._short, line)
        if "](" in line:
            line = substituted(_BY_LABEL, self._linked, line)
        return _ROLE.sub(self._role, line) if "{" in line else line

    def _short(self, found: re.Match[str]) -> str:
        label = found["label"] or found["only"]
        address, words = self._place(label) if label in self.titles or label in self.labels else self.refer(label)
        says = words if words != label and words else _words_for(label)
        return f"[{says}]({destination(address)})" if address else found[0]

    def _linked(self, found: re.Match[str]) -> str:
        """A link by a label of this or another document, or one that has no words of its own."""
        words, target = found["words"], found["target"]
        label = target.removeprefix("#")
        if found["sign"]:
            # What stands elsewhere under a label is to be shown here as well: there is a link to it.
            address = self.refer(label)[0] or f"#{slug_of(label)}"
            return f"[{words or _words_for(label)}]({destination(address)})" if target.startswith("#") else found[0]
        if label in self.titles:
            return f"[{words or self.titles[label]}](#{slug_of(self.titles[label])})"
        if "/" not in target and not self.find(target):
            address, title = self.refer(label)
            if address:
                return f"[{words or title or _words_for(label)}]({destination(address)})"
        if words:
            return found[0]
        if target.startswith("#"):
            return f"[{_words_for(label)}](#{slug_of(label)})"
        address = self.find(target.partition("#")[0])
        title = self.title_of(address) if address else ""
        says = title or (_words_for(label) if target.startswith("#") else "")
        return f"[{says}]({destination(target)})" if says else found[0]

    def _place(self, target: str) -> tuple[str, str]:
        """The address of a label, and what is there; in this document where no other has it."""
        if target not in self.titles:
            address, title = self.refer(target)
            if address:
                return address, title or target
        heading = self.titles.get(target, target)
        return f"#{slug_of(heading)}", heading

    def _role(self, found: re.Match[str]) -> str:
        if not found["name"]:
            return found[0]
        name, text = found["name"].rpartition(":")[2].lower(), found["text"].strip()
        words, target = _named(text)
        match name:
            case "math":
                shown = f"${text}$"
            case "doc" | "download" | "any":
                address = self.find(target) or ("" if name == "doc" else target)
                says = words or (name == "doc" and address and self.title_of(address)) or target.rpartition("/")[2]
                shown = f"[{says}]({destination(address)})" if address else says
            case "ref" | "numref" | "eq":
                address, heading = self._place(target)
                words = _BEFORE_NUMBER.sub(lambda _: heading, words)
                shown = f"[{words or heading}]({destination(address)})"
            case "cite" | "p" | "t" | "footcite" | "ps":
                shown = f"[{'; '.join(f'@{key.strip()}' for key in text.split(','))}]"
            case "sub" | "sup" | "kbd":
                shown = f"<{name}>{text}</{name}>"
            case "strike" | "del":
                shown = f"~~{text}~~"
            case "pep" | "rfc":
                shown = f"{name.upper()} {words or text}"
            case "abbr" | "term" | "guilabel" | "menuselection" | "u":
                shown = words or text
            case _:
                shown = f"`{words or text}`"
        return shown


def _without_attributes(line: str) -> str:
    """A line without attributes, whose formula has its name as a place."""
    if _OF_BLOCK.fullmatch(line):
        return ""
    if found := _OF_FORMULA.fullmatch(line):
        return f'{found["before"]}<span id="{slug_of(found["label"])}"></span>'
    return without_attributes(without_spans(line)) if "}" in line else line


def _address_of(found: re.Match[str]) -> str:
    """A link with an address that browsers know, or one of this site."""
    scheme, target = found["scheme"], found["target"]
    words = found["words"] or ""
    if scheme in {"myst", "inv"}:
        return words or target
    address = _HOSTS.get(scheme, "") + target
    says = words or (target.replace("_", " ") if scheme in _HOSTS else "")
    return f"[{says}]({destination(address)})"


def _named(text: str) -> tuple[str, str]:
    """What a role says, empty if it says nothing of its own, and what it is about.

    >>> _named("the paper <knuth84>"), _named("knuth84")
    (('the paper', 'knuth84'), ('', 'knuth84'))
    """
    words, sign, target = text[:-1].rpartition("<")
    is_named = sign and target and text.endswith(">") and ">" not in target
    return (words.rstrip(), target) if is_named else ("", text)


def titles_in(lines: list[str]) -> dict[str, str]:
    """The heading behind each label of a text, by its name."""
    found: dict[str, str] = {}
    for at, line in enumerate(lines):
        if target := _TARGET.fullmatch(line):
            behind = next((one for one in lines[at + 1 : at + 3] if one.strip()), "")
            if behind.startswith("#"):
                found[target["name"]] = behind.lstrip("#").strip()
    return found


def labels_in(text: str) -> set[str]:
    """What other documents may refer to in a text: labels, and names of directives."""
    found = {one["name"] for line in text.split("\n") if "(" in line and (one := _TARGET.fullmatch(line))}
    return found | {one["value"].strip() for one in _NAME_OF_DIRECTIVE.finditer(text)}


def _words_for(label: str) -> str:
    """What a reference says to something without a title.

    >>> _words_for("fig-loss"), _words_for("knuth")
    ('Figure', 'knuth')
    """
    return _KINDS.get(re.split(r"[-:]", label, maxsplit=1)[0], label)


def slug_of(text: str) -> str:
    """The name of a place, as the directives of a document write it."""
    return re.sub(r"[^\w\- ]", "", text.lower()).strip().replace(" ", "-")
