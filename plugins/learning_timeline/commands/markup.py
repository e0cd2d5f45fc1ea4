"""Pages in; out, what the Nu Html Checker says is wrong with their HTML. It is a program in Java, which npm brings."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from .findings import Finding

# MathML Core allows the attribute on every element, and the checker knows an older MathML.
_ALLOWED = "Attribute “scriptlevel” not allowed on element “mtable”"
# One start of Java takes a second, and a command line has an end.
_AT_ONCE = 200


def checker_command(root: Path) -> list[str] | str:
    """How the checker is started, or why it cannot be.

    Args:
        root: the folder whose `node_modules` may hold it.
    """
    jar = root / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    if java is None:
        return "Java is not on PATH (on Debian: apt-get install default-jre-headless)"
    if not jar.exists():
        return "the Nu Html Checker is not there (run `npm install vnu-jar`)"
    # Deep lists need a deep stack.
    return [java, "-Xss8m", "-jar", str(jar)]


def check_markup(
    command: Sequence[str], site: Path, pages: Sequence[str], report: Callable[[int], None]
) -> Iterator[Finding]:
    """What is wrong with the HTML of these pages.

    Args:
        command: starts the checker.
        site: the folder of the site.
        pages: paths from it.
        report: is told how many pages have been read.

    Raises:
        OSError: the checker does not start, or does not do its work.
    """
    for start in range(0, len(pages), _AT_ONCE):
        some = [str(site / page) for page in pages[start : start + _AT_ONCE]]
        options = ["--format", "json", "--errors-only", "--exit-zero-always", "--no-langdetect"]
        ended = subprocess.run([*command, *options, *some], capture_output=True, check=False)  # noqa: S603 - a list of words, no shell
        try:
            messages: list[dict[str, Any]] = json.loads(ended.stderr)["messages"]
        except (ValueError, KeyError):
            said = ended.stderr.decode("utf-8", "replace").strip().splitlines() or [f"exit code {ended.returncode}"]
            raise OSError(f"the Nu Html Checker failed: {said[-1]}") from None
        for message in messages:
            if message["message"].startswith(_ALLOWED):
                continue
            page = Path(unquote(urlsplit(message.get("url", "")).path))
            place = page.relative_to(site).as_posix() if page.is_relative_to(site) else page.name
            extract = " ".join(message.get("extract", "").split())
            yield Finding(
                place, f"HTML: {message['message']} ({extract})", "fix the post or the template that wrote it"
            )
        report(min(start + _AT_ONCE, len(pages)))
