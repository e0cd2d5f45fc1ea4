"""What the page of a post says of the post itself: articles in, `facts` on each of them out."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from .._seam import analytics
from ..core.deferred import Deferred
from ..core.html import plain_title
from ..core.language import gettext, spoken
from ..core.peek import peek
from ..core.phrases import number
from ..journal import changes
from ..journal.connections import NOTHING
from ..journal.field import standings
from ..journal.spans import Due, PostFact
from ..reading import drafts
from ..reading.fields import day_of
from ..reading.past_places import PastPlaces
from ..reading.quarto_project import Projects
from .due import DueView, due_view
from .links import PageLink, ResourceLink, TopicName, topic_names
from .post_view import Corrected, PostView, RelatedPost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from pelican.contents import Article

    from ..core.run import Run
    from ..journal.changes import Changes
    from ..journal.connections import Connections
    from ..journal.field import Standing
    from ..journal.posts import Notes
    from ..reading.dialects.dialect import Dialect
    from ..reading.frontmatter import FrontMatter
    from ..web.snapshots import SavedLink

    Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of posts beside the Timeline, each by the post's path.

    Attributes:
        notes: what front matter says.
        connections: between posts.
        changes: gives how a post changed since it was first written.
        corrected: gives what changed from one post to another that corrects it.
        card: gives the address of the picture of a post of a title, a topic and a day; empty if it has none.
        gone: the saved texts of other sites' pages that are gone, by address.
    """

    notes: Mapping[str, Notes]
    connections: Mapping[str, Connections]
    changes: Callable[[str], Deferred[Changes | None] | None]
    corrected: Callable[[str, str], Deferred[Changes | None]]
    card: Callable[[str, TopicName, date], str]
    gone: Mapping[str, SavedLink]


class Told(NamedTuple):
    """All that decides what a post's page says of it, as plain values: there are twenty thousand, and few pages to be made.

    A link is a pair of a label and an address. What takes git's versions of a text to compute is known by its inputs.
    """

    row: tuple[Any, ...]
    topic: tuple[str, ...]
    confidence: str
    minutes_spent: int | None
    changes: object
    previous: Link | None
    next: Link | None
    card: str
    field: tuple[Standing, ...]
    references: tuple[tuple[str, ResourceLink], ...] = ()
    resources: tuple[ResourceLink, ...] = ()
    superseded_by: tuple[Link, ...] = ()
    supersedes: tuple[tuple[Link, object], ...] = ()
    predictions: tuple[DueView, ...] = ()
    linked_from: tuple[Link, ...] = ()
    related: tuple[tuple[Link, int], ...] = ()
    gone: tuple[SavedLink, ...] = ()


def set_facts(
    timeline: analytics.Timeline, articles: Sequence[Article], unlisted: Iterable[Article], known: Known
) -> None:
    """Set `facts` on each article: None on one that belongs to no chart, such as a draft, a hidden one or a translation.

    An article that can keep them so knows them by what decides them, and makes them when they are asked for.

    Args:
        timeline: of the published articles.
        articles: the published ones, oldest first.
        unlisted: those that belong to no chart.
        known: of posts beside the Timeline.
    """
    rows = dict(_rows_of_posts(timeline))
    # Each topic's plain values once, for all of its posts.
    named = {slug: (one, (one.slug, one.name, one.url, one.colour)) for slug, one in topic_names(timeline).items()}
    for article in unlisted:
        article.facts = None
    listed = []
    for article in articles:
        if article.relative_source_path in rows:
            listed.append(article)
        else:  # of a day after today
            article.facts = None
    links = [(rows[article.relative_source_path][0], article.url) for article in listed]
    link_of = {article.relative_source_path: link for article, link in zip(listed, links, strict=True)}
    series_of = {topic.slug: topic.series for topic in timeline.topics}
    for older, article, newer in zip([None, *links], listed, [*links[1:], None], strict=False):
        path = article.relative_source_path
        named_series = series_of[rows[path][1]]
        field = standings(timeline.series, named_series, rows[path][3]) if named_series else ()
        told = tuple(_told(article, (older, newer), field, rows, named, link_of, known))
        is_known = getattr(article, "is_known", False)
        article.facts = Deferred(told, partial(_view, told, path, known)) if is_known else _view(told, path, known)


def _told(  # noqa: PLR0913, PLR0917 - all that a post's page tells of it
    article: Article,
    around: tuple[Link | None, Link | None],
    field: tuple[Standing, ...],
    rows: Mapping[str, tuple[Any, ...]],
    named: Mapping[str, tuple[TopicName, tuple[str, ...]]],
    link_of: Mapping[str, Link],
    known: Known,
) -> Told:
    path = article.relative_source_path
    row = rows[path]
    title, slug, _, written, *_ = row
    (topic, plain_topic), notes, connected = named[slug], known.notes[path], known.connections[path]
    changes = known.changes(path)
    told = Told(
        row=row,
        topic=plain_topic,
        confidence=spoken().decimal(str(peek(article, "confidence", "") or "")),
        minutes_spent=peek(article, "minutes_spent", None),
        changes=changes and changes.inputs,
        previous=around[0],
        next=around[1],
        card=known.card(plain_title(article), topic, written),
        field=field,
    )
    # Of most posts there is nothing more to tell.
    more: dict[str, Any] = {}
    if connected is not NOTHING:
        more |= {
            "superseded_by": tuple(map(link_of.__getitem__, connected.superseded_by)),
            "supersedes": tuple((link_of[one], known.corrected(one, path).inputs) for one in connected.supersedes),
            "linked_from": tuple(map(link_of.__getitem__, connected.linked_from)),
            "related": tuple((link_of[one], shared) for one, shared in connected.related),
        }
    if notes.predictions:
        post = PostFact(title, link_of[path][1], slug, written)
        more["predictions"] = tuple(due_view(Due(one, post)) for one in notes.predictions)
    if notes.resources:
        studied = {one.key: ResourceLink.of(one, known.gone) for one in notes.resources}
        references = peek(article, "references")
        cited = {key for key, _ in references}
        more["references"] = tuple((html, studied[key]) for key, html in references if key in studied)
        more["resources"] = tuple(link for key, link in studied.items() if key not in cited)
    if known.gone:
        outside = getattr(article, "outside", ())
        more["gone"] = tuple([known.gone[one] for one in outside if one in known.gone])
    return told._replace(**more) if more else told


