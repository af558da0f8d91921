from datetime import timedelta
from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.rules.roles import Role
from blog.actions.posts import save_post, send_to_review, withdraw_post
from blog.models import Category, Image, Page, Post, SiteSettings
from blog.rules.content import BylineEntry
from tests.builders import EDITOR, a_category, a_draft, a_person, a_post, a_text, an_image

pytestmark = pytest.mark.django_db


def a_picture(name="x.jpg", content=None):
    file = BytesIO()
    PIL.Image.new("RGB", (30, 20), "teal").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue() if content is None else content, "image/jpeg")


# --- the list ---


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_posts_takes_the_same_queries_for_any_number(desk, count, django_assert_num_queries):
    category = a_category()
    for _ in range(count):
        a_post(category_id=category.pk, bylines=(BylineEntry(person_id=a_person().pk),))

    with django_assert_num_queries(12):
        desk.get("/admin/blog/post/")


@pytest.mark.parametrize("state", ["draft", "in_review", "scheduled", "published", "withdrawn"])
def test_the_list_can_be_narrowed_to_a_state(desk, state):
    now = timezone.now()
    posts = {
        "draft": a_draft(),
        "in_review": a_draft(),
        "scheduled": a_post(at=now + timedelta(days=1)),
        "published": a_post(),
        "withdrawn": a_post(),
    }
    send_to_review(post=posts["in_review"], actor=EDITOR, now=now)
    withdraw_post(post=posts["withdrawn"], actor=EDITOR, now=now)

    page = desk.get("/admin/blog/post/", {"state": state})

    assert [post.pk for post in page.context["cl"].result_list] == [posts[state].pk]


def test_the_german_list_speaks_no_english(desk):
    a_post(category_id=a_category().pk)
    a_post(category_id=a_category().pk)

    page = desk.get("/admin/blog/post/", headers={"accept-language": "de"}).content.decode()

    assert "Eingrenzen: Veröffentlichung" in page
    assert "– bitte wählen –" in page
    assert ">Ausführen</button>" in page
    assert "Nach Rubrik" in page
    assert ">Reihen</a>" in page


def test_posts_are_found_by_their_words(desk):
    wanted = a_draft(body="<p>lighthouse</p>")
    a_draft()

    page = desk.get("/admin/blog/post/", {"q": "lighthouse"})

    assert [post.pk for post in page.context["cl"].result_list] == [wanted.pk]


def test_many_posts_are_published_at_once_and_what_is_not_ready_is_named(desk):
    ready, unready = a_draft(), a_draft(title="Not me", bylines=())
    chosen = {"action": "publish", "_selected_action": [ready.pk, unready.pk]}

    page = desk.post("/admin/blog/post/", chosen, follow=True).content.decode()

    assert list(Post.objects.public(timezone.now())) == [ready]
    assert "Not me" in page


# --- revisions ---


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_revisions_takes_the_same_queries_for_any_number(desk, count, django_assert_num_queries):
    post = a_draft()
    for number in range(count - 1):
        save_post(post=post, slug="", content=a_text(title=f"T{number}"), actor=EDITOR, now=timezone.now())

    with django_assert_num_queries(9):
        desk.get(f"/admin/blog/post/{post.pk}/revisions/")


def test_two_revisions_are_compared_word_by_word(desk):
    post = a_draft(body="<p>Out for 20 minutes &amp; more.</p>")
    text = a_text(title=post.live.title, body="<p>Out for 25 minutes &amp; more. &lt;b&gt;</p>")
    save_post(post=post, slug="", content=text, actor=EDITOR, now=timezone.now())

    page = desk.get(f"/admin/blog/post/{post.pk}/revisions/compare/?from=1&to=2").content.decode()

    assert " <del>20</del> <ins>25</ins> minutes &amp; more." in page
    assert " <ins>&lt;b&gt;</ins>" in page


@pytest.mark.parametrize("query", ["from=9", "to=9", "from=x", "to=-1", "from=1%0a"])
def test_revisions_that_are_not_there_answer_404(desk, query):
    post = a_draft()

    assert desk.get(f"/admin/blog/post/{post.pk}/revisions/compare/?{query}").status_code == 404


# --- pictures ---


def test_a_picture_is_taken_in_with_its_words(desk, editor):
    desk.post(
        "/admin/blog/image/add/", {"upload": a_picture(), "alt": "A field", "focal_x": 50, "focal_y": 50}
    )

    image = Image.objects.get()
    assert (image.alt, image.uploaded_by) == ("A field", editor)


