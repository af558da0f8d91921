"""Signed-in readers get pages from stencils, and nobody gets what is another's (O5, quality 25)."""

import re
from uuid import uuid4

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.test import Client
from django.utils import timezone

from accounts.actions.mutes import mute
from accounts.models import User
from accounts.rules.roles import Role
from blog.models import Post
from comments.actions.visits import note_visit
from comments.models import Comment, Draft, Follow, Reaction
from comments.rules.states import State
from comments.rules.visits import SAME_VISIT
from config.pages.members import PagesOfMembers
from tests.builders import a_comment, a_person, a_post

pytestmark = pytest.mark.django_db

PERSONAL = re.compile(r'(name="(?:csrfmiddlewaretoken|submission|started)" value=")[^"]*')


def a_reader(name: str = "Mira Lindqvist", *roles: Role, **fields: object) -> Client:
    client = Client()
    client.force_login(a_person(name, *roles, **fields))
    client.get("/about/")  # the session is known from the second request on
    return client


def page(client: Client, post: Post, query: str = "") -> str:
    return client.get(post.get_absolute_url() + query).content.decode()


def without_what_is_personal(html: str) -> str:
    return PERSONAL.sub(r"\1", html)


@pytest.fixture
def post() -> Post:
    found = a_post(title="Störung")
    a_comment(thread=found.thread, body="Bei mir auch.")
    return found


@pytest.mark.parametrize("query", ["", "?sort=newest", "?page=1", "?utm=1"])
def test_a_page_from_a_stencil_is_the_page_that_is_rendered(post, query, settings):
    reader = a_reader()
    first, again = page(reader, post, query), page(reader, post, query)
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "PagesOfMembers" not in each]
    rendered_for = Client()
    rendered_for.force_login(User.objects.get(username="Mira Lindqvist"))

    rendered = page(rendered_for, post, query)

    assert without_what_is_personal(first) == without_what_is_personal(rendered)
    assert without_what_is_personal(again) == without_what_is_personal(rendered)


def test_a_stencil_costs_four_queries(post, django_assert_num_queries):
    reader = a_reader()
    page(reader, post)

    with django_assert_num_queries(4):  # session, person, versions, what is the own
        page(reader, post)


def spoke(mira: User, post: Post) -> None:
    a_comment(thread=post.thread, author=mira)


def keeps_a_draft(mira: User, post: Post) -> None:
    Draft.objects.create(
        person=mira, thread=post.thread, text="Bald.", submission=uuid4(), saved_at=timezone.now()
    )


def reacted(mira: User, post: Post) -> None:
    said = a_comment(thread=post.thread)
    Reaction.objects.create(person=mira, comment=said, thread=post.thread, at=timezone.now())


def muted_somebody(mira: User, post: Post) -> None:
    loud = a_person()
    a_comment(thread=post.thread, author=loud)
    mute(person=mira, other=loud, now=timezone.now())


def is_host(mira: User, post: Post) -> None:
    post.thread.hosts.add(mira)


def was_answered(mira: User, post: Post) -> None:
    note_visit(person=mira, thread=post.thread, public_seq=0, now=timezone.now() - 2 * SAME_VISIT)
    a_comment(parent=a_comment(thread=post.thread, author=mira))


@pytest.mark.parametrize("does", [spoke, keeps_a_draft, reacted, muted_somebody, is_host, was_answered])
@pytest.mark.parametrize("times", [1, 30])
def test_whoever_something_stands_for_costs_nine_queries(post, does, times, django_assert_num_queries):
    reader = a_reader("Mira Lindqvist")
    mira = User.objects.get(username="Mira Lindqvist")
    for _ in range(times if does in {spoke, reacted, muted_somebody, was_answered} else 1):
        does(mira, post)
    page(reader, post)

    with django_assert_num_queries(9):  # and post, site, first level, comments, picks
        page(reader, post)


