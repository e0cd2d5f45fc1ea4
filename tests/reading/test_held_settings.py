"""What settings of a site hold back: the forms of several programs, from the site's folder, one above it or one within."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from learning_timeline.reading import drafts
from learning_timeline.reading.drafts import HeldPlaces
from learning_timeline.reading.frontmatter import fields_of

if TYPE_CHECKING:
    from pathlib import Path

_DEFAULTS = (
    "defaults:\n  - scope: {path: _posts/wip}\n    values: {published: false}\n  - scope: {}\n    values: {lang: de}\n"
)
_DOCS = "docs_dir: docs\nexclude_docs: |\n  # ours\n  internal/\n  *.tmp.md\n  /top.md\ndraft_docs: later/a.md\n"


_KINDS = """defaults:
  - {scope: {type: drafts}, values: {published: false}}
  - {scope: {type: notes}, values: {draft: true}}
  - {scope: {path: ""}, values: {share: false}}
"""


# What settings leave out of a site by the names of files and folders.
OF_FILES = [
    (
        "hugo.toml",
        "ignoreFiles = ['/private/', '\\.tmp\\.md$']\n",
        ["content/private/a.md", "content/b.tmp.md"],
        ["content/c.md"],
    ),
    (
        "hugo.yaml",
        "module:\n  mounts:\n  - {source: content, target: content, excludeFiles: ['own/**', '*.x.md']}\n",
        ["content/own/a.md", "content/b.x.md"],
        ["content/c.md"],
    ),
    (
        "hugo.yaml",
        "module:\n  mounts:\n  - {source: content, target: content, files: ['! own/**']}\n",
        ["content/own/a.md"],
        ["content/c.md"],
    ),
    (
        "hugo.toml",
        "[[cascade]]\ndraft = true\n[cascade.target]\npath = '/own/**'\n",
        ["content/own/a.md"],
        ["content/c.md"],
    ),
    (
        "config.toml",
        "base_url = 'https://a.example'\nignored_content = ['*.{tmp,bak}.md', 'own/*']\n",
        ["content/a/b.tmp.md", "content/b.bak.md", "content/own/a.md"],
        ["content/c.md"],
    ),
    (
        "_config.yml",
        "exclude: [own, '*.tmp.md', _posts/a.md]\n",
        ["own/a.md", "b.tmp.md", "_posts/a.md"],
        ["_posts/c.md"],
    ),
    (
        "_config.yml",
        "ignore: ['**/own/**']\nexclude: ['_posts/b.md']\n",
        ["source/_posts/own/a.md", "source/_posts/b.md"],
        ["source/_posts/c.md"],
    ),
    (
        "_config.yml",
        "collections:\n  own: {output: false}\n  notes: {output: true}\n",
        ["_own/a.md"],
        ["_notes/a.md", "_posts/a.md"],
    ),
    (
        ".eleventyignore",
        "# ours\nown/\nposts/b.md\n",
        ["own/a.md", "posts/own/a.md", "posts/b.md"],
        ["posts/a.md", "b.md"],
    ),
    (".eleventy.js", "eleventyConfig.ignores.add('own/**');\n", ["own/a.md"], ["posts/a.md"]),
    ("posts/own/own.json", '{"permalink": false}', ["posts/own/a.md"], ["posts/a.md"]),
    ("posts/own/own.11tydata.json", '{"eleventyExcludeFromCollections": true}', ["posts/own/a.md"], ["posts/a.md"]),
    ("docusaurus.config.js", "blog: {exclude: ['**/_*.md', 'own/**']}", ["blog/_a.md", "blog/own/a.md"], ["blog/a.md"]),
    (
        ".vitepress/config.mts",
        "export default { srcExclude: ['**/TODO.md', 'own/**'] }",
        ["a/TODO.md", "own/a.md"],
        ["a.md"],
    ),
    (
        "quartz.config.ts",
        'ignorePatterns: ["private", "templates", ".obsidian"]',
        ["content/private/a.md", "content/a/templates/b.md"],
        ["content/a.md"],
    ),
    (
        "gatsby-config.js",
        "options: { path: 'content', ignore: [`**/x`, '**/own/*'] }",
        ["content/own/a.md"],
        ["content/a.md"],
    ),
    (".obsidian/publish.json", '{"excluded": ["own", "b.md"]}', ["own/a.md", "b.md"], ["a.md"]),
    (
        "pelicanconf.py",
        "PAGE_PATHS = ['pages']\nARTICLE_EXCLUDES = ['pages', 'own']\nIGNORE_FILES = ['*.tmp.md']\n",
        ["own/a.md", "content/own/a.md", "b/c.tmp.md"],
        ["pages/a.md", "a.md"],
    ),
    ("pelicanconf.py", "PAGE_EXCLUDES = ['pages/own', 'more']\n", ["content/pages/own/a.md"], ["content/pages/a.md"]),
    (".bookignore", "own\n", ["own/a.md", "a/own/b.md"], ["a.md"]),
    (
        ".gitattributes",
        '* text=auto\nown/** filter=git-crypt diff=git-crypt\n*.key.md filter=crypt\n"a b/**" text filter=git-agecrypt\n',
        ["own/a.md", "b/c.key.md", "a b/c.md"],
        ["a.md", "key.md"],
    ),
    (
        ".vscode/settings.json",
        '{\n  // ours\n  "foam.files.ignore": ["**/own/**/*"]\n}',
        ["own/a.md", "b/own/a.md"],
        ["a.md"],
    ),
    (".vuepress/config.js", "pagePatterns: ['**/*.md', '!own/**', '!.vuepress']", ["own/a.md"], ["a.md", "posts/b.md"]),
    ("conf.py", "exclude_patterns = ['_build']\nexclude_patterns += ['own/**']\n", ["own/a.rst"], ["a.rst"]),
    ("a.11tydata.json", '{"draft": true}', [], ["b.md"]),
    ("posts/posts.json", '{"tags": ["draft"]}', ["posts/a.md"], ["a.md"]),
    (
        "dendron.yml",
        "workspace:\n  vaults:\n  - {fsPath: open}\n  - {fsPath: own, visibility: private}\n",
        ["own/a.md"],
        ["open/a.md"],
    ),
    (
        "dendron.yml",
        "workspace:\n  vaults: [{fsPath: v}]\npublishing:\n  hierarchy:\n    diary: {publishByDefault: false}\n",
        ["v/diary.md", "v/diary.a.md"],
        ["v/diaryless.md", "v/a.md"],
    ),
]


# What depends on the files that are there.
_OF_FILES_THERE = [
    (
        "mkdocs.yml",
        "exclude_docs: |\n  own/*\n  !own/keep.md\n  /top.md\n",
        ["docs/own/a.md", "docs/top.md"],
        ["docs/own/keep.md", "docs/a.md"],
    ),
    ("mkdocs.yml", "exclude_docs: |\n  !own/keep.md\n  own/*\n", ["docs/own/a.md", "docs/own/keep.md"], ["docs/a.md"]),
    (".eleventyignore", "own/**\n!own/keep.md\n", ["own/a.md"], ["own/keep.md", "a.md"]),
    (".gitattributes", "own/** filter=git-crypt\nown/keep.md !filter\n", ["own/a.md"], ["own/keep.md"]),
    (
        "_quarto.yml",
        "project:\n  render: [index.qmd, posts/, '!posts/own/']\n",
        ["notes/a.qmd", "b.md", "posts/own/c.qmd"],
        ["index.qmd", "posts/d.qmd"],
    ),
    ("_quarto.yml", "website:\n  drafts: [posts/a.qmd]\n", ["posts/a.qmd", "posts/a.md"], ["posts/b.md"]),
    (
        "pelicanconf.py",
        "ARTICLE_PATHS = ['blog']\n",
        ["content/notes/a.md"],
        ["content/blog/a.md", "content/pages/b.md"],
    ),
    ("pelicanconf.py", "ARTICLE_PATHS = ['']\n", [], ["content/notes/a.md"]),
    ("_config.yml", "exclude: [_posts/a.md, _posts/b.md]\ninclude: [_posts/b.md]\n", ["_posts/a.md"], ["_posts/b.md"]),
    ("a.11tydata.json", '{"draft": true}', ["a.md"], ["b.md"]),
    (".obsidian/daily-notes.json", '{"template": "Meta/Daily"}', ["Meta/Daily.md"], ["Meta/a.md"]),
]


@pytest.mark.parametrize(("name", "said", "held", "shown"), _OF_FILES_THERE)
@pytest.mark.parametrize("around", ["", "a [b] {c,d} *!/"])
def test_what_is_there_decides_where_something_is_taken_back(  # noqa: PLR0913, PLR0917 - the cases
    tmp_path: Path, around: str, name: str, said: str, held: list[str], shown: list[str]
) -> None:
    for path in (name, *held, *shown):
        (tmp_path / around / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / around / path).write_text(said if path == name else "Text.", encoding="utf-8")
    places = HeldPlaces(tmp_path, fields_of)
    assert [path for path in (*held, *shown) if places.reason(f"{around}{path}")] == held
    # The content folder may be that one, or one in it.
    assert [path for path in (*held, *shown) if HeldPlaces(tmp_path / around, fields_of).reason(path)] == held
    inner = HeldPlaces(tmp_path / around / "docs", fields_of)
    if name == "mkdocs.yml":
        assert [path for path in (*held, *shown) if inner.reason(path.removeprefix("docs/"))] == held


@pytest.mark.parametrize(
    ("name", "said", "held", "shown"),
    [
        *OF_FILES,
        ("_config.yml", _DEFAULTS, ["_posts/wip/2023-03-03-a.md"], ["_posts/wipe.md", "a.md"]),
        ("_quarto.yml", "website:\n  drafts:\n    - posts/a.qmd\n    - posts/b/\n", ["posts/a.qmd", "posts/b/c.qmd"], ["c.qmd"]),
        ("_quarto.yml", "project:\n  render: ['*.qmd', '!old/']\n", ["old/a/b.qmd"], ["older.qmd", "a.qmd"]),
        ("posts/_metadata.yml", "draft: true\n", ["posts/a/b.qmd"], ["a.qmd", "others/a.qmd"]),
        ("docs/p/.meta.yml", "draft: true\n", ["docs/p/a.md"], ["docs/a.md"]),
        ("mkdocs.yml", _DOCS, ["docs/a/internal/b.md", "docs/internal/b.md", "docs/a/x.tmp.md", "docs/top.md"], ["docs/a/top.md"]),
        ("mkdocs.yml", _DOCS, ["docs/later/a.md"], ["docs/later/b.md", "internal/b.md"]),
        ("myst.yml", "project:\n  exclude:\n    - private.md\n    - '**/old/**'\n", ["private.md", "old/a.md"], ["a.md"]),
        ("logseq/config.edn", '{:hidden ["/own" "pages/b.md"]}', ["own/a.md", "pages/b.md"], ["pages/a.md"]),
        ("conf.py", "x = 1\nexclude_patterns = ['_build', \"own/*\"]\n", ["own/a.rst"], ["a.rst", "owner/a.rst"]),
        ("_config.yml", "exclude_patterns: ['own/**']\n", ["own/a/b.md"], ["a.md"]),
        ("_config.yml", _KINDS, ["_drafts/a.md", "_notes/a.md"], ["_posts/2023-03-03-a.md", "a.md"]),
        ("_config.yml", "a: [", [], ["a.md"]),
        ("mkdocs.yml", "- a\n", [], ["docs/a.md"]),
    ],
)  # fmt: skip
def test_settings_hold_back_what_they_name(
    tmp_path: Path, name: str, said: str, held: list[str], shown: list[str]
) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(said, encoding="utf-8")
    rules = HeldPlaces(tmp_path, fields_of)
    assert all(rules.reason(path) for path in held)
    assert not [path for path in shown if rules.reason(path)]


def test_a_content_folder_within_the_site_and_a_site_within_the_content_folder(tmp_path: Path) -> None:
    (tmp_path / "site/docs").mkdir(parents=True)
    (tmp_path / "site/mkdocs.yml").write_text(_DOCS, encoding="utf-8")
    within, around = HeldPlaces(tmp_path / "site/docs", fields_of), HeldPlaces(tmp_path, fields_of)
    assert within.reason("internal/a.md") == "`exclude_docs` in `mkdocs.yml`"
    assert around.reason("site/docs/later/a.md") == "`draft_docs` in `mkdocs.yml`"
    assert not within.reason("a.md")
    assert not around.reason("site/docs/a.md")


def test_what_lies_around_a_repository_is_of_another_site(tmp_path: Path) -> None:
    (tmp_path / "journal/docs").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("docs_dir: journal\nexclude_docs: |\n  docs\n", encoding="utf-8")
    assert HeldPlaces(tmp_path / "journal/docs", fields_of).reason("a.md") == "`exclude_docs` in `mkdocs.yml`"
    (tmp_path / "journal/.git").mkdir()
    assert not HeldPlaces(tmp_path / "journal/docs", fields_of).reason("a.md")


def test_of_a_vault_of_dendron_only_the_hierarchies_that_are_published_are_shown(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    for name in ("dev.md", "dev.python.md", "diary.md", "devious.md"):
        (tmp_path / "vault" / name).write_text("Text.", encoding="utf-8")
    said = "workspace:\n  vaults: [{fsPath: vault}]\npublishing:\n  siteHierarchies: [dev]\n"
    (tmp_path / "dendron.yml").write_text(said, encoding="utf-8")
    rules = HeldPlaces(tmp_path, fields_of)
    assert [bool(rules.reason(f"vault/{name}")) for name in ("dev.md", "dev.python.md", "diary.md", "devious.md")] == [
        *(False, False, True, True)
    ]
    (tmp_path / "dendron.yml").write_text(said.replace("[dev]", "[root]"), encoding="utf-8")
    assert not HeldPlaces(tmp_path, fields_of).reason("vault/diary.md")


def test_what_settings_name_in_any_folder_is_held_back_in_the_content_folder_below_them(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "quartz.config.ts").write_text('ignorePatterns: ["private"]', encoding="utf-8")
    (tmp_path / "hugo.toml").write_text("ignoreFiles = ['content/own/.*']", encoding="utf-8")
    rules = HeldPlaces(tmp_path / "content", fields_of)
    assert [bool(rules.reason(path)) for path in ("private/a.md", "b/private/a.md", "own/a.md", "a.md")] == [
        *(True, True, True, False)
    ]


@pytest.mark.parametrize(
    ("name", "said", "open_too"),
    [
        (".obsidian/app.json", '{"userIgnoreFilters": ["/^On .this/"]}', "Of this.md"),
        (".obsidian/app.json", '{"userIgnoreFilters": ["On [this]"]}', "Of this.md"),
        (".obsidian/app.json", '{"userIgnoreFilters": ["", "/", "//", "On [this].md"]}', "Of this.md"),
        ("myst.yml", "project:\n  toc:\n    - file: On t.md\n", "On t.md"),
        ("_quarto.yml", "website:\n  drafts: ['On [this].md']\n", "Of this.md"),
    ],
)
def test_a_file_with_brackets_in_its_name_is_held_back_as_any_other(
    tmp_path: Path, name: str, said: str, open_too: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(said, encoding="utf-8")
    for note in ("On [this].md", open_too):
        (tmp_path / note).write_text("Text.", encoding="utf-8")
    rules = HeldPlaces(tmp_path, fields_of)
    assert [bool(rules.reason(one)) for one in ("On [this].md", open_too)] == [True, False]


def test_files_that_a_book_does_not_list_are_not_compared_with_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    monkeypatch.setattr(drafts, "fnmatch", lambda path, _: tried.append(path))
    (tmp_path / "myst.yml").write_text("project:\n  toc:\n    - file: index.md\n", encoding="utf-8")
    notes = [f"a{number}.md" for number in range(50)]
    for note in notes:
        (tmp_path / note).write_text("Text.", encoding="utf-8")
    rules = HeldPlaces(tmp_path, fields_of)
    assert all(map(rules.reason, notes))
    assert not tried
