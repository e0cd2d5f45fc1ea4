"""Posts whose authors name no topic in, each with one out: that of its folder, else of the most telling of its tags."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pelican.contents import Article, Category

from .._seam import analytics
from ..core.typed import command_there
from ..reading.articles import wrapper
from ..reading.folders import folders_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..core.run import Run
    from .translations import Places

# A tag of fewer posts is no topic, and one of more than this part of all says little of any.
LEAST_POSTS, MOST_OF_ALL = 3, 1 / 3
# From so many posts without a topic on a build says how to sort them.
MANY = 10


def file_posts(articles: Sequence[Article], settings: Mapping[str, Any], run: Run, places: Places) -> None:
    """Give each post a topic whose author gave it none.

    Pelican's `EXTRA_PATH_METADATA` decides first. Otherwise the first folder is its topic, or the deepest that `topics.yaml`
    knows. Where all of them are in one folder, the one below it is meant.
    """
    unsaid = [article for article in articles if not getattr(article, "topic_is_said", True)]
    if not unsaid:
        return
    around = {
        article.relative_source_path: folders_of(places.of(article.relative_source_path).path) for article in unsaid
    }
    first = {folders[0] for folders in around.values() if folders}
    depth = 1 if len(first) == 1 and sum(len(folders) > 1 for folders in around.values()) >= LEAST_POSTS else 0
    telling = _telling_tags(articles)
    known = run.topics.names
    # Readers of other formats may leave the topic to Pelican, which comes later.
    by_authors = {
        one.category.name for one in articles if getattr(one, "topic_is_said", True) and hasattr(one, "category")
    }
    children = _children(around.values(), depth, by_authors, run)
    unsorted = 0
    made: dict[str, Category] = {}
    for article in unsaid:
        folders = around[article.relative_source_path]
        declared = [folder for folder in folders if analytics.slugify(folder) in known]
        given = settings["EXTRA_PATH_METADATA"].get(article.relative_source_path, {}).get("category", "")
        inner = children.get(tuple(folders[depth : depth + 2]), "")
        name = given or (declared[-1] if declared else inner or "".join(folders[depth : depth + 1] or folders[:1]))
        if not name:
            tags = [tag for tag in getattr(article, "tags", ()) if tag.slug in telling]
            name = max(tags, key=lambda tag: (telling[tag.slug], tag.slug)).name if tags else ""
        unsorted += not name
        name = name or str(settings["DEFAULT_CATEGORY"])
        article.category = made.setdefault(name, wrapper(Category, name, settings))
    if unsorted >= MANY and 2 * unsorted > len(articles):
        suggested = f"`{command_there('topics --suggest')}` prints a file of topics to start from"
        remedy = f"put them into folders, or write `category:`; {suggested}"
        run.notices.append(f"{unsorted:,} posts have no topic: {remedy}")


def _children(around: Iterable[Sequence[str]], depth: int, said: Iterable[str], run: Run) -> dict[tuple[str, ...], str]:
    """The names of topics below others, by the folder of the topic and the one within it; the run knows them from now on.

    Args:
        around: the folders of each post.
        depth: which of them is that of a topic.
        said: names of topics that authors gave.
        run: whose topics they join.
    """
    pairs = Counter(tuple(folders[depth : depth + 2]) for folders in around if len(folders) > depth)
    whole = Counter[str]()
    for pair, count in pairs.items():
        whole[pair[0]] += count
    found = sorted(pair for pair, count in pairs.items() if len(pair) > 1 and LEAST_POSTS <= count < whole[pair[0]])
    # Twins of a name stay apart.
    slugs = Counter(analytics.slugify(one) for one in {*said, *whole})
    slugs.update(analytics.slugify(inner) for _, inner in found)
    names: dict[tuple[str, ...], str] = {}
    topics: list[analytics.Topic] = []
    for outer, inner in found:
        parent = run.topics.resolve(outer)
        name = inner if slugs[analytics.slugify(inner)] == 1 else f"{inner} ({outer})"
        known = run.topics.resolve(name)
        if known.slug not in run.topics.declared and known.slug != parent.slug:
            topics += [parent, replace(known, parent=parent.slug)]
            names[outer, inner] = name
    if topics:
        run.add_topics(topics)
    return names


def _telling_tags(articles: Sequence[Article]) -> dict[str, int]:
    """How many posts have each tag that tells a topic."""
    counts = Counter(slug for article in articles for slug in {tag.slug for tag in getattr(article, "tags", ())})
    most = max(len(articles) * MOST_OF_ALL, LEAST_POSTS)
    return {slug: count for slug, count in counts.items() if LEAST_POSTS <= count <= most}
