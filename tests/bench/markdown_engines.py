"""Compare Markdown engines on the posts of a folder: milliseconds of CPU a post, and what hostile input does to each.

The engines compared are no dependencies of the project. In an environment of its own, beside the project:

    pip install comrak-ext cmarkgfm markdown-it-pyrs-abi3 mordant markdown-it-py mdit-py-plugins mistune Markdown
    PYTHONPATH=plugins python tests/bench/markdown_engines.py FOLDER

An engine that is not installed is left out. Each hostile input runs in a process of its own, ended after 20 seconds.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median

Convert = Callable[[str], object]

HOSTILE = {
    "'[' x 20,000": "[" * 20_000,
    "'<a ' x 20,000": "<a " * 20_000,
    "'![' x 10,000": "![" * 10_000,
    "list 400 deep": "".join("  " * depth + "- a\n" for depth in range(400)),
    "quote 5,000 deep": "> " * 5_000 + "a",
}
SECONDS = 20
ROUNDS = 3


def _pyromark() -> Convert:
    from pyromark import Markdown, Options

    o = Options
    options = o.ENABLE_TABLES | o.ENABLE_FOOTNOTES | o.ENABLE_STRIKETHROUGH | o.ENABLE_TASKLISTS | o.ENABLE_MATH
    return Markdown(options=options | o.ENABLE_GFM).html


def _pyromark_events() -> Convert:
    from pyromark import Markdown, Options

    o = Options
    options = o.ENABLE_TABLES | o.ENABLE_FOOTNOTES | o.ENABLE_STRIKETHROUGH | o.ENABLE_TASKLISTS | o.ENABLE_MATH
    markdown = Markdown(options=options | o.ENABLE_GFM)
    return lambda text: list(markdown.events(text))


def _comrak() -> Convert:
    import comrak

    options = comrak.ExtensionOptions(
        table=True, footnotes=True, strikethrough=True, tasklist=True, math_dollars=True, alerts=True
    )
    return lambda text: comrak.markdown_to_html(text, options)


def _comrak_tree() -> Convert:
    import comrak

    options = comrak.ExtensionOptions(
        table=True, footnotes=True, strikethrough=True, tasklist=True, math_dollars=True, alerts=True
    )
    return lambda text: comrak.parse_document(text, options)


def _cmarkgfm() -> Convert:
    import cmarkgfm

    return lambda text: cmarkgfm.github_flavored_markdown_to_html(text, options=cmarkgfm.Options.CMARK_OPT_FOOTNOTES)


def _markdown_it_pyrs() -> Convert:
    from markdown_it_pyrs import MarkdownIt

    return MarkdownIt("gfm").enable("footnote").render


def _mordant() -> Convert:
    import mordant

    return mordant.markdown_to_html


def _markdown_it_py() -> Convert:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("gfm-like", {"linkify": False}).use(dollarmath_plugin).use(footnote_plugin)
    return parser.use(tasklists_plugin).render


def _mistune() -> Convert:
    import mistune

    plugins = ["table", "footnotes", "strikethrough", "task_lists", "math"]
    return mistune.create_markdown(escape=False, plugins=plugins)


def _python_markdown() -> Convert:
    import markdown

    parser = markdown.Markdown(extensions=["extra", "toc"])
    return lambda text: parser.reset().convert(text)


def _learning_timeline() -> Convert:
    from learning_timeline.reading.markdown import Renderer

    return Renderer().render


# Name, distribution, and what makes a converter.
ENGINES: dict[str, tuple[str, Callable[[], Convert]]] = {
    "pyromark, its HTML": ("pyromark", _pyromark),
    "pyromark, its events": ("pyromark", _pyromark_events),
    "comrak-ext, its HTML": ("comrak-ext", _comrak),
    "comrak-ext, its tree": ("comrak-ext", _comrak_tree),
    "cmarkgfm": ("cmarkgfm", _cmarkgfm),
    "markdown-it-pyrs-abi3": ("markdown-it-pyrs-abi3", _markdown_it_pyrs),
    "mordant": ("mordant", _mordant),
    "mistune": ("mistune", _mistune),
    "markdown-it-py": ("markdown-it-py", _markdown_it_py),
    "Python-Markdown": ("Markdown", _python_markdown),
    "this project's renderer, all of it": ("pyromark", _learning_timeline),
}


def bodies(folder: Path) -> Iterator[str]:
    """The Markdown of each post, without its header."""
    for path in sorted(folder.rglob("*.md")):
        yield path.read_text(encoding="utf-8").partition("\n\n")[2]


def milliseconds(convert: Convert, texts: list[str]) -> float:
    """CPU time a post, the median of several rounds; the first round, which fills caches, is not counted."""
    rounds = []
    for _ in range(ROUNDS + 1):
        started = time.process_time()
        for text in texts:
            convert(text)
        rounds.append((time.process_time() - started) / len(texts) * 1000)
    return median(rounds[1:])


def fate(engine: str, hostile: str) -> str:
    """What becomes of an engine that meets a hostile input: its seconds, or how it ended."""
    command = [sys.executable, __file__, "--hostile", engine, hostile]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"> {SECONDS} s"
    if done.returncode == 0:
        return done.stdout.strip()
    return "killed" if done.returncode < 0 else done.stderr.strip().rpartition("\n")[2].partition(":")[0]


def main(folder: str) -> None:
    """Print the comparison as a table."""
    texts = list(bodies(Path(folder)))
    print(f"{len(texts)} posts, {sum(map(len, texts)):,} characters")
    print(" | ".join(["engine", "ms a post", *HOSTILE]))
    for name, (distribution, make) in ENGINES.items():
        try:
            convert = make()
        except ImportError:
            print(f"{name} | not installed")
            continue
        cells = [f"{name} {version(distribution)}", f"{milliseconds(convert, texts):.3f}"]
        print(" | ".join([*cells, *(fate(name, hostile) for hostile in HOSTILE)]), flush=True)


def meet(engine: str, hostile: str) -> None:
    """Convert one hostile input and print the seconds that it took."""
    convert = ENGINES[engine][1]()
    started = time.process_time()
    convert(HOSTILE[hostile])
    print(f"{time.process_time() - started:.3f} s")


if __name__ == "__main__":
    if sys.argv[1] == "--hostile":
        meet(*sys.argv[2:])
    else:
        main(sys.argv[1])
