"""The one seam between the two ways in which the plugin is loaded.

In: nothing. Out: ``analytics``, the package. The wheel carries it inside the plugin, since another distribution owns
the top-level name; in a checkout it stands at the repository's root, beside ``plugins/``. Every other module of the
plugin writes ``from ._seam import analytics`` and need not know.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import analytics as analytics  # noqa: PLC0414 - the repeated name marks it as offered to other modules
else:

    def _load() -> object:
        inside = f"{__package__}.analytics"
        if find_spec(inside) is not None:
            return import_module(inside)
        root = Path(__file__).resolve().parents[2]
        # First on the path, so that a distribution of the same name cannot come before the checkout's own.
        sys.path.insert(0, str(root))
        try:
            module = import_module("analytics")
        finally:
            sys.path.remove(str(root))
        found = Path(module.__file__ or "").resolve().parent
        if found != root / "analytics":
            msg = f"another package named analytics is loaded already, from {found}: start Python without it"
            raise ImportError(msg)
        return module

    analytics = _load()
