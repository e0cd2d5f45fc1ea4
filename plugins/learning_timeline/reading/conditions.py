"""The attributes of a part of a document in, whether a page shows it out: by format, profile and metadata, as Quarto has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .._seam import analytics
from .quarto_project import profiles_of
from .unseen import is_hidden_class, is_unseen

# Of a page in a browser.
_HTML = re.compile(r"html\d?(?::js)?", flags=re.IGNORECASE)
_CONDITIONAL = {".content-visible": True, ".content-hidden": False}


@dataclass(frozen=True)
class Conditions:
    """What decides which parts of a document are shown.

    Attributes:
        shows_code: whether code is shown that says nothing of it itself.
        profiles: of the project, those that are used if none is asked for.
        about: what the document, its folders and its project say.
    """

    shows_code: bool = True
    profiles: frozenset[str] = frozenset()
    about: Mapping[str, Any] = field(default_factory=dict)

    def hide(self, words: list[str], named: Mapping[str, str]) -> bool:
        """Whether attributes hide what they stand at.

        Args:
            words: its classes and its name, with their signs.
            named: its other attributes.

        >>> Conditions().hide([".content-visible"], {"when-profile": "own"}), Conditions().hide([".content-hidden"], {})
        (True, True)
        >>> Conditions().hide([".content-hidden"], {"when-format": "pdf"}), Conditions().hide(["#hidden", ".x"], {})
        (False, False)
        """
        if is_hidden_class(words) or "hidden" in {*words, *named} or is_unseen(named.get("style", "")):
            return True
        shown = next((_CONDITIONAL[word] for word in words if word in _CONDITIONAL), None)
        return shown is not None and shown is not self._hold(named)

    def _hold(self, named: Mapping[str, str]) -> bool:
        """Whether all conditions among attributes are so, as they are for a page."""
        return all(
            self._holds(kind, one) is (name == "when")
            for name, kind, one in (
                (*attribute.partition("-")[::2], value)
                for attribute, value in named.items()
                if attribute.startswith(("when-", "unless-"))
            )
        )

    def _holds(self, kind: str, value: str) -> bool:
        if kind == "format":
            return _HTML.fullmatch(value.strip()) is not None
        if kind == "profile":
            return value in self.profiles
        if kind == "meta":
            found: Any = self.about
            for name in value.split("."):
                found = found.get(name) if isinstance(found, Mapping) else None
            return str(found).strip().lower() in {"true", "yes"}
        return False


# Of a document of which nothing else is known.
PAGE = Conditions()


def conditions_of(fields: Mapping[str, Any], settings: Mapping[str, Any]) -> Conditions:
    """What decides which parts of a document are shown.

    Args:
        fields: of the document.
        settings: of its project and its folders.
    """
    return Conditions(
        shows_code=shows_code(settings, fields),
        profiles=frozenset(profiles_of(settings)),
        about={**settings, **fields} if settings else fields,
    )


def defaults_of(*each: Mapping[str, Any]) -> dict[str, Any]:
    """The options that settings of a project, a notebook's metadata and front matter give to all cells; the last count most."""
    found: dict[str, Any] = {}

    def gather(fields: Mapping[str, Any]) -> None:
        for name, value in fields.items():
            if name in {"echo", "include", "output", "warning", "message", "results"} and isinstance(value, str | bool):
                found[name] = value
            elif isinstance(value, dict) and name in {"execute", "format", "html", "knitr", "opts_chunk"}:
                gather(value)

    for fields in each:
        # As extensions of Jupyter have it.
        if fields.get("hide_input") is True or fields.get("hide_code_all") is True:
            found["echo"] = False
        # A title or a summary may be called like an option; only `execute` and `format` hold them.
        gather({name: value for name, value in fields.items() if isinstance(value, dict)})
    return found


def shows_code(*each: Mapping[str, Any]) -> bool:
    """Whether code is shown that says nothing of it itself, by what settings and front matter say."""
    hidden = analytics.hidden_by_options(defaults_of(*each))
    return not (hidden.cell or hidden.code)
