"""Remembering for a signed-in reader what was seen (R10)."""

import pytest
from django.test import Client

from comments.models import Visit
from tests.builders import a_comment, a_person

pytestmark = pytest.mark.django_db


def test_the_script_of_a_reader_notes_how_far_the_page_went(signed_in, thread, member):
    a_comment(thread=thread)

    answer = signed_in.post(f"/threads/{thread.pk}/seen/", {"seq": "1"})

    assert (answer.status_code, answer.content) == (204, b"")
    assert Visit.objects.values_list("person", "public_seq").get() == (member.pk, 1)


def test_the_button_marks_all_as_read_and_leads_back(signed_in, thread):
    a_comment(thread=thread)

    answer = signed_in.post(f"/en/threads/{thread.pk}/seen/", {"seq": "1", "all": "1"}, follow=True)

    assert answer.redirect_chain == [("/en/talk/page/#thread", 303)]
    assert "Everything up to here is marked as read." in answer.content.decode()
    assert Visit.objects.get().before_seq == 1


def test_asking_changes_nothing(signed_in, thread):
    assert signed_in.get(f"/threads/{thread.pk}/seen/?seq=1").status_code == 405
    assert not Visit.objects.exists()


def test_without_a_token_nothing_is_noted(thread, member):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)

    assert strict.post(f"/threads/{thread.pk}/seen/", {"seq": "1"}).status_code == 403
    assert not Visit.objects.exists()


def test_a_stranger_is_asked_to_sign_in(client, thread):
    assert client.post(f"/threads/{thread.pk}/seen/", {"seq": "1"}).status_code == 302
    assert not Visit.objects.exists()


@pytest.mark.parametrize("seq", ["", "-1", "x", "9999999999"])
def test_a_place_that_is_no_number_is_refused(signed_in, thread, seq):
    assert signed_in.post(f"/threads/{thread.pk}/seen/", {"seq": seq}).status_code == 400


def test_a_marker_stays_with_its_person(signed_in, thread, member):
    other = a_person()
    signed_in.post(f"/threads/{thread.pk}/seen/", {"seq": "0", "person": other.pk})

    assert list(Visit.objects.values_list("person", flat=True)) == [member.pk]
