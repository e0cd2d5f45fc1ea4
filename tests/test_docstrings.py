"""The examples in docstrings are what the functions do."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import analytics
import checkout
import learning_timeline


def test_every_example_is_so() -> None:
    tried = failed = 0
    for package in (analytics, checkout, learning_timeline):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                outcome = doctest.testmod(import_module(found.name))
                tried, failed = tried + outcome.attempted, failed + outcome.failed
    assert failed == 0, "the examples that fail are printed above"
    assert tried > 200
