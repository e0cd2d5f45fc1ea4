r"""What bookdown adds to R Markdown in; theorems, labels and captions as Quarto has them and formulas of LaTeX out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .chunks import named_options
from .crossrefs import CrossReferences
from .prose import changed, parts, substituted

# What is numbered, by the kind of its label; all else is begun by its name alone.
NUMBERED = {
    "theorem": "thm",
    "lemma": "lem",
    "corollary": "cor",
    "proposition": "prp",
    "conjecture": "cnj",
    "definition": "def",
    "example": "exm",
    "exercise": "exr",
    "hypothesis": "hyp",
}
_ALONE = {"proof", "remark", "solution"}
_FENCE = re.compile(r"[ \t]*`{3,}[ \t]*\{[ \t]*(?P<kind>[a-z]++)(?P<said>[^{}\n]*+)\}[ \t]*")
_DIV = re.compile(r"[ \t]*:{3,}[ \t]*\{[ \t]*\.(?P<kind>[a-z]++)(?P<said>[^{}\n]*+)\}[ \t]*")
_LABEL = re.compile(r"#(?P<label>[\w:.-]+)")
_PART = re.compile(r"#[ \t]+\((?:PART|APPENDIX)(?:\\?\*)?\)[^\n]*")
_CAPTION = re.compile(r"(?P<before>(?:Table)?:[ \t]+)\(\\#(?P<kind>tab):(?P<name>[\w.-]+)\)[ \t]*(?P<words>.*)")
_ANY_LABEL = re.compile(r"\(\\#(?P<kind>eq|fig|tab):(?P<name>[\w.:-]+)\)")
_EQUATION = re.compile(r"\(\\#eq:(?P<name>[\w.:-]+)\)")
_OF_EQUATION = re.compile(r"\\@ref\(eq:(?P<name>[\w.:-]+)\)")
_LABELLED = re.compile(r"\\label\{eq:(?P<name>[\w.:-]+)\}")
# A caption that stands apart, since there it may have formulas.
_TEXT = re.compile(r"\(ref:(?P<name>[\w-]+)\)[ \t]+(?P<words>\S.*)")
_SAID = re.compile(r"\(ref:(?P<name>[\w-]+)\)")


def plain(text: str) -> str:
    r"""The text with the same words as Quarto and LaTeX have them, each line in its place.

    >>> print(plain("# (PART) One {-}\n```{theorem, pyth, name=\"Pythagoras\"}\n$a^2$ (\\#eq:a)\n```\nSee \\@ref(eq:a)."))
    <BLANKLINE>
    ::: {#thm-pyth name="Pythagoras"}
    $a^2$ \label{eq:a}
    :::
    See $\ref{eq:a}$.
    """
    known = {found["name"]: found["words"] for found in map(_TEXT.fullmatch, text.split("\n")) if found}
    text = "\n".join(_lines(text, known))
    if "\\#eq:" not in text and "\\@ref(eq:" not in text:
        return text
    text = changed(text, lambda prose: _EQUATION.sub(r"\\label{eq:\g<name>}", prose))
    here = {one["name"] for one in _LABELLED.finditer(text)}

    def referring(found: re.Match[str]) -> str:
        return f"$\\ref{{eq:{found['name']}}}$" if found["name"] in here else f"`@eq-{found['name']}`"

    return changed(text, lambda prose: substituted(_OF_EQUATION, referring, prose))


def labels_in(text: str) -> Iterator[str]:
    r"""The labels of a text by which references know what is numbered in it.

    >>> list(labels_in("```{theorem, pyth}\n(\\#eq:a)\n```\n```{r line}\n1\n```"))
    ['eq:a', 'thm:pyth', 'fig:line', 'tab:line']
    """
    yield from (f"{one['kind']}:{one['name']}" for one in _ANY_LABEL.finditer(text))
    for part in parts(text):
        for line in part.lines[:1] if part.is_code else part.lines:
            found = (_FENCE if part.is_code else _DIV).fullmatch(line) if "{" in line else None
            label = _label_in(found["said"]) if found else ""
            if found and label and (short := NUMBERED.get(found["kind"])):
                yield f"{short}:{label.removeprefix(f'{short}-')}"
            elif label and part.is_code:
                yield from (f"{kind}:{label}" for kind in ("fig", "tab"))


def place_and_words(label: str, text: str) -> tuple[str, str]:
    """Where in another text what has a label is, and the number that a reference to it says there.

    Args:
        label: such as `fig:line`.
        text: as it was written.
    """
    kind, _, name = label.partition(":")
    if kind == "eq":
        return label, f"({name})"
    place = f"{kind}-{re.sub(r'[^A-Za-z0-9_-]', '-', name)}"
    words = CrossReferences(f"{plain(text)}\n\\@ref({label})").words(place)
    return place, words.rpartition(" ")[2] or name


def _label_in(said: str) -> str:
    return named_options(said).get("label") or (one["label"] if (one := _LABEL.search(said)) else "")


def _lines(text: str, known: dict[str, str]) -> Iterator[str]:
    count = 0
    for part in parts(text):
        first = part.lines[0]
        if part.is_code:
            begun = _begun(_FENCE.fullmatch(first), count) if "{" in first else ""
            count += bool(begun)
            if begun:
                yield from (begun, *part.lines[1:-1], ":::")
            else:
                yield from (_SAID.sub(lambda one: known.get(one["name"], one[0]), first), *part.lines[1:])
            continue
        for line in part.lines:
            if _PART.fullmatch(line) or _TEXT.fullmatch(line):
                yield ""
            elif ":::" in line and (begun := _begun(_DIV.fullmatch(line), count)):
                count += 1
                yield begun
            elif caption := _CAPTION.fullmatch(line):
                yield f"{caption['before']}{caption['words']} {{#tab-{caption['name']}}}"
            else:
                yield line


def _begun(found: re.Match[str] | None, count: int) -> str:
    """The line that begins a theorem or its like as Quarto has it; empty for any other."""
    if found is None or found["kind"] not in {*NUMBERED, *_ALONE}:
        return ""
    kind = found["kind"]
    options, label = named_options(found["said"]), _label_in(found["said"])
    said = f'name="{name}"' if (name := options.get("name", "").replace('"', "")) else ""
    if kind in _ALONE:
        return f"::: {{.{kind} {said}}}".replace(" }", "}")
    short = NUMBERED[kind]
    label = label.removeprefix(f"{short}-") or f"unnamed-{count + 1}"
    return f"::: {{#{short}-{re.sub(r'[^A-Za-z0-9_-]', '-', label)} {said}}}".replace(" }", "}")
