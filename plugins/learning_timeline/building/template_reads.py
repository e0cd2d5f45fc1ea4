"""A template in, what it can read out: its own source, those of all that it extends, includes and imports, and names.

Jinja's syntax tree is asked, not the page: a name counts as read wherever the chain of templates mentions it. Where a
template could read what no tree shows (an include by a computed name, a filter of the site's own), nothing is known of
it, and its pages are always made again.
"""

from __future__ import annotations

import marshal
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache, Environment, Template, meta, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.exceptions import TemplateError
from jinja2.filters import FILTERS
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context, Macro
from jinja2.tests import TESTS
from markupsafe import Markup, escape

from ..core.fingerprints import SIZE, digest_of
from ..core.templates_language import nodes_of, with_messages_said
from .manifest import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from jinja2.bccache import Bucket

# Of other settings, such as those of a build for the web.
KEPT_FILES = 4
# Pelican's own filter and test depend on their arguments and on settings alone.
_FILTERS = FILTERS.keys() - {"random"} | {"strftime"}
_TESTS = TESTS.keys() | {"plugin_enabled"}
# What `core.templates_language.offer_language` gives depends on the language alone, which is a setting.
_OF_LANGUAGE = {"_", "gettext", "ngettext", "pgettext", "npgettext", "lt_language"}
GLOBALS = DEFAULT_NAMESPACE.keys() - {"lipsum"} | _OF_LANGUAGE
# Those that lead to other templates.
_LEADING = (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)
# Stands for a list in code that is made; no text of a template is written so.
_PIECES = "\0"
# Of these it is known what says that they want more than their arguments.
_PLAIN = frozenset({FunctionType, MethodType, BuiltinFunctionType})
_may_be_escaped = re.compile("[&<>'\"]").search


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


@dataclass(frozen=True, slots=True)
class _Source:
    """What one source mentions: templates, names that nothing in it gives a value to, and how each name is read."""

    templates: tuple[str, ...]
    uses: frozenset[tuple[str, str | None]]
    undeclared: frozenset[str]


class KeptTemplates(BytecodeCache):
    """What sources of templates compile to and mention, kept from build to build: within a process, and in a file for others."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}
        # What a source mentions, by its digest; None if no syntax tree can tell.
        self._sources: dict[bytes, _Source | None] = {}
        self._is_saved = True

    def load(self, file: Path) -> None:
        """Take what another process has found out, if this one knows nothing yet; a damaged file is as one that is not there."""
        if not self._code and (kept := _read(file)) is not None:
            self._code, sources = kept
            self._sources = {digest: None if its is None else _Source(*its) for digest, its in sources.items()}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What Jinja asks before it compiles; the checksum is that of the source."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """What is told when a template is compiled."""
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code
            self._is_saved = False

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What Jinja asks for when it loads a template: compiled here if it is not, from the tree that tells what it mentions."""
        environment.extend(shown=_shown)
        if environment.context_class is Context:
            environment.context_class = _Context
        bucket = super().get_bucket(environment, name, filename, source)
        # What cannot be compiled is left to Jinja, which says why.
        with suppress(TemplateError):
            if bucket.code is None:
                tree = environment.parse(source, name, filename)
                mentioned = _mentioned(tree)
                generator = _Tracking(environment, name, filename, code := StringIO())
                generator.visit(with_messages_said(environment, tree))
                bucket.code = compile(code.getvalue(), filename or "<template>", "exec")
                self._sources[_digest_of(source)] = mentioned and _Source(*mentioned, frozenset(generator.undeclared))
                self.set_bucket(bucket)
        return bucket

    def source(self, environment: Environment, source: str) -> _Source | None:
        """What a source mentions; None if no syntax tree can tell."""
        digest = _digest_of(source)
        if digest not in self._sources:
            # Where the site has another cache of its own.
            tree = environment.parse(source)
            mentioned = _mentioned(tree)
            self._sources[digest] = mentioned and _Source(*mentioned, frozenset(names_read(environment, tree)))
            self._is_saved = False
        return self._sources[digest]

    def save(self, file: Path) -> None:
        """Keep what was found out for other processes; a cache is never an error."""
        if not self._code or (self._is_saved and file.exists()):
            return
        sources = {digest: its and (its.templates, its.uses, its.undeclared) for digest, its in self._sources.items()}
        data = marshal.dumps((self._code, sources))
        with suppress(OSError):
            write(file, digest_of([data]) + data)
            kept = sorted(file.parent.glob("templates-*"), key=lambda one: one.stat().st_mtime_ns)
            for old in kept[:-KEPT_FILES]:
                old.unlink(missing_ok=True)
        self._is_saved = True


def _read(file: Path) -> tuple[dict[tuple[str, str], CodeType], dict[bytes, Any]] | None:
    try:
        data = file.read_bytes()
        if data[:SIZE] != digest_of([data[SIZE:]]):
            return None
        kept: tuple[dict[tuple[str, str], CodeType], dict[bytes, Any]] = marshal.loads(data[SIZE:])  # noqa: S302 - our own, and whole
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return kept


@lru_cache(maxsize=2)
def kept_templates(_environment: bytes) -> KeptTemplates:
    """Those of one set of settings and programs, which decide how a template is compiled."""
    return KeptTemplates()


