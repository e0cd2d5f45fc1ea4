"""A site of Observable Framework."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar, Self

from ..frontmatter import FrontMatter
from ..markup import observable
from .dialect import Beside
from .scripted import Scripted
from .site_files import read

# Of a program that is not run, a text that stands by itself.
_ROOT = re.compile(r"^\s{0,20}[\"']?root[\"']?\s{0,9}:\s{0,9}[\"'](?P<folder>[^\"'\n]{1,200})[\"']", flags=re.MULTILINE)


@dataclass(frozen=True)
class Observable(Scripted):
    """Pages in one folder, whose code draws what they show."""

    name: ClassVar[str] = "observable"
    title: ClassVar[str] = "An Observable Framework site"
    signs: ClassVar[tuple[str, ...]] = ("observablehq.config.*",)

    @property
    def homes(self) -> tuple[str, ...]:  # type: ignore[override] # here they depend on the settings
        """The folder that no address names."""
        return (f"{self.home}/",) if self.home else ()

    @classmethod
    def _begun(cls, folder: Path, content: Path) -> Self:
        settings = next((read(one) for one in sorted(folder.glob(cls.signs[0]))), "")
        said = _ROOT.search(settings)
        home = (
            said["folder"].strip("./")
            if said
            else next((one for one in ("src", "docs") if (folder / one).is_dir()), "")
        )
        return dataclasses.replace(super()._begun(folder, content), home=home)

    def address(self, path: str, front: FrontMatter) -> str:
        """By its path; only that of a folder ends as one."""
        address = super().address(path, front)
        return address if PurePosixPath(path).stem == "index" else address.rstrip("/")

    def _without_programs(
        self, path: str, body: str, front: FrontMatter, beside: Beside
    ) -> tuple[str, list[tuple[int, str]]]:
        """Without what only its code shows."""
        del path, front, beside
        left_out: list[tuple[int, str]] = []
        return observable.plain(body, left_out), left_out
