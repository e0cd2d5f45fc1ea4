"""Change one small thing of a module at a time, and see whether its tests notice: a sample of all changes, the same each time.

    python -m tests.mutants WHAT [--seconds N] [--seed N]

Each mutant is tested by a process of its own, which is forked when the libraries are loaded; a change that makes the tests take
ten times as long counts as noticed. What survives is printed with its line.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import resource
import sys
import tempfile
import time
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from pathlib import Path
    from types import ModuleType

# What can be mutated, and the tests that should notice.
WHAT: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "log": (("log",), ("log", "gitlog")),
    "cache": (("cache",), ("cache",)),
    "history": (
        tuple(f"history/{name}" for name in ("bulk", "dates", "mining", "reading", "repository", "versions")),
        tuple(f"history_{name}" for name in ("versions", "dates", "places", "ignored", "broken", "cache")),
    ),
    "bibliography": (
        tuple(
            f"bibliography/{name}"
            for name in ("blocks", "dates", "inheritance", "latex", "names", "parsing", "same_work")
        ),
        ("bibliography_tables", "bibliography", "exported_bibliographies"),
    ),
    "identifiers": (("identifiers",), ("identifiers",)),
}
_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_WORKED_OUT: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_SLOWER = 10


class Mutant(NamedTuple):
    """One change: the module, its line, what stood there and what stands there now, and the whole of the module with it."""

    file: Path
    line: int
    before: str
    after: str
    tree: ast.Module


def mutants(file: Path) -> Iterator[Mutant]:
    """All mutants of a module, in the order of its text."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for number, node in enumerate(_nodes(tree)):
        for change in range(len(_changed(node))):
            # The same place in a copy, since nodes are changed where they stand.
            other = copy.deepcopy(tree)
            place = list(_nodes(other))[number]
            now = _changed(place)[change]
            before = ast.unparse(node)
            _replace(other, place, now)
            yield Mutant(file, getattr(node, "lineno", 0), before, ast.unparse(now), ast.fix_missing_locations(other))


