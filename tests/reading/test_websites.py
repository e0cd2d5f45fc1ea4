"""Where the posts of a site stood, how links by such addresses lead on, and which folder is that of the site."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from learning_timeline.reading.dialects.detection import dialect_of, site_of
from learning_timeline.reading.dialects.dialect import Dialect
from learning_timeline.reading.dialects.documents import split_document
from learning_timeline.reading.dialects.site_files import front_of
from learning_timeline.reading.dialects.website import Website
from learning_timeline.reading.drafts import HeldPlaces
from learning_timeline.reading.folder import Folder
from learning_timeline.reading.frontmatter import fields_of
from learning_timeline.reading.sources import SourceReader

if TYPE_CHECKING:
    from pathlib import Path

ZONED = "{timezone: America/New_York, permalink: '/:day/'}"
DATED = "---\ntitle: What is *New*?\ndate: 2024-03-05\ncategories: a b\n---\nText.\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, text in {".git/HEAD": "", **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("settings", "path", "text", "address"),
    [
        ("_config.yml=a: b", "_posts/2024-03-05-x-y.md", DATED, "/a/b/2024/03/05/x-y.html"),
        ("_config.yml=permalink: pretty", "c/_posts/2024-3-5-x.md", "Text", "/c/2024/03/05/x/"),
        ("_config.yml=permalink: /:year/:i_month/:slug", "_posts/2024-03-05-X Y.md", DATED, "/2024/3/x-y"),
        ("_config.yml=a: b", "_posts/2024-03-05-x.md", "---\npermalink: /own/\n---\nText", "/own/"),
        # As Jekyll 4.3.1 makes them.
        ("_config.yml=permalink: /:title/", "_posts/24-03-05-It's X & Y.md", "Text", "/It's-X-&-Y/"),
        ("_config.yml=permalink: /:year/:month/:day/", "_posts/24-03-05-x.md", "Text", "/2024/03/05/"),
        ("_config.yml=permalink: /:day/", "_posts/2020-01-01-x.md", "---\ndate: March 5, 2024\n---\nText", "/05/"),
        (f"_config.yml={ZONED}", "_posts/2020-01-01-x.md", "---\ndate: 2024-03-05 00:30:00\n---\nText", "/04/"),
        (f"_config.yml={ZONED}", "_posts/2020-01-01-x.md", "---\ndate: 2024-03-05 00:30\n---\nText", "/05/"),
        (f"_config.yml={ZONED}", "_posts/2020-01-01-x.md", "---\ndate: 2024-03-05 23:30 -0800\n---\nText", "/06/"),
        (
            "_config.yml=permalink: /:categories/:title/",
            "_posts/2024-03-05-x.md",
            "---\ncategory: Big Cat\n---\nText",
            "/big%20cat/x/",
        ),
        (
            "_config.yml=defaults: [{scope: {type: posts}, values: {permalink: '/n/:title/'}}]",
            "_posts/2024-3-5-x.md",
            "T",
            "/n/x/",
        ),
        (
            "_config.yml=collections: {n: {output: true, permalink: '/m/:title'}}",
            "_n/x.md",
            "---\na: b\n---\nT",
            "/m/x",
        ),
        ("_config.yml=collections: {n: {output: true}}", "_n/x.md", "---\na: b\n---\nT", "/n/x.html"),
        ("hugo.toml=title='a'", "content/posts/X Y.md", DATED, "/posts/x-y/"),
        ("hugo.toml=title='a'", "content/posts/x/index.md", DATED, "/posts/x/"),
        (
            "hugo.yaml=permalinks: {posts: '/:year/:month/:title/'}",
            "content/posts/x.md",
            DATED,
            "/2024/03/what-is-new/",
        ),
        ("hugo.toml=title='a'", "content/posts/x.md", "---\nslug: A-b\n---\nText", "/posts/a-b/"),
        ("hugo.toml=title='a'", "content/posts/x.md", "---\nurl: own\n---\nText", "/own"),
        ("_quarto.yml=a: b", "posts/x/index.qmd", DATED, "/posts/x/"),
        ("_quarto.yml=a: b", "posts/x.qmd", DATED, "/posts/x.html"),
        ("mkdocs.yml=plugins: [blog]", "docs/blog/posts/x.md", DATED, "/blog/2024/03/05/what-is-new/"),
        # As Material for MkDocs 9.8.2 makes it.
        (
            "mkdocs.yml=plugins: [blog]",
            "docs/blog/posts/x.md",
            '---\ndate: 2024-03-05\n---\n# Words & "more" é\nText.\n',
            "/blog/2024/03/05/words--more-é/",
        ),
        ("mkdocs.yml=a: b", "docs/notes/x.md", DATED, "/notes/x/"),
        ("mkdocs.yml=use_directory_urls: false", "docs/notes/x.md", DATED, "/notes/x.html"),
        ("myst.yml=a: b", "notes/x.md", DATED, "/notes/x.html"),
    ],
)
def test_a_post_is_known_by_its_former_address(
    tmp_path: Path, settings: str, path: str, text: str, address: str
) -> None:
    name, _, said = settings.partition("=")
    site = write(
        tmp_path, {name: said, path: text, "_posts/2020-01-01-other.md" if name == "_config.yml" else "x": "Text"}
    )
    dialect = dialect_of(site)
    assert isinstance(dialect, Website)
    assert dialect.address(path, front_of(site, path)) == address
    folder = Folder(site, dialect)
    assert folder.find(address, "some/other.md") == path
    assert folder.find(address.removesuffix(".html").rstrip("/"), "some/other.md") == path
    assert address in SourceReader(folder, "html").read(path).fields.front.fields["aliases"]


def test_an_address_in_a_language_leads_to_the_page_in_it(tmp_path: Path) -> None:
    text = "---\ndate: 2024-03-05\n---\nText.\n"
    files = {"content/posts/x.en.md": text, "content/posts/x.de.md": text, "content/posts/y.en.md": text}
    site = write(tmp_path, {"hugo.toml": "[languages.en]\na = 1\n[languages.de]\na = 1\n", **files})
    folder = Folder(site, dialect_of(site))
    found = [
        folder.find(address, "content/posts/z.md")
        for address in ("/de/posts/x/", "/en/posts/x/", "/de/posts/y/", "/de/no/")
    ]
    assert found == ["content/posts/x.de.md", "content/posts/x.en.md", "content/posts/y.en.md", ""]


def html_of(site: Path, path: str) -> str:
    return SourceReader(Folder(site, dialect_of(site)), "html").read(path).rendered.html


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("draft: true", "b.md"),
        ("date: 2026-12-24", "b.md"),
        ("publishDate: 2026-12-24", "b.md"),
        ("expiryDate: 2026-11-29", "b.md"),
        ("level: 1", "2026-12-24-b.md"),
        ("level: 1", "_drafts/b.md"),
    ],
)
def test_a_reference_to_a_document_that_is_held_back_does_not_say_its_words(
    tmp_path: Path, said: str, name: str
) -> None:
    links = f"[]({name}) [](#lab) {{ref}}`lab` {{doc}}`{name}` {{doc}}`c` @lab\n"
    held_back = f"---\ntitle: Secret\n{said}\n---\n(lab)=\n# Secret\n"
    rules = HeldPlaces(tmp_path, fields_of)
    write(tmp_path, {"myst.yml": "version: 1\n", "a.md": links, name: held_back, "c.md": "# Open\n"})
    dialect = dialect_of(tmp_path)
    today = Folder(tmp_path, dialect, date(2026, 11, 29), rules)
    source = SourceReader(today, "html").read("a.md")
    assert "ecret" not in source.rendered.html
    assert ">Open</a>" in source.rendered.html
    # A post that was kept is read anew on the day that the other one may be spoken of.
    asked = source.asked.named, source.asked.included
    assert today.still_says("a.md", *asked)
    later = Folder(tmp_path, dialect, date(2026, 12, 25), rules)
    assert later.still_says("a.md", *asked) == (not ("12-24" in said or "12-24" in name))


@pytest.mark.parametrize(("day", "times"), [("", 0), (" 2026-12-24", 0), (" 2026-11-23", 3)])
def test_a_reference_says_nothing_of_a_draft_or_a_later_post_of_the_blog_of_sphinx(
    tmp_path: Path, day: str, times: int
) -> None:
    links = "[](b.md) {doc}`b` {ref}`lab`\n"
    write(tmp_path, {"myst.yml": "", "a.md": links, "b.md": f"```{{post}}{day}\n```\n\n(lab)=\n# Secret\n"})
    folder = Folder(tmp_path, dialect_of(tmp_path), date(2026, 11, 29))
    assert SourceReader(folder, "html").read("a.md").rendered.html.count("Secret") == times


@pytest.mark.parametrize(
    ("said", "text", "times"),
    [
        ("date: 05/12/2026", "(lab)=\n# Secret", 0),
        ("expiryDate: 2026-11-29", "(lab)=\n# Secret", 0),
        ("date: 2026-12-24", "(lab)=\n# Secret", 1),
        ("level: 1", "%%\n(lab)=\n# Secret\n%%", 0),
    ],
)
def test_what_a_reference_says_is_what_is_shown_of_the_other_document(
    tmp_path: Path, said: str, text: str, times: int
) -> None:
    write(tmp_path, {"myst.yml": "version: 1\n", "a.md": "[](#lab)\n", "b.md": f"---\n{said}\n---\n{text}\n"})
    is_day_first = "/" in said
    folder = Folder(
        tmp_path,
        dialect_of(tmp_path),
        date(2026, 11, 29),
        order="dmy" if is_day_first else "",
        shows_future=not is_day_first,
    )
    assert SourceReader(folder, "html").read("a.md").rendered.html.count("Secret") == times


def test_a_comment_of_nunjucks_is_not_shown_with_the_tags_in_it(tmp_path: Path) -> None:
    text = "## B {#id}\n\nShown {# secret {{ a }} {% include 'secret' %} #} as well {#c}.\n"
    html = html_of(write(tmp_path, {".eleventy.js": "", "posts/a.md": text}), "posts/a.md")
    assert "secret" not in html
    assert "Shown" in html
    assert "as well {#c}" in html


def test_what_another_program_would_make_of_a_folder_or_a_tag_is_not_made_of_it_here(tmp_path: Path) -> None:
    jekyll = write(
        tmp_path / "jekyll", {"_config.yml": "title: A", "_posts/2024-01-01-a.md": "A", "scaffolds/b.md": "B"}
    )
    assert dialect_of(jekyll).left_out("scaffolds/b.md") != "template"
    assert dialect_of(jekyll).left_out("_posts/2024-01-02-b.html") == "post in HTML"
    assert dialect_of(jekyll).left_out("about.html") != "post in HTML"
    hugo = write(tmp_path / "hugo", {"hugo.toml": "", "content/a.md": "[b]({% post_url 2020-01-01-nowhere %})"})
    assert "2020-01-01-nowhere" in html_of(hugo, "content/a.md")


def test_what_was_made_of_a_document_that_is_held_back_is_held_back_as_well(tmp_path: Path) -> None:
    files = {"_quarto.yml": "project:\n  type: website\n", "index.qmd": "---\nlisting: {}\n---\n"}
    for name, field in (("a", "draft: true"), ("b", "title: B")):
        files |= {f"posts/{name}.qmd": f"---\n{field}\n---\nText.\n", f"posts/{name}.md": "Text.\n"}
    dialect = dialect_of(write(tmp_path, files))
    assert dialect.left_out("posts/a.md") == "output of a document that is held back"
    assert dialect.left_out("posts/b.md") == ""
    assert dialect.left_out("posts/b.qmd") == "document beside the Markdown made of it"
    files = {"hugo.toml": "", "content/posts/b.md": "Text.\n", "content/posts/b.ipynb": '{"cells": [], "metadata": {}}'}
    files |= {"content/posts/a.md": "Text.\n", "content/posts/a.ipynb": '{"cells": [], "metadata": {"draft": true}}'}
    hugo = dialect_of(write(tmp_path / "hugo", files))
    assert hugo.left_out("content/posts/a.md") == "output of a document that is held back"
    assert hugo.left_out("content/posts/b.md") == ""


def test_a_name_too_long_for_a_file_is_that_of_none(tmp_path: Path) -> None:
    name = f"{'a' * 400}.png"
    assert name in html_of(write(tmp_path, {"a.md": f"![x]({name}) ![y](/{name}) ![[{name}]]\n"}), "a.md")


def test_what_a_theme_calls_sharing_holds_nothing_back_in_hugo_and_jekyll(tmp_path: Path) -> None:
    text = "---\ntitle: A\nshare: false\n---\nText.\n"
    files = {
        "hugo.toml": "title = 'a'",
        "content/a.md": text,
        "content/b.md": text.replace("title", "draft: true\ntitle"),
    }
    folder = Folder(site := write(tmp_path / "hugo", files), dialect_of(site))
    held = [SourceReader(folder, "html").read(f"content/{name}.md").fields.front.held_back for name in "ab"]
    assert held == ["", "`draft: true`"]
    plain = Folder(notes := write(tmp_path / "notes", {"a.md": text}), dialect_of(notes))
    assert SourceReader(plain, "html").read("a.md").fields.front.held_back == "`share: false`"


def test_links_by_an_address_lead_to_the_file(tmp_path: Path) -> None:
    links = (
        "[a](/blog/posts/b/#c) [b](https://example.org/blog/posts/b) [c](../b/) [d](/blog/a.pdf) [e](/blog/) [f](/no/)"
    )
    tags = '`](/posts/b/)`\n\n<a href="/blog/posts/b/"><image src="/blog/x.svg"></a>\n\n[g]: /blog/posts/b/\n[g]\n'
    site = write(
        tmp_path,
        {
            "hugo.toml": "baseURL = 'https://example.org/blog/'",
            "content/posts/a.md": f"{links} {tags}",
            "content/posts/b.md": DATED,
            "static/a.pdf": "%PDF",
            "static/x.svg": "<svg/>",
        },
    )
    # From the file or from the content folder, as Pelican takes both.
    html = html_of(site, "content/posts/a.md").replace("{filename}/content/posts/b.md", "{filename}b.md")
    assert html.count('href="{filename}b.md"') == 4
    assert 'href="{filename}b.md#c"' in html
    for rest in ('href="{static}/static/a.pdf"', 'href="{index}"', 'href="/no/"', "<code>](/posts/b/)</code>"):
        assert rest in html
    assert '<img src="{static}/static/x.svg"' in html


def test_a_plain_folder_has_files_at_its_root(tmp_path: Path) -> None:
    site = write(tmp_path, {"notes/a.md": "[a](/b.md#c) [b](/a.pdf) [c](/no.pdf) ![d](/x.svg)", "b.md": DATED})
    write(tmp_path, {"public/a.pdf": "%PDF", "assets/x.svg": "<svg/>"})
    html = html_of(site, "notes/a.md")
    assert [one.partition('"')[0] for one in html.split('href="')[1:]] == [
        "{filename}/b.md#c",
        "{static}/public/a.pdf",
        "/no.pdf",
    ]
    assert 'src="{static}/assets/x.svg"' in html


def test_the_folder_of_a_site_is_found_from_that_of_its_posts_and_from_around(tmp_path: Path) -> None:
    quartz = write(tmp_path / "quartz", {"quartz.config.ts": "", "content/a.md": "Text", "docs/b.md": "Of Quartz"})
    nearly = {f"site/_posts/2024-01-0{day}-a.md": "Text" for day in range(1, 9)}
    nearly |= {"notes.md": "A note", "site/_config.yml": "a: b"}
    assert site_of(quartz) == quartz / "content"
    assert site_of(write(tmp_path / "nearly", nearly)) == tmp_path / "nearly" / "site"
    whole = write(tmp_path / "whole", {"hugo.toml": "title='a'", "content/posts/a.md": DATED})
    around = write(tmp_path / "around", {"README.md": "Text", "blog/mkdocs.yml": "a: b", "blog/docs/a.md": DATED})
    beside = write(tmp_path / "beside", {"a.md": "A note", "blog/mkdocs.yml": "a: b", "blog/docs/a.md": DATED})
    assert site_of(whole / "content") == whole
    assert site_of(whole / "content" / "posts") == whole / "content" / "posts"
    assert site_of(around) == around / "blog"
    assert site_of(beside) == beside
    assert site_of(whole) == whole
    package = {"packages/web/astro.config.mjs": "", "packages/theme/README.md": "Text", "README.md": "Text"}
    package |= {f"packages/web/src/content/docs/{name}.md": DATED for name in "abc"}
    assert site_of(write(tmp_path / "packages", package)) == tmp_path / "packages" / "packages" / "web"
    assert site_of(write(tmp_path / "deep", {"a/b/c/d/e.md": "A note"})) == tmp_path / "deep"


def test_the_folders_of_nikola_stand_in_one_order(tmp_path: Path) -> None:
    folders = [f"post{letter}" for letter in "hgfedcba"]
    posts = ", ".join(f'("{folder}/*.md", "", "p")' for folder in folders)
    dialect = dialect_of(write(tmp_path, {"conf.py": f'POSTS = ({posts})\nPAGES = (("pages/*.md", "", "p"),)\n'}))
    assert [folder for folder, *_ in dialect.places] == [*folders, "pages"]


def test_what_nikola_holds_back_by_tags_or_by_a_file_beside_it_is_held_back_here(tmp_path: Path) -> None:
    texts = {
        "conf.py": 'POSTS = (("posts/*.md", "posts", "p"), (F + "/*", "x", "p"), ("q/*.md", 5, "p"))\n',
        "posts/a.rst": "A\n=\n\nText.\n",
        "posts/a.meta": ".. title: A\n.. status: private\n",
        "posts/b.md": "---\ntitle: B\n---\nText.\n",
        "posts/b.meta": ".. status: draft\n",
        "posts/c.md": "<!--\n.. title: C\n.. tags: maths, draft\n-->\nText.\n",
        "posts/d.md": "---\ntitle: D\ntags: [maths, private]\n---\nText.\n",
        "posts/e.md": "---\ntitle: E\ntags: [maths]\n---\nText.\n",
        "notes/f.md": "Text.\n",
    }
    dialect = dialect_of(write(tmp_path, texts))
    assert dialect.left_out("posts/a.rst") == "draft"
    folder = Folder(tmp_path, dialect)
    held = {
        path: bool(dialect.prepared(path, split_document(path, texts[path]), folder).held_back)
        for path in texts
        if path.startswith("posts/") and path.endswith(".md")
    }
    assert held == {"posts/b.md": True, "posts/c.md": True, "posts/d.md": True, "posts/e.md": False}
    assert (dialect_of(tmp_path / "posts").name, dialect_of(tmp_path / "notes").name) == ("nikola", "plain")


def test_a_document_that_holds_itself_back_is_part_of_no_other(tmp_path: Path) -> None:
    for name, text in {"draft.md": "---\ndraft: true\n---\nWords.", "part.md": "---\ntitle: P\n---\nWords."}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    folder = Folder(tmp_path, Dialect())
    assert folder.include("draft.md") is None
    assert folder.include("part.md") == "---\ntitle: P\n---\nWords."


def test_a_document_that_lists_others_below_its_own_text_is_a_post(tmp_path: Path) -> None:
    listing = "---\ntitle: Notes\nlisting: {contents: ../backlinks/x.yml}\n---\n"
    text = "Words that its author has written.\n" * 10
    files = {"notes/index.qmd": f"{listing}All notes.", "notes/x.qmd": f"{listing}In short.", "notes/y.qmd": listing}
    files |= {"blog.qmd": f"{listing}All posts.", "about.qmd": listing + text}
    dialect = dialect_of(write(tmp_path, {"_quarto.yml": "a: b", **files}))
    lists = {path for path in files if dialect.left_out(path) == "list of posts"}
    assert lists == {"notes/index.qmd", "notes/y.qmd", "blog.qmd"}


def test_an_address_on_the_web_of_what_has_no_page_here_stays(tmp_path: Path) -> None:
    settings = 'SITENAME = "a"\nSITEURL = "https://example.org"\nPLUGINS = ["liquid_tags"]\n'
    text = "[a](https://example.org/downloads/a.ipynb) [b](https://example.org/b.html)\n\n{% notebook a.ipynb %}\n"
    files = {"a.md": text, "b.md": "title: B\n\nText.\n", "downloads/notebooks/a.ipynb": '{"cells": []}'}
    html = html_of(write(tmp_path, {"pelicanconf.py": settings, **files}), "a.md")
    assert 'href="https://example.org/downloads/a.ipynb"' in html
    assert 'href="{filename}/b.md"' in html


def test_a_link_to_an_empty_note_of_dendron_shows_its_words(tmp_path: Path) -> None:
    notes = {
        "lang.python.md": "---\ntitle: Python\n---\n",
        "lang.c.md": "Text.",
        "a.md": "[[of|lang.python]] [[lang.c]]",
    }
    html = html_of(write(tmp_path, {"dendron.yml": "version: 5\n", **notes}), "a.md")
    assert html == '<p>of <a href="{filename}/lang.c.md">lang.c</a></p>\n'


def test_a_component_within_html_is_no_part_of_it(tmp_path: Path) -> None:
    text = '<div class="two">\n<Note>\nOf *two*.\n</Note>\n</div>\n'
    html = html_of(write(tmp_path, {"astro.config.mjs": "", "src/content/a.mdx": text}), "src/content/a.mdx")
    assert '<div class="admonition note">' in html
    assert "<em>two</em>" in html
