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

from pelican.contents import Author, Category, Tag
from pelican.readers import BaseReader
from pelican.urlwrappers import URLWrapper
from pelican.utils import slugify

from ._seam import analytics
from .article_store import source_digest
from .frontmatter import FrontMatter, FrontMatterError, split
from .markdown import Renderer

if TYPE_CHECKING:
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
        rendered = self.renderer.render(front.body, title=_Fields(path, front).text("title") or None)
        for problem in rendered.problems:
            line = front.body_line + problem.line - 1
            self.run.problems.append(analytics.ContentError(path, line, problem.message, "mend the formula"))
        return rendered.html, self._metadata(path, front, rendered)

    def _metadata(self, path: str, front: FrontMatter, rendered: Rendered) -> dict[str, Any]:
        fields = _Fields(path, front)
        name, named_day = _name_and_day(path)
        metadata: dict[str, Any] = {key: fields.front.fields[key] for key in PASSED_ON if key in fields.front.fields}
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
            metadata["summary"] = self.renderer.render(summary).html
        metadata["slug_given"] = bool(fields.text("slug"))
        metadata["slug"] = fields.text("slug") or self._slug(name)
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
    """The front matter of one file, read field by field; every complaint names the file and the line."""

    def __init__(self, path: str, front: FrontMatter) -> None:
        self.path, self.front = path, front

    def wrong(self, name: str, problem: str, remedy: str) -> analytics.ContentError:
        return analytics.ContentError(self.path, self.front.lines.get(name), problem, remedy)

    def text(self, name: str) -> str:
        value = self.front.fields.get(name, "")
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if not isinstance(value, str):
            raise self.wrong(name, f"`{name}` holds more than one value", "give one text")
        return value.strip()

    def texts(self, name: str) -> list[str]:
        value = self.front.fields.get(name, "")
        items = value.split(",") if isinstance(value, str) else value
        texts = [item.strip() for item in items if isinstance(item, str)]
        if not isinstance(items, list) or len(texts) < len(items):
            raise self.wrong(name, f"`{name}` is not a list of texts", f"write `{name}: [one, two]`")
        return [text for text in dict.fromkeys(texts) if text]

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name).lower()
        if value and value not in allowed:
            raise self.wrong(name, f"`{name}` is {value!r}", f"use one of {', '.join(allowed)}")
        return value

    def moment(self, name: str) -> datetime | None:
        """A date, with or without a time and an offset; Pelican adds the site's zone to one without."""
        value = self.text(name)
        if not value:
            return None
        # Jekyll writes a space before the offset.
        compact = re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", value)
        try:
            return datetime.fromisoformat(compact)
        except ValueError:
            raise self.wrong(
                name, f"`{name}` is {value!r}, which is not a date", "write it as 2026-11-23 or 2026-11-23 18:30"
            ) from None


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
            return match["name"], date.fromisoformat(match["day"])
        except ValueError:
            msg = f"its name begins with {match['day']}, which is no day"
            raise analytics.ContentError(path, None, msg, "rename the file") from None
    return name, None
