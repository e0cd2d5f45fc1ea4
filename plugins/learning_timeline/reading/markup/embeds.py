"""The name and the values of a tag of another program in, Markdown that shows what it embeds out.

Themes have hundreds of such tags; what one means is told by its name where many have it, else by what it is given.
Nothing of another host is put into a page: a video is a link to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .prose import destination, picture

# What a box with a colour is called, and of which kind it then is.
CALLOUTS = {
    **dict.fromkeys(
        ("note", "callout", "alert", "admonition", "notice", "hint", "box", "block", "message", "aside"), "note"
    ),
    **{
        name: name
        for name in (
            "tip",
            "info",
            "warning",
            "danger",
            "important",
            "caution",
            "success",
            "error",
            "question",
            "example",
        )
    },
    "warn": "warning",
    "quote": "quote",
    "lead": "note",
    "primary": "note",
    "secondary": "note",
    "attention": "warning",
}
KINDS = {*CALLOUTS.values(), "abstract", "summary", "todo", "failure", "bug", "seealso"}
FOLDS = {"details", "collapse", "fold", "spoiler", "expand", "accordion", "collapsible", "hidden"}
# What shows nothing by itself in a text, or only arranges what it stands around.
SILENT = {
    *(
        "toc",
        "contents",
        "more",
        "bibliography",
        "newline",
        "br",
        "line_break",
        "pagebreak",
        "clear",
        "rawhtml",
        "raw-html",
    ),
    *(
        "html",
        "center",
        "div",
        "span",
        "columns",
        "column",
        "row",
        "col",
        "grid",
        "tabs",
        "tabset",
        "cards",
        "steps",
        "p",
    ),
    *(
        "katex",
        "mathjax",
        "latex",
        "raw",
        "unsafe",
        "markdown",
        "md",
        "section",
        "left",
        "right",
        "justify",
        "wrap",
        "small",
    ),
    *(
        "spacer",
        "anchor",
        "rule",
        "hr",
        "mark",
        "pullquote",
        "blockquote",
        "quote",
        "align",
        "lightbox-enable",
        "references",
        "fa",
        "icon",
        "iconify",
        "ai",
        "bi",
    ),
}
SITES = {
    "youtube": ("YouTube", "https://www.youtube.com/watch?v={}"),
    "youtubelite": ("YouTube", "https://www.youtube.com/watch?v={}"),
    "yt": ("YouTube", "https://www.youtube.com/watch?v={}"),
    "vimeo": ("Vimeo", "https://vimeo.com/{}"),
    "bilibili": ("Bilibili", "https://www.bilibili.com/video/{}"),
    "gist": ("Gist", "https://gist.github.com/{}"),
    "instagram": ("Instagram", "https://www.instagram.com/p/{}/"),
    "tweet": ("Post", "https://x.com/{}"),
    "x": ("Post", "https://x.com/{}"),
    "twitter": ("Post", "https://x.com/{}"),
    "github": ("GitHub", "https://github.com/{}"),
    "spotify": ("Spotify", "https://open.spotify.com/{}"),
    "slideshare": ("SlideShare", "https://www.slideshare.net/slideshow/embed_code/{}"),
    "speakerdeck": ("Speaker Deck", "https://speakerdeck.com/player/{}"),
    "asciinema": ("asciinema", "https://asciinema.org/a/{}"),
    "codepen": ("CodePen", "https://codepen.io/{}"),
}
_IS_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp)(?:[?#].*)?$", flags=re.IGNORECASE)
_IS_FILM = re.compile(r"\.(?:mp4|webm|mov|ogv|m4v)(?:[?#].*)?$", flags=re.IGNORECASE)
_IS_SOUND = re.compile(r"\.(?:mp3|ogg|wav|m4a|flac|opus)(?:[?#].*)?$", flags=re.IGNORECASE)
_IS_OUTSIDE = re.compile(r"https?://")
# What is shown of another site.
_FRAMES = {"video", "iframe", "embed", "oembed"}
_DOCUMENT = "pdf"
_PICTURES = re.compile(
    r"(?:.*[_-])?(?:img|image|figure|fig|picture|photo|pic|lightbox|thumbnail|screenshot|banner)(?:[_-].*)?"
)
_ADDRESSES = (
    "src",
    "url",
    "image_path",
    "image-path",
    "image",
    "path",
    "file",
    "img",
    "filename",
    "source",
    "href",
    "link",
)
_CAPTIONS = ("caption", "title", "description", "desc", "text", "legend")


def embedded(name: str, words: Sequence[str], named: Mapping[str, str]) -> str:
    """What a tag shows that stands alone; empty where its values do not tell.

    >>> embedded("figure", [], {"src": "a.png", "caption": "A"}), embedded("youtube", ["xyz"], {})
    ('![A](a.png "A")', '[YouTube: www.youtube.com/watch?v=xyz](https://www.youtube.com/watch?v=xyz)')
    """
    given = [named[key] for key in _ADDRESSES if named.get(key)]
    if film := next(filter(_IS_FILM.search, [*given, *words]), ""):
        return f'<video controls src="{film}"></video>'
    if sound := next(filter(_IS_SOUND.search, [*given, *words]), ""):
        return f'<audio controls src="{sound}"></audio>'
    if name in {*SITES, *_FRAMES, _DOCUMENT}:
        return _elsewhere(name, words, named, given)
    if shown := _pictured(name, words, named, given):
        return shown
    href = named.get("href") or named.get("url") or named.get("link") or ""
    if "button" in name or name in {"link", "linkcard", "link-card", "cta"}:
        says = named.get("text") or named.get("title") or named.get("label") or next(iter(words), "") or href
        return f"[{says}]({destination(href)})" if href else ""
    return ""


def _pictured(name: str, words: Sequence[str], named: Mapping[str, str], given: Sequence[str]) -> str:
    address = next(filter(_IS_PICTURE.search, given), "")
    others = list(words)
    if not address and _PICTURES.fullmatch(name):
        address = next(filter(_IS_PICTURE.search, words), "") or named.get("src", "")
        others = list(words)[list(words).index(address) + 1 :] if address in words else []
    if not address:
        return ""
    said = " ".join(word for word in others if not re.fullmatch(r"[\d%px]+|left|right|center", word))
    caption = next((named[key] for key in _CAPTIONS if named.get(key)), said)
    html = picture(address, caption, named.get("alt", ""))
    href = named.get("link", "")
    return f"[{html}]({destination(href)})" if href and href != address and not _IS_PICTURE.search(href) else html


def pictured(words: Sequence[str], named: Mapping[str, str]) -> str:
    """The address of a picture that a tag is given; empty if it is given none."""
    return next(filter(_IS_PICTURE.search, [*(named[key] for key in _ADDRESSES if named.get(key)), *words]), "")


def _elsewhere(name: str, words: Sequence[str], named: Mapping[str, str], given: Sequence[str]) -> str:
    if name == _DOCUMENT:
        file = next(iter([*given, *words]), "")
        return f"[{file.rpartition('/')[2]}]({destination(file)})" if file else ""
    if name in _FRAMES:
        address = next((one for one in [*given, *words] if _IS_OUTSIDE.match(one)), "")
        return f"[{address.partition('://')[2]}]({destination(address)})" if address else ""
    title, form = SITES[name]
    what = named.get("id") or named.get("repo") or named.get("url") or "/".join(words[:2])
    if name in {"tweet", "x", "twitter"}:
        user = named.get("user", "i")
        what = f"{user}/status/{what.rpartition('/')[2]}"
    elif name in {"youtube", "youtubelite", "yt", "vimeo"}:
        what = named.get("id") or next(iter(words), "")
    address = what if what.startswith(("http://", "https://")) else form.format(what)
    return f"[{title}: {address.partition('://')[2]}]({destination(address)})" if what else ""
