"""Pelican's forms of links in a text in, addresses out: to posts, and to files that are published with them.

Pelican's own replacing takes a name that is escaped as HTML for an address, so that an apostrophe begins a fragment; it does not
quote what it finds, leaves its own form where it finds nothing, sees one link of a tag, and copies files from anywhere.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, MutableMapping
from html import unescape
from typing import Any
from unicodedata import normalize
from urllib.parse import quote, unquote

from markupsafe import escape
from pelican.contents import Content, Page, SkipStub

from .._seam import analytics
from ..core.html import with_addresses, with_elements
from .embedding import EMBED, with_embedded
from .held_names import is_held_folder
from .markdown.headings import alike, slug
from .notebooks.pictures import BESIDE

# What may be in the path of an address as it is.
_IN_PATHS = "/~!$()*+,;=:@-._"
_TO_A_POST = re.compile(r"""=\s*(["'])(?:\{(?:filename|embed)\}|\|filename\|)(.+?)\1""")
_TO_A_FILE = re.compile(r"""=\s*(["'])(?:\{(?:static|attach)\}|\|(?:static|attach)\|)(.+?)\1""")
# Of several addresses, which Pelican does not look into.
_SRCSET = "srcset"
_FORM = re.compile(r"[{|](?:static|attach|filename)[}|]")
_HEADING = re.compile(r'<h[1-6] id="([^"<>]+)"')
# Of GitBook, and of wikis of Azure DevOps.
_PUBLIC = frozenset({".gitbook", ".attachments"})
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")
# What was deleted or is an earlier version, what is a program's own, and what is elsewhere.
_NEVER = re.compile(
    r"\.{1,2}|\.(?:git|hg|svn|jj|obsidian|stversions|sync|dropbox\.cache|recycle|history|ipynb_checkpoints|trash.*)",
    flags=re.IGNORECASE | re.DOTALL,
)
# Stands for the address of what is held back until its link is taken away.
_HELD_BACK = "{held-back}"
# The same for a file that browsers would run, where posts are not trusted; the page says so.
_NOT_CARRIED = "{not-carried}"
# Settings that say in which places files are looked for, or not; and how deep the others are.
_WHERE, _DEEPEST_SETTING = ("_PATHS", "_EXCLUDES", "IGNORE_FILES"), 10


class Linking:
    """What a content of Pelican's does with the links in its text."""

    settings: Any
    relative_source_path: str
    _content: str
    _context: Any

    @property
    def _linking(self) -> str:
        """All of it that may hold links: its text, and the summary that its author gave."""
        return f"{self._content or ''}{getattr(self, '_summary', '')}"

    def posts_named(self) -> tuple[str, ...]:
        """The files that its ``{filename}`` links name, each once, from the content folder."""
        addresses = [address for _, address in _TO_A_POST.findall(self._linking)]
        return tuple(dict.fromkeys(self._from_content(unquote(parted(unescape(one))[0])) for one in addresses))

    def files_named(self) -> set[str]:
        """The files that its ``{static}`` and ``{attach}`` links name, from the content folder, wherever they lie."""
        html = self._linking
        addresses = [unescape(address) for _, address in _TO_A_FILE.findall(html)]

        def note(_: str, name: str, address: str) -> None:
            if name == _SRCSET and (form := _FORM.match(address)):
                addresses.append(address[form.end() :])

        if _SRCSET in html:
            with_addresses(html, note)
        return {self._from_content(unquote(parted(address)[0])) for address in addresses}

    def get_static_links(self) -> set[str]:
        """Of the files that it names those that may be copied into the site."""
        return {path for path in self.files_named() if is_for_all(path)}

    def linked(self, path: str) -> Any:  # noqa: ANN401 - Pelican's own objects
        """The post or page that a file of `posts_named` means: that file, or the same from the content folder on."""
        return next(filter(None, map(self._context["generated_content"].get, self._places(path))), None)

    def _places(self, path: str) -> tuple[str, ...]:
        """Where a file may lie that is named by this path: there, or so far from the content folder, as Obsidian writes it."""
        folder = posixpath.dirname(self.relative_source_path)
        from_root = posixpath.normpath(posixpath.relpath(path, folder or "."))
        places = (path, from_root)
        return tuple(
            dict.fromkeys(
                form for place in places for form in (place, normalize("NFC", place), normalize("NFD", place))
            )
        )

    def _update_content(self, content: str, siteurl: str) -> str:
        if EMBED in content:
            content = with_embedded(content, self, siteurl)
        html = str(super()._update_content(content, siteurl))  # type: ignore[misc] # of Pelican's Content, which stands behind it
        # Pelican sees one link of a tag, none behind a `>` in an attribute, and none of several addresses.
        if _FORM.search(html):
            html = with_addresses(html, lambda _, __, address: self._resolved(siteurl, address))
        if _NOT_CARRIED in html:
            html = with_elements(html, ("a",), _not_carried, lambda tag: _NOT_CARRIED in tag).replace(_NOT_CARRIED, "#")
        if _HELD_BACK in html:
            # Nothing tells what it was that the author held back.
            html = with_elements(html, ("a",), lambda _, words: words, lambda tag: _HELD_BACK in tag)
        return html

    def shown_without_its_embeds(self, html: str, siteurl: str) -> str:
        """A part of its HTML that embeds nothing any more, its links pointing where they lead."""
        return self._update_content(html, siteurl)

    def _resolved(self, siteurl: str, address: str) -> str | None:
        form = _FORM.match(address)
        if form is None:
            return None
        written = address[form.end() :]
        where = self._where(siteurl, written, is_post="filename" in form[0], attach="attach" in form[0])
        return written if where is None else where

    def _link_replacer(self, siteurl: str, link: re.Match[str]) -> str:
        """The address that a link means; what cannot be found becomes the address as it was written."""
        if link["what"] == BESIDE[1:-1]:
            file = quote(beside(self, link["value"]), safe=_IN_PATHS)
            return f"{link['markup']}{link['quote']}{siteurl.rstrip('/')}/{file}{link['quote']}"
        if link["what"] not in {"filename", "static", "attach"}:
            return str(super()._link_replacer(siteurl, link))  # type: ignore[misc] # likewise
        where = self._where(
            siteurl, unescape(link["value"]), is_post=link["what"] == "filename", attach=link["what"] == "attach"
        )
        value = link["value"] if where is None else escape(where)
        return f"{link['markup']}{link['quote']}{value}{link['quote']}"

    def _where(self, siteurl: str, address: str, *, is_post: bool, attach: bool) -> str | None:
        path, tail = parted(address)
        file = self._from_content(unquote(path))
        found = self.linked(file) if is_post else None
        if found is not None and is_held_back(found):
            return _HELD_BACK
        found = found or self._context["static_content"].get(file)
        if found is None:
            # A note that is none of the site: a drawing, a template.
            return _HELD_BACK if is_post and address.startswith("/") else None
        if getattr(found, "is_run_by_browsers", False):
            return _NOT_CARRIED
        if attach:
            found.attach_to(self)
        if is_post and "#" in tail:
            tail = _place(tail, found)
        return f"{siteurl.rstrip('/')}/{quote(found.url.replace(chr(92), '/'), safe=_IN_PATHS)}{tail}"

    def _from_content(self, name: str) -> str:
        """The path from the content folder of a file that the text names."""
        folder = "" if name.startswith("/") else posixpath.dirname(self.relative_source_path)
        return posixpath.normpath(posixpath.join(folder, name.lstrip("/")))


class JournalPage(Linking, Page):  # type: ignore[misc] # Pelican carries no types
    """A page of a journal."""

    def _expand_settings(self, key: str) -> str:
        # By Pelican's own name of the kind, not by that of this class.
        return str(Content._expand_settings(self, key, "draft_page" if self.status == "draft" else "page"))  # noqa: SLF001


def _not_carried(_: str, words: str) -> str:
    return f"{words} (a file that this site does not carry)"


def is_held_back(content: Any) -> bool:  # noqa: ANN401 - Pelican's own objects
    """Whether a content has no page in this site: a draft, where none are shown, or a post of another day."""
    return not content.save_as or getattr(content, "is_left_out", False)


def leave_out_files_of_held(context: MutableMapping[str, Any]) -> None:
    """Of the files that are to be copied into the site, leave out those that only contents without a page name.

    Args:
        context: of Pelican, when all posts and pages are read and it is known which are held back.
    """
    context["static_links"] -= files_of_held(context)


def files_of_held(context: MutableMapping[str, Any]) -> set[str]:
    """The files that only contents without a page name, from the content folder."""
    contents = (content for content in context["generated_content"].values() if isinstance(content, Content))
    naming = [one for one in contents if not isinstance(one, SkipStub) and getattr(one, "has_links", True)]
    held = {file for content in naming if is_held_back(content) for file in content.get_static_links()}
    shown = (content.get_static_links() for content in naming if not is_held_back(content))
    return held.difference(*shown) if held else set()


def texts_of_settings(settings: Mapping[str, Any]) -> Iterator[str]:
    """The texts of settings, also in lists and mappings, but for those that only say where files are looked for.

    >>> [*texts_of_settings({"LOGO": "a.svg", "MENU": [("B", {"icon": "b.svg"})], "STATIC_PATHS": ["c.svg"]})]
    ['a.svg', 'B', 'b.svg']
    """
    for name, value in settings.items():
        if not name.endswith(_WHERE):
            yield from _texts_in(value)


def _texts_in(value: Any, depth: int = 0) -> Iterator[str]:  # noqa: ANN401 - what settings hold
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple | set | frozenset | dict) and depth < _DEEPEST_SETTING:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(one, depth + 1)