class TemplateReads:
    """What templates read, found out once for each in a build.

    Args:
        kept: what is known of their sources.
    """

    def __init__(self, kept: KeptTemplates) -> None:
        self._kept = kept
        self._known: dict[tuple[int, str | None], Reads | None] = {}

    def of(self, template: Template) -> Reads | None:
        """What the chain of a template reads; None if that cannot be told."""
        key = id(template.environment), template.name
        if key not in self._known:
            self._known[key] = self._reads(template.environment, template.name or "")
        return self._known[key]

    def _reads(self, environment: Environment, name: str) -> Reads | None:
        texts: dict[str, str] = {}
        sources: list[_Source] = []
        waiting = [name]
        try:
            while waiting:
                name = waiting.pop()
                if name in texts:
                    continue
                assert environment.loader is not None
                texts[name], _, _ = environment.loader.get_source(environment, name)
                # Compiles it, unless that is done, and notes what it mentions; later, each copy of this process would compile it.
                environment.get_template(name)
                source = self._kept.source(environment, texts[name])
                if source is None:
                    return None
                sources.append(source)
                waiting += source.templates
        except TemplateError:
            return None
        undeclared = frozenset[str]().union(*(source.undeclared for source in sources))
        if (undeclared & environment.globals.keys()) - GLOBALS:
            return None
        whole, attributes = set(), set()
        for variable, attribute in (use for source in sources for use in source.uses):
            if variable in undeclared:
                whole.update([variable] if attribute is None else [])
                attributes.update([(variable, attribute)] if attribute is not None else [])
        return Reads(
            digest=digest_of(part.encode() for item in sorted(texts.items()) for part in item),
            # A name of which no use was found is read all the same: the tree said so.
            names=tuple(sorted(whole | (undeclared - {variable for variable, _ in attributes}))),
            attributes=tuple(sorted(use for use in attributes if use[0] not in whole)),
        )


def _digest_of(source: str) -> bytes:
    return digest_of([source.encode("utf-8", "surrogatepass")])


class _Tracking(CodeGenerator):
    """Makes code of a template, and notes the names that it looks up in the context, as `names_read` does.

    What the code shows goes through `_shown`.
    """

    def __init__(self, environment: Environment, name: str, filename: str | None, code: StringIO) -> None:
        super().__init__(environment, name, filename, code, optimized=environment.optimized)
        self.undeclared: set[str] = set()

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        self.undeclared |= {
            name for action, name in frame.symbols.loads.values() if action == VAR_LOAD_RESOLVE and name
        }

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - as Jinja calls it
        """Give out at once what stands between two statements: each piece passes through all templates that extend one another."""
        if frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        # Jinja writes code that puts the pieces into a list, of which the beginning is replaced.
        stream, self.stream, frame.buffer = self.stream, StringIO(), _PIECES
        try:
            super().visit_Output(node, frame)
        finally:
            code, self.stream, frame.buffer = self.stream.getvalue(), stream, None
        if f"{_PIECES}.append(" in code:
            # Of one piece alone, behind which is a comma as behind each.
            before, _, after = code.replace(f"{_PIECES}.append(", "yield (", 1).rpartition(",")
            stream.write(before + after)
        else:
            stream.write(code.replace(f"{_PIECES}.extend((", "yield concat((", 1))

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - of a kind that Jinja keeps to itself
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever a template shows
    """A value as Jinja shows it, escaped, in a third of the time: what is only joined to a page need not be known as `Markup`.

    >>> _shown("Q&A"), _shown(Markup("<em>"))
    (Markup('Q&amp;A'), Markup('<em>'))
    """
    if type(value) is Markup or (type(value) is str and not _may_be_escaped(value)):
        return value
    return escape(value)


class _Context(Context):
    """Jinja's context, which asks of the most usual callables once what they want to be given, in half the time."""

    def call(self, called: Any, /, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - Jinja's own
        kind = type(called)
        if kind is Macro:
            # A macro wants to know how to escape.
            args = (self.eval_ctx, *args)
        elif kind not in _PLAIN or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        try:
            return called(*args, **named)
        except StopIteration:  # which would end the page
            return self.environment.undefined("a callable had nothing more to give")


def names_read(environment: Environment, tree: nodes.Template) -> set[str]:
    """The names that a template looks up; also those of functions that all templates know, as a page may call something else so."""
    without = environment.overlay()
    without.globals = {}
    tree.set_environment(without)
    return meta.find_undeclared_variables(tree)


def _mentioned(tree: nodes.Template) -> tuple[tuple[str, ...], frozenset[tuple[str, str | None]]] | None:
    """The templates that one mentions, and how it reads each name; None if the tree cannot tell."""
    its = [*nodes_of(tree)]
    # Such statements alone, whose trees are small: Jinja looks into all that is below what it is given.
    leading = nodes.Template([one for one in its if isinstance(one, _LEADING)])
    referenced = tuple(meta.find_referenced_templates(leading))
    names = tuple(name for name in referenced if name is not None)
    if len(names) < len(referenced) or not is_plain(its):
        return None
    return names, frozenset(_uses(its))


def is_plain(some: Iterable[nodes.Node]) -> bool:
    """Whether all filters and tests among some nodes are known to depend on their arguments alone."""
    return all(
        one.name in (_FILTERS if isinstance(one, nodes.Filter) else _TESTS)
        for one in some
        if isinstance(one, nodes.Filter | nodes.Test)
    )


def _uses(some: Sequence[nodes.Node]) -> Iterator[tuple[str, str | None]]:
    """Each variable that is read, with the attribute of it that is, or None if it is read as a whole."""
    # The parser makes a node for each place.
    attribute_of = {id(one.node): one.attr for one in some if isinstance(one, nodes.Getattr)}
    return ((one.name, attribute_of.get(id(one))) for one in some if isinstance(one, nodes.Name))