@pytest.mark.parametrize(
    "content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\0" * 50]
)
def test_a_refused_file_is_told_and_leaves_nothing(desk, content, settings):
    sent = {"upload": a_picture(content=content), "alt": "A field", "focal_x": 50, "focal_y": 50}

    page = desk.post("/admin/blog/image/add/", sent)

    assert page.context["errors"]
    assert not Image.objects.exists()
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_the_words_of_a_picture_can_be_changed(desk):
    image = an_image()
    sent = {"alt": "Other words", "caption": "", "credit": "Ada", "licence": "", "focal_x": 20, "focal_y": 80}

    desk.post(f"/admin/blog/image/{image.pk}/change/", sent)

    image.refresh_from_db()
    assert (image.alt, image.credit, image.focal_x) == ("Other words", "Ada", 20)


def test_the_editor_picks_from_the_library(desk):
    wanted, _other = an_image(alt="A lighthouse"), an_image(alt="A dog")

    answer = desk.get("/admin/blog/image/pick/", {"q": "light"}).json()

    assert [picture["id"] for picture in answer["pictures"]] == [wanted.pk]
    assert answer["pictures"][0]["src"] == wanted.file.url


def test_the_editor_takes_in_a_picture(desk):
    answer = desk.post("/admin/blog/image/pick/", {"upload": a_picture(), "alt": "A field", "credit": "Ada"})

    assert answer.status_code == 201
    assert answer.json()["caption"] == "Ada"


def test_the_editor_is_told_what_a_picture_lacks(desk):
    answer = desk.post("/admin/blog/image/pick/", {"upload": a_picture(), "alt": ""})

    assert (answer.status_code, set(answer.json()["errors"])) == (422, {"alt"})


# --- pages and order ---


def test_a_page_is_written_with_the_same_care(desk):
    sent = {
        "title": "Imprint",
        "slug": "",
        "body": "<p>Us<script>x</script></p>",
        "language": "de",
        "public": "on",
    }

    desk.post("/admin/blog/page/add/", sent)

    page = Page.objects.get()
    assert (page.slug, page.body) == ("imprint", "<p>Us</p>")


@pytest.mark.parametrize("slug", ["admin", "feed", "en", "Ä", "2026"])
def test_a_page_with_an_address_that_the_site_needs_is_refused(desk, slug):
    sent = {"title": "Imprint", "slug": slug, "body": "KEPT", "language": "de", "public": "on"}

    answer = desk.post("/admin/blog/page/add/", sent)

    assert "KEPT" in answer.content.decode()
    assert not Page.objects.exists()


def test_a_page_is_changed_in_its_place(desk):
    sent = {"title": "Imprint", "slug": "", "body": "<p>Us</p>", "language": "de", "public": "on"}
    desk.post("/admin/blog/page/add/", sent)
    page = Page.objects.get()

    desk.post(f"/admin/blog/page/{page.pk}/change/", sent | {"title": "Legal", "slug": "imprint"})

    assert list(Page.objects.values_list("title", "slug")) == [("Legal", "imprint")]


def test_of_two_who_change_a_page_the_second_is_told_and_keeps_the_text(desk):
    sent = {"title": "Imprint", "slug": "", "body": "<p>Us</p>", "language": "de", "public": "on"}
    desk.post("/admin/blog/page/add/", sent)
    page = Page.objects.get()
    there = f"/admin/blog/page/{page.pk}/change/"
    desk.post(there, sent | {"body": "<p>First</p>", "seen": "0"})

    answer = desk.post(there, sent | {"body": "<p>Second</p>", "seen": "0"})

    assert answer.status_code == 409
    assert "Second" in answer.content.decode()
    assert 'name="seen" value="1"' in answer.content.decode()
    assert Page.objects.get().body == "<p>First</p>"


def test_who_was_told_may_put_the_own_text_in_its_place(desk):
    sent = {"title": "Imprint", "slug": "", "body": "<p>Us</p>", "language": "de", "public": "on"}
    desk.post("/admin/blog/page/add/", sent)
    there = f"/admin/blog/page/{Page.objects.get().pk}/change/"
    desk.post(there, sent | {"body": "<p>First</p>", "seen": "0"})

    desk.post(there, sent | {"body": "<p>Second</p>", "seen": "1"})

    assert Page.objects.get().body == "<p>Second</p>"


def test_the_address_of_a_category_is_made_from_its_name(desk):
    desk.post("/admin/blog/category/add/", {"name": "Störungen", "slug": "", "description": ""})
    desk.post("/admin/blog/category/add/", {"name": "Störungen", "slug": "", "description": ""})

    assert set(Category.objects.values_list("slug", flat=True)) == {"stoerungen", "stoerungen-2"}


