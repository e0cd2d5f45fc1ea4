"""A repository in, the addresses out at which its host shows its files, and the site that `publish` brings there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .repository import Repository

_REMOTE = re.compile(r"(?:https?://(?:[^@/]*@)?|ssh://git@|git@)(?P<host>[\w.-]+)[:/](?P<path>[\w./-]+?)(?:\.git)?/?")
_GITHUB = re.compile(r"https://github\.com/(?P<owner>[\w-]+)/(?P<name>[\w.-]+)")


def address_by_remote(repository: Repository) -> str:
    """Where GitHub Pages shows a repository's site, unless it has a domain of its own; empty for another host."""
    return pages_of(repository.asks("remote", "get-url", "origin"))


def home_of(remote: str) -> str:
    """The address of a repository's page by that of the repository; empty for a folder.

    >>> home_of("git@github.com:ada/journal.git"), home_of("/srv/journal.git")
    ('https://github.com/ada/journal', '')
    """
    match = _REMOTE.fullmatch(remote)
    return f"https://{match['host']}/{match['path']}" if match else ""


def pages_of(url: str) -> str:
    """The address of the site of a repository on GitHub.

    >>> pages_of("git@github.com:You/journal.git"), pages_of("https://github.com/you/you.github.io")
    ('https://you.github.io/journal', 'https://you.github.io')
    >>> pages_of("/srv/journal.git")
    ''
    """
    match = _GITHUB.fullmatch(home_of(url))
    if match is None:
        return ""
    host = f"{match['owner'].lower()}.github.io"
    return f"https://{host}" if match["name"].lower() == host else f"https://{host}/{match['name']}"
