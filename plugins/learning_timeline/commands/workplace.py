"""A folder in, the site in it out: where its posts, its settings and its output are, and how Pelican is started there.

This process needs nothing of Pelican, which runs in one of its own; so a command that builds nothing is quick.
"""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from traceback import extract_tb
from typing import Any, NoReturn

from invoke.exceptions import Exit

from ..core.errors import AS_IT_WAS, SAID
from ..core.stopping import INTERRUPTED, Terminated
from ..core.typed import command as typed

CONFIG = "pelicanconf.py"
# By its whole name, which Pelican takes wherever the plugin is installed.
PLUGIN = "pelican.plugins.learning_timeline"
# Where pelican-quickstart writes what differs on the web.
PUBLISH_CONFIG = "publishconf.py"
# As `-m pelican`; who stops it while it is still loaded sees no traceback. What is stopped later, the plugin tells.
PELICAN = f"""
try:
    import runpy
    runpy.run_module("pelican", run_name="__main__", alter_sys=True)
except KeyboardInterrupt:
    print("The build was stopped. {AS_IT_WAS}")
    raise SystemExit({INTERRUPTED}) from None
"""


@dataclass(frozen=True)
class Workplace:
    """A Pelican site in which a command works.

    Attributes:
        root: its folder, which holds `pelicanconf.py`.
        settings: what that file sets.
    """

    root: Path
    settings: Mapping[str, Any] = field(repr=False)

    @classmethod
    def around(cls, folder: Path) -> Workplace:
        """The site that a folder is or is in; the command ends if there is none.

        Raises:
            Exit: there is none, or its settings cannot be read.
        """
        for root in (folder, *folder.parents):
            if (root / CONFIG).is_file():
                return cls(root, _settings_of(root / CONFIG))
        raise Exit(f"There is no {CONFIG} in {folder} or above it: change to the folder of your site", code=2)

    @property
    def config(self) -> Path:
        """The file of its settings."""
        return self.root / CONFIG

    @property
    def content(self) -> Path:
        """The folder of posts."""
        return self._folder("PATH", "content" if (self.root / "content").is_dir() else ".")

    @property
    def output(self) -> Path:
        """Where the site goes."""
        return self._folder("OUTPUT_PATH", "output")

    @property
    def web(self) -> Path:
        """What is built for the web stays apart from what is looked at here: other addresses make other pages."""
        return self._folder("CACHE_PATH", "cache") / "web"

    @property
    def addresses(self) -> Path | None:
        """The record of every address that was ever published; None if the settings name none."""
        name = self.settings.get("LEARNING_TIMELINE_ADDRESSES")
        return self.content / str(name) if name else None

    @property
    def looks(self) -> list[Path]:
        """Folders of templates, styles and scripts."""
        return [self.root / str(self.settings.get("THEME") or "theme")]

    @property
    def programs(self) -> list[Path]:
        """Folders of programs of its own that make the site."""
        return [*(self.root / str(one) for one in self.settings.get("PLUGIN_PATHS") or ()), self.root / "analytics"]

    @property
    def for_the_web(self) -> str:
        """The name of the settings by which it is published."""
        return PUBLISH_CONFIG if (self.root / PUBLISH_CONFIG).is_file() else CONFIG

    @property
    def address(self) -> str:
        """Where the site is on the web; empty if nobody has said it."""
        settings = self.settings if self.for_the_web == CONFIG else _settings_of(self.root / PUBLISH_CONFIG)
        return str(settings.get("SITEURL") or settings.get("WEB_ADDRESS") or "")

    def pelican(  # noqa: PLR0913 - what is built of what, and where
        self,
        content: Path,
        output: Path,
        settings: Mapping[str, object],
        *,
        root: Path | None = None,
        config: str = CONFIG,
        is_quiet: bool = False,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        """Build a site; the command ends as Pelican ends if it fails.

        Args:
            content: the folder of posts.
            output: where the site goes.
            settings: those that differ from the file's.
            root: another copy of the site's folder, if it is built from that.
            config: the file of settings.
            is_quiet: whether what Pelican says goes to standard error.
            variables: of the environment.
        """
        root = root or self.root
        command: list[str | Path] = [
            sys.executable,
            "-c",
            PELICAN,
            content,
            "-s",
            root / config,
            "-o",
            output,
            "--fatal",
            "errors",
        ]
        extra = [f"{key}={json.dumps(value)}" for key, value in settings.items()]
        run(
            [*command, *(["-e", *extra] if extra else [])],
            root=root,
            is_quiet=is_quiet,
            variables=variables,
        )

    def keep_cache_out_of_git(self) -> None:
        """A folder that says itself that git is to pass over it needs no line of its owner's `.gitignore`."""
        cache = self.web.parent
        cache.mkdir(parents=True, exist_ok=True)
        if not (cache / ".gitignore").exists():
            (cache / ".gitignore").write_text("*\n", encoding="utf-8")

    def build(self, content: Path, output: Path, settings: Mapping[str, object]) -> None:
        """Build a site if there is none or a site already; the old one stays as it is if anything is wrong."""
        if output == content or content.is_relative_to(output):
            refuse(f"--output {output}: the site would overwrite the posts: name another folder")
        is_other = output != self.output and output.exists() and any(output.iterdir())
        if is_other and not (output / "timeline" / "index.html").exists():
            refuse(f"--output {output}: this folder holds something other than a site: name an empty one")
        self.pelican(content, output, settings)
        if not (output / "timeline" / "index.html").exists():
            raise Exit(f"Pelican did not load the plugin: add {PLUGIN!r} to PLUGINS in {self.config}", code=1)
        shown = f", or run `{typed('serve')}`" if content == self.content else ""
        print(f"The site is in {output}: open {output / 'index.html'}{shown}.")  # noqa: T201 - the answer

    def _folder(self, setting: str, otherwise: str) -> Path:
        return (self.root / str(self.settings.get(setting) or otherwise)).resolve()


def _settings_of(file: Path) -> dict[str, Any]:
    """What a file of settings sets.

    Raises:
        Exit: it cannot be read.
    """
    # It may import what is beside it, as a publishconf.py does.
    sys.path.insert(0, str(file.parent))
    try:
        return runpy.run_path(str(file))
    except Exception as error:
        what = error.msg if isinstance(error, SyntaxError) else f"{type(error).__name__}: {error}"
        raise Exit(f"{file}:{_line_in(file, error)}: {what}: fix this line", code=2) from error
    finally:
        sys.path.remove(str(file.parent))


def _line_in(file: Path, error: Exception) -> int:
    """The line of a file that raised an error, or cannot be read as Python."""
    if isinstance(error, SyntaxError) and error.filename == str(file):
        return error.lineno or 1
    return next((one.lineno or 1 for one in reversed(extract_tb(error.__traceback__)) if one.filename == str(file)), 1)


def run(
    command: Sequence[str | Path], *, root: Path, is_quiet: bool = False, variables: Mapping[str, str] | None = None
) -> None:
    """Start a program in a folder, and end with its exit code if it fails; it has said why.

    Args:
        command: its words.
        root: the folder.
        is_quiet: whether what it says goes to standard error.
        variables: of its environment.

    Raises:
        Exit: it failed.
        KeyboardInterrupt: it was stopped, and has ended.
    """
    # File names are UTF-8 wherever a journal is built, whatever the machine's language is.
    env = os.environ | {"PYTHONUTF8": "1", SAID: ""} | {**(variables or {})}
    words = [str(part) for part in command]
    process = subprocess.Popen(words, cwd=root, env=env, stdout=sys.stderr if is_quiet else None)  # noqa: S603 - no shell
    is_stopped = False
    while process.poll() is None:
        try:
            process.wait()
        except Terminated:
            is_stopped = True
            process.terminate()
        except KeyboardInterrupt:  # the program hears it too, takes away what it made, and says so
            is_stopped = True
    if is_stopped:
        raise KeyboardInterrupt
    if process.returncode:
        raise Exit(code=process.returncode)


def refuse(message: str) -> NoReturn:
    """End the command, since it cannot take what it was given.

    Raises:
        Exit: always.
    """
    raise Exit(message, code=2)
