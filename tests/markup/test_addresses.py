"""Where links and pictures may lead."""

import pytest

from markup.addresses import is_foreign, is_web, link_address, picture_address


@pytest.mark.parametrize("address", ["http://a", "HTTPS://a.b/c", "mailto:a@b.c"])
def test_whole_addresses_are_foreign(address):
    assert is_foreign(address)


@pytest.mark.parametrize(
    "address",
    ["", "http:", "http://", "https:///a", "http:\\\\a", "mailto:", "mailto://a", "ftp://a", "/a", "a"],
)
def test_other_addresses_are_not(address):
    assert not is_foreign(address)


def test_mail_is_not_the_web():
    assert [is_web("http://a"), is_web("mailto:a@b.c"), is_web("/a")] == [True, False, False]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.b/", "https://a.b/"),
        (" \thttps://a\n.b/", "https://a.b/"),
        ("tel:+49-30-123", "tel:+49-30-123"),
        ("/2024/post/#c1", "/2024/post/#c1"),
        ("#fn-1", "#fn-1"),
        ("?page=2", "?page=2"),
        ("//a.b/c", "https://a.b/c"),
        ("\\/a.b/c", "https://a.b/c"),
        ("", None),
        ("java\nscript:a", None),
        ("\x01javascript:a", None),
        ("data:a", None),
        ("tel:javascript", None),
        ("http:a", None),
    ],
)
def test_links_of_posts(address, kept):
    assert link_address(address) == kept


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/media/a.jpg", "/media/a.jpg"),
        ("/media/../a", None),
        ("/media/%2e%2e/a", None),
        ("/static/a.jpg", None),
        ("//media/a.jpg", None),
        ("https://a.b/media/a.jpg", None),
        ("data:image/png;base64,a", None),
    ],
)
def test_pictures_of_posts(address, kept):
    assert picture_address(address) == kept
