"""A site's templates in, the same able to speak its language: Jinja's `i18n` extension, and `lt_language` for days and numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, nodes, pass_context
from jinja2.visitor import NodeTransformer

from . import phrases
from .language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping

    _Say = Callable[..., Any]

_SAID_BY = frozenset({"_", "gettext"})
# Of a message, in which a value stands in its place; or a percent sign, which has no name.
_PLACE = re.compile(r"%(?:\((\w+)\)s|%)")


def offer_language(environment: Environment) -> None:
    """Let templates say `{% trans %}`, `_("Topics")` and `lt_language.day(on)`; a catalogue of the site's own is asked next."""
    environment.add_extension("jinja2.ext.i18n")
    known: MutableMapping[str, Any] = environment.globals
    one, several = known.get("gettext"), known.get("ngettext")
    if getattr(one, "is_the_plugins", False):
        return
    # As the site's own are called, if it has any: its theme is written for that.
    is_new: bool = environment.newstyle_gettext  # type: ignore[attr-defined] # of the extension
    environment.install_gettext_callables(_gettext, _ngettext, newstyle=is_new, pgettext=_pgettext)  # type: ignore[attr-defined]
    if callable(one):
        known["gettext"] = _either(known["gettext"], one, lambda said: _gettext(said) != said, is_new=is_new)
    if callable(several):
        known["ngettext"] = _either(
            known["ngettext"], several, lambda *said: _ngettext(*said) not in said[:2], is_new=is_new
        )
    known["gettext"].is_the_plugins = True  # so that it never asks itself
    known["lt_language"] = _Spoken()


def with_messages_said(environment: Environment, tree: nodes.Template) -> nodes.Template:
    """A template in which messages without places stand as they are said in the language that is spoken now.

    They are asked for once, when it is compiled, and not in each page. A catalogue of the site's own stays asked in each, as does a
    template that calls something else by these names.
    """
    is_ours = environment.globals.get("gettext") is _gettext
    if is_ours and _SAID_BY.isdisjoint(_named(tree)):
        _Said().visit(tree)
    return tree


def nodes_of(tree: nodes.Node) -> Iterator[nodes.Node]:
    """All nodes below one, in no order to rely on; Jinja's own way to each goes through a generator for each level above it."""
    waiting = [tree]
    while waiting:
        below = [*waiting.pop().iter_child_nodes()]
        yield from below
        waiting += below


def _named(tree: nodes.Template) -> Iterator[str]:
    """The names that a template gives to something."""
    for node in nodes_of(tree):
        if isinstance(node, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in node.names)
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.Macro) or (isinstance(node, nodes.Name) and node.ctx != "load"):
            yield node.name


class _Said(NodeTransformer):
    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - as Jinja calls it
        is_said = isinstance(node.node, nodes.Name) and node.node.name in _SAID_BY
        has_more = node.kwargs or node.dyn_args or node.dyn_kwargs
        if is_said and not has_more and len(node.args) == 1 and isinstance(message := node.args[0], nodes.Const):
            return nodes.Const(_gettext(message.value), lineno=node.lineno)
        return self.generic_visit(node)

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802 - likewise
        self.generic_visit(node)
        node.nodes = [part for one in node.nodes for part in _in_parts(one)]
        return node


def _in_parts(node: nodes.Expr) -> list[nodes.Expr]:
    """What a template shows, of a message with places its words and the values in its places, which are shown as any other is."""
    match node:
        case nodes.Mod(
            left=nodes.MarkSafeIfAutoescape(expr=nodes.Const(value=str(message))), right=nodes.Dict(items=pairs)
        ):
            values = {pair.key.as_const(): pair.value for pair in pairs}
            words, *placed = _PLACE.split(message)
            parts: list[nodes.Expr] = [nodes.TemplateData(words)]
            for name, after in zip(placed[::2], placed[1::2], strict=True):
                if name and name not in values:
                    return [node]
                parts += [values[name] if name else nodes.TemplateData("%"), nodes.TemplateData(after)]
            # Any other sign of a place is left to Python, which knows more of them.
            return [node] if any("%" in text for text in (words, *placed[1::2])) else parts
        case _:
            return [node]


def _gettext(message: str) -> str:
    return spoken().gettext(message)


def _ngettext(one: str, several: str, number: int) -> str:
    return spoken().ngettext(one, several, number)


def _pgettext(context: str, message: str) -> str:
    return spoken().pgettext(context, message)


def _either(ours: _Say, theirs: _Say, is_ours: Callable[..., bool], *, is_new: bool) -> _Say:
    """The plugin's function for messages that it knows, the site's for all others; in the new style the context comes first."""

    def say(*given: Any, **values: Any) -> Any:  # noqa: ANN401 - the site's own may give what it likes
        return (ours if is_ours(*given[is_new:]) else theirs)(*given, **values)

    return pass_context(say) if is_new else say


class _Spoken:
    """What templates know of the language that is spoken while they are rendered: a `Language`, and `phrases.counted`."""

    counted = staticmethod(phrases.counted)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a Language has
        return getattr(spoken(), name)
