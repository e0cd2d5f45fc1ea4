"""Any folder of notes: what its posts may still have of the program that they were once written for."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from ..._seam import analytics
from ..frontmatter import FrontMatter, rewritten, split
from ..markup import gitbook
from ..markup.embeds import SITES
from ..markup.prose import changed, substituted
from ..markup.shortcodes import Shortcodes
from ..names import Names, path_from
from .dialect import Beside, Dialect
from .permalinks import slugged

_TAG = re.compile(r"\{%-?[ \t]{0,9}(?P<name>[\w-]{1,40})")
# Of Jekyll, Octopress, Hexo and Pelican's plugin; no language of templates that a post may be about has them.
_OF_BLOGS = {
    *SITES,
    *("post_url", "post_link", "post_path", "asset_img", "asset_path", "asset_link", "img", "pdf", "codeblock"),
    *(
        "raw",
        "endraw",
        "endcodeblock",
        "highlight",
        "endhighlight",
        "include_code",
        "notebook",
        "blockquote",
        "endblockquote",
    ),
}
# Before a post's name in addresses, which is that of no file.
_SLUG = "slug:"
# Of a table of contents of GitBook or mdBook, beside links: headings, lists and rules.
_IN_LIST = re.compile(r"#{1,6}[ \t]|[-*][ \t]|-{3,}$")
_SHORTCODE = re.compile(r"\{\{[<%]")
_ADDRESS = re.compile(
    r"(?P<before>\]\([ \t]*<?|\b(?:href|src)=[\"'])(?P<address>/(?!/)[^\s<>()\"'#?]{1,300})(?P<behind>[#?][^\s<>()\"']{0,300})?"
)


@dataclass(frozen=True)
class Plain(Dialect):
    """Notes without a sign of a program.

    Many keep the posts of a blog apart from the site that is made of them. Its tags and shortcodes are unmistakable, and an address
    on it ends with the name of a post, or is the path of a file below wherever the site was. Hosts of repositories, where most such
    folders are read, show emoji by their names.
    """

    has_emoji: bool = True

    def find(self, name: str, path: str, names: Names) -> str:
        """The file that a name means, or the post of a slug."""
        if name.startswith(_SLUG):
            return names.listed(_SLUG, _slugs_in).get(name.removeprefix(_SLUG).casefold(), "")
        return super().find(name, path, names)

    def prepared(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """A note without tags of generators, whose links by addresses of a site lead to files."""

        def find(name: str) -> str:
            file = beside.find(name, path)
            return path_from(path, file) if file else ""

        if path.rpartition("/")[2] == "SUMMARY.md" and all(map(_is_in_list, front.body.split("\n"))):
            return dataclasses.replace(front, left_out="table of contents")
        body, left_out = front.body, list[tuple[int, str]]()
        if _SHORTCODE.search(body):
            values = {name: value for name, value in front.fields.items() if isinstance(value, str)}
            shortcodes = Shortcodes(values, find, lambda _: None)
            body = shortcodes.translated(body)
            left_out += shortcodes.left_out
        front = rewritten(front, body, left_out)
        if "{%" in body and gitbook.TAGS.intersection(_tags_in(body)):
            front = dataclasses.replace(front, body=gitbook.plain(front.body))
        if "{%" in body and _has_tags(front.body):
            from .pelican import Pelican  # noqa: PLC0415 - few folders have such posts

            front = Pelican(has_liquid=True).translated(path, front, beside)

        def linked(found: re.Match[str]) -> str:
            file = _meant(found["address"], path, beside)
            return f"{found['before']}{quote(path_from(path, file))}{found['behind'] or ''}" if file else found[0]

        if "(/" in front.body or '="/' in front.body:
            front = dataclasses.replace(
                front, body=changed(front.body, lambda prose: substituted(_ADDRESS, linked, prose))
            )
        return front


def _is_in_list(line: str) -> bool:
    """Whether a line is one of a table of contents."""
    line = line.strip(" \t")
    link = line.removeprefix("+").lstrip(" \t")
    return (
        not line
        or _IN_LIST.match(line) is not None
        or (link.startswith("[") and "](" in link and link.endswith(")"))
        or (line.startswith("<!--") and line.endswith("-->"))
    )


def _has_tags(text: str) -> bool:
    """Whether all tags of a text are those of blogs, of which it has some."""
    names = _tags_in(text)
    return bool(names) and _OF_BLOGS.issuperset(names)


def _tags_in(text: str) -> list[str]:
    """The names of the tags of a text, but for those that are shown as they are."""
    names: list[str] = []
    is_raw = False

    def note(found: re.Match[str]) -> str:
        nonlocal is_raw
        if found["name"] in {"raw", "endraw"}:
            is_raw = found["name"] == "raw"
        if not is_raw:
            names.append(found["name"])
        return found[0]

    changed(text, lambda prose: substituted(_TAG, note, prose))
    return names


def _meant(address: str, path: str, beside: Beside) -> str:
    """The file that an address of the site means; empty if there is none, or if it may be any of several pages."""
    inside, name = address.strip("/"), posixpath.basename(address.rstrip("/")).removesuffix(".html")
    if beside.names.exact(inside):
        return ""
    if "." in name:
        # A file below wherever the site was.
        found = beside.find(inside, path) if "/" in inside else ""
        return found if found.lower().endswith(posixpath.splitext(name)[1].lower()) else ""
    # The name of a post has several words; one may be the site's own page.
    if "-" not in name.strip("-"):
        return ""
    found = beside.find(name, path)
    return found if found.lower().endswith(analytics.POST_SUFFIXES) else beside.find(f"{_SLUG}{name}", path)


def _slugs_in(_: str, text: str) -> Iterator[str]:
    """The name that a post has in addresses, by its slug or its title."""
    fields = split(text).fields
    said = next((one for name in ("slug", "title") if isinstance(one := fields.get(name), str) and one), "")
    if said:
        yield slugged(said)
