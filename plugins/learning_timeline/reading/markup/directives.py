"""The directives and roles of MyST in, Markdown that says the same out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ..._seam import analytics
from .embeds import CALLOUTS
from .prose import DEEPEST, below, callout, destination, figure, picture, substituted

if TYPE_CHECKING:
    from collections.abc import Callable

_OPENING = re.compile(
    r"(?P<before>[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?)"
    r"(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*\{(?P<name>[\w:.-]+)\}[ \t]*(?P<words>.*)"
)
_PLAIN_FENCE = re.compile(r"[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(?P<fence>`{3,}|~{3,})[^`]*")
_OPTION = re.compile(r"[ \t]*:(?P<name>[\w-]+):[ \t]*(?P<value>.*)")
# Code comes first, in which a role is none.
_ROLE = re.compile(r"(?<![}`])`[^`\n]+`|\{(?P<name>[\w:.+-]+)\}`(?P<text>[^`]+)`")
# A link by a label, or one whose words are those of what it leads to.
_BY_LABEL = re.compile(r"(?P<sign>!?)\[(?P<words>[^\[\]\n]*)\]\((?P<target>#?[\w][\w:.-]*|[^()\s#]+(?:#[\w:.-]+)?)\)")
_TARGET = re.compile(r"[ \t]*\((?P<name>[\w:.\s-]+)\)=[ \t]*")
_NAME_OF_DIRECTIVE = re.compile(r"^[ \t]*:(?:name|label):[ \t]*(?P<value>[\w:.-]+)[ \t]*$", flags=re.MULTILINE)
# mystmd's short form of a reference; what has no such label is a citation.
_SHORT = re.compile(r"(?<![\w@`/\\])@(?P<label>[A-Za-z][\w:.-]{1,80}\w)|\[@(?P<only>[A-Za-z][\w:.-]{1,80})\](?!\()")
_BEFORE_NUMBER = re.compile(r"%s|\{(?:number|name)\}")
_TAG = re.compile(r"[\w-]+")
_COMMENT = re.compile(r"%(?:\s.*|)")
_BREAK = re.compile(r"\+\+\+.*")
_CODE = {
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
_NOTHING = {
    *("toctree", "tableofcontents", "contents", "index", "bibliography", "postlist", "update", "blog-list", "glue"),
    *("post", "meta", "only", "raw", "eval-rst", "include", "footbibliography", "nb-exec-table", "highlight"),
    *("todo", "todolist", "comment"),
}
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
# A line that is indented so far is code.
_CODE_INDENT = 4
_KINDS = {"fig": "Figure", "tab": "Table", "tbl": "Table", "eq": "Equation", "code": "Program", "sec": "Section"}
# What is shown of another site.
_FRAMES = {"iframe", "youtube", "video"}
_FORMULAS = {"math", "amsmath"}
_TABLES = {"list-table", "csv-table", "table"}
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
        find: the address of another document by how a role names it; empty if there is none.
        include: the text of a file that is put in; None if there is none.
        refer: the address of a label of another document, and what is there; both empty if there is none.
        title_of: the title of another document by its address; empty if it has none.
        titles: the heading behind each target, by its name.
        labels: all that the text refers to by a name.
        left_out: the lines, from 1, with what is left out of them.
    """

    find: Callable[[str], str]
    include: Callable[[str], str | None]
    refer: Callable[[str], tuple[str, str]] = lambda _: ("", "")
    title_of: Callable[[str], str] = lambda _: ""
    left_out: list[tuple[int, str]] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    _depth: int = 0

    def plain(self, text: str) -> str:
        """The text as Markdown, each line in its place."""
        lines = text.split("\n")
        self.titles, self.labels = titles_in(lines), labels_in(text) if "@" in text else set()
        return "\n".join(self._lines(lines, 1))

    def _lines(self, lines: list[str], first: int) -> list[str]:
        out: list[str] = []
        at = 0
        while at < len(lines):
            found = _OPENING.fullmatch(lines[at])
            if found:
                end = _end(lines, at, found["fence"])
                is_closed = end - at > 1 and _closes(lines[end - 1], found["fence"])
                out += self._shown(found, lines[at + 1 : end - is_closed], end - at, first + at)
                at = end
            elif fence := _PLAIN_FENCE.fullmatch(lines[at]):
                end = _end(lines, at, fence["fence"])
                out += lines[at:end]
                at = end
            else:
                out.append(self._inline(lines[at]))
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
        name = _name_of(found)
        options, skipped = options_of(inner)
        one = _Directive(name, found["before"], self._inline(found["words"]).strip(), options, inner[skipped:])
        is_reference = name in _FIGURES and found["words"].startswith("#")
        is_picture = name in _FIGURES and not is_reference and bool(found["words"].strip())
        if name == "include":
            text = self.include(found["words"].strip())
            shown = [] if text is None else text.rstrip("\n").split("\n")
        elif name in _NOTHING or (name == "code-cell" and _is_hidden(options)):
            shown = []
        elif name in _CODE:
            shown = [f"{one.before}```{_language(name, one.words)}", *one.body, f"{one.rest}```"]
        elif name in _FORMULAS:
            shown = [f"{one.before}$$", *([f"{one.rest}{one.words}"] if one.words else []), *one.body, f"{one.rest}$$"]
        elif is_reference:
            embed = f"![]({found['words'].strip()})"
            shown = [f"{one.before}{self._inline(embed)}"]
        elif is_picture:
            shown = [f"{one.before}{self._figure(found['words'], options, one.body)}"]
        else:
            nested = [line.removeprefix(one.rest) for line in one.body]
            shown = self._around(one, self._nested(nested, number + 1 + skipped), number)
        # A picture has its name itself.
        if label := "" if name in _NOTHING or is_picture else _label_of(options):
            first, *others = shown or [""]
            place = f'{one.before}<span id="{slug_of(label)}"></span>'
            shown = [place, "", f"{one.rest}{first.removeprefix(one.before)}", *others]
        return [*shown, *[""] * (height - len(shown))]

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
        caption = self._inline(" ".join(line.strip() for line in body if line.strip()))
        label = _label_of(options)
        alternative = options.get("alt", "")
        return (
            figure(address, caption, alternative, slug_of(label)) if label else picture(address, caption, alternative)
        )

    def _inline(self, line: str) -> str:
        if _COMMENT.fullmatch(line) or _BREAK.fullmatch(line):
            return ""
        if target := _TARGET.fullmatch(line):
            return f'<span id="{slug_of(target["name"])}"></span>' if target["name"] not in self.titles else ""
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
        address = self.find(target.partition("#")[0])
        title = self.title_of(address) if address else ""
        return f"[{title}]({destination(target)})" if title else found[0]

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
            case "abbr" | "term" | "guilabel" | "menuselection" | "u" | "del":
                shown = words or text
            case _:
                shown = f"`{words or text}`"
        return shown


