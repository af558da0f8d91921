"""Other addresses for what readers have: every old one leads to the present one, in one hop."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.actions.people import rename_person
from accounts.models import FormerName
from blog.actions.moving import AddressRefused, AddressTaken, ChangedMeanwhile, NotKnownYet, move_post
from blog.actions.pages import save_page
from blog.actions.posts import unpublish_post, withdraw_post
from blog.actions.sorting import save_sorting
from blog.addresses import led_elsewhere
from blog.models import Category, Page, Post, Redirect, SiteSettings, Tag
from comments.models import Thread
from tests.builders import EDITOR, NOW, a_category, a_comment, a_draft, a_person, a_post, a_series, a_tag

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return SiteSettings.load()


def move(post, slug="b", year=2026, month=3, actor=EDITOR):
    move_post(post=post, slug=slug, year=year, month=month, actor=actor, now=NOW)


def rename(row, slug):
    return save_sorting(
        row=type(row).objects.get(pk=row.pk),
        name=row.name,
        slug=slug,
        description="",
        actor=EDITOR,
        now=NOW,
    )


def a_page(slug):
    return save_page(
        page=None, title="Page", slug=slug, body="", language="de", public=True, actor=EDITOR, now=NOW
    )


def move_page(page, slug):
    page = Page.objects.get(pk=page.pk)
    return save_page(
        page=page, title="Page", slug=slug, body="", language="de", public=True, actor=EDITOR, now=NOW
    )


def leads(client, old):
    """Where an address leads, which answers itself."""
    answer = client.get(old)
    assert answer.status_code == 301
    assert client.get(answer["Location"]).status_code == 200
    return answer["Location"]


def test_all_old_addresses_of_a_post_lead_to_the_present_one_in_one_hop(client):
    post = a_post(slug="a")
    move(post, "b")
    move(post, "z", 2025, 12)

    assert leads(client, "/2026/03/a/") == leads(client, "/2026/03/b/") == "/2025/12/z/"


def test_a_post_that_returns_to_its_old_address_answers_there(client):
    post = a_post(slug="a")
    move(post, "b")
    move(post, "a")

    assert client.get("/2026/03/a/").status_code == 200
    assert leads(client, "/2026/03/b/") == "/2026/03/a/"
    assert list(Redirect.objects.values_list("old", flat=True)) == ["/2026/03/b"]


def test_a_moved_post_keeps_its_time_its_identifier_and_its_conversation():
    post = a_post(slug="a")
    a_comment(thread=post.thread)
    before = (post.guid, post.published_at, post.live_id)

    move(post, "b", 2025, 12)

    post = Post.objects.get(pk=post.pk)
    assert (post.guid, post.published_at, post.live_id) == before
    assert Thread.objects.get(post=post).path == "/2025/12/b/"


def test_a_post_that_readers_never_had_is_not_moved():
    for post in (a_draft(slug="a"), a_post(slug="b", at=datetime(2199, 1, 1, tzinfo=UTC))):
        with pytest.raises(NotKnownYet):
            move(post, "z")


@pytest.mark.parametrize(
    ("slug", "year", "month"), [("Not This", 2026, 3), ("feed", 2026, 3), ("b", 2026, 13), ("b", 99, 1)]
)
def test_a_post_moves_to_addresses_only(slug, year, month):
    with pytest.raises(AddressRefused):
        move(a_post(), slug, year, month)


def test_a_post_does_not_move_onto_another_one():
    a_post(slug="b")

    with pytest.raises(AddressTaken) as refusal:
        move(a_post(slug="a"), "b")

    assert refusal.value.suggestion == "b-2"


def test_the_second_of_two_movers_is_told():
    post = a_post(slug="a")
    seen = Post.objects.get(pk=post.pk)
    move(post, "b")

    with pytest.raises(ChangedMeanwhile):
        move(seen, "z")

    assert not Redirect.objects.filter(old="/2026/03/z").exists()


def test_members_move_nothing():
    with pytest.raises(PermissionDenied):
        move(a_post(), actor=a_person().as_actor())


def test_a_moved_post_that_is_withdrawn_is_gone_at_every_address(client):
    post = a_post(slug="a")
    move(post, "b")
    withdraw_post(post=post, actor=EDITOR, now=NOW)

    assert [client.get(f"/2026/03/{slug}/").status_code for slug in "ab"] == [410, 410]


def test_a_moved_post_that_is_a_draft_again_is_nowhere(client):
    post = a_post(slug="a")
    move(post, "b")
    unpublish_post(post=post, actor=EDITOR, now=NOW)

    assert [client.get(f"/2026/03/{slug}/").status_code for slug in "ab"] == [404, 404]


def test_a_new_post_may_take_an_old_address_and_answers_there(client):
    moved = a_post(slug="a")
    move(moved, "b")

    new = a_post(slug="a", title="The new one")

    assert "The new one" in client.get("/2026/03/a/").content.decode()
    assert led_elsewhere(new) == moved
    assert led_elsewhere(moved) is None


def test_the_old_address_of_the_new_one_is_its_own(client):
    move(a_post(slug="a"), "b")
    new = a_post(slug="a")

    move(new, "z")

    assert leads(client, "/2026/03/a/") == "/2026/03/z/"


def test_all_old_addresses_of_a_page_lead_to_the_present_one(client):
    page = a_page("a")
    for slug in ("b", "z"):
        page = move_page(page, slug)

    assert leads(client, "/a/") == leads(client, "/b/") == "/z/"
    assert leads(client, "/en/a/") == "/en/z/"


@pytest.mark.parametrize(
    ("make", "field"), [(a_category, "category_id"), (a_tag, "tag_ids"), (a_series, "series_id")]
)
def test_old_addresses_of_lists_and_of_their_feeds_lead_to_the_present_ones(client, make, field):
    row = make("A")
    kind = field.partition("_")[0]
    a_post(**{field: (row.pk,) if field == "tag_ids" else row.pk})
    for slug in ("b", "z", "a", "d"):
        rename(row, slug)

    for old in "abz":
        assert leads(client, f"/{kind}/{old}/") == f"/{kind}/d/"
        assert leads(client, f"/{kind}/{old}/feed/") == f"/{kind}/d/feed/"


def test_saving_a_list_without_a_new_address_remembers_nothing():
    rename(a_category("A"), "a")

    assert not Redirect.objects.exists()


def test_the_page_of_an_author_is_found_by_every_name_that_the_person_had(client):
    person = a_person("Ada")
    a_post(author=person)
    rename_person(person=person, name="Berta", now=NOW)
    rename_person(person=person, name="Cora", now=NOW + timedelta(days=99))

    for old in ("Ada", "Berta", "cora"):
        assert leads(client, f"/author/{old}/") == "/author/Cora/"
        assert leads(client, f"/author/{old}/feed/") == "/author/Cora/feed/"


def test_the_new_name_of_a_person_without_public_posts_is_not_told(client):
    person = a_person("Ada")
    a_draft(bylines=())
    rename_person(person=person, name="Secret", now=NOW)

    for address in ("/author/Ada/", "/author/Ada/feed/"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Secret" not in answer.content.decode()


def test_the_former_name_of_somebody_who_is_gone_leads_nowhere(client):
    FormerName.objects.create(name_key="ada", user=None, given_up_at=NOW)

    assert client.get("/author/Ada/").status_code == 404


def test_two_kinds_keep_their_addresses_apart(client):
    category, tag = a_category("A"), a_tag("A")
    a_post(tag_ids=(tag.pk,), category_id=category.pk)
    rename(category, "b")

    assert leads(client, "/category/a/") == "/category/b/"
    assert client.get("/tag/a/").status_code == 200
    assert {Category.objects.get().slug, Tag.objects.get().slug} == {"a", "b"}
