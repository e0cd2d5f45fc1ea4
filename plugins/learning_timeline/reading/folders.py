"""The path of a note in, the folders that say what it is about out."""

from __future__ import annotations

import os
import re
from pathlib import PurePosixPath

# Folders that say when or how a note was filed, not what it is about.
_NOT_A_TOPIC = re.compile(
    r"\d{1,4}|\d{4}-\d\d?|\d{4}-\d\d?-\d\d?(?:[ ._-].*)?|_?posts|_?drafts|articles|content|docs|blog|src"
    r"|vault|public|site|source|[\W\d]*notes?|pages|journals?|inbox|archives?"
    r"|[\W\d]*(?:daily|dailies|diary)(?:[ _-]?notes?)?|weekly|_?notebooks|(?:day|week|chapter|lecture)[ _-]?\d+(?:[\W_].*)?"
    r"|.*\.textbundle|resources|assets|images|attachments|january|february|march|april|may|june|july|august|september|october|november|december",
    flags=re.ASCII | re.IGNORECASE,
)
# Folders that say in which language a note is, at the beginning of a path.
_LANGUAGE = re.compile(
    r"en|de|fr|es|ar|fa|zh|ja|ko|pt|ru|(?:en|es|fr|pt|zh)[-_][a-z]{2,4}", flags=re.ASCII | re.IGNORECASE
)
# What Notion writes behind each name.
ID_OF_NOTION = re.compile(r"(?<=\S) [0-9a-f]{32}$")
# By which folders are sorted: `01-basics`, `2. Basics`, `03 Basics`.
_ORDER = re.compile(r"(?:\d{1,2}(?:[._-]+|\s+-\s+)\s*|0\d\s+)(?=\D)", flags=re.ASCII)


def legible(path: str) -> str:
    r"""A path for people: one that is not UTF-8 is read as older systems of the West wrote their names.

    >>> legible("m\udce9thodes/caf\udce9.md")
    'méthodes/café.md'
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path).decode("cp1252", "replace")
    return path


def folders_of(path: str) -> list[str]:
    """The folders around a note that tell a topic, the outermost first, without the numbers that sort them.

    >>> folders_of("maths/2024-03-05-softmax/softmax.md"), folders_of("2024-03-05/x.md")
    (['maths'], [])
    >>> folders_of("code/Day025_20-04-23/sorting/README.md")
    ['code', 'sorting']
    >>> folders_of("content/en/maths/x.md"), folders_of("zh-CN/x.md"), folders_of("ml/de/x.md")
    (['maths'], [], ['ml', 'de'])
    >>> folders_of("notes/01-maths/resources/x.md"), folders_of("ml/softmax/index.md"), folders_of("2024/03/x.md")
    (['maths'], ['ml'], [])
    """
    around = list(PurePosixPath(legible(path)).parent.parts)
    if (PurePosixPath(path).stem.lower() == "index" or path.endswith("/contents.lr")) and around:
        around.pop()  # a page with its pictures
    named = (ID_OF_NOTION.sub("", folder) for folder in around)
    topics = [_ORDER.sub("", folder, count=1) for folder in named if not _NOT_A_TOPIC.fullmatch(folder)]
    return topics[1:] if topics and _LANGUAGE.fullmatch(topics[0]) else topics
