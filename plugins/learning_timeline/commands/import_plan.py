"""A journal of another program in, the files that come into this one out: where each goes, and what it says there.

A text is read by its dialect, as a build reads it, and written down: fields by this journal's names, Markdown, links by paths.
From then on nothing needs to know where it came from.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import yaml

from .._seam import analytics
from ..reading.days import day_in
from ..reading.dialects.documents import prepared_document, split_document
from ..reading.dialects.site_links import ADDRESS
from ..reading.drafts import HeldPlaces
from ..reading.fields import Fields
from ..reading.frontmatter import fields_of
from ..reading.linking import is_for_all
from ..reading.markdown.wiki import words_of
from ..reading.markup.prose import changed, substituted
from ..reading.names import compared
from ..reading.reader import is_status
from .devices import without_devices
from .portable import portable, tags_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..reading.field_values import FieldValue
    from ..reading.folder import Folder
    from ..reading.frontmatter import FrontMatter

# Folders in which programs keep posts or what is copied to the root of a site; here they say nothing.
_HOMES = {
    "_posts",
    "_drafts",
    "content",
    "docs",
    "source",
    "src",
    "posts",
    "post",
    "blog",
    "static",
    "public",
    "assets",
}
# Those of a graph, which say nothing of what a page is about.
_OF_LOGSEQ = {"pages", "journals"}
_FORM = re.compile(r"^[{|](?:filename|static|attach)[}|]")
_WIKILINK = re.compile(
    r"(?P<sign>!?)\[\[(?P<name>[^\[\]|#^\n\\]{1,300})(?P<inside>[#^][^\[\]|\n\\]{0,300})?(?:(?P<bar>\\?\|)(?P<words>[^\[\]\n]{0,300}))?\]\]"
)
# Also where its words are too long, or marked up, for the whole to be a link by name.
_NAMED = re.compile(r"\[\[([^\[\]|#^\n]{1,300})")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#|//|[{|]")
# What other programs call these, or need for themselves.
_NOT_CARRIED = {
    *("categories", "created", "lastmod", "last_modified_at", "updated", "description", "redirect_from", "excerpt"),
    *(
        "layout",
        "permalink",
        "url",
        "author",
        "draft",
        "published",
        "publish",
        "save_as",
        "template",
        "format",
        "execute",
    ),
    *("jupyter", "engine", "output", "type", "comments", "toc", "mathjax", "math", "weight", "menu", "featured"),
}
_INDEX = ("index.", "contents.lr")
_TRANSLATED = (".qmd", ".rmd", ".rmarkdown", ".org", ".tid", ".wiki", ".lr", ".mdx")


_COMMAND = re.compile(r"\\([A-Za-z]+)")


class _Dumper(yaml.SafeDumper):
    """Writes each text as it is, since this journal reads each as a text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way


