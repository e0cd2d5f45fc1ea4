"""An SVG file in, one that only shows something out: for journals that take posts from others.

A drawing that is opened at its own address is a page of the site: its scripts run there, and no policy of the site's pages holds
for it. Shown as an image by a page it runs nothing, and loses nothing here that it would show there.
"""

from __future__ import annotations

import re
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
    r"""@import|\\|url\(\s*["']?(?!["'\s#]|data:image/(?:png|jpeg|gif|webp)[;,])""", flags=re.IGNORECASE
)
# What browsers show as a page or an application, by the ends of names that not every system knows the type of.
_PAGES = (
    ".htm",
    ".html",
    ".shtml",
    ".xht",
    ".xhtml",
    ".mht",
    ".mhtml",
    ".xsl",
    ".xslt",
    ".svgz",
    ".rss",
    ".atom",
    ".hta",
)


def is_drawing(name: str) -> bool:
    """Whether a file is an SVG by its name."""
    return name.lower().endswith(".svg")


def is_page(name: str) -> bool:
    """Whether browsers run what a file of this name holds, when it is opened at its own address.

    >>> [is_page(one) for one in ("a.HTML", "a.xml", "a.svgz", "a.pdf", "a.svg")]
    [True, True, True, False, False]
    """
    kind = guess_type(name)[0] or ""
    is_xml = kind.endswith(("/xml", "+xml")) and not is_drawing(name)
    return is_xml or kind == "text/html" or name.lower().endswith(_PAGES)


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
    if name.startswith(_XML):
        return attribute
    is_plain = "{" not in name and not name.lower().startswith("on") and not _ELSEWHERE.search(value)
    return attribute if is_plain else None
