"""Answering for the house by page: offered to whom it is open, refused to all others (C13)."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.rules.roles import Role
from comments.actions.moderate import moderate
from comments.actions.offices import NotInOffice
from comments.models import Comment, Thread
from comments.rules.states import WITHDRAW
from tests.builders import a_comment, a_person
from tests.comments.views.conftest import LONG_AGO

OFFICIAL = 'name="official"'


def test_editors_may_choose_to_answer_officially_and_members_are_not_asked(thread: Thread) -> None:
    pages = []
    for roles in ((Role.EDITOR,), (Role.MODERATOR,), ()):
        client = Client()
        client.force_login(a_person(None, *roles))
        pages.append(client.get(f"/en/threads/{thread.pk}/comments/").content.decode())

    assert [OFFICIAL in page for page in pages] == [True, False, False]
    assert "Editorial team" in pages[0]


def test_a_forged_form_does_not_speak_for_the_house_and_the_text_comes_back(
    signed_in: Client, thread: Thread
) -> None:
    answer = signed_in.post(f"/en/threads/{thread.pk}/comments/", {"text": "We apologise.", "official": "1"})

    assert answer.status_code == 403
    assert "We apologise." in answer.content.decode()
    assert not Comment.objects.exists()


def test_the_staff_speak_for_the_house_only_with_their_second_factor(
    thread: Thread, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    client = Client()
    client.force_login(a_person(None, Role.EDITOR))

    page = client.get(f"/en/threads/{thread.pk}/comments/").content.decode()
    answer = client.post(f"/en/threads/{thread.pk}/comments/", {"text": "We apologise.", "official": "1"})

    assert OFFICIAL not in page
    assert answer.status_code == 403
    assert not Comment.objects.exists()


def test_what_an_editor_says_officially_is_stored_so(thread: Thread) -> None:
    client = Client()
    client.force_login(a_person(None, Role.EDITOR))

    for form in ({"official": "1"}, {}):
        client.post(f"/en/threads/{thread.pk}/comments/", {"text": "We have asked."} | form)

    assert list(Comment.objects.order_by("pk").values_list("office", flat=True)) == ["editors", ""]


def test_what_was_said_for_the_house_is_changed_only_with_the_second_factor(
    thread: Thread, settings: Settings
) -> None:
    """A stolen password must not put words into the mouth of the house by way of an older answer."""
    editor = a_person(None, Role.EDITOR)
    said = a_comment(thread=thread, author=editor, body="We have asked.", now=LONG_AGO)
    Comment.objects.filter(pk=said.pk).update(office="editors")
    client = Client()
    client.force_login(editor)
    change = {"text": "We were wrong.", "seen_text": "1"}

    settings.STAFF_SECOND_FACTOR = True
    refused = client.post(f"/en/comments/{said.pk}/edit/", change)
    settings.STAFF_SECOND_FACTOR = False

    assert refused.status_code == 403
    assert "We were wrong." in refused.content.decode()
    assert Comment.objects.get(pk=said.pk).source == "We have asked."
    assert client.post(f"/en/comments/{said.pk}/edit/", change).status_code == 303


def test_what_was_said_for_the_house_is_taken_back_only_with_the_second_factor(
    thread: Thread, settings: Settings
) -> None:
    editor = a_person(None, Role.EDITOR)
    said = a_comment(thread=thread, author=editor, body="We have asked.", now=LONG_AGO)
    Comment.objects.filter(pk=said.pk).update(office="editors")
    client = Client()
    client.force_login(editor)
    address = f"/en/comments/{said.pk}/delete/"

    settings.STAFF_SECOND_FACTOR = True
    refused = client.post(address)
    settings.STAFF_SECOND_FACTOR = False

    assert refused.status_code == 403
    assert "This was said for the house." in refused.content.decode()
    assert Comment.objects.get(pk=said.pk).state == "public"
    assert client.post(address).status_code == 303


def test_who_left_the_house_does_not_take_back_what_it_said(thread: Thread) -> None:
    person = a_person()
    said = a_comment(thread=thread, author=person, now=LONG_AGO)
    Comment.objects.filter(pk=said.pk).update(office="editors")

    with pytest.raises(NotInOffice):
        moderate(
            comment=Comment.objects.get(pk=said.pk), move=WITHDRAW, actor=person.as_actor(), now=LONG_AGO
        )
