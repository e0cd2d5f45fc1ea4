"""Sentences for the simulated journal: a topic and a seeded generator in, readable Markdown out.

The words are in ``topics.yaml`` (what is studied, with facts that are true for good) and ``phrases.yaml`` (how it is
spoken of). This module only puts them together, so that a page of the demo looks like a journal's and not like noise.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from .pace import chance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

_HERE = Path(__file__).parent
_KINDS = {"note": 62, "paper": 14, "project": 8, "book": 6, "course": 5, "talk": 2, "idea": 2, "review": 1}
# Names that keep their capital in the middle of a sentence.
_PROPER = ("Bayesian", "Gaussian")


@dataclass(frozen=True)
class Subject:
    """One topic of the simulated author, as ``topics.yaml`` describes it.

    Attributes:
        slug: its name in addresses.
        name: its name for people.
        concepts: singular noun phrases with their article.
        facts: true sentences.
        formulas: LaTeX without delimiters.
        tags: tags that its posts may carry.
        resources: arXiv identifiers.
        parent: slug of the topic above it, or None.
        was: the name that it had at first, or None.
        into: slug of the topic that it is merged into one day, or None.
        code: name of its snippet in ``phrases.yaml``, or None.
    """

    slug: str
    name: str
    concepts: tuple[str, ...]
    facts: tuple[str, ...]
    formulas: tuple[str, ...]
    tags: tuple[str, ...]
    resources: tuple[str, ...]
    parent: str | None = None
    was: str | None = None
    into: str | None = None
    code: str | None = None


@dataclass(frozen=True)
class Page:
    """The text of one post at one moment.

    Attributes:
        title: plain text.
        subject: what it is about.
        kind: ``note``, ``paper``, and so on.
        tags: its tags.
        resources: what was studied, such as ``arxiv:1706.03762``.
        summary: one sentence, or nothing.
        blocks: the body; a block of several sentences is a paragraph, any other block stands as it is.
        focus: the two concepts that it turns around.
    """

    title: str
    subject: Subject
    kind: str
    tags: tuple[str, ...]
    resources: tuple[str, ...]
    summary: str
    blocks: tuple[tuple[str, ...], ...]
    focus: tuple[str, str]

    def markdown(self, last_line: str, *, by_sentence: bool) -> str:
        """The body as Markdown.

        Args:
            last_line: the line that ends it.
            by_sentence: whether each sentence has a line of its own, else each paragraph has.
        """
        glue = "\n" if by_sentence else " "
        return "\n\n".join([*(glue.join(block) for block in self.blocks), last_line]) + "\n"

    def front_matter(self, **fields: str) -> str:
        """YAML front matter; ``fields`` (already YAML) follow the title, empty ones are left out."""
        lists = {"tags": ", ".join(self.tags), "resources": ", ".join(map(_quoted, self.resources))}
        lines = {
            "title": _quoted(self.title),
            **fields,
            "kind": self.kind if self.kind != "note" else "",
            **{name: f"[{values}]" if values else "" for name, values in lists.items()},
            "summary": _quoted(self.summary) if self.summary else "",
        }
        return "---\n" + "".join(f"{name}: {value}\n" for name, value in lines.items() if value) + "---\n\n"


def _quoted(text: str) -> str:
    """A YAML scalar: every JSON string is one."""
    return json.dumps(text, ensure_ascii=False)


@cache
def subjects() -> tuple[Subject, ...]:
    """The topics of the simulated author, in the order in which they are met."""
    entries: list[dict[str, Any]] = yaml.safe_load((_HERE / "topics.yaml").read_text(encoding="utf-8"))
    given: list[dict[str, Any]] = [
        {key: tuple(v) if isinstance(v, list) else v for key, v in entry.items()} for entry in entries
    ]
    return tuple(Subject(**fields) for fields in given)


@cache
def phrases() -> dict[str, Any]:
    """The sentences, by what they do in a post."""
    loaded: dict[str, Any] = yaml.safe_load((_HERE / "phrases.yaml").read_text(encoding="utf-8"))
    return loaded


def inside(name: str) -> str:
    """A topic's name as it is inside a sentence.

    >>> inside("History of AI"), inside("NLP"), inside("Gaussian processes")
    ('history of AI', 'NLP', 'Gaussian processes')
    """
    return name if name[:2].isupper() or name.startswith(_PROPER) else name[0].lower() + name[1:]


@cache
def _kernel(text: str) -> str:
    """What stays of a template whatever fills its slots.

    >>> _kernel("Take away {c}, and {d} loses its reason to exist.")
    ' loses its reason to exist.'
    """
    return max(re.split(r"\{\w\}", text), key=len)


class Writer:
    """Composes pages and revises them, with one seeded generator; never writes the same title twice."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._titles: set[str] = set()

    def page(self, subject: Subject, others: Sequence[str], mood: str = "") -> Page:
        """A new page.

        Args:
            subject: what it is about.
            others: names of topics that it may point to.
            mood: ``first``, ``again`` or ``returned`` where the opening should say so.
        """
        rng = self.rng
        kind = rng.choices(list(_KINDS), list(_KINDS.values()))[0]
        for _ in range(12):
            c, d = rng.sample(subject.concepts, 2)
            said = _Speech(rng, subject, others, (c, d))
            title = said.fill(rng.choice(phrases()["titles"][kind]), wander=0)
            if title not in self._titles:
                break
        length = rng.choices((0, 1, 2, 3, 4), (12, 20, 34, 24, 10))[0]
        blocks = [self._opening(said, kind, mood)]
        blocks += self._middle(said, length)
        blocks.append(said.all("doubts", "links" if chance(rng, 0.5) else "explanations", "closings"))
        known = list(subject.resources)
        wanted = 1 if kind == "paper" else rng.choices((0, 1, 2), (70, 20, 10))[0]
        return Page(
            title=self._unique(title),
            subject=subject,
            kind=kind,
            tags=tuple(rng.sample(subject.tags, rng.randint(0, len(subject.tags)))),
            resources=tuple(f"arxiv:{identifier}" for identifier in rng.sample(known, min(wanted, len(known)))),
            summary=rng.choice(subject.facts) if chance(rng, 0.6) else "",
            blocks=tuple(blocks),
            focus=(c, d),
        )

    def _unique(self, title: str) -> str:
        base, part = title, 2
        while title in self._titles:
            title, part = f"{base.rstrip('?')}, part {part}", part + 1
        self._titles.add(title)
        return title

    def _opening(self, said: _Speech, kind: str, mood: str) -> tuple[str, ...]:
        first = said.all(mood) if mood else ()
        opening = said.fill(self.rng.choice(phrases()["openings"][kind]), wander=0)
        return (*first, opening, *said.all("explanations", "facts", "explanations"))

    def _middle(self, said: _Speech, length: int) -> list[tuple[str, ...]]:
        rng, subject, words = self.rng, said.subject, phrases()
        recipes = [
            ("explanations", "facts", "explanations", "links"),
            ("experiments", "experiments", "experiments"),
            ("facts", "explanations", "explanations", "doubts"),
            ("experiments", "inline", "explanations"),
            ("links", "facts", "explanations", "experiments"),
        ]
        blocks: list[tuple[str, ...]] = []
        headings = rng.sample(words["headings"], len(words["headings"]))
        extras = [name for name, share in (("formula", 0.35), ("code", 0.2), ("list", 0.25)) if chance(rng, share)]
        for part, recipe in enumerate(rng.sample(recipes, length)):
            if length > 2 and part % 2 == 0:  # noqa: PLR2004 - a longer page has headings
                blocks.append((f"## {headings.pop()}",))
            blocks.append(said.all(*recipe))
            if extras:
                blocks += self._extra(said, extras.pop(), subject)
        return blocks

    def _extra(self, said: _Speech, name: str, subject: Subject) -> Iterable[tuple[str, ...]]:
        rng, words = self.rng, phrases()
        if name == "formula" and subject.formulas:
            yield (rng.choice(words["formula_leads"]),)
            yield (f"$$\n{rng.choice(subject.formulas)}\n$$",)
            yield (rng.choice(words["formula_follows"]),)
        elif name == "code" and subject.code:
            yield (rng.choice(words["code_leads"]),)
            yield (f"```python\n{words['code'][subject.code]}```",)
        elif name == "list":
            chosen = rng.choice(words["lists"])
            items = rng.sample(chosen["items"], rng.randint(3, len(chosen["items"])))
            yield (chosen["intro"],)
            yield ("\n".join(f"- {said.fill(item, capital=False)}" for item in items),)

    def revised(self, page: Page, others: Sequence[str], *, years_later: bool) -> tuple[str, Page]:
        """The page after a later look at it, and what was done: ``extend``, ``reword``, ``cut`` or ``tag``."""
        rng = self.rng
        said = _Speech(rng, page.subject, others, page.focus, page.blocks)
        paragraphs = [i for i, block in enumerate(page.blocks) if len(block) > 1]
        blocks = list(page.blocks)
        deed = rng.choices(("extend", "reword", "cut", "tag"), (40, 42, 10, 8))[0]
        tags = tuple(sorted(rng.sample(page.subject.tags, rng.randint(1, len(page.subject.tags)))))
        if deed == "tag" and tags != page.tags:
            return deed, replace(page, tags=tags)
        if deed == "cut" and len(paragraphs) > 3:  # noqa: PLR2004 - something has to remain
            del blocks[rng.choice(paragraphs[1:-1])]
            return deed, replace(page, blocks=tuple(blocks))
        fresh = said.all("explanations")
        if deed == "reword" and fresh:
            where = rng.choice(paragraphs)
            sentences = list(blocks[where])
            sentences[rng.randrange(1, len(sentences))] = fresh[0]
            blocks[where] = tuple(sentences)
            return deed, replace(page, blocks=tuple(blocks))
        added = "added_years_later" if years_later and chance(rng, 0.5) else "added"
        blocks.append((*said.all(added), *said.all("explanations" if chance(rng, 0.7) else "experiments")))
        return "extend", replace(page, blocks=tuple(blocks))

    def renamed(self, page: Page) -> Page:
        """The page under another title."""
        template = self.rng.choice(phrases()["titles"][page.kind])
        title = _Speech(self.rng, page.subject, (), page.focus).fill(template, wander=0)
        return replace(page, title=self._unique(title))

    def message(self, deed: str, page: Page) -> str:
        """A commit's subject line."""
        text: str = self.rng.choice(phrases()["messages"][deed])
        return text.replace("{title}", page.title)


