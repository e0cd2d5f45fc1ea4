from __future__ import annotations

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
            assert part.read_bytes() in served[folder.name]


def test_what_parts_share_comes_first() -> None:
    served = dict(assets.assets())["views.js"]
    shared, view = ((STATIC / "views.js" / name).read_bytes() for name in ("_shared.js", "cumulative.js"))
    assert served.index(shared) < served.index(view)


def test_types_are_not_served() -> None:
    assert all(name.endswith((".js", ".css")) and not name.endswith(".d.ts") for name, _ in assets.assets())
