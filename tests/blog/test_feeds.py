"""Feeds of posts: whole texts that any reader understands, and 304 for those who have them."""

import json
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from blog.actions.posts import publish_post, unpublish_post, withdraw_post
from blog.actions.renditions import make_renditions
from blog.models import SiteSettings
from blog.rules.content import BylineEntry, SourceEntry
from tests.blog.conftest import Shelf
from tests.blog.feed_judge import problems_of
from tests.builders import EDITOR, NOW, a_draft, a_post, a_tag, an_image

ATOM = "{http://www.w3.org/2005/Atom}"
SPELLINGS = {"atom": "", "rss": "rss/", "json": "json/"}
TYPES = {"atom": "atom+xml", "rss": "rss+xml", "json": "feed+json"}


def feed(client: Client, address: str = "/feed/") -> feedparser.FeedParserDict:
    return feedparser.parse(client.get(address).content, sanitize_html=False, resolve_relative_uris=False)


def titles(content: bytes, spelling: str) -> list[str]:
    if spelling == "json":
        return [item["title"] for item in json.loads(content)["items"]]
    return [entry.title for entry in feedparser.parse(content).entries]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_feed_tells_what_is_public(client: Client, shelf: Shelf, spelling: str) -> None:
    for address in shelf.feeds:
        answer = client.get(address + SPELLINGS[spelling])

        assert answer["Content-Type"] == f"application/{TYPES[spelling]}; charset=utf-8"
        assert "SECRET" not in answer.content.decode()
        assert titles(answer.content, spelling) == ["The public one"]
        assert problems_of(answer.content, spelling) == []


def test_a_post_says_the_same_in_every_spelling(client: Client, shelf: Shelf) -> None:
    (entry,) = feed(client).entries
    (item,) = feed(client, "/feed/rss/").entries
    (thing,) = json.loads(client.get("/feed/json/").content)["items"]

    assert entry.id == item.id == thing["id"] == shelf.post.guid
    assert entry.link == item.link == thing["url"]
    assert entry.content[0].value == item.content[0].value == thing["content_html"]
    assert entry.published_parsed == item.published_parsed
    assert entry.published == thing["date_published"]
    assert [tag.term for tag in item.tags] == thing["tags"] == ["Outages", "Telephony"]
    assert [author["name"] for author in thing["authors"]] == ["Mira"] == [item.author]
    assert thing["_via"] == [{"url": "https://log.example/", "title": "Log"}]
    assert thing["language"] == "en"


def test_each_spelling_knows_its_own_address_and_the_page(client: Client, shelf: Shelf) -> None:
    for address in shelf.feeds:
        page = f"http://localhost:8000{address.removesuffix('feed/')}"
        atom, rss = feed(client, address).feed, feed(client, f"{address}rss/").feed
        json_feed = json.loads(client.get(f"{address}json/").content)

        assert atom.link == rss.link == json_feed["home_page_url"] == page
        assert _own(atom) == f"{page}feed/"
        assert _own(rss) == f"{page}feed/rss/"
        assert json_feed["feed_url"] == f"{page}feed/json/"


def _own(parsed: feedparser.FeedParserDict) -> str:
    (own,) = (link.href for link in parsed.links if link.rel == "self")
    return own


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_cover_can_be_seen_from_anywhere(client: Client, db: None, spelling: str) -> None:
    cover = an_image(alt="A <mast>", caption="Before the storm", credit="M. & Co")
    a_post(cover_id=cover.pk)
    address = f"http://localhost:8000{cover.file.url}"

    content = client.get(f"/feed/{SPELLINGS[spelling]}").content

    assert problems_of(content, spelling) == []
    if spelling == "json":
        (item,) = json.loads(content)["items"]
        assert item["image"] == address
        html = item["content_html"]
    else:
        (entry,) = feedparser.parse(content).entries
        (html,) = (text for text in ET.fromstring(content).itertext() if text.startswith("<figure"))
        pictures = entry.enclosures if spelling == "atom" else entry.media_content
        assert [(each.get("href") or each.get("url"), each["type"]) for each in pictures] == [
            (address, "image/png")
        ]
    assert html.startswith(f'<figure><img src="{address}" alt="A &lt;mast&gt;" width="60" height="40">')
    assert "<figcaption>Before the storm M. &amp; Co</figcaption>" in html


