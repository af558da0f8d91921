"""Spellings of old addresses."""

import pytest

from blog.rules.old_addresses import Kind, Place, candidates, digest_of, normal_address, place_of, split_tail


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("/alt/", "/alt"),
        ("/alt", "/alt"),
        ("https://old.example/alt/?utm_source=x#c3", "/alt"),
        ("/%C3%BCber-uns/", "/über-uns"),
        ("/u\u0308ber-uns/", "/über-uns"),
        ("/?p=12", "/?p=12"),
        ("https://old.example/index.php?x=1&p=12&preview=true", "/?p=12"),
        ("/?page_id=2&p=", "/?page_id=2"),
        ("/show.php?b=2&a=1", "/show.php?a=1&b=2"),
        ("/en/alt/", "/en/alt"),
        ("/?utm_source=x", "/"),
        ("", "/"),
    ],
)
def test_an_address_has_one_spelling(written, normal):
    assert normal_address(written) == normal


@pytest.mark.parametrize("written", ["/" + "a" * 1000, "/a%00b", "/a%0d%0ab", "http://[broken/"])
def test_what_is_no_address_has_no_spelling(written):
    assert normal_address(written) == ""


def test_a_thousand_characters_of_four_bytes_have_a_short_name():
    assert len(digest_of(normal_address("/" + "🦊" * 999))) == 64


def test_the_whole_address_is_closer_than_the_list_above_it():
    found = candidates("/tag/alt/feed/", "")

    assert [(each.address, each.tail) for each in found] == [("/tag/alt/feed", ""), ("/tag/alt", "feed/")]


def test_an_address_with_its_language_is_closer_than_the_one_without():
    found = candidates("/en/alt/", "", "/en")

    assert [each.address for each in found] == ["/en/alt", "/alt"]


@pytest.mark.parametrize(
    ("path", "query"),
    [("/", ""), ("/", "page=2"), ("/en/", "x=1"), ("/admin/alt/", ""), ("/media/a.png", ""), ("/feed/", "")],
)
def test_nothing_is_asked_about_what_the_site_needs_itself(path, query):
    assert candidates(path, query, "/en") == []


def test_a_query_of_thousands_of_fields_is_not_read():
    assert candidates("/", "&".join(["p=1"] * 5000)) == []


@pytest.mark.parametrize(
    ("path", "base", "tail"),
    [
        ("/tag/alt/page/3", "/tag/alt", "page/3/"),
        ("/tag/alt/feed/rss2", "/tag/alt", "feed/rss/"),
        ("/2010/05/alt/comment-page-2", "/2010/05/alt", ""),
        ("/2010/05/alt/trackback/", "/2010/05/alt", ""),
        ("/page/2", "/page/2", ""),
        ("/tag/alt", "/tag/alt", ""),
    ],
)
def test_what_stands_below_a_page_is_taken_apart(path, base, tail):
    assert split_tail(path) == (base, tail)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", Place(Kind.FRONT)),
        ("/2026/03/slug/", Place(Kind.POST, "slug", 2026, 3)),
        ("/2026/03/", Place(Kind.ARCHIVE, year=2026, month=3)),
        ("/2026/", Place(Kind.ARCHIVE, year=2026)),
        ("/2026/13/slug/", Place(Kind.OTHER)),
        ("/2026/03/14/slug/", Place(Kind.OTHER)),
        ("/tag/telephony/", Place(Kind.TAG, "telephony")),
        ("/category/a/b/", Place(Kind.OTHER)),
        ("/author/Ada Quill/", Place(Kind.AUTHOR, "Ada Quill")),
        ("/imprint/", Place(Kind.PAGE, "imprint")),
        ("/über-uns/", Place(Kind.OTHER)),
        ("/admin/blog/", Place(Kind.RESERVED)),
        ("/.well-known/x", Place(Kind.RESERVED)),
        ("/sitemap.xml", Place(Kind.RESERVED)),
    ],
)
def test_an_address_says_what_stands_there(path, place):
    assert place_of(path) == place
