"""Pictures whose metadata tells where they were taken or by which camera are named; all others are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from learning_timeline.reading.picture_metadata import told_by
from tests.builders.git_story import GitStory
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path

_GPS, _EXIF, _SERIAL = 0x8825, 0x8769, 0xA431
_SOMEWHERE = {1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)}


def picture(file: Path, exif: dict[int, object]) -> Path:
    """A picture with some Exif."""
    said = Image.Exif()
    for tag, value in exif.items():
        said[tag] = value
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (4, 3), "red").save(file, exif=said.tobytes() if exif else b"")
    return file


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "tiff"])
def test_a_place_and_a_camera_are_seen_in_each_format(kind: str, tmp_path: Path) -> None:
    assert told_by(picture(tmp_path / f"a.{kind}", {_GPS: _SOMEWHERE})) == (True, False)
    assert told_by(picture(tmp_path / f"b.{kind}", {_EXIF: {_SERIAL: "123456"}})) == (False, True)
    assert told_by(picture(tmp_path / f"c.{kind}", {0x0112: 6, 0x010F: "Maker"})) == (False, False)
    assert told_by(picture(tmp_path / f"d.{kind}", {_GPS: {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}})) == (False, False)
    assert told_by(picture(tmp_path / f"e.{kind}", {})) == (False, False)


def test_a_place_in_xmp_and_in_a_container_is_seen(tmp_path: Path) -> None:
    exif = picture(tmp_path / "a.jpg", {_GPS: _SOMEWHERE}).read_bytes()
    at = exif.index(b"Exif\0\0")
    heic = tmp_path / "b.heic"
    heic.write_bytes(b"\0\0\0\x18ftypheic" + bytes(500) + exif[at : at + 400])
    assert told_by(heic) == (True, False)
    xmp = picture(tmp_path / "c.jpg", {})
    xmp.write_bytes(xmp.read_bytes() + b'<rdf:Description exif:GPSLatitude="52,30N" aux:SerialNumber="1"/>')
    assert told_by(xmp) == (True, True)
    empty = picture(tmp_path / "d.jpg", {})
    empty.write_bytes(empty.read_bytes() + b'<rdf:Description exif:GPSLatitude="" aux:SerialNumber=""/>')
    assert told_by(empty) == (False, False)
    for data in (b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"):
        (tmp_path / "e.jpg").write_bytes(data)
        assert told_by(tmp_path / "e.jpg") == (False, False)


def test_a_build_names_them_and_publishes_them_as_they_are(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    story = GitStory(tmp_path / "journal")
    story.write("notes/a.md", "# A\n\n![Home](home.jpg) ![Tree](tree.jpg) [raw](cam.png)\n")
    story.write("drafts/b.md", "# B\n\n![Hut](hut.jpg)\n")
    home = picture(story.path / "notes/home.jpg", {_GPS: _SOMEWHERE}).read_bytes()
    picture(story.path / "notes/tree.jpg", {0x0112: 6})
    picture(story.path / "notes/cam.png", {_EXIF: {_SERIAL: "123456"}})
    picture(story.path / "drafts/hut.jpg", {_GPS: _SOMEWHERE})
    story.commit("2026-02-02T10:00:00+00:00")
    site = Site(tmp_path, content=story.path)
    built = site.build()
    said = " ".join(caplog.text.split())
    assert "notes/home.jpg: is a picture whose metadata tells where it was taken: " in said
    assert "notes/cam.png: is a picture whose metadata tells whose camera took it: " in said
    assert "tree.jpg: is a picture" not in said
    assert "hut.jpg: is" not in said
    assert home in built.files().values()

    # This process, like that of a server, has read the picture before.
    for tags in ({}, {_GPS: _SOMEWHERE}, {}):
        picture(story.path / "notes/home.jpg", tags)
        caplog.clear()
        site.build()
        assert ("home.jpg: is a picture" in " ".join(caplog.text.split())) == bool(tags)
