"""An attribute of a content in, its value out to be read alone: nothing is made, copied or kept for it."""

from __future__ import annotations

from typing import Any

_ABSENT = object()


def peek(content: Any, name: str, default: Any = ()) -> Any:  # noqa: ANN401 - any content, any attribute
    """The value of an attribute that nobody will change, or the default where there is none.

    Asking an article that was kept for a list that it shares with others otherwise copies the list for this article, and asking
    for what it has not costs an exception: of twenty thousand articles few have anything to say of most attributes.
    """
    value = content.__dict__.get(name, _ABSENT)
    if value is not _ABSENT:
        return value
    kin = getattr(content, "_kin", None)
    return getattr(content, name, default) if kin is None else kin.values.get(name, default)
