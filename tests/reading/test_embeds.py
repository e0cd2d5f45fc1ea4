"""Posts that embed each other do not bring more into one page than it can hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from learning_timeline.reading.embedding import DEEPEST, MOST_EMBEDDED, with_embedded


@dataclass
class Note:
    """A note of a small journal, as far as it is asked."""

    relative_source_path: str
    _content: str
    notes: dict[str, Note] = field(repr=False)

    @property
    def save_as(self) -> str:
        return self.relative_source_path

    @property
    def url(self) -> str:
        return self.relative_source_path

    def linked(self, path: str) -> Note | None:
        return self.notes.get(path)

    def shown_without_its_embeds(self, html: str, siteurl: str) -> str:
        del siteurl
        return html


def journal(of: int, size: int) -> dict[str, Note]:
    """Notes of which each embeds all others."""
    notes: dict[str, Note] = {}
    for one in range(of):
        links = [f'<p><a class="embed" href="{{embed}}/{other}.md" title="">{other}</a></p>' for other in range(of)]
        html = f"<p>{'x' * size}</p>{''.join(links)}"
        notes[f"{one}.md"] = Note(f"{one}.md", html, notes)
    return notes


def test_a_page_of_posts_that_embed_each_other_has_a_bound() -> None:
    notes = journal(of=12, size=40_000)
    html = with_embedded(notes["0.md"]._content, notes["0.md"], "")
    assert html.count("x" * 40_000) == 1 + MOST_EMBEDDED // len(notes["0.md"]._content)
    # What there is no room for is linked to.
    assert html.count('<a href="{filename}/') > 12 * 12


def test_small_posts_are_embedded_as_deep_as_that_goes() -> None:
    notes = journal(of=3, size=10)
    html = with_embedded(notes["0.md"]._content, notes["0.md"], "")
    # Of three that embed each other, each way through them is shown.
    assert html.count("x" * 10) == 1 + 2 + 2
    assert DEEPEST > 2
