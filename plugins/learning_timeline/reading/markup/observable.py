"""Pages of Observable Framework in, Markdown out: code that its author shows, without that which draws what nothing here runs."""

from __future__ import annotations

import re

from .prose import Lines, opening_of, parts

# What is run unless it says otherwise; what of it is text is shown.
_RUN = {"js", "jsx", "ts", "tsx", "sql"}
_NOT_RUN = re.compile(r"(?<![\w-])run\s{0,9}=\s{0,9}[\"']?false\b")
_SHOWN = re.compile(r"(?<![\w-])echo(?![\w-])(?!\s{0,9}=\s{0,9}[\"']?false\b)")
_BRACE = re.compile(r"(?P<span>(?<!`)`[^`\n]+`(?!`))|(?P<begin>\$?\{)|\}")
_FORMULA = re.compile(r"\s*tex(?P<block>\.block)?`(?P<formula>[^`]*)`\s*", flags=re.DOTALL)
_TEXT = re.compile(r"\s*(?P<quote>[\"'])(?P<text>[^\"'\\\n]*)(?P=quote)\s*")


def plain(text: str, left_out: list[tuple[int, str]]) -> str:
    r"""The text as Markdown, each line in its place.

    Args:
        text: of a page.
        left_out: gets the lines, from 1, with what is left out of them.

    >>> plain("A ${tex`x^2`}.\n```js\ndisplay(1)\n```\n```js echo\n2\n```", left := []), left
    ('A $x^2$.\n\n\n\n```js echo\n2\n```', [(2, 'what a block of `js` shows')])
    """
    out: list[str] = []
    for part in parts(text):
        out += _block(part.lines, part.start, left_out) if part.is_code else _prose(part.lines, part.start, left_out)
    return "\n".join(out)


def _block(lines: list[str], start: int, left_out: list[tuple[int, str]]) -> list[str]:
    opening = opening_of(lines[0])
    assert opening is not None
    language, _, said = opening["info"].strip().partition(" ")
    if _NOT_RUN.search(said) or _SHOWN.search(said):
        return lines
    inner = lines[1:-1]
    match language.lower():
        case "tex":
            return ["$$", *inner, "$$"]
        case "html" | "svg":
            return ["", *_prose(inner, start + 1, left_out), ""]
        case known if known in _RUN:
            left_out.append((start + 1, f"what a block of `{known}` shows"))
            return [""] * len(lines)
    return lines


def _prose(lines: list[str], start: int, left_out: list[tuple[int, str]]) -> list[str]:
    """Lines without expressions; what is a formula or a text is shown as that."""
    text = "\n".join(lines)
    if "${" not in text:
        return lines
    numbers, out, at = Lines(text), [], 0
    for begin, end in _expressions(text):
        inner = text[begin + 2 : end - 1]
        shown = ""
        if found := _FORMULA.fullmatch(inner):
            sign = "$$" if found["block"] else "$"
            shown = f"{sign}{found['formula'].strip()}{sign}"
        elif found := _TEXT.fullmatch(inner):
            shown = found["text"]
        else:
            left_out.append((start + numbers.number(begin) + 1, f"`${{{' '.join(inner.split())[:40]}}}`"))
        height = inner.count("\n") - shown.count("\n")
        out += [text[at:begin], shown, "\n" * max(height, 0)]
        at = end
    return "".join([*out, text[at:]]).split("\n")


def _expressions(text: str) -> list[tuple[int, int]]:
    """Where the outermost expressions begin and end; a brace that nothing closes begins none."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[int, bool]] = []
    for one in _BRACE.finditer(text):
        if one["begin"]:
            opened.append((one.start(), one["begin"] == "${"))
        elif one["span"] is None and opened:
            place, is_expression = opened.pop()
            if is_expression:
                while found and found[-1][0] > place:
                    found.pop()
                found.append((place, one.end()))
    return found
