"""Stored HTML as pages and feeds show it."""

import time

import pytest

from markup import SafeHTML, clean_post, with_scrollers, with_whole_addresses
from markup.safe import vouch

PAGE = "https://news.example/2026/03/a/"


def scrollers(html: str) -> str:
    return with_scrollers(clean_post(html), table="Table", code="Code")


def test_a_table_gets_a_box_named_by_its_caption() -> None:
    html = scrollers("<table><caption><em>Free</em> &amp; more</caption><tr><td>1</td></tr></table>")

    assert html.startswith('<div class="scroller scroller--table" role="region" tabindex="0" ')
    assert ' aria-label="Free &amp; more"><table>' in html
    assert html.endswith("</table></div>")


def test_what_has_no_caption_is_called_what_it_is() -> None:
    assert 'aria-label="Table"><table>' in scrollers("<table><tr><td>1</td></tr></table>")
    assert 'aria-label="Code"><pre>' in scrollers("<pre>a &lt;table&gt; b</pre>")


def test_every_box_is_closed_and_other_text_stays_as_it_is() -> None:
    html = scrollers("<p>a</p><pre>b</pre><p>c</p><pre>d</pre>")

    assert html.count("<div") == html.count("</div>") == 2
    assert with_scrollers(clean_post("<p>a</p>"), table="T", code="C") == "<p>a</p>"


def test_words_in_a_caption_cannot_leave_the_name() -> None:
    html = scrollers('<table><caption>"&gt;&lt;img src=x&gt;</caption><tr><td>1</td></tr></table>')

    assert 'aria-label="&quot;&gt;&lt;img src=x&gt;"' in html
    assert "<img" not in html


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="/b/?x=1&amp;y=2">b</a>', 'href="https://news.example/b/?x=1&amp;y=2"'),
        ('<a href="#fn-1">b</a>', 'href="https://news.example/2026/03/a/#fn-1"'),
        ('<a href="https://x.example/">b</a>', 'href="https://x.example/"'),
        ('<a href="mailto:a@x.example">b</a>', 'href="mailto:a@x.example"'),
        ('<img src="/media/a.png" alt="A">', 'src="https://news.example/media/a.png"'),
    ],
)
def test_addresses_are_whole(before: str, after: str) -> None:
    assert after in with_whole_addresses(clean_post(before), PAGE)


def test_an_address_that_is_none_stays_as_it_is() -> None:
    html = vouch('<a href="http://[x">b</a>')

    assert with_whole_addresses(html, PAGE) == html


def test_words_that_look_like_an_attribute_are_words() -> None:
    html = with_whole_addresses(
        clean_post('<p>write href="/b/" here</p><img alt=\' src="/c"\' src="/media/a">'), PAGE
    )

    assert "news.example/b" not in html
    assert "news.example/c" not in html


def test_what_went_through_is_still_vouched_for() -> None:
    assert isinstance(with_whole_addresses(clean_post("<p>a</p>"), PAGE), SafeHTML)
    assert isinstance(scrollers("<pre>a</pre>"), SafeHTML)


@pytest.mark.parametrize("shape", ["<pre>", "<table>", '<a href="', "<table><caption>", "<pre></table>"])
def test_no_shape_takes_long(shape: str) -> None:
    html = clean_post(shape * 3_000)
    start = time.perf_counter()

    with_scrollers(html, table="T", code="C")
    with_whole_addresses(html, PAGE)

    assert time.perf_counter() - start < 2
