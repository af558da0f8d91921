"""What may be posted as a comment, and how long texts are shown."""

import pytest
from django.utils import translation

from markup import COMMENT_LIMIT, MarkupRefused, SafeHTML, check_comment, render_comment, text_of
from markup.comments import BRACKET_LIMIT, MARKDOWN_LIMIT

pytestmark = pytest.mark.usefixtures("in_english")


def test_a_comment_becomes_safe_html():
    html = render_comment("Hello **world**")

    assert html == "<p>Hello <strong>world</strong></p>\n"
    assert isinstance(html, SafeHTML)


def test_the_same_text_gives_the_same_html():
    source = "> a *b*\n\n1. http://example.org/\n2. `c`"

    assert render_comment(source) == render_comment(source)


def test_an_ordinary_comment_may_be_posted():
    check_comment("Hello **world**, see [this](https://example.org/).")


@pytest.mark.parametrize("length", [1, COMMENT_LIMIT])
def test_a_comment_may_be_as_long_as_the_limit(length):
    check_comment("a" * length)


def test_a_longer_comment_is_refused_with_both_counts():
    with pytest.raises(MarkupRefused, match=rf"{COMMENT_LIMIT + 1} characters; at most {COMMENT_LIMIT}"):
        check_comment("a" * (COMMENT_LIMIT + 1))


def test_length_is_counted_after_normalisation():
    check_comment("o\u0308" * COMMENT_LIMIT)


@pytest.mark.parametrize("source", ["", " \n\t", "\u200b\ufeff", "&nbsp;", "> \n> ", "-", "```\n```", "\0"])
def test_a_comment_without_anything_to_see_is_refused(source):
    with pytest.raises(MarkupRefused, match="empty"):
        check_comment(source)


def test_an_emoji_is_something_to_see():
    check_comment("👍")


def test_more_brackets_than_the_limit_are_refused():
    check_comment("[" * BRACKET_LIMIT)

    with pytest.raises(MarkupRefused, match="brackets"):
        check_comment("[" * (BRACKET_LIMIT + 1))


def test_an_escaped_bracket_does_not_count():
    check_comment("\\[" * (BRACKET_LIMIT + 1))


def test_a_refusal_speaks_the_language_of_its_reader():
    refusal = MarkupRefused(translation.gettext_lazy("Yes"))

    with translation.override("de"):
        assert str(refusal) == "Ja"


@pytest.mark.parametrize(
    "source", ["Hello **world**. " * (MARKDOWN_LIMIT // 10), "[a " * (BRACKET_LIMIT + 1)]
)
def test_a_text_out_of_bounds_becomes_plain_paragraphs_with_every_word(source):
    html = render_comment(source)

    assert "<strong>" not in html
    assert text_of(html).split() == source.split()


def test_a_text_out_of_bounds_keeps_its_paragraphs_lines_and_addresses():
    html = render_comment("[" * 301 + "\n\na\nhttp://example.org/.\n\n\n\n\\*b\\*")

    assert html.endswith(
        "<p>a<br>\n"
        '<a href="http://example.org/" rel="nofollow ugc noopener">http://example.org/</a>.</p>\n<p>*b*</p>\n'
    )
