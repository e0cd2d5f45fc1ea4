"""What a program does not show of a text is on no page and in no version of it, and what stands beside it is."""

from __future__ import annotations

import re
from time import process_time
from typing import TYPE_CHECKING

import pytest

from learning_timeline.journal.changes import body
from learning_timeline.reading.dialects.detection import dialect_of
from learning_timeline.reading.folder import Folder
from learning_timeline.reading.markup.hidden_parts import HiddenParts
from learning_timeline.reading.quarto_project import Projects
from learning_timeline.reading.sources import SourceReader
from learning_timeline.reading.stand_ins import is_ciphertext
from tests.builders.hidden_passages import HTML, KRAMDOWN, MDX, MYST, ORG, QUARTO

if TYPE_CHECKING:
    from pathlib import Path

    from learning_timeline.reading.sources import Source

PROJECT = "project: {type: website}\nprofile: {default: pro}\ndebug: true\nquiet: false\n"
_WORD = re.compile(r"seen\w*")


def written(text: str) -> str:
    """A post with a passage between what is seen."""
    return f"---\ntitle: T\ndate: 2026-02-01\n---\nStart.\n\n{text}\n\nseenEnd here.\n"


def read(folder: Path, path: str, text: str, settings: dict[str, str]) -> tuple[Source, str]:
    """A post as its page shows it, and a version of it."""
    (folder / ".git").mkdir()
    for name, said in {**settings, path: text}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(said, encoding="utf-8")
    source = SourceReader(Folder(folder, dialect_of(folder, "")), "html").read(path)
    return source, body(path, text, settings=[Projects(folder).settings_for(path)]) or ""


def check(folder: Path, path: str, text: str, settings: dict[str, str]) -> None:
    """Make sure that what is hidden is nowhere, and all else is there."""
    source, version = read(folder, path, text, settings)
    page = f"{source.rendered.html} {source.title} {source.summary}"
    assert "SECRET" not in page
    assert "SECRET" not in version
    assert {word for word in _WORD.findall(text) if word not in page} == set()


@pytest.mark.parametrize("text", QUARTO)
def test_what_quarto_hides(text: str, tmp_path: Path) -> None:
    check(tmp_path, "p/a.qmd", written(text), {"_quarto.yml": PROJECT})


@pytest.mark.parametrize("text", [one for one in QUARTO if "profile" not in one and "meta" not in one])
@pytest.mark.parametrize("path", ["p/a.Rmd", "p/a.md"])
def test_what_quarto_hides_is_hidden_where_nobody_knows_of_it(text: str, path: str, tmp_path: Path) -> None:
    if path.endswith(".md") and re.search(r"```\{(?:r|python|ojs|julia|sql)\b", text):
        # In any other program, this is code that is shown.
        return
    check(tmp_path, path, written(text), {})


@pytest.mark.parametrize("text", MYST)
@pytest.mark.parametrize("is_plain", [False, True])
def test_what_myst_hides(text: str, tmp_path: Path, *, is_plain: bool) -> None:
    if is_plain and ("eval-rst" in text or text.startswith("% ") or "{dropdown}" in text):
        return
    check(tmp_path, "p/a.md", written(text), {} if is_plain else {"myst.yml": "version: 1\nproject: {title: A}\n"})


@pytest.mark.parametrize("text", HTML)
def test_what_html_hides(text: str, tmp_path: Path) -> None:
    check(tmp_path, "p/a.md", written(text), {})


@pytest.mark.parametrize("text", KRAMDOWN)
@pytest.mark.parametrize("settings", [{"_config.yml": "title: A\n", "Gemfile": ""}, {}])
def test_what_kramdown_hides(text: str, settings: dict[str, str], tmp_path: Path) -> None:
    check(tmp_path, "_posts/2026-02-01-a.md" if settings else "p/a.md", written(text), settings)


@pytest.mark.parametrize("text", MDX)
def test_what_mdx_hides(text: str, tmp_path: Path) -> None:
    check(tmp_path, "blog/2026-02-01-a.mdx", written(text), {"docusaurus.config.js": "module.exports = {}"})


