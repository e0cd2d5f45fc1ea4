"""Markdown files in, Pelican content out: the one reader for posts and pages.

Any folder of notes reads as it stands. The title falls back to the first heading and then to the file's name; the topic
to the folder; the date to the file's name and then to git. What is wrong in a file is added to the run's problems
instead of being raised, so that a build reports all of it at once, and ends.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import pelican
from pelican.contents import Author, Category, Tag
from pelican.readers import BaseReader
from pelican.urlwrappers import URLWrapper
from pelican.utils import slugify

from ._seam import analytics
from .article_store import source_digest
from .frontmatter import FrontMatterError, split
from .markdown import Renderer
from .time_limit import TookTooLong, time_limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .frontmatter import FieldValue, FrontMatter
    from .markdown import Rendered
    from .run import Run

W = TypeVar("W", bound=URLWrapper)

STATUSES = ("published", "draft", "hidden", "skip")
# Passed on to the templates as they were written.
PASSED_ON = (
    "lang",
    "template",
    "save_as",
    "url",
    "perspective",
    "level",
    "time_spent",
    "confidence",
    "predictions",
    "milestone",
)

# What the journal is made for: the first years of AI, and as long as anyone may write in it.
FIRST_YEAR, LAST_YEAR = 1950, 2199
# Of most file systems, less what is added to a slug that is not the only one.
LONGEST_NAME = 240
# For one post, on a machine that is busy with other things.
SECONDS = 20
# The theme that Pelican falls back on.
_SIMPLE = Path(pelican.__file__).parent / "themes" / "simple" / "templates"
# What neither XML nor HTML can hold, and what turns the direction of all text after it.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e\ud800-\udfff\ufffe\uffff]")

_DATED_NAME = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)[-_ ](?P<name>.+)", flags=re.ASCII)
# Folders that say when or how a post was filed, not what it is about.
_NOT_A_TOPIC = re.compile(r"\d{1,4}|_?posts|_?drafts|articles|content|notes", flags=re.ASCII | re.IGNORECASE)


class MarkdownReader(BaseReader):  # type: ignore[misc] # Pelican carries no types
    """Reads Markdown with the plugin's own engine; installed only where ``LEARNING_TIMELINE_MARKDOWN`` says so."""

    # Pelican registers every subclass for its extensions; this one is put in by a receiver, and only where it is asked
    # for.
    file_extensions: ClassVar[list[str]] = []
    run: Run
    renderer: Renderer

    def attach(self, run: Run) -> None:
        """Join the reader to the run it reads for; Pelican constructs readers from settings alone."""
        self.run = run
        self.renderer = Renderer()
        self._wrappers: dict[tuple[type, str], Any] = {}

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Read one file.

        Returns:
            The HTML of the body and Pelican's metadata; a file with a problem is skipped, and its problem is kept.
        """
        path = Path(source_path).relative_to(self.run.settings.content).as_posix()
        try:
            data = Path(source_path).read_bytes()
            self._digest = source_digest(data)
            return self._read(path, data)
        except analytics.ContentError as problem:
            self.run.problems.append(problem)
            return "", {"status": "skip"}

    def _read(self, path: str, data: bytes) -> tuple[str, dict[str, Any]]:
        try:
            front = split(data.decode("utf-8"))
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise analytics.ContentError(path, line, "is not UTF-8", "save the file as UTF-8") from error
        except FrontMatterError as error:
            raise analytics.ContentError(path, error.line, error.problem, error.remedy) from error
        fields = _Fields(path, front)
        try:
            with time_limit(SECONDS):
                rendered = self.renderer.render(front.body, title=fields.text("title") or None)
        except TookTooLong:
            problem = f"takes longer than {SECONDS} seconds to render"
            raise analytics.ContentError(path, None, problem, "shorten or simplify what it holds") from None
        for formula in rendered.problems:
            line = front.body_line + formula.line - 1
            self.run.problems.append(analytics.ContentError(path, line, formula.message, "mend the formula"))
        metadata = self._metadata(path, fields, rendered)
        self.run.problems += fields.problems
        return self._trusted(rendered.html), {"status": "skip"} if fields.problems else metadata

    def _trusted(self, html: str) -> str:
        if self.run.settings.trust == "html":
            return html
        from .sanitiser import sanitised  # noqa: PLC0415 - most journals have one author, and need it not

        return sanitised(html)

    def _metadata(self, path: str, fields: _Fields, rendered: Rendered) -> dict[str, Any]:
        name, named_day = _name_and_day(path)
        metadata: dict[str, Any] = {key: fields.front.fields[key] for key in PASSED_ON if key in fields.front.fields}
        for field in ("url", "save_as"):
            fields.address(field)
        if "lang" in metadata:
            metadata["lang"] = fields.language("lang")
        if "template" in metadata:
            self._template(fields)
        metadata["title"] = fields.text("title") or rendered.title or name.replace("-", " ").replace("_", " ").strip()
        metadata["word_count"] = rendered.words
        metadata["source_digest"] = self._digest
        metadata["kind"] = fields.choice("kind", analytics.KINDS) or analytics.KINDS[0]
        metadata["status"] = fields.choice("status", STATUSES) or "published"
        metadata["resources"] = fields.texts("resources")
        metadata["category"] = self._wrapped(Category, fields.text("category") or self._folder_topic(path))
        metadata["tags"] = [self._wrapped(Tag, tag) for tag in fields.texts("tags")]
        authors = fields.texts("authors") or fields.texts("author")
        if authors:
            metadata["authors"] = [self._wrapped(Author, author) for author in authors]
        if summary := fields.text("summary"):
            metadata["summary"] = self._trusted(self.renderer.render(summary).html)
        metadata["slug_given"] = bool(fields.text("slug"))
        metadata["slug"] = fields.slug("slug") or self._slug(name)
        if modified := fields.moment("modified"):
            metadata["modified"] = modified
        self._date(metadata, path, fields, named_day)
        return metadata

    def _wrapped(self, kind: type[W], name: str) -> W:
        """The one topic, tag or author of a name, so that its slug is worked out once."""
        if (kind, name) not in self._wrappers:
            self._wrappers[kind, name] = kind(name, self.settings)
        wrapped: W = self._wrappers[kind, name]
        return wrapped

    def _template(self, fields: _Fields) -> None:
        name = fields.text("template")
        folders = [*self.settings["THEME_TEMPLATES_OVERRIDES"], Path(self.settings["THEME"], "templates"), _SIMPLE]
        # Only a name: a path could lead anywhere.
        if not re.fullmatch(r"[\w-]+", name) or not any(Path(folder, f"{name}.html").is_file() for folder in folders):
            fields.wrong(
                "template", f"`template` is {name!r}, which the theme does not have", "name one that it has, or none"
            )

    def _slug(self, name: str) -> str:
        return str(slugify(name, regex_subs=self.settings["SLUG_REGEX_SUBSTITUTIONS"])) or "post"

    def _folder_topic(self, path: str) -> str:
        folders = list(Path(path).parent.parts)
        if _is_bundle(path):
            folders.pop()
        topical = [folder for folder in folders if not _NOT_A_TOPIC.fullmatch(folder)]
        return topical[-1] if topical else str(self.settings["DEFAULT_CATEGORY"])

    def _date(self, metadata: dict[str, Any], path: str, fields: _Fields, named_day: date | None) -> None:
        """Date the post by front matter, file name or git, in this order; never by the file system."""
        zone = self.run.settings.zone
        if written := fields.moment("date"):
            metadata["date"], metadata["date_source"] = written, "front matter"
        elif named_day is not None:
            metadata["date"], metadata["date_source"] = datetime.combine(named_day, time(), zone), "file name"
        elif not self._is_page(path):
            self._date_from_git(metadata, path)

    def _date_from_git(self, metadata: dict[str, Any], path: str) -> None:
        history = self.run.history
        known = history.post(path)
        if known is not None and known.created is not None:
            metadata["date"], metadata["date_source"] = known.created, "git"
        elif known is not None or not history.is_complete:
            reason = " ".join(notice.sentence for notice in history.notices)
            raise analytics.ContentError(
                path,
                None,
                f"has no date, and git cannot tell when it was written. {reason}".rstrip(),
                "write `date:` at its top",
            )
        else:
            # Not committed yet: a draft of today, whatever else it says.
            metadata["date"] = datetime.combine(self.run.today, time(), self.run.settings.zone)
            metadata["date_source"] = "git"
            if metadata["status"] == "published":
                metadata["status"] = "draft"
                self.run.asides.append(f"{path}: a draft of today: it has no date and is not committed yet")

    def _is_page(self, path: str) -> bool:
        return any(Path(path).is_relative_to(folder) for folder in self.settings["PAGE_PATHS"] if folder)


class _Fields:
    """The front matter of one file, read field by field.

    Attributes:
        path: the file, from the content folder.
        front: what it begins with.
        problems: all that is wrong in it, each with its line; a field with a problem reads as if it were not there.
    """

    def __init__(self, path: str, front: FrontMatter) -> None:
        self.path, self.front = path, front
        self.problems: list[analytics.ContentError] = []
        for name, value in front.fields.items():
            if found := _UNPRINTABLE.search("".join(_texts_in(value))):
                problem = f"`{name}` holds the character U+{ord(found[0]):04X}, which no page may hold"
                self.wrong(name, problem, "delete it")

    def wrong(self, name: str, problem: str, remedy: str) -> None:
        if (line := self.front.lines.get(name)) not in {known.line for known in self.problems}:
            self.problems.append(analytics.ContentError(self.path, line, problem, remedy))

    def text(self, name: str) -> str:
        value = self.front.fields.get(name, "")
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, str):
            return value.strip()
        self.wrong(name, f"`{name}` holds more than one value", "give one text")
        return ""

    def texts(self, name: str) -> list[str]:
        value = self.front.fields.get(name, "")
        items = value.split(",") if isinstance(value, str) else value
        texts = [item.strip() for item in items if isinstance(item, str)]
        if not isinstance(items, list) or len(texts) < len(items):
            self.wrong(name, f"`{name}` is not a list of texts", f"write `{name}: [one, two]`")
            return []
        return [text for text in dict.fromkeys(texts) if text]

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name).lower()
        if value and value not in allowed:
            self.wrong(name, f"`{name}` is {value!r}", f"use one of {', '.join(allowed)}")
            return ""
        return value

    def moment(self, name: str) -> datetime | None:
        """A date, with or without a time and an offset; Pelican adds the site's zone to one without."""
        value = self.text(name)
        if not value:
            return None
        # Jekyll writes a space before the offset.
        compact = re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", value)
        try:
            moment = datetime.fromisoformat(compact)
        except ValueError:
            self.wrong(
                name, f"`{name}` is {value!r}, which is not a date", "write it as 2026-11-23 or 2026-11-23 18:30"
            )
            return None
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            problem = f"`{name}` is {value!r}, which is not between {FIRST_YEAR} and {LAST_YEAR}"
            self.wrong(name, problem, "mend the year")
            return None
        return moment

    def slug(self, name: str) -> str:
        """A name that is one part of an address and of a path."""
        value = self.text(name)
        if value in {".", ".."} or set(value) & set("/\\"):
            self.wrong(
                name, f"`{name}` is {value!r}, which leads out of the post's folder", "write a name without slashes"
            )
        elif len(value.encode()) > LONGEST_NAME:
            problem = f"`{name}` has {len(value.encode())} bytes, and a file's name may have {LONGEST_NAME}"
            self.wrong(name, problem, "shorten it")
        return value

    def address(self, name: str) -> None:
        """A place in the site, for Pelican to use as it was written."""
        value = self.text(name)
        parts = value.replace("\\", "/").split("/")
        if ".." in parts or value.startswith(("/", "\\")) or ":" in parts[0]:
            self.wrong(
                name,
                f"`{name}` is {value!r}, which leads out of the site",
                "write a path within it, such as notes/a.html",
            )

    def language(self, name: str) -> str:
        """A language tag, by the form of RFC 5646."""
        value = self.text(name)
        if not re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", value):
            self.wrong(name, f"`{name}` is {value!r}, which is no language", "write it as en or pt-BR")
        return value


def _texts_in(value: FieldValue) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for name, inner in value.items():
                yield name
                yield from _texts_in(inner)
        case _:
            for inner in value:
                yield from _texts_in(inner)


def _is_bundle(path: str) -> bool:
    return Path(path).stem.lower() == "index" and len(Path(path).parts) > 1


def _name_and_day(path: str) -> tuple[str, date | None]:
    """The name of a post and the day that its file name may begin with.

    >>> _name_and_day("posts/2026-11-23-on-entropy.md")
    ('on-entropy', datetime.date(2026, 11, 23))
    >>> _name_and_day("posts/on-entropy/index.md")
    ('on-entropy', None)
    """
    name = Path(path).parent.name if _is_bundle(path) else Path(path).stem
    if match := _DATED_NAME.fullmatch(name):
        try:
            day = date.fromisoformat(match["day"])
        except ValueError:
            msg = f"its name begins with {match['day']}, which is no day"
            raise analytics.ContentError(path, None, msg, "rename the file") from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            msg = f"its name begins with {day}, which is not between {FIRST_YEAR} and {LAST_YEAR}"
            raise analytics.ContentError(path, None, msg, "rename the file")
        return match["name"], day
    return name, None
