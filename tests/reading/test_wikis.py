"""Vaults of Obsidian and graphs of Logseq: what their programs show is shown, and nothing of what they hide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_timeline.reading.dialects.dialect import Dialect
from learning_timeline.reading.dialects.logseq import Logseq
from learning_timeline.reading.dialects.obsidian import Obsidian
from learning_timeline.reading.embedding import part_of
from learning_timeline.reading.folder import Folder
from learning_timeline.reading.markdown import Renderer
from learning_timeline.reading.names import Names
from learning_timeline.reading.sources import SourceReader
from tests.builders.git_story import GitStory
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from learning_timeline.reading.dialects.dialect import Beside
    from learning_timeline.reading.frontmatter import FrontMatter
    from learning_timeline.reading.sources import Source

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'
UUID = "6517b1f0-1111-4222-8333-444455556666"


def source(folder: Path, dialect: Dialect, text: str, path: str = "a.md", **others: str | bytes) -> Source:
    files: dict[str, str | bytes] = {path: text, **others}
    for name, body in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body.encode() if isinstance(body, str) else body)
    return SourceReader(Folder(folder, dialect), "html").read(path)


def shown(folder: Path, dialect: Dialect, text: str, path: str = "a.md", **others: str | bytes) -> str:
    return source(folder, dialect, text, path, **others).rendered.html.strip()


# Each with what Obsidian shows for it; there are `b.md`, `deep/c d.md` and `s.pdf`.
OF_OBSIDIAN = {
    "[[b]]": '<p><a href="{filename}/b.md">b</a></p>',
    "[[B|words]] [[C D]]": '<p><a href="{filename}/b.md">words</a> <a href="{filename}/deep/c%20d.md">C D</a></p>',
    "[[deep/c d]]": '<p><a href="{filename}/deep/c%20d.md">deep/c d</a></p>',
    "[[b#Part One]] [[#Own]]": '<p><a href="{filename}/b.md#part-one">b &gt; Part One</a> <a href="#own">Own</a></p>',
    "[[b#^x1|block]]": '<p><a href="{filename}/b.md#%5Ex1">block</a></p>',
    "[[nowhere]] and [[nowhere|words]]": "<p>nowhere and words</p>",
    "![[b#Part]]": '<p><a class="embed" href="{embed}/b.md#part">b &gt; Part</a></p>',
    "![[gone.png]]": "<p>gone.png</p>",
    "![[s.pdf]]": '<p><object class="embedded-file" data="{static}/s.pdf" type="application/pdf">'
    '<a href="{static}/s.pdf">s.pdf</a></object></p>',
    "![[s.pdf#page=3]] [[s.pdf#page=3|3]]": '<p><object class="embedded-file" data="{static}/s.pdf#page=3" '
    'type="application/pdf"><a href="{static}/s.pdf#page=3">s.pdf</a></object> <a href="{static}/s.pdf#page=3">3</a></p>',
    "![x](s.pdf#page=2)": '<p><object class="embedded-file" data="{static}/s.pdf#page=2" type="application/pdf">'
    '<a href="{static}/s.pdf#page=2">x</a></object></p>',
    "![](https://youtu.be/a)": '<p><a href="https://youtu.be/a">https://youtu.be/a</a></p>',
    "![film](https://example.org/a.mp4)": '<p><a href="https://example.org/a.mp4">film</a></p>',
    r"\#no #yes": '<p>#no <span class="tag">yes</span></p>',
    "![[D.excalidraw]] ![[d.excalidraw.md]]": '<p><img src="{static}/D.excalidraw.svg" alt="D.excalidraw" width="40" '
    'height="20" loading="lazy" decoding="async"> <img src="{static}/D.excalidraw.svg" alt="D.excalidraw" width="40" '
    'height="20" loading="lazy" decoding="async"></p>',
    "[[b]] and [[1]](https://example.org)": '<p><a href="{filename}/b.md">b</a> and '
    '<a href="https://example.org">[1]</a></p>',
    "==a *b* c== a==b==c": "<p><mark>a <em>b</em> c</mark> a==b==c</p>",
    "Words. ^id-1": '<p>Words.<span id="^id-1"></span></p>',
    "About #ml/nlp, not #1 or a#b.": '<p>About <span class="tag">ml/nlp</span>, not #1 or a#b.</p>',
    "- [/] a\n- [x] b": '<ul>\n<li><input type="checkbox" disabled aria-label="in progress"> '
    '<span class="task">in progress</span> a</li>\n<li><input type="checkbox" disabled checked aria-label="done"> b</li>\n</ul>',
    "rating:: 5": "<p><strong>rating</strong>: 5</p>",
    "quote::“Words” of it": "<p><strong>quote</strong>: “Words” of it</p>",
    "std::vector": "<p>std::vector</p>",
    "A [key:: v] and (k:: w).": "<p>A key: v and w.</p>",
    "`[[b]] ==c== #d` std::vector": "<p><code>[[b]] ==c== #d</code> std::vector</p>",
    "```\n[[b]] ==c== #d\n```": '<div class="highlight"><pre><code>[[b]] ==c== #d\n</code></pre></div>',
    "%%not this%% but this": "<p>but this</p>",
    "[x](b.md#Part%20One) [y](#Part%20One)\n\n## Part One": '<p><a href="{filename}/b.md#Part%20One">x</a> '
    '<a href="#part-one">y</a></p>\n<h2 id="part-one">Part One</h2>',
    "|a|\n|-|\n|[[b\\|t]]|": '<div class="table"><table>\n<thead><tr><th>a</th></tr></thead>\n<tbody>\n'
    '<tr><td><a href="{filename}/b.md">t</a></td></tr>\n</tbody>\n</table></div>',
}


@pytest.mark.parametrize(("text", "html"), OF_OBSIDIAN.items())
def test_obsidians_signs_are_what_they_mean(tmp_path: Path, text: str, html: str) -> None:
    others = {
        "b.md": "B",
        "deep/c d.md": "C",
        "s.pdf": b"",
        "D.excalidraw.md": "",
        "D.excalidraw.svg": DRAWING.encode(),
    }
    assert shown(tmp_path, Obsidian(), text, **others) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[nowhere]] and [[b]]", '<p>nowhere and <a href="{filename}/b.md">b</a></p>'),
        ("[[One]] and [[@two|2]]", "<p>One and 2</p>"),
        ("See [[Memory Palace]].", "<p>See Memory Palace.</p>"),
        ("![[gone.png]] and [[One]]", "<p>gone.png and One</p>"),
        (
            "The attribute [[nodiscard]], or [[1, 2], [3, 4]].",
            "<p>The attribute [[nodiscard]], or [[1, 2], [3, 4]].</p>",
        ),
    ],
)
def test_a_note_of_any_folder_is_one_of_a_wiki_if_it_has_several_links_by_name(
    tmp_path: Path, text: str, html: str
) -> None:
    assert shown(tmp_path, Dialect(), text, **{"b.md": "B"}) == html


def test_a_page_out_of_a_graph_of_logseq_is_one_in_any_folder(tmp_path: Path) -> None:
    text = f"- A block\n  id:: {UUID}\n- TODO see (({UUID}))\n  collapsed:: true\n"
    html = shown(tmp_path, Dialect(), text)
    assert "A block" in html
    assert not any(sign in html for sign in ("::", "((", "collapsed"))


def test_a_block_of_logseq_ends_before_its_tags_and_before_what_is_further_out(tmp_path: Path) -> None:
    text = (
        "- #+BEGIN_NOTE\n  a\n  #+END_NOTE #card\n- b\n  card-repeats:: 2\n"
        "- #+BEGIN_QUOTE\n  c\n- d ![e](f(1).png){:height 2, :width 30}\n  collapsed:: true\n"
    )
    html = shown(tmp_path, Logseq(), f"{text}- [g h](i j.pdf)\n")
    assert html.endswith('<p><a href="i%20j.pdf">g h</a></p>')
    assert '<p>a\n<span class="tag">card</span></p>\n</div>\n<p>b</p>' in html
    assert "<blockquote>\n<p>c</p>\n</blockquote>" in html
    assert '<p>d <img src="f(1).png" alt="e" loading="lazy" decoding="async"></p>' in html
    assert source(tmp_path, Logseq(), "- a\n", "pages/hls__2024_On_chains_0.md").title == "2024 On chains 0"


def test_a_link_to_a_folder_leads_to_its_page(tmp_path: Path) -> None:
    pages = {"x/b/README.md": "B", "x/c/index.md": "C", "x/d/e.md": "E"}
    assert 'href="{filename}/x/c/index.md"' in shown(tmp_path, Dialect(), "[c](/x/c/) [d](/tags/)", "x/a/a.md", **pages)
    html = shown(tmp_path, Dialect(), "[b](../b/) [c](../c) [d](../d/) [e](./) [b](../b/#f)", "x/a/a.md", **pages)
    # No page of another folder stands in for one that is not there.
    elsewhere = {"x/index.md": "X", "y/README.md": "Y", "y/d/README.md": "D"}
    assert 'href="{filename}/x/index.md"' in shown(tmp_path, Dialect(), "[up](../)", "x/a/a.md", **pages, **elsewhere)
    assert html == (
        '<p><a href="{filename}/x/b/README.md">b</a> <a href="{filename}/x/c/index.md">c</a> <a href="../d/">d</a> '
        '<a href="./">e</a> <a href="{filename}/x/b/README.md#f">b</a></p>'
    )


def test_nothing_leads_to_a_backup_of_logseq_or_says_its_words(tmp_path: Path) -> None:
    old = {"logseq/bak/pages/b/2023.md": f"alias:: gone\n\n- secret\n  id:: {UUID}\n", "logseq/bak/pages/c.md": "- x\n"}
    html = shown(tmp_path, Logseq(), f"- (({UUID})) [[gone]] [[c]]\n", "pages/a.md", **old)
    assert html == "<p>(a block that is not there) gone c</p>"


def test_a_page_of_a_graph_of_logseq_is_prepared_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared, asked = Logseq.prepared, []

    def noted(self: Logseq, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        asked.append(path)
        return prepared(self, path, front, beside)

    monkeypatch.setattr(Logseq, "prepared", noted)
    shown(tmp_path, Logseq(), f"- A block\n  id:: {UUID}\n", "pages/a.md")
    assert asked == ["pages/a.md"]


def test_a_block_is_linked_in_a_table_of_logseq(tmp_path: Path) -> None:
    page = f"- Words of it\n  id:: {UUID}\n"
    html = shown(tmp_path, Logseq(), f"- |a|b|\n  |--|--|\n  |(({UUID}))|c|\n", **{"pages/p.md": page})
    assert ">Words of it</a></td>" in html


def test_a_picture_is_found_by_its_name_and_has_the_width_that_is_asked_for(tmp_path: Path) -> None:
    html = shown(tmp_path, Obsidian(), "![[p.svg|20]] ![Curve|20x9](p.svg)", **{"img/p.svg": DRAWING})
    assert html.count('src="{static}/img/p.svg"') == 2
    assert ['alt="p" width="20" height="10"' in html, 'alt="Curve" width="20" height="9"' in html] == [True, True]


def test_a_footnote_within_its_sentence_stands_below(tmp_path: Path) -> None:
    html = shown(tmp_path, Obsidian(), "Text^[a note with [a link](https://example.org)].")
    assert '<a href="#fn:1">1</a>' in html
    assert "a note with <a" in html
    assert "^[" not in html


def test_properties_and_tags_of_the_text_are_those_of_the_note(tmp_path: Path) -> None:
    read = source(tmp_path, Obsidian(), '---\ntags: "#a, b/c"\ncategory: "[[Maths|m]]"\n---\n#d\n\nstatus:: draft\n')
    fields = read.fields.front.fields
    assert (fields["tags"], fields["category"], read.rendered.tags) == (["a", "b/c"], "m", ("d",))
    assert read.fields.front.held_back == "`status: draft`"


def test_drawings_and_templates_are_no_notes(tmp_path: Path) -> None:
    drawing = source(tmp_path, Obsidian(), "---\nexcalidraw-plugin: parsed\n---\nx")
    template = source(tmp_path, Obsidian(), "# {{title}}\n", "Templates/day.md")
    lecture = source(tmp_path, Obsidian(), "# Of C++\n", "Templates/cpp.md")
    # Also where the vault lies in a site of another program.
    inside = source(tmp_path, Dialect(), "---\nexcalidraw-plugin: parsed\n---\nx")
    begun = source(tmp_path, Dialect(), "# <% tp.file.title %>\n", "_obsidian-templates/day.md")
    kinds = [one.fields.front.left_out for one in (drawing, template, lecture, inside, begun)]
    assert kinds == ["drawing of Excalidraw", "template", "", "drawing of Excalidraw", "template"]


@pytest.mark.parametrize(
    ("name", "text", "is_template"),
    [
        ("jinja.md", "---\ndate: 2024-03-02\n---\nUse `{{ title }}`:\n\n```html\n<% if (x) { %>\n```\n", False),
        ("2024-03-02-ejs.md", "Use `<%= name %>`.\n", False),
        ("jinja.md", "---\ndate: 2024-03-02\n---\nUse {{ title }}.\n", True),
        ("daily.md", "---\ndate: '{{date}}'\n---\n`{{title}}`\n", True),
        ("book.md", "```dataview\nFROM {{title}}\n```\n", True),
    ],
)
def test_signs_of_a_template_in_the_code_of_a_dated_post_make_it_none(
    tmp_path: Path, name: str, text: str, *, is_template: bool
) -> None:
    found = source(tmp_path, Dialect(), text, f"templates/{name}")
    assert found.fields.front.left_out == ("template" if is_template else "")


def test_how_ripe_a_note_is_needs_no_remark_but_a_status_that_is_misspelt_does(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = Site(tmp_path, LEARNING_TIMELINE_DIALECT="obsidian", LEARNING_TIMELINE_CHECK=True)
    for name, status in (("a", "evergreen"), ("b", "in progress"), ("c", "publishd")):
        site.post(f"{name}.md", f"---\ndate: 2026-03-01\nstatus: {status}\n---\nText.\n")
    site.build()
    assert [line for line in caplog.messages if "status" in line] == [
        "c.md:3: `status` is 'publishd': use one of published, draft, hidden, skip"
    ]


# Each with what Logseq shows for it; there are `pages/b.md` with a block, `pages/n___sub.md` and a day's page.
OF_LOGSEQ = {
    "- One\n\t- Two": "<p>One</p>\n<ul>\n<li>Two</li>\n</ul>",
    "- # H\n  words\n- next": '<h2 id="h">H</h2>\n<p>words</p>\n<p>next</p>',
    "- TODO a\n- DONE b\n- [[b]]": '<p><input type="checkbox" disabled aria-label="todo"> a</p>\n'
    '<p><input type="checkbox" disabled checked aria-label="done"> b</p>\n<p><a href="{filename}/pages/b.md">b</a></p>',
    "- ## DONE a": '<h2 id="a"><input type="checkbox" disabled checked aria-label="done"> a</h2>',
    "First\n\t- below": "<p>First</p>\n<ul>\n<li>below</li>\n</ul>",
    "- a\n  collapsed:: true\n  :LOGBOOK:\n  CLOCK: [2024]\n  :END:\n- b": "<p>a</p>\n<p>b</p>",
    f"- see (({UUID}))": f'<p>see <a href="{{filename}}/pages/b.md#%5E{UUID}">The block</a></p>',
    f"- {{{{embed (({UUID}))}}}}": f'<p><a class="embed" href="{{embed}}/pages/b.md#%5E{UUID}">b</a></p>',
    "- {{embed [[b]]}}": '<p><a class="embed" href="{embed}/pages/b.md">b</a></p>',
    "- [[n/sub]] [[Alias]] [[Mar 5th, 2024]]": '<p><a href="{filename}/pages/n___sub.md">n/sub</a> '
    '<a href="{filename}/pages/b.md">Alias</a> <a href="{filename}/journals/2024_03_05.md">Mar 5th, 2024</a></p>',
    "- ^^a^^ {{query (todo)}} #[[b]]": '<p><mark>a</mark>  <a href="{filename}/pages/b.md">b</a></p>',
    "- #+BEGIN_NOTE\n  x\n  #+END_NOTE": '<div class="admonition note">\n<p class="admonition-title">Note</p>\n<p>x</p>\n</div>',
    "- #+BEGIN_SRC\n  a:: b\n  #+END_SRC\n- next": '<div class="highlight"><pre><code>a:: b\n</code></pre></div>\n<p>next</p>',
    "- #+BEGIN_VERSE\n  x\n  #+END_VERSE\n- next": '<div class="highlight"><pre><code>x\n</code></pre></div>\n<p>next</p>',
    "- #+BEGIN_CENTER\n  x\n  #+END_CENTER\n- next": "<p>x</p>\n<p>next</p>",
    "- a\n  logseq.order-list-type:: number\n\t- c\n- b\n  logseq.order-list-type:: number\n- d\n"
    "\t- e\n\t  logseq.order-list-type:: number\n- f\n  logseq.order-list-type:: number": "<ol>\n<li>a</li>\n</ol>\n"
    '<ul>\n<li>c</li>\n</ul>\n<ol start="2">\n<li>b</li>\n</ol>\n<p>d</p>\n<ol>\n<li>e</li>\n</ol>\n<ol>\n<li>f</li>\n</ol>',
    "- {{youtube abc}} {{vimeo 12}}": '<p><a href="https://www.youtube.com/watch?v=abc">YouTube: www.youtube.com/watch?v=abc'
    '</a> <a href="https://vimeo.com/12">Vimeo: vimeo.com/12</a></p>',
    "- ![v](../assets/v.mp4)": '<p><video controls preload="metadata" src="{static}/assets/v.mp4">'
    '<a href="{static}/assets/v.mp4">v</a></video></p>',
    "- [[Y One]] [[two]]": '<p><a href="{filename}/pages/y.md">Y One</a> <a href="{filename}/pages/y.md">two</a></p>',
    "Words (#1) without a block": "<p>Words (#1) without a block</p>",
    "icon:: x": "",
    "- [b](https://b.example 'A title') c": '<p><a href="https://b.example" title="A title">b</a> c</p>',
    "- ```\n  a:: b\n  [[b]]\n  ```": '<div class="highlight"><pre><code>a:: b\n[[b]]\n</code></pre></div>',
}


@pytest.mark.parametrize(("text", "html"), OF_LOGSEQ.items())
def test_logseqs_signs_are_what_they_mean(tmp_path: Path, text: str, html: str) -> None:
    others = {
        "pages/b.md": f"title:: b\nalias:: Alias\n\n- The block\n  id:: {UUID}\n",
        "pages/n___sub.md": "- N",
        "journals/2024_03_05.md": "- D",
        "assets/v.mp4": "",
        "pages/y.md": "---\ntitle: Y One\nalias: x, 'two'\n---\n- Y",
    }
    found = shown(tmp_path, Logseq(), text, "pages/a.md", **others)
    assert found.replace("\n\n", "\n") == html


@pytest.mark.parametrize("said", ["public:: false", "- draft:: true", "---\npublish: no\n---"])
def test_a_block_of_a_page_that_is_held_back_says_nothing_elsewhere(tmp_path: Path, said: str) -> None:
    held = f"{said}\n\n- A secret\n  id:: {UUID}\n"
    assert "secret" not in shown(tmp_path, Logseq(), f"- see (({UUID}))", "pages/a.md", **{"pages/b.md": held})


def test_what_logseq_keeps_of_old_versions_is_no_note() -> None:
    kept = ("logseq/bak/pages/a/2022.org", "logseq/.recycle/b.md", "pages/logseq/c.md")
    assert [Logseq().left_out(one) for one in kept] == ["backup of Logseq", "backup of Logseq", ""]


def test_the_properties_of_a_page_are_its_fields(tmp_path: Path) -> None:
    read = source(tmp_path, Logseq(), "title:: Ring theory\ntags:: algebra, [[Group theory]]\npublic:: false\n\n- x\n")
    fields = read.fields.front.fields
    assert (fields["title"], fields["tags"]) == ("Ring theory", ["algebra", "Group theory"])
    assert read.fields.front.held_back == "`public: false`"
    assert "::" not in read.rendered.html


def test_a_name_is_looked_for_as_obsidian_does_it(tmp_path: Path) -> None:
    for path in ("x.md", "a/x.md", "a/b/x.md", "c/y.md", "c/d/y.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    names = Names(tmp_path)
    asked = {
        ("x", "a/n.md"): "x.md",
        ("y", "n.md"): "c/y.md",
        ("y", "c/d/n.md"): "c/d/y.md",
        ("b/X", "n.md"): "a/b/x.md",
    }
    asked |= {("./x", "a/n.md"): "a/x.md", ("../x", "a/n.md"): "x.md", ("z", "n.md"): "", ("", "n.md"): ""}
    assert {key: names.nearest(*key, ("", ".md")) for key in asked} == asked


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("[]()!#|^=%:{}-/\\` \nab1*_~$"), max_size=60))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    for dialect in (Obsidian(), Logseq()):
        Renderer(syntax=dialect.syntax).render(text)


def test_a_part_of_a_page_is_found_by_its_name() -> None:
    html = '<h2 id="a">A</h2><p>1<span id="^x"></span></p><h3 id="b">B</h3><h2 id="c">C</h2>'
    html += '<ul><li>2<span id="^y"></span></li></ul>'
    assert part_of(html, "a") == '<h2 id="a">A</h2><p>1<span id="^x"></span></p><h3 id="b">B</h3>'
    assert part_of(html, "^y") == '<ul><li>2<span id="^y"></span></li></ul>\n'
    assert part_of(html, "gone") == html


def test_a_block_of_logseq_is_embedded_with_what_is_below_it() -> None:
    html = f'<p>a<span id="^{UUID}"></span></p>\n<ul>\n<li>b</li>\n</ul>\n<p>c</p>'
    assert part_of(html, f"^{UUID}") == f'<p>a<span id="^{UUID}"></span></p>\n<ul>\n<li>b</li>\n</ul>\n'
    assert part_of(html.replace(UUID, "x"), "^x") == '<p>a<span id="^x"></span></p>\n'


def test_a_link_to_a_file_that_is_no_post_is_its_words(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "content").write(".obsidian/app.json", "{}").write("a.md", "See [[D]] and ![[D]].\n")
    story.write("D.md", "---\nexcalidraw-plugin: parsed\n---\nx\n").commit("2026-01-05T10:00:00+00:00")
    assert "See D and D." in Site(tmp_path).build().text("posts/2026/01/a/")


def test_an_embedded_note_is_shown_unless_it_is_held_back_or_leads_in_a_circle(tmp_path: Path) -> None:
    story = (
        GitStory(tmp_path / "content")
        .write(".obsidian/app.json", "{}")
        .write("2024-03-05.md", "Day. ![[B#Part]] ![[Held]] end\n")
    )
    story.write("B.md", "![[2024-03-05]]\n\n## Part\n\nShown[^1] by [[2024-03-05]].\n\n[^1]: Note.\n")
    story.write("Held.md", "---\nstatus: draft\n---\nSECRET\n").commit("2026-01-05T10:00:00+00:00")
    site = Site(tmp_path)
    built = site.build()
    day, other = built.text("posts/2024/03/2024-03-05/"), built.text("posts/2026/01/b/")
    assert day.count("Shown<sup") == 1
    assert other.count('<div class="embedded">') == 1
    assert all(b"SECRET" not in data for data in built.files().values())
    assert "{embed}" not in day + other
    assert "<p><div" not in day
    # A change of what is embedded shows, and so does a note of a better name.
    story.write("B.md", "## Part\n\nChanged by [[2024-03-05]].\n").commit("2026-02-05T10:00:00+00:00")
    assert "Changed by" in site.build().text("posts/2024/03/2024-03-05/")


def test_a_post_is_read_anew_when_a_name_means_another_file(tmp_path: Path) -> None:
    story = (
        GitStory(tmp_path / "content")
        .write(".obsidian/app.json", "{}")
        .write("a.md", "[[b]]\n")
        .write("deep/b.md", "B\n")
    )
    story.commit("2026-01-05T10:00:00+00:00")
    site = Site(tmp_path)
    assert "01/b/" in site.build().text("posts/2026/01/a/")
    story.write("b.md", "Nearer\n").commit("2026-02-05T10:00:00+00:00")
    assert "02/b" in site.build().text("posts/2026/01/a/")
