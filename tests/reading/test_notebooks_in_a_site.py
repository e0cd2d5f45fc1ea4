"""Notebooks and images in a site: built like any other post, and made again when what they show has changed."""

from __future__ import annotations

import json
import os
import re
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from learning_timeline.core.errors import ProblemsFound
from learning_timeline.reading.notebooks.pictures import MOST_INLINE_BYTES
from tests.builders.bad_input import post
from tests.builders.git_story import GitStory
from tests.builders.notebook import FRONT, PNG, code, displayed, notebook, plotly, printed, raw, shown, text
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.site import Built

URL = "posts/2026/03/n/"
LINE = {"type": "scatter", "x": [1, 2], "y": [3, 4]}
SVG = '<svg viewBox="0 0 {} {}"></svg>'


def aged(site: Site) -> Built:
    """Build with all files old enough that their times can be trusted."""
    for file in site.content.rglob("*"):
        if file.stat().st_mtime > 1e9:
            os.utime(file, (1e9 + file.stat().st_size, 1e9 + file.stat().st_size))
    return site.build()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = Site(tmp_path_factory.mktemp("notebooks"))
    cells = [
        raw(FRONT),
        text("# A notebook\n\nFirst words, see [a note](n2.md)."),
        code("x", printed("12"), plotly([LINE], title="T")),
    ]
    site.post("n.ipynb", notebook(cells))
    site.post("n2.md", post("title: Two\ndate: 2026-03-02\n", "See [the notebook](n.ipynb).\n"))
    site.post("plain.ipynb", notebook([raw(FRONT), text("Text."), code("x", shown(image_png=PNG))]))
    site.post("pages/p.ipynb", notebook([raw("---\ntitle: A page\n---"), code("x", plotly([LINE]))]))
    return site.build(SITEURL="https://example.org", RELATIVE_URLS=False)


def test_a_notebook_is_a_post_with_its_figure(built: Built) -> None:
    page = built.text(URL)
    assert "<title>A notebook · A Test Journal</title>" in page
    assert '<meta name="description" content="First words, see a note.">' in page
    assert "charts.js" in page
    assert "figures.css" in page
    assert '<a href="https://example.org/posts/2026/03/n2/">a note</a>' in page
    assert "charts.js" not in built.text("posts/2026/03/plain/")
    assert "charts.js" in built.text("p/")


def test_a_link_to_a_notebook_leads_to_its_page(built: Built) -> None:
    assert '<a href="https://example.org/posts/2026/03/n/">the notebook</a>' in built.text("posts/2026/03/n2/")


def test_a_feed_has_the_text_and_no_data_for_scripts(built: Built) -> None:
    feed = built.text("feeds/all.atom.xml")
    assert "&lt;pre&gt;12&lt;/pre&gt;" in feed
    assert "chart-data" not in feed


def large(number: int) -> bytes:
    return b64decode(PNG) + bytes([number]) * MOST_INLINE_BYTES


def with_large_pictures(*numbers: int) -> bytes:
    """A notebook that shows large pictures, a large drawing with a script and an attached one; two more stay out of its page."""
    pictures = [shown(image_png=b64encode(large(one)).decode()) for one in numbers]
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script><path d='M0 0{' 1 1' * 3_000}'/></svg>"
    attached = {f"{one}.png": {"image/png": b64encode(large(ord(one))).decode()} for one in "ab"}
    cells = [
        raw(FRONT),
        text("First ![an attached one](attachment:a.png).", attachments=attached),
        code("x", *pictures, displayed({"image/svg+xml": drawing})),
        code("#| output: false\nx", shown(image_png=b64encode(large(9)).decode())),
    ]
    return notebook(cells)


def test_large_pictures_of_a_notebook_are_files_beside_its_page_and_feeds_lead_to_them(tmp_path: Path) -> None:
    site = Site(tmp_path, SITEURL="https://example.org", RELATIVE_URLS=False, LEARNING_TIMELINE_TRUST="text")
    site.post("n.ipynb", with_large_pictures(1, 2)).post("e.md", post("title: E\ndate: 2026-03-02\n", "![[n]]\n"))
    built = site.build()
    files = {path.name: path.read_bytes() for path in built.path(URL).parent.iterdir() if path.suffix != ".html"}
    assert sorted(data for name, data in files.items() if name.endswith(".png")) == [
        large(1),
        large(2),
        large(ord("a")),
    ]
    (drawing,) = (data for name, data in files.items() if name.endswith(".svg"))
    assert b"script" not in drawing
    for place in (URL, "posts/2026/03/e/", "feeds/all.atom.xml"):
        told = built.text(place)
        assert "data:image" not in told
        assert set(re.findall(r"https://example\.org/posts/2026/03/n/([0-9a-f]{32}\.\w+)", told)) == files.keys()
    assert not any(path.suffix in {".png", ".svg"} for path in built.path("posts/2026/03/e/").parent.iterdir())
    # What stands is kept, what is gone goes.
    site.post("n.ipynb", with_large_pictures(2, 3))
    again = site.build()
    now = {path.name: path.read_bytes() for path in again.path(URL).parent.iterdir() if path.suffix != ".html"}
    assert len(now.keys() & files.keys()) == len(now) - 1 == len(files) - 1
    assert large(3) in now.values()
    assert again.files() == Site(tmp_path, **site.always).build(CACHE_PATH=str(tmp_path / "another")).files()


