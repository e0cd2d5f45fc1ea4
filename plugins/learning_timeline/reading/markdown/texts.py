"""Plain text in, plain text out: line ends and control characters."""

from __future__ import annotations

# Neither HTML nor XML (the feeds) can hold these, in whatever way they were written.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))


def with_line_feeds(text: str) -> str:
    """A text whose lines all end with a line feed alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def without_controls(text: str) -> str:
    """A text without the characters that no page may hold."""
    return text.encode().translate(None, _CONTROLS).decode()
