"""A file that Pelican's own readers cannot read in, one line that names it out: a journal leaves it out, and is built.

Pelican would say it as an error, which ends a build with `--fatal errors`, and with a traceback of its reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pelican.contents import SkipStub

from .._seam import analytics
from .images import is_there
from .linking import Linking, remarks_on_links

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from ..core.run import Run

# As docutils has it: a file, a line, how grave it is, and what is wrong; the source of it follows.
_DOCUTILS = re.compile(r".*?:(?P<line>[0-9]+): \((?:WARNING|ERROR|SEVERE)/[0-9]\) (?P<what>[^\n]*)")


def stub_of(path: str, error: Exception, asked: dict[str, Any], run: Run) -> SkipStub:
    """What stands for a file whose reader failed."""
    found = _DOCUTILS.match(str(error))
    line = int(found["line"]) if found else None
    what = found["what"].rstrip(".") if found else f"{type(error).__name__}: {error}".partition("\n")[0]
    return _leave_out(path, line, f"is left out, since it cannot be read: {what}", "fix that", asked, run)


def stub_if_invalid(path: str, content: Any, asked: dict[str, Any], run: Run) -> Any:  # noqa: ANN401 - Pelican carries no types
    """A content, or what stands for it where Pelican could make no page of it."""
    if isinstance(content, SkipStub):
        return content
    for name in content.mandatory_properties:
        if not hasattr(content, name):
            # It may say one that is none.
            said = (one[:3] for one in content.metadata.get("remarks", ()) if one[1].startswith(f"`{name}` is "))
            remedy = f"write :{name}: at its beginning, if it is to be a page of the site"
            line, problem, remedy = next(said, (None, f"it has no {name}", remedy))
            return _leave_out(path, line, f"is left out, since {problem}", remedy, asked, run)
    if content.status not in content.allowed_statuses:
        remedy = f"use one of {', '.join(content.allowed_statuses)}"
        return _leave_out(path, None, f"is left out, since its status is {content.status!r}", remedy, asked, run)
    return content


def _leave_out(path: str, line: int | None, problem: str, remedy: str, asked: dict[str, Any], run: Run) -> SkipStub:  # noqa: PLR0913, PLR0917 - what is said, and to whom
    said = analytics.ContentError(path, line, problem, remedy)
    if run.settings.check:
        run.problems.append(said)
    else:
        run.notices.append(str(said))
    return SkipStub("", {}, source_path=path, context=asked.get("context"))


def name_lost_files(context: MutableMapping[str, Any], run: Run) -> None:
    """Tell the run of each file that Pelican would leave out with a word in passing, and of each link that leads nowhere."""
    told = {problem.path for problem in run.problems}
    for path, content in context["generated_content"].items():
        if not getattr(content, "has_links", True):
            continue
        if isinstance(content, Linking):
            # An image that is not there is told with its line.
            files = set(getattr(content, "static_links", None) or content.files_named())
            files -= getattr(content, "image_sizes", {}).keys()
            run.remarks += remarks_on_links(content, path, files, lambda file: is_there(run.settings.content / file))
        elif content is None and path not in told:
            remedy = "fix the error above"
            run.problems.append(analytics.ContentError(path, None, "was skipped by Pelican", remedy))
