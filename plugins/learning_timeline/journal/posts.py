"""Pelican's articles in, posts out: which of them count, where they live, and what they are about.

Pelican keeps articles in lists by status. Only its published ones count here: drafts and hidden articles reach no
chart, no table, no export and no feed, and a translation is not a second post.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from pelican.contents import Article, Category, Page

from .._seam import analytics
from ..core.html import plain_title, with_elements
from ..core.peek import peek
from ..reading.predictions import Prediction, predictions_of
from ..web.snapshots import with_dates
from .filing import file_posts
from .translations import Places
from .translations import parted as translations_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from pelican.generators import ArticlesGenerator

    from ..core.run import Run

# So many posts with one heading have it from a template.
SHARED_BY = 4
_YES, _NO = {"true", "yes"}, {"false", "no"}
_NO_WORDS = ("pre", "math", "script", "style")


@dataclass(frozen=True, slots=True)
class Notes:
    """What the front matter of a post says beyond the frame of posts; each resource once."""

    path: str
    resources: tuple[analytics.Resource, ...] = ()
    tags: tuple[str, ...] = ()
    predictions: tuple[Prediction, ...] = ()


def by_time(article: Article) -> tuple[date, datetime, str]:
    """What articles are sorted by, oldest first, as their rows in the Timeline: by local day, then by time and by path."""
    return article.date.date(), article.date, article.relative_source_path


def published(context: Mapping[str, Any]) -> list[Article]:
    """The articles that count: published, listed, in their default language, and nothing else."""
    return list(context["articles"])


def posts(articles: Iterable[Article], run: Run) -> list[analytics.Post]:
    """The articles as the values that analytics measures."""
    return [
        analytics.Post(
            path=article.relative_source_path,
            slug=article.slug,
            url=article.url,
            title=plain_title(article),
            topic=topic_of(article, run).slug,
            kind=getattr(article, "kind", "note"),
            published_at=article.date,
            modified_at=peek(article, "modified", None),
            words=word_count(article),
            date_source=getattr(article, "date_source", "front matter"),
        )
        for article in articles
    ]


def notes_of(articles: Iterable[Article], run: Run) -> list[Notes]:
    """What front matter says of resources, tags and predictions; the log is told of predictions that cannot be read."""
    notes = []
    for article in articles:
        predictions, said = predictions_of(peek(article, "predictions", None))
        # The plugin's own reader has remarked upon them, with their lines.
        if not run.settings.markdown:
            run.notices.extend(f"{article.relative_source_path}: {problem}" for problem in said)
        tags = tuple(tag.name for tag in getattr(article, "tags", ()))
        notes.append(Notes(article.relative_source_path, _resources_of(article, run), tags, predictions))
    return notes


def milestones_of(listed: Iterable[analytics.Post], articles: Iterable[Article]) -> list[analytics.Milestone]:
    """The milestones that posts mark as the journal's own: ``milestone: true``, or the words to put on the timeline."""
    return [
        analytics.Milestone(
            on=analytics.PartialDate.parse(post.published_at.date().isoformat()),
            title=post.title if words.lower() in _YES else words,
            kind="own",
            topic=post.topic,
            post=post.path,
        )
        for post, article in zip(listed, articles, strict=True)
        if (words := str(peek(article, "milestone", "") or "").strip()) and words.lower() not in _NO
    ]


def _resources_of(article: Article, run: Run) -> tuple[analytics.Resource, ...]:
    """What was studied; another reader than the plugin's hands a list over as one text, and may hand over anything."""
    given = peek(article, "resources")
    resources = {}
    for text in given.split(",") if isinstance(given, str) else given:
        try:
            is_key = text in run.bibliography.keys  # which may look like anything
            name = analytics.Identifier("key", text) if is_key else analytics.parse_identifier(text)
        except ValueError as error:
            run.notices.append(f"{article.relative_source_path}: {error}")
            continue
        if name.scheme == "key" and run.bibliography.find(name) is None:
            problem = f"names the resource {str(name)!r}, which {run.settings.bibliography} does not have"
            remedy = "add it there, or write arxiv:, doi:, isbn: or a web address"
            found = analytics.ContentError(article.relative_source_path, None, problem, remedy)
            run.remarks.append(found)
            continue
        resource = run.bibliography.resolve(name)
        resources[resource.key] = resource
    return tuple(resources.values())


def topic_of(article: Article, run: Run) -> analytics.Topic:
    """The topic that an article's category means."""
    category = getattr(article, "category", None)
    name = category.name if category is not None else str(article.settings["DEFAULT_CATEGORY"])
    return run.topic(name)


def word_count(article: Article) -> int:
    """Words of prose: as the plugin's reader counted them, else the words of the HTML outside code and formulas."""
    counted = getattr(article, "word_count", None)
    if isinstance(counted, int):
        return counted
    html = article._content or ""  # noqa: SLF001 - reading `content` would resolve its links too early
    return len(Markup(with_elements(html, _NO_WORDS, lambda *_: " ")).striptags().split())  # noqa: S704 - only its words are counted


