"""Feeds: whole texts that any reader understands, and 304 for those who have them."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from blog.actions.posts import withdraw_post
from blog.models import SiteSettings
from blog.rules.content import BylineEntry, SourceEntry
from tests.blog.conftest import Shelf
from tests.builders import EDITOR, NOW, a_draft, a_post

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: Client, address: str = "/feed/") -> feedparser.FeedParserDict:
    return feedparser.parse(client.get(address).content, sanitize_html=False, resolve_relative_uris=False)


def test_a_feed_tells_what_is_public(client: Client, shelf: Shelf) -> None:
    for address in shelf.feeds:
        answer = client.get(address)

        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert "SECRET" not in answer.content.decode()
        assert [entry.title for entry in feed(client, address).entries] == ["The public one"]


def test_an_entry_is_whole(client: Client, shelf: Shelf) -> None:
    (entry,) = feed(client).entries

    assert entry.id == shelf.post.guid
    assert entry.link == f"http://localhost:8000{shelf.post.get_absolute_url()}"
    assert entry.content[0].value == "<p>The line was silent.</p>"
    assert entry.content[0].language == "en"
    assert [(author.name, author.href) for author in entry.authors] == [
        ("Mira", "http://localhost:8000/author/Mira/")
    ]
    assert [tag.term for tag in entry.tags] == ["Outages", "Telephony"]
    assert [(link.href, link.title) for link in entry.links if link.rel == "via"] == [
        ("https://log.example/", "Log")
    ]
    assert entry.published == "2026-03-14T09:26:00+01:00"


@pytest.mark.parametrize(
    "title",
    [
        "]]> & <b>bold</b> &amp; &lt;",
        "Störung 📵 in 東京",
        "עברית \u202ereversed\u202c العربية",
        "a\x01b\x0bc\x1b\ufffe",
        "“Quotes” 'and' \"more\"",
    ],
)
def test_any_title_gives_a_well_formed_feed(client: Client, db: None, title: str) -> None:
    post = a_post(
        title="placeholder",
        slug="title",
        lead="x",
        body=f"<p>{title}</p>",
        bylines=(BylineEntry(guest="Ada & Söhne"),),
        sources=(SourceEntry("own", "“A” & <b>", "https://a.example/?a=1&b=2"),),
    )
    post.live.title = title  # past the action, which would have tidied it
    type(post.live).objects.filter(pk=post.live_id).update(title=title)

    content = client.get("/feed/").content
    root = ET.fromstring(content)  # our own words
    parsed = feedparser.parse(content)

    allowed = "".join(character for character in title if character not in "\x01\x0b\x1b\ufffe")
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == allowed
    assert not parsed.bozo
    assert root.find(f"{ATOM}entry/{ATOM}link[@rel='via']").get("href") == "https://a.example/?a=1&b=2"


def test_links_in_the_text_work_from_anywhere(client: Client, db: None) -> None:
    post = a_post(
        slug="links",
        body='<p><a href="/about/?a=1&amp;b=2">a</a> <a href="#fn-1">b</a> <a href="https://x.example/">c</a>'
        ' href="/no/"</p><img src="/media/a.png" alt="A">',
    )
    here = f"http://localhost:8000{post.get_absolute_url()}"

    (entry,) = feed(client).entries

    content = entry.content[0].value
    assert 'href="http://localhost:8000/about/?a=1&amp;b=2"' in content
    assert f'href="{here}#fn-1"' in content
    assert 'href="https://x.example/"' in content
    assert 'src="http://localhost:8000/media/a.png"' in content
    assert "http://localhost:8000/no/" not in content


def test_who_has_the_feed_gets_304(client: Client, shelf: Shelf) -> None:
    first = client.get("/feed/")

    by_tag = client.get("/feed/", headers={"If-None-Match": first["ETag"]})
    by_date = client.get("/feed/", headers={"If-Modified-Since": first["Last-Modified"]})

    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert (by_date.status_code, by_date.content) == (304, b"")


def test_a_post_that_leaves_the_feed_makes_it_another(client: Client, shelf: Shelf) -> None:
    before = client.get("/feed/")
    withdraw_post(post=shelf.post, actor=EDITOR, now=NOW + timedelta(days=2))

    after = client.get(
        "/feed/",
        headers={"If-None-Match": before["ETag"], "If-Modified-Since": before["Last-Modified"]},
    )
    by_date = client.get("/feed/", headers={"If-Modified-Since": before["Last-Modified"]})

    assert (after.status_code, by_date.status_code) == (200, 200)
    assert "The public one" not in after.content.decode()


def test_a_draft_leaves_the_feed_as_it_is(client: Client, shelf: Shelf) -> None:
    before = client.get("/feed/")
    a_draft(title="SECRET", now=timezone.now() + timedelta(hours=1))

    again = client.get("/feed/", headers={"if-none-match": before["ETag"]})

    assert (again.status_code, again["Last-Modified"]) == (304, before["Last-Modified"])


def test_a_feed_is_the_same_whatever_the_language_of_the_page(client: Client, shelf: Shelf) -> None:
    assert client.get("/en/feed/").content == client.get("/feed/").content


def test_a_feed_costs_the_same_for_one_post_and_for_twenty(
    client: Client, db: None, django_assert_num_queries
) -> None:
    SiteSettings.load()
    a_post()
    with django_assert_num_queries(6):
        client.get("/feed/")
    for _ in range(20):
        a_post()

    with django_assert_num_queries(6):
        answer = feed(client)

    assert len(answer.entries) == 20


def test_nothing_public_is_no_feed_of_a_tag_but_an_empty_one_of_the_site(client: Client, db: None) -> None:
    SiteSettings.load()

    assert feed(client).entries == []
    assert client.get("/tag/nothing/feed/").status_code == 404


def test_pages_tell_where_the_feed_is(client: Client, shelf: Shelf) -> None:
    for address in shelf.pages:
        assert 'type="application/atom+xml" href="/feed/"' in client.get(address).content.decode()
