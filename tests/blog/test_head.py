"""What a page tells machines: its one address, its languages, and what it is about."""

from datetime import timedelta

import pytest
from django.test import Client

from blog.models import SiteSettings
from blog.rules.content import BylineEntry, SourceEntry
from comments.models import Comment
from comments.roots import ROOTS_A_PAGE
from comments.rules.states import State
from tests.blog.conftest import Shelf
from tests.blog.heads import SCHEMA, head_of
from tests.builders import NOW, a_category, a_comment, a_person, a_post, a_series, a_tag, an_image

HERE = "http://localhost:8000"
PAYLOADS = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>\u2028\u2029 'single' \"double\" & \\u003c",
    "a\ud800b",
]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_has_one_address_and_its_languages(client: Client, shelf: Shelf, prefix: str) -> None:
    for page in [*shelf.pages, "/members/Mira/"]:
        head = head_of(client, f"{prefix}{page}?utm_source=mail&fbclid=1")

        assert head.hrefs("canonical") == [f"{HERE}{prefix}{page}"]
        assert head.meta("og:url") == [f"{HERE}{prefix}{page}"]
        assert head.alternates == {
            "de": HERE + page,
            "en": f"{HERE}/en{page}",
            "x-default": HERE + page,
        }


def test_a_further_page_of_a_list_is_itself(client: Client, db: None) -> None:
    site = SiteSettings.load()
    SiteSettings.objects.filter(pk=site.pk).update(posts_per_page=1)
    a_post(), a_post()

    head = head_of(client, "/page/2/?utm_source=mail")

    assert head.hrefs("canonical") == [f"{HERE}/page/2/"]
    assert head.alternates["en"] == f"{HERE}/en/page/2/"


OWN_ADDRESSES = {  # of what is asked for
    "?page=2": "?page=2",
    "?page=1": "",
    "?page=99": "?page=2",
    "?page=-1": "",
    "?page=x&utm_source=mail": "",
    "?sort=newest": "",
    "?sort=newest&page=2": "",
    "?sort=oldest&page=2": "?page=2",
}


def test_another_order_of_a_conversation_is_no_other_page(client: Client, db: None) -> None:
    post = a_post()
    for _ in range(ROOTS_A_PAGE + 1):
        a_comment(thread=post.thread)
    address = post.get_absolute_url()

    heads = {asked: head_of(client, address + asked) for asked in OWN_ADDRESSES}

    for asked, own in OWN_ADDRESSES.items():
        assert heads[asked].hrefs("canonical") == [f"{HERE}{address}{own}"], asked
        assert heads[asked].alternates["en"] == f"{HERE}/en{address}{own}", asked


def test_a_post_says_what_it_is_to_those_who_link_to_it(client: Client, shelf: Shelf) -> None:
    head = head_of(client, shelf.post.get_absolute_url())

    told = {name: head.meta(name) for name, _ in head.metas if ":" in name and "image" not in name}
    assert told == {
        "og:title": ["The public one"],
        "og:description": ["What happened, in two sentences. And what is not known yet."],
        "og:type": ["article"],
        "og:url": [HERE + shelf.post.get_absolute_url()],
        "og:site_name": ["Resonanz"],
        "og:locale": ["en_GB"],
        "article:published_time": ["2026-03-14T09:26:00+01:00"],
        "article:modified_time": ["2026-03-14T10:26:00+01:00"],
        "article:section": ["Outages"],
        "article:tag": ["Telephony"],
    }


def test_an_article_is_described_whole(client: Client, db: None) -> None:
    mira = a_person("Mira")
    cover = an_image(alt="A mast", caption="The mast", credit="M. Quill", size=(640, 480))
    post = a_post(
        title="Silence",
        slug="silence",
        language="en",
        bylines=(
            BylineEntry(person_id=mira.pk),
            BylineEntry(guest="Ada Quill"),
            BylineEntry(guest="Ole", role="photo"),
        ),
        category_id=a_category("Outages").pk,
        tag_ids=(a_tag("Telephony").pk,),
        series_id=a_series("Waiting").pk,
        part=2,
        cover_id=cover.pk,
        sources=(SourceEntry("mail", "via mail"), SourceEntry("document", "Log", "https://log.example/")),
    )
    address = HERE + post.get_absolute_url()

    article = head_of(client, post.get_absolute_url()).node("NewsArticle")

    assert article == {
        "@type": "NewsArticle",
        "@id": f"{address}#article",
        "url": address,
        "mainEntityOfPage": address,
        "headline": "Silence",
        "description": "What happened, in two sentences. And what is not known yet.",
        "inLanguage": "en",
        "datePublished": "2026-03-14T09:26:00+01:00",
        "dateModified": "2026-03-14T10:26:00+01:00",
        "wordCount": post.live.words,
        "isAccessibleForFree": True,
        "author": [
            {"@type": "Person", "name": "Mira", "url": f"{HERE}/author/Mira/"},
            {"@type": "Person", "name": "Ada Quill"},
        ],
        "publisher": {"@id": f"{HERE}/#publisher"},
        "image": [
            {
                "@type": "ImageObject",
                "url": HERE + cover.file.url,
                "width": 640,
                "height": 480,
                "caption": "The mast",
                "creditText": "M. Quill",
            }
        ],
        "articleSection": "Outages",
        "keywords": ["Telephony"],
        "citation": [
            {"@type": "CreativeWork", "name": "via mail"},
            {"@type": "CreativeWork", "name": "Log", "url": "https://log.example/"},
        ],
        "isPartOf": {"@type": "CreativeWorkSeries", "name": "Waiting", "url": f"{HERE}/series/waiting/"},
        "position": 2,
        "discussionUrl": f"{address}#thread",
        "commentCount": 0,
    }


