"""Comments of other systems."""

import pytest

from markup import comment_from_html, render_comment
from tests.markup import judge


@pytest.mark.parametrize(
    ("html", "source"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<p>a<br>b<br />\nc</p>", "a\nb\n c"),
        ("a\nb\n\nc", "a\nb\n\nc"),
        ("a<br />\nb", "a\nb"),
        ("<p>a\nb</p>", "a b"),
        ("<b>a</b> <i>b </i>c", "**a** *b* c"),
        ("<strong>a<br><br>b</strong>", "**a\nb**"),
        ("<strong>a <b>b</b></strong>", "**a b**"),
        ('<a href="http://a.b/?c=1&amp;d">x</a>', "[x](<http://a.b/?c=1&amp;d>)"),
        ('<a href="http://a.b/" rel="nofollow">http://a.b/</a>', "<http://a.b/>"),
        ('<a href="/c">x</a> <a href="javascript:own()">y</a>', "x y"),
        ("a <code>b`c</code> <code></code>d", "a ``b`c`` d"),
        ("<pre>a\n\n\n  `b`</pre>", "```\na\n\n\n  `b`\n```"),
        ("<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc"),
        ("<ul><li>a</li><li>b<ol start=3><li>c</li></ol></li></ul>d", "- a\n- b\n\n  3. c\n\nd"),
        ("<h3>a</h3><table><tr><td>b<td>c<tr><td>d</table>", "a\n\nb c\n\nd"),
        ("<div>a</div>b<sup>2</sup>", "a\nb2"),
    ],
)
def test_marks_that_we_have_are_kept(html, source):
    assert comment_from_html(html) == source


@pytest.mark.parametrize(
    "text",
    [
        "*a* **b** _c_ __d__ snake_case `e`",
        "[a](http://b.c) ![a](b) [c]: d <http://e.f>",
        "- a",
        "+ a",
        "1. a",
        "12) a",
        "> a",
        "# a",
        "~~~",
        "```",
        "a \\* b \\ c \\",
        "AT&T &amp; &#65; &copy",
        "<b> 1 < 2",
        "C:\\Users\\_x_",
        "  - a",
        "---",
        "5 * 3 * 2",
        "[" * 400,
    ],
)
def test_words_that_look_like_markdown_come_back_as_typed(text):
    html = text.replace("&", "&amp;").replace("<", "&lt;")

    assert judge.text(render_comment(comment_from_html(html))).split() == text.split()


@pytest.mark.parametrize(
    "html",
    [
        "a<em>„b“</em>c",
        "<em>a</em><em>b</em>",
        "<blockquote>" * 30 + "a",
        "<em>a</em> *b",
        "1<b>.</b> a",
        "~~<sub>~</sub>",
    ],
)
def test_marks_that_would_cost_or_add_a_word_are_left_out(html):
    source = comment_from_html(html)

    assert judge.text(render_comment(source)).split() == judge.text(html).split()


def test_a_very_long_comment_keeps_its_words():
    html = "<p><b>Ein</b> [Wort] *mehr* 1 &lt; 2.</p>" * 2000

    assert (
        judge.words(render_comment(comment_from_html(html)))
        == ["Ein", "[Wort]", "*mehr*", "1", "<", "2."] * 2000
    )
