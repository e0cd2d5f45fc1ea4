"""What a person is asked of their journal in, answers that will do out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from learning_timeline.commands.publish import refuse_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# What came with the software, by the name under which it is kept; `posts` and `pages` are those of `samples.txt`.
KINDS = {
    "posts": "the sample posts, with their pictures and bibliography",
    "pages": "the sample pages (About, How it is organised)",
    "milestones": "the milestones of AI (milestones.yaml)",
    "world": "the progress of AI in numbers (world/)",
    "topics": "the topics (topics.yaml)",
}
KEPT_BY_DEFAULT = ("milestones", "world", "topics")
# Settings by the name of the answer; the one that says whose journal it is may be missing.
SETTINGS = {
    "name": "SITENAME",
    "subtitle": "SITESUBTITLE",
    "author": "AUTHOR",
    "address": "WEB_ADDRESS",
    "zone": "TIMEZONE",
    "language": "DEFAULT_LANG",
    "licence": "LEARNING_TIMELINE_LICENCE",
}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person says of their journal.

    Attributes:
        name: of the journal.
        subtitle: a line below the name; may be empty.
        author: their name; may be empty.
        address: where the site will be on the web; may be empty.
        zone: an IANA time zone.
        language: of the posts, as HTML has it.
        licence: of the texts, as SPDX names it; empty for none.
        keep: which `KINDS` of what came with the software stay.
    """

    name: str
    subtitle: str
    author: str
    address: str
    zone: str
    language: str
    licence: str
    keep: frozenset[str]


def wrong(answer: str, text: str) -> str:
    """Why a text is not valid as an answer; empty if it is.

    >>> wrong("zone", "Berlin")
    "there is no time zone 'Berlin': write it as Europe/Berlin"
    >>> wrong("zone", "america/new york")
    "there is no time zone 'america/new york': write it as America/New_York"
    """
    if not text.isprintable():
        return "it contains unprintable characters"
    return _CHECKS[answer](text) if answer in _CHECKS else ""


def as_meant(answer: str, text: str) -> str:
    """An answer without what makes no difference to its meaning.

    >>> as_meant("address", "https://you.github.io/journal/")
    'https://you.github.io/journal'
    """
    return text.rstrip("/") if answer == "address" else text


def _wrong_kinds(text: str) -> str:
    unknown = [one for one in kinds(text) if one not in KINDS]
    return (
        f"{unknown[0]!r} did not come with the software: name some of {', '.join(KINDS)}, all or nothing"
        if unknown
        else ""
    )


def kinds(text: str) -> frozenset[str]:
    """The kinds that a text names.

    >>> sorted(kinds("posts, topics")), kinds("nothing"), kinds("all") == frozenset(KINDS)
    (['posts', 'topics'], frozenset(), True)
    """
    if text == "all":
        return frozenset(KINDS)
    return frozenset() if text == "nothing" else frozenset(one for one in re.split(r"[,\s]+", text.strip()) if one)


def _wrong_email(text: str) -> str:
    is_address = "@" in text and not text.startswith("-") and not set(text) & set("<> ")
    return "" if is_address else f"{text!r} is not an e-mail address"


def _wrong_zone(text: str) -> str:
    zones = sorted(available_timezones())
    if text in zones:
        return ""
    named = {zone.casefold().rpartition("/")[2]: zone for zone in zones} | {zone.casefold(): zone for zone in zones}
    near = get_close_matches(text.casefold().replace(" ", "_"), named, 1)
    return f"there is no time zone {text!r}: write it as {named[near[0]] if near else 'Europe/Berlin'}"


def _wrong_language(text: str) -> str:
    return "" if _LANGUAGE.fullmatch(text) else f"{text!r} is not a language code: write it as en or pt-BR"


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "name": lambda text: "" if text else "a journal needs a name",
    "zone": _wrong_zone,
    "language": _wrong_language,
    "address": lambda text: refuse_address(text, "it") if text else "",
    "email": _wrong_email,
    "origin": lambda text: f"{text!r} is not the address of a repository" if text.startswith("-") else "",
    "keep": _wrong_kinds,
}


def ask(known: Mapping[str, str], given: Mapping[str, str], read: Callable[[str], str]) -> dict[str, str]:
    """Ask for each answer that is not given; an empty line takes what is in brackets, a single ``-`` is an empty answer.

    Args:
        known: the defaults.
        given: what was given as options, which is not asked for.
        read: shows a question and returns the line that a person types.
    """
    questions = {
        "name": "Name of the journal",
        "subtitle": "Subtitle",
        "author": "Your name",
        "address": "Its address on the web, such as https://YOU.github.io/journal",
        "zone": "Your time zone",
        "language": "Language of your posts",
        "licence": "Licence of your texts, such as CC-BY-4.0; none keeps all rights",
        "origin": "Address of your own repository, which you push to; empty if you have cloned it",
    }
    answers = dict(given)
    for answer, question in questions.items():
        if answer not in answers:
            answers[answer] = _asked(answer, question, known.get(answer, ""), read)
    if "keep" not in answers:
        there = kinds(known["keep"])
        kept = [kind for kind, what in KINDS.items() if _agreed(f"Keep {what}?", is_default=kind in there, read=read)]
        answers["keep"] = ",".join(kept) or "nothing"
    return answers


def _asked(answer: str, question: str, default: str, read: Callable[[str], str]) -> str:
    while True:
        line = read(f"{question}{f' [{default}]' if default else ''}: ").strip()
        text = "" if line == "-" else as_meant(answer, line or default)
        if not (why := wrong(answer, text)):
            return text
        question = f"{why[0].upper()}{why[1:]}.\n{question.splitlines()[-1]}"


def _agreed(question: str, *, is_default: bool, read: Callable[[str], str]) -> bool:
    line = read(f"{question} [{'Y/n' if is_default else 'y/N'}]: ").strip().lower()
    return line.startswith("y") if line else is_default
