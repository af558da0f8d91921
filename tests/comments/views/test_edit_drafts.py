"""What is typed into the form of an edit is kept until it is saved (C5, C6)."""

import pytest
from django.test import Client

from accounts.models import User
from comments.models import Comment, Draft, Thread
from comments.rules.states import State
from tests.builders import a_comment, a_person
from tests.comments.views.conftest import LONG_AGO
from tests.comments.views.test_compose import field
from tests.comments.views.test_edit import change, form, page_of

KEY = "6f1c2f7e-51a4-4f0a-9a53-1f27b2f5a001"


@pytest.fixture
def own(thread: Thread, member: User) -> Comment:
    return a_comment(thread=thread, author=member, body="First words.", now=LONG_AGO)


def keep(client: Client, comment: Comment, text: str, **more: object) -> object:
    typed = {"text": text, "seen_text": 1, "submission": KEY, **more}
    return client.post(f"/en/comments/{comment.pk}/edit/draft/", typed)


def test_the_button_keeps_the_text_and_the_form_opens_with_it(signed_in: Client, own: Comment) -> None:
    answer = keep(signed_in, own, "Half a sent")

    page = page_of(signed_in, form(own))
    assert (answer.status_code, answer["Location"]) == (303, form(own))
    assert "Half a sent</textarea>" in page
    assert "Draft kept on" in page
    assert Comment.objects.get(pk=own.pk).source == "First words."


def test_the_script_hears_in_one_line_that_it_is_kept(signed_in: Client, own: Comment) -> None:
    answer = signed_in.post(
        f"/en/comments/{own.pk}/edit/draft/",
        {"text": "Half", "seen_text": 1, "submission": KEY},
        headers={"X-Requested-With": "drafts"},
    )

    line = answer.content.decode()
    assert (field(line, "revision"), field(line, "seen_text")) == ("1", "1")
    assert "<html" not in line


def test_a_draft_of_an_edit_is_no_draft_of_a_new_comment(signed_in: Client, own: Comment) -> None:
    keep(signed_in, own, "Half a sent")

    assert "Half a sent" not in page_of(signed_in, f"/en/threads/{own.thread_id}/comments/")
    assert "Half a sent" not in page_of(signed_in, "/en/talk/page/")


def test_a_saved_change_drops_the_draft_and_a_late_message_brings_it_not_back(
    signed_in: Client, own: Comment
) -> None:
    keep(signed_in, own, "Half a sent")

    signed_in.post(form(own), {"text": "Whole.", "seen_text": 1, "submission": KEY})
    keep(signed_in, own, "Whole.")

    assert not Draft.objects.exists()
    assert "Whole.</textarea>" in page_of(signed_in, form(own))


def test_words_of_another_device_outlive_the_saving(signed_in: Client, own: Comment) -> None:
    keep(signed_in, own, "From the phone", submission="6f1c2f7e-51a4-4f0a-9a53-1f27b2f5a002")

    signed_in.post(form(own), {"text": "From the desk.", "seen_text": 1, "submission": KEY})

    assert Draft.objects.get().text == "From the phone"


def test_a_draft_that_was_overtaken_is_compared_with_the_newer_text(signed_in: Client, own: Comment) -> None:
    keep(signed_in, own, "From the phone.")
    change(own, "From the desk.")

    page = page_of(signed_in, form(own))
    answer = signed_in.post(form(own), {"text": "From the phone.", "seen_text": field(page, "seen_text")})

    assert answer.status_code == 409
    assert " <del>desk.</del> <ins>phone.</ins>" in answer.content.decode()


def test_discarding_brings_the_present_text_back(signed_in: Client, own: Comment) -> None:
    keep(signed_in, own, "Half a sent")

    keep(signed_in, own, "", do="discard")

    assert "First words.</textarea>" in page_of(signed_in, form(own))


def test_a_refused_text_outlives_its_page(signed_in: Client, thread: Thread, own: Comment) -> None:
    Thread.objects.filter(pk=thread.pk).update(closed=True)

    signed_in.post(form(own), {"text": "Too late.", "seen_text": 1, "submission": KEY})

    assert Draft.objects.get().text == "Too late."
    assert "Too late.</textarea>" in page_of(signed_in, form(own))


def test_it_stands_in_the_list_of_drafts_and_leads_to_its_form(signed_in: Client, own: Comment) -> None:
    keep(signed_in, own, "Half a sent")

    page = page_of(signed_in, "/en/accounts/me/drafts/")
    keep(signed_in, own, "", **{"do": "discard", "from": "list"})

    assert "change of #1" in page
    assert f'href="{form(own)}"' in page
    assert not Draft.objects.exists()


def test_nobody_keeps_or_finds_a_draft_for_words_of_others(thread: Thread, own: Comment) -> None:
    stranger, other = Client(), Client()
    other.force_login(a_person())

    assert keep(other, own, "Half a sent").status_code == 404
    assert keep(stranger, own, "Half a sent").status_code == 403
    assert not Draft.objects.exists()


def test_without_a_token_nothing_is_kept_and_nothing_lost(member: User, own: Comment) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)

    answer = keep(strict, own, "Half a sent")

    assert answer.status_code == 403
    assert "Half a sent</textarea>" in answer.content.decode()
    assert not Draft.objects.exists()


def test_the_present_text_of_a_change_that_waits_is_no_draft(signed_in: Client, own: Comment) -> None:
    keep(signed_in, own, "First words.")

    assert not Draft.objects.exists()
    assert own.state == State.PUBLIC
