"""Links and embeds by name, as note-taking programs write them: the parser's event in, HTML out.

``[[Note#Heading|words]]`` leads to a note or a file of this name; ``![[picture.png|300]]`` shows it. An embedded note becomes a
link in the form ``{embed}``, in whose place the note is put when the page is written (see `reading.embedding`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from ..._seam import analytics
from ..markup.prose import changed, substituted
from .headings import slug
from .links import image_tag, link_target, sized
from .values import FindFile, Picture, Report

# A link of Markdown whose words stand in brackets, as of a reference.
_BRACKETED = re.compile(
    r"(?<!!)\[\[(?P<words>[^\[\]\n]{1,200})\]\](?=\((?P<address>(?:[^\s()`<>]|\([^\s()`<>]*\))*[/.#](?:[^\s()`<>]|\([^\s()`<>]*\))*)\))"
)
_SIZE = re.compile(r"\s*(?P<width>\d{1,4})(?:x(?P<height>\d{1,4})|(?P<percent>%))?\s*")
_AUDIO = (".mp3", ".wav", ".m4a", ".ogg", ".3gp", ".flac", ".opus", ".aac")
_VIDEO = (".mp4", ".webm", ".ogv", ".mov", ".mkv", ".m4v")
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp", ".apng", ".jfif")
# What Obsidian shows as a film though it is written as an image.
_PAGE_OF_FILM = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch|embed|shorts|live)|youtu\.be/|vimeo\.com/\d|twitter\.com/\w+/status|x\.com/\w+/status)"
)
# A row of a table, and what in it parts a link from its words.
_ROW = re.compile(r"^[ \t>]*\|[^\n]*\|[ \t]*$", flags=re.MULTILINE)
_IN_ROW = re.compile(r"(?P<before>\[\[[^\[\]|\n\\]{1,300})\|(?=[^\[\]\n]{0,300}\]\])")


class Target(NamedTuple):
    """Where a wikilink leads.

    Attributes:
        name: of the note or the file; empty for the page itself.
        fragment: the heading or the block in it, as an address has it; empty for all of it.
        inside: the same as it was written, for files that are no notes: a page of a PDF, a moment of a video.
    """

    name: str
    fragment: str
    inside: str = ""

    def fragment_in(self, file: str) -> str:
        """The place in a file."""
        return self.fragment if is_note(file) else self.inside


def without_bracketed_links(text: str) -> str:
    r"""A text in which `[[1]](address)` can be taken for nothing but a link of Markdown.

    >>> without_bracketed_links("[[1]](https://example.org) [[2]](a) `[[3]](#b)`")
    '[\\[1\\]](https://example.org) [[2]](a) `[[3]](#b)`'
    """
    if "]](" not in text:
        return text
    return changed(text, lambda prose: substituted(_BRACKETED, r"[\\[\g<words>\\]]", prose))


def with_words_in_tables(text: str) -> str:
    r"""A text in which a link's words in a row of a table are not those of the next cell, as Quartz reads it.

    >>> with_words_in_tables("| [[a|b]] | [[c\\|d]] |\n[[a|b]]")
    '| [[a\\|b]] | [[c\\|d]] |\n[[a|b]]'
    """
    if "[[" not in text or "|" not in text:
        return text
    return changed(text, lambda prose: _ROW.sub(lambda row: _IN_ROW.sub(r"\g<before>\\|", row[0]), prose))


def is_wiki(link: Mapping[str, Any]) -> bool:
    """Whether a link or an image of the parser is one by name."""
    return isinstance(link["link_type"], dict) and "WikiLink" in link["link_type"]


def has_words(link: Mapping[str, Any]) -> bool:
    """Whether a link by name says other words than its target."""
    kind = link["link_type"]
    return isinstance(kind, dict) and bool(kind["WikiLink"]["has_pothole"])


def target_of(address: str) -> Target:
    r"""The target of a wikilink.

    >>> target_of("Note#Part#Second part")[:2], target_of("#^1a2b3c")[:2], target_of("a\\").name
    (('Note', 'second-part'), ('', '^1a2b3c'), 'a')
    """
    # In a table the sign before the words is escaped.
    name, _, inside = address.removesuffix("\\").partition("#")
    return Target(name.strip(), fragment_of(inside), inside.strip())


def fragment_of(inside: str) -> str:
    """The place in a page that a heading's words, or the name of a block, lead to."""
    last = inside.rpartition("#")[2].strip()
    return last if last.startswith("^") else slug(last)


