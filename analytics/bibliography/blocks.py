"""The text of a bibliography in, its entries as they are out, each with its line; what cannot be read is named and the rest read.

`bibtexparser` finds the entries. What it leaves to others is done here: values put together from pieces (`"The " # jmlr`), comments
within entries, and names of months.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UNPRINTABLE, ContentError
from .dates import MONTHS
from .resource import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bibtexparser.model import Block
    from bibtexparser.model import Entry as ParsedEntry

_NUMBERS = re.compile(r"[\d\s.,:/+-]*")
_MACRO = re.compile(r"[^\W\d][\w.:+/-]*")
_FIELD_WITHIN = re.compile(r"""[}"]\s*\w+\s*=""")
_BRACED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_PIECE = re.compile(rf'\s*(?:"(?P<quoted>(?:[^"{{}}]|{_BRACED})*)"|(?P<braced>{_BRACED})|(?P<bare>[^\s#"{{}}]+))\s*')
_PART_OF_AN_ENTRY = re.compile(r"""^[^\S\n]*@|\b\w+\s*=\s*[{"\d]|\b\w+\{[^\s,{}]+,""", flags=re.MULTILINE)
_REMARK = re.compile(r"^[ \t]*%.*", flags=re.MULTILINE)
_COMMENT_LINE = re.compile(r"^[ \t]*%.*$", flags=re.MULTILINE)


class Placed(NamedTuple):
    """An entry and the line in which it begins."""

    entry: Entry
    line: int


