"""What an author has called things in, whether that holds a post back out: a folder `01-drafts`, `foo.draft.md`, `tags: [private]`.

Few programs ask that, and most readers would. Whoever means it otherwise says in the post that it is for all, or names the folder
otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import PurePosixPath

from .._seam import analytics
from .field_values import FieldValue, Pairs, words_of

_DRAFTS = {
    *("drafts", "entwürfe", "brouillons", "borradores", "rascunhos", "bozze", "черновики", "草稿", "下書き"),
    "unpublished",
}
_FOLDERS = _DRAFTS | {
    *("draft", "entwurf", "brouillon", "borrador", "rascunho", "bozza", "черновик", "草稿箱"),
    *("private", "privat", "privé", "privée", "privado", "privada", "私密", "私人", "wip", "work in progress"),
    *("not published", "do not publish", "confidential"),
}
# A tag says what a post is about as well; one on drafts is about them.
_TAGS = {
    *("draft", "private", "wip", "unpublished", "confidential", "nopublish", "no-publish", "donotpublish"),
    "do-not-publish",
}
_TOPICS = _TAGS | _FOLDERS
# A file that has no other name; one of drafts may be on drafts.
_FILES = _FOLDERS - _DRAFTS
_OF_NOTION = re.compile(r" [0-9a-f]{32}$")
_NO_WORD = re.compile(r"[\W\d_]+")
# Before a name and behind it; draft.js is a program.
_BEFORE = re.compile(r"[\W\d_]*(?:draft|wip)(?![^\W\d_])(?![-_ .]?js(?![^\W\d_]))", flags=re.IGNORECASE)
_BEHIND = re.compile(r"[-_ .(\[](?:draft|wip)[\W\d_]*|[.(\[](?:private|unpublished)[\W\d_]*", flags=re.IGNORECASE)
_INLINE = re.compile(r"(?<![^\s(])#(?P<tag>[^\W\d_][\w/-]{1,60})")
_WAY_OUT = "(write `draft: false` in it to publish it)"
# What says that a post is for all, whatever it is called.
_OPEN_IF_NO = {"draft", "isdraft", "private", "isprivate", "wip"}
_OPEN_IF_YES = {"published", "ispublished", "publish", "dgpublish", "public", "ispublic"}
_YES, _NO = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}


@cache
def is_held_folder(name: str) -> bool:
    """Whether the name of a folder says that what is in it is not for all.

    >>> [*map(is_held_folder, ("_drafts", "01-Drafts", "old-drafts", "Drafts (old)", "🔒 Private", "draft-horses", "private keys"))]
    [True, True, True, True, True, False, False]
    """
    words = _words_in(_OF_NOTION.sub("", name))
    return " ".join(words) in _FOLDERS or bool(words and {words[0], words[-1]} & _DRAFTS)


def _words_in(name: str) -> list[str]:
    return _NO_WORD.sub(" ", unicodedata.normalize("NFC", name).lower()).split()


def reason_in_names(path: str, fields: Pairs) -> str:
    """Why a post is held back by the name of its file, its tags or its topic; empty if it is not, or says that it is for all.

    >>> reason_in_names("a/2026-01-03-draft-b.md", []), reason_in_names("a/drafting.md", [])
    ('its name (write `draft: false` in it to publish it)', '')
    >>> [bool(reason_in_names(f"{name}.md", [])) for name in ("2026-01-03 private", "Entwurf", "drafts", "private-keys")]
    [True, True, False, False]
    >>> reason_in_names("a.md", [("tags", ["b", "status/draft"])]).split(" (")[0]
    '`tags: draft`'
    >>> reason_in_names("a.md", [("tags", "draft"), ("draft", "false")])
    ''
    """
    said = list(fields)
    reason = _reason_in_name(path) or next(filter(None, (_reason_in(name, value) for name, value in said)), "")
    return "" if not reason or any(_is_open(name, value) for name, value in said) else f"{reason} {_WAY_OUT}"


def _reason_in_name(path: str) -> str:
    file = PurePosixPath(path)
    is_held = (
        " ".join(_words_in(file.stem)) in _FILES
        or _BEFORE.match(file.stem)
        or any(one.end() == len(file.stem) for one in _BEHIND.finditer(file.stem))
    )
    return "its name" if is_held else ""


def _reason_in(name: str, value: FieldValue) -> str:
    if name in {"tags", "tag"}:
        return reason_in_tags(value)
    if name in {"category", "categories"}:
        found = sorted(_TOPICS & {part.strip() for one in words_of(value) for part in re.split("[,;/]", one)})
        return f"`{name}: {found[0]}`" if found else ""
    return ""


def reason_in_tags(tags: FieldValue) -> str:
    """Why tags hold a document back; empty if they do not.

    >>> reason_in_tags("maths, draft"), reason_in_tags(["drafts"]), reason_in_tags(["private equity"])
    ('`tags: draft`', '', '')
    """
    # One text may name several, parted by commas or spaces.
    parted = re.split(r"[\s,;]+", tags) if isinstance(tags, str) else tags
    found = sorted(_TAGS & {part for one in words_of(parted) for part in one.split("/")})
    return f"`tags: {found[0]}`" if found else ""


def reason_in_inline_tags(text: str) -> str:
    """Why tags in a text hold it back, as note-taking programs write them; empty if none does.

    >>> reason_in_inline_tags("Words (#private)."), reason_in_inline_tags("a#private, #privately")
    ('`#private`', '')
    """
    if "#" not in text:
        return ""
    held = (one["tag"] for one in _INLINE.finditer(text) if _TAGS & {*one["tag"].lower().split("/")})
    tag = next(held, "")
    return f"`#{tag}`" if tag else ""


def says_yes(field: str, fields: Pairs) -> bool:
    """Whether a field of this name is there and says yes.

    >>> says_yes("dg-publish", [("DG-Publish", "true")]), says_yes("share", [("share", "no")])
    (True, False)
    """
    name = analytics.front_matter.name_of(field)
    return any(analytics.front_matter.name_of(one) == name and {*words_of(value)} & _YES for one, value in fields)


def _is_open(field: str, value: FieldValue) -> bool:
    name, words = analytics.front_matter.name_of(field), [*words_of(value)]
    if len(words) != 1:
        return False
    return (name in _OPEN_IF_NO and words[0] in _NO) or (name in _OPEN_IF_YES and words[0] in _YES)