def _nodes(tree: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """The nodes that run and decide something: no types, no words of documentation."""
    for name, value in ast.iter_fields(tree):
        is_type = name in {"annotation", "returns", "decorator_list"}
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or is_type or _is_documentation(child) or _is_of_types(child):
                continue
            if isinstance(child, ast.expr | ast.stmt):
                yield child
            yield from _nodes(child)


def _is_documentation(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _is_of_types(node: ast.AST) -> bool:
    is_guarded = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    is_type = isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal"
    return is_guarded or is_type or isinstance(node, ast.Import | ast.ImportFrom)


def _changed(node: ast.expr | ast.stmt) -> list[ast.AST]:
    """What may stand in place of a node; made of its own parts."""
    change = _CHANGES.get(type(node))
    return change(node) if change else []


def _compared(node: ast.Compare) -> list[ast.AST]:
    other = _COMPARED.get(type(node.ops[0])) if len(node.ops) == 1 else None
    return [ast.Compare(node.left, [other()], node.comparators)] if other else []


def _worked_out(node: ast.BinOp) -> list[ast.AST]:
    other = _WORKED_OUT.get(type(node.op))
    return [ast.BinOp(node.left, other(), node.right)] if other else []


def _constant(node: ast.Constant) -> list[ast.AST]:
    match node.value:
        case bool(value):
            return [ast.Constant(not value)]
        case int(value):
            return [ast.Constant(value + 1)]
        case str(value):
            return [ast.Constant(f"{value}XX")]
        case bytes(value):
            return [ast.Constant(value + b"XX")]
    return []


def _called(node: ast.Call) -> list[ast.AST]:
    """The same without one of the arguments that have a name."""
    kept = ([one for one in node.keywords if one is not left] for left in node.keywords if left.arg)
    return [ast.Call(node.func, node.args, keywords) for keywords in kept]


def _not(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


_CHANGES: dict[type[ast.AST], Callable[[Any], list[ast.AST]]] = {
    ast.Compare: _compared,
    ast.BinOp: _worked_out,
    ast.BoolOp: lambda node: [ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)],
    ast.UnaryOp: lambda node: [node.operand] if isinstance(node.op, ast.Not | ast.USub) else [],
    ast.Constant: _constant,
    ast.IfExp: lambda node: [ast.IfExp(_not(node.test), node.body, node.orelse)],
    ast.If: lambda node: [ast.If(_not(node.test), node.body, node.orelse)],
    ast.Return: lambda node: (
        [ast.Return(ast.Constant(None))] if ast.unparse(node) not in {"return", "return None"} else []
    ),
    ast.Call: _called,
    ast.Break: lambda _: [ast.Continue()],
    ast.Continue: lambda _: [ast.Break()],
}


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list):
                value[:] = [new if one is old else one for one in value]


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the mutant where its module is asked for."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        self._name = ".".join(mutant.file.relative_to(ROOT).with_suffix("").parts)

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """The mutant, if it is asked for."""
        return importlib.util.spec_from_loader(name, self) if name == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutant as its module."""
        module.__file__ = str(self._mutant.file)
        exec(compile(self._mutant.tree, self._mutant.file, "exec"), module.__dict__)


def tested(tests: Sequence[Path], mutant: Mutant | None, seconds: int) -> tuple[bool, float]:
    """Whether the tests pass, with a mutant or without, and how much of the processor they took."""
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        if mutant is not None:
            sys.meta_path.insert(0, _Finder(mutant))
            # Those that have its name are likely to notice it, and the others need not run then.
            tests = sorted(tests, key=lambda test: mutant.file.stem not in test.stem)
        chosen = [
            "-W",
            "ignore::pytest.PytestAssertRewriteWarning",
            "-m",
            "not slow and not torture and not fifty",
            "--hypothesis-profile",
            "fast",
        ]
        code = 3
        try:
            code = pytest.main(["-x", "-q", "-n", "0", "-p", "no:cacheprovider", *chosen, *map(str, tests)])
        finally:
            os._exit(int(code))
    _, status, used = os.wait4(child, 0)
    return status == 0, used.ru_utime + used.ru_stime


def main() -> None:
    """Test a sample of the mutants of one of `WHAT`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=WHAT)
    parser.add_argument("--seconds", type=int, default=600, help="no mutant is begun after so many (default: 600)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (default: 1)")
    asked = parser.parse_args()
    names, tests = WHAT[asked.what]
    files = [ROOT / "tests" / "analytics" / f"test_{name}.py" for name in tests]
    every = [mutant for name in names for mutant in mutants(ROOT / "analytics" / f"{name}.py")]
    Random(asked.seed).shuffle(every)
    with tempfile.TemporaryDirectory(prefix="learning-timeline-") as place:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = place
        passes, usual = tested(files, None, 600)
        if not passes:
            sys.exit("The tests do not pass as it is.")
        survived, done, until = 0, 0, time.monotonic() + asked.seconds
        for mutant in every:
            if time.monotonic() > until:
                break
            is_unnoticed, _ = tested(files, mutant, round(_SLOWER * usual) + 1)
            done += 1
            survived += is_unnoticed
            if is_unnoticed:
                print(f"{mutant.file.name}:{mutant.line}: {mutant.before}  ->  {mutant.after}", flush=True)
    share = 100 * (done - survived) / max(done, 1)
    print(f"{asked.what}: {done:,} of {len(every):,} mutants, {done - survived:,} noticed ({share:.1f} %)")


if __name__ == "__main__":
    # Loaded once for all mutants; nothing of the project is among them.
    for heavy in ("git", "hypothesis", "numpy", "pandas", "yaml", "bibtexparser", "pylatexenc"):
        importlib.import_module(heavy)
    main()