def beside(content: Any, name: str) -> str:  # noqa: ANN401 - likewise
    """The path from the site's root of a file that is in the folder of a content's page."""
    return posixpath.join(posixpath.dirname(content.save_as), name)


def is_for_all(path: str) -> bool:
    """Whether a file may be copied into the site: it is in the content folder, and nothing of its path is hidden.

    Programs keep in hidden folders what their pages show: those of two are theirs alone, and a picture is one in any that does not
    say that it is private.

    >>> is_for_all("a/b.pdf"), is_for_all("../b.pdf"), is_for_all("a/.env"), is_for_all(".config/b.pdf")
    (True, False, False, False)
    >>> is_for_all(".gitbook/assets/b.pdf"), is_for_all("a/.images/b.PNG"), is_for_all(".trash/b.png")
    (True, True, False)
    >>> is_for_all(".private/b.png"), is_for_all("a/.Trash-1000/b.png"), is_for_all(".GIT/b.png")
    (False, False, False)
    """
    *folders, name = path.split("/")
    hidden = {folder for folder in folders if folder.startswith(".")}
    if path.startswith("/") or name.startswith("."):
        return False
    return hidden <= _PUBLIC or (path.lower().endswith(_PICTURES) and not any(map(_is_never_shown, hidden)))


def _is_never_shown(folder: str) -> bool:
    """Whether not even pictures of a hidden folder are shown."""
    return _NEVER.fullmatch(folder) is not None or is_held_folder(folder)


