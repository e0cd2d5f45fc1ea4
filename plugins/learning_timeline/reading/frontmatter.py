"""The text of a Markdown file in, its fields and its body out.

Four kinds of front matter: YAML between lines of ``---`` (as Jekyll, Hugo, Quarto and Obsidian write it), TOML between
lines of ``+++`` and an object of JSON (Hugo), and the flat ``Title: ...`` lines of Pelican and MultiMarkdown. Where each
begins and ends, `analytics.front_matter` says, since its words count nowhere.

Values come out as they were written: a title of ``no``, ``1:30``, ``2026`` or ``null`` is that text, not what YAML
makes of it. Who needs a date or a number parses it by the field's name. Files may come from anyone: aliases, which can
grow a few lines into gigabytes, tags and deep nesting are refused, and every remark names its line. What cannot be read
leaves a post its text; it is held back then if the unread lines speak of such things.
"""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import Reader

from .._seam import analytics
from . import conflicts, drafts
from .field_values import FieldValue
from .literal_maps import map_of
from .stand_ins import is_ciphertext, stand_in

# The C parser is ten times faster; PyYAML is built without it on some machines.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# A list of predictions, each of named parts, needs three.
_DEEPEST = 10
_TOO_DEEP = f"values are nested more than {_DEEPEST} deep"
# What the C parser says of brackets so deep that none of them becomes an event.
_PARSER_GAVE_UP = "exceeded maximum nesting depth"
_QUOTE_IT = 'put the value in "quotes"'
_MEND_YAML = 'put a value that contains ": " or starts with a special character in "quotes", and indent with spaces'

# What other programs call the same thing. A field's own name wins.
_SYNONYMS = {
    "categories": "category",
    "created": "date",
    "lastmod": "modified",
    "last_modified_at": "modified",
    "updated": "modified",
    "description": "summary",
    "redirect_from": "aliases",
}
_OF_METADATA = analytics.front_matter.FLAT_FIELDS | _SYNONYMS.keys() | {"predictions"}
_COMMENT = re.compile(r"\s*<!--(?P<inner>.*?)-->\s*", flags=re.DOTALL)
_TOML_LINE = re.compile(r"""^[ \t]*(?:\[+[ \t]*)?["']?(?P<name>[\w-]+)""", flags=re.MULTILINE)
_TOML_PLACE = re.compile(r" \(at line (\d+), column \d+\)")


class FrontMatterError(ValueError):
    """Front matter that cannot be read.

    Args:
        line: 1-based line of the file.
        problem: what is wrong.
        remedy: how to fix it.
    """

    def __init__(self, line: int, problem: str, remedy: str) -> None:
        self.line, self.problem, self.remedy = line, problem, remedy
        super().__init__(f"line {line}: {problem}: {remedy}")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file taken apart.

    Attributes:
        fields: by lower-cased name: text as it was written, or lists and mappings of it. ``categories``,
            ``description`` and the like are also found under Pelican's names for them.
        body: what comes after the front matter, with line feeds as its line ends.
        body_line: 1-based line of the file on which the body begins.
        lines: 1-based line of the file for each of the fields.
        held_back: why its author keeps it to themselves, on any day; empty if they do not.
        remarks: what of it could not be read.
        left_out: what the file is, in a noun, if it is no post after all.
    """

    fields: Mapping[str, FieldValue]
    body: str
    body_line: int
    lines: Mapping[str, int]
    held_back: str = ""
    remarks: tuple[FrontMatterError, ...] = ()
    left_out: str = ""


def split(text: str) -> FrontMatter:
    """Take a file's text apart; whatever it holds, its body comes out, unless it only stands for another."""
    if instead := stand_in(text):
        return FrontMatter({}, "", 1, {}, held_back=instead)
    if conflict := conflicts.first_line(text):
        return _split_in_conflict(text, conflict)
    parts, fields = analytics.front_matter.take_apart(text), _Fields()
    if not parts.is_closed:
        fence = text.lstrip("\ufeff")[:3]
        problem = f"the front matter that {fence} opens here has no end"
        fields.unread(FrontMatterError(1, problem, f"close it with a line of {fence}"), parts.block)
    elif parts.kind != "none":
        try:
            _READ[parts.kind](parts.block, fields)
        except FrontMatterError as error:
            fields.unread(error, parts.block)
    if parts.kind == "none" and (found := map_of(parts.body)):
        for one in found.fields:
            fields.add(*one)
        if not found.is_closed:
            problem = "the map of fields that begins here cannot be read"
            fields.remarks.append(FrontMatterError(1, problem, "close its quotes and brackets"))
        parts = parts._replace(
            body=parts.body[found.end :], body_line=parts.body_line + parts.body.count("\n", 0, found.end)
        )
    is_encrypted = is_ciphertext(parts.body) or ("ENC[" in parts.block and "sops" in parts.block)
    fields.hold_back("encryption" * is_encrypted)
    # The line that ends one block may begin another.
    fields.hold_back(drafts.reason_in_blocks(parts.body if parts.kind == "none" else f"---\n{parts.body}"))
    if parts.kind == "none" and parts.body.lstrip().startswith("<!--"):
        fields.hold_back(_reason_in_comments(parts.body))
    return fields.front_matter(parts.body, parts.body_line)


