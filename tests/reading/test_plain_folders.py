"""A folder of posts that was taken out of a blog keeps its links, pictures and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from learning_timeline.reading.days import day_in
from learning_timeline.reading.dialects.detection import dialect_of
from learning_timeline.reading.folder import Folder
from learning_timeline.reading.folders import folders_of
from learning_timeline.reading.sources import SourceReader

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: Path, text: str, files: dict[str, str]) -> tuple[str, list[str]]:
    for path, said in {".git/HEAD": "", "a.md": text, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(said, encoding="utf-8")
    source = SourceReader(Folder(folder, dialect_of(folder)), "html").read("a.md")
    return source.rendered.html, [one.problem for one in (*source.fields.remarks, *source.remarks)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[x](/blog/the-max-trick/)", 'href="{filename}/content/gumbel.md"'),
        ("[x](/blog/own-slug/#part)", 'href="{filename}/content/own.md#part"'),
        ("[x](/2024/03/least-squares.html)", 'href="{filename}/content/least-squares.md"'),
        ("[x](/2024/03/least-squares)", 'href="{filename}/content/least-squares.md"'),
        ("![x](/blog/images/x.svg)", 'src="{static}/content/images/x.svg"'),
        ('<img src="/blog/images/x.svg" alt="x">', 'src="{static}/content/images/x.svg"'),
        # The site's own pages, another host, a file that is not there, code.
        ("[x](/tags/)", 'href="/tags/"'),
        ("[x](/blog/gumbel/)", 'href="/blog/gumbel/"'),
        ("[x](//example.org/the-max-trick/)", 'href="//example.org/the-max-trick/"'),
        ("[x](/blog/images/no.svg)", 'href="/blog/images/no.svg"'),
        ("`[x](/blog/the-max-trick/)`", "<code>[x](/blog/the-max-trick/)</code>"),
    ],
)
def test_an_address_of_the_site_leads_to_the_file(tmp_path: Path, text: str, shown: str) -> None:
    files = {
        "content/gumbel.md": "title: The Max Trick\n\nText.\n",
        "content/own.md": "---\ntitle: Other words\nslug: own-slug\n---\n# Part\n",
        "content/least-squares.md": "Text.\n",
        "content/images/x.svg": "<svg/>",
    }
    assert shown in read(tmp_path, text, files)[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{% asciinema 92655 %}", 'href="https://asciinema.org/a/92655"'),
        ("{% pdf ./x.pdf %}", ">x.pdf</a>"),
        ("{% codeblock lang:python %}\n1\n{% endcodeblock %}", 'class="language-python"'),
        ("{% raw %}{% load x %}{% endraw %}", "<p>{% load x %}</p>"),
        ("{{< youtube abc >}}", "youtube.com/watch?v=abc"),
        # A language of templates that the post is about, and code.
        ("{% for x in y %}{{ x }}{% endfor %}", "<p>{% for x in y %}{{ x }}{% endfor %}</p>"),
        ("{% img a.png %} {% extends 'b' %}", "{% extends"),
        ("`{% img a.png %}`", "<code>{% img a.png %}</code>"),
    ],
)
def test_tags_that_only_blogs_have_show_what_they_mean(tmp_path: Path, text: str, shown: str) -> None:
    assert shown in read(tmp_path, text, {})[0]


def test_a_tag_that_shows_nothing_here_is_named(tmp_path: Path) -> None:
    html, problems = read(tmp_path, "Text.\n\n{% notebook none.ipynb %}\n", {})
    assert "{%" not in html
    assert any("none.ipynb" in one for one in problems)


def test_comments_written_as_names_of_links_are_shown_nowhere(tmp_path: Path) -> None:
    html, _ = read(tmp_path, "One\n[//]: # (two)\n[comment]: <> (three)\nfour `[//]: # (five)`\n", {})
    assert html == "<p>One</p>\n<p>four <code>[//]: # (five)</code></p>\n"


def test_the_size_of_a_picture_of_logseq_is_not_shown_in_any_folder(tmp_path: Path) -> None:
    html, _ = read(tmp_path, "![a](https://example.org/a.png){:height 200, :width 300}\n", {})
    assert html == '<p><img src="https://example.org/a.png" alt="a" loading="lazy" decoding="async"></p>\n'


NOTION = """# A page

Created: January 31, 2024 3:04 PM
Tags: rl, deep learning
Status: Done

<aside>
💡 Mind *this*.

</aside>
Text.
"""


def test_a_page_of_notion_has_its_properties_its_boxes_and_a_name_without_its_number(tmp_path: Path) -> None:
    path = f"Projects {'0123456789abcdef' * 2}/A page {'fedcba9876543210' * 2}.md"
    (tmp_path / path).parent.mkdir()
    (tmp_path / path).write_text(NOTION, encoding="utf-8")
    source = SourceReader(Folder(tmp_path, dialect_of(tmp_path)), "html").read(path)
    fields = source.fields.front.fields
    assert (fields["date"], fields["tags"]) == ("January 31, 2024 3:04 PM", "rl, deep learning")
    assert source.fields.front.lines["tags"] == NOTION.split("\n").index("Tags: rl, deep learning") + 1
    assert "<p>Status: Done</p>" in source.rendered.html
    assert "Created" not in source.rendered.html
    assert (
        '<p class="admonition-title">Note</p>\n<p>💡 Mind <em>this</em>.</p>\n</div>\n<p>Text.</p>'
        in source.rendered.html
    )
    assert day_in(path).name == "A page"
    assert folders_of(path) == ["Projects"]


def test_a_text_bundle_is_named_by_its_folder() -> None:
    assert day_in("On bits.textbundle/text.md").name == "On bits"
    assert day_in("2024-03-05 On bits.textbundle/text.markdown").name == "On bits"
    assert folders_of("maths/On bits.textbundle/text.md") == ["maths"]
