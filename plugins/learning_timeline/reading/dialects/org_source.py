"""An Org file in the form in which Pandoc reads it as Org does."""

from __future__ import annotations

import re

from ..markdown.headings import slug
from . import org_exports

# A backslash that Pandoc does not see.
_MARK = "\ue05c"
# Those that stop Pandoc: all before what is no letter but those of formulas, of line breaks and of `\-`.
_BACKSLASH = re.compile(r"(?P<kept>\\\\[ \t]{0,9}$)|\\(?![A-Za-z()\[\]{}-])")
# Signs that stay as they are where a file says that they lower and raise nothing; Pandoc minds that only for those without braces.
_BELOW, _ABOVE_LINE = "\ue05d", "\ue05e"
_SCRIPTS = re.compile(
    r"^#\+options:(?:[^\n]{0,300}[ \t])?\^:(?P<how>t|nil|\{\})(?=\s|$)", flags=re.IGNORECASE | re.MULTILINE
)
# Where signs mean something else: code, formulas, links, citations, notes and macros.
_NO_SCRIPTS = (
    r"(?<!\w)[=~](?=\S)[^=~\n]{1,300}[=~](?!\w)|\$[^$\n]{1,500}\$|\\\([^\n]{1,500}?\\\)|\\\[[^\n]{1,500}?\\\]"
    r"|\[\[[^\[\]\n]{1,500}\]|\[(?:cite|fn)[/:][^\[\]\n]{1,500}\]|<?\b[a-z]{2,12}:[^\s\[\]<>]{1,500}|\{\{\{[^{}\n]{1,300}\}\}\}|@@[^@\n]{1,300}@@"
)
_INDEX = r"\{[^{}\n]{1,200}\}|\*|[+-]?\\?[^\W_](?:[.,]?[^\W_])*"
# What follows an index at once: Pandoc knows no letter that has both.
_SECOND = rf"(?:(?P<second>[\^_])(?P<other_index>{_INDEX}))?"
_ALL_SCRIPTS = re.compile(rf"(?P<other>{_NO_SCRIPTS})|(?<=\S)(?P<sign>[\^_])(?P<index>{_INDEX}){_SECOND}")
# Below the line as a rule is only what follows a single letter: others are names of variables and files.
_IS_SHORT = r"(?<=[^\W\d_])(?<!\w[^\W\d_])_(?=[^\W_]{1,2}(?!\w|\.\w)|[^\W_]\^)"
_SURE_SCRIPTS = re.compile(
    rf"(?P<other>{_NO_SCRIPTS})|(?<=\S)(?P<sign>\^|_(?=\{{)|{_IS_SHORT})(?P<index>{_INDEX}){_SECOND}"
)
_IN_BRACES = re.compile(
    rf"(?P<other>{_NO_SCRIPTS})|(?<=\S)(?P<sign>[\^_])(?P<index>\{{[^{{}}\n]{{1,200}}\}})(?:(?P<second>[\^_])(?P<other_index>\{{[^{{}}\n]{{1,200}}\}}))"
)
_NOT_AT_ALL = re.compile(rf"(?P<other>{_NO_SCRIPTS})|(?P<sign>[\^_])(?=\{{)")
_ENVIRONMENT = re.compile(r"[ \t]*(?:\\begin\{(?P<name>[\w*]{1,40})\}|(?P<brackets>\\\[)|(?P<dollars>\$\$))")
# Which trees are shown whose headings begin with a state: all, none, those to do, those done, or those of some states.
_TASKS = re.compile(
    r"^#\+options:(?:[^\n]{0,300}[ \t])?tasks:(?:(?P<which>nil|todo|done)(?=\s|$)|\((?P<states>[^()\n]{1,300})\))",
    flags=re.IGNORECASE | re.MULTILINE,
)
_STATES = re.compile(r"^#\+(?:seq_|typ_)?todo:(?P<states>[^\n]{1,300})", flags=re.IGNORECASE | re.MULTILINE)
# What is for LaTeX alone.
_SNIPPET = re.compile(r"@@latex:[^@\n]{0,300}@@", flags=re.IGNORECASE)
_BEGUN = re.compile(r"[ \t]*#\+begin_(?P<name>\w{1,40})", flags=re.IGNORECASE)
# What a link to such a file says: its name may be that of a draft.
_INCLUDES = "the included file"
_INCLUDED = re.compile(
    r"[ \t]*#\+include:[ \t]*\"(?P<file>[^\"\n:\[\]]{1,300})(?:::[^\"\n]{0,200})?\".*", flags=re.IGNORECASE
)
_IN_FILE = re.compile(
    r"\[\[(?:file:)?(?P<file>[^\[\]:\n]{1,300}\.org)::(?P<place>[^\[\]\n]{1,200})\](?:\[(?P<words>[^\[\]\n]{1,500})\])?\]"
)
_AS_THEY_STAND = frozenset({"comment", "example", "export", "src"})
_HEADING = re.compile(r"(?P<stars>\*+)[ \t]")
# When one worked on a thing; not what a line says that only begins with the word.
CLOCK = re.compile(r"[ \t]*CLOCK:[ \t]*(?:\[|=>)")
# `#+link: wp https://en.wikipedia.org/wiki/`, and `[[wp:Bandit]]`, which Pandoc follows where it has words of its own.
_SHORT_NAME = re.compile(r"^#\+link:[ \t]{1,9}(?P<name>[\w-]{1,40})", flags=re.IGNORECASE | re.MULTILINE)
_BARE_LINK = re.compile(r"\[\[(?P<to>(?P<name>[\w-]{1,40}):[^\]\[\n]{1,500})\]\]")
_CAPTION = re.compile(r"^(?P<begun>[ \t]*#\+caption)\[[^\n]{0,500}?\]:", flags=re.IGNORECASE)
# How urgent a tree is that is commented out, which Pandoc does not take for one then.
_URGENT_COMMENT = re.compile(
    r"^(?P<before>\*{1,30}[ \t]{1,9}(?:[^\s\[]{1,30}[ \t]{1,9})?)\[#\w{1,2}\][ \t]{0,9}(?=COMMENT\b)"
)
# Where links lead, which readers see between three signs and do not see between two, and what code amid a line has given; in code
# it is code.
_TARGET = re.compile(
    r"(?P<code>(?<!\w)[=~](?=\S)[^=~\n]{1,300}[=~])|<<<(?P<seen>[^<>\s](?:[^<>\n]{0,200}[^<>\s])?)>>>"
    r"|<<[^<>\s]{1,100}[ ][^<>\n]{0,200}>>|\{\{\{results\((?P<result>[^{}\n]{0,300})\)\}\}\}"
)


