"""Lists: what is on them, in which order, on how many pages, and what they cost."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from blog.models import SiteSettings
from tests.blog.conftest import Shelf
from tests.builders import NOW, a_category, a_comment, a_person, a_post, a_series, a_tag


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def headlines(page: str) -> list[str]:
    return re.findall(r'class="story__headline[^>]*><a href="[^"]+">([^<]+)</a>', page)


@pytest.fixture
def small_pages(db: None) -> SiteSettings:
    site = SiteSettings.load()
    site.posts_per_page = 2
    site.save(update_fields=["posts_per_page"])
    return site


def test_lists_show_what_is_public_and_nothing_else(client: Client, shelf: Shelf) -> None:
    pages = {address: text(client, address) for address in shelf.lists}

    assert {address: headlines(page) for address, page in pages.items()} == {
        address: ["The public one"] for address in shelf.lists
    }
    assert [address for address, page in pages.items() if "SECRET" in page] == []


def test_what_is_being_discussed_is_heard_by_all(client: Client, shelf: Shelf) -> None:
    page = text(client, "/")

    assert "Heard by all." in page
    assert page.count("talk__thread") == 1


def test_one_lively_conversation_leaves_room_for_the_others(client: Client, db: None) -> None:
    quiet, lively = a_post(title="Quiet"), a_post(title="Lively")
    a_comment(thread=quiet.thread, now=NOW)
    for minute in range(1, 5):
        a_comment(thread=lively.thread, now=NOW + timedelta(minutes=minute))

    page = text(client, "/")

    assert re.findall(r'class="talk__thread"[^>]*>([^<]+)<', page) == ["Lively", "Quiet"]


def test_an_empty_site_says_so(client: Client, db: None) -> None:
    answer = client.get("/en/")

    assert answer.status_code == 200
    assert "Nothing has been published yet" in answer.content.decode()


def test_an_empty_category_is_a_page_and_an_unused_tag_is_none(client: Client, db: None) -> None:
    a_category("Networks"), a_tag("Unused"), a_series("Planned"), a_person("Nobody")

    assert client.get("/category/networks/").status_code == 200
    for address in ("/tag/unused/", "/series/planned/", "/author/Nobody/", "/2031/", "/2031/05/"):
        assert client.get(address).status_code == 404


def test_a_series_goes_from_its_first_part_to_its_last(client: Client, db: None) -> None:
    series = a_series("Waiting")
    for part in (3, 1, 2):
        a_post(title=f"Chapter {part}", series_id=series.pk, part=part)

    assert headlines(text(client, "/series/waiting/")) == ["Chapter 1", "Chapter 2", "Chapter 3"]


def test_a_year_begins_when_it_does_where_the_site_is(client: Client, db: None) -> None:
    a_post(title="Half past midnight in Berlin", at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))

    assert client.get("/2025/").status_code == 404
    assert headlines(text(client, "/2026/01/")) == ["Half past midnight in Berlin"]


def test_months_are_named_in_the_language_of_the_page(client: Client, shelf: Shelf) -> None:
    assert '<h1 dir="auto">März 2026</h1>' in text(client, "/2026/03/")
    assert '<h1 dir="auto">March 2026</h1>' in text(client, "/en/2026/03/")


def test_pages_have_numbers_and_neighbours(client: Client, small_pages: SiteSettings) -> None:
    for number in range(5):
        a_post(title=f"Number {number}", at=NOW + timedelta(minutes=number))

    first, second, third = (text(client, address) for address in ("/", "/page/2/", "/page/3/"))

    assert [headlines(page) for page in (first, second, third)] == [
        ["Number 4", "Number 3"],
        ["Number 2", "Number 1"],
        ["Number 0"],
    ]
    assert '<link rel="next" href="/page/2/">' in first
    assert '<link rel="prev" href="/">' in second
    assert '<link rel="next" href="/page/3/">' in second
    assert 'rel="next"' not in third
    assert '<link rel="canonical" href="http://localhost:8000/page/2/">' in second


def test_only_first_pages_are_for_search_engines(client: Client, small_pages: SiteSettings) -> None:
    for _ in range(3):
        a_post()

    assert "noindex" not in text(client, "/")
    assert '<meta name="robots" content="noindex, follow">' in text(client, "/page/2/")


def test_the_first_page_has_one_address(client: Client, small_pages: SiteSettings) -> None:
    answer = client.get("/en/page/1/")

    assert (answer.status_code, answer["Location"]) == (301, "/en/")


@pytest.mark.parametrize(
    "address", ["/page/9/", "/page/0/", "/page/02/", "/page/9999999/", "/2026/03/page/2/"]
)
def test_beyond_the_end_is_nothing(client: Client, shelf: Shelf, address: str) -> None:
    assert client.get(address).status_code == 404


COSTS = {
    "/": 7,  # site, count, rows, by-lines, tags, conversations, archive
    "/page/2/": 5,
    "/category/outages/": 6,
    "/tag/telephony/": 6,
    "/series/waiting/": 6,
    "/author/Mira/": 7,
    "/2026/": 6,
    "/2026/03/": 6,
}


def test_a_list_costs_the_same_for_one_row_and_for_thirty(
    client: Client, db: None, django_assert_max_num_queries: Callable
) -> None:
    site = SiteSettings.load()
    site.posts_per_page = 30
    site.save(update_fields=["posts_per_page"])
    author, shared = a_person("Mira"), {"category_id": a_category("Outages").pk}
    shared |= {"tag_ids": (a_tag("Telephony").pk,), "series_id": a_series("Waiting").pk, "author": author}
    counts: dict[str, list[int]] = {address: [] for address in COSTS}

    for posts, rows in ((1, 1), (30, 30), (31, 1), (60, 30)):
        while author.bylines.count() < posts:
            a_comment(thread=a_post(**shared).thread)
        for address, most in COSTS.items():
            if ("page" in address) != (posts > 30):
                continue
            with django_assert_max_num_queries(most) as asked:
                answer = client.get(address)
            assert len(headlines(answer.content.decode())) == rows
            counts[address].append(len(asked))

    assert {address for address, (one, thirty) in counts.items() if one != thirty} == set()


def test_every_list_offers_its_feed(client: Client, shelf: Shelf) -> None:
    for address in shelf.lists[1:5]:
        assert f'type="application/atom+xml" href="{address}feed/"' in text(client, address)


def test_words_are_marked_with_their_language_where_it_is_not_that_of_the_page(
    client: Client, shelf: Shelf
) -> None:
    assert re.search(r'class="story__headline" lang="en"', text(client, "/"))
    assert not re.search(r'class="story__headline" lang=', text(client, "/en/"))
