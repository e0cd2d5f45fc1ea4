"""A notebook becomes a page: its text by the journal's own engine, what it printed as it was printed, nothing of it run."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pytest

from learning_timeline.reading.dialects.dialect import Dialect
from learning_timeline.reading.folder import Folder
from learning_timeline.reading.notebooks.figures import NotDrawnError, figure_text, notebook_figure
from learning_timeline.reading.notebooks.file import NotebookError
from learning_timeline.reading.notebooks.fronts import front_of
from learning_timeline.reading.notebooks.notebook import read_notebook
from learning_timeline.reading.sources import SourceReader
from tests.builders.notebook import FRONT, PNG, code, displayed, failed, notebook, plotly, printed, raw, shown, text

if TYPE_CHECKING:
    from pathlib import Path

    from learning_timeline.reading.sources import Source
    from tests.builders.notebook import Cell

LINE = {"type": "scatter", "name": "a", "x": [1, 2], "y": [3, 4]}


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def of(*cells: Cell, trust: Any = "html", metadata: dict[str, Any] | None = None) -> Source:
        (tmp_path / "n.ipynb").write_bytes(notebook(list(cells), metadata))
        return SourceReader(Folder(tmp_path, Dialect()), trust).read("n.ipynb")

    return of


def output(read: Any, *outputs: Cell, source: str = "") -> str:
    html: str = read(code(source, *outputs)).rendered.html
    return html.partition('<div class="output">\n')[2].rpartition("</div>\n")[0].strip()


# ── What a page shows ──


def test_cells_are_shown_in_their_order_and_in_their_language(read: Any) -> None:
    html = read(text("One."), code("x = 1", printed("1\n")), text("Two.")).rendered.html
    order = [html.index(part) for part in ("One.", 'class="language-python"', "<pre>1</pre>", "Two.")]
    assert order == sorted(order)
    rust = read(code("let x = 1;"), metadata={"language_info": {"name": "rust"}})
    assert 'class="language-rust"' in rust.rendered.html


def test_a_language_that_is_none_reaches_no_page(read: Any) -> None:
    html = read(code("x"), metadata={"language_info": {"name": '"><script>x</script>'}}).rendered.html
    assert 'class="language-python"' in html
    assert "<script" not in html


def test_what_one_cell_leaves_open_ends_with_it(read: Any) -> None:
    html = read(text("```\nnever closed"), text("*Text* goes on.")).rendered.html
    assert "<p><em>Text</em> goes on.</p>" in html


def test_headings_and_footnotes_are_counted_through_all_cells(read: Any) -> None:
    html = read(text("## A\n\nOne[^1].\n\n[^1]: First."), text("## A\n\nTwo[^2].\n\n[^2]: Second.")).rendered.html
    assert re.findall(r'id="([^"]+)"', html) == ["a", "fnref:1", "a-1", "fnref:2", "fn:1", "fn:2"]


def test_words_are_those_of_the_text(read: Any) -> None:
    assert read(text("Three small words."), code("x = 1 + 2", printed("many words of output"))).rendered.words == 3


@pytest.mark.parametrize("cell", [raw("---\ndraft: true\n---"), text("Mine.\n\n---\npublish: no\n---\n")])
def test_front_matter_in_any_cell_may_hold_a_notebook_back(read: Any, cell: Cell) -> None:
    assert read(text("# Title"), code("import os"), cell).fields.front.held_back
    about = front_of(notebook([text("# Title"), code("import os"), cell]).decode())
    assert about is not None
    assert about.held_back


def test_front_matter_is_the_first_cell_or_the_metadata(read: Any) -> None:
    of_raw = read(raw("---\ntitle: T\ntags: [a]\n---"), text("# T\n\nText."))
    assert of_raw.fields.front.fields == {"title": "T", "tags": ["a"]}
    assert of_raw.rendered.html == "<p>Text.</p>\n"
    of_text = read(text("---\ntitle: T\n---\nText."), metadata={"title": "Other", "tags": ["b"], "kernelspec": {}})
    assert of_text.fields.front.fields == {"title": "T", "tags": ["b"]}
    assert of_text.rendered.html == "<p>Text.</p>\n"


def test_front_matter_may_be_a_heading_and_a_list(read: Any) -> None:
    fields = read(text('# "A: b"\n> In short.\n\n- toc: true\n- badges: x: y\n- tags: [c]')).fields
    assert fields.front.fields == {}
    assert [(one.cell, one.line) for one in fields.remarks] == [(1, 5)]
    source = read(text('\n# "A: b"\n> In short.\n\n- toc: true\n- tags: [c]\n\nText.'))
    assert (source.title, source.fields.front.fields["summary"], source.rendered.html) == (
        "A: b",
        "In short.",
        "<p>Text.</p>\n",
    )
    assert source.fields.front.lines["tags"] == 6
    for held in ("- hide: true", "- draft: true\n- toc: false", "- published: false"):
        assert read(text(f"# A\n\n{held}")).fields.front.held_back
    assert "Aims" in read(text("Hello.\n\n# Aims\n\n- toc: nice")).rendered.html
    assert "accuracy: 0.9" in read(text("# Aims\n\n- accuracy: 0.9\n- date: soon")).rendered.html


def test_the_title_falls_back_to_the_heading_that_opens_it(read: Any) -> None:
    source = read(text("# On chains\n\nText."))
    assert source.rendered.title == "On chains"
    assert "<h1" not in source.rendered.html


def test_cells_of_a_kind_that_only_a_later_version_knows_are_passed_over() -> None:
    cells = [
        raw(FRONT),
        {"cell_type": "canvas", "metadata": {}},
        {"cell_type": "canvas", "metadata": {}, "source": 1},
        text("After."),
    ]
    for order in (cells, cells[::-1]):
        data = json.dumps({"nbformat": 4, "nbformat_minor": 9, "metadata": {}, "cells": order}).encode()
        read = read_notebook(data, str)
        assert len(read.cells) == 1
        assert read.front.fields.get("title") == ("A notebook" if order is cells else None)


def test_old_versions_are_brought_up_to_date(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["Old"]},
        {"cell_type": "code", "collapsed": False, "input": ["x = 1"], "language": "python", "metadata": {}}
        | {"outputs": [{"output_type": "stream", "stream": "stdout", "text": ["1\n"]}], "prompt_number": 1},
    ]
    old = {
        "metadata": {"name": ""},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [{"cells": cells, "metadata": {}}],
    }
    (tmp_path / "o.ipynb").write_text(json.dumps(old), encoding="utf-8")
    html = SourceReader(Folder(tmp_path, Dialect()), "html").read("o.ipynb").rendered.html
    assert '<h2 id="old">Old</h2>' in html
    assert "<pre>1</pre>" in html


def test_the_summary_is_the_first_paragraph(read: Any) -> None:
    assert read(text("# T\n\nFirst.\n\nSecond."), code("x")).summary == "<p>First.</p>"


def test_a_cell_may_hide_its_code_and_caption_its_outputs(read: Any) -> None:
    source = "#| echo: false\n#| fig-cap: 'What <it> shows'\nplot()"
    html = read(code(source, shown(image_png=PNG))).rendered.html
    assert "plot()" not in html
    assert "<figcaption>What &lt;it&gt; shows</figcaption></figure>" in html


# ── Outputs ──


def test_text_is_shown_as_it_stood_in_the_terminal_in_the_end(read: Any) -> None:
    html = output(read, printed("\x1b[1;31mred\x1b[0m\n10%\r"), printed("100%\r\nend <b>\n"), printed("oh", "stderr"))
    assert html == '<pre>red\n100%\nend &lt;b&gt;</pre>\n<pre class="stderr">oh</pre>'


def test_a_traceback_has_no_colours(read: Any) -> None:
    assert (
        output(read, failed("\x1b[0;31mValueError\x1b[0m", "x < 1")) == '<pre class="error">ValueError\nx &lt; 1</pre>'
    )


def test_a_picture_has_its_size_and_says_what_it_shows(read: Any) -> None:
    html = output(read, shown(image_png=PNG, text_plain="<Figure>"), source="#| fig-alt: One red pixel\nplot()")
    assert re.sub('base64,[^"]+', "", html) == (
        '<img src="data:image/png;" alt="One red pixel" width="1" height="1" loading="lazy" decoding="async">'
    )
    fine = output(read, displayed({"image/png": PNG}, {"image/png": {"width": 300, "height": 200}}))
    assert 'width="300" height="200"' in fine


def test_a_picture_that_says_nothing_is_named_by_its_cell(read: Any) -> None:
    (remark,) = read(text("One."), code("plot()", shown(image_png=PNG))).remarks
    assert str(remark) == (
        "n.ipynb:cell 2: a picture has no alt text: start the cell with #| fig-alt: and a description"
    )


def test_a_drawing_is_an_image_in_which_no_script_runs(read: Any) -> None:
    html = output(read, displayed({"image/svg+xml": '<svg viewBox="0 0 9 5"><script>x</script></svg>'}))
    assert html.startswith('<img src="data:image/svg+xml;base64,')
    assert 'width="9" height="5"' in html


def test_a_table_keeps_its_cells_and_nothing_that_does_something(read: Any) -> None:
    table = '<style>td{}</style><table id="content" onclick="x()"><tr><td style="color:red">1<td><img src="//e.example/x"></table>'
    html = output(read, shown(text_html=table + "<script>x</script>", text_plain="1"))
    assert html == '<div class="table"><table><tbody><tr><td>1</td><td></td></tr></tbody></table></div>'


@pytest.mark.parametrize(
    "kinds",
    [
        {"text_html": "<b>Seen</b><!-- hush --><p hidden>hush</p><template>hush</template>"},
        {"text_html": '<table><tr style="display: none"><td>hush<tr><td>Seen</table>'},
        {"text_markdown": "Seen %%hush%% <!-- hush --> here.\n\n<!-- hush\n\nhush -->"},
        {"text_latex": "$Seen % hush\n+ x$"},
    ],
)
def test_what_no_browser_shows_is_no_part_of_an_output(read: Any, kinds: dict[str, str]) -> None:
    html = output(read, shown(**kinds))
    assert "hush" not in html
    assert "Seen" in re.sub(r"</?m[a-z]+>", "", html)


def test_a_drawing_has_no_comments(read: Any) -> None:
    html = output(read, displayed({"image/svg+xml": '<svg viewBox="0 0 9 5"><!-- hush --><title>Seen</title></svg>'}))
    assert (
        b64decode(html.partition("base64,")[2].partition('"')[0]) == b'<svg viewBox="0 0 9 5"><title>Seen</title></svg>'
    )


def test_formulas_and_markdown_are_rendered(read: Any) -> None:
    assert "<mfrac>" in output(read, shown(text_latex=r"$\displaystyle \frac{1}{2}$", text_plain="1/2"))
    assert output(read, shown(text_latex=r"$\nonsense$", text_plain="1/2")).endswith("<pre>1/2</pre>")
    assert output(read, shown(text_markdown="**x** <script>y</script>")) == "<p><strong>x</strong> </p>"


@pytest.mark.parametrize(
    ("kinds", "says"),
    [
        ({"application/vnd.jupyter.widget-view+json": {}}, "an interactive widget, which needs a running program"),
        ({"application/javascript": "x"}, "a script, which is not run"),
        ({"text/html": "<script>x</script>"}, "HTML that holds no text"),
        ({"application/x-new": "x"}, "output of the kind application/x-new"),
        ({"image/png": "?" * 5}, "output of the kind image/png"),
    ],
)
def test_what_cannot_be_shown_is_told_beside_its_plain_text(read: Any, kinds: dict[str, Any], says: str) -> None:
    html = output(read, displayed({**kinds, "text/plain": "<Thing>"}))
    assert html == f'<p class="not-shown">Here stood {says}; this page cannot show it.</p>\n<pre>&lt;Thing&gt;</pre>'


def test_a_journal_of_others_cleans_text_and_keeps_outputs(read: Any) -> None:
    html = read(text("<script>x</script>Kept."), code("x", plotly([LINE])), trust="text").rendered.html
    assert "<script>x" not in html
    assert "Kept." in html
    assert 'class="chart-data"' in html


def test_halves_of_characters_and_controls_reach_no_page(read: Any) -> None:
    odd = "a\ud800\x01b"
    html = read(
        text(odd),
        code(odd, printed(odd), shown(text_html=odd), plotly([{**LINE, "name": odd}, LINE], title={"text": odd})),
        code(f"#| fig-cap: {odd}", shown(image_png=PNG)),
    ).rendered.html
    html.encode()
    assert "\x01" not in html


# ── Plotly figures ──


def test_a_plotly_figure_is_data_for_the_sites_own_script(read: Any) -> None:
    source = read(
        code("#| fig-alt: A line\nf.show()", plotly([LINE], title={"text": "T"}, height=300, template={"x": 1}))
    )
    html = source.rendered.html
    assert source.has_figures
    island = json.loads(html.partition('class="chart-data">')[2].partition("</script>")[0])
    assert island["data"] == [LINE]
    assert island["layout"]["title"] == {"text": "T"}
    assert "height" not in island["layout"]
    assert island["layout"]["template"]["layout"]["font"]
    assert 'role="img" aria-label="A line" style="--chart-height: 300px' in html
    assert "<tr><td>1</td><td>3</td></tr>" in html
    assert source.remarks == []


def test_without_scripts_the_picture_of_the_same_output_is_there(read: Any) -> None:
    both = displayed({"application/vnd.plotly.v1+json": {"data": [LINE], "layout": {}}, "image/png": PNG})
    assert '<noscript><img src="data:image/png' in read(code("x", both)).rendered.html


def test_numbers_that_were_written_as_bytes_stand_in_the_table() -> None:
    encoded = {"dtype": "f8", "bdata": "AAAAAAAA8D8AAAAAAAAEQA=="}
    figure = notebook_figure({"data": [{**LINE, "y": encoded}], "layout": {"yaxis": {"title": {"text": "bits"}}}})
    assert figure.columns == ("x", "bits")
    assert figure.rows == (("1", "1"), ("2", "2.5"))
    assert notebook_figure({"data": [{**LINE, "y": {"dtype": "O", "bdata": "AA=="}}]}).columns == ()


def test_a_long_table_is_cut_and_says_so(read: Any) -> None:
    html = read(code("x", plotly([{"x": list(range(1_300)), "y": list(range(1_300))}]))).rendered.html
    assert html.count("<tr><td>") == 200
    assert "<p>1,100 more are left out here.</p>" in html


def test_a_figure_asks_for_nothing_and_holds_no_markup() -> None:
    hostile = {
        "data": [{"type": "image", "source": "https://e.example/x.png", "z": [[[1, 2, 3]]], "__proto__": {"x": 1}}],
        "layout": {
            "images": [{"source": "https://e.example/x.png"}],
            "updatemenus": [{"buttons": []}],
            "title": '<b>T</b><a href="https://e.example">x</a></script>',
            "xaxis": {"range": [0, float("inf")]},
        },
    }
    json_ = notebook_figure(hostile).json
    assert "e.example/x.png" not in json_
    assert "<" not in json_
    read = json.loads(json_)
    assert read["layout"]["title"]["text"] == '<b>T</b>&lt;a href="https://e.example"&gt;x&lt;/a&gt;&lt;/script&gt;'
    assert read["layout"]["xaxis"] == {"range": [0, None]}
    assert set(read["data"][0]) == {"type", "z"}


def test_texts_of_figures_are_escaped_once() -> None:
    assert figure_text("R&amp;D <br> %{x}<extra></extra>") == "R&amp;D <br> %{x}<extra></extra>"


@pytest.mark.parametrize("data", [[{"type": "surface"}], [{"type": ["x"]}], [], "x", [1]])
def test_a_figure_of_another_kind_is_not_drawn(data: Any) -> None:
    with pytest.raises(NotDrawnError):
        notebook_figure({"data": data})


def test_of_such_a_figure_its_picture_is_shown_or_a_word_said(read: Any) -> None:
    surface = {"application/vnd.plotly.v1+json": {"data": [{"type": "surface"}]}, "text/html": "<div></div>"}
    assert output(read, displayed({**surface, "image/png": PNG})).startswith("<img")
    assert "a Plotly figure of the kind surface; this page cannot show it" in output(read, displayed(surface))


# ── Attachments ──


def test_a_picture_that_was_pasted_into_a_cell_is_shown(read: Any) -> None:
    cell = text("![A pixel](attachment:my%20image.png)", attachments={"my image.png": {"image/png": PNG}})
    html = read(raw(FRONT), cell).rendered.html
    assert 'src="data:image/png;base64,' in html
    assert 'alt="A pixel" width="1" height="1"' in html


def test_any_json_is_read_or_named() -> None:
    for data in (
        b"{}",
        b"1",
        b"null",
        b'"x"',
        b'{"nbformat": 4}',
        b'{"nbformat": "x"}',
        b'{"nbformat": 1, "cells": [{}]}',
        b'{"nbformat": 4, "nbformat_minor": -1, "cells": []}',
        b'{"nbformat": 2, "worksheets": 1}',
    ):
        with pytest.raises(NotebookError):
            read_notebook(data, str)
