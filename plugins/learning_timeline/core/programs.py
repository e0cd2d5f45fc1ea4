"""Which programs beside Python are installed."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of

# The extended one also knows where Chinese and Japanese words end.
PAGEFIND = ("pagefind_bin_extended", "pagefind_bin")


def pagefind_version() -> str:
    """Which Pagefind is there; empty where there is none."""
    for package in PAGEFIND:
        try:
            return f"{package} {version_of(package)} {version_of('cbor2')}"
        except PackageNotFoundError:
            continue
    return ""
