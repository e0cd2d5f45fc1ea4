"""A content folder and its dialect in; out, what the text of one post says of other files.

Whatever a post's HTML is made of beside its own file is asked here and noted, so that it can be asked again: a post that was kept
is used as long as each answer is the same.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

from .._seam import analytics
from . import drafts
from .comments import without_comments
from .conditions import PAGE, Conditions, conditions_of
from .fields import day_of
from .frontmatter import FrontMatter, split
from .held_names import reason_in_names
from .images import Size, Sizes, is_there, path_of, size_in, spelt
from .linking import is_for_all
from .markdown import Picture
from .markup.hidden_parts import HiddenParts
from .names import Names
from .quarto_project import settings_for
from .settings_files import folders_above

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from .dialects.dialect import Dialect

# What is put into a post is a part of one.
MOST_BYTES = 1_000_000
# Pelican's form, which no page may show.
_STATIC_FORM = re.compile(r"^[{|](?:static|attach|filename)[}|]")

# What is read of settings that may be above the content folder, of which no word is shown.
_SETTINGS = re.compile(r"(?:\.\./)*[^./][^/]*\.(?:ya?ml|local)")


class Asked(NamedTuple):
    """What a post has asked of other files.

    Attributes:
        sizes: of the images that it shows.
        named: by each name that a wikilink of it has, the file that is meant; empty where there is none.
        included: the digest of each file that was put into it, or of which it says something; empty where there is none.
    """

    sizes: Sizes
    named: dict[str, str]
    included: dict[str, str]


class Folder:
    """A content folder as it is read by one dialect.

    Attributes:
        content: the folder.
        dialect: how it is read.
        names: its files by their names.

    Args:
        today: the day that counts as today; None where documents are held back for no day.
        rules: which folders hold back what lies in them; None where none does.
        order: in which numbers of a day stand; see `moments`.
        shows_future: whether documents of days after today are shown as well.
    """

    def __init__(  # noqa: PLR0913 - what holds a document back
        self,
        content: Path,
        dialect: Dialect,
        today: date | None = None,
        rules: drafts.HeldPlaces | None = None,
        order: str = "",
        *,
        shows_future: bool = False,
    ) -> None:
        self.content, self.dialect = content, dialect
        self._today, self._rules, self._order, self._shows_future = today, rules, order, shows_future
        self.names = Names(content)
        self._asked = Asked({}, {}, {})
        self._states: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._settings: dict[str, tuple[str, str | None]] = {}

    @cached_property
    def left_out(self) -> dict[str, list[str]]:
        """The files that look like notes and are no posts, by what they are."""
        found: dict[str, list[str]] = {}
        for path in self.names.files.values():
            if kind := self.dialect.left_out(path):
                found.setdefault(kind, []).append(path)
        return found

    def begin(self) -> Asked:
        """Note from now on what the next post asks, in what is given back."""
        self._asked = Asked({}, {}, {})
        return self._asked

    def still_says(self, path: str, named: Mapping[str, str], included: Mapping[str, str]) -> bool:
        """Whether a post would get the same answers again; of images, who keeps the post knows already."""
        is_same = all(self.dialect.find(name, path, self.names) == file for name, file in named.items())
        return is_same and all(self._digest(file, digest) == digest for file, digest in included.items())

    def _digest(self, file: str, known: str) -> str:
        # Many posts that were kept may ask the same of one file: the settings of a project, a document they link to. Behind a
        # space stands whether it is for everyone today.
        states, state_of = (self._states, self._said) if " " in known else (self._digests, self._read)
        if file not in states:
            states[file] = state_of(file)[0]
        return states[file]

    def said(self, file: str) -> FrontMatter | None:
        """A document as other posts may speak of it; None where there is none, or its author holds it back today."""
        self._asked.included[file], front = self._said(file)
        return front

    def _said(self, file: str) -> tuple[str, FrontMatter | None]:
        digest, text = self._read(file)
        front = None if text is None else split(analytics.UNPRINTABLE.sub("", text))
        if front is not None:
            # What stands in a comment is said nowhere.
            shown = self.dialect.described(replace(front, body=self._shown(file, front.body, front.fields)))
            is_held = (
                shown.held_back
                or not self.dialect.is_asked_for(shown)
                or self._is_held(file, replace(shown, body=front.body))
            )
            front = None if is_held else shown
        return f"{digest} {'held back' if front is None else 'shown'}", front

    def _is_held(self, file: str, front: FrontMatter) -> bool:
        """Whether a document is held back for where it lies, for what its text says, or for its days."""
        if (
            drafts.reason_in_text(front.body)
            or reason_in_names(file, front.fields.items())
            or (self._rules is not None and self._rules.reason(file))
        ):
            return True
        if self._today is None:
            return False
        today, day = self._today.isoformat(), day_of(file, front, self._order)
        shown_from, until = drafts.days(front.fields.items(), self._order)
        is_to_come = shown_from[:10] > today or (day is not None and day > self._today)
        return bool(until and until[:10] <= today) or (is_to_come and not self._shows_future)

    def find(self, name: str, path: str) -> str:
        """The file that a wikilink in `path` means by a name; empty if there is none."""
        if name not in self._asked.named:
            self._asked.named[name] = self.dialect.find(name, path, self.names)
        return self._asked.named[name]

    def include(self, file: str, *, is_code: bool = False) -> str | None:
        """The text of a file that is to become part of a post; None if there is none, or it is not for all.

        What a document says of itself may hold it back; where it lies does not, since parts of posts lie apart from posts. It comes
        without comments, unless it is code, in which two signs that begin one mean something else.
        """
        digest, text = self._read(file) if is_for_all(file) else ("", None)
        if text is not None and not is_code and split(text).held_back:
            text = None
        self._asked.included[file] = digest
        if text is None:
            return None
        text = analytics.UNPRINTABLE.sub("", text)
        if is_code:
            return text
        return self._shown(file, text, {})

    def _shown(self, file: str, text: str, fields: Mapping[str, Any]) -> str:
        """What others may show of a text."""
        return self.without_hidden_parts(without_comments(text)[0], file, fields)

    def without_hidden_parts(self, text: str, path: str, fields: Mapping[str, Any]) -> str:
        """A text of a document with these fields, without what its attributes hide."""
        return HiddenParts(self.conditions_in(text, path, fields)).taken_out(text)

    def conditions_in(self, text: str, path: str, fields: Mapping[str, Any]) -> Conditions:
        """What decides which parts of a text are shown; only few texts ask for that."""
        is_conditional = "content-hidden" in text or "content-visible" in text
        return conditions_of(fields, settings_for(path, self.above, self.setting)) if is_conditional else PAGE

    @cached_property
    def above(self) -> int:
        """How many folders around the content folder may have settings of its program."""
        return len(list(folders_above(self.content.resolve())))

    def setting(self, file: str) -> str | None:
        """The text of settings, which may be above the content folder; None if there are none."""
        # All documents of a folder ask for the same.
        if file not in self._settings:
            self._settings[file] = self._read(file)
        self._asked.included[file], text = self._settings[file]
        return text

    def _read(self, file: str) -> tuple[str, str | None]:
        if not is_for_all(file) and not (
            _SETTINGS.fullmatch(posixpath.normpath(file)) and file.count("../") <= self.above
        ):
            return "", None
        try:
            with (self.content / file).open("rb") as opened:
                data = opened.read(MOST_BYTES)
        except (OSError, ValueError):
            return "", None
        return blake2b(data, digest_size=16).hexdigest(), data.decode("utf-8", "replace")

    def picture(
        self, address: str, path: str, attachments: Sequence[Mapping[str, Picture]] = (), part: int = 0
    ) -> Picture:
        """What is known of an image that a post shows.

        Args:
            address: as it is in the text.
            path: of the post.
            attachments: of each part of the post, if it is a notebook.
            part: in which part it stands.
        """
        if attachments and (attached := attachments[part].get(unquote(address))):
            return attached
        file = path_of(address, path)
        if file is None:
            file = self._from_root(address)
            if file is None:
                return Picture()
        file = spelt(self.content, file)
        if not is_there(self.content / file):
            # As Obsidian writes it: from its root, or its name alone.
            file = self.find(unquote(address), path) or file
        size = self._asked.sizes[file] = size_in(self.content, file)
        if not size:
            return Picture(source=_STATIC_FORM.sub("", address), missing=file)
        width, height = size
        # Quoted, since Pelican reads the form as an address: an apostrophe, escaped as HTML, would begin a fragment.
        return Picture(Size(width, height) if width else None, f"{{static}}/{quote(file)}")

    def _from_root(self, address: str) -> str | None:
        """The file that an address of the site's root means; None if there is none."""
        if not address.startswith("/") or address.startswith("//"):
            return None
        places = (path_of(f"{{static}}/{root}{address.lstrip('/')}", "") for root in self.dialect.roots)
        return next((file for file in places if file and is_there(self.content / spelt(self.content, file))), None)
