"""The table of who may open which page of the newsroom."""

import pytest

from accounts.rules.roles import Role
from blog.actions.pages import save_page
from blog.models import PostRevision, SiteSettings
from tests.builders import EDITOR, NOW, a_category, a_person, a_post, an_image

pytestmark = pytest.mark.django_db
NOBODY, MEMBER = "nobody", "member"
WHO = (NOBODY, MEMBER, Role.MODERATOR, Role.EDITOR, Role.EDITOR_IN_CHIEF, Role.ADMINISTRATOR)
EDITORS = {Role.EDITOR, Role.EDITOR_IN_CHIEF, Role.ADMINISTRATOR}
LEADERS = {Role.EDITOR_IN_CHIEF, Role.ADMINISTRATOR}
STAFF = EDITORS | {Role.MODERATOR}
PAGES = {
    "/admin/": STAFF,
    "/admin/jsi18n/": STAFF,
    "/admin/blog/post/": EDITORS,
    "/admin/blog/post/add/": EDITORS,
    "/admin/blog/post/{post}/change/": EDITORS,
    "/admin/blog/post/{post}/revisions/": EDITORS,
    "/admin/blog/post/{post}/revisions/compare/": EDITORS,
    "/admin/blog/post/{post}/delete/": set(),
    "/admin/blog/page/": EDITORS,
    "/admin/blog/page/add/": EDITORS,
    "/admin/blog/page/{page}/change/": EDITORS,
    "/admin/blog/image/": EDITORS,
    "/admin/blog/image/add/": EDITORS,
    "/admin/blog/image/pick/": EDITORS,
    "/admin/blog/image/{image}/change/": EDITORS,
    "/admin/blog/image/{image}/delete/": EDITORS,
    "/admin/blog/category/": EDITORS,
    "/admin/blog/category/add/": EDITORS,
    "/admin/blog/category/{category}/change/": EDITORS,
    "/admin/blog/tag/": EDITORS,
    "/admin/blog/series/": EDITORS,
    "/admin/blog/sitesettings/": LEADERS,
}


@pytest.fixture
def keys():
    page = save_page(
        page=None, title="Us", slug="", body="", language="de", public=True, actor=EDITOR, now=NOW
    )
    return {"post": a_post().pk, "page": page.pk, "image": an_image().pk, "category": a_category().pk}


def enter(client, who):
    if who == MEMBER:
        client.force_login(a_person())
    elif who != NOBODY:
        client.force_login(a_person(None, who))


@pytest.mark.parametrize("who", WHO)
def test_pages_open_for_whom_they_are_meant(client, keys, who):
    enter(client, who)

    answers = {address: client.get(address.format(**keys)) for address in PAGES}

    opened = {address for address, answer in answers.items() if answer.status_code == 200}
    refused = {answer.status_code for answer in answers.values() if answer.status_code != 200}
    assert opened == {address for address, roles in PAGES.items() if who in roles}
    assert refused <= {302, 403}


@pytest.mark.parametrize("who", WHO)
def test_only_editors_restore(client, keys, who):
    enter(client, who)

    client.post(f"/admin/blog/post/{keys['post']}/revisions/1/restore/")
    answer = client.post(f"/admin/blog/post/{keys['post']}/revisions/1/restore/")

    assert (answer.status_code == 302 and "/revisions/" in answer.url and "login" not in answer.url) == (
        who in EDITORS
    )


@pytest.mark.parametrize("who", [NOBODY, MEMBER, Role.MODERATOR])
def test_others_store_nothing(client, keys, who):
    enter(client, who)
    before = PostRevision.objects.count()

    client.post(f"/admin/blog/post/{keys['post']}/change/", {"title": "x"})
    client.post("/admin/blog/sitesettings/", {"name": "x"})

    assert PostRevision.objects.count() == before
    assert SiteSettings.load().name == "Resonanz"


def test_a_change_by_get_restores_nothing(client, keys):
    enter(client, Role.EDITOR)

    assert client.get(f"/admin/blog/post/{keys['post']}/revisions/1/restore/").status_code == 405


def test_staff_without_a_second_factor_are_led_to_it(client, settings):
    settings.STAFF_SECOND_FACTOR = True
    enter(client, Role.EDITOR)

    answer = client.get("/admin/login/?next=/admin/blog/post/")

    assert "second-factor" in answer.url
