"""What Sphinx and its blog add to reStructuredText: roles and directives, as docutils is to read them in a journal."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import quote

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles

from .directive_lines import is_for_pages

_TITLED = re.compile(r"(?P<words>[^<>]*[^<>\s])\s*<(?P<target>[^<>]+)>", flags=re.DOTALL)
_SUFFIXES = ("", ".rst", ".md", ".ipynb", "/index.rst", "/index.md")
# Names in a program, and references to what this site has no list of.
_CODE = (
    "class",
    "func",
    "meth",
    "mod",
    "attr",
    "data",
    "exc",
    "obj",
    "const",
    "envvar",
    "file",
    "samp",
    "kbd",
    "command",
)
_WORDS = ("ref", "numref", "term", "any", "dfn", "guilabel", "menuselection", "option", "program")
# Lists that this site makes itself, and what says something of the post alone.
_NOTHING = (
    "post",
    "postlist",
    "update",
    "toctree",
    "tags",
    "index",
    "highlight",
    "currentmodule",
    "todo",
    "todolist",
    "ifconfig",
)


class _Nothing(Directive):  # type: ignore[misc] # docutils carries no types
    """A directive that shows nothing. It names no options, so docutils takes them for its argument."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Any]:
        """No nodes."""
        return []


class _Only(Directive):  # type: ignore[misc] # docutils carries no types
    """A directive that shows its text where the page is of a kind."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Any]:
        """The nodes of its text; none if that is for other kinds of pages."""
        if not is_for_pages(self.arguments[0]):
            return []
        holder = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, holder, match_titles=True)
        return list(holder.children)


def register(content: Path, path: str) -> None:
    """Make docutils know them.

    Args:
        content: the content folder, in which the documents are that links name.
        path: of the file that is read next, from there.
    """

    def document(_: str, source: str, text: str, *__: Any, **___: Any) -> tuple[list[Any], list[Any]]:  # noqa: ANN401 - as docutils calls a role
        words, target = _parted(text)
        name = target.lstrip("/") if target.startswith("/") else f"{Path(path).parent.as_posix()}/{target}"
        places = (normpath(f"{name}{suffix}") for suffix in _SUFFIXES)
        file = next((one for one in places if not one.startswith("..") and (content / one).is_file()), "")
        if not file:
            return [nodes.inline(source, words)], []
        return [nodes.reference(source, words, refuri=f"{{filename}}/{quote(file)}")], []

    roles.register_local_role("doc", document)
    for name in (*_CODE, *(f"py:{name}" for name in _CODE)):
        roles.register_local_role(name, _code)
    for name in _WORDS:
        roles.register_local_role(name, _words)
    for name in _NOTHING:
        directives.register_directive(name, _Nothing)
    directives.register_directive("only", _Only)


def _code(_: str, source: str, text: str, *__: Any, **___: Any) -> tuple[list[Any], list[Any]]:  # noqa: ANN401 - as docutils calls a role
    return [nodes.literal(source, _parted(text)[0].lstrip("~!"))], []


def _words(_: str, source: str, text: str, *__: Any, **___: Any) -> tuple[list[Any], list[Any]]:  # noqa: ANN401 - as docutils calls a role
    return [nodes.inline(source, _parted(text)[0])], []


def _parted(text: str) -> tuple[str, str]:
    """The words and the target of a role.

    >>> _parted("the tree </posts/tree>"), _parted("posts/tree")
    (('the tree', '/posts/tree'), ('tree', 'posts/tree'))
    """
    if found := _TITLED.fullmatch(text):
        return found["words"], found["target"].strip()
    return text.rstrip("/").rpartition("/")[2], text
