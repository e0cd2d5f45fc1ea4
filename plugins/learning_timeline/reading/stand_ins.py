"""The text of a file in, what it is if it is in the place of another out: a pointer to it, or the same encrypted.

On the author's own machine git may put the text itself there, by a filter. A clone, and so what is published, has this.
"""

from __future__ import annotations

LFS = "version https://git-lfs.github.com/spec/"
_ENCRYPTED = (
    "\0GITCRYPT\0",
    "U2FsdGVkX1",  # `Salted__` of OpenSSL, as transcrypt has it
    "age-encryption.org/v",
    "-----BEGIN AGE ENCRYPTED FILE-----",
    "-----BEGIN PGP MESSAGE-----",
    "$ANSIBLE_VAULT;",
)


def stand_in(text: str) -> str:
    r"""What is in the place of a text, in a noun; empty if it is the text itself.

    >>> stand_in("\0GITCRYPT\0..."), stand_in("# Encrypted")
    ('encryption', '')
    """
    if text.startswith(LFS):
        return "a pointer of git-lfs in place of the text"
    return "encryption" if text.startswith(_ENCRYPTED) else ""
