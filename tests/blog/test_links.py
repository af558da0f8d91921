"""What an editor is told about the links of a text."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.rules.roles import Role
from blog.actions.links import ask_about_links, check_links, note_answer
from blog.actions.moving import move_post
from blog.actions.posts import save_post, withdraw_post
from blog.links import links_in
from blog.models import CheckedLink, Page, Post
from blog.rules.links import Finding
from comments.rules.states import State
from markup import clean_post
from tests.builders import (
    EDITOR,
    NOW,
    a_category,
    a_comment,
    a_draft,
    a_person,
    a_post,
    a_tag,
    a_text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_site_with_tls(settings):
    settings.SITE_HOST, settings.SERVED_OVER_TLS = "site.example", True


def look(*addresses, page=None):
    html = clean_post("".join(f'<p><a href="{address}">words</a></p>' for address in addresses))
    return links_in(html, page=page, now=NOW)


def finding(address, page=None):
    (link,) = look(address, page=page).links
    return link.finding


def test_links_to_what_is_there_are_in_order():
    tag, category, ada = a_tag("Telephony"), a_category("Empty"), a_person("Ada")
    post = a_post(slug="slug", tag_ids=(tag.pk,), author=ada)
    Page.objects.create(title="Imprint", slug="imprint", language="de", changed_at=NOW)
    default_storage.save("images/here.png", ContentFile(b"x"))
    own = ["/", "/page/2/", "/feed/", "/2026/03/", "/imprint/", "/en/imprint/", category.get_absolute_url()]
    own += ["/tag/telephony/", "/tag/telephony/feed/", "/tag/telephony/page/2/", "/author/Ada/"]
    own += ["/media/images/here.png", "https://site.example/2026/03/slug/?sort=newest#comments"]

    found = look(*own, post.get_absolute_url(), "mailto:a@b.example", "tel:+49-30-1")

    assert [(each.address, each.finding) for each in found.links if each.finding is not Finding.FINE] == []


@pytest.mark.parametrize(
    "address",
    [
        "/nothing/",
        "/2026/03/nothing/",
        "/tag/nothing/",
        "/a/b/c/",
        "/media/gone.png",
        "/2026/13/x/",
    ],
)
def test_links_to_nothing_are_told(address):
    assert finding(address) is Finding.NOWHERE


def test_links_through_an_old_address_tell_the_present_one():
    move_post(post=a_post(slug="old"), slug="new-one", year=2026, month=3, actor=EDITOR, now=NOW)

    (link,) = look("/2026/03/old/").links

    assert (link.finding, link.detail) == (Finding.MOVED, "/2026/03/new-one/")


def test_links_to_what_readers_do_not_get_are_told():
    withdrawn, empty = a_post(slug="withdrawn"), a_tag("Empty")
    withdraw_post(post=withdrawn, actor=EDITOR, now=NOW)
    scheduled = a_post(slug="scheduled", at=NOW + timedelta(days=1))
    hidden = Page.objects.create(title="Hidden", slug="hidden", language="de", changed_at=NOW, public=False)

    for thing in (withdrawn, scheduled, hidden, empty):
        assert finding(thing.get_absolute_url()) is Finding.NOT_PUBLIC


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://https://a.example/", Finding.MALFORMED),
        ("http://nodots/", Finding.MALFORMED),
        ("http://site.example/imprint/", Finding.INSECURE),
        ("http://site.example/nothing/", Finding.NOWHERE),
        ("https://elsewhere.example/", Finding.NOT_CHECKED),
    ],
)
def test_malformed_insecure_and_unknown_ones_are_told_apart(address, expected):
    Page.objects.create(title="Imprint", slug="imprint", language="de", changed_at=NOW)

    assert finding(address) is expected


def test_a_place_in_a_conversation_must_be_there():
    post = a_post(slug="slug")
    a_comment(thread=post.thread)
    gone = a_comment(thread=post.thread, state=State.REMOVED)

    assert finding("/2026/03/slug/#c1") is Finding.FINE
    assert finding("#c1", page=post) is Finding.FINE
    assert finding(f"/2026/03/slug/#c{gone.number}") is Finding.NO_ANCHOR
    assert finding("#c1") is Finding.NO_ANCHOR


def test_a_place_in_a_text_must_be_there():
    note = '<ol class="footnotes"><li id="fn-1">Note.</li></ol>'
    a_post(slug="slug", body=f"<h2>Heading</h2>{note}")
    html = clean_post(f'<p><a href="#fn-1">a</a> <a href="#fn-2">b</a> <a href="#heading">c</a></p>{note}')

    own = [each.finding for each in links_in(html, page=None, now=NOW).links]

    assert own == [Finding.NO_ANCHOR, Finding.NO_ANCHOR, Finding.FINE]
    assert finding("/2026/03/slug/#fn-1") is Finding.FINE
    assert finding("/2026/03/slug/#heading") is Finding.NO_ANCHOR
    assert finding("/2026/03/slug/#comments") is Finding.FINE


def test_trouble_stands_first_and_is_counted():
    found = look("https://elsewhere.example/", "/nothing/", "/")

    assert found.links[0].address == "/nothing/"
    assert found.trouble == 1
    assert found.outside == ["https://elsewhere.example/"]


def test_thirty_links_cost_what_three_cost():
    tags = [a_tag() for _ in range(30)]
    posts = [a_post(tag_ids=(tag.pk,)) for tag in tags]

    def cost(number):
        addresses = [thing.get_absolute_url() for thing in (*tags[:number], *posts[:number])]
        with CaptureQueriesContext(connection) as captured:
            look(*addresses, *(f"https://{n}.example/" for n in range(number)))
        return len(captured)

    assert cost(30) == cost(1) <= 15


@pytest.mark.parametrize(
    ("answer", "expected", "detail"),
    [
        ({"status": 200}, Finding.FINE, "200"),
        ({"status": 404}, Finding.BROKEN, "404"),
        ({"status": 200, "leads_to": "https://b.example/"}, Finding.LEADS_ON, "200 → https://b.example/"),
        ({"problem": "It took too long."}, Finding.BROKEN, "It took too long."),
    ],
)
def test_what_other_sites_answered_is_told(answer, expected, detail):
    ask_about_links(addresses=["https://a.example/"], actor=EDITOR, now=NOW)
    assert finding("https://a.example/") is Finding.WAITING

    note_answer(link=CheckedLink.objects.get(), **answer, now=NOW)

    (link,) = look("https://a.example/").links
    assert (link.finding, link.detail) == (expected, detail)


def test_asking_again_waits_for_another_answer():
    ask_about_links(addresses=["https://a.example/"], actor=EDITOR, now=NOW)
    note_answer(link=CheckedLink.objects.get(), status=200, now=NOW)

    ask_about_links(addresses=["https://a.example/"], actor=EDITOR, now=NOW + timedelta(hours=1))

    assert CheckedLink.objects.get().is_waiting


def test_a_task_visits_ten_addresses_at_most():
    addresses = [f"https://{n}.example/" for n in range(25)]

    assert ask_about_links(addresses=[*addresses, addresses[0]], actor=EDITOR, now=NOW) == 25

    assert sorted(len(row.args_kwargs["args"][0]) for row in DBTaskResult.objects.all()) == [5, 10, 10]


def test_members_ask_nobody():
    with pytest.raises(PermissionDenied):
        ask_about_links(addresses=["https://a.example/"], actor=a_person().as_actor(), now=NOW)


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://localhost/", "http://169.254.169.254/", "http://a/"]
)
def test_the_machine_and_its_neighbours_are_not_visited(address):
    ask_about_links(addresses=[address], actor=EDITOR, now=NOW)

    check_links.func([CheckedLink.objects.get().pk], "en")

    link = CheckedLink.objects.get()
    assert (link.status, link.is_waiting) == (None, False)
    assert link.problem


@pytest.fixture
def desk(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(a_person("Emmi Editor", Role.EDITOR))
    client.get("/admin/jsi18n/")
    return client


def test_the_desk_lists_the_links_of_the_stored_text(desk):
    post = a_draft(body='<p><a href="/nothing/">Go</a> <a href="https://a.example/">there</a></p>')

    page = desk.get(reverse("admin:blog_post_change", args=[post.pk]))

    assert page.context["links"].trouble == 1
    assert reverse("admin:blog_post_links", args=[post.pk]) in page.content.decode()


def test_a_text_without_links_shows_no_list(desk):
    page = desk.get(reverse("admin:blog_post_change", args=[a_draft().pk])).content.decode()

    assert 'id="links"' not in page


def test_pressing_the_button_has_those_elsewhere_visited(desk):
    post = a_draft(body='<p><a href="/nothing/">Go</a> <a href="https://a.example/">there</a></p>')
    address = reverse("admin:blog_post_links", args=[post.pk])

    page = desk.post(address, follow=True)

    assert list(CheckedLink.objects.values_list("address", flat=True)) == ["https://a.example/"]
    assert page.status_code == 200
    assert page.context["messages"]


def test_looking_visits_nobody(desk):
    post = a_draft(body='<p><a href="https://a.example/">there</a></p>')

    desk.get(reverse("admin:blog_post_links", args=[post.pk]))

    assert not CheckedLink.objects.exists()


def test_words_and_addresses_of_links_are_only_words_there(desk):
    body = "<p><a href='https://a.example/?&quot;onmouseover=&quot;alert(1)'>&lt;script&gt;x&lt;/script&gt;</a></p>"
    post = a_draft(body=body)

    page = desk.get(reverse("admin:blog_post_links", args=[post.pk])).content.decode()

    assert "<script>x" not in page and '"onmouseover="' not in page


def test_a_text_that_links_to_its_own_draft_is_told():
    post = a_draft()
    save_post(post=post, slug="", content=a_text(body='<p><a href="#c3">x</a></p>'), actor=EDITOR, now=NOW)
    post = Post.objects.select_related("live").get(pk=post.pk)

    assert links_in(post.live.body, page=post, now=NOW).trouble == 1
