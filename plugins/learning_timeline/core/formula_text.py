"""MathML in, plain text out: a formula for titles, feeds, cards, the search, and whoever cannot see a picture.

>>> plain_text("<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></math>")
'x² = ½'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from typing import NamedTuple

from .html import with_elements

_PIECE = re.compile(r"<(?P<end>/?)(?P<tag>[a-z]++)(?P<attributes>[^<>]*?)(?P<empty>/?)>|(?P<text>[^<]+)")
_ABOVE = dict(
    zip(
        "0123456789+-−=()niabcdefghjklmoprstuvwxyzT∗*′″‴∘",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ**′″‴°",
        strict=True,
    )
)
_BELOW = dict(zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
# Accents that stand over a letter, as characters that join with it.
_ACCENTS = dict(
    zip(
        "^ˆ~˜¯‾ˉ˙¨ˇ˘´`→⃗",
        "\u0302\u0302\u0303\u0303\u0304\u0304\u0304\u0307\u0308\u030c\u0306\u0301\u0300\u20d7\u20d7",
        strict=True,
    )
)
_BRACES = {*"⏞⏟⎴⎵⏜⏝⃛˚→←↔\u0332_", "^\u0302"}
_ARROWS = frozenset("→←↔⟶⟵⇒⇐⇌↦")
# Signs with room on both sides, unless they stand first.
_SPACED = frozenset("=<>≤≥≠≈∼≃≅≡≪≫∈∉⊂⊆⊊∝→←↔↦⇒⇐⇔⟶⟹⟺⟸+−±∓×÷⋅∪∩∧∨∖⊕⊗⊙∣∥⊥⊢⊨≔≜≐⩽⩾⟵⟷⇌≺≻⪯⪰")
_WITH_ROOM_BEHIND = frozenset(",;:")
_SMALL = "".join({*_ABOVE.values(), *_BELOW.values()} - set("*")).replace("°", "")
_FRACTIONS = {"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾"}
# Between a function and what it is of; in front of a name; behind a fraction. Each is room only where letters would run together.
_APPLIED, _NAME, _FRACTION = "\u2061", "\x02", "\x03"
_INVISIBLE = dict.fromkeys([*range(0x2062, 0x2065), *range(0xFE00, 0xFE10), 0x200B])
_AT_ONE_SIDE = re.compile(r'form="(?:prefix|postfix)"')
_WIDE = re.compile(r'width="(?:0?\.(?:1[6-9]|[2-9])|[1-9])')
_MARKERS = re.compile(rf"[{_NAME}{_FRACTION}{_APPLIED}]")
_JOINED = (
    (re.compile(rf"{_APPLIED}(?![^\W\d_]|[√∑∫∏∂∇])|{_APPLIED}(?=[{_SMALL}])"), ""),
    (re.compile(rf"(?<=[\w)\]}}′*]){_NAME}"), " "),
    (re.compile(rf"{_FRACTION}(?=[\w∑∏∫√∇∂(])"), " "),
    (re.compile(rf"[{_NAME}{_FRACTION}]"), ""),
    (re.compile(_APPLIED), " "),
    (re.compile(r"\s+"), " "),
    (re.compile(r"(?<=[(\[{⟨]) | (?=[)\]}⟩])"), ""),
    # A sign that is first is one of what follows.
    (re.compile(r"(?:^ ?|(?<=[(\[{=<>≤≥,;→∼≈⟹≔] )|(?<=[(\[{]))([−+±∓]) "), r"\1"),
    (re.compile(r" (?=[,;])"), ""),
)
# Longer ones are read in one line, as in x_max.
_MOST_SMALL_LETTERS = 2
_LONGEST_CLOSE = 12


class _Element(NamedTuple):
    tag: str
    attributes: str
    children: list[str]


def with_plain_formulas(html: str, longest: int | None = None, *, is_typed: bool = False) -> str:
    """HTML whose formulas are text, for places that show no MathML.

    Args:
        html: in which any number of formulas stands.
        longest: instead of a formula whose text is longer stands an ellipsis.
        is_typed: whether it is compared with what people type, b1 and not b₁.
    """

    def text_of(_: str, inside: str) -> str:
        text = plain_text(inside)
        text = unicodedata.normalize("NFKC", text) if is_typed else text
        return "…" if longest and len(text) > longest else escape(text, quote=False)

    return with_elements(html, ("math",), text_of) if "<math" in html else html


@lru_cache(maxsize=4_096)
def plain_text(mathml: str) -> str:
    """A formula as one line of text."""
    open_elements = [_Element("mrow", "", [])]
    for match in _PIECE.finditer(mathml):
        if text := match["text"]:
            open_elements[-1].children.append(_spelt(text))
        elif match["end"]:
            if len(open_elements) > 1:
                element = open_elements.pop()
                open_elements[-1].children.append(_written(element))
        else:
            element = _Element(match["tag"], match["attributes"], [])
            if match["empty"]:
                open_elements[-1].children.append(_written(element))
            else:
                open_elements.append(element)
    text = "".join(open_elements[0].children)
    for pattern, instead in _JOINED:
        text = pattern.sub(instead, text)
    return text.strip()


def _spelt(text: str) -> str:
    """Text without what nobody sees, in letters that any font has."""
    text = unescape(text).translate(_INVISIBLE).replace("...", "…")
    return text if text.isascii() else "".join(_plain_letter(letter) for letter in text)


def _plain_letter(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter) if "\U0001d400" <= letter <= "\U0001d7ff" else letter


def _written(element: _Element) -> str:
    write = _WRITERS.get(element.tag)
    return "".join(element.children) if write is None else write(element)


def _name(element: _Element) -> str:
    name = "".join(element.children)
    return f"{_NAME}{name}{_APPLIED}" if len(name) > 1 and name.isalpha() else name


def _sign(element: _Element) -> str:
    sign = "".join(element.children).strip()
    if len(sign) > 1:
        return _name(element)
    is_between = sign in _SPACED and not _AT_ONE_SIDE.search(element.attributes)
    if is_between or 'form="infix"' in element.attributes:
        return f" {sign} "
    return f"{sign} " if sign in _WITH_ROOM_BEHIND and sign else sign


def _grouped(text: str, *, is_below: bool = False) -> str:
    """Text in parentheses if it is more than one thing; below a line a number and a letter are two."""
    bare = _MARKERS.sub("", text).strip()
    is_word = bare.isalpha() or bare.isdigit() if is_below else bare.isalnum()
    is_one = len(bare) == 1 or (is_word and bare == text.strip()) or (bare[:1] == "(" and _closes_last(bare))
    return bare if is_one or not bare else f"({text.strip()})"


def _closes_last(text: str) -> bool:
    depth = 0
    for index, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return index == len(text) - 1
    return False


def _script(sign: str, text: str, letters: dict[str, str]) -> str:
    close = "".join(_MARKERS.sub("", text).split())
    if not close:
        return ""
    if all(letter in letters for letter in close) and sum(map(str.isalpha, close)) <= _MOST_SMALL_LETTERS:
        return "".join(letters[letter] for letter in close)
    return f"{sign}{_grouped(close if len(close) < _LONGEST_CLOSE else text)}"


def _child(element: _Element, index: int) -> str:
    return element.children[index] if index < len(element.children) else ""


def _below(element: _Element) -> str:
    return _child(element, 0).rstrip() + _script("_", _child(element, 1), _BELOW)


def _above(element: _Element) -> str:
    base = _child(element, 0).rstrip()
    return base + _script("^", _child(element, 1), _ABOVE)


def _both(element: _Element) -> str:
    return (
        _child(element, 0).rstrip()
        + _script("_", _child(element, 1), _BELOW)
        + _script("^", _child(element, 2), _ABOVE)
    )


def _over(element: _Element) -> str:
    base, over = _child(element, 0), _child(element, 1).strip()
    letter = base.strip()
    if over in _ACCENTS and len(letter) == 1:
        return letter + _ACCENTS[over]
    if over in _ACCENTS or over in _BRACES or not over:
        return base
    if letter in _SPACED:
        # Over an arrow stands what it is about.
        return f" {letter}[{over}] " if letter in _ARROWS else f" {letter} "
    return base.rstrip() + _script("^", over, _ABOVE)


def _under(element: _Element) -> str:
    base, under = _child(element, 0), _child(element, 1).strip()
    if under in _BRACES or not under:
        return base
    # Never as small letters: what is below is read behind, as in lim_(x → 0).
    return f"{base.rstrip()}_{_grouped(under)} "


def _under_and_over(element: _Element) -> str:
    base, under, over = (_child(element, index).strip() for index in range(3))
    below = f"_{_grouped(under)}" if under else ""
    above = f"^{_grouped(over)}" if over else ""
    return f" {base}{below}{above} " if base in _SPACED else f"{base}{below}{above} "


def _fraction(element: _Element) -> str:
    above, below = _child(element, 0), _child(element, 1)
    if 'linethickness="0"' in element.attributes:
        return f"{above.strip()} choose {below.strip()}"
    fraction = f"{_grouped(above)}/{_grouped(below, is_below=True)}"
    return _FRACTIONS.get(fraction, fraction) + _FRACTION


def _root(element: _Element) -> str:
    return f"√{_grouped(''.join(element.children))}"


def _root_of_degree(element: _Element) -> str:
    return f"{_script('', _child(element, 1), _ABOVE)}√{_grouped(_child(element, 0))}"


def _with_scripts(element: _Element) -> str:
    base, *scripts = element.children
    split = scripts.index("\0") if "\0" in scripts else len(scripts)
    behind, before = scripts[:split], scripts[split + 1 :]
    return f"{_pairs(before)}{base.rstrip()}{_pairs(behind)}"


def _pairs(scripts: list[str]) -> str:
    below, above = "".join(scripts[::2]), "".join(scripts[1::2])
    return _script("_", below, _BELOW) + _script("^", above, _ABOVE)


_WRITERS: dict[str, Callable[[_Element], str]] = {
    "annotation": lambda _: "",
    "mi": _name,
    "mo": _sign,
    "mphantom": lambda _: "",
    "mspace": lambda element: " " if _WIDE.search(element.attributes) else "",
    "msub": _below,
    "msup": _above,
    "msubsup": _both,
    "mover": _over,
    "munder": _under,
    "munderover": _under_and_over,
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _root_of_degree,
    "mprescripts": lambda _: "\0",
    "mmultiscripts": _with_scripts,
    "mtr": lambda element: " ".join(child.strip() for child in element.children if child.strip()),
    "mtable": lambda element: "; ".join(element.children),
}