def parted(address: str) -> tuple[str, str]:
    """The path of an address, and its query and fragment.

    >>> parted("a%23b.md?x#y"), parted("a.md")
    (('a%23b.md', '?x#y'), ('a.md', ''))
    """
    path = re.split("[?#]", address, maxsplit=1)[0]
    return path, address[len(path) :]


def _place(tail: str, content: Any) -> str:  # noqa: ANN401 - Pelican's own objects
    """The place in a post that an address ends with, by a heading's words if it says those and no place is called so."""
    query, _, written = tail.partition("#")
    words = unquote(written)
    name = slug(words)
    if not name or words.startswith("^"):
        return tail
    html = content._content or ""  # noqa: SLF001 - as it is kept
    if f'id="{escape(words)}"' in html or f'name="{escape(words)}"' in html:
        return tail
    if f'id="{escape(name)}"' in html:
        return f"{query}#{quote(name)}"
    like = alike(name)
    found = next((one for one in _HEADING.findall(html) if alike(unescape(one)) == like), "")
    if not found and like == alike(slug(str(content.title))):
        return query  # the heading that became the title, at the top
    return f"{query}#{quote(unescape(found) or name)}"


def remarks_on_links(content: Linking, path: str, files: set[str], there: Any) -> list[analytics.ContentError]:  # noqa: ANN401 - a predicate
    """What is wrong with the links of a post or page.

    Args:
        content: the post.
        path: its file.
        files: those that its text names.
        there: whether a file is there.
    """
    found = []
    for file in sorted(files):
        if not is_for_all(file):
            problem, remedy = (
                "is hidden, or is outside of the content folder",
                "copy it into the folder, under another name",
            )
        elif not there(file):
            problem, remedy = "is not there", "fix its name, or add it"
        else:
            continue
        found.append(analytics.ContentError(path, None, f"links to the file {file!r}, which {problem}", remedy))
    for file in getattr(content, "linked_posts", None) or content.posts_named():
        target = content.linked(file)
        if target is None and not there(file):
            found.append(analytics.ContentError(path, None, f"links to {file!r}, which is not there", "fix its name"))
        elif target is not None and is_held_back(target):
            problem = (
                f"links to {target.relative_source_path!r}, which is held back: its words are shown without a link"
            )
            found.append(analytics.ContentError(path, None, problem, "publish it, or remove the link"))
    return found
