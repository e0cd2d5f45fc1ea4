"""Sites whose generators are written in JavaScript: Docusaurus, VitePress and VuePress, Astro, Gatsby, Eleventy.

Their settings are programs, which nothing here runs: a site is known by the file's name, and where a post stood by its path.
"""

from __future__ import annotations

import dataclasses
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar, Self

from ..days import day_in
from ..field_values import FieldValue
from ..frontmatter import FrontMatter, rewritten
from ..markup import containers, inclusions, kramdown
from ..markup.liquid import Liquid
from ..markup.mdx import Mdx
from ..markup.prose import changed, substituted
from ..names import Names, path_from
from .dialect import Beside
from .permalinks import of_day
from .site_files import (
    MARKDOWN,
    front_of,
    inside_of,
    is_of_repository,
    may_be_page,
    notes_in,
    read,
    read_settings,
    text_of,
    with_language,
)
from .website import Website

# What a bundler takes for the folder of the sources, or of the site.
_ALIAS = re.compile(
    r"(?P<before>\]\([ \t]*<?|=[ \t]*[\"'])(?:(?:@site|~@|[@~])/|@(?=[\w-]{1,60}/[^\s()\"']{1,300}\.(?:png|jpe?g|gif|svg|webp)))"
)
_CONTENTS = re.compile(r"^[ \t]*\[\[toc\]\][ \t]*$", flags=re.MULTILINE | re.IGNORECASE)
# Tags may stand in it; behind a name in braces alone, such as a heading has, it does not begin.
_NOTE = re.compile(r"\{#(?:[^#{}]|#(?!\})|\{\{[^{}]*\}\}|\{%[^{}]*%\})*#\}")
_OUTPUT = re.compile(r"\{\{(?P<said>[^{}\n]{0,500})\}\}")
_ORDER = re.compile(r"(?:^|(?<=/))\d+\s*[-_.]+\s*(?=\D)")
_DAY = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)[-/](?P<rest>.*)")
# A program's own, and parts of pages.
_FOLDERS = {
    "_includes",
    "_layouts",
    "_data",
    "_templates",
    "templates",
    "test",
    "tests",
    "__tests__",
    "e2e",
    "patches",
    "scripts",
}
_HOME = ("home", "hero", "herotext")
# Eleventy in the list of what a site is built with.
_PACKAGE = '"@11ty/eleventy"'


