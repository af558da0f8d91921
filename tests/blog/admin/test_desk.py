import pytest
from django.urls import reverse
from django.utils import timezone

from blog.actions.posts import save_post
from blog.actions.revisions import content_of
from blog.models import Post, Tag
from tests.blog.forms import typed
from tests.builders import EDITOR, a_category, a_draft, a_post, a_series, a_tag, a_text, an_image

pytestmark = pytest.mark.django_db
ADD = "/admin/blog/post/add/"


def of(post):
    return reverse("admin:blog_post_change", args=[post.pk])


def only_post():
    return Post.objects.select_related("live", "thread").get()


def test_everything_that_is_typed_is_stored(desk, editor):
    category, series, cover, known = a_category(), a_series(), an_image(), a_tag("Outage")
    sent = typed(
        category=category.pk,
        series=series.pk,
        part="2",
        cover=cover.pk,
        tags="outage, New tag, ,outage",
        language="en",
        slug="my-address",
        note="first",
        bylines=(
            {"person": editor.pk, "guest": "", "role": "author"},
            {"person": "", "guest": "Paul", "role": "photo"},
            {"person": "", "guest": "", "role": "author"},
        ),
        sources=(
            {
                "kind": "mail",
                "label": "via mail",
                "url": "https://example.org/",
                "accessed_on": "2026-03-01",
                "extract": "Sorry.",
            },
            {"kind": "mail", "label": "", "url": "", "accessed_on": "", "extract": ""},
        ),
    )

    answer = desk.post(ADD, sent)

    post = only_post()
    assert answer.url == of(post)
    content = content_of(post.live)
    assert (content.title, content.category_id, content.series_id, content.part, content.cover_id) == (
        "A title",
        category.pk,
        series.pk,
        2,
        cover.pk,
    )
    assert [(entry.person_id, entry.guest) for entry in content.bylines] == [(editor.pk, ""), (None, "Paul")]
    assert [(entry.label, str(entry.accessed_on)) for entry in content.sources] == [
        ("via mail", "2026-03-01")
    ]
    assert set(post.live.tags.all()) == {known, Tag.objects.get(name="New tag")}
    assert (post.slug, post.live.note, post.live.saved_by) == ("my-address", "first", editor)


def test_a_post_comes_back_from_its_form_as_it_was(desk, editor):
    post = a_post(
        title="Störung",
        tag_ids=(a_tag("Netz").pk,),
        category_id=a_category().pk,
        bylines=content_of(a_draft(actor=EDITOR).live).bylines,
    )
    page = desk.get(of(post)).context["desk"]
    form = {name: value or "" for name, value in page.form.initial.items()}
    form["published_at"] = form["published_at"].strftime("%Y-%m-%dT%H:%M")

    desk.post(of(post), typed(**form))

    assert post.revisions.count() == 1


@pytest.mark.parametrize(
    ("press", "state"),
    [("save", "draft"), ("review", "in_review"), ("publish", "published"), ("nonsense", "draft")],
)
def test_a_button_does_what_it_says(desk, press, state):
    desk.post(ADD, typed(press=press))

    assert only_post().state == state


def test_a_post_with_a_time_to_come_is_scheduled_in_the_zone_of_its_editor(desk, editor):
    editor.time_zone = "America/New_York"
    editor.save(update_fields=["time_zone"])

    desk.post(ADD, typed(press="publish", published_at="2096-01-02T20:00"))

    assert only_post().published_at.isoformat() == "2096-01-03T01:00:00+00:00"
    assert not Post.objects.public(timezone.now()).exists()


def test_what_cannot_be_published_is_saved_and_told(desk):
    answer = desk.post(
        ADD, typed(press="publish", body="", bylines=()), follow=True, headers={"accept-language": "en"}
    )

    post = only_post()
    assert post.state == "draft"
    assert [str(each.words) for each in answer.context["missing"]] != []
    assert len(answer.context["missing"]) == 2


