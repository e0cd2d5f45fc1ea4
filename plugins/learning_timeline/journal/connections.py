"""Articles and what their front matter says in, how posts hang together out: links between them, corrections, kinship.

Kinship is by what two posts share: resources, tags and links, each worth more the fewer posts have it. No model is asked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._seam import analytics
from .posts import by_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pelican.contents import Article

    from ..core.run import Run
    from .posts import Notes

RELATED = 5
# What more posts have in common says little about two of them, and would take time with their square.
MOST_IN_COMMON = 40


@dataclass(frozen=True, slots=True)
class Connections:
    """How one post hangs together with others, each named by its path.

    Attributes:
        supersedes: posts that it corrects.
        superseded_by: posts that correct it, the last of them first.
        linked_from: posts whose text links to it, oldest first.
        related: posts that share most with it, and how many things they share.
    """

    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    linked_from: tuple[str, ...] = ()
    related: tuple[tuple[str, int], ...] = ()


def connections(articles: Sequence[Article], notes: Sequence[Notes], run: Run) -> dict[str, Connections]:
    """The connections of each post, by its path; a post that supersedes one that is not there is a problem of it."""
    ordered = sorted(articles, key=by_time)
    paths = [article.relative_source_path for article in ordered]
    known = set(paths)
    links = {
        article.relative_source_path: [path for path in getattr(article, "linked_posts", ()) if path in known]
        for article in ordered
    }
    linked_from: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        for target in dict.fromkeys(links[path]):
            if target != path:
                linked_from[target].append(path)
    supersedes = _supersedes(ordered, run)
    superseded_by: defaultdict[str, list[str]] = defaultdict(list)
    for path in reversed(paths):
        for target in supersedes[path]:
            superseded_by[target].append(path)
    related = _related({one.path: one for one in notes}, links)
    return {
        path: Connections(supersedes[path], tuple(superseded_by[path]), tuple(linked_from[path]), related.get(path, ()))
        for path in paths
    }


def _supersedes(articles: Iterable[Article], run: Run) -> dict[str, tuple[str, ...]]:
    articles = list(articles)
    path_of = {article.slug: article.relative_source_path for article in articles}
    found: dict[str, tuple[str, ...]] = {}
    for article in articles:
        path = article.relative_source_path
        given = getattr(article, "supersedes", ())
        if not given:
            found[path] = ()
            continue
        slugs = [slug.strip() for slug in (given.split(",") if isinstance(given, str) else given)]
        for slug in slugs:
            if slug and path_of.get(slug, path) == path:
                what = "itself" if slug in path_of else f"{slug!r}, which is not a post"
                problem = analytics.ContentError(path, None, f"supersedes {what}", "name the slug of a published post")
                run.remarks.append(problem)
        found[path] = tuple(path_of[slug] for slug in slugs if path_of.get(slug, path) != path)
    return found


def _related(notes: Mapping[str, Notes], links: Mapping[str, Sequence[str]]) -> dict[str, tuple[tuple[str, int], ...]]:
    having: defaultdict[str, list[str]] = defaultdict(list)
    linked = {target for targets in links.values() for target in targets}
    for path, said in notes.items():
        for thing in _things(said, [*links.get(path, ()), *([path] if path in linked else [])]):
            having[thing].append(path)
    shared: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for paths in having.values():
        if 1 < len(paths) <= MOST_IN_COMMON:
            worth = 1 / (len(paths) - 1)
            for one in paths:
                for other in paths:
                    if one != other:
                        shared[one][other].append(worth)
    return {
        path: tuple(
            (other, len(worths))
            for other, worths in sorted(others.items(), key=lambda pair: (-sum(pair[1]), pair[0]))[:RELATED]
        )
        for path, others in shared.items()
    }


def _things(notes: Notes, linked: Iterable[str]) -> set[str]:
    """All by which a post may be akin to another; a link makes both ends have the post that it leads to.

    Args:
        notes: what the post says.
        linked: the posts that it links to, and itself where others link to it.
    """
    return {
        *(f"resource {resource.key}" for resource in notes.resources),
        *(f"tag {tag.lower()}" for tag in notes.tags),
        *(f"post {target}" for target in linked),
    }
