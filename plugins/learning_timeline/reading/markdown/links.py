"""Links and images: an address as a text says it in, the address of the page and its HTML out.

What is known of a file comes from ``find``; a file that is missing goes to ``report``, with how to fix it.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from ..._seam import analytics
from ...core.phrases import cut
from ..images import Size

if TYPE_CHECKING:
    from .values import FindFile, Report

# Neither a scheme, nor a place on this or another host, nor one of Pelican's own forms.
RELATIVE = re.compile(r"(?![a-zA-Z][a-zA-Z0-9+.-]*:)[^/#?{|]")
# An address that ends like a file's name; other pages of a site have none of these.
_NAME_OF_FILE = re.compile(r"\.(?!html?\b)\w{1,5}(?:[?#]|$)")
_NOT_HIDDEN = {".", "..", ".gitbook", ".attachments"}
# Pelican's own forms, and that of a file beside the page (see `notebooks/pictures.py`).
_LINK_FORM = re.compile(r"(?:\{|\|)(?:filename|static|attach|author|category|tag|index|beside)(?:\}|\|)")
# What may be in an address as it is; everything else is percent-encoded.
_ADDRESS_CHARACTERS = "-_.~!*'();:@&=+$,/?#%"
# Of an address, in a message.
_MOST_TOLD = 60
_BARE_ADDRESS = re.compile(r"\bhttps?://(?:[^\s<>()\"]|\([^\s<>()\"]*\))+")


class NoteNamed(NamedTuple):
    """The note that an address may mean.

    Attributes:
        name: as a name of a file.
        fragment: the place in it.
        is_certain: whether it can mean nothing else.
    """

    name: str
    fragment: str
    is_certain: bool


def is_page(address: str) -> bool:
    """Whether a relative address is that of a page in HTML."""
    return address.partition("#")[0].endswith(".html")


def note_named(address: str) -> NoteNamed | None:
    """The note that a relative address may mean: one with the suffix of a note, or with none, or the page of a folder.

    >>> note_named("a/My%20note.md#Second%20part")
    NoteNamed(name='a/My note.md', fragment='Second part', is_certain=True)
    """
    is_from_root = address.startswith("/") and not address.startswith("//")
    if not RELATIVE.match(address) and not is_from_root:
        return None
    path, _, fragment = address.partition("#")
    name = unquote(path)
    if is_from_root:
        # From the root of a repository, as its host shows it; other such addresses but those of folders are those of a site.
        is_note = name.lower().endswith((".md", ".markdown"))
        may_be_note = is_note or (name.endswith("/") and name.strip("/"))
        return NoteNamed(name.lstrip("/"), unquote(fragment), is_certain=is_note) if may_be_note else None
    if is_page(address):
        # As another program has made it of the note.
        return NoteNamed(name.removesuffix(".html"), unquote(fragment), is_certain=False)
    is_certain = name.lower().endswith(analytics.POST_SUFFIXES)
    if not is_certain and ("." in name.rpartition("/")[2] or "?" in path):
        return None
    return NoteNamed(name, unquote(fragment), is_certain)


def link_start(link: dict[str, str], find: FindFile, report: Report) -> str:
    """The start of a link, from the parser's event."""
    address = link["dest_url"]
    address = f"mailto:{address}" if link["link_type"] == "Email" else link_target(address, find, report)
    title = f' title="{escape(link["title"])}"' if link["title"] else ""
    return f'<a href="{_attribute(address)}"{title}>'


def link_target(address: str, find: FindFile, report: Report) -> str:
    """Where a link leads: to a post, to a file that is published with this one, or where the text says."""
    if address.startswith("/"):
        # A file that is at the root of the content folder, or where other programs keep what they copy to that of a site.
        found = find(address).source
        is_post = address.partition("#")[0].lower().endswith(analytics.POST_SUFFIXES)
        return f"{{filename}}{address}" if found and is_post else found or address
    if not _is_file_of_post(address):
        return _pelican_form(address, is_image=False)
    file = find(address)
    if file.missing and _NAME_OF_FILE.search(address):
        report_missing("file", address, file.missing, report)
    # A page of a document, or a moment of a film.
    behind = address.partition("#")[1:]
    return address if file.missing or not file.source else f"{file.source}{''.join(behind)}"