@dataclass(frozen=True)
class Scripted(Website):
    """What these programs have in common.

    Attributes:
        signs: files that say that a folder is a site of this program.
        homes: folders that no address names, the longest first.
        is_mdx: whether its Markdown is MDX whatever the file is called.
        readme: whether a `README.md` is the page of its folder.
        hides_folders: whether what is in a folder whose name begins with a line is part of other documents.
        fronts: pages that show no text of their own.
    """

    signs: ClassVar[tuple[str, ...]] = ()
    homes: ClassVar[tuple[str, ...]] = ("src/content/", "src/pages/", "content/", "src/", "docs/")
    is_mdx: ClassVar[bool] = False
    readme: ClassVar[bool] = False
    hides_folders: ClassVar[bool] = False
    made: ClassVar[frozenset[str]] = frozenset({"_site", "public", "build", "dist"})

    fronts: tuple[str, ...] = ()

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By the file of its settings."""
        place = content.resolve()
        for sign in cls.signs:
            for found in folder.glob(sign):
                # The folder of another site beside this one says nothing.
                if place == folder or place.is_relative_to(found.parent):
                    return cls._of_site(folder, content)
        return None

    @classmethod
    def _of_site(cls, folder: Path, content: Path) -> Self:
        return cls._begun(folder, content).with_pages()

    @classmethod
    def _begun(cls, folder: Path, content: Path) -> Self:
        """The site before its pages are told apart."""
        return cls(inside=inside_of(folder, content), content=content)

    def with_pages(self) -> Self:
        """With what each of its documents is."""
        pages, fronts = [], []
        for path in notes_in(self.content):
            if self.left_out(path):
                continue
            inside, fields = self._inside(path), front_of(self.content, path).fields
            if any(name in fields for name in _HOME) or text_of(fields.get("layout", "")) == "home":
                fronts.append(path)
            elif inside.count("/") == 0 and not fields.get("date") and not day_in(path).day:
                if may_be_page(PurePosixPath(inside).stem):
                    pages.append(path)
                elif PurePosixPath(inside).stem.lower() == "index":
                    fronts.append(path)
        return dataclasses.replace(self, pages=tuple(pages), fronts=tuple(fronts))

    @property
    def roots(self) -> tuple[str, ...]:  # type: ignore[override] # here they depend on the program
        """Where a file may lie that is named from the site's root."""
        return ("static/", "public/", "docs/public/", "src/assets/", "assets/", *self.homes, "src/", "docs/", "")

    def _inside(self, path: str) -> str:
        """A path without the folders that no address names."""
        whole = f"{self.inside}{path}"
        return next((whole.removeprefix(home) for home in self.homes if whole.startswith(home)), whole)

    def left_out(self, path: str) -> str:
        """What a note is that is no page with a text of its own."""
        if not path.lower().endswith(MARKDOWN):
            return super().left_out(path)
        file = PurePosixPath(path)
        if path in self.fronts:
            return "front page of the site"
        if (
            file.name.startswith("_")
            or (self.hides_folders and any(one.startswith("_") for one in file.parts))
            or _FOLDERS & set(file.parts[:-1])
        ):
            return "part of other documents"
        is_readme = file.stem.lower() == "readme"
        if is_of_repository(path) and not (is_readme and self.readme and len(file.parts) > 1):
            return "file of the repository"
        return super().left_out(path)

    def address(self, path: str, front: FrontMatter) -> str:
        """By what the page says, else by its path."""
        said = next(
            (one for name in ("permalink", "path", "url", "slug") if (one := text_of(front.fields.get(name, "")))), ""
        )
        if said.startswith("/") and not re.search(r"[{}:\s]", said):
            return said
        inside = PurePosixPath(self._inside(path))
        stem = inside.stem.partition(".")[0] if inside.stem.startswith("index.") else inside.stem
        folder = inside.parent.as_posix().removeprefix(".")
        if stem.lower() in {"index", "readme"}:
            folder, _, stem = folder.rpartition("/")
        name = stem
        if found := _DAY.fullmatch(stem):
            name = found["rest"]
        if said and "/" not in said and "{" not in said:
            name = said
        return f"/{folder}/{name}/".replace("//", "/")

    def find(self, name: str, path: str, names: Names) -> str:
        """The file that a name or an address means; by its last part, where one file alone has that."""
        found = super().find(name, path, names)
        last = name.split("#", maxsplit=1)[0].rstrip("/").rpartition("/")[2]
        if found or not name.startswith("/") or not last:
            return found
        return self._by_last(names).get(last.removesuffix(".html").casefold(), "")

    def _by_last(self, names: Names) -> dict[str, str]:
        if "last" not in self._known:
            known: dict[str, str] = {}
            for address, path in self._addresses(names).items():
                last = address.rpartition("/")[2]
                known[last] = "" if known.get(last, path) != path else path
            self._known["last"] = known
        return self._known["last"]

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """With callouts for containers, and without what only its scripts show."""
        body, left_out = front.body, list[tuple[int, str]]()
        if "/" in body:
            body = changed(body, lambda prose: substituted(_ALIAS, r"\g<before>/", prose))
        body, said = self._without_programs(path, _CONTENTS.sub("", body), front, beside)
        left_out += said
        if not path.lower().endswith(".mdx"):
            page = Mdx(self.is_mdx)
            body = containers.plain(page.plain(body))
            left_out += page.left_out
        front = dataclasses.replace(front, fields=self._fields(path, front))
        return rewritten(front, kramdown.plain(body) if "{" in body else body, left_out)

    def _fields(self, path: str, front: FrontMatter) -> dict[str, FieldValue]:
        del path
        fields = dict(front.fields)
        changed_on = fields.get("last_update")
        if isinstance(changed_on, dict) and isinstance(day := changed_on.get("date"), str):
            fields.setdefault("modified", day)
        if isinstance(slug := fields.get("slug"), str) and "/" in slug:
            del fields["slug"]
        return fields

    def _without_programs(
        self, path: str, body: str, front: FrontMatter, beside: Beside
    ) -> tuple[str, list[tuple[int, str]]]:
        """A text without the language of its templates, and the lines of what is left out."""
        del path, front, beside
        return body, []


