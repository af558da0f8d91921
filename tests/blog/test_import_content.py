"""Texts of WordPress become plain HTML."""

from __future__ import annotations

import time

import pytest

from blog.rules.wordpress.content import convert
from blog.rules.wordpress.losses import Loss
from blog.rules.wordpress.paragraphs import paragraphs
from markup import text_of


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\nTwo\n\nThree", "<p>One<br>\nTwo</p>\n<p>Three</p>\n"),
        ("One\r\n\r\nTwo", "<p>One</p>\n<p>Two</p>\n"),
        ("One<br />\nTwo", "<p>One<br />\nTwo</p>\n"),
        ("  \n\n ", ""),
        ("<p>Ready</p>\n\n<p>made</p>", "<p>Ready</p><p>made</p>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("<pre>a <p> b\n\nc</pre>\n\nd", "<pre>a <p> b\n\nc</pre><p>d</p>\n"),
        ("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p>\n<p>b</p>\n</blockquote>"),
        ("before<ul>\n<li>x</li>\n</ul>after", "<p>before</p>\n<ul>\n<li>x</li>\n</ul><p>after</p>\n"),
        ("<h2>A\nB</h2>\nC", "<h2>A<br>\nB</h2><p>C</p>\n"),
        ("<em>a\n\nb</em>", "<p><em>a</p>\n<p>b</em></p>\n"),
        ('<img src="a.jpg" alt="A">', '<p><img src="a.jpg" alt="A"></p>\n'),
        ("<a name=x></a>\n\ntext", "<a name=x></a><p>text</p>\n"),
        ("1 < 2 and\n3 > 2", "<p>1 < 2 and<br>\n3 > 2</p>\n"),
        ("</div></p>lost ends", "</div></p><p>lost ends</p>\n"),
        (
            "See\nhttps://video.example/1\n\nhttps://video.example/2",
            '<p>See<br>\n<a href="https://video.example/1">https://video.example/1</a></p>\n'
            '<p><a href="https://video.example/2">https://video.example/2</a></p>\n',
        ),
    ],
)
def test_empty_lines_of_the_classic_editor_part_paragraphs(text: str, html: str):
    assert paragraphs(text) == html


def test_marks_of_blocks_go_and_their_html_stays():
    text = (
        '<!-- wp:paragraph {"align":"left"} -->\n<p>One</p>\n<!-- /wp:paragraph -->\n\n'
        "<!-- wp:freeform -->\nfree\n\ntext\n<!-- /wp:freeform -->\n"
        "<!-- wp:group --><div><!-- wp:preformatted --><pre>a\n\nb</pre><!-- /wp:preformatted --></div>"
        "<!-- /wp:group -->"
    )

    converted = convert(text)

    assert converted.html == "<p>One</p>\n<p>free</p>\n<p>text</p>\n<div><pre>a\n\nb</pre></div>"
    assert not converted.losses


def test_what_cannot_be_kept_is_counted():
    text = (
        "<!-- wp:latest-posts /--><!-- wp:more --><!--more--><!-- /wp:more --><!-- wp:spacer /-->"
        '<!-- wp:html --><iframe src="x"></iframe><script>x</script><!-- /wp:html --><!--nextpage-->'
        '<!-- wp:paragraph --><p><img src="a"> [gallery ids="1"] [sic] [1] [note]x[/note]</p>'
        "<!-- /wp:paragraph -->"
    )

    assert convert(text).losses == {
        Loss.DYNAMIC_BLOCKS: 1,
        Loss.PAGE_BREAKS: 1,
        Loss.SCRIPTS: 2,
        Loss.PICTURES: 1,
        Loss.SHORTCODES: 2,
    }


def test_a_forgotten_end_of_a_comment_loses_no_text():
    assert "all the rest" in text_of(convert("Hello <!-- forgotten\n\nall the rest").html)


def test_words_in_brackets_are_no_shortcodes():
    text = "[sic] [1] [Anm. d. Red.] a[0] [x y z]"

    assert convert(text).html == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<a " * 75_000,
        "<!-- wp:a " * 25_000,
        "[" * 125_000,
        "[a " * 75_000,
        "[a][/a]" * 25_000,
        "\n \n" * 75_000,
        "<div>" * 12_500,
        "</div>" * 12_500,
        "<p>" * 7_500 + "</div>" * 7_500,
        "\n" + " " * 250_000 + "x",
        "https://" * 25_000,
        "\nhttps://x" * 25_000,
        "[a]x" * 25_000 + "[/a]" * 25_000,
        "<pre" * 75_000,
        "<pre>" * 25_000,
        "<blockquote>" * 7_500 + "<cite>" * 7_500,
        "<figure>" * 7_500 + "</figure>" * 7_500,
        "<video>" * 25_000,
        "<p> " * 50_000,
        "<a href=x> " * 25_000,
        "<img src=x>" * 25_000,
        "<!-- wp:cover {" * 25_000,
        '<!-- wp:block {"ref":1} /-->' * 12_500,
        "[code]" * 25_000,
        '[gallery ids="' + "1," * 125_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_text_takes_long(text: str):
    began = time.process_time()

    convert(text)

    assert time.process_time() - began < 2