def without_tasks(text: str) -> str:
    r"""A text in Org without the trees of tasks that its options keep from being exported.

    >>> without_tasks("#+options: tasks:nil\n* TODO a\n** b\n* c\n* DONE d")
    '#+options: tasks:nil\n* c'
    >>> without_tasks("#+todo: NEXT | GONE(g)\n#+options: toc:nil tasks:todo\n* NEXT a\n* GONE b")
    '#+todo: NEXT | GONE(g)\n#+options: toc:nil tasks:todo\n* NEXT a'
    """
    said = list(_TASKS.finditer(text))
    if not said:
        return text
    begun, ended = _states_of(text)
    shown = set(re.findall(r"[\w-]+", said[-1]["states"] or ""))
    match (said[-1]["which"] or "").lower():
        case "todo":
            shown = begun
        case "done":
            shown = ended
    unseen = (begun | ended) - shown
    out: list[str] = []
    hidden = 0
    for line in text.split("\n"):
        if heading := _HEADING.match(line):
            level = len(heading["stars"])
            if not hidden or level <= hidden:
                hidden = level if unseen & set(line[heading.end() :].split(maxsplit=1)[:1]) else 0
        if not hidden:
            out.append(line)
    return "\n".join(out)


def _states_of(text: str) -> tuple[set[str], set[str]]:
    """The states that a file says its tasks have, those before the bar and those behind it: without one, the last."""
    begun, ended = set(), set()
    for found in _STATES.finditer(text):
        words = re.sub(r"\([^()\s]*\)", "", found["states"]).split()
        end = words.index("|") if "|" in words else len(words) - 1
        begun |= set(words[:end])
        ended |= set(words[end:]) - {"|"}
    return (begun, ended) if begun or ended else ({"TODO"}, {"DONE"})


def for_pandoc(text: str) -> str:
    r"""A text in Org of which Pandoc loses nothing, as `org.lua` has it read.

    >>> for_pandoc("50\\% @@latex:\\hfill@@of it") == f"50{_MARK}% of it"
    True
    """
    exported = _with_scripts(_as_exported(_with_links(org_exports.exported(without_tasks(text)))))
    lines = (_SNIPPET.sub("", line) for line in exported.split("\n"))
    return "\n".join(_BACKSLASH.sub(lambda found: found["kept"] or _MARK, line) for line in lines)


def _with_links(text: str) -> str:
    r"""A text in Org with links that Pandoc knows: to a heading in another file, and to a file that Org would put in.

    >>> _with_links('[[./b.org::*The end][there]]\n#+include: "c.org" :lines "1-"')
    '[[file:./b.org#the-end][there]]\n[[file:c.org][the included file]]'
    """
    lines, is_code = text.split("\n"), False
    for number, line in enumerate(lines):
        bare = line.strip().lower()
        if bare.startswith(("#+begin_src", "#+begin_example", "#+end_src", "#+end_example")):
            is_code = bare.startswith("#+begin")
        elif not is_code and (found := _INCLUDED.fullmatch(line)):
            lines[number] = f"[[file:{found['file']}][{_INCLUDES}]]"
        elif not is_code and ".org::" in line:
            lines[number] = _IN_FILE.sub(_linked, line)
    return "\n".join(lines)


