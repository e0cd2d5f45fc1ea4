"""Pages in, the same pages out for a reader without a host: links to folders lead to the file that a host would show for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template

# A link to a folder of the site, up to the end of its path; addresses of other hosts and of the root are none.
_FOLDER_LINK = re.compile(
    r'<(?:a\s(?:href="|[^<>]*?\shref=")|meta http-equiv="refresh" content="0; url=)(?:[^":?#<>/]++/)++(?=["?#])'
)


def links_to_files(page: str) -> str:
    """A page whose links to folders lead to the file that a host would show for them, so that it can be read from a disk.

    >>> links_to_files('<a class="x" href="../topics/#rl">Topics</a> <a href="https://example.org/">a</a>')
    '<a class="x" href="../topics/index.html#rl">Topics</a> <a href="https://example.org/">a</a>'
    """
    # A function is called in half the time that Python takes to fill in a template.
    return _FOLDER_LINK.sub(lambda link: f"{link[0]}index.html", page)


class ReadFromDisk:
    """A template whose pages link to files."""

    def __init__(self, template: Template) -> None:
        self.render = lambda context: links_to_files(template.render(context))
