# ruff: noqa: E501 - each text is one line, as long as it is
# fmt: off
"""Habits of hiding that are rarer than those of `private_journals`, in journals of the same programs, in the same form."""

from __future__ import annotations

import json

from tests.builders.notebook import FRONT, code, displayed, notebook, printed, raw
from tests.builders.notebook import text as cell
from tests.builders.private_journals import _BESIDE, _DATED, Journal, plain, post, public

_SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"

HABITS = {
    "plain habits": Journal(
        held={
            **{f"{folder}/a{number}.md": post(_DATED) for number, folder in enumerate((
                "private_notes", "notes (private)", "my-private-notes", "Private Journal", "my private stuff", "notes.private",
                "journal-private", "notes [draft]", "taxes (private)", "posts-wip", "draft posts", "Meine privaten Notizen", "notas privadas",
                "notes privées", "私密日记", "not-published", "_private_", "PRIVATE - do not share", "wip notes", "unpublished-posts", "Private (2026)",
            ))},
            **{f"names/{name}.md": post(_DATED) for name in ("my private notes", "private-diary", "notes (private)", "2026-02-03 private thoughts", "plan (unpublished)")},
            **{f"f/{n}.md": post(f) for n, f in {
                "a": f"{_DATED}\nencrypt: true", "b": f"{_DATED}\npublic: 'no'", "c": f"{_DATED}\ncategory: Private notes",
                "d": f"{_DATED}\nvisibility: Only me", "e": f"{_DATED}\nstatus: 🔒 private", "f": f"{_DATED}\ndraft: 'true  # for now'",
                "g": f"{_DATED}\nparams: {{private: true}}", "h": f"{_DATED}\nextra: {{draft: true}}", "i": f"{_DATED}\nunlisted: 1",
                "j": f"{_DATED}\nArchived: true\nprivate: yes", "k": f"{_DATED}\npublish_at: 2031-01-01", "l": f"{_DATED}\nembargo: 2031-01-01",
                "n": f"{_DATED}\nvisible_from: 2031-01-01", "o": f"{_DATED}\npublic: never", "p": f"{_DATED}\naudience: private",
                "q": f"{_DATED}\nprivacy: private", "s": f"{_DATED}\nlabels: [private]",
                "u": f"{_DATED}\ntags: ['#private']", "v": f"{_DATED}\ntags: '#draft #x'", "x": f"{_DATED}\nstage: draft",
            }.items()},
            "g/js.md": "---js\n{\n  title: 'SECRET',\n  draft: true\n}\n---\nSECRET",
            "g/json.md": '---json\n{\n  "title": "SECRET",\n  "draft": true\n}\n---\nSECRET',
            "g/toml.md": "---toml\ntitle = 'SECRET'\ndraft = true\n---\nSECRET",
            "g/tabs.md": "---\ntitle: SECRET\ndate: 2026-02-01\n\tdraft: true\n---\nSECRET",
            "g/anchor.md": "---\ntitle: SECRET\nx: &d true\ndraft: *d\n---\nSECRET",
            "g/dots.md": "---\ntitle: SECRET\ndate: 2026-02-01\ndraft: true\n...\nSECRET",
            "g/bom.md": "\ufeff---\ntitle: SECRET\ndraft: true\n---\nSECRET",
            "g/crlf.md": "---\r\ntitle: SECRET\r\ndraft: true\r\n---\r\nSECRET",
            "g/quoted.md": "---\n'draft': 'true'\ntitle: SECRET\n---\nSECRET",
            "g/nbsp.md": "---\ntitle: SECRET\ndraft:\u00a0true\n---\nSECRET",
            "g/comment-after.md": "---\ntitle: SECRET\ndraft: true # until it is done\n---\nSECRET",
            "g/folded.md": "---\ntitle: SECRET\ndraft: >-\n  true\n---\nSECRET",
            "g/list.md": "---\ntitle: SECRET\ntags:\n- a\n- status/private\n---\nSECRET",
            "crypt/a.md": post(_DATED), "x/deep.key.md": post(_DATED),
        },
        within={
            "n/attr.md": public("<p hidden=''>SECRET</p>\n\n<p HIDDEN>SECRET</p>\n\n<details hidden><summary>SECRET</summary>SECRET</details>"),
            "n/obs.md": public("Seen %%SECRET%% here.\n\n| a |\n|---|\n| %%SECRET%% b |\n\n> [!note] Seen %%SECRET%%\n> %%\n> SECRET\n> %%"),
            "n/cond.md": public("Text <!--[if IE]> SECRET <![endif]--> seen.\n\n<!--\n```\nSECRET\n```\n-->\n\n- a\n- <!-- SECRET\n  SECRET -->\n- b"),
            "n/mid.md": public("Seen <!-- SECRET\n- SECRET\n\nSECRET --> seen."),
            "n/cells.md": public("| a | b |\n|---|---|\n| <!-- SECRET | SECRET --> seen |"),
            "n/latex.md": public("\\begin{comment}\nSECRET\n\\end{comment}\n\n\\iffalse\nSECRET\n\\fi"),
            "n/svg.md": public("<svg viewBox='0 0 1 1'><metadata>SECRET</metadata><!-- SECRET --><g style='display:none'><text>SECRET</text></g><text>seen</text></svg>"),
            "n/alt.md": public("![seen <!-- SECRET -->](p.svg) [seen %%SECRET%%](https://example.org/) ## Seen\n\n## Seen <!-- SECRET --> %%SECRET%% {>>SECRET<<}"),
            "n/input.md": public('<input type="hidden" value="SECRET">\n\n<dialog>SECRET</dialog>\n\n<datalist><option>SECRET</option></datalist>'),
            "n/head.md": "---\ntitle: Seen %%SECRET%%\ndate: 2026-02-01\nsummary: Seen {>>SECRET<<} <!-- SECRET -->.\n---\nSeen.",
            "n/critic.md": public("Seen {>>SECRET<<} {==seen==}{>>SECRET<<} here."),
            "n/vue.md": public("<div v-if=\"false\">SECRET</div>\n\n<p v-show='false'>SECRET</p>\n\n<dialog>SECRET</dialog>"),
            "n/author.md": public("Seen.", "author: {name: Ada, email: SECRET@example.org}\nnotes: SECRET\ntodo: [SECRET]\napi_key: SECRET\n# SECRET"),
        },
        shown={
            "pir/private-information-retrieval.md": public("On private information retrieval."),
            "pir/draft-and-verify/a.md": public("Draft-and-verify decoding."),
            "private-equity/a.md": public("Equity."), "private information retrieval/a.md": public("PIR."), "differential privacy/a.md": public("DP."),
            "nfl-draft/a.md": public("Sports."), "going private/a.md": public("Companies."), "drafting/a.md": public("Drafting."),
            "i/a.md": public("#differential-privacy #private-equity #drafting", "tags: [differential-privacy, private-information-retrieval, speculative-drafting, privacy]"),
            "i/b.md": public("A draft of the constitution. Private keys. WIP limits in Kanban. published: false is how Jekyll does it, `draft: true` Hugo.", "title: Draft and verify"),
            "i/c.md": public("```yaml\n---\ndraft: true\n---\n```\n\nand\n\n    draft: true\n"),
            "i/d.md": public("| field | value |\n|---|---|\n| draft | true |\n\n- draft: true\n- published: false\n\nprivate: a word."),
            "i/e.md": public("On privacy.", "category: Differential privacy\nkeywords: private learning, draft models"),
            "i/speculative-decoding-draft-model.md": public("Draft models."), "i/wipe-a-disk.md": public("Wipe."), "i/secret-sharing.md": public("Shamir."), "i/hidden-markov-models.md": public("HMM."),
            "i/private.keys.md": public("Keys."), "i/unpublished-papers-of-turing.md": public("Turing."), "i/confidential-computing.md": public("TEE."), "i/internal-waves.md": public("Waves."),
            "secret-sharing/a.md": public("Shamir."), "hidden/a.md": public("Hidden Markov."), "confidential computing/a.md": public("TEE."), "private-cloud/a.md": public("Cloud."), "public/a.md": public("All."),
            "i/f.md": public("An arrow --> in text, 1 <!-- 2, and\n\nlater.\n\n```\n-->\n```\n\nSeen too."),
            "i/g.md": public("On `hidden`, and a status.", "status: done\nstage: evergreen\ntype: essay\naudience: everyone"),
        },
        settings={".gitattributes": "crypt/** filter=git-crypt diff=git-crypt\n*.key.md filter=git-crypt\n", "n/p.svg": _SVG},
    ),
    "obsidian habits": Journal(
        settings={
            ".obsidian/app.json": json.dumps({"userIgnoreFilters": ["Own [x]/", "people/*.md"], "attachmentFolderPath": "files"}),
            ".obsidian/plugins/obsidian-meta-bind/data.json": "{}",
            ".obsidian/daily-notes.json": json.dumps({"folder": "Daily", "template": "Meta/Daily template"}),
            ".obsidian/plugins/quickadd/data.json": json.dumps({"templateFolderPath": "QA"}),
            ".obsidian/plugins/obsidian-kanban/data.json": "{}",
        },
        held={
            "a.md": post("publish: no"), "b.md": post("publish: 0"), "c.md": "---\ntags:\n  - private/health\n---\nSECRET", "d.md": plain("status:: #draft"), "e.md": plain("[private:: true]"),
            "Own [x]/a.md": post(_DATED), "f.md": plain("(dg-publish:: false)"), "g.md": "---\nPublish: False\n---\n# SECRET\n\nSECRET", "h.md": plain("> #private"),
            "j.md": "---\ntag: private\n---\nSECRET", "Meta/Daily template.md": plain(""), "QA/t.md": plain(""),
            "k.excalidraw.md": "---\nexcalidraw-plugin: parsed\ntags: [excalidraw]\n---\n# SECRET\n\nSECRET",
            "l.md": "---\nprivate:\n  - true\n---\nSECRET", "m.md": "---\ndraft: true\n\n---\nSECRET", "people/z.md": post(_DATED),
        },
        within={
            "list.md": public("- Seen\n\t- %%SECRET%%\n\t\t- seen\n1. %%\n   SECRET\n   %%\n2. seen"),
            "kanban.md": public('## Seen\n\n- [ ] seen\n\n%% kanban:settings\n```\n{"SECRET":"board"}\n```\n%%'),
        },
        shown={"dp.md": public("#differential-privacy #private-equity #drafts"), "q.md": public("> [!quote] Private\n> A private word.")},
    ),
    "logseq habits": Journal(
        settings={"logseq/config.edn": '{:hidden ["own/" "/more"]\n ;; :hidden ["pages/seen.md"]\n }'},
        held={
            "pages/a.md": "draft:: true\n\n- SECRET", "pages/b.md": "tags:: private, [[SECRET]]\n\n- SECRET",
            "pages/d.org": "#+TITLE: SECRET\n#+PUBLIC: false\n\n* SECRET\n", "pages/e.md": "public:: No\n- SECRET", "more/a.md": "- SECRET", "pages/f.md": "type:: x\nprivate:: [[true]]\n\n- SECRET",
        },
        within={
            "journals/2026_02_01.md": "- Seen.\n- SECRET #[[private]]\n\t- SECRET\n- Seen.",
            "journals/2026_02_03.md": "- Seen\n  template:: SECRET\n  id:: SECRET\n- [[c]] ((64f1c2d4-0000-4000-8000-00000000000a)) {{embed [[b]]}} #c\n- {{comment SECRET}}\n- DONE seen\n  :LOGBOOK:\n  CLOCK: [2026-02-03 Tue 10:00] SECRET\n  :END:",
            "journals/2026_02_04.md": "- Seen\n- SECRET\n  draft:: true\n\t- SECRET\n- Seen <!-- SECRET\n  SECRET -->",
            "journals/2026_02_05.md": "- Seen\n- SECRET\n  confidential:: true\n- SECRET #private/health\n- Seen",
        },
        shown={"pages/seen.md": "- Seen #differential-privacy and exclude-from-graph-view:: true", "pages/graph.md": "exclude-from-graph-view:: true\n\n- Seen."},
    ),
    "jekyll habits": Journal(
        settings={
            "_config.yml": "title: A\nexclude:\n  - _posts/own/\n  - '*.wip.md'\n  - _posts/2026-02-03-keep.md\ninclude: [_posts/2026-02-03-keep.md, _pages]\ncollections:\n  hidden:\n    output: no\n  shown: {output: true}\ndefaults:\n  - scope: {path: '', type: later}\n    values: {published: false}\n  - scope: {path: '_posts/*/deep'}\n    values: {published: false}\n",
            "_includes/x.html": "<!-- SECRETX -->seen", "_data/secrets.yml": "a: SECRETX\n", "_layouts/default.html": "{{ content }}",
        },
        held={
            "_posts/2026-02-01-a.md": post("published: false"), "_posts/own/2026-02-01-b.md": post(""), "_posts/2026-02-01-c.wip.md": post(""), "_hidden/d.md": post(_DATED),
            "_drafts/sub/e.md": post(""), "_posts/x/deep/2026-02-01-f.md": post(""), "_posts/2031-02-01-g.md": post(""), "_posts/2026-02-01-h.md": post("publish: false"), "_posts/2026-02-01-i.md": post("draft: true"),
            "own/j.md": post("published: false"), "_posts/2026-02-01-l.md": post("hidden: true"), "_posts/2026-02-01-m.md": post("unlisted: true"), "_posts/_n/2026-02-01-n.md": post(""),
        },
        within={
            "_posts/2026-02-02-a.md": public("{%- comment -%}\nSECRET\n\nSECRET\n{%- endcomment -%}\n\n{% comment %} {% raw %}SECRET{% endraw %} {% endcomment %} seen {% # SECRET %}"),
            "_posts/2026-02-02-d.md": public("{% if site.show_private %}SECRET{% endif %} {% unless jekyll.environment %}SECRET{% endunless %} {% case x %}{% when 'a' %}SECRET{% endcase %} {% for p in site.x %}SECRET{% endfor %} seen"),
            "_posts/2026-02-02-e.md": public("{% include_relative own/2026-02-01-b.md %} [b]({% post_url own/2026-02-01-b %}) [c]({% link _posts/2026-02-01-a.md %}) seen"),
        },
        shown={"_posts/2026-02-03-keep.md": public("Kept."), "_posts/2026-02-03-privacy.md": public("Kept.", "tags: [differential-privacy]\ncategories: [private-learning]")},
    ),
    "hugo habits": Journal(
        settings={
            "hugo.yaml": "baseURL: https://example.org/\nignoreFiles: ['\\.wip\\.md$', 'own/.*']\n",
            "content/deep/_index.md": "---\ntitle: Deep\ncascade:\n  - build: {render: never}\n    _target: {path: '/deep/**'}\n---\n",
            "content/param/_index.md": "---\ntitle: P\ncascade:\n  params: {private: true}\n---\n",
        },
        held={
            "content/posts/a.md": post(f"{_DATED}\nexpirydate: 2026-02-15"), "content/posts/b.md": post(f"{_DATED}\n_build:\n  render: false"), "content/posts/c.wip.md": post(_DATED), "content/own/d.md": post(_DATED),
            "content/deep/x/e.md": post(_DATED), "content/param/g.md": post(_DATED), "content/posts/h/index.md": post(f"{_DATED}\nheadless: true"),
            "content/posts/i.md": f"+++\ntitle = 'SECRET'\ndate = 2026-02-01\n[build]\n  render = 'never'\n+++\nSECRET {_BESIDE}", "content/posts/j.md": "+++\ntitle = 'SECRET'\npublishDate = 2031-01-01T00:00:00Z\ndate = 2026-01-01\n+++\nSECRET",
            "content/posts/k.md": "+++\ntitle = 'SECRET'\nexpiryDate = 2026-03-01\ndate = 2026-01-01\n+++\nSECRET", "content/posts/l.md": "+++\ntitle = 'SECRET'\ndate = 2026-01-01\n[params]\n  draft = true\n+++\nSECRET",
            "content/posts/m.md": "+++\ntitle='SECRET'\ndate=2026-01-01\ndraft=true\n+++\nSECRET", "content/posts/n.fr.md": post(f"{_DATED}\ndraft: true"), "content/posts/o/index.md": post(f"{_DATED}\ndraft: true"),
            "content/posts/bundle/notes.md": plain(""), "content/posts/p.md": post("publishdate: 2031-01-01\ndate: 2026-01-01"),
        },
        within={
            "content/posts/bundle/index.md": public("Seen."),
            "content/posts/s1.md": public('{{< hide >}}SECRET{{< /hide >}}\n\n{{< private >}}\nSECRET\n{{< /private >}}\n\n{{% hidden %}}SECRET{{% /hidden %}}\n\n{{< hugo-encryptor "pw" >}}\nSECRET\n{{< /hugo-encryptor >}}'),
            "content/posts/s3.md": public('[a]({{< ref "o" >}}) [b]({{% relref "/own/d.md" %}}) [c](../deep/x/e.md)'),
        },
        shown={"content/posts/dp.md": public("Kept.", "tags: [differential-privacy]\nexpiryDate: 2031-01-01\npublishDate: 2026-01-01"), "content/posts/b2.md": public("Kept.", "build: {render: always, list: always}")},
        content="content",
    ),
    "quarto habits": Journal(
        settings={
            "_quarto.yml": "project:\n  type: website\n  render:\n    - index.qmd\n    - posts/\n    - '!posts/own/'\nwebsite:\n  title: A\n  drafts:\n    - posts/cc.qmd\n", ".quartoignore": "more\n",
            "posts/about/_metadata.yml": "draft: true\n", "posts/date/_metadata.yml": "date: 2031-01-01\n",
        },
        held={
            "posts/a.qmd": post(f"{_DATED}\ndraft: yes"), "posts/own/b.qmd": post(_DATED), "posts/cc.qmd": post(_DATED), "notes/d.qmd": post(_DATED), "posts/about/e.qmd": post(_DATED), "scratch.qmd": post(_DATED),
            "posts/f.qmd": post("date: 2031-01-01"),
        },
        within={
            "posts/s3.qmd": public("```{python}\n#| include: false\nx='SECRET'\n```\n\n```{r include=FALSE}\nx <- 'SECRET'\n```\n\n```{r, echo = FALSE}\nx <- 'SECRET'\n```\n\n```{python}\n#| echo: fenced\nseen\n```\n\n```{ojs}\n//| echo: false\nx = 'SECRET'\n```\n\n```{mermaid}\n%% SECRETX\na-->b\n```").replace("SECRETX", "seen"),
            "posts/s7.qmd": public("```{r setup, include = F}\nx <- 'SECRET'\n```\n\nText `r x <- 'SECRETX'` seen.").replace("SECRETX", "seen"),
        },
        shown={"posts/privacy.qmd": public("Kept.", "categories: [private-learning, drafting]")},
    ),
    "mkdocs habits": Journal(
        settings={
            "mkdocs.yml": "site_name: A\nexclude_docs: |\n  *.wip.md\n  internal/*\n  !internal/keep.md\n  /top.md\n  !/never.md\nnot_in_nav: |\n  seen.md\nplugins:\n  - search\n  - encryptcontent: {}\n",
            "docs/m/.meta.yml": "draft: true\n", "docs/.authors.yml": "authors: {}\n",
        },
        held={
            "docs/a.wip.md": post(_DATED), "docs/x/b.wip.md": post(_DATED), "docs/internal/c.md": post(_DATED), "docs/top.md": post(_DATED), "docs/m/d.md": post(_DATED), "docs/e.md": post(f"{_DATED}\npassword: x"), "docs/f.md": post(f"{_DATED}\nstatus: draft"),
            "docs/g.md": post("date: {created: 2031-01-01}"),
        },
        shown={"docs/internal/keep.md": public("Kept."), "docs/seen.md": public("Kept."), "docs/x/top.md": public("Kept."), "docs/keep/private-keys.md": public("Kept.")},
        content="docs",
    ),
    "myst habits": Journal(
        settings={"myst.yml": "version: 1\nproject:\n  exclude: ['own/**', '*.wip.md']\nsite: {}\n"},
        held={"own/a.md": post(_DATED), "b.wip.md": post(_DATED), "c.md": post(f"{_DATED}\nsite: {{draft: true}}\ndraft: true"), "d.md": post("date: 2031-01-01")},
        shown={"privacy.md": public("Kept.", "tags: [differential-privacy]")},
    ),
    "sphinx habits": Journal(
        settings={"conf.py": "extensions = ['ablog']\nexclude_patterns = [\n    '_build',  # made\n    'own',\n    '*.wip.rst',\n]\nexclude_patterns += ['more/**']\n"},
        held={
            "own/a.rst": "SECRET\n======\n\n.. post:: Feb 1, 2026\n\nSECRET\n", "b.wip.rst": "SECRET\n======\n\n.. post:: Feb 1, 2026\n\nSECRET\n", "more/c.rst": "SECRET\n======\n\n.. post:: Feb 1, 2026\n\nSECRET\n",
            "d.rst": "SECRET\n======\n\n.. post:: Jan 5, 2031\n\nSECRET\n", "e.rst": ":private: true\n\nSECRET\n======\n\n.. post:: Feb 1, 2026\n\nSECRET\n",
        },
        shown={"privacy.rst": "Privacy\n=======\n\n.. post:: Feb 1, 2026\n   :tags: private-learning\n\nSeen.\n\n.. only:: html\n\n   Seen.\n"},
    ),
    "org habits": Journal(
        held={
            "a.org": "#+TITLE: SECRET\n#+DATE: 2026-02-01\n#+PUBLISH: no\n\nSECRET\n", "b.org": "#+TITLE: SECRET\n#+DATE: 2026-02-01\n#+STATUS: draft\n\nSECRET\n", "c.org": "#+TITLE: SECRET\n#+DATE: 2026-02-01\n#+FILETAGS: :private:x:\n\nSECRET\n",
            "d.org": ":PROPERTIES:\n:DRAFT: t\n:END:\n#+TITLE: SECRET\n#+DATE: 2026-02-01\n\nSECRET\n", "e.org": "#+TITLE: SECRET\n#+HUGO_PUBLISHDATE: 2031-01-01\n#+DATE: 2026-02-01\n\nSECRET\n", "f.org": "#+TITLE: SECRET\n#+DATE: 2031-02-01\n\nSECRET\n",
            "g.org": "#+title: SECRET\n#+date: 2026-02-01\n#+hugo_draft: t\n\nSECRET\n",
        },
        within={"s1.org": "#+TITLE: Seen\n#+DATE: 2026-02-01\n\nSeen @@comment: SECRET@@ here.\n"},
        shown={"privacy.org": "#+TITLE: Privacy\n#+DATE: 2026-02-01\n#+FILETAGS: :privacy:drafting:\n\n* Private learning :privacy:\nSeen.\n"},
    ),
    "websites habits": Journal(
        settings={
            "docusaurus.config.ts": "export default { presets: [['classic', { blog: { exclude: [\n  '**/own/**', // ours\n  '**/*.wip.mdx',\n] } }]] };\n", "blog/authors.yml": "ada: {name: Ada, email: SECRETX}\n".replace("SECRETX", "a@example.org"),
        },
        held={
            "blog/2026-02-01-a.md": post("draft: 'true'"), "blog/own/2026-02-01-b.md": post(""), "blog/2026-02-01-c.wip.mdx": post(""), "blog/2026-02-01-d.mdx": post("unlisted: true"), "blog/__tests__/2026-02-01-e.md": post(""),
        },
        within={
            "blog/2026-02-02-s1.mdx": public("<div style={{display: 'none'}}><div>SECRET</div>SECRET</div>\n\n<p hidden={true}>SECRET</p>\n\nSeen {/* SECRET */}."),
        },
        shown={"blog/2026-02-03-p.md": public("Kept.", "tags: [privacy, drafting]")},
    ),
    "vitepress": Journal(
        settings={".vitepress/config.mts": "export default {\n  srcExclude: [\n    '**/own/**',\n    \"**/*.wip.md\",\n  ],\n};\n"},
        held={"own/a.md": post(_DATED), "x/b.wip.md": post(_DATED), "c.md": post(f"{_DATED}\ndraft: true"), "d.md": post(f"{_DATED}\npublish: false")},
        shown={"posts/p.md": public("Kept.", "outline: false")},
    ),
    "vuepress": Journal(
        settings={".vuepress/config.js": "export default { pagePatterns: ['**/*.md', '!own/**', '!.vuepress'], };\n"},
        held={"own/a.md": post(_DATED), "c.md": post(f"{_DATED}\nencrypt: true")},
        within={"s.md": public("Seen.\n\n<!-- SECRET -->\n\n<script>export default { data() { return {a: 'SECRET'} } }</script>")},
        shown={"posts/p.md": public("Kept.")},
    ),
    "zola": Journal(
        settings={"config.toml": "base_url = 'https://a.example'\ntitle = 'A'\nignored_content = ['*.wip.md', 'own/**']\n[markdown]\nhighlight_code = true\n", "content/d/_index.md": "+++\ntitle = 'D'\nrender = false\n+++\n", "content/_index.md": "+++\n+++\n"},
        held={"content/a.md": "+++\ntitle = 'SECRET'\ndate = 2026-02-01\ndraft = true\n+++\nSECRET", "content/b.wip.md": "+++\ntitle = 'SECRET'\ndate = 2026-02-01\n+++\nSECRET", "content/own/c.md": "+++\ntitle = 'SECRET'\ndate = 2026-02-01\n+++\nSECRET", "content/e.md": "+++\ntitle = 'SECRET'\ndate = 2026-02-01\nrender = false\n+++\nSECRET", "content/f.md": "+++\ntitle = 'SECRET'\ndate = 2026-02-01\n[extra]\nprivate = true\n+++\nSECRET"},
        within={"content/s.md": "+++\ntitle = 'Seen'\ndate = 2026-02-01\n[extra]\nnote = 'SECRET'\n+++\nSeen {# SECRET #} {% comment() %}SECRET{% end %} {{/* seen */}} <!-- SECRET -->."},
        shown={"content/p.md": "+++\ntitle = 'Privacy'\ndate = 2026-02-01\nin_search_index = false\n[taxonomies]\ntags = ['differential-privacy']\n+++\nSeen."},
        content="content",
    ),
    "eleventy habits": Journal(
        settings={
            "eleventy.config.js": "export default function (c) {\n  c.ignores.add(`own/**`);\n  c.ignores.add('posts/*.wip.md');\n  c.ignores.delete('posts/k.wip.md');\n}\n", ".eleventyignore": "more/**\n!more/keep.md\n*.tmp.md\n",
            "posts/posts.11tydata.json": '{"layout": "post"}', "drafty/drafty.json": '{"tags": ["draft"]}', "_data/site.json": "{}", "posts/z.11tydata.json": '{"draft": true}', "posts/y.json": '{"permalink": false}',
        },
        held={
            "own/a.md": post(_DATED), "posts/b.wip.md": post(_DATED), "more/c.md": post(_DATED), "x/d.tmp.md": post(_DATED), "posts/e.md": "---js\n{\n  title: 'SECRET',\n  draft: true,\n}\n---\nSECRET", "posts/f.md": post(f"{_DATED}\npermalink: 'false'"), "drafty/g.md": post(_DATED).replace("tags: [SECRET]\n", ""),
            "posts/z.md": post(_DATED), "posts/y.md": post(_DATED), "posts/h.md": post(f"{_DATED}\neleventyComputed: {{permalink: false}}"), "_includes/i.md": post(_DATED),
        },
        shown={"more/keep.md": public("Kept."), "posts/p.md": public("Kept.", "tags: [privacy]")},
    ),
    "astro habits": Journal(
        settings={"astro.config.mjs": "export default {};\n", "src/content.config.ts": "const blog = defineCollection({ loader: glob({ pattern: '**/[^_]*.{md,mdx}', base: './src/content/blog' }) });\n"},
        held={"src/content/blog/a.md": post(f"{_DATED}\ndraft: true"), "src/content/blog/b.mdx": post(f"{_DATED}\nisDraft: 'yes'"), "src/content/blog/c.md": post(f"{_DATED}\npublished: false"), "src/content/blog/d.md": post("pubDatetime: 2031-01-01\ndate: 2026-01-01"), "src/content/blog/_e.md": post(_DATED), "src/content/blog/f.md": post(f"{_DATED}\nvisibility: hidden"), "src/content/blog/g.md": post(f"{_DATED}\nhidden: true"), "src/content/blog/h.md": post("publishDate: 2031-03-01\ndate: 2026-01-01")},
        shown={"src/content/blog/p.md": public("Kept.", "tags: [privacy]\nfeatured: false")},
    ),
    "nikola habits": Journal(
        settings={"conf.py": "POSTS = (('posts/*.md', 'posts', 'post.tmpl'), ('posts/*.rst', 'posts', 'post.tmpl'))\nPAGES = ()\n", "posts/m.meta": ".. title: SECRETX\n.. date: 2026-02-01\n.. status: private\n".replace("SECRETX", "M")},
        held={"posts/a.md": "<!--\n.. title: SECRET\n.. date: 2026-02-01\n.. tags: private, x\n-->\n\nSECRET", "posts/m.md": "SECRET", "posts/b.md": "---\ntitle: SECRET\ndate: 2026-02-01\nstatus: private\n---\nSECRET", "posts/c.md": "<!--\n.. title: SECRET\n.. date: 2026-02-01\n.. draft: yes\n-->\n\nSECRET", "posts/d.rst": ".. title: SECRET\n.. date: 2026-02-01\n.. tags: x, draft\n\nSECRET\n", "posts/e.md": "+++\ntitle = 'SECRET'\ndate = 2026-02-01\nstatus = 'draft'\n+++\nSECRET"},
        within={"posts/s.md": "<!--\n.. title: Seen\n.. date: 2026-02-01\n.. note: SECRET\n.. author: Ada\n-->\n\nSeen {{% raw %}}seen{{% /raw %}} <!-- SECRET -->."},
        shown={"posts/p.md": "<!--\n.. title: Privacy\n.. date: 2026-02-01\n.. tags: privacy\n-->\n\nSeen."},
    ),
    "pelican habits": Journal(
        settings={"pelicanconf.py": "PATH = 'content'\nARTICLE_PATHS = ['blog']\nARTICLE_EXCLUDES = [\n    'blog/own',  # ours\n]\nIGNORE_FILES = ['.#*', '*.wip.md']\nPAGE_PATHS = ['pages']\n"},
        held={"content/blog/a.md": "Title: SECRET\nDate: 2026-02-01\nStatus: Draft\n\nSECRET", "content/blog/own/b.md": "Title: SECRET\nDate: 2026-02-01\n\nSECRET", "content/blog/c.wip.md": "Title: SECRET\nDate: 2026-02-01\n\nSECRET", "content/notes/d.md": "Title: SECRET\nDate: 2026-02-01\n\nSECRET", "content/blog/e.md": "Title: SECRET\nDate: 2026-02-01\nAccess: private\n\nSECRET", "content/pages/f.md": "Title: SECRET\nStatus: hidden\n\nSECRET", "content/blog/g.md": "Title: SECRET\nDate: 2026-02-01\nstatus: skip\n\nSECRET"},
        within={"content/blog/s.md": "Title: Seen\nDate: 2026-02-01\nNote: SECRET\n\nSeen <!-- SECRET --> {filename}x."},
        shown={"content/blog/p.md": "Title: Privacy\nDate: 2026-02-01\nTags: differential-privacy\n\nSeen."},
        content="content",
    ),
    "hexo habits": Journal(
        settings={"_config.yml": "title: A\nsource_dir: source\nexclude:\n  - _posts/own/**\nignore:\n  - '**/*.wip.md'\n", "package.json": '{"hexo": {"version": "7.0.0"}}', "themes/x/a.txt": ""},
        held={"source/_posts/a.md": post(f"{_DATED}\npassword: hello"), "source/_posts/own/b.md": post(_DATED), "source/_posts/c.wip.md": post(_DATED), "source/_posts/d.md": post(f"{_DATED}\nhidden: true"), "source/_posts/e.md": post(f"{_DATED}\nencrypt: true"), "source/_discarded/g.md": post(_DATED)},
        within={"source/_posts/s.md": public("{% if false %}SECRET{% endif %} {# SECRET #} {% hideInline SECRETX,seen %} {% note %}seen{% endnote %} <!-- SECRET -->").replace("{% hideInline SECRETX,seen %} ", "")},
        shown={"source/_posts/p.md": public("Kept.", "tags: [privacy]\ncomments: false")},
    ),
    "dendron habits": Journal(
        settings={"dendron.yml": "version: 5\nworkspace:\n  vaults:\n  - {fsPath: open}\n  - {fsPath: own, name: own, visibility: private}\n  - {fsPath: more, name: more}\npublishing:\n  privateVaults: [more]\n  siteHierarchies: [notes, blog]\n"},
        held={"own/a.md": post(_DATED), "more/b.md": post(_DATED), "open/diary.c.md": post(_DATED), "open/notes.d.md": post(f"{_DATED}\nnav_exclude: true\npublished: false"), "open/root.md": post(_DATED)},
        within={"open/notes.s.md": public("Seen [[own.a]] ![[diary.c]] [[diary.c#^x]] <!-- SECRET -->")},
        shown={"open/notes.p.md": public("Kept."), "open/blog.p.md": public("Kept.")},
    ),
    "foam": Journal(
        settings={".vscode/settings.json": '{\n  // ours\n  "foam.files.ignore": ["**/own/**/*", "more/*"],\n}', ".foam/templates/new.md": "# SECRETX".replace("SECRETX", "New"), ".vscode/extensions.json": '{"recommendations": ["foam.foam-vscode"]}'},
        held={"own/a.md": post(_DATED), "more/b.md": post(_DATED), "c.md": post("type: daily\nprivate: true"), "d.md": plain("#private")},
        within={"s.md": public("Seen [[own/a]] ![[d]] %%SECRET%%")},
        shown={"p.md": public("Kept #privacy.")},
    ),
    "tiddlywiki habits": Journal(
        settings={"tiddlywiki.info": '{"plugins": []}'},
        held={"tiddlers/$__secret.tid": "title: $:/secret\ncreated: 20260201000000000\n\nSECRET", "tiddlers/a.tid": "title: SECRET\ncreated: 20260201000000000\ntags: private x\n\nSECRET", "tiddlers/b.tid": "title: Draft of 'SECRET'\ndraft.of: SECRET\ndraft.title: SECRET\ncreated: 20260201000000000\n\nSECRET", "tiddlers/c.tid": "title: SECRET\ncreated: 20260201000000000\npublish: no\n\nSECRET", "tiddlers/d.tid": "title: SECRET\ncreated: 20260201000000000\ntags: [[do not publish]] x\n\nSECRET"},
        shown={"tiddlers/p.tid": "title: Privacy\ncreated: 20260201000000000\ntags: differential-privacy\n\nSeen."},
    ),
    "notebooks habits": Journal(
        held={
            "a.ipynb": notebook([cell("# SECRET\n\n> SECRET\n\n- hide: true"), cell("SECRET")]).decode(), "b.ipynb": notebook([cell("# SECRET"), cell("SECRET")], {"draft": True}).decode(), "c.ipynb": notebook([raw("---\ntitle: SECRET\npublished: false\n---"), cell("SECRET")]).decode(),
            "private notes/e.ipynb": notebook([cell("# SECRET"), cell("SECRET")]).decode(),
        },
        within={
            "s1.ipynb": notebook([
                raw(FRONT), code("#|hide\nx='SECRET'", printed("SECRET")), code("#hide\nx='SECRET'", printed("SECRET")), code("# hide\nx='SECRET'", printed("SECRET")), code("#| hide_input\nx='SECRET'", printed("seen")), code("#hide_output\nseen", printed("SECRET")),
                {**code("x='SECRET'", printed("SECRET")), "metadata": {"nbsphinx": "hidden"}}, {**code("x='SECRET'", printed("seen")), "metadata": {"hide_input": True}}, code("#| output: false\nseen", printed("SECRET")), code("#| echo: false\n#| output: asis\nx='SECRET'", printed("seen")),
                {**cell("SECRET"), "metadata": {"tags": ["private"]}}, {**cell("SECRET"), "metadata": {"tags": ["remove_cell"]}}, {**code("x='SECRET'", printed("SECRET")), "metadata": {"tags": ["hide-cell"]}}, code("%%capture\nseen()", printed("SECRETX").copy()), cell("Seen.")]).decode().replace("SECRETX", "seen"),
            "s2.ipynb": notebook([
                raw(FRONT), code("1", displayed({"text/html": "<b>seen</b><!-- SECRET --><p hidden>SECRET</p>", "text/plain": "SECRETX".replace("SECRETX", "seen")})), code("1", displayed({"text/markdown": "seen <!-- SECRET --> %%SECRET%%\n\n<!-- SECRET\n\nSECRET -->"})),
                code("1", displayed({"text/latex": "$x % SECRET\n+ y$"})), code("1", displayed({"application/vnd.x+json": {"a": "SECRET"}, "text/plain": "seen"})), code("1", displayed({"text/plain": "seen"}, {"note": "SECRET"})), {**code("seen"), "metadata": {"note": "SECRET", "papermill": {"x": "SECRET"}}},
                {**cell("seen"), "attachments": {"SECRET.txt": {"text/plain": "SECRET"}}}, cell("Seen.")], {"note": "SECRET", "kernelspec": {"name": "SECRET", "display_name": "SECRET"}, "vscode": {"interpreter": {"hash": "SECRET"}}}).decode(),
        },
        shown={"p.ipynb": notebook([raw(FRONT), cell("On private information retrieval.\n\n#privacy"), {**code("seen"), "metadata": {"tags": ["differential-privacy"]}}]).decode()},
    ),
}