def _split_in_conflict(text: str, line: int) -> FrontMatter:
    """Take a text apart in which git left a conflict: fields are those of our side, and the body shows both."""
    ours, theirs = (split(conflicts.one_side(text, is_theirs=one)) for one in (False, True))
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # Either side may hold the post back.
    reasons = (
        one.held_back or drafts.reason_in_unread("\n".join(lines[: one.body_line - 1])) for one in (ours, theirs)
    )
    held_back = next(filter(None, reasons), "")
    mend = "keep one of the two versions, and delete the lines that start with <<<<<<<, ======= and >>>>>>>"
    said = FrontMatterError(line, "git left a merge conflict here", mend)
    body = "\n".join(lines[ours.body_line - 1 :])
    return dataclasses.replace(ours, body=body, held_back=held_back, remarks=(said, *ours.remarks))


def _reason_in_comments(text: str) -> str:
    """Why flat fields in the comments that a text begins with, or right below them, hold it back; empty if none does."""
    texts, at = [], 0
    while found := _COMMENT.match(text, at):
        texts.append(found["inner"])
        at = found.end()
    for one in (*texts, text[at:]):
        parts = analytics.front_matter.take_apart(f"{one.strip()}\n")
        if parts.kind == "flat":
            fields = _Fields()
            _read_flat(parts.block, fields)
            if reason := fields.front_matter("", 1).held_back:
                return f"{reason} below its beginning"
    return ""


def from_metadata(values: Mapping[str, Any]) -> FrontMatter:
    """Front matter that is in the metadata of a file; of what else such metadata holds nothing is taken.

    >>> from_metadata({"title": "T", "kernelspec": {"name": "python3"}, "authors": [{"name": "Ada"}]}).fields
    {'title': 'T', 'authors': [{'name': 'Ada'}]}
    """
    fields = _Fields()
    # As Nikola has it.
    nested = values.get("nikola")
    for name, value in {**values, **(nested if isinstance(nested, dict) else {})}.items():
        if name.lower() in _OF_METADATA or analytics.front_matter.may_hold_back(name):
            try:
                fields.add(name.lower(), _toml_value(value, 1), 1)
            except FrontMatterError as error:
                fields.unread(error, f"{name}: {value}")
    return fields.front_matter("", 1)


