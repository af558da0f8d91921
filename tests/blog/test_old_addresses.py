"""The door for old addresses: what it answers, to whom it says nothing, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from blog.actions.posts import withdraw_post
from blog.actions.redirects import remember_address
from blog.models import Page, Post, Redirect, SiteSettings
from tests.blog.conftest import Shelf
from tests.builders import EDITOR, NOW, a_category, a_draft, a_person, a_post, a_tag


@pytest.fixture(autouse=True)
def site(db: None) -> SiteSettings:
    return SiteSettings.load()


def remembered(old: str, target: object = None) -> Post:
    post = target or a_post(slug="neu")
    remember_address(old=old, target=post, now=NOW)  # type: ignore[arg-type]
    return post  # type: ignore[return-value]


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize(
    ("old", "asked"),
    [
        ("/alt/", "/alt/"),
        ("/alt/", "/alt"),
        ("/alt.html", "/alt.html"),
        ("/2009/12/24/alt/", "/2009/12/24/alt/"),
        ("/über/", "/%C3%BCber/"),
        ("/?p=12", "/?p=12"),
        ("/?p=12", "/index.php?p=12"),
        ("/show.php?id=3", "/show.php?id=3"),
        ("/" + "ü" * 999, "/" + "ü" * 999),
    ],
)
def test_an_old_address_leads_to_the_present_one_in_one_hop(client: Client, old: str, asked: str) -> None:
    remembered(old)

    answer = client.get(asked)

    assert (answer.status_code, answer["Location"]) == (301, "/2026/03/neu/")
    assert client.get(answer["Location"]).status_code == 200


def test_asking_for_the_head_is_enough(client: Client) -> None:
    remembered("/alt/")

    assert client.head("/alt/")["Location"] == "/2026/03/neu/"


def test_a_form_is_not_led_on(client: Client) -> None:
    remembered("/alt/")

    assert "Location" not in client.post("/alt/")


@pytest.mark.parametrize("asked", ["/en/alt/", "/en/?p=12"])
def test_the_language_of_the_reader_stays(client: Client, asked: str) -> None:
    remembered("/?p=12", remembered("/alt/"))

    assert client.get(asked)["Location"] == "/en/2026/03/neu/"


def test_an_old_address_may_have_had_a_language_of_its_own(client: Client) -> None:
    german = remembered("/alt/")
    remembered("/en/alt/", a_post(slug="english"))

    assert client.get("/en/alt/")["Location"] == "/en/2026/03/english/"
    assert client.get("/alt/")["Location"] == german.get_absolute_url()


def test_the_rest_of_the_query_comes_along(client: Client) -> None:
    remembered("/alt/")

    assert client.get("/alt/?sort=newest&page=2")["Location"] == "/2026/03/neu/?sort=newest&page=2"


def test_feeds_and_further_pages_below_a_list_lead_on(client: Client) -> None:
    tag = a_tag("Neu")
    a_post(tag_ids=(tag.pk,))
    remembered("/tag/alt/", tag)

    assert client.get("/tag/alt/feed/")["Location"] == "/tag/neu/feed/"
    assert client.get("/en/tag/alt/page/2/")["Location"] == "/en/tag/neu/page/2/"


def test_what_stood_below_a_post_or_page_leads_on_to_what_stands_there(client: Client) -> None:
    remembered("/alt/")
    remembered("/seite/", Page.objects.create(title="Page", slug="page-x", language="de", changed_at=NOW))

    below = {old: client.get(old)["Location"] for old in ("/alt/feed/rss2/", "/alt/page/2/", "/seite/feed/")}

    assert list(below.values()) == ["/2026/03/neu/feed/rss/", "/2026/03/neu/", "/page-x/"]


def test_a_page_that_is_there_answers_itself(client: Client) -> None:
    remembered("/alt/")
    Page.objects.create(title="The real one", slug="alt", language="de", changed_at=NOW)

    assert client.get("/alt/").status_code == 200
    assert client.get("/alt").status_code == 301 and client.get("/alt")["Location"] == "/alt/"
    assert client.get("/?p=8").status_code == 200


def test_a_further_page_that_is_not_there_does_not_lead_to_itself(client: Client) -> None:
    tag = a_tag("Neu")
    a_post(tag_ids=(tag.pk,))
    remembered("/tag/alt/", tag)
    type(tag).objects.update(slug="alt")

    assert client.get("/tag/alt/page/9/").status_code == 404


@pytest.mark.parametrize("name", ["draft", "scheduled"])
def test_the_address_of_what_is_not_public_is_not_told(client: Client, shelf: Shelf, name: str) -> None:
    remembered("/alt/", shelf.secrets[name])

    answer = client.get("/alt/")

    assert answer.status_code == 404
    assert "Location" not in answer
    assert name not in answer.content.decode()


def test_a_draft_without_an_address_is_not_told_either(client: Client) -> None:
    remembered("/alt/", a_draft(title="SECRET"))

    assert client.get("/alt/").status_code == 404


def test_lists_without_a_public_post_are_not_told(client: Client, shelf: Shelf) -> None:
    empty = a_tag("Secret subject")
    a_draft(tag_ids=(empty.pk,), bylines=())
    remembered("/tag/alt/", empty)
    remembered("/author/alt/", a_person("Secret person"))

    assert client.get("/tag/alt/").status_code == 404
    assert client.get("/author/alt/").status_code == 404


def test_lists_with_a_public_post_are_told(client: Client, shelf: Shelf) -> None:
    remembered("/serie/alt/", shelf.series)
    remembered("/autor/alt/", shelf.author)
    remembered("/rubrik/alt/", a_category("Empty"))

    assert client.get("/serie/alt/")["Location"] == "/series/a-year-of-waiting/"
    assert client.get("/autor/alt/")["Location"] == "/author/Mira/"
    assert client.get("/rubrik/alt/")["Location"] == "/category/empty/"


def test_a_page_that_was_taken_back_is_not_told(client: Client) -> None:
    remembered(
        "/alt/",
        Page.objects.create(title="SECRET", slug="secret", language="de", changed_at=NOW, public=False),
    )

    assert client.get("/alt/").status_code == 404


def test_a_withdrawn_post_is_gone_at_its_old_address_too(client: Client) -> None:
    post = remembered("/alt/")
    withdraw_post(post=post, actor=EDITOR, now=NOW + timedelta(hours=1))

    answer = client.get("/alt/")

    assert answer.status_code == 410
    assert post.slug not in answer.content.decode()


@pytest.mark.parametrize(
    "asked", ["//evil.example/alt/", "/alt//evil.example/", "/\\evil.example/alt/", "/https://evil.example/"]
)
def test_no_old_address_leads_off_the_site(client: Client, asked: str) -> None:
    remembered("/evil.example/alt/", remembered("/alt/"))

    location = client.get(asked).headers.get("Location", "/")

    assert location.startswith("/") and not location.startswith(("//", "/\\"))


def test_nothing_there_costs_one_query_more(client: Client) -> None:
    asked = queries(client, "/admin-of-old/nothing/")

    with CaptureQueriesContext(connection) as captured:
        client.get("/admin-of-old/nothing/")

    assert sum(Redirect._meta.db_table in each["sql"] for each in captured) == 1
    remembered("/alt/")
    assert queries(client, "/admin-of-old/nothing/") == asked


@pytest.mark.parametrize(
    ("address", "number"), [("/", 0), ("/?page=2", 0), ("/?p=99", 1), ("/2026/03/neu/?p=1", 0)]
)
def test_pages_that_are_there_ask_only_for_a_query_that_names_a_page(
    client: Client, address: str, number: int
) -> None:
    remembered("/alt/")

    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200

    assert sum(Redirect._meta.db_table in each["sql"] for each in captured) == number
