"""How a text changed: which of its versions are shown, and what each changed in the one before it."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

import analytics
from learning_timeline.journal.changes import body, changes_of, compared
from learning_timeline.reading.dialects.nikola import Nikola
from learning_timeline.reading.frontmatter import split
from tests.builders.git_story import GitStory
from tests.builders.site import Site

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TEXT_CELL = {"cell_type": "markdown", "source": "Text."}
SECRET = "whatever stood here before it was published, which is nobody's business but mine and has twelve words"


def test_each_version_says_what_it_changed_with_few_words_around_it() -> None:
    long = " ".join(f"w{number}" for number in range(40))
    texts = [
        f"One {long}.",
        f"One {long}.\n\nA new end, of twelve words at the least, so that it counts as one.",
        "Other.",
    ]
    changes = compared([(f"{number}", text) for number, text in enumerate(texts)], "since then")
    assert changes is not None
    first, second = changes.steps
    assert first.label == "1"
    (before, same), (kind, new) = first.parts
    assert (before, same) == ("", "… w32 w33 w34 w35 w36 w37 w38 w39.\n\n")
    assert (kind, new.strip()) == ("ins", texts[1].rpartition("\n")[2])
    assert [kind for kind, _ in second.parts] == ["del", "ins"]


def test_versions_are_in_the_order_of_history_also_if_a_day_comes_again() -> None:
    """Across the date line, and where a commit was put behind later ones."""
    days = [date(2026, 3, 2), date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 2)]
    versions = [analytics.Version(day, f"{number}", "a.md") for number, day in enumerate(days)]
    history = SimpleNamespace(touched=lambda _: len(versions), versions=lambda _: versions)

    def read(blobs: Sequence[str]) -> list[str | None]:
        return [
            f"What version {blob} says, in " + " ".join(f"word{number}-{blob}" for number in range(12))
            for blob in blobs
        ]

    found = changes_of("a.md", cast("analytics.History", history), read, lambda *_: False)
    changes = found and found.make()
    assert changes is not None
    assert changes.labels == ("2 March 2026", "1 March 2026", "2 March 2026")
    latest = "".join(piece.text for piece in changes.pieces if piece.begin <= changes.last < piece.end)
    assert latest.startswith("What version 3 says")


def test_what_was_held_back_is_no_version_of_a_public_post(tmp_path: Path) -> None:
    """None was public: a draft by its front matter, by its folder, by its days, nor front matter that cannot be read."""
    story = GitStory(tmp_path)
    public = "It says one thing that is long enough to be told apart from any other of its kind, and more of it."
    drafts = {
        "said": "draft: true\n",
        "folder": "",
        "unread": "private: [\n",
        "from": "publishDate: 2026-01-09\n",
        "until": "expiryDate: 2026-01-01\n",
        "dated": "",
    }
    for name, more in drafts.items():
        place = "content/_drafts" if name == "folder" else "content"
        on = "2026-01-05" if name == "dated" else "2026-01-01"
        story.write(f"{place}/{name}.md", f"---\ntitle: {name}\ndate: {on}\n{more}---\n\n{SECRET}\n\n{public}\n")
    story.commit("2026-01-02T10:00:00+00:00")
    story.rename("content/_drafts/folder.md", "content/folder.md").commit("2026-01-03T10:00:00+00:00")
    texts = [
        public,
        f"{public} And then it says another thing, of which there are twelve words or some more, as it has to.",
    ]
    for number, text in enumerate([*texts, f"{texts[1]} In the end."]):
        for name in drafts:
            story.write(f"content/{name}.md", f"---\ntitle: {name}\ndate: 2026-01-05\n---\n\n{text}\n")
        story.commit(f"2026-01-1{number}T10:00:00+00:00")
    built = Site(tmp_path).build()
    for name in drafts:
        page = built.text(f"posts/2026/01/{name}/")
        assert "since it was first written on 10 January 2026" in page, name
        assert 'max="2"' in page, name
        assert "business" not in page, name


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("a.md", "---\ndraft: true\n---\nText."),
        ("a.md", "<!--\n.. title: A\n.. status: draft\n-->\n\nText."),
        ("a.org", "#+TITLE: A\n#+DRAFT: true\n\nText."),
        (
            "a.ipynb",
            json.dumps({"metadata": {"status": "draft"}, "cells": [TEXT_CELL]}),
        ),
        (
            "a.ipynb",
            json.dumps({"cells": [{"cell_type": "raw", "source": ["---\n", "status: draft\n", "---"]}, TEXT_CELL]}),
        ),
        (
            "a.ipynb",
            json.dumps(
                {
                    "cells": [
                        {"cell_type": "code", "source": "import os", "metadata": {"tags": ["hide"]}},
                        {"cell_type": "raw", "source": "---\ndraft: true\n---", "metadata": {"tags": ["hide"]}},
                        TEXT_CELL,
                    ]
                }
            ),
        ),
        ("a.ipynb", '{"cells": ['),
        ("a.md", "Words.\n\n- draft:: true\n"),
        ("a.md", "title:: A\npublic:: false\n\n- Text"),
        ("a.md", "Words [publish:: no] within."),
        ("a.md", "# A\n\n```{post}\n:tags: b\n```\n\nText."),
        ("a.rst", "A\n=\n\n:status: draft\n\nText."),
        ("a.rst", "A\n=\n\n:date: 2026-01-01\n:status:\n  draft\n\nText."),
        ("a.rst", ".. title: A\n.. tags: private, maths\n\nText."),
        ("a.md", "<!--\n.. title: A\n.. tags: maths, draft\n-->\n\nText."),
        ("a.md", "+++\nrender = false\n+++\nText."),
        ("a.md", "---\npermalink: false\n---\nText."),
        ("a.md", "---\neleventyExcludeFromCollections: true\n---\nText."),
        ("a.md", "---\nbuild:\n  list: never\n---\nText."),
        ("a.md", "---\ncascade:\n  draft: true\n---\nText."),
        ("a.md", '{"title": "A", "draft": true}\n\nText.'),
        ("a.md", "<!-- Licence. -->\n---\ndraft: true\n---\nText."),
        ("a.md", "---\ndg-publish: false\n---\nText."),
        ("a.mdx", "---\nunlisted: true\n---\nText."),
        ("a.md", "Title: A\nStatus: hidden\n\nText."),
        ("a.org", "#+FILETAGS: :private:\n\nText."),
        ("a.org", "* A\n:PROPERTIES:\n:EXPORT_HUGO_DRAFT: true\n:END:\nText."),
    ],
)
def test_a_version_is_held_back_in_the_words_of_its_kind_of_file(path: str, file: str) -> None:
    assert body(path, file) is None
    assert body("a.md", "---\ntitle: A\n---\nText.") == "Text."
    assert body("a.md", "The field std::draft, draft: true.") == "The field std::draft, draft: true."
    assert body("a.rst", "A\n=\n\nText.") == "A\n=\n\nText."
    assert body("a.rst", "A\n=\n\n:date: 2026-02-01\n\nText.", lambda front: front.fields["date"] > "2026-01") is None
    post = "```{post} 2026-02-01\n```\nText."
    assert body("a.md", post) == "Text."
    assert body("a.md", post, lambda front: front.fields["date"] > "2026-01") is None
    assert body("a.org", "#+TITLE: A\n\n* Text") == "\n* Text"
    # One in an example is none.
    assert body("a.md", "````md\n```{post}\n```\n````") == "````md\n```{post}\n```\n````"


HIDDEN = [
    ("a.md", "<!--\nSECRET\n-->"),
    ("a.md", "%% SECRET %%"),
    ("a.md", "<div hidden>\n<div>SECRET</div>\n\nSECRET\n</div>"),
    ("a.md", "<p style='display: none'>SECRET</p>"),
    ("a.md", "{% comment %}\nSECRET\n{% endcomment %}"),
    ("a.md", "{{< comment >}}SECRET{{< /comment >}}"),
    ("a.md", "{::comment}\nSECRET\n{:/comment}"),
    ("a.mdx", "{/* SECRET */}"),
    ("a.md", "As {>>SECRET<<} said"),
    ("a.njk.md", "{# SECRET #}"),
    ("a.qmd", ":::: {.content-hidden}\n::: {.x}\nSECRET\n:::\nSECRET\n::::"),
    ("a.Rmd", "```{r, echo=FALSE}\nSECRET\n```"),
    ("a.md", "% SECRET"),
    ("a.md", "````{todo}\nSECRET\n````"),
    ("a.md", "```{code-cell}\n:tags: [remove-input]\nSECRET\n```"),
    ("a.md", "- A\n  :LOGBOOK:\n  SECRET\n  :END:"),
    ("a.md", "[//]: # (SECRET)"),
    ("a.rst", ".. SECRET\n   SECRET\n\n   SECRET"),
    ("a.rst", ".. todo::\n\n   SECRET"),
    ("a.org", "# SECRET\n#+begin_comment\nSECRET\n#+end_comment"),
    ("a.org", "* TODO [#A] COMMENT A\nSECRET\n** B\nSECRET\n* C"),
    ("a.org", "* A :noexport:\nSECRET\n** B\nSECRET\n* C"),
]


@pytest.mark.parametrize(("path", "hidden"), HIDDEN)
def test_what_a_page_does_not_show_is_in_no_version_of_it(path: str, hidden: str) -> None:
    before, after = body(path, f"One.\n\n{hidden}\n"), body(path, f"Two.\n\n{hidden.replace('SECRET', 'SHOWN')}\n")
    assert before is not None
    assert "SECRET" not in before
    assert "SHOWN" not in str(after)
    assert "One." in before


@pytest.mark.parametrize(
    "said", ["execute: {echo: false}", "format: {html: {echo: false}}", "execute:\n  include: false"]
)
def test_code_that_the_front_matter_of_a_document_hides_is_in_no_version_of_it(said: str) -> None:
    cells = "One.\n\n```{python}\nSECRET\n```\n\n```{python}\n#| echo: true\n#| include: true\nshown\n```\n"
    found = body("a.qmd", f"---\n{said}\n---\n{cells}")
    assert found is not None
    assert "SECRET" not in found
    assert "shown" in found
    assert "SECRET" in str(body("a.qmd", f"---\ntoc: true\n---\n{cells}"))


def test_a_version_of_nikola_without_fields_may_have_been_held_back_by_a_file_that_is_no_longer_beside_it(
    tmp_path: Path,
) -> None:
    site = Nikola.of(tmp_path)
    assert site.may_have_held("posts/a.md", split("Text."))
    assert not site.may_have_held("posts/a.md", split("---\ntitle: A\n---\nText."))
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/a.meta").write_text(".. title: A\n", encoding="utf-8")
    assert site.may_have_held("posts/a.md", None)
