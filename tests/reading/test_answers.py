"""What files said is asked again only of those that have changed, and the answer is the one that it would be from nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from learning_timeline.reading import answers
from learning_timeline.reading.answers import Answers
from learning_timeline.reading.dialects.detection import dialect_of
from learning_timeline.reading.dialects.dialect import Dialect

JOURNALS = {
    "logseq": ({"logseq/config.edn": "{}"}, "pages/{}.md", "- text\n", "public:: true\n\n- text\n", "public"),
    "obsidian": (
        {".obsidian/plugins/digitalgarden/main.js": ""},
        "{}.md",
        "About dg-publish.\n",
        "---\nDG_Publish: yes\n---\ntext\n",
        "dg-publish",
    ),
}


def write(file: Path, text: str, at_ns: int = 10**18) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(at_ns, at_ns))


@pytest.mark.parametrize("name", JOURNALS)
def test_what_notes_say_of_all_is_what_it_would_be_from_nothing(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside, place, says_nothing, says_yes, asked_for = JOURNALS[name]
    content, kept = tmp_path / "content", tmp_path / "cache" / "answers.json"
    for path, text in {".git/HEAD": "", **beside}.items():
        write(content / path, text)
    opened: list[Path] = []
    ask = Answers.of

    def noting(self: Answers, question: str, file: Path, read: answers.Ask) -> bool:
        return ask(self, question, file, lambda one: opened.append(one) is None and read(one))

    monkeypatch.setattr(Answers, "of", noting)
    # Files are read long after they were written.
    monkeypatch.setattr(answers, "time_ns", lambda: 2 * 10**18)

    def found(key: str = "k") -> tuple[str, int]:
        opened.clear()
        dialect: Dialect = dialect_of(content, "", Answers(kept, key))
        assert dialect.opt_in == dialect_of(content).opt_in
        return dialect.opt_in, len(opened)

    for one in "abc":
        write(content / place.format(one), says_nothing)
    from_nothing = 3
    assert found() == ("", 3 + from_nothing)
    assert found() == ("", from_nothing)
    assert found("another program") == ("", 3 + from_nothing)
    write(content / place.format("b"), says_yes)
    assert found("another program")[0] == asked_for
    write(content / place.format("b"), says_nothing)
    assert found("another program")[0] == ""
    (content / place.format("b")).unlink()
    write(content / place.format("d"), says_yes)
    assert found("another program")[0] == asked_for


def test_a_file_that_was_written_shortly_before_is_asked_again(tmp_path: Path) -> None:
    file, kept = tmp_path / "a.md", tmp_path / "answers.json"
    file.write_text("no", encoding="utf-8")
    for answer in (False, True):
        known = Answers(kept)
        assert known.of("q", file, lambda _, answer=answer: answer) is answer  # type: ignore[misc]
        known.keep()


@pytest.mark.parametrize("text", ["", "[]", '{"key": ""}', '{"key": "", "answers": {"q": {"a.md": [1, "x"]}}}'])
def test_answers_that_cannot_be_read_are_asked_for(tmp_path: Path, text: str) -> None:
    (tmp_path / "answers.json").write_text(text, encoding="utf-8")
    file = tmp_path / "a.md"
    file.write_text("x", encoding="utf-8")
    assert Answers(tmp_path / "answers.json").of("q", file, lambda _: True)
