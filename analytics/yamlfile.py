"""YAML text in, values with the line that each stands on out; every complaint names file, line and remedy.

Scalars stay texts, as they were written: what `no`, `1:30` or `2026-11` mean is for the reader of each field to say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import yaml

from .errors import ContentError

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a YAML file and where it stands.

    Attributes:
        path: the file.
        line: 1-based.
        value: a text, a list of values, or a mapping from texts to values.
    """

    path: str
    line: int
    value: str | list[Value] | dict[str, Value]

    def wrong(self, problem: str, remedy: str) -> ContentError:
        """The complaint about this value."""
        return ContentError(self.path, self.line, problem, remedy)

    def text(self, what: str) -> str:
        """The value as a text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong(f"{what} is not a text", "write a text")
        return self.value.strip()

    def texts(self, what: str) -> tuple[str, ...]:
        """The value as a list of texts; a text alone is a list of one."""
        if isinstance(self.value, list):
            return tuple(item.text(what) for item in self.value)
        return (self.text(what),)

    def mapping(self, what: str, known: tuple[str, ...]) -> dict[str, Value]:
        """The value as a mapping that has no unknown keys."""
        if not isinstance(self.value, dict):
            raise self.wrong(f"{what} is not a mapping", f"write it with {', '.join(known)}")
        for key, value in self.value.items():
            if key not in known:
                raise value.wrong(f"{what} has the unknown field {key!r}", f"use {', '.join(known)}")
        return self.value


def read_yaml(text: str, path: str) -> Value | None:
    """Read one document, or None where there is nothing in it.

    Raises:
        ContentError: the text is not YAML, repeats a key, or uses aliases.
    """
    try:
        root = yaml.compose(text, Loader=_LOADER)
        return None if root is None else _value(root, path, set())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = f"this is not YAML: {error.problem or error.context}"
        raise ContentError(
            path, mark.line + 1 if mark else None, problem, "mend the indentation or quote the value"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ContentError(path, None, "this is not YAML", "remove what is no plain text, list or mapping") from error


def _value(node: yaml.Node, path: str, seen: set[int]) -> Value:
    line = node.start_mark.line + 1
    if id(node) in seen:
        raise ContentError(path, line, "it uses an alias of YAML", "write the value out")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return Value(path, line, str(node.value))
    if isinstance(node, yaml.SequenceNode):
        return Value(path, line, [_value(item, path, seen) for item in node.value])
    fields: dict[str, Value] = {}
    for key_node, value_node in node.value:
        key, key_line = str(key_node.value), key_node.start_mark.line + 1
        if key in fields:
            raise ContentError(path, key_line, f"{key!r} stands here twice", "keep one of them")
        # The line of its key is where a person looks for a value, and the only one where the value is missing.
        fields[key] = replace(_value(value_node, path, seen), line=key_line)
    return Value(path, line, fields)
