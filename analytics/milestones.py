"""The text of `milestones.yaml` in, milestones out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from .model import Milestone
from .yamlfile import Value, read_yaml

_FIELDS = ("date", "title", "kind", "url", "topic", "weight")


def parse_milestones(text: str, path: str) -> tuple[Milestone, ...]:
    """Read `milestones.yaml`: a list of ``{date, title, kind: world|own, url, topic, weight}``; the last three may be missing.

    Raises:
        ContentError: with file, line and remedy.
    """
    root = read_yaml(text, path)
    if root is None or root.value == "":
        return ()
    if not isinstance(root.value, list):
        raise root.wrong("the milestones are not a list", "begin each with `- date:`")
    milestones = [_milestone(entry) for entry in root.value]
    return tuple(sorted(milestones, key=lambda milestone: (milestone.on.first_day, milestone.title)))


def _milestone(entry: Value) -> Milestone:
    fields = entry.mapping("this milestone", _FIELDS, needed=("date", "title"))
    kind = _kind(fields)
    if kind == "world" and "url" not in fields:
        raise entry.wrong("this milestone of the world has no source", "add `url:`, or `kind: own`")
    return Milestone(
        on=fields["date"].date("date"),
        title=fields["title"].text("title"),
        kind=kind,
        url=fields["url"].web_address("url") if "url" in fields else None,
        topic=fields["topic"].text("topic") if "topic" in fields else None,
        weight=fields["weight"].weight() if "weight" in fields else 1,
    )


def _kind(fields: Mapping[str, Value]) -> Literal["world", "own"]:
    match fields["kind"].text("kind") if "kind" in fields else "world":
        case "world":
            return "world"
        case "own":
            return "own"
        case other:
            raise fields["kind"].wrong(f"the kind {other!r} is unknown", "use world or own")