def with_fields(front: FrontMatter, found: Iterable[tuple[str, FieldValue, int]]) -> FrontMatter:
    """Front matter and the fields that a text holds outside of it, each with its 1-based line of the file.

    A field that the front matter has already keeps its value there; either of the two may hold the post back.

    >>> with_fields(split("Text."), [("description", "In short.", 1)]).fields
    {'description': 'In short.', 'summary': 'In short.'}
    """
    fields = _Fields()
    held_back = [front.held_back]
    for name, value, line in found:
        held_back.append(drafts.reason_in([(name, value)]))
        fields.values.setdefault(name.lower(), value)
        fields.lines.setdefault(name.lower(), line)
    fields.values |= front.fields
    fields.lines |= front.lines
    whole = fields.front_matter(front.body, front.body_line)
    return dataclasses.replace(whole, held_back=drafts.first_of(held_back), remarks=front.remarks)


def rewritten(front: FrontMatter, body: str, left_out: Iterable[tuple[int, str]] = ()) -> FrontMatter:
    """A file with another text, and a remark on each thing that is not in it any more, with its 1-based line of the old one."""
    said = [
        FrontMatterError(front.body_line - 1 + line, f"{what} is left out", "write what it shows as Markdown or HTML")
        for line, what in left_out
    ]
    return dataclasses.replace(front, body=body, remarks=(*front.remarks, *said))


class _Fields:
    """Fields as they are found; of two with one name the last counts, as for other programs."""

    def __init__(self) -> None:
        self.values: dict[str, FieldValue] = {}
        self.lines: dict[str, int] = {}
        self.remarks: list[FrontMatterError] = []
        self._held_back: list[str] = []

    def add(self, name: str, value: FieldValue, line: int) -> None:
        if name in self.values:
            problem = f"`{name}` appears here and in line {self.lines[name]}"
            self.remarks.append(FrontMatterError(line, problem, "keep one of them"))
        # Each of two counts for this.
        self._held_back.append(drafts.reason_in([(name, value)]))
        self.values[name], self.lines[name] = value, line

    def hold_back(self, reason: str) -> None:
        """Hold the post back for what stands elsewhere; not if the reason is empty."""
        self._held_back.append(reason)

    def unread(self, error: FrontMatterError, block: str) -> None:
        """Take front matter that cannot be read as if there were none, but for what it may say of holding back."""
        self.remarks.append(error)
        self._held_back.append(drafts.reason_in_unread(block))
        self.values, self.lines = {}, {}

    def front_matter(self, body: str, body_line: int) -> FrontMatter:
        values, lines = self.values, self.lines
        for synonym, name in _SYNONYMS.items():
            if synonym in values and name not in values:
                values[name], lines[name] = values[synonym], lines[synonym]
        reason = drafts.first_of(self._held_back)
        return FrontMatter(values, body, body_line, lines, reason, tuple(self.remarks))


def _read_flat(block: str, fields: _Fields) -> None:
    found: list[tuple[str, list[str], int]] = []
    for number, line in enumerate(block.split("\n"), 1):
        if match := analytics.front_matter.FLAT_LINE.match(line):
            found.append((match["name"].lower(), [match["value"].strip()], number))
        else:
            found[-1][1].append(line.strip())
    for name, parts, number in found:
        fields.add(name, " ".join(filter(None, parts)), number)


def _read_yaml(block: str, fields: _Fields) -> None:
    try:
        events = yaml.parse(block, Loader=_LOADER)
        next(events)  # the stream's start
        if isinstance(next(events), yaml.StreamEndEvent):
            return
        root = next(events)
        if not isinstance(root, yaml.MappingStartEvent):
            raise _yaml_error(root, "the front matter is not a list of fields", "write each as `name: value`")
        for name, value, line in _pairs(root, events, 1):
            fields.add(name.lower(), value, line)
        next(events)  # the document's end
        another = next(events)
        if not isinstance(another, yaml.StreamEndEvent):
            raise _yaml_error(another, "the front matter has a second part", "remove the line that starts with ---")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, block.count("\n")) if mark else 0
        if error.problem == _PARSER_GAVE_UP:
            raise FrontMatterError(line + 2, _TOO_DEEP, _QUOTE_IT) from None
        raise FrontMatterError(line + 2, f"the YAML cannot be read ({error.problem})", _MEND_YAML) from None
    except yaml.YAMLError:
        # Only its reader raises errors without a mark.
        found = Reader.NON_PRINTABLE.search(block)
        line = block.count("\n", 0, found.start()) if found else 0
        raise FrontMatterError(line + 2, "the front matter contains a control character", "delete it") from None


