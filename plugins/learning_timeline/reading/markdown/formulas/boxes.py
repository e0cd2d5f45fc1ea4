r"""Boxes, room, sizes and colours, as MathML and CSS have them: ``\smash``, ``\rule``, ``\small``, ``\textcolor{#d00}``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from .colours import of_css
from .expansion import Expansion
from .lengths import length
from .text import written
from .tokens import FormulaError, group

_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_SIZES = {
    "tiny": 50,
    "scriptsize": 70,
    "footnotesize": 80,
    "small": 90,
    "normalsize": 100,
    "large": 120,
    "Large": 144,
    "LARGE": 173,
    "huge": 207,
    "Huge": 249,
}
# What a reader of pages may be led to by a click.
_SAFE_ADDRESS = re.compile(r"https?://|mailto:|#|/(?!/)", flags=re.IGNORECASE)


def overlap(side: str) -> Callable[[Expansion], list[str]]:
    """The function of a command whose argument takes no room of its width."""

    def write(formula: Expansion) -> list[str]:
        return _moved(formula, formula.nested("\\mathclap"), side)

    return write


def _moved(formula: Expansion, inside: list[str], side: str) -> list[str]:
    moved = formula.enclosed(inside, "mrow", f'class="{side}"')
    return formula.enclosed(moved, "mpadded", 'width="0"')


def text_overlap(side: str) -> Callable[[Expansion], list[str]]:
    """The same for an argument that is text."""

    def write(formula: Expansion) -> list[str]:
        inside = written(formula, "\\text", formula.argument("\\clap"))
        return _moved(formula, inside, side)

    return write


def smash(formula: Expansion) -> list[str]:
    r"""``\smash[b]{...}``."""
    side = "".join(formula.option() or []).strip()
    sizes = {"t": 'height="0"', "b": 'depth="0"'}.get(side, 'height="0" depth="0"')
    return formula.enclosed(formula.nested("\\smash"), "mpadded", sizes)


def rule(formula: Expansion) -> list[str]:
    r"""``\rule[raise]{width}{height}``."""
    raised = formula.option()
    width, height = length(formula.text("\\rule")), length(formula.text("\\rule"))
    up = length("".join(raised)) if raised else "0em"
    shape = f'<mspace width="{width}" height="{height}" style="background-color:currentcolor"/>'
    # The name of nothing keeps a sign beside it from being taken for the first of its row.
    return formula.mark(f'<mrow><mi></mi><mpadded voffset="{up}">{shape}</mpadded></mrow>')


def room(formula: Expansion) -> list[str]:
    r"""``\hspace*{1em}``, ``\hskip 1em plus 1fil``, ``\kern 1pt``."""
    formula.takes("*")
    width = length(formula.text("\\hspace")) if formula.peek() == "{" else formula.dimension()
    for word in ("plus", "minus"):
        if formula.peek() == word[0]:
            _take_word(formula, word)
    if width.startswith("-"):
        return formula.mark(f'<mspace style="margin-left:{width}"/>')
    return formula.mark(f'<mspace width="{width}"/>')


def _take_word(formula: Expansion, word: str) -> None:
    taken = [formula.next() for _ in word]
    if "".join(taken) == word:
        formula.dimension()
    else:
        formula.put_back(taken)


def raised(sign: str) -> Callable[[Expansion], list[str]]:
    r"""The function of ``\raise`` and ``\lower``."""

    def write(formula: Expansion) -> list[str]:
        offset = formula.dimension()
        offset = offset if sign == "" else offset.removeprefix("-") if offset.startswith("-") else f"-{offset}"
        box = formula.next()
        text = formula.argument(box)
        inside = written(formula, "\\text", text) if box in {"\\hbox", "\\text", "\\mbox"} else formula.expand(text)
        return formula.enclosed(inside, "mpadded", f'voffset="{offset}"')

    return write


def raise_box(formula: Expansion) -> list[str]:
    r"""``\raisebox{2pt}{text}``."""
    offset = length(formula.text("\\raisebox"))
    return formula.enclosed(
        written(formula, "\\text", formula.argument("\\raisebox")), "mpadded", f'voffset="{offset}"'
    )


def size(percent: int) -> Callable[[Expansion], list[str]]:
    """The function of a switch that sets the rest of its group larger or smaller."""

    def write(formula: Expansion) -> list[str]:
        rest = formula.expand(formula.rest_of_group("&", "\\\\"))
        return formula.enclosed(rest, "mrow", f'style="font-size:{percent}%"') if percent != 100 and rest else rest  # noqa: PLR2004

    return write


# -- colours


def _colour(formula: Expansion, of: str) -> str:
    """The colour that is next, as CSS, or as its name."""
    model = "".join(formula.option() or []).strip()
    said = formula.text(of)
    numbers = re.findall(r"\d*\.?\d+", said)
    if model in {"rgb", "RGB"} and len(numbers) == 3:  # noqa: PLR2004 - red, green, blue
        scale = 255 if model == "rgb" else 1
        return f"rgb({','.join(str(round(min(float(number) * scale, 255))) for number in numbers)})"
    if model == "gray" and numbers:
        return f"rgb({','.join([str(round(min(float(numbers[0]), 1) * 255))] * 3)})"
    if model == "cmyk" and len(numbers) == 4:  # noqa: PLR2004 - cyan, magenta, yellow, black
        *inks, black = (min(float(number), 1) for number in numbers)
        return f"rgb({','.join(str(round(255 * (1 - ink) * (1 - black))) for ink in inks)})"
    if match := _HEX.fullmatch(said):
        return f"#{match[1]}" if model == "HTML" or said.startswith("#") else said
    # A name with a share of it: red!50.
    name = said.partition("!")[0]
    if not name.isalnum():
        raise FormulaError(f"{said} is not a colour")
    return name


def _coloured(formula: Expansion, colour: str, tokens: list[str]) -> list[str]:
    if colour[0] == "#" or "(" in colour:
        return formula.enclosed(tokens, "mrow", f'style="color:{colour}"')
    if name := of_css(colour):
        return formula.enclosed(tokens, "mrow", f'style="color:{name}"')
    # The converter knows LaTeX's names, and which of them CSS has otherwise.
    return ["\\textcolor", *group([colour]), *group(tokens)]


def text_colour(formula: Expansion) -> list[str]:
    r"""``\textcolor{#d00}{x}``."""
    return _coloured(formula, _colour(formula, "\\textcolor"), formula.nested("\\textcolor"))


def colour(formula: Expansion) -> list[str]:
    r"""``\color{#d00}``, for the rest of the group."""
    name = _colour(formula, "\\color")
    return _coloured(formula, name, formula.expand(formula.rest_of_group("&", "\\\\")))


def colour_box(formula: Expansion) -> list[str]:
    r"""``\colorbox{yellow}{text}``."""
    fill = _colour(formula, "\\colorbox")
    inside = written(formula, "\\text", formula.argument("\\colorbox"))
    return formula.enclosed(inside, "mrow", f'style="background-color:{fill};padding:.2em"')


def framed_box(formula: Expansion) -> list[str]:
    r"""``\fcolorbox{red}{white}{text}``."""
    line, fill = _colour(formula, "\\fcolorbox"), _colour(formula, "\\fcolorbox")
    inside = written(formula, "\\text", formula.argument("\\fcolorbox"))
    return formula.enclosed(inside, "mrow", f'style="background-color:{fill};{border(line)}padding:.2em"')


def border(line: str, sides: Sequence[str] = ("top", "right", "bottom", "left")) -> str:
    """A frame, as CSS.

    Args:
        line: its colour.
        sides: on which it is drawn.
    """
    return "".join(f"border-{side}:.05em solid {line};" for side in sides)


def box(formula: Expansion) -> list[str]:
    r"""``\bbox[yellow,5px,border:1px solid]{x}``."""
    said = [part.strip() for part in "".join(formula.option() or []).split(",")]
    fill = next((part for part in said if part.isalpha() or _HEX.fullmatch(part)), "")
    style = f"background-color:{fill};" * bool(fill) + border("currentcolor") * any("border" in part for part in said)
    return formula.enclosed(formula.nested("\\bbox"), "mrow", f'style="{style}padding:.2em"')


def enclosed(formula: Expansion) -> list[str]:
    r"""``\enclose{circle}{x}``."""
    notation = formula.text("\\enclose")
    inside = formula.nested("\\enclose")
    if "strike" in notation:
        command = "\\bcancel" if "down" in notation else "\\cancel" if "up" in notation else "\\sout"
        return [command, *group(inside)] if command != "\\sout" else _struck(formula, inside)
    round_corners = "border-radius:1em;" if "circle" in notation or "round" in notation else ""
    return formula.enclosed(inside, "mrow", f'style="{border("currentcolor")}{round_corners}padding:.2em"')


def _struck(formula: Expansion, inside: list[str]) -> list[str]:
    return formula.enclosed(inside, "mrow", 'class="struck"')


def strike(formula: Expansion) -> list[str]:
    r"""``\sout{text}``."""
    return _struck(formula, written(formula, "\\text", formula.argument("\\sout")))


# -- links


def link(formula: Expansion) -> list[str]:
    r"""``\href{address}{x}``: a formula that is nothing else becomes a link, another one keeps what is shown."""
    address = formula.next()
    inside = formula.nested("\\href")
    if _SAFE_ADDRESS.match(address) and not formula.out and not formula.peek():
        formula.address = address
    return inside


def address(formula: Expansion) -> list[str]:
    r"""``\url{address}``."""
    shown = formula.next()
    if _SAFE_ADDRESS.match(shown) and not formula.out and not formula.peek():
        formula.address = shown
    return formula.mark(f"<mtext>{escape(shown, quote=False)}</mtext>")


def sign(formula: Expansion) -> list[str]:
    r"""``\unicode{x263a}``."""
    code = formula.text("\\unicode").lower()
    return _sign(formula, code.removeprefix("x").removeprefix("u+"), 16 if code[:1] in {"x", "u"} else 10)


def char(formula: Expansion) -> list[str]:
    r"""``\char"41``."""
    digits, base = ("0123456789ABCDEF", 16) if formula.takes('"') else ("0123456789", 10)
    code = ""
    while (token := formula.peek()) and token in digits and len(code) < 6:  # noqa: PLR2004 - more than any character's
        code += formula.next()
    return _sign(formula, code, base)


def _sign(formula: Expansion, code: str, base: int) -> list[str]:
    try:
        character = chr(int(code, base))
    except (ValueError, OverflowError):
        character = ""
    if not character.isprintable() or not character:
        raise FormulaError(f"{code} is not a character")
    return formula.mark(f"<mi>{escape(character, quote=False)}</mi>")


COMMANDS: dict[str, Callable[[Expansion], list[str]]] = {
    "\\mathclap": overlap("clap"),
    "\\mathllap": overlap("llap"),
    "\\mathrlap": overlap("rlap"),
    "\\clap": text_overlap("clap"),
    "\\llap": text_overlap("llap"),
    "\\rlap": text_overlap("rlap"),
    "\\smash": smash,
    "\\rule": rule,
    "\\hspace": room,
    "\\hskip": room,
    "\\kern": room,
    "\\mskip": room,
    "\\mkern": room,
    "\\raise": raised(""),
    "\\lower": raised("-"),
    "\\raisebox": raise_box,
    **{f"\\{name}": size(percent) for name, percent in _SIZES.items()},
    "\\textcolor": text_colour,
    "\\color": colour,
    "\\colorbox": colour_box,
    "\\fcolorbox": framed_box,
    "\\bbox": box,
    "\\enclose": enclosed,
    "\\sout": strike,
    "\\href": link,
    "\\url": address,
    "\\unicode": sign,
    "\\char": char,
}
