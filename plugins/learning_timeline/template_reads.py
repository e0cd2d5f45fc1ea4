"""A template in, what it can read out: its own source, those of all that it extends, includes and imports, and names.

Jinja's syntax tree is asked, not the page: a name counts as read wherever the chain of templates mentions it. Where a
template could read what no tree shows (an include by a computed name, a filter of the site's own), nothing is known of
it, and its pages are always made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import meta, nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.exceptions import TemplateError
from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from .fingerprints import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment, Template

# Pelican's own filter and test depend on their arguments and on settings alone.
_FILTERS = FILTERS.keys() - {"random"} | {"strftime"}
_TESTS = TESTS.keys() | {"plugin_enabled"}
_GLOBALS = DEFAULT_NAMESPACE.keys() - {"lipsum"}


@dataclass(frozen=True, slots=True)
class Reads:
    """What the pages of a template depend on.

    Attributes:
        digest: of the sources of the whole chain.
        names: variables that are read as a whole.
        attributes: (variable, attribute) where nothing but attributes of the variable is read.
    """

    digest: bytes
    names: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]


class TemplateReads:
    """What templates read, found out once for each."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str | None], Reads | None] = {}

    def of(self, template: Template) -> Reads | None:
        """What the chain of a template reads; None where that cannot be told."""
        key = id(template.environment), template.name
        if key not in self._known:
            self._known[key] = _reads(template.environment, template.name or "")
        return self._known[key]


def _reads(environment: Environment, name: str) -> Reads | None:
    sources: dict[str, str] = {}
    trees: list[nodes.Template] = []
    waiting = [name]
    try:
        while waiting:
            name = waiting.pop()
            if name in sources:
                continue
            assert environment.loader is not None
            sources[name], _, _ = environment.loader.get_source(environment, name)
            tree = environment.parse(sources[name])
            referenced = list(meta.find_referenced_templates(tree))
            if None in referenced or not _is_plain(tree):
                return None
            trees.append(tree)
            waiting += [reference for reference in referenced if reference is not None]
    except TemplateError:
        return None
    undeclared = set().union(*(meta.find_undeclared_variables(tree) for tree in trees))
    if (undeclared & environment.globals.keys()) - _GLOBALS:
        return None
    whole, attributes = set(), set()
    for variable, attribute in (use for tree in trees for use in _uses(tree)):
        if variable in undeclared:
            whole.update([variable] if attribute is None else [])
            attributes.update([(variable, attribute)] if attribute is not None else [])
    return Reads(
        digest=digest_of(part.encode() for item in sorted(sources.items()) for part in item),
        # A name of which no use was found is read all the same: the tree said so.
        names=tuple(sorted(whole | (undeclared - {variable for variable, _ in attributes}))),
        attributes=tuple(sorted(use for use in attributes if use[0] not in whole)),
    )


def _is_plain(tree: nodes.Template) -> bool:
    """Whether all filters and tests are known to depend on their arguments alone."""
    return all(node.name in _FILTERS for node in tree.find_all(nodes.Filter)) and all(
        node.name in _TESTS for node in tree.find_all(nodes.Test)
    )


def _uses(node: nodes.Node) -> Iterator[tuple[str, str | None]]:
    """Each variable that is read, with the attribute of it that is, or None where it is read as a whole."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Getattr) and isinstance(child.node, nodes.Name):
            yield child.node.name, child.attr
        elif isinstance(child, nodes.Name):
            yield child.name, None
        else:
            yield from _uses(child)
