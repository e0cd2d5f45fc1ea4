"""What people and programs write by mistake, or on purpose, and what each is told."""

from __future__ import annotations

from typing import NamedTuple

from tests.builders.notebook import notebook, raw, text

DATE = "date: 2026-03-01\n"


class Bad(NamedTuple):
    """A file that is not accepted.

    Attributes:
        what: a name for it, in words.
        data: what is in the file.
        says: the message, after the file's path.
        file: where it stands in the content folder; a post of its own name if nothing is said.
    """

    what: str
    data: bytes
    says: str
    file: str = ""


class Odd(NamedTuple):
    """A file that is accepted: what is in it, and what its page then shows."""

    what: str
    data: bytes
    shows: str


class LeftOut(NamedTuple):
    """A file that waits: what is in it, and what the build says of it after its path."""

    what: str
    data: bytes
    says: str


class BadSetting(NamedTuple):
    """A setting that ends the build, and what is said of it."""

    name: str
    value: object
    says: str


class BadLink(NamedTuple):
    """A link of the file system in the content folder: where it leads, and what is said of it."""

    what: str
    name: str
    target: str
    says: str


def post(fields: str, body: str = "Text.\n") -> bytes:
    return f"---\n{fields}---\n{body}".encode()


def with_field(line: str, *, date: str = DATE) -> bytes:
    return post(f"title: A\n{date}{line}\n")


CONFLICT = "git left a merge conflict here: keep one of the two versions, and delete the lines that start with <<<<<<<, ======= and >>>>>>>"
QUOTED = 'put the value in "quotes"'
NOT_A_DATE = "which is not a date: write it as 2026-11-23 or 2026-11-23 18:30"
YAML_REMEDY = 'put a value that contains ": " or starts with a special character in "quotes", and indent with spaces'
YEARS = "which is not between 1950 and 2199: fix the year"
OUT = "which leads out of the site: write a path within it, such as notes/a.html"
NO_PAGE = "which is not allowed on a page: delete it"

