"""MDX in, Markdown that says the same out: components become what they show, imports and expressions go.

Nothing is run. A component that shows something is known by its name or by what it is given, as a shortcode is; of one that is not
known, what it stands around stays.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from .embeds import embedded
from .prose import CODE, DEEPEST, Lines, behind_fence, below, destination, fence_for
from .shortcodes import around

_NEXT = re.compile(
    CODE + r"|(?P<formula>(?<![\\$])\$\$[^$]{1,4000}\$\$|(?<![\\$\w])\$(?!\$)[^$\n{}]{0,200}\{[^$\n]{0,400}\$(?!\w))"
    r"|(?P<module>^(?:import|export)(?=[\s{*\"']))|(?P<tag>(?<!\\)<(?=[A-Za-z/>]))|(?P<brace>(?<!\\)\{(?!\{))",
    flags=re.MULTILINE,
)
_MODULE = re.compile(
    r"import\s{0,9}(?:[\w$*{][\w$*\s,{}]{0,2000}?\bfrom\s{0,9})?[\"']"
    r"|export\s+(?:const|let|var|default|function|async|class|type|interface|\{|\*)"
)
_IMPORTED = re.compile(r"import\s+(?P<name>[\w$]+)\s+from\s+[\"'](?P<file>[^\"'\n]+)[\"']")
# Braces, and what they may stand in as signs: comments, and texts of a program, which begin behind no letter.
_BRACE = re.compile(
    r"[{}]|/\*[\s\S]*?(?:\*/|\Z)|(?<=[\s({\[=,:?&|+])(?:\"(?:[^\"\\\n]|\\.){0,2000}\"|'(?:[^'\\\n]|\\.){0,2000}'|`(?:[^`\\]|\\.){0,2000}`)"
)
_CONDITION = re.compile(r"&&|\?|\|\|")
_NAME = re.compile(r"/?\s*(?P<name>[A-Za-z][\w.:-]*)?")
_ATTRIBUTE = re.compile(
    r"\s*(?P<name>[@:#\w$.-]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<brace>\{)|(?P<bare>[^\s\"'{}<>/]+))?)?"
)
_TEXT = re.compile(
    r"\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|`(?P<raw>[^`$]*)`|(?P<number>-?\d+(?:\.\d+)?))\s*"
)
_FILE = re.compile(r"[\"'](?P<file>[^\"'\n]+\.(?:png|jpe?g|gif|svg|webp|avif|mp4|webm|mp3))[\"']", flags=re.IGNORECASE)
# Longer, it is a program.
_LONGEST = 20_000
_RENAMED = {"classname": "class", "htmlfor": "for"}
# Of elements of HTML those whose text is no Markdown, and no reader's.
_UNSHOWN = {"script", "style", "template"}
# As JSX hides, and Vue.
_HIDDEN = re.compile(
    r"\shidden(?:=\{true\}|=[\"'](?!until-found|false)|(?=[\s/>]))|\b(?:display:\s{0,9}[\"']none|visibility:\s{0,9}[\"']hidden)"
    r"|\sv-(?:if|show)=\"false\"|\sclass(?:Name)?=\{?[\"'](?:[^\"'\n]{0,200}\s)?(?:hidden|hide|d-none|invisible|is-hidden)[\"'\s](?![^>]{0,200}:)"
)
# Components whose names say that what they hold is not for all, and conditions that are never so.
_NEVER = re.compile(
    r"(?:Hidden|Hide|Draft|DraftOnly|Drafts|Private|PrivateOnly|Secret|Comment|Comments?Only|Wip|WIP|Todo|TODO|Unpublished)"
)
_IF_FALSE = re.compile(r"\s(?:condition|when|if|test|show|is)=\{\s*(?:false|null|undefined|0)\s*\}")
_PARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ALIASES = {
    **dict.fromkeys(("link", "a", "gatsby-link", "next-link", "router-link"), "a"),
    **dict.fromkeys(("you-tube", "lite-youtube", "youtube-embed", "lite-you-tube", "you-tube-video"), "youtube"),
    **dict.fromkeys(("tab-item", "tab-panel", "code-group-item"), "tab"),
}
_TITLED = {"tab"}
_CODE = {"code", "code-block", "code-snippet", "snippet", "highlight", "pre"}
_IDS = ("id", "videoid", "video-id", "video", "youtubeid", "tweetid", "tweet-id")


class _Tag(NamedTuple):
    """A tag: `name` as it was written, empty for a fragment; `end` is the place behind it."""

    name: str
    named: dict[str, str]
    closes: bool
    is_alone: bool
    end: int


class _Open(NamedTuple):
    """A component that is open: where it is in the text, and where in what is made its own text begins."""

    tag: _Tag
    place: int
    start: int


@dataclass
class Mdx:
    """One text.

    Attributes:
        is_module: whether lines of imports and exports, and what is in braces, are of a program.
        left_out: the lines, from 1, with what is left out of them.
    """

    is_module: bool = True
    left_out: list[tuple[int, str]] = field(default_factory=list)
    _text: str = ""
    _at: int = 0
    _out: list[str] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _names: Counter[str] = field(default_factory=Counter)
    _files: dict[str, str] = field(default_factory=dict)
    _ends: dict[int, int] | None = None

    def plain(self, text: str) -> str:
        """The text as Markdown, each line in its place as far as that can be."""
        if "<" not in text and "{" not in text and "import" not in text and "export" not in text:
            return text
        self._text, self._at, self._out, self._ends = text, 0, [], None
        self._lines = Lines(text)
        while found := _NEXT.search(text, self._at):
            self._out.append(text[self._at : found.start()])
            self._at = found.end()
            if found["fence"] is not None:
                self._at = behind_fence(text, found)
                self._out.append(text[found.start() : self._at])
            elif found["span"] is not None or found["formula"] is not None:
                self._out.append(found[0])
            elif found["module"] is not None:
                self._module(found)
            elif found["tag"] is not None:
                self._tag(found.start())
            else:
                self._expression(found.start())
        return "".join([*self._out, text[self._at :]])

    def _leave_out(self, start: int, what: str) -> None:
        self.left_out.append((self._lines.number(start) + 1, what))

    # -- programs

    def _module(self, found: re.Match[str]) -> None:
        """Imports and exports stand by themselves, up to an empty line behind their last bracket."""
        start = found.start()
        if not self.is_module or not _MODULE.match(self._text, start):
            self._out.append(found[0])
            return
        end = start
        depth, ticks = 0, 0
        for line in self._text[start : start + _LONGEST].split("\n"):
            if depth <= 0 and not ticks % 2 and not line.strip():
                break
            depth += sum(map(line.count, "{([")) - sum(map(line.count, "})]"))
            ticks += line.count("`")
            end += len(line) + 1
        end = min(end, len(self._text))
        for one in _IMPORTED.finditer(self._text, start, end):
            self._files[one["name"]] = one["file"]
        self._out.append("\n" * self._text.count("\n", start, end))
        self._at = end

    def _expression(self, start: int) -> None:
        end = self._behind_braces(start) if self.is_module else None
        if end is None:
            self._out.append("{")
            return
        inner = self._text[start + 1 : end - 1]
        # The name of a heading, which is no expression, since a heading has to have one.
        if inner.startswith(("#", ".")):
            self._out.append(self._text[start:end])
        else:
            shown = self._value(inner)
            if shown is None and not inner.strip().startswith("/*"):
                self._leave_out(start, f"`{{{' '.join(inner.split())[:40]}}}`")
            self._out.append((shown or "") + "\n" * inner.count("\n"))
        self._at = end

    def _behind_braces(self, start: int) -> int | None:
        """The place behind the brace that closes the one that stands here; None where there is none."""
        end = self._braces().get(start)
        return end if end is not None and end - start <= _LONGEST else None

    def _braces(self) -> dict[int, int]:
        """The place behind the brace that closes one, by the place of that; found once for a text."""
        if self._ends is None:
            self._ends = {}
            opened: list[int] = []
            at = 0
            while one := _BRACE.search(self._text, at):
                at = one.end()
                if one[0] == "{":
                    opened.append(one.start())
                elif one[0] == "}" and opened:
                    self._ends[opened.pop()] = one.end()
                elif one[0] != "}" and not opened:
                    # Outside of programs, such signs are words.
                    at = one.start() + 1
        return self._ends

    def _value(self, program: str) -> str | None:
        """The text that an expression is; None for any other."""
        if found := _TEXT.fullmatch(program):
            return next(one for one in found.groups() if one is not None)
        if (name := program.strip().removesuffix(".src")) in self._files:
            return self._files[name]
        if _CONDITION.search(program):
            # Nobody knows here what it comes to.
            return None
        file = _FILE.search(program)
        return file["file"] if file else None

    # -- tags

    def _read_tag(self, start: int) -> _Tag | None:
        """The tag that begins here; None if it is not one, such as an address between angle brackets."""
        text = self._text
        found = _NAME.match(text, start + 1)
        assert found is not None
        closes, name, at = found[0].startswith("/"), found["name"] or "", found.end()
        named: dict[str, str] = {}
        while at < min(start + _LONGEST, len(text)):
            while text[at : at + 1].isspace():
                at += 1
            if text.startswith("/>", at):
                return _Tag(name, named, closes, is_alone=True, end=at + 2)
            if text.startswith(">", at):
                return _Tag(name, named, closes, is_alone=False, end=at + 1)
            if text.startswith("{", at):
                at = self._behind_braces(at) or len(text)
                continue
            one = _ATTRIBUTE.match(text, at)
            if one is None or one.end() == at:
                return None
            at = one.end()
            value = next((one[kind] for kind in ("double", "single", "bare") if one[kind] is not None), "")
            if one["brace"]:
                end = self._behind_braces(at - 1)
                if end is None:
                    return None
                said, at = self._value(text[at : end - 1]), end
                if said is None:
                    continue
                value = said
            named[one["name"].lower()] = value
        return None

    def _tag(self, start: int) -> None:
        tag = self._read_tag(start)
        if tag is None:
            self._out.append(self._text[start : self._at])
            return
        self._at = tag.end
        height = "\n" * self._text.count("\n", start, tag.end)
        opens = not (tag.closes or tag.is_alone)
        is_hidden = bool(opens and _HIDDEN.search(self._text, start, tag.end))
        is_hidden = is_hidden or bool(not tag.closes and _NEVER.fullmatch(tag.name)) or self._is_false(tag, start)
        if tag.name.lower() in _UNSHOWN or is_hidden:
            self._skip(tag, start)
        elif not tag.name:
            self._out.append(height)
        elif not self._is_component(tag):
            self._out.append(_html(tag) + height if self._is_jsx(start, tag) else self._text[start : tag.end])
        elif tag.closes:
            self._close(tag)
        elif tag.is_alone:
            self._out.append(self._placed(self._shown(tag, None, start)) + height)
        else:
            self._open.append(_Open(tag, len(self._out), start))
            self._names[tag.name] += 1

    def _is_false(self, tag: _Tag, start: int) -> bool:
        """Whether a component shows what it holds if something is so that never is."""
        is_condition = tag.name in {"If", "Show", "When", "Conditional"} and not tag.closes
        return is_condition and _IF_FALSE.search(self._text, start, tag.end) is not None

    def _is_component(self, tag: _Tag) -> bool:
        return tag.name[0].isupper() or "." in tag.name or ("-" in tag.name and tag.name.lower() in _ALIASES)

    def _is_jsx(self, start: int, tag: _Tag) -> bool:
        """Whether a tag of HTML holds what only JSX or Vue has."""
        written = self._text[start : tag.end]
        return (
            "{" in written
            or "className" in written
            or any(one[0] in ":@#" or one.startswith("v-") for one in tag.named)
        )

    def _skip(self, tag: _Tag, start: int) -> None:
        end = len(self._text)
        if tag.closes or tag.is_alone:
            end = tag.end
        else:
            depth = 1
            for one in re.compile(rf"<(?P<end>/?){tag.name}(?![\w-])[^<>]*>", flags=re.IGNORECASE).finditer(
                self._text, tag.end
            ):
                depth += -1 if one["end"] else not one[0].endswith("/>")
                if not depth:
                    end = one.end()
                    break
        self._out.append("\n" * self._text.count("\n", start, end))
        self._at = end

    def _close(self, tag: _Tag) -> None:
        """Show the last component of this name that is open, and what it stands around."""
        if not self._names[tag.name]:
            return
        while (opened := self._open.pop()).tag.name != tag.name:
            self._names[opened.tag.name] -= 1
        self._names[tag.name] -= 1
        if len(self._open) >= DEEPEST:
            # What it stands around stays as it is.
            return
        inner = "".join(self._out[opened.place :])
        del self._out[opened.place :]
        inner = textwrap.dedent(inner) if "\n" in inner else inner
        self._out.append(self._placed(self._shown(opened.tag, inner, opened.start)))

    def _placed(self, shown: str) -> str:
        """What a component shows, below what is before it in its line."""
        before = "".join(self._out[-3:]).rpartition("\n")[2]
        if not before.strip(" \t>-*+"):
            return re.sub(r"\n(?=[^\n])", f"\n{below(before)}", shown)
        return f"\n\n{shown}" if shown.startswith(("> [!", "```", "<details")) else shown

    def _shown(self, tag: _Tag, inner: str | None, start: int) -> str:
        """What a component shows."""
        name = _PARTS.sub("-", tag.name.rpartition(".")[2] or tag.name).lower()
        name = _ALIASES.get(name, name)
        named = {key.lstrip(":@"): value for key, value in tag.named.items() if value}
        words = [named[key] for key in _IDS if named.get(key)]
        if name == "a":
            address = named.get("to") or named.get("href") or ""
            return f"[{(inner or '').strip()}]({destination(address)})" if address and inner else inner or ""
        if name in _CODE and "\n" in (inner or ""):
            return _code(inner or "", named)
        shown = embedded(name, words, named)
        if shown and not (inner or "").strip():
            return shown
        told = around(name, [*words, *named.values()][:1] if name in _TITLED else [], named, inner or "")
        if told is not None and inner is not None:
            return told
        said = next(
            (named[key] for key in ("children", "text", "content", "label", "title", "name") if named.get(key)), ""
        )
        if not (inner or "").strip() and not said:
            self._leave_out(start, f"the component `{tag.name}`")
        return (shown and f"{shown}\n\n") + (inner if inner and inner.strip() else said)


def _code(inner: str, named: dict[str, str]) -> str:
    """What a component shows as code, by the language that it or the name of its file says."""
    file = next((named[key] for key in ("filename", "file", "title") if "." in named.get(key, "")), "")
    language = named.get("lang") or named.get("language") or file.rpartition(".")[2]
    lines = inner.strip("\n").split("\n")
    mark = fence_for(lines)
    return "\n".join([f"{mark}{language}", *lines, mark])


def _html(tag: _Tag) -> str:
    """A tag of HTML with those of its attributes that HTML has."""
    kept = [
        f' {_RENAMED.get(name, name)}="{value.replace(chr(34), "&quot;")}"'
        for name, value in tag.named.items()
        if name[0] not in ":@#" and not name.startswith(("v-", "on")) and name not in {"style", "key", "ref"}
    ]
    return f"<{'/' * tag.closes}{tag.name}{''.join(kept)}{' /' * tag.is_alone}>"
