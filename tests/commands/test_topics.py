"""A file of topics to start from is one that a build reads, and says what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics import parse_topics
from learning_timeline.commands.topics import suggested

if TYPE_CHECKING:
    from pathlib import Path


def test_the_topics_of_a_folder_are_a_file_of_topics(tmp_path: Path) -> None:
    texts = {f"Machine Learning/nets/{number}.md": "# A\n" for number in range(3)}
    texts |= {
        "rl/a.md": "---\ncategory: machine-learning\n---\n",
        "C++/a.md": "A\n",
        "2024-01-01.md": "---\ntags: [codes]\n---\n",
    }
    texts |= {f"{number}.md": "---\ntags: [codes]\n---\n" for number in range(3)}
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    said = "\n".join(suggested(tmp_path))
    topics = parse_topics(said, "topics.yaml")
    assert [(one.name, one.parent) for one in topics.declared.values()] == [
        ("Machine Learning", None),
        ("Nets", "machine-learning"),
        ("C++", None),
    ]
    assert topics.resolve("machine-learning").name == "Machine Learning"
    assert "machine-learning:  # 4 notes" in said
    assert "nets:  # 3 of them" in said
    assert "# 4 notes have no folder and no category. Tags that may be topics: codes (4)." in said
