"""Bibliographies in and out: what is studied, read from BibTeX as all programs write it, and told to all of them.

`parse_bibliography` reads; `bibtex`, `csl_json` and `ris` write. Between them is the `Resource`: one work, all its entries.
"""

from __future__ import annotations

from .parsing import parse_bibliography
from .resource import Bibliography, Entry, Resource

__all__ = ["Bibliography", "Entry", "Resource", "parse_bibliography"]
