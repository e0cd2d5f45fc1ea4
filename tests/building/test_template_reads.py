"""What templates compile to and read is found out once, and kept from one process to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2
import pytest

from learning_timeline.building.template_reads import KEPT_FILES, KeptTemplates, TemplateReads
from learning_timeline.core.speaking import speaking
from learning_timeline.core.templates_language import offer_language

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = {
    "base.html": "{{ site.name }}{% block content %}{% endblock %}",
    "a.html": '{% extends "base.html" %}{{ x }}',
}


def environment(kept: KeptTemplates | None) -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), bytecode_cache=kept, autoescape=True)


def reads(file: Path) -> tuple[object, KeptTemplates]:
    kept = KeptTemplates()
    kept.load(file)
    return TemplateReads(kept).of(environment(kept).get_template("a.html")), kept


def test_another_process_parses_no_template_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, kept = reads(tmp_path / "templates-1")
    environment(kept).get_template("a.html").render(site={})
    kept.save(tmp_path / "templates-1")

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a template was parsed again")

    monkeypatch.setattr(jinja2.Environment, "_parse", refuse)
    second, kept = reads(tmp_path / "templates-1")
    assert second == first
    assert environment(kept).get_template("a.html").render(site={"name": "A journal"}) == "A journal"


def test_each_template_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed, parse = [], jinja2.Environment._parse

    def note(
        environment: jinja2.Environment, source: str, name: str | None, filename: str | None
    ) -> jinja2.nodes.Template:
        parsed.append(name)
        return parse(environment, source, name, filename)

    monkeypatch.setattr(jinja2.Environment, "_parse", note)
    found, kept = reads(tmp_path / "none")
    assert environment(kept).get_template("a.html").render(site={"name": "A journal"}) == "A journal"
    assert parsed == ["a.html", "base.html"]
    # The same is known of templates that another cache compiled.
    assert found == TemplateReads(KeptTemplates()).of(environment(None).get_template("a.html"))


def test_nothing_is_known_of_a_template_that_calls_a_function_of_the_site() -> None:
    sources = {
        "own": "{{ today() }}",
        "chance": "{{ lipsum() }}",
        "extends": "{% extends 'own' %}",
        "said": "{{ _('Topics') }}{{ range(3)|length }}",
        "renamed": "{% macro today() %}{% endmacro %}{{ today() }}",
    }
    for kept in (KeptTemplates(), None):
        made = jinja2.Environment(loader=jinja2.DictLoader(sources), bytecode_cache=kept)
        made.globals["today"] = lambda: "2026-11-29"
        offer_language(made)
        reads = TemplateReads(kept or KeptTemplates())
        known = {name for name in sources if reads.of(made.get_template(name)) is not None}
        assert known == {"said", "renamed"}


def test_what_cannot_be_compiled_is_told_by_jinja() -> None:
    loader = jinja2.DictLoader({"a.html": "{{ 1|no_such_filter }}"})
    with pytest.raises(jinja2.TemplateAssertionError, match="no_such_filter"):
        jinja2.Environment(loader=loader, bytecode_cache=KeptTemplates()).get_template("a.html")


def test_messages_are_said_once_where_their_catalogue_is_the_plugins() -> None:
    asked: list[str] = []
    sources = {
        "said": '{{ _("Topics") }}, {{ _("A <b>") }}, {% trans %}Feed{% endtrans %}, {% trans n=2 %}{{ n }}{% endtrans %}',
        "own": '{% macro _(said) %}own {{ said }}{% endmacro %}{{ _("Topics") }}',
    }
    made = jinja2.Environment(loader=jinja2.DictLoader(sources), bytecode_cache=KeptTemplates(), autoescape=True)
    offer_language(made)
    with speaking("de"):
        said, own = map(made.get_template, sources)
    assert (said.render(), own.render()) == ("Themen, A &lt;b&gt;, Feed, 2", "own Topics")

    def say(message: str) -> str:
        asked.append(message)
        return message

    theirs = jinja2.Environment(loader=made.loader, extensions=["jinja2.ext.i18n"], bytecode_cache=KeptTemplates())
    theirs.install_gettext_callables(say, say)  # type: ignore[attr-defined] # of the extension
    offer_language(theirs)
    theirs.get_template("said").render()
    assert asked == ["Topics", "A <b>", "Feed", "%(n)s"]


@pytest.mark.parametrize("damage", [b"", b"no digest", b"\0" * 200])
def test_a_damaged_file_is_as_one_that_is_not_there(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "templates-1"
    first, kept = reads(file)
    kept.save(file)
    file.write_bytes(file.read_bytes()[:-1] + damage)
    second, kept = reads(file)
    assert second == first
    kept.save(file)
    assert reads(file)[0] == first


def test_those_of_the_last_few_settings_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT_FILES + 3):
        reads(tmp_path / "none")[1].save(tmp_path / f"templates-{number}")
    assert len(list(tmp_path.iterdir())) == KEPT_FILES


def test_a_page_is_the_same_as_jinjas_own() -> None:
    class Callable:
        @jinja2.pass_context
        def __call__(self, context: jinja2.runtime.Context) -> str:
            return f"<{context['x']}>"

    templates = {
        "a.html": (
            "{% macro m(a, b=1) %}<i>{{ a }}{{ b }}</i>{{ caller() if caller }}{% endmacro %}"
            "{{ m(x) }}{{ m(x, b=x) }}{% call m(1) %}{{ x }}{% endcall %}{{ later() }}{{ plain(x) }}{{ x.upper() }}"
            "{% for y in (1, 2) %}{{ later() }}{{ given(y, z=x) }}{% endfor %}{{ ends() }}{{ ends() is undefined }}"
            "{% trans a=x, b=m(1) %}{{ a }} of {{ b }}, 100 %, again {{ a }}{% endtrans %}"
            "{% trans a=x|safe, unused=1 %}<b>{{ a }}{% endtrans %}{% trans %}none{% endtrans %}"
            "{% trans n=2, a=x %}one{% pluralize %}{{ n }} {{ a }}{% endtrans %}{{ _('%(a)d of %(b)s') % {'a': 1, 'b': x} }}"
        )
    }

    @jinja2.pass_eval_context
    def given(evaluated: jinja2.nodes.EvalContext, *values: object, **named: object) -> str:
        return f"{evaluated.autoescape} {values} {named}"

    told = {"x": "a&<", "later": Callable(), "plain": str.title, "given": given, "ends": iter(()).__next__}
    for autoescape in (True, False):
        pages = []
        for kept in (None, KeptTemplates()):
            made = jinja2.Environment(loader=jinja2.DictLoader(templates), bytecode_cache=kept, autoescape=autoescape)
            offer_language(made)
            with speaking("en"):
                pages.append(made.get_template("a.html").render(told))
        assert pages[0] == pages[1]
        assert ("a&amp;&lt; of <i>11</i>, 100 %, again a&amp;&lt;" in pages[1]) == autoescape
