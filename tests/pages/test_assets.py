from __future__ import annotations

import re
from pathlib import Path

from learning_timeline.pages import assets

STATIC = Path(assets.__file__).parents[1] / "static"


def test_a_folder_is_served_as_one_file_of_its_name() -> None:
    served = dict(assets.assets())
    folders = [path for path in STATIC.iterdir() if path.is_dir()]
    assert folders
    for folder in folders:
        for part in folder.iterdir():
            assert part.suffix == folder.suffix, f"{part} is no part of {folder.name}"
            assert assets.without_comments(part.read_bytes()) in served[folder.name]


def test_what_parts_share_comes_first() -> None:
    served = dict(assets.assets())["views.js"]
    assert served.index(b"function lives(") < served.index(b"function cumulative")


def test_no_line_of_code_goes_with_the_comments() -> None:
    """A script that a comment was cut out of has the same brackets; one in a text would have taken them along."""
    for path in [*STATIC.rglob("*.js"), *STATIC.rglob("*.css")]:
        if path.is_file():
            code, bare = path.read_bytes(), assets.without_comments(path.read_bytes())
            behind = [line.rpartition(b"*/")[2] if b"*/" in line else line for line in code.splitlines()]
            kept = [
                line
                for line, rest in zip(code.splitlines(), behind, strict=True)
                if rest.strip() and not rest.strip().startswith((b"//", b"/*", b"*"))
            ]
            # Types within a line, and what indents it, are not served either.
            said = {re.sub(rb"/\*\* @type [^*]*\*/ ?", b"", line).lstrip() for line in kept}
            lost = said - set(bare.splitlines())
            assert not any(line.rstrip().endswith((b";", b"{", b"}", b",", b"(")) for line in lost), (path, lost)


def test_types_are_not_served() -> None:
    assert all(name.endswith((".js", ".css")) and not name.endswith(".d.ts") for name, _ in assets.assets())