@pytest.mark.parametrize(
    ("slug", "words"), [("kabel", "kabel-2"), ("feed", "kein Wort"), ("Ä b", "kein Wort")]
)
def test_an_address_that_cannot_be_is_explained_beside_the_kept_words(desk, slug, words):
    a_category("Kabel")

    sent = {"name": "KEPT", "slug": slug, "description": ""}
    answer = desk.post("/admin/blog/category/add/", sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="KEPT"' in page
    assert Category.objects.count() == 1


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_categories_counts_posts_in_the_same_queries(desk, count, django_assert_num_queries):
    for _ in range(count):
        a_post(category_id=a_category().pk)

    with django_assert_num_queries(8):
        page = desk.get("/admin/blog/category/")

    assert page.context["cl"].result_list[0].posts_count == 1


# --- settings of the site ---


def house(**fields):
    return {
        "name": "Echo",
        "tagline": "",
        "menu": "About | /about/",
        "footer": "",
        "posts_per_page": 10,
        "registration": "closed",
        "publication": "after_reading",
        "first_comments_wait": 3,
        "closes_after_days": "",
        "read_first_after_days": 90,
        "slow_seconds": 30,
        "unstaffed": "wait",
        "mon": "14-18, 9 bis 12",
        "sun": "22–2",
        "days_off": "24.12.2026 – 26.12.2026",
        "house_rules": "Be kind.",
        "reports_hide_at": 5,
        "appeal_months": 9,
        "alert_after_hours": 12,
    } | fields


def test_the_house_is_set_up_on_one_page(client):
    client.force_login(a_person(None, Role.EDITOR_IN_CHIEF))

    client.post("/admin/blog/sitesettings/", house())

    site = SiteSettings.load()
    assert (site.name, site.community.registration, site.discussion.publication) == (
        "Echo",
        "closed",
        "after_reading",
    )
    assert site.menu_entries[0].address == "/about/"


def test_the_hours_of_the_staff_are_stored_and_shown_as_they_would_be_typed(client):
    client.force_login(a_person(None, Role.EDITOR_IN_CHIEF))

    client.post("/admin/blog/sitesettings/", house())

    rules, form = SiteSettings.load().discussion, client.get("/admin/blog/sitesettings/").context["form"]
    hours = "mon 09:00–12:00 14:00–18:00\nsun 22:00–02:00\noff 2026-12-24 2026-12-26"
    assert (rules.unstaffed, rules.staffed_hours) == ("wait", hours)
    assert (rules.read_first_after_days, rules.slow_seconds) == (90, 30)
    assert form["mon"].value() == "09:00–12:00, 14:00–18:00"
    assert form["days_off"].value() == "2026-12-24 – 2026-12-26"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"menu": "About | /about/\n\nRules"}, "menu"),
        ({"footer": "Rules | javascript:x"}, "footer"),
        ({"posts_per_page": 0}, "posts_per_page"),
        ({"posts_per_page": 101}, "posts_per_page"),
        ({"name": ""}, "name"),
        ({"publication": "never"}, "publication"),
        ({"mon": "nine to five"}, "mon"),
        ({"tue": "9-12, 11-13"}, "tue"),
        ({"mon": "1-3"}, "mon"),  # on Sunday somebody reads until two
        ({"days_off": "Christmas"}, "days_off"),
        ({"mon": "", "sun": ""}, "unstaffed"),
        ({"slow_seconds": -1}, "slow_seconds"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_is_stored(client, wrong, field):
    client.force_login(a_person(None, Role.EDITOR_IN_CHIEF))

    answer = client.post("/admin/blog/sitesettings/", house(**wrong))

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert SiteSettings.load().name == "Resonanz"


def test_a_broken_line_of_the_menu_is_counted(client):
    client.force_login(a_person(None, Role.EDITOR_IN_CHIEF))

    answer = client.post("/en/admin/blog/sitesettings/", house(menu="About | /about/\n\nRules"))

    assert "Line 3 has no address" in answer.content.decode()


# --- today ---


@pytest.mark.parametrize("count", [1, 30])
def test_today_takes_the_same_queries_for_any_number(desk, count, django_assert_num_queries):
    for _ in range(count):
        a_draft(actor=a_person(None, Role.EDITOR).as_actor())
        a_post()

    with django_assert_num_queries(14):
        desk.get("/admin/")


def test_a_moderator_sees_the_queue_and_no_drafts(client):
    a_draft(title="SECRET DRAFT")
    client.force_login(a_person(None, Role.MODERATOR))

    page = client.get("/admin/")

    assert "SECRET DRAFT" not in page.content.decode()
    assert page.context["today"].waiting == []
