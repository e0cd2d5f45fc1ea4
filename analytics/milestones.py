"""The text of `milestones.yaml` in, milestones out. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from .model import Milestone, PartialDate
from .world import weight_of
from .yamlfile import Value, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    fields = entry.mapping("this milestone", _FIELDS)
    for name in ("date", "title"):
        if name not in fields:
            raise entry.wrong(f"this milestone has no {name}", f"add `{name}:`")
    kind = _kind(fields)
    if kind == "world" and "url" not in fields:
        raise entry.wrong("this milestone of the world has no source", "add `url:`, or `kind: own`")
    return Milestone(
        on=_date(fields["date"]),
        title=fields["title"].text("title"),
        kind=kind,
        url=_url(fields["url"]) if "url" in fields else None,
        topic=fields["topic"].text("topic") if "topic" in fields else None,
        weight=weight_of(fields.get("weight")),
    )


def _date(value: Value) -> PartialDate:
    text = value.text("date")
    try:
        return PartialDate.parse(text)
    except ValueError:
        raise value.wrong(f"{text!r} is not a date", "write it as 1956, 1956-08 or 1956-08-31") from None


def _kind(fields: Mapping[str, Value]) -> Literal["world", "own"]:
    match fields["kind"].text("kind") if "kind" in fields else "world":
        case "world":
            return "world"
        case "own":
            return "own"
        case other:
            raise fields["kind"].wrong(f"the kind {other!r} is unknown", "use world or own")


def _url(value: Value) -> str:
    text = value.text("url")
    if not _is_web_address(text):
        raise value.wrong(f"{text!r} is not a web address", "write it with https://")
    return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets that hold no address
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
