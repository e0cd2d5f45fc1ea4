"""Settings of programs for notes in, what they hold back out: Obsidian, Logseq, Foam, Dendron."""

from __future__ import annotations

import re
from glob import escape

from .folder_settings import FolderSettings, mapping, texts
from .held_paths import Held, each, found_by

_HIDDEN = re.compile(r":hidden\s{0,20}\[(?P<paths>[^\[\]]{0,2000})\]")
_TEXT = re.compile(r"""["'](?P<text>[^"'\n]{1,200})["']""")
_IGNORED_BY_FOAM = re.compile(r"\"foam\.files\.ignore\"\s{0,9}:\s{0,9}\[(?P<paths>[^\[\]]{0,2000})\]")


def of_logseq(settings: FolderSettings) -> Held:
    """What Logseq hides."""
    if found := _HIDDEN.search(settings.text("logseq/config.edn")):
        for one in _TEXT.finditer(found["paths"]):
            yield from each(one["text"], "`:hidden` in `logseq/config.edn`")


def of_obsidian(settings: FolderSettings) -> Held:
    """What Obsidian's own publishing leaves out, or what its search does not show."""
    for one in texts(settings.read(".obsidian/app.json").get("userIgnoreFilters")):
        reason = "`userIgnoreFilters` in `.obsidian/app.json`"
        if len(one) > 2 and one.startswith("/") and one.endswith("/"):  # noqa: PLR2004 - between two slashes
            yield from found_by(settings.folder, "", one[1:-1], reason)
        elif path := one.strip("/"):
            # How a path begins; a bracket in it stands for itself.
            for begins in dict.fromkeys((path, escape(path))):
                yield f"/{begins}{'/' * one.endswith('/')}*", reason
    for path in texts(settings.read(".obsidian/publish.json").get("excluded")):
        yield from each(path, "`excluded` in `.obsidian/publish.json`")


def of_foam(settings: FolderSettings) -> Held:
    """What Foam does not see."""
    if found := _IGNORED_BY_FOAM.search(settings.text(".vscode/settings.json")):
        for one in _TEXT.finditer(found["paths"]):
            yield from each(one["text"], "`foam.files.ignore` in `.vscode/settings.json`")


def of_dendron(settings: FolderSettings) -> Held:
    """Vaults that are private, and notes of hierarchies that are not published."""
    said = settings.read("dendron.yml")
    space = mapping(said.get("workspace")) or said
    vaults = [one for one in map(mapping, space.get("vaults") or said.get("vaults") or ()) if one]
    publishing = mapping(said.get("publishing") or said.get("site"))
    private = {*texts(publishing.get("privateVaults"))}
    shown = [one for one in texts(publishing.get("siteHierarchies")) if one != "root"]
    is_all = not shown or len(shown) < len(texts(publishing.get("siteHierarchies")))
    hierarchies = mapping(publishing.get("hierarchy") or publishing.get("config"))
    held = [
        name for name, one in hierarchies.items() if str(mapping(one).get("publishByDefault", "")).lower() == "false"
    ]
    for vault in vaults:
        path = str(vault.get("fsPath") or "").strip("./")
        before = f"{path}/" if path else ""
        if vault.get("visibility") == "private" or {path, str(vault.get("name"))} & private:
            yield from each(path, "a private vault in `dendron.yml`")
            continue
        for name in held:
            yield from each(f"{before}{'*' if name == 'root' else name}.md", "`publishByDefault` in `dendron.yml`")
            yield f"/{before}{name}.*", "`publishByDefault` in `dendron.yml`"
        for note in () if is_all else (settings.folder / path).glob("*.md"):
            if not any(note.name.startswith(f"{one}.") for one in shown):
                yield f"/{escape(f'{before}{note.name}')}", "`siteHierarchies` in `dendron.yml`"
