"""Markdown files and notebooks in, Pelican content out: the one reader for posts and pages.

Any folder of notes reads as it is. The title falls back to the first heading and then to the file's name; the topic
to the folder; the date to the file's name and then to git. What is wrong in a file is remarked upon and left out; what
would lose the post or write outside the site is added to the run's problems, so that a build reports all of it at once, and ends.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pelican
from pelican.contents import Author, Category, Tag
from pelican.readers import BaseReader
from pelican.utils import slugify

from .._seam import analytics
from . import drafts
from .articles import W, wrapper
from .days import day_in
from .folders import folders_of
from .held_names import reason_in_names
from .misspelt import misspelt
from .predictions import confidence_of, predictions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..core.run import Run
    from .citing import Citing
    from .field_values import FieldValue
    from .fields import Fields
    from .folder import Folder
    from .sources import Source
    from .worker import Worker

PERSPECTIVES = ("research", "engineering")
LEVELS = ("beginner", "intermediate", "advanced")
STATUSES = ("published", "draft", "hidden", "skip")
# Passed on to the templates as they were written.
PASSED_ON = ("save_as", "predictions", "translationkey")
_NAME_IT = "rename the file, as 2026-11-23-name, or write `date:` at its top"
# So plain that nobody need be told.
PLAIN = ("`draft: true`", "`status: draft`")

# The theme that Pelican falls back on.
_SIMPLE = Path(pelican.__file__).parent / "themes" / "simple" / "templates"


def is_status(text: str) -> bool:
    """Whether a text is the status of a post, be it misspelt: not one of how ripe a note is.

    >>> is_status("Drafft"), is_status("evergreen"), is_status("in progress")
    (True, False, False)
    """
    return bool(get_close_matches(text.lower(), STATUSES, 1, cutoff=0.75))


class MarkdownReader(BaseReader):  # type: ignore[misc] # Pelican carries no types
    """Reads Markdown and notebooks with the plugin's own engine; installed only where ``LEARNING_TIMELINE_MARKDOWN`` says so."""

    # Pelican registers every subclass for its extensions; this one is put in by a receiver, and only where it is asked
    # for.
    file_extensions: ClassVar[list[str]] = []
    run: Run

    def attach(self, run: Run, worker: Worker, citing: Citing, folder: Folder) -> None:
        """Join the reader to its run, to what reads files for it, and to the folder that they are in.

        Pelican constructs readers from settings alone.
        """
        self.run = run
        self._worker, self._citing, self._folder = worker, citing, folder
        self._wrappers: dict[tuple[type, str], Any] = {}
        folders = [Path(folder).as_posix() for folder in self.settings["PAGE_PATHS"] if folder]
        self._page_folders = tuple("" if folder == "." else f"{folder}/" for folder in folders)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Read one file.

        Returns:
            The HTML of the body and Pelican's metadata; a file with a problem is skipped, and its problem is kept.
        """
        path = Path(source_path).relative_to(self.run.settings.content).as_posix()
        try:
            source = self._worker.read(path)
            if kind := source.fields.front.left_out:
                self._folder.left_out.setdefault(kind, []).append(path)
                return "", {"status": "skip"}
            metadata = self._metadata(path, source)
        except analytics.ContentError as problem:
            self.run.problems.append(problem)
            return "", {"status": "skip"}
        self.run.problems += source.fields.problems
        return source.rendered.html, {"status": "skip"} if source.fields.problems else metadata

    def _metadata(self, path: str, source: Source) -> dict[str, Any]:
        fields, rendered = source.fields, source.rendered
        named = day_in(path, self.run.settings.date_order)
        metadata: dict[str, Any] = {key: fields.front.fields[key] for key in PASSED_ON if key in fields.front.fields}
        fields.page("save_as")
        for name, meant in misspelt(fields.front.fields):
            fields.remark(name, f"the field {name!r} is not known", f"did you mean {meant!r}?")
        said = {"url": fields.address("url"), "lang": fields.language("lang"), "template": self._template(fields)}
        metadata |= {key: value for key, value in said.items() if value}
        metadata["title"] = source.title or named.title or _spaced(named.name)
        # A first heading that many share is no title (see `journal.posts`).
        metadata["named_by_file"] = "" if fields.text("title") else named.title or _spaced(named.name)
        metadata["word_count"] = rendered.words
        metadata["has_html"] = rendered.has_html
        metadata["source_digest"] = source.digest
        metadata["told"] = [rendered.embeds, *rendered.links]
        metadata["image_sizes"] = source.asked.sizes
        if source.asked.named or source.asked.included:
            metadata["asked"] = {"named": source.asked.named, "included": source.asked.included}
        metadata["has_figures"] = source.has_figures
        if source.pictures:
            metadata["pictures"] = list(source.pictures)
        metadata["kind"] = fields.choice("kind", analytics.KINDS) or analytics.KINDS[0]
        self._status(metadata, path, fields, rendered.tags)
        # What is cited comes first, as its numbers in the text say.
        metadata["resources"] = list(dict.fromkeys([*rendered.cited, *fields.identifiers("resources")]))
        cited = {key: self._citing.digest_of(key) for key in rendered.cited}
        metadata["citations"] = {"cited": cited, "uncited": list(rendered.uncited)}
        metadata["references"] = [list(one) for one in rendered.references]
        metadata["supersedes"] = fields.texts("supersedes")
        metadata["perspective"] = fields.choices("perspective", PERSPECTIVES)
        metadata["level"] = fields.choice("level", LEVELS)
        metadata["confidence"] = fields.parsed("confidence", confidence_of)
        metadata["minutes_spent"] = fields.parsed("time_spent", analytics.parse_minutes)
        metadata["milestone"] = fields.text("milestone")
        if (former := fields.former("aliases"))["files"]:
            metadata["former"] = former
        metadata["review_after"] = str(fields.parsed("review_after", analytics.PartialDate.parse) or "")
        for problem in predictions_of(metadata.get("predictions"))[1]:
            fields.remark("predictions", *problem.removesuffix(")").rsplit(" (", 1))
        metadata |= self._filed(path, fields)
        metadata["tags"] = [self._wrapped(Tag, tag) for tag in dict.fromkeys([*fields.texts("tags"), *rendered.tags])]
        if authors := fields.people("authors", "author"):
            metadata["authors"] = [self._wrapped(Author, author) for author in authors]
        if source.summary:
            metadata["summary"] = source.summary
        metadata["slug_given"] = bool(fields.text("slug"))
        metadata["slug"] = fields.slug("slug") or self._slug(named.name)
        self._date(metadata, path, fields, named.day)
        remarks = [*fields.remarks, *source.remarks]
        if named.wrong and metadata.get("date_source") == "git":
            remarks.append(analytics.ContentError(path, None, named.wrong, _NAME_IT))
        metadata["remarks"] = [[one.line, one.problem, one.remedy, one.cell] for one in remarks]
        return metadata

    def _filed(self, path: str, fields: Fields) -> dict[str, Any]:
        """The topic, and whether the author said it: else its folder is a guess that all posts together may fix."""
        topic = fields.topic("category")
        guess = next(iter(folders_of(path)), str(self.settings["DEFAULT_CATEGORY"]))
        return {"topic_is_said": bool(topic), "category": self._wrapped(Category, topic or guess)}

    def _status(self, metadata: dict[str, Any], path: str, fields: Fields, tags: Sequence[str]) -> None:
        """Published, unless the author held it back in whichever words."""
        front = fields.front
        # Tags in a text count as those above it do.
        said: list[tuple[str, FieldValue]] = [*front.fields.items(), ("tags", [*tags])]
        own = front.held_back or reason_in_names(path, said)
        metadata["held_back"] = own
        # When it is held back by its day or its place is known by then only: see `posts.settle`.
        metadata["shown_from"], metadata["shown_until"] = drafts.days(
            front.fields.items(), self.run.settings.date_order
        )
        if self._is_page(path):
            reason = own or self.run.held_back(path, metadata["shown_from"], metadata["shown_until"])
            if reason and reason != own:
                self.run.note_held_back(path, reason)
            metadata["held_back"] = reason
        if metadata["held_back"]:
            metadata["status"] = "draft"
            if own and own not in PLAIN:
                self.run.note_held_back(path, own)
        else:
            is_ours = self._folder.dialect.has_statuses or is_status(fields.text("status"))
            metadata["status"] = (fields.choice("status", STATUSES) if is_ours else "") or "published"

    def _wrapped(self, kind: type[W], name: str) -> W:
        """The one topic, tag or author of a name, so that its slug is computed once."""
        if (kind, name) not in self._wrappers:
            self._wrappers[kind, name] = wrapper(kind, name, self.settings)
        wrapped: W = self._wrappers[kind, name]
        return wrapped

    def _template(self, fields: Fields) -> str:
        if not (name := fields.text("template")):
            return ""
        folders = [*self.settings["THEME_TEMPLATES_OVERRIDES"], Path(self.settings["THEME"], "templates"), _SIMPLE]
        # Only a name: a path could lead anywhere.
        if not re.fullmatch(r"[\w-]+", name) or not any(Path(folder, f"{name}.html").is_file() for folder in folders):
            problem = f"`template` is {name!r}, which the theme does not have"
            fields.remark("template", problem, "name one that it has, or none")
            return ""
        return name

    def _slug(self, name: str) -> str:
        slug = str(slugify(name, regex_subs=self.settings["SLUG_REGEX_SUBSTITUTIONS"]))
        return slug or analytics.slugify(name, otherwise="post")

    def _date(self, metadata: dict[str, Any], path: str, fields: Fields, named_day: date | None) -> None:
        """Date the post by front matter, file name or git, in this order; never by the file system."""
        zone = self.run.settings.zone
        if written := fields.moment("date", self.run.settings.date_order):
            metadata["date"], metadata["date_source"] = written, "front matter"
        elif named_day is not None:
            metadata["date"], metadata["date_source"] = datetime.combine(named_day, time(), zone), "file name"
        elif not self._is_page(path):
            self._date_from_git(metadata, path)
        if modified := fields.moment("modified", self.run.settings.date_order):
            # Without a zone it is of the one in which the post was published, if that says one.
            published_in = metadata["date"].tzinfo if "date" in metadata else None
            metadata["modified"] = modified if modified.tzinfo else modified.replace(tzinfo=published_in)

    def _date_from_git(self, metadata: dict[str, Any], path: str) -> None:
        history = self.run.history
        known = history.post(path)
        if known is not None and known.created is not None:
            metadata["date"], metadata["date_source"] = known.created, "git"
        elif known is not None or not history.is_complete:
            if any(notice.kind is analytics.NoticeKind.SHALLOW for notice in history.notices):
                why, mend = (
                    "the history that would tell it is cut off (a shallow clone)",
                    "run `git fetch --unshallow`, or ",
                )
            else:
                reason = " ".join(notice.sentence for notice in history.notices).rstrip(".")
                why, mend = f"git cannot tell when it was written{f' ({reason})' if reason else ''}", ""
            raise analytics.ContentError(path, None, f"has no date, and {why}", f"{mend}write `date:` at its top")
        else:
            # Not committed yet: a draft of today, whatever else it says.
            metadata["date"] = datetime.combine(self.run.today, time(), self.run.settings.zone)
            metadata["date_source"] = "git"
            if metadata["status"] == "published":
                metadata["status"] = "draft"
                self._say_undated(path)

    def _say_undated(self, path: str) -> None:
        content = self.run.settings.content
        if inner := [one.as_posix() for one in Path(path).parents[:-1] if (content / one / ".git").exists()]:
            why = f"{inner[-1]} is a repository of its own, such as a submodule, whose history is not read"
            self.run.note_held_back(path, f"a missing date, as {why}: write `date:` at their top")
            return
        if self.run.history.head:
            self.run.notices.append(f"{path}: treated as a draft: it has no date and is not committed yet")
            return
        # True of all files without a date, which may be thousands.
        is_none = any(one.kind is analytics.NoticeKind.NO_REPOSITORY for one in self.run.history.notices)
        why, mend = (
            ("there is no git repository here", "run `git init` and commit them")
            if is_none
            else ("nothing is committed yet", "commit them")
        )
        self.run.note_held_back(path, f"a missing date, as {why}: {mend}, or write `date:` at their top")

    def _is_page(self, path: str) -> bool:
        return f"{path}/".startswith(self._page_folders)


def _spaced(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").strip()
