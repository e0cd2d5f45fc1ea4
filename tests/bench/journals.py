"""Journals to measure on, the same in every run: posts as Markdown, and a history of commits around them."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

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


def git(folder: Path, *arguments: str, **more: object) -> None:
    """Run git in a folder, under no one's configuration."""
    who = ["-c", "user.name=A. Author", "-c", "user.email=a@journal.example", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL, **more)  # type: ignore[call-overload]


def history(folder: Path, number_of_posts: int, commits: int, seed: int = 1) -> None:
    """A repository in which posts are written, edited, and moved from drafts, in so many commits over fifty years."""
    random = Random(seed)
    folder.mkdir(parents=True)
    git(folder, "init", "-q")
    written = list(posts(number_of_posts, seed=seed))
    texts: dict[str, list[str]] = {}
    drafts: list[str] = []
    waiting = iter(written)
    stream = bytearray()
    births = sorted(random.sample(range(commits), min(number_of_posts, commits)))
    next_birth = iter([*births, -1])
    birth = next(next_birth)
    for commit in range(commits):
        changes = bytearray()
        if commit == birth:
            post, birth = next(waiting), next(next_birth)
            path = f"drafts/{post.slug}.md"
            drafts.append(path)
            texts[path] = post.body.split("\n\n")
            changes += _file(path, texts[path])
        elif drafts and random.random() < 0.25:
            path = drafts.pop(random.randrange(len(drafts)))
            moved = f"posts/{path.removeprefix('drafts/')}"
            texts[moved] = [*texts.pop(path), "Published."]
            changes += f"R {path} {moved}\n".encode() + _file(moved, texts[moved])
        else:
            path = random.choice(list(texts)) if commit % 50 == 0 or commit < 50 else _recent(random, texts)
            paragraphs = texts[path]
            paragraphs[random.randrange(len(paragraphs))] = (
                f"Edited in commit {commit}: " + random.choice(paragraphs)[:200]
            )
            changes += _file(path, paragraphs)
        at = 1_767_225_600 + commit * (YEARS * 31_557_600 // commits)
        person = f"A. Author <a@journal.example> {at} +0{random.randint(0, 9)}00"
        message = f"Commit {commit}"
        stream += (
            f"commit refs/heads/main\nauthor {person}\ncommitter {person}\ndata {len(message)}\n{message}\n".encode()
        )
        stream += changes + b"\n"
    git(folder, "fast-import", "--quiet", input=bytes(stream))
    git(folder, "repack", "-adfq")
    git(folder, "reset", "-q", "--hard")


def _recent(random: Random, texts: dict[str, list[str]]) -> str:
    names = list(texts)[-200:]
    return random.choice(names)


def _file(path: str, paragraphs: Sequence[str]) -> bytes:
    data = "\n\n".join(paragraphs).encode()
    return f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"
