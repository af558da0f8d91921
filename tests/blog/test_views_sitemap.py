"""The sitemap: everything public, nothing else, and true dates; judged by a schema."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from django.test import Client
from django.utils import timezone

from blog.actions.posts import publish_post, unpublish_post, withdraw_post
from blog.models import Page
from blog.rules.sitemaps import Place, part_of
from markup import clean_post
from tests.blog.conftest import Shelf
from tests.builders import EDITOR, NOW, a_category, a_person, a_post, a_series, a_tag

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
HERE = "http://localhost:8000"
SCHEMA = xmlschema.XMLSchema(Path(__file__).parents[1] / "fixtures" / "machines" / "sitemap.xsd")


def read(client: Client, address: str) -> ET.Element:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8"), address
    SCHEMA.validate(answer.content.decode())
    return ET.fromstring(answer.content)


def parts(client: Client) -> dict[str, str]:
    """Path of each part, and its date."""
    return {
        part.findtext(f"{S}loc").removeprefix(HERE): part.findtext(f"{S}lastmod")
        for part in read(client, "/sitemap.xml")
    }


def addresses(client: Client) -> dict[str, str]:
    """Every path of the whole sitemap, and its date."""
    return {
        page.findtext(f"{S}loc").removeprefix(HERE): page.findtext(f"{S}lastmod")
        for part in parts(client)
        for page in read(client, part)
    }


def a_page(slug: str, *, public: bool = True) -> Page:
    body = clean_post("<p>x</p>")
    return Page.objects.create(title=slug, slug=slug, body=body, language="en", changed_at=NOW, public=public)


def test_everything_public_is_named_in_every_language_and_nothing_else(client: Client, shelf: Shelf) -> None:
    a_page("imprint"), a_page("secret", public=False)
    a_category("Empty"), a_tag("unused"), a_series("Not begun"), a_person("Silent")
    public = {
        *(
            "/",
            "/imprint/",
            "/category/outages/",
            "/tag/telephony/",
            "/series/a-year-of-waiting/",
            "/author/Mira/",
        ),
        shelf.post.get_absolute_url(),
    }

    assert set(addresses(client)) == public | {f"/en{path}" for path in public}


def test_every_address_answers_and_calls_itself_so(client: Client, shelf: Shelf) -> None:
    for path in addresses(client):
        answer = client.get(path)

        assert answer.status_code == 200
        assert f'<link rel="canonical" href="{HERE}{path}">' in answer.content.decode()


def test_every_page_names_itself_in_the_other_languages(client: Client, shelf: Shelf) -> None:
    for part in parts(client):
        for page in read(client, part):
            path = page.findtext(f"{S}loc").removeprefix(HERE).removeprefix("/en")
            links = {link.get("hreflang"): link.get("href") for link in page.findall(LINK)}

            assert links == {"de": HERE + path, "en": f"{HERE}/en{path}", "x-default": HERE + path}


def test_dates_are_those_of_the_last_change(client: Client, db: None) -> None:
    tag, category = a_tag("calm"), a_category("Weather")
    old = a_post(slug="old", now=NOW - timedelta(days=9), tag_ids=(tag.pk,), category_id=category.pk)
    new = a_post(slug="newer", tag_ids=(tag.pk,))
    scheduled = a_post(slug="later", at=NOW + timedelta(days=1), now=NOW - timedelta(days=3))

    found = {path: datetime.fromisoformat(at) for path, at in addresses(client).items()}

    assert found[old.get_absolute_url()] == NOW - timedelta(days=9)
    assert found[new.get_absolute_url()] == NOW
    assert found[scheduled.get_absolute_url()] == NOW + timedelta(days=1)
    assert found["/category/weather/"] == NOW - timedelta(days=9)
    assert found["/tag/calm/"] == NOW
    assert found["/"] == NOW


@pytest.mark.parametrize("leave", [withdraw_post, unpublish_post])
def test_a_post_that_leaves_takes_its_address_and_moves_the_date(client: Client, db: None, leave) -> None:
    a_post(slug="stays")
    post = a_post(slug="leaves")
    at = NOW + timedelta(days=5)
    leave(post=post, actor=EDITOR, now=at)

    assert "/2026/03/leaves/" not in addresses(client)
    assert datetime.fromisoformat(parts(client)["/sitemap-posts-0.xml"]) == at


def test_the_last_post_of_a_tag_takes_the_tag_with_it(client: Client, db: None) -> None:
    post = a_post(tag_ids=(a_tag("calm").pk,), author=a_person("Mira"))
    withdraw_post(post=post, actor=EDITOR, now=NOW + timedelta(days=5))

    assert set(parts(client)) == {"/sitemap-pages-0.xml"}
    assert set(addresses(client)) == {"/", "/en/"}
    assert client.get("/sitemap-tags-0.xml").status_code == 404


def test_a_post_whose_time_is_moved_away_leaves_no_date_from_the_future(client: Client, db: None) -> None:
    a_post(slug="stays")
    post = a_post(slug="leaves")
    publish_post(post=post, at=datetime(2199, 1, 1, tzinfo=UTC), actor=EDITOR, now=NOW + timedelta(days=1))

    assert datetime.fromisoformat(parts(client)["/sitemap-posts-0.xml"]) == NOW + timedelta(days=1)


def test_a_part_holds_at_most_five_thousand_addresses() -> None:
    places = [Place([("de", f"{HERE}/{n}/"), ("en", f"{HERE}/en/{n}/")], NOW) for n in range(2500)]

    text = "".join(part_of(places))

    assert text.count("<url>") == 5000
    assert len(text.encode()) < 10_000_000


@pytest.mark.parametrize("posts", [1, 30])
def test_the_sitemap_costs_the_same_for_one_post_and_for_thirty(
    client: Client, db: None, django_assert_num_queries, posts: int
) -> None:
    for _ in range(posts):
        a_post(tag_ids=(a_tag().pk,), category_id=a_category().pk, author=a_person(), series_id=a_series().pk)

    with django_assert_num_queries(7):
        client.get("/sitemap.xml")
    for kind, queries in {
        "posts": 1,
        "tags": 1,
        "categories": 1,
        "series": 1,
        "authors": 1,
        "pages": 2,
    }.items():
        with django_assert_num_queries(queries):
            assert client.get(f"/sitemap-{kind}-0.xml").status_code == 200


def test_each_stands_in_the_part_of_its_id_and_nowhere_else(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blog.views.sitemap.SPAN", 1)
    calm, storm = a_tag("calm"), a_tag("storm")
    post = a_post(slug="both", tag_ids=(calm.pk, storm.pk))
    found = {part: read(client, part) for part in parts(client)}

    held = {
        part: [page.findtext(f"{S}loc").removeprefix(HERE) for page in each] for part, each in found.items()
    }

    assert held == {
        "/sitemap-pages-0.xml": ["/", "/en/"],
        f"/sitemap-posts-{post.pk}.xml": ["/2026/03/both/", "/en/2026/03/both/"],
        f"/sitemap-tags-{calm.pk}.xml": ["/tag/calm/", "/en/tag/calm/"],
        f"/sitemap-tags-{storm.pk}.xml": ["/tag/storm/", "/en/tag/storm/"],
    }


def test_names_of_people_are_written_as_addresses(client: Client, db: None) -> None:
    a_post(author=a_person("Zoë & Ole"))

    assert "/author/Zo%C3%AB%20&%20Ole/" in addresses(client)


def test_who_has_the_sitemap_gets_304_until_it_changes(client: Client, shelf: Shelf) -> None:
    for address in ("/sitemap.xml", "/sitemap-posts-0.xml"):
        before = client.get(address)
        headers = {"If-None-Match": before["ETag"]}
        assert client.get(address, headers=headers).status_code == 304
        a_post(now=timezone.now() - timedelta(hours=2))
        assert client.get(address, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-nothing-0.xml",
        "/sitemap-posts-7.xml",
        "/sitemap-posts--1.xml",
        "/sitemap-posts-99999999999999999999.xml",
    ],
)
def test_what_is_no_part_is_not_there(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_robots_learn_where_the_sitemap_is_and_what_is_not_for_them(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert f"Sitemap: {HERE}/sitemap.xml" in lines
    assert "Allow: /comments/feed/" in lines
    for path in ("/admin/", "/preview/", "/search/", "/moderation/", "/accounts/"):
        assert {f"Disallow: {path}", f"Disallow: /en{path}"} <= set(lines)
