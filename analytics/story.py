"""The text of `story.yaml` in, what the author says of the journal's story out. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .model import PartialDate
from .yamlfile import Value, read_yaml

_FIELDS = ("author", "subject", "sentence", "born", "years", "chapters", "steps")
_CHAPTER = ("name", "from", "to")
# The steps of a story, which the plugin tells; those of decades are called "2030s".
STEPS = (
    "first-post",
    "first-obsession",
    "day-of-release",
    "longest-silence",
    "return",
    "most-rewritten",
    "prediction-failed",
    "longest-resource",
    "today",
)
_NO = ("no", "false", "off")
_MOST_YEARS = 130
_DECADE = re.compile(r"[0-9]{3}0s")


@dataclass(frozen=True, slots=True)
class LifeChapter:
    """A part of a life, such as "PhD": from a date until another, or until today."""

    name: str
    begin: PartialDate
    end: PartialDate | None


@dataclass(frozen=True, slots=True)
class Story:
    """What the author says of the story; empty if they leave it to the program.

    Attributes:
        author: whose journal it is.
        subject: what is learned, such as "AI".
        sentence: what opens the timeline.
        born: when the author was.
        years: how many years of life are drawn, weeks to come included; 0 for none to come.
        chapters: of the life, in the order of time.
        steps: texts for steps of the story, by name; an empty one drops its step.
    """

    author: str = ""
    subject: str = ""
    sentence: str = ""
    born: PartialDate | None = None
    years: int = 0
    chapters: tuple[LifeChapter, ...] = ()
    steps: Mapping[str, str] = field(default_factory=dict)


def parse_story(text: str, path: str) -> Story:
    """Read `story.yaml`: ``author, subject, sentence, born, years, chapters, steps``, each of them optional.

    Raises:
        ContentError: with file, line and remedy.
    """
    root = read_yaml(text, path)
    if root is None or root.value == "":
        return Story()
    fields = root.mapping("the story", _FIELDS)
    said = {name: fields[name].text(name) for name in ("author", "subject", "sentence") if name in fields}
    story = Story(
        **said,
        born=fields["born"].date("born") if "born" in fields else None,
        years=_years(fields["years"]) if "years" in fields else 0,
        chapters=_chapters(fields["chapters"]) if "chapters" in fields else (),
        steps=_steps(fields["steps"]) if "steps" in fields else {},
    )
    if story.years and story.born is None:
        raise fields["years"].wrong("it is not known from when on the years count", "add `born:`, such as 1990-05")
    return story


def _years(value: Value) -> int:
    text = value.text("years")
    if not re.fullmatch(r"[0-9]{1,3}", text) or int(text) > _MOST_YEARS:
        raise value.wrong(f"{text!r} is not a number of years", f"write a whole number up to {_MOST_YEARS}")
    return int(text)


def _chapters(value: Value) -> tuple[LifeChapter, ...]:
    if not isinstance(value.value, list):
        raise value.wrong("the chapters are not a list", "begin each with `- name:`")
    found = []
    for entry in value.value:
        fields = entry.mapping("this chapter", _CHAPTER, needed=("name", "from"))
        begin = fields["from"].date("from")
        end = fields["to"].date("to") if "to" in fields else None
        if end is not None and end.last_day < begin.first_day:
            raise fields["to"].wrong("this chapter ends before it begins", "fix `from` or `to`")
        found.append(LifeChapter(fields["name"].text("name"), begin, end))
    return tuple(sorted(found, key=lambda chapter: chapter.begin.first_day))


def _steps(value: Value) -> dict[str, str]:
    if not isinstance(value.value, dict):
        raise value.wrong("the steps are not a mapping", f"write them as {STEPS[0]}: a sentence, or no")
    steps = {}
    for name, text in value.value.items():
        if name not in STEPS and not _DECADE.fullmatch(name):
            raise text.wrong(f"{name!r} is no step of the story", f"use {', '.join(STEPS)} or a decade such as 2030s")
        said = text.text(name)
        steps[name] = "" if said.lower() in _NO else said
    return steps
