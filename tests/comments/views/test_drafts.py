"""Drafts on every device of their writer, and nowhere else (C5)."""

import re
import uuid

import pytest
from django.test import Client

from accounts.models import User
from comments.apart import facts_about
from comments.models import Comment, Discussion, Draft, Thread
from comments.rules.drafts import LONGEST, MOST
from comments.rules.states import State
from tests.builders import NOW, a_comment, a_person, a_thread
from tests.comments.views.conftest import LONG_AGO

SCRIPT = {"X-Requested-With": "drafts"}
WORDS = "Begun on the phone & not finished."
ESCAPED = "Begun on the phone &amp; not finished."


def at(thread: Thread) -> str:
    return f"/en/threads/{thread.pk}/draft/"


def desk(thread: Thread) -> str:
    return f"/en/threads/{thread.pk}/comments/"


def field(page: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def test_the_button_keeps_the_text_and_shows_it_again(signed_in: Client, thread: Thread) -> None:
    answer = signed_in.post(at(thread), {"text": WORDS}, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [(desk(thread), 303)]
    assert (ESCAPED in page, "Draft kept on" in page) == (True, True)


def test_another_device_goes_on_under_the_same_key(signed_in: Client, thread: Thread, member: User) -> None:
    key = str(uuid.uuid4())
    signed_in.post(at(thread), {"text": WORDS, "submission": key}, headers=SCRIPT)
    elsewhere = Client()
    elsewhere.force_login(member)

    page = elsewhere.get(desk(thread)).content.decode()

    assert ESCAPED in page
    assert (field(page, "submission"), field(page, "revision")) == (key, "1")


def test_an_answer_that_was_begun_comes_back_under_its_comment(signed_in: Client, thread: Thread) -> None:
    parent = a_comment(thread=thread)
    signed_in.post(at(thread), {"text": WORDS, "parent": parent.pk})

    assert ESCAPED in signed_in.get(f"{desk(thread)}?parent={parent.pk}").content.decode()
    assert ESCAPED not in signed_in.get(desk(thread)).content.decode()


def test_an_answer_to_what_is_gone_comes_back_as_well(signed_in: Client, thread: Thread) -> None:
    parent = a_comment(thread=thread)
    signed_in.post(at(thread), {"text": WORDS, "parent": parent.pk})
    Comment.objects.filter(pk=parent.pk).update(state=State.REMOVED)

    page = signed_in.get(f"{desk(thread)}?parent={parent.pk}").content.decode()
    signed_in.post(desk(thread), {"text": WORDS, "submission": field(page, "submission")})

    assert ESCAPED in page
    assert not Draft.objects.exists()


def test_the_page_of_the_conversation_shows_it_to_its_writer_alone(
    signed_in: Client, client: Client, thread: Thread, member: User
) -> None:
    other = Client()
    other.force_login(a_person())
    signed_in.post(at(thread), {"text": WORDS})

    shown = [ESCAPED in each.get("/en/talk/page/").content.decode() for each in (signed_in, other, client)]

    assert shown == [True, False, False]
    assert facts_about(member, thread.pk, NOW).apart


@pytest.mark.parametrize("address", ["/en/accounts/me/drafts/", "desk"])
def test_nobody_finds_the_draft_of_another(thread: Thread, client: Client, address: str) -> None:
    Draft.objects.create(
        person=a_person(), thread=thread, text="SECRET", other="SECRET", submission=uuid.uuid4(), saved_at=NOW
    )
    client.force_login(a_person())

    page = client.get(desk(thread) if address == "desk" else address).content.decode()
    client.post(at(thread), {"do": "discard"})

    assert "SECRET" not in page
    assert Draft.objects.count() == 1


def test_two_devices_differ_and_both_texts_are_offered(signed_in: Client, thread: Thread) -> None:
    signed_in.post(at(thread), {"text": WORDS}, headers=SCRIPT)

    line = signed_in.post(at(thread), {"text": "At the desk."}, headers=SCRIPT).content.decode()

    assert (ESCAPED in line, "Use this text instead" in line) == (True, True)
    page = signed_in.get(desk(thread)).content.decode()
    assert ("At the desk." in page, ESCAPED in page) == (True, True)


@pytest.mark.parametrize(
    ("do", "left"), [("swap", ("phone", "desk")), ("drop", ("desk", "")), ("discard", ("phone", ""))]
)
def test_their_writer_decides_which_text_stays(
    signed_in: Client, thread: Thread, do: str, left: tuple[str, str]
) -> None:
    for text in ("phone", "desk"):
        signed_in.post(at(thread), {"text": text}, headers=SCRIPT)

    answer = signed_in.post(at(thread), {"text": "desk", "do": do}, headers=SCRIPT)

    assert Draft.objects.values_list("text", "other").get() == left
    assert f'data-text="{left[0]}"' in answer.content.decode()


def test_a_text_from_before_the_sign_in_goes_before_the_kept_one(
    client: Client, thread: Thread, member: User
) -> None:
    client.post(desk(thread), {"text": "Typed as a stranger."})
    Draft.objects.create(person=member, thread=thread, text=WORDS, submission=uuid.uuid4(), saved_at=NOW)
    client.force_login(member)

    page = client.get(desk(thread)).content.decode()

    assert (">\nTyped as a stranger.</textarea>" in page, ESCAPED in page) == (True, True)


def test_what_is_posted_is_gone_from_every_device(signed_in: Client, thread: Thread) -> None:
    signed_in.post(at(thread), {"text": WORDS})
    page = signed_in.get(desk(thread)).content.decode()

    signed_in.post(desk(thread), {"text": WORDS, "submission": field(page, "submission")})

    assert not Draft.objects.exists()


@pytest.mark.parametrize("closed", [True, False])
def test_a_refused_text_outlives_its_page(signed_in: Client, thread: Thread, settings, closed: bool) -> None:
    settings.COMMENTS_PER_MINUTE = 1
    signed_in.post(desk(thread), {"text": "First."})
    Thread.objects.update(closed=closed)

    signed_in.post(desk(thread), {"text": WORDS})

    assert ESCAPED in signed_in.get(desk(thread)).content.decode()


def test_a_stranger_is_asked_to_sign_in_and_keeps_the_text(client: Client, thread: Thread) -> None:
    answer = client.post(at(thread), {"text": WORDS})

    assert answer.status_code == 403
    assert (ESCAPED in answer.content.decode(), "Please sign in" in answer.content.decode()) == (True, True)
    assert client.post(at(thread), {"text": WORDS}, headers=SCRIPT).content == b"You are no longer signed in."


@pytest.mark.parametrize("headers", [{}, SCRIPT])
def test_without_a_token_nothing_is_kept_and_nothing_lost(
    thread: Thread, member: User, headers: dict[str, str]
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)

    answer = client.post(at(thread), {"text": WORDS}, headers=headers)

    assert answer.status_code == 403
    assert not Draft.objects.exists()
    assert headers or ESCAPED in answer.content.decode()


def test_too_long_and_too_many_are_said_and_the_text_comes_back(
    signed_in: Client, thread: Thread, member: User
) -> None:
    long = signed_in.post(at(thread), {"text": "x" * (LONGEST + 1)})
    Draft.objects.bulk_create(
        Draft(person=member, thread=a_thread(), text="x", submission=uuid.uuid4(), saved_at=NOW)
        for _ in range(MOST)
    )
    many = signed_in.post(at(thread), {"text": WORDS})

    assert [long.status_code, many.status_code] == [422, 422]
    assert ("at most 16,000" in long.content.decode(), ESCAPED in many.content.decode()) == (True, True)


def test_drafts_are_kept_at_a_bounded_pace(signed_in: Client, thread: Thread) -> None:
    statuses = [signed_in.post(at(thread), {"text": "x"}, headers=SCRIPT).status_code for _ in range(41)]

    assert (set(statuses[:40]), statuses[40]) == ({200}, 429)


def test_no_draft_stands_below_what_is_not_there(signed_in: Client, thread: Thread) -> None:
    elsewhere = a_comment(thread=a_thread(visible_from=LONG_AGO))
    Discussion.objects.update(first_comments_wait=1)
    waiting = a_comment(thread=thread, state=State.PENDING)

    for parent in (elsewhere, waiting):
        assert signed_in.post(at(thread), {"text": WORDS, "parent": parent.pk}).status_code == 404


def test_my_drafts_are_listed_and_can_be_discarded(signed_in: Client, thread: Thread) -> None:
    signed_in.post(at(thread), {"text": WORDS})

    page = signed_in.get("/en/accounts/me/drafts/").content.decode()
    answer = signed_in.post(at(thread), {"do": "discard", "from": "list"}, follow=True)

    assert (ESCAPED in page, "A page" in page) == (True, True)
    assert answer.redirect_chain == [("/en/accounts/me/drafts/", 303)]
    assert "There are no drafts." in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_of_drafts_costs_the_same_however_many_there_are(
    signed_in: Client, member: User, rows: int, django_assert_num_queries
) -> None:
    signed_in.get("/en/accounts/me/drafts/")
    for _ in range(rows):
        parent = a_comment()
        Draft.objects.create(
            person=member,
            thread=parent.thread,
            parent=parent,
            text="x",
            submission=uuid.uuid4(),
            saved_at=NOW,
        )

    with django_assert_num_queries(4):  # session, person, settings of the site, drafts
        signed_in.get("/en/accounts/me/drafts/")


def test_names_are_offered_to_members(signed_in: Client, client: Client, thread: Thread) -> None:
    a_comment(thread=thread, author=a_person("Mira Lindqvist"))
    address = f"/en/threads/{thread.pk}/people/?q=mir"

    assert signed_in.get(address).json() == {"names": ["Mira Lindqvist"]}
    stranger = client.get(address)
    assert (stranger.status_code, stranger.json()) == (403, {"names": []})


def test_the_preview_links_names_and_says_which_stay_plain(signed_in: Client, thread: Thread) -> None:
    people = [a_person(f"Speaker {letter}") for letter in "abcdef"]
    for person in people:
        a_comment(thread=thread, author=person)
    text = " ".join(f"@{person.username}" for person in people)

    page = signed_in.post(f"/en/threads/{thread.pk}/preview/", {"text": text}).content.decode()

    assert page.count('<a href="/en/members/Speaker') == 5
    assert "these names stay plain: @Speaker f" in page


def test_another_text_under_a_used_key_comes_back_with_a_key_of_its_own(
    signed_in: Client, thread: Thread
) -> None:
    key = str(uuid.uuid4())
    signed_in.post(desk(thread), {"text": "First.", "submission": key})

    answer = signed_in.post(desk(thread), {"text": WORDS, "submission": key})

    page = answer.content.decode()
    assert (answer.status_code, ESCAPED in page) == (409, True)
    assert (
        signed_in.post(desk(thread), {"text": WORDS, "submission": field(page, "submission")}).status_code
        == 303
    )
    assert Comment.objects.count() == 2


def test_the_script_is_told_where_the_comment_stands(signed_in: Client, thread: Thread) -> None:
    answer = signed_in.post(desk(thread), {"text": WORDS}, headers={"X-Requested-With": "posting"})

    assert (answer.status_code, answer["X-Posted-At"]) == (201, "/en/talk/page/#c1")
