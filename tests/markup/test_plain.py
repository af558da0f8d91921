"""HTML to plain words."""

import pytest

from markup import clean_post, excerpt, reading_minutes, text_of, words_in
from markup.plain import WORDS_PER_MINUTE


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>a</p>\n<p>b</p>", "a\n\nb"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<p>a <em>b</em>c\n  d</p>", "a bc d"),
        ("<h2>a</h2><ul><li>b</li>\n<li><p>c</p></li></ul>d", "a\n\nb\n\nc\n\nd"),
        ("<ul><li>b</li>\n<li>c</li></ul>", "b\nc"),
        ("<table><tr><th>a</th><th>b</th></tr>\n<tr><td>c</td> <td>d</td></tr></table>", "a\tb\nc\td"),
        ("<pre><code>a\n\n\n  b\n</code></pre>c", "a\n\n\n  b\n\n\nc"),
        ("<blockquote><p>a</p></blockquote><p>b</p>", "a\n\nb"),
        ("<p>a &amp;lt; &lt;b&gt; &nbsp;c</p>", "a &lt; <b> c"),
        ("<p>a</p><hr><p>b</p>", "a\n\nb"),
        ('<p>a <abbr title="x > y">b</abbr></p>', "a b"),
        ("<figure><img src=/media/a.jpg alt=x><figcaption>a</figcaption></figure>", "a"),
    ],
)
def test_html_becomes_readable_text(html, text):
    assert text_of(clean_post(html)) == text


def test_html_that_nobody_cleaned_is_cleaned_first():
    assert text_of("<p>a<script>own()</script></p><DIV title='>'>b") == "a\n\nb"


@pytest.mark.parametrize(
    ("html", "count"),
    [("", 0), ("<p>a b</p><p>c</p>", 3), ("<p>don't – 1.5 e-mail …</p>", 3), ("<p>Käse und Brot</p>", 3)],
)
def test_words_are_counted_as_readers_would(html, count):
    assert words_in(html) == count


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (WORDS_PER_MINUTE, 1), (WORDS_PER_MINUTE * 3, 3)])
def test_reading_takes_a_minute_for_each_238_words_and_at_least_one(words, minutes):
    assert reading_minutes("<p>" + "a " * words + "</p>") == minutes


@pytest.mark.parametrize(
    ("html", "length", "start"),
    [
        ("<p>Eins zwei</p><p>drei</p>", 14, "Eins zwei drei"),
        ("<p>Eins zwei</p><p>drei</p>", 13, "Eins zwei…"),
        ("<p>Eins zwei</p>", 5, "Eins…"),
        ("<p>Eins, zwei</p>", 7, "Eins…"),
        ("<p>Donaudampfschiff</p>", 6, "Donau…"),
    ],
)
def test_an_excerpt_ends_after_a_word_and_says_that_more_follows(html, length, start):
    assert excerpt(html, length) == start
    assert len(start) <= length
