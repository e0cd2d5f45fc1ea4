"""A journal of a few posts that hang together in every way: corrections, links, resources, predictions, revisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.git_story import GitStory
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path

BIBLIOGRAPHY = """
@article{vaswani2017attention, title = {Attention Is All You Need}, author = {Vaswani, Ashish and Shazeer, Noam and others},
  eprint = {1706.03762}, doi = {10.48550/arXiv.1706.03762}, year = {2017}, status = {finished},
  finished = {2026-02-20}, rating = {5}}
@book{cover2006elements, title = {Elements of Information Theory}, author = {Cover, Thomas M. and Thomas, Joy A.},
  year = {2006}, isbn = {9780471241959}, status = {queued}}
"""
LONG = "A sentence that stays. " * 3


def post(title: str, day: str, more: str = "", text: str = "Text.") -> str:
    return f"---\ntitle: {title}\ndate: {day}\ncategory: llm\n{more}---\n\n{text}\n"


def journal(folder: Path) -> Site:
    story = GitStory(folder)
    story.write("content/resources.bib", BIBLIOGRAPHY)
    story.write(
        "content/milestones.yaml", '- {date: "2017-06", title: Attention, url: "https://arxiv.org/abs/1706.03762"}\n'
    )
    old = f"{LONG}It is certain that one head is enough for every task that we looked at so far."
    story.write("content/old.md", post("Old", "2026-02-01", "resources: [vaswani2017attention]\ntags: [heads]\n", old))
    story.write("content/other.md", post("Other", "2026-02-02", "tags: [Heads]\n", "See [the old one](old.md)."))
    story.commit("2026-02-02T10:00:00+00:00")
    new = f"{LONG}It is likely that several heads are needed, and here are three tasks that show it well."
    front = "supersedes: [old]\nresources: ['arxiv:1706.03762v5']\nconfidence: likely\ntime_spent: 2h 30m\nreview_after: 2026-06\n"
    front += "predictions:\n  - {claim: It rains, probability: 0.7, by: '2026-05', outcome: yes}\n"
    front += "  - {claim: It snows, probability: 0.2, by: '2026-06', outcome: no}\n  - {claim: Sun, by: '2026-07'}\n"
    story.write("content/new.md", post("New", "2026-03-01", front, new)).commit("2026-03-01T10:00:00+00:00")
    story.write("content/other.md", post("Other", "2026-02-02", "tags: [Heads]\n", f"See [the old one](old.md). {new}"))
    story.commit("2026-04-01T10:00:00+00:00")
    return Site(folder)
