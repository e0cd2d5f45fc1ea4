"""Plain text in, plain text out: line ends, control characters, and the beginning of a text for a message."""

from __future__ import annotations

# Neither HTML nor XML (the feeds) can hold these, in whatever way they were written.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))


def with_line_feeds(text: str) -> str:
    """A text whose lines all end with a line feed alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def without_controls(text: str) -> str:
    """A text without the characters that no page may hold."""
    return text.encode().translate(None, _CONTROLS).decode()


def shortened(text: str, limit: int = 60) -> str:
    """The beginning of a formula or an address, on one line, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