def _named(text: str) -> tuple[str, str]:
    """What a role says, empty if it says nothing of its own, and what it is about.

    >>> _named("the paper <knuth84>"), _named("knuth84")
    (('the paper', 'knuth84'), ('', 'knuth84'))
    """
    words, sign, target = text[:-1].rpartition("<")
    is_named = sign and target and text.endswith(">") and ">" not in target
    return (words.rstrip(), target) if is_named else ("", text)


def _is_hidden(options: dict[str, str]) -> bool:
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


def _label_of(options: dict[str, str]) -> str:
    """The name by which others refer to a directive; empty where it has none."""
    return options.get("name") or options.get("label", "")


def _language(name: str, words: str) -> str:
    if name == "mermaid":
        return name
    return re.sub(r"^(?:i?python3?)$", "python", words.split(" ", maxsplit=1)[0].strip("{}.")) if words else ""


def without_hidden(lines: list[str]) -> list[str]:
    """The lines of a document as they are, without comments and directives that show nothing of what they hold."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        line, end = lines[at], at + 1
        if found := _OPENING.fullmatch(line):
            name = _name_of(found)
            if name in _NOTHING | _CODE:
                end = _end(lines, at, found["fence"])
            if name not in _NOTHING and not (name == "code-cell" and _is_hidden(options_of(lines[at + 1 : end])[0])):
                out += lines[at:end]
        elif fence := _PLAIN_FENCE.fullmatch(line):
            end = _end(lines, at, fence["fence"])
            out += lines[at:end]
        elif not _COMMENT.fullmatch(line):
            out.append(line)
        at = end
    return out


def directive_of(lines: list[str], name: str) -> tuple[str, list[str]] | None:
    """The words and the lines of the first directive of a name that is no example in code; None if there is none."""
    at = 0
    while at < len(lines):
        found = _OPENING.fullmatch(lines[at])
        if found and _name_of(found) == name and len(found["before"].expandtabs(4)) < _CODE_INDENT:
            return found["words"].strip(), lines[at + 1 : _end(lines, at, found["fence"])]
        is_code = not found or _name_of(found) in _CODE
        fence = (found or _PLAIN_FENCE.fullmatch(lines[at])) if is_code else None
        at = _end(lines, at, fence["fence"]) if fence else at + 1
    return None


def _name_of(opening: re.Match[str]) -> str:
    """The name of a directive without its domain."""
    return opening["name"].rpartition(":")[2].lower()


def _closes(line: str, fence: str) -> bool:
    return re.fullmatch(rf"[ \t>]*{re.escape(fence)}{re.escape(fence[0])}*[ \t]*", line) is not None


def _end(lines: list[str], start: int, fence: str) -> int:
    """The number of the line behind what a fence begins; of colons, those within have to be fewer or to be ended."""
    depth = 1
    for at in range(start + 1, len(lines)):
        inner = _OPENING.fullmatch(lines[at])
        if fence[0] == ":" and inner and inner["fence"] == fence:
            depth += 1
        elif _closes(lines[at], fence):
            depth -= 1
            if not depth:
                return at + 1
    return len(lines)


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