def test_own_words_that_wait_cost_one_more_query(post, django_assert_num_queries):
    reader = a_reader("Mira Lindqvist")
    mira = User.objects.get(username="Mira Lindqvist")
    for _ in range(30):
        a_comment(thread=post.thread, author=mira, body="GEDULD", state=State.PENDING)
    page(reader, post)

    with django_assert_num_queries(10):
        shown = page(reader, post)

    assert shown.count("GEDULD") == 30


def test_each_reader_finds_the_own_name_and_nobody_elses(post):
    one, other = a_reader("Mira Lindqvist"), a_reader("Noor & <b>")

    pages = [page(client, post) for client in (one, other, one)]

    assert ["Mira Lindqvist" in each for each in pages] == [True, False, True]
    assert ["Noor &amp; &lt;b&gt;" in each for each in pages] == [False, True, False]


def test_what_the_form_holds_is_new_each_time_and_can_be_sent(post):
    reader = Client(enforce_csrf_checks=True)
    reader.force_login(a_person())
    reader.get("/about/")
    fields = [
        dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page(reader, post))) for _ in "ab"
    ]

    answers = [
        reader.post(f"/threads/{post.thread_id}/comments/", each | {"text": "Auch hier."}) for each in fields
    ]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert Comment.objects.filter(source="Auch hier.").count() == 2


def test_a_new_comment_is_on_the_next_page(post):
    reader = a_reader()
    assert "Nun geht es." not in page(reader, post)

    a_comment(thread=post.thread, body="Nun geht es.")

    assert "Nun geht es." in page(reader, post)


def test_who_spoke_here_finds_the_own_marks_and_words_that_wait(post):
    reader, other = a_reader("Mira Lindqvist"), a_reader("Noor")
    page(other, post)
    mira = User.objects.get(username="Mira Lindqvist")
    own = a_comment(thread=post.thread, author=mira)
    a_comment(thread=post.thread, author=mira, body="GEDULD", state=State.PENDING)

    hers, others = page(reader, post), page(other, post)

    assert f"/comments/{own.pk}/delete/" in hers or f"/comments/{own.pk}/withdraw/" in hers
    assert ("GEDULD" in hers, "GEDULD" in others) == (True, False)
    assert f'data-submission="{own.submission}"' not in others


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR])
def test_the_staff_get_pages_of_their_own(post, role):
    member, staff = a_reader(), a_reader("Ilse Brandt", role)
    page(member, post)

    assert "/admin/" in page(staff, post)
    assert "/admin/" not in page(member, post)


def test_times_are_those_of_each_reader(post):
    at_home, away = a_reader("Mira"), a_reader("Noor", time_zone="Asia/Tokyo")

    pages = [page(client, post) for client in (at_home, away, at_home)]

    assert ["+09:00" in each for each in pages] == [False, True, False]


def test_a_message_is_told_once(post):
    reader = a_reader()
    page(reader, post)
    waiting = a_comment(thread=post.thread, author=User.objects.get(username="Mira Lindqvist"))
    reader.post(f"/comments/{waiting.pk}/delete/")

    pages = [page(reader, post) for _ in range(2)]

    assert ["notice--" in each for each in pages] == [True, False]


def test_a_comment_cannot_hold_a_blank(post):
    a_comment(thread=post.thread, body='name="csrfmiddlewaretoken" value="x" name')
    reader = a_reader()

    shown = page(reader, post)

    tokens = re.findall(r'name="csrfmiddlewaretoken" value="([^"]*)"', shown)
    assert len(tokens) == 4  # to follow, to note, to react, and to write
    assert [shown.count(token) for token in set(tokens)] == [4]
    assert "name=&quot;csrfmiddlewaretoken&quot; value=&quot;x&quot; name" in shown


