"""What is known of a new post in, the beginning of its file out; what is not known is asked where a person is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import yaml
from invoke.exceptions import Exit
from pelican.utils import slugify

from .._seam import analytics
from ..core.typed import command as typed
from .devices import without_devices
from .text_file import TextFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from prompt_toolkit.document import Document

_MOST_NAME_BYTES = 200

# What a post of each kind asks its author, a heading each; a note asks nothing.
OUTLINES: Mapping[str, tuple[str, ...]] = {
    "paper": ("The claim", "The method", "What convinced me", "What did not", "What I would try"),
    "book": ("What it is about", "What stays with me", "What I doubt"),
    "course": ("What it teaches", "What I can do now", "What is still unclear"),
    "talk": ("What was said", "What was new to me", "What I would ask"),
    "project": ("What it is for", "How it works", "What went wrong", "What I would do next"),
    "idea": ("The idea", "What speaks for it", "What speaks against it", "The smallest test of it"),
    "review": ("What I learned", "Where I changed my mind", "What comes next"),
}


class UnknownError(ValueError):
    """Something that was given is not valid; the text says what, and what would be."""


@dataclass(frozen=True, slots=True)
class Form:
    """How the posts of a site are kept.

    Attributes:
        folder: where they are, from the content folder; ``{year}`` is that of a post.
        is_flat: whether their fields are written as Pelican reads them, ``Title: ...``; else as YAML.
    """

    folder: str = "posts/{year}"
    is_flat: bool = False

    @classmethod
    def of(cls, settings: Mapping[str, object], content: Path) -> Form:
        """That of a site, by its settings and by where its posts are already."""
        if settings.get("LEARNING_TIMELINE_MARKDOWN"):
            return cls()
        named = settings.get("ARTICLE_PATHS")
        paths = [str(one) for one in named if one] if isinstance(named, list | tuple) else []
        home = "posts" if (content / "posts").is_dir() else next(iter(paths), "")
        by_year = "{year}" if any((content / home).glob("[12][0-9][0-9][0-9]/")) else ""
        return cls("/".join(filter(None, (home, by_year))), is_flat=True)


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post that is about to be written.

    Attributes:
        title: plain text.
        when: its date as front matter holds it.
        topic: a slug, or nothing.
        kind: one of `analytics.KINDS`.
        resources: identifiers, or keys of the bibliography.
        is_draft: whether it is marked as one.
        form: how the posts of its site are kept.
    """

    title: str
    when: str
    topic: str = ""
    kind: str = "note"
    resources: tuple[str, ...] = ()
    is_draft: bool = False
    form: Form = Form()

    @property
    def path(self) -> str:
        """Where it goes, from the content folder."""
        slug = slugify(self.title, regex_subs=[(r"[^\w\s-]", ""), (r"[-\s]+", "-")])
        slug = slug.strip("-") or analytics.slugify(self.title, otherwise="post")
        # The name of a file has an end; a title has none.
        slug = slug.encode()[:_MOST_NAME_BYTES].decode(errors="ignore").rstrip("-")
        folder = self.form.folder.replace("{year}", self.when[:4])
        return without_devices("/".join(filter(None, (folder, f"{slug}.md"))))

    @property
    def text(self) -> str:
        """Front matter, and the headings that its kind asks for."""
        front: dict[str, object] = {"title": self.title, "date": self.when, "category": self.topic, "kind": self.kind}
        front |= {"tags": [], "resources": list(self.resources)}
        if self.is_draft:
            front["status"] = "draft"
        body = "\n".join(f"## {heading}\n\n" for heading in OUTLINES.get(self.kind, ()))
        if self.form.is_flat:
            told = {
                **front,
                "kind": "" if self.kind == analytics.KINDS[0] else self.kind,
                "resources": ", ".join(self.resources),
            }
            return "".join(f"{name.title()}: {value}\n" for name, value in told.items() if value) + f"\n{body}"
        return f"---\n{yaml.safe_dump(front, sort_keys=False, allow_unicode=True)}---\n\n{body}"

    def write(self, content: Path) -> Path:
        """Write its file, which must not be there yet.

        Raises:
            UnknownError: it is there.
        """
        file = content / self.path
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with file.open("x", encoding="utf-8") as stream:
                stream.write(self.text)
        except FileExistsError:
            raise UnknownError(f"{file}: this post is there already: give the new one another title") from None
        return file


