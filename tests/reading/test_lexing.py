"""Lexers that try fewer rules give the tokens that they always gave."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pygments.lexer import RegexLexer
from pygments.lexers import get_lexer_by_name

from learning_timeline.reading.markdown.lexing import ANY, beginnings, quickened

LANGUAGES = (
    *("bash", "c", "cpp", "css", "go", "haskell", "html", "java", "javascript", "json"),
    *("julia", "latex", "make", "python", "r", "rust", "sql", "toml", "yaml"),
)
# Texts of many languages at once, which are wrong in most: what a lexer cannot read is told the same way.
TEXTS = [
    Path(__file__).read_text(encoding="utf-8"),
    'int main(void) {\n    for (int i = 0; i < 3; ++i) s ^= i;\n    printf("%d\\n", s); /* é */\n}\n',
    "SELECT a, count(*) FROM b -- ß\nWHERE day >= '2026-01-01' GROUP BY a;\n",
    "set -euo pipefail\nfor f in ./a/*.b; do wc -l \"$f\" | awk '{ s += $1 }'; done <<EOF\n$X\nEOF\n",
    '<p class="a">ä &amp; b<script>let x = `a${1}`;</script></p>\n\ud83d \x00 \u2028 \u212a \u017f\n',
    '{"a": [1, null, "b\\u00e9"], "c": {}}\nkey: |\n  text\n[table]\nx = 1e3\n\n\n',
    "\\begin{a} $x^2$ % c\n\\end{a}\nfn f<'a>(x: &'a str) -> u8 { x?; }\nmodule M where f :: Int -> Int\n",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexer_gives_the_tokens_it_gave_before(language: str) -> None:
    before, now = (get_lexer_by_name(language, stripnl=False) for _ in range(2))
    quickened(now)
    for text in TEXTS:
        assert list(now.get_tokens(text)) == list(before.get_tokens(text))


def test_no_rule_is_left_out_that_could_match() -> None:
    followers = ["", " ", "a", "=", "/*", '"b"', "\n", "1", "(", "ion a", "elect\n", "->"]
    texts = [f"{chr(one)}{rest}" for one in sorted(ANY) for rest in followers]
    patterns = {
        rule[0].__self__
        for lexer in map(get_lexer_by_name, LANGUAGES)
        if isinstance(lexer, RegexLexer)
        for rules in lexer._tokens.values()
        for rule in rules
        if isinstance(getattr(rule[0], "__self__", None), re.Pattern)
    }
    assert len(patterns) > 500
    narrow = [(pattern, its) for pattern in patterns if (its := beginnings(pattern)) != ANY]
    assert len(narrow) > len(patterns) / 2
    wrong = [
        (one.pattern, text) for one, its in narrow for text in texts if ord(text[0]) not in its and one.match(text)
    ]
    assert not wrong
