"""An SVG file in, one that only shows something out: for journals that take posts from others.

A drawing that is opened at its own address is a page of the site: its scripts run there, and no policy of the site's pages holds
for it. Shown as an image by a page it runs nothing, and loses nothing here that it would show there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from mimetypes import guess_type
from xml.etree import ElementTree as ET
from xml.parsers import expat

SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "{http://www.w3.org/1999/xlink}",
    "{http://www.w3.org/XML/1998/namespace}",
)
_ELEMENTS = frozenset(
    {"svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "style", "image", "marker", "mask", "pattern"}
    | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "clipPath"}
    | {"linearGradient", "radialGradient", "stop", "filter"}
)
# What it may refer to: a part of itself, and a picture that it brings along.
_REFERENCE = re.compile(r"#[^\s]*|data:image/(?:png|jpeg|gif|webp)[;,].*", flags=re.DOTALL)
# In a style: another place, whatever way that is spelt.
_ELSEWHERE = re.compile(
    r"""@import|image-set|\\|url\(\s*["']?(?!["'\s#]|data:image/(?:png|jpeg|gif|webp)[;,])""", flags=re.IGNORECASE
)
# What browsers show as a page, by the ends of names that not every system knows the type of; and what some servers run, wherever
# in a name that end is.
_PAGES = frozenset({"htm", "html", "xht", "xhtml", "mht", "mhtml", "xsl", "xslt", "svg", "svgz", "rss", "atom", "hta"})
_PROGRAMS = re.compile(r"ph(?:p\d?|ps|t|tml|ar)|f?cgi|aspx?|as[hm]x|jspx?|cfm|s(?:html?|tm)")
# What each host knows the type of, and no browser runs whatever is in it.
_SHOWN = frozenset(
    {
        "png",
        "jpg",
        "jpeg",
        "gif",
        "webp",
        "avif",
        "ico",
        "bmp",
        "tif",
        "tiff",
        "pdf",
        "txt",
        "csv",
        "tsv",
        "json",
        "css",
        "js",
    }
    | {"mp3", "mp4", "m4a", "ogg", "oga", "ogv", "wav", "flac", "webm", "mov", "zip", "gz", "bz2", "xz", "tar", "7z"}
    | {"woff", "woff2", "ttf", "otf", "parquet", "npy", "npz"}
)
# Before the first sign of a text: marks of its byte order, spaces, and the zeros of wide letters.
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n\f"


def is_drawing(name: str) -> bool:
    """Whether a file is an SVG by its name."""
    return name.lower().endswith(".svg")


def run_by(name: str, begins: Callable[[], bytes]) -> str:
    """Who runs what is in a file that is opened at its own address: browsers, or some servers; empty if nobody does.

    Hosts tell browsers the type of a file by the end of its name, and some by any end that they know. Browsers look at a
    file whose type they are not told.

    Args:
        name: of the file.
        begins: gives its first bytes.

    >>> [run_by(name, lambda: b"<p>") for name in ("a.HTML", "a.html.de", "a.php.png", "a", "a.png")]
    ['browsers', 'browsers', 'servers', 'browsers', '']
    """
    name = name.rpartition("/")[2].lower()
    ends = [part.strip() for part in name.split(".")[1:]]
    if name == "web.config" or any(map(_PROGRAMS.fullmatch, ends)):
        return "servers"
    kind = guess_type(name)[0] or ""
    if kind.endswith(("/xml", "+xml")) or kind == "text/html":
        return "browsers"
    if ends and ends[-1] in _SHOWN:
        return ""
    return "browsers" if _PAGES & {*ends} or begins().lstrip(_BEFORE).startswith(b"<") else ""


def picture_alone(data: bytes) -> bytes | None:
    """The same drawing without what could do more than be shown; None if it is not one that can be read.

    >>> picture_alone(b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><path d="M0 0"/></svg>')
    b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0" /></svg>'
    """
    try:
        root = _tree(data)
        if root.tag != f"{{{SVG}}}svg":
            return None
        _clean(root)
        root.set("xmlns", SVG)
        return ET.tostring(root, encoding="unicode").encode()
    except (expat.ExpatError, ValueError, LookupError, RecursionError):
        return None


def _tree(data: bytes) -> ET.Element:
    """The elements of a file, without comments and instructions; entities are refused, as a few letters may declare gigabytes."""
    builder, parser = ET.TreeBuilder(), expat.ParserCreate(None, "}")

    def start(name: str, attributes: dict[str, str]) -> None:
        builder.start(_qualified(name), {_qualified(one): value for one, value in attributes.items()})

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: builder.end(_qualified(name))
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = _refuse
    parser.Parse(data, True)  # noqa: FBT003 - its own; this is all of it
    return builder.close()


def _qualified(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _refuse(*_: object) -> None:
    raise ValueError("it declares entities")


def _clean(root: ET.Element) -> None:
    open_elements = [root]
    while open_elements:
        element = open_elements.pop()
        element.tag = _local(element)
        element.attrib = dict(filter(None, map(_kept, element.attrib.items())))
        if element.tag == "style" and _ELSEWHERE.search("".join(element.itertext())):
            element.text = ""
        children = [child for child in element if _is_kept(child)]
        element[:] = children
        open_elements += children


def _is_kept(child: ET.Element) -> bool:
    if not isinstance(child.tag, str) or not child.tag.startswith(f"{{{SVG}}}"):
        return False
    name = _local(child)
    return name in _ELEMENTS or name.startswith("fe") or name == "g"


def _local(element: ET.Element) -> str:
    """The name of an element; a link becomes a group, since what it leads to is not looked at."""
    name = element.tag.rpartition("}")[2]
    return "g" if name == "a" else name


def _kept(attribute: tuple[str, str]) -> tuple[str, str] | None:
    name, value = attribute
    if name in {"href", f"{_XLINK}href"}:
        return ("href", value) if _REFERENCE.fullmatch(value.strip()) else None
    if name.startswith(_XML):  # but not from where its references are meant
        return None if name == f"{_XML}base" else attribute
    is_plain = "{" not in name and not name.lower().startswith("on") and not _ELSEWHERE.search(value)
    return attribute if is_plain else None
