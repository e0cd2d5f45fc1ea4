"""A number and a noun in, so many of it out: in English, as commands and messages speak; pages use `phrases.counted`."""

from __future__ import annotations


def amount(number: int, one: str, many: str = "") -> str:
    """So many of a thing, with the rest of the words that depend on how many.

    Args:
        number: how many.
        one: what one of it is called.
        many: what others are called, where an "s" at the end of `one` is not right.

    >>> amount(1, "file"), amount(1_200, "address", "addresses"), amount(0, "file is", "files are")
    ('1 file', '1,200 addresses', '0 files are')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
