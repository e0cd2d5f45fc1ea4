"""What other programs add to Markdown becomes what it means, and no text is too strange for it."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_timeline.reading.dialects.documents import with_small_letters
from learning_timeline.reading.dialects.zola import as_hugo
from learning_timeline.reading.markup import chunks, containers, inclusions, inline_notes, kramdown
from learning_timeline.reading.markup.admonitions import Admonitions
from learning_timeline.reading.markup.crossrefs import CrossReferences
from learning_timeline.reading.markup.directives import Directives
from learning_timeline.reading.markup.divs import Divs
from learning_timeline.reading.markup.hidden_parts import without_hidden_parts
from learning_timeline.reading.markup.liquid import Liquid
from learning_timeline.reading.markup.mdx import Mdx
from learning_timeline.reading.markup.outlines import OutlinePage
from learning_timeline.reading.markup.shortcodes import Shortcodes
from tests.builders.share import examples

if TYPE_CHECKING:
    from collections.abc import Callable


def found(name: str) -> str:
    return "" if name == "nowhere" else f"{name}.md"


def liquid(text: str) -> str:
    return Liquid({"title": "Site"}, {"title": "Page"}, found).translated(text)


def shortcodes(text: str) -> str:
    return Shortcodes({"title": "Page"}, found, {"a.md": "Put *in*.\n"}.get).translated(text)


def quarto(text: str) -> str:
    text = without_hidden_parts(text)
    return Divs(CrossReferences(text)).plain(chunks.plain(text))


def mkdocs(text: str) -> str:
    return Admonitions({"a.md": "one\n<!-- [start: x] -->\ntwo\n<!-- [end: x] -->\n"}.get).plain(text)


def myst(text: str) -> str:
    return Directives(found, {"a.md": "Put *in*.\n"}.get).plain(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("H~2~O and x^2^", "H<sub>2</sub>O and x<sup>2</sup>"),
        ("~~gone~~ ~5 and `x^2^`", None),
        ("$x^2y^3$ \\(x^2y^3\\) \\^2^", None),
        ("$$\nx^2y^3\n$$", None),
        ("\\begin{align*}\nx^2y^3\n\\end{align*}", None),
        ("[a](~b/~c) <https://x.org/~a/~b> https://x.org/~a/~b", None),
        ("a[^1] b[^2]", None),
    ],
)
def test_letters_below_and_above_the_line_in_a_document_of_quarto(text: str, shown: str | None) -> None:
    assert with_small_letters(text) == (shown or text)


def test_what_editors_mark_in_a_page_of_mkdocs_is_shown_and_what_they_say_is_not() -> None:
    assert mkdocs("{++new++} {--old--} {==this==}{>>SECRET<<} {~~a~>b~~} ++ctrl+c++ `{>>code<<}`") == (
        "<ins>new</ins> <del>old</del> <mark>this</mark> <del>a</del><ins>b</ins> <kbd>Ctrl</kbd>+<kbd>C</kbd> `{>>code<<}`"
    )
    assert (
        mkdocs("a{>>SECRET `x` {y}\n\nSECRET<<}b\n\n    {>>code<<}\n\n{>>no end")
        == "a\n\nb\n\n    {>>code<<}\n\n{>>no end"
    )


def test_a_table_of_kramdown_of_many_parts_takes_time_in_proportion() -> None:
    began = time.process_time()
    kramdown.plain("| a | b |\n|---|---|\n" * 16_000)
    assert time.process_time() - began < 4


def test_a_value_that_the_front_matter_does_not_have_is_left_out_with_a_word() -> None:
    shortcodes = Shortcodes({"title": "Page", "empty": ""}, str, lambda _: None)
    text = "{{< param title >}}\n\n{{< meta empty >}}v{{< param version >}}."
    assert shortcodes.translated(text) == "Page\n\nv."
    assert shortcodes.left_out == [(3, "the shortcode `param version`")]


def test_code_of_a_cell_whose_tags_hide_it_and_what_is_still_to_do_are_left_out() -> None:
    text = (
        "```{code-cell}\n:tags: [remove-input]\nSECRET\n```\n"
        "```{code-cell}\n---\ntags: remove-cell\n---\nSECRET\n```\n:::{todo} SECRET\n:::\n"
    )
    assert not without_hidden_parts(text).strip()
    assert "shown" in Directives(lambda _: "", {}.get).plain("```{code-cell}\n:tags: [raises]\nshown\n```\n")


def mdx(text: str) -> str:
    return Mdx().plain(text)


def vue(text: str) -> str:
    return Mdx(is_module=False).plain(text)


def zola(text: str) -> str:
    return shortcodes(as_hugo(text))


ALL: dict[str, Callable[[str], str]] = {
    "kramdown": kramdown.plain,
    "liquid": liquid,
    "shortcodes": shortcodes,
    "quarto": quarto,
    "mkdocs": mkdocs,
    "myst": myst,
    "mdx": mdx,
    "vue": vue,
    "zola": zola,
    "containers": containers.plain,
    "notes": inline_notes.named,
}
CASES = [
    ("kramdown", "## A\n{: #b .c}", "## A {#b}\n"),
    ("kramdown", "1. TOC\n{:toc}\nText{:.a} `{: .b}`", "\n\nText `{: .b}`"),
    ("kramdown", '![a](b.png){: width="300" } ![a](b.png){:.c}', "![a|300](b.png) ![a](b.png)"),
    ("kramdown", "Is $$x$$ so?\n\n$$x$$", "Is $x$ so?\n\n$$x$$"),
    ("liquid", "{{ page.title }} of {{ site.title | upcase }}{{ site.url }}", "Page of SITE"),
    ("liquid", "[a]({{ '/b c' | relative_url }}) [home]({{ site.baseurl }})", "[a](/b%20c) [home](/)"),
    ("liquid", "[a]({{ site.url }}/{% post_url 2019-b %})", "[a](2019-b.md)"),
    ("liquid", "{% comment %}\nnot\n{% endcomment %}\nText", "\n\n\nText"),
    ("liquid", "{% raw %}{{ x }}{% endraw %} `{{ y }}`", "{{ x }} `{{ y }}`"),
    ("liquid", "- a\n\n  {% highlight c %}\n  b;\n  {% endhighlight %}", "- a\n\n  ```c\n  b;\n  ```"),
    ("liquid", "{% highlight c %}b;{% endhighlight %}", "```c\nb;\n```"),
    ("liquid", '{% include image.html file="a.png" alt="b" %}', "![b](a.png)"),
    ("liquid", '{% img left /a.png 3 4 "A b" %}', '![A b](/a.png "A b")'),
    ("liquid", "See this: {% highlight js %}\na\n{% endhighlight %}", "See this: \n\n```js\na\n```"),
    ("liquid", "{% note %}\na\n{% endnote %}", "> [!note]\n> a\n"),
    ("liquid", "{% for a in b %}c\n{% if d %}e{% endif %}{% endfor %}f", "\nf"),
    ("liquid", "{% if page.title == 'Page' and page.toc %}a{% elsif site.title %}b{% else %}c{% endif %}", "b"),
    ("liquid", "{% unless page.toc %}{% if a.b %}c{% endif %}d{% endunless %}", "d"),
    ("liquid", "{% case page.title %}{% when 'A', 'Page' %}b{% else %}c{% endcase %}", "b"),
    ("liquid", "{% if page.title == 'this and that' %}a{% else %}b{% endif %}", "b"),
    ("liquid", "{% if 2 > 1.5 %}a{% endif %}{% if page.title contains 'ag' or x %}b{% endif %}", "ab"),
    ("liquid", "{% assign a = '2' %}{% if a == 2 %}b{% endif %}{% assign a = c.d | first %}[{{ a }}]", "b[]"),
    ("liquid", "{% assign a = 'b' | upcase %}{{ a }}{% capture c %}{{ a }}d{% endcapture %}{{ c }}", "BBd"),
    ("liquid", "{% capture a %}*b*\nc{% endcapture %}{% include d.html text=a %}", "\n> [!note]\n> *b*\n> c"),
    ("liquid", "{% assign a = 'b' %}{% include c.html text='a' title=a %}", "> [!note] b\n> a"),
    ("liquid", "{% if jekyll.environment == 'production' %}`{% if %}`{% endif %}", "`{% if %}`"),
    ("liquid", "{% cite a2020 b2021 %}", "[@a2020; @b2021]"),
    ("shortcodes", '{{< figure src="a.png" link="/b" >}}', "[![](a.png)](/b)"),
    ("shortcodes", r"{{< figure src=\"a.png\" alt=\"A b\" >}}", "![A b](a.png)"),
    ("shortcodes", '[a]({{< ref "b#c" >}}) {{< param title >}}', "[a](b.md#c) Page"),
    ("shortcodes", "{{< highlight go >}}\na\n{{< /highlight >}}", "```go\na\n```"),
    ("shortcodes", '{{% alert title="T" color="warning" %}}\na\n{{% /alert %}}', "> [!warning] T\n> a\n"),
    ("shortcodes", "a {{< tip >}}\nb\n{{< /tip >}}", "a \n\n> [!tip]\n> b\n"),
    ("shortcodes", "{{< mine >}}a {{< mine >}}b{{< /mine >}}{{< /mine >}} c", "a b c"),
    ("shortcodes", "`{{< b >}}` {{</* figure src=x */>}}", "`{{< b >}}` {{< figure src=x >}}"),
    ("shortcodes", '{{< include "a.md" >}}', "Put *in*."),
    ("shortcodes", "a{{% comment %}}SECRET\nSECRET{{% /comment %}}b", "a\nb"),
    ("shortcodes", '![a]({{< path file="b.png" >}}) {{< c.inline >}}{{ d }}{{< /c.inline >}}e', "![a](b.png) e"),
    ("shortcodes", "{{< gist ada 123 >}}", "[Gist: gist.github.com/ada/123](https://gist.github.com/ada/123)"),
    ("shortcodes", '{{< video src="a.mp4" >}}', '<video controls src="a.mp4"></video>'),
    ("quarto", "::: {.callout-tip}\n## T\na\n:::", "> [!tip] T\n>\n> a\n"),
    ("quarto", ":::: {.x}\n::: {.callout-note}\na\n:::\nb\n::::", "\n> [!note]\n> a\n\nb\n"),
    ("quarto", "::: {.content-hidden when-format='html'}\na\n:::\nb", "\n\n\nb"),
    ("quarto", "```{r a, echo=FALSE}\nx\n```\nb", "\n\n\nb"),
    ("quarto", "```{python}\n#| eval: false\nx\n```\nb", "```python\nx\n```\n\nb"),
    ("quarto", "```{.r .numberLines}\nx\n```", "```r\nx\n```"),
    (
        "quarto",
        "See @tbl-a, -@tbl-a.\n\n: T {#tbl-a}",
        'See [Table 1](#tbl-a), [1](#tbl-a).\n\n<span id="tbl-a"></span>*Table 1: T*',
    ),
    (
        "quarto",
        "::: {#fig-a}\n![b](c.png){#fig-d}\n![e](f.png){#fig-g}\n:::\n\n![h](i.png){#fig-j}\n@fig-g -@fig-g @fig-a @fig-j",
        (
            '<span id="fig-a"></span>\n'
            '<figure id="fig-d"><img src="c.png" alt="b"><figcaption>Figure 1 (a): b</figcaption></figure>\n'
            '<figure id="fig-g"><img src="f.png" alt="e"><figcaption>Figure 1 (b): e</figcaption></figure>\n\n\n'
            '<figure id="fig-j"><img src="i.png" alt="h"><figcaption>Figure 2: h</figcaption></figure>\n'
            "[Figure 1\xa0(b)](#fig-g) [1\xa0(b)](#fig-g) [Figure 1](#fig-a) [Figure 2](#fig-j)"
        ),
    ),
    (
        "quarto",
        "::: #fig-a\n: b {#tbl-d}\n\n: c {#fig-d}\n@fig-d",
        '::: #fig-a\n<span id="tbl-d"></span>*Table 1: b*\n\n<span id="fig-d"></span>*Figure 1: c*\n[Figure 1](#fig-d)',
    ),
    ("quarto", "See @fig-x and a@fig.com `@fig-y`.", "See `@fig-x` and a@fig.com `@fig-y`."),
    (
        "quarto",
        "[a]{.b} ![c](d.png){width=50%} [e](f){target=_blank}",
        'a ![c|50%](d.png "c") [e](f)',
    ),
    ("mkdocs", '!!! note "T"\n    a\n\n    b\nc', "> [!note] T\n> a\n>\n> b\nc"),
    ("mkdocs", "???+ tip\n\n    a", "> [!tip]+\n>\n> a"),
    ("mkdocs", "!!! danger inline end\n    a", "> [!danger]\n> a"),
    ("mkdocs", '- a\n\n    !!! tip ""\n        b', "- a\n\n    > [!tip]\n    > b"),
    ("mkdocs", '=== "A"\n\n    a\n\n=== "B"\n\n    b', "**A**\n\na\n\n**B**\n\nb"),
    ("mkdocs", '--8<-- "a.md:x"', "two"),
    (
        "mkdocs",
        "<figure markdown>\n  ![a](b){ width=1 }\n  <figcaption>C</figcaption>\n</figure>",
        "<figure>\n\n![a|1](b)\n\n<figcaption>C</figcaption>\n\n</figure>",
    ),
    ("kramdown", '<div class="a" markdown="1">\n*b*\n</div>', '<div class="a">\n\n*b*\n\n</div>'),
    # As Python-Markdown 3.11 and kramdown 2.4 show them.
    ("mkdocs", "<div markdown=1>a *b*</div>", "<div>\n\na *b*\n\n</div>"),
    ("mkdocs", '<div markdown="1">\na\n<div>b *c*</div>\n</div>', "<div>\n\na\n<div>b *c*</div>\n\n</div>"),
    ("mkdocs", '<p markdown="span">*a*</p>', "\n\n*a*\n\n"),
    ("mkdocs", "<h3 markdown=1>*a*</h3>", "\n\n### *a*\n\n"),
    (
        "mkdocs",
        "<details markdown>\n<summary markdown>*S* `c`</summary>\n```\n<b markdown>\n```\n</details>",
        "<details>\n\n<summary><em>S</em> <code>c</code></summary>\n\n```\n<b markdown>\n```\n\n</details>",
    ),
    ("kramdown", "<div>*a* <b markdown=1>*x*</b></div>", "<div>*a* <b><em>x</em></b></div>"),
    ("kramdown", "<div>\n  <div markdown=1>\n  *a*\n  </div>\n</div>", "<div>\n  <div>\n\n*a*\n\n</div>\n</div>"),
    ("kramdown", "<td markdown=1>*a*</td><td>*b*</td>", "<td><em>a</em></td><td>*b*</td>"),
    ("kramdown", "<div markdown=0>*a*</div> `<p markdown=1>`", "<div>*a*</div> `<p markdown=1>`"),
    (
        "kramdown",
        "<!-- <p markdown=1>a</p> --> <pre markdown=1>*a*</pre>",
        "<!-- <p markdown=1>a</p> --> <pre>*a*</pre>",
    ),
    ("kramdown", "<div markdown=1>a\n\n*b*", "<div>\n\na\n\n*b*"),
    ("mkdocs", "-   :material-d: **a**\n\n    b", "-   **a**\n\n    b"),
    ("mkdocs", ';--8<-- "a.md"', '--8<-- "a.md"'),
    ("mkdocs", "::: a.module\n    options:\n      b: 1\nc", "\n\n\nc"),
    ("mkdocs", "[a](b){ .c } :material-d: ==e== `==f==`", "[a](b)  <mark>e</mark> `==f==`"),
    ("mkdocs", '``` py title="a.py"\nx\n```', "```py\nx\n```"),
    ("myst", "```{tip}\na\n```", "> [!tip]\n> a\n"),
    ("myst", ":::{admonition} T\n:class: warning\na\n:::", "> [!warning] T\n> a\n\n"),
    ("myst", "::::{grid}\n:::{card} T\na\n:::\n::::", "\n**T**\na\n\n"),
    ("myst", "{doc}`a` {doc}`b <nowhere>` {math}`x` `{c}`d", "[a](a.md) b $x$ `{c}`d"),
    ("myst", "(a)=\n# B\n\n{ref}`a`", "\n# B\n\n[B](#b)"),
    ("myst", "(a)=\n# B\n\n[c](a) [](#a) [d](e.md)", "\n# B\n\n[c](#b) [B](#b) [d](e.md)"),
    ("myst", "```python\n{ref}`a`\n```", "```python\n{ref}`a`\n```"),
    ("myst", "```{include} a.md\n```", "Put *in*.\n"),
    ("myst", "- :::{note}\n  a\n  b\n  :::\n- c", "- > [!note]\n  > a\n  > b\n\n- c"),
    ("myst", "- ```{code} python\n  a\n  ```", "- ```python\n  a\n  ```"),
    (
        "mdx",
        "import a from './a.png';\nimport {\n  B\n} from 'b';\n\n<img src={a} className='c' />",
        '\n\n\n\n\n<img src="./a.png" class="c" />',
    ),
    (
        "mdx",
        "<video className='a \"b\"' controls src='c.mp4' loop={d} /> \\<E> f",
        '<video class="a &quot;b&quot;" controls="" src="c.mp4" /> \\<E> f',
    ),
    ("mdx", "import this as it is\n\nexport const a = {\n  b: 1\n}\n\nc", "import this as it is\n\n\n\n\n\nc"),
    ("mdx", "$ p_{j-1}(x) \\neq 0 $ and {a}", "$ p_{j-1}(x) \\neq 0 $ and "),
    ("mdx", "a {/* b */}{' '}{`c`} {d.e} $x_{1}$ `{f}` \\{g\\}", "a  c  $x_{1}$ `{f}` \\{g\\}"),
    (
        "mdx",
        "## A {#b}\n\n<A><B.C d={{e: 1}}>*f*</B.C></A> <https://a.example> 1 < 2",
        "## A {#b}\n\n*f* <https://a.example> 1 < 2",
    ),
    ("mdx", '<Note title="T">\n  a\n\n  <Tip>b</Tip>\n</Note>', "> [!note] T\n> a\n>\n> > [!tip]\n> > b\n"),
    ("mdx", '<Tabs>\n<TabItem label="A">\n\nb\n\n</TabItem>\n</Tabs>', "\n**A**\n\nb\n\n"),
    ("mdx", '<Link to="/a">b</Link> <Image src={require("./c.png")} alt="d" />', "[b](/a) ![d](./c.png)"),
    ("mdx", '<CodeBlock language="py">{`\na = 1\n`}</CodeBlock>', "```py\na = 1\n```"),
    ("mdx", "```js\nimport a from 'a'\n<B />\n```", "```js\nimport a from 'a'\n<B />\n```"),
    (
        "vue",
        '<script setup>\nimport a from "a"\n</script>\n<p :class="a" @click="b" id="c">{d}</p>',
        '\n\n\n<p id="c">{d}</p>',
    ),
    (
        "zola",
        '{{ youtube(id="a") }} {% note(title="b") %}c{% end %} `{{ d() }}`',
        "[YouTube: www.youtube.com/watch?v=a](https://www.youtube.com/watch?v=a) \n\n> [!note] b\n> c\n\n `{{ d() }}`",
    ),
    ("zola", '{{ figure(src="a.png", alt="b,  c=d") }}', "![b, c=d](a.png)"),
    ("shortcodes", "{{< math >}}\n$$\na\n$$\n{{< /math >}} {{< math >}}$b${{< /math >}}", "\n$$\na\n$$\n $b$"),
    ("zola", '{{ katex(body="\\\\sum") }}', "$\\sum$"),
    ("containers", ":::note[A b]\nc\n:::tip\nd\n:::\n:::\ne", "> [!note] A b\n> c\n> > [!tip]\n> > d\n>\n\ne"),
    ("containers", "::: details A\nb\n:::", "<details><summary>A</summary>\n\nb\n\n</details>"),
    ("containers", "::: details A\nb\n:::\n*c*", "<details><summary>A</summary>\n\nb\n\n</details>\n\n*c*"),
    (
        "containers",
        ":::: tip\n::: details A\nb\n:::\nc\n::::",
        "> [!tip]\n> <details><summary>A</summary>\n>\n> b\n>\n> </details>\n>\n> c\n",
    ),
    ("containers", "- ::: warning\n  a\n  :::", "- > [!warning]\n  > a\n"),
    ("containers", "::: code-group\n```js\n:::\n```\n:::", "\n```js\n:::\n```\n"),
    ("notes", "A^[b [c [d]](e)] \\^[f] `^[g]`", "A[^inline-1] \\^[f] `^[g]`\n\n[^inline-1]: b [c [d]](e)"),
]


@pytest.mark.parametrize(("name", "text", "markdown"), CASES)
def test_each_thing_becomes_what_it_means(name: str, text: str, markdown: str) -> None:
    assert ALL[name](text) == markdown


MARKS = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "    ",
            "- ",
            "> ",
            "a ",
            "`",
            "```\n",
            "~~~\n",
            "$$",
            '"',
            "'",
            "(",
            ")",
            "]",
            "[",
            "{",
            "}",
            "|",
        ),
        *(
            "{% if a %}",
            "{% raw %}",
            "{% endraw %}",
            "{% highlight c %}",
            "{% endhighlight %}",
            "{{ a",
            "}}",
            "%}",
            "{%",
        ),
        *("{{< figure src='a.png' >}}", "{{< note >}}", "{{< /note >}}", "{{%", "{{<", ">}}", "{{< a/>}}", "/*", "*/"),
        *(":::", "::: {.callout-note}\n", "::: {.x", "{#fig-a}", "@fig-a", "```{r, echo=FALSE}\n", "#| label: fig-a\n"),
        *("!!! note", '??? "b"\n', '=== "c"\n', '--8<-- "a.md"\n', "{: .a}", "{:toc}\n", "{::comment}", "{:/comment}"),
        *(
            "<A b={",
            "<B>\n",
            "</B>",
            "<C />",
            "</",
            "import a from 'b'\n",
            "export const a = {",
            "{/*",
            "*/}",
            ":::tip[a]\n",
        ),
        *(
            "{{ a(b='c') }}",
            "{% a(b=1) %}",
            "{% end %}",
            "{% else %}",
            "{% endif %}",
            "{% for a in b %}",
            "{% assign a = b %}",
        ),
        *("```{note}\n", ":::{tip}\n", ":name: a\n", "{ref}`a`", "(a)=\n", "---\n", "% a\n", "+++\n"),
    ]
)


@settings(max_examples=examples(200))
@given(st.lists(MARKS, max_size=30).map("".join))
def test_no_text_is_too_strange(text: str) -> None:
    for change in ALL.values():
        assert isinstance(change(text), str)
    # Of these, each line stays in its line.
    assert kramdown.plain(text).count("\n") == text.count("\n")
    assert quarto(text).count("\n") == text.count("\n")
    assert mkdocs(text).count("\n") >= text.count("\n") - text.count("8<")
    assert myst(text).count("\n") >= text.count("\n")


def test_a_footnote_with_many_links_that_nothing_ends_is_read_in_proportion() -> None:
    # Twice the time for each link would take longer than anyone waits.
    text = "^[" + "[a](b)" * 2_000
    assert inline_notes.named(text) == text


def test_a_directive_with_a_name_stays_in_its_item_of_a_list() -> None:
    assert myst("- ```{note}\n  :name: a\n\n  B.\n  ```").split("\n")[:3] == [
        '- <span id="a"></span>',
        "",
        "  > [!note]",
    ]
    assert '<span id="a"></span>' in myst(":::{figure} #cell\n:name: a\n:::\n")


def quickest(change: Callable[[str], str], text: str) -> float:
    """How long a change takes, in seconds of the processor: the least of three, as the machine may be busy."""
    took = []
    # What other tests left in memory would be looked through the more often, the more a change makes.
    gc.disable()
    try:
        while not took or (len(took) < 3 and took[-1] > 0.03):
            began = time.process_time()
            change(text)
            took.append(time.process_time() - began)
    finally:
        gc.enable()
    return min(took)


OPENINGS = [
    ("liquid", "{% if page.title %}", "{% endif %}"),
    ("liquid", "{% capture a %}", "{% endcapture %}"),
    ("liquid", "{% note %}\n", "{% endnote %}\n"),
    ("liquid", "[a]({% post_url nowhere %})\n", ""),
    ("shortcodes", "{{< note >}}\n", "{{< /note >}}\n"),
    ("shortcodes", "{{< youtube abc >}}\n", ""),
    ("zola", "{% note(b=1) %}\n", "{% end %}\n"),
    ("quarto", "::: {.callout-note}\n", ":::\n"),
    ("quarto", "::: {.x}\n", ":::\n"),
    ("containers", "::: tip\n", ":::\n"),
    ("containers", ":::: details\n", ":::\n"),
    ("myst", ":::{note}\n", ":::\n"),
    ("myst", "```{note}\n", "```\n"),
    ("mdx", "<A>\n", "</A>\n"),
    ("mdx", "<A>", "</B>"),
    ("mdx", "{ a ", "}"),
    ("mdx", "<a b={", "}>"),
    ("kramdown", '<div markdown="1">\n', "</div>\n"),
    ("kramdown", "<b markdown=1>", "</b>"),
    ("kramdown", "<a 'markdown", ""),
    ("notes", "^[", "]"),
    ("logseq", "id:: 6578b2a0-1111-4222-8333-944455566677\n", ""),
    ("logseq", "#+BEGIN_NOTE\n", "#+END_NOTE\n"),
]


def test_attributes_behind_code_and_boxes_of_a_theme_are_what_they_mean() -> None:
    assert kramdown.plain("Some `code`{:.language-ruby} here") == "Some `code` here"
    assert kramdown.plain("Text.\n\n> Words\n> more\n{: .prompt-tip }") == "Text.\n> [!tip]\n> Words\n> more\n"
    assert kramdown.plain("> Words\n{: .prompt-tip }") == "> Words\n"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "opening", "ending"), OPENINGS)
def test_many_that_are_nested_or_that_nothing_ends_are_read_in_proportion(name: str, opening: str, ending: str) -> None:
    change = {**ALL, "logseq": lambda text: OutlinePage("a.md", None).plain(text)}[name]  # type: ignore[arg-type, dict-item] # nothing beside it

    def took(form: str, number: int) -> float:
        ends = {"open": 0, "one ended": 1, "nested": number}[form]
        return quickest(change, f"{opening * number}a\n{ending * ends}")

    for form in ("open", "one ended", "nested"):
        assert took(form, 4_000) < max(9 * took(form, 1_000), 0.06), form


def test_a_part_of_a_file_is_put_in_as_it_is_asked_for() -> None:
    file = "---\ntitle: A\n---\n1\n<!-- #region b -->\n2\n3\n<!-- #endregion b -->\n4\n"
    left_out: list[tuple[int, str]] = []

    def put_in(said: str) -> str:
        return inclusions.plain(f"<!--@include: ./a.md{said}-->", lambda *_: file, left_out)

    assert [put_in(said) for said in ("#b", "#b{2,}", "{0,1}", "{5}")] == ["2\n3", "3", "1", "<!-- #endregion b -->"]
    assert (put_in("{1,2,3}"), put_in(f"{{{'9' * 30}}}")) == ("", "")
    assert [line for line, _ in left_out] == [1, 1]


@settings(max_examples=examples(100))
@given(st.text(alphabet="abc *_#>-.\n0123", max_size=200))
def test_plain_markdown_stays_as_it_is(text: str) -> None:
    assert {name: change(text) for name, change in ALL.items()} == dict.fromkeys(ALL, text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<div>*a*</div>", "<div>\n\n*a*\n\n</div>"),
        ("<div><p>*a*</p>*b*</div>", "<div>\n\n*a*\n\n*b*\n\n</div>"),
        ('<div markdown="0">*a*</div>', "<div>*a*</div>"),
        ("<table><tr><td>*a*</td></tr></table>", "<table><tr><td><em>a</em></td></tr></table>"),
        ("<pre>*a*</pre>", "<pre>*a*</pre>"),
    ],
)
def test_html_holds_markdown_where_the_settings_of_kramdown_say_so(text: str, shown: str) -> None:
    assert kramdown.plain(text, reads_html=True) == shown
    assert kramdown.plain(text) == text.replace(' markdown="0"', "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n\n|a|b|\n|1|2|\n\nb", "a\n\n| | |\n|---|---|\n|a|b|\n|1|2|\n\nb"),
        ("| a | b |\n|---+--:|\n| 1 | 2 |\n|---+---|\n| 3 | 4 |", "| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |"),
        ("|---+---|\n| a | b |\n|---+---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"),
        ("|---|---|\n| 1 | 2 |\n| 3 | 4 |", "| | |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |"),
        ("> |a|b|\n> |1|2|", "> | | |\n> |---|---|\n> |a|b|\n> |1|2|"),
        # These it reads as any other program does, or not at all.
        ("|a|b|\n|-|-|\n|1|2|", None),
        ("text\n|a|b|\n|1|2|", None),
        ("|a|", None),
        ("```\n|a|b|\n|1|2|\n```", None),
    ],
)
def test_tables_of_kramdown_need_no_head_and_may_have_more_parts(text: str, shown: str | None) -> None:
    assert kramdown.plain(text) == (shown or text)
