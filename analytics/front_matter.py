"""The text of a Markdown file in, where its front matter ends out. Pure.

Four kinds of front matter, told apart by the first line: YAML between lines of ``---``, TOML between lines of ``+++``,
an object of JSON, and the flat ``Title: ...`` lines of Pelican and MultiMarkdown, ended by an empty line. What the fields
say, the plugin reads; here they are told from the text whose words count.
"""

from __future__ import annotations

import json
import re
from typing import Literal, NamedTuple

Kind = Literal["yaml", "toml", "flat", "json", "none"]

# The fields of a post, in the order in which a person looks for them.
FIELDS = (
    *("title", "date", "modified", "category", "tags", "slug", "lang", "authors", "status", "summary", "kind"),
    *("resources", "perspective", "level", "time_spent", "confidence", "predictions", "supersedes", "milestone"),
    *("review_after", "aliases"),
)
# Flat headers are recognised by their first line, so that prose beginning with "Note: ..." stays prose.
FLAT_FIELDS = (frozenset(FIELDS) - {"predictions"}) | {
    *("categories", "author", "translation", "template", "save_as", "url", "description", "cascade", "build"),
}
# Fields by which programs hold a post back, in lower case, without dashes and underscores.
HOLDS_IF_SET = frozenset(
    {
        *("draft", "isdraft", "private", "isprivate", "unlisted", "hidden", "headless", "wip", "secret"),
        *("confidential", "encrypt", "encrypted", "password", "eleventyexcludefromcollections"),
        *("skip", "unpublish", "nopublish", "donotpublish", "keepprivate"),
    }
)
HOLDS_IF_NO = frozenset(
    {"published", "ispublished", "publish", "dgpublish", "public", "ispublic", "share", "visible", "listed"}
)
# Where a plain no says that no page is made, and any other value is an address or a template: Eleventy, Zola.
NO_PAGE_IF_NO = frozenset({"permalink", "render"})
SHOWN_FROM = frozenset(
    {
        *("publishdate", "pubdate", "pubdatetime", "publishon", "publishat", "publishfrom", "visiblefrom", "scheduled"),
        *("embargo", "embargountil"),
    }
)
SHOWN_UNTIL = frozenset({"expirydate", "expiredate", "expires", "expireson", "unpublishdate"})
_MAY_HOLD = HOLDS_IF_SET | HOLDS_IF_NO | NO_PAGE_IF_NO | SHOWN_FROM | SHOWN_UNTIL | {"visibility", "access"}

FLAT_LINE = re.compile(r" {0,3}(?P<name>[A-Za-z0-9_-]+)::?(?!//)[ \t]*(?P<value>.*)")
# Lines that are indented belong to the field before them, and an empty line ends them all.
_FLAT_BLOCK = re.compile(rf"(?:(?:{FLAT_LINE.pattern}|(?<=\n)(?: {{4}}|\t)(?=.*\S).*)(?:\n|\Z))+")
_EMPTY_LINE = re.compile(r"[^\S\n]*\n|[^\S\n]+\Z")
_EMPTY_LINES = re.compile(r"(?:[ \t]*\n)+")
_FENCES = {
    "yaml": re.compile(r"^(?:---|\.\.\.)[ \t]*$", flags=re.MULTILINE),
    "toml": re.compile(r"^\+\+\+[ \t]*$", flags=re.MULTILINE),
}
_YAML_LINE = re.compile(r"""["']?\w[\w .-]*+["']?[ \t]*:([ \t]|$)""")
# An object of JSON, which is YAML too.
_JSON = re.compile(r"""\{[ \t]*(?:"|$)""")
# One that Hugo takes for front matter, with nothing around it.
_OF_HUGO = re.compile(r"""\{\s{0,99}"\w[\w .-]{0,99}"[ \t]{0,9}:""")
# When a tiddler was made, to the millisecond.
_OF_TIDDLER = re.compile(r"^(?:created|modified): \d{17}$", flags=re.MULTILINE)
_DASHES = re.compile(r"[-_ ]")


class Parts(NamedTuple):
    """A file taken apart.

    Attributes:
        kind: of its front matter.
        block: the front matter without its fences.
        body: what comes after it.
        body_line: 1-based line of the file on which the body begins.
        is_closed: whether the front matter has an end; without one it ends where other texts begin, at the first empty line.
    """

    kind: Kind
    block: str
    body: str
    body_line: int
    is_closed: bool = True


