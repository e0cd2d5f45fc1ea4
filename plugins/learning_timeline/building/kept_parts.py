"""Parts of long pages, kept between builds: a list of all posts is made of the year that has changed, and of others as they were.

A template says ``{% kept %}…{% endkept %}`` around a part. What the part reads is asked of Jinja's syntax tree, as for whole
pages, and its values and its own source make its key: with the same key it is the same text. A part that reads a value of an
unknown kind, or by a filter of the site's own, is made each time.
"""

from __future__ import annotations

from contextlib import suppress
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.ext import Extension
from markupsafe import Markup

from ..core.fingerprints import SIZE, Fingerprints, Opaque, digest_of
from ..core.templates_language import nodes_of
from .manifest import write
from .template_reads import GLOBALS, is_plain, names_read

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from jinja2.parser import Parser
    from jinja2.runtime import Context

# Of other settings, such as those of a build for the web.
KEPT_FOLDERS = 4
# A shorter part is made as soon as it is found in the cache.
SHORT_BYTES = 3_000
# What other templates may say more of.
_OF_OTHERS = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Block)


class KeptParts:
    """The parts that one build makes, and those that are known of earlier ones: a file of the cache for each.

    Attributes:
        fingerprints: the digests of the build's values, once it has some.
        asked: the keys of the parts that this build asked for, by what they are parts of.
    """

    def __init__(self, cache: Path, environment: bytes) -> None:
        """Know what is kept.

        Args:
            cache: the folder in which parts are kept.
            environment: digest of the settings and the programs that make them; empty if it cannot be told.
        """
        self._folder = cache / f"parts-{environment.hex()}" if environment else None
        self._environment = environment
        self.asked: dict[str, set[str]] = {}
        self.fingerprints: Fingerprints | None = None

    def part(self, of: str, inputs: object, make: Callable[[], bytes]) -> bytes:
        """A part as it was made of the same before, or is made now.

        Args:
            of: the page or template that it is a part of, and others with it.
            inputs: all that it depends on but settings and programs.
            make: makes it.
        """
        try:
            if self._folder is None or self.fingerprints is None:
                return make()
            key = digest_of([self._environment, self.fingerprints.of(inputs)]).hex()
        except Opaque:
            return make()
        self.asked.setdefault(of, set()).add(key)
        file = self._place(self._folder, of) / key
        with suppress(OSError):
            data = file.read_bytes()
            if data[:SIZE] == digest_of([data[SIZE:]]):
                return data[SIZE:]
        data = make()
        if len(data) >= SHORT_BYTES:
            with suppress(OSError):  # a cache is never an error
                write(file, digest_of([data]) + data)
        return data

    @staticmethod
    def _place(folder: Path, of: str) -> Path:
        # Names of files of the site are no names for folders.
        return folder / digest_of([of.encode("utf-8", "surrogatepass")]).hex()

    def add(self, asked: Mapping[str, Collection[str]]) -> None:
        """Know what a copy of this process asked for: keys, by what they are parts of."""
        for of, keys in asked.items():
            self.asked.setdefault(of, set()).update(keys)

    def close(self) -> None:
        """Forget parts that are no longer what they were, and those of settings of long ago."""
        if self._folder is None:
            return
        with suppress(OSError):
            for of, asked in self.asked.items():
                for file in self._place(self._folder, of).glob("*"):
                    if file.name not in asked:
                        file.unlink()
            others = {*self._folder.parent.glob("parts-*")} - {self._folder}
            for old in sorted(others, key=lambda one: one.stat().st_mtime_ns)[: -KEPT_FOLDERS + 1]:
                rmtree(old, ignore_errors=True)


class KeptBlock(Extension):
    """``{% kept %}…{% endkept %}`` in a template; the environment has the build's parts as `kept_parts`."""

    tags = {"kept"}  # noqa: RUF012 - as Jinja has it

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """The block as a call, with the values that it reads; as if there were no tag where these cannot be told."""
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        part = nodes.Template(body, lineno=line)
        its = [*nodes_of(part)]
        if not is_plain(its) or any(isinstance(one, _OF_OTHERS) for one in its):
            return body
        source = digest_of([repr(body).encode("utf-8", "surrogatepass")]).hex()
        read = sorted(names_read(parser.environment, part))
        values = [nodes.Pair(nodes.Const(name), nodes.Name(name, "load", lineno=line)) for name in read]
        named: list[nodes.Expr] = [nodes.Const(parser.name or ""), nodes.Const(source)]
        given = [nodes.ContextReference(), *named, nodes.Dict(values)]
        return nodes.CallBlock(self.call_method("_kept", given, lineno=line), [], [], body).set_lineno(line)

    def _kept(
        self, context: Context, template: str, source: str, values: dict[str, Any], caller: Callable[[], str]
    ) -> str:
        parts: KeptParts = self.environment.kept_parts  # type: ignore[attr-defined] # set by a build
        # Functions that depend on nothing but the language, which is a setting.
        known = self.environment.globals
        told = {name: one for name, one in values.items() if name not in GLOBALS or one is not known.get(name)}
        # What others return is known to nobody, such as the time.
        if any(map(callable, told.values())):
            return caller()
        # Where the page is, which decides the links in texts of articles, and whether text is escaped here.
        about = context.get("localsiteurl"), context.eval_ctx.autoescape
        text = parts.part(template, (source, about, told), lambda: str(caller()).encode("utf-8", "surrogatepass"))
        return Markup(text.decode("utf-8", "surrogatepass"))  # noqa: S704 - made by the template, which has escaped what it must


def offer_kept_blocks(environment: Any, parts: KeptParts) -> None:  # noqa: ANN401 - Jinja's, with an attribute of ours
    """Let templates of one generator keep parts."""
    environment.add_extension(KeptBlock)
    environment.kept_parts = parts
