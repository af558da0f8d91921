"""The link in a mail stops exactly what it says, by POST only, without a session (C10, RFC 8058)."""

import pytest
from django.test import Client

from comments.actions.noticing import set_mail
from comments.actions.unsubscribing import Scope, address_of, scope_of, token_of
from comments.inbox import settings_of
from comments.models import Follow
from comments.rules.notices import DEFAULTS, Mail, Topic
from tests.builders import NOW, a_person, a_thread

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def path_of(scope: Scope) -> str:
    return f"/en/unsubscribe/{token_of(scope)}/"


def ways(person) -> dict[Topic, Mail]:
    return {topic: setting.mail for topic, setting in settings_of([person.pk])[person.pk].items()}


USUAL = {topic: setting.mail for topic, setting in DEFAULTS.items()}


@pytest.fixture
def stranger() -> Client:
    """A mail program: no session, no token of a form."""
    return Client(enforce_csrf_checks=True)


def test_one_click_stops_one_topic_and_nothing_else(stranger):
    person, other = a_person(), a_person()
    thread = a_thread()
    Follow.objects.create(person=person, thread=thread, since=NOW)

    answer = stranger.post(path_of(Scope.topic(person.pk, Topic.ANSWERS)), ONE_CLICK)

    assert answer.status_code == 200
    assert ways(person) == USUAL | {Topic.ANSWERS: Mail.NEVER}
    assert ways(other) == USUAL
    assert Follow.objects.count() == 1


def test_one_click_stops_one_conversation_and_nothing_else(stranger):
    person, thread, kept = a_person(), a_thread(), a_thread()
    for each in (thread, kept):
        Follow.objects.create(person=person, thread=each, since=NOW)

    stranger.post(path_of(Scope.thread(person.pk, thread.pk)), ONE_CLICK)

    assert list(Follow.objects.values_list("thread", flat=True)) == [kept.pk]
    assert ways(person) == USUAL


def test_one_click_stops_the_digests_of_one_pace(stranger):
    person = a_person()
    set_mail(person=person, topic=Topic.PICKS, mail=Mail.WEEKLY)

    stranger.post(path_of(Scope.digest(person.pk, Mail.DAILY)), ONE_CLICK)

    assert ways(person) == USUAL | {Topic.THREADS: Mail.NEVER, Topic.PICKS: Mail.WEEKLY}


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_link_stops_nothing(stranger, method):
    person = a_person()

    answer = getattr(stranger, method)(path_of(Scope.topic(person.pk, Topic.ANSWERS)))

    assert answer.status_code == 200
    assert ways(person) == USUAL
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_the_page_says_what_it_stops_and_not_whose_it_is(stranger):
    person = a_person("Mira Lindqvist")

    page = stranger.get(path_of(Scope.topic(person.pk, Topic.ANSWERS))).content.decode()

    assert "Answers to my comments" in page
    assert "Mira" not in page and person.email not in page


@pytest.mark.parametrize("what", ["topic", "thread", "digest"])
def test_what_was_stopped_can_be_brought_back(stranger, what):
    person, thread = a_person(), a_thread()
    Follow.objects.create(person=person, thread=thread, since=NOW)
    scope = {
        "topic": Scope.topic(person.pk, Topic.THREADS),
        "thread": Scope.thread(person.pk, thread.pk),
        "digest": Scope.digest(person.pk, Mail.DAILY),
    }[what]
    word = stranger.post(path_of(scope), ONE_CLICK).context["undo"]

    stranger.post(path_of(scope), {"undo": word})

    assert ways(person) == USUAL
    assert Follow.objects.filter(person=person, thread=thread).exists()


def test_a_word_of_another_link_undoes_nothing(stranger):
    one, other = a_person(), a_person()
    word = stranger.post(path_of(Scope.topic(one.pk, Topic.ANSWERS)), ONE_CLICK).context["undo"]

    answer = stranger.post(path_of(Scope.topic(other.pk, Topic.ANSWERS)), {"undo": word})

    assert answer.status_code == 404
    assert ways(one)[Topic.ANSWERS] == Mail.NEVER


def test_pressing_twice_is_no_mistake(stranger):
    path = path_of(Scope.topic(a_person().pk, Topic.ANSWERS))

    assert [stranger.post(path, ONE_CLICK).status_code for _ in range(2)] == [200, 200]


@pytest.mark.parametrize("token", ["1.topic.answers", "1.topic.answers:x", "x", "1.topic.answers:%00"])
def test_nobody_makes_up_a_link(stranger, token):
    assert stranger.post(f"/en/unsubscribe/{token}/", ONE_CLICK).status_code in {400, 404}


def test_a_changed_link_is_none(stranger):
    token = token_of(Scope.topic(a_person().pk, Topic.ANSWERS))

    assert (
        stranger.post(f"/en/unsubscribe/{token.replace('answers', 'picks')}/", ONE_CLICK).status_code == 404
    )


def test_an_address_is_whole_and_leads_back_to_its_scope(settings, in_english):
    settings.SITE_URL = "https://blog.example"
    scope = Scope.thread(7, 9)

    address = address_of(scope)

    assert address.startswith("https://blog.example/en/unsubscribe/")
    assert scope_of(address.rstrip("/").rpartition("/")[2]) == scope
