"""A tiny Pelican site in a folder of its own, built for real in this process or in another.

site = Site(tmp_path).post("posts/a.md", "---\ntitle: A\ndate: 2026-03-01\n---\nText.\n")
built = site.build()
assert "A" in built.text("timeline/")
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import LimitFilter
from pelican.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
# The lighter plotly.js, which a site is built with where it is installed.
LIGHTER = ROOT / "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js"


@dataclass(frozen=True)
class Built:
    """A built site: its files by their address."""

    folder: Path

    def path(self, url: str) -> Path:
        return self.folder / (f"{url}index.html" if url.endswith("/") or not url else url)

    def text(self, url: str) -> str:
        return self.path(url).read_text(encoding="utf-8")

    def has(self, url: str) -> bool:
        return self.path(url).exists()

    def longest_post(self) -> str:
        """The address of the longest post: in the journal's own site it has formulas, code and an image or two."""
        longest = max(self.folder.glob("posts/*/*/*/index.html"), key=lambda file: file.stat().st_size)
        return f"{longest.parent.relative_to(self.folder).as_posix()}/"

    def files(self) -> dict[str, bytes]:
        return {
            p.relative_to(self.folder).as_posix(): p.read_bytes() for p in sorted(self.folder.rglob("*")) if p.is_file()
        }


class Site:
    """Content under ``folder/content``, built by this repository's own ``pelicanconf.py`` unless settings say
    otherwise."""

    def __init__(self, folder: Path, content: Path | None = None, **always: Any) -> None:
        self.folder = folder
        self.always = always
        self.content = content or folder / "content"
        self.content.mkdir(parents=True, exist_ok=True)
        self.output = folder / "output"

    def post(self, path: str, text: str | bytes) -> Site:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def settings(self, **changed: Any) -> dict[str, Any]:
        given = {
            "PATH": str(self.content),
            "OUTPUT_PATH": str(self.output),
            "CACHE_PATH": str(self.folder / "cache"),
            "SITENAME": "A Test Journal",
            "LEARNING_TIMELINE_TODAY": "2026-11-23",
            **self.always,
            **changed,
        }
        return dict(read_settings(str(ROOT / "pelicanconf.py"), override=given))

    def build(self, **changed: Any) -> Built:
        """Build in this process; whatever ends the build is raised."""
        # Pelican says a thing once in a process; each build of a person is another one.
        LimitFilter._raised_messages.clear()
        Pelican(self.settings(**changed)).run()
        return Built(self.output)

    def pelican(self, *arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
        """Build by the ``pelican`` command, as a person does."""
        command = [sys.executable, "-m", "pelican", str(self.content), "-s", str(ROOT / "pelicanconf.py")]
        command += ["-o", str(self.output), "--fatal", "errors", *arguments, "-e"]
        extra = {"CACHE_PATH": str(self.folder / "cache"), "LEARNING_TIMELINE_TODAY": "2026-11-23", **changed}
        command += [f'{key}="{value}"' for key, value in extra.items()]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