@dataclass(frozen=True)
class Docusaurus(Scripted):
    """A blog in `blog`, and books of documents beside it."""

    name: ClassVar[str] = "docusaurus"
    title: ClassVar[str] = "A Docusaurus site"
    signs: ClassVar[tuple[str, ...]] = ("docusaurus.config.*", "website/docusaurus.config.*", "siteConfig.js")
    homes: ClassVar[tuple[str, ...]] = ("src/pages/", "website/")
    is_mdx: ClassVar[bool] = True
    hides_folders: ClassVar[bool] = True

    def address(self, path: str, front: FrontMatter) -> str:
        """Of a post of the blog by its day, of a document by its path without the numbers that sort it."""
        inside = self._inside(path)
        first, _, rest = inside.partition("/")
        slug = text_of(front.fields.get("slug", ""))
        if slug.startswith("/") and rest:
            return f"/{first}{slug}"
        if (
            first.startswith("blog")
            and not slug
            and (found := _DAY.fullmatch(rest.rpartition(".")[0].removesuffix("/index")))
        ):
            day = of_day(found["day"])
            return f"/{first}/{day['year']}/{day['month']}/{day['day']}/{found['rest']}"
        return _ORDER.sub("", super().address(path, front)).rstrip("/")

    def _fields(self, path: str, front: FrontMatter) -> dict[str, FieldValue]:
        found = re.match(r"(?:website/)?i18n/(?P<language>[\w-]+)/", f"{self.inside}{path}")
        fields = with_language(super()._fields(path, front), found["language"] if found else "")
        listed = fields.get("authors")
        if listed and (names := self._names()):
            listed = listed if isinstance(listed, list) else [listed]
            fields["authors"] = [names.get(one, one) if isinstance(one, str) else one for one in listed]
        return fields

    def _names(self) -> dict[str, str]:
        """The names of authors by their ids."""
        if "authors" not in self._known:
            files = (
                self.content / folder / f"authors.{kind}" for folder in ("blog", "", "..") for kind in ("yml", "yaml")
            )
            said = read_settings(files)
            self._known["authors"] = {
                key: one["name"]
                for key, one in said.items()
                if isinstance(one, dict) and isinstance(one.get("name"), str)
            }
        return self._known["authors"]


@dataclass(frozen=True)
class VitePress(Scripted):
    """Pages of Vue: VitePress or VuePress."""

    name: ClassVar[str] = "vitepress"
    title: ClassVar[str] = "A VitePress or VuePress site"
    signs: ClassVar[tuple[str, ...]] = (".vitepress", ".vuepress", "*/.vitepress", "*/.vuepress")
    homes: ClassVar[tuple[str, ...]] = ("docs/", "src/", "blog/")
    readme: ClassVar[bool] = True

    def _without_programs(
        self, path: str, body: str, front: FrontMatter, beside: Beside
    ) -> tuple[str, list[tuple[int, str]]]:
        """With the files that are put in, and without interpolations; what a page says of itself is shown."""
        left_out: list[tuple[int, str]] = []

        def include(file: str, is_code: bool) -> str | None:  # noqa: FBT001 - as it is called
            home = self._home_of(path) if file.startswith("@") else posixpath.dirname(path)
            place = posixpath.normpath(posixpath.join(home, file.removeprefix("@").lstrip("/")))
            return beside.include(place, is_code=is_code) if beside.names.exact(place) else None

        body = inclusions.plain(body, include, left_out)

        def shown(found: re.Match[str]) -> str:
            name = found["said"].strip().removeprefix("$frontmatter.").removeprefix("$page.")
            if value := text_of(front.fields.get(name, "")):
                return value
            left_out.append((body.count("\n", 0, max(body.find(found[0]), 0)) + 1, f"`{found[0]}`"))
            return ""

        return (changed(body, lambda prose: substituted(_OUTPUT, shown, prose)) if "{{" in body else body), left_out

    def _home_of(self, path: str) -> str:
        """The folder of the pages, in which `@` begins."""
        whole = f"{self.inside}{path}"
        home = next((home for home in self.homes if whole.startswith(home)), "")
        return home if not self.inside else home.removeprefix(self.inside)