def image(  # noqa: PLR0913, PLR0917 - what a text says of it, and what is asked about it
    address: str,
    alternative: str,
    title: str,
    find: FindFile,
    report: Report,
    wanted: tuple[int, int] = (0, 0),
) -> str:
    """An image of a text; `wanted` is its width and height if the text says them, else zeros."""
    picture = find(address)
    if picture.missing:
        report_missing("image", address, picture.missing, report)
    if not alternative.strip():
        named = cut(address, _MOST_TOLD)
        report(f"the image {named} has no alt text", f"describe it: ![...]({named})")
    return image_tag(
        picture.source or _pelican_form(address, is_image=True),
        alternative,
        sized(picture.size, wanted),
        title,
        max(-wanted[0], 0),
    )


def sized(size: Size | None, wanted: tuple[int, int]) -> Size | None:
    """The size of an image of which a text says how wide it is to be."""
    width, height = wanted
    if width < 0:
        return None
    if not width:
        return size
    if not height and size:
        height = max(round(size.height * width / size.width), 1)
    return Size(width, height) if height else None


def image_tag(address: str, alternative: str, size: Size | None, title: str = "", percent: int = 0) -> str:
    """An image that is loaded when it is needed, with its room left free where its size is known.

    Args:
        address: of its file.
        alternative: what it shows, for who cannot see it.
        size: its width and height; None if they are not known, or not wanted.
        title: that it has.
        percent: how wide it is to be, in hundredths of the text; 0 where that is not said.
    """
    sized = f' width="{size.width}" height="{size.height}"' if size else f' width="{percent}%"' if percent else ""
    titled = f' title="{escape(title)}"' if title else ""
    # Without its quotes an empty one says the same, and Pelican does not complain of it without the line.
    says = f' alt="{escape(alternative)}"' if alternative.strip() else " alt"
    return f'<img src="{_attribute(address)}"{says}{titled}{sized} loading="lazy" decoding="async">'


def text_with_links(text: str) -> str:
    """Text as HTML, in which each web address that is there by itself becomes a link."""
    if "://" not in text:
        return escape(text, quote=False)
    parts, done = [], 0
    for match in _BARE_ADDRESS.finditer(text):
        address = match[0].rstrip(".,;:!?'*_~]")
        parts.append(escape(text[done : match.start()], quote=False))
        parts.append(f'<a href="{_attribute(address)}">{escape(address, quote=False)}</a>')
        done = match.start() + len(address)
    parts.append(escape(text[done:], quote=False))
    return "".join(parts)


def report_missing(kind: str, address: str, place: str, report: Report) -> None:
    """Report that a file or an image is not in its place."""
    report(f"the {kind} {cut(address, _MOST_TOLD)} is not there", f"put it at {place}, or fix its address")


def _attribute(address: str) -> str:
    """An address for ``href`` or ``src``; forms that are resolved when a page is written stay as they are."""
    return escape(address if _LINK_FORM.match(address) else quote(address, safe=_ADDRESS_CHARACTERS))


def _pelican_form(address: str, *, is_image: bool) -> str:
    """The form by which Pelican looks up a file beside the note; elsewhere notes link to it by its plain path."""
    if not RELATIVE.match(address):
        return address
    if is_image:
        return f"{{static}}{unquote(address)}"
    path, hash_sign, fragment = address.partition("#")
    # A name may hold what would end it in an address: `C%23.md` is a file called `C#.md`.
    name = unquote(path).replace("%", "%25").replace("#", "%23").replace("?", "%3F")
    return f"{{filename}}{name}{hash_sign}{fragment}" if path.lower().endswith(analytics.POST_SUFFIXES) else address


def _is_file_of_post(address: str) -> bool:
    """Whether an address may mean a file to be published with the post: no post, no settings, and nothing hidden."""
    path = unquote(address.partition("#")[0].partition("?")[0])
    is_hidden = any(part.startswith(".") and part not in _NOT_HIDDEN for part in path.split("/"))
    is_source = path.lower().endswith((*analytics.POST_SUFFIXES, ".bib", ".yaml", ".yml", ".toml"))
    return bool(RELATIVE.match(address)) and not is_hidden and not is_source
