"""Runs of Pelican that begin with their libraries loaded, which is most of a small build; each in a process of its own.

warm = Warm(names_of_modules)
ended = warm.run(["content", "-s", "pelicanconf.py"], folder)
ended = warm.run([...], folder, ["strace", "-f", "-o", "calls"])  # and all that the process calls

A process loads the modules once and is forked for each run, so that a run begins as one of `python -m pelican` does where that
has imported them, and has no state of another run. It compiles nothing and so writes nothing but what a build writes.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BY_ANY = (0x59616D61, ctypes.c_ulong(-1))  # PR_SET_PTRACER, PR_SET_PTRACER_ANY


class Warm:
    """A process that forks runs of Pelican.

    Args:
        modules: what is loaded before; what cannot be is left to the runs.
    """

    def __init__(self, modules: Iterable[str]) -> None:
        paths = os.pathsep.join([str(ROOT), str(ROOT / "plugins")])
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self._said = tempfile.TemporaryDirectory(prefix="learning-timeline-")
        self._ask([*modules])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()
        self._said.cleanup()

    def run(
        self, arguments: Sequence[str], folder: Path, tracer: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run `pelican` in a folder, and let a program look at the process from its beginning (`-p PROCESS` is added)."""
        said = [Path(self._said.name, name) for name in ("out", "err")]
        process = self._ask([str(folder), *map(str, said), *arguments])
        looking = None
        if tracer:
            looking = subprocess.Popen([*tracer, "-p", process], stderr=subprocess.PIPE, text=True)
            assert looking.stderr is not None
            attached = looking.stderr.readline()
            assert "attached" in attached, attached + looking.stderr.read()
        code = int(self._ask("begin"))
        if looking:
            looking.communicate()
        out, err = (file.read_text("utf-8", "replace") for file in said)
        return subprocess.CompletedProcess([*arguments], code, out, err)

    def _ask(self, what: object) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(what), file=self._process.stdin)
        return self._process.stdout.readline().strip()


def _serve() -> None:
    for name in json.loads(sys.stdin.readline()):
        with suppress(Exception):
            importlib.import_module(name)
    print("loaded", flush=True)
    while asked := sys.stdin.readline():
        folder, out, err, *arguments = json.loads(asked)
        begin, let_begin = os.pipe()
        if not (process := os.fork()):
            os.close(let_begin)
            _become_pelican(begin, folder, [out, err], arguments)
            return
        os.close(begin)
        print(process, flush=True)
        sys.stdin.readline()
        os.close(let_begin)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


def _become_pelican(begin: int, folder: str, said: list[str], arguments: list[str]) -> None:
    """Whatever ends it ends this process, as that of a person's own command."""
    ctypes.CDLL(None).prctl(*_BY_ANY)  # where programs may look at their own children only
    # Where tests run in the background of a shell, Ctrl-C is ignored by all that they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    os.chdir(folder)
    files = [os.open(os.devnull, os.O_RDONLY), *(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) for name in said)]
    for place, file in enumerate(files):
        os.dup2(file, place)
        os.close(file)
    os.read(begin, 1)
    os.close(begin)
    sys.argv = ["pelican", *arguments]
    runpy.run_module("pelican", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _serve()
