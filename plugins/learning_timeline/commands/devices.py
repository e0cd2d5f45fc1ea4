"""A path in, one that Windows can have out: it takes `aux.md` and `con/` for devices, and cannot even check them out."""

from __future__ import annotations

import re

_DEVICE = re.compile(
    r"(?P<name>(?:^|(?<=/))(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]))(?= *(?:[./]|$))", re.IGNORECASE
)


def without_devices(path: str) -> str:
    """The same path, with a line behind each name that is one of a device.

    >>> without_devices("posts/aux.md"), without_devices("con/Nul.tar.gz"), without_devices("icon/com10.md")
    ('posts/aux_.md', 'con_/Nul_.tar.gz', 'icon/com10.md')
    """
    return _DEVICE.sub(r"\g<name>_", path)
