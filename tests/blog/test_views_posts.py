"""One post: what it shows, to whom, and what it costs."""

import re

import pytest
from django.test import Client

from accounts.rules.roles import Role
from blog.models import Page, SiteSettings
from blog.rules.content import BylineEntry, SourceEntry
from comments.rules.states import State
from markup import clean_post
from tests.blog.conftest import Shelf
from tests.builders import NOW, a_category, a_comment, a_person, a_post, a_series, a_tag, an_image

BUDGET = 5


@pytest.fixture
def site(db: None) -> SiteSettings:
    return SiteSettings.load()


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_post_shows_what_was_written_and_how_it_is_known(client: Client, shelf: Shelf) -> None:
    page = text(client, "/en" + shelf.post.get_absolute_url())

    for words in ("The public one", "The line was silent.", "Mira", "Outages", "Telephony", "by mail", "Log"):
        assert words in page
    assert 'href="https://log.example/"' in page


@pytest.mark.parametrize(("name", "status"), [("draft", 404), ("scheduled", 404), ("withdrawn", 410)])
@pytest.mark.parametrize("who", ["a reader", "an editor"])
def test_what_is_not_public_is_shown_to_nobody(
    client: Client, shelf: Shelf, name: str, status: int, who: str
) -> None:
    if who == "an editor":
        client.force_login(a_person("Ed", Role.EDITOR))

    answer = client.get(shelf.secrets[name].get_absolute_url())

    assert answer.status_code == status
    assert "SECRET" not in answer.content.decode()


def test_a_withdrawn_post_says_since_when(client: Client, shelf: Shelf) -> None:
    page = text(client, "/en" + shelf.secrets["withdrawn"].get_absolute_url())

    assert "14 March 2026" in page


@pytest.mark.parametrize(
    "address",
    ["/2026/02/public/", "/2025/03/public/", "/2026/03/publi/", "/2026/13/public/", "/2026/3/public/"],
)
def test_a_wrong_address_leads_nowhere(client: Client, shelf: Shelf, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_post_speaks_its_own_language_on_every_page(client: Client, shelf: Shelf) -> None:
    german = text(client, shelf.post.get_absolute_url())
    english = text(client, "/en" + shelf.post.get_absolute_url())

    assert '<html lang="de">' in german
    assert '<div class="prose" lang="en">' in german
    assert '<html lang="en">' in english
    assert '<div class="prose">' in english


@pytest.mark.parametrize("comments", [1, 30])
def test_a_reader_costs_the_same_queries_whatever_was_said(
    client: Client, site: SiteSettings, django_assert_max_num_queries, comments: int
) -> None:
    post = a_post(
        author=a_person(),
        category_id=a_category().pk,
        tag_ids=(a_tag().pk, a_tag().pk),
        cover_id=an_image().pk,
        sources=(SourceEntry("mail", "by mail"), SourceEntry("own", "own reporting")),
    )
    for _ in range(comments):
        a_comment(thread=post.thread)

    with django_assert_max_num_queries(BUDGET):
        answer = client.get(post.get_absolute_url())

    assert answer.status_code == 200


def test_a_part_of_a_series_shows_the_way_without_another_query(
    client: Client, site: SiteSettings, django_assert_max_num_queries
) -> None:
    series = a_series("Waiting")
    one, two, three = (a_post(title=f"Chapter {part}", series_id=series.pk, part=part) for part in (1, 2, 3))

    with django_assert_max_num_queries(BUDGET):
        page = text(client, two.get_absolute_url())

    steps = re.findall(r'<a class="series__step[^>]*href="([^"]+)"', page)
    assert steps == [one.get_absolute_url(), three.get_absolute_url()]


def test_the_way_through_a_series_passes_what_is_not_public(client: Client, shelf: Shelf) -> None:
    page = text(client, shelf.post.get_absolute_url())

    assert "series__step" not in page
    assert "SECRET" not in page


def test_each_author_is_named_with_what_they_did(client: Client, site: SiteSettings) -> None:
    post = a_post(
        bylines=(
            BylineEntry(person_id=a_person("Mira").pk),
            BylineEntry(guest="Ada Quill"),
            BylineEntry(guest="Ole Lund", role="translation"),
        )
    )

    page = text(client, "/en" + post.get_absolute_url())

    assert re.search(r'href="/en/author/Mira/"[^>]*>.*?</a>, <b dir="auto">Ada Quill</b>', page)
    assert 'Translation: <b dir="auto">Ole Lund</b>' in page


def test_a_reader_without_a_session_gets_no_cookie_and_no_nonce(client: Client, shelf: Shelf) -> None:
    answer = client.get(shelf.post.get_absolute_url())

    assert not answer.cookies
    assert "nonce" not in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-cache"


def test_only_editors_are_offered_to_edit(client: Client, shelf: Shelf) -> None:
    address = shelf.post.get_absolute_url()
    editor, moderator, member = a_person("Ed", Role.EDITOR), a_person("Mo", Role.MODERATOR), a_person("Me")

    offers = []
    for person in (editor, moderator, member, None):
        client.logout()
        if person:
            client.force_login(person)
        offers.append("byline__edit" in text(client, address))

    assert offers == [True, False, False, False]


def test_a_page_made_for_somebody_is_stored_nowhere(client: Client, shelf: Shelf) -> None:
    client.force_login(a_person("Me"))

    answer = client.get(shelf.post.get_absolute_url())

    assert answer["Cache-Control"] == "private, no-store"


def test_machines_learn_title_date_and_the_one_address(client: Client, shelf: Shelf) -> None:
    page = text(client, "/en" + shelf.post.get_absolute_url())

    assert f'<link rel="canonical" href="http://localhost:8000/en{shelf.post.get_absolute_url()}">' in page
    assert '<meta property="og:title" content="The public one">' in page
    assert '<meta property="og:type" content="article">' in page
    assert '<meta property="article:published_time" content="2026-03-14T' in page


def test_titles_cannot_leave_their_place(client: Client, site: SiteSettings) -> None:
    title = '"><script>alert(1)</script>'
    post = a_post(title=title, lead=title, slug="title", bylines=(BylineEntry(guest=title),))

    page = text(client, post.get_absolute_url())

    assert "<script>alert" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_tables_and_code_move_inside_themselves(client: Client, site: SiteSettings) -> None:
    post = a_post(body="<table><caption>Minutes</caption><tr><td>1</td></tr></table><pre>x</pre>")

    page = text(client, post.get_absolute_url())

    assert '<div class="scroller scroller--table" role="region" tabindex="0" aria-label="Minutes">' in page
    assert '<div class="scroller scroller--code" role="region" tabindex="0" aria-label="' in page


def test_a_page_of_the_house_is_public_or_not_there(client: Client, site: SiteSettings) -> None:
    body = clean_post("<p>Who answers for this site.</p>")
    Page.objects.create(title="Imprint", slug="imprint", body=body, language="en", changed_at=NOW)
    Page.objects.create(title="SECRET", slug="secret", body=body, language="en", changed_at=NOW, public=False)

    assert "Who answers for this site." in text(client, "/imprint/")
    assert client.get("/secret/").status_code == 404
    assert client.get("/nothing/").status_code == 404


def test_only_what_may_be_read_stands_below_a_post(client: Client, shelf: Shelf) -> None:
    a_comment(thread=shelf.post.thread, body="SECRET too", state=State.PENDING)

    assert "SECRET" not in text(client, shelf.post.get_absolute_url())