def take_apart(text: str) -> Parts:
    r"""Part a file's text; line ends become line feeds.

    >>> take_apart("Title: A post\r\nDate: 2026-11-29\r\n\r\nText.").body, take_apart("Note: this is prose.").kind
    ('Text.', 'none')
    """
    text = text.lstrip("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text[:1].isspace() and (below := _below_empty_lines(text)):
        return below
    first = text.partition("\n")[0].rstrip()
    if first == "---" and _begins_like_yaml(text):
        return _fenced("yaml", text)
    if first == "+++":
        return _fenced("toml", text)
    if _OF_HUGO.match(text):
        return _object(text)
    if _begins_like_flat(text) and (found := _FLAT_BLOCK.match(text)):
        end = found.end()
        if empty := _EMPTY_LINE.match(text, end):
            end = empty.end()
        line = text.count("\n", 0, end) + (1 if text[end - 1] == "\n" else 2)
        return Parts("flat", found[0].removesuffix("\n"), text[end:], line)
    return (_of_tiddler(text) if ":" in first else None) or Parts("none", "", text, 1)


def _of_tiddler(text: str) -> Parts | None:
    r"""A tiddler of TiddlyWiki, whose fields stand in any order and end at an empty line; None for any other text.

    >>> _of_tiddler("caption: a\ncreated: 20240305090500123\ntitle: A\n\nText.").body
    'Text.'
    """
    head, _, body = text.partition("\n\n")
    is_one = _OF_TIDDLER.search(head) and "\ntitle: " in f"\n{head}" and all(":" in line for line in head.split("\n"))
    return Parts("flat", head, body, head.count("\n") + 3) if is_one else None


def _below_empty_lines(text: str) -> Parts | None:
    """A file whose front matter begins below empty lines, as Hugo takes it; None if no front matter that has an end does."""
    start = empty.end() if (empty := _EMPTY_LINES.match(text)) else 0
    rest, above = text[start:], text.count("\n", 0, start)
    first = rest.partition("\n")[0].rstrip()
    is_known = first == "+++" or _OF_HUGO.match(rest) or (first == "---" and _holds_a_known_field(rest))
    if not is_known:
        return None
    parts = take_apart(rest)
    # The lines above are lines of it, so that each stays in its place.
    block, line = "\n" * above + parts.block, parts.body_line + above
    return parts._replace(block=block, body_line=line) if parts.is_closed and parts.kind != "none" else None


def name_of(field: str) -> str:
    """The name of a field in lower case, without dashes and underscores."""
    return _DASHES.sub("", field.lower())


def may_hold_back(field: str) -> bool:
    """Whether a field of this name may hold a post back."""
    return name_of(field) in _MAY_HOLD


def _begins_like_yaml(text: str) -> bool:
    """Whether the first line's ``---`` opens front matter; a post may also begin with a rule."""
    is_apart = False
    for line in text.split("\n", 50)[1:-1]:
        if not line.strip():
            is_apart = True
        elif not line.startswith("#"):
            if is_apart:
                return bool(_YAML_LINE.match(line)) and _holds_a_known_field(text)
            if _YAML_LINE.match(line) or _JSON.match(line) or _FENCES["yaml"].match(line):
                return True
            # Indented by mistake, or something that is no field above those that are.
            return _holds_a_known_field(text)
    return False


def _holds_a_known_field(text: str) -> bool:
    """Whether a fence follows that of the first line, and between them a field that posts have, as between rules hardly ever.

    One that may hold the post back is such a field.
    """
    start = text.find("\n") + 1
    fence = _FENCES["yaml"].search(text, start)
    lines = text[start : fence.start()].split("\n") if fence else ()
    names = (line.partition(":")[0].strip("\"' \t") for line in lines if _YAML_LINE.match(line.lstrip(" ")))
    return any(name.lower() in FLAT_FIELDS or may_hold_back(name) for name in names)


def _begins_like_flat(text: str) -> bool:
    """Whether the first line is a field, or one of those before the first empty line tells whether the post is held back."""
    for number, line in enumerate(text.split("\n", 50)[:50]):
        match = FLAT_LINE.match(line)
        if not match:
            return False
        if (number == 0 and match["name"].lower() in FLAT_FIELDS) or may_hold_back(match["name"]):
            return True
    return False


def _fenced(kind: Kind, text: str) -> Parts:
    """Front matter between two fences, of which the first is the text's first line."""
    start = text.find("\n") + 1 or len(text)
    match = _FENCES[kind].search(text, start)
    if match is None:
        block, _, body = text[start:].partition("\n\n")
        return Parts(kind, block, body, 4 + block.count("\n"), is_closed=False)
    block = text[start : match.start()]
    return Parts(kind, block, text[match.end() + 1 :], 3 + block.count("\n"))


def _object(text: str) -> Parts:
    """Front matter that is an object of JSON; one that cannot be read is shown as well."""
    try:
        end = json.JSONDecoder().raw_decode(text)[1]
    except (ValueError, RecursionError):
        return Parts("json", text.partition("\n\n")[0], text, 1)
    # The rest of its last line is empty as a rule.
    end += len(text[end:]) - len(text[end:].lstrip(" \t"))
    line = text.count("\n", 0, end) + (2 if text[end : end + 1] == "\n" else 1)
    return Parts("json", text[:end], text[end:].removeprefix("\n"), line)