# What stops the build: it would lose a post, write outside of the site, or say what the journal is about wrongly.
BAD = (
    Bad("20 MB of text", post(f"title: A\n{DATE}", "word " * 4_000_000), ": has 20 MB, and a post can have at most 5: split it, or move data to separate files"),
    Bad("a page above the site", with_field("save_as: ../evil.html"), f":4: `save_as` is '../evil.html', {OUT}"),
    Bad("a page beside the site", with_field("save_as: ../output-evil/p.html"), f":4: `save_as` is '../output-evil/p.html', {OUT}"),
    Bad("a page at a place of the machine", with_field("save_as: /tmp/evil.html"), f":4: `save_as` is '/tmp/evil.html', {OUT}"),
    Bad("a page in the place of a style", with_field("save_as: theme/css/site.css"), ":4: `save_as` is 'theme/css/site.css', which is not a page: write it as a path such as notes/a.html"),
    Bad("a page in the place of the record", with_field("save_as: .learning-timeline.json"), ":4: `save_as` is '.learning-timeline.json', which is not a page: write it as a path such as notes/a.html"),
    Bad("a page that is a folder", with_field("save_as: posts/"), ":4: `save_as` is 'posts/', which is not a page: write it as a path such as notes/a.html"),
    Bad("a page within a page", with_field("save_as: index.html/a.html"), ":4: `save_as` is 'index.html/a.html', which is not a page: write it as a path such as notes/a.html"),
    Bad("a notebook that is not JSON", b'{"cells": [\n', ":2: is not JSON (Expecting value): save it from Jupyter again", "no-json.ipynb"),
    Bad("an empty notebook", b"", ":1: is not JSON (Expecting value): save it from Jupyter again", "empty.ipynb"),
    Bad("a notebook amid a merge", b'{\n<<<<<<< HEAD\n"a": 1\n', ":2: contains both sides of a git merge: choose one of them", "merge.ipynb"),
    Bad("a notebook that is a list", b"[]", ": is not a notebook ('list' object has no attribute 'get'): save it from Jupyter again, or change its extension", "list.ipynb"),
    Bad("a notebook of a format to come", notebook([], nbformat=9), ": is not a notebook (Unsupported nbformat version 9): save it from Jupyter again, or change its extension", "format.ipynb"),
    Bad("a notebook with a cell of no kind", notebook([{"cell_type": "bogus", "metadata": {}, "source": ""}]), ":cell 1: is not a valid notebook ({'cell_type': 'bogus', 'metadata': {}, 'source': ''} is not valid under any of the given schemas): open it in Jupyter, and save it again", "cell.ipynb"),
    Bad("outputs that are nested 100,000 deep", b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", ": contains values nested hundreds of levels deep: clear the outputs of the cell that printed them", "deep.ipynb"),
    Bad("60 MB of a notebook", b'{"a": "' + b"x" * 60_000_000 + b'"}', ": has 60 MB, and a notebook can have at most 50: clear outputs, or move data to separate files", "large.ipynb"),
    Bad("a bibliography with an entry that has no end", b"@article{a, title={x}\n", ":1: this cannot be read: '@article{a, title={x}': look for a brace, a quote or a comma that is missing", "resources.bib"),
    Bad("a key of the bibliography twice", b"@misc{a, title={x}, year={2020}}\n@misc{a, title={y}, year={2020}}\n", ":2: the key 'a' is already in line 1: keep one of them, or give this one another key", "resources.bib"),
    Bad("a field of the bibliography twice", b"@misc{a, title={x}, title={y}}\n", ":1: this entry says title twice: keep one of them", "resources.bib"),
    Bad("an unknown status of a resource", b"@misc{a, title={x}, year={2020}, status={done}}\n", ":1: `status` is 'done': use one of queued, reading, finished, abandoned", "resources.bib"),
    Bad("a resource begun on no day", b"@misc{a, title={x}, year={2020}, started={2026-02-30}}\n", ":1: `started`: '2026-02-30' is not a day: write it as 2026-11-23", "resources.bib"),
    Bad("a rating of six stars", b"@misc{a, title={x}, year={2020}, rating={6}}\n", ":1: `rating`: '6' is not a rating: write a number from 1 to 5", "resources.bib"),
    Bad("an unknown kind of a resource", b"@misc{a, title={x}, year={2020}, kind={scroll}}\n", ":1: `kind` is 'scroll': use one of paper, book, course, talk, video, podcast, software, dataset, article, other", "resources.bib"),
    Bad("a resource read for some time", b"@misc{a, title={x}, year={2020}, time_spent={long}}\n", ":1: `time_spent`: 'long' is not a length of time: write it as 2h 30m or PT2H30M", "resources.bib"),
    Bad("a resource finished before it was started", b"@misc{a, title={x}, year={2020}, started={2026-05-01}, finished={2026-04-01}}\n", ":1: 'a' was finished before it was started: fix one of the days", "resources.bib"),
    Bad("a bibliography that is not UTF-8", b"\xff", ": is not UTF-8: save it as UTF-8", "resources.bib"),
    Bad("a milestone without a title", b'- {date: "1956", kind: world, url: "https://example.org/a"}\n', ":1: this milestone has no title: add `title:`", "milestones.yaml"),
    Bad("a milestone of no month", b'- {date: "1956-13", title: A, kind: world, url: "https://example.org/a"}\n', ":1: `date` is '1956-13', which is not a date: write it as 1956, 1956-08 or 1956-08-31", "milestones.yaml"),
    Bad("a milestone of an unknown kind", b'- {date: "1956", title: A, kind: other, url: "https://example.org/a"}\n', ":1: the kind 'other' is unknown: use world or own", "milestones.yaml"),
    Bad("a milestone whose source is a script", b'- {date: "1956", title: A, kind: world, url: "javascript:alert(1)"}\n', ":1: 'javascript:alert(1)' is not a web address: write it with https://", "milestones.yaml"),
    Bad("a milestone with a control character", b'- {date: "1956", title: "a\\x07", kind: own}\n', ":1: title contains the character U+0007, which is not allowed on a page: delete it", "milestones.yaml"),
    Bad("a milestone without a source", b'- {date: "1956", title: A, kind: world}\n', ":1: this milestone of the world has no source: add `url:`, or `kind: own`", "milestones.yaml"),
    Bad("a milestone with a field misspelt", b'- {date: "1956", title: A, kind: own, topik: rl}\n', ":1: this milestone has the unknown field 'topik': use date, title, kind, url, topic, weight", "milestones.yaml"),
    Bad("a milestone that is a word", b"- a\n", ":1: this milestone is not a mapping: write it with date, title, kind, url, topic, weight", "milestones.yaml"),
    Bad("milestones that are a mapping", b"title: A\n", ":1: the milestones are not a list: begin each with `- date:`", "milestones.yaml"),
    Bad("milestones that are not UTF-8", b"\xff", ": is not UTF-8: save it as UTF-8", "milestones.yaml"),
    Bad("a topic twice", b"rl: {name: A}\nrl: {name: B}\n", ":2: 'rl' appears twice: keep one of them", "topics.yaml"),
    Bad("a topic with a control character", b'rl: {name: "a\\x07"}\n', ":1: name contains the character U+0007, which is not allowed on a page: delete it", "topics.yaml"),
    Bad("a topic of no colour", b"rl: {name: A, colour: red}\n", ":1: 'red' is not a colour: write it as \"#0c6bcc\"", "topics.yaml"),
    Bad("a topic under one that is not there", b"rl: {name: A, parent: nobody}\n", ":1: its parent 'nobody' is not a topic: name the slug of one", "topics.yaml"),
    Bad("an alias of two topics", b"rl: {name: A, aliases: [x]}\nml: {name: B, aliases: [x]}\n", ":2: 'x' means 'rl' already: let each name and alias mean one topic", "topics.yaml"),
    Bad("aliases in a circle", b"rl: {name: A, aliases: [ml]}\nml: {name: B, aliases: [rl]}\n", ":2: 'ml' means 'rl' already: let each name and alias mean one topic", "topics.yaml"),
    Bad("topics in a circle", b"rl: {parent: ml}\nml: {parent: rl}\n", ":1: 'rl' is its own ancestor: fix `parent`", "topics.yaml"),
    Bad("a topic since no year", b"rl: {name: A, since: soon}\n", ":1: 'soon' is not a year: write it as 2026", "topics.yaml"),
    Bad("topics that are a list", b"- a\n", ":1: the topics are not a mapping: write `slug: {name: ...}` for each", "topics.yaml"),
    Bad("a topic with a field misspelt", b"rl: {nme: A}\n", ":1: the topic 'rl' has the unknown field 'nme': use name, parent, aliases, colour, since, until, series", "topics.yaml"),
    Bad("a topic whose slug is none", b"RL two: {name: A}\n", ":1: 'RL two' is not a slug: write 'rl-two'", "topics.yaml"),
)  # fmt: skip

# What the build remarks upon and leaves out; the post stays.
AMISS = (
    Bad("a resource without a key", b"@misc{, title={x}}\n", ":1: the key '' is not valid: give the entry a key such as vaswani2017attention", "resources.bib"),
    Bad("a file outside of the journal", post(f"title: A\n{DATE}", "[a]({static}../../secret.txt)"), ": links to the file '../../secret.txt', which is hidden, or is outside of the content folder: copy it into the folder, under another name"),
    Bad("a file that is not there", post(f"title: A\n{DATE}", "[a]({attach}a.pdf)"), ": links to the file 'a.pdf', which is not there: fix its name, or add it"),
    Bad("a formula of a notebook that is none", notebook([raw(f"---\ntitle: a\n{DATE}---"), text("One.\n\n$\\frac{1}$")]), ":cell 2, line 3: the formula \\frac{1} cannot be shown: Expected argument but reached end of input: fix the formula", "formula.ipynb"),
    Bad("a formula that cannot be set", post(f"title: A\n{DATE}", "One $\\nosuch$.\n"), ':5: the formula \\nosuch cannot be shown: Unknown command "\\nosuch": fix the formula'),
    Bad("two lines of $$ that are no formula", post(f"title: A\n{DATE}", "$$\na\n\n+ b\n"), ":5: this $$ starts no formula: it needs a closing $$ on a line of its own: fix the formula"),
    Bad("front matter without an end", b"---\ntitle: A\ndate: 2026-03-01\nText\n", ":1: the front matter that --- opens here has no end: close it with a line of ---"),
    Bad("a merge conflict", post(f"title: A\n{DATE}", "A\n<<<<<<< HEAD\nB\n=======\nC\n>>>>>>> other\n"), f":6: {CONFLICT}"),
    Bad("a merge conflict in the front matter", post(f"<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> other\n{DATE}"), f":2: {CONFLICT}"),
    Bad("a front matter that is indented", f"---\n  title: A\n tags: [a, b]\n{DATE}---\n".encode(), f":3: the YAML cannot be read (did not find expected <document start>): {YAML_REMEDY}"),
    Bad("the same field twice", post(f"title: A\ntitle: B\n{DATE}"), ":3: `title` appears here and in line 2: keep one of them"),
    Bad("a YAML alias", post(f"title: &a A\nsummary: *a\n{DATE}"), f":2: a value starts with & or *, which YAML reads as a reference: {QUOTED}"),
    Bad("a YAML type", post(f"title: !!python/object/apply:os.system ['id']\n{DATE}"), f":2: a value starts with !, which YAML reads as a type: {QUOTED}"),
    Bad("3,000 brackets", post(f"title: {'[' * 3000}\n{DATE}"), f":2: values are nested more than 10 deep: {QUOTED}"),
    Bad("a tab that indents", post(f"title:\tA\n\tx: y\n{DATE}"), f":3: the YAML cannot be read (found a tab character that violates indentation): {YAML_REMEDY}"),
    Bad("a title of two values", post(f"title: [a, b]\n{DATE}"), ":2: `title` has more than one value: write one text"),
    Bad("a title that is a mapping", post(f"title: {{a: b}}\n{DATE}"), ":2: `title` has more than one value: write one text"),
    Bad("a topic of 300 characters", with_field(f"category: {'x' * 300}"), ":4: `category` has 300 bytes, and a topic's name can have at most 200: shorten it"),
    Bad("tags that are a mapping", with_field("tags: {a: b}"), ":4: `tags` is not a list of texts: write `tags: [one, two]`"),
    Bad("tags within tags", with_field("tags: [[a], b]"), ":4: `tags` is not a list of texts: write `tags: [one, two]`"),
    Bad("resources that are a mapping", with_field("resources: {a: b}"), ":4: `resources` is not a list of texts: write `resources: [one, two]`"),
    Bad("30 February", with_field("", date="date: 2026-02-30\n"), f":3: `date` is '2026-02-30', {NOT_A_DATE}"),
    Bad("a date that could be two", with_field("", date="date: 03/04/2026\n"), ":3: `date` is '03/04/2026', which could start with the day or the month: set LEARNING_TIMELINE_DATE_ORDER to 'dmy' or 'mdy'"),
    Bad("a date in words", with_field("", date="date: yesterday\n"), f":3: `date` is 'yesterday', {NOT_A_DATE}"),
    Bad("two dates", with_field("", date="date: [2026-01-01, 2026-01-02]\n"), ":3: `date` has more than one value: write one text"),
    Bad("a zone by name", with_field("", date="date: 2026-03-01 10:00 Mars/Olympus\n"), f":3: `date` is '2026-03-01 10:00 Mars/Olympus', {NOT_A_DATE}"),
    Bad("hour 25", with_field("", date="date: 2026-03-01 25:00\n"), f":3: `date` is '2026-03-01 25:00', {NOT_A_DATE}"),
    Bad("an offset of a day", with_field("", date="date: 2026-03-01 10:00+24:00\n"), f":3: `date` is '2026-03-01 10:00+24:00', {NOT_A_DATE}"),
    Bad("the year 1", with_field("", date="date: 0001-01-01\n"), f":3: `date` is '0001-01-01', {YEARS}"),
    Bad("the year 1949", with_field("", date="date: 1949-12-31\n"), f":3: `date` is '1949-12-31', {YEARS}"),
    Bad("the year 9999", with_field("", date="date: 9999-12-31\n"), f":3: `date` is '9999-12-31', {YEARS}"),
    Bad("a change at no day", with_field("modified: 2026-13-01"), f":4: `modified` is '2026-13-01', {NOT_A_DATE}"),
    Bad("a file name of no day", post("title: A\n"), ": its name starts with 2026-02-30, which is not a day: rename the file", "2026-02-30-a.md"),
    Bad("a file name of the year 1", post("title: A\n"), ": its name starts with 0001-01-01, which is not between 1950 and 2199: rename the file", "0001-01-01-a.md"),
    Bad("UTF-16", post(f"title: A\n{DATE}").decode().encode("utf-16"), ": is not UTF-8; it was read as UTF-16: save the file as UTF-8"),
    Bad("Latin-1", "---\ntitle: Été\ndate: 2026-03-01\n---\n".encode("latin-1"), ": is not UTF-8; it was read as cp1252: save the file as UTF-8"),
    Bad("NUL in a title", post(f"title: A\0B\n{DATE}"), ":2: the front matter contains a control character: delete it"),
    Bad("an escaped control character", post(f'title: "A\\x01B"\n{DATE}'), f":2: `title` contains the character U+0001, {NO_PAGE}"),
    Bad("a control character in a tag", with_field('tags: ["a\\x1bb"]'), f":4: `tags` contains the character U+001B, {NO_PAGE}"),
    Bad("half of a character", post(f'title: "A\\ud800B"\n{DATE}'), f":2: the YAML cannot be read (found invalid Unicode character escape code): {YAML_REMEDY}"),
    Bad("a right-to-left override", post(f"title: A\u202eB\n{DATE}"), f":2: `title` contains the character U+202E, {NO_PAGE}"),
    Bad("an unknown status", with_field("status: bogus"), ":4: `status` is 'bogus': use one of published, draft, hidden, skip"),
    Bad("an unknown kind", with_field("kind: bogus"), ":4: `kind` is 'bogus': use one of note, paper, book, course, talk, project, idea, review"),
    Bad("a slug of two dots", with_field("slug: .."), ":4: `slug` is '..', which is not a single name: write a name without slashes"),
    Bad("an address of earlier above the site", with_field("aliases: [/old/, ../../etc/x]"), ":4: '../../etc/x' leads out of the site: write a path within it, such as /old/address/"),
    Bad("an address of earlier above the site, in disguise", with_field("aliases: [/%2e%2e/x/]"), ":4: '/%2e%2e/x/' leads out of the site: write a path within it, such as /old/address/"),
    Bad("an address of earlier on another host", with_field("redirect_from: https://evil.example/x"), ":4: 'https://evil.example/x' is an address on a host: write a path within the site, such as /old/address/"),
    Bad("an address of earlier that begins like a host", with_field("aliases: [//evil.example/x/]"), ":4: '//evil.example/x/' is an address on a host: write a path within the site, such as /old/address/"),
    Bad("an address of earlier with a query", with_field("aliases: ['/?p=12']"), ":4: '/?p=12' is not the address of a page: write a path within the site, such as /old/address/"),
    Bad("the home page as an address of earlier", with_field("aliases: [/]"), ":4: '/' is not the address of a page: write a path within the site, such as /old/address/"),
    Bad("an address of earlier that is a page of the site", with_field("aliases: [/timeline/]"), ":4: asks for the address /timeline/, which a page of the site itself has already: leave it out of `aliases`"),
    Bad("an address of earlier below a page", with_field("aliases: [/404.html/x/]"), ":4: asks for the address /404.html/x/, which a page of the site itself has already: leave it out of `aliases`"),
    Bad("a slug that is a path", with_field("slug: ../../x"), ":4: `slug` is '../../x', which is not a single name: write a name without slashes"),
    Bad("a slug of 300 characters", with_field(f"slug: {'x' * 300}"), ":4: `slug` has 300 bytes, and a file's name can have at most 240: shorten it"),
    Bad("an address above the site", with_field("url: a/../../evil"), f":4: `url` is 'a/../../evil', {OUT}"),
    Bad("an address that is a script", with_field("url: 'javascript:alert(1)'"), f":4: `url` is 'javascript:alert(1)', {OUT}"),
    Bad("an address on another host", with_field("url: //evil.example/"), f":4: `url` is '//evil.example/', {OUT}"),
    Bad("a template that is not there", with_field("template: nonexistent"), ":4: `template` is 'nonexistent', which the theme does not have: name one that it has, or none"),
    Bad("a template that is a path", with_field("template: ../../../etc/passwd"), ":4: `template` is '../../../etc/passwd', which the theme does not have: name one that it has, or none"),
    Bad("a language that is markup", with_field("lang: 'x\"><script>'"), ":4: `lang` is 'x\"><script>', which is not a language: write it as en or pt-BR"),
    Bad("a notebook with YAML that cannot be read", notebook([raw("---\ntitle: a: b\n---")]), f":cell 1, line 2: the YAML cannot be read (mapping values are not allowed in this context): {YAML_REMEDY}", "yaml.ipynb"),
    Bad("a notebook with front matter without an end", notebook([raw("---\ntitle: a\n")]), ":cell 1, line 1: the front matter that --- opens here has no end: close it with a line of ---", "fence.ipynb"),
    Bad("a notebook of an unknown kind", notebook([raw(f"---\ntitle: a\n{DATE}kind: bogus\n---")]), ":cell 1, line 4: `kind` is 'bogus': use one of note, paper, book, course, talk, project, idea, review", "kind.ipynb"),
    Bad("TOML without an end", b"+++\ntitle = 'A'\n", ":1: the front matter that +++ opens here has no end: close it with a line of +++"),
    Bad("a resource that is none", with_field("resources: ['javascript:alert(1)']"), ":4: 'javascript:alert(1)' is not a resource: write arxiv:, doi:, isbn:, a web address, or a key of the bibliography"),
    Bad("an arXiv identifier of month 13", with_field("resources: ['arxiv:2613.00001']"), ":4: '2613.00001' is not an arXiv identifier: write it as arxiv:1706.03762 or arxiv:hep-th/9901001"),
    Bad("an ISBN with a wrong digit", with_field("resources: ['isbn:9780262035614']"), ":4: '9780262035614' is not an ISBN, or one of its digits is wrong: write it as isbn:9780262035613"),
    Bad("a key that the bibliography does not have", with_field("resources: [nobody2026]"), ": names the resource 'nobody2026', which resources.bib does not have: add it there, or write arxiv:, doi:, isbn: or a web address"),
    Bad("time spent in words", with_field("time_spent: all day"), ":4: `time_spent`: 'all day' is not a length of time: write it as 2h 30m or PT2H30M"),
    Bad("more confidence than there is", with_field("confidence: 1.5"), ":4: `confidence` is '1.5', which is not a share: write it as 0.9, or one of certain, highly likely, likely, possible, unlikely, highly unlikely, remote, impossible"),
    Bad("confidence that is not a number", with_field("confidence: nan"), ":4: `confidence` is 'nan', which is not a share: write it as 0.9, or one of certain, highly likely, likely, possible, unlikely, highly unlikely, remote, impossible"),
    Bad("a prediction of nothing", with_field("predictions: [{by: 2027}]"), ":4: prediction 1: it has no `claim`: write what you expect to come true"),
    Bad("a prediction surer than sure", with_field("predictions: [{claim: A, probability: 2, by: 2027}]"), ":4: prediction 1: `probability` is '2', which is not a share: write it as 0.7 or 70 %"),
    Bad("a prediction with a part misspelt", with_field("predictions: [{claim: A, prob: 0.7, by: 2027}]"), ":4: prediction 1: it has the unknown part 'prob': use claim, probability, by, outcome, series, at_least, at_most"),
    Bad("predictions that are a sentence", with_field("predictions: it will rain"), ":4: `predictions` is not a list: write `- claim: ...` for each"),
    Bad("a prediction that is a word", with_field("predictions: [rain]"), ":4: prediction 1: it is not made of named parts: write `claim: ...` and `by: ...`"),
    Bad("a prediction due on some day", with_field("predictions: [{claim: A, by: soon}]"), ":4: prediction 1: `by` is 'soon', which is not a date: write it as 2027, 2027-05 or 2027-05-31"),
    Bad("a correction of no post", with_field("supersedes: nothing"), ": supersedes 'nothing', which is not a post: name the slug of a published post"),
    Bad("a correction of itself", with_field("slug: me\nsupersedes: me"), ": supersedes itself: name the slug of a published post"),
    Bad("corrections that are a mapping", with_field("supersedes: {a: b}"), ":4: `supersedes` is not a list of texts: write `supersedes: [one, two]`"),
    Bad("a day of review that is none", with_field("review_after: later"), ":4: `review_after`: 'later' is not YYYY, YYYY-MM or YYYY-MM-DD: fix it"),
    Bad("an unknown level", with_field("level: expert"), ":4: `level` is 'expert': use one of beginner, intermediate, advanced"),
    Bad("an unknown perspective", with_field("perspective: art"), ":4: `perspective` is 'art': use research or engineering"),
    Bad("the slug of another post", post(f"title: B\nslug: a-good-one\n{DATE}"), ": asks for the address posts/2026/03/a-good-one/, which 0.md has already: give one of them another `slug:`; until then it is at posts/2026/03/a-good-one-unsorted/"),
    Bad("the slug of another post in capitals", post(f"title: B\nslug: A-Good-One\n{DATE}"), ": its address posts/2026/03/A-Good-One/ differs from that of 0.md by capitals alone, so that macOS, Windows and some hosts keep only one of them: give one of them another `slug:`"),
)  # fmt: skip

ODD = (
    Odd("no front matter", b"# A heading\n\nText.\n", "A heading"),
    Odd("a resource by its address", post(f"title: Linked\nresources: ['https://arxiv.org/pdf/1706.03762v7']\n{DATE}"), "arXiv:1706.03762"),
    Odd("other names of a note, as Obsidian writes them", post(f"title: Named\naliases: [Attention, TCP / IP, 'why: because']\n{DATE}"), "Named"),
    Odd("several topics: the first of them", post(f"title: Several\ncategory: [knots, braids]\n{DATE}"), "knots"),
    Odd("a moment as YAML and Jekyll read it", post("title: Jekyll\ndate: 2026-3-1 9:00:00\n"), "1 March 2026"),
    Odd("the files of a page, as Hugo names them", post(f"title: Bundle\nresources: [{{src: cover.jpg}}]\n{DATE}"), "Bundle"),
    Odd("an author as Quarto names one", post(f"title: Authored\nauthor: [{{name: Ada}}]\n{DATE}"), "Authored"),
    Odd("an empty file", b"", "an empty file"),
    Odd("a topic that topics.yaml does not name", post(f"title: Afield\ncategory: knots\n{DATE}"), "knots"),
    Odd("a byte order mark", b"\xef\xbb\xbf" + post(f"title: Marked\n{DATE}"), "Marked"),
    Odd("line ends of Windows", post(f"title: From Windows\n{DATE}").replace(b"\n", b"\r\n"), "From Windows"),
    Odd("`no` as a title", post(f"title: no\n{DATE}"), "no"),
    Odd("a time as a title", post(f"title: 1:30\n{DATE}"), "1:30"),
    Odd("an empty title", post(f"title: ''\n{DATE}"), "an empty title"),
    Odd("an hour that was skipped: by the offset before", post("title: Skipped\ndate: 2026-03-29 02:30\n"), "29 March 2026"),
    Odd("an hour that came twice: the first of them", post("title: Twice\ndate: 2026-10-25 02:30\n"), "25 October 2026"),
    Odd("the year 1950", post("title: Early\ndate: 1950-01-01\n"), "Early"),
    Odd("`index` as a slug", post(f"title: Index\nslug: index\n{DATE}"), "Index"),
    Odd("another language", post(f"title: Auf Deutsch\nlang: de\n{DATE}"), "Auf Deutsch"),
    Odd("NUL in the text", post(f"title: Nought\n{DATE}", "a\0b\n"), "ab"),
    Odd("control characters in the text", post(f"title: Escaped\n{DATE}", "c\x01\x1b[31md\ufffe\u202ee\n"), "c[31mde"),
    Odd("an unclosed bracket 20,000 times", post(f"title: Brackets\n{DATE}", "[" * 20_000), "[[[["),
    Odd("an unclosed tag 20,000 times", post(f"title: Tags\n{DATE}", "<a " * 20_000), "&lt;a"),
    Odd("an unclosed image 10,000 times", post(f"title: Images\n{DATE}", "![" * 10_000), "![!["),
    Odd("a list 400 deep", post(f"title: Deep\n{DATE}", "".join(f"{'  ' * depth}- a\n" for depth in range(400))), "Deep"),
    Odd("a quotation 5,000 deep", post(f"title: Quoted\n{DATE}", f"{'> ' * 5_000}a"), "Quoted"),
    Odd("10,000 tags", post(f"title: Tagged\n{DATE}tags: [{', '.join(f't{number}' for number in range(10_000))}]\n"), "t9999"),
    Odd("a title of 10,000 characters", post(f"title: {'long ' * 2_000}\n{DATE}"), "long long"),
    Odd("right to left", post(f"title: שלום\n{DATE}"), "שלום"),
)  # fmt: skip

LEFT_OUT = (
    LeftOut("a day to come", post("title: A\ndate: 2027-03-01\n"), ": left out: it is dated 2027-03-01, after 2026-11-23 (--future publishes it)"),
    LeftOut("no date, and no commit yet", b"# A\n", ": treated as a draft: it has no date and is not committed yet"),
)  # fmt: skip

BAD_SETTINGS = (
    BadSetting("TIMEZONE", "Mars/Olympus", "TIMEZONE: 'Mars/Olympus' is not a time zone: give one such as 'Europe/Zurich' or 'UTC'"),
    BadSetting("SITENAME", 7, "SITENAME: 7 is not valid: use text"),
    BadSetting("LEARNING_TIMELINE_XQZ", "1", "LEARNING_TIMELINE_XQZ: there is no such setting: remove it; docs/settings.md lists all"),
    BadSetting("LEARNING_TIMELINE_TODDAY", "2026-01-01", "LEARNING_TIMELINE_TODDAY: there is no such setting: did you mean LEARNING_TIMELINE_TODAY?"),
    BadSetting("LEARNING_TIMELINE_TODAY", "2026-02-30", "LEARNING_TIMELINE_TODAY: '2026-02-30' is not valid: use a day such as '2026-11-23'"),
    BadSetting("LEARNING_TIMELINE_TRUST", "none", "LEARNING_TIMELINE_TRUST: 'none' is not valid: use 'html' or 'text'"),
    BadSetting("LEARNING_TIMELINE_FEED_ID", "my journal", "LEARNING_TIMELINE_FEED_ID: 'my journal' is not valid: use a host or an e-mail address and a year, such as 'example.org,2026'"),
    BadSetting("LEARNING_TIMELINE_FUTURE", "yes", "LEARNING_TIMELINE_FUTURE: 'yes' is not valid: use True or False"),
    BadSetting("LEARNING_TIMELINE_TOPICS", 7, "LEARNING_TIMELINE_TOPICS: 7 is not valid: use text"),
    BadSetting("LEARNING_TIMELINE_IGNORE_AUTHORS", 7, "LEARNING_TIMELINE_IGNORE_AUTHORS: 7 is not valid: use a list of texts"),
    BadSetting("LEARNING_TIMELINE_PLOTLY_JS", 7, "LEARNING_TIMELINE_PLOTLY_JS: 7 is not valid: use the path of a file"),
)  # fmt: skip

BAD_LINKS = (
    BadLink("a link to a file of the machine", "a.txt", "/etc/hostname", "images/a.txt: is a link to a place outside of the content folder: copy the file or folder into it"),
    BadLink("a link to a file beside the journal", "a.txt", "../../../elsewhere.txt", "images/a.txt: is a link to a place outside of the content folder: copy the file or folder into it"),
)  # fmt: skip

LOST_LINKS = (
    BadLink("a link to the folder that it lies in", "round", "..", "images/round: is a link to a folder that contains it: remove the link"),
    BadLink("a link to a place that is not there", "a.txt", "../../.git/annex/a", "images/a.txt: is a link to a place outside of the content folder: copy the file or folder into it"),
    BadLink("a link to a file that is gone", "a.txt", "b.txt", "images/a.txt: is a link to nothing: remove it, or fix its target"),
    BadLink("a link to itself", "a.txt", "a.txt", "images/a.txt: is a link to nothing: remove it, or fix its target"),
)  # fmt: skip