def _view(facts: tuple[Any, ...], path: str, known: Known) -> PostView:
    told = Told(*facts)
    title, _, kind, written, revised, revisions, minutes, words, source = told.row
    days = 366 if calendar.isleap(written.year) else 365
    corrected = known.connections[path].supersedes
    return PostView(
        title=title,
        topic=TopicName(*told.topic),
        kind=kind,
        written_on=written,
        revised_on=revised if revised and revised > written else None,
        revisions=revisions,
        reading_minutes=minutes,
        words=words,
        references=told.references,
        resources=told.resources,
        confidence=told.confidence,
        spent=hours(told.minutes_spent),
        superseded_by=tuple(PageLink(*link) for link in told.superseded_by),
        supersedes=tuple(
            Corrected(PageLink(*link), known.corrected(one, path))
            for (link, _), one in zip(told.supersedes, corrected, strict=True)
        ),
        predictions=told.predictions,
        linked_from=tuple(PageLink(*link) for link in told.linked_from),
        related=tuple(RelatedPost(PageLink(*link), shared) for link, shared in told.related),
        changes=known.changes(path),
        previous=told.previous and PageLink(*told.previous),
        next=told.next and PageLink(*told.next),
        position=round(100 * (written.timetuple().tm_yday - 0.5) / days, 2),
        date_source=source,
        card=told.card,
        gone=told.gone,
        field=told.field,
    )


def hours(minutes: int | None) -> str:
    """A length of time for a reader; empty if there is none.

    >>> hours(150), hours(45), hours(None)
    ('2 h 30 min', '45 min', '')
    """
    if not minutes:
        return ""
    whole, rest = divmod(minutes, 60)
    return " ".join([*([f"{number(whole)} h"] if whole else []), *([f"{rest} min"] if rest else [])])


def _rows_of_posts(timeline: analytics.Timeline) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What each post's page says, as plain values, behind its path; column by column, since there are twenty thousand."""
    posts = timeline.posts
    revised = analytics.measures.revised_on(posts, timeline.changes)
    columns = ("revisions", "reading_minutes", "words", "date_source")
    rows = zip(
        *(posts[column].tolist() for column in ("title", "topic", "kind")),
        *(days.to_numpy().astype("datetime64[D]").tolist() for days in (posts["published_on"], revised)),
        *(posts[column].tolist() for column in columns),
        strict=True,
    )
    return zip(posts["path"].tolist(), rows, strict=True)


def known(  # noqa: PLR0913, PLR0917 - all that posts are told of
    articles: Sequence[Article],
    notes: Sequence[Notes],
    connected: Mapping[str, Connections],
    gone: Mapping[str, SavedLink],
    card: Callable[[str, TopicName, date], str],
    run: Run,
    versions: analytics.VersionReader,
    dialect: Dialect,
) -> Known:
    """What is known of posts beside the Timeline; how their texts changed is read when a page asks for it."""
    article_of = {article.relative_source_path: article for article in articles}
    past = PastPlaces(run.history, versions.texts, article_of)

    def was_held(path: str, on: date, front: FrontMatter | None) -> bool:
        if dialect.may_have_held(path, front) or past.reason(path, on):
            return True
        days = drafts.days(front.fields.items(), run.settings.date_order) if front else ("", "")
        return bool(run.held_back(path, *days, on=on)) or (front is not None and was_to_come(path, on, front))

    projects = Projects(run.settings.content)

    def settings(path: str, on: date) -> list[dict[str, Any]]:
        return [one for one in (projects.settings_for(path), past.settings(path, on)) if one]

    def was_to_come(path: str, on: date, front: FrontMatter) -> bool:
        day = day_of(path, front, run.settings.date_order)
        return day is not None and day > on and not run.settings.future

    def digest(path: str) -> str:
        return bytes(getattr(article_of[path], "source_digest", b"")).hex()

    def text(path: str) -> str:
        file = (run.settings.content / path).read_text(encoding="utf-8", errors="replace")
        return changes.body(path, file, settings=[projects.settings_for(path)]) or ""

    def corrected(old: str, new: str) -> Deferred[Changes | None]:
        def read() -> Changes | None:
            labels = plain_title(article_of[old]), plain_title(article_of[new])
            return changes.compared(
                [(labels[0], text(old)), (labels[1], text(new))], gettext("of “%(title)s”", title=labels[0])
            )

        return Deferred(
            (old, digest(old), repr(projects.settings_for(old)), new, digest(new), repr(projects.settings_for(new))),
            read,
        )

    return Known(
        notes={one.path: one for one in notes},
        connections=connected,
        changes=lambda path: changes.changes_of(path, run.history, versions.texts, was_held, settings),
        corrected=corrected,
        card=card,
        gone=gone,
    )