def test_pictures_come_in_a_file_that_every_program_knows(
    client: Client, db: None, django_assert_num_queries
) -> None:
    SiteSettings.load()
    cover, inside = an_image(size=(2400, 1600)), an_image(size=(2000, 1000), alt="A wire")
    for image in (cover, inside):
        make_renditions.call(image.pk)
    body = f'<figure><img src="{inside.file.url}" alt="A wire"></figure>'
    for _ in range(3):
        a_post(cover_id=cover.pk, body=body)

    for path in SPELLINGS.values():
        with django_assert_num_queries(9):
            content = client.get(f"/feed/{path}").content.decode()

        text = unescape(content).replace('\\"', '"')
        for image, width in ((cover, 1280), (inside, 2000)):
            (file,) = image.renditions.filter(shape="whole", format="jpg", width=1280)
            assert f'src="http://localhost:8000{file.file.url}" alt="{image.alt}" width="{width}"' in text
        assert ".avif" not in content
        assert "<picture" not in text


def test_an_id_outlives_every_change(client: Client, db: None) -> None:
    post = a_post(title="Before", slug="before", at=NOW - timedelta(days=40))
    before = {spelling: _ids(client, spelling) for spelling in SPELLINGS}

    unpublish_post(post=post, actor=EDITOR, now=NOW)
    publish_post(post=post, at=NOW + timedelta(days=3), actor=EDITOR, now=NOW)

    assert {spelling: _ids(client, spelling) for spelling in SPELLINGS} == before
    assert before["atom"] == before["rss"] == before["json"] == [post.guid]


def _ids(client: Client, spelling: str) -> list[str]:
    content = client.get(f"/feed/{SPELLINGS[spelling]}").content
    if spelling == "json":
        return [item["id"] for item in json.loads(content)["items"]]
    return [entry.id for entry in feedparser.parse(content).entries]


def test_an_entry_is_whole(client: Client, shelf: Shelf) -> None:
    (entry,) = feed(client).entries

    assert entry.id == shelf.post.guid
    assert entry.link == f"http://localhost:8000{shelf.post.get_absolute_url()}"
    assert entry.content[0].value == f"<p>{shelf.post.live.lead}</p><p>The line was silent.</p>"
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

    written = {key: client.get(f"/feed/{path}").content for key, path in SPELLINGS.items()}
    root = ET.fromstring(written["atom"])  # our own words
    item = ET.fromstring(written["rss"]).find("channel/item")

    allowed = "".join(character for character in title if character not in "\x01\x0b\x1b\ufffe")
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == item.findtext("title") == allowed
    assert json.loads(written["json"])["items"][0]["title"] == allowed
    assert {key: problems_of(content, key) for key, content in written.items()} == {
        key: [] for key in written
    }
    assert not feedparser.parse(written["atom"]).bozo
    assert not feedparser.parse(written["rss"]).bozo
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


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_who_has_the_feed_gets_304(client: Client, shelf: Shelf, spelling: str) -> None:
    address = f"/feed/{SPELLINGS[spelling]}"
    first = client.get(address)

    by_tag = client.get(address, headers={"If-None-Match": first["ETag"]})
    by_date = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})

    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert (by_date.status_code, by_date.content) == (304, b"")


def test_a_change_within_the_same_second_is_not_missed(client: Client, db: None) -> None:
    now = timezone.now()
    post = a_post(now=now)
    before = client.get("/feed/")
    withdraw_post(post=post, actor=EDITOR, now=timezone.now())

    after = client.get("/feed/", headers={"If-Modified-Since": before["Last-Modified"]})

    assert after.status_code == 200


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


def test_a_feed_costs_the_same_for_one_post_and_for_thirty(
    client: Client, db: None, django_assert_num_queries
) -> None:
    SiteSettings.load()

    for more, shown in ((1, 1), (29, 20)):
        for _ in range(more):
            a_post(tag_ids=(a_tag().pk,), cover_id=an_image().pk)
        for spelling, path in SPELLINGS.items():
            with django_assert_num_queries(7):
                answer = client.get(f"/feed/{path}")
            assert len(titles(answer.content, spelling)) == shown


def test_nothing_public_is_no_feed_of_a_tag_but_an_empty_one_of_the_site(client: Client, db: None) -> None:
    SiteSettings.load()

    assert feed(client).entries == []
    assert client.get("/tag/nothing/feed/").status_code == 404
    for spelling, path in SPELLINGS.items():
        assert problems_of(client.get(f"/feed/{path}").content, spelling) == []


def test_pages_tell_where_the_feed_is(client: Client, shelf: Shelf) -> None:
    for address in shelf.pages:
        page = client.get(address).content.decode()
        for spelling, path in SPELLINGS.items():
            assert f'type="application/{TYPES[spelling]}" href="/feed/{path}"' in page


def test_a_list_and_a_post_tell_of_feeds_of_their_own(client: Client, shelf: Shelf) -> None:
    post = shelf.post.get_absolute_url()

    assert 'href="/tag/telephony/feed/"' in client.get("/tag/telephony/").content.decode()
    assert f'type="application/atom+xml" href="{post}feed/"' in client.get(post).content.decode()
    assert 'type="application/atom+xml" href="/comments/feed/"' in client.get("/").content.decode()
