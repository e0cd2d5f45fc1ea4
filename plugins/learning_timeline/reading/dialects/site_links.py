"""The addresses that posts had in, links and fields by them out: what leads on, and which file an address means."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from ..markup.prose import changed, substituted
from ..names import path_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..frontmatter import FrontMatter
    from .dialect import Beside

# Where an address is in a text: behind a link's words, behind a name of one, in an attribute of HTML.
ADDRESS = re.compile(
    r"""(?P<before>\]\([ \t]*<?|^[ ]{0,3}\[[^\]\n^]+\]:[ \t]+<?|\b(?:href|src|poster)[ \t]*=[ \t]*["'])"""
    r"""(?P<address>[^\s<>()"']+(?:\([^\s<>()"']*\))?[^\s<>()"']*)""",
    flags=re.MULTILINE,
)
# What browsers take for an `img`.
_IMAGE = re.compile(r"<image(?=\s+src\b)", flags=re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#|//|[{|]\w+[}|]")
_PAGE = re.compile(r"/?(?:index)?\.(?:html?|md)$|/index$|/$")


def former(front: FrontMatter) -> list[str]:
    """The addresses that a file says it had."""
    found: list[str] = []
    for name in ("aliases", "redirect_from"):
        value = front.fields.get(name, ())
        found += [one for one in ([value] if isinstance(value, str) else value) if isinstance(one, str)]
    return list(dict.fromkeys(found))


def with_former(front: FrontMatter, addresses: Iterable[str]) -> FrontMatter:
    """Front matter whose page leads on from some more addresses; what it says of its own is theirs as well."""
    fields = {name: value for name, value in front.fields.items() if name not in {"url", "permalink"}}
    asked = [one for one in addresses if one.strip("/")]
    known = former(front)
    if asked:
        keys = {address_key(one) for one in known}
        fields["aliases"] = [*known, *(one for one in asked if address_key(one) not in keys)]
    return dataclasses.replace(front, fields=fields)


def address_key(address: str) -> str:
    """An address in a form that is the same for all ways of writing it."""
    return _PAGE.sub("", address.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]).strip("/").casefold()


@dataclass
class Links:
    """The links of one file that are written by addresses of the site.

    Attributes:
        path: of the file.
        was: its own address.
        host: of the site.
        base: the path of the site there.
        beside: what is beside it.
        is_list: whether a file is a list of posts, which this site makes itself.
        has_page: whether a file of notes has a page here.
    """

    path: str
    was: str
    host: str
    base: str
    beside: Beside
    is_list: Callable[[str], bool]
    has_page: Callable[[str], bool]

    def relative(self, text: str) -> str:
        """A text with paths of files instead of addresses that mean one."""
        return changed(text, lambda prose: substituted(ADDRESS, self._replaced, _IMAGE.sub("<img", prose)))

    def _replaced(self, found: re.Match[str]) -> str:
        address = found["address"]
        is_whole = bool(self.host) and bool(
            re.match(rf"(?:https?:)?//{re.escape(self.host.partition('://')[2])}(?:/|$)", address)
        )
        if is_whole:
            address = f"/{address.partition('//')[2].partition('/')[2]}"
        if _SCHEME.match(address):
            return found[0]
        path = re.split("[?#]", address, maxsplit=1)[0]
        tail = address[len(path) :]
        if not path.startswith("/"):
            # A file beside this one, or an address from where this one stood.
            beside = self.beside.names.exact(posixpath.join(posixpath.dirname(self.path), unquote(path)))
            if beside and self.is_list(beside):
                return f"{found['before']}{{index}}"
            if not self.was or not path or beside:
                return found[0]
            folder = self.was if self.was.endswith("/") else posixpath.dirname(self.was)
            path = posixpath.normpath(posixpath.join(folder, path)) + ("/" if path.endswith("/") else "")
        is_home = path in {"/", self.base, f"{self.base}/"}
        file = "" if is_home else self.beside.find(path, self.path)
        if (is_home or (file and self.is_list(file))) and not found["before"].lower().startswith(("src", "poster")):
            return f"{found['before']}{{index}}"
        # What has no page here may have one there.
        if not file or (is_whole and not self.has_page(file)):
            return found[0]
        return f"{found['before']}{quote(path_from(self.path, file))}{tail}"
