"""A file's text into fields and body: the three kinds of front matter, what authors mistype, and hostile input."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_timeline.reading import frontmatter
from learning_timeline.reading.field_values import FieldValue
from learning_timeline.reading.frontmatter import FrontMatter, FrontMatterError, split
from tests.builders.share import share

PIECES = (
    *(
        "---\n",
        "...\n",
        "+++\n",
        "title: x\n",
        "Title: x\n",
        "tags: [a, b]\n",
        "a: ",
        "b:",
        "- c\n",
        "  - d\n",
        "k = 1\n",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!t ",
        "<<: ",
        "? ",
        "| \n",
        "> \n",
        '"',
        "'",
        "#",
        ":",
        "\t",
        " ",
        "\n",
        "\r\n",
        "\r",
    ),
    *("\ufeff", "\x07", "\x85", "\u2028", "é", "%YAML 1.1\n", "x", "[t]\n", "2026-11-23"),
)
headerish = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
beginnings = st.sampled_from(["", "---\n", "---\na: b\n", "+++\n", "Title: x\n", "\ufeff---\r\nt: 1\r\n"])


def error(text: str) -> FrontMatterError:
    return split(text).remarks[0]


# -- YAML


def test_yaml_between_lines_of_dashes_is_read_with_the_line_of_each_field() -> None:
    front = split(
        "---\ntitle: On entropy\ntags: [a, b]\n\npredictions:\n  - {claim: x, probability: 0.1}\n---\n\nText.\n"
    )
    assert front == FrontMatter(
        fields={"title": "On entropy", "tags": ["a", "b"], "predictions": [{"claim": "x", "probability": "0.1"}]},
        body="\nText.\n",
        body_line=8,
        lines={"title": 2, "tags": 3, "predictions": 5},
    )


@pytest.mark.parametrize(
    "written", ["no", "1:30", "2026", "null", "~", "1.50", "2026-11-23", "true", "0x1f", "1_000", ".inf", "=", "é"]
)
def test_a_value_comes_out_as_it_was_written(written: str) -> None:
    front = split(f"---\ntitle: {written}\nlist: [{written}]\n---\n")
    assert front.fields == {"title": written, "list": [written]}


def test_quoted_and_folded_values_are_yamls() -> None:
    front = split("---\na: \"x: \\u00e9\"\nb: '#1'\nc: >-\n  two\n  lines\nd:\n---\n")
    assert front.fields == {"a": "x: é", "b": "#1", "c": "two lines", "d": ""}


@pytest.mark.parametrize("closing", ["---", "...", "---  "])
def test_either_mark_ends_it_and_only_the_first_one(closing: str) -> None:
    assert split(f"---\na: b\n{closing}\nText\n---\nmore").body == "Text\n---\nmore"


def test_a_byte_order_mark_and_any_line_ends_are_understood() -> None:
    for end in ("\n", "\r\n", "\r"):
        front = split(f"\ufeff---{end}title: x{end}---{end}a{end}b")
        assert (front.fields, front.body, front.body_line) == ({"title": "x"}, "a\nb", 4)


def test_names_are_lower_cased() -> None:
    assert split("---\nTitle: x\n---\n").fields == {"title": "x"}


def test_comments_and_an_empty_block_are_no_fields() -> None:
    assert split("---\n# note\ntitle: x # really\n---\n").fields == {"title": "x"}
    assert split("---\n---\nText") == FrontMatter({}, "Text", 3, {})


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nProse after a rule.\n\n---\n",
        "---",
        "---\n",
        "---\nProse.\n",
        "---\n# Heading\n\nProse: x\n",
        "---\n\nNote: this is prose.\n\nAnswer: so is this.\n\n---\n",
        "---\n{{ template }}\n---\n",
        "----\na: b\n---\n",
        "",
    ],
)
def test_a_rule_that_begins_a_text_is_no_front_matter(text: str) -> None:
    assert split(text) == FrontMatter({}, text, 1, {})


def test_fields_may_stand_below_comments_and_empty_lines() -> None:
    text = '---\n# About: fields\n\ntitle: x\nabstract: "One.\nTwo."\n\n# More\ntags:\n- a\n---\nText'
    assert (split(text).fields, split(text).body) == ({"title": "x", "abstract": "One. Two.", "tags": ["a"]}, "Text")


@pytest.mark.parametrize(
    "text", ["\n+++\ntitle = 'x'\n+++\nText", "\n\n---\ntitle: x\n---\nText", " \n\t\n--- \ntitle: x\n---\nText"]
)
def test_front_matter_may_begin_below_empty_lines(text: str) -> None:
    front = split(text)
    assert (front.fields, front.body, front.body_line) == ({"title": "x"}, "Text", text.count("\n") + 1)
    assert front.lines == {"title": text.count("\n") - 1}


@pytest.mark.parametrize(
    "begin", ["\n---\n", "---\n\n", " \n---\nlayout: x\n", "---\n# c\n\nlayout: post\n", " \n\t\n--- \nlayout: post\n"]
)
@pytest.mark.parametrize(
    "field",
    ["draft: true", "published: false", "private: true", "publish: false", "dg-publish: false", '"dg-publish": false'],
)
def test_front_matter_beside_empty_lines_or_comments_may_say_only_that_a_post_is_held_back(
    begin: str, field: str
) -> None:
    front = split(f"{begin}{field}\n---\nText")
    assert (bool(front.held_back), front.body) == (True, "Text")


def test_an_object_of_json_is_front_matter() -> None:
    front = split('---\n{"title":"x","dg-publish":false,"created":"2026-11-29T09:27:27.975-03:00"}\n---\nText')
    assert front.fields["date"] == "2026-11-29T09:27:27.975-03:00"
    assert (front.fields["title"], front.body, bool(front.held_back)) == ("x", "Text", True)


def test_front_matter_without_an_end_is_an_error() -> None:
    assert str(error("---\ntitle: x\n\nText\n")) == (
        "line 1: the front matter that --- opens here has no end: close it with a line of ---"
    )


def test_an_unquoted_colon_is_an_error_with_its_line_and_a_remedy() -> None:
    caught = error("---\ndate: 2026-11-23\ntitle: Attention: all you need\n---\n")
    assert caught.line == 3
    assert '": "' in caught.remedy


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("a: b\n- c", 3),
        ("a:\n\t- b", 3),
        ("a: 'b", 2),
        ("a: [b", 2),
        ("a: {b: c}}", 2),
        ("a: b\n  c: d", 3),
        ("a: @b", 2),
    ],
)
def test_broken_yaml_is_an_error_within_the_block(block: str, line: int) -> None:
    caught = error(f"---\n{block}\n---\nText")
    assert "YAML" in caught.problem
    assert line <= caught.line <= 2 + block.count("\n") + 1


def test_a_field_given_twice_is_an_error_that_names_both_lines() -> None:
    caught = error("---\ntitle: a\ndate: b\nTitle: c\n---\n")
    assert (caught.line, caught.problem) == (4, "`title` appears here and in line 2")
    assert split("---\ntitle: a\ntitle: c\n---\n").fields["title"] == "c"


@pytest.mark.parametrize("value", ["&x y", "*x", "!x y", "!!python/object:os.system x", "{b: &x y}", "[*x]", "!!int 1"])
def test_references_and_types_are_refused(value: str) -> None:
    caught = error(f"---\na: {value}\n---\n")
    assert caught.line == 2
    assert "quotes" in caught.remedy


def test_a_few_lines_cannot_grow_to_gigabytes() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert error(f"---\n{bomb}---\n").line == 2


@pytest.mark.parametrize(
    "value",
    ["[" * 5_000, "{a: " * 5_000, "[" * 11 + "]" * 11, "\n" + "".join("  " * n + "- \n" for n in range(1, 500))],
)
def test_deep_nesting_is_refused(value: str) -> None:
    caught = error(f"---\na: {value}\n---\n")
    assert "nested" in caught.problem


def test_a_second_document_and_strange_names_are_refused() -> None:
    assert error("---\na: b\n--- c\nd: e\n---\n").line == 3
    assert error("---\na: b\n? [c]\n: d\n---\n").line == 3


def test_a_control_character_is_an_error_with_its_line() -> None:
    caught = error("---\na: b\nc: \x07\n---\n")
    assert (caught.line, caught.problem) == (3, "the front matter contains a control character")


def test_without_the_c_parser_the_same_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "---\ntitle: no\ntags: [a, {b: 1}]\n---\nText",
        "---\na: b: c\n---\n",
        "---\na: \x07\n---\n",
        "---\na: " + "[" * 5_000 + "\n---\n",
    ]
    with_c = [_outcome(text) for text in texts]
    monkeypatch.setattr(frontmatter, "_LOADER", yaml.BaseLoader)
    assert [_outcome(text) for text in texts] == with_c


def _outcome(text: str) -> tuple[object, ...]:
    front = split(text)
    return front.fields, front.body, [(one.line, one.remedy) for one in front.remarks]


# -- what other programs write


def test_other_programs_names_are_found_under_pelicans() -> None:
    front = split("---\ncategories: [rl, other]\nlastmod: 2026-11-23\ndescription: S\ndraft: true\n---\n")
    assert front.fields["category"] == ["rl", "other"]
    assert front.fields["modified"] == "2026-11-23"
    assert front.fields["summary"] == "S"
    assert front.held_back == "`draft: true`"
    assert [front.lines[name] for name in ("category", "modified", "summary")] == [2, 3, 4]
    assert split("---\ncreated: 2021-01-02\n---\n").fields["date"] == "2021-01-02"


def test_a_fields_own_name_wins() -> None:
    front = split("---\ncategories: [a]\ncategory: b\ndraft: false\nstatus: hidden\n---\n")
    assert (front.fields["category"], front.fields["status"]) == ("b", "hidden")


# What other programs hold back by, and what is no reason to; of either, other spellings are meant as well.
HELD_BACK = (
    *(
        "draft: true",
        "draft: yes",
        "draft: on",
        "draft: 1",
        'draft: "T"',
        "Draft: Yes",
        "draft: [true]",
        "draft: perhaps",
    ),
    *("published: false", "published: no", "published: off", "publish: false", "dg-publish: false", "publish: 'no'"),
    *("private: true", "unlisted: true", "headless: true", "hidden: yes", "visibility: private"),
    *("status: draft", "status: private", "status: wip", "status: WIP", 'status: "[[draft]]"', "status: [hidden]"),
    *(
        "status: unlisted",
        "status: draft, wip",
        "visible: false",
        "encrypted: true",
        "password: words",
        "status: unpublished",
        "build: {render: never}",
        "_build: {list: never}",
        "params: {private: true}",
    ),
    *("cascade: {draft: true}", "draft: false\ndraft: true", "draft: true\ndraft: false", "title: a: b\ndraft: true"),
    *("title: a: b\n# not to be published", "x: &a\nprivate: true"),
)
FOR_ALL = (
    *(
        "draft: false",
        "draft: no",
        "draft: off",
        "draft: 0",
        "draft:",
        "published: true",
        "published: 2026-01-01",
        "publish: yes",
    ),
    *(
        "status: in progress",
        "status: evergreen",
        "status: published",
        "private: false",
        "build: {render: always}",
        "title: a draft",
    ),
    *("title: a: b", "cascade: [{draft: true, _target: {path: /x/**}}]"),
)


@pytest.mark.parametrize("lines", HELD_BACK)
def test_what_its_author_keeps_back_is_held_back(lines: str) -> None:
    assert split(f"---\n{lines}\n---\nText").held_back
    toml_or_flat = (
        lines if ":" in lines and "\n" not in lines and "{" not in lines and "[" not in lines else "Draft: yes"
    )
    assert split(f"Title: A\n{toml_or_flat}\n\nText").held_back
    assert split(f"{toml_or_flat}\nTitle: A\n\nText").held_back or not toml_or_flat.lower().startswith(("draft", "pub"))


@pytest.mark.parametrize("lines", FOR_ALL)
def test_what_is_for_all_is_not_held_back(lines: str) -> None:
    assert not split(f"---\n{lines}\n---\nText").held_back


# -- TOML


def test_toml_between_lines_of_plus_signs_is_read() -> None:
    front = split(
        '+++\ntitle = "x"\ndate = 2026-11-23T10:00:00+02:00\nday = 2026-11-23\ndraft = true\nv = 1.50\n'
        'tags = ["a", "b"]\n[params]\nn = 1\n+++\nText'
    )
    assert front.fields == {
        "title": "x",
        "date": "2026-11-23 10:00:00+02:00",
        "day": "2026-11-23",
        "draft": "true",
        "v": "1.50",
        "tags": ["a", "b"],
        "params": {"n": "1"},
    }
    assert (front.body, front.body_line, front.lines["tags"], front.lines["params"]) == ("Text", 11, 7, 8)


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("a = 1\nb =", 3),
        ("a = 1\na = 2", 3),
        ('a = "x', 2),
        ("a = 0x" + "f" * 5_000, 2),
        ("a = " + "[" * 500, 2),
        ("a = " + "[" * 20 + "]" * 20, 2),
    ],
)
def test_broken_toml_is_an_error_with_its_line(block: str, line: int) -> None:
    assert error(f"+++\n{block}\n+++\n").line == line


def test_toml_without_an_end_is_an_error() -> None:
    assert error("+++\na = 1\n").remedy == "close it with a line of +++"


# -- flat headers


def test_flat_headers_end_with_an_empty_line() -> None:
    front = split("Title: On: entropy\nDate: 2026-11-23 18:30\nTags: a, b,\n    c\n\nText: x\n")
    assert front == FrontMatter(
        fields={"title": "On: entropy", "date": "2026-11-23 18:30", "tags": "a, b, c"},
        body="Text: x\n",
        body_line=6,
        lines={"title": 1, "date": 2, "tags": 3},
    )


@pytest.mark.parametrize(
    "text",
    [
        "Note: this is prose.\n\nMore.",
        "http://x\n",
        "# Title: x\n",
        "Title",
        "Remember the date: it is late.\n",
        "    Title: x\n",
    ],
)
def test_prose_with_a_colon_is_no_header(text: str) -> None:
    assert split(text) == FrontMatter({}, text, 1, {})


def test_a_line_that_is_no_field_ends_the_header() -> None:
    front = split("Title: x\nhttps://a.b is an address\n")
    assert (front.fields, front.body, front.body_line) == ({"title": "x"}, "https://a.b is an address\n", 2)


def test_a_flat_field_given_twice_is_an_error() -> None:
    assert error("Title: a\nDate: b\ntitle: c\n\n").problem == "`title` appears here and in line 1"


# -- whatever comes


@pytest.mark.torture
@settings(max_examples=share("EXAMPLES", 500), deadline=None)
@given(beginnings, st.one_of(st.text(), headerish))
def test_any_text_is_taken_apart(beginning: str, rest: str) -> None:
    text = beginning + rest
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    front = split(text)
    assert front.body == "\n".join(lines[front.body_line - 1 :])
    assert front.fields.keys() == front.lines.keys()
    assert all(1 <= line < front.body_line for line in front.lines.values())
    assert all(1 <= one.line <= len(lines) and one.remedy for one in front.remarks)


@pytest.mark.torture
@settings(max_examples=share("EXAMPLES", 300), deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])))
def test_a_quoted_title_survives_whatever_it_holds(title: str) -> None:
    quoted = "'" + title.replace("'", "''") + "'"
    assert split(f"---\ntitle: {quoted}\n---\n").fields["title"] == title


# -- JSON, and blocks further down


def test_an_object_of_json_is_front_matter_as_hugo_takes_it() -> None:
    front = split('{\n "Title": "A",\n "n": 1.50,\n "none": null\n}\nText.\n')
    assert (front.fields, front.body, front.body_line) == ({"title": "A", "n": "1.50"}, "Text.\n", 6)
    assert split('{"draft": true}\n').held_back == "`draft: true`"
    assert split('{ "date": "2022-05-05" }\n\nText.').body == "\nText."


def test_json_that_cannot_be_read_is_shown_unless_it_speaks_of_holding_back() -> None:
    front = split('{"title": "A",}\n\nText.')
    assert (front.body, front.held_back) == ('{"title": "A",}\n\nText.', "")
    assert "the JSON cannot be read" in str(front.remarks[0])
    assert split('{"draft": true,}\n\nText.').held_back


@pytest.mark.parametrize("text", ["{{ x }}", "{% x %}", '{"quoted"} words', "{x: y}", "{ }"])
def test_other_braces_are_text(text: str) -> None:
    assert split(text) == FrontMatter({}, text, 1, {})


@pytest.mark.parametrize(
    "text",
    [
        "<!-- Mine. -->\n---\ndraft: true\n---\nText.",
        "%% Mine. %%\n\n---\ntitle: x\ntags:\n  - a\ndraft: true\n---\nText.",
        "<!--\n+++\ndraft = true\n+++\n-->\nText.",
        "---\ntitle: x\n---\n---\ndraft: true\n---\nText.",
        "---\n---\ndraft: true\n---\nText.",
        "# Heading\n\n---\npublish: no\n...\nText.",
        '---json\n{ "draft": true }\n---\nText.',
        ';;;\n"published": false\n;;;\nText.',
        "\u200b---\ndraft: true\n---\nText.",
        "<!-- a -->\n<!-- b -->\n\n\ntitle: x\ndraft: true\n\nText.",
        "<!--\ndraft: true\n-->\nText.",
    ],
)
def test_front_matter_below_other_text_or_in_other_fences_may_hold_back(text: str) -> None:
    assert split(text).held_back


@pytest.mark.parametrize(
    "text",
    [
        "Hugo reads:\n\n```yaml\n---\ndraft: true\n---\n```\n",
        "- Hugo reads:\n\n  ~~~\n  ---\n  draft: true\n  ---\n  ~~~\n",
        "    ---\n    draft: true\n    ---\n",
        "One\n\n---\n\nDraft: true words are few.\nMore of them.\n\n---\n",
        "One\n\n---\ndraft: false\n---\n",
        "<!-- draft words -->\nText.\n\nDraft: true words.",
        "| a |\n|---|\n| draft: true |\n",
        "One\n\n---\n\nDraft: first\n\n---\n",
        "---\ntitle: x\n---\ndraft: true is how Hugo marks it.\n\n---\n",
        "One\n\n---\nhidden = 64\nloss = 0.5\n---\n",
    ],
)
def test_code_and_words_between_rules_hold_nothing_back(text: str) -> None:
    assert not split(text).held_back


@pytest.mark.parametrize("held", ["draft: true", "status: draft", "private: yes"])
@pytest.mark.parametrize("is_theirs", [False, True])
@pytest.mark.parametrize("base", ["", "||||||| base\n---\ntitle: x\n---\nOld.\n"])
def test_either_side_of_a_conflict_about_a_whole_file_holds_it_back(held: str, base: str, *, is_theirs: bool) -> None:
    sides = ["---\ntitle: x\n---\nOne.\n", f"---\ntitle: x\n{held}\n---\nTwo.\n"]
    ours, theirs = sides if is_theirs else reversed(sides)
    assert split(f"<<<<<<< HEAD\n{ours}{base}=======\n{theirs}>>>>>>> other\n").held_back
    assert not split(f"<<<<<<< HEAD\n{sides[0]}{base}=======\n{sides[0]}>>>>>>> other\n").held_back


@pytest.mark.parametrize(
    ("text", "fields", "body", "line", "held_back"),
    [
        (
            '{:title "A \\"b\\"", :layout :post :date #inst "2024-03-05"\n ; words\n :tags ["b" "c d"]}\n\nText.',
            {"title": 'A "b"', "layout": "post", "date": "2024-03-05", "tags": ["b", "c d"]},
            "\nText.",
            4,
            "",
        ),
        ('\n{:title "A" :draft? true}\nText.', {"title": "A", "draft": "true"}, "Text.", 3, "`draft: true`"),
        ('{:title "A" :draft? true', {"draft": "true"}, '{:title "A" :draft? true', 1, "`draft: true`"),
        (
            '%{\n  title: "A",\n  tags: ~w(b c),\n  published: false\n}\n---\nText.',
            {"title": "A", "tags": ["b", "c"], "published": "false"},
            "Text.",
            7,
            "`published: false`",
        ),
    ],
)
def test_a_map_in_clojure_or_elixir_is_front_matter(
    text: str, fields: dict[str, FieldValue], body: str, line: int, held_back: str
) -> None:
    found = split(text)
    assert {name: found.fields[name] for name in fields} == fields
    assert (found.body, found.body_line, found.held_back) == (body, line, held_back)


@pytest.mark.parametrize(
    "text",
    [
        "{:.class}\nText",
        "{:toc}\n",
        "{:toc}\n\nThe field `draft: true` holds a post back.",
        "{:note}\nWith hidden: true, nobody sees it.",
        '{: .red #id a="b"}\nText',
        "{::options /}\nText",
        "{:a}",
        "%{x}",
        "{:.draft true}",
    ],
)
def test_attributes_of_kramdown_are_no_map(text: str) -> None:
    assert (split(text).fields, split(text).body, split(text).held_back) == ({}, text, "")
