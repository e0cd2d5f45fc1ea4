"""Articles and what their front matter says in, how posts hang together out: links between them, corrections, kinship.

Kinship is by what two posts share: resources, tags and links, each worth more the fewer posts have it. No model is asked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from .._seam import analytics
from ..core.peek import peek

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


NOTHING = Connections()


def connections(articles: Sequence[Article], notes: Sequence[Notes], run: Run) -> dict[str, Connections]:
    """The connections of each post, by its path; a post that supersedes one that is not there is a problem of it.

    Args:
        articles: oldest first.
        notes: what front matter says of each of them.
        run: of this build.
    """
    paths = [article.relative_source_path for article in articles]
    known = set(paths)
    links = {
        path: those
        for path, article in zip(paths, articles, strict=True)
        if (named := getattr(article, "linked_posts", ())) and (those := [one for one in named if one in known])
    }
    linked_from: defaultdict[str, list[str]] = defaultdict(list)
    for path, those in links.items():
        for target in dict.fromkeys(those):
            if target != path:
                linked_from[target].append(path)
    supersedes = _supersedes(articles, run)
    superseded_by: defaultdict[str, list[str]] = defaultdict(list)
    for path in reversed(supersedes):
        for target in supersedes[path]:
            superseded_by[target].append(path)
    related = _related(notes, links)
    found = dict.fromkeys(paths, NOTHING)
    for path in {*supersedes, *superseded_by, *linked_from, *related}:
        found[path] = Connections(
            supersedes.get(path, ()),
            tuple(superseded_by.get(path, ())),
            tuple(linked_from.get(path, ())),
            related.get(path, ()),
        )
    return found


def _supersedes(articles: Iterable[Article], run: Run) -> dict[str, tuple[str, ...]]:
    """The posts that some articles say that they correct, by the path of each of these."""
    given_by = {article.relative_source_path: given for article in articles if (given := peek(article, "supersedes"))}
    if not given_by:
        return {}
    path_of = {article.slug: article.relative_source_path for article in articles}
    found: dict[str, tuple[str, ...]] = {}
    for path, given in given_by.items():
        slugs = [slug.strip() for slug in (given.split(",") if isinstance(given, str) else given)]
        for slug in slugs:
            if slug and path_of.get(slug, path) == path:
                what = "itself" if slug in path_of else f"{slug!r}, which is not a post"
                problem = analytics.ContentError(path, None, f"supersedes {what}", "name the slug of a published post")
                run.remarks.append(problem)
        found[path] = tuple(path_of[slug] for slug in slugs if path_of.get(slug, path) != path)
    return found


def _related(notes: Iterable[Notes], links: Mapping[str, Sequence[str]]) -> dict[str, tuple[tuple[str, int], ...]]:
    having: defaultdict[str, list[str]] = defaultdict(list)
    linked = {target for targets in links.values() for target in targets}
    for said in notes:
        path = said.path
        targets = [*links.get(path, ()), *([path] if path in linked else [])] if links else ()
        for thing in _things(said, targets):
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
            for other, worths in sorted(others.items(), key=lambda pair: (-fsum(pair[1]), pair[0]))[:RELATED]
        )
        for path, others in shared.items()
    }


def _things(notes: Notes, linked: Iterable[str]) -> set[str]:
    """All by which a post may be akin to another; a link makes both ends have the post that it leads to.

    Args:
        notes: what the post says.
        linked: the posts that it links to, and itself where others link to it.
    """
    things = {f"tag {tag.lower()}" for tag in notes.tags}
    if notes.resources:
        things.update(f"resource {resource.key}" for resource in notes.resources)
    if linked:
        things.update(f"post {target}" for target in linked)
    return things
