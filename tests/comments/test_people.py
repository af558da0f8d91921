"""Who can be addressed in a thread: those who speak in it, in public, and are here (C9)."""

import pytest
from django.utils.translation import override

from accounts.actions.people import rename_person
from accounts.models import Mute, User
from comments.models import Comment, Thread
from comments.people import addressed_in, in_this_language, names_like
from comments.rules.mentions import SHOWN
from comments.rules.states import State
from markup import render_comment
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread() -> Thread:
    return a_thread()


@pytest.fixture
def reader() -> User:
    return a_person("Reader")


def a_speaker(name: str, thread: Thread, state: State = State.PUBLIC) -> User:
    person = a_person(name)
    a_comment(thread=thread, author=person, state=state)
    return person


@pytest.fixture
def crowd(thread: Thread, reader: User) -> dict[str, User]:
    """One who can be addressed, and several who cannot, all with names that begin alike."""
    people = {"here": a_speaker("Mira", thread)}
    people["waiting"] = a_speaker("Mira Waits", thread, State.PENDING)
    people["removed"] = a_speaker("Mira Removed", thread, State.REMOVED)
    people["elsewhere"] = a_speaker("Mira Elsewhere", a_thread())
    people["locked"] = a_speaker("Mira Locked", thread)
    User.objects.filter(pk=people["locked"].pk).update(is_active=False)
    return people


def test_only_those_who_speak_here_in_public_are_addressed(thread, crowd):
    text = " ".join(f"@{person.username}," for person in crowd.values())

    assert addressed_in(text, thread.pk).people == (crowd["here"].pk,)


def test_a_former_name_addresses_its_bearer_by_the_present_one(thread):
    tim = a_speaker("Tim Old", thread)
    rename_person(person=tim, name="Tim Fresh", house="", now=NOW)

    found = addressed_in("@Tim Old", thread.pk)

    assert found.links == {"Tim Old": "/members/Tim%20Fresh/"}
    assert found.people == (tim.pk,)


def test_finding_people_costs_one_query_and_none_without_a_sign(thread, django_assert_num_queries):
    names = [a_speaker(f"Speaker {letter}", thread).username for letter in "abcdefgh"]

    with django_assert_num_queries(1):
        addressed_in(" ".join(f"@{name}" for name in names), thread.pk)
    with django_assert_num_queries(0):
        addressed_in("mail", thread.pk)


def test_links_are_the_same_in_every_language_and_lead_to_the_one_that_is_read(thread, crowd):
    with override("en"):
        html = render_comment("@Mira", addressed_in("@Mira", thread.pk).links)
        assert 'href="/en/members/Mira/"' in in_this_language(html)

    assert 'href="/members/Mira/"' in html
    assert in_this_language(html) == html


@pytest.mark.parametrize("typed", ["", "m", "mi", "MIRA", "mira "])
def test_only_those_who_can_be_addressed_are_offered(thread, crowd, reader, typed):
    assert names_like(typed, thread_id=thread.pk, reader=reader) == ["Mira"]


def test_neither_oneself_nor_whom_one_muted_is_offered(thread, crowd, reader):
    a_comment(thread=thread, author=reader)
    noisy = a_speaker("Noisy", thread)
    Mute.objects.create(person=reader, muted=noisy, since=NOW)

    assert names_like("", thread_id=thread.pk, reader=reader) == ["Mira"]
    assert names_like("no", thread_id=thread.pk, reader=reader) == []


@pytest.mark.parametrize("typed", ["", "sp"])
def test_a_few_names_are_offered_by_one_query(thread, reader, typed, django_assert_num_queries):
    for letter in "abcdefghjkm":
        a_speaker(f"Speaker {letter}", thread)

    with django_assert_num_queries(1):
        names = names_like(typed, thread_id=thread.pk, reader=reader)

    assert names == [f"Speaker {letter}" for letter in "abcdefgh"]
    assert len(names) == SHOWN


def test_a_posted_text_says_whom_it_addresses(thread, crowd):
    comment = a_comment(thread=thread, body="@Mira und @Mira Elsewhere")

    assert Comment.objects.get(pk=comment.pk).html.count("/members/") == 2
    assert list(comment.mentions.values_list("person", flat=True)) == [crowd["here"].pk]
