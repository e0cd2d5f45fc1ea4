# ruff: noqa: E501 - each text is one line, as long as it is
"""Journals of several programs in which an author hides words, each way in a file of its own: what each may publish, and what not.

In a text, SECRET stands for a word that no other file has; `words` puts it in, so that a word found in a site names its file.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from tests.builders.notebook import FRONT, code, notebook, printed, raw
from tests.builders.notebook import text as cell

# Pictures and data that only what is held back links to.
_BESIDE = "![SECRET](SECRET.svg) [SECRET](SECRET.csv)"
# By which nothing need be said.
_PLAIN = re.compile(r"draft\W{1,12}true|draft\.of|status\W+(?:draft|skip)|hugo_draft", flags=re.IGNORECASE)
_LETTERS = "bcdfghjklm"


@dataclass(frozen=True)
class Journal:
    """What an author of one program has written.

    Attributes:
        settings: files of the program itself.
        held: of each post that is not for all, its path and its text.
        within: of each post that is for all, its path and its text, in which something is hidden.
        shown: posts that are for all though they look as if they were not.
        content: the folder that is built.
    """

    held: dict[str, str]
    within: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    content: str = ""

    @property
    def told(self) -> list[str]:
        """The posts of which a build has to say that they are held back: not those whose author says so in plain words."""
        hidden = (path for path in self.held if path.startswith(".") or "/." in path)
        return sorted({path for path, text in self.held.items() if not _PLAIN.search(text)}.difference(hidden))


def word_of(number: int) -> str:
    """The secret of a file, as no language has it.

    >>> word_of(17)
    'xyzqbckzq'
    """
    return "xyzq" + "".join(_LETTERS[int(digit)] for digit in f"{number:03}") + "zq"


def page_of_lektor(field: str) -> str:
    """A page of Lektor that says its secret wherever one can be said."""
    return f"title: SECRET\n---\npub_date: 2026-01-05\n---\nsummary: SECRET\n---\n{field}\n---\nbody:\n\nSECRET {_BESIDE}\n"


def post(fields: str, text: str = "") -> str:
    """A post that says its secret wherever one can be said."""
    said = "title: SECRET\nsummary: SECRET\ntags: [SECRET]\nresources: ['https://example.org/SECRET']\naliases: [/old/SECRET/]"
    return f"---\n{said}\n{fields}\n---\nSECRET {_BESIDE} {text}\n"


def public(text: str, fields: str = "") -> str:
    """A post for all, of which a part is hidden."""
    more = f"{fields}\n" if fields else ""
    return f"---\ntitle: Seen\ndate: 2026-02-01\n{more}---\nSeen here.\n\n{text}\n\nSeen at the end.\n"


def plain(text: str) -> str:
    """A text without front matter."""
    return f"# SECRET\n\nSECRET {_BESIDE} {text}\n"


_DATED = "date: 2026-02-01"
_COMMENTS = {
    "one.md": "Seen <!-- SECRET --> here.",
    "block.md": "<!-- TODO: ask SECRET\n\nSECRET again\n-->",
    "in-div.md": "<div>\n<!-- SECRET\n\nSECRET -->\nSeen.\n</div>",
    "in-list.md": "- Seen\n  <!-- SECRET -->\n- More\n\n  <!-- SECRET -->",
    "unclosed.md": "Seen.\n\n<!-- SECRET",
    "reference.md": '[//]: # (SECRET)\n\n[comment]: <> (SECRET)\n\n[_]: # "SECRET"',
    "hidden.md": '<div hidden>SECRET</div>\n\n<p style="color: red; display:none">SECRET</p>\n\n<span hidden>SECRET</span> seen.',
    "hidden-around.md": "<div hidden>\n\nSECRET and *SECRET*\n\n</div>",
    "template.md": "<template>SECRET</template>",
    "heading.md": "## Seen <!-- SECRET -->\n\n| a | b |\n|---|---|\n| <!-- SECRET --> | seen |\n",
}

JOURNALS = {
    "plain": Journal(
        held={
            **{
                f"notes/{name}.md": post(f"{_DATED}\n{fields}")
                for name, fields in {
                    "tag": "tags: [draft]",
                    "tag-of-text": "tags: private, seen",
                    "category": "categories: [Drafts]",
                    "topic": "category: Private",
                    "skip": "skip: true",
                    "status-skip": "status: skip",
                    "later": "publishDate: 2031-01-01",
                    "scheduled": "scheduled: 2031-01-01",
                    "expired": "expiryDate: 2026-03-01",
                    "future": "date: 2031-01-01",
                    "capitals": "DRAFT: TRUE",
                    "spaced": "Is Draft: yes",
                    "noindex": "visibility: noindex",
                    "until": "unpublish_date: 2026-03-01",
                }.items()
            },
            **{
                f"{folder}/a{number}.md": post(_DATED)
                for number, folder in enumerate(
                    (
                        "01-drafts",
                        "WIP",
                        "Private",
                        "00 Drafts",
                        "🔒 Private",
                        "Drafts (old)",
                        "_wip",
                        "old-drafts",
                        "Entwürfe",
                        "brouillons",
                        "草稿",
                        "notes/2026/Drafts",
                    )
                )
            },
            **{
                f"names/{name}.md": post(_DATED)
                for name in (
                    "draft-foo",
                    "2026-02-01-draft-bar",
                    "foo.draft",
                    "foo-draft",
                    "[WIP] foo",
                    "foo (draft)",
                    "DRAFT foo",
                    "wip_foo",
                    "_draft_foo",
                    "foo.private",
                    "2026-02-02 private",
                )
            },
            "names/.hidden.md": post(_DATED),
            "names/2031-05-05-later.md": plain(""),
        },
        within={f"notes/{name}": public(text) for name, text in _COMMENTS.items()},
        shown={
            "draft-horses/a.md": public("Horses."),
            "notes/_index-of-things.md": public("Things."),
            "notes/private-keys.md": public("Keys."),
            "notes/draft-dodgers.md": public("They said no.", "draft: false"),
            "notes/comment.md": public("```html\n<!-- kept -->\n```\n\nand `<!-- kept -->` and 1 <!-- 2, in text."),
            "notes/drafts.md": public("On drafts."),
        },
    ),
    "odd": Journal(
        held={
            **{
                f"d/{n}.md": post(f)
                for n, f in {
                    "a": "date: 2031",
                    "b": "date: '2031-01'",
                    "c": "date: Jan 5, 2031",
                    "d": "date: 2031年1月5日",
                    "e": "date: 20310105",
                    "f": f"{_DATED}\npublishDate: January 5, 2031",
                    "g": f"{_DATED}\nexpiryDate: March 1, 2026",
                    "h": f"{_DATED}\npublish_date: 05/01/2031",
                    "i": f"{_DATED}\npublishDate: 2026/12/01",
                    "j": f"{_DATED}\nexpires: 2026/03/01",
                    "k": f"{_DATED}\nlisted: false",
                    "l": f"{_DATED}\nstatus: [draft]",
                    "m": f"{_DATED}\npublished: 'No'",
                    "n": f"{_DATED}\nDraft : true",
                    "o": f"{_DATED}\ndraft: Y",
                    "p": f"{_DATED}\nstatus: 'Draft 2'",
                    "q": f"{_DATED}\ndraft: ✅",
                    "r": f"{_DATED}\ndraft: [x]",
                    "s": f"{_DATED}\nvisibility: me",
                    "t": f"{_DATED}\nstatus: Work in progress",
                    "u": f"{_DATED}\nexpiryDate: 2026-03",
                    "v": "date: 2026-12-01 00:30 +1400",
                    "w": f"{_DATED}\nunpublishDate: 2026-03-01T00:00:00+02:00",
                    "x": f"{_DATED}\npublishDate: 2026-12-1",
                    "y": f"{_DATED}\ndate: 2031-02-02",
                }.items()
            },
            "20310105-x.md": plain(""),
            "2031-W05.md": plain(""),
            "n/Case.md": post(f"{_DATED}\ndraft: true"),
            'n/it\'s & "odd" %20 #1.md': post(f"{_DATED}\ndraft: true"),
            "n/SECRET-name.md": post(f"{_DATED}\ndraft: true"),
            "n/img.md": post(f"{_DATED}\ndraft: true", "![x](../images/SECRET-pic.svg)"),
            "WIP/x.md": post(_DATED),
            "n/tr.de.md": post(f"{_DATED}\nlang: de\ndraft: true"),
            "n/mile.md": post(
                f"{_DATED}\ndraft: true\nmilestone: SECRET\npredictions: [{{claim: SECRET, probability: 0.5, by: 2027-01-01}}]\nseries: SECRET"
            ),
            "n/later.md": post(
                "date: 2031-01-01\nmilestone: SECRET\npredictions: [{claim: SECRET, probability: 0.5, by: 2032-01-01}]"
            ),
        },
        within={
            "n/links.md": public(
                '[a](HELD-name.md) [b](HELD-name.md#x) [c](HELD-name.html) [d](/n/HELD-name.md) [e]({filename}HELD-name.md) <a href="HELD-name.md">f</a> [g][r] [![x](p.svg)](HELD-name.md)\n\n[r]: HELD-name.md\n'
            ),
            "n/tr.md": public("Seen.", "lang: en"),
            "n/nb.ipynb": notebook(
                [
                    raw(FRONT),
                    {
                        **cell("![x](attachment:SECRET.png)"),
                        "metadata": {"tags": ["remove-cell"]},
                        "attachments": {"SECRET.png": {"image/png": "iVBORw0KGgo="}},
                    },
                    cell("Seen."),
                ]
            ).decode(),
            "n/html.md": public(
                '<img alt="" src=""><!-- SECRET --> <svg><!-- SECRET --></svg>\n\n<object hidden>SECRET</object>\n\n<details><summary>S</summary>\n\n<!-- SECRET -->\n</details>\n\n<p class="d-none">x</p>'
            ),
            "n/table.html.md": public(
                '<table><tr hidden><td>SECRET</td></tr><tr><td style="visibility: hidden">SECRET</td></tr></table>'
            ),
            "n/foot.md": public("Seen[^1].\n\n[^1]: Seen. <!-- SECRET -->\n\n"),
            "n/attr.md": public(
                "[x](https://example.org 'seen'){data-x=seen}\n\n```python\nx = 1\n```\n<!-- SECRET\n```\nSECRET\n```\n-->"
            ),
            "n/title.md": "---\ndate: 2026-02-01\n---\n<!-- # SECRET -->\n# Seen <!-- SECRET -->\n\nSeen.",
            "n/title2.md": "---\ntitle: Seen <!-- SECRET -->\nsummary: Seen <!-- SECRET --> s\ndate: 2026-02-01\n---\nSeen.",
            "n/quote.md": public("> Seen <!-- SECRET\n> SECRET -->\n\n> <!--\n> SECRET\n>\n> SECRET\n> -->"),
            "n/nested.md": public("<!-- SECRET <!-- SECRET --> seen"),
            "n/dash.md": public("<!-- SECRET -- SECRET --->\n\n<!--SECRET--!>\n\nSeen. <!--> seen2 <!---> seen3"),
            "n/cdata.md": public("<![CDATA[ SECRET ]]>\n\n<?php SECRET ?>\n\n<!DOCTYPE SECRET>"),
        },
        shown={
            "n/case.md": public("Lower."),
            "d/ok.md": public("Seen.", "publishDate: 2026/01/05"),
            "d/ok2.md": public("Seen.", "publishDate: 2026-9-5"),
            "d/ok3.md": public("Seen.", "expiryDate: 2027/01/05"),
            "d/ok4.md": public("x", "status: published"),
        },
        settings={
            "images/other.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "n/p.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        },
    ),
    "obsidian": Journal(
        settings={
            ".obsidian/app.json": json.dumps({"userIgnoreFilters": ["Excluded/", "/^Also .*/"]}),
            ".obsidian/publish.json": json.dumps({"excluded": ["Not published"]}),
            ".obsidian/templates.json": json.dumps({"folder": "Templates"}),
        },
        held={
            "inline.md": plain("#private"),
            "inline-draft.md": plain("\n\n- here #draft\n"),
            "nested.md": plain("#status/draft"),
            "property.md": post("publish: false"),
            "dataview.md": plain("\n\nprivate:: true"),
            "in-brackets.md": plain("(publish:: false)"),
            "tags.md": post("tags:\n  - private"),
            "Excluded/a.md": post(_DATED),
            "Also this.md": post(_DATED),
            "Not published/a.md": post(_DATED),
            "Templates/a.md": post(_DATED),
            "Private/a.md": post(_DATED),
            ".trash/a.md": post(_DATED),
        },
        within={
            "comment.md": public("%%SECRET%% and %%\nSECRET\n\nSECRET\n%%"),
            "html.md": public("<!-- SECRET -->"),
            "links.md": public("[[inline]] ![[inline]] [[Excluded/a]] ![[Excluded/a#Part]] [a](<Not published/a.md>)"),
        },
        shown={"public.md": public("In `#private` code, and a [link](#private)."), "nfl.md": public("#drafting")},
    ),
    "a garden of Obsidian": Journal(
        settings={".obsidian/plugins/digitalgarden/data.json": "{}"},
        held={"a.md": post(_DATED), "b.md": post("dg-publish: false"), "c.md": plain("")},
        within={"seen.md": public("[[a]] ![[c]]", "dg-publish: true")},
    ),
    "quartz": Journal(
        settings={"quartz.config.ts": "    filters: [\n      Plugin.ExplicitPublish(),\n    ],\n"},
        held={"content/a.md": post(_DATED), "content/b.md": post("publish: false")},
        within={"content/seen.md": public("[[a]]", "publish: true")},
        content="content",
    ),
    "a published graph of Logseq": Journal(
        settings={"logseq/config.edn": "{}"},
        held={"pages/a.md": f"- SECRET {_BESIDE}", "journals/2026_02_01.md": "- SECRET"},
        within={"pages/seen.md": "public:: true\n\n- Seen [[a]] {{embed [[a]]}}"},
    ),
    "logseq": Journal(
        settings={"logseq/config.edn": '{:hidden ["/hidden" "pages/b.md"]}'},
        held={
            "pages/a.md": f"public:: false\n\n- SECRET {_BESIDE}",
            "pages/b.md": f"- SECRET {_BESIDE}",
            "pages/c.md": f"private:: true\ntags:: SECRET\n- SECRET {_BESIDE}",
            "pages/d.md": f"tags:: [[draft]]\n\n- SECRET {_BESIDE}",
            "logseq/bak/pages/x/a.md": f"- SECRET {_BESIDE}",
        },
        within={
            "journals/2026_02_01.md": "- Seen.\n- SECRET\n  private:: true\n\t- SECRET\n\t\t- SECRET\n- Seen too.",
            "journals/2026_02_02.md": "- Seen.\n\t- SECRET #private\n\t\t- SECRET\n\t- Seen.",
            "journals/2026_02_03.md": "- Seen.\n\t- SECRET\n\t  public:: false\n\t  SECRET\n\t- Seen.",
            "pages/uuid.md": "- Seen.\n- SECRET\n  id:: 64f1c2d4-0000-4000-8000-000000000001\n  private:: true\n- ((64f1c2d4-0000-4000-8000-000000000001)) {{embed ((64f1c2d4-0000-4000-8000-000000000001))}}",
            "journals/2026_02_04.md": "- Seen ((64f1c2d4-0000-4000-8000-000000000001)) and {{embed ((64f1c2d4-0000-4000-8000-000000000001))}} [[a]] {{embed [[a]]}}",
            "journals/2026_02_05.md": "- Seen.\n  :LOGBOOK:\n  CLOCK: SECRET\n  :END:\n- Seen <!-- SECRET --> too.\n- #+BEGIN_COMMENT\n  SECRET\n  #+END_COMMENT",
        },
    ),
    "jekyll": Journal(
        settings={
            "_config.yml": "title: A\nexclude: [own]\ndefaults:\n  - {scope: {path: _posts/later}, values: {published: false}}\ncollections:\n  hidden: {output: false}\n"
        },
        held={
            "_drafts/a.md": post(""),
            "_posts/2026-02-01-a.md": post("published: false"),
            "_posts/2026-02-01-b.md": post("draft: true"),
            "_posts/later/2026-02-01-c.md": post(""),
            "own/_posts/2026-02-01-d.md": post(""),
            "_hidden/e.md": post(_DATED),
            "_posts/2031-02-01-f.md": post(""),
            "_posts/_2026-02-01-g.md": post(""),
        },
        within={
            "_posts/2026-02-02-liquid.md": public(
                "{% comment %}SECRET{% endcomment %} and {%- comment -%}\nSECRET\n{%- endcomment -%} {% # SECRET %}"
            ),
            "_posts/2026-02-02-kramdown.md": public(
                "{::comment}\nSECRET\n{:/comment}\n\nSeen {::comment}SECRET{:/} too."
            ),
            "_posts/2026-02-02-links.md": public(
                "[a]({% post_url 2026-02-01-a %}) [b]({% link _drafts/a.md %}) [c](/2026/02/01/b.html)"
            ),
            "_posts/2026-02-02-if.md": public("{% if false %}SECRET{% endif %}{% unless true %}SECRET{% endunless %}"),
            "_posts/2026-02-02-html.md": public("Seen.\n<!-- SECRET -->\n<!--more-->\nSeen."),
        },
    ),
    "hugo": Journal(
        settings={"hugo.toml": "baseURL = 'https://example.org/'\nignoreFiles = ['own/']\n"},
        held={
            "content/posts/a.md": post("draft: true"),
            "content/posts/b.md": post(f"{_DATED}\nbuild: {{render: never, list: never}}"),
            "content/posts/c.md": post(f"{_DATED}\nexpiryDate: 2026-03-01T00:00:00Z"),
            "content/posts/d.md": post(f"{_DATED}\npublishDate: 2031-03-01"),
            "content/posts/e.md": post("date: 2031-01-01"),
            "content/posts/own/f.md": post(_DATED),
            "content/secret/_index.md": post(f"{_DATED}\ncascade: {{draft: true}}\ndraft: true"),
            "content/secret/g.md": post(_DATED),
            "content/posts/h/index.md": post(f"{_DATED}\n_build: {{list: never, render: never}}"),
            "content/posts/i.md": f"+++\ntitle = 'SECRET'\ndraft = true\ntags = ['SECRET']\n+++\nSECRET {_BESIDE}",
            "content/posts/j.md": '{"title": "SECRET", "draft": true, "date": "2026-02-01"}\nSECRET',
            "content/posts/k/index.md": post(f"{_DATED}\nheadless: true"),
        },
        within={
            "content/posts/comment.md": public(
                "{{/* SECRET */}} and {{< comment >}}SECRET{{< /comment >}} {{- /* SECRET */ -}}"
            ),
            "content/posts/links.md": public('[a]({{< ref "a.md" >}}) [b]({{< relref "posts/b" >}}) [c](/posts/c/)'),
            "content/posts/html.md": public("<!-- SECRET -->\n<!--more-->\nSeen."),
        },
        content="content",
    ),
    "quarto": Journal(
        settings={
            "_quarto.yml": "project: {type: website, render: ['*.qmd', '!own/']}\nwebsite: {title: A, drafts: [posts/c.qmd]}\n",
            "posts/meta/_metadata.yml": "draft: true\n",
        },
        held={
            "posts/a.qmd": post(f"{_DATED}\ndraft: true"),
            "posts/c.qmd": post(_DATED),
            "own/d.qmd": post(_DATED),
            "posts/meta/e.qmd": post(_DATED),
            "posts/_f.qmd": post(_DATED),
            "_own/g.qmd": post(_DATED),
        },
        within={
            "posts/div.qmd": public(
                "::: {.content-hidden}\nSECRET\n:::\n\n::: {.hidden}\nSECRET\n:::\n\n[SECRET]{.content-hidden} seen."
            ),
            "posts/format.qmd": public('::: {.content-visible when-format="pdf"}\nSECRET\n:::'),
            "posts/code.qmd": public(
                "```{python}\n#| include: false\nx = 'SECRET'\n```\n\n```{python}\n#| echo: false\nx = 'SECRET'\n```"
            ),
            "posts/comment.qmd": public("<!-- SECRET -->\n\nSeen.<!-- SECRET\nSECRET -->"),
            "posts/hide.qmd": public(
                '[SECRET]{.hidden} and [SECRET]{style="display:none"}\n\n::: {style="display: none"}\nSECRET\n:::'
            ),
        },
    ),
    "mkdocs": Journal(
        settings={
            "mkdocs.yml": "site_name: A\nexclude_docs: |\n  internal/\n  *.tmp.md\ndraft_docs: |\n  later/\nnot_in_nav: |\n  seen.md\nplugins:\n  - search\n  - exclude:\n      glob: ['own/*', 'x-*.md']\n      regex: ['.*\\.bak\\.md$']\n  - blog\n"
        },
        held={
            "docs/internal/a.md": post(_DATED),
            "docs/a.tmp.md": post(_DATED),
            "docs/later/b.md": post(_DATED),
            "docs/own/c.md": post(_DATED),
            "docs/x-d.md": post(_DATED),
            "docs/e.bak.md": post(_DATED),
            "docs/blog/posts/f.md": post(f"{_DATED}\ndraft: true"),
            "docs/.g.md": post(_DATED),
        },
        within={
            "docs/html.md": public("<!-- SECRET -->\n\n<!-- more -->\n\nSeen."),
            "docs/macros.md": public("Seen {# SECRET #} here."),
        },
        shown={"docs/seen.md": public("It is in no navigation.")},
        content="docs",
    ),
    "myst": Journal(
        settings={
            "myst.yml": "version: 1\nproject:\n  toc:\n    - file: index.md\n    - title: More\n      children:\n        - file: posts/listed\n        - pattern: 'posts/of-*{.ipynb,.md}'\n        - file: posts/hidden.md\n          hidden: true\n    - file: posts/cells.ipynb\n"
        },
        held={
            "posts/unlisted.md": post(_DATED),
            "posts/hidden.md": post(_DATED),
            "posts/of-draft.md": post(f"{_DATED}\ndraft: true"),
        },
        within={
            "index.md": public("% SECRET\n\nSeen.\n\n+++ SECRET\n\nSeen."),
            "posts/listed.md": public(
                "```{code-cell}\n:tags: [remove-cell]\nx = 'SECRET'\n```\n\n```{todo} SECRET\n```\n\n```{comment}\nSECRET\n```"
            ),
            "posts/of-this.md": public("<!-- SECRET -->\n\n{doc}`unlisted` [](unlisted.md)"),
            "posts/cells.ipynb": notebook(
                [
                    raw(FRONT),
                    {**code("x = 'SECRET'", printed("SECRET")), "metadata": {"tags": ["remove-cell"]}},
                    {**code("x = 1", printed("SECRET")), "metadata": {"tags": ["remove-output"]}},
                    {**code("x = 'SECRET'", printed("seen")), "metadata": {"tags": ["remove-input"]}},
                    cell("Seen <!-- SECRET -->.\n\n<div hidden>SECRET</div>"),
                ]
            ).decode(),
        },
    ),
    "sphinx": Journal(
        settings={"conf.py": "extensions = ['ablog', 'myst_parser']\nexclude_patterns = ['own/*']\n"},
        held={
            "posts/a.md": "# SECRET\n\n```{post}\n:tags: SECRET\n```\n\nSECRET",
            "posts/b.rst": "SECRET\n======\n\n.. post::\n   :tags: SECRET\n\nSECRET\n",
            "posts/c.rst": ":orphan:\n:date: 2026-02-01\n:draft: true\n\nSECRET\n======\n\nSECRET\n",
            "own/d.md": post(_DATED),
            "posts/e.md": "# SECRET\n\n```{post} Jan 5, 2031\n:tags: SECRET\n```\n\nSECRET",
        },
        within={
            "posts/seen.rst": "Seen\n====\n\n.. post:: Feb 1, 2026\n\nSeen.\n\n.. SECRET\n\n..\n   SECRET\n\n   SECRET\n\nSeen.\n\n.. only:: latex\n\n   SECRET\n\n.. todo:: SECRET\n\n.. raw:: html\n\n   <!-- SECRET --><p hidden>SECRET</p>\n\nSeen.\n",
            "posts/seen-too.md": "# Seen too\n\n```{post} Feb 1, 2026\n```\n\nSeen.\n\n% SECRET\n\n{doc}`a` {doc}`b`\n",
        },
    ),
    "nikola": Journal(
        settings={
            "conf.py": "POSTS = (('posts/*.md', 'posts', 'post.tmpl'), ('posts/*.rst', 'posts', 'post.tmpl'))\nPAGES = ()\n"
        },
        held={
            "posts/a.md": "<!--\n.. title: SECRET\n.. date: 2026-02-01\n.. tags: draft, SECRET\n-->\n\nSECRET",
            "posts/b.md": "<!--\n.. title: SECRET\n.. date: 2026-02-01\n.. status: draft\n-->\n\nSECRET",
            "posts/c.rst": ".. title: SECRET\n.. date: 2026-02-01\n.. status: private\n\nSECRET\n",
            "posts/d.md": "<!--\n.. title: SECRET\n.. date: 2031-02-01\n-->\n\nSECRET",
            "posts/e.rst": ".. title: SECRET\n.. date: 2026-02-01\n.. tags: private\n\nSECRET\n",
            "posts/f.md": "<!--\n.. title: SECRET\n.. date: 2026-02-01\n.. status: featured\n.. password: x\n-->\n\nSECRET",
        },
        within={
            "posts/seen.md": "<!--\n.. title: Seen\n.. date: 2026-02-01\n-->\n\nSeen.\n\n<!-- TEASER_END -->\n\n<!-- SECRET -->\n\nSeen.",
            "posts/seen2.rst": ".. title: Seen\n.. date: 2026-02-01\n\nSeen.\n\n.. TEASER_END\n\n.. SECRET\n\nSeen.\n",
        },
    ),
    "pelican": Journal(
        settings={"pelicanconf.py": "PATH = 'content'\nARTICLE_EXCLUDES = ['own']\n"},
        held={
            "content/a.md": "Title: SECRET\nDate: 2026-02-01\nStatus: draft\nTags: SECRET\n\nSECRET",
            "content/b.md": "Title: SECRET\nDate: 2026-02-01\nStatus: hidden\n\nSECRET",
            "content/c.md": "Title: SECRET\nDate: 2026-02-01\nStatus: skip\n\nSECRET",
            "content/d.rst": "SECRET\n######\n\n:date: 2026-02-01\n:status: draft\n\nSECRET\n",
            "content/own/e.md": "Title: SECRET\nDate: 2026-02-01\n\nSECRET",
        },
        within={
            "content/seen.md": "Title: Seen\nDate: 2026-02-01\n\nSeen <!-- SECRET -->\n\n<!-- PELICAN_END_SUMMARY -->\n\nSeen.",
            "content/links.md": "Title: Links\nDate: 2026-02-01\n\n[a]({filename}a.md) [b]({filename}/b.md) [c]({filename}own/e.md)",
        },
        content="content",
    ),
    "org": Journal(
        held={
            "a.org": "#+TITLE: SECRET\n#+DATE: 2026-02-01\n#+FILETAGS: :draft:\n\nSECRET\n",
            "b.org": "#+TITLE: SECRET\n#+DATE: 2026-02-01\n#+HUGO_DRAFT: true\n\nSECRET\n",
            "c.org": "#+TITLE: SECRET\n#+DATE: 2026-02-01\n#+FILETAGS: :noexport:\n\nSECRET\n",
        },
        within={
            "seen.org": "#+TITLE: Seen\n#+DATE: 2026-02-01\n\nSeen.\n\n# SECRET\n\n#+BEGIN_COMMENT\nSECRET\n#+END_COMMENT\n\n* Seen\nSeen.\n* COMMENT SECRET\nSECRET\n* SECRET :noexport:\nSECRET\n** SECRET\n* Seen\n:PROPERTIES:\n:X: SECRET\n:END:\nSeen.\n\n#+BEGIN_SRC python :exports none\nx = 'SECRET'\n#+END_SRC\n",
            "seen2.org": "#+TITLE: Seen\n#+DATE: 2026-02-01\n#+EXCLUDE_TAGS: own\n\n* Seen\nSeen.\n* SECRET :own:\nSECRET\n\n#+HTML: <!-- SECRET -->\n\n#+BEGIN_EXPORT html\n<!-- SECRET -->\n#+END_EXPORT\n\n#+BEGIN_EXPORT latex\nSECRET\n#+END_EXPORT\n",
        },
    ),
    "hexo": Journal(
        settings={
            "_config.yml": "title: A\nsource_dir: source\nskip_render: []\nexclude: ['_posts/own/**']\n",
            "package.json": '{"hexo": {"version": "7.0.0"}}',
            "themes/x/a.txt": "",
        },
        held={
            "source/_drafts/a.md": post(""),
            "source/_posts/b.md": post(f"{_DATED}\npublished: false"),
            "source/_posts/own/c.md": post(_DATED),
            "source/_posts/_d.md": post(_DATED),
            "source/_posts/e.md": post("date: 2031-01-01"),
            "source/_posts/f.md": post(f"{_DATED}\npassword: x"),
            "source/_posts/g.md": post(f"{_DATED}\nhidden: true"),
        },
        within={"source/_posts/seen.md": public("{# SECRET #} and <!-- SECRET -->\n\n<!-- more -->\n\nSeen.")},
    ),
    "eleventy": Journal(
        settings={
            ".eleventy.js": "module.exports = (c) => { c.ignores.add('own/**'); };\n",
            ".eleventyignore": "more/\n",
            "later/later.json": '{"eleventyExcludeFromCollections": true, "permalink": false}',
            "also/also.11tydata.js": "module.exports = { permalink: false };\n",
        },
        held={
            "posts/a.md": post(f"{_DATED}\ndraft: true"),
            "posts/b.md": post(f"{_DATED}\npermalink: false"),
            "own/c.md": post(_DATED),
            "more/d.md": post(_DATED),
            "later/e.md": post(_DATED),
            "also/f.md": post(_DATED),
            "posts/g.md": post(f"{_DATED}\neleventyExcludeFromCollections: true"),
        },
        within={"posts/seen.md": public("{# SECRET #} {% comment %}SECRET{% endcomment %} <!-- SECRET -->")},
    ),
    "docusaurus": Journal(
        settings={
            "docusaurus.config.js": "module.exports = { presets: [['classic', { blog: { exclude: ['**/own/**'] } }]] };\n"
        },
        held={
            "blog/2026-02-01-a.md": post("draft: true"),
            "blog/2026-02-01-b.mdx": post("unlisted: true"),
            "blog/own/2026-02-01-c.md": post(""),
            "blog/_2026-02-01-d.md": post(_DATED),
            "blog/_own/2026-02-01-e.md": post(""),
            "docs/_f.md": post(_DATED),
        },
        within={
            "blog/2026-02-02-seen.mdx": public(
                "{/* SECRET */}\n\nSeen {/* SECRET */} here.\n\n{/*\nSECRET\n\nSECRET\n*/}\n\n<!-- SECRET -->\n\nexport const x = 'SECRET';\n\n<div hidden>SECRET</div>"
            ),
            "blog/2026-02-02-seen2.md": public(
                "<!-- SECRET -->\n\n<!-- truncate -->\n\nSeen.\n\n[a](2026-02-01-a.md) [b](./2026-02-01-b.mdx)"
            ),
        },
    ),
    "astro": Journal(
        settings={"astro.config.mjs": "import starlight from '@astrojs/starlight';\nexport default {};\n"},
        held={
            "src/content/blog/a.md": post(f"{_DATED}\ndraft: true"),
            "src/content/blog/_b.md": post(_DATED),
            "src/content/docs/c.mdx": post(f"{_DATED}\ndraft: true"),
            "src/content/docs/_own/d.md": post(_DATED),
            "src/content/blog/e.md": post(f"{_DATED}\nisDraft: true"),
            "src/content/blog/f.md": post("pubDate: 2031-01-01"),
        },
        within={
            "src/content/blog/seen.mdx": public("{/* SECRET */} seen <!-- SECRET -->"),
            "src/content/blog/seen2.md": public("<!-- SECRET -->"),
        },
    ),
    "dendron": Journal(
        settings={
            "dendron.yml": "version: 5\nworkspace:\n  vaults:\n  - {fsPath: vault}\npublishing:\n  siteHierarchies: [root]\n  hierarchy:\n    own: {publishByDefault: false}\n"
        },
        held={
            "vault/own.a.md": post(_DATED),
            "vault/notes.b.md": post(f"{_DATED}\npublished: false"),
            "vault/notes.c.md": post(f"{_DATED}\nnoindex: true\nprivate: true"),
        },
        within={"vault/notes.seen.md": public("<!-- SECRET --> %%SECRET%% [[own.a]] ![[own.a]] [[notes.b]]")},
    ),
    "lektor": Journal(
        settings={"notes.lektorproject": "[project]\nname = Notes\n", "content/contents.lr": "title: Notes\n"},
        held={
            "content/blog/a/contents.lr": page_of_lektor("_hidden: yes"),
            "content/blog/a/below/contents.lr": page_of_lektor("title: SECRET"),
            "content/blog/b/contents.lr": page_of_lektor("_discoverable: no"),
            "content/blog/c/contents.lr": page_of_lektor("draft: true"),
            "content/blog/d/contents.lr": page_of_lektor("private: yes"),
        },
        within={
            "content/blog/e/contents.lr": "title: E\n---\npub_date: 2026-01-05\n---\nbody:\n\nSeen. <!-- SECRET -->\n"
        },
    ),
    "franklin": Journal(
        settings={"config.md": '@def ignore = ["later/"]\n', "_layout/head.html": "<html>"},
        held={
            "later/a.md": f"@def date = Date(2026, 1, 5)\n\nSECRET {_BESIDE}\n",
            "posts/b.md": f'@def title = "SECRET"\n@def draft = true\n\nSECRET {_BESIDE}\n',
            "posts/c.md": f'+++\ntitle = "SECRET"\ndate = Date(2026, 1, 5)\npublished = false\n+++\n\nSECRET {_BESIDE}\n',
        },
        within={"posts/d.md": "@def date = Date(2026, 1, 5)\n\n# D\n\nSeen. <!-- SECRET -->\n"},
    ),
    "bridgetown": Journal(
        settings={"bridgetown.config.yml": "url: https://ada.example\n"},
        held={
            "src/_posts/2026-01-05-a.md": post("published: false"),
            "src/_drafts/b.md": post("date: 2026-01-05"),
        },
        within={"src/_posts/2026-01-05-c.md": "# C\n\nSeen. <%# SECRET %> {% comment %}SECRET{% endcomment %}\n"},
    ),
    "vimwiki": Journal(
        held={"drafts/a.wiki": f"= SECRET =\n{_BESIDE}\n"},
        within={"b.wiki": "%% SECRET\n= B =\nSeen.\n  %% SECRET\nMore.\n%%+ SECRET\nSECRET +%%\n"},
    ),
    "notion": Journal(
        held={
            "Export/Private 0f1e2d3c4b5a69788796a5b4c3d2e1f0/A 0f1e2d3c4b5a69788796a5b4c3d2e1f1.md": "# SECRET\n\nCreated: February 1, 2026\n\nSECRET",
            "Export/B 0f1e2d3c4b5a69788796a5b4c3d2e1f2.md": "# SECRET\n\nStatus: Draft\nTags: SECRET\n\nSECRET",
            "Export/C 0f1e2d3c4b5a69788796a5b4c3d2e1f3.md": "# SECRET\n\nTags: draft\nCreated: February 1, 2026\n\nSECRET",
            "Export/D 0f1e2d3c4b5a69788796a5b4c3d2e1f4.md": "# SECRET\n\nPublished: No\nCreated: February 1, 2026\n\nSECRET",
        },
        shown={"Export/Seen 0f1e2d3c4b5a69788796a5b4c3d2e1f5.md": "# Seen\n\nCreated: February 1, 2026\n\nSeen."},
    ),
    "notebooks": Journal(
        held={
            "a.ipynb": notebook(
                [raw("---\ntitle: SECRET\ndate: 2026-02-01\ndraft: true\n---"), cell("SECRET")]
            ).decode(),
            "draft-b.ipynb": notebook([cell("# SECRET\n\nSECRET")]).decode(),
            "Drafts/c.ipynb": notebook([cell("# SECRET\n\nSECRET")]).decode(),
            "d.ipynb": notebook(
                [raw("---\ntitle: SECRET\ndate: 2026-02-01\ntags: [draft]\n---"), cell("SECRET")]
            ).decode(),
            ".ipynb_checkpoints/e.ipynb": notebook([cell("# SECRET\n\nSECRET")]).decode(),
        },
        within={
            "seen.ipynb": notebook(
                [
                    raw(FRONT),
                    cell("Seen <!-- SECRET -->.\n\n<!--\nSECRET\n-->\n\n%%SECRET%%"),
                    {**code("#| include: false\nx = 'SECRET'", printed("SECRET"))},
                    {
                        **code("x = 'SECRET'", printed("SECRET")),
                        "metadata": {"jupyter": {"source_hidden": True, "outputs_hidden": True}},
                    },
                    {**code("x = 'SECRET'", printed("SECRET")), "metadata": {"tags": ["hide"]}},
                ]
            ).decode()
        },
    ),
}