@dataclass(frozen=True)
class Astro(Scripted):
    """Posts in the collections of `src/content`."""

    name: ClassVar[str] = "astro"
    title: ClassVar[str] = "An Astro site"
    signs: ClassVar[tuple[str, ...]] = ("astro.config.*",)
    hides_folders: ClassVar[bool] = True
    homes: ClassVar[tuple[str, ...]] = (
        "src/content/docs/",
        "src/content/",
        "src/data/",
        "src/pages/",
        "content/",
        "src/",
    )


@dataclass(frozen=True)
class Gatsby(Scripted):
    """Posts where its plugins read them."""

    name: ClassVar[str] = "gatsby"
    title: ClassVar[str] = "A Gatsby site"
    signs: ClassVar[tuple[str, ...]] = ("gatsby-config.*",)
    homes: ClassVar[tuple[str, ...]] = ("content/blog/", "src/pages/", "src/content/", "content/", "_posts/", "src/")


@dataclass(frozen=True)
class Eleventy(Scripted):
    """Posts that are templates of Liquid or Nunjucks as well."""

    name: ClassVar[str] = "eleventy"
    title: ClassVar[str] = "An Eleventy site"
    signs: ClassVar[tuple[str, ...]] = (".eleventy.*", "eleventy.config.*")
    homes: ClassVar[tuple[str, ...]] = ("src/content/", "src/site/", "src/", "content/", "site/")

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings, or by what a folder itself is built with, since a site needs none."""
        found = super().at(folder, content)
        is_built = found is None and folder == content.resolve() and _PACKAGE in read(folder / "package.json")
        return cls._of_site(folder, content) if is_built else found

    def _without_programs(
        self, path: str, body: str, front: FrontMatter, beside: Beside
    ) -> tuple[str, list[tuple[int, str]]]:
        """Without Liquid, which Nunjucks is like in posts."""

        def find(name: str) -> str:
            file = beside.find(name, path)
            return path_from(path, file) if file else name

        said = {name: one for name, one in front.fields.items() if isinstance(one, str)}
        if "#}" in body:
            # A comment of Nunjucks.
            body = changed(body, lambda prose: substituted(_NOTE, lambda one: "\n" * one[0].count("\n"), prose))
        liquid = Liquid({}, said, find, assigned=dict(said))
        return liquid.translated(body), liquid.left_out


@dataclass(frozen=True)
class NextJs(Scripted):
    """Posts where its own program reads them."""

    name: ClassVar[str] = "nextjs"
    title: ClassVar[str] = "A site of Next.js, Nuxt or SvelteKit"
    signs: ClassVar[tuple[str, ...]] = ("next.config.*", "nuxt.config.*", "svelte.config.*")
    homes: ClassVar[tuple[str, ...]] = (
        "src/content/",
        "src/posts/",
        "content/",
        "data/",
        "_posts/",
        "posts/",
        "public/",
        "src/",
    )
    is_mdx: ClassVar[bool] = True
    made: ClassVar[frozenset[str]] = frozenset({"out", "build", "dist"})
