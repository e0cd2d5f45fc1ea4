"""The path of a lighter plotly.js in, the plotly.js that a site carries out: its name, its bytes.

plotly.py brings the whole of plotly.js, of which the charts here need a third (scatter, bar, heatmap). A bundle of that
third is used where it is at hand and of the very version that plotly.py writes figures for; a figure written for another
version may look different, or not at all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from plotly.offline import get_plotlyjs, get_plotlyjs_version

if TYPE_CHECKING:
    from pathlib import Path


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


def _version_beside(bundle: Path) -> str:
    try:
        package = json.loads(bundle.with_name("package.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(package.get("version", "")) if isinstance(package, dict) else ""
