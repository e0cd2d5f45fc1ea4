"""The poster's SVG in, the same as a PDF of one A3 page out. Pure; the same drawing gives the same bytes.

It reads what `poster.py` draws and nothing else: rectangles, paths of lines and cubic curves, texts, groups that move and
stretch. Lines keep their width when a group stretches, as they do there. Texts are set in the faces that every reader of PDF
has, so that no font is embedded.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

# A3, lying, in points.
_WIDTH, _HEIGHT = 1190.55, 841.89
_RUN = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_TRANSFORM = re.compile(r"translate\((?P<x>\S+) (?P<y>\S+)\) scale\((?P<wide>\S+) (?P<tall>\S+)\)")
_RGB = re.compile(r"\d+")
_FACES = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Times-Roman"}
# How far Helvetica goes with each sign from blank to tilde, in thousandths of its size; others are taken to be as wide as a digit.
_ADVANCES = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_ADVANCE = dict(zip(map(chr, range(32, 127)), map(int, _ADVANCES.split()), strict=True))


class _Place(NamedTuple):
    """Where a group stands, and by how much it stretches."""

    x: float = 0
    y: float = 0
    wide: float = 1
    tall: float = 1


def pdf_of(svg: str) -> bytes:
    """A poster's SVG as a PDF document."""
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    opacities: dict[str, int] = {}
    # PDF counts from below.
    drawn = [f"{_n(_WIDTH / width)} 0 0 {_n(-_HEIGHT / height)} 0 {_n(_HEIGHT)} cm 1 J 1 j"]
    for element in root:
        drawn += _drawn(element, _Place(), {}, opacities)
    title = root.findtext("{http://www.w3.org/2000/svg}title") or ""
    return _document("\n".join(drawn).encode("ascii"), title, opacities)


def _drawn(
    element: ET.Element, place: _Place, inherited: Mapping[str, str], opacities: dict[str, int]
) -> Iterator[str]:
    kind, given = element.tag.rpartition("}")[2], {**inherited, **element.attrib}
    if kind == "g":
        found = _TRANSFORM.match(given.pop("transform", ""))
        inner = _Place(*map(float, found.groups())) if found else place
        for child in element:
            yield from _drawn(child, inner, given, opacities)
    elif kind == "rect":
        yield f"{_colour(given['fill'])} rg 0 0 {given['width']} {given['height']} re f"
    elif kind == "path":
        yield from _path(given, place, opacities)
    elif kind == "text":
        yield from _text(element.text or "", given)


def _path(given: Mapping[str, str], place: _Place, opacities: dict[str, int]) -> Iterator[str]:
    fill, stroke = given.get("fill", "none"), given.get("stroke", "none")
    opacity = given.get("fill-opacity" if fill != "none" else "stroke-opacity", "1")
    how = f"/G{opacities.setdefault(opacity, len(opacities))} gs"
    if fill != "none":
        yield f"q {how} {_colour(fill)} rg {_steps(given['d'], place)} f Q"
    if stroke != "none":
        yield f"q {how} {_colour(stroke)} RG {given.get('stroke-width', '1')} w {_steps(given['d'], place)} S Q"


def _steps(path: str, place: _Place) -> str:
    """A path in PDF's words, whole runs of steps at a time; relative steps become places, since PDF knows no others."""
    if path.endswith("h0"):
        return _dots(path, place)
    steps: list[str] = []
    at = np.zeros(2)
    for command, given in _RUN.findall(path):
        numbers = np.array(_NUMBER.findall(given), float)
        if command.upper() in "HV":
            points = at[None].repeat(len(numbers), 0)
            axis = "HV".index(command.upper())
            points[:, axis] = np.cumsum(numbers) + at[axis] if command.islower() else numbers
        else:
            points = numbers.reshape(-1, 2)
            # The points of a curve are each from its begin; a poster has none that are relative.
            points = at + np.cumsum(points, 0) if command in "ml" else points
        at = points[-1] if len(points) else at
        steps.append(_written(command, _placed(points, place)))
    return " ".join(steps)


