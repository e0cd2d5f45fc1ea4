"""How much room an image needs is known from its file, of whatever kind it is."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from learning_timeline.reading.dialects.dialect import Dialect
from learning_timeline.reading.folder import Folder
from learning_timeline.reading.images import Size, path_of, size_of
from learning_timeline.reading.sources import SourceReader

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 480) + b"\x08\x06\0\0\0"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG, Size(640, 480)),
        (b"GIF89a" + struct.pack("<HH", 30, 20) + b"\0\0\0", Size(30, 20)),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="3cm" height="40"/>', Size(113, 40)),
        (b'<?xml version="1.0"?>\n<!-- A licence -->\n<svg viewBox="0,0 720 400"></svg>', Size(720, 400)),
        (b'<svg viewBox="0 0 720 400" width="360"></svg>', Size(360, 200)),
        (b'<svg viewBox="0 0 720 400" width="100%" height="200"></svg>', Size(360, 200)),
        (b"<svg/>", None),
        (b'<svg viewBox="0 0 x y"/>', None),
        (b'<svg viewBox="0 0 1e999 1"/>', None),
        (b"<svg", None),
        (b"<html><body>", None),
        (b"", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"\xff\xd8\xff", None),
        (b"no image at all", None),
    ],
)
def test_an_image_tells_its_size(data: bytes, size: Size | None) -> None:
    assert size_of(data) == size


def test_a_drawing_whose_entities_grow_is_not_waited_for() -> None:
    grows = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 50}">' for n in range(9))
    assert size_of(f'<!DOCTYPE svg [<!ENTITY e0 "9">{grows}]><svg viewBox="0 0 &e9; 9"/>'.encode()) is None


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("a.png", "posts/a.png"),
        ("../images/a%20b.png", "images/a b.png"),
        ("{static}/images/a.png", "images/a.png"),
        ("|static|a.png?x", "posts/a.png"),
        ("q%3Fm.png", "posts/q?m.png"),
        ("h%23h.png#x", "posts/h#h.png"),
        ("100%.png", "posts/100%.png"),
        ("../../a.png", "../a.png"),
        ("https://example.org/a.png", None),
        ("data:image/png;base64,x", None),
        ("/a.png", None),
    ],
)
def test_an_address_means_a_file_of_the_content_folder(address: str, path: str | None) -> None:
    assert path_of(address, "posts/x.md") == path


def test_an_image_in_a_text_has_its_size_and_is_missed_where_it_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "n.md").write_text(
        '![A](a.png)\n\n![](a.png "Caption")\n\nText ![B](gone.png).\n\n![C](../../secret.png)\n', encoding="utf-8"
    )
    source = SourceReader(Folder(tmp_path, Dialect()), "html").read("n.md")
    assert source.rendered.html.count('width="640" height="480" loading="lazy" decoding="async"') == 2
    assert [str(remark) for remark in source.remarks] == [
        "n.md:3: the image a.png has no alt text: describe it: ![...](a.png)",
        "n.md:5: the image gone.png is not there: put it at gone.png, or fix its address",
        "n.md:7: the image ../../secret.png is not there: put it at ../../secret.png, or fix its address",
    ]
    assert source.fields.problems == []
    assert source.asked.sizes == {"a.png": [640, 480], "gone.png": [], "../../secret.png": []}
