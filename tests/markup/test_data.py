"""Data for machines: whatever it holds, it ends where we end it and means what it says."""

import json
import re

import pytest

from markup import SafeHTML, line_of, linked_data, render_comment, text_of

START, END = '<script type="application/ld+json">', "</script>"


@pytest.mark.parametrize(
    "words", ["</script>", "<!--", "]]>", "\u2028\u2029", "'\"&\\", "\x00\x1f", "📵 עברית", "</ScRiPt >"]
)
def test_the_block_ends_where_we_end_it(words: str) -> None:
    block = linked_data({"headline": words, words: 1})

    inside = block.removeprefix(START).removesuffix(END)
    assert isinstance(block, SafeHTML)
    assert not re.search("[<>&'\u2028\u2029]", inside)
    assert json.loads(inside) == {"headline": words, words: 1}


def test_half_a_character_does_not_break_the_page() -> None:
    assert json.loads(linked_data({"a": "x\ud800"})[len(START) : -len(END)]) == {"a": "x?"}


def test_words_on_one_line_are_those_of_the_text() -> None:
    html = render_comment(
        'Eins *zwei* [drei](https://a.example/?a=1&b=2 "a > b").\n\n> 1 < 2 & 3\n\n- vier\n- fünf'
    )

    assert line_of(html).replace(" ", "") == "".join(text_of(html).split())
    assert line_of(render_comment("Eins\n\nzwei")) == "Eins zwei"
    assert line_of(render_comment("Nur *eins*, nicht `zwei`.")) == "Nur eins, nicht zwei."
