"""Words go, and the rest of a comment keeps its markup; nobody but moderators makes bars."""

import re

import pytest

from markup import (
    CutsThroughMarkup,
    SafeHTML,
    mark_for,
    redacted,
    render_comment,
    with_bars_said,
    without_forged_marks,
)

MARK = "█personal-data█"
BAR = '<span class="redacted" data-why="personal-data">█████</span>'


def without(source, *words):
    """The text without these words, which stand there once."""
    spans = sorted(re.search(re.escape(word), source).span() for word in words)
    return redacted(source, spans, "personal_data", render_comment)


def html_without(source, *words):
    return str(render_comment(without(source, *words))).strip()


def test_words_become_a_bar_and_nothing_of_them_is_left():
    assert without("Call 0170 555 now.", "0170 555") == f"Call {MARK} now."
    assert html_without("Call 0170 555 now.", "0170 555") == f"<p>Call {BAR} now.</p>"


def test_what_a_bar_says_is_put_in_when_it_is_shown_in_the_language_of_the_page():
    html = render_comment(f"Call {MARK}")

    shown = with_bars_said(html, lambda why: f"<{why}>", lambda: "en")

    assert shown == '<p>Call <span class="redacted" lang="en">&lt;personal_data&gt;</span></p>\n'
    assert isinstance(shown, SafeHTML)


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        ("**0170** rings", ["0170"], f"<p><strong>{BAR}</strong> rings</p>"),
        ("ab**0170**cd", ["0170"], f"<p>ab<strong>{BAR}</strong>cd</p>"),
        ("_0170_ and 0171", ["0170"], f"<p><em>{BAR}</em> and 0171</p>"),
        ("a `0170` b", ["0170"], f"<p>a <code>{BAR}</code> b</p>"),
        ("```\ntel 0170\n```", ["0170"], f"<pre><code>tel {BAR}\n</code></pre>"),
        ("> said 0170", ["0170"], f"<blockquote>\n<p>said {BAR}</p>\n</blockquote>"),
        ("- 0170\n- b", ["0170"], f"<ul>\n<li>{BAR}</li>\n<li>b</li>\n</ul>"),
        ("a &amp; 0170 &lt;b&gt;", ["0170"], f"<p>a &amp; {BAR} &lt;b&gt;</p>"),
        ("اتصل بي 0170 الآن", ["0170"], f"<p>اتصل بي {BAR} الآن</p>"),
        ("0170 und 0171", ["0170", "0171"], f"<p>{BAR} und {BAR}</p>"),
        ("one\ntwo 0170", ["one\ntwo"], f"<p>{BAR}<br>\n{BAR} 0170</p>"),
    ],
)
def test_the_rest_keeps_its_markup(source, words, expected):
    assert html_without(source, *words) == expected


def test_signs_that_the_rest_needs_stay():
    assert html_without("x 0170 **234** y **z**", "0170 **234") == (
        f"<p>x {BAR} <strong>{BAR}</strong> y <strong>z</strong></p>"
    )
    assert (
        html_without("a\n- 0170\n- b", "- 0170\n- b")
        == f"<p>a</p>\n<ul>\n<li>{BAR}</li>\n<li>{BAR}</li>\n</ul>"
    )


def test_a_link_whose_address_held_the_words_is_none_any_more():
    assert html_without("[me](https://example.org/0170) here", "0170") == f"<p>me {BAR} here</p>"
    assert html_without("https://example.org/0170?x", "0170") == f"<p>https://example.org/{BAR}?x</p>"
    assert html_without("<ada@example.org>", "ada@example.org") == f"<p>&lt;{BAR}&gt;</p>"


def test_the_words_of_a_link_go_and_the_link_stays():
    html = html_without("[0170](https://example.org/)", "0170")

    assert html == f'<p><a href="https://example.org/" rel="nofollow ugc noopener">{BAR}</a></p>'


def test_nothing_becomes_a_link_that_was_none():
    with pytest.raises(CutsThroughMarkup):
        without("xhttps://evil.example", "x")


def test_nobody_is_addressed_by_what_is_left_of_a_name():
    assert html_without("@Max Muster", "Max") == f"<p>@{BAR} Muster</p>"


@pytest.mark.parametrize(
    "typed",
    ["\ufdd0insult\ufdd1", "&#xfdd0;insult&#xfdd1;", '<span class="redacted" data-why="insult">x</span>'],
)
def test_no_text_makes_a_bar_but_a_mark(typed):
    assert "<span" not in render_comment(typed)


def test_a_typed_mark_is_none_unless_the_comment_has_it_already():
    assert without_forged_marks(f"{MARK} {mark_for('insult')}", f"a {MARK}") == f"{MARK} ▉insult▉"
    assert without_forged_marks(f"{MARK} {MARK}", MARK) == f"{MARK} ▉personal-data▉"
    assert "<span" not in render_comment(without_forged_marks(MARK))


def test_blocks_that_are_no_marks_are_left_alone():
    assert without_forged_marks("███ 80 % █x█") == "███ 80 % █x█"