def _pairs(start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Iterator[tuple[str, FieldValue, int]]:
    """The entries of the mapping that has just begun, with their lines."""
    _refuse_markers(start)
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            raise _yaml_error(event, "a field's name is not a word", _QUOTE_IT)
        _refuse_markers(event)
        yield event.value, _value(events, depth), _line(event)


def _value(events: Iterator[yaml.Event], depth: int) -> FieldValue:
    return _value_of(next(events), events, depth)


def _value_of(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> FieldValue:
    _refuse_markers(event)
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if depth == _DEEPEST:
        raise _yaml_error(event, _TOO_DEEP, _QUOTE_IT)
    if isinstance(event, yaml.MappingStartEvent):
        return {name: value for name, value, _ in _pairs(event, events, depth + 1)}
    items: list[FieldValue] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.append(_value_of(event, events, depth + 1))
    return items


def _refuse_markers(event: yaml.Event) -> None:
    """Refuse what YAML makes of a value that begins with ``&``, ``*`` or ``!``."""
    if getattr(event, "anchor", None) is not None:
        raise _yaml_error(event, "a value starts with & or *, which YAML reads as a reference", _QUOTE_IT)
    if getattr(event, "tag", None) is not None:
        raise _yaml_error(event, "a value starts with !, which YAML reads as a type", _QUOTE_IT)


def _yaml_error(event: yaml.Event, problem: str, remedy: str) -> FrontMatterError:
    return FrontMatterError(_line(event), problem, remedy)


def _line(event: yaml.Event) -> int:
    """The line of the file; marks count from zero, and the fence is the file's first line."""
    return event.start_mark.line + 2 if event.start_mark else 2


def _read_toml(block: str, fields: _Fields) -> None:
    lines: dict[str, int] = {}
    for match in _TOML_LINE.finditer(block):
        lines.setdefault(match["name"], block.count("\n", 0, match.start()) + 2)
    try:
        # Numbers stay as they were written.
        for name, value in tomllib.loads(block, parse_float=str).items():
            fields.add(name.lower(), _toml_value(value, 1), lines.get(name, 2))
    except FrontMatterError:
        raise
    except ValueError as error:
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) if place else block.count("\n")
        reason = _TOML_PLACE.sub("", str(error))
        raise FrontMatterError(line + 1, f"the TOML cannot be read ({reason})", 'put text in "quotes"') from None
    except RecursionError:
        raise FrontMatterError(2, _TOO_DEEP, "write them flatter") from None


def _toml_value(value: Any, depth: int) -> FieldValue:  # noqa: ANN401 - whatever TOML holds
    if depth > _DEEPEST:
        raise FrontMatterError(2, _TOO_DEEP, "write them flatter")
    if isinstance(value, list):
        return [_toml_value(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {name: _toml_value(item, depth + 1) for name, item in value.items()}
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read_json(block: str, fields: _Fields) -> None:
    try:
        # Numbers stay as they were written.
        said = json.loads(block, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", _TOO_DEEP)
        raise FrontMatterError(getattr(error, "lineno", 1), f"the JSON cannot be read ({reason})", "mend it") from None
    for name, value in said.items():
        if value is not None:
            fields.add(name.lower(), _toml_value(value, 1), 1)


_READ = {"yaml": _read_yaml, "toml": _read_toml, "flat": _read_flat, "json": _read_json}


def fields_of(file: Path) -> Iterable[tuple[str, FieldValue]]:
    """The fields of a file's front matter; none if it cannot be read."""
    try:
        return split(file.read_text(encoding="utf-8", errors="replace")).fields.items()
    except OSError:
        return ()
