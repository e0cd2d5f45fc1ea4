"""What an author has called things in, whether that holds a post back out: a folder `01-drafts`, `foo.draft.md`, `tags: [private]`.

Few programs ask that, and most readers would. Whoever means it otherwise says in the post that it is for all, or names the folder
otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import PurePosixPath

from .._seam import analytics
from .field_values import FieldValue, Pairs, words_of

_DRAFTS = {
    *("drafts", "entwürfe", "brouillons", "borradores", "rascunhos", "bozze", "черновики", "草稿", "下書き"),
    "unpublished",
}
_WORDS = {
    *("draft", "entwurf", "brouillon", "borrador", "rascunho", "bozza", "черновик", "草稿箱", "wip", "confidential"),
    *("private", "privat", "privaten", "privates", "privé", "privée", "privés", "privées", "privado", "privada"),
    *("privados", "privadas", "privato", "privata", "privati", "личное", "私密", "私人", "非公開"),
}
_FOLDERS = _DRAFTS | _WORDS | {"work in progress", "not published", "not public", "do not publish"}
# What a name is made of that says nothing else: `my-private-notes`, and not `private-keys`.
_OF_NOTES = {
    *("notes", "note", "journal", "journals", "diary", "diaries", "log", "logs", "posts", "post", "pages"),
    *("page", "docs", "doc", "documents", "files", "stuff", "things", "thoughts", "ideas", "writing", "writings"),
    *("texts", "folder", "area", "section", "space", "vault", "zone", "life", "my", "our", "own", "very"),
    *("strictly", "old", "new", "only", "still", "for", "me", "do", "not", "share", "publish", "it", "is", "are"),
    *("this", "all", "notizen", "notiz", "tagebuch", "sachen", "dateien", "dokumente", "gedanken", "texte"),
    *("mein", "meine", "nur", "für", "mich", "mes", "mon", "carnet", "fichiers", "pensées", "textes", "notas"),
    *("mis", "mi", "diario", "archivos", "textos", "pensamientos", "meus", "minhas", "anotações", "diário"),
    *("arquivos", "appunti", "miei", "mie", "pensieri", "заметки", "мои", "дневник"),
}
# Scripts that set no spaces between words.
_UNSPACED = re.compile(r"(?:私密|私人|非公開|草稿|下書き)(?:的)?(?:笔记|筆記|日记|日記|文件|随笔|文章|ノート|メモ)")
# What is said of a name within it, in brackets or behind a dot.
_REMARK = re.compile(r"[(\[{]([^()\[\]{}]{1,60})[)\]}]|\.([^\W\d_]{1,20})$")
# A tag says what a post is about as well; one on drafts is about them.
_TAGS = {
    *("draft", "private", "wip", "unpublished", "confidential", "nopublish", "no-publish", "donotpublish"),
    "do-not-publish",
}
_OF_NOTION = re.compile(r" [0-9a-f]{32}$")
_NO_WORD = re.compile(r"[\W\d_]+")
# Before a name and behind it; draft.js is a program.
_BEFORE = re.compile(r"[\W\d_]*(?:draft|wip)(?![^\W\d_])(?![-_ .]?js(?![^\W\d_]))", flags=re.IGNORECASE)
_BEHIND = re.compile(r"[-_ .(\[](?:draft|wip)[\W\d_]*|[.(\[](?:private|unpublished)[\W\d_]*", flags=re.IGNORECASE)
_INLINE = re.compile(r"(?<![^\s(])#(?P<tag>[^\W\d_][\w/-]{1,60})")
_WAY_OUT = "(write `draft: false` in it to publish it)"
# What says that a post is for all, whatever it is called.
_OPEN_IF_NO = {"draft", "isdraft", "private", "isprivate", "wip"}
_OPEN_IF_YES = {"published", "ispublished", "publish", "dgpublish", "public", "ispublic"}
_YES, _NO = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}


@cache
def is_held_folder(name: str) -> bool:
    """Whether the name of a folder says that what is in it is not for all.

    >>> [*map(is_held_folder, ("01-Drafts", "Drafts (old)", "🔒 Private", "my-private-notes", "taxes (private)"))]
    [True, True, True, True, True]
    >>> [*map(is_held_folder, ("draft-horses", "private keys", "nfl-draft", "going private", "private information retrieval"))]
    [False, False, False, False, False]
    """
    name = unicodedata.normalize("NFC", _OF_NOTION.sub("", name))
    words = _words_in(name)
    return _says_so(name) or bool(words and {words[0], words[-1]} & _DRAFTS)


def _says_so(name: str) -> bool:
    """Whether a name has a word that holds back, and else only such that any notes have; a remark in it is a name by itself."""
    words = _words_in(name)
    is_said = " ".join(words) in _FOLDERS or (_WORDS & {*words} and {*words} <= _WORDS | _OF_NOTES)
    remarks = (first or second for first, second in _REMARK.findall(name))
    return bool(is_said) or _UNSPACED.fullmatch("".join(words)) is not None or any(map(_is_held_remark, remarks))


def _is_held_remark(words: str) -> bool:
    return " ".join(_words_in(words)) in _FOLDERS


def _words_in(name: str) -> list[str]:
    return _NO_WORD.sub(" ", unicodedata.normalize("NFC", name).lower()).split()


def reason_in_names(path: str, fields: Pairs) -> str:
    """Why a post is held back by the name of its file, its tags or its topic; empty if it is not, or says that it is for all.

    >>> reason_in_names("a/2026-01-03-draft-b.md", []), reason_in_names("a/drafting.md", [])
    ('its name (write `draft: false` in it to publish it)', '')
    >>> [bool(reason_in_names(f"{name}.md", [])) for name in ("2026-01-03 private", "Entwurf", "drafts", "private-keys")]
    [True, True, False, False]
    >>> reason_in_names("a.md", [("tags", ["b", "status/draft"])]).split(" (")[0]
    '`tags: draft`'
    >>> reason_in_names("a.md", [("tags", "draft"), ("draft", "false")])
    ''
    """
    said = list(fields)
    reason = _reason_in_name(path) or reason_in_fields(said)
    return "" if not reason or any(_is_open(name, value) for name, value in said) else f"{reason} {_WAY_OUT}"


def _reason_in_name(path: str) -> str:
    file = PurePosixPath(path)
    is_held = (
        (_says_so(file.stem) and " ".join(_words_in(file.stem)) not in _DRAFTS)
        or _BEFORE.match(file.stem)
        or any(one.end() == len(file.stem) for one in _BEHIND.finditer(file.stem))
    )
    return "its name" if is_held else ""


def reason_in_fields(fields: Pairs) -> str:
    """Why the tags or the topic among fields hold a post back; empty if they do not.

    >>> reason_in_fields([("tags", "a"), ("categories", "Private notes")]), reason_in_fields([("category", "Private learning")])
    ('`categories: private notes`', '')
    """
    return next(filter(None, (_reason_in(name, value) for name, value in fields)), "")


def _reason_in(name: str, value: FieldValue) -> str:
    if name in {"tags", "tag", "labels", "label"}:
        return reason_in_tags(value)
    if name in {"category", "categories"}:
        parts = {part.strip() for one in words_of(value) for part in re.split("[,;/]", one)}
        found = sorted(one for one in parts if one in _TAGS or is_held_folder(one))
        return f"`{name}: {found[0]}`" if found else ""
    return ""


def reason_in_tags(tags: FieldValue) -> str:
    """Why tags hold a document back; empty if they do not.

    >>> reason_in_tags("maths, draft"), reason_in_tags(["drafts"]), reason_in_tags(["private equity"])
    ('`tags: draft`', '', '')
    """
    # One text may name several, parted by commas or spaces.
    parted = re.split(r"[\s,;]+", tags) if isinstance(tags, str) else tags
    found = sorted(
        _TAGS & {part.strip("#[] ").replace(" ", "-") for one in words_of(parted) for part in one.split("/")}
    )
    return f"`tags: {found[0]}`" if found else ""


def reason_in_inline_tags(text: str) -> str:
    """Why tags in a text hold it back, as note-taking programs write them; empty if none does.

    >>> reason_in_inline_tags("Words (#private)."), reason_in_inline_tags("a#private, #privately")
    ('`#private`', '')
    """
    if "#" not in text:
        return ""
    # Logseq has tags of several words in brackets.
    held = (
        one["tag"] for one in _INLINE.finditer(text.replace("#[[", "#")) if _TAGS & {*one["tag"].lower().split("/")}
    )
    tag = next(held, "")
    return f"`#{tag}`" if tag else ""


def says_yes(field: str, fields: Pairs) -> bool:
    """Whether a field of this name is there and says yes.

    >>> says_yes("dg-publish", [("DG-Publish", "true")]), says_yes("share", [("share", "no")])
    (True, False)
    """
    name = analytics.front_matter.name_of(field)
    return any(analytics.front_matter.name_of(one) == name and {*words_of(value)} & _YES for one, value in fields)


def _is_open(field: str, value: FieldValue) -> bool:
    name, words = analytics.front_matter.name_of(field), [*words_of(value)]
    if len(words) != 1:
        return False
    return (name in _OPEN_IF_NO and words[0] in _NO) or (name in _OPEN_IF_YES and words[0] in _YES)