class _Speech:
    """What is said in one page: no template twice, slots filled with the page's concepts."""

    def __init__(
        self,
        rng: Random,
        subject: Subject,
        others: Sequence[str],
        focus: tuple[str, str],
        said_before: Sequence[Sequence[str]] = (),
    ) -> None:
        self.rng, self.subject, self.others, self.focus = rng, subject, others, focus
        self.said_before = "\n".join(sentence for block in said_before for sentence in block)
        self._left: dict[str, list[str]] = {}

    def _pool(self, name: str) -> list[str]:
        """The templates of one use that the page does not have yet, in a random order."""
        source = self.subject.facts if name == "facts" else phrases()[name]
        return [text for text in self.rng.sample(source, len(source)) if _kernel(text) not in self.said_before]

    def all(self, *names: str) -> tuple[str, ...]:
        """One sentence for each use that has one left."""
        sentences = []
        for name in names:
            if name not in self._left:
                self._left[name] = self._pool(name)
            if self._left[name]:
                text = self._left[name].pop()
                sentences.append(text if name == "facts" else self.fill(text))
        return tuple(sentences)

    def fill(self, text: str, *, capital: bool = True, wander: float = 0.4) -> str:
        """Put concepts and names of topics into a template; ``wander`` is the share that leaves the page's focus."""
        c, d = self.rng.sample(self.subject.concepts, 2) if chance(self.rng, wander) else self.focus
        text = text.replace("{c}", c).replace("{d}", d).replace("{t}", inside(self.subject.name))
        if "{o}" in text:
            others = [name for name in self.others if name != self.subject.name] or ["Probability"]
            text = text.replace("{o}", inside(self.rng.choice(others)))
        return text[0].upper() + text[1:] if capital else text