def test_the_comments_that_are_shown_are_told_and_no_others(client: Client, shelf: Shelf) -> None:
    (public,) = Comment.objects.filter(thread=shelf.post.thread, state=State.PUBLIC)
    answer = a_comment(parent=public, author=a_person("Ole"), body="*Not* by me: 1 < 2.", language="en")
    tombstone = a_comment(parent=answer, state=State.REMOVED, body="SECRET")
    a_comment(parent=tombstone, body="Still here.")

    article = head_of(client, shelf.post.get_absolute_url()).node("NewsArticle")

    first, second, third = article["comment"]
    assert article["commentCount"] == 3
    assert [each["text"] for each in article["comment"]] == [
        "Heard by all.",
        "Not by me: 1 < 2.",
        "Still here.",
    ]
    assert second == {
        "@type": "Comment",
        "@id": f"{HERE}/c/{answer.pk}/",
        "url": f"{HERE}/c/{answer.pk}/",
        "author": {"@type": "Person", "name": "Ole", "url": f"{HERE}/members/Ole/"},
        "text": "Not by me: 1 < 2.",
        "inLanguage": "en",
        "datePublished": "2026-03-14T10:26:00+01:00",
        "parentItem": {"@id": first["@id"]},
    }
    assert "parentItem" not in third


def test_a_waiting_comment_is_not_told_even_to_its_author(client: Client, shelf: Shelf) -> None:
    author = a_person()
    a_comment(thread=shelf.post.thread, author=author, body="SECRET for now", state=State.PENDING)
    client.force_login(author)

    article = head_of(client, shelf.post.get_absolute_url()).node("NewsArticle")

    assert [each["text"] for each in article["comment"]] == ["Heard by all."]


def test_a_long_conversation_is_not_sent_twice(client: Client, db: None) -> None:
    post = a_post()
    first = a_comment(thread=post.thread)
    for _ in range(59):
        a_comment(parent=first)

    article = head_of(client, post.get_absolute_url()).node("NewsArticle")

    assert (len(article["comment"]), article["commentCount"]) == (50, 60)


def test_the_way_to_a_page_is_told(client: Client, shelf: Shelf) -> None:
    post = head_of(client, shelf.post.get_absolute_url()).node("BreadcrumbList")
    tag = head_of(client, "/en/tag/telephony/").node("BreadcrumbList")

    assert [(step["position"], step["name"], step["item"]) for step in post["itemListElement"]] == [
        (1, "Resonanz", f"{HERE}/"),
        (2, "Outages", f"{HERE}/category/outages/"),
        (3, "The public one", HERE + shelf.post.get_absolute_url()),
    ]
    assert [step["item"] for step in tag["itemListElement"]] == [f"{HERE}/en/", f"{HERE}/en/tag/telephony/"]


def test_the_front_page_says_whose_it_is_and_how_to_search_it(client: Client, db: None) -> None:
    head = head_of(client, "/")

    assert head.node("WebSite")["potentialAction"]["target"]["urlTemplate"] == (
        f"{HERE}/search/?q={{search_term_string}}"
    )
    assert head.node("Organization")["name"] == "Resonanz"


def test_an_author_has_a_profile(client: Client, shelf: Shelf) -> None:
    profile = head_of(client, "/author/Mira/").node("ProfilePage")

    assert profile["mainEntity"] == {"@type": "Person", "name": "Mira", "url": f"{HERE}/author/Mira/"}


def test_a_processor_of_linked_data_understands_every_page(client: Client, shelf: Shelf) -> None:
    for address in shelf.pages:
        for node in head_of(client, address).expanded():
            assert all(key.startswith(("@", SCHEMA)) for key in node)
            assert all(kind.startswith(SCHEMA) for kind in node["@type"])

    post = head_of(client, shelf.post.get_absolute_url()).expanded()
    (article,) = (node for node in post if node["@type"] == [f"{SCHEMA}NewsArticle"])
    assert article["@id"] == f"{HERE}{shelf.post.get_absolute_url()}#article"
    assert article[f"{SCHEMA}headline"] == [{"@value": "The public one"}]
    (comment,) = article[f"{SCHEMA}comment"]
    assert comment[f"{SCHEMA}text"] == [{"@value": "Heard by all."}]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_people_wrote_ends_the_data(client: Client, db: None, payload: str) -> None:
    site = SiteSettings.load()
    type(site.community).objects.filter(pk=site.community_id).update(name="x")
    post = a_post(title="x", slug="x", tag_ids=(a_tag("x").pk,))
    kept = payload.replace("\ud800", "?")
    live = type(post.live).objects.filter(pk=post.live_id)
    live.update(title=kept, lead=kept)  # past the action, which would have tidied it
    comment = a_comment(thread=post.thread, author=a_person("x"))
    Comment.objects.filter(pk=comment.pk).update(author=None, guest_name=kept[:80])

    page = client.get(post.get_absolute_url()).content.decode()
    head = head_of(client, post.get_absolute_url())

    assert page.count("<script") == page.count("</script>")
    assert "<script>alert" not in page
    assert head.node("NewsArticle")["headline"] == kept
    assert head.node("NewsArticle")["comment"][0]["author"]["name"] == kept


def test_a_rescheduled_post_is_as_new_as_its_publication(client: Client, db: None) -> None:
    post = a_post(at=NOW + timedelta(days=2))

    assert head_of(client, post.get_absolute_url()).meta("article:modified_time") == [
        "2026-03-16T10:26:00+01:00"
    ]