@pytest.mark.parametrize(("head", "text"), ORG)
def test_what_org_does_not_export(head: str, text: str, tmp_path: Path) -> None:
    pytest.importorskip("pypandoc")
    org = f"#+TITLE: T\n#+DATE: 2026-02-01\n{head}\nStart.\n\n{text}\n\nseenEnd here.\n"
    if text.lstrip().startswith("* ") and "\n* " not in text and "SECRET" in text.split("\n", maxsplit=1)[0]:
        org += "* seenZ\n"
        org = org.replace("\n\nseenEnd here.", "")
    check(tmp_path, "p/a.org", org, {})


_PGP = "-----BEGIN PGP MESSAGE-----\n\nSECRETabcdef\n-----END PGP MESSAGE-----"
_MELD = "🔐 SECRETabcdefghijklmnopqrstuvwxyz0123456789+/= 🔐"


@pytest.mark.parametrize(
    "text",
    [
        f"seenA\n\n{_PGP}\n\nseenB",
        f"seenA {_MELD} seenB",
        f"seenA %%{_MELD}%% seenB",
        "```meld-encrypt\nSECRET\n```\n\nseenA",
        "seenA: ENC[AES256_GCM,data:SECRET,iv:x,tag:y,type:str]",
        "seenA 🔐 seenB and 🔐 seenC",
        "Mail that begins with -----BEGIN PGP MESSAGE----- is seenA.\n\nseenB",
        "-----BEGIN AGE ENCRYPTED FILE----- and its end tell seenA.\n\nseenB",
        f"seenA\n\n{_PGP.replace(chr(10), ' ').replace('SECRET', 'Version: 1 SECRET')}\n\nseenB",
        f"```\n{_PGP.replace('SECRET', 'seenK')}\n```",
        "On `ENC[AES256_GCM,data:seenE]` and seenF",
        '{{< hugo-encrypt "x" >}}SECRET{{< /hugo-encrypt >}} seenA',
    ],
)
def test_what_is_encrypted_amid_a_text(text: str, tmp_path: Path) -> None:
    check(tmp_path, "p/a.md", written(text), {})


@pytest.mark.parametrize(
    "text",
    [
        f"---\ntitle: T\n---\n{_PGP}\n",
        f"---\ntitle: T\n---\n%%{_MELD}%%\n",
        "---\ntitle: T\n---\n```meld-encrypt\nSECRET\n```\n",
        "---\ntitle: 'ENC[AES256_GCM,data:SECRET]'\nsops:\n  mac: x\n---\nENC[AES256_GCM,data:SECRET]\n",
        "---\ntitle: T\n---\nU2FsdGVkX1SECRETabc\n",
        "VimCrypt~03!SECRET",
        "\0GITCRYPT\0SECRET",
    ],
)
def test_a_post_that_is_encrypted_is_held_back(text: str, tmp_path: Path) -> None:
    source, version = read(tmp_path, "p/a.md", text, {})
    assert source.fields.front.held_back == "encryption"
    assert not version
    assert not is_ciphertext("\n\n")


def test_a_div_may_go_on_in_the_next_text_and_hides_what_is_between() -> None:
    parts = HiddenParts()
    assert parts.taken_out("a\n::: {.content-hidden}\nb").split() == ["a"]
    assert parts.is_open
    assert parts.taken_out("c\n:::\nd").split() == ["d"]
    assert not parts.is_open


@pytest.mark.parametrize(
    "each",
    [
        "{.hidden}\n",
        "a\n{.hidden}\n",
        "- a\n{.hidden}\n\n",
        "*a{.hidden} ",
        "[a]{.hidden}",
        "## a {.hidden}\n",
        "::: {.hidden}\n",
        "`a`{=tex}",
        "[`{.hidden}",
        "{::comment}",
        "🔐 aaaaaaaaaaaaaaaaaaaaaaaa",
        ":::{div}\n",
        "```{div}\n",
    ],
)
def test_it_takes_time_in_proportion(each: str) -> None:
    def spent(times: int) -> float:
        began = process_time()
        HiddenParts().taken_out(each * times)
        return process_time() - began

    assert spent(8_000) < 16 * spent(1_000) + 0.5
