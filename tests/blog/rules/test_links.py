"""What the words of a link tell."""

import pytest

from blog.rules.links import Target, Where, target_of


def target(address, *, is_secure=True):
    return target_of(address, base="/2026/03/slug/", hosts={"site.example"}, is_secure=is_secure)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/imprint/?a=1#x", Target(Where.OWN, "/imprint/", "a=1", "x")),
        ("../../02/other/", Target(Where.OWN, "/2026/03/../../02/other/".replace("03/../../", ""))),
        ("other", Target(Where.OWN, "/2026/03/slug/other")),
        ("?page=2", Target(Where.OWN, "/2026/03/slug/", "page=2")),
        ("#c17", Target(Where.HERE, "/2026/03/slug/", anchor="c17")),
        ("https://site.example/%C3%BCber/", Target(Where.OWN, "/über/")),
        ("https://SITE.example", Target(Where.OWN, "/")),
        ("http://site.example/x/", Target(Where.OWN, "/x/", is_insecure=True)),
        ("https://other.example/x", Target(Where.OUTSIDE)),
        ("http://192.0.2.7/x", Target(Where.OUTSIDE)),
        ("https://[2001:db8::1]:8443/", Target(Where.OUTSIDE)),
        ("https://münchen.example/", Target(Where.OUTSIDE)),
        ("mailto:a@b.example", Target(Where.OTHER)),
        ("tel:+49-30-1", Target(Where.OTHER)),
    ],
)
def test_a_link_leads_where_its_words_say(address, expected):
    assert target(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "https://https://other.example/",
        "http:///x",
        "http://[broken/",
        "https://other/x",
        "https://.example/",
        "https://a b.example/",
        "https://other.example:port/",
        "mailto:nobody",
        "htp://other.example/",
    ],
)
def test_what_is_no_address_leads_nowhere(address):
    assert target(address).where is Where.NOWHERE


def test_http_is_in_order_on_a_site_that_has_nothing_else():
    assert not target("http://site.example/x/", is_secure=False).is_insecure
