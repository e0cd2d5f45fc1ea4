"""The time that a post may take is that of the processor: who only waits is waited for, up to a longer limit."""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest

from learning_timeline.reading import worker
from learning_timeline.reading.worker import Worker


class Sleeper:
    """Reads nothing, and takes no time of the processor for it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def read(self, path: str) -> str:
        time.sleep(self.seconds)
        return path


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not say what a process takes")
@pytest.mark.parametrize(("waiting", "is_read"), [(40, True), (2, False)])
def test_a_reader_that_only_waits_has_longer(monkeypatch: pytest.MonkeyPatch, waiting: int, is_read: bool) -> None:  # noqa: FBT001 - a case
    monkeypatch.setattr(worker, "SECONDS", 0.1)
    monkeypatch.setattr(worker, "_WAITING", waiting)
    reader: Any = Sleeper(0.5)
    one = Worker(reader)
    one.expect(["a.md"])
    try:
        if is_read:
            found: Any = one.read("a.md")
            assert found == "a.md"
        else:
            with pytest.raises(Exception, match=r"a\.md: takes longer than 0\.1 seconds to render"):
                one.read("a.md")
    finally:
        one.close()
