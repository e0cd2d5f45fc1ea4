"""Values with their lines; each complaint tells the file, the line, what is wrong and how to mend it."""

from __future__ import annotations

import pytest

from analytics.errors import ContentError
from analytics.yamlfile import Value, read_yaml


def complaint(text: str) -> str:
    with pytest.raises(ContentError) as raised:
        read_yaml(text, "a.yaml")
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: *b\n", "a.yaml:1: a value starts with *, which YAML reads as a reference: write it in quotes"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2: a second document begins here: leave out the line with ---"),
        ("a: \x07\n", "a.yaml: it contains a control character: delete it"),
        ("a: 1\n\na: 2\n", "a.yaml:3: 'a' appears twice: keep one of them"),
        ("a: 1\n? [b]\n: 2\n", "a.yaml:2: a field's name is not a word: write it in quotes"),
    ],
)
def test_what_is_wrong_is_told_with_its_remedy(text: str, said: str) -> None:
    assert complaint(text) == said


def test_what_is_no_yaml_is_told_with_what_the_parser_says() -> None:
    said = complaint("a: 1\nb: ]\n")
    assert said.startswith("a.yaml:2: this is not YAML: ")
    assert said.endswith(": fix the indentation or quote the value")
    assert "None" not in said


@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ("{a: ", "}")])
def test_values_may_be_nested_eight_deep(opens: str, closes: str) -> None:
    value = read_yaml(f"{opens * 8}x{closes * 8}", "a.yaml")
    for _ in range(8):
        assert value is not None
        inner = value.value
        assert not isinstance(inner, str)
        value = inner[0] if isinstance(inner, list) else inner["a"]
    assert value == Value("a.yaml", 1, "x")
    deeper = f"\n{opens * 9}x{closes * 9}"
    assert complaint(deeper) == "a.yaml:2: values are nested more than 8 deep: fix the brackets"
    far_deeper = f"\n{opens * 3000}x"  # which the parser itself gives up on
    assert complaint(far_deeper) == "a.yaml:2: values are nested more than 8 deep: fix the brackets"


def test_a_value_stands_on_the_line_of_its_key() -> None:
    value = read_yaml("a: 1\nb:\n  - x\n  - y\nc:\n", "a.yaml")
    assert value is not None
    assert isinstance(value.value, dict)
    assert {key: one.line for key, one in value.value.items()} == {"a": 1, "b": 2, "c": 5}
    assert value.value["b"].texts("b") == ("x", "y")
    assert value.value["a"].texts("a") == ("1",)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Value("a.yaml", 3, []), "a.yaml:3: the name is not a text: write a text"),
        (Value("a.yaml", 3, "  "), "a.yaml:3: the name is not a text: write a text"),
        (
            Value("a.yaml", 3, "a\x07\u202eb"),
            "a.yaml:3: the name contains the character U+0007, which is not allowed on a page: delete it",
        ),
        (Value("a.yaml", 2, [Value("a.yaml", 3, "")]), "a.yaml:3: the name is not a text: write a text"),
    ],
)
def test_a_text_that_is_none_is_named(value: Value, said: str) -> None:
    with pytest.raises(ContentError) as raised:
        value.texts("the name") if isinstance(value.value, list) and value.value else value.text("the name")
    assert str(raised.value) == said


def test_a_mapping_says_which_fields_it_may_have() -> None:
    with pytest.raises(ContentError, match=r"^a.yaml:1: the topic is not a mapping: write it with name, parent$"):
        Value("a.yaml", 1, "x").mapping("the topic", ("name", "parent"))
    known = Value("a.yaml", 1, {"nme": Value("a.yaml", 2, "x")})
    with pytest.raises(ContentError, match=r"^a.yaml:2: the topic has the unknown field 'nme': use name, parent$"):
        known.mapping("the topic", ("name", "parent"))
