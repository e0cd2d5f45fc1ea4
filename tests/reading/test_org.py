"""An Org file: what holds it back, and brackets that are no formulas."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from learning_timeline.reading.dialects import org_exports
from learning_timeline.reading.dialects.org import fields_of_org, split_org, without_hidden
from learning_timeline.reading.dialects.website import without_buttons


@pytest.mark.parametrize(
    "text",
    [
        "#+FILETAGS: :a:private:\n\nWords.\n",
        "#+BEGIN_COMMENT\n.. title: A\n.. status: private\n#+END_COMMENT\n\nWords.\n",
        "\n#+begin_comment\n.. tags: a, draft\n#+end_comment\nWords.\n",
        "* Post\n:PROPERTIES:\n:EXPORT_FILE_NAME: post\n:EXPORT_HUGO_DRAFT: t\n:END:\nWords.\n",
    ],
)
def test_a_file_is_held_back_by_its_tags_and_by_a_post_in_it(text: str) -> None:
    assert fields_of_org(text).held_back


def test_where_pandoc_is_not_installed_the_source_has_nothing_that_org_hides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    text = (
        "#+TITLE: A\n#+EXCLUDE_TAGS: own\nShown.\n# SECRET\n#+BEGIN_COMMENT\nSECRET\n#+END_COMMENT\n:LOGBOOK:\nSECRET\n:END:\n"
        "CLOCK: [2026-11-30 Mon 09:00] SECRET\n"
        "#+begin_src python :exports none\nSECRET\n#+end_src\n* COMMENT a\nSECRET\n* b :own:\nSECRET\n* c :ARCHIVE:\nSECRET\n"
        "* d\nShown too."
    )
    front = split_org(text)
    assert "SECRET" not in front.body
    assert front.body.split("\n\n")[0] == "~~~~~org\nShown."
    assert "* d\nShown too." in front.body
    assert "cannot be read as Org" in str(front.remarks[0])


def test_a_page_without_buttons_is_held_back_by_its_tags_all_the_same() -> None:
    front = fields_of_org("#+SHARE: false\n#+FILETAGS: :draft:\n\nWords.\n")
    assert without_buttons(front).held_back == "`filetags: draft`"


@pytest.mark.parametrize("text", ["#+FILETAGS: :drafting:\n", "* Post\n:EXPORT_HUGO_DRAFT: nil\n", "Words: draft\n"])
def test_what_only_looks_like_it_holds_nothing_back(text: str) -> None:
    assert not fields_of_org(text).held_back


def test_a_bracket_in_words_begins_no_formula() -> None:
    pytest.importorskip("pypandoc")
    body = split_org("As [he] says =\\[x\\]= and \\[y^2\\].\n\n* TODO [#A] Task\n").body
    assert "As &#91;he&#93; says `\\[x\\]` and $$y^2$$." in body
    assert "&#91;#A&#93; Task" in body


def test_a_link_to_what_has_a_name_leads_there() -> None:
    pytest.importorskip("pypandoc", reason="pypandoc-binary, which reads Org, is not installed")
    table = "#+caption: Of /codes/\n#+name: codes\n| a | b |\n|---+---|\n| 1 | 2 |\n"
    body = split_org(f"See [[codes]], [[curve]] and [[none]].\n\n{table}\n#+name: curve\n[[file:a.png]]\n").body
    assert "See [codes](#codes), [curve](#curve) and none." in body
    assert 'Of *codes*<span id="codes"></span>' in body


def test_what_is_shown_of_blocks_is_not_sought_in_all_that_was_said_for_each_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    exports = org_exports._EXPORTS

    def noted(ask: Any) -> Any:
        return lambda text: asked.append(text) or ask(text)

    seen = SimpleNamespace(**{name: noted(getattr(exports, name)) for name in ("findall", "finditer", "search")})
    monkeypatch.setattr(org_exports, "_EXPORTS", seen)
    said = "".join(f":header-args: :exports {what}\n" for what in ["code", "none"] * 50)
    text = org_exports.with_own_exports(f"* A\n{said}" + "#+begin_src a\n#+end_src\n" * 100)
    assert text.count("#+begin_src a :exports none\n") == 100
    assert len(asked) < 1000


def test_what_is_said_nearest_to_a_block_of_its_language_counts() -> None:
    block = "#+begin_src a\n#+end_src\n"
    text = f"* A\n:header-args:b: :exports none\n:header-args: :exports both\n{block}** B\n:header-args:a: :exports code\n{block}"
    last = "#+property: header-args :exports none\n"
    shown = [line for line in org_exports.with_own_exports(f"{text}* C\n{block}{last}").split("\n") if "begin" in line]
    assert [line.rpartition(" ")[2] for line in shown] == ["both", "code", "none"]


@pytest.mark.parametrize(
    "before",
    [
        "#+begin_src python -n 5 :exports none\n",
        "#+header: :exports none\n#+begin_src python\n",
        "#+HEADERS: :tangle no :exports none\n#+name: a\n#+begin_src python -r\n",
        "#+PROPERTY: header-args :exports none\n#+begin_src python\n",
        "#+property: header-args:python :exports none\n#+begin_src python +n 3\n",
        "* A\n:PROPERTIES:\n:header-args: :exports none\n:END:\n** B\n#+begin_src python\n",
    ],
)
@pytest.mark.parametrize("pandoc", ["there", "missing"])
def test_code_that_is_not_exported_is_on_no_page(monkeypatch: pytest.MonkeyPatch, before: str, pandoc: str) -> None:
    if pandoc == "missing":
        monkeypatch.setitem(sys.modules, "pypandoc", None)
    assert "SECRET" not in split_org(f"{before}SECRET = 1\n#+end_src\n").body


@pytest.mark.parametrize(
    "words", ["COMMENT a", "TODO COMMENT a", "[#A] COMMENT a", "WAIT-ING [#A] COMMENT", "a :noexport:"]
)
@pytest.mark.parametrize("pandoc", ["there", "missing"])
def test_a_tree_that_is_commented_out_is_on_no_page(monkeypatch: pytest.MonkeyPatch, words: str, pandoc: str) -> None:
    if pandoc == "missing":
        monkeypatch.setitem(sys.modules, "pypandoc", None)
    declared = "#+TODO: TODO WAIT-ING | DONE\n"
    body = split_org(f"{declared}* {words}\nSECRET\n** b\nSECRET\n* A comment of COMMENT\nshown\n").body
    assert "SECRET" not in body
    assert "shown" in body


@pytest.mark.parametrize(
    "text",
    [
        "#+options: toc:nil d:nil\nshown\n:MINE:\nSECRET\n:END:\n",
        '#+OPTIONS: d:(not "MINE")\nshown\n:MINE:\nSECRET\n:END:\n',
        "SECRET\n* a :export:b:\nshown\n** c\n* d\nSECRET\n",
        "#+SELECT_TAGS: open\nSECRET\n* a\t:open:\nshown\n* d :export:\nSECRET\n",
        "It is shown src_sh[:exports none]{SECRET}.\n",
    ],
)
@pytest.mark.parametrize("pandoc", ["there", "missing"])
def test_what_a_file_does_not_export_is_on_no_page(monkeypatch: pytest.MonkeyPatch, text: str, pandoc: str) -> None:
    if pandoc == "missing":
        monkeypatch.setitem(sys.modules, "pypandoc", None)
    body = split_org(text).body
    assert "SECRET" not in body
    assert "shown" in body


@pytest.mark.parametrize(
    "before",
    [
        "#+header: :exports none\n\nWords.\n#+begin_src python -n -r :exports code\n",
        "#+property: header-args :exports none\n#+begin_src python -n 5 :exports code\n",
        "#+property: header-args:sh :exports none\n#+begin_src python +n 3\n",
        "* A\n:PROPERTIES:\n:header-args: :exports none\n:END:\n* B\n#+begin_src python\n",
    ],
)
def test_code_that_is_exported_keeps_its_language(before: str) -> None:
    assert "``` python\nshown = 1\n```" in split_org(f"{before}shown = 1\n#+end_src\n").body


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"In C:\Users\ada\notes.txt now.", r"In C:\Users\ada\notes.txt now."),
        (r"It is 50\% of it, a\_b.", r"It is 50\\% of it, a\\\_b."),
        ("| 50\\% |\n", "| 50\\\\% |"),
        ("End \\\nnext\\\\\nlast", "End \\\\ next\\\nlast"),
        (r"=a\%= and ~\d+\.~", r"`a\%` and `\d+\.`"),
        (r"\(50\,\%\) and $\{x\}$", r"$50\,\%$ and $\{x\}$"),
        ("#+begin_src sh\necho 50\\% C:\\x\n#+end_src", "``` bash\necho 50\\% C:\\x\n```"),
        (
            "\\begin{align}\na &= 5\\,x \\\\\nb_1 &= 2\n\\end{align}",
            "$$\\begin{align}\na &= 5\\,x \\\\\nb_1 &= 2\n\\end{align}$$",
        ),
        (r"\to and \textbf{bold}@@latex:\hfill@@", "→ and **bold**"),
    ],
)
def test_what_is_behind_a_backslash_is_kept(text: str, shown: str) -> None:
    front = split_org(text)
    assert not front.remarks
    assert front.body.strip().endswith(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ideas of <<<bandits>>> matter.", 'Ideas of <span id="bandits"></span>bandits matter.'),
        ("Of <<<machine learning>>> and <<My Target>> more.", "Of machine learning and more."),
        ("It is =f<<<1>>>()= and ~<<a b>>~.", "It is `f<<<1>>>()` and `<<a b>>`."),
        ("* A\nCLOCK: [2026-11-30 Mon 09:00]--[2026-11-30 Mon 10:00] =>  1:00\nText.", "# A\n\nText."),
        ("CLOCK: not one.", "CLOCK: not one."),
        (
            "#+link: wp https://example.org/wiki/\nSee [[wp:Bandit]].",
            "See [wp:Bandit](https://example.org/wiki/Bandit).",
        ),
        ("#+begin_src c\nf<<<1>>>();\n#+end_src", "f<<<1>>>();"),
        ("#+caption[Learned]: What was learned\n[[./a.png]]", "What was learned"),
        ("#+CAPTION[Learned]: What was learned\n| a |", "What was learned"),
        ("#+CAPTION: A b\n#+ATTR_HTML: :width 9\n| a |\n\nC.", "A b\n\nC."),
        ("#+CAPTION: A b\n#+NAME: c\n#+ATTR_HTML: :width 9 :class d\n| a |", 'A b<span id="c"></span>\n'),
        ("It is {{{results(=2=)}}}, ={{{results(3)}}}=.", "It is `2`, `{{{results(3)}}}`."),
    ],
)
def test_targets_captions_links_and_clocks_are_shown_as_org_shows_them(text: str, shown: str) -> None:
    pytest.importorskip("pypandoc", reason="pypandoc-binary, which reads Org, is not installed")
    assert shown in split_org(f"Words.\n\n{text}\n").body


@pytest.mark.parametrize(
    ("options", "text", "shown"),
    [
        (
            "",
            "x^2, x_i, H_2O, f_0(x), m_n^2, 10^-6",
            "x<sup>2</sup>, x<sub>i</sub>, H<sub>2O</sub>, f<sub>0</sub>(x), m<sub>n</sub><sup>2</sup>, 10<sup>-6</sup>",
        ),
        ("", "snake_case, a_b_c, https://example.org/a_b^2", "snake_case, a_b_c, <https://example.org/a_b%5E2>"),
        ("", "=x^2= ~x_i~ $x^10$", "`x^2` `x_i` $x^10$"),
        ("toc:nil ^:{}", "x^2 x_{i} x_{n}^{2}", "x^2 x<sub>i</sub> x<sub>n</sub><sup>2</sup>"),
        ("^:nil", "x^2 x_{i} x^{2}", "x^2 x\\_{i} x^{2}"),
        ("^:t", "snake_case x^2", "snake<sub>case</sub> x<sup>2</sup>"),
    ],
)
def test_what_org_sets_below_and_above_the_line(options: str, text: str, shown: str) -> None:
    pytest.importorskip("pypandoc", reason="pypandoc-binary, which reads Org, is not installed")
    assert split_org(f"#+options: {options}\n\n{text}\n").body.strip() == shown


def test_formulas_and_code_of_an_org_file_keep_their_indices() -> None:
    pytest.importorskip("pypandoc", reason="pypandoc-binary, which reads Org, is not installed")
    text = "\\begin{align}\nx^10 &= y_12\n\\end{align}\n\n#+begin_src c\na^2\n#+end_src\n\nx^2\n"
    body = split_org(text).body
    assert "x^10 &= y_12" in body
    assert "\na^2\n" in body
    assert "x<sup>2</sup>" in body


def test_citations_of_an_org_file_are_those_of_the_journal() -> None:
    pytest.importorskip("pypandoc", reason="pypandoc-binary, which reads Org, is not installed")
    text = "[cite:@a p. 3], [cite/t:@b], [cite:see @a;@b_c ch. 2], [cite/na:@a].\n\n#+print_bibliography:\n"
    assert split_org(text).body.strip() == "[@a, p. 3], @b, [see @a; @b_c, ch. 2], [-@a]."


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ("toc:nil", ["One", "Two", "Three", "Four"]),
        ("tasks:nil", ["Four"]),
        ("toc:nil tasks:todo", ["One", "Two", "Four"]),
        ("tasks:done", ["Three", "Four"]),
        ('tasks:("DONE")', ["Three", "Four"]),
    ],
)
def test_tasks_that_an_org_file_does_not_export_are_in_no_post_and_in_no_version(
    options: str, shown: list[str]
) -> None:
    text = f"#+options: {options}\n* TODO One\n** Two\n* DONE Three\n* Four\n"
    assert [word for word in ("One", "Two", "Three", "Four") if word in without_hidden(text)] == shown
    pytest.importorskip("pypandoc", reason="pypandoc-binary, which reads Org, is not installed")
    assert [word for word in ("One", "Two", "Three", "Four") if word in split_org(text).body] == shown