def test_a_post_cannot_hold_a_blank():
    body = '<p>Write <code>name="csrfmiddlewaretoken" value="</code> <a href="/hier/">here</a>.</p>'
    post = a_post(title="Formulare", body=body)

    shown = page(a_reader(), post)

    tokens = re.findall(r'<input type="hidden" name="csrfmiddlewaretoken" value="([^"]*)"', shown)
    assert [shown.count(token) for token in tokens] == [2, 2]  # to follow, and to write
    assert 'value="</code> <a href="/hier/"' in shown


def test_answers_from_stencils_are_private(post):
    reader = a_reader()
    page(reader, post)

    answer = reader.get(post.get_absolute_url())

    assert answer["Cache-Control"] == "private, no-store"
    assert "default-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("setting", [{"PAGES_BYTES": 0}, {"DEBUG": True}])
def test_without_copies_there_are_no_stencils(settings, setting):
    for name, value in setting.items():
        setattr(settings, name, value)

    with pytest.raises(MiddlewareNotUsed):
        PagesOfMembers(lambda request: None)


def test_each_reader_finds_the_own_number_of_unread_entries(post):
    one, other, none = (
        a_reader(name, unread=unread) for name, unread in (("Mira", 3), ("Noor", 120), ("Ilse", 0))
    )

    shown = [re.findall(r'site-head__unread">([^<]*)<', page(client, post)) for client in (one, other, none)]

    assert shown == [["3"], ["99+"], [""]]


def test_each_reader_gets_the_own_appearance(post):
    readers = [
        a_reader(name, theme=theme) for name, theme in (("Mira", "dark"), ("Noor", "light"), ("Ilse", ""))
    ]

    shown = [re.findall(r'<html[^>]*data-theme="(\w+)"', page(client, post)) for client in readers]

    assert shown == [["dark"], ["light"], []]


def test_who_follows_finds_how_to_stop(post):
    follower, other = a_reader("Mira"), a_reader("Noor")
    page(other, post)
    follower.post(f"/threads/{post.thread_id}/follow/", {"follow": "yes"})
    page(follower, post)  # tells the message

    shown = [re.findall(r'name="follow" value="(\w+)"', page(client, post)) for client in (follower, other)]

    assert shown == [["no"], ["yes"]]


def test_a_follower_s_line_is_filled_into_the_same_page(post, django_assert_num_queries):
    reader, other = a_reader("Mira"), a_reader("Noor")
    reader.handler = other.handler  # they share what is kept
    Follow.objects.create(person=User.objects.get(username="Mira"), thread=post.thread, since=timezone.now())
    page(other, post)

    with django_assert_num_queries(4):  # session, person, versions, what is the own
        shown = page(reader, post)

    assert re.findall(r'name="follow" value="(\w+)"', shown) == ["no"]
    assert "<!--follow-->" not in shown + page(other, post)


def test_a_returning_reader_s_line_is_filled_into_the_same_page_and_nobody_else_s(
    post, django_assert_num_queries
):
    reader, other = a_reader("Mira Lindqvist"), a_reader("Noor")
    reader.handler = other.handler  # they share what is kept
    mira, before = User.objects.get(username="Mira Lindqvist"), timezone.now() - 2 * SAME_VISIT
    note_visit(person=mira, thread=post.thread, public_seq=0, now=before)
    page(other, post)

    with django_assert_num_queries(4):  # session, person, versions, and all there is to know of the reader
        own = page(reader, post)

    assert 'data-known="0"' in own
    assert "data-known" not in page(other, post)
    assert f"{post.get_absolute_url()}?since=0" in own


def test_no_words_can_hold_the_place_of_that_line(post):
    a_comment(thread=post.thread, body="<!--news--> `<!--news-->`")
    titled = a_post(title="<!--news-->", body="<p>Hier <!--news--> steht nichts.</p>")

    reader = a_reader()
    for each in (post, titled):
        shown = page(reader, each)
        assert shown.count('id="news"') == 1
        assert "<!--news-->" not in shown
