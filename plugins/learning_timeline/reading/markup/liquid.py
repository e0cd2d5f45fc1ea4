"""Liquid as posts of Jekyll, Octopress and Hexo hold it in, Markdown that says the same out.

No program is run. A tag that shows something becomes what it shows; what decides or counts is left out, and remarked upon.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import quote

from . import liquid_logic
from .embeds import CALLOUTS, FOLDS, KINDS, SILENT, embedded
from .prose import (
    CODE,
    DEEPEST,
    Lines,
    as_html,
    attributes,
    behind_fence,
    below,
    callout,
    destination,
    fence_for,
    stands_in_html,
)

_TOKEN = re.compile(
    CODE + r"|\{%-?\s*(?P<tag>[\w-]++)(?P<rest>(?:[^%{]|%(?!\})|\{(?!%))*?)-?%\}"
    r"|\{\{-?(?P<output>(?:[^{}]|\}(?!\}))*?)-?\}\}",
    flags=re.MULTILINE,
)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
# A value, or one of its filters: a bar between quotes ends none.
_FILTER = re.compile(r"""(?:[^|"']|"[^"]*"|'[^']*'|["'])+""")
# What holds other text, whose end is looked for as it is.
_VERBATIM = {"raw", "verbatim", "highlight", "codeblock", "code", "comment"}
_ADDRESSES = {"post_url", "link", "post_path", "asset_path"}
_SITE = {"site.url", "site.baseurl", "site.github.url", "site.base_url", "baseurl"}
_NEUTRAL = {"escape", "strip", "uri_escape", "cgi_escape", "xml_escape", "markdownify", "strip_html", "safe"}
# What a part is given by a name that stands for a value; in quotes it is a text.
_BY_NAME = re.compile(r""""[^"]*"|'[^']*'|(?<![\w-])(?P<key>[\w-]++)\s*+=\s*+(?P<name>[\w.-]++)""")
# Pieces of what was made that may hold the site's address: those of two values, and the text around them.
_PIECES = 5
# Parts of a theme that bring scripts, lists of contents or comments along.
_OF_THEMES = re.compile(r"toc|script|math|latex|disqus|comment|analytics|head|foot|share|nav")


