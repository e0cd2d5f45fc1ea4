"""Journals to measure on, the same in every run: posts as Markdown, and a history of commits around them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from demo.fast_import import Change, Revision, run_git, write_history

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FIRST = date(2026, 1, 1)
YEARS = 50
SYLLABLES = [consonant + vowel for consonant in "bcdfghklmnprstvw" for vowel in "aeiou"]
PYTHON = """\
def {a}(items, k={n}):
    found = {{}}
    for i, x in enumerate(items):
        found.setdefault(x % k, []).append(i * {n})
    return sorted(found.items())[:{n}]
"""
SQL = """\
SELECT {a}, count(*) AS n
FROM {b}
WHERE day >= '2026-01-{n:02d}'
GROUP BY {a}
ORDER BY n DESC;
"""
SHELL = """\
set -euo pipefail
for f in ./{a}/*.{b}; do
  wc -l "$f" | awk '{{ s += $1 }} END {{ print s / {n} }}'
done
"""
C = """\
#include <stdio.h>
int main(void) {{
    int s = {n};
    for (int i = 0; i < {n}; ++i) s ^= i;
    printf("{a} %d\\n", s);
}}
"""
CODE = (("python", PYTHON), ("sql", SQL), ("bash", SHELL), ("c", C))
FORMULAS = (r"\sum_{{i=1}}^{{{n}}} x_i^2", r"O(n \log_{{{n}}} n)", r"\int_0^{{{n}}} e^{{-t}}\,dt")


@dataclass(frozen=True)
class BenchPost:
    """A post of about 400 words, with code, formulas, lists and links."""

    slug: str
    title: str
    on: datetime
    topic: str
    tags: tuple[str, ...]
    summary: str
    body: str

    def markdown(self, *, topics_key: str = "category") -> str:
        """With YAML front matter, as most generators read it; Hugo calls topics otherwise."""
        topic = f"[{self.topic}]" if topics_key == "categories" else self.topic
        return (
            f"---\ntitle: {self.title}\ndate: {self.on:%Y-%m-%dT%H:%M:%S}Z\n{topics_key}: {topic}\nslug: {self.slug}\n"
            f'tags: [{", ".join(self.tags)}]\nyears: ["{self.on.year}"]\nsummary: {json.dumps(self.summary)}\n---\n\n{self.body}'
        )

    def pelican(self) -> str:
        """With the headers that plain Pelican reads."""
        return (
            f"Title: {self.title}\nDate: {self.on:%Y-%m-%d %H:%M}\nCategory: {self.topic}\nSlug: {self.slug}\n"
            f"Tags: {', '.join(self.tags)}\nSummary: {self.summary}\n\n{self.body}"
        )


def posts(number: int, topics: int = 200, seed: int = 1) -> Iterator[BenchPost]:
    """So many posts over fifty years, by time; few topics have most of them."""
    random = Random(seed)
    words = sorted({"".join(random.choices(SYLLABLES, k=random.choice((2, 2, 3)))) for _ in range(2500)})
    names = [f"{words[place]}-{place}" for place in range(topics)]
    weights = [1 / (rank + 3) ** 0.8 for rank in range(topics)]
    days = sorted(random.randrange(round(YEARS * 365.25)) for _ in range(number))
    for place, day in enumerate(days):
        yield BenchPost(
            slug=f"{words[place % len(words)]}-{place}",
            title=" ".join(random.choices(words, k=5)).capitalize(),
            on=datetime.combine(FIRST, datetime.min.time(), UTC) + timedelta(days=day, minutes=random.randrange(1440)),
            topic=random.choices(names, weights)[0],
            tags=tuple(dict.fromkeys(random.choices(names, weights, k=3))),
            summary=_sentence(random, words),
            body="\n\n".join(_blocks(random, words)) + "\n",
        )


def _blocks(random: Random, words: Sequence[str]) -> Iterator[str]:
    for _ in range(3):
        yield f"## {' '.join(random.choices(words, k=4)).capitalize()}"
        yield " ".join(_sentence(random, words) for _ in range(4))
        yield " ".join(_sentence(random, words) for _ in range(4))
    language, code = random.choice(CODE)
    a, b = random.choices(words, k=2)
    yield f"```{language}\n{code.format(a=a, b=b, n=random.randint(2, 28))}```"
    yield "\n".join(f"- {_sentence(random, words)}" for _ in range(4))


def _sentence(random: Random, words: Sequence[str]) -> str:
    said = random.choices(words, k=random.randint(8, 16))
    place, kind = random.randrange(len(said)), random.random()
    if kind < 0.1:
        said[place] = f"*{said[place]}*"
    elif kind < 0.2:
        said[place] = f"`{said[place]}()`"
    elif kind < 0.3:
        said[place] = f"[{said[place]}](https://example.org/{said[place]}/)"
    elif kind < 0.33:
        said[place] = f"${random.choice(FORMULAS).format(n=random.randint(2, 40))}$"
    return " ".join(said).capitalize() + "."


@dataclass
class Truth:
    """What is so of one file, however it is mined.

    Attributes:
        created: when it was written first.
        modified: when its text was last changed.
        revisions: the number of commits that changed it after the first.
        text: its paragraphs.
    """

    created: datetime
    modified: datetime
    revisions: int
    text: list[str]


def history(folder: Path, number_of_posts: int, commits: int, seed: int = 1) -> dict[str, Truth]:
    """A repository in which posts are written as drafts, edited and published, in so many commits over fifty years.

    Returns:
        The truth of each file that is there at the end, by its path.
    """
    truths: dict[str, Truth] = {}
    write_history(folder, _revisions(truths, number_of_posts, commits, seed))
    # As a clone would have it; half the time of mining is git's, and depends on how it has packed its objects.
    run_git(folder, "repack", "-adfq")
    return truths


def _revisions(truths: dict[str, Truth], number_of_posts: int, commits: int, seed: int) -> Iterator[Revision]:
    random = Random(seed)
    waiting = posts(number_of_posts, seed=seed)
    births = {0, *random.sample(range(1, commits), min(number_of_posts, commits) - 1)}
    drafts: list[str] = []
    for number in range(commits):
        offset = timezone(timedelta(hours=random.randint(-8, 9)))
        at = datetime.combine(FIRST, datetime.min.time(), offset) + number * (YEARS * timedelta(days=365.25) / commits)
        at = at.replace(microsecond=0)  # as git keeps it
        if number in births:
            post = next(waiting)
            path = f"content/drafts/{post.slug}.md"
            drafts.append(path)
            truth = truths[path] = Truth(at, at, -1, post.body.strip().split("\n\n"))
            change = Change(path)
        elif drafts and random.random() < 0.25:
            old = drafts.pop(random.randrange(len(drafts)))
            path = old.replace("/drafts/", f"/posts/{at.year}/")
            truth = truths[path] = truths.pop(old)
            truth.text.append("Published.")
            change = Change(path, renamed_from=old)
        else:
            # Mostly what is new is edited, sometimes anything.
            path = random.choice(list(truths) if number % 50 == 0 else list(islice(reversed(truths), 200)))
            truth = truths[path]
            edited = random.randrange(len(truth.text))
            truth.text[edited] = f"Edited in commit {number}: " + random.choice(truth.text)[:200]
            change = Change(path)
        truth.modified, truth.revisions = at, truth.revisions + 1
        text = "\n\n".join(truth.text) + "\n"
        yield Revision("A. Author", "a@journal.example", at, f"Commit {number}", [replace(change, text=text)])