class Blocks:
    """The entries of a file.

    Attributes:
        entries: in order.
        problems, remarks: what cannot be read; what was left out.
    """

    def __init__(self, path: str) -> None:
        """The entries of the file of a path, as messages name it."""
        self.path = path
        self.entries: list[Placed] = []
        self.problems: list[ContentError] = []
        self.remarks: list[ContentError] = []
        self._strings: dict[str, str] = {}
        self._lines: dict[str, int] = {}
        self._line = 1
        self._is_broken = False

    def read(self, text: str) -> None:
        """Read a text."""
        from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - a build with nothing to do needs it not

        # What they log is told with the file's name.
        for name in ("bibtexparser", "pylatexenc"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        if found := UNPRINTABLE.search(text):
            # Those of other lines go as silently as they came: nobody typed them.
            self._line = text.count("\n", 0, found.start()) + 1
            self._odd(f"the character U+{ord(found[0]):04X} is not allowed on a page", "delete it")
            text = UNPRINTABLE.sub("", text)
        library = parse_string(_without_comments(text))
        self._strings = {name.lower(): str(string.value) for name, string in library.strings_dict.items()}
        for block in library.blocks:
            self._read(block)

    def _read(self, block: Block) -> None:
        from bibtexparser import model  # noqa: PLC0415 - see read

        self._line = (block.start_line or 0) + 1
        match block:
            case model.DuplicateBlockKeyBlock():
                at = self._lines.get(str(block.key))
                stands = f"is already in line {at}" if at else "appears twice"
                self._wrong(f"the key {block.key!r} {stands}", "keep one of them, or give this one another key")
            case model.DuplicateFieldKeyBlock():
                names = ", ".join(sorted(block.duplicate_keys))
                self._wrong(f"this entry says {names} twice", "keep one of them")
            case model.ParsingFailedBlock():
                first = (block.raw or "").strip().partition("\n")[0][:60]
                self._wrong(f"this cannot be read: {first!r}", "look for a brace, a quote or a comma that is missing")
            case model.Entry():
                self._entry(block)
            case model.MiddlewareErrorBlock():
                self._wrong(f"this cannot be read ({block.error})", "fix the entry")
            case model.ImplicitComment():
                self._between(block.comment)
            case _:  # a comment, a string, a preamble
                pass
        self._is_broken = isinstance(block, model.ParsingFailedBlock)

    def _between(self, comment: str) -> None:
        """Text between entries: a remark, or part of an entry that has come apart."""
        text = _REMARK.sub("", comment)
        # After an entry that cannot be read its rest follows, which is told with it.
        if self._is_broken or (found := _PART_OF_AN_ENTRY.search(text)) is None:
            return
        self._line += text.count("\n", 0, found.end())
        what = text[found.start() :].strip().partition("\n")[0][:60]
        remedy = "look for a missing or extra brace, or start a comment with %"
        self._wrong(f"{what!r} is outside of the entries", remedy)

    def _entry(self, parsed: ParsedEntry) -> None:
        key = parsed.key.strip()
        if not key or not key.isprintable():
            self._odd(f"the key {key!r} is not valid", "give the entry a key such as vaswani2017attention")
            return
        self._lines[key] = self._line
        written = tuple(self._fields(key, parsed))
        self.entries.append(Placed(Entry(key, parsed.entry_type.lower(), written), self._line))

    def _fields(self, key: str, parsed: ParsedEntry) -> Iterator[tuple[str, str]]:
        """Each field by its name; what is not written as BibTeX has it is named."""
        enclosing = parsed.parser_metadata.get("removed_enclosing", {})
        seen: set[str] = set()
        for one in parsed.fields:
            # A comment at the end of the line before belongs to no name.
            name = re.sub(r"%.*", "", one.key).strip()
            value = str(one.value).strip()
            if not name and "%" not in one.key:
                self._odd(f"{key!r} holds {value[:60]!r} without the name of a field", "write it as `name = {value},`")
            if name.lower() in seen:
                self._wrong(f"{key!r} says {name.lower()} twice", "keep one of them")
            if not name or name.lower() in seen:
                continue
            seen.add(name.lower())
            yield name, self._in_one_piece(key, name, value) if enclosing.get(one.key) == "no-enclosing" else value

    def _in_one_piece(self, key: str, name: str, value: str) -> str:
        """A value that is in no braces: a number, a macro, or several pieces."""
        if _NUMBERS.fullmatch(value):
            return value
        if _FIELD_WITHIN.search(value):
            self._wrong(f"{key!r}: a comma is missing in `{name.lower()}`", "end each field with a comma")
            return value
        pieces = list(self._pieces(value))
        if not pieces:
            self._wrong(f"{key!r}: `{name.lower()}` is in no braces", f"write it as `{name.lower()} = {{...}},`")
            return value
        for piece, is_known in pieces:
            if not is_known and name.lower() != "month":
                self._odd(
                    f"{key!r}: `{name.lower()}` is {piece}, which no @string tells",
                    "write it in braces, or add @string",
                )
        return "".join(piece for piece, _ in pieces)

    def _pieces(self, value: str) -> Iterator[tuple[str, bool]]:
        """Each piece of a value as text, and whether it is known what it means; none if the value is of another form."""
        found, at = [], 0
        while match := _PIECE.match(value, at):
            if bare := match["bare"]:
                is_known = bare.lower() in self._strings or bare.lower() in MONTHS or bool(_NUMBERS.fullmatch(bare))
                if not is_known and not _MACRO.fullmatch(bare):
                    return
                found.append((self._strings.get(bare.lower(), bare), is_known))
            else:
                found.append((match["quoted"] if match["braced"] is None else match["braced"][1:-1], True))
            at = match.end()
            if at == len(value):
                yield from found
                return
            if value[at] != "#":
                return
            at += 1

    def _wrong(self, problem: str, remedy: str) -> None:
        self.problems.append(ContentError(self.path, self._line, problem, remedy))

    def _odd(self, problem: str, remedy: str) -> None:
        self.remarks.append(ContentError(self.path, self._line, problem, remedy))


def _without_comments(text: str) -> str:
    """A text without lines that begin with % between the fields of an entry; the parser takes such a line for part of a name."""
    parts, done, depth = [], 0, 0
    for match in _COMMENT_LINE.finditer(text):
        before = text[done : match.start()]
        depth = max(depth + before.count("{") - before.count("\\{") - before.count("}") + before.count("\\}"), 0)
        parts += [before, "" if depth == 1 else match[0]]
        done = match.end()
        # A comment between entries counts for nothing; within a field it is text.
        depth += match[0].count("{") - match[0].count("}") if depth > 1 else 0
    return "".join([*parts, text[done:]])