def test_its_words_count_and_what_it_printed_does_not(tmp_path: Path) -> None:
    story = GitStory(tmp_path)
    for day, words in ((1, "One two three."), (2, "One two three four five.")):
        cells = [raw(FRONT), text(words), code("x", printed("much " * 50 * day))]
        story.write("content/n.ipynb", notebook(cells).decode()).commit(f"2026-03-0{day}T10:00:00+00:00")
    built = Site(tmp_path).build()
    (row,) = json.loads(built.text("data/posts.json"))
    assert (row["words"], row["revisions"], row["created_on"]) == (5, 1, "2026-03-01")
    cadence = pd.read_csv(built.path("data/cadence.csv"))
    assert cadence["words_added"].sum() == 2


def test_a_notebook_without_a_date_has_that_of_git(tmp_path: Path) -> None:
    GitStory(tmp_path).write("content/n.ipynb", notebook([text("# N\n\nText.")]).decode()).commit(
        "2026-03-05T10:00:00+00:00"
    )
    assert "5 March 2026" in Site(tmp_path).build().text("posts/2026/03/n/")


# ── Images ──


def test_a_page_follows_the_size_of_its_image(tmp_path: Path) -> None:
    site = Site(tmp_path).post("a.md", post("title: A\ndate: 2026-03-01\n", "![An image](b.svg)\n"))
    site.post("b.svg", SVG.format(300, 200)).post("c.md", post("title: C\ndate: 2026-03-01\n"))
    image = 'alt="An image" width="{}" height="{}"'
    assert image.format(300, 200) in aged(site).text("posts/2026/03/a/")
    site.post("b.svg", SVG.format(60, 5))
    built = aged(site)
    assert image.format(60, 5) in built.text("posts/2026/03/a/")
    site.post("b.svg", SVG.format(60, 5) + "\n")
    assert aged(site).text("posts/2026/03/a/") == built.text("posts/2026/03/a/")
    (site.content / "b.svg").unlink()
    assert 'width="60"' not in aged(site).text("posts/2026/03/a/")
    site.post("b.svg", SVG.format(70, 7))
    assert image.format(70, 7) in aged(site).text("posts/2026/03/a/")


AMISS = [
    "n.ipynb:cell 2: a picture has no alt text: start the cell with #| fig-alt: and a description",
    "n2.md:6: the image gone.png is not there: put it at gone.png, or fix its address",
    "n2.md:6: the image gone.png has no alt text: describe it: ![...](gone.png)",
    "pages/p.md:5: the image gone.png is not there: put it at pages/gone.png, or fix its address",
]


@pytest.fixture
def amiss(tmp_path: Path) -> Site:
    site = Site(tmp_path).post("n.ipynb", notebook([raw(FRONT), code("x", shown(image_png=PNG))]))
    site.post("n2.md", post("title: Two\ndate: 2026-03-02\n", "Text.\n![](gone.png)\n"))
    return site.post("pages/p.md", post("title: P\n", "\n![P](gone.png)\n"))


def test_a_check_ends_on_what_is_amiss(amiss: Site) -> None:
    with pytest.raises(ProblemsFound) as found:
        amiss.build(LEARNING_TIMELINE_CHECK=True, LEARNING_TIMELINE_STRICT=True)
    assert [line.strip() for line in str(found.value).splitlines()[1:]] == AMISS


def test_a_build_says_it_in_passing_and_goes_on(amiss: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    amiss.post("more.md", post("title: M\ndate: 2026-03-02\n", "![](gone.png)\n" * 4))
    ended = amiss.pelican()
    assert ended.returncode == 0
    assert "the image gone.png is not there: put it at gone.png" in ended.stdout
    assert "Empty alt" not in ended.stdout
    assert "things in the content need attention: `python -m learning_timeline check` lists them" in ended.stdout