def _linked(found: re.Match[str]) -> str:
    words = found["words"] or found["place"].lstrip("*#")
    return f"[[file:{found['file']}#{slug(found['place'])}][{words}]]"


def _as_exported(text: str) -> str:
    r"""A text in Org as its export shows it: targets as words, no clocks, the long form of captions, and links by short names.

    >>> _as_exported("Of <<<bandits>>> =a<<<b>>>=\n#+caption[B]: Bandits\n#+begin_src c\nf<<<1>>>()\n#+end_src")
    'Of <<bandits>>bandits =a<<<b>>>=\n#+caption: Bandits\n#+begin_src c\nf<<<1>>>()\n#+end_src'
    """
    end = ""
    out: list[str] = []
    short_names = {name.lower() for name in _SHORT_NAME.findall(text)}
    for line in text.split("\n"):
        shown = line
        if end:
            end = "" if line.strip().lower().startswith(end) else end
        elif CLOCK.match(line):
            continue
        elif begun := _BEGUN.match(line):
            end = f"#+end_{begun['name'].lower()}" if begun["name"].lower() in _AS_THEY_STAND else ""
        elif not line.lstrip().startswith((": ", "#")):
            shown = _TARGET.sub(_seen, _URGENT_COMMENT.sub(r"\g<before>", line) if line.startswith("*") else line)
            if short_names:
                shown = _BARE_LINK.sub(
                    lambda one: f"[[{one['to']}][{one['to']}]]" if one["name"].lower() in short_names else one[0], shown
                )
        else:
            shown = _CAPTION.sub(r"\g<begun>:", line)
        out.append(shown)
    return "\n".join(out)


def _with_scripts(text: str) -> str:
    r"""A text in Org in which what Org sets below and above the line is in braces, and nothing else is.

    >>> _with_scripts("x^2, x_i, snake_case, =x^2= and $x^2$\n#+begin_src c\nx^2\n#+end_src")
    'x^{2}, x_{i}, snake_case, =x^2= and $x^2$\n#+begin_src c\nx^2\n#+end_src'
    >>> _with_scripts("#+options: ^:t\nsnake_case"), _with_scripts("#+options: ^:{}\nx^2")
    ('#+options: ^:t\nsnake_{case}', '#+options: ^:{}\nx^2')
    """
    if "^" not in text and "_" not in text:
        return text
    how = [found["how"].lower() for found in _SCRIPTS.finditer(text)][-1:]
    pattern = {"t": _ALL_SCRIPTS, "nil": _NOT_AT_ALL, "{}": _IN_BRACES}.get("".join(how), _SURE_SCRIPTS)
    out: list[str] = []
    end = ""
    for line in text.split("\n"):
        bare = line.strip()
        if end:
            end = "" if end in bare.lower() else end
        elif begun := _BEGUN.match(line):
            end = f"#+end_{begun['name'].lower()}" if begun["name"].lower() in _AS_THEY_STAND else ""
        elif (formula := _ENVIRONMENT.match(line)) and not _is_closed(formula, line):
            end = f"\\end{{{formula['name'].lower()}}}" if formula["name"] else "\\]" if formula["brackets"] else "$$"
        elif not formula and not bare.startswith(("#", ":")):
            line = pattern.sub(_script, line)  # noqa: PLW2901 - what becomes of it
        out.append(line)
    return "\n".join(out)


def _is_closed(formula: re.Match[str], line: str) -> bool:
    """Whether a formula ends in the line that it begins in."""
    ends = ("\\end{", "\\]", "$$")
    return any(one in line[formula.end() :] for one in ends)


def _script(found: re.Match[str]) -> str:
    said = found.groupdict()
    if said["other"]:
        return str(said["other"])
    index = said.get("index")
    if index is None:
        return _BELOW if said["sign"] == "_" else _ABOVE_LINE
    second = said["other_index"] or ""
    tag = "sub" if said["second"] == "_" else "sup"
    behind = f"@@html:<{tag}>@@{second.strip('{}')}@@html:</{tag}>@@" if second else ""
    return f"{said['sign']}{index if index.startswith('{') else f'{{{index}}}'}{behind}"


def _seen(target: re.Match[str]) -> str:
    """A target as Pandoc reads it: it has a place if it is one word."""
    if target["code"]:
        return target["code"]
    if target["result"] is not None:
        return target["result"]
    seen = target["seen"] or ""
    return f"<<{seen}>>{seen}" if seen.isalnum() else seen


def with_backslashes(markdown: str) -> str:
    """What Pandoc has written with its backslashes; it drops the sign behind one that it writes itself."""
    return markdown.replace(_MARK, r"\\").replace(_BELOW, r"\_").replace(_ABOVE_LINE, "^")
