"""The text of `topics.yaml` in, topics and their colours out. Pure.

Topics get renamed, merged and split over the years; old posts are not rewritten, aliases map them. A topic keeps its
colour for life.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import Topic
from .yamlfile import Value, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FIELDS = ("name", "parent", "aliases", "colour", "since", "until")

# Twelve hues at two lightnesses, in an order that keeps neighbours apart, also for colour-blind readers; each has a
# contrast of at least 3 to 1 as a graphical object on the light and on the dark paper.
PALETTE = (
    "#2f7fc1", "#c8661f", "#2c9166", "#b8478f", "#8d7a14", "#6a68d1",
    "#c2473f", "#1e8f9c", "#7d8a2b", "#a35fc0", "#a9713f", "#5d83a6",
    "#4f93d8", "#d97b38", "#3fa57a", "#cc62a5", "#a08e2b", "#8482e0",
    "#d9655c", "#319ba8", "#8b973a", "#b678d0", "#bb8757", "#7396b8",
)  # fmt: skip
GREY = "#8a8f98"


@dataclass(frozen=True, slots=True)
class Topics:
    """The declared topics, by slug, and every name that means one of them."""

    declared: Mapping[str, Topic]
    names: Mapping[str, str]

    def resolve(self, name: str) -> Topic:
        """The topic that a name, a slug or an alias means; a name that none is known by makes a topic of its own."""
        slug = self.names.get(_key(name))
        if slug is not None:
            return self.declared[slug]
        return Topic(slug=slugify(name), name=_title(name))

    def including(self, topics: Iterable[Topic]) -> Topics:
        """These topics, and others under the names that posts give them."""
        found = {topic.slug: topic for topic in topics if topic.slug not in self.declared}
        return Topics({**self.declared, **found}, {**{slug: slug for slug in found}, **self.names})

    def colours(self, topics: Sequence[Topic]) -> dict[str, str]:
        """Give each topic the owner's colour, else the palette's, and past its end grey; in the order of first posts.

        A later topic takes the next free colour, so it never changes an earlier one's.
        """
        chosen = {topic.colour for topic in topics if topic.colour}
        free = iter([colour for colour in PALETTE if colour not in chosen])
        return {topic.slug: topic.colour or next(free, GREY) for topic in topics}


def parse_topics(text: str, path: str) -> Topics:
    """Read `topics.yaml`: ``slug: {name, parent, aliases, colour, since, until}``, each field optional.

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
            owner = names.setdefault(_key(name), slug)
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
        raise fields["colour"].wrong(f"{colour!r} is not a colour", 'write it as "#2f7fc1"')
    return Topic(
        slug=slug,
        name=fields["name"].text("name") if "name" in fields else _title(slug),
        parent=fields["parent"].text("parent") if "parent" in fields else None,
        aliases=fields["aliases"].texts("aliases") if "aliases" in fields and fields["aliases"].value else (),
        colour=colour,
        since=_year(fields.get("since")),
        until=_year(fields.get("until")),
    )


def _check_parents(topic: Topic, declared: Mapping[str, Topic], entry: Value) -> None:
    seen, parent = {topic.slug}, topic.parent
    while parent is not None:
        if parent not in declared:
            raise entry.wrong(f"its parent {parent!r} is not a topic", "name the slug of one")
        if parent in seen:
            raise entry.wrong(f"{topic.slug!r} is its own ancestor", "mend `parent`")
        seen.add(parent)
        parent = declared[parent].parent


def _year(value: Value | None) -> int | None:
    if value is None or value.value == "":
        return None
    text = value.text("the year")
    if not re.fullmatch(r"\d{4}", text, flags=re.ASCII):
        raise value.wrong(f"{text!r} is not a year", "write it as 2026")
    return int(text)


def slugify(name: str) -> str:
    """A name as it stands in addresses.

    >>> slugify("Graph theory & GNNs"), slugify("C++"), slugify("強化学習")
    ('graph-theory-gnns', 'c', '強化学習')
    """
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-") or "topic"


def _key(name: str) -> str:
    return slugify(name)


def _title(name: str) -> str:
    words = re.sub(r"[-_]+", " ", name).strip()
    return words[:1].upper() + words[1:] if words else name
