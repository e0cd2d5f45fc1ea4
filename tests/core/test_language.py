"""What pages say in another language: messages, dates, numbers and plurals, and the catalogues that hold them."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment

from learning_timeline.commands import catalogues
from learning_timeline.core.catalogue import catalogue_file
from learning_timeline.core.language import gettext, spoken
from learning_timeline.core.phrases import counted, day, listed, number, probability
from learning_timeline.core.speaking import language_of, speaking
from learning_timeline.core.templates_language import offer_language

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("en", "1 post, 19,204 posts, 3 November 2026, 3 Nov, a, b and c"),
        ("en-GB", "1 post, 19,204 posts, 3 November 2026, 3 Nov, a, b and c"),
        ("de", "1 Beitrag, 19.204 Beiträge, 3. November 2026, 3. Nov., a, b und c"),
        ("de-AT", "1 Beitrag, 19.204 Beiträge, 3. November 2026, 3. Nov., a, b und c"),
        ("es", "1 entrada, 19.204 entradas, 3 de noviembre de 2026, 3 nov, a, b y c"),
        ("fr", "1 billet, 19\u202f204 billets, 3 novembre 2026, 3 nov., a, b et c"),
        ("pt", "1 post, 19.204 posts, 3 de novembro de 2026, 3 de nov., a, b e c"),
        ("zh", "1 篇文章, 19,204 篇文章, 2026年11月3日, 11月3日, a、b和c"),
        ("xx", "1 post, 19,204 posts, 3 November 2026, 3 Nov, a, b and c"),
        ("no such code!", "1 post, 19,204 posts, 3 November 2026, 3 Nov, a, b and c"),
    ],
)
def test_numbers_days_and_plurals_are_those_of_the_language(code: str, told: str) -> None:
    on = date(2026, 11, 3)
    with speaking(code):
        said = [counted(1, "post"), counted(19204, "post"), day(on), spoken().short_day(on), listed(["a", "b", "c"])]
    assert ", ".join(said) == told


def test_a_probability_has_the_decimal_sign_of_the_language() -> None:
    assert probability(0.995) == "99.5 %"
    with speaking("de"):
        assert (probability(0.995), probability(0.9)) == ("99,5 %", "90 %")


def test_a_language_without_a_catalogue_is_english_and_says_so() -> None:
    assert language_of("it").code == language_of("en-GB").code == "en"
    assert language_of("de").code == language_of("de_CH").code == "de"
    assert language_of("de").month_name(1) == "Januar"
    assert language_of("de-AT").month_name(1) == "Jänner"


def test_a_language_is_spoken_only_for_a_while() -> None:
    with speaking("de"):
        assert gettext("Topics") == "Themen"
        with speaking("en"):
            assert gettext("Topics") == "Topics"
        assert number(1234) == "1.234"
    assert gettext("Topics") == "Topics"


@pytest.mark.parametrize("is_new", [False, True])
def test_a_catalogue_of_the_sites_own_is_asked_for_what_the_plugin_does_not_know(is_new: bool) -> None:  # noqa: FBT001
    environment = Environment(extensions=["jinja2.ext.i18n"])
    environment.install_gettext_callables(  # type: ignore[attr-defined] # of the extension
        lambda message: {"Cats of %(who)s": "Katzen von %(who)s", "Topics": "Other"}.get(message, message),
        lambda one, several, number: one if number == 1 else several,
        newstyle=is_new,
    )
    environment.globals["language"] = "of the site"
    offer_language(environment)
    offer_language(environment)
    template = environment.from_string(
        '{{ _("Topics") }}, {% trans who="Ada" %}Cats of {{ who }}{% endtrans %}, '
        "{% trans number=2 %}{{ number }} cat{% pluralize %}{{ number }} cats{% endtrans %}, "
        "{{ language }}, {{ lt_language.number(1234) }}"
    )
    with speaking("de"):
        assert template.render() == "Themen, Katzen von Ada, 2 cats, of the site, 1.234"


def test_english_loads_no_babel() -> None:
    code = (
        "import learning_timeline.generator, learning_timeline.receivers, sys; from learning_timeline.core import speaking; "
        "[speaking.language_of(code) for code in ('en', 'en-GB', 'en_US')]; sys.exit('babel' in sys.modules)"
    )
    folders = {"PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}"}
    assert subprocess.run([sys.executable, "-c", code], env=folders, check=False).returncode == 0


def test_every_message_is_in_every_catalogue_and_german_is_complete() -> None:
    """Else run `invoke languages`, and translate what is new."""
    said = {(message.context, message.id) for message in catalogues.extracted(ROOT) if message.id}
    states = {state.code: state for state in catalogues.states()}
    for code, state in states.items():
        listed_there = {(one.context, one.id) for one in catalogues.read(catalogue_file(code)) if one.id}
        assert said ^ listed_there == set(), code
        assert state.problems == (), code
    assert states["de"].translated == states["de"].messages


def test_a_new_language_begins_with_every_message_and_none_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("learning_timeline.core.catalogue.TRANSLATIONS", tmp_path)
    monkeypatch.setattr(
        "learning_timeline.commands.catalogues.extracted", lambda _root: catalogues.read(_small(tmp_path))
    )
    file = catalogues.begin("pt-BR", ROOT)
    assert file.parts[-3] == "pt_BR"
    begun = catalogues.read(file)
    assert [message.string for message in begun if message.id] == ["", ("", "", "")]
    with pytest.raises(catalogues.CatalogueError, match="exists"):
        catalogues.begin("pt-BR", ROOT)
    with pytest.raises(catalogues.CatalogueError, match="not the code of a language"):
        catalogues.begin("klingon!", ROOT)


def test_catalogues_whose_messages_are_the_same_stay_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = _small(tmp_path)
    for module in ("core.catalogue", "commands.catalogues"):
        monkeypatch.setattr(f"learning_timeline.{module}.TRANSLATIONS", tmp_path)
    monkeypatch.setattr("learning_timeline.commands.catalogues.TEMPLATE", tmp_path / "template.pot")
    monkeypatch.setattr("learning_timeline.commands.catalogues.extracted", lambda _root: catalogues.read(messages))
    file = catalogues.begin("nl", ROOT)
    text = re.sub(r"(POT-Creation-Date: )\d{4}", r"\g<1>2020", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    catalogues.update(ROOT)
    assert file.read_text(encoding="utf-8") == text


def test_a_translation_that_lost_a_place_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("learning_timeline.commands.catalogues.TRANSLATIONS", tmp_path)
    file = tmp_path / "de/LC_MESSAGES/learning_timeline.po"
    file.parent.mkdir(parents=True)
    file.write_text('#, python-format\nmsgid "on %(day)s"\nmsgstr "am %(Tag)s"\n', encoding="utf-8")
    (state,) = catalogues.states()
    assert (state.translated, state.messages) == (1, 1)
    assert state.problems[0].startswith(f"{file}:")


def _small(folder: Path) -> Path:
    file = folder / "all.pot"
    file.write_text(
        'msgid "Topics"\nmsgstr ""\n\nmsgid "%(num)s post"\nmsgid_plural "%(num)s posts"\nmsgstr[0] ""\nmsgstr[1] ""\n',
        encoding="utf-8",
    )
    return file
