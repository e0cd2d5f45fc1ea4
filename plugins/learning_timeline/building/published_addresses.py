"""A build held to what was published before: no post may lose its address, or take that of another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.contents import Article

from ..core import clock
from ..core.peek import peek
from ..web import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, MutableMapping, Sequence

    from .._seam import analytics
    from ..core.run import Run
    from .build import Build

# So many files may be moved before they are committed, and still be known.
MOST_MOVED = 500


def hold_to_addresses(
    articles: Sequence[Article], context: MutableMapping[str, Any], run: Run, build: Build
) -> addresses.Expected | None:
    """What is expected of the addresses of the whole site once it is written; None if no record of them is kept.

    What is wrong with the posts already is told to the run.

    Args:
        articles: the published ones.
        context: Pelican's.
        run: of this build.
        build: reads earlier versions of files.
    """
    name = run.settings.addresses
    if not name:
        return None
    lines, problems = addresses.read(run.settings.content / name)
    run.problems += problems
    last = run.history.versions(name)[-2:]  # before the last commit, too, which may have dropped a line
    committed = build.versions.texts([version.blob for version in last]) if last else []
    run.problems += addresses.dropped_lines(lines, committed, name)
    if not clock.is_told(run.settings) and (wrong := addresses.clock_problem(lines, run.today, name)):
        run.problems.append(wrong)
    listed = [*articles, *context["hidden_articles"]]
    listed += [one for article in listed for one in article.translations]
    first = {**run.history.first_versions}
    if unknown := [article.relative_source_path for article in listed if article.relative_source_path not in first]:
        first |= _moved(unknown, first, run, build.versions)
    living: dict[str, str] = {}
    posts: list[addresses.PostNow] = []
    for content in (*context["pages"], *context["hidden_pages"], *listed):
        path, address = content.relative_source_path, addresses.address_of(content.save_as)
        if former := peek(content, "former", None):
            living |= dict.fromkeys(map(addresses.address_of, former.get("files", ())), path)
        living[address] = path
        if isinstance(content, Article):
            posts.append(addresses.PostNow(path, address, first.get(path, "")))
    first_of = {post.path: post.first_version for post in posts}
    about = {address: first_of[path] for address, path in living.items() if path in first_of}
    expected = addresses.Expected(
        name, _from_here(run.settings.content / name), addresses.last_lines(lines, run.today), about, run.today
    )
    # A post with a problem is not read to its end: its address is lost by nothing else, and is there once the problem is fixed.
    unread = {first[problem.path] for problem in run.problems if problem.path in first}
    judged = {address: line for address, line in expected.known.items() if line.about not in unread}
    run.problems += addresses.changed_posts(replace(expected, known=judged), posts, living)
    return expected


def _from_here(file: Path) -> str:
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def _moved(
    unknown: Iterable[str], first: Mapping[str, str], run: Run, versions: analytics.VersionReader
) -> dict[str, str]:
    """The first versions of files that were moved as they are and not committed since, by their new paths."""
    content = run.settings.content
    gone = [path for path in first if not (content / path).exists()][:MOST_MOVED]
    last = [(path, known[-1].blob) for path in gone if (known := run.history.versions(path))]
    if not last:
        return {}
    texts = versions.texts([blob for _, blob in last])
    path_of = {text: path for (path, _), text in zip(last, texts, strict=True) if text is not None}
    now = {path: (content / path).read_bytes().decode("utf-8", "replace") for path in unknown}
    return {path: first[path_of[text]] for path, text in now.items() if text in path_of}
