"""Journals that are far larger in one respect than most will ever be: what a build takes, and what becomes of its bytes.

Their sizes are those of `docs/torture.md`, a share of them where fewer posts than usual are asked for.
"""

from __future__ import annotations

import tempfile
from base64 import b64decode, b64encode
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from demo.fast_import import Change, Revision, write_history
from tests.bench.build import ours
from tests.bench.results import Size, measured
from tests.builders.notebook import PNG, code, notebook, raw, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.results import Row

# The first day of a history of 36 years, and the number of posts where they are not what there is much of.
_FIRST, _DAYS, _POSTS = datetime(1990, 1, 1, 12, tzinfo=UTC), 36 * 365, 200
_PICTURE_BYTES = 200_000
_NOTEBOOK_PICTURE_BYTES, _NOTEBOOK_PICTURES = 365_000, 100


def run(size: Size, folder: Path | None = None) -> list[Row]:
    """A row for each journal: a build from nothing, and one with nothing new."""
    rows: list[Row] = []
    for what, number, write in LOADS:
        many = max(1, number * size.posts // Size.posts)
        print(f"Building a journal of {many:,} {what}", flush=True)
        with tempfile.TemporaryDirectory(dir=folder) as temporary:
            place = Path(temporary)
            # By a process of its own: one that is started counts the memory of the one that starts it as its own.
            with ProcessPoolExecutor(1) as apart:
                apart.submit(write, place, many).result()
            builder = ours(place)
            whole, again = (measured(builder.command, place) for _ in range(2))
            files = [file for file in builder.output.rglob("*") if file.is_file()]
            pages = {file: file.stat().st_size for file in files if file.suffix == ".html"}
            largest = max(pages, key=pages.__getitem__)
            rows.append(
                {
                    "what": f"{many:,} {what}",
                    "CPU s": whole.cpu,
                    "MB": whole.megabytes,
                    "again, CPU s": again.cpu,
                    "again, MB": again.megabytes,
                    "site, MB": sum(file.stat().st_size for file in files) / 1e6,
                    "largest page": f"{largest.parent.name} {pages[largest] / 1e3:,.0f} kB",
                }
            )
            print(rows[-1], flush=True)
    return rows


def _written(folder: Path, name: str, data: str | bytes) -> None:
    file = folder / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)


def _post(number: int, of: int, body: str = "Some words of it.", topic: str = "") -> str:
    on = _FIRST + timedelta(days=number * _DAYS // of)
    return (
        f"---\ntitle: Post {number}\ndate: {on:%Y-%m-%d}\ncategory: {topic or f'topic {number % 20}'}\n---\n\n{body}\n"
    )


def _pages(folder: Path, number: int) -> None:
    _written(folder, "posts/0.md", _post(0, 1))
    for one in range(number):
        _written(folder, f"pages/{one}.md", f"---\ntitle: Page {one}\n---\n\nWords of page {one}.\n")


def _topics(folder: Path, number: int) -> None:
    for one in range(number):
        _written(folder, f"posts/{one}.md", _post(one, number, topic=f"Topic {one}"))


def _pictures(folder: Path, number: int) -> None:
    each = -(-number // _POSTS)
    for one in range(number):
        _written(folder, f"images/{one}.png", _picture(one, _PICTURE_BYTES))
    for one in range(_POSTS):
        shown_here = range(one * each, min((one + 1) * each, number))
        body = "\n\n".join(f"![Picture {of}](../images/{of}.png)" for of in shown_here)
        _written(folder, f"posts/{one}.md", _post(one, _POSTS, body))


def _notebook(folder: Path, pictures: int) -> None:
    cells = [raw("---\ntitle: A notebook\ndate: 2026-03-01\n---")]
    for one in range(pictures):
        picture = b64encode(_picture(one, _NOTEBOOK_PICTURE_BYTES)).decode()
        cells.append(code(f"plot({one})", shown(image_png=picture)))
    _written(folder, "posts/a.ipynb", notebook(cells))


def _formulas(folder: Path, number: int) -> None:
    body = "\n\n".join(
        f"$$\\sum_{{i={one}}}^{{n}} \\frac{{x_i^{{{one}}}}}{{\\sqrt{{{one}}}}}$$" for one in range(number)
    )
    _written(folder, "posts/0.md", _post(0, 1, body))


def _bibliography(folder: Path, number: int) -> None:
    entries = (
        f"@article{{key{one},\n  title = {{Work {one}}},\n  author = {{Author, A. and Writer, {one}}},\n"
        f"  year = {{{1990 + one % 36}}},\n  doi = {{10.1000/{one}}}\n}}\n"
        for one in range(number)
    )
    _written(folder, "resources.bib", "\n".join(entries))
    each = -(-number // _POSTS)
    for one in range(_POSTS):
        cited = " ".join(f"[@key{of}]" for of in range(one * each, min((one + 1) * each, number), 10))
        _written(folder, f"posts/{one}.md", _post(one, _POSTS, f"What I read. {cited}"))


def _commits(folder: Path, number: int) -> None:
    write_history(folder, _revisions(number))


def _revisions(number: int) -> Iterator[Revision]:
    random = Random(1)
    for one in range(number):
        post = one if one < _POSTS else random.randrange(_POSTS)
        text = _post(post, _POSTS, f"Words of commit {one}. " + "More of them. " * 20)
        at = _FIRST + timedelta(days=_DAYS) * (one / number)
        change = Change(f"content/posts/{post}.md", text)
        yield Revision("A. Author", "a@journal.example", at.replace(microsecond=0), f"Commit {one}", [change])


def _picture(seed: int, size: int) -> bytes:
    """A picture of so many bytes that no two share; what stands behind its end, nobody looks at."""
    return b64decode(PNG) + Random(seed).randbytes(size)


# What there is much of, how much, and what writes such a journal.
LOADS: tuple[tuple[str, int, Callable[[Path, int], None]], ...] = (
    ("pages of the author's own", 900, _pages),
    ("pages of the author's own", 3_000, _pages),
    ("topics, a post each", 500, _topics),
    ("topics, a post each", 2_000, _topics),
    ("topics, a post each", 10_000, _topics),
    ("pictures of 200 kB", 1_000, _pictures),
    ("pictures of 200 kB", 5_000, _pictures),
    ("pictures in a notebook of 49 MB", _NOTEBOOK_PICTURES, _notebook),
    ("formulas in a post", 2_000, _formulas),
    ("entries of a bibliography", 5_000, _bibliography),
    ("entries of a bibliography", 20_000, _bibliography),
    ("commits", 75_000, _commits),
    ("commits", 300_000, _commits),
)