def test_a_form_with_a_mistake_keeps_everything_that_was_typed(desk):
    sent = typed(title="", lead="KEPT LEAD", body="<p>KEPT BODY</p>", tags="kept tag", part="3")

    answer = desk.post(ADD, sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    for kept in ("KEPT LEAD", "KEPT BODY", "kept tag", "Ada Quill"):
        assert kept in page
    assert not Post.objects.exists()
    assert not Tag.objects.exists()


def test_a_refused_address_is_told_at_its_field(desk):
    answer = desk.post(ADD, typed(slug="feed"))

    assert answer.status_code == 422
    assert answer.context["desk"].form.errors["slug"]


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(desk):
    post = a_draft(title="First")
    save_post(
        post=post,
        slug="",
        content=a_text(title="Theirs", body="<p>Their words.</p>"),
        actor=EDITOR,
        now=timezone.now(),
    )

    answer = desk.post(of(post), typed(title="Mine", body="<p>My words.</p>", seen=1))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert only_post().live.title == "Theirs"
    assert "My words." in page
    assert "<del>Theirs</del><ins>Mine</ins>" in page
    assert answer.context["desk"].form["seen"].value() == "2"


def test_pressing_again_after_the_warning_is_deliberate(desk):
    post = a_draft(title="First")
    save_post(post=post, slug="", content=a_text(title="Theirs"), actor=EDITOR, now=timezone.now())

    desk.post(of(post), typed(title="Mine", seen=2))

    assert [revision.title for revision in post.revisions.newest_first()] == ["Mine", "Theirs", "First"]


def test_moving_the_date_of_a_published_post_moves_it(desk):
    post = a_post()

    desk.post(of(post), typed(slug=post.slug, seen=1, published_at="2026-01-01T12:00"))

    assert only_post().published_at.date().isoformat() == "2026-01-01"
    assert only_post().thread.path == post.thread.path


def test_a_source_needs_words_for_readers(desk):
    answer = desk.post(ADD, typed(sources=({"kind": "mail", "label": "", "url": "https://example.org/"},)))

    assert answer.status_code == 422
    assert answer.context["desk"].sources.forms[0].errors["label"]


def test_a_row_names_a_person_or_a_guest(desk, editor):
    answer = desk.post(ADD, typed(bylines=({"person": editor.pk, "guest": "Paul", "role": "author"},)))

    assert answer.status_code == 422


ODD = {
    "emoji": "😀👩🏽‍🚒",
    "right to left": "שלום \u202etxt.exe",
    "controls": "a\x01\x1b[31mb\x7f",
    "markup": "</textarea><script>alert(1)</script>",
    "template": "{{ 7|add:7 }}{% load i18n %}",
    "quotes": "\"'`´„“",
    "null": "a\x00b",
    "long": "x" * 100_000,
    "combining": "Z" + "\u0301" * 2_000,
}
FIELDS = (
    "title",
    "lead",
    "body",
    "slug",
    "tags",
    "note",
    "published_at",
    "part",
    "category",
    "language",
    "seen",
)


@pytest.mark.parametrize("oddity", ODD)
def test_odd_characters_break_no_field(desk, oddity):
    answers = [desk.post(ADD, typed(**{field: ODD[oddity]})) for field in FIELDS]

    assert {answer.status_code for answer in answers} <= {302, 409, 422}
    stored = next((answer for answer in answers if answer.status_code == 302), None)
    pages = [answer for answer in answers if answer.status_code != 302]
    for page in pages + ([desk.get(stored.url)] if stored else []):
        assert "<script>alert(1)" not in page.content.decode()


def test_a_hundred_thousand_characters_of_text_are_stored(desk):
    text = "Wort für Wort. " * 7_000

    desk.post(ADD, typed(body=f"<p>{text}</p>"))

    assert text.strip() in only_post().live.body


def test_a_broken_formset_is_no_crash(desk):
    assert desk.post(ADD, {"title": "x"}).status_code == 422
    assert desk.post(ADD, typed() | {"bylines-TOTAL_FORMS": "9999999"}).status_code == 422


@pytest.mark.parametrize(
    "address", ["/admin/blog/post/999/change/", "/admin/blog/post/x/change/", "/admin/blog/post/1e9/change/"]
)
def test_what_is_not_there_answers_404(desk, address):
    assert desk.get(address).status_code == 404
