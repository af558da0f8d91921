"""What Markdown in comments becomes."""

import threading

import pytest

from markup import render_comment, text_of
from tests.markup import judge


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a\n\nb", "<p>a</p>\n<p>b</p>\n"),
        ("a\nb", "<p>a<br>\nb</p>\n"),
        ("a\r\nb", "<p>a<br>\nb</p>\n"),
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("`a`", "<p><code>a</code></p>\n"),
        ("```py\na\n```", "<pre><code>a\n</code></pre>\n"),
        ("    a", "<p>a</p>\n"),
        ("\\*a\\*", "<p>*a*</p>\n"),
    ],
)
def test_the_subset_is_rendered(source, html):
    assert render_comment(source) == html


@pytest.mark.parametrize(
    "source",
    [
        "<b>x</b>",
        "<!-- x -->",
        "# a",
        "---",
        "|a|b|\n|-|-|",
        "![a](https://example.org/a.png)",
        "[a]: https://example.org/",
        "~~a~~",
        "a\n===",
    ],
)
def test_everything_else_stays_on_the_page_as_typed(source):
    html = render_comment(source)

    assert judge.text(html).strip().replace("!a", "![a](https://example.org/a.png)") == source


@pytest.mark.parametrize(
    "address", ["https://example.org/", "http://example.org/?a=1&b=2", "mailto:a@example.org"]
)
def test_links_lead_to_other_places_without_our_word_for_them(address):
    for source in (f"[a]({address})", f"<{address}>"):
        assert judge.links(render_comment(source)) == [{"href": address, "rel": "nofollow ugc noopener"}]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:a",
        "data:text/html,a",
        "//example.org",
        "/\\example.org",
        "/logout",
        "#c1",
        "a",
        "ftp://a.b/",
    ],
)
def test_an_address_that_is_refused_stays_text(address):
    html = render_comment(f"[a]({address})")

    assert judge.links(html) == []
    assert judge.text(html).strip() == f"[a]({address})".replace("/\\e", "/\\e")


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("see https://example.org/a.", "https://example.org/a"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("(https://example.org/a_(b)).", "https://example.org/a_(b)"),
        ("„https://example.org/a“", "https://example.org/a"),
        ("HTTP://example.org/?a=1&lt=2", "HTTP://example.org/?a=1&lt=2"),
        ("https://example.org/?a&amp;lt;", "https://example.org/?a&lt"),
        ("https://exämple.org/ä", "https://xn--exmple-cua.org/%C3%A4"),
    ],
)
def test_a_bare_address_becomes_a_link_without_the_end_of_the_sentence(source, address):
    html = render_comment(source)

    assert [link["href"] for link in judge.links(html)] == [address]
    assert text_of(html) == source.replace("&amp;", "&")


@pytest.mark.parametrize("source", ["`https://example.org/`", "```\nhttps://example.org/\n```"])
def test_an_address_in_code_is_no_link(source):
    assert judge.links(render_comment(source)) == []


@pytest.mark.parametrize(
    "source", ["www.example.org", "example.org", "https://", "xhttps://example.org", "a@example.org"]
)
def test_what_only_resembles_an_address_is_no_link(source):
    assert judge.links(render_comment(source)) == []


def test_a_link_without_words_shows_its_address():
    assert judge.text(render_comment("[ ](https://example.org/)")).strip() == "https://example.org/"


def test_a_link_of_signs_keeps_them():
    assert judge.text(render_comment("[<](https://example.org/)")).strip() == "<"


@pytest.mark.parametrize(
    "source",
    ["`&lt;b&gt; &amp;`", "&amp;lt;b&amp;gt; &amp;amp;", "[&amp;lt;b&amp;gt; &amp;amp;](http://a.b)"],
)
def test_nothing_is_escaped_or_unescaped_twice(source):
    """Two passes of bleach, or bleach's own filter for links, would show something else."""
    assert judge.text(render_comment(source)).strip() == ("&lt;b&gt; &amp;")


@pytest.mark.parametrize("source", ["a&#x202e;b", "a&#1;b", "<http://a.b/&#x202e;c>"])
def test_an_entity_cannot_bring_a_forbidden_character_back(source):
    assert not set(judge.text(render_comment(source))) & set("\u202e\x01")


def test_threads_do_not_disturb_each_other():
    source = "> a\n\n" + "- *b* http://example.org/ `c`\n" * 50
    expected, found = render_comment(source), set()

    threads = [threading.Thread(target=lambda: found.add(render_comment(source))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {expected}
