"""Words that are marked in a sanitised text."""

import pytest

from markup import render_comment, with_words_marked


@pytest.mark.parametrize(
    ("source", "words", "html"),
    [
        ("A casino.", {"casino"}, "<p>A <mark>casino</mark>.</p>\n"),
        ("A *Casino*, casinos", {"casino"}, "<p>A <em><mark>Casino</mark></em>, casinos</p>\n"),
        ("Ada & Co", {"Ada & Co"}, "<p><mark>Ada &amp; Co</mark></p>\n"),
        ("`<b>` here", {"b", "here"}, "<p><code>&lt;<mark>b</mark>&gt;</code> <mark>here</mark></p>\n"),
        ("a+b (c", {"b (c"}, "<p>a+<mark>b (c</mark></p>\n"),
        ("nothing", set(), "<p>nothing</p>\n"),
        ("nothing", {" "}, "<p>nothing</p>\n"),
    ],
)
def test_whole_words_are_marked_and_tags_stay(source, words, html):
    assert with_words_marked(render_comment(source, {}), words) == html


def test_addresses_in_attributes_are_not_touched():
    html = with_words_marked(
        render_comment("[here](https://casino.example/casino)", {}), {"casino", "a", "href"}
    )

    assert "<mark>" not in html


def test_what_is_marked_cannot_bring_tags():
    html = with_words_marked(render_comment("say \\<script\\>", {}), {"<script>", "script"})

    assert "<script" not in html
