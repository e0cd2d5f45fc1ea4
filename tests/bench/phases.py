"""Where the time of a build goes: its phases in order, with the CPU and wall seconds of the process that each is in.

    python -m tests.bench --only phases --posts 2000
    python -m tests.bench.phases FOLDER BEGAN      # one build of `FOLDER/content`, in this process and its own; prints JSON

A phase that lies in another is not counted in that one. What CPU and wall seconds of a phase differ by was waited for, or given to
others by a machine that is busy. Phases of the main process beside which nobody else works are those in which a core is idle.
"""

from __future__ import annotations

import functools
import json
import os
import sys
import tempfile
import time
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.build import ours, settle
from tests.bench.journals import FIRST, YEARS, posts
from tests.bench.results import output_of
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.results import Row, Size

MAIN, READER, COPY = "main", "reader", "copy"
_TOLD = "phases"


def run(size: Size, folder: Path | None = None) -> list[Row]:
    """A row for each phase of a whole build, and of one after one new post; figures of one run."""
    *some, new = posts(size.posts + 1, size.topics)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        journal = ours(Path(temporary).resolve())
        for what, added in (("whole build", some), ("one new post", [new])):
            journal.write(added)
            settle()
            began = time.monotonic()
            command = [sys.executable, "-m", "tests.bench.phases", journal.folder, str(began)]
            said = output_of(command, ROOT, {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"})
            rows += [
                {"build": what, "process": process, "phase": phase, "from s": begin, "CPU s": cpu, "wall s": wall}
                for process, phase, begin, cpu, wall in json.loads(said.splitlines()[-1])
            ]
    return rows


@dataclass
class _Phase:
    process: str
    name: str
    began: float
    cpu: float = 0.0
    wall: float = 0.0


@dataclass
class _Clock:
    """Gives each moment of this process to the phase that it is in."""

    began: float
    folder: Path
    phases: dict[str, _Phase] = field(default_factory=dict)
    entered: list[str] = field(default_factory=list)
    _at: tuple[float, float] = (0.0, 0.0)

    def enter(self, name: str) -> None:
        """Begin a phase, in which others may begin and end."""
        self._give()
        self.phases.setdefault(name, _Phase(MAIN, name, self._at[1] - self.began))
        self.entered.append(name)

    def leave(self) -> None:
        """End the phase that was entered last."""
        self._give()
        self.entered.pop()

    def _give(self) -> None:
        now = time.process_time(), time.monotonic()
        if self.entered:
            phase = self.phases[self.entered[-1]]
            phase.cpu += now[0] - self._at[0]
            phase.wall += now[1] - self._at[1]
        self._at = now

    def timed(self, owner: Any, name: str, phase: str) -> None:
        """Make a function a phase."""
        function = getattr(owner, name)

        @functools.wraps(function)
        def in_phase(*given: Any, **named: Any) -> Any:
            self.enter(phase)
            try:
                return function(*given, **named)
            finally:
                self.leave()

        setattr(owner, name, in_phase)

    def phase_of(self, process: str, name: str) -> _Phase:
        """A phase of another process that begins now."""
        return _Phase(process, name, time.monotonic() - self.began)

    def since(self, phase: _Phase) -> float:
        """Wall seconds since it began."""
        return time.monotonic() - self.began - phase.began

    def note(self, phase: _Phase) -> None:
        """Note what another process has done; this one may be a copy."""
        with Path(self.folder, _TOLD).open("a", encoding="utf-8") as file:
            file.write(json.dumps(astuple(phase)) + "\n")

    def all(self) -> list[_Phase]:
        """Those of this process, and then those of others."""
        told = Path(self.folder, _TOLD)
        others = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
        told.unlink(missing_ok=True)
        return [*self.phases.values(), *(_Phase(*json.loads(line)) for line in others)]


def built(folder: Path, began: float) -> list[_Phase]:
    """Build the posts of a folder, and tell its phases."""
    clock = _Clock(began, folder, _at=(0.0, began))
    clock.entered.append("loading Python, Pelican and what sees whether anything is new")
    clock.phases[clock.entered[0]] = _Phase(MAIN, clock.entered[0], 0.0)
    from pelican import Pelican
    from pelican.generators import ArticlesGenerator, Generator, PagesGenerator, StaticGenerator
    from pelican.settings import read_settings

    from learning_timeline import entry
    from learning_timeline.building import template_reads
    from learning_timeline.building.build import Build
    from learning_timeline.building.site_folder import SiteFolder

    places = {"PATH": "content", "OUTPUT_PATH": "output", "CACHE_PATH": "cache"}
    settings = {name: str(folder / place) for name, place in places.items()}
    settings["LEARNING_TIMELINE_TODAY"] = f"{FIRST.year + YEARS}-01-01"
    pelican = Pelican(dict(read_settings(str(ROOT / "pelicanconf.py"), override=settings)))
    clock.timed(Build, "__init__", "what was built before, the programs, the dialect")
    clock.timed(Build, "run", "the rest")
    clock.timed(Build, "_inputs", "has anything changed?")
    clock.timed(Build, "_is_unchanged", "has anything changed?")
    clock.timed(Build, "_keep_addresses", "the site is checked")
    clock.timed(SiteFolder, "check_staged", "the site is checked")
    clock.timed(SiteFolder, "commit", "commit")
    clock.timed(SiteFolder, "discard", "commit")
    clock.timed(template_reads.KeptTemplates, "get_bucket", "templates are compiled")
    clock.timed(Generator, "__init__", "the rest")
    clock.timed(ArticlesGenerator, "generate_context", "posts are taken from the reader, and kept")
    for other in (PagesGenerator, StaticGenerator):
        clock.timed(other, "generate_context", "pages and files beside posts")
        clock.timed(other, "generate_output", "pages and files beside posts")
    clock.timed(ArticlesGenerator, "generate_output", "pages of posts: which stay")
    make = entry._with_receivers

    def with_receivers(pelican_run: Callable[[], None]) -> Callable[[], None]:
        clock.enter("loading what reads and writes")
        _in_receivers(clock)
        clock.leave()
        return make(pelican_run)

    entry._with_receivers = with_receivers
    clock.leave()
    pelican.run()
    return clock.all()


def _in_receivers(clock: _Clock) -> None:
    from learning_timeline import late_generator, receivers  # noqa: F401 - in the phase of loading
    from learning_timeline.building import forks
    from learning_timeline.building.writer import SiteWriter
    from learning_timeline.core.run import Run
    from learning_timeline.late_generator import LateGenerator
    from learning_timeline.reading.worker import Worker, _processor_seconds

    clock.timed(late_generator, "load", "loading pandas and what makes pages")
    clock.timed(LateGenerator, "generate_context", "facts for all pages")
    clock.timed(LateGenerator, "generate_output", "other pages and files: listed, which stay, made at once")
    for owner, name in ((forks.Shared, "join"), (SiteWriter, "render_queued")):
        clock.timed(owner, name, "pages and feeds are made")
    clock.timed(Run.__dict__["history"], "func", "history of posts")
    tell, start, receive, close = forks._told_by, Worker._start, Worker._receive, Worker.close
    reader: dict[int, _Phase] = {}

    def tell_phase(*given: Any) -> Any:
        phase, cpu = clock.phase_of(COPY, "pages and feeds are made"), time.process_time()
        told = tell(*given)
        phase.cpu, phase.wall = time.process_time() - cpu, clock.since(phase)
        clock.note(phase)
        return told

    def note_start(worker: Worker) -> None:
        reader[id(worker)] = clock.phase_of(READER, "posts are read")
        start(worker)

    def note_batch(worker: Worker) -> None:
        receive(worker)
        reader[id(worker)].wall = clock.since(reader[id(worker)])

    def note_end(worker: Worker) -> None:
        if worker._process is not None:
            phase = reader.pop(id(worker))
            phase.cpu = _processor_seconds(worker._process.pid) or 0.0
            clock.note(phase)
        close(worker)

    forks._told_by = tell_phase
    Worker._start, Worker._receive, Worker.close = note_start, note_batch, note_end  # type: ignore[method-assign]


if __name__ == "__main__":
    place, at = sys.argv[1:]
    print(json.dumps([astuple(phase) for phase in built(Path(place), float(at))]))
