"""An exception that nobody expected in, one paragraph for a person and a report for whoever mends it out."""

from __future__ import annotations

import traceback
from pathlib import Path

from pelican.contents import Content

from .._seam import analytics

REPORT = "report.txt"


def note(error: Exception, cache: Path) -> None:
    """Write the full report into the cache, and keep with the exception what a person is told."""
    step, file = _where(error)
    report = cache / REPORT
    try:
        cache.mkdir(parents=True, exist_ok=True)
        report.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace")
        written = f"The full report is in {report}."
    except OSError as failure:
        written = f"The full report could not be written ({failure.strerror})."
    went_on = f"To go on without that file, move {file} out of the content folder. " if file else ""
    about = f", with {file}" if file else ""
    said = f"The build ended unexpectedly while it did {step}{about}: {type(error).__name__}: {error}"
    error.add_note(analytics.printable(f"{said}. {written} {went_on}The site is as it was."))


def _where(error: Exception) -> tuple[str, str]:
    """What was being done, by the innermost function of the plugin, and the post or page that it was done with, if one is known."""
    step, file = "its work", ""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if Path(frame.f_code.co_filename).is_relative_to(Path(__file__).parents[1]):
            step = frame.f_code.co_name.strip("_").replace("_", " ")
        for value in frame.f_locals.values():
            if isinstance(value, Content):
                file = str(value.relative_source_path)
    return f"“{step}”", file