def words_of(address: str) -> str:
    """What a wikilink shows that says no words of its own.

    >>> words_of("Note#Part"), words_of("#Part"), words_of("Note#^1a2b")
    ('Note > Part', 'Part', 'Note')
    """
    parts = [part.strip() for part in address.removesuffix("\\").split("#")]
    return " > ".join(part for part in parts if part and not part.startswith("^")) or address


def address_of(file: str, fragment: str, form: str = "") -> str:
    """The address of a file of the content folder, in the form by which it is looked up when the page is written."""
    kind = form or ("filename" if is_note(file) else "static")
    behind = f"#{quote(fragment, safe='=&,/')}" if fragment else ""
    return f"{{{kind}}}/{quote(file)}{behind}"


def parted_size(words: str) -> tuple[str, tuple[int, int]]:
    """The words beside an image, and the width and height that they end with; zeros where they say none.

    A width in hundredths of the text's is the first number, less than nothing.

    >>> parted_size("A curve|300"), parted_size("640x480"), parted_size("a|50%"), parted_size("a|b")
    (('A curve', (300, 0)), ('', (640, 480)), ('a', (-50, 0)), ('a|b', (0, 0)))
    """
    before, _, last = words.rpartition("|")
    match = _SIZE.fullmatch(last)
    if match and match["percent"]:
        return before.strip(), (-int(match["width"]), 0)
    return (before.strip(), (int(match["width"]), int(match["height"] or 0))) if match else (words, (0, 0))


def is_note(file: str) -> bool:
    """Whether a file is one that becomes a post."""
    return file.lower().endswith(analytics.POST_SUFFIXES)


def shown_file(file: str, fragment: str, words: str, picture: Picture) -> str:
    """A file that is no note, as it is shown in a page.

    Args:
        file: its path from the content folder.
        fragment: the place in it.
        words: that the embed says.
        picture: what is known of it, if it is an image.
    """
    suffix = posixpath.splitext(file)[1].lower()
    address, name = escape(address_of(file, fragment)), escape(posixpath.basename(file), quote=False)
    link = f'<a href="{address}">{name}</a>'
    if suffix in _IMAGES:
        caption, wanted = parted_size(words)
        alternative = caption or posixpath.splitext(posixpath.basename(file))[0]
        return image_tag(
            picture.source or address_of(file, ""), alternative, sized(picture.size, wanted), percent=max(-wanted[0], 0)
        )
    return _played(suffix, address, link) or link


def shown_as_image(address: str, words: str, find: FindFile, report: Report) -> str:
    """What a text shows as an image and is none: a sound, a film or a document, or a page of another host; empty for images.

    Args:
        address: as the text has it.
        words: that it says instead.
        find: tells what is known of a file.
        report: takes what is missing.
    """
    path = address.partition("#")[0].partition("?")[0]
    suffix = posixpath.splitext(path)[1].lower()
    is_elsewhere = "://" in address
    is_film = is_elsewhere and _PAGE_OF_FILM.match(address)
    if not is_film and suffix not in {*_AUDIO, *_VIDEO, ".pdf"}:
        return ""
    shown = escape(link_target(address, find, report))
    name = words or (address if is_film else unquote(posixpath.basename(path)))
    link = f'<a href="{shown}">{escape(name, quote=False)}</a>'
    # Pages ask no other host for anything.
    return link if is_elsewhere else _played(suffix, shown, link)


def _played(suffix: str, address: str, link: str) -> str:
    """A file that browsers play or show by themselves, with a link to it for those that do not; empty for all others."""
    if suffix in _AUDIO:
        return f'<audio controls preload="none" src="{address}">{link}</audio>'
    if suffix in _VIDEO:
        return f'<video controls preload="metadata" src="{address}">{link}</video>'
    if suffix == ".pdf":
        return f'<object class="embedded-file" data="{address}" type="application/pdf">{link}</object>'
    return ""
