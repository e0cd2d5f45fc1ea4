"""A folder in, its git history out: the only package that reads commits.

One streamed ``git log`` through GitPython, with constant arguments and in an environment that the repository cannot
steer; what it said is kept in a cache by HEAD, so that a history is read once and then only what is new. Reading never
writes to the repository. What makes the history incomplete becomes a `Notice`; a date that git does not know stays
unknown.
"""

from .dates import History, PostHistory, Version
from .reading import read_history
from .versions import VersionReader

__all__ = ["History", "PostHistory", "Version", "VersionReader", "read_history"]
