"""A text with signs that only its program reads in, one that this journal reads alike out: blocks, tasks, outlines, marks.

A build reads such a text by its dialect; what `invoke import` brings in has none any more.
"""

from __future__ import annotations

import re

from ..reading.markdown import Syntax
from ..reading.markdown.syntax import STATES, TAG_NAME, TASK_WORDS
from ..reading.markup.prose import changed, substituted

_BLOCK_ID = re.compile(r"(?<![^ \t>])\^(?P<id>[A-Za-z0-9-]+)[ \t]*$")
_TASK = re.compile(r"(?P<before>[ \t>]*(?:[-*+]|\d+[.)])[ \t]+)\[(?P<state>[^\s\[\]xX])\](?=[ \t])")
_WORD = re.compile(
    r"(?P<before>[ \t>]*[-*+][ \t]+)(?P<heading>#{1,6}[ \t]+)?"
    rf"(?P<word>{TASK_WORDS})[ \t]+(?:\[#[ABC]\][ \t]*)?"
)
_MARK = re.compile(r"\^\^(?=[^\s^])(?P<words>[^^\n]{1,500}?)(?<=\S)\^\^")
# Here links are text as well.
_TAG = re.compile(rf"(?<![\w#/&\\'\"=.:\[(])#(?P<tag>{TAG_NAME})")
_OUTERMOST = re.compile(r"-(?:[ \t]+(?P<text>.*))?")
_IS_TASK = re.compile(r"\[[ xX]\] ")


def portable(text: str, syntax: Syntax) -> str:
    r"""The same in Markdown that any journal reads.

    Args:
        text: of a post, as its dialect has prepared it.
        syntax: of the dialect.

    >>> portable("- a ^b1\n\t- TODO c\n- ^^d^^", Syntax(block_ids=True, words=True, marks=("^^",), is_outline=True))
    'a <span id="^b1"></span>\n- [ ] c\n\n==d=='
    >>> portable("- [*] a\n- [n] b", Syntax(tasks=True))
    '- [ ] (starred) a\n- [x] b'
    """
    text = changed(text, lambda prose: "\n".join(_line(line, syntax) for line in prose.split("\n")))
    return _unfolded(text) if syntax.is_outline else text


def tags_in(text: str, syntax: Syntax) -> list[str]:
    """The tags in a text, if its dialect has any there."""
    found: list[str] = []

    def note(one: re.Match[str]) -> str:
        found.append(one["tag"].strip("/"))
        return one[0]

    if syntax.tags and "#" in text:
        changed(text, lambda prose: substituted(_TAG, note, prose))
    return list(dict.fromkeys(found))


def _line(line: str, syntax: Syntax) -> str:
    if syntax.block_ids and "^" in line and "$" not in line and (found := _BLOCK_ID.search(line)):
        line = f'{line[: found.start()]}<span id="^{found["id"]}"></span>'
    if syntax.tasks and (found := _TASK.match(line)):
        state = STATES.get(found["state"])
        line = f"{found['before']}[{' ' if state else 'x'}]{f' ({state})' * bool(state)}{line[found.end() :]}"
    if syntax.words and (found := _WORD.match(line)):
        line = f"{found['before']}{_box(found)}{line[found.end() :]}"
    return substituted(_MARK, r"==\g<words>==", line) if "^^" in syntax.marks and "^^" in line else line


def _box(found: re.Match[str]) -> str:
    """The box that stands for a word, of a heading the word alone, since it can have none."""
    word = found["word"].lower().replace("-", " ")
    if found["heading"]:
        return f"{found['heading']}({word}) "
    return "[x] " if word == "done" else "[ ] " if word == "todo" else f"[ ] ({word}) "


def _unfolded(text: str) -> str:
    """An outline whose outermost items are paragraphs, but for tasks."""
    out: list[str] = []
    is_kept = True
    for line in text.split("\n"):
        found = _OUTERMOST.fullmatch(line)
        if found is None:
            out.append(line if is_kept else line[1:] if line.startswith("\t") else line.removeprefix("  "))
            continue
        said = found["text"] or ""
        was_kept, is_kept = is_kept, _IS_TASK.match(said) is not None
        if out and out[-1].strip() and not (is_kept and was_kept):
            out.append("")
        out.append(line if is_kept else said)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip("\n") + "\n" * text.endswith("\n")
