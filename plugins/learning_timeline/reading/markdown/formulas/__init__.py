r"""The formulas of a page: LaTeX in, MathML out; one that cannot be shown is reported, and is in the page as it was written.

math-core converts (see docs/adr/0032). It knows most of what papers use, and most formulas go to it as
they are. What else LaTeX, KaTeX and MathJax know is rewritten before: `tokens` cuts a formula up once, `expansion` reads it and
writes what the converter knows, and each of the other modules holds one kind of command. `mathml` puts in place what the
converter has no word for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape

from math_core import LatexToMathML

from ....core.formula_text import plain_text
from ....core.phrases import cut
from .bounds import refuse_what_exhausts, refuse_what_is_long
from .definitions import macros_of
from .environments import lines
from .equations import Equation, Equations, link
from .expansion import MARKS, Expansion, Macro
from .mathml import finished, inside, with_marks
from .tags import tag_of
from .tokens import FormulaError, spelt, tokenise, without_comments_of_tex
from .vocabulary import VOCABULARY, is_plain

__all__ = ["REFERS", "FormulaError", "Formulas", "Macro", "is_money", "macros_of"]

# Formulas come again: half of them are one letter.
_MOST_KEPT = 4_096
# The converter begins its message with the offset of the mistake.
_OFFSET = re.compile(r"(?<!\d)\d+: ")
_REFERENCE = re.compile(r"\s*(?P<left>\(?)\\(?P<name>eqref|ref|autoref|cref)\s*\{(?P<label>[^{}]*)\}(?P<right>\)?)\s*")
# A space in TeX, as behind the end of a row that is written for a program which takes a backslash away.
_CONTROL_NEWLINE = re.compile(r"(?<!\\)(?P<before>(?:\\\\)*)\\\n")
# A sign of Markdown that its author escaped, for a program that reads formulas as Markdown first.
_ESCAPED_SIGN = re.compile(r"\\(?P<sign>[!-/:-@\[-`{-~])")
# The same for braces alone, in a formula whose rows end with two strokes as they should.
_ESCAPED_BRACE = re.compile(r"\\\\(?=[{}])")
_IN_LINE = re.compile(r"(?<![\\$])\$(?P<latex>(?! )[^$]{1,500}(?<![\s\\]))\$(?!\$)")
# What makes it necessary to know the labels of a page before it is written.
REFERS = re.compile(r"\\(?:eq|auto|c)?ref\s*\{")


class Formulas:
    """Turns formulas into MathML, numbers the equations of a page, and knows the commands that its author defined."""

    def __init__(self, macros: Mapping[str, Macro] | None = None) -> None:
        """Formulas of a journal that has these commands of its own."""
        self._converter = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True)
        self._own = dict(macros or {})
        self._kept: dict[tuple[str, bool], str] = {}
        self._macros = dict(self._own)
        self._of_post = self._own
        self._equations = Equations()

    def begin_post(self, macros: Mapping[str, Macro]) -> None:
        """Have the pages that follow use these commands besides the journal's."""
        self._of_post = {**self._own, **macros}

    def begin_page(self) -> None:
        """Forget what the last page defined and numbered."""
        self._equations = Equations()
        self._begin()

    def note_labels(self, formulas: Iterable[tuple[str, bool]]) -> None:
        """Read all formulas of the page for their labels, since a reference may stand before its equation.

        Args:
            formulas: each with whether it is a block of its own.
        """
        for latex, is_display in formulas:
            if not is_plain(latex, ()):
                self._html(latex, lambda _: None, is_display=is_display)
        self._begin()

    def _begin(self) -> None:
        self._macros = dict(self._of_post)
        self._equations.restart()

    def inline(self, latex: str, report: Callable[[str], None]) -> str:
        """A formula in a line of text; backquotes inside its dollar signs are no part of it."""
        return self._html(latex.removeprefix("`").removesuffix("`"), report, is_display=False)

    def display(self, latex: str, report: Callable[[str], None]) -> str:
        """A formula that is shown as a block of its own."""
        return self._html(latex, report, is_display=True)

    def text(self, latex: str) -> str:
        """A formula as plain text; one that cannot be shown stays as it is written, between its dollars."""
        html = self._html(latex, lambda *_: None, is_display=False)
        return plain_text(html) if "<math" in html else f"${latex}$"

    def text_with_formulas(self, text: str) -> str:
        """A line of text whose formulas are plain text, such as a title."""

        def spelt(match: re.Match[str]) -> str:
            following = text[match.end() : match.end() + 1]
            return match[0] if is_money(match["latex"], following) else self.text(match["latex"])

        return _IN_LINE.sub(spelt, text) if "$" in text else text

    def _html(self, latex: str, report: Callable[[str], None], *, is_display: bool) -> str:
        latex = without_comments_of_tex(latex)
        if "\\\n" in latex:
            latex = _CONTROL_NEWLINE.sub(r"\g<before>\\ \n", latex)
        if (kept := self._kept.get((latex, is_display))) is not None and (
            not self._macros or is_plain(latex, self._macros)
        ):
            return kept
        try:
            return self._converted(latex, is_display=is_display)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - what the converter raises when it fails in itself is no Exception
            if (plain := self._unescaped(latex, is_display=is_display)) is not None:
                return plain
            # A message goes on behind it.
            reason = MARKS.sub("", _OFFSET.sub("", str(error), count=1)).removesuffix(".") or type(error).__name__
            report(f"the formula {cut(latex, 60)} cannot be shown: {reason}")
            return f'<code class="formula" title="{escape(reason)}">{escape(latex, quote=False)}</code>'
        finally:
            self._report_references(report)

    def _unescaped(self, latex: str, *, is_display: bool) -> str | None:
        """A formula whose signs were escaped for Markdown, without that; None if it was not, or cannot be shown then either."""
        of_all, of_braces = _ESCAPED_SIGN.sub(r"\g<sign>", latex), _ESCAPED_BRACE.sub(r"\\", latex)
        # Whoever escapes the ends of rows as well has four strokes there.
        for plain in (of_all, of_braces) if "\\\\\\\\" in latex else (of_braces, of_all):
            if plain != latex:
                try:
                    return self._converted(plain, is_display=is_display)
                except (KeyboardInterrupt, SystemExit):
                    raise
                except BaseException:  # noqa: BLE001, S112 - likewise
                    continue
        return None

    def _converted(self, latex: str, *, is_display: bool) -> str:
        if is_plain(latex, self._macros):
            refuse_what_exhausts(latex)
            html = finished(self._mathml(latex, is_display=is_display), latex)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[latex, is_display] = html
            return html
        if match := _REFERENCE.fullmatch(latex):
            # Outside of a formula: a link within one is none to a screen reader.
            shown = link(self._equations, match["label"].strip(), in_parentheses=match["name"] in {"eqref", "cref"})
            return f"{match['left']}{shown}{match['right']}"
        return self._rewritten(latex, is_display=is_display)

    def _rewritten(self, latex: str, *, is_display: bool) -> str:
        refuse_what_is_long(latex)
        equation = Equation()
        formula = Expansion(VOCABULARY, self._macros, self._equations, equation, is_display=is_display)
        tokens = tokenise(MARKS.sub("\ufffd", latex))
        tokens = lines(formula, tokens) if is_display and "\\\\" in tokens else formula.expand(tokens)
        if is_display and (equation.tag is not None or equation.label):
            tokens = ["\\begin", "{equation}", *tokens, *tag_of(formula, equation), "\\end", "{equation}"]
        written = spelt(tokens)
        if not written.strip():
            return ""
        refuse_what_exhausts(written)
        mathml = with_marks(
            self._mathml(written, is_display=is_display),
            formula,
            lambda tag: inside(self._mathml(tag, is_display=False)),
        )
        html = finished(mathml, latex)
        return f'<a href="{escape(formula.address)}">{html}</a>' if formula.address else html

    def _mathml(self, latex: str, *, is_display: bool) -> str:
        return self._converter.convert_with_local_state(latex, displaystyle=is_display)

    def _report_references(self, report: Callable[[str], None]) -> None:
        for label in self._equations.missing:
            report(f"no equation has the label {label!r}")
        for label in self._equations.repeated:
            report(f"a second equation has the label {label!r}")
        self._equations.missing.clear()
        self._equations.repeated.clear()


def is_money(latex: str, next_character: str) -> bool:
    """Whether two dollar signs before this character only look like a formula's.

    >>> is_money("5-", "1"), is_money("HOME/", "U"), is_money("x + y", " ")
    (True, True, False)
    """
    return next_character.isdigit() or (next_character.isalpha() and latex.endswith(tuple("/:;,.-=|([")))
