"""A tag of the parser in, its HTML out, for all tags that need to know nothing of the page around them."""

from __future__ import annotations

from ...core.language import gettext

SIMPLE_START = {
    "Emphasis": "<em>",
    "Strong": "<strong>",
    "Strikethrough": "<del>",
    "Item": "<li>",
    "TableRow": "<tr>",
    "DefinitionList": "<dl>\n",
    "DefinitionListTitle": "<dt>",
    "DefinitionListDefinition": "<dd>",
}
SIMPLE_END = {
    "Paragraph": "</p>\n",
    "Emphasis": "</em>",
    "Strong": "</strong>",
    "Strikethrough": "</del>",
    "Item": "</li>\n",
    "DefinitionList": "</dl>\n",
    "DefinitionListTitle": "</dt>\n",
    "DefinitionListDefinition": "</dd>\n",
    "Table": "</tbody>\n</table></div>\n",
}
# Tags inside a paragraph: the word before them may go on behind them.
INLINE = {"Emphasis", "Strong", "Strikethrough", "Link", "Image"}

BREAKS = {"SoftBreak": "\n", "HardBreak": "<br>\n", "Rule": "<hr>\n"}


def quote_start(alert: str | None) -> str:
    """The start of a quotation, or of an alert such as ``[!NOTE]``."""
    if alert is None:
        return "<blockquote>\n"
    return f'<div class="admonition {alert.lower()}">\n<p class="admonition-title">{gettext(alert)}</p>\n'


def quote_end(alert: str | None) -> str:
    """The end of a quotation or an alert."""
    return "</blockquote>\n" if alert is None else "</div>\n"


def list_start(first_number: int | None) -> str:
    """The start of a list, with bullets if it has no first number."""
    opening = "<ul>" if first_number is None else "<ol>" if first_number == 1 else f'<ol start="{first_number}">'
    return f"{opening}\n"


def list_end(is_ordered: bool) -> str:  # noqa: FBT001 - the event's own value
    """The end of a list."""
    return "</ol>\n" if is_ordered else "</ul>\n"


def task_box(is_done: bool) -> str:  # noqa: FBT001 - the event's own value
    """The box of an item in a task list."""
    says = gettext("done") if is_done else gettext("to do")
    state = f' checked aria-label="{says}"' if is_done else f' aria-label="{says}"'
    return f'<input type="checkbox" disabled{state}> '
