"""Moving and merging in the newsroom."""

import pytest
from django.urls import reverse

from accounts.rules.roles import Role
from blog.models import Category, Page, Post, Tag
from tests.builders import a_category, a_draft, a_person, a_post, a_series, a_tag

pytestmark = pytest.mark.django_db


def moving(post):
    return reverse("admin:blog_post_move", args=[post.pk])


def told(answer):
    return " ".join(str(message) for message in answer.context["messages"])


def typed(**fields):
    return {"month": "2026-03", "slug": "new-one"} | fields


def a_list(kind):
    return reverse(f"admin:blog_{kind}_changelist")


def choose(*rows, **more):
    return {"action": "merge", "_selected_action": [row.pk for row in rows]} | more


def test_a_post_is_moved_and_its_old_addresses_are_listed(desk):
    post = a_post(slug="first")

    answer = desk.post(moving(post), typed(month="2025-12"), follow=True)

    assert "/2025/12/new-one/" in told(answer)
    assert "/2026/03/first" in desk.get(moving(post)).content.decode()


def test_the_way_to_another_address_stands_at_the_address(desk):
    post = a_post()

    assert moving(post) in desk.get(reverse("admin:blog_post_change", args=[post.pk])).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"month": "2026-13"}, {"month": "soon"}, {"slug": "Not this"}, {"slug": ""}]
)
def test_what_is_no_address_is_said_and_what_was_typed_stays(desk, wrong):
    answer = desk.post(moving(a_post(slug="first")), typed(**wrong))

    assert answer.status_code == 422
    assert answer.context["form"].data["slug"] == typed(**wrong)["slug"]
    assert Post.objects.get().slug == "first"


def test_a_taken_address_is_said_with_a_free_one(desk):
    a_post(slug="new-one")

    page = desk.post(moving(a_post(slug="first")), typed())

    assert "new-one-2" in page.content.decode()


def test_a_draft_has_no_address_to_move(desk):
    draft = a_draft()

    assert desk.get(moving(draft)).url == reverse("admin:blog_post_change", args=[draft.pk])


def test_the_editor_is_told_what_a_taken_address_led_to(desk):
    moved = a_post(slug="first", title="The one that moved")
    desk.post(moving(moved), typed())

    answer = desk.post(moving(a_post(slug="second")), typed(slug="first"), follow=True)

    assert "The one that moved" in told(answer)


def test_publishing_at_an_old_address_is_told(desk):
    moved = a_post(slug="first", title="The one that moved")
    desk.post(moving(moved), typed())
    draft = a_draft(slug="first")
    sent = desk.get(reverse("admin:blog_post_change", args=[draft.pk])).context["desk"].form.initial

    answer = desk.post(
        reverse("admin:blog_post_change", args=[draft.pk]),
        {name: value or "" for name, value in sent.items()}
        | {"press": "publish", "published_at": "2026-03-01T10:00"}
        | {"bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 0, "sources-TOTAL_FORMS": 0}
        | {"sources-INITIAL_FORMS": 0, "bylines-0-guest": "Ada", "bylines-0-role": "author"},
        follow=True,
    )

    assert "The one that moved" in told(answer)


@pytest.mark.parametrize(("kind", "make"), [("category", a_category), ("tag", a_tag), ("series", a_series)])
def test_a_list_with_an_old_address_of_another_one_is_told(desk, kind, make):
    change = reverse(f"admin:blog_{kind}_change", args=[make("First").pk])
    desk.post(change, {"name": "Renamed", "slug": "second"})

    answer = desk.post(reverse(f"admin:blog_{kind}_add"), {"name": "New", "slug": "first"}, follow=True)

    assert "Renamed" in told(answer)


def test_a_page_with_an_old_address_of_another_one_is_told(desk):
    add, fields = reverse("admin:blog_page_add"), {"body": "x", "language": "de", "public": "on"}
    desk.post(add, {"title": "About", "slug": "about"} | fields)
    page = Page.objects.get()
    change = reverse("admin:blog_page_change", args=[page.pk])
    desk.post(change, {"title": "About us", "slug": "us", "seen": page.version} | fields)

    answer = desk.post(add, {"title": "New", "slug": "about"} | fields, follow=True)

    assert "About us" in told(answer)


@pytest.mark.parametrize(("kind", "make"), [("category", a_category), ("tag", a_tag)])
def test_merging_asks_first_shows_what_will_happen_and_then_does_it(desk, kind, make):
    kept, gone = make("Kept"), make("Gone")
    a_post(**({"tag_ids": (gone.pk,)} if kind == "tag" else {"category_id": gone.pk}))

    asked = desk.post(a_list(kind), choose(kept, gone))
    shown = desk.post(a_list(kind), choose(kept, gone, kept=kept.pk))
    before = type(kept).objects.count()
    done = desk.post(a_list(kind), choose(kept, gone, kept=kept.pk, really="yes"), follow=True)

    assert asked.content.decode().count('type="radio"') == 2
    assert f"/{kind}/gone/" in shown.content.decode()
    assert (before, type(kept).objects.count()) == (2, 1)
    assert "Kept" in told(done)


def test_one_alone_is_not_merged(desk):
    answer = desk.post(a_list("tag"), choose(a_tag()), follow=True)

    assert answer.context["messages"]


def test_a_merged_one_is_in_no_list_and_has_no_page(desk):
    kept, gone = a_category("Kept"), a_category("Gone")
    desk.post(a_list("category"), choose(kept, gone, kept=kept.pk, really="yes"))

    assert "Gone" not in desk.get(a_list("category")).content.decode()
    assert desk.get(reverse("admin:blog_category_change", args=[gone.pk])).status_code == 302
    assert "Gone" not in desk.get(reverse("admin:blog_post_add")).content.decode()


def test_series_are_not_merged(desk):
    rows = a_series(), a_series()

    desk.post(a_list("series"), choose(*rows, kept=rows[0].pk, really="yes"))

    assert type(rows[0]).objects.count() == 2


def test_what_changed_meanwhile_is_told(desk):
    kept, gone = a_tag(), a_tag()
    Tag.every.filter(pk=gone.pk).update(slug="~1", merged_into=kept)

    desk.post(a_list("tag"), choose(kept, gone, kept=kept.pk, really="yes"))

    assert Category.objects.count() == 0 and Tag.objects.count() == 1


@pytest.mark.parametrize("page", ["move", "links"])
def test_moderators_neither_move_posts_nor_look_at_their_links(desk, page):
    post = a_post(slug="first")
    desk.force_login(a_person("Moda", Role.MODERATOR))
    desk.get("/admin/jsi18n/")

    answer = desk.post(reverse(f"admin:blog_post_{page}", args=[post.pk]), typed())

    assert answer.status_code == 403
    assert Post.objects.get().slug == "first"


def test_moderators_merge_nothing(desk):
    rows = a_tag(), a_tag()
    desk.force_login(a_person("Moda", Role.MODERATOR))
    desk.get("/admin/jsi18n/")

    answer = desk.post(a_list("tag"), choose(*rows, kept=rows[0].pk, really="yes"))

    assert answer.status_code == 403
    assert Tag.objects.count() == 2


def test_looking_at_a_move_or_a_merge_changes_nothing(desk):
    post, rows = a_post(slug="first"), (a_tag("Kept"), a_tag("Gone"))

    desk.get(moving(post), typed())
    desk.get(a_list("tag"), choose(*rows, kept=rows[0].pk, really="yes"))

    assert (Post.objects.get().slug, Tag.objects.count()) == ("first", 2)