def _dots(path: str, place: _Place) -> str:
    """Points, each of which is a line that ends where it begins: all of them are absolute, or each is from the one before."""
    points = np.array(_NUMBER.findall(path.replace("h0", "")), float).reshape(-1, 2)
    points = _placed(np.cumsum(points, 0) if "m" in path else points, place)
    return "%.2f %.2f m %.2f %.2f l " * len(points) % tuple(np.hstack([points, points]).ravel())


def _written(command: str, points: npt.NDArray[np.float64]) -> str:
    """One command with all of its points; what follows the first point of a move is a line."""
    if command in "Zz":
        return "h"
    if command == "C":
        return "%.2f %.2f %.2f %.2f %.2f %.2f c " * (len(points) // 3) % tuple(points.ravel())
    first = "%.2f %.2f m " if command in "Mm" else "%.2f %.2f l "
    return (first + "%.2f %.2f l " * (len(points) - 1)) % tuple(points.ravel())


def _placed(points: npt.NDArray[np.float64], place: _Place) -> npt.NDArray[np.float64]:
    return points * (place.wide, place.tall) + (place.x, place.y)


def _text(text: str, given: Mapping[str, str]) -> Iterator[str]:
    size = float(given["font-size"])
    face = "F3" if "serif" in given["font-family"].rpartition(",")[2].split() else "F1"
    face = "F2" if given.get("font-weight") == "600" else face
    said = _latin(text)
    x, y = float(given["x"]), float(given["y"])
    if given.get("text-anchor") == "end":
        x -= sum(_ADVANCE.get(sign, _ADVANCE["0"]) for sign in said.decode("cp1252")) * size / 1000
    # The page is drawn from above, and letters stand upright in it.
    line = f"/{face} {_n(size)} Tf 1 0 0 -1 {_n(x)} {_n(y)} Tm <{said.hex()}> Tj"
    if "stroke" in given:
        yield f"q BT {_colour(given['stroke'])} RG {given['stroke-width']} w 1 Tr {line} ET Q"
    yield f"BT {_colour(given['fill'])} rg 0 Tr {line} ET"


def _latin(text: str) -> bytes:
    r"""A text in the signs that the faces of PDF have: others as they are without their accents, or as a question mark.

    >>> _latin("naïve · Gödel, Łoś"), _latin("注")
    (b'na\xefve \xb7 G\xf6del, ?os', b'?')
    """
    found = []
    for sign in text:
        encoded = sign.encode("cp1252", "ignore")
        plain = "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
        found.append(encoded or plain.encode("cp1252", "replace"))
    return b"".join(found)


def _document(content: bytes, title: str, opacities: Mapping[str, int]) -> bytes:
    """The objects of a document, and the table of where each begins; no day and no program's name, which would differ."""
    packed = zlib.compress(content, 9)
    fonts = " ".join(f"/{name} {5 + place} 0 R" for place, name in enumerate(_FACES))
    states = " ".join(f"/G{place} << /ca {value} /CA {value} >>" for value, place in opacities.items())
    resources = f"<< /Font << {fonts} >> /ExtGState << {states} >> >>"
    box = f"[0 0 {_n(_WIDTH)} {_n(_HEIGHT)}]"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R /Resources {resources} >>".encode("ascii"),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} /Encoding /WinAnsiEncoding >>".encode("ascii")
            for face in _FACES.values()
        ),
        b"<< /Title <%b> >>" % (b"\xfe\xff" + title.encode("utf-16-be", "replace")).hex().encode("ascii"),
    ]
    document, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(document))
        document += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>" % (size, len(objects))
    return document + b"xref\n0 %d\n0000000000 65535 f \n%b%b\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        trailer,
        len(document),
    )


def _colour(colour: str) -> str:
    """A colour such as #1b212c or rgb(27, 33, 44), as three shares."""
    parts = (
        [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
        if colour[0] == "#"
        else map(int, _RGB.findall(colour)[:3])
    )
    return " ".join(f"{part / 255:.3g}" for part in parts)


def _n(number: float) -> str:
    """A number as PDF writes it: never with an exponent."""
    return f"{number:.3f}".rstrip("0").rstrip(".")
