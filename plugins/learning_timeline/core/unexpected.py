"""An exception that nobody expected in, one paragraph for a person and a report for whoever fixes it out."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import NamedTuple

from jinja2 import TemplateSyntaxError
from pelican.contents import Content

from .._seam import analytics

REPORT = "report.txt"
_PLUGIN = Path(__file__).parents[1]


class Place(NamedTuple):
    """Where an exception was raised.

    Attributes:
        step: the innermost function of the plugin that has a name, in words.
        file: the post or page that it was done with; empty if none is known.
        template: the template that it was raised in, as ``FILE:LINE``; empty if it was none.
        report: the whole traceback.
    """

    step: str
    file: str
    template: str
    report: str


def remember_place(error: BaseException) -> None:
    """Keep with an exception where it was raised; a process that it is handed to sees nothing of that."""
    error.raised_at = _place_of(error)  # type: ignore[attr-defined] # comes along when it is pickled


def note(error: Exception, cache: Path, stands: str) -> None:
    """Write the full report into the cache, and keep with the exception what a person is told.

    Args:
        error: what was raised.
        cache: folder of the report.
        stands: which site stands, in a sentence.
    """
    place: Place = getattr(error, "raised_at", None) or _place_of(error)
    report = cache / REPORT
    try:
        cache.mkdir(parents=True, exist_ok=True)
        report.write_text(place.report, encoding="utf-8", errors="backslashreplace")
        written = f"The full report is in {report}."
    except OSError as failure:
        written = f"The full report could not be written ({failure.strerror})."
    where = f", with {place.file}" if place.file else ""
    went_on = f"To go on without that file, move {place.file} out of the content folder. " if place.file else ""
    if place.template:
        where += f", in the template {place.template}"
        went_on = "Mend the template. "
    what = f"{type(error).__name__}: {error}".rstrip(".")
    said = f"The build ended unexpectedly while it did {place.step}{where}: {what}"
    error.add_note(analytics.printable(f"{said}. {written} {went_on}{stands}"))


def _place_of(error: BaseException) -> Place:
    step, file, template = "its work", "", ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_name
        if Path(frame.f_code.co_filename).is_relative_to(_PLUGIN) and not name.startswith("<"):
            step = name.strip("_").replace("_", " ")
        # Jinja puts the lines of templates among those of programs.
        if "__jinja_exception__" in frame.f_globals:
            template = f"{frame.f_code.co_filename}:{line}"
        for value in frame.f_locals.values():
            if isinstance(value, Content):
                file = str(value.relative_source_path)
    if isinstance(error, TemplateSyntaxError):  # whatever page was asked for
        file, template = "", f"{error.filename or error.name}:{error.lineno}"
    return Place(f"“{step}”", file, template, "".join(traceback.format_exception(error)))
