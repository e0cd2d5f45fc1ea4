"""What differs from one machine to another, and may change no byte of a site."""

from __future__ import annotations

# Put before a program of a build: folders are then read in an order that no file system promised.
SHUFFLED = """
import os, random
_listdir, _scandir = os.listdir, os.scandir
def _mixed(items):
    items = list(items)
    random.Random(len(items)).shuffle(items)
    return items
class _Scan:
    def __init__(self, *place):
        with _scandir(*place) as found:
            self._found = iter(_mixed(found))
    def __iter__(self): return self
    def __next__(self): return next(self._found)
    def __enter__(self): return self
    def __exit__(self, *error): pass
    def close(self): pass
os.listdir = lambda *place: _mixed(_listdir(*place))
os.scandir = lambda *place: _Scan(*place)
"""
