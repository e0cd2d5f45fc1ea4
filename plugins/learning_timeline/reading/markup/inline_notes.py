"""Footnotes that are in the text as ``^[words]`` in, as Pandoc and Obsidian have them; footnotes with a name out."""

from __future__ import annotations

import re

from .prose import changed, substituted

# Brackets within it come in pairs; in the address of a link any may stand.
_NOTE = re.compile(
    r"(?<!\\)\^\[(?P<words>"
    r"(?:[^\[\]\n]|\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\](?:\([^()\n]*\)|(?!\([^()\n]*\))))+)\]"
)


def named(text: str) -> str:
    r"""The same with the notes at its end; each line stays in its place.

    >>> named("A^[See *b*.] and `^[c]`.")
    'A[^inline-1] and `^[c]`.\n\n[^inline-1]: See *b*.'
    """
    notes: list[str] = []

    def reference(found: re.Match[str]) -> str:
        notes.append(found["words"].strip())
        return f"[^inline-{len(notes)}]"

    if "^[" not in text:
        return text
    text = changed(text, lambda prose: substituted(_NOTE, reference, prose))
    return "\n\n".join([text, *(f"[^inline-{number}]: {words}" for number, words in enumerate(notes, 1))])
