"""A repository in, the address out at which its host shows the site that `publish` brings there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .repository import Repository

_GITHUB = re.compile(
    r"(?:https?://(?:[^@/]*@)?|ssh://git@|git@)github\.com[:/](?P<owner>[\w-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?"
)


def address_by_remote(repository: Repository, remote: str = "origin") -> str:
    """Where GitHub Pages shows a repository's site, unless it has a domain of its own; empty for another host."""
    return pages_of(repository.asks("remote", "get-url", remote))


def pages_of(url: str) -> str:
    """The address of the site of a repository on GitHub.

    >>> pages_of("git@github.com:You/journal.git"), pages_of("https://github.com/you/you.github.io")
    ('https://you.github.io/journal', 'https://you.github.io')
    >>> pages_of("/srv/journal.git")
    ''
    """
    match = _GITHUB.fullmatch(url)
    if match is None:
        return ""
    host = f"{match['owner'].lower()}.github.io"
    return f"https://{host}" if match["name"].lower() == host else f"https://{host}/{match['name']}"