def date_links_of_pages(pages: Iterable[Page], run: Run) -> None:
    """Let the links of pages to other sites say when they were set: on the page's own day, or that of its last revision."""
    for page in pages:
        known = run.history.post(page.relative_source_path)
        on: datetime | None = getattr(page, "date", None) or (known.modified if known else None)
        if on is not None:
            page._content = with_dates(page._content or "", on.date(), {}, str(page.settings["SITEURL"]))  # noqa: SLF001 - its text, before it is shown


def settle(generator: ArticlesGenerator, run: Run, languages: Iterable[str] = ()) -> None:
    """Hold back the future, tell translations apart, name topics, and give every post an address, before Pelican lists by topic."""
    if run.settings.markdown:
        _hold_back(generator, run)
    if not run.settings.future:
        _hold_back_future(generator, run)
    if run.settings.markdown:
        places = Places([article.relative_source_path for article in generator.articles], languages)
        generator.articles, translations = translations_of(generator.articles, places, run.settings.language)
        generator.translations += translations
        listed = [*generator.articles, *translations, *generator.hidden_articles]
        file_posts([*listed, *generator.drafts], generator.settings, run, places)
        _name_by_files(listed)
        categories: dict[str, Category] = {}
        for article in [*listed, *generator.drafts]:
            topic, its = topic_of(article, run), getattr(article, "category", None)
            if topic.slug not in categories:
                if its is None or (its.name, its.slug) != (topic.name, topic.slug):
                    its = Category(topic.name, generator.settings)
                    its.slug = topic.slug
                categories[topic.slug] = its
            # What is set may move an article to another address, which then has to be made.
            if getattr(article, "category", None) is not categories[topic.slug]:
                article.category = categories[topic.slug]
        _separate_addresses(listed, run)


def _name_by_files(articles: list[Article]) -> None:
    """Name posts by their files whose first heading is that of so many others that it says nothing of any of them."""
    counts = Counter(str(article.title) for article in articles if getattr(article, "named_by_file", ""))
    for article in articles:
        if (name := getattr(article, "named_by_file", "")) and counts[str(article.title)] >= SHARED_BY:
            article.title = name


def _hold_back(generator: ArticlesGenerator, run: Run) -> None:
    """Make drafts of what is held back today for where it lies or for its days."""
    for name in ("articles", "translations", "hidden_articles", "hidden_translations"):
        listed = []
        for article in getattr(generator, name):
            path = article.relative_source_path
            days = (getattr(article, when, "") for when in ("shown_from", "shown_until"))
            if reason := run.held_back(path, *days):
                run.note_held_back(path, reason)
                article.status = "draft"
                generator.drafts.append(article)
            else:
                listed.append(article)
        setattr(generator, name, listed)


def _hold_back_future(generator: ArticlesGenerator, run: Run) -> None:
    for name in ("articles", "translations", "hidden_articles", "hidden_translations"):
        listed = getattr(generator, name)
        later = [article for article in listed if article.date.date() > run.today]
        for article in later:
            article.is_left_out = True
            run.notices.append(
                f"{article.relative_source_path}: left out: it is dated {article.date.date()}, after {run.today} "
                "(--future publishes it)"
            )
        if later:
            setattr(generator, name, [article for article in listed if article.date.date() <= run.today])


def _separate_addresses(articles: list[Article], run: Run) -> None:
    """Give posts of the same address different ones.

    The earliest keeps it, so that an address once published never moves; one that asks for its slug comes before those
    that are named by their files.
    """
    if len({article.save_as.casefold() for article in articles}) == len(articles):
        return
    owners: dict[str, Article] = {}
    for article in sorted(
        articles, key=lambda article: (not article.slug_given, article.date, article.relative_source_path)
    ):
        asked, first = article.url, owners.get(article.save_as)
        for slug in _candidates(article):
            article.slug = slug
            if article.save_as not in owners:
                break
        path = article.relative_source_path
        if owners.setdefault(article.save_as, article) is not article:
            assert first is not None
            # A `save_as:` of its own, which no other slug changes.
            problem = f"asks for the place {article.save_as}, which {first.relative_source_path} has already"
            run.problems.append(analytics.ContentError(path, None, problem, "give one of them another `save_as:`"))
        elif first is not None and (article.slug_given or first.slug_given):
            problem = f"asks for the address {asked}, which {first.relative_source_path} has already"
            remedy = f"give one of them another `slug:`; until then it is at {article.url}"
            run.remarks.append(analytics.ContentError(path, None, problem, remedy))

    _remark_twins(owners, run)


def _remark_twins(owners: Mapping[str, Article], run: Run) -> None:
    """Name posts whose places differ by capitals alone: where files are not told apart by these, one would be the other."""
    in_small: dict[str, Article] = {}
    for article in owners.values():
        first = in_small.setdefault(article.save_as.casefold(), article)
        if first is not article:
            problem = f"its address {article.url} differs from that of {first.relative_source_path} by capitals alone, so that "
            problem += "macOS, Windows and some hosts keep only one of them"
            remedy = "give one of them another `slug:`"
            run.remarks.append(analytics.ContentError(article.relative_source_path, None, problem, remedy))


def _candidates(article: Article) -> Iterable[str]:
    slug, topic = article.slug, article.category.slug
    yield slug
    yield f"{slug}-{topic}"
    yield from (f"{slug}-{topic}-{number}" for number in range(2, 1000))
