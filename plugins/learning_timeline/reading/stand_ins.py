"""The text of a file in, what it is if it is in the place of another out: a pointer to it, or the same encrypted.

On the author's own machine git may put the text itself there, by a filter. A clone, and so what is published, has this.
"""

from __future__ import annotations

import re

LFS = "version https://git-lfs.github.com/spec/"
_ENCRYPTED = (
    "\0GITCRYPT\0",
    "U2FsdGVkX1",  # `Salted__` of OpenSSL, as transcrypt has it
    "age-encryption.org/v",
    "-----BEGIN AGE ENCRYPTED FILE-----",
    "-----BEGIN PGP MESSAGE-----",
    "$ANSIBLE_VAULT;",
    "ENC[AES256_GCM,",  # sops
    "VimCrypt~0",
    "JED01",  # Joplin
)
# What a program puts in place of a part of a text: Meld Encrypt of Obsidian, GnuPG, age, sops, Ansible.
_OBSIDIAN = r"🔐[αβ]?\s{0,9}(?:💡[^💡\n]{0,200}💡)?\s{0,9}[A-Za-z0-9+/=\s]{24,}+\s{0,9}🔐"
# Words behind such a line only tell of it; if its line feeds are gone, a header or Base64 is behind it.
_IS_BEGUN = r"(?=[ \t]{0,9}(?:\r?\n|\Z|\w{1,20}:|[A-Za-z0-9+/=]{16}))"
_PART = (
    rf"(?:%%)?(?:{_OBSIDIAN})(?:%%)?"
    rf"|-----BEGIN[ ]PGP[ ]MESSAGE-----{_IS_BEGUN}[\s\S]*?(?:-----END[ ]PGP[ ]MESSAGE-----|\Z)"
    rf"|-----BEGIN[ ]AGE[ ]ENCRYPTED[ ]FILE-----{_IS_BEGUN}[\s\S]*?(?:-----END[ ]AGE[ ]ENCRYPTED[ ]FILE-----|\Z)"
    r"|\bENC\[[A-Z0-9_]{3,20},data:[^\[\]\n]{0,4000}\]"
    r"|\$ANSIBLE_VAULT;[^\n]{1,80}(?:\n[ \t]{0,20}[0-9a-f]{2,})+"
)
CIPHERTEXT = re.compile(_PART)
# Languages of blocks that hold nothing else.
OF_CIPHERTEXT = {"meld-encrypt", "meld-encrypted", "encrypted", "age-encrypted", "gpg-encrypted"}
_BLOCK = re.compile(
    rf"^[ \t]*(?P<fence>`{{3,}}|~{{3,}})[ \t]*(?:{'|'.join(sorted(OF_CIPHERTEXT))})[ \t]*\n[\s\S]*?(?:^[ \t]*(?P=fence)[ \t]*$|\Z)",
    flags=re.MULTILINE,
)
_MAY_BE = re.compile(r"🔐|-----BEGIN|ENC\[|\$ANSIBLE|encrypt")


def stand_in(text: str) -> str:
    r"""What is in the place of a text, in a noun; empty if it is the text itself.

    >>> stand_in("\0GITCRYPT\0..."), stand_in("# Encrypted")
    ('encryption', '')
    """
    if text.startswith(LFS):
        return "a pointer of git-lfs in place of the text"
    return "encryption" if text.startswith(_ENCRYPTED) else ""


def is_ciphertext(body: str) -> bool:
    r"""Whether what stands below front matter is encrypted, and nothing else is there.

    >>> is_ciphertext("\n-----BEGIN PGP MESSAGE-----\nhQEM\n-----END PGP MESSAGE-----\n"), is_ciphertext("On ENC[...] and 🔐.")
    (True, False)
    """
    bare = body.strip()
    if not bare:
        return False
    if bare.startswith(_ENCRYPTED) and not bare.startswith("-----"):
        return True
    return _MAY_BE.search(bare) is not None and not CIPHERTEXT.sub("", _BLOCK.sub("", bare)).strip()
