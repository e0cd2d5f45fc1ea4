r"""A field of BibTeX in, its text out: accents, macros and formulas as a reader sees them, `{GPU}` as "GPU". Pure.

By `pylatexenc`, with what it does not know or gets wrong put beside it: commands that only set type (`\texttt`, `\mbox`), names
(`\LaTeX`), links, and the journals that ADS writes as macros. `rich` keeps what citation styles need: capitals that stay, italics.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from .journals import JOURNALS

_TEX = re.compile(r"[\\{}$~]|--|``|''")
_NO_BRACES = str.maketrans("", "", "{}")
_NO_MARKS = str.maketrans("~", " ", "{}$\\")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?")
# Of these the argument is the text; the type that it is set in says nothing to a reader.
_SET_IN_TYPE = (
    *("texttt", "textsf", "textrm", "textup", "textmd", "textnormal", "textbf", "textit", "textsl", "textsc", "emph"),
    *("mbox", "hbox", "underline", "uline", "sout", "enquote", "ensuremath", "mkbibemph", "mkbibitalic", "mkbibbold"),
    *(
        "textsuperscript",
        "textsubscript",
        "mkbibquote",
        "url",
        "nolinkurl",
        "path",
        "protect",
        "lowercase",
        "MakeLowercase",
    ),
    *("NoCaseChange", "sentencecase", "hyphenat", "text", "natexlab"),
)
# Of these the last argument is the text.
_LAST_OF_TWO = ("href", "textcolor", "texorpdfstring", "foreignlanguage", "colorbox", "scalebox")
_SIGNS = {
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "LaTeXe": "LaTeX2e",
    "XeTeX": "XeTeX",
    "copyright": "©",
    "S": "§",
    "P": "¶",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "slash": "/",
    "-": "",
    "/": "",
    "ndash": "\u2013",
    "mdash": "\u2014",
    "textendash": "\u2013",
    "textemdash": "\u2014",
    "bibrangedash": "\u2013",
    "bibinitperiod": ".",
    "nobreakdash": "",
    "textregistered": "®",
    "texttrademark": "™",
    "textdegree": "°",
    "textmu": "µ",
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
}
_SUBSCRIPTS = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_SUPERSCRIPTS = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_FORMULA = re.compile(r"(?<!\\)\$\$?([^$]+)\$\$?")
_SCRIPT = re.compile(r"(?P<sign>[_^])(?:\{(?P<many>[^{}\\]{1,12})\}|(?P<one>[0-9A-Za-z+\-*]))")
# A percent sign begins a comment in TeX; exporters write it as it is.
_BARE_PERCENT = re.compile(r"(?<!\\)%")
# Where type begins and ends, as characters that no text has.
_MARKS = {"nocase": "\ufdd0", "i": "\ufdd1", "b": "\ufdd2", "sup": "\ufdd3", "sub": "\ufdd4"}
_END = "\ufdd5"
_TAGS = {mark: '<span class="nocase">' if name == "nocase" else f"<{name}>" for name, mark in _MARKS.items()}
_TAGGED = {
    **dict.fromkeys(("emph", "textit", "textsl", "mkbibemph", "mkbibitalic", "em", "it"), "i"),
    **dict.fromkeys(("textbf", "mkbibbold", "bf"), "b"),
    "textsuperscript": "sup",
    "textsubscript": "sub",
}
_KEPT = re.compile(r'(?<![^\s<>])(?:[^\s<>]*+<span class="nocase">[^<>]*+</span>)+[^\s<>]*+')
_ANY_TAG = re.compile(r"<[^<>]+>")
_TAGGED_COMMAND = re.compile(r"\\(" + "|".join(sorted(_TAGGED, key=len, reverse=True)) + r")(?![A-Za-z])\s*")


class LatexError(ValueError):
    """A command that the decoder half knows, and raises at."""


def readable(text: str) -> str:
    r"""A field as text, roughly where it holds what is not known.

    >>> readable(r"{\texttt{waitlib}}: {\'E}tudes in CO$_2$, $10^{6}$ times")
    'waitlib: Études in CO₂, 10⁶ times'
    """
    try:
        return to_text(text)
    except LatexError:
        return " ".join(_COMMAND.sub("", text).translate(_NO_MARKS).split())


def to_text(text: str) -> str:
    """A field as text on one line.

    Raises:
        LatexError: it holds a command that the decoder raises at.
    """
    return " ".join((_decoded(text) if _TEX.search(text) else text).split())


def rich(text: str) -> str:
    r"""A field as CSL-JSON writes it: the text, with tags for italics and for capitals that a style leaves as they are.

    >>> rich(r"{G}lo{V}e on {GPU}s with \emph{care}")
    '<span class="nocase">GloVe</span> on <span class="nocase">GPUs</span> with <i>care</i>'
    """
    if "{" not in text and "\\" not in text:
        return readable(text)
    if (inside := _unwrapped(text.strip())) != text.strip():
        # All of it stays as it is, and braces within say nothing more.
        return f"{_TAGS[_MARKS['nocase']]}{readable(inside)}</span>"
    found = readable(_marked(text))
    if found.count(_END) != sum(map(found.count, _MARKS.values())):
        return readable(text)
    # A tag opened last is closed first.
    open_tags: list[str] = []
    parts = []
    for letter in found:
        if letter in _TAGS:
            open_tags.append("</span>" if "span" in _TAGS[letter] else _TAGS[letter].replace("<", "</"))
            parts.append(_TAGS[letter])
        elif letter == _END:
            parts.append(open_tags.pop() if open_tags else "")
        else:
            parts.append(letter)
    # Of a word of which a part is kept all is: between parts processors put a space, or begin a word anew.
    return _KEPT.sub(lambda word: f"{_TAGS[_MARKS['nocase']]}{_ANY_TAG.sub('', word[0])}</span>", "".join(parts))


def _marked(text: str) -> str:
    """A field with marks around what braces protect and what is set in another type."""
    parts: list[str] = []
    # What closes each open brace.
    closing: list[str] = []
    at = 0
    while at < len(text):
        letter = text[at]
        command = _TAGGED_COMMAND.match(text, at) if letter == "\\" else None
        if command and text[command.end() : command.end() + 1] == "{":
            parts.append("{" + _MARKS[_TAGGED[command[1]]])
            closing.append(_END + "}")
            at = command.end() + 1
            continue
        if letter == "\\":
            parts.append(text[at : at + 2])
            at += 2
            continue
        if letter == "{":
            is_protected = not closing and _protects(text, at)
            parts.append("{" + _MARKS["nocase"] if is_protected else "{")
            closing.append(_END + "}" if is_protected else "}")
        elif letter == "}":
            parts.append(closing.pop() if closing else "}")
        else:
            parts.append(letter)
        at += 1
    return "".join(parts)


def _protects(text: str, at: int) -> bool:
    """Whether a brace keeps capitals: it belongs to no command, and not all of the field is in it."""
    if re.search(r"\\[A-Za-z]+\s*$|\\[^A-Za-z]$", text[:at]) or text[at + 1 : at + 2] == "\\":
        return False
    return any(character.isupper() for character in text[at : text.find("}", at)])


def _unwrapped(text: str) -> str:
    """A field without braces around all of it, which say that the whole title stays as it is."""
    while text.startswith("{") and text.endswith("}"):
        depth = 0
        for at, letter in enumerate(text):
            depth += (letter == "{") - (letter == "}")
            if depth == 0 and at < len(text) - 1:
                return text
        text = text[1:-1].strip()
    return text


@lru_cache(maxsize=8_192)
def _decoded(text: str) -> str:
    """LaTeX as text; the same names and journals come again and again."""
    bare = text.translate(_NO_BRACES)
    # Braces alone keep capitals, and mean nothing to a reader.
    if not _TEX.search(bare):
        return bare
    text = _BARE_PERCENT.sub(r"\\%", text)
    text = _FORMULA.sub(lambda match: f"${_SCRIPT.sub(_script, match[1])}$", text)
    try:
        return _decoder()(text)
    except Exception as error:
        # The decoder raises whatever its tables hold for commands that it half knows.
        raise LatexError(text) from error


def _script(match: re.Match[str]) -> str:
    inside = match["many"] or match["one"]
    letters = inside.translate(_SUBSCRIPTS if match["sign"] == "_" else _SUPERSCRIPTS)
    return letters if all(one != other for one, other in zip(inside, letters, strict=True)) else match[0]


@cache
def _decoder() -> Callable[[str], str]:
    from pylatexenc import latex2text, latexwalker  # noqa: PLC0415 - a build with nothing to do needs it not
    from pylatexenc.macrospec import std_macro  # noqa: PLC0415

    texts, grammar = latex2text.get_default_latex_context_db(), latexwalker.get_default_latex_context_db()
    as_text, arguments = [], []
    for names, pattern, spec in ((_SET_IN_TYPE, "%(1)s", "{"), (_LAST_OF_TWO, "%(2)s", "{{")):
        as_text += [latex2text.MacroTextSpec(name, pattern) for name in names]
        arguments += [std_macro(name, spec) for name in names]
    for name, sign in {**_SIGNS, **JOURNALS}.items():
        as_text.append(latex2text.MacroTextSpec(name, sign.replace("%", "%%")))
        arguments.append(std_macro(name, ""))
    texts.add_context_category("bibliography", macros=as_text, prepend=True)
    grammar.add_context_category("bibliography", macros=arguments, prepend=True)
    decoder = latex2text.LatexNodes2Text(latex_context=texts, math_mode="text", keep_comments=True)

    def decode(text: str) -> str:
        nodes = latexwalker.LatexWalker(text, latex_context=grammar, tolerant_parsing=True).get_latex_nodes()[0]
        return str(decoder.nodelist_to_text(nodes))

    return decode
