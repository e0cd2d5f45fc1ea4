r"""Commands that a site defines for its formulas, where each program has them, hold in its posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from learning_timeline.reading.dialects.detection import dialect_of
from learning_timeline.reading.dialects.site_macros import macros_of_site
from learning_timeline.reading.folder import Folder
from learning_timeline.reading.sources import SourceReader

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/mathjax.macros.ts", r'export const macros: Record<string, unknown> = { R: ["\\mathbb{R}"], of: ["f(#1)", 1] };'),
        ("astro.config.mjs", r"[rehypeKatex, {macros: {'\\R': '\\mathbb{R}', '\\of': 'f(#1)'}}]"),
        ("layouts/partials/math.html", r'<script>MathJax = {tex: {macros: {R: "\\mathbb{R}", of: ["f(#1)", 1]}}}</script>'),
        ("_includes/scripts/mathjax.liquid", r"$$\newcommand{\R}{\mathbb{R}} \def\of#1{f(#1)}$$"),
        ("_layouts/week.html", r'<script>MathJax.Hub.Config({TeX: {Macros: {R: "\\mathbb{R}", of: ["f(#1)", 1]}}})</script>'),
        ("docs/javascripts/katex.js", r"const macros = {'\\R': String.raw`\mathbb{R}`, '\\of': String.raw`f(#1)`}"),
        ("conf.py", r'mathjax3_config = {"tex": {"macros": {"R": r"\mathbb{R}", "of": [r"f(#1)", 1]}}}'),
        ("_config.yml", "sphinx:\n  config:\n    tex:\n      macros:\n        R: '\\mathbb{R}'\n        of: [\"f(#1)\", 1]\n"),
        ("myst.yml", "project:\n  math:\n    '\\R': '\\mathbb{R}'\n    '\\of': 'f(#1)'\n"),
        ("preamble.sty", "\\newcommand*\\R{\\mathbb{R}}\n% \\newcommand{\\no}{x}\n\\newcommand{\\of}[1]{f(#1)}\n"),
    ],
)  # fmt: skip
def test_commands_are_found_where_a_program_has_them(tmp_path: Path, path: str, text: str) -> None:
    found = {
        name: (body, max(count, body.count("#1")))
        for name, body, count in macros_of_site(write(tmp_path, {path: text}))
    }
    assert found == {"R": (r"\mathbb{R}", 0), "of": ("f(#1)", 1)}


def test_a_command_may_stand_for_room(tmp_path: Path) -> None:
    commands = "\\newcommand{\\s}{\\ \\ }\n\\newcommand{\\arrow}{\\s \\to\n\\s}\n"
    write(tmp_path, {".obsidian/app.json": "{}", "preamble.sty": commands})
    assert macros_of_site(tmp_path) == (("arrow", "\\s \\to\n\\s", 0), ("s", "\\ \\ ", 0))
    write(tmp_path, {"a.md": "$$\na \\arrow\nb\n$$\n"})
    source = SourceReader(Folder(tmp_path, dialect_of(tmp_path)), "html").read("a.md")
    assert not source.remarks


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("config.toml", "[params]\nmath = true\n"),
        ("mathjax.js", r'window.MathJax = {options: {math: {left: "\\("}}, tex: {macros: {left: "\\lbrace"}}}'),
        ("math.js", "const macros = {" * 2_000),
        ("macros.tex", r"\newcommand{\broken}{\frac{1}"),
        ("node_modules/macros.tex", r"\newcommand{\R}{\mathbb{R}}"),
        ("macros.txt", r"\newcommand{\R}{\mathbb{R}}"),
    ],
)
def test_what_is_no_command_is_none(tmp_path: Path, path: str, text: str) -> None:
    assert macros_of_site(write(tmp_path, {path: text})) == ()


def test_a_formula_uses_the_commands_of_its_site(tmp_path: Path) -> None:
    files = {"astro.config.mjs": "", "src/macros.ts": r'export const macros = {E: ["\\mathbb{E}"]};'}
    write(tmp_path, {".git/HEAD": "", **files, "src/content/a.md": "$\\E x$"})
    dialect = dialect_of(tmp_path)
    source = SourceReader(Folder(tmp_path, dialect), "html").read("src/content/a.md")
    assert not source.remarks
    assert "\U0001d53c" in source.rendered.html
    # Posts that were kept are read again when one changes.
    before = dialect.decides
    write(tmp_path, {"src/macros.ts": r'export const macros = {E: ["\\mathcal{E}"]};'})
    assert dialect_of(tmp_path).decides != before