@dataclass(frozen=True)
class Known:
    """What a journal has to choose from.

    Attributes:
        topics: those that `topics.yaml` declares.
        bibliography: what `resources.bib` lists.
    """

    topics: analytics.Topics
    bibliography: analytics.Bibliography

    @classmethod
    def read(cls, content: Path) -> Known:
        """What the files of a folder of posts declare, which need not be there.

        Raises:
            AnalyticsError: the topics cannot be read.
        """
        topics, listed = content / "topics.yaml", content / "resources.bib"
        return cls(
            analytics.parse_topics(topics.read_text(encoding="utf-8") if topics.exists() else "", str(topics)),
            analytics.parse_bibliography(TextFile.read(listed).text if content.is_dir() else "", str(listed)),
        )

    def topic(self, text: str) -> str:
        """The slug of a topic that is named in any of its ways; nothing for nothing, and any name where none is declared.

        Raises:
            UnknownError: no such topic is declared.
        """
        if not text or not self.topics.declared:
            return text
        slug = self.topics.resolve(text).slug
        if slug not in self.topics.declared:
            listed = ", ".join(self.topics.declared)
            raise UnknownError(f"{text}: use one of {listed}, or add it to content/topics.yaml first")
        return slug

    def kind(self, text: str) -> str:
        """A kind of post; a note for nothing.

        Raises:
            UnknownError: there is no such kind.
        """
        if text and text not in analytics.KINDS:
            raise UnknownError(f"{text}: use one of {', '.join(analytics.KINDS)}")
        return text or analytics.KINDS[0]

    def resources(self, text: str) -> tuple[str, ...]:
        """What was studied, given with commas or spaces between.

        Raises:
            UnknownError: one of them is no identifier, and no key of the bibliography.
        """
        given = tuple(dict.fromkeys(re.split(r"[,\s]+", text.strip()))) if text.strip() else ()
        for one in given:
            try:
                name = analytics.parse_identifier(one)
            except ValueError as error:
                raise UnknownError(str(error)) from None
            if name.scheme == "key" and self.bibliography.find(name) is None:
                raise UnknownError(
                    f"{one}: the bibliography has no such key: write arxiv:, doi:, isbn: or a web address, "
                    f"or run `{typed('resource')}` first"
                )
        return given

    def title_of(self, resources: Iterable[str]) -> str:
        """The title of the first resource whose title is known; nothing if none is."""
        found = (self.bibliography.find(analytics.parse_identifier(one)) for one in resources)
        return next((one.title for one in found if one is not None and one.has_title), "")

    def post(  # noqa: PLR0913 - all that may be told of it
        self, title: str, topic: str, kind: str, resources: str, *, day: str, is_draft: bool, form: Form = Form()
    ) -> NewPost:
        """A post of what is told of it, as `begin` has it.

        Raises:
            UnknownError: something of it is not valid.
        """
        studied = self.resources(resources)
        post = NewPost(
            title=title or self.title_of(studied),
            # With the author's own offset, so that the day stays right wherever the site is built.
            when=day or datetime.now().astimezone().isoformat(" ", "minutes"),
            topic=self.topic(topic),
            kind=self.kind(kind),
            resources=studied,
            is_draft=is_draft,
            form=form,
        )
        if not post.title:
            raise UnknownError(f'a post needs a title: {typed("new")} --title "What attention computes"')
        return post


def begin(  # noqa: PLR0913 - all that may be told of a post
    content: Path,
    title: str,
    topic: str,
    kind: str,
    resources: str,
    *,
    day: str,
    is_draft: bool,
    is_asked: bool,
    form: Form = Form(),
) -> Path:
    """Write the beginning of a post, and return its file; the command ends where something is not valid.

    Args:
        content: the folder of posts.
        title: plain text; nothing for that of the first resource.
        topic: in any of its ways.
        kind: one of `analytics.KINDS`, or nothing.
        resources: what was studied, with commas or spaces between.
        day: its date; nothing for now.
        is_draft: whether it is marked as one.
        is_asked: whether a person is asked for what is not told.
        form: how the posts of the site are kept.
    """
    try:
        known = Known.read(content)
        if is_asked:
            title, topic, kind, resources = asked(known, title, topic, kind, resources)
        return known.post(title, topic, kind, resources, day=day, is_draft=is_draft, form=form).write(content)
    except (UnknownError, analytics.AnalyticsError) as problem:
        raise Exit(str(problem), code=2) from None
    except EOFError:  # Ctrl-D
        raise Exit("No post was written.", code=1) from None


def asked(known: Known, title: str, topic: str, kind: str, resources: str) -> tuple[str, str, str, str]:
    """The same four texts, with a person asked for each that is empty; an empty answer leaves it so, but for the title."""
    kind = kind or ask("Kind", dict.fromkeys(analytics.KINDS, ""), known.kind, default=analytics.KINDS[0])
    works = {one.key: f"{one.short_authors} {one.year or ''}: {one.title}" for one in known.bibliography.resources}
    resources = resources or ask("Resources", works, known.resources)
    topics = {slug: topic.name for slug, topic in known.topics.declared.items()}
    topic = topic or ask("Topic", topics, known.topic)
    title = title or ask("Title", {}, _some_text, default=known.title_of(known.resources(resources)))
    return title, topic, kind, resources


def _some_text(text: str) -> None:
    if not text:
        raise UnknownError("a post needs a title")


def ask(question: str, known: Mapping[str, str], read: Callable[[str], object], default: str = "") -> str:
    """Ask a person for one text until `read` takes it, with what is known offered for completion.

    Args:
        question: what is asked.
        known: what may be completed, each with what it means.
        read: raises `UnknownError` for what is not valid.
        default: what is there to begin with.
    """
    from prompt_toolkit import prompt  # noqa: PLC0415 - only where a person is asked
    from prompt_toolkit.completion import FuzzyWordCompleter  # noqa: PLC0415
    from prompt_toolkit.validation import ValidationError, Validator  # noqa: PLC0415

    class Reading(Validator):
        def validate(self, document: Document) -> None:
            try:
                read(document.text.strip())
            except UnknownError as problem:
                raise ValidationError(len(document.text), str(problem)) from None

    return prompt(
        f"{question}: ",
        completer=FuzzyWordCompleter(list(known), meta_dict=dict(known), WORD=True),
        complete_while_typing=True,
        validator=Reading(),
        validate_while_typing=False,
        default=default,
    ).strip()
