"""A site's folder in, all that is wrong with its content and then with the site made of it out, in words or as JSON.

The site is made as `publish` makes it: for its address on the web, by the settings that it has there.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from invoke.exceptions import Exit

from ..core.errors import FINDINGS, SAID
from .check import NOWHERE, checked
from .hosts import address_by_remote
from .repository import Repository

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .workplace import Workplace

# Settings of a build that only says what is wrong with the posts.
CONTENT_ALONE = {"LEARNING_TIMELINE_CHECK": True}


@dataclass(frozen=True)
class WholeCheck:
    """One check, as a person asks for it.

    Attributes:
        here: the site.
        content: the folder of posts.
        made: a folder to work in, which is empty.
        settings: of Pelican, those that differ from the site's own.
        is_strict: whether remarks fail it as problems do.
        is_json: whether the result is printed as JSON.
    """

    here: Workplace
    content: Path
    made: Path
    settings: Mapping[str, object]
    is_strict: bool
    is_json: bool

    def run(self, *, quick: bool) -> None:
        """Check, and say what was found; the command ends with 1 if that is asked for.

        Args:
            quick: whether the content alone is checked.

        Raises:
            Exit: something is wrong.
        """
        result: dict[str, Any] = {"content": [], "site": [], "not_checked": []}
        code = 0
        try:
            self._check_content()
            if not quick:
                code = self._check_site(result)
        except Exit as end:
            code = end.code
        if self.is_json:
            result["content"] = self._found_in_content()
            print(json.dumps({"ok": code == 0, **result}, ensure_ascii=False, indent=2))  # noqa: T201 - the answer
        if code:
            raise Exit(code=code)

    @cached_property
    def _address(self) -> str:
        return self.here.address or address_by_remote(Repository(self.here.root))

    def _check_content(self) -> None:
        self._build(CONTENT_ALONE)

    def _check_site(self, result: dict[str, Any]) -> int:
        self._build({"CACHE_PATH": str(self.here.web)})
        say = _to_stderr if self.is_json else print
        told, report = checked(self._site, self.content, self._address, self.here.root, say)
        result |= {"site": [asdict(one) for one in told], "not_checked": report.left_out}
        return int(bool(told) and self.is_strict)

    def _build(self, more: Mapping[str, object]) -> None:
        settings = {
            **self.settings,
            "LEARNING_TIMELINE_STRICT": self.is_strict,
            "CACHE_PATH": str(self.here.web),
            **more,
        }
        self.here.pelican(
            self.content,
            self._site,
            settings,
            config=self.here.for_the_web,
            is_quiet=self.is_json,
            variables={
                "SITEURL": self._address or NOWHERE,
                FINDINGS: str(self._findings),
                # The second build finds what the first has found.
                SAID: str(self.made / "said"),
            },
        )

    @property
    def _site(self) -> Path:
        return self.made / "site"

    @property
    def _findings(self) -> Path:
        return self.made / "findings"

    def _found_in_content(self) -> list[dict[str, Any]]:
        lines = self._findings.read_text(encoding="utf-8").splitlines() if self._findings.exists() else []
        return [json.loads(line) for line in dict.fromkeys(lines)]


def _to_stderr(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201 - a command's own words
