"""The text of `topics.yaml` in, topics and their colours out. Pure.

Topics get renamed, merged and split over the years; old posts are not rewritten, aliases map them. A topic keeps its
colour for life.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from .model import Topic
from .yamlfile import Value, read_yaml

_FIELDS = ("name", "parent", "aliases", "colour", "since", "until", "series")

# Twelve hues at two lightnesses. Each has a contrast of at least 3 to 1 as a graphical object on the light and on the dark
# paper; the order was searched so that the first eight, then twelve, are as far apart as can be, also for colour-blind
# readers. A later palette would recolour every journal, so this one stays.
PALETTE = (
    "#0c6bcc", "#c68210", "#b44564", "#8a82f8", "#019eb9", "#ea6387",
    "#966102", "#7c5f9c", "#347765", "#659e67", "#c579a2", "#68713c",
    "#a97dd9", "#d37762", "#6762b5", "#bb79bf", "#8a9748", "#ac513d",
    "#05778a", "#5193e5", "#1fa385", "#855f87", "#b24185", "#4e754f",
)  # fmt: skip

# Signs that are part of a name, where they stand as such: behind its letters, or before its first one.
_SIGNS = (
    (re.compile(r"(?<=[^\W\d_])\+\+"), "pp"),
    (re.compile(r"(?<=[^\W_])\+(?!\w)"), "-plus"),
    (re.compile(r"(?<=[^\W\d_])[#♯](?!\w)"), "-sharp"),
    (re.compile(r"(?<=\b[^\W\d_])\*(?!\w)"), "-star"),
    (re.compile(r"(?<![\w.])\.(?=[^\W\d_])"), "dot-"),
)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Topics:
    """The declared topics, by slug, and every name that means one of them."""

    declared: Mapping[str, Topic]
    names: Mapping[str, str]

    def resolve(self, name: str) -> Topic:
        """The topic that a name, a slug or an alias means; a name that none is known by makes a topic of its own."""
        slug = self.names.get(slugify(name))
        if slug is not None:
            return self.declared[slug]
        return Topic(slug=slugify(name), name=_title(name))

    def including(self, topics: Iterable[Topic]) -> Topics:
        """These topics, and others under the names that posts give them."""
        found = {topic.slug: topic for topic in topics if topic.slug not in self.declared}
        return Topics({**self.declared, **found}, {**{slug: slug for slug in found}, **self.names})

    def colours(self, topics: Sequence[Topic], days: Mapping[str, Sequence[date]]) -> dict[str, str]:
        """Give each topic the owner's colour, else the palette's; in the order of first posts.

        Past the palette's end a topic takes the colour that has rested longest on the day of its first post, so that those
        written about at the same time differ. Only earlier posts decide, and a later topic never changes an earlier one's.

        Args:
            topics: in the order of their first posts.
            days: of the posts of each topic, by its slug, sorted.
        """
        colours: dict[str, str] = {}
        holders: dict[str, list[str]] = {colour: [] for colour in PALETTE}
        for topic in topics:
            colour = topic.colour or min(PALETTE, key=partial(_last_used, holders, days, days[topic.slug][0]))
            colours[topic.slug] = colour
            holders.setdefault(colour, []).append(topic.slug)
        return colours


def _last_used(
    holders: Mapping[str, Sequence[str]], days: Mapping[str, Sequence[date]], until: date, colour: str
) -> tuple[bool, date]:
    """Whether a colour is taken, and the last day up to a day on which a topic of this colour was written about."""
    # Days are local ones: where clocks differ, an earlier topic may begin on a later day.
    found = [days[slug][max(bisect_right(days[slug], until) - 1, 0)] for slug in holders[colour]]
    return bool(found), max(found, default=until)


def parse_topics(text: str, path: str) -> Topics:
    """Read `topics.yaml`: ``slug: {name, parent, aliases, colour, since, until, series}``, each field optional.

    Raises:
        ContentError: with file, line and remedy.
    """
    root = read_yaml(text, path)
    declared: dict[str, Topic] = {}
    names: dict[str, str] = {}
    entries = {} if root is None else root.value
    if not isinstance(entries, dict):
        assert root is not None
        raise root.wrong("the topics are not a mapping", "write `slug: {name: ...}` for each")
    for slug, entry in entries.items():
        if slug != slugify(slug):
            raise entry.wrong(f"{slug!r} is not a slug", f"write {slugify(slug)!r}")
        declared[slug] = _topic(slug, entry)
    for slug, entry in entries.items():
        topic = declared[slug]
        for name in (slug, topic.name, *topic.aliases):
            owner = names.setdefault(slugify(name), slug)
            if owner != slug:
                raise entry.wrong(f"{name!r} means {owner!r} already", "let each name and alias mean one topic")
        _check_parents(topic, declared, entry)
    return Topics(declared, names)


def _topic(slug: str, entry: Value) -> Topic:
    if entry.value == "":
        return Topic(slug=slug, name=_title(slug))
    fields = entry.mapping(f"the topic {slug!r}", _FIELDS)
    colour = fields["colour"].text("colour").lower() if "colour" in fields else None
    if colour is not None and not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise fields["colour"].wrong(f"{colour!r} is not a colour", f'write it as "{PALETTE[0]}"')
    since, until = _year(fields.get("since")), _year(fields.get("until"))
    if since is not None and until is not None and until < since:
        raise fields["until"].wrong(f"the topic {slug!r} ends before it begins", "fix `since` or `until`")
    return Topic(
        slug=slug,
        name=fields["name"].text("name") if "name" in fields else _title(slug),
        parent=fields["parent"].text("parent") if "parent" in fields else None,
        aliases=fields["aliases"].texts("aliases") if "aliases" in fields and fields["aliases"].value else (),
        colour=colour,
        since=since,
        until=until,
        series=fields["series"].texts("series") if "series" in fields and fields["series"].value else (),
    )


def _check_parents(topic: Topic, declared: Mapping[str, Topic], entry: Value) -> None:
    seen, parent = {topic.slug}, topic.parent
    while parent is not None:
        if parent not in declared:
            raise entry.wrong(f"its parent {parent!r} is not a topic", "name the slug of one")
        if parent in seen:
            raise entry.wrong(f"{topic.slug!r} is its own ancestor", "fix `parent`")
        seen.add(parent)
        parent = declared[parent].parent


def _year(value: Value | None) -> int | None:
    if value is None or value.value == "":
        return None
    text = value.text("the year")
    if not re.fullmatch(r"\d{4}", text, flags=re.ASCII):
        raise value.wrong(f"{text!r} is not a year", "write it as 2026")
    return int(text)


def slugify(name: str, otherwise: str = "topic") -> str:
    """A name as it is in addresses. Signs that tell one name from another become words: C, C++ and C# are three.

    A name of signs alone is spelt out, and one of which even then nothing is left is called `otherwise`.

    >>> slugify("Graph theory & GNNs"), slugify("強化学習")
    ('graph-theory-gnns', '強化学習')
    >>> [slugify(name) for name in ("C", "C++", "C#", "Google+", ".NET", "A*")]
    ['c', 'cpp', 'c-sharp', 'google-plus', 'dot-net', 'a-star']
    >>> slugify("🎉"), slugify("🎉 Python"), slugify("👩\u200d🚀")
    ('party-popper', 'python', 'woman-rocket')
    """
    for sign, word in _SIGNS:
        name = sign.sub(word, name)
    # A folder's name has at most 255 bytes, words or not.
    return (_joined(name) or _joined(_spelt(name)))[:_LONGEST].strip("-") or otherwise


def _joined(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-")


def _spelt(signs: str) -> str:
    """The Unicode names of signs, but of those that only change how another one looks."""
    names = (unicodedata.name(sign, "") for sign in signs if unicodedata.category(sign)[0] not in "MCZ")
    return " ".join(name.removeprefix("REGIONAL INDICATOR SYMBOL LETTER ") for name in names)


def _title(name: str) -> str:
    words = re.sub(r"[-_]+", " ", name).strip()
    return words[:1].upper() + words[1:] if words else name
