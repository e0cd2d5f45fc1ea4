"""The path of a lighter plotly.js in, the plotly.js that a site carries out: its name, its bytes.

plotly.py brings the whole of plotly.js, of which the charts here need a quarter (scatter and bar; `cells.js` draws heatmaps).
A bundle of that quarter is used where it is at hand and of the very version that plotly.py writes figures for; a figure written
for another version may look different, or not at all. Figures of notebooks are of more kinds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from plotly.offline import get_plotlyjs, get_plotlyjs_version

_BASIC = "plotly-basic."
# From the folder of npm's packages.
_CARTESIAN = "plotly.js-cartesian-dist-min/plotly-cartesian.min.js"


@dataclass(frozen=True, slots=True)
class PlotlyJs:
    """The plotly.js of a site.

    Attributes:
        version: of plotly.js.
        file_name: has the bundle and the version, so that a cached older one is never used.
        bundle: where the lighter bundle lies; None for plotly.py's own file.
        warning: why a bundle that is there is not used; empty if there is nothing to say.
    """

    version: str
    file_name: str
    bundle: Path | None
    warning: str

    def read(self) -> bytes:
        """The script itself."""
        return self.bundle.read_bytes() if self.bundle else get_plotlyjs().encode()


@cache
def plotly_version() -> str:
    """The version of plotly.js that the installed plotly carries, and writes figures for."""
    return str(get_plotlyjs_version())


def find_plotly_js(bundle: Path | None = None) -> PlotlyJs:
    """The bundle at this path if it can be used, else plotly.py's own file.

    A bundle that is not there is nothing wrong: the site works without it, and is heavier.
    """
    wanted = plotly_version()
    own = f"plotly-{wanted}.min.js"
    if bundle is None or not bundle.is_file():
        return PlotlyJs(wanted, own, None, "")
    found = _version_beside(bundle)
    if found != wanted:
        is_of = f"is of version {found}" if found else "has no package.json beside it that tells its version"
        return PlotlyJs(
            wanted,
            own,
            None,
            f"{bundle} {is_of}, and plotly.py writes figures for {wanted}, so its own plotly.js is used, which is three "
            "times as heavy: run `npm ci --ignore-scripts`",
        )
    name, _, ending = bundle.name.partition(".")
    return PlotlyJs(wanted, f"{name}-{wanted}.{ending}", bundle, "")


def for_notebooks(plotly: PlotlyJs) -> PlotlyJs:
    """The plotly.js of pages with figures of notebooks.

    It is the site's own; but the basic bundle lacks most of their kinds. npm's cartesian bundle, which has all that we draw of
    them, is then used where it lies beside that, else plotly.py's own file.
    """
    if plotly.bundle is None or not plotly.bundle.name.startswith(_BASIC):
        return plotly
    return replace(find_plotly_js(plotly.bundle.parents[1] / _CARTESIAN), warning="")


def _version_beside(bundle: Path) -> str:
    try:
        package = json.loads(bundle.with_name("package.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(package.get("version", "")) if isinstance(package, dict) else ""
