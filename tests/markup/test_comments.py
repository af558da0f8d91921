"""What Markdown in comments becomes."""

import pytest

from markup import COMMENT_LIMIT, MarkupRefused, SafeHTML, check_comment, render_comment


def test_a_comment_becomes_safe_html():
    html = render_comment("Hello **world**")

    assert html == "<p>Hello <strong>world</strong></p>\n"
    assert isinstance(html, SafeHTML)


def test_html_in_a_comment_is_shown_as_text():
    assert render_comment("<b>x</b>") == "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"


def test_a_comment_over_the_limit_is_refused_with_both_counts():
    with pytest.raises(MarkupRefused, match=rf"{COMMENT_LIMIT + 1} characters; at most {COMMENT_LIMIT}"):
        check_comment("a" * (COMMENT_LIMIT + 1))