@dataclass
class Plan:
    """What of a journal comes in, and where it goes.

    Attributes:
        folder: the journal, as its dialect reads it.
        tracked: the files that come into question, by their paths in it.
        name: of the folder that it gets here.
        taken: the paths that this journal has already, from its content folder.
        contents: what each text says here, by its path there.
        remarks: what of it is not carried over.
        places: where each file goes, from the content folder, by its path there.
    """

    folder: Folder
    tracked: frozenset[str]
    name: str
    taken: frozenset[str]
    contents: dict[str, bytes] = field(default_factory=dict)
    remarks: list[analytics.ContentError] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    undated: int = 0
    addresses: int = 0
    # The places that are taken, here or by what comes in.
    _known: set[str] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the places that this journal has."""
        self._known = set(self.taken)

    def make(self) -> None:
        """Find out all of it."""
        no_posts: list[str] = []
        for path in self.notes:
            self._place(path, self._home_of(path))
        for path in self.notes:
            if path.lower().endswith((analytics.NOTEBOOK, ".rst")):
                self._names_in((self.folder.content / path).read_text(encoding="utf-8", errors="replace"), path)
            elif kind := (front := self._read(path)).left_out:
                no_posts.append(path)
                self.folder.left_out.setdefault(kind, []).append(path)
            else:
                self.contents[path] = self._written(path, front)
        for path in no_posts:
            self.notes.remove(path)
            del self.places[path]

    @cached_property
    def notes(self) -> list[str]:
        """The posts and pages that come in."""
        found = self.folder.names.files.values()
        return sorted(path for path in found if path in self.tracked and self._is_note(path))

    @property
    def others(self) -> list[str]:
        """The pictures and other files that they name."""
        return sorted(self.places.keys() - set(self.notes))

    @cached_property
    def uncommitted(self) -> list[str]:
        """Notes that are not committed there."""
        return sorted(
            path for path in self.folder.names.files.values() if path not in self.tracked and self._is_note(path)
        )

    def _is_note(self, path: str) -> bool:
        return path.lower().endswith((*analytics.POST_SUFFIXES, ".rst")) and not self.folder.dialect.left_out(path)

    # -- places

    def _home_of(self, path: str) -> str:
        return "pages" if self._is_page(path) else f"posts/{self.name}"

    def _is_page(self, path: str) -> bool:
        dialect = self.folder.dialect
        return path in dialect.pages or any(path.startswith(f"{one}/") for one in dialect.page_folders)

    def _place(self, path: str, home: str) -> str:
        """Where a file goes, each to a place of its own."""
        if path not in self.places:
            parts = path.split("/")
            while len(parts) > 1 and parts[0] in _HOMES:
                parts.pop(0)
            if home == "pages":
                parts = [
                    f"{parts[-2] if parts[-1].startswith(_INDEX) and len(parts) > 1 else parts[-1].rpartition('.')[0]}.md"
                ]
            inside = re.sub(r"/contents\.lr$", "/index.md", "/".join(parts))
            if inside.lower().endswith(_TRANSLATED):
                inside = f"{inside.rpartition('.')[0]}.md"
            candidates = (f"{home}/{inside}", f"{home}/{self.name}-{inside}", f"{home}/{path}")
            numbered = (f"{home}/{number}/{inside}" for number in count(2))
            possible = map(without_devices, chain(candidates, numbered))
            self._take(path, next(one for one in possible if one not in self._known))
        return self.places[path]

    def _take(self, path: str, place: str) -> None:
        self.places[path] = place
        self._known.add(place)

    @cached_property
    def _note_folders(self) -> set[str]:
        return {posixpath.dirname(path) for path in self.notes} - {""}

    def _place_of_file(self, file: str) -> str:
        """Where a file goes that a post names: with the post it is beside, else to the images."""
        above = posixpath.dirname(file)
        while above and above not in self._note_folders:
            above = posixpath.dirname(above)
        is_beside = above and above not in _HOMES
        return self._place(file, f"posts/{self.name}" if is_beside else f"images/{self.name}")

    # -- texts

    def _read(self, path: str) -> FrontMatter:
        """A text as its dialect has it."""
        front = split_document(path, (self.folder.content / path).read_bytes().decode("utf-8", "replace"))
        self.folder.begin()
        front = prepared_document(path, front, self.folder, self.folder.dialect.name)
        return front if front.left_out else self.folder.dialect.prepared(path, front, self.folder)

    def _written(self, path: str, front: FrontMatter) -> bytes:
        """What a text says in this journal."""
        said = Fields(path, front)
        self.remarks += said.remarks
        ours = self._fields(path, front, said)
        body = portable(front.body, self.folder.dialect.syntax)
        body = changed(body, lambda prose: substituted(ADDRESS, lambda found: self._led(found, path), prose))
        for named in _NAMED.findall(body):
            # Wherever a name stays a name, what it means has to be there.
            file = self.folder.find(named.strip(), path)
            if file in self.tracked and is_for_all(file) and not self._is_text(file):
                self._place_of_file(file)
        body = changed(body, lambda prose: substituted(_WIKILINK, lambda found: self._worded(found, path), prose))
        block = yaml.dump(ours, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000) if ours else ""
        return (
            f"---\n{block}---\n{body.lstrip(chr(10)).rstrip()}\n".encode("utf-8", "surrogatepass")
            if ours
            else body.encode()
        )

    def _fields(self, path: str, front: FrontMatter, said: Fields) -> dict[str, FieldValue]:
        found: dict[str, FieldValue] = dict(front.fields)
        for name in ("date", "modified"):
            if moment := said.moment(name):
                is_day = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
                found[name] = moment.date().isoformat() if is_day else moment.isoformat(" ", "seconds")
        found |= _title_that_was_a_name(path, front, said)
        if people := said.people("authors", "author"):
            found["authors"] = list(people)
        syntax = self.folder.dialect.syntax
        tags = [*(said.texts("tags") if found.get("tags") else []), *tags_in(front.body, syntax)]
        if tags:
            found["tags"] = list(dict.fromkeys(tags))
        if macros := self._macros_in(front.body):
            found.setdefault("macros", macros)
        day = day_in(path).day
        if not found.get("date") and day and day_in(self.places[path]).day != day:
            # Its name says it only in the folder that it comes from.
            found["date"] = day.isoformat()
        if topic := said.topic("category") or self._topic(path):
            found["category"] = topic
        if found.get("status") and not is_status(str(found["status"])):
            found["stage"] = found.pop("status")
        if front.held_back or self._held.reason(path):
            found["status"] = "draft"
        self.addresses += len(found.get("aliases", ()) if isinstance(found.get("aliases"), list) else ())
        self.undated += not found.get("date") and not re.search(r"\d{4}-\d\d?-\d\d?", path) and not self._is_page(path)
        ours = {name: found[name] for name in analytics.front_matter.FIELDS if found.get(name)}
        others = {
            name: value
            for name, value in found.items()
            if name not in {*analytics.front_matter.FIELDS, *_NOT_CARRIED} and value
        }
        return {**ours, **others}

    def _macros_in(self, body: str) -> dict[str, FieldValue]:
        """The commands of the site that formulas of a post use."""
        said = self.folder.dialect.macros if "\\" in body else ()
        used = set(_COMMAND.findall(body)) if said else set()
        return {name: [text, str(count)] if count else text for name, text, count in said if name in used}

    @cached_property
    def _held(self) -> HeldPlaces:
        return HeldPlaces(self.folder.content, fields_of)

    def _topic(self, path: str) -> str:
        """The folder of a post that says what it is about; empty where none does."""
        if self._is_page(path):
            return ""
        folders = path.split("/")[:-1]
        if path.rpartition("/")[2].startswith(_INDEX):
            folders = folders[:-1]
        homes = _HOMES | _OF_LOGSEQ
        return next((one for one in folders if one not in homes and not one.isdigit() and not one.startswith("_")), "")

    def _led(self, found: re.Match[str], path: str) -> str:
        """A link with the path that its file has here."""
        address = _FORM.sub("", found["address"])
        if _ELSEWHERE.match(address):
            return found[0]
        named = re.split("[?#]", address, maxsplit=1)[0]
        file = self._file(unquote(named), path, is_form=address != found["address"])
        if not file:
            return found[0]
        here = posixpath.dirname(self.places[path])
        place = self.places[file] if file in self.notes else self._place_of_file(file)
        return f"{found['before']}{quote(posixpath.relpath(place, here))}{address[len(named) :]}"

    def _worded(self, found: re.Match[str], path: str) -> str:
        """A link by name, by the path if the name would mean another file here; in words alone if it means no post."""
        name, inside = found["name"].strip(), found["inside"] or ""
        file = self.folder.find(name, path)
        if self._is_text(file) and self.folder.dialect.left_out(file):
            return (found["words"] or name).strip()
        place = self.places.get(file, "")
        if not place or self._is_named(place, name):
            return found[0]
        words = found["words"] or ("" if found["sign"] else words_of(f"{name}{inside}"))
        bar = found["bar"] or "|"
        target = place.removesuffix(".md") if file in self.notes else place
        return f"{found['sign']}[[{target}{inside}{f'{bar}{words}' if words else ''}]]"

    def _is_named(self, place: str, name: str) -> bool:
        """Whether a name means a file here, and no other one."""
        stem = _stem(place)
        return stem == _stem(name) and self._stems[stem] == 1

    @cached_property
    def _stems(self) -> Counter[str]:
        """How many files have a name, here and in the journal that comes in."""
        return Counter(map(_stem, chain(self.taken, self.tracked)))

    def _file(self, named: str, path: str, *, is_form: bool) -> str:
        """The file that an address means, if it comes in; empty if there is none."""
        names = self.folder.names
        if named.startswith("/"):
            roots = ("",) if is_form else self.folder.dialect.roots
            file = next(filter(None, (names.exact(f"{root}{named.strip('/')}") for root in roots)), "")
        else:
            beside = names.exact(posixpath.join(posixpath.dirname(path), named)) if named else ""
            # A vault knows it by its name alone.
            file = beside or (self.folder.find(named, path) if named else "")
        return (
            file
            if file in self.tracked and is_for_all(file) and (file in self.places or not self._is_text(file))
            else ""
        )

    def _is_text(self, file: str) -> bool:
        return file.lower().endswith(analytics.POST_SUFFIXES)

    def _names_in(self, text: str, path: str) -> None:
        """Take in what a notebook or a document names by a path that stays the same beside it."""
        for named in re.findall(r"""\]\(([^)\s"\\]+)|(?:image|figure)::\s*(\S+)|src=\\?["']([^"'\\]+)""", text):
            file = self._file(unquote("".join(named)), path, is_form=False)
            if file and file not in self.places:
                place = posixpath.normpath(
                    posixpath.join(
                        posixpath.dirname(self.places[path]), posixpath.relpath(file, posixpath.dirname(path) or ".")
                    )
                )
                if place.startswith("posts/") and place not in self._known:
                    self._take(file, place)


def _title_that_was_a_name(path: str, front: FrontMatter, said: Fields) -> dict[str, str]:
    """The title of a text that only its name told, if it has another name here."""
    stem = path.rpartition("/")[2].partition(".")[0]
    is_told = without_devices(stem) == stem or said.text("title") or front.body.lstrip().startswith("# ")
    return {} if is_told else {"title": stem}


def _stem(path: str) -> str:
    """The name of a file, as names are compared; that of a post without its end."""
    name = path.rpartition("/")[2]
    return compared(name.rpartition(".")[0] if name.lower().endswith(analytics.POST_SUFFIXES) else name)


def blobs_of(plan: Plan) -> Mapping[str, bytes]:
    """What each file holds here, by where it goes from the content folder; read whole, for a journal without a history."""
    return {
        place: plan.contents[path] if path in plan.contents else (plan.folder.content / path).read_bytes()
        for path, place in plan.places.items()
    }
