"""The package's static files in, the files that a site serves out.

What grows by parts is kept in parts: a folder is served as one file of its name, so that a page asks for one file and
its address stays. The parts are joined in the order of their names; those whose names begin with `_` come first, and
hold what the others use. The parts of a script share one function, so that their names are theirs alone.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..building.page import File

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..charts.plotly_js import PlotlyJs
    from .journal import Journal

# The folder that they are served from.
URL = "learning-timeline"

_STATIC = Path(__file__).parents[1] / "static"
_OPENING, _END = b'"use strict";\n\n(() => {\n', b"})();\n"


def assets() -> Iterator[tuple[str, bytes]]:
    """Every file that pages load, with its name."""
    for path in sorted(_STATIC.iterdir()):
        if path.is_dir():
            yield path.name, _joined(path)
        elif not path.name.endswith(".d.ts"):  # types are for those who write the scripts
            yield path.name, path.read_bytes()


def names(plotly: PlotlyJs) -> dict[str, str]:
    """What templates are told of them."""
    return {"assets_url": URL, "plotly_url": f"{URL}/{plotly.file_name}"}


def files(journal: Journal) -> Iterator[File]:
    """Each of them as a file of the site, and plotly.js."""
    for name, data in assets():
        yield File(f"{URL}/{name}", data, partial(list, [data]))
    plotly = journal.plotly
    yield File(f"{URL}/{plotly.file_name}", (plotly.version, str(plotly.bundle)), lambda: [plotly.read()])


def _joined(folder: Path) -> bytes:
    joined = b"\n".join(part.read_bytes() for part in sorted(folder.glob(f"*{folder.suffix}")))
    return _OPENING + joined + _END if folder.suffix == ".js" else joined