@dataclass
class Liquid:
    """The Liquid of one text.

    Attributes:
        site: what its settings say, by name.
        page: what its front matter says, by name; None for what is no single text, such as a list.
        find: the address of a post or a file of the site by how a tag names it; empty if there is none.
        left_out: the lines, from 1, with what is left out of them.
        first_line: the number of its first line.
        assigned: values by names of the text's own.
        depth: how many blocks it is in.
    """

    site: Mapping[str, str]
    page: Mapping[str, str | None]
    find: Callable[[str], str]
    left_out: list[tuple[int, str]] = field(default_factory=list)
    first_line: int = 1
    assigned: dict[str, str] = field(default_factory=dict)
    depth: int = 0
    _out: list[str] = field(default_factory=list)
    _text: str = ""
    _at: int = 0

    def __post_init__(self) -> None:
        self._begin("")

    def _begin(self, text: str) -> None:
        self._text, self._at, self._out = text, 0, []
        self._lines, self._blocks = Lines(text), liquid_logic.Blocks(text)
        self._last_ends: dict[str, int] = {}

    def translated(self, text: str) -> str:
        """The text as Markdown, each line in its place as far as that can be."""
        if "{%" not in text and "{{" not in text:
            return text
        self._begin(text)
        while found := _TOKEN.search(text, self._at):
            self._out.append(text[self._at : found.start()])
            self._at = found.end()
            if found["fence"] is not None:
                self._fence(found)
            elif found["span"] is not None:
                self._out.append(found[0])
            elif found["output"] is not None:
                self._out.append(self._output(found))
            elif found["tag"] in _VERBATIM:
                self._verbatim(found)
            elif found["tag"] in liquid_logic.BLOCKS:
                self._block(found)
            elif found["tag"] in {"assign", "set"}:
                self._assign(found)
            elif found["tag"] in _ADDRESSES:
                self._address(found)
            else:
                self._out.append(self._shown(found, found["tag"], found["rest"].strip()) + "\n" * found[0].count("\n"))
        return "".join([*self._out, text[self._at :]])

    def _leave_out(self, found: re.Match[str], what: str) -> None:
        self.left_out.append((self._line(found), what))

    def _line(self, found: re.Match[str]) -> int:
        return self._lines.number(found.start()) + self.first_line

    def _inner(self, place: int) -> Liquid:
        """What reads the text of a block that begins at a place."""
        line = self._lines.number(place) + self.first_line
        return Liquid(self.site, self.page, self.find, self.left_out, line, self.assigned, self.depth + 1)

    # -- what decides

    def _block(self, found: re.Match[str]) -> None:
        """Of what a tag decides, the branch that was shown; a loop runs over what only the site has."""
        name, text = found["tag"], self._text
        block = self._blocks.begun_by(name, found["rest"], found.end())
        if block is None:
            self._leave_out(found, f"the tag `{name}`, which has no end,")
            return
        self._at = block.end
        begin, end = self._chosen(found, block) or (block.end, block.end)
        inner = self._inner(begin).translated(text[begin:end])
        self._out.append("\n" * text.count("\n", found.start(), begin))
        if name == "capture":
            self.assigned[found["rest"].strip(" \t\"'")] = inner.strip()
            inner = "\n" * inner.count("\n")
        self._out.append(inner + "\n" * text.count("\n", end, block.end))

    def _chosen(self, found: re.Match[str], block: liquid_logic.Block) -> tuple[int, int] | None:
        """Where what a block shows begins and ends; None if it shows nothing, or nobody here can know."""
        if self.depth >= DEEPEST:
            self._leave_out(found, f"what `{' '.join(found[0].split())}` shows")
            return None
        if found["tag"] in {"capture", "ifchanged"}:
            return block.branches[0][2:]
        with suppress(liquid_logic.Unknown):
            if found["tag"] in {"if", "unless", "case"}:
                return liquid_logic.chosen(block, self._known)
        self._leave_out(found, f"what `{' '.join(found[0].split())}` shows")
        return None

    def _assign(self, found: re.Match[str]) -> None:
        name, _, said = found["rest"].partition("=")
        value = self._evaluated(said)
        if value is None:
            # What it was before, it is no longer.
            self.assigned.pop(name.strip(), None)
        else:
            self.assigned[name.strip()] = value
        self._out.append("\n" * found[0].count("\n"))

    def _known(self, said: str) -> liquid_logic.Value:
        """A value in a condition.

        Raises:
            Unknown: it is one of the program's.
        """
        words = {"true": True, "false": False, "nil": None, "null": None, "blank": "", "empty": ""}
        if said in words:
            return words[said]
        if re.fullmatch(r"-?\d+(?:\.\d+)?", said):
            return float(said)
        if said in {"jekyll.environment", "eleventy.env.runMode"}:
            return "production"
        value = self._value(said)
        if value in {"true", "false"}:
            return value == "true"
        holder, _, name = said.partition(".")
        # What the page or the site does not say is nothing; what else there is in it, nobody has told.
        is_held = holder == "page" and name in self.page
        if value is None and (is_held or holder not in {"page", "site"} or "." in name or "|" in said):
            raise liquid_logic.Unknown
        return value

    def _until(self, found: re.Match[str], name: str) -> str:
        """What stands between a tag and its end, behind which the text then goes on."""
        end = re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}").search(self._text, found.end())
        self._at = end.end() if end else len(self._text)
        return self._text[found.end() : end.start() if end else None]

    def _last_end(self, name: str) -> int:
        """Where the last tag begins that ends one of a name; -1 if none does."""
        if name not in self._last_ends:
            ends = re.finditer(rf"\{{%-?\s*end{name}\s*-?%\}}", self._text)
            self._last_ends[name] = max((one.start() for one in ends), default=-1)
        return self._last_ends[name]

    # -- code

    def _fence(self, found: re.Match[str]) -> None:
        """A block of code stays as it is, but for the words that keep Liquid out of it."""
        self._at = behind_fence(self._text, found)
        self._out.append(_RAW.sub("", self._text[found.start() : self._at]))

    def _verbatim(self, found: re.Match[str]) -> None:
        name = found["tag"]
        inner = self._until(found, name)
        if name == "comment":
            self._out.append("\n" * inner.count("\n"))
        elif name in {"raw", "verbatim"}:
            self._out.append(inner)
        else:
            self._code(found["rest"], _RAW.sub("", inner))

    def _code(self, said: str, inner: str) -> None:
        words, named = attributes(said)
        language = next((word.removeprefix("lang:") for word in words if word.startswith("lang:")), "")
        language = language or next((word for word in words if word != "linenos"), "") or named.get("lang", "")
        line = "".join(self._out[-3:]).rpartition("\n")[2]
        is_alone = not line.strip(" \t>-*+")
        # As deep as the words before it are long, it would be code that shows its fence.
        before = below(line) if is_alone else line[: len(line) - len(line.lstrip(" \t>"))]
        lines = inner.split("\n")
        lines = lines[:-1] if len(lines) > 1 and not lines[-1].strip(" \t>") else lines
        lines = lines[1:] if len(lines) > 1 and not lines[0].strip() else [f"{before}{lines[0].strip()}", *lines[1:]]
        mark = fence_for(lines)
        opening = mark if is_alone else f"\n\n{before}{mark}"
        code = "\n".join(lines)
        self._out.append(f"{opening}{language}\n{code}\n{before}{mark}")

    # -- values

    def _output(self, found: re.Match[str]) -> str:
        value = self._evaluated(found["output"])
        if value is None:
            self._leave_out(found, f"`{found[0]}`")
            return ""
        ahead, behind = self._text[max(found.start() - 1, 0) : found.start()], self._text[found.end() : found.end() + 1]
        if ahead == "(" or (ahead == behind and ahead in {'"', "'"}):
            # The address of the site itself, or one with spaces.
            return value.replace(" ", "%20") or ("/" if behind in {")", '"', "'"} else "")
        return value

    def _evaluated(self, output: str) -> str | None:
        first, *filters = _FILTER.findall(output) or [""]
        value = self._value(first.strip())
        for one in filters:
            name, _, given = one.strip().partition(":")
            argument = self._value(given.strip()) or ""
            if value is None:
                return None
            match name.strip():
                case "prepend":
                    value = argument + value
                case "append":
                    value += argument
                case "relative_url" | "absolute_url":
                    value = value if re.match(r"/|[a-z]+:", value) else f"/{value}"
                case "upcase":
                    value = value.upper()
                case "downcase":
                    value = value.lower()
                case known if known not in _NEUTRAL:
                    return None
        return value

    def _value(self, said: str) -> str | None:
        if len(said) > 1 and said[0] == said[-1] and said[0] in "\"'":
            return said[1:-1]
        if said in _SITE:
            return ""
        if said in self.assigned:
            return self.assigned[said]
        holder, _, name = said.partition(".")
        return {"site": self.site, "page": self.page}.get(holder, {}).get(name)

    # -- tags

    def _address(self, found: re.Match[str]) -> None:
        address = self.find(self._with_outputs(found["rest"]).strip("\"' \t\n"))
        if not address:
            self._leave_out(found, f"`{' '.join(found[0].split())}`, which names nothing that is there,")
        # The site's own address before it says nothing here.
        before = "".join(self._out[-_PIECES:])
        if before.endswith(("(/", '"/', "'/")):
            self._out[-_PIECES:] = [before.removesuffix("/")]
        self._out.append(quote(address, safe="/#?.-_~%{}|"))

    def _shown(self, found: re.Match[str], name: str, rest: str) -> str:
        words, named = attributes(self._with_outputs(rest))
        words = [word for word in words if word != ","]
        first = next(iter(words), "")
        if name.startswith("include"):
            given = {one["key"]: self._value(one["name"]) for one in _BY_NAME.finditer(rest) if one["key"]}
            named = {**named, **{key: value for key, value in given.items() if value is not None}}
            part = re.sub(r"\.\w+$", "", first).rpartition("/")[2].lower()
            shown = embedded(part, words[1:], named)
            if shown and stands_in_html(self._text, found.start()):
                shown = as_html(shown)
            shown = shown or self._include(found, part, named)
        elif name == "post_link" and first:
            address, says = self.find(first), " ".join(words[1:])
            shown = f"[{says or first}]({destination(address)})" if address else says
        elif name == "cite" and first:
            shown = f"[{'; '.join(f'@{word.rstrip(chr(44))}' for word in words)}]"
        elif name.removeprefix("end") in FOLDS:
            shown = "\n</details>" if name.startswith("end") else f"<details><summary>{rest}</summary>\n"
        else:
            shown = embedded("img" if name == "asset_img" else name, words, named) or self._around(
                found, name, words, named
            )
        return shown

    def _around(self, found: re.Match[str], name: str, words: list[str], named: Mapping[str, str]) -> str:
        """What a tag shows that may stand around a text."""
        if name in CALLOUTS and name not in SILENT:
            return self._callout(found, name, words, named)
        if not {name, name.removeprefix("end")} & {*SILENT, *CALLOUTS} and "quote" not in name:
            self._leave_out(found, f"the tag `{name}`")
        return ""

    def _include(self, found: re.Match[str], part: str, named: Mapping[str, str]) -> str:
        """What a part of the site's theme would show of what it is given."""
        said = next((named[key] for key in ("content", "text", "body", "message", "note") if named.get(key)), "")
        if said:
            kind = CALLOUTS.get(named.get("type", part), "note")
            is_followed = self._text[found.end() : found.end() + 2].strip("\n") != ""
            return "\n".join(callout(kind, named.get("title", ""), said.split("\n"))) + "\n" * is_followed
        if not _OF_THEMES.search(part):
            self._leave_out(found, f"the include `{part}`")
        return ""

    def _callout(self, found: re.Match[str], name: str, words: list[str], named: Mapping[str, str]) -> str:
        if self._last_end(name) < found.end():
            return ""
        text = self._inner(found.start()).translated(self._until(found, name))
        lines = text.removesuffix("\n").removeprefix("\n").split("\n")
        said = (named.get("type") or next(iter(words), "") or name).lower()
        kind = CALLOUTS.get(said, said if said in KINDS else "note")
        return "\n".join([*callout(kind, named.get("title", ""), lines), ""])

    def _with_outputs(self, rest: str) -> str:
        return re.sub(r"\{\{-?([^{}]*?)-?\}\}", lambda one: self._evaluated(one[1]) or "", rest)
